/* Arenas: 256 KiB from the system, cut into pools.
 *
 * usable_arenas lists those with a free pool, ascending by how many they have: the fullest is
 * used first, so that the emptiest get the chance to become wholly free and be unmapped. `last`
 * knows the end of each run of arenas with equally many free pools; an arena that gets a pool
 * back moves just behind the run it leaves, which is the front of the next one. Allocation
 * takes from the head, whose place cannot change. So both re-sort in constant time.
 *
 *   free pools:   1  1  1 | 2  2 | 5 | 64
 *   last:               ^      ^   ^    ^
 *
 * An arena has no header in its own memory: its first page stays untouched until its first pool
 * is used. Whose address it is, a two-level table keyed by the address above the arena's size
 * knows without looking there. A few wholly free arenas are kept (the reserve) so that a program
 * that breathes does not map and unmap with every breath. */
#include "memory/heap.h"

#include <stdlib.h>
#include <string.h>

Arenas arenas = {.reserve = 1, .reserve_allowed = 16};

enum {
    ADDRESS_BITS = 48,
    LEAF_BITS = (ADDRESS_BITS - MEM_ARENA_SHIFT) / 2,
    ROOT_BITS = ADDRESS_BITS - MEM_ARENA_SHIFT - LEAF_BITS,
    RESERVE_WINDOW = 4096, /* pool moves between an unmap and a map that call for more reserve */
};

/* ---- whose address --------------------------------------------------------------------------- */

typedef struct Leaf {
    size_t count;
    Arena *arenas[(size_t)1 << LEAF_BITS];
} Leaf;

static Leaf *roots[(size_t)1 << ROOT_BITS];

Arena *arena_of(const void *address) {
    uintptr_t number = (uintptr_t)address >> MEM_ARENA_SHIFT;
    if (number >> (ROOT_BITS + LEAF_BITS) != 0)
        return NULL;
    Leaf *leaf = roots[number >> LEAF_BITS];
    return leaf != NULL ? leaf->arenas[number & (((uintptr_t)1 << LEAF_BITS) - 1)] : NULL;
}

static Leaf first_leaf; /* costs no call of the system */

static Leaf *leaf_new(void) {
    static bool taken;
    if (taken)
        return calloc(1, sizeof(Leaf));
    taken = true;
    return &first_leaf;
}

static bool table_add(Arena *arena) {
    uintptr_t number = (uintptr_t)arena->base >> MEM_ARENA_SHIFT;
    if (number >> (ROOT_BITS + LEAF_BITS) != 0)
        return false;
    Leaf **leaf = &roots[number >> LEAF_BITS];
    if (*leaf == NULL && (*leaf = leaf_new()) == NULL)
        return false;
    (*leaf)->count++;
    (*leaf)->arenas[number & (((uintptr_t)1 << LEAF_BITS) - 1)] = arena;
    return true;
}

static void table_remove(Arena *arena) {
    uintptr_t number = (uintptr_t)arena->base >> MEM_ARENA_SHIFT;
    Leaf *leaf = roots[number >> LEAF_BITS];
    leaf->arenas[number & (((uintptr_t)1 << LEAF_BITS) - 1)] = NULL;
    leaf->count--;
}

/* ---- the order of usable arenas -------------------------------------------------------------- */

static void usable_unlink(Arena *arena) {
    uint32_t count = arena->free_pools;
    if (arenas.last[count] == arena)
        arenas.last[count] = arena->previous != NULL && arena->previous->free_pools == count
                                 ? arena->previous
                                 : NULL;
    if (arena->previous != NULL)
        arena->previous->next = arena->next;
    else
        arenas.usable = arena->next;
    if (arena->next != NULL)
        arena->next->previous = arena->previous;
    arena->usable = false;
}

