/* Buffers side by side: see the header. */
#include "lib/native/buffer_vectors.h"

bool buffer_vectors_init(BufferVectors *vectors, Value iterable, bool writable) {
    *vectors = (BufferVectors){NULL, NULL, 0, 0};
    Tuple *objects = tuple_from_iterable(iterable);
    if (!objects)
        return false;
    vectors->items = mem_malloc((objects->count + 1) * sizeof *vectors->items);
    vectors->buffers = mem_malloc((objects->count + 1) * sizeof *vectors->buffers);
    bool good = vectors->items && vectors->buffers;
    if (!good)
        raise_no_memory();
    for (size_t i = 0; good && i < objects->count; i++) {
        Buffer *buffer = &vectors->buffers[i];
        good = buffer_get(objects->items[i], buffer, writable);
        if (!good)
            break;
        vectors->items[vectors->count++] = (struct iovec){buffer->bytes, buffer->size};
        vectors->size += buffer->size;
    }
    GIVE_UP(objects);
    if (!good)
        buffer_vectors_release(vectors);
    return good;
}

void buffer_vectors_cut(BufferVectors *vectors, size_t size) {
    vectors->size = size;
    for (size_t i = 0; i < vectors->count; i++) {
        if (vectors->items[i].iov_len > size)
            vectors->items[i].iov_len = size;
        size -= vectors->items[i].iov_len;
    }
}

void buffer_vectors_release(BufferVectors *vectors) {
    for (size_t i = 0; i < vectors->count; i++)
        buffer_release(&vectors->buffers[i]);
    mem_free(vectors->items);
    mem_free(vectors->buffers);
}
