/* _operator: the language's operators as functions, and callables made of them
 * (operator_getters.c). operator itself, with __all__ and the dunder names, is
 * lib/python/operator.py. */
#include "lib/native/operator.h"

#define BINARY(name, expression)                                                                   \
    static Value operator_##name(Value module, Value *args) {                                      \
        Value a = args[0], b = args[1];                                                            \
        return expression;                                                                         \
    }

static Value answer_value(Answer answer) {
    return answer == ANSWER_ERROR ? NULL : value_of_bool(answer == ANSWER_YES);
}

BINARY(lt, object_compare(a, b, COMPARE_LT))
BINARY(le, object_compare(a, b, COMPARE_LE))
BINARY(eq, object_compare(a, b, COMPARE_EQ))
BINARY(ne, object_compare(a, b, COMPARE_NE))
BINARY(gt, object_compare(a, b, COMPARE_GT))
BINARY(ge, object_compare(a, b, COMPARE_GE))
BINARY(add, object_binary(NUMBER_ADD, a, b))
BINARY(sub, object_binary(NUMBER_SUBTRACT, a, b))
BINARY(mul, object_binary(NUMBER_MULTIPLY, a, b))
BINARY(matmul, object_binary(NUMBER_MATMUL, a, b))
BINARY(floordiv, object_binary(NUMBER_FLOOR_DIVIDE, a, b))
BINARY(truediv, object_binary(NUMBER_TRUE_DIVIDE, a, b))
BINARY(mod, object_binary(NUMBER_REMAINDER, a, b))
BINARY(lshift, object_binary(NUMBER_LSHIFT, a, b))
BINARY(rshift, object_binary(NUMBER_RSHIFT, a, b))
BINARY(and_, object_binary(NUMBER_AND, a, b))
BINARY(xor, object_binary(NUMBER_XOR, a, b))
BINARY(or_, object_binary(NUMBER_OR, a, b))
BINARY(pow, object_power(a, b, NONE))
BINARY(iadd, object_inplace(NUMBER_ADD, a, b))
BINARY(isub, object_inplace(NUMBER_SUBTRACT, a, b))
BINARY(imul, object_inplace(NUMBER_MULTIPLY, a, b))
BINARY(imatmul, object_inplace(NUMBER_MATMUL, a, b))
BINARY(ifloordiv, object_inplace(NUMBER_FLOOR_DIVIDE, a, b))
BINARY(itruediv, object_inplace(NUMBER_TRUE_DIVIDE, a, b))
BINARY(imod, object_inplace(NUMBER_REMAINDER, a, b))
BINARY(ilshift, object_inplace(NUMBER_LSHIFT, a, b))
BINARY(irshift, object_inplace(NUMBER_RSHIFT, a, b))
BINARY(iand, object_inplace(NUMBER_AND, a, b))
BINARY(ixor, object_inplace(NUMBER_XOR, a, b))
BINARY(ior, object_inplace(NUMBER_OR, a, b))
BINARY(ipow, object_inplace_power(a, b))
BINARY(is_, value_of_bool(a == b))
BINARY(is_not, value_of_bool(a != b))
BINARY(contains, answer_value(object_contains(a, b)))
BINARY(getitem, object_get_item(a, b))
BINARY(delitem, object_delete_item(a, b) ? NONE : NULL)

#define UNARY(name, expression)                                                                    \
    static Value operator_##name(Value module, Value *args) {                                      \
        Value a = args[0];                                                                         \
        return expression;                                                                         \
    }
UNARY(neg, object_unary(NUMBER_NEGATIVE, a))
UNARY(pos, object_unary(NUMBER_POSITIVE, a))
UNARY(abs, object_unary(NUMBER_ABSOLUTE, a))
UNARY(invert, object_unary(NUMBER_INVERT, a))
UNARY(index, object_index(a))
UNARY(truth, answer_value(object_truth(a)))

static Value operator_not(Value module, Value *args) {
    Answer truth = object_truth(args[0]);
    return truth == ANSWER_ERROR ? NULL : value_of_bool(truth == ANSWER_NO);
}

static Value operator_setitem(Value module, Value *args) {
    return object_set_item(args[0], args[1], args[2]) ? NONE : NULL;
}