/* Behind `before`, or at the head. */
static void usable_link(Arena *arena, Arena *before) {
    arena->previous = before;
    arena->next = before != NULL ? before->next : arenas.usable;
    if (before != NULL)
        before->next = arena;
    else
        arenas.usable = arena;
    if (arena->next != NULL)
        arena->next->previous = arena;
    arena->usable = true;
    if (arenas.last[arena->free_pools] == NULL)
        arenas.last[arena->free_pools] = arena;
}

/* The arena gives a pool: it is the head and stays it. */
static void usable_count_down(Arena *arena) {
    uint32_t count = arena->free_pools;
    if (count == MEM_POOLS_PER_ARENA)
        arenas.wholly_free--;
#ifdef MEM_SABOTAGE_ORDER /* the emptiest first: the head may be anything, so look for its place   \
                           */
    usable_unlink(arena);
    arena->free_pools = count - 1;
    if (count == 1)
        return;
    Arena *before = NULL;
    for (Arena *other = arenas.usable; other != NULL && other->free_pools > count - 1;
         other = other->next)
        before = other;
    usable_link(arena, before);
    return;
#endif
    if (count == 1) {
        usable_unlink(arena);
        arena->free_pools = 0;
        return;
    }
    if (arenas.last[count] == arena)
        arenas.last[count] = NULL;
    arena->free_pools = count - 1;
    arenas.last[count - 1] = arena;
}

/* The arena gets a pool back. */
static void usable_count_up(Arena *arena) {
    uint32_t count = arena->free_pools;
#if defined(MEM_SABOTAGE_ORDER)
    if (arena->usable)
        usable_unlink(arena);
    arena->free_pools = count + 1;
    Arena *before = NULL;
    for (Arena *other = arenas.usable; other != NULL && other->free_pools > count + 1;
         other = other->next)
        before = other;
    usable_link(arena, before);
#elif defined(MEM_SABOTAGE_NO_RESORT)
    arena->free_pools = count + 1;
    if (!arena->usable)
        usable_link(arena, NULL);
#else
    arenas.relink_steps++;
    if (!arena->usable) {
        arena->free_pools = 1;
        usable_link(arena, NULL);
    } else if (arenas.last[count] == arena) {
        /* Already just before the next run. */
        arenas.last[count] = arena->previous != NULL && arena->previous->free_pools == count
                                 ? arena->previous
                                 : NULL;
        arena->free_pools = count + 1;
        if (arenas.last[count + 1] == NULL)
            arenas.last[count + 1] = arena;
    } else {
        Arena *before = arenas.last[count];
        usable_unlink(arena);
        arena->free_pools = count + 1;
        usable_link(arena, before);
    }
#endif
    if (arena->free_pools == MEM_POOLS_PER_ARENA)
        arenas.wholly_free++;
}

/* ---- mapping and unmapping ------------------------------------------------------------------- */

static bool all_grow(void) {
    if (arenas.count < arenas.capacity)
        return true;
    size_t capacity = arenas.capacity != 0 ? 2 * arenas.capacity : 64;
    Arena **all = realloc(arenas.all, capacity * sizeof *all);
    if (all == NULL)
        return false;
    arenas.all = all;
    arenas.capacity = capacity;
    return true;
}

static Arena *arena_new(void) {
    if (!all_grow())
        return NULL;
    Arena *arena = calloc(1, sizeof *arena);
    if (arena == NULL)
        return NULL;
    arena->base = os_map(MEM_ARENA_SIZE);
    if (arena->base == NULL) {
        free(arena);
        return NULL;
    }
    if (!table_add(arena)) {
        os_unmap(arena->base, MEM_ARENA_SIZE);
        free(arena);
        return NULL;
    }
    MEM_POISON(arena->base, MEM_ARENA_SIZE);
    arena->free_pools = MEM_POOLS_PER_ARENA;
    arena->index = (uint32_t)arenas.count;
    arenas.all[arenas.count++] = arena;
    arenas.ever++;
    if (arenas.count > arenas.peak)
        arenas.peak = arenas.count;
    usable_link(arena, NULL); /* only mapped when no other is usable */
    arenas.wholly_free++;
    if (arenas.returned != 0 && arenas.pool_moves - arenas.last_unmap < RESERVE_WINDOW &&
        arenas.reserve != 0 && 2 * arenas.reserve <= arenas.reserve_allowed)
        arenas.reserve *= 2;
    heap.arena_mapped = true;
    return arena;
}

