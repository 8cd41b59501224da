/* The map as text, no wider than 80 columns: the overview has a line per arena and a mark per
 * pool, the whole map a line per pool (wide ones go on below) and a mark per block as well. */
#include "memory/map.h"

#include <string.h>

enum {
    MARKS_PER_LINE = 48, /* behind the 31 columns that say what the pool is */
    TYPES_SHOWN = 12,
    NAME_WIDTH = 40,
};

/* ---- overview -------------------------------------------------------------------------------- */

static void print_totals(const MemSnapshot *snapshot, FILE *file) {
    const MemStats *stats = &snapshot->stats;
    fprintf(file, "%zu arena%s of %zu KiB, each %d pools of %zu KiB: %zu of %zu KiB allocated\n",
            snapshot->arena_count, snapshot->arena_count == 1 ? "" : "s", MEM_ARENA_SIZE / 1024,
            MEM_POOLS_PER_ARENA, MEM_POOL_SIZE / 1024, stats->allocated_bytes / 1024,
            stats->mapped / 1024);
    fprintf(file, "beside them: %zu large blocks of %zu KiB, %zu KiB raw\n", snapshot->large_count,
            stats->listed_bytes / 1024, stats->raw_bytes / 1024);
}

static void print_arena_marks(const SnapshotArena *arena, FILE *file) {
    static const char marks[] = {[MEM_POOL_UNTOUCHED] = '.',
                                 [MEM_POOL_DISCARDED] = '-',
                                 [MEM_POOL_EMPTY] = 'o',
                                 [MEM_POOL_USED] = '+',
                                 [MEM_POOL_FULL] = '#'};
    fprintf(file, "%p ", (const void *)arena->info.address);
    for (int i = 0; i < MEM_POOLS_PER_ARENA; i++)
        fputc(marks[arena->pools[i].info.state], file);
    fputc('\n', file);
}

static const SnapshotArena *usable_arena(const MemSnapshot *snapshot, size_t place) {
    for (size_t i = 0; i < snapshot->arena_count; i++)
        if (snapshot->arenas[i].info.place == place)
            return &snapshot->arenas[i];
    return NULL;
}

static void print_usable(const MemSnapshot *snapshot, FILE *file) {
    fputs("usable_arenas:", file);
    const SnapshotArena *arena;
    for (size_t place = 1; (arena = usable_arena(snapshot, place)) != NULL; place++)
        fprintf(file, "%s %p (%zu free)",
                place == 1  ? ""
                : place % 2 ? " ->\n              "
                            : " ->",
                (const void *)arena->info.address, arena->info.free_pools);
    fputc('\n', file);
}

static void print_types(const MemSnapshot *snapshot, FILE *file) {
    size_t count;
    SnapshotGroup *groups = snapshot_groups(snapshot, false, &count);
    fprintf(file, "\n%-*s %10s %12s\n", NAME_WIDTH, "type", "blocks", "bytes");
    size_t others = 0, other_bytes = 0;
    for (size_t i = 0; i < count; i++) {
        if (i < TYPES_SHOWN) {
            fprintf(file, "%-*.*s %10zu %12zu\n", NAME_WIDTH, NAME_WIDTH, groups[i].name,
                    groups[i].count, groups[i].bytes);
        } else {
            others += groups[i].count;
            other_bytes += groups[i].bytes;
        }
    }
    if (others != 0)
        fprintf(file, "%-*s %10zu %12zu\n", NAME_WIDTH, "others", others, other_bytes);
    mem_raw_free(groups);
}

void map_overview(const MemSnapshot *snapshot, FILE *file) {
    print_totals(snapshot, file);
    fputs("a mark per pool:  # full   + used   o empty   - discarded   . untouched\n\n", file);
    for (size_t i = 0; i < snapshot->arena_count; i++)
        print_arena_marks(&snapshot->arenas[i], file);
    print_usable(snapshot, file);
    print_types(snapshot, file);
}

/* ---- pools and blocks ------------------------------------------------------------------------ */

static void print_blocks(const SnapshotPool *pool, FILE *file) {
    for (size_t i = 0; i < pool->info.capacity; i++) {
        if (i != 0 && i % MARKS_PER_LINE == 0)
            fprintf(file, "\n%31s", "");
        fputc(".o#"[pool->blocks[i].state], file);
    }
}

static void print_pool(const SnapshotArena *arena, const SnapshotPool *pool, FILE *file) {
    const MemPoolInfo *info = &pool->info;
    fprintf(file, "  +%05zx ", (size_t)(info->address - arena->info.address));
    if (info->state >= MEM_POOL_USED) {
        fprintf(file, "%-9s %3zu %3zu/%-3zu ", mem_kind_names[info->kind], info->block_size,
                info->allocated, info->capacity);
        print_blocks(pool, file);
    } else {
        fputs(mem_pool_state_names[info->state], file);
        if (info->place != 0)
            fprintf(file, ", number %zu of freepools", info->place);
    }
    fputc('\n', file);
}

/* A run of pools that were never handed out takes one line. */
static void print_arena(const SnapshotArena *arena, FILE *file) {
    const MemArenaInfo *info = &arena->info;
    fprintf(file, "\narena %p: %zu of %zu pools free", (const void *)info->address,
            info->free_pools, info->pools);
    if (info->place != 0)
        fprintf(file, ", number %zu of the usable", info->place);
    fputc('\n', file);
    size_t used = info->pools - info->untouched_pools;
    for (size_t i = 0; i < used; i++)
        print_pool(arena, &arena->pools[i], file);
    if (info->untouched_pools != 0)
        fprintf(file, "  +%05zx untouched: the last %zu pools\n",
                (size_t)(arena->pools[used].info.address - info->address), info->untouched_pools);
}

static void print_large(const SnapshotBlock *block, FILE *file) {
    fprintf(file, "  %p %-9s %10zu bytes %.30s", (const void *)block->address,
            mem_kind_names[block->kind], block->size, block->type != NULL ? block->type : "");
    if (block->site.file != NULL)
        fprintf(file, "\n    %s:%u", block->site.file, block->site.line);
    fputc('\n', file);
}

void map_text(const MemSnapshot *snapshot, FILE *file) {
    map_overview(snapshot, file);
    fputs("\na mark per block:  # allocated   o free   . untouched\n", file);
    for (size_t i = 0; i < snapshot->arena_count; i++)
        print_arena(&snapshot->arenas[i], file);
    fprintf(file, "\nlarge blocks, from the system allocator: %zu\n", snapshot->large_count);
    for (size_t i = 0; i < snapshot->large_count; i++)
        print_large(&snapshot->large[i], file);
}
