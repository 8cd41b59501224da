/* The map as one HTML file: five figures in SVG, then every pool with its blocks.
 *
 *   fig-process        the process's memory: arenas, large blocks, raw, the rest
 *   fig-arena          one arena and its 64 pools
 *   fig-pools          a used, a full and an empty pool
 *   fig-freeblock      the chain of free blocks through one pool
 *   fig-usable-arenas  the arenas in the order they are used
 *
 * No network, no scripts: names appear through title attributes. A block of the last part is one
 * element of about 40 bytes, so that 100,000 stay below 5 MB; beyond BLOCK_LIMIT the pools are
 * only summed up. */
#include "memory/map.h"

enum {
    BLOCK_LIMIT = 100000,
    SITE_LIMIT = 50000, /* above so many blocks, titles go without file and line */
    BLOCK_SIDE = 9,
    BLOCKS_PER_ROW = 42,
};

void map_put_html(const char *text, FILE *file) {
    for (; *text != 0; text++) {
        if (*text == '<')
            fputs("&lt;", file);
        else if (*text == '>')
            fputs("&gt;", file);
        else if (*text == '&')
            fputs("&amp;", file);
        else if (*text == '"')
            fputs("&quot;", file);
        else
            fputc(*text, file);
    }
}

static const char style[] =
    "body{font:14px/1.4 sans-serif;max-width:1000px;margin:20px auto;padding:0 10px;"
    "background:#fff;color:#222}"
    "svg{display:block;margin:8px 0;background:#fafafa;border:1px solid #ddd}"
    "text{font:11px sans-serif}code{font-size:12px}"
    ".allocated,.full{fill:#4a7ab5}.used{fill:#9fc0e4}.free{fill:#f2c14e}.empty{fill:#f7e2ae}"
    ".untouched{fill:#eee}.discarded{fill:#ddd}.other{fill:#bbb}.large{fill:#7aa874}"
    ".raw{fill:#b58ab0}rect{stroke:#fff;stroke-width:1}"
    ".arrow{fill:none;stroke:#c0392b;stroke-width:1.2}"
    "p.k{margin:2px 0;line-height:0;word-break:break-all}"
    "p.k b,p.k i{display:inline-block;width:6px;height:9px;margin:0 1px 1px 0}"
    "p.k b{background:#4a7ab5}p.k i{background:#f2c14e}p.k u{font-size:9px;line-height:10px;"
    "color:#888;text-decoration:none}h4{margin:6px 0 0;font-weight:normal;font-size:12px}";

static void figure(const char *id, const char *title, int width, int height, FILE *file) {
    fprintf(file,
            "<figure id=\"%s\"><figcaption>%s</figcaption>\n<svg width=\"%d\" height=\"%d\" "
            "viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
            id, title, width, height, width, height, title);
}

static void figure_end(FILE *file) {
    fputs("</svg></figure>\n", file);
}

/* ---- fig-process ----------------------------------------------------------------------------- */

static double bar(double x, double size, double scale, const char *class, const char *name,
                  FILE *file) {
    double width = size * scale;
    fprintf(file,
            "<rect class=\"%s\" x=\"%.1f\" y=\"20\" width=\"%.1f\" height=\"40\"><title>%s: %.0f "
            "bytes</title></rect>\n",
            class, x, width, name, size);
    if (width > 60)
        fprintf(file, "<text x=\"%.1f\" y=\"44\">%s %.1f MB</text>\n", x + 4, name, size / 1e6);
    return x + width;
}

static void process_figure(const MemSnapshot *snapshot, FILE *file) {
    const MemStats *stats = &snapshot->stats;
    double objects = (double)stats->mapped, large = (double)stats->listed_bytes;
    double raw = (double)stats->raw_bytes, other = (double)snapshot->resident;
    other = other > objects + large + raw ? other - objects - large - raw : 0;
    double sum = objects + large + raw + other, scale = sum > 0 ? 940 / sum : 0;
    figure("fig-process", "The process's memory: what memory/ manages, and the rest", 960, 80,
           file);
    double x = bar(10, objects, scale, "full", "arenas (object memory)", file);
    x = bar(x, large, scale, "large", "large blocks", file);
    x = bar(x, raw, scale, "raw", "raw memory", file);
    bar(x, other, scale, "other", "other (code, stacks, libraries)", file);
    figure_end(file);
}

