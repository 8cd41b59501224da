/* Characters and texts as ncurses takes them. */
#include "lib/native/curses/curses.h"
#include "vm/codecs.h"

/* Of the first screen: what ungetch() and unctrl() encode with. */
static Str *screen_encoding; /* owned; null before initscr() */

void curses_set_screen_encoding(Str *encoding) {
    if (encoding)
        OWN(encoding);
    if (screen_encoding)
        GIVE_UP(screen_encoding);
    screen_encoding = encoding;
}

/* The byte that stands for a character; -1: there is none, or an exception is pending. */
static int encoded_byte(Value character, const CursesWindow *window) {
    Str *encoding = window ? window->encoding : screen_encoding;
    const char *name = encoding ? str_utf8(encoding, NULL) : NULL;
    if (encoding && !name)
        return -1;
    Value bytes = codec_encode(character, name, NULL);
    if (!bytes)
        return -1;
    int byte = bytes_of(bytes)->size == 1 ? bytes_of(bytes)->data[0] : -1;
    decref(bytes);
    return byte;
}

static COLD bool refuse_length(Value str) {
    return raise_type_error("expect bytes or str of length 1, or int, got a str of length %zd",
                            (ptrdiff_t)str_of(str)->length);
}

static const char too_large_for_cell[] = "byte doesn't fit in chtype";

static bool number_as_character(Value value, chtype *character, const char *complaint) {
    int64_t number;
    if (!int_fits_int64(value, &number))
        return raise_overflow_error("%s", complaint);
    *character = (chtype)number;
    return (int64_t)*character == number || raise_overflow_error("%s", too_large_for_cell);
}

/* What is no str. */
static bool plain_character(Value value, chtype *character, const char *complaint) {
    if (is_bytes(value) && bytes_of(value)->size == 1) {
        *character = bytes_of(value)->data[0];
        return true;
    }
    if (is_exact_int(value))
        return number_as_character(value, character, complaint);
    return raise_type_error("expect bytes or str of length 1, or int, got %T", value);
}

bool curses_narrow(Value value, const CursesWindow *window, chtype *character) {
    if (!is_str(value))
        return plain_character(value, character, too_large_for_cell);
    if (str_of(value)->length != 1)
        return refuse_length(value);
    uint32_t code = str_at(str_of(value), 0);
    if (code <= 128) {
        *character = code;
        return true;
    }
    int byte = encoded_byte(value, window);
    if (byte < 0)
        return !exception_pending() && raise_overflow_error("%s", too_large_for_cell);
    *character = (chtype)byte;
    return true;
}

bool curses_character(Value value, CursesCharacter *character) {
    character->is_wide = is_str(value);
    if (!character->is_wide)
        return plain_character(value, &character->narrow, "int doesn't fit in long");
    if (str_of(value)->length != 1)
        return refuse_length(value);
    character->wide[0] = (wchar_t)str_at(str_of(value), 0);
    character->wide[1] = 0;
    return true;
}

wchar_t *curses_wide_text(Str *str) {
    wchar_t *text = mem_malloc((str->length + 1) * sizeof *text);
    if (!text)
        return raise_no_memory();
    for (size_t i = 0; i < str->length; i++) {
        text[i] = (wchar_t)str_at(str, i);
        if (!text[i]) {
            mem_free(text);
            return raise_value_error("embedded null character");
        }
    }
    text[str->length] = 0;
    return text;
}
