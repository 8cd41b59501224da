/* bytes and bytearray, and the buffer protocol. */
#ifndef VM_OBJECTS_BYTES_H
#define VM_OBJECTS_BYTES_H

#include "vm/type.h"

struct Bytes {
    Object header;
    Hash hash; /* -1: not computed yet */
    size_t size;
    uint8_t data[]; /* followed by a NUL */
};

typedef struct ByteArray {
    Object header;
    size_t size, capacity;
    uint8_t *data;  /* mem_ buffer, null while capacity is 0 */
    size_t offset;  /* of the first byte in the buffer: deleting at the front is cheap */
    size_t exports; /* buffers handed out: the size must not change */
} ByteArray;

static inline bool is_bytes(Value value) {
    return is_object(value) && ((Type *)object_of(value)->type)->flags & TYPE_IS_BYTES;
}
static inline Bytes *bytes_of(Value value) {
    return (Bytes *)object_of(value);
}

MUST_CHECK Bytes *bytes_new(const void *data, size_t size); /* data null: not initialised */
MUST_CHECK Bytes *bytes_from_value(Value value);            /* bytes(x) */
/* A bytes that nobody else has seen, in another size; the reference is taken, also on error. */
MUST_CHECK Bytes *bytes_resize_steal(Bytes *bytes, size_t size);
MUST_CHECK Value bytearray_new(const void *data, size_t size);

/* Any object with the buffer protocol, contiguous; TypeError "a bytes-like object is required, not
 * 'x'". */
MUST_CHECK bool buffer_get(Value value, Buffer *buffer, bool writable);
/* As it is: any dimensions and strides. */
MUST_CHECK bool buffer_get_any(Value value, Buffer *buffer, bool writable);
bool buffer_is_contiguous(const Buffer *buffer);
/* buffer->size bytes, in C order; both are owned or exported, as it may run Python code. */
MUST_CHECK bool buffer_copy_out(const Buffer *buffer, uint8_t *to);
void buffer_release(Buffer *buffer);

#endif
