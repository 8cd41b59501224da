/* The audit: are all counts what their owners say? Every tracked object is traversed, the runtime
 * names its roots, and each object's count must be what was found. */
#include "memory/graph.h"

static void count_reference(Object *object, void *context) {
    GraphNode *node = graph_node(context, object);
    if (node != NULL)
        node->count++;
}

static void count_from(Object *object, void *context) {
    object->type->traverse(object, count_reference, context);
}

typedef struct Auditing {
    Graph graph;
    MemAuditReport report;
    void *context;
    size_t wrong;
} Auditing;

static bool compare(const MemBlockInfo *block, void *context) {
    Auditing *auditing = context;
    Object *object = block->object;
    if (object == NULL || object->refcount == MEM_IMMORTAL ||
        (object->flags & MEM_OBJECT_DYING) != 0)
        return true;
    const GraphNode *node = graph_find(&auditing->graph, object);
    size_t found = node != NULL && node->object != NULL ? node->count : 0;
    if (found != object->refcount) {
        auditing->wrong++;
        if (auditing->report != NULL)
            auditing->report(object, found, auditing->context);
    }
    return true;
}

size_t mem_audit(MemAuditReport report, void *context) {
    Auditing auditing = {.report = report, .context = context};
    graph_each_tracked(count_from, &auditing.graph);
    if (heap.ops.visit_roots != NULL)
        heap.ops.visit_roots(count_reference, &auditing.graph);
    if (!auditing.graph.failed)
        mem_walk_allocated(compare, &auditing);
    size_t wrong = auditing.graph.failed ? SIZE_MAX : auditing.wrong;
    graph_free(&auditing.graph);
    return wrong;
}
