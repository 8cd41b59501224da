/* String literals: from a token to its value.
 *
 * Without a backslash the value is a stretch of the source. Otherwise it is decoded into the
 * region; no escape is longer than what it is written with, so the size of the source text is
 * enough. Text is WTF-8: \ud800 becomes the three bytes of its generalised encoding. */
#include "lexer/string_literal.h"

#include "lexer/character_names.h"
#include "lexer/utf8.h"

typedef struct Decoder {
    const char *start, *cursor, *end;
    char *out;
    bool is_bytes;
    Text bad_escape;
    Diagnostic *diagnostic;
} Decoder;

/* Python reports positions in a form where each character beyond ASCII takes ten bytes. */
static size_t position_of(const Decoder *decoder, const char *at) {
    size_t position = 0;
    for (const char *p = decoder->start; p < at;) {
        size_t size = utf8_sequence_size((unsigned char)*p);
        position += size > 1 ? 10 : 1;
        p += size;
    }
    return position;
}

/* `escape` is at its backslash, `end` behind what was read of it. */
static bool fail(Decoder *decoder, const char *escape, const char *end, const char *reason) {
    size_t first = position_of(decoder, escape), last = position_of(decoder, end) - 1;
    if (first == last)
        return diagnostic_set(decoder->diagnostic, DIAGNOSTIC_SYNTAX,
                              "(unicode error) 'unicodeescape' codec can't decode byte 0x5c in "
                              "position %zu: %s",
                              first, reason);
    return diagnostic_set(decoder->diagnostic, DIAGNOSTIC_SYNTAX,
                          "(unicode error) 'unicodeescape' codec can't decode bytes in position "
                          "%zu-%zu: %s",
                          first, last, reason);
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void put(Decoder *decoder, uint32_t character) {
    if (decoder->is_bytes)
        *decoder->out++ = (char)character;
    else
        decoder->out += utf8_encode(character, decoder->out);
}

static void note_bad_escape(Decoder *decoder, const char *escape, const char *end) {
    if (!decoder->bad_escape.bytes)
        decoder->bad_escape = (Text){escape, (size_t)(end - escape)};
}

/* \xXX, \uXXXX, \UXXXXXXXX; the cursor is behind the letter. */
static bool decode_hex(Decoder *decoder, const char *escape, int digits, const char *reason) {
    uint32_t character = 0;
    for (int i = 0; i < digits; i++) {
        int digit = decoder->cursor < decoder->end ? hex_value(*decoder->cursor) : -1;
        if (digit < 0) {
            if (decoder->is_bytes)
                return diagnostic_set(decoder->diagnostic, DIAGNOSTIC_SYNTAX,
                                      "(value error) invalid \\x escape at position %zu",
                                      (size_t)(escape - decoder->start));
            return fail(decoder, escape, decoder->cursor, reason);
        }
        character = character << 4 | (uint32_t)digit;
        decoder->cursor++;
    }
    if (character > 0x10FFFF)
        return fail(decoder, escape, decoder->cursor, "illegal Unicode character");
    put(decoder, character);
    return true;
}

static bool decode_name(Decoder *decoder, const char *escape) {
    const char *name = decoder->cursor + 1, *close;
    uint32_t character;
    if (decoder->cursor >= decoder->end || *decoder->cursor != '{')
        return fail(decoder, escape, decoder->cursor, "malformed \\N character escape");
    close = memchr(name, '}', (size_t)(decoder->end - name));
    if (!close || close == name)
        return fail(decoder, escape, close ? close + 1 : decoder->end,
                    "malformed \\N character escape");
    decoder->cursor = close + 1;
    if (!character_find_name(name, (size_t)(close - name), &character))
        return fail(decoder, escape, decoder->cursor, "unknown Unicode character name");
    put(decoder, character);
    return true;
}

/* Up to three digits, the first given. */
static void decode_octal(Decoder *decoder, const char *escape, char first) {
    uint32_t character = (uint32_t)(first - '0');
    for (int i = 0; i < 2 && decoder->cursor < decoder->end; i++) {
        char c = *decoder->cursor;
        if (c < '0' || c > '7')
            break;
        character = character << 3 | (uint32_t)(c - '0');
        decoder->cursor++;
    }
    if (character > 0377)
        note_bad_escape(decoder, escape, decoder->cursor);
    put(decoder, decoder->is_bytes ? character & 0xFF : character);
}

char simple_escape(unsigned char letter) {
    static const char characters[256] = {
        ['\\'] = '\\', ['\''] = '\'', ['"'] = '"',  ['a'] = '\a', ['b'] = '\b',
        ['f'] = '\f',  ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t', ['v'] = '\v'};
    return characters[letter];
}

static bool decode_escape(Decoder *decoder) {
    const char *escape = decoder->cursor++;
    if (decoder->cursor == decoder->end) { /* before a field of an f-string */
        note_bad_escape(decoder, escape, escape + 2);
        *decoder->out++ = '\\';
        return true;
    }
    char c = *decoder->cursor++, simple = simple_escape((unsigned char)c);
    if (simple) {
        *decoder->out++ = simple;
        return true;
    }
    switch (c) {
    case '\n':
        return true;
    case 'x':
        return decode_hex(decoder, escape, 2, "truncated \\xXX escape");
    case '0' ... '7':
        decode_octal(decoder, escape, c);
        return true;
    case 'u':
        if (!decoder->is_bytes)
            return decode_hex(decoder, escape, 4, "truncated \\uXXXX escape");
        break;
    case 'U':
        if (!decoder->is_bytes)
            return decode_hex(decoder, escape, 8, "truncated \\UXXXXXXXX escape");
        break;
    case 'N':
        if (!decoder->is_bytes)
            return decode_name(decoder, escape);
        break;
    default:
        break;
    }
    decoder->cursor = escape + 1;
    note_bad_escape(decoder, escape, escape + 1 + utf8_sequence_size((unsigned char)escape[1]));
    *decoder->out++ = '\\';
    return true;
}

static bool decode(StringLiteral *literal, Text body, MemRegion *region, Diagnostic *diagnostic) {
    literal->value = body;
    const char *backslash =
        literal->is_raw || body.size == 0 ? NULL : memchr(body.bytes, '\\', body.size);
    if (!backslash)
        return true;
    char *out = mem_region_alloc(region, body.size + 4);
    if (!out)
        return diagnostic_set_no_memory(diagnostic);
    Decoder decoder = {.start = body.bytes,
                       .cursor = body.bytes,
                       .end = body.bytes + body.size,
                       .out = out,
                       .is_bytes = literal->is_bytes,
                       .diagnostic = diagnostic};
    while (backslash) {
        size_t plain = (size_t)(backslash - decoder.cursor);
        memcpy(decoder.out, decoder.cursor, plain);
        decoder.out += plain;
        decoder.cursor = backslash;
        if (!decode_escape(&decoder))
            return false;
        backslash = memchr(decoder.cursor, '\\', (size_t)(decoder.end - decoder.cursor));
    }
    size_t rest = (size_t)(decoder.end - decoder.cursor);
    memcpy(decoder.out, decoder.cursor, rest);
    literal->value = (Text){out, (size_t)(decoder.out + rest - out)};
    literal->bad_escape = decoder.bad_escape;
    return true;
}

bool string_literal_read(StringLiteral *literal, Text token, MemRegion *region,
                         Diagnostic *diagnostic) {
    const char *p = token.bytes;
    *literal = (StringLiteral){.is_bytes = false};
    for (; *p != '\'' && *p != '"'; p++) {
        literal->is_bytes |= (*p | 0x20) == 'b';
        literal->is_raw |= (*p | 0x20) == 'r';
        literal->has_u |= *p == 'u';
    }
    size_t prefix = (size_t)(p - token.bytes);
    size_t quotes = token.size - prefix >= 6 && p[1] == *p && p[2] == *p ? 3 : 1;
    Text body = {p + quotes, token.size - prefix - 2 * quotes};
    if (literal->is_bytes)
        for (size_t i = 0; i < body.size; i++)
            if ((unsigned char)body.bytes[i] >= 0x80)
                return diagnostic_set(diagnostic, DIAGNOSTIC_SYNTAX,
                                      "bytes can only contain ASCII literal characters");
    return decode(literal, body, region, diagnostic);
}

bool string_literal_read_middle(StringLiteral *literal, Text token, bool is_raw, MemRegion *region,
                                Diagnostic *diagnostic) {
    *literal = (StringLiteral){.is_raw = is_raw};
    return decode(literal, token, region, diagnostic);
}
