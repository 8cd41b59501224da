/* What instruction bodies leave to functions: the rare cases, and everything that is long.
 * Operands are borrowed, results owned. */
#ifndef VM_INSTRUCTIONS_SLOW_H
#define VM_INSTRUCTIONS_SLOW_H

#include "vm/interpreter.h"
#include "vm/vm.h"

/* ---- small integers: true and the result if it is one ---------------------------------------- *
 * Both operands are small ints: n is the word 2n + 1, so that left - 1 + right is their sum with
 * its tag, and the overflow of the word is that of the small int. */

static inline bool small_add(Value left, Value right, Value *result) {
    return !__builtin_saddl_overflow((intptr_t)left - 1, (intptr_t)right, (intptr_t *)result);
}
static inline bool small_subtract(Value left, Value right, Value *result) {
    return !__builtin_ssubl_overflow((intptr_t)left, (intptr_t)right - 1, (intptr_t *)result);
}
static inline bool small_multiply(Value left, Value right, Value *result) {
    intptr_t product;
    if (__builtin_smull_overflow((intptr_t)left - 1, (intptr_t)right >> 1, &product))
        return false;
    *result = (Value)(product + 1);
    return true;
}
static inline bool small_none(Value left, Value right, Value *result) {
    (void)left, (void)right, (void)result;
    return false;
}
static inline bool small_floor_divide(Value left, Value right, Value *result) {
    int64_t dividend = small_int_of(left), divisor = small_int_of(right);
    if (divisor == 0 || divisor == -1)
        return false;
    int64_t quotient = dividend / divisor;
    if ((dividend % divisor != 0) && ((dividend ^ divisor) < 0))
        quotient--;
    *result = value_of_small_int(quotient);
    return true;
}
static inline bool small_remainder(Value left, Value right, Value *result) {
    int64_t dividend = small_int_of(left), divisor = small_int_of(right);
    if (divisor == 0 || divisor == -1)
        return false;
    int64_t remainder = dividend % divisor;
    if (remainder != 0 && (remainder ^ divisor) < 0)
        remainder += divisor;
    *result = value_of_small_int(remainder);
    return true;
}
static inline bool small_and(Value left, Value right, Value *result) {
    *result = (Value)((uintptr_t)left & (uintptr_t)right);
    return true;
}
static inline bool small_or(Value left, Value right, Value *result) {
    *result = (Value)((uintptr_t)left | (uintptr_t)right);
    return true;
}
static inline bool small_xor(Value left, Value right, Value *result) {
    *result = (Value)(((uintptr_t)left ^ (uintptr_t)right) | 1);
    return true;
}
static inline bool small_lshift(Value left, Value right, Value *result) {
    int64_t number = small_int_of(left), count = small_int_of(right);
    if ((uint64_t)count > 61 || (number << count) >> count != number ||
        !fits_small_int(number << count))
        return false;
    *result = value_of_small_int(number << count);
    return true;
}
static inline bool small_rshift(Value left, Value right, Value *result) {
    int64_t count = small_int_of(right);
    if (count < 0)
        return false;
    *result = value_of_small_int(small_int_of(left) >> (count > 63 ? 63 : count));
    return true;
}

/* ---- operators ------------------------------------------------------------------------------- */

/* For binary_slow: the operator, which operands stand on the stack, whether the result is stored
 * in local pc->c. Bit 15 of pc->c says that the operator is in place. */
#define SLOW_INFO(operator, left_owned, right_owned, stores)                                       \
    ((operator) | (left_owned) << 8 | (right_owned) << 9 | (stores) << 10)
/* Operates, gives up the operands on the stack, stores or pushes: the new sp; null: an exception
 * is pending and the operands are still there. */
Value *binary_slow(Value *sp, Value *fp, Instruction *pc, Value left, Value right, unsigned info);
MUST_CHECK Value binary_operation(Value left, Value right, unsigned operator); /* BinaryOperator */
MUST_CHECK Answer compare_slow(Value left, Value right, CompareOp op);
MUST_CHECK Value compare_operation(Value left, Value right, CompareOp op);
MUST_CHECK Answer contains_operation(Value container, Value item);
MUST_CHECK Value subscript_slow(Value container, Value key);
MUST_CHECK bool store_subscript(Value container, Value key, Value value);
MUST_CHECK Value slice_operation(Value container, Value start, Value stop);
MUST_CHECK bool store_slice(Value container, Value start, Value stop, Value value);

