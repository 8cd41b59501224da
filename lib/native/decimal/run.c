/* Running operations on Decimals: views of the operands in, new objects out. */
#include "lib/native/decimal/decimal.h"

#include <string.h>

static const mp_limb_t *limbs_of(const Decimal *decimal) {
    return decimal->count <= FEW_LIMBS ? decimal->limbs.few : decimal->limbs.many;
}

void decimal_view(Value value, Number *number) {
    const Decimal *decimal = decimal_of(value);
    mpz_roinit_n(number->coefficient, limbs_of(decimal), (mp_size_t)decimal->count);
    number->exponent = decimal->exponent;
    number->kind = decimal->kind;
    number->negative = decimal->negative;
}

Value decimal_from_number(Type *type, const Number *number) {
    size_t count = mpz_size(number->coefficient), size = count * sizeof(mp_limb_t);
    Decimal *decimal = type_allocate(type, 0);
    if (!decimal)
        return NULL;
    mp_limb_t *limbs = decimal->limbs.few;
    decimal->count = 0;
    if (count > FEW_LIMBS && !(limbs = decimal->limbs.many = mem_malloc(size))) {
        GIVE_UP(decimal);
        return raise_no_memory();
    }
    if (count)
        memcpy(limbs, mpz_limbs_read(number->coefficient), size);
    decimal->hash = -1;
    decimal->exponent = number->exponent;
    decimal->count = count;
    decimal->kind = number->kind;
    decimal->negative = number->negative;
    return value_of(decimal);
}

Value decimal_from_number_steal(Type *type, Number *number) {
    Value decimal = decimal_from_number(type, number);
    number_clear(number);
    return decimal;
}

Value decimal_from_small(Type *type, const Small *small) {
    mp_limb_t limbs[] = {(uint64_t)small->coefficient, (uint64_t)(small->coefficient >> 64)};
    Number number = {.exponent = small->exponent, .kind = KIND_FINITE, .negative = small->negative};
    mpz_roinit_n(number.coefficient, limbs, 2);
    return decimal_from_number(type, &number);
}

Value decimal_from_int64(int64_t integer) {
    mp_limb_t limb = integer < 0 ? -(uint64_t)integer : (uint64_t)integer;
    Number number = {.kind = KIND_FINITE, .negative = integer < 0};
    mpz_roinit_n(number.coefficient, &limb, limb != 0);
    return decimal_from_number(&decimal_type, &number);
}

Value decimal_as_class_steal(Type *type, Value decimal) {
    if (!decimal || type == &decimal_type)
        return decimal;
    Value result = call_1(value_of(type), decimal);
    decref(decimal);
    return result;
}

/* ---- the work -------------------------------------------------------------------------------- */

typedef struct Run {
    const Operation *operation;
    Work start, work;
    Number operands[3], results[2];
} Run;

static void run(void *run_pointer) {
    Run *run = run_pointer;
    const Operation *operation = run->operation;
    const Number *a = &run->operands[0], *b = &run->operands[1], *c = &run->operands[2];
    run->work = run->start;
    number_init(&run->results[0]);
    number_init(&run->results[1]);
    if (operation->unary)
        operation->unary(&run->work, &run->results[0], a);
    else if (operation->binary)
        operation->binary(&run->work, &run->results[0], a, b);
    else if (operation->ternary)
        operation->ternary(&run->work, &run->results[0], a, b, c);
    else
        operation->pair(&run->work, &run->results[0], &run->results[1], a, b);
}

static size_t operand_count(const Operation *operation) {
    return operation->unary ? 1 : operation->ternary ? 3 : 2;
}

static Value take_results(Run *run) {
    Value first = decimal_from_number_steal(&decimal_type, &run->results[0]);
    if (!run->operation->pair) {
        number_clear(&run->results[1]);
        return first;
    }
    Value pair[2] = {first, decimal_from_number_steal(&decimal_type, &run->results[1])};
    if (first && pair[1])
        return value_of(tuple_from_array_steal(pair, 2));
    decref_maybe(first);
    decref_maybe(pair[1]);
    return NULL;
}

Value decimal_operate(const Operation *operation, const Value *operands, const Work *work,
                      uint32_t *status) {
    Small small;
    if (operation->binary &&
        small_operate(operation->binary, operands[0], operands[1], work, &small, status))
        return decimal_from_small(&decimal_type, &small);
    Run task = {.operation = operation, .start = *work};
    for (size_t i = 0; i < operand_count(operation); i++)
        decimal_view(operands[i], &task.operands[i]);
    if (!int_run_big(run, &task))
        return NULL;
    *status = task.work.status;
    return take_results(&task);
}

Value decimal_run(const Operation *operation, const Value *operands, Context *context) {
    uint32_t status;
    Value result = decimal_operate(operation, operands, &context->work, &status);
    if (result && status && !context_add_status(context, status)) {
        decref(result);
        return NULL;
    }
    return result;
}

Value decimal_run_unary(UnaryOperation *operation, Value operand, Context *context) {
    return decimal_run(&(Operation){.unary = operation}, &operand, context);
}
