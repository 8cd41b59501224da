/* A container type for the tests: two references and a number. */
#ifndef TESTS_UNIT_MEMORY_NODE_H
#define TESTS_UNIT_MEMORY_NODE_H

#include "memory/memory.h"

#include <stdlib.h>

typedef struct Node {
    Object header;
    Object *first, *second;
    int number;
    uint32_t size;
} Node;

static size_t nodes_alive;
static int finalizer_calls, weak_callbacks;
static bool finalizer_resurrects;
static Object *resurrected;

static void node_dealloc(Object *object) {
    Node *node = (Node *)object;
    nodes_alive--;
    if (node->first != NULL)
        mem_decref(node->first);
    if (node->second != NULL)
        mem_decref(node->second);
    mem_container_free(node, node->size);
}

static void node_traverse(Object *object, MemVisit visit, void *context) {
    Node *node = (Node *)object;
    if (node->first != NULL)
        visit(node->first, context);
    if (node->second != NULL)
        visit(node->second, context);
}

static void node_clear(Object *object) {
    Node *node = (Node *)object;
    Object *first = node->first, *second = node->second;
    node->first = node->second = NULL;
    if (first != NULL)
        mem_decref(first);
    if (second != NULL)
        mem_decref(second);
}

static void node_finalize(Object *object) {
    finalizer_calls++;
    if (finalizer_calls % 100 == 1)
        mem_gc_collect(2);
    if (finalizer_resurrects) {
        mem_incref(object);
        resurrected = object;
    }
}

/* Also collects, as a callback's code may. */
static void count_callback(MemWeakref *reference) {
    (void)reference;
    weak_callbacks++;
    mem_gc_collect(2);
}

static MemType node_type = {
    .header = {MEM_IMMORTAL, MEM_OBJECT_STATIC, NULL},
    .name = "node",
    .kind = MEM_CONTAINER,
    .dealloc = node_dealloc,
    .traverse = node_traverse,
    .clear = node_clear,
};

static __attribute__((unused)) MemType finalized_type = {
    .header = {MEM_IMMORTAL, MEM_OBJECT_STATIC, NULL},
    .name = "finalized",
    .kind = MEM_CONTAINER,
    .dealloc = node_dealloc,
    .traverse = node_traverse,
    .clear = node_clear,
    .finalize = node_finalize,
};

static __attribute__((unused)) const MemRuntimeOps node_ops = {
    .call_weak_callback = count_callback,
};

static inline Node *node_new_sized(size_t size) {
    if (size < sizeof(Node))
        size = sizeof(Node);
    Node *node = mem_container_new(&node_type, size);
    if (node == NULL)
        abort();
    node->first = node->second = NULL;
    node->number = 0;
    node->size = (uint32_t)size;
    nodes_alive++;
    mem_gc_track(node);
    return node;
}

static inline Node *node_new(void) {
    return node_new_sized(sizeof(Node));
}

/* The node's reference 0 or 1 becomes `target`. */
static inline void node_set(Node *node, int which, Node *target) {
    Object **field = which == 0 ? &node->first : &node->second;
    Object *old = *field;
    mem_incref(&target->header);
    *field = &target->header;
    if (old != NULL)
        mem_decref(old);
}

#endif
