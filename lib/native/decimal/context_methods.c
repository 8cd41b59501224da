/* The methods of Context: operations as functions of x, y, z, each a Decimal or an int. */
#include "lib/native/decimal/decimal.h"

#include <string.h>

static Value run_function(const Operation *operation, Value self, Value *args, size_t count) {
    Value operands[3] = {NULL, NULL, NULL}, result = NULL;
    size_t converted = 0;
    while (converted < count && (operands[converted] = decimal_operand(args[converted])))
        converted++;
    if (converted == count)
        result = decimal_run(operation, operands, context_of(self));
    while (converted-- > 0)
        decref(operands[converted]);
    return result;
}

#define UNARY_FUNCTION(name, operation, doc)                                                       \
    static Value context_##name(Value self, Value *args) {                                         \
        return run_function(&(Operation){.unary = operation}, self, args, 1);                      \
    }
#define BINARY_FUNCTION(name, operation, doc)                                                      \
    static Value context_##name(Value self, Value *args) {                                         \
        return run_function(&(Operation){.binary = operation}, self, args, 2);                     \
    }
#define PREDICATE(name, test, method_doc, doc)                                                     \
    static Value context_##name(Value self, Value *args) {                                         \
        Value x = decimal_operand(args[0]);                                                        \
        if (!x)                                                                                    \
            return NULL;                                                                           \
        const Decimal *decimal = decimal_of(x);                                                    \
        bool answer = test;                                                                        \
        decref(x);                                                                                 \
        return value_of_bool(answer);                                                              \
    }
#define UNARY_METHOD(name, operation, doc)
#define BINARY_METHOD(name, operation, doc)
#include "lib/native/decimal/operations.def"
#undef UNARY_FUNCTION
#undef BINARY_FUNCTION
#undef PREDICATE

static Value context_divmod(Value self, Value *args) {
    return run_function(&(Operation){.pair = number_divmod}, self, args, 2);
}

static Value context_fma(Value self, Value *args) {
    return run_function(&(Operation){.ternary = number_fma}, self, args, 3);
}

static Value context_power(Value self, Value *args) {
    if (args[2] && args[2] != NONE)
        return run_function(&(Operation){.ternary = number_power_modulo}, self, args, 3);
    return run_function(&(Operation){.binary = number_power}, self, args, 2);
}

static Value context_apply(Value self, Value *args) {
    return run_function(&(Operation){.unary = number_apply}, self, args, 1);
}

/* ---- making Decimals ------------------------------------------------------------------------- */

static Value check_decimal(Value value) {
    return is_decimal(value) ? value : raise_type_error("argument must be a Decimal");
}

static Value context_canonical(Value self, Value *args) {
    return own_maybe(check_decimal(args[0]));
}

static Value context_is_canonical(Value self, Value *args) {
    return check_decimal(args[0]) ? TRUE_VALUE : NULL;
}

static Value context_copy_decimal(Value self, Value *args) {
    return decimal_operand(args[0]);
}

static Value context_create_decimal(Value self, Value *args) {
    return args[0] ? decimal_create(args[0], context_of(self)) : decimal_from_int64(0);
}

static Value context_create_from_float(Value self, Value *args) {
    Value exact = decimal_from_float(&decimal_type, args[0]);
    Value result = exact ? decimal_create(exact, context_of(self)) : NULL;
    decref_maybe(exact);
    return result;
}

/* ---- looking at Decimals --------------------------------------------------------------------- */

static const char *class_name(Value self, Value operand) {
    Value x = decimal_operand(operand);
    const char *name = x ? decimal_class_name(x, context_of(self)) : NULL;
    decref_maybe(x);
    return name;
}

static Value context_number_class(Value self, Value *args) {
    const char *name = class_name(self, args[0]);
    return name ? value_of(str_from_c(name)) : NULL;
}

static Value context_is_normal(Value self, Value *args) {
    const char *name = class_name(self, args[0]);
    return name ? value_of_bool(strcmp(name + 1, "Normal") == 0) : NULL;
}

static Value context_is_subnormal(Value self, Value *args) {
    const char *name = class_name(self, args[0]);
    return name ? value_of_bool(strcmp(name + 1, "Subnormal") == 0) : NULL;
}

static Value context_same_quantum(Value self, Value *args) {
    Value x = decimal_operand(args[0]), y = x ? decimal_operand(args[1]) : NULL;
    Value result = y ? decimal_have_same_quantum(x, y) : NULL;
    decref_maybe(x);
    decref_maybe(y);
    return result;
}

static Value text_of(Value self, Value operand, TextStyle style) {
    Value x = decimal_operand(operand);
    Value result = x ? decimal_text(x, style, context_of(self)->capitals) : NULL;
    decref_maybe(x);
    return result;
}

static Value context_to_eng_string(Value self, Value *args) {
    return text_of(self, args[0], TEXT_ENGINEERING);
}

static Value context_to_sci_string(Value self, Value *args) {
    return text_of(self, args[0], TEXT_SCIENTIFIC);
}

/* ---- the context itself ---------------------------------------------------------------------- */

static Value context_etiny(Value self, Value *args) {
    return value_from_int64(work_etiny(&context_of(self)->work));
}

static Value context_etop(Value self, Value *args) {
    return value_from_int64(work_etop(&context_of(self)->work));
}

static Value context_radix(Value self, Value *args) {
    return decimal_from_int64(10);
}

static Value context_clear_flags(Value self, Value *args) {
    context_of(self)->flags = 0;
    return NONE;
}

