/* What the language does with any value: repr, hash, truth, comparison, arithmetic, items.
 * All raise the errors CPython raises, with its messages. Results are owned. */
#ifndef VM_OPERATIONS_H
#define VM_OPERATIONS_H

#include "vm/type.h"

MUST_CHECK Value object_repr(Value value); /* a str; checks the type of what __repr__ returns */
MUST_CHECK Value object_str(Value value);
MUST_CHECK Value object_ascii(Value value);
MUST_CHECK Value object_format(Value value, Value specification /* a str, or null for empty */);
MUST_CHECK Hash object_hash(Value value); /* -1: error */
MUST_CHECK Answer object_truth(Value value);

/* Whether an order (below 0: less, 0: equal, above 0: greater) is the one that `op` asks for. */
static inline bool order_satisfies(int order, CompareOp op) {
    switch (op) {
    case COMPARE_LT:
        return order < 0;
    case COMPARE_LE:
        return order <= 0;
    case COMPARE_EQ:
        return order == 0;
    case COMPARE_NE:
        return order != 0;
    case COMPARE_GT:
        return order > 0;
    default:
        return order >= 0;
    }
}
MUST_CHECK Value object_compare(Value left, Value right, CompareOp op);
MUST_CHECK Answer object_compare_truth(Value left, Value right, CompareOp op);
/* Identity implies equality, as containers compare. */
MUST_CHECK Answer object_equal(Value left, Value right);

MUST_CHECK Value object_binary(BinarySlot slot, Value left, Value right);
MUST_CHECK Value object_inplace(BinarySlot slot, Value left, Value right);
MUST_CHECK Value object_power(Value base, Value exponent, Value modulus /* None if absent */);
MUST_CHECK Value object_inplace_power(Value base, Value exponent);
MUST_CHECK Value object_unary(UnarySlot slot, Value operand);
#define object_add(left, right)      object_binary(NUMBER_ADD, left, right)
#define object_subtract(left, right) object_binary(NUMBER_SUBTRACT, left, right)
#define object_multiply(left, right) object_binary(NUMBER_MULTIPLY, left, right)

MUST_CHECK Value object_index(Value value); /* an exact int, through __index__ */
/* __index__ clipped to ptrdiff_t; with `error` non-null raises it instead of clipping. */
MUST_CHECK bool object_index_as_size(Value value, ptrdiff_t *size, Type *error);
MUST_CHECK Value object_to_int(Value value);   /* int(x): __int__, __index__, __trunc__, text */
MUST_CHECK Value object_to_float(Value value); /* float(x) */
MUST_CHECK bool object_as_double(Value value, double *number); /* float, __float__, __index__ */

MUST_CHECK ptrdiff_t object_length(Value value);                          /* -1: error */
MUST_CHECK ptrdiff_t object_length_hint(Value value, ptrdiff_t fallback); /* -1: error */
MUST_CHECK Value object_get_item(Value container, Value key);
MUST_CHECK bool object_set_item(Value container, Value key, Value value);
MUST_CHECK bool object_delete_item(Value container, Value key);
MUST_CHECK Answer object_contains(Value container, Value item);

MUST_CHECK Value object_iter(Value iterable); /* TypeError: 'x' object is not iterable */
MUST_CHECK Next iterator_next(Value iterator, Value *item); /* item owned; StopIteration cleared */
/* As next, but also tells what StopIteration carried (owned, None at least) when done. */
MUST_CHECK Next iterator_send(Value iterator, Value sent, Value *item_or_result);

MUST_CHECK Answer object_is_instance(Value value, Value class_or_tuple);
MUST_CHECK Answer object_is_subclass(Value value, Value class_or_tuple);
MUST_CHECK Value object_dir(Value value /* null: the current scope */);
Value object_id(Value value);

/* Attributes. */
MUST_CHECK Value attribute_get(Value object, Str *name);
MUST_CHECK Lookup attribute_lookup(Value object, Str *name, Value *value); /* no AttributeError */
MUST_CHECK bool attribute_set(Value object, Str *name, Value value);
MUST_CHECK bool attribute_delete(Value object, Str *name);
/* The generic slots (object.__getattribute__, object.__setattr__). */
Value attribute_get_generic(Value object, Str *name);
bool attribute_set_generic(Value object, Str *name, Value value);
/* A special method looked up on the type and bound: owned; missing is not an error. */
MUST_CHECK Lookup special_method_lookup(Value object, Str *name, Value *method);
/* For `object.name(...)` without making a bound method: *method owned; *self is the object
 * (borrowed) if it must be passed first, else null. False: AttributeError pending. */
MUST_CHECK bool attribute_get_method(Value object, Str *name, Value *method, Value *self);

/* Calls. `args` stays the caller's; names (may be null) name the last values. */
MUST_CHECK Value call(Value callee, Value *args, size_t count, Tuple *names);
MUST_CHECK Value call_0(Value callee);
MUST_CHECK Value call_1(Value callee, Value arg);
MUST_CHECK Value call_2(Value callee, Value first, Value second);
MUST_CHECK Value call_3(Value callee, Value first, Value second, Value third);
MUST_CHECK Value call_tuple(Value callee, Tuple *args, Dict *keywords /* may be null */);
MUST_CHECK Value call_method_0(Value object, Str *name);
MUST_CHECK Value call_method_1(Value object, Str *name, Value arg);
MUST_CHECK Value call_method_2(Value object, Str *name, Value first, Value second);
MUST_CHECK bool is_callable(Value value);

#endif
