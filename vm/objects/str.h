/* str: PEP 393 text, 1, 2 or 4 bytes per character, in one block; immutable.
 *
 * Invariant: the width is the smallest that holds the largest character; `ascii` iff all < 128.
 * data is followed by a NUL of the same width. */
#ifndef VM_OBJECTS_STR_H
#define VM_OBJECTS_STR_H

#include "vm/type.h"

#include <stdarg.h>

struct Str {
    Object header;
    Hash hash;     /* -1: not computed yet */
    size_t length; /* characters */
    uint8_t width; /* 1, 2, 4 bytes per character */
    bool ascii;
    bool interned;
    bool has_utf8 : 1; /* a side table holds its UTF-8 form */
    bool grown : 1;    /* its block has room to grow (str_parts.h) */
    uint8_t data[];
};

static inline bool is_str(Value value) {
    return is_object(value) && ((Type *)object_of(value)->type)->flags & TYPE_IS_STR;
}
static inline bool is_exact_str(Value value) {
    return has_type(value, &str_type);
}
static inline Str *str_of(Value value) {
    return (Str *)object_of(value);
}

typedef struct StrIterator {
    Object header;
    Str *str;     /* owned; null: exhausted */
    size_t index; /* of the next character */
} StrIterator;
extern Type str_iterator_type, str_ascii_iterator_type;

/* data is 4-byte aligned (it stands 36 bytes in). */
static inline uint32_t str_at(const Str *str, size_t index) {
    return str->width == 1   ? str->data[index]
           : str->width == 2 ? ((const uint16_t *)(const void *)str->data)[index]
                             : ((const uint32_t *)(const void *)str->data)[index];
}

/* UTF-8 is checked (UnicodeDecodeError); the wtf8 form, which the compiler's constants use, may
 * hold encoded surrogates. */
MUST_CHECK Str *str_from_utf8(const char *bytes, size_t size);
MUST_CHECK Str *str_from_wtf8(const char *bytes, size_t size);
MUST_CHECK Str *str_from_c(const char *text); /* UTF-8, NUL-terminated */
MUST_CHECK Str *str_from_ascii(const char *text, size_t size);
MUST_CHECK Str *str_from_latin1(const uint8_t *bytes, size_t size);
MUST_CHECK Str *str_from_ucs4(const uint32_t *characters, size_t length); /* narrows */
MUST_CHECK Str *str_from_character(uint32_t character);
MUST_CHECK Str *str_format(const char *format, ...); /* formats as in raise.h */
MUST_CHECK Str *str_format_v(const char *format, va_list arguments);
Str *str_empty(void); /* owned; cannot fail */

/* The interned equal of a str; takes and gives an owned reference; null if memory ran out. */
MUST_CHECK Str *str_intern_steal(Str *str);
MUST_CHECK Str *str_interned(const char *text);
/* Never freed before str_finish; for names that C code holds. Takes an owned reference. */
MUST_CHECK Str *str_intern_forever_steal(Str *str);
/* At the end of everything, when no other str is alive: frees what str keeps for itself. */
void str_finish(void);
/* Bytes behind the fixed part of an instance, the closing NUL included: an instance of a subclass
 * is as many items larger than its type's basic_size. */
static inline size_t str_item_size(const Str *str) {
    return (str->length + 1) * str->width;
}

/* UTF-8 of a str, NUL-terminated: for ASCII the data itself, else a buffer kept until the str
 * dies. Null: MemoryError, or UnicodeEncodeError for surrogates. */
MUST_CHECK const char *str_utf8(Str *str, size_t *size /* may be null */);
/* A copy that does not fail on surrogates (WTF-8); mem_free. For names and dumps. */
MUST_CHECK char *str_wtf8_copy(const Str *str, size_t *size);
/* File names: UTF-8 with surrogateescape, both ways. */
MUST_CHECK Str *str_from_file_name(const char *bytes, size_t size);
/* os.fspath(): a str or bytes. */
MUST_CHECK Value file_system_path(Value str_bytes_or_path);
MUST_CHECK Bytes *str_to_file_name(Value str_bytes_or_path);  /* owned; ValueError on NUL */
MUST_CHECK Bytes *str_to_file_bytes(Value str_bytes_or_path); /* the same, with NUL */

