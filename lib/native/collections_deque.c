/* collections.deque: a ring buffer.
 *
 *     capacity is a power of two; item i stands at (head + i) & (capacity - 1)
 *
 * Both ends grow and shrink in constant time, and so does rotation by one. `version` changes with
 * every change of the items, so that loops which run Python code notice. */
#include "lib/native/collections.h"

#include "vm/iterate.h"
#include "vm/objects/generic_alias.h"
#include "vm/objects/sequence.h"
#include "vm/pass.h"

#include <string.h>

typedef struct Deque {
    Object header;
    size_t head, count, capacity;
    Value *items;        /* mem_ buffer; null while capacity is 0 */
    ptrdiff_t max_count; /* -1: without limit */
    size_t version;
} Deque;

static Deque *deque_of(Value value) {
    return (Deque *)object_of(value);
}

static bool is_deque(Value value) {
    return is_instance_of(value, &collections_deque_type);
}

static inline Value *place(const Deque *deque, size_t index) {
    return &deque->items[(deque->head + index) & (deque->capacity - 1)];
}

/* ---- the ring -------------------------------------------------------------------------------- */

static bool set_capacity(Deque *deque, size_t capacity) {
    Value *items =
        capacity > PTRDIFF_MAX / sizeof(Value) ? NULL : mem_malloc(capacity * sizeof(Value));
    if (items == NULL)
        return raise_no_memory();
    for (size_t i = 0; i < deque->count; i++)
        items[i] = *place(deque, i);
    mem_free(deque->items);
    deque->items = items;
    deque->head = 0;
    deque->capacity = capacity;
    return true;
}

static bool reserve_one(Deque *deque) {
    return LIKELY(deque->count < deque->capacity) ||
           set_capacity(deque, deque->capacity == 0 ? 8 : deque->capacity * 2);
}

static bool reserve(Deque *deque, size_t more) {
    size_t capacity = deque->capacity == 0 ? 8 : deque->capacity;
    while (capacity - deque->count < more)
        capacity *= 2; /* the items are in memory: it does not overflow */
    return capacity == deque->capacity || set_capacity(deque, capacity);
}

static void shrink(Deque *deque) {
    if (deque->capacity > 64 && deque->count < deque->capacity / 8 &&
        !set_capacity(deque, deque->capacity / 4))
        exception_clear();
}

static Value take_first(Deque *deque) {
    Value item = *place(deque, 0);
    deque->head = (deque->head + 1) & (deque->capacity - 1);
    deque->count--;
    deque->version++;
    return item;
}

static Value take_last(Deque *deque) {
    deque->version++;
    return *place(deque, --deque->count);
}

static bool append_steal(Deque *deque, Value item) {
    if (UNLIKELY(!reserve_one(deque))) {
        decref(item);
        return false;
    }
    *place(deque, deque->count++) = item;
    deque->version++;
    if (deque->max_count >= 0 && deque->count > (size_t)deque->max_count)
        decref(take_first(deque));
    return true;
}

static bool append_left_steal(Deque *deque, Value item) {
    if (UNLIKELY(!reserve_one(deque))) {
        decref(item);
        return false;
    }
    deque->head = (deque->head - 1) & (deque->capacity - 1);
    *place(deque, 0) = item;
    deque->count++;
    deque->version++;
    if (deque->max_count >= 0 && deque->count > (size_t)deque->max_count)
        decref(take_last(deque));
    return true;
}

static void empty(Deque *deque) {
    Deque old = *deque;
    deque->items = NULL;
    deque->head = deque->count = deque->capacity = 0;
    deque->version++;
    for (size_t i = 0; i < old.count; i++)
        decref(*place(&old, i));
    mem_free(old.items);
}

static void rotate(Deque *deque, ptrdiff_t steps) {
    if (deque->count < 2)
        return;
    ptrdiff_t count = (ptrdiff_t)deque->count;
    steps %= count;
    if (steps < 0)
        steps += count;
    if (steps == 0)
        return;
    if (deque->count == deque->capacity) {
        deque->head = (deque->head - (size_t)steps) & (deque->capacity - 1);
    } else if (steps <= count / 2)
        for (; steps > 0; steps--) {
            Value item = *place(deque, deque->count - 1);
            deque->head = (deque->head - 1) & (deque->capacity - 1);
            *place(deque, 0) = item;
        }
    else
        for (steps = count - steps; steps > 0; steps--) {
            Value item = *place(deque, 0);
            *place(deque, deque->count) = item;
            deque->head = (deque->head + 1) & (deque->capacity - 1);
        }
    deque->version++;
}

