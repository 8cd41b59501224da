/* range: start, stop, step and length as exact ints. While all are small the arithmetic is that of
 * the machine; iterators have a form for that too, and one for any size. */
#include "vm/objects/range.h"

#include "vm/objects/iterators.h"
#include "vm/vm.h"

#define ZERO value_of_small_int(0)
#define ONE  value_of_small_int(1)

static bool is_small(const Range *range) {
    return are_small_ints(range->start, range->stop) && are_small_ints(range->step, range->length);
}

/* ---- making one ------------------------------------------------------------------------------ */

/* How many items lie between small bounds: at most 2**63 - 1. */
static uint64_t small_length(int64_t start, int64_t stop, int64_t step) {
    if (step > 0)
        return start < stop ? (uint64_t)(stop - start - 1) / (uint64_t)step + 1 : 0;
    return start > stop ? (uint64_t)(start - stop - 1) / (uint64_t)-step + 1 : 0;
}

/* (high - low - 1) // step + 1 for ints of any size, 0 if low >= high. */
static Value long_length(Value start, Value stop, Value step) {
    bool backwards = int_sign(step) < 0;
    Value low = backwards ? stop : start, high = backwards ? start : stop;
    if (int_compare(low, high) >= 0)
        return ZERO;
    Value distance = NULL, less = NULL, positive = NULL, quotient = NULL, length = NULL;
    if ((distance = int_subtract(high, low)) != NULL &&
        (less = int_subtract(distance, ONE)) != NULL &&
        (positive = backwards ? int_negative(step) : own(step)) != NULL &&
        (quotient = int_floor_divide(less, positive)) != NULL)
        length = int_add(quotient, ONE);
    decref_maybe(distance);
    decref_maybe(less);
    decref_maybe(positive);
    decref_maybe(quotient);
    return length;
}

Value range_new(Value start, Value stop, Value step) {
    Value length;
    if (LIKELY(are_small_ints(start, stop) && is_small_int(step)))
        length = value_from_uint64(
            small_length(small_int_of(start), small_int_of(stop), small_int_of(step)));
    else
        length = long_length(start, stop, step);
    if (length == NULL)
        return NULL;
    Range *range = mem_object_new(&range_type.mem, sizeof(Range));
    if (range == NULL) {
        decref(length);
        return raise_no_memory();
    }
    range->start = own(start);
    range->stop = own(stop);
    range->step = own(step);
    range->length = length;
    if (!is_small(range))
        mem_gc_track(range);
    return value_of(range);
}

static Value new_steal(Value start, Value stop, Value step) { /* each may be null: error */
    Value result = NULL;
    if (start != NULL && stop != NULL && step != NULL)
        result = range_new(start, stop, step);
    decref_maybe(start);
    decref_maybe(stop);
    decref_maybe(step);
    return result;
}

static Value range_new_slot(Type *type, Value *args, size_t count, Tuple *names) {
    if (!arguments_check("range", count, names, 1, 3))
        return NULL;
    if (count == 1)
        return new_steal(ZERO, object_index(args[0]), ONE);
    Value start = object_index(args[0]);
    Value stop = start != NULL ? object_index(args[1]) : NULL;
    Value step = stop == NULL ? NULL : count == 3 ? object_index(args[2]) : ONE;
    if (step != NULL && int_sign(step) == 0) {
        decref(step);
        step = raise_value_error("range() arg 3 must not be zero");
    }
    return new_steal(start, stop, step);
}

static void range_dealloc(Object *object) {
    Range *range = (Range *)object;
    mem_gc_untrack(object);
    decref(range->start);
    decref(range->stop);
    decref(range->step);
    decref(range->length);
    mem_object_free(object, sizeof(Range));
}

static void range_traverse(Object *object, MemVisit visit, void *context) {
    const Range *range = (Range *)object;
    visit_value(range->start, visit, context);
    visit_value(range->stop, visit, context);
    visit_value(range->step, visit, context);
    visit_value(range->length, visit, context);
}

/* start + index * step: owned. */
static Value item_at(const Range *range, Value index) {
    Value offset = int_multiply(index, range->step);
    if (offset == NULL)
        return NULL;
    Value item = int_add(range->start, offset);
    decref(offset);
    return item;
}

