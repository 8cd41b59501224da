/* Whose address, and walks over arenas, pools and blocks: what all inspection is built on.
 *
 * Free blocks of a pool of objects have a first word of 0; those of a pool of buffers are known
 * by the chain of free blocks alone, so a pool is always walked with the bits of that chain. */
#include "memory/heap.h"
#include "memory/walk.h"

#include <stdlib.h>
#include <string.h>

const char *const mem_kind_names[3] = {"buffer", "atom", "container"};
const char *const mem_pool_state_names[5] = {"untouched", "discarded", "empty", "used", "full"};
const char *const mem_block_state_names[3] = {"untouched", "free", "allocated"};

bool mem_owns(const void *address) {
    return arena_of(address) != NULL;
}

/* ---- pools ----------------------------------------------------------------------------------- */

MEM_NO_ASAN static void *next_free(void *block, unsigned kind) {
    return *(void *volatile *)pool_link(block, kind);
}

size_t pool_block_index(const Pool *pool, const void *block) {
    return ((size_t)((const char *)block - (const char *)pool) - POOL_HEADER_SIZE) /
           pool_block_size(pool);
}

static void pool_free_bits(const Pool *pool, FreeBits *bits) {
    memset(bits, 0, sizeof *bits);
    size_t left = pool_free_count(pool);
    for (void *block = pool->free; block != NULL && left-- > 0;
         block = next_free(block, pool->kind)) {
        size_t index = pool_block_index(pool, block);
        bits->words[index / 64] |= (uint64_t)1 << index % 64;
    }
}

void *pool_next_free(const Pool *pool, void *block) {
    return next_free(block, pool->kind);
}

static MemPoolState pool_state(const Arena *arena, size_t number) {
    if (number >= arena->untouched)
        return MEM_POOL_UNTOUCHED;
    if (arena->discarded >> number & 1)
        return MEM_POOL_DISCARDED;
    const Pool *pool = arena_pool(arena, number);
    if (pool->kind == KIND_NONE)
        return MEM_POOL_EMPTY;
    return pool->allocated == pool->capacity ? MEM_POOL_FULL : MEM_POOL_USED;
}

static void pool_describe(const Arena *arena, size_t number, MemPoolInfo *info) {
    const Pool *pool = arena_pool(arena, number);
    *info = (MemPoolInfo){
        .address = (const char *)pool, .arena = arena->base, .state = pool_state(arena, number)};
    if (info->state == MEM_POOL_EMPTY) {
        const Pool *other = arena->freepools;
        for (info->place = 1; other != pool; other = other->next)
            info->place++;
    }
    if (info->state < MEM_POOL_USED)
        return;
    info->kind = pool->kind;
    info->size_class = pool->size_class;
    info->block_size = pool_block_size(pool);
    info->capacity = pool->capacity;
    info->allocated = pool->allocated;
    info->untouched = pool_untouched_count(pool);
    info->free = pool_free_count(pool);
    if (info->state == MEM_POOL_USED) {
        const Pool *other = used_pools[pool->kind][pool->size_class];
        for (info->place = 1; other != pool; other = other->next)
            info->place++;
    }
}

bool mem_pool_info(const void *address, MemPoolInfo *info) {
    Arena *arena = arena_of(address);
    if (arena == NULL)
        return false;
    caches_flush();
    arena = arena_of(address); /* flushing may have unmapped it */
    if (arena == NULL)
        return false;
    pool_describe(arena, (size_t)((const char *)address - arena->base) >> MEM_POOL_SHIFT, info);
    return true;
}

/* ---- blocks ---------------------------------------------------------------------------------- */

static void block_describe(const Pool *pool, size_t index, const FreeBits *bits,
                           MemBlockInfo *info) {
    char *block = (char *)pool + POOL_HEADER_SIZE + index * pool_block_size(pool);
    *info = (MemBlockInfo){.address = block,
                           .size = pool_block_size(pool),
                           .index = index,
                           .pool = (const char *)pool,
                           .arena = pool->arena->base,
                           .kind = pool->kind,
                           .size_class = pool->size_class};
    if (block >= (char *)pool + pool->untouched)
        info->state = MEM_UNTOUCHED;
    else if (bits->words[index / 64] >> index % 64 & 1)
        info->state = MEM_FREE;
    else
        info->state = MEM_ALLOCATED;
    if (info->state == MEM_ALLOCATED && pool->kind != MEM_BUFFER)
        info->object = (Object *)block;
}

static void listed_describe(const Listed *listed, MemBlockInfo *info) {
    void *block = listed_block(listed);
    *info = (MemBlockInfo){.address = block,
                           .size = listed->size,
                           .kind = listed->kind,
                           .state = MEM_ALLOCATED,
                           .object = listed->kind != MEM_BUFFER ? block : NULL};
}

