/* slice: three values, and their meaning for a sequence of some length. */
#include "vm/objects/slice.h"

#include "vm/vm.h"

Value slice_new(Value start, Value stop, Value step) {
    Slice *slice = mem_object_new(&slice_type.mem, sizeof(Slice));
    if (slice == NULL)
        return raise_no_memory();
    slice->start = own(start != NULL ? start : NONE);
    slice->stop = own(stop != NULL ? stop : NONE);
    slice->step = own(step != NULL ? step : NONE);
    mem_gc_track(slice);
    return value_of(slice);
}

static Value slice_new_slot(Type *type, Value *args, size_t count, Tuple *names) {
    if (!arguments_check("slice", count, names, 1, 3))
        return NULL;
    if (count == 1)
        return slice_new(NULL, args[0], NULL);
    return slice_new(args[0], args[1], count == 3 ? args[2] : NULL);
}

static void slice_dealloc(Object *object) {
    Slice *slice = (Slice *)object;
    mem_gc_untrack(object);
    decref(slice->start);
    decref(slice->stop);
    decref(slice->step);
    mem_object_free(object, sizeof(Slice));
}

static void slice_traverse(Object *object, MemVisit visit, void *context) {
    Slice *slice = (Slice *)object;
    visit_value(slice->start, visit, context);
    visit_value(slice->stop, visit, context);
    visit_value(slice->step, visit, context);
}

/* ---- reading one ----------------------------------------------------------------------------- */

bool slice_bound_strict(Value value, ptrdiff_t *index) {
    if (LIKELY(is_small_int(value))) {
        *index = small_int_of(value);
        return true;
    }
    if (type_of(value)->to_index == NULL)
        return raise_type_error("slice indices must be integers or have an __index__ method");
    return object_index_as_size(value, index, NULL);
}

bool slice_bound(Value value, ptrdiff_t *index) {
    if (value == NONE)
        return true;
    if (LIKELY(is_small_int(value))) {
        *index = small_int_of(value);
        return true;
    }
    if (type_of(value)->to_index == NULL)
        return raise_type_error(
            "slice indices must be integers or None or have an __index__ method");
    return object_index_as_size(value, index, NULL);
}

bool slice_unpack(Value value, ptrdiff_t *start, ptrdiff_t *stop, ptrdiff_t *step) {
    Slice *slice = slice_of(value);
    *step = 1;
    if (!slice_bound(slice->step, step))
        return false;
    if (*step == 0)
        return raise_value_error("slice step cannot be zero");
    if (*step < -PTRDIFF_MAX) /* so that it can be negated */
        *step = -PTRDIFF_MAX;
    *start = *step < 0 ? PTRDIFF_MAX : 0;
    *stop = *step < 0 ? PTRDIFF_MIN : PTRDIFF_MAX;
    return slice_bound(slice->start, start) && slice_bound(slice->stop, stop);
}

static ptrdiff_t clip(ptrdiff_t index, ptrdiff_t length, bool backwards) {
    if (index < 0) {
        index += length;
        return index >= 0 ? index : backwards ? -1 : 0;
    }
    return index < length ? index : backwards ? length - 1 : length;
}

size_t slice_adjust(size_t length, ptrdiff_t *start, ptrdiff_t *stop, ptrdiff_t step) {
    *start = clip(*start, (ptrdiff_t)length, step < 0);
    *stop = clip(*stop, (ptrdiff_t)length, step < 0);
    if (step < 0)
        return *stop < *start ? (size_t)((*start - *stop - 1) / -step + 1) : 0;
    /* NOLINTNEXTLINE(clang-analyzer-core.DivideZero): slices refuse a step of 0 */
    return *start < *stop ? (size_t)((*stop - *start - 1) / step + 1) : 0;
}

bool slice_indices(Value slice, size_t length, ptrdiff_t *start, ptrdiff_t *stop, ptrdiff_t *step,
                   size_t *count) {
    if (!slice_unpack(slice, start, stop, step))
        return false;
    *count = slice_adjust(length, start, stop, *step);
    return true;
}

/* ---- slots ----------------------------------------------------------------------------------- */

static Value slice_repr(Value self) {
    Slice *slice = slice_of(self);
    return value_of(str_format("slice(%R, %R, %R)", slice->start, slice->stop, slice->step));
}

static Tuple *as_tuple(Value self) {
    Slice *slice = slice_of(self);
    return tuple_pack(3, slice->start, slice->stop, slice->step);
}

static Value slice_compare(Value self, Value other, CompareOp op) {
    if (!is_slice(other))
        return NOT_IMPLEMENTED;
    if (self == other)
        return value_of_bool(op == COMPARE_EQ || op == COMPARE_LE || op == COMPARE_GE);
    Tuple *left = as_tuple(self), *right = left != NULL ? as_tuple(other) : NULL;
    Value result = right != NULL ? object_compare(value_of(left), value_of(right), op) : NULL;
    decref_maybe(value_of(left));
    decref_maybe(value_of(right));
    return result;
}