/* ---- fig-arena ------------------------------------------------------------------------------- */

static void arena_figure(const SnapshotArena *arena, FILE *file) {
    figure("fig-arena", "An arena and its pools", 960, 340, file);
    fprintf(file, "<text x=\"10\" y=\"14\">arena %p, %zu of %zu pools free</text>\n",
            (const void *)arena->info.address, arena->info.free_pools, arena->info.pools);
    for (int i = 0; i < MEM_POOLS_PER_ARENA; i++) {
        const MemPoolInfo *pool = &arena->pools[i].info;
        int x = 10 + i % 8 * 118, y = 22 + i / 8 * 39;
        fprintf(file,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"116\" height=\"36\"><title>pool %p "
                "%s",
                mem_pool_state_names[pool->state], x, y, (const void *)pool->address,
                mem_pool_state_names[pool->state]);
        if (pool->state >= MEM_POOL_USED)
            fprintf(file, ", %s, %zu bytes, %zu of %zu", mem_kind_names[pool->kind],
                    pool->block_size, pool->allocated, pool->capacity);
        fputs("</title></rect>", file);
        if (pool->state >= MEM_POOL_USED)
            fprintf(file, "<text x=\"%d\" y=\"%d\">%s %zu</text>", x + 4, y + 22,
                    mem_kind_names[pool->kind], pool->block_size);
        fputc('\n', file);
    }
    figure_end(file);
}

/* ---- fig-pools, fig-freeblock ---------------------------------------------------------------- */

static void put_title(const SnapshotBlock *block, size_t index, bool site, FILE *file) {
    fprintf(file, "%zu ", index);
    if (block->state != MEM_ALLOCATED) {
        fputs(mem_block_state_names[block->state], file);
        return;
    }
    map_put_html(snapshot_block_name(block), file);
    if (site && block->site.file != NULL) {
        fputc(' ', file);
        map_put_html(block->site.file, file);
        fprintf(file, ":%u", block->site.line);
    }
}

static int block_x(size_t index, int side) {
    return 10 + (int)(index % BLOCKS_PER_ROW) * (side + 2);
}

static int block_y(size_t index, int side) {
    return (int)(index / BLOCKS_PER_ROW) * (side + 10);
}

static int pool_rows(const MemPoolInfo *pool) {
    return (int)((pool->capacity + BLOCKS_PER_ROW - 1) / BLOCKS_PER_ROW);
}

static void pool_blocks(const SnapshotPool *pool, int top, int side, FILE *file) {
    for (size_t i = 0; i < pool->info.capacity; i++) {
        const SnapshotBlock *block = &pool->blocks[i];
        fprintf(file, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"><title>",
                mem_block_state_names[block->state], block_x(i, side), top + block_y(i, side), side,
                side);
        put_title(block, i, true, file);
        fputs("</title></rect>\n", file);
    }
}

typedef struct Examples {
    const SnapshotPool *used, *full, *empty, *chained;
    size_t jumps; /* of the last */
} Examples;

/* Links of the chain that do not lead to a neighbour: a scattered pool shows more. */
static size_t count_jumps(const SnapshotPool *pool) {
    size_t jumps = 0;
    for (size_t i = 0; i < pool->info.capacity; i++) {
        const SnapshotBlock *block = &pool->blocks[i];
        if (block->state == MEM_FREE && i + 1 < pool->info.capacity)
            jumps += block[1].state != MEM_FREE ||
                     (block[1].place != block->place + 1 && block->place != block[1].place + 1);
    }
    return jumps;
}