/* ---- slots ----------------------------------------------------------------------------------- */

static Value range_repr(Value self) {
    const Range *range = range_of(self);
    if (range->step == ONE)
        return value_of(str_format("range(%R, %R)", range->start, range->stop));
    return value_of(str_format("range(%R, %R, %R)", range->start, range->stop, range->step));
}

static bool ranges_equal(const Range *left, const Range *right) {
    if (left == right)
        return true;
    if (int_compare(left->length, right->length) != 0)
        return false;
    if (left->length == ZERO)
        return true;
    if (int_compare(left->start, right->start) != 0)
        return false;
    return left->length == ONE || int_compare(left->step, right->step) == 0;
}

static Value range_compare(Value self, Value other, CompareOp op) {
    if (!is_range(other) || (op != COMPARE_EQ && op != COMPARE_NE))
        return NOT_IMPLEMENTED;
    return value_of_bool(ranges_equal(range_of(self), range_of(other)) == (op == COMPARE_EQ));
}

static Hash range_hash(Value self) {
    const Range *range = range_of(self);
    bool empty = range->length == ZERO, single = range->length == ONE;
    Tuple *parts = tuple_pack(3, range->length, empty ? NONE : range->start,
                              empty || single ? NONE : range->step);
    if (parts == NULL)
        return -1;
    Hash hash = object_hash(value_of(parts));
    GIVE_UP(parts);
    return hash;
}

static ptrdiff_t range_length(Value self) {
    ptrdiff_t length;
    return int_as_size(range_of(self)->length, &length) ? length : -1;
}

static Answer range_truth(Value self) {
    return range_of(self)->length != ZERO ? ANSWER_YES : ANSWER_NO;
}

static Value item_of_slice(const Range *range, Value key) {
    Value start, stop, step;
    if (!slice_indices_of_any_size(key, range->length, &start, &stop, &step))
        return NULL;
    Value new_step = int_multiply(step, range->step);
    Value result = new_steal(item_at(range, start), item_at(range, stop), new_step);
    decref(start);
    decref(stop);
    decref(step);
    return result;
}

static Value item_of_index(const Range *range, Value index) { /* an exact int */
    if (is_small(range) && is_small_int(index)) {
        int64_t position = small_int_of(index), length = small_int_of(range->length);
        if (position < 0)
            position += length;
        if ((uint64_t)position >= (uint64_t)length)
            return raise_index_error("range object index out of range");
        return value_of_small_int(small_int_of(range->start) +
                                  position * small_int_of(range->step));
    }
    Value position = int_sign(index) < 0 ? int_add(index, range->length) : own(index);
    if (position == NULL)
        return NULL;
    Value result = NULL;
    if (int_sign(position) < 0 || int_compare(position, range->length) >= 0)
        raise_index_error("range object index out of range");
    else
        result = item_at(range, position);
    decref(position);
    return result;
}

static Value range_get_item(Value self, Value key) {
    const Range *range = range_of(self);
    if (is_small_int(key))
        return item_of_index(range, key);
    if (is_slice(key))
        return item_of_slice(range, key);
    if (type_of(key)->to_index == NULL)
        return raise_type_error("range indices must be integers or slices, not %.200s",
                                type_name_of(key));
    Value index = object_index(key);
    if (index == NULL)
        return NULL;
    Value result = item_of_index(range, index);
    decref(index);
    return result;
}

/* Where an int (or bool) stands in the range: owned; null, and perhaps an exception, if nowhere. */
static Value position_of(const Range *range, Value number) {
    bool backwards = int_sign(range->step) < 0;
    if (backwards ? int_compare(number, range->start) > 0 || int_compare(number, range->stop) <= 0
                  : int_compare(number, range->start) < 0 || int_compare(number, range->stop) >= 0)
        return NULL;
    Value distance = int_subtract(number, range->start);
    Value remainder = distance != NULL ? int_remainder(distance, range->step) : NULL;
    Value position = NULL;
    if (remainder == ZERO)
        position = int_floor_divide(distance, range->step);
    decref_maybe(distance);
    decref_maybe(remainder);
    return position;
}

static bool is_plain_int(Value value) {
    return is_exact_int(value) || has_type(value, &bool_type);
}

