/* What the files of bytes and bytearray share. A "byte sequence" is an instance of either. */
#ifndef VM_OBJECTS_BYTES_PARTS_H
#define VM_OBJECTS_BYTES_PARTS_H

#include "vm/arguments.h"
#include "vm/objects/bytes.h"
#include "vm/objects/str.h"
#include "vm/operations.h"
#include "vm/raise.h"

#include <string.h>

enum { BYTES_HEADER_SIZE = offsetof(Bytes, data) };

static inline ByteArray *bytearray_of(Value value) {
    return (ByteArray *)object_of(value);
}
bool is_bytearray(Value value); /* or an instance of a subclass */

/* The bytes of a bytes or bytearray: borrowed, until its size changes. */
typedef struct ByteSpan {
    const uint8_t *data;
    size_t size;
} ByteSpan;
ByteSpan byte_span(Value self);
/* The same for a long pass: the size stays until it is let go. */
ByteSpan byte_span_hold(Value self);
void byte_span_let_go(Value self);
/* A new object of self's kind (exactly bytes or bytearray). */
MUST_CHECK Value byte_sequence_like(Value self, const void *data, size_t size);
/* ... to be filled: its place is *data. */
MUST_CHECK Value byte_sequence_unfilled(Value self, size_t size, uint8_t **data);

/* Null arguments are missing. */
MUST_CHECK Bytes *bytes_from_arguments(const char *function, Value source, Value encoding,
                                       Value errors);
/* An int 0..255; TypeError or ValueError with the text CPython has for `where`. */
MUST_CHECK bool byte_from_value(Value value, uint8_t *byte, const char *where);

Value bytes_repr(Value self);
Value bytes_str(Value self); /* str() of bytes: repr, and the warning of -b */
Value byte_sequence_compare(Value left, Value right, CompareOp op);
ptrdiff_t byte_sequence_length(Value self);
Value byte_sequence_get_item(Value self, Value key);
Answer byte_sequence_contains(Value self, Value item);
Value byte_sequence_concat(Value self, Value other);
Value byte_sequence_repeat(Value self, Value count);
Value byte_sequence_remainder(Value left, Value right);
/* bytearray escapes the single quote also between double ones. */
bool add_bytes_repr(StrBuilder *builder, const uint8_t *bytes, size_t size, bool escape_single);

MUST_CHECK Value byte_iterator_new(Type *type, Value sequence);
extern Type bytes_iterator_type, bytearray_iterator_type;
extern const NativeMethod bytes_methods[], bytearray_methods[];

#endif