static Value take_at(Deque *deque, size_t index) {
    Value item = *place(deque, index);
    for (size_t i = index + 1; i < deque->count; i++)
        *place(deque, i - 1) = *place(deque, i);
    deque->count--;
    deque->version++;
    return item;
}

static size_t items_of(Value sequence, const Value **items) {
    *items = is_list(sequence) ? list_of(sequence)->items : tuple_of(sequence)->items;
    return is_list(sequence) ? list_of(sequence)->count : tuple_of(sequence)->count;
}

/* There is room. */
static void put_items(Deque *deque, const Value *items, size_t count, bool left) {
    Value *ring = deque->items;
    size_t mask = deque->capacity - 1, head = deque->head, tail = head + deque->count;
    for (size_t i = 0; i < count; i++)
        ring[(left ? --head : tail++) & mask] = own(items[i]);
    deque->head = head & mask;
    deque->count += count;
    deque->version++;
}

/* The items of a list or tuple at an end, without a limit: a fifth of the time that an iterator
 * takes. A signal's handler may change the list and the deque between two pieces; if it sets a
 * limit, the rest is left out. */
static bool extend_unlimited(Deque *deque, Value sequence, bool left) {
    const Value *items;
    for (size_t i = 0, count, end; deque->max_count < 0 && i < (count = items_of(sequence, &items));
         i = end) {
        end = count - i > PASS_ITEMS ? i + PASS_ITEMS : count;
        if (!reserve(deque, end - i))
            return false;
        put_items(deque, items + i, end - i, left);
        if (end < count && !pass_may_go_on_undisturbed())
            return false;
    }
    return true;
}

/* With a limit: those that stay. */
static bool extend_limited(Deque *deque, Value sequence, bool (*add)(Deque *deque, Value item)) {
    const Value *items;
    size_t start = 0, count = items_of(sequence, &items);
    if (count > (size_t)deque->max_count)
        start = count - (size_t)deque->max_count;
    for (size_t i = start; i < count; i++) {
        if (!add(deque, own(items[i])))
            return false;
        if (i % PASS_ITEMS == PASS_ITEMS - 1) {
            if (!pass_may_go_on_undisturbed())
                return false;
            count = items_of(sequence, &items);
        }
    }
    return true;
}

/* What an iterator has at hand, some at a time: a third of the time. NEXT_ITEM: there may be more.
 */
ALWAYS_INLINE Next extend_by_batches(Deque *deque, Value iterator,
                                     bool (*add)(Deque *deque, Value item)) {
    enum { BATCH = 64 };
    Value batch[BATCH];
    for (size_t count; (count = iterator_next_items(iterator, batch, BATCH)) > 0;) {
        bool fine = true;
        for (size_t i = 0; i < count; i++) {
            if (fine)
                fine = add(deque, batch[i]);
            else
                decref(batch[i]);
        }
        if (!fine || !pass_may_go_on())
            return NEXT_ERROR;
    }
    return NEXT_ITEM;
}

/* Made for each end. */
ALWAYS_INLINE bool extend(Deque *deque, Value iterable, bool (*add)(Deque *deque, Value item)) {
    if (is_exact_list(iterable) || is_exact_tuple(iterable))
        return deque->max_count < 0 ? extend_unlimited(deque, iterable, add == append_left_steal)
                                    : extend_limited(deque, iterable, add);
    Value source = own(iterable);
    if (iterable == value_of(deque)) { /* a copy of itself */
        decref(source);
        if ((source = value_of(list_from_iterable(iterable))) == NULL)
            return false;
    }
    Value iterator = object_iter(source);
    /* One that was made before may be of this deque, which then changes at its first item. */
    Next next = iterator == NULL     ? NEXT_ERROR
                : iterator == source ? NEXT_ITEM
                                     : extend_by_batches(deque, iterator, add);
    decref(source);
    Value item;
    while (next == NEXT_ITEM && (next = iterator_next_inline(iterator, &item)) == NEXT_ITEM)
        if (!add(deque, item))
            next = NEXT_ERROR;
    decref_maybe(iterator);
    return next == NEXT_DONE;
}

/* ---- life ------------------------------------------------------------------------------------ */