/* xxHash's mixing, as a tuple's but for the length. */
static Hash slice_hash(Value self) {
    const Value parts[] = {slice_of(self)->start, slice_of(self)->stop, slice_of(self)->step};
    uint64_t accumulator = 2870177450012600261u;
    for (size_t i = 0; i < 3; i++) {
        Hash lane = object_hash(parts[i]);
        if (lane == -1)
            return -1;
        accumulator += (uint64_t)lane * 14029467366897019727u;
        accumulator = (accumulator << 31) | (accumulator >> 33);
        accumulator *= 11400714785074694791u;
    }
    return accumulator == (uint64_t)-1 ? 1546275796 : (Hash)accumulator;
}

/* ---- indices() of any size ------------------------------------------------------------------- */

/* A bound as an int within [low, high], counted from `length` when negative. */
static Value bound_in(Value value, Value fallback, Value length, Value low, Value high) {
    if (value == NONE)
        return own(fallback);
    if (type_of(value)->to_index == NULL)
        return raise_type_error(
            "slice indices must be integers or None or have an __index__ method");
    Value index = object_index(value);
    if (index == NULL)
        return NULL;
    if (int_sign(index) < 0) {
        Value sum = int_add(index, length);
        decref(index);
        if (sum == NULL)
            return NULL;
        index = sum;
        if (int_compare(index, low) < 0) {
            decref(index);
            return own(low);
        }
    }
    if (int_compare(index, high) > 0) {
        decref(index);
        return own(high);
    }
    return index;
}

static Value step_of(Value value) {
    if (value == NONE)
        return value_of_small_int(1);
    if (type_of(value)->to_index == NULL)
        return raise_type_error(
            "slice indices must be integers or None or have an __index__ method");
    Value step = object_index(value);
    if (step != NULL && int_sign(step) == 0) {
        decref(step);
        return raise_value_error("slice step cannot be zero");
    }
    return step;
}

bool slice_indices_of_any_size(Value self, Value length, Value *start, Value *stop, Value *step) {
    Slice *slice = slice_of(self);
    *start = *stop = NULL;
    if ((*step = step_of(slice->step)) == NULL)
        return false;
    bool backwards = int_sign(*step) < 0;
    Value low = value_of_small_int(backwards ? -1 : 0);
    Value high = backwards ? int_add(length, value_of_small_int(-1)) : own(length);
    if (high != NULL) {
        *start = bound_in(slice->start, backwards ? high : low, length, low, high);
        if (*start != NULL)
            *stop = bound_in(slice->stop, backwards ? low : high, length, low, high);
        decref(high);
    }
    if (*stop != NULL)
        return true;
    clear_value(start);
    clear_value(step);
    return false;
}

static Value slice_indices_method(Value self, Value *args) {
    if (type_of(args[0])->to_index == NULL)
        return raise_type_error("'%.200s' object cannot be interpreted as an integer",
                                type_name_of(args[0]));
    Value length = object_index(args[0]);
    if (length == NULL)
        return NULL;
    Value parts[3];
    bool done;
    if (int_sign(length) < 0)
        done = raise_value_error("length should not be negative");
    else
        done = slice_indices_of_any_size(self, length, &parts[0], &parts[1], &parts[2]);
    decref(length);
    return done ? value_of(tuple_from_array_steal(parts, 3)) : NULL;
}

static Value slice_reduce(Value self, Value *args) {
    Tuple *parts = as_tuple(self);
    Tuple *result = parts != NULL ? tuple_pack(2, value_of(&slice_type), value_of(parts)) : NULL;
    decref_maybe(value_of(parts));
    return value_of(result);
}

static const NativeMethod methods[] = {
    NATIVE("indices($self, object, /)", slice_indices_method,
           "S.indices(len) -> (start, stop, stride)\n\n"
           "Assuming a sequence of length len, calculate the start and stop\n"
           "indices, and the stride length of the extended slice described by\n"
           "S. Out of bounds indices are clipped in a manner consistent with the\n"
           "handling of normal slices."),
    NATIVE("__reduce__($self, /)", slice_reduce, "Return state information for pickling."),
    NATIVE_END,
};

static const NativeMember members[] = {
    {"start", MEMBER_VALUE, offsetof(Slice, start), false, NULL},
    {"stop", MEMBER_VALUE, offsetof(Slice, stop), false, NULL},
    {"step", MEMBER_VALUE, offsetof(Slice, step), false, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

Type slice_type = {
    TYPE_INIT_CONTAINER("slice", sizeof(Slice), slice_dealloc, slice_traverse, NULL),
    .flags = TYPE_IMMUTABLE,
    .doc = "slice(stop)\n"
           "slice(start, stop[, step])\n\n"
           "Create a slice object.  This is used for extended slicing (e.g. a[0:10:2]).",
    .methods = methods,
    .members = members,
    .new = slice_new_slot,
    .repr = slice_repr,
    .hash = slice_hash,
    .compare = slice_compare,
};
