/* tuple: immutable, items inline behind the count.
 *
 * There is one empty tuple, immortal and static. A tuple made by tuple_new is tracked at once with
 * null items, which traverse and dealloc skip. */
#include "vm/vm.h"

#include "vm/objects/generic_alias.h"
#include "vm/objects/sequence.h"
#include "vm/objects/values.h"
#include "vm/pass.h"

#include <stdarg.h>
#include <string.h>

static Tuple empty_tuple = {
    .header = {MEM_IMMORTAL, MEM_OBJECT_STATIC, &tuple_type.mem},
};

Tuple *tuple_empty(void) {
    return &empty_tuple;
}

/* Items not initialised, not tracked. */
static inline Tuple *allocate(size_t count) {
    if (UNLIKELY(count > (PTRDIFF_MAX - sizeof(Tuple)) / sizeof(Value)))
        return raise_no_memory();
    Tuple *tuple = mem_object_new(&tuple_type.mem, sizeof(Tuple) + count * sizeof(Value));
    if (UNLIKELY(tuple == NULL))
        return raise_no_memory();
    tuple->count = count;
    return tuple;
}

Tuple *tuple_new(size_t count) {
    if (count == 0)
        return &empty_tuple;
    Tuple *tuple = allocate(count);
    if (tuple != NULL) {
        memset(tuple->items, 0, count * sizeof(Value));
        mem_gc_track(tuple);
    }
    return tuple;
}

Tuple *tuple_from_array(const Value *items, size_t count) {
    if (count == 0)
        return &empty_tuple;
    Tuple *tuple = allocate(count);
    if (tuple != NULL) {
        values_copy(tuple->items, items, count);
        mem_gc_track(tuple);
    }
    return tuple;
}

static bool are_all_there(Value *items, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!items[i])
            return false;
    return true;
}

Tuple *tuple_from_array_steal(Value *items, size_t count) {
    if (count == 0)
        return &empty_tuple;
    Tuple *tuple = are_all_there(items, count) ? allocate(count) : NULL;
    if (tuple == NULL) {
        for (size_t i = 0; i < count; i++)
            decref_maybe(items[i]);
        return NULL;
    }
    memcpy(tuple->items, items, count * sizeof(Value));
    mem_gc_track(tuple);
    return tuple;
}

Tuple *tuple_pack(size_t count, ...) {
    Tuple *tuple = tuple_new(count);
    if (tuple == NULL)
        return NULL;
    va_list items;
    va_start(items, count);
    for (size_t i = 0; i < count; i++)
        tuple->items[i] = own(va_arg(items, Value));
    va_end(items);
    return tuple;
}

Tuple *tuple_from_iterable(Value iterable) {
    if (is_exact_tuple(iterable))
        return tuple_of(own(iterable));
    if (is_exact_list(iterable))
        return list_as_tuple(list_of(iterable));
    List *list = list_from_iterable(iterable);
    if (list == NULL)
        return NULL;
    Tuple *tuple = tuple_from_array_steal(list->items, list->count);
    list->count = 0;
    GIVE_UP(list);
    return tuple;
}

Tuple *tuple_slice(Tuple *tuple, size_t start, size_t end) {
    end = end < tuple->count ? end : tuple->count;
    start = start < end ? start : end;
    if (start == 0 && end == tuple->count && is_exact_tuple(value_of(tuple)))
        return tuple_of(own(value_of(tuple)));
    return tuple_from_array(tuple->items + start, end - start);
}

/* ---- life ------------------------------------------------------------------------------------ */

