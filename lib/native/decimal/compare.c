/* Comparison with other numbers, and the hash they share. */
#include "lib/native/decimal/decimal.h"
#include "vm/import.h"

/* ---- the other operand ----------------------------------------------------------------------- */

/* Floats are compared exactly, which FloatOperation records; its trap only minds ordering. */
static Value float_operand(Value number, bool orders, Context *context) {
    if (!orders)
        context->flags |= FLOAT_OPERATION;
    else if (!context_add_status(context, FLOAT_OPERATION))
        return NULL;
    return decimal_from_float(&decimal_type, number);
}

static Value complex_operand(Value number, bool orders, Context *context) {
    if (orders || complex_of(number)->imag != 0)
        return NULL;
    Value real = float_new(complex_of(number)->real);
    Value result = real ? float_operand(real, false, context) : NULL;
    decref_maybe(real);
    return result;
}

static Answer is_rational(Value value) {
    Value class = import_attribute("numbers", "Rational");
    Answer answer = class ? object_is_instance(value, class) : ANSWER_ERROR;
    decref_maybe(class);
    return answer;
}

static Value part_of(Value rational, const char *which) {
    Str *name = str_from_c(which);
    Value part = name ? attribute_get(rational, name) : NULL;
    decref_maybe(value_of(name));
    Value result = part ? decimal_operand(part) : NULL;
    decref_maybe(part);
    return result;
}

/* *left becomes left * denominator; the result is the numerator. */
static Value rational_operand(Value *left, Value rational) {
    Value numerator = part_of(rational, "numerator"), denominator = NULL, product = NULL;
    uint32_t status;
    if (numerator)
        denominator = part_of(rational, "denominator");
    if (denominator)
        product = decimal_operate(&(Operation){.binary = number_multiply},
                                  (Value[]){*left, denominator}, &work_exact, &status);
    decref_maybe(denominator);
    if (!product) {
        decref_maybe(numerator);
        return NULL;
    }
    replace_value(left, product);
    return numerator;
}

/* What to compare *left with, owned; null with or without an exception. */
static Value other_operand(Value *left, Value other, bool orders, Context *context) {
    Value operand = decimal_operand_or_null(other);
    if (operand || exception_pending())
        return operand;
    if (is_float(other))
        return float_operand(other, orders, context);
    if (is_complex(other))
        return complex_operand(other, orders, context);
    return is_rational(other) == ANSWER_YES ? rational_operand(left, other) : NULL;
}

/* ---- comparison ------------------------------------------------------------------------------ */

typedef struct CompareTask {
    Number left, right;
    int order;
} CompareTask;

static void compare(void *task_pointer) {
    CompareTask *task = task_pointer;
    task->order = number_compare(&task->left, &task->right);
}

static Value compare_decimals(Value left, Value right, CompareOp op, Context *context) {
    CompareTask task;
    if (small_compare(left, right, &task.order))
        return value_of_bool(order_satisfies(task.order, op));
    decimal_view(left, &task.left);
    decimal_view(right, &task.right);
    bool orders = op != COMPARE_EQ && op != COMPARE_NE;
    if (is_nan(&task.left) || is_nan(&task.right)) {
        bool signals =
            orders || task.left.kind == KIND_SIGNALING_NAN || task.right.kind == KIND_SIGNALING_NAN;
        if (signals && !context_add_status(context, INVALID_OPERATION))
            return NULL;
        return value_of_bool(op == COMPARE_NE);
    }
    if (!int_run_big(compare, &task))
        return NULL;
    return value_of_bool(order_satisfies(task.order, op));
}

Value decimal_compare_slot(Value self, Value other, CompareOp op) {
    Context *context = context_current();
    if (!context)
        return NULL;
    Value left = own(self);
    Value right = other_operand(&left, other, op != COMPARE_EQ && op != COMPARE_NE, context);
    Value result = NULL;
    if (right)
        result = compare_decimals(left, right, op, context);
    else if (!exception_pending())
        result = NOT_IMPLEMENTED;
    decref(left);
    decref_maybe(right);
    GIVE_UP(context);
    return result;
}

/* ---- hash ------------------------------------------------------------------------------------ */

#define HASH_MODULUS  ((UINT64_C(1) << 61) - 1)
#define INVERSE_OF_10 UINT64_C(2075258708292324556) /* modulo that */
enum { HASH_OF_INFINITY = 314159 };

static uint64_t power_modulo(uint64_t base, uint64_t exponent) {
    uint64_t result = 1;
    for (; exponent; exponent >>= 1) {
        if (exponent & 1)
            result = (uint64_t)((unsigned __int128)result * base % HASH_MODULUS);
        base = (uint64_t)((unsigned __int128)base * base % HASH_MODULUS);
    }
    return result;
}

static Hash hash_finite(const Number *number) {
    bool fraction = number->exponent < 0;
    uint64_t scale = power_modulo(fraction ? INVERSE_OF_10 : 10,
                                  (uint64_t)(fraction ? -number->exponent : number->exponent));
    uint64_t digits = mpz_fdiv_ui(number->coefficient, HASH_MODULUS);
    Hash hash = (Hash)((unsigned __int128)digits * scale % HASH_MODULUS);
    hash = number->negative ? -hash : hash;
    return hash == -1 ? -2 : hash;
}

static Hash hash_of_identity(Value self) {
    uintptr_t address = (uintptr_t)object_of(self);
    Hash hash = (Hash)(address >> 4 | address << 60);
    return hash == -1 ? -2 : hash;
}

Hash decimal_hash_slot(Value self) {
    Decimal *decimal = decimal_of(self);
    if (decimal->hash != -1)
        return decimal->hash;
    Number number;
    decimal_view(self, &number);
    switch (number.kind) {
    case KIND_SIGNALING_NAN:
        raise_type_error("Cannot hash a signaling NaN value");
        return -1;
    case KIND_QUIET_NAN:
        return decimal->hash = hash_of_identity(self);
    case KIND_INFINITE:
        return decimal->hash = number.negative ? -HASH_OF_INFINITY : HASH_OF_INFINITY;
    default:
        return decimal->hash = hash_finite(&number);
    }
}
