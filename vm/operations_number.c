/* Arithmetic on any values: which operand's slot is asked first, and what the errors say. */
#include "vm/operations.h"

#include "vm/names.h"
#include "vm/objects/float.h"
#include "vm/objects/int.h"
#include "vm/objects/str.h"
#include "vm/operations_internal.h"
#include "vm/raise.h"
#include "vm/type_internal.h"

#include <string.h>

static const char *const signs[NUMBER_COUNT] = {
    [NUMBER_ADD] = "+",       [NUMBER_SUBTRACT] = "-",      [NUMBER_MULTIPLY] = "*",
    [NUMBER_MATMUL] = "@",    [NUMBER_TRUE_DIVIDE] = "/",   [NUMBER_FLOOR_DIVIDE] = "//",
    [NUMBER_REMAINDER] = "%", [NUMBER_DIVMOD] = "divmod()", [NUMBER_LSHIFT] = "<<",
    [NUMBER_RSHIFT] = ">>",   [NUMBER_AND] = "&",           [NUMBER_XOR] = "^",
    [NUMBER_OR] = "|",
};

static const char *const inplace_signs[NUMBER_COUNT] = {
    [NUMBER_ADD] = "+=",       [NUMBER_SUBTRACT] = "-=",    [NUMBER_MULTIPLY] = "*=",
    [NUMBER_MATMUL] = "@=",    [NUMBER_TRUE_DIVIDE] = "/=", [NUMBER_FLOOR_DIVIDE] = "//=",
    [NUMBER_REMAINDER] = "%=", [NUMBER_DIVMOD] = "",        [NUMBER_LSHIFT] = "<<=",
    [NUMBER_RSHIFT] = ">>=",   [NUMBER_AND] = "&=",         [NUMBER_XOR] = "^=",
    [NUMBER_OR] = "|=",
};

/* The slots of both operands; NOT_IMPLEMENTED if none answers. */
static Value try_binary(BinarySlot slot, Type *left_type, Type *right_type, Value left,
                        Value right) {
    Value (*first)(Value, Value) = left_type->binary[slot];
    Value (*second)(Value, Value) = left_type == right_type ? NULL : right_type->binary[slot];
    if (second == first)
        second = NULL;
    if (first && second && type_is_subtype(right_type, left_type)) {
        Value result = second(left, right);
        if (result != NOT_IMPLEMENTED)
            return result;
        second = NULL;
    }
    if (first) {
        Value result = first(left, right);
        if (result != NOT_IMPLEMENTED)
            return result;
    }
    return second ? second(left, right) : NOT_IMPLEMENTED;
}

static bool is_sequence_count(Value value) {
    return is_int(value) || type_of(value)->to_index;
}

static Value repeat(Value (*function)(Value, Value), Value sequence, Value count) {
    if (!is_sequence_count(count))
        return raise_type_error("can't multiply sequence by non-int of type '%.200s'",
                                type_name_of(count));
    return function(sequence, count);
}

static COLD void *raise_unsupported(const char *sign, Value left, Value right) {
    return raise_type_error("unsupported operand type(s) for %.100s: '%.100s' and '%.100s'", sign,
                            type_name_of(left), type_name_of(right));
}

/* print >> file, of Python 2. */
static COLD void *raise_binary(BinarySlot slot, Value left, Value right) {
    if (slot == NUMBER_RSHIFT && has_type(left, &native_function_type)) {
        NativeCallable *function = (NativeCallable *)(void *)object_of(left);
        if (!strncmp(function->method->signature, "print(", 6))
            return raise_type_error("unsupported operand type(s) for %.100s: '%.100s' and "
                                    "'%.100s'. Did you mean \"print(<message>, "
                                    "file=<output_stream>)\"?",
                                    signs[slot], type_name_of(left), type_name_of(right));
    }
    return raise_unsupported(signs[slot], left, right);
}

/* The sequence slots behind + and *. */
static Value try_sequence(BinarySlot slot, Type *left_type, Type *right_type, Value left,
                          Value right) {
    if (slot == NUMBER_ADD && left_type->concat)
        return left_type->concat(left, right);
    if (slot == NUMBER_MULTIPLY && left_type->repeat)
        return repeat(left_type->repeat, left, right);
    if (slot == NUMBER_MULTIPLY && right_type->repeat)
        return repeat(right_type->repeat, right, left);
    return NOT_IMPLEMENTED;
}