static Deque *allocate(Type *type) {
    Deque *deque = type_allocate(type, 0);
    if (deque == NULL)
        return NULL;
    deque->head = deque->count = deque->capacity = deque->version = 0;
    deque->items = NULL;
    deque->max_count = -1;
    mem_gc_track(deque);
    return deque;
}

static Value deque_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    return value_of(allocate(type));
}

static bool deque_init(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("deque(iterable=(), maxlen=None)");
    Value bound[2];
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return false;
    ptrdiff_t max_count = -1;
    if (bound[1] != NULL && bound[1] != NONE) {
        if (!is_int(bound[1]))
            return raise_type_error("an integer is required");
        if (!int_as_size(bound[1], &max_count))
            return false;
        if (max_count < 0)
            return raise_value_error("maxlen must be non-negative");
    }
    Deque *deque = deque_of(self);
    deque->max_count = max_count;
    empty(deque);
    return bound[0] == NULL || extend(deque, bound[0], append_steal);
}

static void deque_clear(Object *object) {
    empty((Deque *)object);
}

static void deque_dealloc(Object *object) {
    mem_gc_untrack(object);
    empty((Deque *)object);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void deque_traverse(Object *object, MemVisit visit, void *context) {
    const Deque *deque = (Deque *)object;
    for (size_t i = 0; i < deque->count; i++)
        visit_value(*place(deque, i), visit, context);
}

/* A deque of the same class with the same items and limit. */
static Value copy(Value self) {
    Deque *deque = deque_of(self);
    if (has_type(self, &collections_deque_type)) {
        Deque *result = allocate(&collections_deque_type);
        if (result == NULL)
            return NULL;
        result->max_count = deque->max_count;
        bool done = true;
        for (size_t i = 0; done && i < deque->count; i++)
            done = append_steal(result, own(*place(deque, i))) && pass_may_go_on_undisturbed();
        if (!done) {
            GIVE_UP(result);
            return NULL;
        }
        return value_of(result);
    }
    Value type = value_of(type_of(self)), limit = value_of_small_int(deque->max_count);
    Value result = deque->max_count < 0 ? call_1(type, self) : call_2(type, self, limit);
    if (result != NULL && !is_deque(result)) {
        raise_type_error("%.200s() must return a deque, not %.200s", type_name_of(self),
                         type_name_of(result));
        clear_value(&result);
    }
    return result;
}

/* ---- slots ----------------------------------------------------------------------------------- */

static Value deque_repr(Value self) {
    Answer running = repr_enter(self);
    if (running != ANSWER_NO)
        return running == ANSWER_ERROR ? NULL : value_of(str_from_c("[...]"));
    List *items = list_from_iterable(self);
    Str *result = NULL;
    const Deque *deque = deque_of(self);
    if (items != NULL)
        result = deque->max_count >= 0
                     ? str_format("%s(%R, maxlen=%zd)", type_short_name(type_of(self)),
                                  value_of(items), deque->max_count)
                     : str_format("%s(%R)", type_short_name(type_of(self)), value_of(items));
    decref_maybe(value_of(items));
    repr_leave(self);
    return value_of(result);
}

static Value deque_compare(Value self, Value other, CompareOp op) {
    if (!is_deque(self) || !is_deque(other))
        return NOT_IMPLEMENTED;
    if (!recursion_enter(" in comparison"))
        return NULL;
    Deque *left = deque_of(self), *right = deque_of(other);
    if (op == COMPARE_EQ || op == COMPARE_NE) {
        if (self == other || left->count != right->count)
            return value_of_bool((self == other) == (op == COMPARE_EQ));
    }
    size_t left_version = left->version, right_version = right->version;
    for (size_t i = 0; i < left->count && i < right->count; i++) {
        Value a = own(*place(left, i)), b = own(*place(right, i));
        Answer equal = pass_may_go_on() ? object_equal(a, b) : ANSWER_ERROR;
        Value result = NULL;
        if (equal == ANSWER_NO)
            result = op == COMPARE_EQ   ? FALSE_VALUE
                     : op == COMPARE_NE ? TRUE_VALUE
                                        : object_compare(a, b, op);
        decref(a);
        decref(b);
        if (equal == ANSWER_YES &&
            (left->version != left_version || right->version != right_version))
            return raise_runtime_error("deque mutated during iteration");
        if (equal != ANSWER_YES)
            return result;
    }
    return value_of_bool(compare_sizes(left->count, right->count, op));
}

static ptrdiff_t deque_length(Value self) {
    return (ptrdiff_t)deque_of(self)->count;
}

static bool index_of(const Deque *deque, Value key, ptrdiff_t *index) {
    if (type_of(key)->to_index == NULL)
        return raise_type_error("sequence index must be integer, not '%.200s'", type_name_of(key));
    if (!object_index_as_size(key, index, &exc_IndexError))
        return false;
    if (*index < 0)
        *index += (ptrdiff_t)deque->count;
    return (size_t)*index < deque->count || raise_index_error("deque index out of range");
}

static Value deque_get_item(Value self, Value key) {
    ptrdiff_t index;
    return index_of(deque_of(self), key, &index) ? own(*place(deque_of(self), (size_t)index))
                                                 : NULL;
}

static bool deque_set_item(Value self, Value key, Value value) {
    Deque *deque = deque_of(self);
    ptrdiff_t index;
    if (!index_of(deque, key, &index))
        return false;
    if (value == NULL)
        decref(take_at(deque, (size_t)index));
    else
        replace_value(place(deque, (size_t)index), own(value));
    return true;
}

/* Looks for an item in [start, stop): its index, -1 if missing, -2 error. */
static ptrdiff_t search(Deque *deque, Value wanted, size_t start, size_t stop) {
    size_t version = deque->version;
    for (size_t i = start; i < stop && i < deque->count; i++) {
        Value item = own(*place(deque, i));
        Answer equal = pass_may_go_on() ? object_equal(item, wanted) : ANSWER_ERROR;
        decref(item);
        if (equal == ANSWER_ERROR)
            return -2;
        if (deque->version != version) {
            raise_runtime_error("deque mutated during iteration");
            return -2;
        }
        if (equal == ANSWER_YES)
            return (ptrdiff_t)i;
    }
    return -1;
}

static Answer deque_contains(Value self, Value item) {
    ptrdiff_t found = search(deque_of(self), item, 0, SIZE_MAX);
    return found == -2 ? ANSWER_ERROR : found >= 0 ? ANSWER_YES : ANSWER_NO;
}

static Value deque_concat(Value self, Value other) {
    if (!is_deque(other))
        return raise_type_error("can only concatenate deque (not \"%.200s\") to deque",
                                type_name_of(other));
    Value result = copy(self);
    if (result != NULL && !extend(deque_of(result), other, append_steal))
        clear_value(&result);
    return result;
}

static Value deque_inplace_concat(Value self, Value other) {
    return extend(deque_of(self), other, append_steal) ? own(self) : NULL;
}

static bool repeat_in_place(Deque *deque, Value times_value) {
    ptrdiff_t times;
    if (!sequence_repeat_count(times_value, &times))
        return false;
    size_t count = deque->count;
    if (times == 0) {
        empty(deque);
        return true;
    }
    if (count == 0)
        return true;
    if (deque->max_count < 0 && (size_t)times > PTRDIFF_MAX / sizeof(Value) / count)
        return raise_no_memory();
    List *items = list_from_iterable(value_of(deque));
    if (items == NULL)
        return false;
    bool done = true;
    /* What would fall out at the left again need not be added. */
    if (deque->max_count >= 0 && (size_t)times > (size_t)deque->max_count / count + 2)
        times = deque->max_count / (ptrdiff_t)count + 2;
    for (ptrdiff_t round = 1; done && round < times; round++)
        for (size_t i = 0; done && i < count; i++)
            done = append_steal(deque, own(items->items[i])) && pass_may_go_on();
    GIVE_UP(items);
    return done;
}

static Value deque_inplace_repeat(Value self, Value times) {
    return repeat_in_place(deque_of(self), times) ? own(self) : NULL;
}

static Value deque_repeat(Value self, Value times) {
    Value result = copy(self);
    if (result != NULL && !repeat_in_place(deque_of(result), times))
        clear_value(&result);
    return result;
}

/* ---- methods --------------------------------------------------------------------------------- */

static Value deque_append(Value self, Value *args) {
    return append_steal(deque_of(self), own(args[0])) ? NONE : NULL;
}

static Value deque_appendleft(Value self, Value *args) {
    return append_left_steal(deque_of(self), own(args[0])) ? NONE : NULL;
}

static Value deque_extend(Value self, Value *args) {
    return extend(deque_of(self), args[0], append_steal) ? NONE : NULL;
}

static Value deque_extendleft(Value self, Value *args) {
    return extend(deque_of(self), args[0], append_left_steal) ? NONE : NULL;
}

static Value deque_pop(Value self, Value *args) {
    Deque *deque = deque_of(self);
    if (deque->count == 0)
        return raise_index_error("pop from an empty deque");
    Value item = take_last(deque);
    shrink(deque);
    return item;
}

static Value deque_popleft(Value self, Value *args) {
    Deque *deque = deque_of(self);
    if (deque->count == 0)
        return raise_index_error("pop from an empty deque");
    Value item = take_first(deque);
    shrink(deque);
    return item;
}

static Value deque_clear_method(Value self, Value *args) {
    empty(deque_of(self));
    return NONE;
}

static Value deque_copy(Value self, Value *args) {
    return copy(self);
}

static Value deque_count(Value self, Value *args) {
    Deque *deque = deque_of(self);
    size_t version = deque->version;
    int64_t found = 0;
    for (size_t i = 0; i < deque->count; i++) {
        Value item = own(*place(deque, i));
        Answer equal = pass_may_go_on() ? object_equal(item, args[0]) : ANSWER_ERROR;
        decref(item);
        if (equal == ANSWER_ERROR)
            return NULL;
        if (deque->version != version)
            return raise_runtime_error("deque mutated during iteration");
        found += equal;
    }
    return value_of_small_int(found);
}

static Value deque_index(Value self, Value *args) {
    Deque *deque = deque_of(self);
    ptrdiff_t start = 0, stop = PTRDIFF_MAX;
    if (!sequence_search_bounds(args[1], args[2], deque->count, &start, &stop))
        return NULL;
    ptrdiff_t found = search(deque, args[0], (size_t)start, (size_t)stop);
    if (found == -1)
        return raise_value_error("%R is not in deque", args[0]);
    return found < 0 ? NULL : value_of_small_int(found);
}

static Value deque_insert(Value self, Value *args) {
    Deque *deque = deque_of(self);
    ptrdiff_t index;
    if (!object_index_as_size(args[0], &index, NULL))
        return NULL;
    ptrdiff_t count = (ptrdiff_t)deque->count; /* __index__ may have changed it */
    if (deque->max_count == count)
        return raise_index_error("deque already at its maximum size");
    if (index < 0)
        index = index + count < 0 ? 0 : index + count;
    if (!append_steal(deque, own(args[1])))
        return NULL;
    for (ptrdiff_t i = count; i > index; i--) {
        Value item = *place(deque, (size_t)i);
        *place(deque, (size_t)i) = *place(deque, (size_t)i - 1);
        *place(deque, (size_t)i - 1) = item;
    }
    return NONE;
}

static Value deque_remove(Value self, Value *args) {
    Deque *deque = deque_of(self);
    size_t version = deque->version, count = deque->count;
    for (size_t i = 0; i < count; i++) {
        Value item = own(*place(deque, i));
        Answer equal = pass_may_go_on() ? object_equal(item, args[0]) : ANSWER_ERROR;
        decref(item);
        if (equal == ANSWER_ERROR)
            return NULL;
        if (deque->version != version)
            return raise_index_error("deque mutated during iteration");
        if (equal == ANSWER_YES) {
            decref(take_at(deque, i));
            return NONE;
        }
    }
    return raise_value_error("%R is not in deque", args[0]);
}

static Value deque_reverse(Value self, Value *args) {
    const Deque *deque = deque_of(self);
    Value *items = deque->items;
    size_t mask = deque->capacity - 1, low = deque->head, high = low + deque->count;
    for (size_t swaps = deque->count / 2; swaps > 0; swaps--, low++) {
        high--;
        Value item = items[low & mask];
        items[low & mask] = items[high & mask];
        items[high & mask] = item;
    }
    return NONE;
}

static Value deque_rotate(Value self, Value *args) {
    ptrdiff_t steps = 1;
    if (args[0] != NULL && !int_as_size(args[0], &steps))
        return NULL;
    rotate(deque_of(self), steps);
    return NONE;
}

static Value deque_sizeof(Value self, Value *args) {
    return value_from_int64(
        (int64_t)(type_instance_size(type_of(self), 0) + deque_of(self)->capacity * sizeof(Value)));
}

static Value deque_reduce(Value self, Value *args) {
    const Deque *deque = deque_of(self);
    Value state = call_method_0(self, names.__getstate__);
    Value iterator = state != NULL ? object_iter(self) : NULL;
    Tuple *arguments = iterator == NULL       ? NULL
                       : deque->max_count < 0 ? tuple_empty()
                                              : tuple_pack(2, value_of(tuple_empty()),
                                                           value_of_small_int(deque->max_count));
    Tuple *result = arguments != NULL ? tuple_pack(4, value_of(type_of(self)), value_of(arguments),
                                                   state, iterator)
                                      : NULL;
    decref_maybe(state);
    decref_maybe(iterator);
    decref_maybe(value_of(arguments));
    return value_of(result);
}

static Value deque_max_count(Value self) {
    ptrdiff_t max_count = deque_of(self)->max_count;
    return max_count < 0 ? NONE : value_from_int64(max_count);
}

/* ---- iterators ------------------------------------------------------------------------------- */

typedef struct DequeIterator {
    Object header;
    Value deque;
    size_t version, left; /* items still to come */
} DequeIterator;

static Value iterator_make(Type *type, Value deque) {
    DequeIterator *self = mem_object_new(&type->mem, sizeof(DequeIterator));
    if (self == NULL)
        return raise_no_memory();
    self->deque = own(deque);
    self->version = deque_of(deque)->version;
    self->left = deque_of(deque)->count;
    mem_gc_track(self);
    return value_of(self);
}

static Value deque_iter(Value self) {
    return iterator_make(&collections_deque_iterator_type, self);
}

static Value deque_reversed(Value self, Value *args) {
    return iterator_make(&collections_deque_reverse_iterator_type, self);
}

static void iterator_clear(Object *object) {
    clear_value(&((DequeIterator *)object)->deque);
}

static void iterator_dealloc(Object *object) {
    mem_gc_untrack(object);
    iterator_clear(object);
    mem_object_free(object, sizeof(DequeIterator));
}

static void iterator_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((DequeIterator *)object)->deque, visit, context);
}