static void consider(const SnapshotPool *pool, Examples *examples) {
    const MemPoolInfo *info = &pool->info;
    if (info->state == MEM_POOL_EMPTY && examples->empty == NULL)
        examples->empty = pool;
    if (info->capacity > 6 * BLOCKS_PER_ROW)
        return;
    if (info->state == MEM_POOL_FULL && examples->full == NULL)
        examples->full = pool;
    if (info->state != MEM_POOL_USED)
        return;
    if (examples->used == NULL)
        examples->used = pool;
    if (info->free < 2 || info->free > 40)
        return;
    size_t jumps = count_jumps(pool);
    if (examples->chained == NULL || jumps > examples->jumps) {
        examples->chained = pool;
        examples->jumps = jumps;
    }
}

static Examples find_examples(const MemSnapshot *snapshot) {
    Examples examples = {0};
    for (size_t i = 0; i < snapshot->arena_count; i++)
        for (size_t k = 0; k < MEM_POOLS_PER_ARENA; k++)
            consider(&snapshot->arenas[i].pools[k], &examples);
    return examples;
}

static void example_pool(const SnapshotPool *pool, const char *what, int top, FILE *file) {
    if (pool == NULL) {
        fprintf(file, "<text x=\"10\" y=\"%d\">%s: none now</text>\n", top + 12, what);
        return;
    }
    fprintf(file, "<text x=\"10\" y=\"%d\">%s: pool %p", top + 12, what,
            (const void *)pool->info.address);
    if (pool->blocks != NULL)
        fprintf(file, ", %s blocks of %zu bytes, %zu allocated, %zu free, %zu untouched",
                mem_kind_names[pool->info.kind], pool->info.block_size, pool->info.allocated,
                pool->info.free, pool->info.untouched);
    else
        fprintf(file, ", number %zu of its arena's freepools", pool->info.place);
    fputs("</text>\n", file);
    if (pool->blocks != NULL)
        pool_blocks(pool, top + 18, 2 * BLOCK_SIDE, file);
    else
        fprintf(file, "<rect class=\"empty\" x=\"10\" y=\"%d\" width=\"900\" height=\"18\"/>\n",
                top + 18);
}

static void pools_figure(const Examples *examples, FILE *file) {
    int row = 2 * BLOCK_SIDE + 10;
    int first = 30 + (examples->used != NULL ? pool_rows(&examples->used->info) : 0) * row;
    int second = 30 + (examples->full != NULL ? pool_rows(&examples->full->info) : 0) * row;
    figure("fig-pools", "Pools: used, full, empty", 960, first + second + 60, file);
    example_pool(examples->used, "used", 4, file);
    example_pool(examples->full, "full", 4 + first, file);
    example_pool(examples->empty, "empty", 4 + first + second, file);
    figure_end(file);
}

static const SnapshotBlock *free_block(const SnapshotPool *pool, size_t place, size_t *index) {
    for (*index = 0; *index < pool->info.capacity; ++*index)
        if (pool->blocks[*index].state == MEM_FREE && pool->blocks[*index].place == place)
            return &pool->blocks[*index];
    return NULL;
}

static void chain_arrows(const SnapshotPool *pool, int top, int side, FILE *file) {
    size_t from, to;
    if (free_block(pool, 1, &from) == NULL)
        return;
    fprintf(file, "<text x=\"10\" y=\"%d\">freeblock</text>", top - 6);
    fprintf(file, "<path class=\"arrow\" marker-end=\"url(#head)\" d=\"M62 %d L%d %d\"/>\n",
            top - 8, block_x(from, side) + side / 2, top + block_y(from, side) + 2);
    for (size_t place = 2; free_block(pool, place, &to) != NULL; place++, from = to) {
        int x1 = block_x(from, side) + side / 2, y1 = top + block_y(from, side) + side - 4;
        int x2 = block_x(to, side) + side / 2, y2 = top + block_y(to, side) + side - 2;
        fprintf(file,
                "<path class=\"arrow\" marker-end=\"url(#head)\" d=\"M%d %d Q%d %d %d %d\"/>\n", x1,
                y1, (x1 + x2) / 2, (y1 > y2 ? y1 : y2) + 16, x2, y2);
    }
}

