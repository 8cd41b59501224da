/* _heapq: binary heaps in lists, smallest first, and the few with the largest first that heapq's
 * own functions need. Comparisons may run any code: the items compared are owned meanwhile, and a
 * list that changed its size raises. */
#include "vm/pass.h"
#include "vm/vm.h"

/* Is the first to stand above the second? */
static Answer goes_above(Value first, Value second, bool largest) {
    return largest ? object_compare_truth(second, first, COMPARE_LT)
                   : object_compare_truth(first, second, COMPARE_LT);
}

/* goes_above of two items of the list; ERROR too if the list has another size afterwards. */
static Answer compare_at(List *heap, size_t first, size_t second, bool largest) {
    Value a = own(heap->items[first]), b = own(heap->items[second]);
    size_t count = heap->count;
    Answer answer = pass_may_go_on() ? goes_above(a, b, largest) : ANSWER_ERROR;
    decref(a);
    decref(b);
    if (answer != ANSWER_ERROR && heap->count != count) {
        raise_runtime_error("list changed size during iteration");
        return ANSWER_ERROR;
    }
    return answer;
}

static void swap(List *heap, size_t first, size_t second) {
    Value item = heap->items[first];
    heap->items[first] = heap->items[second];
    heap->items[second] = item;
}

/* Moves the item at `index` up, no higher than `top`. */
static bool rise(List *heap, size_t top, size_t index, bool largest) {
    while (index > top) {
        size_t parent = (index - 1) / 2;
        Answer above = compare_at(heap, index, parent, largest);
        if (above == ANSWER_ERROR)
            return false;
        if (above == ANSWER_NO)
            break;
        swap(heap, index, parent);
        index = parent;
    }
    return true;
}

/* Moves the item at `index` down to a leaf along the better children, then up where it belongs:
 * fewer comparisons than stopping on the way, as items that sink mostly come from the end. */
static bool sink(List *heap, size_t index, bool largest) {
    size_t top = index, count = heap->count;
    while (index < count / 2) {
        size_t child = 2 * index + 1;
        if (child + 1 < count) {
            Answer left_above = compare_at(heap, child, child + 1, largest);
            if (left_above == ANSWER_ERROR)
                return false;
            if (left_above == ANSWER_NO)
                child++;
        }
        swap(heap, index, child);
        index = child;
    }
    return rise(heap, top, index, largest);
}

/* `is_only`: the function has no other argument. */
static List *heap_argument(Value value, const char *function, bool is_only) {
    if (!is_list(value))
        return raise_type_error("%s() argument%s must be list, not %N", function,
                                is_only ? "" : " 1", value);
    return list_of(value);
}

static Value pop(Value *args, bool largest) {
    List *heap = heap_argument(args[0], largest ? "_heappop_max" : "heappop", true);
    if (heap == NULL)
        return NULL;
    if (heap->count == 0)
        return raise_index_error("index out of range");
    Value last = heap->items[--heap->count];
    if (heap->count == 0)
        return last;
    Value first = heap->items[0];
    heap->items[0] = last;
    if (!sink(heap, 0, largest)) {
        decref(first);
        return NULL;
    }
    return first;
}

static Value replace(Value *args, bool largest) {
    List *heap = heap_argument(args[0], largest ? "_heapreplace_max" : "heapreplace", false);
    if (heap == NULL)
        return NULL;
    if (heap->count == 0)
        return raise_index_error("index out of range");
    Value first = heap->items[0];
    heap->items[0] = own(args[1]);
    if (!sink(heap, 0, largest)) {
        decref(first);
        return NULL;
    }
    return first;
}

static Value build(Value *args, bool largest) {
    List *heap = heap_argument(args[0], largest ? "_heapify_max" : "heapify", true);
    if (heap == NULL)
        return NULL;
    for (size_t i = heap->count / 2; i-- > 0;)
        if (!sink(heap, i, largest))
            return NULL;
    return NONE;
}

static Value heappush(Value module, Value *args) {
    List *heap = heap_argument(args[0], "heappush", false);
    if (heap == NULL || !list_append(heap, args[1]) || !rise(heap, 0, heap->count - 1, false))
        return NULL;
    return NONE;
}

static Value heappop(Value module, Value *args) {
    return pop(args, false);
}

static Value heapreplace(Value module, Value *args) {
    return replace(args, false);
}

static Value heapify(Value module, Value *args) {
    return build(args, false);
}

static Value heappushpop(Value module, Value *args) {
    List *heap = heap_argument(args[0], "heappushpop", false);
    if (heap == NULL)
        return NULL;
    if (heap->count == 0)
        return own(args[1]);
    Value first = own(heap->items[0]);
    Answer smaller = object_compare_truth(first, args[1], COMPARE_LT);
    decref(first);
    if (smaller == ANSWER_ERROR)
        return NULL;
    if (smaller == ANSWER_NO)
        return own(args[1]);
    return replace(args, false);
}

static Value heappop_max(Value module, Value *args) {
    return pop(args, true);
}

static Value heapreplace_max(Value module, Value *args) {
    return replace(args, true);
}

static Value heapify_max(Value module, Value *args) {
    return build(args, true);
}

static const NativeMethod functions[] = {
    NATIVE("heappush($module, heap, item, /)", heappush,
           "Push item onto heap, maintaining the heap invariant."),
    NATIVE("heappushpop($module, heap, item, /)", heappushpop,
           "Push item on the heap, then pop and return the smallest item from the heap.\n\n"
           "The combined action runs more efficiently than heappush() followed by\n"
           "a separate call to heappop()."),
    NATIVE("heappop($module, heap, /)", heappop,
           "Pop the smallest item off the heap, maintaining the heap invariant."),
    NATIVE("heapreplace($module, heap, item, /)", heapreplace,
           "Pop and return the current smallest value, and add the new item.\n\n"
           "This is more efficient than heappop() followed by heappush(), and can be\n"
           "more appropriate when using a fixed-size heap.  Note that the value\n"
           "returned may be larger than item!  That constrains reasonable uses of\n"
           "this routine unless written as part of a conditional replacement:\n\n"
           "    if item > heap[0]:\n"
           "        item = heapreplace(heap, item)"),
    NATIVE("heapify($module, heap, /)", heapify,
           "Transform list into a heap, in-place, in O(len(heap)) time."),
    NATIVE("_heappop_max($module, heap, /)", heappop_max, "Maxheap variant of heappop."),
    NATIVE("_heapify_max($module, heap, /)", heapify_max, "Maxheap variant of heapify."),
    NATIVE("_heapreplace_max($module, heap, item, /)", heapreplace_max,
           "Maxheap variant of heapreplace."),
    NATIVE_END,
};

const NativeModule _heapq_module = {
    .name = "_heapq",
    .doc = "Heap queue algorithm (a.k.a. priority queue).",
    .functions = functions,
};
