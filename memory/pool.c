/* Pools: blocks of one size class and kind.
 *
 *   pool -> +--------------+---------+---------+---------------+
 *           | header, 48 B | block 0 | block 1 | untouched ... |
 *           +--------------+---------+---------+---------------+
 *
 * A pool is used, full or empty; its class lists only the used ones and allocates from the
 * first. Freed blocks are reused before untouched ones, the last freed first. Blocks are carved
 * when first needed: untouched pages cost nothing. A full pool is on no list and returns to the
 * head of its own when it gets a block back; an empty one goes back to its arena. */
#include "memory/heap.h"

enum { CARVE_COUNT = 32 }; /* blocks carved at a time for mem_caches */

Pool *used_pools[KIND_COUNT][MEM_CLASS_COUNT];

static void used_link(Pool *pool) {
    Pool **head = &used_pools[pool->kind][pool->size_class];
    pool->next = *head;
    pool->previous = NULL;
    if (*head != NULL)
        (*head)->previous = pool;
    *head = pool;
}

static void used_unlink(Pool *pool) {
    if (pool->previous != NULL)
        pool->previous->next = pool->next;
    else
        used_pools[pool->kind][pool->size_class] = pool->next;
    if (pool->next != NULL)
        pool->next->previous = pool->previous;
}

/* The first used pool of the class, a fresh one if there is none. */
static Pool *used_pool(unsigned kind, unsigned size_class) {
    Pool *pool = used_pools[kind][size_class];
    if (MEM_LIKELY(pool != NULL))
        return pool;
    pool = arena_pool_new();
    if (pool == NULL)
        return NULL;
    size_t size = MEM_SIZE_OF_CLASS(size_class);
    pool->free = NULL;
    pool->allocated = 0;
    pool->capacity = (uint16_t)((MEM_POOL_SIZE - POOL_HEADER_SIZE) / size);
    pool->untouched = POOL_HEADER_SIZE;
    pool->size_class = (uint8_t)size_class;
    pool->kind = (uint8_t)kind;
    used_link(pool);
    return pool;
}

static inline bool is_full(const Pool *pool) {
    return pool->allocated == pool->capacity;
}

/* The lowest untouched block; there is one. */
static inline void *carve(Pool *pool) {
    void *block = (char *)pool + pool->untouched;
    pool->untouched += (uint16_t)pool_block_size(pool);
    return block;
}

#ifdef MEM_SABOTAGE_EAGER
static void carve_all(Pool *pool) {
    void **tail = &pool->free;
    while (pool_untouched_count(pool) != 0) {
        void *block = carve(pool);
        if (pool->kind != MEM_BUFFER)
            *(uint64_t *)block = 0;
        *tail = block;
        tail = pool_link(block, pool->kind);
    }
    *tail = NULL;
}
#endif

MEM_NO_ASAN void *pool_block_new(unsigned kind, unsigned size_class) {
    Pool *pool = used_pool(kind, size_class);
    if (pool == NULL)
        return NULL;
#ifdef MEM_SABOTAGE_EAGER
    if (pool->free == NULL)
        carve_all(pool);
#endif
    void *block = pool->free;
    if (block != NULL)
        pool->free = *pool_link(block, kind);
    else
        block = carve(pool);
    pool->allocated++;
    if (is_full(pool))
        used_unlink(pool);
    MEM_UNPOISON(block, MEM_SIZE_OF_CLASS(size_class));
    return block;
}

MEM_NO_ASAN void pool_block_free(Pool *pool, void *block) {
    unsigned kind = pool->kind;
#ifdef MEM_SABOTAGE_FIFO
    void **tail = &pool->free;
    while (*tail != NULL)
        tail = pool_link(*tail, kind);
    *tail = block;
    *pool_link(block, kind) = NULL;
#else
    *pool_link(block, kind) = pool->free;
    pool->free = block;
#endif
    if (kind != MEM_BUFFER)
        *(uint64_t *)block = 0;
    MEM_POISON(block, pool_block_size(pool));
    bool was_full = is_full(pool);
    pool->allocated--;
    if (MEM_UNLIKELY(pool->allocated == 0)) {
        if (!was_full)
            used_unlink(pool);
        arena_pool_free(pool);
    } else if (MEM_UNLIKELY(was_full)) {
        used_link(pool);
    }
}

/* Up to CARVE_COUNT untouched blocks, chained in rising order. */
static void *carve_chain(Pool *pool, size_t *count) {
    size_t size = pool_block_size(pool), wanted = pool_untouched_count(pool);
    if (wanted > CARVE_COUNT)
        wanted = CARVE_COUNT;
    char *first = (char *)pool + pool->untouched, *block = first;
    for (size_t i = 1; i < wanted; i++, block += size) {
        if (pool->kind != MEM_BUFFER)
            *(uint64_t *)block = 0;
        *pool_link(block, pool->kind) = block + size;
    }
    if (pool->kind != MEM_BUFFER)
        *(uint64_t *)block = 0;
    *pool_link(block, pool->kind) = NULL;
    pool->untouched += (uint16_t)(wanted * size);
    *count = wanted;
    return first;
}

MEM_NO_ASAN MemReady *pool_detach(unsigned kind, unsigned size_class, size_t *count) {
    Pool *pool = used_pool(kind, size_class);
    if (pool == NULL)
        return NULL;
    void *first = pool->free;
    if (first != NULL) {
        *count = pool_free_count(pool);
        pool->free = NULL;
    } else {
        first = carve_chain(pool, count);
    }
    pool->allocated += (uint16_t)*count;
    if (is_full(pool))
        used_unlink(pool);
    return first;
}
