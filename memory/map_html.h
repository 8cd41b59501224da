/* The page's parts: map_html.c puts them together, map_figures.c draws the five figures. */
#ifndef MEMORY_MAP_HTML_H
#define MEMORY_MAP_HTML_H

#include "memory/map.h"

enum { TYPE_COLOURS = 9 };

typedef struct Page {
    const MemSnapshot *snapshot;
    FILE *file;
    const char *types[TYPE_COLOURS]; /* the largest: classes a, b, c, ... of the style sheet */
    size_t type_count;
    bool details; /* hovering names values and lines, too: few enough blocks */
} Page;

/* The class of a block's colour: a letter by its type, z for the other types, m for buffers. */
char page_colour(const Page *page, const SnapshotBlock *block);
/* What hovering over a block says. */
void page_put_block_title(const Page *page, const SnapshotBlock *block, size_t index);
/* "1.2 MiB", in a buffer of its own until the fourth next call. */
const char *page_size(size_t bytes);

void page_figures(const Page *page);

extern const char page_style[];

#endif
