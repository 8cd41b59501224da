/* The Unicode character database: categories, case, numbers. Tables are made at build time. */
#ifndef VM_UNICODE_H
#define VM_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct UnicodeRecord {
    uint8_t category;      /* UNICODE_CATEGORY_* */
    uint8_t bidirectional; /* index into unicode_bidirectional_names */
    uint8_t combining;
    uint8_t east_asian_width;    /* index into unicode_width_names */
    uint16_t flags;              /* UNICODE_* */
    int8_t decimal, digit;       /* -1: none */
    int32_t upper, lower, title; /* simple mappings, as differences */
} UnicodeRecord;

enum {
    UNICODE_ALPHA = 1,
    UNICODE_UPPER = 2,
    UNICODE_LOWER = 4,
    UNICODE_TITLE = 8,
    UNICODE_SPACE = 16,
    UNICODE_LINE_BREAK = 32,
    UNICODE_PRINTABLE = 64,
    UNICODE_XID_START = 128,
    UNICODE_XID_CONTINUE = 256,
    UNICODE_CASED = 512,
    UNICODE_CASE_IGNORABLE = 1024,
    UNICODE_NUMERIC = 2048,
    UNICODE_MIRRORED = 4096,
    UNICODE_SPECIAL_CASE = 8192, /* a case mapping to other than one character, or a fold */
    UNICODE_ALPHANUMERIC = 16384,
    UNICODE_IN_3_2 = 32768, /* Unicode 3.2 had it already */
};

/* Full case mappings of characters with UNICODE_SPECIAL_CASE: up to three characters, 0-ended. */
typedef struct UnicodeSpecialCase {
    uint32_t character;
    uint32_t upper[3], lower[3], title[3], fold[3];
} UnicodeSpecialCase;

extern const UnicodeRecord unicode_records[];
extern const uint16_t unicode_stage1[], unicode_stage2[];
extern const char *const unicode_category_names[], *const unicode_bidirectional_names[],
                                                       *const unicode_width_names[];

enum { UNICODE_SHIFT = 7 };

static inline const UnicodeRecord *unicode_record(uint32_t c) {
    if (c > 0x10ffff)
        c = 0x10ffff;
    return &unicode_records[unicode_stage2[((uint32_t)unicode_stage1[c >> UNICODE_SHIFT]
                                            << UNICODE_SHIFT) +
                                           (c & ((1 << UNICODE_SHIFT) - 1))]];
}
static inline bool unicode_has(uint32_t c, unsigned flag) {
    return unicode_record(c)->flags & flag;
}
static inline bool unicode_is_printable(uint32_t c) {
    return c < 0x7f ? c >= 0x20 : unicode_has(c, UNICODE_PRINTABLE);
}
static inline bool unicode_is_space(uint32_t c) {
    return c < 0x80 ? c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x1f)
                    : unicode_has(c, UNICODE_SPACE);
}
static inline bool unicode_is_line_break(uint32_t c) {
    return c < 0x80 ? (c >= 10 && c <= 13) || (c >= 0x1c && c <= 0x1e)
                    : unicode_has(c, UNICODE_LINE_BREAK);
}
/* One-character mappings. */
static inline uint32_t unicode_to_upper(uint32_t c) {
    return (uint32_t)((int32_t)c + unicode_record(c)->upper);
}
static inline uint32_t unicode_to_lower(uint32_t c) {
    return (uint32_t)((int32_t)c + unicode_record(c)->lower);
}
typedef enum { CASE_UPPER, CASE_LOWER, CASE_TITLE, CASE_FOLD } CaseMapping;
unsigned unicode_map_special(uint32_t c, CaseMapping mapping, uint32_t mapped[3]);
/* The full mapping: 1 to 3 characters, their number returned. */
static inline unsigned unicode_map_case(uint32_t c, CaseMapping mapping, uint32_t mapped[3]) {
    const UnicodeRecord *record = unicode_record(c);
    if (record->flags & UNICODE_SPECIAL_CASE)
        return unicode_map_special(c, mapping, mapped);
    int32_t change = mapping == CASE_UPPER   ? record->upper
                     : mapping == CASE_TITLE ? record->title
                                             : record->lower;
    mapped[0] = (uint32_t)((int32_t)c + change);
    return 1;
}
/* The value of a numeric character; false if it has none. */
bool unicode_numeric(uint32_t c, double *value);

#endif