static Next iterator_step(Value self_value, Value *item, bool backwards) {
    DequeIterator *self = (DequeIterator *)object_of(self_value);
    if (self->deque == NULL)
        return NEXT_DONE;
    const Deque *deque = deque_of(self->deque);
    if (deque->version != self->version) {
        self->left = 0;
        raise_runtime_error("deque mutated during iteration");
        return NEXT_ERROR;
    }
    if (self->left == 0)
        return NEXT_DONE;
    *item = own(*place(deque, backwards ? self->left - 1 : deque->count - self->left));
    self->left--;
    return NEXT_ITEM;
}

static Next iterator_next_forwards(Value self, Value *item) {
    return iterator_step(self, item, false);
}

static Next iterator_next_backwards(Value self, Value *item) {
    return iterator_step(self, item, true);
}

static size_t forwards_next_items(Value self_value, Value *items, size_t room) {
    DequeIterator *self = (DequeIterator *)object_of(self_value);
    if (self->deque == NULL)
        return 0;
    const Deque *deque = deque_of(self->deque);
    if (deque->version != self->version)
        return 0;
    size_t count = self->left < room ? self->left : room, first = deque->count - self->left;
    for (size_t i = 0; i < count; i++)
        items[i] = own(*place(deque, first + i));
    self->left -= count;
    return count;
}

