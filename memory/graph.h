/* A table from objects to numbers in raw memory, for what follows references. */
#ifndef MEMORY_GRAPH_H
#define MEMORY_GRAPH_H

#include "memory/heap.h"

typedef struct GraphNode {
    Object *object;         /* null: unused */
    Object *parent;         /* null: a root */
    size_t count;           /* references found */
    size_t inside, outside; /* the audit's: words that look like it, in blocks and elsewhere */
} GraphNode;

typedef struct Graph {
    GraphNode *nodes;
    size_t capacity, count;
    Object **queue; /* in the order of discovery */
    size_t queued, queue_capacity;
    bool failed; /* out of memory */
} Graph;

/* The node of an object, made if it is new. Null: out of memory. */
GraphNode *graph_node(Graph *graph, Object *object);
GraphNode *graph_find(const Graph *graph, const Object *object);
void graph_free(Graph *graph);
/* Reach everything from the runtime's roots, breadth first: parents give shortest chains. */
void graph_from_roots(Graph *graph);
/* Allocated objects that may be traversed: tracked containers. */
void graph_each_tracked(void (*visit)(Object *object, void *context), void *context);

#endif
