/* The allocated blocks of a snapshot summed up, by type or by the line that allocated them: the
 * tables of the maps. */
#include "memory/snapshot.h"

#include <stdlib.h>
#include <string.h>

typedef struct Grouping {
    SnapshotGroup *groups;
    size_t count;
    bool by_line;
} Grouping;

/* First a group per block; the equal ones are merged afterwards. */
static void add_block(const SnapshotBlock *block, void *context) {
    Grouping *grouping = context;
    if (grouping->by_line && block->site.file == NULL)
        return;
    if (grouping->groups != NULL)
        grouping->groups[grouping->count] = (SnapshotGroup){
            .name = grouping->by_line ? block->site.file : snapshot_block_name(block),
            .line = grouping->by_line ? block->site.line : 0,
            .count = 1,
            .bytes = block->size};
    grouping->count++;
}

/* Names are kept once per snapshot: equal texts are equal pointers. */
static int compare_names(const void *a, const void *b) {
    const SnapshotGroup *x = a, *y = b;
    if (x->name != y->name)
        return x->name < y->name ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

static int compare_bytes(const void *a, const void *b) {
    const SnapshotGroup *x = a, *y = b;
    if (x->bytes != y->bytes)
        return x->bytes < y->bytes ? 1 : -1;
    int order = strcmp(x->name, y->name);
    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

static size_t merge(SnapshotGroup *groups, size_t count) {
    size_t merged = 0;
    for (size_t i = 0; i < count; i++) {
        if (merged != 0 && compare_names(&groups[merged - 1], &groups[i]) == 0) {
            groups[merged - 1].count++;
            groups[merged - 1].bytes += groups[i].bytes;
        } else {
            groups[merged++] = groups[i];
        }
    }
    return merged;
}

SnapshotGroup *snapshot_groups(const MemSnapshot *snapshot, bool by_line, size_t *count) {
    Grouping grouping = {.by_line = by_line};
    snapshot_each_allocated(snapshot, add_block, &grouping);
    *count = 0;
    grouping.groups = mem_raw_malloc((grouping.count + 1) * sizeof *grouping.groups);
    if (grouping.groups == NULL)
        return NULL;
    grouping.count = 0;
    snapshot_each_allocated(snapshot, add_block, &grouping);
    qsort(grouping.groups, grouping.count, sizeof *grouping.groups, compare_names);
    *count = merge(grouping.groups, grouping.count);
    qsort(grouping.groups, *count, sizeof *grouping.groups, compare_bytes);
    return grouping.groups;
}
