/* Following references: the audit recounts them, explanations look for the shortest chain. */
#include "memory/graph.h"

#include <string.h>

static size_t slot_of(const Graph *graph, const Object *object) {
    return (size_t)(((uintptr_t)object >> 3) * 0x9e3779b97f4a7c15u >> 20) & (graph->capacity - 1);
}

/* Its node, or the free one that it will have; there is room. */
static GraphNode *node_of(const Graph *graph, const Object *object) {
    size_t slot = slot_of(graph, object);
    while (graph->nodes[slot].object != NULL && graph->nodes[slot].object != object)
        slot = (slot + 1) & (graph->capacity - 1);
    return &graph->nodes[slot];
}

GraphNode *graph_find(const Graph *graph, const Object *object) {
    return graph->capacity == 0 ? NULL : node_of(graph, object);
}

static bool grow(Graph *graph) {
    if (2 * (graph->count + 1) <= graph->capacity)
        return true;
    Graph larger = *graph;
    larger.capacity = graph->capacity != 0 ? 2 * graph->capacity : 1024;
    larger.nodes = mem_raw_calloc(larger.capacity, sizeof *larger.nodes);
    if (larger.nodes == NULL)
        return false;
    for (size_t i = 0; i < graph->capacity; i++)
        if (graph->nodes[i].object != NULL)
            *node_of(&larger, graph->nodes[i].object) = graph->nodes[i];
    mem_raw_free(graph->nodes);
    *graph = larger;
    return true;
}

GraphNode *graph_node(Graph *graph, Object *object) {
    if (!grow(graph)) {
        graph->failed = true;
        return NULL;
    }
    GraphNode *node = node_of(graph, object);
    if (node->object == NULL) {
        node->object = object;
        graph->count++;
    }
    return node;
}

void graph_free(Graph *graph) {
    mem_raw_free(graph->nodes);
    mem_raw_free(graph->queue);
    memset(graph, 0, sizeof *graph);
}

static void enqueue(Graph *graph, Object *object) {
    if (graph->queued == graph->queue_capacity) {
        size_t capacity = graph->queue_capacity != 0 ? 2 * graph->queue_capacity : 1024;
        Object **queue = mem_raw_realloc(graph->queue, capacity * sizeof *queue);
        if (queue == NULL) {
            graph->failed = true;
            return;
        }
        graph->queue = queue;
        graph->queue_capacity = capacity;
    }
    graph->queue[graph->queued++] = object;
}

typedef struct Reach {
    Graph *graph;
    Object *parent;
} Reach;

static void reach(Object *object, void *context) {
    Reach *step = context;
    size_t known = step->graph->count;
    GraphNode *node = graph_node(step->graph, object);
    if (node == NULL || step->graph->count == known)
        return;
    node->parent = step->parent;
    enqueue(step->graph, object);
}

void graph_from_roots(Graph *graph) {
    Reach step = {.graph = graph};
    if (heap.ops.visit_roots != NULL)
        heap.ops.visit_roots(reach, &step);
    for (size_t i = 0; i < graph->queued && !graph->failed; i++) {
        Object *object = graph->queue[i];
        if (object->type == NULL || object->type->traverse == NULL)
            continue;
        step.parent = object;
        object->type->traverse(object, reach, &step);
    }
}

typedef struct Tracked {
    void (*visit)(Object *object, void *context);
    void *context;
} Tracked;

static bool visit_tracked(const MemBlockInfo *block, void *context) {
    Tracked *tracked = context;
    if (block->object != NULL && mem_gc_is_tracked(block->object))
        tracked->visit(block->object, tracked->context);
    return true;
}

void graph_each_tracked(void (*visit)(Object *object, void *context), void *context) {
    Tracked tracked = {visit, context};
    mem_walk_allocated(visit_tracked, &tracked);
}
