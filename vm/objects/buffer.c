/* The buffer protocol for C: asking an object for its bytes and giving them back. */
#include "vm/objects/bytes.h"
#include "vm/pass.h"
#include "vm/raise.h"

#include <string.h>

bool buffer_is_contiguous(const Buffer *buffer) {
    if (!buffer->strides)
        return true;
    ptrdiff_t expected = (ptrdiff_t)buffer->item_size;
    for (int i = buffer->dimensions - 1; i >= 0; i--) {
        if (buffer->shape[i] == 0)
            return true;
        if (buffer->shape[i] > 1 && buffer->strides[i] != expected)
            return false;
        expected *= buffer->shape[i];
    }
    return true;
}

/* The items of the innermost dimension. Null: an exception is pending. */
static uint8_t *copy_items(const uint8_t *from, ptrdiff_t stride, size_t size, size_t count,
                           uint8_t *to) {
    size_t i = 0;
    for (size_t end; (end = pass_piece(i, count)) > i;)
        for (; i < end; i++, from += stride, to += size)
            memcpy(to, from, size);
    return i == count ? to : NULL;
}

/* Dimension by dimension; the depth is bounded by the number of dimensions (64). */
static uint8_t *copy_dimension(const Buffer *buffer, int dimension, const uint8_t *from,
                               uint8_t *to) {
    ptrdiff_t count = buffer->shape[dimension], stride = buffer->strides[dimension];
    if (dimension == buffer->dimensions - 1)
        return copy_items(from, stride, buffer->item_size, (size_t)count, to);
    for (ptrdiff_t i = 0; i < count && to; i++, from += stride)
        to = pass_may_go_on() ? copy_dimension(buffer, dimension + 1, from, to) : NULL;
    return to;
}

bool buffer_copy_out(const Buffer *buffer, uint8_t *to) {
    if (buffer->size == 0)
        return true;
    if (buffer_is_contiguous(buffer))
        return pass_copy(to, buffer->bytes, buffer->size);
    return copy_dimension(buffer, 0, buffer->bytes, to) != NULL;
}

static bool get(Value value, Buffer *buffer, int flags) {
    Type *type = type_of(value);
    if (!type->get_buffer)
        return raise_type_error("a bytes-like object is required, not '%T'", value);
    *buffer = (Buffer){0};
    return type->get_buffer(value, buffer, flags);
}

bool buffer_get_any(Value value, Buffer *buffer, bool writable) {
    return get(value, buffer, writable ? BUFFER_FULL : BUFFER_FULL_READ_ONLY);
}

bool buffer_get(Value value, Buffer *buffer, bool writable) {
    if (writable && !type_of(value)->get_buffer)
        return raise_type_error("read-write bytes-like object expected, not '%T'", value);
    if (!get(value, buffer, writable ? BUFFER_WRITABLE : BUFFER_SIMPLE)) {
        if (writable && exception_clear_if(&exc_BufferError))
            raise_type_error("read-write bytes-like object expected, not '%T'", value);
        return false;
    }
    if (!buffer_is_contiguous(buffer)) {
        buffer_release(buffer);
        return raise_error(&exc_BufferError, "memoryview: underlying buffer is not C-contiguous");
    }
    return true;
}

void buffer_release(Buffer *buffer) {
    Value owner = buffer->owner;
    buffer->owner = NULL;
    if (!owner)
        return;
    Type *type = type_of(owner);
    if (type->release_buffer)
        type->release_buffer(owner, buffer);
    decref(owner);
}
