/* Between the editor's characters and UTF-8. What is no UTF-8 becomes U+FFFD. */
#ifndef VM_LINE_TEXT_H
#define VM_LINE_TEXT_H

#include "vm/utf8.h"

#include <wchar.h>

/* The character at *at, which moves on (not beyond end). */
static inline uint32_t utf8_next(const char **at, const char *end) {
    uint32_t c;
    unsigned size;
    Utf8Status status = utf8_read((const uint8_t *)*at, (const uint8_t *)end, true, &c, &size);
    *at += size;
    return status == UTF8_OK ? c : 0xfffd;
}

/* All of it into `to`, which has room for as many characters as there are bytes; their number. */
static inline size_t utf8_to_characters(const char *bytes, size_t size, wchar_t *to) {
    size_t length = 0;
    for (const char *at = bytes, *end = bytes + size; at < end;)
        to[length++] = (wchar_t)utf8_next(&at, end);
    return length;
}

/* Writes up to 4 bytes; the place behind them. */
static inline char *utf8_put(char *to, wchar_t c) {
    return (char *)utf8_write((uint8_t *)to, (uint32_t)c);
}

#endif
