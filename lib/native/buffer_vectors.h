/* The buffers of a sequence of objects, for system calls that scatter and gather (readv, sendmsg).
 *
 *     BufferVectors vectors;
 *     if (!buffer_vectors_init(&vectors, objects, false)) return NULL;
 *     POSIX_CALL(count, writev(descriptor, vectors.items, (int)vectors.count));
 *     buffer_vectors_release(&vectors); */
#ifndef LIB_NATIVE_BUFFER_VECTORS_H
#define LIB_NATIVE_BUFFER_VECTORS_H

#include "vm/vm.h"

#include <sys/uio.h>

typedef struct BufferVectors {
    struct iovec *items; /* mem_ buffer */
    Buffer *buffers;     /* mem_ buffer; held until release */
    size_t count, size;  /* size: bytes of all */
} BufferVectors;

MUST_CHECK bool buffer_vectors_init(BufferVectors *vectors, Value iterable, bool writable);
void buffer_vectors_cut(BufferVectors *vectors, size_t size); /* to its first `size` bytes */
void buffer_vectors_release(BufferVectors *vectors);

#endif
