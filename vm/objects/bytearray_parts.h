/* Changing a bytearray: for its own files and for modules that fill one. */
#ifndef VM_OBJECTS_BYTEARRAY_PARTS_H
#define VM_OBJECTS_BYTEARRAY_PARTS_H

#include "vm/objects/bytes_parts.h"

static inline uint8_t *byte_data(ByteArray *array) { /* null only while there is no room at all */
    return array->data + array->offset;
}

/* All raise BufferError while buffers are exported, and MemoryError. */
MUST_CHECK bool bytearray_resize(ByteArray *array, size_t size); /* new bytes are not set */
/* Puts `count` bytes in place of [start, end); they must not be the array's own. */
MUST_CHECK bool bytearray_replace(ByteArray *array, size_t start, size_t end, const uint8_t *bytes,
                                  size_t count);
MUST_CHECK bool bytearray_append_bytes(ByteArray *array, const void *bytes, size_t count);
MUST_CHECK bool bytearray_extend(ByteArray *array, Value iterable); /* of ints */

#endif
