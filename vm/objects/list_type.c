/* list: the type, its slots and methods. Loops that compare items own the item they compare with
 * and look at the count again at every step. */
#include "vm/objects/generic_alias.h"
#include "vm/objects/list_internal.h"
#include "vm/objects/sequence.h"
#include "vm/objects/values.h"
#include "vm/pass.h"
#include "vm/vm.h"

#include <string.h>

/* ---- life ------------------------------------------------------------------------------------ */

static Value list_new_slot(Type *type, Value *args, size_t count, Tuple *names) {
    List *list = type_allocate(type, 0);
    if (list == NULL)
        return NULL;
    list->count = list->capacity = 0;
    list->items = NULL;
    mem_gc_track(list);
    return value_of(list);
}

/* Empties the list first: releasing the items may run code that looks at it. */
static void empty(List *list) {
    Value *items = list->items;
    size_t count = list->count;
    if (list->capacity == 0)
        return;
    list->items = NULL;
    list->count = list->capacity = 0;
    values_give_up(items, count);
    mem_free(items);
}

static bool list_init_slot(Value self, Value *args, size_t count, Tuple *names) {
    static Signature signature = SIGNATURE("list(iterable=(), /)");
    Value iterable = count ? args[0] : NULL;
    if ((names || count > 1) &&
        !arguments_bind(&signature, args, count, type_of(self)->new == list_new_slot ? names : NULL,
                        &iterable))
        return false;
    empty(list_of(self));
    return iterable == NULL || list_extend(list_of(self), iterable);
}