static inline Answer truth_of(Value value) {
    if (is_small_int(value))
        return value != value_of_small_int(0) ? ANSWER_YES : ANSWER_NO;
    if (value == TRUE_VALUE)
        return ANSWER_YES;
    if (value == FALSE_VALUE || value == NONE)
        return ANSWER_NO;
    return object_truth(value);
}

/* ---- names ----------------------------------------------------------------------------------- */

COLD void raise_unbound_local(CodeObject *code, uint32_t slot);
COLD void raise_unbound_cell(CodeObject *code, uint32_t slot);
/* Globals, then builtins; load_name asks the namespace before; all raise NameError. */
MUST_CHECK Value load_global(Frame *frame, Str *name);
MUST_CHECK Value load_build_class(Frame *frame);
MUST_CHECK Value load_name(Frame *frame, Value namespace, Str *name);
/* For a free variable that a class body may have as a name of its own. */
MUST_CHECK Value load_from_mapping_or_cell(Frame *frame, Value mapping, uint32_t slot);
/* In the frame's namespace, which may be any mapping. */
MUST_CHECK bool store_name(Frame *frame, Str *name, Value value);
MUST_CHECK bool delete_name(Frame *frame, Str *name);
MUST_CHECK bool delete_global(Frame *frame, Str *name);
MUST_CHECK bool setup_annotations(Frame *frame);
MUST_CHECK Value import_statement(Frame *frame, Str *name, Value fromlist, Value level);
/* super(class, self).name; with `binds` the unbound function and true if self goes first. */
MUST_CHECK Value super_attribute(Value super, Value class, Value self, Str *name, bool zero,
                                 bool *binds);

/* ---- building and unpacking ------------------------------------------------------------------ */

/* All items are given up, also on failure. */
MUST_CHECK Set *set_from_array_steal(Value *items, size_t count);
MUST_CHECK Str *str_from_array_steal(Value *items, size_t count);
/* Keys and values by turns. */
MUST_CHECK Dict *dict_from_pairs(Value *pairs, size_t count);
MUST_CHECK Dict *dict_from_keys_and_values(Tuple *keys, Value *values);
/* [*iterable], {**mapping} and f(**mapping): the last refuses keywords that are there already, and
 * names the callee in its messages. */
MUST_CHECK bool extend_by_starred(List *list, Value iterable);
MUST_CHECK bool update_by_double_starred(Dict *dict, Value mapping);
MUST_CHECK bool merge_keywords(Dict *dict, Value mapping, Value callee);
/* Writes the items downwards from top[-1]; after >= 0: a list of what is between. */
MUST_CHECK bool unpack_iterable(Value iterable, size_t before, ptrdiff_t after, Value *top);
MUST_CHECK Value format_simple(Value value);

/* ---- statements ------------------------------------------------------------------------------ */

/* `which`: INTRINSIC_... of opcode.h. */
MUST_CHECK Value intrinsic_1(Frame *frame, unsigned which, Value operand);
MUST_CHECK Value intrinsic_2(Frame *frame, unsigned which, Value first, Value second);
/* The bound __exit__ and what __enter__ gave, both owned. */
/* Limits pass over handlers: unlocks what `with` has locked, whose __exit__ is among the items. */
COLD void leave_locks(const Value *items, const Value *end);
MUST_CHECK bool enter_with(Value manager, bool is_async, Value *leave, Value *entered);
MUST_CHECK Value leave_with_exception(Value leave, Value exception);
/* A tuple of the values of the keys, or None if one is missing. */
MUST_CHECK Value match_keys(Value subject, Tuple *keys);
/* A tuple of the attributes, positional ones by __match_args__ first; None: no match. */
MUST_CHECK Value match_class(Value subject, Value class, size_t positional, Tuple *keywords);

/* ---- generators ------------------------------------------------------------------------------ */

/* DONE: *result is what it returned. */
MUST_CHECK Next send_slow(Value receiver, Value sent, Value *result);
MUST_CHECK Value yield_from_iter(Frame *frame, Value iterable);
Value stop_iteration_value(Value exception); /* owned; null (nothing raised): not a StopIteration */
/* `where`: AWAIT_..., for the message. */
MUST_CHECK Value get_awaitable(Value object, unsigned where);
MUST_CHECK Value get_async_iter(Value object);
MUST_CHECK Value get_async_next(Value iterator);

/* Takes over `attribute`, one FUNCTION_*, if its type is right. */
MUST_CHECK bool set_function_attribute(Function *function, uint32_t which, Value attribute);

#endif
