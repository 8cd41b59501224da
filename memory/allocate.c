/* Allocation on the system allocator alone: the contract of memory.h before the pools. */
#include "memory/memory.h"

#include <stdlib.h>
#include <string.h>

void *mem_object_new(MemType *type, size_t size) {
    Object *object = malloc(size);
    if (object == NULL)
        return NULL;
    object->refcount = 1;
    object->flags = 0;
    object->type = type;
    return object;
}

void *mem_object_resize(void *object, size_t old_size, size_t new_size) {
    return realloc(object, new_size);
}

void mem_object_free(void *object, size_t size) {
    free(object);
}

void mem_release(Object *object) {
    MemType *type = object->type;
    if (type->finalize != NULL && !(object->flags & MEM_OBJECT_FINALIZED)) {
        object->flags |= MEM_OBJECT_FINALIZED;
        object->refcount = 1;
        type->finalize(object);
        if (--object->refcount != 0)
            return;
    }
    if (type->dealloc != NULL)
        type->dealloc(object);
}

void *mem_malloc(size_t size) {
    return malloc(size != 0 ? size : 1);
}

void *mem_calloc(size_t count, size_t size) {
    return calloc(count != 0 ? count : 1, size != 0 ? size : 1);
}

void *mem_realloc(void *buffer, size_t size) {
    return realloc(buffer, size != 0 ? size : 1);
}

void mem_free(void *buffer) {
    free(buffer);
}

void *mem_raw_malloc(size_t size) {
    return mem_malloc(size);
}

void *mem_raw_calloc(size_t count, size_t size) {
    return mem_calloc(count, size);
}

void *mem_raw_realloc(void *buffer, size_t size) {
    return mem_realloc(buffer, size);
}

void mem_raw_free(void *buffer) {
    free(buffer);
}

void mem_gc_track(void *object) {
    ((Object *)object)->flags |= MEM_OBJECT_TRACKED;
}

void mem_gc_untrack(void *object) {
    ((Object *)object)->flags &= ~(uint32_t)MEM_OBJECT_TRACKED;
}