static Value iterator_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check(type->mem.name, count, keywords, 1, 2))
        return NULL;
    if (!is_deque(args[0]))
        return raise_type_error("%s() argument 1 must be collections.deque, not %.50s",
                                type->mem.name, type_name_of(args[0]));
    ptrdiff_t skip = 0;
    if (count == 2 && !int_as_size(args[1], &skip))
        return NULL;
    Value result = iterator_make(type, args[0]);
    if (result != NULL && skip > 0) {
        DequeIterator *self = (DequeIterator *)object_of(result);
        self->left -= (size_t)skip < self->left ? (size_t)skip : self->left;
    }
    return result;
}

static Value iterator_length_hint(Value self, Value *args) {
    return value_of_small_int((int64_t)((DequeIterator *)object_of(self))->left);
}

static Value iterator_reduce(Value self_value, Value *args) {
    const DequeIterator *self = (DequeIterator *)object_of(self_value);
    int64_t passed = (int64_t)(deque_of(self->deque)->count - self->left);
    Tuple *arguments = tuple_pack(2, self->deque, value_of_small_int(passed));
    Tuple *result = arguments != NULL
                        ? tuple_pack(2, value_of(type_of(self_value)), value_of(arguments))
                        : NULL;
    decref_maybe(value_of(arguments));
    return value_of(result);
}