Hash str_hash(Str *str); /* never fails */
bool str_equal(const Str *left, const Str *right);
bool str_equal_c(const Str *left, const char *text);
int str_compare(const Str *left, const Str *right);

MUST_CHECK Str *str_concat(Str *left, Str *right);
/* left + right, both strs; the reference to left is given up (also on error): grows in place if it
 * was the last one. */
MUST_CHECK Value str_append_steal(Value left, Value right);
MUST_CHECK Str *str_substring(Str *str, size_t start, size_t end);
MUST_CHECK Str *str_character(Str *str, size_t index); /* latin-1 characters are shared */
MUST_CHECK Str *str_join(Str *separator, Value iterable);
MUST_CHECK Str *str_join_array(Value *strs, size_t count); /* no separator; all are strs */
ptrdiff_t str_find(const Str *str, const Str *needle, size_t start, size_t end); /* or SEARCH_... */
bool str_contains(const Str *str, const Str *needle);
bool str_is_identifier(const Str *str);
MUST_CHECK Str *str_repr(Str *str);
MUST_CHECK Value str_percent(Value format, Value arguments); /* format % arguments */

/* Building a str piece by piece. After a failure (MemoryError pending) further calls do nothing
 * and return false; finish then returns null. A builder must stay where it was initialised. */
typedef struct StrBuilder {
    uint8_t *data;           /* `local`, or the data of `str` */
    size_t length, capacity; /* characters */
    uint32_t bits;           /* of all characters so far, or-ed */
    uint8_t width;
    bool failed;
    Str *str; /* owned, being filled; null while `local` is enough */
    _Alignas(4) uint8_t local[96];
} StrBuilder;
void str_builder_init(StrBuilder *builder);
bool str_builder_character_slow(StrBuilder *builder, uint32_t character);
bool str_builder_ascii(StrBuilder *builder, const char *text, size_t size);
bool str_builder_latin1(StrBuilder *builder, const uint8_t *bytes, size_t size);
bool str_builder_c(StrBuilder *builder, const char *ascii_text);
bool str_builder_utf8(StrBuilder *builder, const char *bytes, size_t size); /* bad bytes: U+FFFD */
bool str_builder_str(StrBuilder *builder, const Str *str);
bool str_builder_range(StrBuilder *builder, const Str *str, size_t start, size_t end);
bool str_builder_repr(StrBuilder *builder, Value value);
bool str_builder_fill(StrBuilder *builder, uint32_t character, size_t count);
bool str_builder_format(StrBuilder *builder, const char *format, ...); /* as in raise.h */
/* Room for `count` more characters, none larger than the or-ed `bits`, which count as written. */
bool str_builder_reserve(StrBuilder *builder, size_t count, uint32_t bits);
MUST_CHECK Str *str_builder_finish(StrBuilder *builder); /* owned; the builder is empty again */
/* The same behind a pass (vm/pass.h): NULL if it was interrupted. */
MUST_CHECK Str *str_builder_finish_pass(StrBuilder *builder);
void str_builder_abandon(StrBuilder *builder);

static inline bool str_builder_character(StrBuilder *builder, uint32_t character) {
    if (LIKELY(builder->length < builder->capacity)) {
        if (builder->width == 1 && character < 0x100) {
            builder->data[builder->length++] = (uint8_t)character;
            builder->bits |= character;
            return true;
        }
        if (builder->width == 4) {
            ((uint32_t *)(void *)builder->data)[builder->length++] = character;
            builder->bits |= character;
            return true;
        }
    }
    return str_builder_character_slow(builder, character);
}

#endif
