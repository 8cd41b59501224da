/* The invariants of the heap, checked one by one. The first that does not hold is named. */
#include "memory/heap.h"
#include "memory/walk.h"

#include <stdarg.h>
#include <stdio.h>

static char problem[200];

static const char *wrong(const char *format, ...) __attribute__((format(printf, 1, 2)));
static const char *wrong(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(problem, sizeof problem, format, arguments);
    va_end(arguments);
    return problem;
}

/* Free blocks: in bounds, on a block's start, none twice, as many as counted. */
static const char *check_free_chain(const Pool *pool) {
    FreeBits seen = {{0}};
    size_t size = pool_block_size(pool), count = 0;
    for (void *block = pool->free; block != NULL; block = pool_next_free(pool, block)) {
        size_t offset = (size_t)((char *)block - (char *)pool);
        if (offset < POOL_HEADER_SIZE || offset >= pool->untouched)
            return wrong("pool %p: free block %p is out of bounds", (void *)pool, block);
        size_t index = (offset - POOL_HEADER_SIZE) / size;
        if (POOL_HEADER_SIZE + index * size != offset)
            return wrong("pool %p: free block %p is no block's start", (void *)pool, block);
        if (seen.words[index / 64] >> index % 64 & 1)
            return wrong("pool %p: block %p is free twice", (void *)pool, block);
        seen.words[index / 64] |= (uint64_t)1 << index % 64;
        if (pool->kind != MEM_BUFFER && block_first_word(block) != 0)
            return wrong("pool %p: free block %p was written to", (void *)pool, block);
        count++;
    }
    if (count + pool->allocated + pool_untouched_count(pool) != pool->capacity)
        return wrong("pool %p: %zu free + %u allocated + %zu untouched is not %u", (void *)pool,
                     count, pool->allocated, pool_untouched_count(pool), pool->capacity);
    return NULL;
}

static const char *check_pool(const Arena *arena, const Pool *pool) {
    if (pool->arena != arena)
        return wrong("pool %p: not its arena", (void *)pool);
    if (pool->kind >= KIND_COUNT || pool->size_class >= MEM_CLASS_COUNT)
        return wrong("pool %p: kind %u, class %u", (void *)pool, pool->kind, pool->size_class);
    size_t size = pool_block_size(pool);
    if (pool->capacity != (MEM_POOL_SIZE - POOL_HEADER_SIZE) / size)
        return wrong("pool %p: capacity %u", (void *)pool, pool->capacity);
    if (pool->allocated == 0 || pool->allocated > pool->capacity)
        return wrong("pool %p: %u of %u allocated", (void *)pool, pool->allocated, pool->capacity);
    if (pool->allocated == pool->capacity && pool->free != NULL)
        return wrong("pool %p: full, with a free block", (void *)pool);
    return check_free_chain(pool);
}

/* Every used pool is on its list, and nothing else is. */
static const char *check_used_lists(size_t used) {
    size_t listed = 0;
    for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
        for (unsigned i = 0; i < MEM_CLASS_COUNT; i++) {
            const Pool *previous = NULL;
            for (const Pool *pool = used_pools[kind][i]; pool != NULL; pool = pool->next) {
                if (arena_of(pool) == NULL || pool->kind != kind || pool->size_class != i)
                    return wrong("used list %u/%u: stranger %p", kind, i, (void *)pool);
                if (pool->previous != previous)
                    return wrong("used list %u/%u: broken at %p", kind, i, (void *)pool);
                if (pool->allocated == pool->capacity)
                    return wrong("used list %u/%u: full pool %p", kind, i, (void *)pool);
                previous = pool;
                if (++listed > used)
                    return wrong("used lists: more pools than are used");
            }
        }
    }
    return listed == used ? NULL : wrong("used lists: %zu of %zu pools", listed, used);
}

