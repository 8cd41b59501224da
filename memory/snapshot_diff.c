/* What changed between two snapshots: blocks born less blocks died, by type and line; pools that
 * changed state or class; arenas mapped and unmapped.
 *
 * A block is the same if address, type, size and line are. A group that lost as many as it got
 * (things that come and go) is not shown, so a leak stands alone. */
#include "memory/snapshot.h"

#include <stdlib.h>
#include <string.h>

typedef struct Change {
    const SnapshotBlock *block;
    int sign; /* born 1, died -1 */
} Change;

typedef struct Blocks {
    const SnapshotBlock **blocks;
    size_t count;
} Blocks;

static void add_block(const SnapshotBlock *block, void *context) {
    Blocks *blocks = context;
    if (blocks->blocks != NULL)
        blocks->blocks[blocks->count] = block;
    blocks->count++;
}

static int compare_addresses(const void *a, const void *b) {
    const char *x = (*(const SnapshotBlock *const *)a)->address;
    const char *y = (*(const SnapshotBlock *const *)b)->address;
    return (x > y) - (x < y);
}

/* All allocated blocks by rising address. False: out of memory. */
static bool blocks_of(const MemSnapshot *snapshot, Blocks *blocks) {
    *blocks = (Blocks){0};
    snapshot_each_allocated(snapshot, add_block, blocks);
    size_t count = blocks->count;
    *blocks = (Blocks){.blocks = mem_raw_malloc((count + 1) * sizeof *blocks->blocks)};
    if (blocks->blocks == NULL)
        return false;
    snapshot_each_allocated(snapshot, add_block, blocks);
    qsort(blocks->blocks, count, sizeof *blocks->blocks, compare_addresses);
    return true;
}

static int compare_text(const char *a, const char *b) {
    if (a == NULL || b == NULL)
        return (a != NULL) - (b != NULL);
    return strcmp(a, b);
}

/* By type, then line; size plays no part. */
static int compare_groups(const SnapshotBlock *a, const SnapshotBlock *b) {
    int order = strcmp(snapshot_block_name(a), snapshot_block_name(b));
    if (order == 0)
        order = compare_text(a->site.file, b->site.file);
    if (order == 0)
        order = (a->site.line > b->site.line) - (a->site.line < b->site.line);
    return order;
}

static int compare_changes(const void *a, const void *b) {
    return compare_groups(((const Change *)a)->block, ((const Change *)b)->block);
}

static bool is_same(const SnapshotBlock *a, const SnapshotBlock *b) {
    return a != NULL && b != NULL && a->address == b->address && a->size == b->size &&
           compare_groups(a, b) == 0;
}

static size_t find_changes(const Blocks *before, const Blocks *after, Change *changes) {
    size_t i = 0, k = 0, count = 0;
    while (i < before->count || k < after->count) {
        const SnapshotBlock *old = i < before->count ? before->blocks[i] : NULL;
        const SnapshotBlock *new = k < after->count ? after->blocks[k] : NULL;
        bool first = new == NULL || (old != NULL && old->address <= new->address);
        bool second = old == NULL || (new != NULL &&new->address <= old->address);
        if (!is_same(old, new)) {
            if (first)
                changes[count++] = (Change){old, -1};
            if (second)
                changes[count++] = (Change){new, 1};
        }
        i += first;
        k += second;
    }
    return count;
}

static void print_groups(Change *changes, size_t count, FILE *file) {
    qsort(changes, count, sizeof *changes, compare_changes);
    size_t shown = 0;
    for (size_t i = 0, end; i < count; i = end) {
        const SnapshotBlock *block = changes[i].block;
        long net = 0;
        long long bytes = 0;
        for (end = i; end < count && compare_groups(changes[end].block, block) == 0; end++) {
            net += changes[end].sign;
            bytes += changes[end].sign * (long long)changes[end].block->size;
        }
        if (net == 0)
            continue;
        shown++;
        fprintf(file, "%+ld %s", net, snapshot_block_name(block));
        if (block->site.file != NULL)
            fprintf(file, " %s:%u", block->site.file, block->site.line);
        fprintf(file, " (%+lld bytes)\n", bytes);
    }
    if (shown == 0)
        fputs("no blocks gained or lost\n", file);
}

static const SnapshotArena *arena_at(const MemSnapshot *snapshot, const char *address) {
    for (size_t i = 0; i < snapshot->arena_count; i++)
        if (snapshot->arenas[i].info.address == address)
            return &snapshot->arenas[i];
    return NULL;
}

static void print_pool_state(const MemPoolInfo *pool, FILE *file) {
    fputs(mem_pool_state_names[pool->state], file);
    if (pool->state >= MEM_POOL_USED)
        fprintf(file, " %s %zu", mem_kind_names[pool->kind], pool->block_size);
}

static void print_pools(const SnapshotArena *before, const SnapshotArena *after, FILE *file) {
    for (size_t i = 0; i < MEM_POOLS_PER_ARENA; i++) {
        const MemPoolInfo *old = &before->pools[i].info, *new = &after->pools[i].info;
        if (old->state == new->state && old->kind == new->kind &&
            old->block_size == new->block_size)
            continue;
        fprintf(file, "pool %p: ", (const void *)new->address);
        print_pool_state(old, file);
        fputs(" -> ", file);
        print_pool_state(new, file);
        fputc('\n', file);
    }
}

static void print_arenas(const MemSnapshot *before, const MemSnapshot *after, FILE *file) {
    for (size_t i = 0; i < before->arena_count; i++)
        if (arena_at(after, before->arenas[i].info.address) == NULL)
            fprintf(file, "arena %p unmapped\n", (const void *)before->arenas[i].info.address);
    for (size_t i = 0; i < after->arena_count; i++) {
        const SnapshotArena *new = &after->arenas[i];
        const SnapshotArena *old = arena_at(before, new->info.address);
        if (old == NULL)
            fprintf(file, "arena %p mapped\n", (const void *)new->info.address);
        else
            print_pools(old, new, file);
    }
}

void mem_snapshot_diff(const MemSnapshot *before, const MemSnapshot *after, FILE *file) {
    Blocks old = {0}, new = {0};
    Change *changes = NULL;
    if (blocks_of(before, &old) && blocks_of(after, &new))
        changes = mem_raw_malloc((old.count + new.count + 1) * sizeof *changes);
    if (changes != NULL) {
        print_groups(changes, find_changes(&old, &new, changes), file);
        print_arenas(before, after, file);
    } else {
        fputs("out of memory\n", file);
    }
    mem_raw_free(changes);
    mem_raw_free(old.blocks);
    mem_raw_free(new.blocks);
}
