/* repr and ascii of a str: the quotes, and what is escaped between them. */
#include "vm/objects/search.h"
#include "vm/objects/str_parts.h"
#include "vm/pass.h"
#include "vm/unicode.h"

static const char hex_digits[] = "0123456789abcdef";

static bool add_escape(StrBuilder *builder, uint32_t c) {
    char text[10] = {'\\'};
    size_t size = 2;
    switch (c) {
    case '\t':
        text[1] = 't';
        break;
    case '\n':
        text[1] = 'n';
        break;
    case '\r':
        text[1] = 'r';
        break;
    case '\\':
    case '\'':
    case '"':
        text[1] = (char)c;
        break;
    default: {
        size_t digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
        text[1] = c < 0x100 ? 'x' : c < 0x10000 ? 'u' : 'U';
        for (size_t i = 0; i < digits; i++)
            text[2 + i] = hex_digits[c >> 4 * (digits - 1 - i) & 15];
        size = digits + 2;
    }
    }
    return str_builder_ascii(builder, text, size);
}

static bool needs_escape(uint32_t c, uint32_t quote) {
    if (c < 0x7f)
        return c < ' ' || c == '\\' || c == quote;
    return !unicode_is_printable(c);
}

/* Single quotes, unless there are single and no double quotes in it. */
static uint32_t choose_quote(const Str *str) {
    bool has_single = search_character(str->data, str->width, str->length, '\'') >= 0;
    return has_single && search_character(str->data, str->width, str->length, '"') < 0 ? '"' : '\'';
}

Str *str_repr(Str *str) {
    uint32_t quote = choose_quote(str);
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_reserve(&builder, str->length + 2, 0);
    str_builder_character(&builder, quote);
    size_t plain = 0; /* start of the run that is copied as it is */
    for (size_t i = 0, end; (end = pass_piece(i, str->length)) > i;) {
        for (; i < end; i++) {
            uint32_t c = str_at(str, i);
            if (LIKELY(!needs_escape(c, quote)))
                continue;
            str_builder_range(&builder, str, plain, i);
            add_escape(&builder, c);
            plain = i + 1;
        }
        if (builder.failed)
            break;
    }
    str_builder_range(&builder, str, plain, str->length);
    str_builder_character(&builder, quote);
    return str_builder_finish_pass(&builder);
}