/* Equality with each item in turn, for what is no int; -1: missing, -2: error. */
static int64_t search(Value self, Value wanted, bool count_all) {
    Value iterator = object_iter(self);
    if (iterator == NULL)
        return -2;
    int64_t position = 0, found = count_all ? 0 : -1;
    Next next;
    Value item;
    for (; (next = iterator_next(iterator, &item)) == NEXT_ITEM; position++) {
        Answer equal = object_equal(item, wanted);
        decref(item);
        if (equal == ANSWER_ERROR) {
            next = NEXT_ERROR;
            break;
        }
        if (equal == ANSWER_YES) {
            found = count_all ? found + 1 : position;
            if (!count_all)
                break;
        }
    }
    decref(iterator);
    return next == NEXT_ERROR ? -2 : found;
}

static Answer range_contains(Value self, Value item) {
    if (!is_plain_int(item)) {
        int64_t position = search(self, item, false);
        return position == -2 ? ANSWER_ERROR : position >= 0 ? ANSWER_YES : ANSWER_NO;
    }
    Value position = position_of(range_of(self), item);
    if (position == NULL)
        return exception_pending() ? ANSWER_ERROR : ANSWER_NO;
    decref(position);
    return ANSWER_YES;
}

/* ---- methods --------------------------------------------------------------------------------- */

static Value range_count(Value self, Value *args) {
    if (is_plain_int(args[0])) {
        Answer answer = range_contains(self, args[0]);
        return answer == ANSWER_ERROR ? NULL : value_of_small_int(answer);
    }
    int64_t count = search(self, args[0], true);
    return count < 0 ? NULL : value_from_int64(count);
}

static Value range_index(Value self, Value *args) {
    if (!is_plain_int(args[0])) {
        int64_t position = search(self, args[0], false);
        if (position == -1)
            return raise_value_error("sequence.index(x): x not in sequence");
        return position < 0 ? NULL : value_from_int64(position);
    }
    Value position = position_of(range_of(self), args[0]);
    if (position == NULL && !exception_pending())
        return raise_value_error("%R is not in range", args[0]);
    return position;
}

static Value range_reduce(Value self, Value *args) {
    const Range *range = range_of(self);
    Tuple *arguments = tuple_pack(3, range->start, range->stop, range->step);
    Tuple *result =
        arguments != NULL ? tuple_pack(2, value_of(&range_type), value_of(arguments)) : NULL;
    decref_maybe(value_of(arguments));
    return value_of(result);
}

/* ---- iterators ------------------------------------------------------------------------------- */

/* Over `length` items from start; ints, owned, each may be null: error. */
static Value iterator_steal(Value start, Value step, Value length) {
    Value result = NULL;
    int64_t count;
    if (start == NULL || step == NULL || length == NULL)
        goto done;
    if (are_small_ints(start, step) && int_fits_int64(length, &count)) {
        /* The last item may still be too large for a small int. */
        int64_t reach;
        if (count == 0 || (!__builtin_mul_overflow(count - 1, small_int_of(step), &reach) &&
                           !__builtin_add_overflow(reach, small_int_of(start), &reach) &&
                           fits_small_int(reach))) {
            RangeIterator *iterator =
                mem_object_new(&range_iterator_type.mem, sizeof(RangeIterator));
            if (iterator == NULL) {
                raise_no_memory();
                goto done;
            }
            iterator->next = small_int_of(start);
            iterator->step = small_int_of(step);
            iterator->remaining = (uint64_t)count;
            result = value_of(iterator);
            goto done;
        }
    }
    LongRangeIterator *iterator =
        mem_object_new(&long_range_iterator_type.mem, sizeof(LongRangeIterator));
    if (iterator == NULL) {
        raise_no_memory();
        goto done;
    }
    iterator->next = start;
    iterator->step = step;
    iterator->remaining = length;
    mem_gc_track(iterator);
    return value_of(iterator);
done:
    decref_maybe(start);
    decref_maybe(step);
    decref_maybe(length);
    return result;
}

static Value range_iter(Value self) {
    const Range *range = range_of(self);
    return iterator_steal(own(range->start), own(range->step), own(range->length));
}

