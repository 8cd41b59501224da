/* Reading and writing single characters of UTF-8. */
#ifndef VM_UTF8_H
#define VM_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum { UTF8_OK, UTF8_BAD_START, UTF8_BAD_CONTINUATION, UTF8_TRUNCATED } Utf8Status;

static inline bool utf8_is_continuation(uint8_t byte) {
    return (byte & 0xc0) == 0x80;
}

/* Reads the character at `at` (before `end`). *size is its bytes, or, on error, those of the
 * longest beginning that could have been one: at least 1. Surrogates are errors unless allowed. */
static inline Utf8Status utf8_read(const uint8_t *at, const uint8_t *end, bool surrogates,
                                   uint32_t *character, unsigned *size) {
    uint8_t first = at[0];
    *size = 1;
    if (first < 0x80) {
        *character = first;
        return UTF8_OK;
    }
    if (first < 0xc2 || first > 0xf4)
        return UTF8_BAD_START;
    unsigned length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    uint8_t low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    uint8_t high = first == 0xed && !surrogates ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    uint32_t value = first & (0x7f >> length);
    for (unsigned i = 1; i < length; i++) {
        if (at + i == end) {
            *size = i;
            return UTF8_TRUNCATED;
        }
        if (at[i] < low || at[i] > high) {
            *size = i;
            return UTF8_BAD_CONTINUATION;
        }
        low = 0x80;
        high = 0xbf;
        value = value << 6 | (at[i] & 0x3f);
    }
    *size = length;
    *character = value;
    return UTF8_OK;
}

static inline unsigned utf8_size_of(uint32_t character) {
    return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
}

/* Writes 1 to 4 bytes (a surrogate as three); the place behind them. */
static inline uint8_t *utf8_write(uint8_t *to, uint32_t c) {
    if (c < 0x80) {
        *to++ = (uint8_t)c;
    } else if (c < 0x800) {
        *to++ = (uint8_t)(0xc0 | c >> 6);
        *to++ = (uint8_t)(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        *to++ = (uint8_t)(0xe0 | c >> 12);
        *to++ = (uint8_t)(0x80 | (c >> 6 & 0x3f));
        *to++ = (uint8_t)(0x80 | (c & 0x3f));
    } else {
        *to++ = (uint8_t)(0xf0 | c >> 18);
        *to++ = (uint8_t)(0x80 | (c >> 12 & 0x3f));
        *to++ = (uint8_t)(0x80 | (c >> 6 & 0x3f));
        *to++ = (uint8_t)(0x80 | (c & 0x3f));
    }
    return to;
}

static inline bool is_surrogate(uint32_t character) {
    return character - 0xd800 < 0x800;
}

#endif
