/* Operators beyond the interpreter's inline cases. */
#include "vm/instructions_slow.h"
#include "vm/objects/slice.h"

static const uint8_t number_slots[13] = {
    [BINARY_ADD] = NUMBER_ADD,
    [BINARY_AND] = NUMBER_AND,
    [BINARY_FLOOR_DIVIDE] = NUMBER_FLOOR_DIVIDE,
    [BINARY_LSHIFT] = NUMBER_LSHIFT,
    [BINARY_MATRIX_MULTIPLY] = NUMBER_MATMUL,
    [BINARY_MULTIPLY] = NUMBER_MULTIPLY,
    [BINARY_REMAINDER] = NUMBER_REMAINDER,
    [BINARY_OR] = NUMBER_OR,
    [BINARY_RSHIFT] = NUMBER_RSHIFT,
    [BINARY_SUBTRACT] = NUMBER_SUBTRACT,
    [BINARY_TRUE_DIVIDE] = NUMBER_TRUE_DIVIDE,
    [BINARY_XOR] = NUMBER_XOR,
};

/* int and float mixed, and the float operators that are not inlined. */
static bool mixed_floats(Value left, Value right, unsigned operator, double * result) {
    double x, y;
    if (is_small_int(left) && is_exact_float(right)) {
        x = (double)small_int_of(left), y = float_of(right);
    } else if (is_small_int(right) && is_exact_float(left)) {
        x = float_of(left), y = (double)small_int_of(right);
    } else if (are_small_ints(left, right) && operator== BINARY_TRUE_DIVIDE) {
        int64_t a = small_int_of(left), b = small_int_of(right);
        const int64_t exact = (int64_t)1 << 53;
        if (a > exact || a < -exact || b > exact || b < -exact)
            return false;
        x = (double)a, y = (double)b;
    } else {
        return false;
    }
    switch (operator) {
    case BINARY_ADD:
        *result = x + y;
        return true;
    case BINARY_SUBTRACT:
        *result = x - y;
        return true;
    case BINARY_MULTIPLY:
        *result = x * y;
        return true;
    case BINARY_TRUE_DIVIDE:
        *result = x / y;
        return y != 0.0;
    default:
        return false;
    }
}

Value binary_operation(Value left, Value right, unsigned operator) {
    bool inplace = operator>= BINARY_INPLACE_ADD;
    double number;
    operator%= 13;
    if (mixed_floats(left, right, operator, & number))
        return float_new(number);
    if (operator== BINARY_POWER)
        return inplace ? object_inplace_power(left, right) : object_power(left, right, NONE);
    return inplace ? object_inplace(number_slots[operator], left, right)
                   : object_binary(number_slots[operator], left, right);
}

Value *binary_slow(Value *sp, Value *fp, Instruction *pc, Value left, Value right, unsigned info) {
    unsigned operator= info & 0xff;
    bool left_owned = info >> 8 & 1, right_owned = info >> 9 & 1, stores = info >> 10 & 1;
    Value *destination = stores ? &fp[pc->c & 0x7fff] : NULL;
    Value result;
    if (operator== BINARY_ADD && has_type(left, &str_type) && has_type(right, &str_type)) {
        /* Grow in place when the operand's, or the variable's, is the only reference. */
        incref(right);
        if (left_owned) {
            if (destination && *destination == left) /* s += ...: the variable's own reference */
                clear_value(destination);
            sp[-1 - right_owned] = NONE;
            result = str_append_steal(left, right);
            left = NONE;
        } else if (destination && *destination == left) {
            *destination = NULL;
            result = str_append_steal(left, right);
        } else {
            result = value_of(str_concat(str_of(left), str_of(right)));
        }
        decref(right);
    } else {
        incref(left);
        incref(right);
        result = binary_operation(left, right, operator+(pc->c & 0x8000 ? BINARY_INPLACE_ADD : 0));
        decref(left);
        decref(right);
    }
    if (!result)
        return NULL;
    sp -= left_owned + right_owned;
    if (stores)
        replace_value(destination, result);
    if (left_owned)
        decref(left);
    if (right_owned)
        decref(right);
    if (!stores)
        *sp++ = result;
    return sp;
}