static Value tuple_new_slot(Type *type, Value *args, size_t count, Tuple *names) {
    static Signature signature = SIGNATURE("tuple(iterable=(), /)");
    /* A subclass may take keywords in its __init__. */
    Value iterable = count ? args[0] : NULL;
    if ((names || count > 1) &&
        !arguments_bind(&signature, args, count, type->init == tuple_type.init ? names : NULL,
                        &iterable))
        return NULL;
    Tuple *items = iterable == NULL ? tuple_empty() : tuple_from_iterable(iterable);
    if (items == NULL || type == &tuple_type)
        return value_of(items);
    Tuple *tuple = type_allocate(type, items->count);
    if (tuple != NULL) {
        tuple->count = items->count;
        values_copy(tuple->items, items->items, items->count);
        mem_gc_track(tuple);
    }
    GIVE_UP(items);
    return value_of(tuple);
}

static void tuple_dealloc(Object *object) {
    Tuple *tuple = (Tuple *)object;
    mem_gc_untrack(object);
    for (size_t i = tuple->count; i-- > 0;)
        decref_maybe(tuple->items[i]);
    mem_object_free(object, type_instance_size((Type *)object->type, tuple->count));
}

static void tuple_traverse(Object *object, MemVisit visit, void *context) {
    Tuple *tuple = (Tuple *)object;
    for (size_t i = 0; i < tuple->count; i++)
        visit_value(tuple->items[i], visit, context);
}

/* One that is not filled yet is none. */
static bool tuple_is_leaf(const Object *object) {
    const Tuple *tuple = (const Tuple *)object;
    for (size_t i = 0; i < tuple->count; i++)
        if (tuple->items[i] == NULL || may_be_in_cycle(tuple->items[i]))
            return false;
    return true;
}

/* ---- slots ----------------------------------------------------------------------------------- */

static Value tuple_repr(Value self) {
    Tuple *tuple = tuple_of(self);
    if (tuple->count == 0)
        return value_of(str_from_c("()"));
    Answer running = repr_enter(self);
    if (running != ANSWER_NO)
        return running == ANSWER_ERROR ? NULL : value_of(str_from_c("(...)"));
    StrBuilder builder;
    str_builder_init(&builder);
    bool done = str_builder_character(&builder, '(');
    for (size_t i = 0; done && i < tuple->count; i++)
        done = (i == 0 || str_builder_ascii(&builder, ", ", 2)) &&
               str_builder_repr(&builder, tuple->items[i]);
    done = done && (tuple->count > 1 || str_builder_character(&builder, ',')) &&
           str_builder_character(&builder, ')');
    repr_leave(self);
    if (!done) {
        str_builder_abandon(&builder);
        return NULL;
    }
    return value_of(str_builder_finish(&builder));
}

/* xxHash's mixing, as CPython: equal hashes, equal order in sets. */
#define PRIME_1 11400714785074694791u
#define PRIME_2 14029467366897019727u
#define PRIME_5 2870177450012600261u

static Hash tuple_hash(Value self) {
    Tuple *tuple = tuple_of(self);
    uint64_t accumulator = PRIME_5;
    for (size_t i = 0; i < tuple->count; i++) {
        Hash lane = pass_may_go_on() ? object_hash(tuple->items[i]) : -1;
        if (lane == -1)
            return -1;
        accumulator += (uint64_t)lane * PRIME_2;
        accumulator = (accumulator << 31) | (accumulator >> 33);
        accumulator *= PRIME_1;
    }
    accumulator += tuple->count ^ (PRIME_5 ^ 3527539u);
    return accumulator == (uint64_t)-1 ? 1546275796 : (Hash)accumulator;
}

static Value tuple_compare(Value self, Value other, CompareOp op) {
    if (!is_tuple(self) || !is_tuple(other))
        return NOT_IMPLEMENTED;
    if (!recursion_enter(" in comparison"))
        return NULL;
    Tuple *left = tuple_of(self), *right = tuple_of(other);
    size_t shorter = left->count < right->count ? left->count : right->count;
    for (size_t i = 0; i < shorter; i++) {
        if (!pass_may_go_on())
            return NULL;
        if (left->items[i] == right->items[i])
            continue;
        Answer equal = object_equal(left->items[i], right->items[i]);
        if (equal == ANSWER_ERROR)
            return NULL;
        if (equal == ANSWER_NO)
            return op == COMPARE_EQ   ? FALSE_VALUE
                   : op == COMPARE_NE ? TRUE_VALUE
                                      : object_compare(left->items[i], right->items[i], op);
    }
    return value_of_bool(compare_sizes(left->count, right->count, op));
}

