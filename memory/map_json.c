/* The map as JSON.
 *
 *   {"geometry": {"arena", "pool", "step", "threshold"},
 *    "arenas": [{"address", "place", "pools": 64, "free_pools", "freepools": [addresses],
 *                "pool_list": [{"address", "state", "kind", "size", "index", "place", "count",
 *                               "capacity", "free", "untouched",
 *                               "blocks": [{"block", "index", "state", "place"}
 *                                          and if allocated "ob_type", "ob_refcnt", "value",
 * "where"]}]}], "large": [{"block", "size", "kind", "ob_type", "ob_refcnt", "where"}]}
 *
 * Addresses are strings in hexadecimal. `place` counts from 1 along the list that the thing is
 * on: usable_arenas, a class's used pools or freepools, freeblock; 0: on none. Untouched blocks
 * are only counted, as are pools never handed out. */
#include "memory/map.h"

static void put_string(const char *text, FILE *file) {
    fputc('"', file);
    for (; *text != 0; text++) {
        if (*text == '"' || *text == '\\')
            fprintf(file, "\\%c", *text);
        else if ((unsigned char)*text < 0x20)
            fprintf(file, "\\u%04x", *text);
        else
            fputc(*text, file);
    }
    fputc('"', file);
}

static void put_content(const SnapshotBlock *block, FILE *file) {
    if (block->type != NULL) {
        fputs(", \"ob_type\": ", file);
        put_string(block->type, file);
        fprintf(file, ", \"ob_refcnt\": %u", block->refcount);
    }
    if (block->text != NULL) {
        fputs(", \"value\": ", file);
        put_string(block->text, file);
    }
    if (block->site.file != NULL) {
        fputs(", \"where\": [", file);
        put_string(block->site.file, file);
        fprintf(file, ", %u]", block->site.line);
    }
}

static void put_blocks(const SnapshotPool *pool, FILE *file) {
    const char *separator = "";
    for (size_t i = 0; i < pool->info.capacity; i++) {
        const SnapshotBlock *block = &pool->blocks[i];
        if (block->state == MEM_UNTOUCHED)
            break;
        fprintf(file, "%s\n      {\"block\": \"%p\", \"index\": %zu, \"state\": \"%s\"", separator,
                (const void *)block->address, i, mem_block_state_names[block->state]);
        if (block->state == MEM_FREE)
            fprintf(file, ", \"place\": %u", block->place);
        put_content(block, file);
        fputc('}', file);
        separator = ",";
    }
}

static void put_pool(const SnapshotPool *pool, FILE *file) {
    const MemPoolInfo *info = &pool->info;
    fprintf(file, "\n    {\"address\": \"%p\", \"state\": \"%s\", \"place\": %zu",
            (const void *)info->address, mem_pool_state_names[info->state], info->place);
    if (info->state >= MEM_POOL_USED) {
        fprintf(file,
                ", \"kind\": \"%s\", \"size\": %zu, \"index\": %u, \"count\": %zu, "
                "\"capacity\": %zu, \"free\": %zu, \"untouched\": %zu, \"blocks\": [",
                mem_kind_names[info->kind], info->block_size, info->size_class, info->allocated,
                info->capacity, info->free, info->untouched);
        put_blocks(pool, file);
        fputc(']', file);
    }
    fputc('}', file);
}

static void put_freepools(const SnapshotArena *arena, FILE *file) {
    const char *separator = "";
    for (size_t place = 1; place <= MEM_POOLS_PER_ARENA; place++) {
        for (size_t i = 0; i < MEM_POOLS_PER_ARENA; i++) {
            const MemPoolInfo *info = &arena->pools[i].info;
            if (info->state == MEM_POOL_EMPTY && info->place == place) {
                fprintf(file, "%s\"%p\"", separator, (const void *)info->address);
                separator = ", ";
            }
        }
    }
}

static void put_arena(const SnapshotArena *arena, FILE *file) {
    const MemArenaInfo *info = &arena->info;
    fprintf(file,
            "\n  {\"address\": \"%p\", \"place\": %zu, \"pools\": %zu, \"free_pools\": %zu, "
            "\"untouched\": %zu, \"freepools\": [",
            (const void *)info->address, info->place, info->pools, info->free_pools,
            info->untouched_pools);
    put_freepools(arena, file);
    fputs("], \"pool_list\": [", file);
    for (size_t i = 0; i < info->pools - info->untouched_pools; i++) {
        if (i != 0)
            fputc(',', file);
        put_pool(&arena->pools[i], file);
    }
    fputs("]}", file);
}

void map_json(const MemSnapshot *snapshot, FILE *file) {
    fprintf(file,
            "{\"geometry\": {\"arena\": %zu, \"pool\": %zu, \"step\": %zu, \"threshold\": 512},\n"
            "\"arenas\": [",
            MEM_ARENA_SIZE, MEM_POOL_SIZE, MEM_STEP);
    for (size_t i = 0; i < snapshot->arena_count; i++) {
        if (i != 0)
            fputc(',', file);
        put_arena(&snapshot->arenas[i], file);
    }
    fputs("],\n\"large\": [", file);
    for (size_t i = 0; i < snapshot->large_count; i++) {
        const SnapshotBlock *block = &snapshot->large[i];
        fprintf(file, "%s\n  {\"block\": \"%p\", \"size\": %zu, \"kind\": \"%s\"",
                i != 0 ? "," : "", (const void *)block->address, block->size,
                mem_kind_names[block->kind]);
        put_content(block, file);
        fputc('}', file);
    }
    fputs("]}\n", file);
}
