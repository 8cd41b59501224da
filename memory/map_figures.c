/* The five figures of the page, in inline SVG.
 *
 *   fig-process        the process's memory, and what its object memory consists of
 *   fig-arena          one arena and its 64 pools, filled as far as they are allocated
 *   fig-pools          a used, a full and an empty pool with their blocks
 *   fig-freeblock      the chain of free blocks through one pool
 *   fig-usable-arenas  the arenas in the order they are used */
#include "memory/map_html.h"

enum {
    WIDTH = 980,
    BLOCK_SIDE = 18,
    BLOCK_STEP = 21,
    BLOCKS_PER_ROW = 42,
    ROW_STEP = 24,
    CHAIN_ROW_STEP = 48, /* arrows pass between the rows */
    LINKS_DRAWN = 14,
    ARENAS_SHOWN = 60,
};

static void figure(const Page *page, const char *id, const char *title, const char *remark,
                   int height) {
    fprintf(page->file,
            "<figure id=\"%s\"><figcaption><b>%s</b>%s</figcaption>\n<svg viewBox=\"0 0 %d %d\" "
            "role=\"img\" aria-label=\"%s\">\n",
            id, title, remark, WIDTH, height, title);
}

static void figure_end(const Page *page) {
    fputs("</svg></figure>\n", page->file);
}

/* Used by all figures that follow. */
static void put_definitions(const Page *page) {
    fputs("<svg width=\"0\" height=\"0\" style=\"position:absolute\"><defs>"
          "<marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" "
          "markerHeight=\"7\" orient=\"auto\"><path class=\"tip\" d=\"M0 0L8 4L0 8z\"/></marker>"
          "<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
          "patternTransform=\"rotate(45)\"><path class=\"hatch\" d=\"M0 0V6\"/></pattern>"
          "</defs></svg>\n",
          page->file);
}

/* ---- fig-process ----------------------------------------------------------------------------- */

typedef struct Part {
    const char *name, *class;
    size_t bytes;
} Part;

/* One bar of `width` pixels whose parts are as wide as their bytes say. */
static void put_bar(const Page *page, const Part *parts, size_t count, double width, int top,
                    int height) {
    FILE *file = page->file;
    size_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += parts[i].bytes;
    double x = 0;
    for (size_t i = 0; i < count && sum != 0; i++) {
        double part = (double)parts[i].bytes / (double)sum * width;
        if (parts[i].bytes == 0)
            continue;
        fprintf(file,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>%s: "
                "%s (%zu bytes)</title></rect>\n",
                parts[i].class, x, top, part > 1.5 ? part - 1 : part, height, parts[i].name,
                page_size(parts[i].bytes), parts[i].bytes);
        x += part;
    }
}

/* The names below a bar, with the same marks. */
static void put_bar_legend(const Page *page, const Part *parts, size_t count, int top) {
    int column = 0;
    for (size_t i = 0; i < count; i++, column++)
        fprintf(page->file,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"11\" height=\"11\"/><text x=\"%d\" "
                "y=\"%d\">%s</text><text class=\"s\" x=\"%d\" y=\"%d\">%s</text>\n",
                parts[i].class, column * 160, top, column * 160 + 17, top + 10, parts[i].name,
                column * 160 + 17, top + 25, page_size(parts[i].bytes));
}

static void process_figure(const Page *page) {
    const MemStats *stats = &page->snapshot->stats;
    size_t program = page->snapshot->program;
    size_t all = stats->mapped + stats->listed_bytes + stats->raw_bytes + program;
    const Part process[] = {{"arenas: objects", "full", stats->mapped},
                            {"large blocks", "large", stats->listed_bytes},
                            {"raw memory", "raw", stats->raw_bytes},
                            {"code and libraries", "other", program}};
    const Part inside[] = {{"allocated", "full", stats->allocated_bytes},
                           {"free blocks", "free", stats->free_bytes},
                           {"untouched blocks", "untouched", stats->untouched_bytes},
                           {"pool headers", "header", stats->header_bytes},
                           {"pool tails", "box", stats->tail_bytes},
                           {"pools not in use", "empty", stats->unused_pool_bytes}};
    figure(page, "fig-process", "The process",
           "Its memory: what holds objects, and the rest; then what the arenas consist of, to the "
           "byte.",
           200);
    put_bar(page, process, 4, WIDTH, 0, 36);
    put_bar_legend(page, process, 4, 46);
    double share = all != 0 ? (double)stats->mapped / (double)all : 0;
    fprintf(page->file, "<path class=\"lead\" d=\"M0 80L%.1f 80L%d 106L0 106z\"/>\n", share * WIDTH,
            WIDTH);
    put_bar(page, inside, 6, WIDTH, 108, 36);
    put_bar_legend(page, inside, 6, 154);
    figure_end(page);
}