static Value range_reversed(Value self, Value *args) {
    const Range *range = range_of(self);
    Value last = int_subtract(range->length, ONE);
    Value start = last != NULL ? item_at(range, last) : NULL;
    decref_maybe(last);
    return iterator_steal(start, start != NULL ? int_negative(range->step) : NULL,
                          own(range->length));
}

static void iterator_dealloc(Object *object) {
    mem_object_free(object, sizeof(RangeIterator));
}

static Next iterator_step(Value self, Value *item) {
    RangeIterator *iterator = (RangeIterator *)object_of(self);
    if (iterator->remaining == 0)
        return NEXT_DONE;
    *item = value_of_small_int(iterator->next);
    iterator->next += iterator->step;
    iterator->remaining--;
    return NEXT_ITEM;
}

static Value iterator_length_hint(Value self, Value *args) {
    return value_from_uint64(((RangeIterator *)object_of(self))->remaining);
}

/* (iter, (range(next, next + remaining * step, step),), None) */
static Value reduce_rest(Value next, Value step, Value remaining) {
    Value distance = int_multiply(remaining, step);
    Value stop = distance != NULL ? int_add(next, distance) : NULL;
    Value range = stop != NULL ? range_new(next, stop, step) : NULL;
    Value function = range != NULL ? iterator_builtin("iter") : NULL;
    Tuple *arguments = function != NULL ? tuple_pack(1, range) : NULL;
    Tuple *result = arguments != NULL ? tuple_pack(3, function, value_of(arguments), NONE) : NULL;
    decref_maybe(distance);
    decref_maybe(stop);
    decref_maybe(range);
    decref_maybe(function);
    decref_maybe(value_of(arguments));
    return value_of(result);
}

static Value iterator_reduce_method(Value self, Value *args) {
    const RangeIterator *iterator = (RangeIterator *)object_of(self);
    Value next = value_from_int64(iterator->next);
    Value remaining = next != NULL ? value_from_uint64(iterator->remaining) : NULL;
    Value result = NULL;
    if (remaining != NULL)
        result = reduce_rest(next, value_of_small_int(iterator->step), remaining);
    decref_maybe(next);
    decref_maybe(remaining);
    return result;
}

static Value iterator_setstate(Value self, Value *args) {
    RangeIterator *iterator = (RangeIterator *)object_of(self);
    Value state = object_index(args[0]);
    if (state == NULL)
        return NULL;
    int64_t skip;
    if (!int_fits_int64(state, &skip))
        skip = int_sign(state) < 0 ? 0 : INT64_MAX;
    decref(state);
    uint64_t steps = skip < 0 ? 0 : (uint64_t)skip;
    if (steps > iterator->remaining)
        steps = iterator->remaining;
    iterator->next += (int64_t)steps * iterator->step;
    iterator->remaining -= steps;
    return NONE;
}

static LongRangeIterator *long_of(Value self) {
    return (LongRangeIterator *)object_of(self);
}

static void long_iterator_dealloc(Object *object) {
    LongRangeIterator *iterator = (LongRangeIterator *)object;
    mem_gc_untrack(object);
    decref(iterator->next);
    decref(iterator->step);
    decref(iterator->remaining);
    mem_object_free(object, sizeof(LongRangeIterator));
}

static void long_iterator_traverse(Object *object, MemVisit visit, void *context) {
    const LongRangeIterator *iterator = (LongRangeIterator *)object;
    visit_value(iterator->next, visit, context);
    visit_value(iterator->step, visit, context);
    visit_value(iterator->remaining, visit, context);
}

static Next long_iterator_step(Value self, Value *item) {
    LongRangeIterator *iterator = long_of(self);
    if (int_sign(iterator->remaining) <= 0)
        return NEXT_DONE;
    Value next = int_add(iterator->next, iterator->step);
    Value remaining = next != NULL ? int_subtract(iterator->remaining, ONE) : NULL;
    if (remaining == NULL) {
        decref_maybe(next);
        return NEXT_ERROR;
    }
    *item = iterator->next;
    iterator->next = next;
    replace_value(&iterator->remaining, remaining);
    return NEXT_ITEM;
}

static Value long_iterator_length_hint(Value self, Value *args) {
    return own(long_of(self)->remaining);
}

