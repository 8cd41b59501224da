/* The Unicode character database: looking things up in the tables that the build makes. */
#include "vm/unicode.h"

typedef struct {
    uint32_t character;
    double value;
} NumericRange;

#include "vm/unicode_tables.inc"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const UnicodeSpecialCase *find_special(uint32_t c) {
    size_t low = 0, high = COUNT_OF(special_cases);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (special_cases[middle].character < c)
            low = middle + 1;
        else
            high = middle;
    }
    return &special_cases[low];
}

unsigned unicode_map_special(uint32_t c, CaseMapping mapping, uint32_t mapped[3]) {
    const UnicodeSpecialCase *special = find_special(c);
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
    size_t low = 0, high = COUNT_OF(numeric_values);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (numeric_values[middle].character < c)
            low = middle + 1;
        else
            high = middle;
    }
    *value = numeric_values[low].value;
    return true;
}
