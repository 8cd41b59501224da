/* What the files of str share: making strs, copying characters between widths.
 *
 * A block is as large as its characters need, or, with `grown` set, as large as str_grown_size says
 * for that many: a function of the length alone, so that no field for the capacity is needed. */
#ifndef VM_OBJECTS_STR_PARTS_H
#define VM_OBJECTS_STR_PARTS_H

#include "vm/objects/str.h"
#include "vm/raise.h"

#include <string.h>

enum { STR_HEADER_SIZE = offsetof(Str, data) };
_Static_assert(STR_HEADER_SIZE % 4 == 0, "data must be aligned for 4-byte characters");
#define STR_LENGTH_MAX ((size_t)PTRDIFF_MAX / 8)

static inline unsigned width_of_largest(uint32_t largest) { /* or of or-ed bits */
    return largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4;
}

/* Size for a block that grows: the next of four steps to each power of two. */
static inline size_t str_grown_size(size_t size) {
    if (size < 64)
        return 64;
    size_t step = (size_t)1 << (61 - __builtin_clzl(size - 1));
    return (size + step - 1) & ~(step - 1);
}

static inline uint32_t character_at(const void *data, unsigned width, size_t index) {
    return width == 1   ? ((const uint8_t *)data)[index]
           : width == 2 ? ((const uint16_t *)data)[index]
                        : ((const uint32_t *)data)[index];
}

static inline void character_put(void *data, unsigned width, size_t index, uint32_t character) {
    if (width == 1)
        ((uint8_t *)data)[index] = (uint8_t)character;
    else if (width == 2)
        ((uint16_t *)data)[index] = (uint16_t)character;
    else
        ((uint32_t *)data)[index] = character;
}

extern struct StrCharacter {
    Object header;
    Hash hash;
    size_t length;
    uint8_t width;
    bool ascii;
    bool interned;
    bool has_utf8 : 1;
    bool grown : 1;
    uint8_t data[4];
} str_latin1_characters[256], str_empty_object;
_Static_assert(offsetof(struct StrCharacter, data) == STR_HEADER_SIZE, "laid out as Str");

#define EMPTY_STR ((Str *)(void *)&str_empty_object)
static inline Str *latin1_character(uint32_t character) { /* immortal */
    return (Str *)(void *)&str_latin1_characters[character];
}

/* A str to be filled: the NUL is set, `largest` (or or-ed bits) decides width and ascii. It must be
 * filled with characters that justify them. Length 0 gives the shared one. */
MUST_CHECK Str *str_new_unfilled(size_t length, uint32_t largest);
/* The longest beginning of the bytes that is UTF-8, in whole characters. */
typedef struct Utf8Run {
    size_t size, length; /* bytes, characters */
    uint32_t bits;       /* the characters or-ed, exact only up to which width */
} Utf8Run;
Utf8Run utf8_run(const uint8_t *bytes, size_t size);
/* Writes such bytes, characters of up to `width`. Two passes take a third of the time that one
 * takes for 100 characters, a fifth of them accented. */
void utf8_run_put(uint8_t *data, unsigned width, const uint8_t *bytes, const Utf8Run *run);
bool str_builder_utf8_run(StrBuilder *builder, const uint8_t *bytes, const Utf8Run *run);
/* Copies between widths; `to_width` must hold every character. */
void characters_copy(void *to, unsigned to_width, const void *from, unsigned from_width,
                     size_t count);
/* memcpy without a call for what is short, as words are: joining words takes 0.6 of the time. */
static inline void bytes_copy_short(uint8_t *to, const uint8_t *from, size_t size) {
    if (size > 16) {
        memcpy(to, from, size);
    } else if (size >= 8) { /* two halves, which may overlap */
        uint64_t head, tail;
        memcpy(&head, from, 8);
        memcpy(&tail, from + size - 8, 8);
        memcpy(to, &head, 8);
        memcpy(to + size - 8, &tail, 8);
    } else if (size >= 4) {
        uint32_t head, tail;
        memcpy(&head, from, 4);
        memcpy(&tail, from + size - 4, 4);
        memcpy(to, &head, 4);
        memcpy(to + size - 4, &tail, 4);
    } else if (size > 0) {
        to[0] = from[0];
        to[size / 2] = from[size / 2];
        to[size - 1] = from[size - 1];
    }
}
/* As characters_copy; the end of what it wrote. */
static inline uint8_t *characters_append(uint8_t *to, unsigned to_width, const void *from,
                                         unsigned from_width, size_t count) {
    if (to_width == 1)
        bytes_copy_short(to, from, count);
    else
        characters_copy(to, to_width, from, from_width, count);
    return to + count * to_width;
}
/* Into a str that is being made; false: interrupted (vm/pass.h). */
MUST_CHECK bool str_put(Str *str, size_t at, const Str *from);
MUST_CHECK bool str_fill(Str *str, size_t at, size_t count, uint32_t character);
void characters_fill(void *to, unsigned width, uint32_t character, size_t count);
/* The characters or-ed, exact only up to which width and whether ASCII. */
uint32_t characters_bits(const void *data, unsigned width, size_t count);
static inline uint32_t str_bits(const Str *str) { /* a bound that gives its width and ascii */
    return str->ascii ? 0x7f : str->width == 1 ? 0xff : str->width == 2 ? 0xffff : 0x1fffff;
}
/* From characters of any width to the narrowest str. */
MUST_CHECK Str *str_from_characters(const void *data, unsigned width, size_t count);
bool bytes_are_ascii(const uint8_t *bytes, size_t size);
static inline bool same_characters(const Str *left, size_t start, const Str *right) {
    return left->width == right->width &&
           memcmp(left->data + start * left->width, right->data, right->length * right->width) == 0;
}

void str_intern_forget(Str *str); /* a dying one */
void str_utf8_forget(Str *str);
void str_utf8_finish(void);
void str_intern_finish(void);

/* Raises "X() argument must be str, not Y"-like errors; the text says what before "must". */
static inline MUST_CHECK bool check_str(Value value, const char *what) {
    if (LIKELY(is_str(value)))
        return true;
    return raise_type_error("%s must be str, not %T", what, value);
}

#endif