static ptrdiff_t tuple_length(Value self) {
    return (ptrdiff_t)tuple_of(self)->count;
}

static Value item_of_slice(Tuple *tuple, Value key) {
    ptrdiff_t start, stop, step;
    size_t count;
    if (!slice_indices(key, tuple->count, &start, &stop, &step, &count))
        return NULL;
    if (step == 1)
        return value_of(tuple_slice(tuple, (size_t)start, (size_t)start + count));
    if (count == 0)
        return value_of(tuple_empty());
    Tuple *result = allocate(count);
    if (result == NULL)
        return NULL;
    ptrdiff_t at = start; /* which lies in memory: twice the time */
    for (size_t i = 0; i < count; i++, at += step)
        result->items[i] = own(tuple->items[at]);
    mem_gc_track(result);
    return value_of(result);
}

static Value tuple_get_item(Value self, Value key) {
    Tuple *tuple = tuple_of(self);
    ptrdiff_t index;
    if (LIKELY(is_small_int(key)))
        index = small_int_of(key);
    else if (is_slice(key))
        return item_of_slice(tuple, key);
    else if (type_of(key)->to_index == NULL)
        return raise_type_error("tuple indices must be integers or slices, not %.200s",
                                type_name_of(key));
    else if (!object_index_as_size(key, &index, &exc_IndexError))
        return NULL;
    if (index < 0)
        index += (ptrdiff_t)tuple->count;
    if (UNLIKELY((size_t)index >= tuple->count))
        return raise_index_error("tuple index out of range");
    return own(tuple->items[index]);
}

static Answer tuple_contains(Value self, Value item) {
    Tuple *tuple = tuple_of(self);
    for (size_t i = 0; i < tuple->count; i++) {
        Answer answer = pass_may_go_on() ? object_equal(tuple->items[i], item) : ANSWER_ERROR;
        if (answer != ANSWER_NO)
            return answer;
    }
    return ANSWER_NO;
}

static Value tuple_concat(Value self, Value other) {
    if (!is_tuple(other))
        return raise_type_error("can only concatenate tuple (not \"%.200s\") to tuple",
                                type_name_of(other));
    Tuple *left = tuple_of(self), *right = tuple_of(other);
    if (left->count == 0 && is_exact_tuple(other))
        return own(other);
    if (right->count == 0 && is_exact_tuple(self))
        return own(self);
    size_t count = left->count + right->count;
    if (count == 0)
        return value_of(tuple_empty());
    Tuple *result = allocate(count);
    if (result == NULL)
        return NULL;
    values_copy(result->items, left->items, left->count);
    values_copy(result->items + left->count, right->items, right->count);
    mem_gc_track(result);
    return value_of(result);
}

/* An untracked one, of whose items the first `filled` are there. */
static void give_up_unfinished(Tuple *tuple, size_t filled) {
    memset(tuple->items + filled, 0, (tuple->count - filled) * sizeof(Value));
    mem_gc_track(tuple);
    GIVE_UP(tuple);
}

static Value tuple_repeat(Value self, Value times_value) {
    Tuple *tuple = tuple_of(self);
    ptrdiff_t times;
    if (!sequence_repeat_count(times_value, &times))
        return NULL;
    if (times == 1 && is_exact_tuple(self))
        return own(self);
    if (times == 0 || tuple->count == 0)
        return value_of(tuple_empty());
    if ((size_t)times > PTRDIFF_MAX / sizeof(Value) / tuple->count)
        return raise_no_memory();
    size_t count = tuple->count * (size_t)times;
    Tuple *result = allocate(count);
    if (result == NULL)
        return NULL;
    for (size_t i = 0, from = 0; i < count; i++) {
        result->items[i] = own(tuple->items[from]);
        from = from + 1 == tuple->count ? 0 : from + 1;
        if (UNLIKELY(!pass_may_go_on())) {
            give_up_unfinished(result, i + 1);
            return NULL;
        }
    }
    mem_gc_track(result);
    return value_of(result);
}

