/* Why an arena is held: what lives in it, grouped by type and line, and for each group the
 * shortest chain of references that keeps one of them alive. */
#include "memory/graph.h"
#include "memory/snapshot.h"

#include <stdlib.h>
#include <string.h>

enum { CHAIN_LENGTH = 12 };

/* True if there was something to print. */
static bool print_name(const Object *holder, const Object *object, FILE *file) {
    char text[200];
    if (heap.ops.describe == NULL || !heap.ops.describe(holder, object, text, sizeof text))
        snprintf(text, sizeof text, "%s", object->type != NULL ? object->type->name : "?");
    fputs(text, file);
    return *text != 0;
}

static void print_chain(const Graph *graph, const Object *object, FILE *file) {
    const Object *chain[CHAIN_LENGTH];
    size_t length = 0;
    const GraphNode *node = graph_find(graph, object);
    if (node == NULL || node->object == NULL) {
        fputs("not reachable from the roots", file);
        return;
    }
    while (node != NULL && length < CHAIN_LENGTH) {
        chain[length++] = node->object;
        node = node->parent != NULL ? graph_find(graph, node->parent) : NULL;
    }
    if (node != NULL)
        fputs("... -> ", file);
    for (size_t i = length; i-- > 0;) {
        bool named = print_name(i + 1 < length ? chain[i + 1] : NULL, chain[i], file);
        if (named && i != 0)
            fputs(" -> ", file);
        else if (!named && i == 0)
            fputs("a root", file);
    }
}

static int compare_blocks(const void *a, const void *b) {
    const SnapshotBlock *x = *(const SnapshotBlock *const *)a;
    const SnapshotBlock *y = *(const SnapshotBlock *const *)b;
    int order = strcmp(snapshot_block_name(x), snapshot_block_name(y));
    if (order == 0 && x->site.file != NULL && y->site.file != NULL)
        order = strcmp(x->site.file, y->site.file);
    if (order == 0)
        order = (x->site.line > y->site.line) - (x->site.line < y->site.line);
    return order != 0 ? order : (x->address > y->address) - (x->address < y->address);
}

static bool is_one_group(const SnapshotBlock *a, const SnapshotBlock *b) {
    return strcmp(snapshot_block_name(a), snapshot_block_name(b)) == 0 &&
           a->site.line == b->site.line &&
           (a->site.file == b->site.file || (a->site.file != NULL && b->site.file != NULL &&
                                             strcmp(a->site.file, b->site.file) == 0));
}

static void print_groups(const SnapshotBlock **blocks, size_t count, const Graph *graph,
                         FILE *file) {
    qsort(blocks, count, sizeof *blocks, compare_blocks);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i; end < count && is_one_group(blocks[i], blocks[end]); end++)
            ;
        fprintf(file, "%zu %s", end - i, snapshot_block_name(blocks[i]));
        if (blocks[i]->site.file != NULL)
            fprintf(file, " %s:%u", blocks[i]->site.file, blocks[i]->site.line);
        if (blocks[i]->kind != MEM_BUFFER) {
            fputs(": ", file);
            print_chain(graph, (const Object *)blocks[i]->address, file);
        }
        fputc('\n', file);
    }
}

static size_t live_blocks(const SnapshotArena *arena, const SnapshotBlock **blocks) {
    size_t count = 0;
    for (size_t number = 0; number < MEM_POOLS_PER_ARENA; number++) {
        const SnapshotPool *pool = &arena->pools[number];
        for (size_t i = 0; pool->blocks != NULL && i < pool->info.capacity; i++) {
            if (pool->blocks[i].state != MEM_ALLOCATED)
                continue;
            if (blocks != NULL)
                blocks[count] = &pool->blocks[i];
            count++;
        }
    }
    return count;
}

static bool explain(const SnapshotArena *arena, FILE *file) {
    size_t count = live_blocks(arena, NULL);
    if (count == 0) {
        fputs("reserve\n", file);
        return true;
    }
    const SnapshotBlock **blocks = mem_raw_malloc(count * sizeof *blocks);
    Graph graph = {0};
    if (blocks != NULL)
        graph_from_roots(&graph);
    bool good = blocks != NULL && !graph.failed;
    if (good) {
        live_blocks(arena, blocks);
        print_groups(blocks, count, &graph, file);
    }
    graph_free(&graph);
    mem_raw_free(blocks);
    return good;
}

bool mem_explain_arena(const void *address, FILE *file) {
    MemSnapshot *snapshot = mem_snapshot();
    if (snapshot == NULL)
        return false;
    bool good = false;
    for (size_t i = 0; i < snapshot->arena_count; i++) {
        const char *base = snapshot->arenas[i].info.address;
        if ((const char *)address >= base && (const char *)address < base + MEM_ARENA_SIZE)
            good = explain(&snapshot->arenas[i], file);
    }
    mem_snapshot_free(snapshot);
    return good;
}