static const char *check_arena(const Arena *arena, size_t *used) {
    if (arena_of(arena->base) != arena || arena_of(arena->base + MEM_ARENA_SIZE - 1) != arena)
        return wrong("arena %p: the table does not know it", (void *)arena->base);
    size_t in_use = 0, empty = 0;
    for (size_t number = 0; number < MEM_POOLS_PER_ARENA; number++) {
        if (!arena_pool_in_use(arena, number))
            continue;
        const Pool *pool = arena_pool(arena, number);
        const char *found = check_pool(arena, pool);
        if (found != NULL)
            return found;
        in_use++;
        *used += pool->allocated < pool->capacity;
    }
    for (const Pool *pool = arena->freepools; pool != NULL; pool = pool->next) {
        if (arena_of(pool) != arena || pool->kind != KIND_NONE || ++empty > MEM_POOLS_PER_ARENA)
            return wrong("arena %p: %p in freepools", (void *)arena->base, (void *)pool);
    }
    size_t free = empty + (size_t)__builtin_popcountll(arena->discarded) + MEM_POOLS_PER_ARENA -
                  arena->untouched;
    if (free != arena->free_pools || free + in_use != MEM_POOLS_PER_ARENA)
        return wrong("arena %p: %zu free pools found, %u counted, %zu in use", (void *)arena->base,
                     free, arena->free_pools, in_use);
    if (arena->usable != (arena->free_pools != 0))
        return wrong("arena %p: usable with %u free pools", (void *)arena->base, arena->free_pools);
    return NULL;
}

/* Ascending by free pools, each run's end known. */
static const char *check_usable(size_t usable) {
    const Arena *previous = NULL;
    size_t count = 0, wholly_free = 0;
    for (const Arena *arena = arenas.usable; arena != NULL; arena = arena->next) {
        if (arena->previous != previous || !arena->usable || ++count > usable)
            return wrong("usable arenas: broken at %p", (void *)arena->base);
        if (previous != NULL && previous->free_pools > arena->free_pools)
            return wrong("usable arenas: %u free pools before %u", previous->free_pools,
                         arena->free_pools);
        bool ends = arena->next == NULL || arena->next->free_pools != arena->free_pools;
        if (ends != (arenas.last[arena->free_pools] == arena))
            return wrong("usable arenas: the end of run %u", arena->free_pools);
        wholly_free += arena->free_pools == MEM_POOLS_PER_ARENA;
        previous = arena;
    }
    if (count != usable || wholly_free != arenas.wholly_free)
        return wrong("usable arenas: %zu of %zu, %zu of %zu wholly free", count, usable,
                     wholly_free, arenas.wholly_free);
    return NULL;
}

static const char *check_listed(void) {
    for (unsigned kind = 0; kind < KIND_COUNT && heap.ready; kind++) {
        const Listed *ring = &listed_blocks.first[kind];
        size_t count = 0;
        for (const Listed *listed = ring->next; listed != ring; listed = listed->next) {
            if (listed->previous->next != listed || listed->kind != kind ||
                ++count > listed_blocks.count[kind])
                return wrong("listed blocks of kind %u: broken at %p", kind, (void *)listed);
        }
        if (count != listed_blocks.count[kind])
            return wrong("listed blocks of kind %u: %zu of %zu", kind, count,
                         listed_blocks.count[kind]);
    }
    return NULL;
}

static const char *check_books(void) {
    MemStats stats;
    mem_stats_get(&stats);
    size_t sum = stats.header_bytes + stats.allocated_bytes + stats.free_bytes +
                 stats.untouched_bytes + stats.tail_bytes + stats.unused_pool_bytes;
    return sum == stats.mapped ? NULL : wrong("books: %zu of %zu bytes", sum, stats.mapped);
}

const char *mem_check(void) {
    caches_flush();
    size_t used = 0, usable = 0;
    for (size_t i = 0; i < arenas.count; i++) {
        if (arenas.all[i]->index != i)
            return wrong("arena %zu: its number is %u", i, arenas.all[i]->index);
        const char *found = check_arena(arenas.all[i], &used);
        if (found != NULL)
            return found;
        usable += arenas.all[i]->usable;
    }
    const char *found = check_usable(usable);
    if (found == NULL)
        found = check_used_lists(used);
    if (found == NULL)
        found = check_listed();
    if (found == NULL)
        found = check_books();
    if (found == NULL && heap_is_debug())
        debug_check();
    return found;
}