static Value long_iterator_reduce(Value self, Value *args) {
    const LongRangeIterator *iterator = long_of(self);
    return reduce_rest(iterator->next, iterator->step, iterator->remaining);
}

static Value long_iterator_setstate(Value self, Value *args) {
    LongRangeIterator *iterator = long_of(self);
    if (!is_int(args[0]))
        return raise_type_error("state must be an int, not %.200s", type_name_of(args[0]));
    Value skip = int_sign(args[0]) < 0                           ? ZERO
                 : int_compare(args[0], iterator->remaining) > 0 ? iterator->remaining
                                                                 : args[0];
    skip = int_normalize(skip);
    Value offset = skip != NULL ? int_multiply(skip, iterator->step) : NULL;
    Value next = offset != NULL ? int_add(iterator->next, offset) : NULL;
    Value remaining = next != NULL ? int_subtract(iterator->remaining, skip) : NULL;
    decref_maybe(skip);
    decref_maybe(offset);
    if (remaining == NULL) {
        decref_maybe(next);
        return NULL;
    }
    replace_value(&iterator->next, next);
    replace_value(&iterator->remaining, remaining);
    return NONE;
}

static const NativeMethod iterator_methods[] = {
    NATIVE("__length_hint__($self, /)", iterator_length_hint,
           "Private method returning an estimate of len(list(it))."),
    NATIVE("__reduce__($self, /)", iterator_reduce_method,
           "Return state information for pickling."),
    NATIVE("__setstate__($self, object, /)", iterator_setstate,
           "Set state information for unpickling."),
    NATIVE_END,
};

static const NativeMethod long_iterator_methods[] = {
    NATIVE("__length_hint__($self, /)", long_iterator_length_hint,
           "Private method returning an estimate of len(list(it))."),
    NATIVE("__reduce__($self, /)", long_iterator_reduce, "Return state information for pickling."),
    NATIVE("__setstate__($self, object, /)", long_iterator_setstate,
           "Set state information for unpickling."),
    NATIVE_END,
};

Type range_iterator_type = {
    TYPE_INIT_ATOM("range_iterator", sizeof(RangeIterator), iterator_dealloc),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .methods = iterator_methods,
    .iter = iterator_iter_self,
    .next = iterator_step,
};

Type long_range_iterator_type = {
    TYPE_INIT_CONTAINER("longrange_iterator", sizeof(LongRangeIterator), long_iterator_dealloc,
                        long_iterator_traverse, NULL),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .methods = long_iterator_methods,
    .iter = iterator_iter_self,
    .next = long_iterator_step,
};

/* ---- the type -------------------------------------------------------------------------------- */

static const NativeMethod methods[] = {
    NATIVE("__reversed__($self, /)", range_reversed, "Return a reverse iterator."),
    NATIVE("__reduce__($self, /)", range_reduce, NULL),
    NATIVE("count($self, object, /)", range_count,
           "rangeobject.count(value) -> integer -- return number of occurrences of value"),
    NATIVE("index($self, object, /)", range_index,
           "rangeobject.index(value) -> integer -- return index of value.\n"
           "Raise ValueError if the value is not present."),
    NATIVE_END,
};

static const NativeMember members[] = {
    {"start", MEMBER_VALUE, offsetof(Range, start), false, NULL},
    {"stop", MEMBER_VALUE, offsetof(Range, stop), false, NULL},
    {"step", MEMBER_VALUE, offsetof(Range, step), false, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

Type range_type = {
    TYPE_INIT_CONTAINER("range", sizeof(Range), range_dealloc, range_traverse, NULL),
    .flags = TYPE_SEQUENCE | TYPE_IMMUTABLE,
    .doc = "range(stop) -> range object\n"
           "range(start, stop[, step]) -> range object\n\n"
           "Return an object that produces a sequence of integers from start (inclusive)\n"
           "to stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\n"
           "start defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\n"
           "These are exactly the valid indices for a list of 4 elements.\n"
           "When step is given, it specifies the increment (or decrement).",
    .methods = methods,
    .members = members,
    .new = range_new_slot,
    .repr = range_repr,
    .hash = range_hash,
    .compare = range_compare,
    .truth = range_truth,
    .iter = range_iter,
    .length = range_length,
    .get_item = range_get_item,
    .contains = range_contains,
};