static Value tuple_iter(Value self) {
    return tuple_iterator_new(tuple_of(self));
}

/* ---- methods --------------------------------------------------------------------------------- */

static Value tuple_index(Value self, Value *args) {
    Tuple *tuple = tuple_of(self);
    ptrdiff_t start = 0, stop = PTRDIFF_MAX;
    if (!sequence_search_bounds(args[1], args[2], tuple->count, &start, &stop))
        return NULL;
    for (ptrdiff_t i = start; i < stop && i < (ptrdiff_t)tuple->count; i++) {
        Answer answer = pass_may_go_on() ? object_equal(tuple->items[i], args[0]) : ANSWER_ERROR;
        if (answer != ANSWER_NO)
            return answer == ANSWER_ERROR ? NULL : value_of_small_int(i);
    }
    return raise_value_error("tuple.index(x): x not in tuple");
}

static Value tuple_count(Value self, Value *args) {
    Tuple *tuple = tuple_of(self);
    int64_t found = 0;
    for (size_t i = 0; i < tuple->count; i++) {
        Answer answer = pass_may_go_on() ? object_equal(tuple->items[i], args[0]) : ANSWER_ERROR;
        if (answer == ANSWER_ERROR)
            return NULL;
        found += answer;
    }
    return value_of_small_int(found);
}

static Value tuple_getnewargs(Value self, Value *args) {
    Tuple *tuple = tuple_of(self);
    Tuple *copy = tuple_from_array(tuple->items, tuple->count);
    Tuple *result = copy != NULL ? tuple_pack(1, value_of(copy)) : NULL;
    decref_maybe(value_of(copy));
    return value_of(result);
}

static Value tuple_sizeof(Value self, Value *args) {
    return value_from_int64((int64_t)type_instance_size(type_of(self), tuple_of(self)->count));
}

static const NativeMethod methods[] = {
    NATIVE("__getnewargs__($self, /)", tuple_getnewargs, NULL),
    NATIVE("index($self, value, start=0, stop=sys.maxsize, /)", tuple_index,
           "Return first index of value.\n\nRaises ValueError if the value is not present."),
    NATIVE("count($self, value, /)", tuple_count, "Return number of occurrences of value."),
    NATIVE("__sizeof__($self, /)", tuple_sizeof, "Size of object in memory, in bytes."),
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE_END,
};

Type tuple_type = {
    .mem = {.header = {MEM_IMMORTAL, MEM_OBJECT_STATIC, &type_type.mem},
            .name = "tuple",
            .basic_size = sizeof(Tuple),
            .item_size = sizeof(Value),
            .kind = MEM_CONTAINER,
            .dealloc = tuple_dealloc,
            .traverse = tuple_traverse,
            .is_leaf = tuple_is_leaf},
    .flags = TYPE_BASE | TYPE_IS_TUPLE | TYPE_SEQUENCE | TYPE_MATCH_SELF | TYPE_IMMUTABLE,
    .doc = "tuple(iterable=(), /)\n--\n\n"
           "Built-in immutable sequence.\n\n"
           "If no argument is given, the constructor returns an empty tuple.\n"
           "If iterable is specified the tuple is initialized from iterable's items.\n\n"
           "If the argument is a tuple, the return value is the same object.",
    .methods = methods,
    .new = tuple_new_slot,
    .repr = tuple_repr,
    .hash = tuple_hash,
    .compare = tuple_compare,
    .iter = tuple_iter,
    .length = tuple_length,
    .get_item = tuple_get_item,
    .contains = tuple_contains,
    .concat = tuple_concat,
    .repeat = tuple_repeat,
};
