/* memory/ as the other folders see it: objects with exact reference counts, buffers, regions.
 *
 * An object is a block that begins with the header below. A reference held in an object's field
 * may also be an immediate value (low bit set) or null; whoever visits fields skips those.
 * Unless a function says otherwise, the caller holds the lock (the GIL). */
#ifndef MEMORY_MEMORY_H
#define MEMORY_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define MEM_MUST_CHECK  __attribute__((warn_unused_result))
#define MEM_LIKELY(x)   __builtin_expect(!!(x), 1)
#define MEM_UNLIKELY(x) __builtin_expect(!!(x), 0)

typedef struct MemType MemType;

typedef struct Object {
    uint32_t refcount; /* MEM_IMMORTAL: never written again */
    uint32_t flags;    /* MEM_OBJECT_* in the low bits; the collector's scratch above them */
    MemType *type;
} Object;
_Static_assert(sizeof(Object) == 16, "two words");

#define MEM_IMMORTAL UINT32_MAX

enum {
    MEM_OBJECT_TRACKED = 1,   /* the collector traverses it */
    MEM_OBJECT_FINALIZED = 2, /* its finalizer has run */
    MEM_OBJECT_WEAKREFS = 4,  /* the side table holds weak references to it */
    MEM_OBJECT_STATIC = 8,    /* not from a block: never freed */
};

typedef void (*MemVisit)(Object *object, void *context);

/* What memory/ knows of a type. The VM's Type begins with it. */
struct MemType {
    Object header;
    const char *name;
    uint32_t basic_size; /* bytes of an instance, header included */
    uint32_t item_size;  /* bytes of an item for objects of variable size, else 0 */
    uint32_t kind;       /* MEM_ATOM, MEM_CONTAINER */
    void (*dealloc)(Object *object);  /* count is 0: give up what it owns, mem_object_free */
    void (*traverse)(Object *object, MemVisit visit, void *context);
    void (*clear)(Object *object);    /* break cycles: give up references, stay valid */
    void (*finalize)(Object *object); /* may run Python code; once per object; null if none */
};

enum { MEM_BUFFER, MEM_ATOM, MEM_CONTAINER };

/* ---- reference counts ---------------------------------------------------------------------- */

/* The count has reached 0: finalizer, weak references, dealloc; constant stack at any depth. */
void mem_release(Object *object);

static inline void mem_incref(Object *object) {
    uint32_t count = object->refcount + 1;
    if (MEM_LIKELY(count != 0))
        object->refcount = count;
}

static inline void mem_decref(Object *object) {
    uint32_t count = object->refcount;
    if (MEM_LIKELY(count != MEM_IMMORTAL)) {
        object->refcount = --count;
        if (MEM_UNLIKELY(count == 0))
            mem_release(object);
    }
}

/* ---- allocation ----------------------------------------------------------------------------
 * All return NULL when memory is exhausted (no exception is set here). */

/* An object of `size` bytes (>= 16), header set (count 1, flags 0), the rest not initialised.
 * The kind is the type's. A container must be tracked (mem_gc_track) once its fields are valid. */
MEM_MUST_CHECK void *mem_object_new(MemType *type, size_t size);
MEM_MUST_CHECK void *mem_object_resize(void *object, size_t old_size, size_t new_size);
void mem_object_free(void *object, size_t size);

/* Buffers: not objects. Freed with the size they were asked for. */
MEM_MUST_CHECK void *mem_malloc(size_t size);
MEM_MUST_CHECK void *mem_calloc(size_t count, size_t size);
MEM_MUST_CHECK void *mem_realloc(void *buffer, size_t size);
void mem_free(void *buffer);

/* Raw: the system allocator, counted; any thread, no lock. */
MEM_MUST_CHECK void *mem_raw_malloc(size_t size);
MEM_MUST_CHECK void *mem_raw_calloc(size_t count, size_t size);
MEM_MUST_CHECK void *mem_raw_realloc(void *buffer, size_t size);
void mem_raw_free(void *buffer);

/* Regions: bump allocation, freed as a whole (tokens, the AST, the compiler's blocks). Raw. */
typedef struct MemRegion MemRegion;
MEM_MUST_CHECK MemRegion *mem_region_new(void);
MEM_MUST_CHECK void *mem_region_alloc(MemRegion *region, size_t size); /* zeroed, aligned to 8 */
void mem_region_free(MemRegion *region);

/* ---- collector ------------------------------------------------------------------------------ */

void mem_gc_track(void *object);
void mem_gc_untrack(void *object);

#endif
