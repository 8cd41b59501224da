/* The heap as the files of memory/ see it: arenas, pools, listed blocks, limits.
 *
 *   usable_arenas -> Arena <-> Arena <-> ...          the fullest first (arena.c)
 *                      | 64 pools, cut from its start as they are needed
 *                      v
 *   used pools    -> Pool <-> Pool                    one list per class and kind (pool.c)
 *                      | blocks: free ones chained, the untouched above a mark
 *                      v
 *   mem_caches    -> block -> block                   ready blocks (allocate.c)
 *
 * Blocks above 512 bytes, and every block where pools are not used, come from the system
 * allocator and are listed (listed.c). */
#ifndef MEMORY_HEAP_H
#define MEMORY_HEAP_H

#include "memory/memory.h"

#if defined(__SANITIZE_ADDRESS__)
#define MEM_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MEM_ASAN 1
#endif
#endif
#ifdef MEM_ASAN
#include <sanitizer/asan_interface.h>
#define MEM_POISON(address, size)   ASAN_POISON_MEMORY_REGION(address, size)
#define MEM_UNPOISON(address, size) ASAN_UNPOISON_MEMORY_REGION(address, size)
#define MEM_NO_ASAN                 __attribute__((no_sanitize("address")))
#else
#define MEM_POISON(address, size)   ((void)(address), (void)(size))
#define MEM_UNPOISON(address, size) ((void)(address), (void)(size))
#define MEM_NO_ASAN
#endif

enum { KIND_COUNT = 3, KIND_NONE = 3 };

typedef struct Arena Arena;
typedef struct Pool Pool;

/* ---- pools (pool.c) -------------------------------------------------------------------------- */

enum { POOL_HEADER_SIZE = 48 };

/* At the start of the pool's memory. `free` chains the free blocks: through their first word in
 * a pool of buffers, through their second, with a first word of 0, in one of objects. */
struct Pool {
    void *free;
    Pool *next, *previous; /* used list; a free pool: freepools (next only) */
    Arena *arena;
    uint16_t allocated; /* blocks handed out, those in mem_caches among them */
    uint16_t capacity;
    uint16_t untouched; /* offset of the lowest untouched block */
    uint8_t size_class;
    uint8_t kind; /* KIND_NONE: an empty pool */
};
_Static_assert(sizeof(Pool) <= POOL_HEADER_SIZE, "the header of a pool");
_Static_assert(POOL_HEADER_SIZE % MEM_STEP == 0, "blocks are aligned to the step");

extern Pool *used_pools[KIND_COUNT][MEM_CLASS_COUNT];

static inline Pool *pool_of(const void *block) {
    return (Pool *)((uintptr_t)block & ~(uintptr_t)(MEM_POOL_SIZE - 1));
}

static inline size_t pool_block_size(const Pool *pool) {
    return MEM_SIZE_OF_CLASS(pool->size_class);
}

/* Blocks at or above the mark. */
static inline size_t pool_untouched_count(const Pool *pool) {
    return pool->capacity - (pool->untouched - POOL_HEADER_SIZE) / pool_block_size(pool);
}

static inline size_t pool_free_count(const Pool *pool) {
    return pool->capacity - pool->allocated - pool_untouched_count(pool);
}

/* The link of a free block. */
static inline void **pool_link(void *block, unsigned kind) {
    return (void **)block + (kind != MEM_BUFFER);
}

void *pool_block_new(unsigned kind, unsigned size_class);
void pool_block_free(Pool *pool, void *block);
/* The first word of a block that may be free (its memory is then poisoned for ASan). */
MEM_NO_ASAN static __attribute__((unused)) uint64_t block_first_word(const void *block) {
    return *(const volatile uint64_t *)block;
}
static inline uint32_t block_flags(const void *block) {
    return (uint32_t)(block_first_word(block) >> 32);
}
/* A chain of blocks for mem_caches, linked as free ones; sets `count`. Null: out of memory. */
MemReady *pool_detach(unsigned kind, unsigned size_class, size_t *count);

/* ---- arenas (arena.c) ------------------------------------------------------------------------ */

struct Arena {
    char *base;
    Arena *next, *previous; /* usable_arenas */
    Pool *freepools;        /* pools that were used and are empty again */
    uint64_t discarded;     /* bits: empty pools whose contents went back to the system */
    uint32_t free_pools;    /* freepools + discarded + untouched */
    uint32_t untouched;     /* pools from this number on were never handed out */
    uint32_t index;         /* in arenas.all */
    bool usable;            /* it is on the list */
};

typedef struct Arenas {
    Arena **all; /* in no order that means anything */
    size_t count, capacity;
    Arena *usable;                        /* the fullest first */
    Arena *last[MEM_POOLS_PER_ARENA + 1]; /* the last usable arena with that many free pools */
    size_t wholly_free;                   /* among the usable */
    size_t reserve, reserve_allowed;      /* wholly free ones that may stay; 0: none ever */
    uint64_t ever, returned, peak, refused_unmaps, discarded_pages;
    uint64_t pool_moves, last_unmap; /* the clock of the reserve */
    uint64_t relink_steps;           /* list nodes looked at by re-sorting */
} Arenas;