static void arena_delete(Arena *arena) {
    if (!os_unmap(arena->base, MEM_ARENA_SIZE)) {
        /* The kernel's limit of mappings: keep the addresses, give back the contents. */
        os_discard(arena->base, MEM_ARENA_SIZE);
        MEM_POISON(arena->base, MEM_ARENA_SIZE);
        arena->freepools = NULL;
        arena->discarded = 0;
        arena->untouched = 0;
        arenas.refused_unmaps++;
        return;
    }
    usable_unlink(arena);
    arenas.wholly_free--;
    table_remove(arena);
    Arena *moved = arenas.all[--arenas.count];
    arenas.all[arena->index] = moved;
    moved->index = arena->index;
    free(arena);
    arenas.returned++;
    arenas.last_unmap = arenas.pool_moves;
}

/* The wholly free ones are the tail of the list. */
void arenas_trim(size_t keep) {
    size_t tries = arenas.wholly_free;
    while (tries-- > 0 && arenas.wholly_free > keep) {
        Arena *arena = arenas.last[MEM_POOLS_PER_ARENA];
        if (arena == NULL)
            return;
        arena_delete(arena);
    }
}

size_t arenas_discard(void) {
    size_t pages = 0;
    for (size_t i = 0; i < arenas.count; i++) {
        Arena *arena = arenas.all[i];
        for (Pool *pool = arena->freepools, *next; pool != NULL; pool = next) {
            next = pool->next;
            arena->discarded |= (uint64_t)1 << (((char *)pool - arena->base) >> MEM_POOL_SHIFT);
            os_discard(pool, MEM_POOL_SIZE);
            pages++;
        }
        arena->freepools = NULL;
    }
    arenas.discarded_pages += pages;
    return pages;
}

void arenas_forget(void) {
    if (arenas.count != 0)
        return;
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        if (roots[i] != &first_leaf)
            free(roots[i]);
        roots[i] = NULL;
    }
    free(arenas.all);
    arenas = (Arenas){.reserve = 1, .reserve_allowed = 16};
}

/* ---- pools of an arena ----------------------------------------------------------------------- */

/* Freed pools before discarded ones before untouched ones. */
Pool *arena_pool_new(void) {
    Arena *arena = arenas.usable;
    if (arena == NULL && (arena = arena_new()) == NULL)
        return NULL;
    arenas.pool_moves++;
    Pool *pool = arena->freepools;
    if (pool != NULL) {
        arena->freepools = pool->next;
    } else if (arena->discarded != 0) {
        unsigned number = (unsigned)__builtin_ctzll(arena->discarded);
        arena->discarded &= arena->discarded - 1;
        pool = arena_pool(arena, number);
    } else {
        pool = arena_pool(arena, arena->untouched++);
    }
    usable_count_down(arena);
    MEM_UNPOISON(pool, POOL_HEADER_SIZE);
    pool->arena = arena;
    return pool;
}

void arena_pool_free(Pool *pool) {
    Arena *arena = pool->arena;
    arenas.pool_moves++;
    pool->kind = KIND_NONE;
    pool->free = NULL;
    pool->next = arena->freepools;
    arena->freepools = pool;
    usable_count_up(arena);
    if (arena->free_pools == MEM_POOLS_PER_ARENA && arenas.wholly_free > arenas.reserve)
        arena_delete(arena);
}

bool arena_pool_in_use(const Arena *arena, size_t number) {
    if (number >= arena->untouched || (arena->discarded >> number & 1) != 0)
        return false;
    return arena_pool(arena, number)->kind != KIND_NONE;
}