static bool is_sequence(Value value) {
    return !is_dict(value) && type_of(value)->get_item != NULL;
}

/* Native sequences say themselves what they cannot be joined with. */
static bool can_be_concatenated(Value left, Value right) {
    if (has_type(left, &memoryview_type))
        return false;
    return is_sequence(left) && (is_sequence(right) || !(type_of(left)->flags & TYPE_HEAP));
}

static Value operator_concat(Value module, Value *args) {
    if (!can_be_concatenated(args[0], args[1]))
        return raise_type_error("'%.200s' object can't be concatenated", type_name_of(args[0]));
    return object_binary(NUMBER_ADD, args[0], args[1]);
}

static Value operator_iconcat(Value module, Value *args) {
    if (!can_be_concatenated(args[0], args[1]))
        return raise_type_error("'%.200s' object can't be concatenated", type_name_of(args[0]));
    return object_inplace(NUMBER_ADD, args[0], args[1]);
}

/* Walks an iterable: how often, or where first (-1: nowhere, with ValueError), an item equals. */
static Value search(Value iterable, Value wanted, bool count_all) {
    Value iterator = object_iter(iterable), item;
    if (iterator == NULL) {
        if (exception_clear_if(&exc_TypeError))
            raise_type_error("argument of type '%.200s' is not iterable", type_name_of(iterable));
        return NULL;
    }
    int64_t position = 0, found = 0;
    Next next;
    for (; (next = iterator_next(iterator, &item)) == NEXT_ITEM; position++) {
        Answer equal = object_equal(item, wanted);
        decref(item);
        if (equal == ANSWER_ERROR) {
            next = NEXT_ERROR;
            break;
        }
        found += equal;
        if (equal == ANSWER_YES && !count_all)
            break;
    }
    decref(iterator);
    if (next == NEXT_ERROR)
        return NULL;
    if (!count_all && found == 0)
        return raise_value_error("sequence.index(x): x not in sequence");
    return value_from_int64(count_all ? found : position);
}

BINARY(countOf, search(a, b, true))
BINARY(indexOf, search(a, b, false))

static Value operator_length_hint(Value module, Value *args) {
    ptrdiff_t fallback = 0;
    if (args[1] != NULL && !is_int(args[1]))
        return raise_type_error("'%.200s' object cannot be interpreted as an integer",
                                type_name_of(args[1]));
    if (args[1] != NULL && !int_as_size(args[1], &fallback))
        return NULL;
    ptrdiff_t hint = object_length_hint(args[0], fallback);
    return hint == -1 && exception_pending() ? NULL : value_from_int64(hint);
}

static Value operator_call(Value module, Value *args, size_t count, Tuple *keywords) {
    if (count < 1)
        return raise_type_error("call expected at least 1 argument, got 0");
    return call(args[0], args + 1, count - 1, keywords);
}

/* Equality of two ASCII strs or two bytes-like objects in time that depends on lengths alone. */
static Value compare_digest(Value module, Value *args) {
    Value a = args[0], b = args[1];
    Buffer left = {0}, right = {0};
    if (is_str(a) && is_str(b)) {
        const Str *x = str_of(a), *y = str_of(b);
        if (!x->ascii || !y->ascii)
            return raise_type_error("comparing strings with non-ASCII characters is not supported");
        left.bytes = (uint8_t *)x->data;
        left.size = x->length;
        right.bytes = (uint8_t *)y->data;
        right.size = y->length;
    } else if (is_str(a) || is_str(b) || type_of(a)->get_buffer == NULL ||
               type_of(b)->get_buffer == NULL) {
        return raise_type_error("unsupported operand types(s) or combination of types: '%.100s' "
                                "and '%.100s'",
                                type_name_of(a), type_name_of(b));
    } else {
        if (!buffer_get(a, &left, false))
            return NULL;
        if (!buffer_get(b, &right, false)) {
            buffer_release(&left);
            return NULL;
        }
    }
    volatile uint8_t difference = left.size != right.size;
    const uint8_t *compared = left.size == right.size ? left.bytes : right.bytes;
    for (size_t i = 0; i < right.size; i++)
        difference |= compared[i] ^ right.bytes[i];
    if (left.owner != NULL)
        buffer_release(&left);
    if (right.owner != NULL)
        buffer_release(&right);
    return value_of_bool(difference == 0);
}