static bool listed_info(const void *address, MemBlockInfo *info) {
    for (unsigned kind = 0; kind < KIND_COUNT && heap.ready; kind++) {
        Listed *ring = &listed_blocks.first[kind];
        for (Listed *listed = ring->next; listed != ring; listed = listed->next) {
            if (listed_block(listed) == address) {
                listed_describe(listed, info);
                return true;
            }
        }
    }
    return false;
}

bool mem_block_info(const void *address, MemBlockInfo *info) {
    caches_flush();
    Arena *arena = arena_of(address);
    if (arena == NULL || heap_is_debug())
        return listed_info(address, info);
    size_t number = (size_t)((const char *)address - arena->base) >> MEM_POOL_SHIFT;
    Pool *pool = arena_pool(arena, number);
    if (!arena_pool_in_use(arena, number) ||
        (const char *)address < (char *)pool + POOL_HEADER_SIZE)
        return false;
    size_t index = pool_block_index(pool, address);
    if (index >= pool->capacity)
        return false;
    FreeBits bits;
    pool_free_bits(pool, &bits);
    block_describe(pool, index, &bits, info);
    return true;
}

void mem_walk_blocks(const void *address, MemBlockVisit visit, void *context) {
    Arena *arena = arena_of(address);
    if (arena == NULL ||
        !arena_pool_in_use(arena, (size_t)((const char *)address - arena->base) >> MEM_POOL_SHIFT))
        return;
    Pool *pool = pool_of(address);
    FreeBits bits;
    pool_free_bits(pool, &bits);
    for (size_t i = 0; i < pool->capacity; i++) {
        MemBlockInfo info;
        block_describe(pool, i, &bits, &info);
        if (!visit(&info, context))
            return;
    }
}

/* ---- arenas ---------------------------------------------------------------------------------- */

static int compare_bases(const void *a, const void *b) {
    const char *x = (*(Arena *const *)a)->base, *y = (*(Arena *const *)b)->base;
    return (x > y) - (x < y);
}

/* The array may be in any order; sorting it keeps the numbers in the arenas true. */
static void sort_arenas(void) {
    qsort(arenas.all, arenas.count, sizeof *arenas.all, compare_bases);
    for (size_t i = 0; i < arenas.count; i++)
        arenas.all[i]->index = (uint32_t)i;
}

static void arena_describe(const Arena *arena, MemArenaInfo *info) {
    *info = (MemArenaInfo){
        .address = arena->base,
        .pools = MEM_POOLS_PER_ARENA,
        .free_pools = arena->free_pools,
        .untouched_pools = MEM_POOLS_PER_ARENA - arena->untouched,
        .discarded_pools = (size_t)__builtin_popcountll(arena->discarded),
    };
    if (arena->usable) {
        info->place = 1;
        for (const Arena *other = arenas.usable; other != arena; other = other->next)
            info->place++;
    }
}

void mem_walk_arenas(MemArenaVisit visit, void *context) {
    caches_flush();
    if (arenas.count != 0)
        sort_arenas();
    for (size_t i = 0; i < arenas.count; i++) {
        MemArenaInfo info;
        arena_describe(arenas.all[i], &info);
        if (!visit(&info, context))
            return;
    }
}

void mem_walk_pools(const void *address, MemPoolVisit visit, void *context) {
    Arena *arena = arena_of(address);
    for (size_t number = 0; arena != NULL && number < MEM_POOLS_PER_ARENA; number++) {
        MemPoolInfo info;
        pool_describe(arena, number, &info);
        if (!visit(&info, context))
            return;
    }
}

void mem_walk_allocated(MemBlockVisit visit, void *context) {
    caches_flush();
    if (arenas.count != 0)
        sort_arenas();
    for (size_t i = 0; i < arenas.count && !heap_is_debug(); i++) {
        for (size_t number = 0; number < arenas.all[i]->untouched; number++) {
            if (!arena_pool_in_use(arenas.all[i], number))
                continue;
            Pool *pool = arena_pool(arenas.all[i], number);
            FreeBits bits;
            pool_free_bits(pool, &bits);
            for (size_t index = 0; index < pool->capacity; index++) {
                MemBlockInfo info;
                block_describe(pool, index, &bits, &info);
                if (info.state == MEM_ALLOCATED && !visit(&info, context))
                    return;
            }
        }
    }
    for (unsigned kind = 0; kind < KIND_COUNT && heap.ready; kind++) {
        Listed *ring = &listed_blocks.first[kind];
        for (Listed *listed = ring->previous; listed != ring; listed = listed->previous) {
            MemBlockInfo info;
            listed_describe(listed, &info);
            if (!visit(&info, context))
                return;
        }
    }
}