static void freeblock_figure(const SnapshotPool *pool, FILE *file) {
    int side = 2 * BLOCK_SIDE, rows = pool != NULL ? pool_rows(&pool->info) : 1;
    figure("fig-freeblock", "freeblock: the chain through a pool's free blocks", 960,
           70 + rows * (side + 10), file);
    fputs("<defs><marker id=\"head\" viewBox=\"0 0 6 6\" refX=\"5\" refY=\"3\" markerWidth=\"6\" "
          "markerHeight=\"6\" orient=\"auto\"><path d=\"M0 0L6 3L0 6z\" fill=\"#c0392b\"/>"
          "</marker></defs>\n",
          file);
    if (pool == NULL) {
        fputs("<text x=\"10\" y=\"20\">no pool has several free blocks now</text>\n", file);
    } else {
        fprintf(file, "<text x=\"10\" y=\"14\">pool %p, %s blocks of %zu bytes</text>\n",
                (const void *)pool->info.address, mem_kind_names[pool->info.kind],
                pool->info.block_size);
        pool_blocks(pool, 40, side, file);
        chain_arrows(pool, 40, side, file);
    }
    figure_end(file);
}

/* ---- fig-usable-arenas ----------------------------------------------------------------------- */

static void arenas_figure(const MemSnapshot *snapshot, FILE *file) {
    size_t count = snapshot->arena_count, shown = count < 200 ? count : 200, drawn = 0;
    figure("fig-usable-arenas", "Arenas: the fullest usable one is used first", 960,
           40 + (int)shown * 16, file);
    fputs("<text x=\"10\" y=\"14\">pools in use; arenas not usable (no pool free) come last"
          "</text>\n",
          file);
    for (size_t place = 1; place <= count + 1 && drawn < shown; place++) {
        for (size_t i = 0; i < count && drawn < shown; i++) {
            const MemArenaInfo *info = &snapshot->arenas[i].info;
            if (info->place != (place <= count ? place : 0))
                continue;
            int y = 22 + (int)drawn++ * 16;
            double used = (double)(info->pools - info->free_pools) / (double)info->pools * 700;
            fprintf(file,
                    "<text x=\"10\" y=\"%d\">%p</text><rect class=\"used\" x=\"130\" y=\"%d\" "
                    "width=\"%.0f\" height=\"13\"><title>%zu pools in use, %zu free, place "
                    "%zu</title></rect><rect class=\"untouched\" x=\"%.0f\" y=\"%d\" "
                    "width=\"%.0f\" height=\"13\"/>\n",
                    y + 11, (const void *)info->address, y, used, info->pools - info->free_pools,
                    info->free_pools, info->place, 130 + used, y, 700 - used);
        }
    }
    figure_end(file);
}

/* ---- all pools ------------------------------------------------------------------------------- */

static void all_blocks(const SnapshotPool *pool, bool sites, FILE *file) {
    fputs("<p class=k>", file);
    for (size_t i = 0; i < pool->info.capacity; i++) {
        const SnapshotBlock *block = &pool->blocks[i];
        if (block->state == MEM_UNTOUCHED) {
            fprintf(file, "<u>%zu untouched</u>", pool->info.capacity - i);
            break;
        }
        fputs(block->state == MEM_FREE ? "<i title=\"" : "<b title=\"", file);
        put_title(block, i, sites, file);
        fputs(block->state == MEM_FREE ? "\"></i>" : "\"></b>", file);
    }
    fputs("</p>\n", file);
}