static Value context_clear_traps(Value self, Value *args) {
    context_of(self)->traps = 0;
    return NONE;
}

static Value context_copy_method(Value self, Value *args) {
    return value_of(context_copy(context_of(self)));
}

static Value context_reduce(Value self, Value *args) {
    const Context *context = context_of(self);
    const Work *work = &context->work;
    Value items[] = {value_from_int64(work->precision),
                     value_of(str_interned(rounding_names[work->rounding])),
                     value_from_int64(work->emin),
                     value_from_int64(work->emax),
                     value_of_small_int(context->capitals),
                     value_of_small_int(work->clamp),
                     signals_list(context->flags),
                     signals_list(context->traps)};
    size_t count = sizeof items / sizeof *items;
    bool good = true;
    for (size_t i = 0; i < count; i++)
        good = good && items[i];
    Tuple *arguments = good ? tuple_from_array(items, count) : NULL;
    for (size_t i = 0; i < count; i++)
        decref_maybe(items[i]);
    if (!arguments)
        return NULL;
    Value result = value_of(tuple_pack(2, value_of(type_of(self)), value_of(arguments)));
    GIVE_UP(arguments);
    return result;
}

/* ---- the table ------------------------------------------------------------------------------- */

#define UNARY_FUNCTION(name, operation, doc)   NATIVE(#name "($self, x, /)", context_##name, doc),
#define BINARY_FUNCTION(name, operation, doc)  NATIVE(#name "($self, x, y, /)", context_##name, doc),
#define PREDICATE(name, test, method_doc, doc) NATIVE(#name "($self, x, /)", context_##name, doc),
const NativeMethod decimal_context_methods[] = {
#include "lib/native/decimal/operations.def"
    NATIVE("Etiny($self, /)", context_etiny,
           "Return a value equal to Emin - prec + 1, which is the minimum exponent value\n"
           "for subnormal results.  When underflow occurs, the exponent is set to Etiny.\n\n"),
    NATIVE("Etop($self, /)", context_etop,
           "Return a value equal to Emax - prec + 1.  This is the maximum exponent\n"
           "if the _clamp field of the context is set to 1 (IEEE clamp mode).  Etop()\n"
           "must not be negative.\n\n"),
    NATIVE("__copy__($self, /)", context_copy_method, NULL),
    NATIVE("__reduce__($self, /)", context_reduce, NULL),
    NATIVE("_apply($self, object, /)", context_apply, NULL),
    NATIVE("canonical($self, x, /)", context_canonical, "Return a new instance of x.\n\n"),
    NATIVE("clear_flags($self, /)", context_clear_flags, "Reset all flags to False.\n\n"),
    NATIVE("clear_traps($self, /)", context_clear_traps, "Set all traps to False.\n\n"),
    NATIVE("copy($self, /)", context_copy_method,
           "Return a duplicate of the context with all flags cleared.\n\n"),
    NATIVE("copy_decimal($self, x, /)", context_copy_decimal, "Return a copy of Decimal x.\n\n"),
    NATIVE("create_decimal($self, num=\"0\", /)", context_create_decimal,
           "Create a new Decimal instance from num, using self as the context. Unlike the\n"
           "Decimal constructor, this function observes the context limits.\n\n"),
    NATIVE("create_decimal_from_float($self, f, /)", context_create_from_float,
           "Create a new Decimal instance from float f.  Unlike the Decimal.from_float()\n"
           "class method, this function observes the context limits.\n\n"),
    NATIVE("divmod($self, x, y, /)", context_divmod,
           "Return quotient and remainder of the division x / y.\n\n"),
    NATIVE("fma($self, x, y, z, /)", context_fma, "Return x multiplied by y, plus z.\n\n"),
    NATIVE("is_canonical($self, x, /)", context_is_canonical,
           "Return True if x is canonical, False otherwise.\n\n"),
    NATIVE("is_normal($self, x, /)", context_is_normal,
           "Return True if x is a normal number, False otherwise.\n\n"),
    NATIVE("is_subnormal($self, x, /)", context_is_subnormal,
           "Return True if x is subnormal, False otherwise.\n\n"),
    NATIVE("number_class($self, x, /)", context_number_class,
           "Return an indication of the class of x.\n\n"),
    NATIVE("power($self, /, a, b, modulo=None)", context_power,
           "Compute a**b. If 'a' is negative, then 'b' must be integral. The result\n"
           "will be inexact unless 'a' is integral and the result is finite and can\n"
           "be expressed exactly in 'precision' digits.  In the Python version the\n"
           "result is always correctly rounded, in the C version the result is almost\n"
           "always correctly rounded.\n\n"
           "If modulo is given, compute (a**b) % modulo. The following restrictions\n"
           "hold:\n\n"
           "    * all three arguments must be integral\n"
           "    * 'b' must be nonnegative\n"
           "    * at least one of 'a' or 'b' must be nonzero\n"
           "    * modulo must be nonzero and less than 10**prec in absolute value\n\n\n"),
    NATIVE("radix($self, /)", context_radix, "Return 10.\n\n"),
    NATIVE("same_quantum($self, x, y, /)", context_same_quantum,
           "Return True if the two operands have the same exponent.\n\n"),
    NATIVE("to_eng_string($self, x, /)", context_to_eng_string,
           "Convert a number to a string, using engineering notation.\n\n"),
    NATIVE("to_sci_string($self, x, /)", context_to_sci_string,
           "Convert a number to a string using scientific notation.\n\n"),
    NATIVE_END,
};
