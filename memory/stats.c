/* Exact numbers: every byte of every arena is a header, allocated, free, untouched, a pool's
 * tail, or in a pool not in use. */
#include "memory/heap.h"

#include <string.h>

static void add_pool(const Pool *pool, MemStats *stats) {
    size_t size = pool_block_size(pool);
    MemClassStats *numbers = &stats->classes[pool->kind][pool->size_class];
    numbers->pools++;
    numbers->allocated += pool->allocated;
    numbers->free += pool_free_count(pool);
    numbers->untouched += pool_untouched_count(pool);
    stats->blocks[pool->kind] += pool->allocated;
    stats->header_bytes += POOL_HEADER_SIZE;
    stats->allocated_bytes += pool->allocated * size;
    stats->free_bytes += pool_free_count(pool) * size;
    stats->untouched_bytes += pool_untouched_count(pool) * size;
    stats->tail_bytes += MEM_POOL_SIZE - POOL_HEADER_SIZE - pool->capacity * size;
}

void mem_stats_get(MemStats *stats) {
    memset(stats, 0, sizeof *stats);
    caches_flush();
    for (size_t i = 0; i < arenas.count; i++) {
        const Arena *arena = arenas.all[i];
        for (size_t number = 0; number < MEM_POOLS_PER_ARENA; number++) {
            if (arena_pool_in_use(arena, number)) {
                add_pool(arena_pool(arena, number), stats);
            } else {
                stats->unused_pool_bytes += MEM_POOL_SIZE;
                if (arena->discarded >> number & 1)
                    stats->discarded_bytes += MEM_POOL_SIZE;
            }
        }
    }
    memcpy(stats->listed, listed_blocks.count, sizeof stats->listed);
    stats->listed_bytes = listed_blocks.bytes;
    stats->raw_blocks = mem_raw_blocks();
    stats->raw_bytes = mem_raw_bytes();
    stats->arenas = arenas.count;
    stats->arenas_ever = arenas.ever;
    stats->arenas_returned = arenas.returned;
    stats->arenas_peak = arenas.peak;
    stats->reserve = arenas.reserve;
    stats->refused_unmaps = arenas.refused_unmaps;
    stats->mapped = arenas.count * MEM_ARENA_SIZE;
}

size_t mem_allocated_blocks(void) {
    size_t count = 0;
    if (!heap_is_debug())
        for (size_t i = 0; i < arenas.count; i++)
            for (size_t number = 0; number < arenas.all[i]->untouched; number++)
                if (arena_pool_in_use(arenas.all[i], number))
                    count += arena_pool(arenas.all[i], number)->allocated;
    for (unsigned kind = 0; kind < KIND_COUNT; kind++)
        count += listed_blocks.count[kind];
    return count - caches_count();
}

static void print_classes(const MemStats *stats, unsigned kind, FILE *file) {
    for (unsigned i = 0; i < MEM_CLASS_COUNT; i++) {
        const MemClassStats *numbers = &stats->classes[kind][i];
        if (numbers->pools != 0)
            fprintf(file, "%-10s %5u %6zu %9zu %12zu %12zu %12zu\n", mem_kind_names[kind], i,
                    MEM_SIZE_OF_CLASS(i), numbers->pools, numbers->allocated, numbers->free,
                    numbers->untouched);
    }
}

static void print_line(FILE *file, const char *name, size_t number) {
    fprintf(file, "%-40s = %20zu\n", name, number);
}

void mem_stats_print(FILE *file) {
    MemStats stats;
    mem_stats_get(&stats);
    fprintf(file, "Small blocks: up to %d bytes, in %d size classes.\n\n", 512, MEM_CLASS_COUNT);
    fprintf(file, "%-10s %5s %6s %9s %12s %12s %12s\n", "kind", "class", "size", "pools",
            "allocated", "free", "untouched");
    for (unsigned kind = 0; kind < KIND_COUNT; kind++)
        print_classes(&stats, kind, file);
    fputc('\n', file);
    print_line(file, "arenas mapped ever", stats.arenas_ever);
    print_line(file, "arenas returned", stats.arenas_returned);
    print_line(file, "arenas at most", stats.arenas_peak);
    print_line(file, "arenas now", stats.arenas);
    print_line(file, "arenas kept in reserve, at most", stats.reserve);
    fputc('\n', file);
    print_line(file, "bytes in allocated blocks", stats.allocated_bytes);
    print_line(file, "bytes in free blocks", stats.free_bytes);
    print_line(file, "bytes in untouched blocks", stats.untouched_bytes);
    print_line(file, "bytes in pool headers", stats.header_bytes);
    print_line(file, "bytes in pool tails", stats.tail_bytes);
    print_line(file, "bytes in pools not in use", stats.unused_pool_bytes);
    print_line(file, "  of them discarded", stats.discarded_bytes);
    print_line(file, "total bytes of arenas", stats.mapped);
    fputc('\n', file);
    print_line(file, "large blocks",
               stats.listed[MEM_BUFFER] + stats.listed[MEM_ATOM] + stats.listed[MEM_CONTAINER]);
    print_line(file, "bytes in large blocks, with headers", stats.listed_bytes);
    print_line(file, "raw blocks", stats.raw_blocks);
    print_line(file, "bytes in raw blocks", stats.raw_bytes);
}

typedef struct Printing {
    FILE *file;
    size_t left;
} Printing;

static bool print_block(const MemBlockInfo *block, void *context) {
    Printing *printing = context;
    if (printing->left-- == 0) {
        fputs("  ...\n", printing->file);
        return false;
    }
    MemTrace trace;
    fprintf(printing->file, "  %p ", (const void *)block->address);
    if (block->object != NULL)
        fprintf(printing->file, "%s, count %u", block->object->type->name, block->object->refcount);
    else
        fputs(mem_kind_names[block->kind], printing->file);
    fprintf(printing->file, ", %zu bytes", block->size);
    if (mem_trace_find(block->address, &trace) && trace.count != 0)
        fprintf(printing->file, ", %s:%u", trace.sites->file, trace.sites->line);
    else if (heap_is_debug())
        fprintf(printing->file, ", %s:%u, number %llu", debug_site(block->address).file,
                debug_site(block->address).line, (unsigned long long)debug_serial(block->address));
    fputc('\n', printing->file);
    return true;
}

void mem_print_alive(FILE *file, size_t most) {
    Printing printing = {file, most};
    mem_walk_allocated(print_block, &printing);
}
