/* The type Decimal: its constructor and operators. */
#include "lib/native/decimal/decimal.h"

/* ---- life ------------------------------------------------------------------------------------ */

static void decimal_dealloc(Object *object) {
    Decimal *decimal = (Decimal *)object;
    if (decimal->count > FEW_LIMBS)
        mem_free(decimal->limbs.many);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static Value decimal_new(Type *type, Value *args, size_t count, Tuple *names) {
    static Signature signature = SIGNATURE("Decimal(value=\"0\", context=None)");
    Value bound[2], result = NULL;
    if (!arguments_bind(&signature, args, count, names, bound))
        return NULL;
    Context *context = context_argument(bound[1]);
    if (context)
        result = decimal_from_value(type, bound[0] ? bound[0] : value_of_small_int(0), context);
    decref_maybe(value_of(context));
    return result;
}

static Value decimal_repr(Value self) {
    Value text = decimal_str(self);
    Value result = text ? value_of(str_format("Decimal('%U')", str_of(text))) : NULL;
    decref_maybe(text);
    return result;
}

/* ---- operators ------------------------------------------------------------------------------- */

/* NotImplemented unless all operands are Decimals or ints. */
static Value run_operator(const Operation *operation, const Value *operands, size_t count) {
    Value converted[3] = {NULL, NULL, NULL}, result = NULL;
    Context *context = context_current();
    size_t done = 0;
    while (context && done < count && (converted[done] = decimal_operand_or_null(operands[done])))
        done++;
    if (done == count)
        result = decimal_run(operation, converted, context);
    else if (!exception_pending())
        result = NOT_IMPLEMENTED;
    while (done-- > 0)
        decref(converted[done]);
    decref_maybe(value_of(context));
    return result;
}

#define BINARY_SLOT(name, kind, operation)                                                         \
    static Value name##_slot(Value left, Value right) {                                            \
        return run_operator(&(Operation){.kind = operation}, (Value[]){left, right}, 2);           \
    }
BINARY_SLOT(add, binary, number_add)
BINARY_SLOT(subtract, binary, number_subtract)
BINARY_SLOT(multiply, binary, number_multiply)
BINARY_SLOT(divide, binary, number_divide)
BINARY_SLOT(floor_divide, binary, number_divide_int)
BINARY_SLOT(remainder, binary, number_remainder)
BINARY_SLOT(divmod, pair, number_divmod)
#undef BINARY_SLOT

#define UNARY_SLOT(name, operation)                                                                \
    static Value name##_slot(Value self) {                                                         \
        return run_operator(&(Operation){.unary = operation}, &self, 1);                           \
    }
UNARY_SLOT(negative, number_minus)
UNARY_SLOT(positive, number_plus)
UNARY_SLOT(absolute, number_abs)
#undef UNARY_SLOT

static Value power_slot(Value base, Value exponent, Value modulus) {
    Value operands[] = {base, exponent, modulus};
    if (modulus == NONE)
        return run_operator(&(Operation){.binary = number_power}, operands, 2);
    return run_operator(&(Operation){.ternary = number_power_modulo}, operands, 3);
}

static Answer truth_slot(Value self) {
    const Decimal *decimal = decimal_of(self);
    return decimal->kind != KIND_FINITE || decimal->count ? ANSWER_YES : ANSWER_NO;
}

static Value to_int_slot(Value self) {
    return decimal_to_int(self, ROUNDING_DOWN);
}

Type decimal_type = {
    TYPE_INIT_ATOM("decimal.Decimal", sizeof(Decimal), decimal_dealloc),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .doc = "Decimal(value=\"0\", context=None)\n--\n\n"
           "Construct a new Decimal object. 'value' can be an integer, string, tuple,\n"
           "or another Decimal object. If no value is given, return Decimal('0'). The\n"
           "context does not affect the conversion and is only passed to determine if\n"
           "the InvalidOperation trap is active.\n\n",
    .methods = decimal_methods,
    .getsets = decimal_getsets,
    .new = decimal_new,
    .repr = decimal_repr,
    .str = decimal_str,
    .hash = decimal_hash_slot,
    .compare = decimal_compare_slot,
    .truth = truth_slot,
    .binary = {[NUMBER_ADD] = add_slot,
               [NUMBER_SUBTRACT] = subtract_slot,
               [NUMBER_MULTIPLY] = multiply_slot,
               [NUMBER_TRUE_DIVIDE] = divide_slot,
               [NUMBER_FLOOR_DIVIDE] = floor_divide_slot,
               [NUMBER_REMAINDER] = remainder_slot,
               [NUMBER_DIVMOD] = divmod_slot},
    .power = power_slot,
    .unary = {[NUMBER_NEGATIVE] = negative_slot,
              [NUMBER_POSITIVE] = positive_slot,
              [NUMBER_ABSOLUTE] = absolute_slot},
    .to_int = to_int_slot,
    .to_float = decimal_to_float,
};
