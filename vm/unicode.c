/* The Unicode character database: looking things up in the tables that the build makes. */
#include "vm/unicode.h"

#include "lexer/character_table.h"

typedef struct {
    uint32_t character;
    double value;
} NumericValue;

#include "vm/unicode_tables.inc"

unsigned unicode_map_special(uint32_t c, CaseMapping mapping, uint32_t mapped[3]) {
    const UnicodeSpecialCase *special = CHARACTER_FIND(special_cases, c);
    const uint32_t *full = mapping == CASE_UPPER   ? special->upper
                           : mapping == CASE_LOWER ? special->lower
                           : mapping == CASE_TITLE ? special->title
                                                   : special->fold;
    unsigned count = 0;
    while (count < 3 && full[count]) {
        mapped[count] = full[count];
        count++;
    }
    return count;
}

bool unicode_numeric(uint32_t c, double *value) {
    if (!unicode_has(c, UNICODE_NUMERIC))
        return false;
    const NumericValue *entry = CHARACTER_FIND(numeric_values, c);
    *value = entry->value;
    return true;
}
