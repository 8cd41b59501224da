/* Module _queue: SimpleQueue, a queue without a bound and without locks to be caught in.
 *
 * The items stand in a ring under the GIL. A semaphore counts them for those who wait: whoever
 * passes it may take one. So put() never waits, and may be called from finalizers and signal
 * handlers at any time, also while the same thread is in get(). */
#include "lib/native/_thread_locks.h"
#include "lib/native/exception_class.h"
#include "vm/objects/generic_alias.h"

typedef struct SimpleQueue {
    Object header;
    Value *items; /* owned; a ring of `capacity` places, a power of two */
    size_t capacity, first, count;
    sem_t available; /* as many as there are items, less those that are about to be taken */
} SimpleQueue;

enum { FIRST_CAPACITY = 16 };

static Type simple_queue_type;
static ExceptionClass empty = {.module = "_queue", .name = "Empty", .base = &exc_Exception};

static SimpleQueue *queue_from(Value self) {
    return (SimpleQueue *)object_of(self);
}

/* ---- the ring -------------------------------------------------------------------------------- */

static Value *place(SimpleQueue *queue, size_t index) {
    return &queue->items[(queue->first + index) & (queue->capacity - 1)];
}

static bool grow(SimpleQueue *queue) {
    size_t capacity = queue->capacity ? queue->capacity * 2 : FIRST_CAPACITY;
    Value *items = mem_malloc(capacity * sizeof *items);
    if (!items)
        return raise_no_memory();
    for (size_t i = 0; i < queue->count; i++)
        items[i] = *place(queue, i);
    mem_free(queue->items);
    queue->items = items;
    queue->capacity = capacity;
    queue->first = 0;
    return true;
}

static Value take_first(SimpleQueue *queue) {
    Value item = *place(queue, 0);
    queue->first = (queue->first + 1) & (queue->capacity - 1);
    queue->count--;
    return item;
}

/* ---- life ------------------------------------------------------------------------------------ */

static Value make(Type *type, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("SimpleQueue", count, keywords, 0, 0))
        return NULL;
    SimpleQueue *queue = type_allocate(type, 0);
    if (!queue)
        return NULL;
    queue->items = NULL;
    queue->capacity = queue->first = queue->count = 0;
    sem_init(&queue->available, 0, 0);
    mem_gc_track(queue);
    return value_of(queue);
}

static void clear(Object *object) {
    SimpleQueue *queue = (SimpleQueue *)object;
    while (queue->count)
        decref(take_first(queue));
}

static void dealloc(Object *object) {
    SimpleQueue *queue = (SimpleQueue *)object;
    mem_gc_untrack(object);
    clear(object);
    mem_free(queue->items);
    sem_destroy(&queue->available);
    mem_object_free(object, object->type->basic_size);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    SimpleQueue *queue = (SimpleQueue *)object;
    for (size_t i = 0; i < queue->count; i++)
        visit_value(*place(queue, i), visit, context);
}

/* ---- methods --------------------------------------------------------------------------------- */

static Value put(Value self, Value *args) {
    SimpleQueue *queue = queue_from(self);
    if (queue->count == queue->capacity && !grow(queue))
        return NULL;
    *place(queue, queue->count++) = own(args[0]);
    sem_post(&queue->available);
    return NONE;
}

/* -1: for ever. */
static bool read_timeout(Value block, Value timeout, int64_t *timeout_ns) {
    Answer blocks = block ? object_truth(block) : ANSWER_YES;
    double seconds;
    *timeout_ns = blocks == ANSWER_YES ? -1 : 0;
    if (blocks == ANSWER_ERROR)
        return false;
    if (blocks == ANSWER_NO || !timeout || timeout == NONE)
        return true;
    if (!object_as_double(timeout, &seconds))
        return false;
    if (seconds < 0)
        return raise_value_error("'timeout' must be a non-negative number");
    if (seconds > (double)TIMEOUT_MAX_SECONDS)
        return raise_overflow_error("timeout value is too large");
    *timeout_ns = (int64_t)(seconds * 1e9);
    return true;
}

static Value get_within(SimpleQueue *queue, int64_t timeout_ns) {
    OWN(queue);
    WaitResult result = semaphore_wait(&queue->available, timeout_ns);
    Value item = NULL;
    if (result == WAIT_ACQUIRED && queue->count) /* a collection may have emptied it */
        item = take_first(queue);
    else if (result != WAIT_FAILED)
        raise_class(empty.class ? type_cast(empty.class) : &exc_Exception, NULL);
    GIVE_UP(queue);
    return item;
}

static Value get(Value self, Value *args) {
    int64_t timeout;
    return read_timeout(args[0], args[1], &timeout) ? get_within(queue_from(self), timeout) : NULL;
}

static Value get_nowait(Value self, Value *args) {
    return get_within(queue_from(self), 0);
}

static Value is_empty(Value self, Value *args) {
    return value_of_bool(queue_from(self)->count == 0);
}

static Value size(Value self, Value *args) {
    return value_of_small_int((int64_t)queue_from(self)->count);
}

static const NativeMethod methods[] = {
    NATIVE(
        "put($self, /, item, block=True, timeout=None)", put,
        "Put the item on the queue.\n\nThe optional 'block' and 'timeout' arguments are ignored, "
        "as this method\nnever blocks.  They are provided for compatibility with the Queue "
        "class."),
    NATIVE("put_nowait($self, /, item)", put, "Put an item into the queue without blocking."),
    NATIVE("get($self, /, block=True, timeout=None)", get,
           "Remove and return an item from the queue."),
    NATIVE("get_nowait($self, /)", get_nowait,
           "Remove and return an item from the queue without blocking."),
    NATIVE("empty($self, /)", is_empty, "Return True if the queue is empty, False otherwise."),
    NATIVE("qsize($self, /)", size, "Return the approximate size of the queue."),
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE_END,
};

static Type simple_queue_type = {
    TYPE_INIT_CONTAINER("_queue.SimpleQueue", sizeof(SimpleQueue), dealloc, traverse, clear),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .accepts_weakrefs = true,
    .doc = "SimpleQueue()\n--\n\nSimple, unbounded, reentrant FIFO queue.",
    .new = make,
    .methods = methods,
};

/* ---- the module ------------------------------------------------------------------------------ */

static bool exec(Module *module) {
    return module_add_type(module, &simple_queue_type) && exception_class_use(&empty, module);
}

static void fini(void) {
    exception_class_fini(&empty);
}

const NativeModule _queue_module = {
    .name = "_queue",
    .doc = "C implementation of the Python queue module.\nThis module is an implementation detail, "
           "please do not use it directly.",
    .exec = exec,
    .fini = fini,
};
