/* The map as text: a line per pool, a mark per block.
 *
 *     # allocated   o free   . untouched */
#include "memory/map.h"

#include <string.h>

static void print_pool(const SnapshotPool *pool, FILE *file) {
    const MemPoolInfo *info = &pool->info;
    fprintf(file, "  %p %-9s", (const void *)info->address, mem_pool_state_names[info->state]);
    if (info->state >= MEM_POOL_USED) {
        fprintf(file, " %-9s %3zu %4zu/%-4zu ", mem_kind_names[info->kind], info->block_size,
                info->allocated, info->capacity);
        for (size_t i = 0; i < info->capacity; i++)
            fputc(".o#"[pool->blocks[i].state], file);
    } else if (info->place != 0) {
        fprintf(file, " freepools %zu", info->place);
    }
    fputc('\n', file);
}

/* A run of pools that were never handed out takes one line. */
static void print_arena(const SnapshotArena *arena, FILE *file) {
    const MemArenaInfo *info = &arena->info;
    fprintf(file, "arena %p: %zu of %zu pools free", (const void *)info->address, info->free_pools,
            info->pools);
    if (info->place != 0)
        fprintf(file, ", number %zu of the usable", info->place);
    fputc('\n', file);
    size_t used = info->pools - info->untouched_pools;
    for (size_t i = 0; i < used; i++)
        print_pool(&arena->pools[i], file);
    if (info->untouched_pools != 0)
        fprintf(file, "  %p untouched x %zu\n", (const void *)arena->pools[used].info.address,
                info->untouched_pools);
}

static void print_block(const SnapshotBlock *block, FILE *file) {
    fprintf(file, "  %p %-9s %zu bytes %s", (const void *)block->address,
            mem_kind_names[block->kind], block->size, snapshot_block_name(block));
    if (block->site.file != NULL)
        fprintf(file, " %s:%u", block->site.file, block->site.line);
    fputc('\n', file);
}

void map_text(const MemSnapshot *snapshot, FILE *file) {
    const MemStats *stats = &snapshot->stats;
    fprintf(file, "arenas of %zu KiB, pools of %zu KiB, %d size classes up to 512 bytes\n",
            MEM_ARENA_SIZE / 1024, MEM_POOL_SIZE / 1024, MEM_CLASS_COUNT);
    fprintf(file, "# allocated  o free  . untouched\n\n");
    for (size_t i = 0; i < snapshot->arena_count; i++)
        print_arena(&snapshot->arenas[i], file);
    fprintf(file, "large blocks: %zu\n", snapshot->large_count);
    for (size_t i = 0; i < snapshot->large_count; i++)
        print_block(&snapshot->large[i], file);
    fprintf(file, "bytes: %zu in arenas, %zu in large blocks\n", stats->mapped,
            stats->listed_bytes);
}
