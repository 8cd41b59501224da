/* The characters of a pattern: one token ahead, and errors that say where they are, in the words of
 * Python's re. */
#include "lib/native/re_parse_parts.h"

void *regex_parse_error(RegexParser *p, size_t offset, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Str *message = str_format_v(format, arguments);
    va_end(arguments);
    if (message) {
        regex_raise(p->text, (ptrdiff_t)(regex_tell(p) - offset), "%U", message);
        GIVE_UP(message);
    }
    return NULL;
}

bool regex_advance(RegexParser *p) {
    size_t at = p->index;
    if (at >= p->text->length) {
        p->next = NO_TOKEN;
        p->next_escaped = false;
        return true;
    }
    p->next = regex_text_at(p->text, at++);
    p->next_escaped = p->next == '\\';
    if (p->next_escaped) {
        if (at == p->text->length)
            return regex_raise(p->text, (ptrdiff_t)p->text->length - 1,
                               "bad escape (end of pattern)");
        p->next = regex_text_at(p->text, at++);
    }
    p->index = at;
    return true;
}

bool regex_take(RegexParser *p, uint32_t c, bool *good) {
    if (!regex_next_is(p, c))
        return false;
    *good = *good && regex_advance(p);
    return true;
}

bool regex_seek(RegexParser *p, size_t index) {
    p->index = index;
    return regex_advance(p);
}

Str *regex_pattern_part(RegexParser *p, size_t start, size_t end) {
    StrBuilder builder;
    str_builder_init(&builder);
    for (size_t i = start; i < end; i++)
        str_builder_character(&builder, regex_text_at(p->text, i));
    return str_builder_finish(&builder);
}

bool regex_read_until(RegexParser *p, uint32_t terminator, const char *what, size_t *start,
                      size_t *end) {
    *start = *end = regex_tell(p);
    for (;;) {
        if (p->next == NO_TOKEN) {
            if (*start == *end)
                return regex_parse_error(p, 0, "missing %s", what);
            return regex_parse_error(p, *end - *start, "missing %c, unterminated name",
                                     (int)terminator);
        }
        bool found = regex_next_is(p, terminator);
        if (!regex_advance(p))
            return false;
        if (found) {
            if (*start == *end)
                return regex_parse_error(p, 1, "missing %s", what);
            return true;
        }
        *end = regex_tell(p);
    }
}