extern Arenas arenas;

Pool *arena_pool_new(void);           /* an empty pool: arena set, nothing else */
void arena_pool_free(Pool *pool);     /* it may take its arena with it */
Arena *arena_of(const void *address); /* null when the address is in none; never dereferenced */
void arenas_trim(size_t keep);        /* unmap wholly free arenas above `keep` */
size_t arenas_discard(void);          /* give the pages of empty pools back; how many */
void arenas_forget(void);             /* at the end: the table and array, if no arena is left */
bool arena_pool_in_use(const Arena *arena, size_t number);

static inline Pool *arena_pool(const Arena *arena, size_t number) {
    return (Pool *)(arena->base + (number << MEM_POOL_SHIFT));
}

/* ---- listed blocks (listed.c) ---------------------------------------------------------------- */

/* In front of a block from the system allocator. */
typedef struct Listed {
    struct Listed *next, *previous;
    size_t size;
    uint32_t kind;
    uint32_t age; /* containers: 0 until a young collection has seen it */
} Listed;
_Static_assert(sizeof(Listed) == 32, "the header of a large block");

typedef struct ListedBlocks {
    Listed first[KIND_COUNT]; /* ring heads; the newest block comes first */
    size_t count[KIND_COUNT];
    size_t bytes;
} ListedBlocks;

extern ListedBlocks listed_blocks;

void listed_init(void);
void *listed_new(size_t size, unsigned kind);
void *listed_new_zeroed(size_t size, unsigned kind);
void *listed_resize(void *block, size_t size);
void listed_free(void *block);

void listed_link(Listed *listed, size_t size, unsigned kind);
void listed_unlink(Listed *listed);

/* ---- modes, limits and books ----------------------------------------------------------------- */

typedef struct Heap {
    bool ready;
    bool slow; /* mem_caches stay empty: debugging, tracing, failures, or -X mem-cache=0 */
    bool cache_wanted;
    bool tracing;      /* trace.c records every block */
    bool arena_mapped; /* since the runtime was last told */
    bool finalizers_ended;
    uint8_t listed_gap; /* bytes between a listed header and its block: the debug guard */
    MemMode mode;
    MemRuntimeOps ops;
} Heap;

extern Heap heap;

static inline bool heap_is_debug(void) {
    return heap.mode == MEM_POOL_DEBUG || heap.mode == MEM_SYSTEM_DEBUG;
}

static inline void *listed_block(const Listed *listed) {
    return (char *)(listed + 1) + heap.listed_gap;
}

static inline Listed *listed_header(const void *block) {
    return (Listed *)((char *)block - heap.listed_gap) - 1;
}

void heap_start(void); /* with the defaults, if nobody called mem_init */
/* Blocks of the caches back to their pools. */
void caches_flush(void);
void caches_configure(void); /* after a change of heap.slow's reasons */
size_t caches_count(void);   /* blocks in them */
size_t caches_container_count(void);
void block_free(void *block, size_t size, unsigned kind);

/* debug.c: guarded blocks, all of them listed. */
void *debug_new(size_t size, unsigned kind);
void debug_free(void *block, size_t size, unsigned kind);
size_t debug_size(const void *block);
void debug_check(void); /* every guard */
MemSite debug_site(const void *block);
uint64_t debug_serial(const void *block);
void debug_fini(void);

/* trace.c: where blocks were allocated. */
bool trace_add(void *block, size_t size, unsigned kind);
void trace_remove(void *block);

/* weakref.c */
void weakrefs_fini(void);

/* object.c: run an object's finalizer, which may run anything. */
void object_finalize(Object *object);

/* limits.c: every allocation and mapping asks first. */
extern bool limits_failing; /* an injected failure is armed */
bool limits_refuse_slow(void);
static inline bool limits_refuse(void) {
    return MEM_UNLIKELY(limits_failing) && limits_refuse_slow();
}
bool limits_take(size_t size); /* bytes from the system; false: above the limit */
void limits_give(size_t size);

/* os_memory.c */
void *os_map(size_t size); /* aligned to its size, zeroed; null when refused */
bool os_unmap(void *memory, size_t size);
void os_discard(void *memory, size_t size);
size_t os_program_size(void); /* of the program's and its libraries' mapped files; 0: unknown */

/* gc.c. Its bits in an object's flags, above those of memory.h. */
enum {
    GC_AGE_SHIFT = 4,
    GC_FROZEN = 0x100,
    GC_COUNT_SHIFT = 9, /* references from other candidates, wrapping */
    GC_COUNT_ONE = 1 << GC_COUNT_SHIFT,
};
/* The books of generation 0. */
void gc_note_taken(size_t count); /* containers left the pools for mem_caches or their owner */
void gc_note_given(size_t count);

#endif