Value object_binary(BinarySlot slot, Value left, Value right) {
    Type *left_type = ready_type_of(left), *right_type = ready_type_of(right);
    if (!left_type || !right_type)
        return NULL;
    Value result = try_binary(slot, left_type, right_type, left, right);
    if (result == NOT_IMPLEMENTED)
        result = try_sequence(slot, left_type, right_type, left, right);
    return result == NOT_IMPLEMENTED ? raise_binary(slot, left, right) : result;
}

/* Those of CPython's types whose tp_as_sequence is there, though they cannot be repeated: *= then
 * does not ask the other operand, as * does. */
static bool has_sequence_slots(const Type *type) {
    return type->flags & TYPE_HEAP || type->contains || type->length;
}

Value object_inplace(BinarySlot slot, Value left, Value right) {
    Type *left_type = ready_type_of(left), *right_type = ready_type_of(right);
    if (!left_type || !right_type)
        return NULL;
    Value result = NOT_IMPLEMENTED;
    if (left_type->inplace[slot])
        result = left_type->inplace[slot](left, right);
    if (result == NOT_IMPLEMENTED)
        result = try_binary(slot, left_type, right_type, left, right);
    if (result == NOT_IMPLEMENTED && slot == NUMBER_ADD && left_type->inplace_concat)
        result = left_type->inplace_concat(left, right);
    else if (result == NOT_IMPLEMENTED && slot == NUMBER_MULTIPLY && left_type->inplace_repeat)
        result = repeat(left_type->inplace_repeat, left, right);
    else if (result == NOT_IMPLEMENTED &&
             !(slot == NUMBER_MULTIPLY && !left_type->repeat && has_sequence_slots(left_type)))
        result = try_sequence(slot, left_type, right_type, left, right);
    return result == NOT_IMPLEMENTED ? raise_unsupported(inplace_signs[slot], left, right) : result;
}

static Value try_power(Value base, Value exponent, Value modulus) {
    Type *left_type = ready_type_of(base), *right_type = ready_type_of(exponent);
    if (!left_type || !right_type)
        return NULL;
    Value (*first)(Value, Value, Value) = left_type->power;
    Value (*second)(Value, Value, Value) = left_type == right_type ? NULL : right_type->power;
    if (second == first)
        second = NULL;
    Value result;
    if (first && second && type_is_subtype(right_type, left_type)) {
        if ((result = second(base, exponent, modulus)) != NOT_IMPLEMENTED)
            return result;
        second = NULL;
    }
    if (first && (result = first(base, exponent, modulus)) != NOT_IMPLEMENTED)
        return result;
    if (second && (result = second(base, exponent, modulus)) != NOT_IMPLEMENTED)
        return result;
    if (modulus == NONE)
        return NOT_IMPLEMENTED;
    Value (*third)(Value, Value, Value) = type_of(modulus)->power;
    if (third && third != first && third != second)
        return third(base, exponent, modulus);
    return NOT_IMPLEMENTED;
}

Value object_power(Value base, Value exponent, Value modulus) {
    Value result = try_power(base, exponent, modulus);
    if (result != NOT_IMPLEMENTED)
        return result;
    if (modulus == NONE)
        return raise_unsupported("** or pow()", base, exponent);
    return raise_type_error("unsupported operand type(s) for %.100s: '%.100s', '%.100s', '%.100s'",
                            "** or pow()", type_name_of(base), type_name_of(exponent),
                            type_name_of(modulus));
}

Value object_inplace_power(Value base, Value exponent) {
    Type *type = ready_type_of(base);
    if (!type)
        return NULL;
    Value result = NOT_IMPLEMENTED;
    if (type->inplace_power)
        result = type->inplace_power(base, exponent);
    if (result == NOT_IMPLEMENTED)
        result = try_power(base, exponent, NONE);
    return result == NOT_IMPLEMENTED ? raise_unsupported("**=", base, exponent) : result;
}

Value object_unary(UnarySlot slot, Value operand) {
    static const char *const texts[] = {"unary -", "unary +", "abs()", "unary ~"};
    Type *type = ready_type_of(operand);
    if (!type)
        return NULL;
    if (type->unary[slot])
        return type->unary[slot](operand);
    return raise_type_error("bad operand type for %s: '%.200s'", texts[slot], type->mem.name);
}

/* ---- numbers out of objects ------------------------------------------------------------------ */

