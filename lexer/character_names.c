/* Names of characters: a sorted table made of Unicode's data files; the names of Hangul syllables
 * and CJK ideographs are computed. */
#include "lexer/character_names.h"

#include <stdio.h>
#include <string.h>

#include "lexer/character_names_table.h"

static const char *const hangul_leading[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                             "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
static const char *const hangul_vowels[] = {"A",   "AE", "YA", "YAE", "EO", "E",  "YEO",
                                            "YE",  "O",  "WA", "WAE", "OE", "YO", "U",
                                            "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
static const char *const hangul_trailing[] = {
    "",   "G",  "GG", "GS", "N",  "NJ", "NH", "D",  "L", "LG", "LM", "LB", "LS", "LT",
    "LP", "LH", "M",  "B",  "BS", "S",  "SS", "NG", "J", "C",  "K",  "T",  "P",  "H"};

static const uint32_t ideographs[][2] = {{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0x20000, 0x2A6DF},
                                         {0x2A700, 0x2B739}, {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1},
                                         {0x2CEB0, 0x2EBE0}, {0x2EBF0, 0x2EE5D}, {0x30000, 0x3134A},
                                         {0x31350, 0x323AF}};

static bool is_ideograph(uint32_t character) {
    for (size_t i = 0; i < sizeof ideographs / sizeof *ideographs; i++)
        if (character >= ideographs[i][0] && character <= ideographs[i][1])
            return true;
    return false;
}

/* The longest of `parts` that `*name` begins with; -1 if none. */
static int longest(const char **name, const char *const *parts, int count) {
    int best = -1;
    for (int i = 0; i < count; i++)
        if (strncmp(*name, parts[i], strlen(parts[i])) == 0 &&
            (best < 0 || strlen(parts[i]) > strlen(parts[best])))
            best = i;
    if (best >= 0)
        *name += strlen(parts[best]);
    return best;
}

static bool find_computed(const char *name, uint32_t *character) {
    if (strncmp(name, "HANGUL SYLLABLE ", 16) == 0) {
        name += 16;
        int leading = longest(&name, hangul_leading, 19);
        int vowel = longest(&name, hangul_vowels, 21);
        int trailing = longest(&name, hangul_trailing, 28);
        *character = 0xAC00 + (uint32_t)((leading * 21 + vowel) * 28 + trailing);
        return leading >= 0 && vowel >= 0 && *name == '\0';
    }
    if (strncmp(name, "CJK UNIFIED IDEOGRAPH-", 22) != 0)
        return false;
    size_t digits = strspn(name + 22, "0123456789ABCDEF");
    unsigned value;
    if (digits < 4 || digits > 5 || name[22 + digits] || sscanf(name + 22, "%x", &value) != 1)
        return false;
    *character = value;
    return is_ideograph(value);
}

static int compare(const char *name, size_t size, size_t index) {
    size_t other = names[index + 1].start - names[index].start;
    int order = memcmp(name, names_text + names[index].start, size < other ? size : other);
    return order ? order : size < other ? -1 : size > other;
}

bool character_find_name(const char *name, size_t size, uint32_t *character) {
    char upper[CHARACTER_NAME_CAPACITY];
    if (size >= sizeof upper)
        return false;
    for (size_t i = 0; i < size; i++)
        upper[i] = name[i] >= 'a' && name[i] <= 'z' ? (char)(name[i] - 32) : name[i];
    upper[size] = '\0';
    size_t low = 0, high = NAMES_COUNT;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = compare(upper, size, middle);
        if (order == 0) {
            *character = names[middle].character;
            return true;
        }
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    memcpy(upper, name, size); /* Python takes computed names in capitals only */
    return find_computed(upper, character);
}

bool character_name(uint32_t character, char name[CHARACTER_NAME_CAPACITY]) {
    if (character >= 0xAC00 && character <= 0xD7A3) {
        uint32_t index = character - 0xAC00;
        snprintf(name, CHARACTER_NAME_CAPACITY, "HANGUL SYLLABLE %s%s%s",
                 hangul_leading[index / 588], hangul_vowels[index % 588 / 28],
                 hangul_trailing[index % 28]);
        return true;
    }
    if (is_ideograph(character)) {
        snprintf(name, CHARACTER_NAME_CAPACITY, "CJK UNIFIED IDEOGRAPH-%X", (unsigned)character);
        return true;
    }
    for (size_t i = 0; i < NAMES_COUNT; i++) {
        if (names[i].character != character || names[i].is_alias)
            continue;
        size_t size = names[i + 1].start - names[i].start;
        memcpy(name, names_text + names[i].start, size);
        name[size] = '\0';
        return true;
    }
    return false;
}
