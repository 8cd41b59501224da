/* Identifiers beyond ASCII: XID_Start XID_Continue*, from tables that the build makes of Unicode's
 * data files (unicode_tables.awk). */
#include "lexer/identifier.h"

#include "lexer/lexer.h"
#include "lexer/unicode_tables.h"
#include "lexer/utf8.h"

static bool in_ranges(const uint32_t (*ranges)[2], size_t count, uint32_t character) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (character > ranges[middle][1])
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && character >= ranges[low][0];
}

#define IN(table, character) in_ranges(table, sizeof table / sizeof *table, character)

static bool character_starts_identifier(uint32_t c) {
    return c < 0x80 ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
                    : IN(unicode_xid_start, c);
}

static bool character_continues_identifier(uint32_t c) {
    return character_starts_identifier(c) ||
           (c < 0x80 ? c >= '0' && c <= '9' : IN(unicode_xid_continue, c));
}

bool character_is_printable(uint32_t c) {
    return c < 0x80 ? c >= 0x20 && c < 0x7F : IN(unicode_printable, c);
}

bool identifier_check(Lexer *lexer, const char *start) {
    const char *p = start;
    while (p < lexer->cursor) {
        const char *at = p;
        uint32_t character = utf8_decode(&p);
        if (at == start ? character_starts_identifier(character)
                        : character_continues_identifier(character))
            continue;
        if (character_is_printable(character))
            return lexer_fail(lexer, p, "invalid character '%.*s' (U+%04X)", (int)(p - at), at,
                              (unsigned)character);
        return lexer_fail(lexer, p, "invalid non-printable character U+%04X", (unsigned)character);
    }
    return true;
}
