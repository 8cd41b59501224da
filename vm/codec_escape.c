/* unicode_escape and raw_unicode_escape: backslash escapes as in string literals. */
#include "lexer/character_names.h"
#include "lexer/string_literal.h"
#include "vm/codecs.h"
#include "vm/objects/str_parts.h"

#include <stdio.h>

static int hex_digit(uint8_t c) {
    return c >= '0' && c <= '9'                 ? c - '0'
           : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                : -1;
}

/* `wanted` digits at bytes[at]; how many there are. */
static unsigned read_hex(const Decoding *d, size_t at, unsigned wanted, uint32_t *value) {
    unsigned count = 0;
    *value = 0;
    while (count < wanted && at + count < d->size && hex_digit(d->bytes[at + count]) >= 0) {
        *value = *value << 4 | (uint32_t)hex_digit(d->bytes[at + count]);
        count++;
    }
    return count;
}

/* What an escape is: FOUND with the character, MISSING with a reason, ERROR when incomplete. */
typedef struct {
    uint32_t character;
    size_t end;         /* behind it, or behind what is bad */
    const char *reason; /* null: good */
    bool incomplete;    /* more bytes could make it good */
    bool nothing;       /* backslash newline */
} Escape;

static Escape read_hex_escape(const Decoding *d, unsigned wanted, const char *truncated) {
    Escape escape = {0};
    size_t digits = d->at + 2;
    unsigned count = read_hex(d, digits, wanted, &escape.character);
    escape.end = digits + count;
    if (count < wanted) {
        escape.reason = truncated;
        escape.incomplete = escape.end == d->size;
    } else if (escape.character > 0x10ffff) {
        escape.reason = "illegal Unicode character";
    }
    return escape;
}

static Escape read_name_escape(const Decoding *d) {
    Escape escape = {.end = d->at + 2, .reason = "malformed \\N character escape"};
    if (escape.end >= d->size) {
        escape.incomplete = true;
        return escape;
    }
    if (d->bytes[escape.end] != '{')
        return escape;
    size_t start = ++escape.end;
    const uint8_t *close = memchr(d->bytes + start, '}', d->size - start);
    if (!close) {
        escape.end = d->size;
        escape.incomplete = true;
        return escape;
    }
    size_t size = (size_t)(close - d->bytes) - start;
    if (size == 0)
        return escape;
    escape.end = start + size + 1;
    escape.reason = NULL;
    if (!character_find_name((const char *)d->bytes + start, size, &escape.character))
        escape.reason = "unknown Unicode character name";
    return escape;
}

/* An escape that means nothing: the first one is warned of, at the end. */
static void note_invalid(Decoding *d) {
    if (!d->invalid_escape) {
        d->invalid_escape = true;
        d->invalid_escape_at = d->at;
    }
}

static Escape read_octal_escape(Decoding *d) {
    Escape escape = {.end = d->at + 1};
    for (int i = 0; i < 3 && escape.end < d->size; i++) {
        uint32_t digit = (uint32_t)d->bytes[escape.end] - '0';
        if (digit > 7)
            break;
        escape.character = escape.character * 8 + digit;
        escape.end++;
    }
    if (escape.character > 0xff)
        note_invalid(d);
    return escape;
}

static Escape read_escape(Decoding *d) {
    if (d->at + 1 == d->size)
        return (Escape){.end = d->size, .reason = "\\ at end of string", .incomplete = true};
    uint8_t c = d->bytes[d->at + 1];
    char simple = simple_escape(c);
    if (simple)
        return (Escape){.end = d->at + 2, .character = (uint32_t)simple};
    if (c >= '0' && c <= '7')
        return read_octal_escape(d);
    switch (c) {
    case '\n':
        return (Escape){.end = d->at + 2, .nothing = true};
    case 'x':
        return read_hex_escape(d, 2, "truncated \\xXX escape");
    case 'u':
        return read_hex_escape(d, 4, "truncated \\uXXXX escape");
    case 'U':
        return read_hex_escape(d, 8, "truncated \\UXXXXXXXX escape");
    case 'N':
        return read_name_escape(d);
    }
    note_invalid(d); /* the backslash is kept, the next character is read again */
    return (Escape){.end = d->at + 1, .character = '\\'};
}

