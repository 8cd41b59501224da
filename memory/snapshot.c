/* A snapshot: the whole heap written down, block by block, in a region of raw memory.
 *
 * Taking one changes nothing in the heap but that ready blocks go back to their pools. Type names
 * are copied, each once, since a type may die before the snapshot. */
#include "memory/snapshot.h"
#include "memory/walk.h"

#include <string.h>

enum { NAME_BUCKETS = 4096 };

typedef struct Name {
    struct Name *next;
    char text[];
} Name;

typedef struct Taking {
    MemSnapshot *snapshot;
    Name *names[NAME_BUCKETS];
    bool failed;
    SnapshotArena *arena; /* being filled, and so many of its pools are */
    size_t next_pool;
    SnapshotPool *pool; /* the same */
    size_t next_block;
} Taking;

static void *take(Taking *taking, size_t size) {
    void *memory = mem_region_alloc(taking->snapshot->region, size);
    taking->failed |= memory == NULL;
    return memory;
}

static const char *copy_name(Taking *taking, const char *text) {
    uint32_t hash = 5381;
    for (const char *c = text; *c != 0; c++)
        hash = hash * 33 + (uint8_t)*c;
    Name **bucket = &taking->names[hash % NAME_BUCKETS];
    for (Name *name = *bucket; name != NULL; name = name->next)
        if (strcmp(name->text, text) == 0)
            return name->text;
    size_t size = strlen(text) + 1;
    Name *name = take(taking, sizeof *name + size);
    if (name == NULL)
        return NULL;
    memcpy(name->text, text, size);
    name->next = *bucket;
    *bucket = name;
    return name->text;
}

static void copy_block(Taking *taking, const MemBlockInfo *info, SnapshotBlock *block) {
    block->address = info->address;
    block->size = info->size;
    block->state = (uint8_t)info->state;
    block->kind = (uint8_t)info->kind;
    const Object *object = info->object;
    if (object != NULL) {
        block->refcount = object->refcount;
        if (object->type != NULL && object->type->name != NULL)
            block->type = copy_name(taking, object->type->name);
        char text[MEM_SHOWN_MAX];
        if (heap.ops.show != NULL && heap.ops.show(object, text, sizeof text))
            block->text = copy_name(taking, text);
    }
    MemTrace trace;
    if (info->state != MEM_ALLOCATED)
        return;
    if (mem_trace_find(info->address, &trace) && trace.count != 0)
        block->site = trace.sites[0];
    else if (heap_is_debug())
        block->site = debug_site(info->address);
    if (block->site.file != NULL) {
        block->site.file = copy_name(taking, block->site.file);
        taking->snapshot->traced++;
    }
}

static bool take_block(const MemBlockInfo *info, void *context) {
    Taking *taking = context;
    copy_block(taking, info, &taking->pool->blocks[taking->next_block++]);
    return !taking->failed;
}

static void take_free_places(SnapshotPool *snapshot_pool) {
    Pool *pool = (Pool *)(uintptr_t)snapshot_pool->info.address;
    uint16_t place = 1;
    size_t left = snapshot_pool->info.free;
    for (void *block = pool->free; block != NULL && left-- > 0; block = pool_next_free(pool, block))
        snapshot_pool->blocks[pool_block_index(pool, block)].place = place++;
}

static bool take_pool(const MemPoolInfo *info, void *context) {
    Taking *taking = context;
    SnapshotPool *pool = &taking->arena->pools[taking->next_pool++];
    pool->info = *info;
    if (info->state < MEM_POOL_USED)
        return true;
    pool->blocks = take(taking, info->capacity * sizeof *pool->blocks);
    if (pool->blocks == NULL)
        return false;
    taking->pool = pool;
    taking->next_block = 0;
    mem_walk_blocks(info->address, take_block, taking);
    take_free_places(pool);
    return !taking->failed;
}

static bool take_arena(const MemArenaInfo *info, void *context) {
    Taking *taking = context;
    SnapshotArena *arena = &taking->snapshot->arenas[taking->snapshot->arena_count++];
    arena->info = *info;
    taking->arena = arena;
    taking->next_pool = 0;
    mem_walk_pools(info->address, take_pool, taking);
    return !taking->failed;
}

static void take_large(Taking *taking) {
    MemSnapshot *snapshot = taking->snapshot;
    size_t count = 0;
    for (unsigned kind = 0; kind < KIND_COUNT; kind++)
        count += listed_blocks.count[kind];
    if (count == 0 || (snapshot->large = take(taking, count * sizeof *snapshot->large)) == NULL)
        return;
    for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
        Listed *ring = &listed_blocks.first[kind];
        for (Listed *listed = ring->previous; listed != ring; listed = listed->previous) {
            MemBlockInfo info = {.address = listed_block(listed),
                                 .size = listed->size,
                                 .kind = listed->kind,
                                 .state = MEM_ALLOCATED};
            if (kind != MEM_BUFFER)
                info.object = listed_block(listed);
            copy_block(taking, &info, &snapshot->large[snapshot->large_count++]);
        }
    }
}

MemSnapshot *mem_snapshot(void) {
    if (!heap.ready)
        heap_start();
    MemStats stats;
    mem_stats_get(&stats);
    MemRegion *region = mem_region_new();
    if (region == NULL)
        return NULL;
    MemSnapshot *snapshot = mem_region_alloc(region, sizeof *snapshot);
    if (snapshot == NULL) {
        mem_region_free(region);
        return NULL;
    }
    Taking taking = {.snapshot = snapshot};
    snapshot->region = region;
    snapshot->stats = stats;
    snapshot->program = os_program_size();
    snapshot->arenas = take(&taking, (arenas.count + 1) * sizeof *snapshot->arenas);
    if (!taking.failed) {
        mem_walk_arenas(take_arena, &taking);
        take_large(&taking);
    }
    if (taking.failed) {
        mem_region_free(region);
        return NULL;
    }
    return snapshot;
}

void mem_snapshot_free(MemSnapshot *snapshot) {
    if (snapshot != NULL)
        mem_region_free(snapshot->region);
}

void snapshot_each_allocated(const MemSnapshot *snapshot,
                             void (*visit)(const SnapshotBlock *block, void *context),
                             void *context) {
    for (size_t i = 0; i < snapshot->arena_count; i++) {
        for (size_t number = 0; number < MEM_POOLS_PER_ARENA; number++) {
            const SnapshotPool *pool = &snapshot->arenas[i].pools[number];
            for (size_t k = 0; pool->blocks != NULL && k < pool->info.capacity; k++)
                if (pool->blocks[k].state == MEM_ALLOCATED)
                    visit(&pool->blocks[k], context);
        }
    }
    for (size_t i = 0; i < snapshot->large_count; i++)
        visit(&snapshot->large[i], context);
}