/* ---- fig-arena ------------------------------------------------------------------------------- */

static void put_pool_title(const Page *page, const MemPoolInfo *pool) {
    fprintf(page->file, "<title>pool %p, %s", (const void *)pool->address,
            mem_pool_state_names[pool->state]);
    if (pool->state >= MEM_POOL_USED)
        fprintf(page->file, ": %s blocks of %zu B, %zu allocated, %zu free, %zu untouched",
                mem_kind_names[pool->kind], pool->block_size, pool->allocated, pool->free,
                pool->untouched);
    else if (pool->place != 0)
        fprintf(page->file, ", number %zu of freepools", pool->place);
    fputs("</title>", page->file);
}

static void put_pool_box(const Page *page, const MemPoolInfo *pool, int x, int y) {
    enum { W = 118, H = 40 };
    FILE *file = page->file;
    fprintf(file, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\">",
            mem_pool_state_names[pool->state], x, y, W, H);
    put_pool_title(page, pool);
    fputs("</rect>", file);
    if (pool->state == MEM_POOL_USED)
        fprintf(file, "<rect class=\"fill\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"6\"/>", x,
                y + H - 6, (double)pool->allocated / (double)pool->capacity * W);
    if (pool->state >= MEM_POOL_USED) {
        const char *on = pool->state == MEM_POOL_FULL ? " class=\"on\"" : "";
        fprintf(file,
                "<text%s x=\"%d\" y=\"%d\">%s %zu</text><text%s x=\"%d\" y=\"%d\">%zu of "
                "%zu</text>",
                on, x + 7, y + 15, mem_kind_names[pool->kind], pool->block_size,
                *on != 0 ? on : " class=\"s\"", x + 7, y + 29, pool->allocated, pool->capacity);
    } else {
        fprintf(file, "<text class=\"s\" x=\"%d\" y=\"%d\">%s</text>", x + 7, y + 15,
                mem_pool_state_names[pool->state]);
    }
    fputc('\n', file);
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

static void arena_figure(const Page *page) {
    const SnapshotArena *arena = most_varied(page->snapshot);
    if (arena == NULL) {
        figure(page, "fig-arena", "An arena", "None is mapped.", 10);
        figure_end(page);
        return;
    }
    char remark[160];
    snprintf(remark, sizeof remark,
             "at <code>%p</code>: %d pools, %zu of them free. The bar says how much of a pool is "
             "allocated.",
             (const void *)arena->info.address, MEM_POOLS_PER_ARENA, arena->info.free_pools);
    figure(page, "fig-arena", "An arena", remark, 8 * 45);
    for (int i = 0; i < MEM_POOLS_PER_ARENA; i++)
        put_pool_box(page, &arena->pools[i].info, i % 8 * 123, i / 8 * 45);
    figure_end(page);
}

/* ---- fig-pools, fig-freeblock ---------------------------------------------------------------- */

static int block_x(size_t index) {
    return 96 + (int)(index % BLOCKS_PER_ROW) * BLOCK_STEP;
}

static int block_y(size_t index, int row_step) {
    return (int)(index / BLOCKS_PER_ROW) * row_step;
}

static int pool_rows(const MemPoolInfo *pool) {
    return (int)((pool->capacity + BLOCKS_PER_ROW - 1) / BLOCKS_PER_ROW);
}

static void put_pool_blocks(const Page *page, const SnapshotPool *pool, int top, int row_step) {
    FILE *file = page->file;
    fprintf(file,
            "<rect class=\"header\" x=\"0\" y=\"%d\" width=\"86\" height=\"%d\"><title>the pool's "
            "header: 48 bytes</title></rect><text class=\"s\" x=\"8\" y=\"%d\">header</text>\n",
            top, BLOCK_SIDE, top + 13);
    for (size_t i = 0; i < pool->info.capacity; i++) {
        const SnapshotBlock *block = &pool->blocks[i];
        char colour[2] = {page_colour(page, block), 0};
        fprintf(file, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"><title>",
                block->state == MEM_ALLOCATED ? colour : mem_block_state_names[block->state],
                block_x(i), top + block_y(i, row_step), BLOCK_SIDE, BLOCK_SIDE);
        page_put_block_title(page, block, i);
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
    for (size_t i = 0; i + 1 < pool->info.capacity; i++) {
        const SnapshotBlock *block = &pool->blocks[i];
        if (block->state == MEM_FREE)
            jumps += block[1].state != MEM_FREE ||
                     (block[1].place != block->place + 1 && block->place != block[1].place + 1);
    }
    return jumps;
}

static size_t smallest(size_t a, size_t b, size_t c) {
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* A used pool is the better example the more of its blocks are in each state. */
static bool shows_more(const MemPoolInfo *pool, const MemPoolInfo *than) {
    return smallest(pool->allocated, pool->free + 1, pool->untouched + 1) >
           smallest(than->allocated, than->free + 1, than->untouched + 1);
}

static void consider(const SnapshotPool *pool, Examples *examples) {
    const MemPoolInfo *info = &pool->info;
    if (info->state == MEM_POOL_EMPTY && examples->empty == NULL)
        examples->empty = pool;
    if (info->state < MEM_POOL_USED || info->capacity > 3 * BLOCKS_PER_ROW)
        return;
    if (info->state == MEM_POOL_FULL) {
        if (examples->full == NULL || info->kind > examples->full->info.kind)
            examples->full = pool;
        return;
    }
    if (examples->used == NULL || shows_more(info, &examples->used->info))
        examples->used = pool;
    size_t jumps = info->free >= 2 ? count_jumps(pool) : 0;
    if (jumps > LINKS_DRAWN) /* not too many to follow */
        jumps = 1;
    if (jumps != 0 && info->kind != MEM_BUFFER) /* blocks that name themselves */
        jumps += LINKS_DRAWN;
    if (jumps > examples->jumps) {
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

/* Its heading and its blocks; returns where the next one begins. */
static int put_example(const Page *page, const SnapshotPool *pool, const char *what, int top) {
    FILE *file = page->file;
    if (pool == NULL) {
        fprintf(file, "<text x=\"0\" y=\"%d\">%s: no pool is now</text>\n", top + 12, what);
        return top + 30;
    }
    fprintf(file, "<text x=\"0\" y=\"%d\">%s <tspan class=\"s\">pool %p", top + 12, what,
            (const void *)pool->info.address);
    if (pool->blocks == NULL) {
        fprintf(file,
                ", number %zu of its arena's freepools, of no size class and kind</tspan></text>\n"
                "<rect class=\"empty\" x=\"0\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n",
                pool->info.place, top + 20, WIDTH, BLOCK_SIDE);
        return top + 50;
    }
    fprintf(file, ", %s blocks of %zu B: %zu allocated, %zu free, %zu untouched</tspan></text>\n",
            mem_kind_names[pool->info.kind], pool->info.block_size, pool->info.allocated,
            pool->info.free, pool->info.untouched);
    put_pool_blocks(page, pool, top + 20, ROW_STEP);
    return top + 28 + pool_rows(&pool->info) * ROW_STEP;
}

static int example_height(const SnapshotPool *pool) {
    if (pool == NULL)
        return 30;
    return pool->blocks == NULL ? 50 : 28 + pool_rows(&pool->info) * ROW_STEP;
}

static void pools_figure(const Page *page, const Examples *examples) {
    figure(page, "fig-pools", "Used, full, empty",
           "The three states of a pool. Blocks: filled allocated (by type), hollow free, dashed "
           "untouched.",
           example_height(examples->used) + example_height(examples->full) +
               example_height(examples->empty));
    int top = put_example(page, examples->used, "used", 0);
    top = put_example(page, examples->full, "full", top);
    put_example(page, examples->empty, "empty", top);
    figure_end(page);
}

static const SnapshotBlock *free_block(const SnapshotPool *pool, size_t place, size_t *index) {
    for (*index = 0; *index < pool->info.capacity; ++*index)
        if (pool->blocks[*index].state == MEM_FREE && pool->blocks[*index].place == place)
            return &pool->blocks[*index];
    return NULL;
}

/* From one block to the next: a bow above the row, deeper the further it leads. */
static void put_link(const Page *page, size_t from, size_t to, int top) {
    int x1 = block_x(from) + BLOCK_SIDE / 2, y1 = top + block_y(from, CHAIN_ROW_STEP);
    int x2 = block_x(to) + BLOCK_SIDE / 2, y2 = top + block_y(to, CHAIN_ROW_STEP);
    int far = x1 > x2 ? x1 - x2 : x2 - x1, lift = 8 + (far < 600 ? far / 25 : 24);
    fprintf(page->file,
            "<path class=\"arrow\" marker-end=\"url(#tip)\" d=\"M%d %d C%d %d %d %d %d %d\"/>\n",
            x1, y1, x1, y1 - lift, x2, y2 - lift - 4, x2, y2 - 1);
}

static void put_chain(const Page *page, const SnapshotPool *pool, int top) {
    size_t from, to;
    if (free_block(pool, 1, &from) == NULL)
        return;
    fprintf(page->file,
            "<text x=\"0\" y=\"%d\">freeblock</text><path class=\"arrow\" "
            "marker-end=\"url(#tip)\" d=\"M54 %d C%d %d %d %d %d %d\"/>\n",
            top - 22, top - 26, block_x(from) - 20, top - 26, block_x(from) + BLOCK_SIDE / 2,
            top + block_y(from, CHAIN_ROW_STEP) - 30, block_x(from) + BLOCK_SIDE / 2,
            top + block_y(from, CHAIN_ROW_STEP) - 1);
    for (size_t place = 1; free_block(pool, place, &to) != NULL; place++) {
        fprintf(page->file, "<text class=\"n\" x=\"%d\" y=\"%d\">%zu</text>\n",
                block_x(to) + BLOCK_SIDE / 2, top + block_y(to, CHAIN_ROW_STEP) + 12, place);
        if (place != 1 && place <= LINKS_DRAWN)
            put_link(page, from, to, top);
        from = to;
    }
}

static void freeblock_figure(const Page *page, const SnapshotPool *pool) {
    enum { TOP = 44 };
    figure(
        page, "fig-freeblock", "freeblock",
        "The free blocks of a pool form a chain, in the order of the numbers, the last one freed "
        "first; an allocation takes its head.",
        TOP + (pool != NULL ? (pool_rows(&pool->info) - 1) * CHAIN_ROW_STEP : 0) + 24);
    if (pool == NULL) {
        fputs("<text x=\"0\" y=\"20\">No pool has several free blocks now.</text>\n", page->file);
    } else {
        fprintf(page->file,
                "<text class=\"s\" x=\"%d\" y=\"9\" text-anchor=\"end\">pool %p, %s "
                "blocks of %zu B</text>\n",
                WIDTH, (const void *)pool->info.address, mem_kind_names[pool->info.kind],
                pool->info.block_size);
        put_pool_blocks(page, pool, TOP, CHAIN_ROW_STEP);
        put_chain(page, pool, TOP);
    }
    figure_end(page);
}

/* ---- fig-usable-arenas ----------------------------------------------------------------------- */

static void put_arena_row(const Page *page, const SnapshotArena *arena, int top, bool is_last) {
    const MemArenaInfo *info = &arena->info;
    FILE *file = page->file;
    if (info->place != 0)
        fprintf(file, "<text x=\"0\" y=\"%d\">%zu</text>", top + 12, info->place);
    if (info->place != 0 && !is_last)
        fprintf(file, "<path class=\"arrow\" marker-end=\"url(#tip)\" d=\"M4 %d V%d\"/>", top + 17,
                top + 25);
    fprintf(file,
            "<text class=\"s\" x=\"22\" y=\"%d\">%p</text><text class=\"s\" x=\"%d\" y=\"%d\" "
            "text-anchor=\"end\">%zu free</text>\n",
            top + 12, (const void *)info->address, WIDTH, top + 12, info->free_pools);
    for (int i = 0; i < MEM_POOLS_PER_ARENA; i++) {
        const MemPoolInfo *pool = &arena->pools[i].info;
        int x = 128 + i * 12;
        fprintf(file, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"10\" height=\"16\">",
                mem_pool_state_names[pool->state], x, top);
        put_pool_title(page, pool);
        fputs("</rect>", file);
        if (pool->state == MEM_POOL_USED) {
            double height = (double)pool->allocated / (double)pool->capacity * 16;
            fprintf(file, "<rect class=\"fill\" x=\"%d\" y=\"%.1f\" width=\"10\" height=\"%.1f\"/>",
                    x, top + 16 - height, height);
        }
    }
    fputc('\n', file);
}

/* By their place; those that are not usable, as no pool is free, at the end. */
static void arenas_figure(const Page *page) {
    const MemSnapshot *snapshot = page->snapshot;
    size_t count = snapshot->arena_count, shown = count < ARENAS_SHOWN ? count : ARENAS_SHOWN;
    size_t drawn = 0, usable = 0;
    for (size_t i = 0; i < count; i++)
        usable += snapshot->arenas[i].info.place != 0;
    figure(page, "fig-usable-arenas", "usable_arenas",
           "In the order they are used: the fullest first, so that the others can empty and go "
           "back. Those without a number have no pool free.",
           (int)shown * 26 + (count > shown ? 20 : 0));
    for (size_t place = 1; place <= count + 1 && drawn < shown; place++)
        for (size_t i = 0; i < count && drawn < shown; i++)
            if (snapshot->arenas[i].info.place == (place <= count ? place : 0))
                put_arena_row(page, &snapshot->arenas[i], (int)drawn++ * 26, place == usable);
    if (count > shown)
        fprintf(page->file, "<text class=\"s\" x=\"22\" y=\"%d\">and %zu more</text>\n",
                (int)shown * 26 + 12, count - shown);
    figure_end(page);
}

void page_figures(const Page *page) {
    Examples examples = find_examples(page->snapshot);
    put_definitions(page);
    process_figure(page);
    arena_figure(page);
    pools_figure(page, &examples);
    freeblock_figure(page, examples.chained);
    arenas_figure(page);
}