Answer compare_slow(Value left, Value right, CompareOp op) {
    if (has_type(left, &str_type) && has_type(right, &str_type)) {
        if (op == COMPARE_EQ || op == COMPARE_NE)
            return str_equal(str_of(left), str_of(right)) == (op == COMPARE_EQ) ? ANSWER_YES
                                                                                : ANSWER_NO;
    }
    incref(left);
    incref(right);
    Answer answer = object_compare_truth(left, right, op);
    decref(left);
    decref(right);
    return answer;
}

Value compare_operation(Value left, Value right, CompareOp op) {
    if (are_small_ints(left, right)) {
        intptr_t x = (intptr_t)left, y = (intptr_t)right;
        return value_of_bool(order_satisfies((x > y) - (x < y), op));
    }
    if ((op == COMPARE_EQ || op == COMPARE_NE) && has_type(left, &str_type) &&
        has_type(right, &str_type))
        return value_of_bool(str_equal(str_of(left), str_of(right)) == (op == COMPARE_EQ));
    return object_compare(left, right, op);
}

Answer contains_operation(Value container, Value item) {
    if (has_type(container, &dict_type)) {
        Value value;
        Lookup found = dict_lookup(dict_of(container), item, &value);
        if (found == LOOKUP_FOUND)
            decref(value);
        return (Answer)found;
    }
    if (has_type(container, &set_type) && has_type(item, &str_type))
        return set_contains(set_of(container), item);
    return object_contains(container, item);
}

/* ---- subscripts ------------------------------------------------------------------------------ */

Value subscript_slow(Value container, Value key) {
    Value result;
    if (has_type(container, &str_type) && is_small_int(key)) {
        Str *text = str_of(container);
        int64_t index = small_int_of(key);
        if (index < 0)
            index += (int64_t)text->length;
        if (index >= 0 && (uint64_t)index < text->length)
            return value_of(str_character(text, (size_t)index));
    }
    incref(container);
    incref(key);
    if (has_type(container, &dict_type))
        result = dict_get_item(container, key);
    else
        result = object_get_item(container, key);
    decref(key);
    decref(container);
    return result;
}

bool store_subscript(Value container, Value key, Value value) {
    if (has_type(container, &dict_type))
        return dict_set(dict_of(container), key, value);
    return object_set_item(container, key, value);
}

/* A slice bound that is None or an int, as an index into `length` items. */
static bool plain_bound(Value value, size_t length, size_t fallback, size_t *index) {
    if (value == NONE) {
        *index = fallback;
        return true;
    }
    if (!is_small_int(value))
        return false;
    int64_t number = small_int_of(value);
    if (number < 0)
        number = number + (int64_t)length < 0 ? 0 : number + (int64_t)length;
    *index = (uint64_t)number > length ? length : (size_t)number;
    return true;
}

Value slice_operation(Value container, Value start, Value stop) {
    size_t from, to;
    if (has_type(container, &str_type)) {
        size_t length = str_of(container)->length;
        if (plain_bound(start, length, 0, &from) && plain_bound(stop, length, length, &to))
            return value_of(str_substring(str_of(container), from, to < from ? from : to));
    } else if (has_type(container, &list_type)) {
        size_t length = list_of(container)->count;
        if (plain_bound(start, length, 0, &from) && plain_bound(stop, length, length, &to))
            return value_of(
                list_from_array(list_of(container)->items + from, to < from ? 0 : to - from));
    } else if (has_type(container, &tuple_type)) {
        size_t length = tuple_of(container)->count;
        if (plain_bound(start, length, 0, &from) && plain_bound(stop, length, length, &to))
            return value_of(tuple_slice(tuple_of(container), from, to < from ? from : to));
    }
    Value slice = slice_new(start, stop, NULL);
    if (!slice)
        return NULL;
    Value result = object_get_item(container, slice);
    decref(slice);
    return result;
}

bool store_slice(Value container, Value start, Value stop, Value value) {
    Value slice = slice_new(start, stop, NULL);
    if (!slice)
        return false;
    bool stored = object_set_item(container, slice, value);
    decref(slice);
    return stored;
}
