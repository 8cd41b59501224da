/* memory/ as the other folders see it: objects with exact reference counts, buffers, raw memory,
 * regions, weak references, the cycle collector, and what looks into all of them.
 *
 * An object is a block that begins with the header below. A reference held in an object's field
 * may also be an immediate value (low bit set) or null; whoever visits fields skips those.
 * Unless a function says otherwise, the caller holds the lock (the GIL). Nothing here runs
 * Python code except mem_release (through finalizers and weak references' callbacks) and the
 * functions that collect. NULL means out of memory; no exception is set here. */
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
    uint32_t flags;    /* MEM_OBJECT_* in the low byte; the collector's count above it */
    MemType *type;
} Object;
_Static_assert(sizeof(Object) == 16, "two words");

#define MEM_IMMORTAL UINT32_MAX

enum {
    MEM_OBJECT_TRACKED = 1,    /* the collector traverses it */
    MEM_OBJECT_FINALIZED = 2,  /* its finalizer has run */
    MEM_OBJECT_WEAKREFS = 4,   /* the side table holds weak references to it */
    MEM_OBJECT_STATIC = 8,     /* not from a block: never freed */
    MEM_OBJECT_AGE = 0x30,     /* the collector's generation */
    MEM_OBJECT_GARBAGE = 0x40, /* found unreachable by the collection that is going on */
    MEM_OBJECT_DYING = 0x80,   /* its count reached 0, its block is not free yet */
};

typedef void (*MemVisit)(Object *object, void *context);
typedef void (*MemVisitWords)(const void *start, const void *end, void *context);

/* What memory/ knows of a type. The VM's Type begins with it. */
struct MemType {
    Object header;
    const char *name;
    uint32_t basic_size;             /* bytes of an instance, header included */
    uint32_t item_size;              /* bytes of an item for objects of variable size, else 0 */
    uint32_t kind;                   /* MEM_ATOM, MEM_CONTAINER */
    void (*dealloc)(Object *object); /* count is 0: give up what it owns, mem_object_free */
    void (*traverse)(Object *object, MemVisit visit, void *context);
    void (*clear)(Object *object);    /* break cycles: give up references, stay valid */
    void (*finalize)(Object *object); /* may run Python code; once per object; null if none */
    /* Does it refer to no container? Then the collector untracks it, and who changes that tracks it
     * again. Null: not asked. */
    bool (*is_leaf)(const Object *object);
};

enum { MEM_BUFFER, MEM_ATOM, MEM_CONTAINER };

/* ---- start and end --------------------------------------------------------------------------- */

typedef enum MemMode { MEM_POOL, MEM_POOL_DEBUG, MEM_SYSTEM, MEM_SYSTEM_DEBUG } MemMode;

typedef struct MemWeakref MemWeakref;

typedef struct MemSite {
    const char *file; /* stays valid as long as the runtime */
    uint32_t line;
} MemSite;

enum { MEM_SHOWN_MAX = 112 }; /* bytes that `show` below may write */

/* What the VM hands in; each may be null. */
typedef struct MemRuntimeOps {
    /* Where Python code is now, the innermost frame first, `capacity` of them at most; returns how
     * many there are. */
    size_t (*current_site)(MemSite *sites, size_t capacity);
    /* Every reference the runtime holds outside of objects. */
    void (*visit_roots)(MemVisit visit, void *context);
    /* All memory outside of the heap in which references and buffers may be held, for the audit. */
    void (*visit_memory)(MemVisitWords visit, void *context);
    bool (*holds_lock)(void);
    /* Call the callback of a weak reference whose referent is gone; errors end there. */
    void (*call_weak_callback)(MemWeakref *reference);
    /* A collection is due: raise the eval breaker, run mem_gc_run at the next boundary. */
    void (*gc_requested)(void);
    /* Around each collection, inside of it: may run Python code (gc.callbacks). */
    void (*gc_phase)(bool is_start, unsigned generation, size_t collected);
    /* A name for `object` as `holder` refers to it ("__main__.cache"); false: none but its type,
     * empty: leave it out. */
    bool (*describe)(const Object *holder, const Object *object, char *text, size_t size);
    /* What a small object holds, in a few characters ("'spam'", "3 items"); false: nothing to say.
     * Must neither allocate nor run Python code. */
    bool (*show)(const Object *object, char *text, size_t size);
    void (*arena_mapped)(void); /* a new arena (malloc-stats) */
    /* More is taken than mem_watch_peak said. Any thread, perhaps without the lock: set a flag. */
    void (*peak_reached)(void);
} MemRuntimeOps;

