/* The fast paths of objects, inline: a size and kind known when compiled leave a handful of
 * instructions.
 *
 * In front of the pools stands, per size class and kind, a LIFO list of ready blocks. Allocating
 * pops its head, freeing pushes; only an empty or full list calls into memory/. While a block
 * waits there its first word is 0 (the collector and the inspector know it by that) and the link
 * stands in the second. Where every call must be seen (debugging, tracing, injected failures)
 * the lists are empty and have no room, so that both paths below lead to the slow functions:
 * nothing is tested for it here. */
#ifndef MEMORY_OBJECT_H
#define MEMORY_OBJECT_H

#include "memory/geometry.h"

typedef struct MemReady {
    uint64_t zero;
    struct MemReady *next;
} MemReady;

typedef struct MemCache {
    MemReady *head;
    int64_t room; /* blocks it may still take */
} MemCache;

extern MemCache mem_caches[3][MEM_CLASS_COUNT];

/* Never inlined: the fast paths would save registers for them. */
#define MEM_SLOW __attribute__((noinline, cold))
MEM_MUST_CHECK MEM_SLOW void *mem_object_new_slow(MemType *type, size_t size, uint32_t kind);
MEM_SLOW void mem_object_free_slow(void *object, size_t size, uint32_t kind);

#define MEM_INLINE static inline __attribute__((always_inline))

MEM_MUST_CHECK MEM_INLINE void *mem_kind_new(MemType *type, size_t size, uint32_t kind) {
    if (MEM_LIKELY(size <= MEM_SMALL_MAX)) {
        MemCache *cache = &mem_caches[kind][MEM_CLASS_OF(size)];
        MemReady *block = cache->head;
        if (MEM_LIKELY(block != NULL)) {
            cache->head = block->next;
            cache->room++;
            Object *object = (Object *)block;
            object->refcount = 1;
            object->flags = 0;
            object->type = type;
            return object;
        }
    }
    return mem_object_new_slow(type, size, kind);
}

MEM_INLINE void mem_kind_free(void *object, size_t size, uint32_t kind) {
    if (MEM_LIKELY(size <= MEM_SMALL_MAX)) {
        MemCache *cache = &mem_caches[kind][MEM_CLASS_OF(size)];
        if (MEM_LIKELY(cache->room > 0)) {
            cache->room--;
            MemReady *block = object;
            block->zero = 0;
            block->next = cache->head;
            cache->head = block;
            return;
        }
    }
    mem_object_free_slow(object, size, kind);
}

/* An object of `size` bytes (>= 16), header set (count 1, flags 0), the rest not initialised.
 * The kind is the type's; where it is known, the two after this are quicker. A container must be
 * tracked (mem_gc_track) once its fields are valid. */
MEM_MUST_CHECK MEM_INLINE void *mem_object_new(MemType *type, size_t size) {
    return mem_kind_new(type, size, type->kind);
}

MEM_MUST_CHECK MEM_INLINE void *mem_atom_new(MemType *type, size_t size) {
    return mem_kind_new(type, size, MEM_ATOM);
}

MEM_MUST_CHECK MEM_INLINE void *mem_container_new(MemType *type, size_t size) {
    return mem_kind_new(type, size, MEM_CONTAINER);
}

/* Give the block back; `size` is the one it was made (or last resized) with. The type word must
 * still be there for the first. */
MEM_INLINE void mem_object_free(void *object, size_t size) {
    mem_kind_free(object, size, ((Object *)object)->type->kind);
}

MEM_INLINE void mem_atom_free(void *object, size_t size) {
    mem_kind_free(object, size, MEM_ATOM);
}

MEM_INLINE void mem_container_free(void *object, size_t size) {
    mem_kind_free(object, size, MEM_CONTAINER);
}

/* ---- entering and leaving the collector ------------------------------------------------------ */

/* A byte per pool (by address, wrapping): something in it was tracked since the last young
 * collection. */
enum { MEM_GC_TOUCHED_COUNT = 1 << 16 };
extern uint8_t mem_gc_touched[MEM_GC_TOUCHED_COUNT];

static inline void mem_gc_track(void *object) {
    ((Object *)object)->flags |= MEM_OBJECT_TRACKED;
    mem_gc_touched[((uintptr_t)object >> MEM_POOL_SHIFT) % MEM_GC_TOUCHED_COUNT] = 3;
}

static inline void mem_gc_untrack(void *object) {
    ((Object *)object)->flags &= ~(uint32_t)MEM_OBJECT_TRACKED;
}

static inline bool mem_gc_is_tracked(const void *object) {
    return (((const Object *)object)->flags & MEM_OBJECT_TRACKED) != 0;
}

#endif