/* An int of a subclass is taken, with a warning as in CPython. */
static Value check_int(Value result, Value of, const char *method) {
    if (!result || is_exact_int(result))
        return result;
    if (!is_int(result)) {
        raise_type_error("%s returned non-int (type %.200s)", method, type_name_of(result));
        decref(result);
        return NULL;
    }
    if (!warn(&exc_DeprecationWarning, 1,
              "%s returned non-int (type %.200s).  The ability to return an instance of a strict "
              "subclass of int is deprecated, and may be removed in a future version of "
              "Python.",
              method, type_name_of(result))) {
        decref(result);
        return NULL;
    }
    Value exact = int_normalize(result);
    decref(result);
    return exact;
}

Value object_index(Value value) {
    if (is_exact_int(value))
        return own(value);
    if (is_int(value))
        return int_normalize(value);
    Type *type = ready_type_of(value);
    if (!type)
        return NULL;
    if (!type->to_index)
        return raise_type_error("'%.200s' object cannot be interpreted as an integer",
                                type->mem.name);
    return check_int(type->to_index(value), value, "__index__");
}

bool object_index_as_size(Value value, ptrdiff_t *size, Type *error) {
    if (is_small_int(value)) {
        *size = (ptrdiff_t)small_int_of(value);
        return true;
    }
    Value index = object_index(value);
    if (!index)
        return false;
    int64_t number;
    bool good = true;
    if (int_fits_int64(index, &number))
        *size = (ptrdiff_t)number;
    else if (!error)
        *size = int_sign(index) < 0 ? PTRDIFF_MIN : PTRDIFF_MAX;
    else
        good = raise_error(error, "cannot fit '%.200s' into an index-sized integer",
                           type_name_of(value));
    decref(index);
    return good;
}

Value object_to_int(Value value) {
    if (is_exact_int(value))
        return own(value);
    Type *type = ready_type_of(value);
    if (!type)
        return NULL;
    if (type->to_int)
        return check_int(type->to_int(value), value, "__int__");
    if (type->to_index)
        return object_index(value);
    Value stack[] = {value}, truncated;
    Lookup found = special_call(names.__trunc__, stack, 1, &truncated);
    if (found == LOOKUP_ERROR)
        return NULL;
    if (found == LOOKUP_FOUND) {
        Value result = NULL;
        if (is_int(truncated) || type_of(truncated)->to_index)
            result = object_index(truncated);
        else
            raise_type_error("__trunc__ returned non-Integral (type %.200s)",
                             type_name_of(truncated));
        decref(truncated);
        return result;
    }
    if (is_str(value) || type->get_buffer)
        return int_from_value_text(value, 10);
    return raise_type_error("int() argument must be a string, a bytes-like object or a real "
                            "number, not '%.200s'",
                            type->mem.name);
}

static bool float_from_slot(Value value, Type *type, double *number) {
    Value result = type->to_float(value);
    if (!result)
        return false;
    bool good = true;
    if (!is_float(result)) {
        good = raise_type_error("%.50s.__float__ returned non-float (type %.50s)", type->mem.name,
                                type_name_of(result));
    } else if (!is_exact_float(result)) {
        good = warn(&exc_DeprecationWarning, 1,
                    "%.50s.__float__ returned non-float (type %.50s).  The ability to return an "
                    "instance of a strict subclass of float is deprecated, and may be "
                    "removed in a future version of Python.",
                    type->mem.name, type_name_of(result));
    }
    if (good)
        *number = float_of(result);
    decref(result);
    return good;
}

bool object_as_double(Value value, double *number) {
    if (is_small_int(value)) {
        *number = (double)small_int_of(value);
        return true;
    }
    if (is_float(value)) {
        *number = float_of(value);
        return true;
    }
    Type *type = ready_type_of(value);
    if (!type)
        return false;
    if (type->to_float)
        return float_from_slot(value, type, number);
    if (!type->to_index)
        return raise_type_error("must be real number, not %.50s", type->mem.name);
    Value index = object_index(value);
    bool good = index && int_as_double(index, number);
    decref_maybe(index);
    return good;
}

Value object_to_float(Value value) {
    if (is_exact_float(value))
        return own(value);
    Type *type = ready_type_of(value);
    if (!type)
        return NULL;
    if (!type->to_float && !type->to_index) {
        if (is_str(value) || type->get_buffer)
            return float_from_value_text(value);
        return raise_type_error("float() argument must be a string or a real number, not '%.200s'",
                                type->mem.name);
    }
    double number; /* __float__ of a subclass of float counts here */
    bool good =
        type->to_float ? float_from_slot(value, type, &number) : object_as_double(value, &number);
    return good ? float_new(number) : NULL;
}