typedef struct MemConfig {
    MemMode mode;
    bool no_cache;       /* every allocation straight from the pools */
    bool no_reserve;     /* unmap each wholly free arena at once */
    uint64_t fail_at;    /* 0: off; the nth allocation fails, */
    uint64_t fail_count; /* and so many from it on */
    size_t limit;        /* bytes; 0: none */
} MemConfig;

typedef struct MemLeaks {
    size_t blocks; /* objects */
    size_t buffers;
    size_t raw_bytes;
    size_t arenas;
} MemLeaks;

/* Null: defaults. Whoever allocates first without it starts with the defaults. */
void mem_init(const MemConfig *config, const MemRuntimeOps *ops);
/* Give back caches and reserve; what is left is a leak. */
void mem_fini(MemLeaks *leaks);
/* Print a message and abort: the heap is not what it must be. */
_Noreturn void mem_fatal(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* ---- reference counts ------------------------------------------------------------------------ */

/* The count has reached 0: finalizer, weak references, dealloc; constant stack at any depth. */
void mem_release(Object *object);

static inline __attribute__((always_inline)) void mem_incref(Object *object) {
    uint32_t count = object->refcount + 1;
    if (MEM_LIKELY(count != 0))
        object->refcount = count;
}

static inline __attribute__((always_inline)) void mem_decref(Object *object) {
    uint32_t count = object->refcount;
    if (MEM_LIKELY(count != MEM_IMMORTAL)) {
        object->refcount = --count;
        if (MEM_UNLIKELY(count == 0))
            mem_release(object);
    }
}

static inline uint32_t mem_refcount(const Object *object) {
    return object->refcount;
}

static inline void mem_make_immortal(Object *object) {
    object->refcount = MEM_IMMORTAL;
}

/* Give up a reference from a thread without the lock; the next holder who calls the second
 * function drops it. */
void mem_defer_decref(Object *object);
void mem_drain_deferred(void);

/* ---- allocation ------------------------------------------------------------------------------ */

#include "memory/object.h" /* mem_object_new, mem_object_free and mem_gc_track, inline */

/* The object may move (its address must not be known to anybody else). */
MEM_MUST_CHECK void *mem_object_resize(void *object, size_t old_size, size_t new_size);

/* Buffers: not objects. */
MEM_MUST_CHECK void *mem_malloc(size_t size);
MEM_MUST_CHECK void *mem_calloc(size_t count, size_t size);
MEM_MUST_CHECK void *mem_realloc(void *buffer, size_t size);
void mem_free(void *buffer);

/* Raw: the system allocator, counted; any thread, no lock. */
MEM_MUST_CHECK void *mem_raw_malloc(size_t size);
MEM_MUST_CHECK void *mem_raw_calloc(size_t count, size_t size);
MEM_MUST_CHECK void *mem_raw_realloc(void *buffer, size_t size);
void mem_raw_free(void *buffer);
size_t mem_raw_size(void *buffer); /* as it was asked for */
size_t mem_raw_bytes(void);
size_t mem_raw_blocks(void);

/* What the program gets from the system by other ways (mappings, libraries that allocate by
 * themselves), counted in the same limit. Any thread. False: it is beyond, but counted. */
MEM_MUST_CHECK bool mem_count_in(size_t size);
void mem_count_out(size_t size);

/* Regions: bump allocation, freed as a whole (tokens, the AST, the compiler's blocks). Raw. */
typedef struct MemRegion MemRegion;
MEM_MUST_CHECK MemRegion *mem_region_new(void);
MEM_MUST_CHECK void *mem_region_alloc(MemRegion *region, size_t size); /* zeroed, aligned to 8 */
void mem_region_free(MemRegion *region);

/* The nth allocation or mapping from now on fails, and the count - 1 after it; 0: off. */
void mem_fail_at(uint64_t number, uint64_t count);
uint64_t mem_fail_count(void); /* failures injected since then */
/* Cap on arenas + large blocks + raw memory; 0: none. */
void mem_set_limit(size_t bytes);
size_t mem_bytes_taken(void);
/* Tell ops.peak_reached, once, when more than so many bytes are taken; SIZE_MAX: never. */
void mem_watch_peak(size_t bytes);

typedef struct MemArenaSource {
    void *context;
    void *(*map)(void *context, size_t size); /* aligned to size, zeroed */
    bool (*unmap)(void *context, void *memory, size_t size);
} MemArenaSource;
void mem_set_arena_source(const MemArenaSource *source); /* null: the system */
void mem_set_reserve(size_t arenas);                     /* wholly free ones kept; 0: none */
/* Give everything idle back to the system; returns the bytes. */
size_t mem_trim(void);

/* ---- weak references --------------------------------------------------------------------------
 * The VM's weak reference begins with this. A table keyed by the referent's address finds them;
 * objects without any pay nothing. */

struct MemWeakref {
    Object header;
    Object *referent;            /* null: gone */
    Object *callback;            /* the VM's; memory/ only asks whether there is one (null: none) */
    MemWeakref *next, *previous; /* of the same referent, the newest first */
};

/* Enter `reference` (all its fields set but next, previous, referent). False: out of memory. */
MEM_MUST_CHECK bool mem_weakref_new(MemWeakref *reference, Object *referent);
/* The weak reference itself dies: take it out. */
void mem_weakref_remove(MemWeakref *reference);
/* A new reference to the referent, null if it is gone. */
Object *mem_weakref_get(MemWeakref *reference);
/* The first of a referent's weak references (follow `next`). */
MemWeakref *mem_weakref_first(Object *referent);
size_t mem_weakref_count(Object *referent);
/* Detach all of them, then run the callbacks. */
void mem_weakref_clear(Object *referent);

/* ---- collector --------------------------------------------------------------------------------
 * mem_gc_track and mem_gc_untrack are in object.h. */

enum { MEM_GC_GENERATIONS = 3 };

typedef struct MemGcStats {
    uint64_t collections, collected, uncollectable;
    uint64_t visited; /* objects traversed for counting */
} MemGcStats;

/* A collection is due (tested at instruction boundaries; also told by ops.gc_requested). */
extern uint32_t mem_gc_pending;
/* Collect what is due, if anything; returns the number of unreachable objects. */
size_t mem_gc_run(void);
size_t mem_gc_collect(unsigned generation);
/* The last collection had no memory for all the garbage: a full one finds what it left. */
bool mem_gc_is_incomplete(void);
/* The process ends soon: from now on a full collection gives no pages back to the system. */
void mem_gc_set_ending(void);
/* What runs Python code is gone: from now on no finalizer and no callback of a weak reference is
 * called. */
void mem_end_finalizers(void);
bool mem_gc_is_collecting(void);
/* From now on unreachable objects are shown to `save` and stay as they are; null: deleted. */
void mem_gc_save_garbage(MemVisit save, void *context);
void mem_gc_enable(bool enabled);
bool mem_gc_is_enabled(void);
void mem_gc_set_threshold(const uint32_t thresholds[MEM_GC_GENERATIONS]);
void mem_gc_get_threshold(uint32_t thresholds[MEM_GC_GENERATIONS]);
void mem_gc_get_count(uint32_t counts[MEM_GC_GENERATIONS]);
const MemGcStats *mem_gc_stats(unsigned generation);
/* Set all tracked objects aside: no collection looks at them until unfreeze. */
void mem_gc_freeze(void);
void mem_gc_unfreeze(void);
size_t mem_gc_freeze_count(void);
/* Tracked objects, of one generation or all (-1). `visit` must neither allocate containers nor
 * free any object. */
void mem_gc_visit_objects(int generation, MemVisit visit, void *context);
/* Tracked objects that refer to `target`. */
void mem_gc_visit_referrers(Object *target, MemVisit visit, void *context);

#include "memory/inspect.h" /* mem_stats_get, mem_check, mem_trace_start, mem_write_map, ... */

#endif
