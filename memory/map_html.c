/* The map as one HTML file, without scripts or network: totals, five figures (map_figures.c),
 * tables by type and by line, then every pool with its blocks.
 *
 * Hovering over anything names it through title elements and attributes. A block of the last
 * part is one element of about 35 bytes, so that 100,000 stay below 5 MB; beyond BLOCK_LIMIT the
 * pools are only summed up. */
#include "memory/map_html.h"

enum {
    BLOCK_LIMIT = 100000,
    DETAIL_LIMIT = 40000, /* above so many blocks, titles go without value and line */
    ROWS_SHOWN = 40,
    LARGE_SHOWN = 500,
    NAME_SHOWN = 60,
};

/* ---- words ----------------------------------------------------------------------------------- */

/* Text with the characters that HTML reserves replaced. */
static void map_put_html(const char *text, FILE *file) {
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

const char *page_size(size_t bytes) {
    static char texts[4][24];
    static unsigned next;
    char *text = texts[next++ % 4];
    if (bytes < 1024)
        snprintf(text, sizeof texts[0], "%zu B", bytes);
    else if (bytes < 1024 * 1024)
        snprintf(text, sizeof texts[0], "%.1f KiB", (double)bytes / 1024);
    else
        snprintf(text, sizeof texts[0], "%.1f MiB", (double)bytes / (1024 * 1024));
    return text;
}

char page_colour(const Page *page, const SnapshotBlock *block) {
    if (block->type == NULL)
        return 'm';
    for (size_t i = 0; i < page->type_count; i++)
        if (page->types[i] == block->type)
            return (char)('a' + i);
    return 'z';
}

void page_put_block_title(const Page *page, const SnapshotBlock *block, size_t index) {
    FILE *file = page->file;
    fprintf(file, "%zu ", index);
    if (block->state != MEM_ALLOCATED) {
        fputs(mem_block_state_names[block->state], file);
        if (block->place != 0)
            fprintf(file, ", number %u of the chain", block->place);
        return;
    }
    map_put_html(snapshot_block_name(block), file);
    if (!page->details)
        return;
    if (block->text != NULL) {
        fputc(' ', file);
        map_put_html(block->text, file);
    }
    fprintf(file, ", %zu B", block->size);
    if (block->site.file != NULL) {
        fputs(", ", file);
        map_put_html(block->site.file, file);
        fprintf(file, ":%u", block->site.line);
    }
}

/* ---- the top --------------------------------------------------------------------------------- */

static void put_card(const Page *page, const char *value, const char *what) {
    fprintf(page->file, "<div><b>%s</b><span>%s</span></div>\n", value, what);
}

static void put_cards(const Page *page) {
    const MemStats *stats = &page->snapshot->stats;
    size_t objects = 0;
    for (unsigned kind = MEM_ATOM; kind <= MEM_CONTAINER; kind++)
        objects += stats->blocks[kind] + stats->listed[kind];
    char count[24];
    snprintf(count, sizeof count, "%zu", objects);
    fputs("<div class=cards>\n", page->file);
    put_card(page, page_size(page->snapshot->program), "code and libraries");
    put_card(page, page_size(stats->mapped), "mapped as arenas");
    put_card(page, page_size(stats->allocated_bytes), "allocated in pools");
    put_card(page, page_size(stats->listed_bytes), "in large blocks");
    put_card(page, page_size(stats->raw_bytes), "raw");
    put_card(page, count, "objects alive");
    fputs("</div>\n", page->file);
}

static void put_legend(const Page *page) {
    FILE *file = page->file;
    fputs("<div class=legend>", file);
    for (size_t i = 0; i < page->type_count; i++) {
        fprintf(file, "<span><b class=\"t %c\"></b>", (char)('a' + i));
        map_put_html(page->types[i], file);
        fputs("</span>\n", file);
    }
    fputs(
        "<span><b class=\"t z\"></b>other types</span>\n<span><b class=\"t m\"></b>buffer"
        "</span>\n<span><i></i>free</span>\n<span><i class=untouched></i>untouched</span></div>\n",
        file);
}

static void put_head(const Page *page) {
    fprintf(page->file,
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
            "<meta name=\"viewport\" content=\"width=device-width\"><title>Memory map</title>"
            "<style>%s</style></head><body>\n<h1>Memory map</h1>\n<p>%zu arenas of %zu KiB, each "
            "%d pools of %zu KiB; blocks of up to 512 bytes in %d size classes.</p>\n",
            page_style, page->snapshot->arena_count, MEM_ARENA_SIZE / 1024, MEM_POOLS_PER_ARENA,
            MEM_POOL_SIZE / 1024, MEM_CLASS_COUNT);
    fputs("<nav><a href=\"#fig-process\">process</a><a href=\"#fig-arena\">arena</a>"
          "<a href=\"#fig-pools\">pools</a><a href=\"#fig-freeblock\">freeblock</a>"
          "<a href=\"#fig-usable-arenas\">usable arenas</a><a href=\"#by-type\">by type</a>"
          "<a href=\"#by-line\">by line</a><a href=\"#pools\">every pool</a></nav>\n",
          page->file);
    put_cards(page);
}

/* ---- tables ---------------------------------------------------------------------------------- */

/* The end of a long name says more than its start. */
static const char *name_end(const char *name) {
    size_t size = 0;
    while (name[size] != 0)
        size++;
    while (size > NAME_SHOWN || ((unsigned char)*name & 0xc0) == 0x80) {
        name++;
        size--;
    }
    return name;
}

static void put_row(const Page *page, const SnapshotGroup *group, size_t most) {
    FILE *file = page->file;
    const SnapshotBlock like = {.type = group->name};
    char colour = group->line != 0 ? 'a' : page_colour(page, &like);
    if (group->name == mem_kind_names[MEM_BUFFER])
        colour = 'm';
    fputs("<tr><td>", file);
    map_put_html(name_end(group->name), file);
    if (group->line != 0)
        fprintf(file, ":%u", group->line);
    fprintf(file,
            "<td class=r>%zu<td class=r>%zu<td class=r>%.1f<td class=w><div class=%c "
            "style=\"width:%.1f%%\"></div></tr>\n",
            group->count, group->bytes, (double)group->bytes / (double)group->count, colour,
            100.0 * (double)group->bytes / (double)most);
}

static void put_table(const Page *page, bool by_line) {
    FILE *file = page->file;
    size_t count, blocks = 0, bytes = 0;
    SnapshotGroup *groups = snapshot_groups(page->snapshot, by_line, &count);
    fprintf(file, "<h2 id=\"by-%s\">By %s</h2>\n", by_line ? "line" : "type",
            by_line ? "line" : "type");
    if (count == 0) {
        fputs("<p>No lines are known: start with <code>-X tracemalloc</code>.</p>\n", file);
    } else {
        fprintf(file,
                "<div class=table><table><tr><th>%s<th class=r>blocks<th class=r>bytes<th "
                "class=r>mean<th></tr>\n",
                by_line ? "allocated at" : "type");
        for (size_t i = 0; i < count; i++) {
            if (i < ROWS_SHOWN)
                put_row(page, &groups[i], groups[0].bytes);
            else
                blocks += groups[i].count, bytes += groups[i].bytes;
        }
        if (blocks != 0)
            fprintf(file, "<tr><td>%zu more<td class=r>%zu<td class=r>%zu<td><td></tr>\n",
                    count - ROWS_SHOWN, blocks, bytes);
        fputs("</table></div>\n", file);
    }
    mem_raw_free(groups);
}

/* ---- every pool ------------------------------------------------------------------------------ */

static void put_blocks(const Page *page, const SnapshotPool *pool) {
    FILE *file = page->file;
    fputs("<p class=k>", file);
    for (size_t i = 0; i < pool->info.capacity; i++) {
        const SnapshotBlock *block = &pool->blocks[i];
        if (block->state == MEM_UNTOUCHED) {
            fprintf(file, "<u>%zu untouched</u>", pool->info.capacity - i);
            break;
        }
        if (block->state == MEM_FREE)
            fputs("<i title=\"", file);
        else
            fprintf(file, "<b class=%c title=\"", page_colour(page, block));
        page_put_block_title(page, block, i);
        fputs(block->state == MEM_FREE ? "\"></i>" : "\"></b>", file);
    }
    fputs("</p>\n", file);
}

static void put_all_pools(const Page *page) {
    FILE *file = page->file;
    size_t blocks = 0;
    fputs("<h2 id=\"pools\">Every pool</h2><p>A mark per block; hover for what it is.</p>\n", file);
    put_legend(page);
    for (size_t i = 0; i < page->snapshot->arena_count; i++) {
        const SnapshotArena *arena = &page->snapshot->arenas[i];
        fprintf(file,
                "<details%s><summary>arena <code>%p</code>, %zu of %zu pools free</summary>\n",
                i < 4 ? " open" : "", (const void *)arena->info.address, arena->info.free_pools,
                arena->info.pools);
        for (size_t k = 0; k < MEM_POOLS_PER_ARENA; k++) {
            const SnapshotPool *pool = &arena->pools[k];
            if (pool->blocks == NULL)
                continue;
            fprintf(file, "<h4><code>%p</code> %s, %zu B: %zu of %zu</h4>",
                    (const void *)pool->info.address, mem_kind_names[pool->info.kind],
                    pool->info.block_size, pool->info.allocated, pool->info.capacity);
            blocks += pool->info.capacity - pool->info.untouched;
            if (blocks <= BLOCK_LIMIT)
                put_blocks(page, pool);
        }
        fputs("</details>\n", file);
    }
}

static void put_large_blocks(const Page *page) {
    const MemSnapshot *snapshot = page->snapshot;
    FILE *file = page->file;
    fprintf(file,
            "<h2>Large blocks</h2><p>%zu blocks above 512 bytes, from the system allocator.</p>\n"
            "<p class=k>",
            snapshot->large_count);
    for (size_t i = 0; i < snapshot->large_count && i < LARGE_SHOWN; i++) {
        const SnapshotBlock *block = &snapshot->large[i];
        size_t width = 8;
        for (size_t size = block->size; size > 1024 && width < 200; size /= 2)
            width += 8;
        fprintf(file, "<b class=%c style=\"width:%zupx\" title=\"", page_colour(page, block),
                width);
        page_put_block_title(page, block, i);
        fprintf(file, "%s\"></b>", page->details ? "" : page_size(block->size));
    }
    fputs("</p>\n", file);
}

/* ---- the page -------------------------------------------------------------------------------- */

static void choose_colours(Page *page) {
    size_t count;
    SnapshotGroup *groups = snapshot_groups(page->snapshot, false, &count);
    for (size_t i = 0; i < count && page->type_count < TYPE_COLOURS; i++)
        if (groups[i].name != mem_kind_names[MEM_BUFFER])
            page->types[page->type_count++] = groups[i].name;
    mem_raw_free(groups);
}

void map_html(const MemSnapshot *snapshot, FILE *file) {
    size_t blocks = 0;
    for (unsigned kind = 0; kind < 3; kind++)
        blocks += snapshot->stats.blocks[kind];
    Page page = {.snapshot = snapshot, .file = file, .details = blocks <= DETAIL_LIMIT};
    choose_colours(&page);
    put_head(&page);
    page_figures(&page);
    put_table(&page, false);
    put_table(&page, true);
    put_all_pools(&page);
    put_large_blocks(&page);
    fputs("<footer>Drawn by Folio from the live data of a run: memory.map().html(), or "
          "-X mem-map=FILE.html.</footer></body></html>\n",
          file);
}