static void list_dealloc(Object *object) {
    mem_gc_untrack(object);
    empty((List *)object);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void list_traverse(Object *object, MemVisit visit, void *context) {
    List *list = (List *)object;
    for (size_t i = 0; i < list->count; i++)
        visit_value(list->items[i], visit, context);
}

static void list_clear_slot(Object *object) {
    empty((List *)object);
}

/* ---- repr and comparison --------------------------------------------------------------------- */

static Value list_repr(Value self) {
    List *list = list_of(self);
    if (list->count == 0)
        return value_of(str_from_c("[]"));
    Answer running = repr_enter(self);
    if (running != ANSWER_NO)
        return running == ANSWER_ERROR ? NULL : value_of(str_from_c("[...]"));
    StrBuilder builder;
    str_builder_init(&builder);
    bool done = str_builder_character(&builder, '[');
    for (size_t i = 0; done && i < list->count; i++) {
        Value item = own(list->items[i]);
        done = (i == 0 || str_builder_ascii(&builder, ", ", 2)) && str_builder_repr(&builder, item);
        decref(item);
    }
    done = done && str_builder_character(&builder, ']');
    repr_leave(self);
    if (!done) {
        str_builder_abandon(&builder);
        return NULL;
    }
    return value_of(str_builder_finish(&builder));
}

/* Are the items at an index equal? Both are owned meanwhile. */
static Answer items_equal(Value left, Value right) {
    bool is_same = left == right;
    if (is_same && LIKELY(!(eval_breaker & BREAK_LOOP)))
        return ANSWER_YES;
    incref(left);
    incref(right);
    Answer equal = !pass_may_go_on() ? ANSWER_ERROR
                   : is_same         ? ANSWER_YES
                                     : object_equal(left, right);
    decref(left);
    decref(right);
    return equal;
}

static Value compare_items(Value left, Value right, CompareOp op) {
    incref(left);
    incref(right);
    Value result = object_compare(left, right, op);
    decref(left);
    decref(right);
    return result;
}

/* Past items that are the same objects, a piece at most: nothing runs meanwhile. */
static size_t skip_same(const List *left, const List *right, size_t i) {
    size_t end = left->count < right->count ? left->count : right->count;
    if (i < end && end - i > PASS_ITEMS)
        end = i + PASS_ITEMS;
    while (i < end && left->items[i] == right->items[i])
        i++;
    return i;
}

static Value list_compare(Value self, Value other, CompareOp op) {
    if (!is_list(self) || !is_list(other))
        return NOT_IMPLEMENTED;
    if (!recursion_enter(" in comparison"))
        return NULL;
    List *left = list_of(self), *right = list_of(other);
    if (left->count != right->count && (op == COMPARE_EQ || op == COMPARE_NE))
        return value_of_bool(op == COMPARE_NE);
    size_t i = 0;
    for (; (i = skip_same(left, right, i)) < left->count && i < right->count; i++) {
        Answer equal = items_equal(left->items[i], right->items[i]);
        if (equal == ANSWER_ERROR)
            return NULL;
        if (equal == ANSWER_NO)
            break;
    }
    if (i >= left->count || i >= right->count)
        return value_of_bool(compare_sizes(left->count, right->count, op));
    if (op == COMPARE_EQ || op == COMPARE_NE)
        return value_of_bool(op == COMPARE_NE);
    return compare_items(left->items[i], right->items[i], op);
}

/* ---- items ----------------------------------------------------------------------------------- */

static ptrdiff_t list_length(Value self) {
    return (ptrdiff_t)list_of(self)->count;
}

static List *copy_range(List *list, size_t start, size_t count) {
    List *copy = list_new(count);
    if (copy && !list_append_range(copy, value_of(list), start, start + count)) {
        GIVE_UP(copy);
        return NULL;
    }
    return copy;
}

static Value item_of_slice(List *list, Value key) {
    ptrdiff_t start, stop, step;
    if (!slice_unpack(key, &start, &stop, &step))
        return NULL;
    size_t count = slice_adjust(list->count, &start, &stop, step);
    if (step == 1)
        return value_of(copy_range(list, (size_t)start, count));
    List *result = list_new(count);
    if (result == NULL)
        return NULL;
    const Value *from = list->items;
    ptrdiff_t at = start; /* which lies in memory: twice the time */
    Value *to = result->items;
    for (size_t i = 0; i < count; i++, at += step)
        to[i] = own(from[at]);
    result->count = count;
    return value_of(result);
}

static bool index_of_key(Value key, ptrdiff_t *index) {
    if (LIKELY(is_small_int(key))) {
        *index = small_int_of(key);
        return true;
    }
    if (type_of(key)->to_index == NULL)
        return raise_type_error("list indices must be integers or slices, not %.200s",
                                type_name_of(key));
    return object_index_as_size(key, index, &exc_IndexError);
}

static Value list_get_item_slot(Value self, Value key) {
    ptrdiff_t index;
    if (is_slice(key))
        return item_of_slice(list_of(self), key);
    return index_of_key(key, &index) ? list_get_item(list_of(self), index) : NULL;
}

static bool assign_stepped(List *list, Value key, Value value) {
    List *items = list_of(value) == list || !is_exact_list(value) ? NULL : list_of(own(value));
    if (items == NULL) {
        if (!is_exact_list(value) && !is_exact_tuple(value) && type_of(value)->iter == NULL &&
            type_of(value)->get_item == NULL)
            return raise_type_error("must assign iterable to extended slice");
        if ((items = list_from_iterable(value)) == NULL)
            return false;
    }
    ptrdiff_t start, stop, step;
    bool done = slice_unpack(key, &start, &stop, &step);
    if (done) {
        size_t count = slice_adjust(list->count, &start, &stop, step);
        if (items->count == count)
            done = list_set_stepped(list, start, step, count, items->items);
        else
            done = raise_value_error("attempt to assign sequence of size %zd to extended slice of "
                                     "size %zd",
                                     (ptrdiff_t)items->count, (ptrdiff_t)count);
    }
    GIVE_UP(items);
    return done;
}

static bool set_slice(List *list, Value key, Value value) {
    ptrdiff_t start, stop, step;
    if (!slice_unpack(key, &start, &stop, &step))
        return false;
    if (value != NULL && step != 1)
        return assign_stepped(list, key, value);
    size_t count = slice_adjust(list->count, &start, &stop, step);
    if (step != 1)
        return list_delete_stepped(list, start, step, count);
    if (value != NULL && !is_exact_list(value) && !is_exact_tuple(value)) {
        Value iterator = object_iter(value);
        if (iterator == NULL) {
            if (exception_clear_if(&exc_TypeError))
                raise_type_error("must assign iterable to extended slice");
            return false;
        }
        bool done = list_set_slice(list, start, start + (ptrdiff_t)count, iterator);
        decref(iterator);
        return done;
    }
    return list_set_slice(list, start, start + (ptrdiff_t)count, value);
}

static void remove_at(List *list, size_t index) {
    Value old = list->items[index];
    list->count--;
    memmove(list->items + index, list->items + index + 1, (list->count - index) * sizeof(Value));
    list_shrink(list);
    decref(old);
}

static bool list_set_item(Value self, Value key, Value value) {
    List *list = list_of(self);
    if (is_slice(key))
        return set_slice(list, key, value);
    ptrdiff_t index;
    if (!index_of_key(key, &index))
        return false;
    if (index < 0)
        index += (ptrdiff_t)list->count;
    if (UNLIKELY((size_t)index >= list->count))
        return raise_index_error("list assignment index out of range");
    if (value == NULL)
        remove_at(list, (size_t)index);
    else
        replace_value(&list->items[index], own(value));
    return true;
}

static Answer list_contains(Value self, Value item) {
    List *list = list_of(self);
    for (size_t i = 0; i < list->count; i++) {
        Answer answer = items_equal(list->items[i], item);
        if (answer != ANSWER_NO)
            return answer;
    }
    return ANSWER_NO;
}

static Value list_iter(Value self) {
    return list_iterator_new(list_of(self));
}

/* ---- + and * --------------------------------------------------------------------------------- */

static Value list_concat(Value self, Value other) {
    if (!is_list(other))
        return raise_type_error("can only concatenate list (not \"%.200s\") to list",
                                type_name_of(other));
    List *left = list_of(self), *right = list_of(other);
    List *result = list_new(left->count + right->count);
    if (result == NULL)
        return NULL;
    if (!list_append_range(result, self, 0, left->count) ||
        !list_append_range(result, other, 0, right->count)) {
        GIVE_UP(result);
        return NULL;
    }
    return value_of(result);
}

static Value list_inplace_concat(Value self, Value other) {
    return list_extend(list_of(self), other) ? own(self) : NULL;
}

/* Fills items [count, total) with copies of the first ones, again and again. */
static void fill_repeats(List *list, size_t total) {
    size_t count = list->count;
    Value *items = list->items, only = items[0];
    if (count == 1) { /* reads nothing just written: 0.3 of the time */
        for (size_t i = 1; i < total; i++)
            items[i] = only;
        value_own_times(only, total - 1);
    } else {
        for (size_t i = count; i < total; i++)
            items[i] = items[i - count];
        values_own(items + count, total - count);
    }
    list->count = total;
}

/* Makes `total` items of the present ones, whose number divides it. The memory is reserved. Many
 * are doubled again and again in a pass that a signal's handler can interrupt. */
static bool repeat_to(List *list, size_t total) {
    if (total <= PASS_ITEMS) {
        fill_repeats(list, total);
        return true;
    }
    for (size_t count; (count = list->count) < total && count > 0;) {
        size_t more = count < total - count ? count : total - count;
        if (!list_append_range(list, value_of(list), 0, more))
            return false;
    }
    return true;
}

static Value list_repeat(Value self, Value times_value) {
    ptrdiff_t times;
    if (!sequence_repeat_count(times_value, &times))
        return NULL;
    List *list = list_of(self);
    if (times == 0 || list->count == 0)
        return value_of(list_new(0));
    if ((size_t)times > PTRDIFF_MAX / sizeof(Value) / list->count)
        return raise_no_memory();
    List *result = list_new(list->count * (size_t)times);
    if (result == NULL)
        return NULL;
    if (!list_append_range(result, self, 0, list->count) || !repeat_to(result, result->capacity)) {
        GIVE_UP(result);
        return NULL;
    }
    return value_of(result);
}

static Value list_inplace_repeat(Value self, Value times_value) {
    ptrdiff_t times;
    if (!sequence_repeat_count(times_value, &times))
        return NULL;
    List *list = list_of(self);
    if (times == 0)
        empty(list);
    else if (list->count != 0) {
        if ((size_t)times > PTRDIFF_MAX / sizeof(Value) / list->count)
            return raise_no_memory();
        size_t total = list->count * (size_t)times;
        if (!list_reserve(list, total) || !repeat_to(list, total))
            return NULL;
    }
    return own(self);
}

/* ---- methods --------------------------------------------------------------------------------- */

static Value list_append_method(Value self, Value *args) {
    return list_append(list_of(self), args[0]) ? NONE : NULL;
}

static Value list_extend_method(Value self, Value *args) {
    return list_extend(list_of(self), args[0]) ? NONE : NULL;
}

static Value list_insert_method(Value self, Value *args) {
    ptrdiff_t index;
    if (!int_as_size(args[0], &index))
        return NULL;
    return list_insert(list_of(self), index, args[1]) ? NONE : NULL;
}

static Value list_pop(Value self, Value *args) {
    List *list = list_of(self);
    ptrdiff_t index = -1;
    if (args[0] != NULL && !int_as_size(args[0], &index))
        return NULL;
    if (list->count == 0)
        return raise_index_error("pop from empty list");
    if (index < 0)
        index += (ptrdiff_t)list->count;
    if ((size_t)index >= list->count)
        return raise_index_error("pop index out of range");
    Value item = list->items[index];
    list->count--;
    if ((size_t)index != list->count)
        memmove(list->items + index, list->items + index + 1,
                (list->count - (size_t)index) * sizeof(Value));
    list_shrink(list);
    return item;
}

static Value list_remove(Value self, Value *args) {
    List *list = list_of(self);
    for (size_t i = 0; i < list->count; i++) {
        Answer answer = items_equal(list->items[i], args[0]);
        if (answer == ANSWER_ERROR)
            return NULL;
        if (answer == ANSWER_YES) {
            if (i < list->count)
                remove_at(list, i);
            return NONE;
        }
    }
    return raise_value_error("list.remove(x): x not in list");
}

static Value list_index(Value self, Value *args) {
    List *list = list_of(self);
    ptrdiff_t start = 0, stop = PTRDIFF_MAX;
    if (!sequence_search_bounds(args[1], args[2], list->count, &start, &stop))
        return NULL;
    for (ptrdiff_t i = start; i < stop && i < (ptrdiff_t)list->count; i++) {
        Answer answer = items_equal(list->items[i], args[0]);
        if (answer != ANSWER_NO)
            return answer == ANSWER_ERROR ? NULL : value_of_small_int(i);
    }
    return raise_value_error("%R is not in list", args[0]);
}

static Value list_count(Value self, Value *args) {
    List *list = list_of(self);
    int64_t found = 0;
    for (size_t i = 0; i < list->count; i++) {
        Answer answer = items_equal(list->items[i], args[0]);
        if (answer == ANSWER_ERROR)
            return NULL;
        found += answer;
    }
    return value_of_small_int(found);
}

static Value list_reverse(Value self, Value *args) {
    List *list = list_of(self);
    for (size_t low = 0, high = list->count; low + 1 < high; low++) {
        Value item = list->items[low];
        list->items[low] = list->items[--high];
        list->items[high] = item;
    }
    return NONE;
}

static Value list_sort_method(Value self, Value *args) {
    bool reverse = false;
    if (args[1] != NULL) {
        Answer truth = object_truth(args[1]);
        if (truth == ANSWER_ERROR)
            return NULL;
        reverse = truth == ANSWER_YES;
    }
    return list_sort(list_of(self), args[0] == NONE ? NULL : args[0], reverse) ? NONE : NULL;
}

static Value list_clear_method(Value self, Value *args) {
    empty(list_of(self));
    return NONE;
}

static Value list_copy(Value self, Value *args) {
    return value_of(copy_range(list_of(self), 0, list_of(self)->count));
}

static Value list_sizeof(Value self, Value *args) {
    return value_from_int64(
        (int64_t)(type_instance_size(type_of(self), 0) + list_of(self)->capacity * sizeof(Value)));
}

static const NativeMethod methods[] = {
    NATIVE("__reversed__($self, /)", list_reversed, "Return a reverse iterator over the list."),
    NATIVE("__sizeof__($self, /)", list_sizeof, "Return the size of the list in memory, in bytes."),
    NATIVE("clear($self, /)", list_clear_method, "Remove all items from list."),
    NATIVE("copy($self, /)", list_copy, "Return a shallow copy of the list."),
    NATIVE("append($self, object, /)", list_append_method, "Append object to the end of the list."),
    NATIVE("insert($self, index, object, /)", list_insert_method, "Insert object before index."),
    NATIVE("extend($self, iterable, /)", list_extend_method,
           "Extend list by appending elements from the iterable."),
    NATIVE("pop($self, index=-1, /)", list_pop,
           "Remove and return item at index (default last).\n\n"
           "Raises IndexError if list is empty or index is out of range."),
    NATIVE("remove($self, value, /)", list_remove,
           "Remove first occurrence of value.\n\nRaises ValueError if the value is not present."),
    NATIVE("index($self, value, start=0, stop=sys.maxsize, /)", list_index,
           "Return first index of value.\n\nRaises ValueError if the value is not present."),
    NATIVE("count($self, value, /)", list_count, "Return number of occurrences of value."),
    NATIVE("reverse($self, /)", list_reverse, "Reverse *IN PLACE*."),
    NATIVE("sort($self, /, *, key=None, reverse=False)", list_sort_method,
           "Sort the list in ascending order and return None.\n\n"
           "The sort is in-place (i.e. the list itself is modified) and stable (i.e. the\n"
           "order of two equal elements is maintained).\n\n"
           "If a key function is given, apply it once to each list item and sort them,\n"
           "ascending or descending, according to their function values.\n\n"
           "The reverse flag can be set to sort in descending order."),
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE_END,
};

Type list_type = {
    TYPE_INIT_CONTAINER("list", sizeof(List), list_dealloc, list_traverse, list_clear_slot),
    .flags = TYPE_BASE | TYPE_IS_LIST | TYPE_SEQUENCE | TYPE_MATCH_SELF | TYPE_IMMUTABLE,
    .doc = "list(iterable=(), /)\n--\n\n"
           "Built-in mutable sequence.\n\n"
           "If no argument is given, the constructor creates a new empty list.\n"
           "The argument must be an iterable if specified.",
    .methods = methods,
    .new = list_new_slot,
    .init = list_init_slot,
    .repr = list_repr,
    .compare = list_compare,
    .iter = list_iter,
    .length = list_length,
    .get_item = list_get_item_slot,
    .set_item = list_set_item,
    .contains = list_contains,
    .concat = list_concat,
    .repeat = list_repeat,
    .inplace_concat = list_inplace_concat,
    .inplace_repeat = list_inplace_repeat,
};
