/* UTF-8, one code point at a time. */
#ifndef LEXER_UTF8_H
#define LEXER_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Bytes of the sequence that `lead` begins, in valid UTF-8. */
static inline size_t utf8_sequence_size(unsigned char lead) {
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* The code point at `*cursor`, which is advanced. The text must be valid (or WTF-8). */
static inline uint32_t utf8_decode(const char **cursor) {
    const unsigned char *p = (const unsigned char *)*cursor;
    size_t size = utf8_sequence_size(p[0]);
    *cursor += size;
    switch (size) {
    case 1:
        return p[0];
    case 2:
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    case 3:
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    default:
        return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
               (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
    }
}

/* Writes 1 to 4 bytes, returns how many. Surrogates are written as WTF-8 does. */
size_t utf8_encode(uint32_t character, char *out);

/* Why the bytes at `offset` are not UTF-8. */
typedef struct Utf8Error {
    size_t offset;
    const char *reason; /* Python's words */
} Utf8Error;

/* Whether all is valid UTF-8 (no surrogates); else where and why not. */
_Bool utf8_validate(const char *bytes, size_t size, Utf8Error *error);

/* Characters in a valid text. */
size_t utf8_count(const char *bytes, size_t size);

#endif
