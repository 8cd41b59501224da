/* The audit: are all counts what their owners say, and has every buffer an owner?
 *
 * Every tracked object is traversed, and what the runtime holds outside of objects it either names
 * (visit_roots) or shows the memory in which that may be (visit_memory). A count must not be lower
 * than the references found. It may be higher only by what words of memory look like further
 * references: atoms need not be traversed to, code that is under way has some on its stack.
 *
 * A buffer's owners are not told of by anybody: each live one must be pointed into by some word of
 * another block, or of the runtime's memory. */
#include "memory/graph.h"

#include <stdlib.h>

typedef struct Buffer {
    uintptr_t start, end;
    bool is_claimed;
} Buffer;

typedef struct Auditing {
    Graph graph;     /* first: visitors of references get its address */
    Buffer *buffers; /* by rising address */
    size_t buffer_count, buffer_capacity;
    uintptr_t self;  /* the block that is looked through: it does not claim itself */
    bool in_runtime; /* what is looked through is no block */
    MemAuditReport report;
    void *context;
    size_t wrong;
} Auditing;

/* ---- references ------------------------------------------------------------------------------ */

static void count_reference(Object *object, void *context) {
    GraphNode *node = graph_node(context, object);
    if (node != NULL)
        node->count++;
}

static void count_from(Object *object, void *context) {
    object->type->traverse(object, count_reference, context);
}

/* ---- buffers --------------------------------------------------------------------------------- */

static bool list_buffer(const MemBlockInfo *block, void *context) {
    Auditing *auditing = context;
    if (block->kind != MEM_BUFFER)
        return true;
    if (auditing->buffer_count == auditing->buffer_capacity) {
        size_t capacity = auditing->buffer_capacity != 0 ? 2 * auditing->buffer_capacity : 1024;
        Buffer *larger = mem_raw_realloc(auditing->buffers, capacity * sizeof *larger);
        if (larger == NULL) {
            auditing->graph.failed = true;
            return false;
        }
        auditing->buffers = larger;
        auditing->buffer_capacity = capacity;
    }
    uintptr_t start = (uintptr_t)block->address;
    auditing->buffers[auditing->buffer_count++] = (Buffer){start, start + block->size, false};
    return true;
}

static int compare_starts(const void *a, const void *b) {
    uintptr_t x = ((const Buffer *)a)->start, y = ((const Buffer *)b)->start;
    return (x > y) - (x < y);
}

static Buffer *buffer_at(const Auditing *auditing, uintptr_t address) {
    size_t low = 0, high = auditing->buffer_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (auditing->buffers[middle].end <= address)
            low = middle + 1;
        else
            high = middle;
    }
    Buffer *buffer = &auditing->buffers[low];
    return low < auditing->buffer_count && buffer->start <= address ? buffer : NULL;
}

static void claim(Auditing *auditing, uintptr_t word) {
    if (auditing->buffer_count == 0 || word < auditing->buffers[0].start)
        return;
    Buffer *buffer = buffer_at(auditing, word);
    if (buffer != NULL && buffer->start != auditing->self)
        buffer->is_claimed = true;
}

/* ---- words ----------------------------------------------------------------------------------- */

/* The low bits may be marks of the owner's. */
static void look_at(Auditing *auditing, uintptr_t word) {
    GraphNode *node = graph_find(&auditing->graph, (const Object *)(word & ~(uintptr_t)7));
    if (node != NULL && node->object != NULL) {
        if (auditing->in_runtime)
            node->outside++;
        else
            node->inside++;
    }
    claim(auditing, word);
}

static MEM_NO_ASAN void look_at_words(Auditing *auditing, const void *start, const void *end) {
    const uintptr_t *word = (const uintptr_t *)(((uintptr_t)start + 7) & ~(uintptr_t)7);
    for (; word + 1 <= (const uintptr_t *)end; word++)
        look_at(auditing, *word);
}

static bool look_in_block(const MemBlockInfo *block, void *context) {
    Auditing *auditing = context;
    auditing->self = (uintptr_t)block->address;
    look_at_words(auditing, block->address, block->address + block->size);
    auditing->self = 0;
    return true;
}

static void look_in_runtime(const void *start, const void *end, void *context) {
    Auditing *auditing = context;
    auditing->in_runtime = true;
    look_at_words(auditing, start, end);
    auditing->in_runtime = false;
}

/* ---- the verdict ----------------------------------------------------------------------------- */

static bool compare(const MemBlockInfo *block, void *context) {
    Auditing *auditing = context;
    const Object *object = block->object;
    if (object == NULL || object->refcount == MEM_IMMORTAL ||
        (object->flags & MEM_OBJECT_DYING) != 0)
        return true;
    const GraphNode *node = graph_find(&auditing->graph, object);
    size_t found = node->count,
           most = (found > node->inside ? found : node->inside) + node->outside;
    if (object->refcount < found || object->refcount > most) {
        auditing->wrong++;
        if (auditing->report != NULL)
            auditing->report(block, found, auditing->context);
    }
    return true;
}

/* Also those that no object refers to need a node, for the runtime's words to find. */
static bool enter(const MemBlockInfo *block, void *context) {
    if (block->object != NULL)
        graph_node(context, block->object);
    return true;
}

static void count_all(Auditing *auditing) {
    mem_walk_allocated(list_buffer, auditing);
    if (auditing->buffer_count != 0)
        qsort(auditing->buffers, auditing->buffer_count, sizeof *auditing->buffers, compare_starts);
    mem_walk_allocated(enter, auditing);
    graph_each_tracked(count_from, auditing);
    mem_walk_allocated(look_in_block, auditing);
    if (heap.ops.visit_memory != NULL)
        heap.ops.visit_memory(look_in_runtime, auditing);
    else if (heap.ops.visit_roots != NULL)
        heap.ops.visit_roots(count_reference, auditing);
}

static void compare_buffers(Auditing *auditing) {
    for (size_t i = 0; i < auditing->buffer_count; i++) {
        if (auditing->buffers[i].is_claimed)
            continue;
        auditing->wrong++;
        MemBlockInfo block;
        if (auditing->report != NULL &&
            mem_block_info((const void *)auditing->buffers[i].start, &block))
            auditing->report(&block, 0, auditing->context);
    }
}

size_t mem_audit(MemAuditReport report, void *context) {
    Auditing auditing = {.report = report, .context = context};
    count_all(&auditing);
    if (!auditing.graph.failed) {
        mem_walk_allocated(compare, &auditing);
        compare_buffers(&auditing);
    }
    size_t wrong = auditing.graph.failed ? SIZE_MAX : auditing.wrong;
    graph_free(&auditing.graph);
    mem_raw_free(auditing.buffers);
    return wrong;
}
