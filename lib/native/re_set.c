/* Character sets and case of regular expressions.
 *
 * Ignoring case, two characters are the same when their folds are: the lower case, and of several
 * lower-case letters with the same upper case the first. A set that ignores case holds the folds
 * of its members, and a character is looked up by its fold. */
#include "lib/native/re.h"
#include "lexer/character_table.h"
#include "vm/unicode.h"

#include <stdlib.h>
#include <string.h>

enum { CASED_END = 0x1e944 }; /* no character from here on has case */

/* Lower-case letters that share their upper case with an earlier one. */
static const struct Fold {
    uint32_t character, fold;
} extra_folds[] = {{0x131, 0x69},    {0x17f, 0x73},   {0x3b9, 0x345},  {0x3bc, 0xb5},
                   {0x3c3, 0x3c2},   {0x3d0, 0x3b2},  {0x3d1, 0x3b8},  {0x3d5, 0x3c6},
                   {0x3d6, 0x3c0},   {0x3f0, 0x3ba},  {0x3f1, 0x3c1},  {0x3f5, 0x3b5},
                   {0x1c80, 0x432},  {0x1c81, 0x434}, {0x1c82, 0x43e}, {0x1c83, 0x441},
                   {0x1c84, 0x442},  {0x1c85, 0x442}, {0x1c86, 0x44a}, {0x1c87, 0x463},
                   {0x1e9b, 0x1e61}, {0x1fbe, 0x345}, {0x1fd3, 0x390}, {0x1fe3, 0x3b0},
                   {0xa64b, 0x1c88}, {0xfb06, 0xfb05}};

static bool is_unicode(int flags) {
    return flags & RE_UNICODE;
}

static uint32_t regex_lower(uint32_t c, int flags) {
    if (is_unicode(flags))
        return unicode_to_lower(c);
    return c - 'A' < 26 ? c + 32 : c;
}

static uint32_t fold(uint32_t c, bool unicode) {
    if (!unicode)
        return c - 'A' < 26 ? c + 32 : c;
    c = unicode_to_lower(c);
    if (c < extra_folds[0].character)
        return c;
    const struct Fold *entry = CHARACTER_FIND(extra_folds, c);
    return entry ? entry->fold : c;
}

/* Does any other character have the same fold? Asked of few characters; errs towards yes. */
bool regex_is_cased(uint32_t c, int flags) {
    bool unicode = is_unicode(flags);
    if (!unicode)
        return (c | 32) - 'a' < 26;
    return fold(c, true) != c || unicode_to_upper(c) != c || unicode_has(c, UNICODE_CASED);
}

bool regex_same_folded(uint32_t a, uint32_t b, int flags) {
    return a == b || regex_lower(a, flags) == regex_lower(b, flags);
}

bool regex_is_word(uint32_t c, bool unicode) {
    if (c < 128 || !unicode)
        return (c | 32) - 'a' < 26 || c - '0' < 10 || c == '_';
    return unicode_has(c, UNICODE_ALPHANUMERIC);
}

static bool in_category(uint32_t c, uint8_t category, bool unicode) {
    switch (category) {
    case CATEGORY_DIGIT:
        return unicode ? unicode_record(c)->decimal >= 0 : c - '0' < 10;
    case CATEGORY_SPACE:
        return unicode ? unicode_is_space(c) : c == ' ' || (c >= 9 && c <= 13);
    default:
        return regex_is_word(c, unicode);
    }
}

static bool in_ranges(const RegexSet *set, uint32_t c) {
    size_t low = 0, high = set->range_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (set->ranges[middle].high < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < set->range_count && set->ranges[low].low <= c;
}

bool regex_set_has_wide(const RegexSet *set, uint32_t c) {
    if (set->fold)
        c = fold(c, set->unicode);
    bool in = in_ranges(set, c);
    for (uint8_t category = CATEGORY_DIGIT; !in && category <= CATEGORY_WORD; category <<= 1) {
        if (set->positive & category)
            in = in_category(c, category, set->unicode);
        if (!in && set->negative & category)
            in = !in_category(c, category, set->unicode);
    }
    return in != set->negated;
}

/* ---- building ------------------------------------------------------------------------------- */

static int compare_ranges(const void *left, const void *right) {
    const RegexRange *a = left, *b = right;
    return a->low < b->low ? -1 : a->low > b->low;
}

static void merge_ranges(RegexSet *set) {
    if (set->range_count < 2)
        return;
    qsort(set->ranges, set->range_count, sizeof *set->ranges, compare_ranges);
    size_t count = 1;
    for (size_t i = 1; i < set->range_count; i++) {
        RegexRange *last = &set->ranges[count - 1], range = set->ranges[i];
        if (range.low <= last->high || range.low == last->high + 1) {
            if (range.high > last->high)
                last->high = range.high;
        } else {
            set->ranges[count++] = range;
        }
    }
    set->range_count = count;
}

static bool add_range(RegexSet *set, size_t *capacity, uint32_t low, uint32_t high) {
    if (set->range_count && set->ranges[set->range_count - 1].high + 1 == low) {
        set->ranges[set->range_count - 1].high = high;
        return true;
    }
    if (set->range_count == *capacity) {
        size_t bigger = *capacity * 2 + 8;
        RegexRange *ranges = mem_realloc(set->ranges, bigger * sizeof *ranges);
        if (!ranges)
            return raise_no_memory();
        set->ranges = ranges;
        *capacity = bigger;
    }
    set->ranges[set->range_count++] = (RegexRange){low, high};
    return true;
}

/* The folds of a range: one by one below CASED_END. */
static bool add_folds(RegexSet *set, size_t *capacity, uint32_t low, uint32_t high) {
    uint32_t end = set->unicode ? CASED_END : 128;
    for (uint32_t c = low; c <= high && c < end; c++) {
        uint32_t folded = fold(c, set->unicode);
        if (!add_range(set, capacity, folded, folded))
            return false;
    }
    if (high < end)
        return true;
    return add_range(set, capacity, low > end ? low : end, high);
}

bool regex_set_build(RegexSet *set, const SetItem *items, bool negated, int flags) {
    *set =
        (RegexSet){.negated = negated, .fold = flags & RE_IGNORECASE, .unicode = is_unicode(flags)};
    size_t capacity = 0;
    for (const SetItem *item = items; item; item = item->next) {
        bool good = true;
        if (item->category && item->negated)
            set->negative |= item->category;
        else if (item->category)
            set->positive |= item->category;
        else
            good = set->fold ? add_folds(set, &capacity, item->low, item->high)
                             : add_range(set, &capacity, item->low, item->high);
        if (!good) {
            mem_free(set->ranges);
            set->ranges = NULL;
            return false;
        }
    }
    merge_ranges(set);
    for (uint32_t c = 0; c < 256; c++) {
        if (regex_set_has_wide(set, c))
            set->bitmap[c >> 3] |= (uint8_t)(1 << (c & 7));
    }
    return true;
}