static const NativeMethod iterator_methods[] = {
    NATIVE("__length_hint__($self, /)", iterator_length_hint,
           "Private method returning an estimate of len(list(it))."),
    NATIVE("__reduce__($self, /)", iterator_reduce, "Return state information for pickling."),
    NATIVE_END,
};

#define ITERATOR_TYPE(name, next_function)                                                         \
    TYPE_INIT_CONTAINER(name, sizeof(DequeIterator), iterator_dealloc, iterator_traverse,          \
                        iterator_clear),                                                           \
        .flags = TYPE_IMMUTABLE, .methods = iterator_methods, .new = iterator_new,                 \
        .iter = iterator_iter_self, .next = next_function

Type collections_deque_iterator_type = {
    ITERATOR_TYPE("collections._deque_iterator", iterator_next_forwards),
    .next_items = forwards_next_items,
};

Type collections_deque_reverse_iterator_type = {
    ITERATOR_TYPE("collections._deque_reverse_iterator", iterator_next_backwards),
};

/* ---- the type -------------------------------------------------------------------------------- */

static const NativeMethod methods[] = {
    NATIVE("append($self, item, /)", deque_append,
           "Add an element to the right side of the deque."),
    NATIVE("appendleft($self, item, /)", deque_appendleft,
           "Add an element to the left side of the deque."),
    NATIVE("clear($self, /)", deque_clear_method, "Remove all elements from the deque."),
    NATIVE("__copy__($self, /)", deque_copy, "Return a shallow copy of a deque."),
    NATIVE("copy($self, /)", deque_copy, "Return a shallow copy of a deque."),
    NATIVE("count($self, value, /)", deque_count, "Return number of occurrences of value."),
    NATIVE("extend($self, iterable, /)", deque_extend,
           "Extend the right side of the deque with elements from the iterable."),
    NATIVE("extendleft($self, iterable, /)", deque_extendleft,
           "Extend the left side of the deque with elements from the iterable."),
    NATIVE("index($self, value, start=0, stop=sys.maxsize, /)", deque_index,
           "Return first index of value.\n\nRaises ValueError if the value is not present."),
    NATIVE("insert($self, index, value, /)", deque_insert, "Insert value before index."),
    NATIVE("pop($self, /)", deque_pop, "Remove and return the rightmost element."),
    NATIVE("popleft($self, /)", deque_popleft, "Remove and return the leftmost element."),
    NATIVE("__reduce__($self, /)", deque_reduce, "Return state information for pickling."),
    NATIVE("remove($self, value, /)", deque_remove, "Remove first occurrence of value."),
    NATIVE("__reversed__($self, /)", deque_reversed, "Return a reverse iterator over the deque."),
    NATIVE("reverse($self, /)", deque_reverse, "Reverse *IN PLACE*."),
    NATIVE("rotate($self, n=1, /)", deque_rotate,
           "Rotate the deque n steps to the right.  If n is negative, rotates left."),
    NATIVE("__sizeof__($self, /)", deque_sizeof,
           "Return the size of the deque in memory, in bytes."),
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE_END,
};

static const NativeGetSet getsets[] = {
    {"maxlen", deque_max_count, NULL, "maximum size of a deque or None if unbounded"},
    {NULL, NULL, NULL, NULL},
};

Type collections_deque_type = {
    TYPE_INIT_CONTAINER("collections.deque", sizeof(Deque), deque_dealloc, deque_traverse,
                        deque_clear),
    .flags = TYPE_BASE | TYPE_SEQUENCE | TYPE_IMMUTABLE,
    .accepts_weakrefs = true,
    .doc = "deque([iterable[, maxlen]])\n--\n\n"
           "A list-like sequence optimized for data accesses near its endpoints.",
    .methods = methods,
    .getsets = getsets,
    .new = deque_new,
    .init = deque_init,
    .repr = deque_repr,
    .compare = deque_compare,
    .iter = deque_iter,
    .length = deque_length,
    .get_item = deque_get_item,
    .set_item = deque_set_item,
    .contains = deque_contains,
    .concat = deque_concat,
    .repeat = deque_repeat,
    .inplace_concat = deque_inplace_concat,
    .inplace_repeat = deque_inplace_repeat,
};
