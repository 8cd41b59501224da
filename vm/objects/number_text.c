/* Text of numbers: every script's decimal digits, spaces, underscores. */
#include "vm/objects/number_text.h"
#include "vm/objects/bytes.h"
#include "vm/objects/str.h"
#include "vm/raise.h"

#include <string.h>

/* The zero of every run of ten decimal digits beyond ASCII. */
static const uint32_t zeros[] = {
    0x660,   0x6f0,   0x7c0,   0x966,   0x9e6,   0xa66,   0xae6,   0xb66,   0xbe6,   0xc66,
    0xce6,   0xd66,   0xde6,   0xe50,   0xed0,   0xf20,   0x1040,  0x1090,  0x17e0,  0x1810,
    0x1946,  0x19d0,  0x1a80,  0x1a90,  0x1b50,  0x1bb0,  0x1c40,  0x1c50,  0xa620,  0xa8d0,
    0xa900,  0xa9d0,  0xa9f0,  0xaa50,  0xabf0,  0xff10,  0x104a0, 0x10d30, 0x11066, 0x110f0,
    0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950,
    0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16a60, 0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2,
    0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e950, 0x1fbf0};

int number_text_digit(uint32_t character) {
    if (character < 128)
        return character >= '0' && character <= '9' ? (int)character - '0' : -1;
    size_t low = 0, high = sizeof zeros / sizeof *zeros;
    while (low < high) { /* the last zero not above the character */
        size_t middle = (low + high) / 2;
        if (zeros[middle] <= character)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || character - zeros[low - 1] > 9)
        return -1;
    return (int)(character - zeros[low - 1]);
}

bool number_text_is_space(uint32_t c) {
    return (c >= 9 && c <= 13) || (c >= 28 && c <= 32) || c == 0x85 || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
           c == 0x205f || c == 0x3000;
}

static void strip(NumberText *text, bool is_str) {
    const char *start = text->text, *end = start + text->size;
    /* Bytes know fewer spaces than str: not 0x1c-0x1f. */
#define IS_SPACE(c) ((c) == ' ' || ((c) >= 9 && (c) <= 13) || (is_str && (c) >= 28 && (c) <= 31))
    while (start < end && IS_SPACE(*start))
        start++;
    while (end > start && IS_SPACE(end[-1]))
        end--;
#undef IS_SPACE
    text->text = start;
    text->size = (size_t)(end - start);
}

Answer number_text_get(Value value, NumberText *text) {
    *text = (NumberText){0};
    if (is_str(value)) {
        Str *str = str_of(value);
        text->size = str->length;
        text->text = (const char *)str->data;
        if (!str->ascii) {
            char *copy = text->buffer = mem_malloc(str->length + 1);
            if (!copy) {
                raise_no_memory();
                return ANSWER_ERROR;
            }
            for (size_t i = 0; i < str->length; i++) {
                uint32_t c = str_at(str, i);
                int digit = c < 128 ? -1 : number_text_digit(c);
                copy[i] = digit >= 0 ? (char)('0' + digit)
                          : c < 128  ? (char)c
                                     : (number_text_is_space(c) ? ' ' : '?');
            }
            copy[str->length] = 0;
            text->text = copy;
        }
        strip(text, true);
        return ANSWER_YES;
    }
    if (is_small_int(value) || !type_of(value)->get_buffer)
        return ANSWER_NO;
    if (!buffer_get(value, &text->source, false))
        return ANSWER_ERROR;
    text->has_source = true;
    text->text = (const char *)text->source.bytes;
    text->size = text->source.size;
    strip(text, false);
    return ANSWER_YES;
}

void number_text_release(NumberText *text) {
    mem_free(text->buffer);
    if (text->has_source)
        buffer_release(&text->source);
}

bool number_text_drop_underscores(const char *text, size_t size, char *target, size_t *length) {
    size_t used = 0;
    char previous = 0;
    for (size_t i = 0; i < size; i++) {
        char c = text[i];
        bool digit = c >= '0' && c <= '9';
        if (c == '_') {
            if (!(previous >= '0' && previous <= '9'))
                return false;
        } else {
            if (previous == '_' && !digit)
                return false;
            target[used++] = c;
        }
        previous = c;
    }
    target[used] = 0;
    *length = used;
    return previous != '_';
}