bool decode_unicode_escape(Decoding *d) {
    while (decoding_goes_on(d)) {
        uint8_t c = d->bytes[d->at];
        if (c != '\\') {
            if (!str_builder_character(&d->text, c))
                return false;
            d->at++;
            continue;
        }
        Escape escape = read_escape(d);
        if (escape.reason) {
            if (escape.incomplete && !d->final)
                return true;
            if (!decoding_error(d, d->at, escape.end, escape.reason))
                return false;
            continue;
        }
        bool kept = escape.end == d->at + 1 && !escape.nothing;
        if (!escape.nothing && !str_builder_character(&d->text, escape.character))
            return false;
        d->at = escape.end;
        if (kept && d->at < d->size && escape.character == '\\' && d->bytes[d->at] != '\\') {
            if (!str_builder_character(&d->text, d->bytes[d->at++]))
                return false;
        }
    }
    return true;
}

bool decode_raw_unicode_escape(Decoding *d) {
    while (decoding_goes_on(d)) {
        uint8_t c = d->bytes[d->at];
        if (c == '\\' && d->at + 1 == d->size && !d->final)
            return true;
        uint8_t next = d->at + 1 < d->size ? d->bytes[d->at + 1] : 0;
        if (c != '\\' || (next != 'u' && next != 'U')) {
            if (!str_builder_character(&d->text, c))
                return false;
            d->at++;
            if (c == '\\' && next == '\\') { /* the second one begins no escape */
                if (!str_builder_character(&d->text, next))
                    return false;
                d->at++;
            }
            continue;
        }
        Escape escape = next == 'u' ? read_hex_escape(d, 4, "truncated \\uXXXX escape")
                                    : read_hex_escape(d, 8, "truncated \\UXXXXXXXX escape");
        if (escape.reason && escape.character > 0x10ffff)
            escape.reason = "\\Uxxxxxxxx out of range";
        if (escape.reason) {
            if (escape.incomplete && !d->final)
                return true;
            if (!decoding_error(d, d->at, escape.end, escape.reason))
                return false;
            continue;
        }
        if (!str_builder_character(&d->text, escape.character))
            return false;
        d->at = escape.end;
    }
    return true;
}

/* ---- encoding ------------------------------------------------------------------------------- */

static bool add_text(Encoding *e, const char *format, uint32_t c) {
    char text[16];
    int size = snprintf(text, sizeof text, format, (unsigned)c);
    return encoding_add(e, text, (size_t)size);
}

bool encode_unicode_escape(Encoding *e) {
    for (; encoding_goes_on(e); e->at++) {
        uint32_t c = str_at(e->str, e->at);
        uint8_t byte = (uint8_t)c;
        const char *format = c >= 0x10000            ? "\\U%08x"
                             : c >= 0x100            ? "\\u%04x"
                             : c == '\\'             ? "\\\\"
                             : c == '\t'             ? "\\t"
                             : c == '\n'             ? "\\n"
                             : c == '\r'             ? "\\r"
                             : c < 0x20 || c >= 0x7f ? "\\x%02x"
                                                     : NULL;
        if (!(format ? add_text(e, format, c) : encoding_add(e, &byte, 1)))
            return false;
    }
    return true;
}

bool encode_raw_unicode_escape(Encoding *e) {
    for (; encoding_goes_on(e); e->at++) {
        uint32_t c = str_at(e->str, e->at);
        uint8_t byte = (uint8_t)c;
        if (!(c >= 0x10000 ? add_text(e, "\\U%08x", c)
              : c >= 0x100 ? add_text(e, "\\u%04x", c)
                           : encoding_add(e, &byte, 1)))
            return false;
    }
    return true;
}