#define TWO(name, doc) NATIVE(#name "($module, a, b, /)", operator_##name, doc)
#define ONE(name, doc) NATIVE(#name "($module, a, /)", operator_##name, doc)

static const NativeMethod functions[] = {
    TWO(lt, "Same as a < b."),
    TWO(le, "Same as a <= b."),
    TWO(eq, "Same as a == b."),
    TWO(ne, "Same as a != b."),
    TWO(gt, "Same as a > b."),
    TWO(ge, "Same as a >= b."),
    NATIVE("not_($module, a, /)", operator_not, "Same as not a."),
    ONE(truth, "Return True if a is true, False otherwise."),
    TWO(is_, "Same as a is b."),
    TWO(is_not, "Same as a is not b."),
    ONE(abs, "Same as abs(a)."),
    TWO(add, "Same as a + b."),
    TWO(and_, "Same as a & b."),
    TWO(floordiv, "Same as a // b."),
    ONE(index, "Same as a.__index__()"),
    NATIVE("inv($module, a, /)", operator_invert, "Same as ~a."),
    ONE(invert, "Same as ~a."),
    TWO(lshift, "Same as a << b."),
    TWO(mod, "Same as a % b."),
    TWO(mul, "Same as a * b."),
    TWO(matmul, "Same as a @ b."),
    ONE(neg, "Same as -a."),
    TWO(or_, "Same as a | b."),
    ONE(pos, "Same as +a."),
    TWO(pow, "Same as a ** b."),
    TWO(rshift, "Same as a >> b."),
    TWO(sub, "Same as a - b."),
    TWO(truediv, "Same as a / b."),
    TWO(xor, "Same as a ^ b."),
    TWO(concat, "Same as a + b, for a and b sequences."),
    TWO(contains, "Same as b in a (note reversed operands)."),
    TWO(countOf, "Return the number of items in a which are, or which equal, b."),
    TWO(delitem, "Same as del a[b]."),
    TWO(getitem, "Same as a[b]."),
    TWO(indexOf, "Return the first index of b in a."),
    NATIVE("setitem($module, a, b, c, /)", operator_setitem, "Same as a[b] = c."),
    NATIVE("length_hint($module, obj, default=0, /)", operator_length_hint,
           "Return an estimate of the number of items in obj.\n\n"
           "This is useful for presizing containers when building from an iterable.\n\n"
           "If the object supports len(), the result will be exact.\n"
           "Otherwise, it may over- or under-estimate by an arbitrary amount."),
    NATIVE_RAW("call($module, obj, /, *args, **kwargs)", operator_call,
               "Same as obj(*args, **kwargs)."),
    TWO(iadd, "Same as a += b."),
    TWO(iand, "Same as a &= b."),
    TWO(iconcat, "Same as a += b, for a and b sequences."),
    TWO(ifloordiv, "Same as a //= b."),
    TWO(ilshift, "Same as a <<= b."),
    TWO(imod, "Same as a %= b."),
    TWO(imul, "Same as a *= b."),
    TWO(imatmul, "Same as a @= b."),
    TWO(ior, "Same as a |= b."),
    TWO(ipow, "Same as a **= b."),
    TWO(irshift, "Same as a >>= b."),
    TWO(isub, "Same as a -= b."),
    TWO(itruediv, "Same as a /= b."),
    TWO(ixor, "Same as a ^= b."),
    NATIVE("_compare_digest($module, a, b, /)", compare_digest, "Return 'a == b'."),
    NATIVE_END,
};

static bool exec(Module *module) {
    return module_add_type(module, &operator_itemgetter_type) &&
           module_add_type(module, &operator_attrgetter_type) &&
           module_add_type(module, &operator_methodcaller_type);
}

const NativeModule _operator_module = {
    .name = "_operator",
    .doc = "Operator interface.\n\n"
           "This module exports a set of functions implemented in C corresponding\n"
           "to the intrinsic operators of Python.  For example, operator.add(x, y)\n"
           "is equivalent to the expression x+y.",
    .functions = functions,
    .exec = exec,
};
