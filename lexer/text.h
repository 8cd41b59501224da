/* A counted piece of UTF-8. Strings that hold lone surrogates encode them as WTF-8 does.
 * Identifiers are interned per parse: equal names have the same `bytes` pointer.
 * `bytes` is null when the text is absent; it is not terminated by a NUL. */
#ifndef LEXER_TEXT_H
#define LEXER_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct Text {
    const char *bytes;
    size_t size;
} Text;

typedef struct TextList {
    size_t count;
    Text *items;
} TextList;

static inline bool text_equal(Text a, Text b) {
    return a.size == b.size && (a.size == 0 || memcmp(a.bytes, b.bytes, a.size) == 0);
}

static inline bool text_is(Text text, const char *literal) {
    return text.size == strlen(literal) && memcmp(text.bytes, literal, text.size) == 0;
}

#endif