static void all_pools(const MemSnapshot *snapshot, FILE *file) {
    size_t blocks = 0, total = 0;
    for (unsigned kind = 0; kind < 3; kind++)
        total += snapshot->stats.blocks[kind];
    bool sites = total <= SITE_LIMIT;
    fputs("<h2>Every pool</h2><p>A mark per block: blue allocated, yellow free. Hover for its "
          "content.</p>\n",
          file);
    for (size_t i = 0; i < snapshot->arena_count; i++) {
        const SnapshotArena *arena = &snapshot->arenas[i];
        fprintf(file, "<h3>arena %p</h3>\n", (const void *)arena->info.address);
        for (size_t k = 0; k < MEM_POOLS_PER_ARENA; k++) {
            const SnapshotPool *pool = &arena->pools[k];
            if (pool->blocks == NULL)
                continue;
            fprintf(file, "<h4>%p %s %zu, %zu of %zu</h4>", (const void *)pool->info.address,
                    mem_kind_names[pool->info.kind], pool->info.block_size, pool->info.allocated,
                    pool->info.capacity);
            blocks += pool->info.capacity - pool->info.untouched;
            if (blocks <= BLOCK_LIMIT)
                all_blocks(pool, sites, file);
        }
    }
}

static void large_blocks(const MemSnapshot *snapshot, FILE *file) {
    fprintf(file, "<h2>Large blocks</h2><p>%zu, from the system allocator.</p><ul>\n",
            snapshot->large_count);
    for (size_t i = 0; i < snapshot->large_count && i < 2000; i++) {
        const SnapshotBlock *block = &snapshot->large[i];
        fprintf(file, "<li><code>%p</code> %zu bytes, ", (const void *)block->address, block->size);
        map_put_html(snapshot_block_name(block), file);
        if (block->site.file != NULL) {
            fputc(' ', file);
            map_put_html(block->site.file, file);
            fprintf(file, ":%u", block->site.line);
        }
        fputs("</li>\n", file);
    }
    fputs("</ul>\n", file);
}

/* The arena to show: the one whose pools are in the most states. */
static const SnapshotArena *most_varied(const MemSnapshot *snapshot) {
    const SnapshotArena *best = NULL;
    int most = 0;
    for (size_t i = 0; i < snapshot->arena_count; i++) {
        unsigned states = 0;
        for (size_t k = 0; k < MEM_POOLS_PER_ARENA; k++)
            states |= 1u << snapshot->arenas[i].pools[k].info.state;
        if (__builtin_popcount(states) > most) {
            most = __builtin_popcount(states);
            best = &snapshot->arenas[i];
        }
    }
    return best;
}

void map_html(const MemSnapshot *snapshot, FILE *file) {
    fprintf(file,
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Memory "
            "map</title><style>%s</style></head><body>\n<h1>Memory map</h1>\n<p>%zu arenas of %zu "
            "KiB, pools of %zu KiB.</p>\n",
            style, snapshot->arena_count, MEM_ARENA_SIZE / 1024, MEM_POOL_SIZE / 1024);
    static const char legend[] = "<p><svg width=\"620\" height=\"20\" style=\"border:0\">"
                                 "<rect class=\"full\" width=\"14\" height=\"14\"/>"
                                 "<text x=\"20\" y=\"11\">allocated block, full pool</text>"
                                 "<rect class=\"used\" x=\"170\" width=\"14\" height=\"14\"/>"
                                 "<text x=\"190\" y=\"11\">used pool</text>"
                                 "<rect class=\"free\" x=\"260\" width=\"14\" height=\"14\"/>"
                                 "<text x=\"280\" y=\"11\">free block</text>"
                                 "<rect class=\"empty\" x=\"350\" width=\"14\" height=\"14\"/>"
                                 "<text x=\"370\" y=\"11\">empty pool</text>"
                                 "<rect class=\"untouched\" x=\"440\" width=\"14\" "
                                 "height=\"14\"/>"
                                 "<text x=\"460\" y=\"11\">untouched</text></svg></p>\n";
    fputs(legend, file);
    Examples examples = find_examples(snapshot);
    process_figure(snapshot, file);
    if (snapshot->arena_count != 0)
        arena_figure(most_varied(snapshot), file);
    pools_figure(&examples, file);
    freeblock_figure(examples.chained, file);
    arenas_figure(snapshot, file);
    all_pools(snapshot, file);
    large_blocks(snapshot, file);
    fputs("</body></html>\n", file);
}
