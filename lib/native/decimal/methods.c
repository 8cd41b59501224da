/* The methods of Decimal. Most are operations of number.h, listed in operations.def. */
#include "lib/native/decimal/decimal.h"

#include <string.h>

/* ---- operations ------------------------------------------------------------------------------ */

static Value run_method(const Operation *operation, const Value *operands, Value context_value) {
    Context *context = context_argument(context_value);
    Value result = context ? decimal_run(operation, operands, context) : NULL;
    decref_maybe(value_of(context));
    return result;
}

static Value run_binary_method(BinaryOperation *operation, Value self, Value other, Value context) {
    Value operands[] = {self, decimal_operand(other)};
    if (!operands[1])
        return NULL;
    Value result = run_method(&(Operation){.binary = operation}, operands, context);
    decref(operands[1]);
    return result;
}

#define UNARY_METHOD(name, operation, doc)                                                         \
    static Value decimal_##name(Value self, Value *args) {                                         \
        return run_method(&(Operation){.unary = operation}, &self, args[0]);                       \
    }
#define BINARY_METHOD(name, operation, doc)                                                        \
    static Value decimal_##name(Value self, Value *args) {                                         \
        return run_binary_method(operation, self, args[0], args[1]);                               \
    }
#define PREDICATE(name, test, doc, function_doc)                                                   \
    static Value decimal_##name(Value self, Value *args) {                                         \
        const Decimal *decimal = decimal_of(self);                                                 \
        return value_of_bool(test);                                                                \
    }
#define UNARY_FUNCTION(name, operation, doc)
#define BINARY_FUNCTION(name, operation, doc)
#include "lib/native/decimal/operations.def"
#undef UNARY_METHOD
#undef BINARY_METHOD
#undef PREDICATE

static Value decimal_fma(Value self, Value *args) {
    Value operands[] = {self, decimal_operand(args[0]), NULL}, result = NULL;
    if (operands[1] && (operands[2] = decimal_operand(args[1])))
        result = run_method(&(Operation){.ternary = number_fma}, operands, args[2]);
    decref_maybe(operands[1]);
    decref_maybe(operands[2]);
    return result;
}

/* Operations that can be given a rounding: under a context that differs in it. */
static Value run_rounded(const Operation *operation, const Value *operands, Value rounding,
                         Value context_value) {
    Context *context = context_argument(context_value);
    if (!context)
        return NULL;
    Work work = context->work;
    uint32_t status;
    Value result = NULL;
    if (!rounding || rounding == NONE || rounding_read(rounding, &work.rounding))
        result = decimal_operate(operation, operands, &work, &status);
    if (result && !context_add_status(context, status))
        clear_value(&result);
    GIVE_UP(context);
    return result;
}

static Value decimal_quantize(Value self, Value *args) {
    Value operands[] = {self, decimal_operand(args[0])};
    if (!operands[1])
        return NULL;
    Value result = run_rounded(&(Operation){.binary = number_quantize}, operands, args[1], args[2]);
    decref(operands[1]);
    return result;
}

static Value decimal_to_integral_value(Value self, Value *args) {
    return run_rounded(&(Operation){.unary = number_to_integral_value}, &self, args[0], args[1]);
}

static Value decimal_to_integral_exact(Value self, Value *args) {
    return run_rounded(&(Operation){.unary = number_to_integral_exact}, &self, args[0], args[1]);
}

/* ---- copies ---------------------------------------------------------------------------------- */

static Value decimal_self(Value self, Value *args) {
    return own(self);
}

static Value decimal_copy_abs(Value self, Value *args) {
    return run_method(&(Operation){.unary = number_copy_abs}, &self, NULL);
}

static Value decimal_copy_negate(Value self, Value *args) {
    return run_method(&(Operation){.unary = number_copy_negate}, &self, NULL);
}

static Value decimal_from_float_method(Value class, Value *args) {
    return decimal_as_class_steal(type_cast(class), decimal_from_float(&decimal_type, args[0]));
}

static Value decimal_radix(Value self, Value *args) {
    return decimal_from_int64(10);
}

static Value decimal_reduce(Value self, Value *args) {
    Value text = decimal_text(self, TEXT_SCIENTIFIC, true), result = NULL;
    Tuple *arguments = text ? tuple_pack(1, text) : NULL;
    if (arguments)
        result = value_of(tuple_pack(2, value_of(type_of(self)), value_of(arguments)));
    decref_maybe(text);
    decref_maybe(value_of(arguments));
    return result;
}

static Value decimal_size(Value self, Value *args) {
    size_t count = decimal_of(self)->count;
    size_t apart = count > FEW_LIMBS ? count * sizeof(mp_limb_t) : 0;
    return value_from_uint64(type_instance_size(type_of(self), 0) + apart);
}

/* ---- to integers ----------------------------------------------------------------------------- */

static Value decimal_floor(Value self, Value *args) {
    return decimal_to_int(self, ROUNDING_FLOOR);
}

static Value decimal_ceil(Value self, Value *args) {
    return decimal_to_int(self, ROUNDING_CEILING);
}

static Value decimal_trunc(Value self, Value *args) {
    return decimal_to_int(self, ROUNDING_DOWN);
}

/* Rounds to places behind the point, as many as the number in the unit of b. */
static Value decimal_round(Value self, Value *args) {
    ptrdiff_t places;
    if (!args[0] || args[0] == NONE)
        return decimal_to_int(self, ROUNDING_HALF_EVEN);
    if (!is_int(args[0]))
        return raise_type_error("optional arg must be an integer");
    if (!int_as_size(args[0], &places))
        return NULL;
    static char one[] = "1";
    uint32_t status;
    int64_t exponent = places == PTRDIFF_MIN ? SATURATED : -(int64_t)places;
    Literal literal = {.digits = one, .exponent = exponent};
    Value operands[] = {self, decimal_from_literal(&decimal_type, &literal, &work_exact, &status)};
    Value result = NULL;
    if (operands[1])
        result = run_method(&(Operation){.binary = number_quantize}, operands, NULL);
    decref_maybe(operands[1]);
    return result;
}

static Value decimal_complex(Value self, Value *args) {
    Value real = decimal_to_float(self);
    if (!real)
        return NULL;
    Value result = complex_new(float_of(real), 0);
    decref(real);
    return result;
}

/* ---- looking --------------------------------------------------------------------------------- */

static void adjusted_exponent(Work *work, Number *result, const Number *a) {
    int64_t adjusted = is_finite(a) ? number_adjusted(a) : 0;
    number_set_small(result, adjusted < 0, (uint64_t)(adjusted < 0 ? -adjusted : adjusted), 0);
}

static Value decimal_adjusted(Value self, Value *args) {
    uint32_t status;
    Value adjusted =
        decimal_operate(&(Operation){.unary = adjusted_exponent}, &self, &work_exact, &status);
    Value result = adjusted ? decimal_to_int(adjusted, ROUNDING_DOWN) : NULL;
    decref_maybe(adjusted);
    return result;
}

static Value decimal_is_canonical(Value self, Value *args) {
    return TRUE_VALUE;
}

typedef struct ClassTask {
    const Work *work;
    Number number;
    const char *name;
} ClassTask;

static void find_class(void *task_pointer) {
    ClassTask *task = task_pointer;
    task->name = number_class_name(task->work, &task->number);
}

const char *decimal_class_name(Value decimal, const Context *context) {
    ClassTask task = {.work = &context->work};
    decimal_view(decimal, &task.number);
    return int_run_big(find_class, &task) ? task.name : NULL;
}

static const char *class_name(Value self, Value context_value) {
    Context *context = context_argument(context_value);
    const char *name = context ? decimal_class_name(self, context) : NULL;
    decref_maybe(value_of(context));
    return name;
}

static Value decimal_number_class(Value self, Value *args) {
    const char *name = class_name(self, args[0]);
    return name ? value_of(str_from_c(name)) : NULL;
}

static Value decimal_is_normal(Value self, Value *args) {
    const char *name = class_name(self, args[0]);
    return name ? value_of_bool(strcmp(name + 1, "Normal") == 0) : NULL;
}

static Value decimal_is_subnormal(Value self, Value *args) {
    const char *name = class_name(self, args[0]);
    return name ? value_of_bool(strcmp(name + 1, "Subnormal") == 0) : NULL;
}

Value decimal_have_same_quantum(Value left, Value right) {
    Number a, b;
    decimal_view(left, &a);
    decimal_view(right, &b);
    return value_of_bool(number_same_quantum(&a, &b));
}

static Value decimal_same_quantum(Value self, Value *args) {
    Value other = decimal_operand(args[0]);
    Value result = other ? decimal_have_same_quantum(self, other) : NULL;
    decref_maybe(other);
    return result;
}

static Value decimal_to_eng_string(Value self, Value *args) {
    Context *context = context_argument(args[0]);
    Value result = context ? decimal_text(self, TEXT_ENGINEERING, context->capitals) : NULL;
    decref_maybe(value_of(context));
    return result;
}

/* ---- tables ---------------------------------------------------------------------------------- */

static Value get_imag(Value self) {
    return decimal_from_int64(0);
}

const NativeGetSet decimal_getsets[] = {
    {"real", own, NULL, NULL},
    {"imag", get_imag, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

#define UNARY_METHOD(name, operation, doc)                                                         \
    NATIVE(#name "($self, /, context=None)", decimal_##name, doc),
#define BINARY_METHOD(name, operation, doc)                                                        \
    NATIVE(#name "($self, /, other, context=None)", decimal_##name, doc),
#define PREDICATE(name, test, doc, function_doc) NATIVE(#name "($self, /)", decimal_##name, doc),
const NativeMethod decimal_methods[] = {
#include "lib/native/decimal/operations.def"
    NATIVE("__ceil__($self, /)", decimal_ceil, NULL),
    NATIVE("__complex__($self, /)", decimal_complex, NULL),
    NATIVE("__copy__($self, /)", decimal_self, NULL),
    NATIVE("__deepcopy__($self, object, /)", decimal_self, NULL),
    NATIVE("__floor__($self, /)", decimal_floor, NULL),
    NATIVE("__format__($self, specifier, override=None, /)", decimal_format, NULL),
    NATIVE("__reduce__($self, /)", decimal_reduce, NULL),
    NATIVE("__round__($self, ndigits=None, /)", decimal_round, NULL),
    NATIVE("__sizeof__($self, /)", decimal_size, NULL),
    NATIVE("__trunc__($self, /)", decimal_trunc, NULL),
    NATIVE("adjusted($self, /)", decimal_adjusted,
           "Return the adjusted exponent of the number.  Defined as exp + digits - 1.\n\n"),
    NATIVE("as_integer_ratio($self, /)", decimal_as_ratio,
           "Decimal.as_integer_ratio() -> (int, int)\n\n"
           "Return a pair of integers, whose ratio is exactly equal to the original\n"
           "Decimal and with a positive denominator. The ratio is in lowest terms.\n"
           "Raise OverflowError on infinities and a ValueError on NaNs.\n\n"),
    NATIVE("as_tuple($self, /)", decimal_as_tuple,
           "Return a tuple representation of the number.\n\n"),
    NATIVE("canonical($self, /)", decimal_self,
           "Return the canonical encoding of the argument.  Currently, the encoding\n"
           "of a Decimal instance is always canonical, so this operation returns its\n"
           "argument unchanged.\n\n"),
    NATIVE("conjugate($self, /)", decimal_self, "Return self.\n\n"),
    NATIVE("copy_abs($self, /)", decimal_copy_abs,
           "Return the absolute value of the argument.  This operation is unaffected by\n"
           "context and is quiet: no flags are changed and no rounding is performed.\n\n"),
    NATIVE("copy_negate($self, /)", decimal_copy_negate,
           "Return the negation of the argument.  This operation is unaffected by context\n"
           "and is quiet: no flags are changed and no rounding is performed.\n\n"),
    NATIVE("fma($self, /, other, third, context=None)", decimal_fma,
           "Fused multiply-add.  Return self*other+third with no rounding of the\n"
           "intermediate product self*other.\n\n"
           "    >>> Decimal(2).fma(3, 5)\n"
           "    Decimal('11')\n\n\n"),
    NATIVE_OF_CLASS("from_float($type, f, /)", decimal_from_float_method,
                    "Class method that converts a float to a decimal number, exactly.\n"
                    "Since 0.1 is not exactly representable in binary floating point,\n"
                    "Decimal.from_float(0.1) is not the same as Decimal('0.1').\n\n"
                    "    >>> Decimal.from_float(0.1)\n"
                    "    Decimal('0.1000000000000000055511151231257827021181583404541015625')\n"
                    "    >>> Decimal.from_float(float('nan'))\n"
                    "    Decimal('NaN')\n"
                    "    >>> Decimal.from_float(float('inf'))\n"
                    "    Decimal('Infinity')\n"
                    "    >>> Decimal.from_float(float('-inf'))\n"
                    "    Decimal('-Infinity')\n\n\n"),
    NATIVE("is_canonical($self, /)", decimal_is_canonical,
           "Return True if the argument is canonical and False otherwise.  Currently,\n"
           "a Decimal instance is always canonical, so this operation always returns\n"
           "True.\n\n"),
    NATIVE("is_normal($self, /, context=None)", decimal_is_normal,
           "Return True if the argument is a normal finite non-zero number with an\n"
           "adjusted exponent greater than or equal to Emin. Return False if the\n"
           "argument is zero, subnormal, infinite or a NaN.\n\n"),
    NATIVE("is_subnormal($self, /, context=None)", decimal_is_subnormal,
           "Return True if the argument is subnormal, and False otherwise. A number is\n"
           "subnormal if it is non-zero, finite, and has an adjusted exponent less\n"
           "than Emin.\n\n"),
    NATIVE("number_class($self, /, context=None)", decimal_number_class,
           "Return a string describing the class of the operand.  The returned value\n"
           "is one of the following ten strings:\n\n"
           "    * '-Infinity', indicating that the operand is negative infinity.\n"
           "    * '-Normal', indicating that the operand is a negative normal number.\n"
           "    * '-Subnormal', indicating that the operand is negative and subnormal.\n"
           "    * '-Zero', indicating that the operand is a negative zero.\n"
           "    * '+Zero', indicating that the operand is a positive zero.\n"
           "    * '+Subnormal', indicating that the operand is positive and subnormal.\n"
           "    * '+Normal', indicating that the operand is a positive normal number.\n"
           "    * '+Infinity', indicating that the operand is positive infinity.\n"
           "    * 'NaN', indicating that the operand is a quiet NaN (Not a Number).\n"
           "    * 'sNaN', indicating that the operand is a signaling NaN.\n\n\n"),
    NATIVE("quantize($self, /, exp, rounding=None, context=None)", decimal_quantize,
           "Return a value equal to the first operand after rounding and having the\n"
           "exponent of the second operand.\n\n"
           "    >>> Decimal('1.41421356').quantize(Decimal('1.000'))\n"
           "    Decimal('1.414')\n\n"
           "Unlike other operations, if the length of the coefficient after the quantize\n"
           "operation would be greater than precision, then an InvalidOperation is signaled.\n"
           "This guarantees that, unless there is an error condition, the quantized exponent\n"
           "is always equal to that of the right-hand operand.\n\n"
           "Also unlike other operations, quantize never signals Underflow, even if the\n"
           "result is subnormal and inexact.\n\n"
           "If the exponent of the second operand is larger than that of the first, then\n"
           "rounding may be necessary. In this case, the rounding mode is determined by the\n"
           "rounding argument if given, else by the given context argument; if neither\n"
           "argument is given, the rounding mode of the current thread's context is used.\n\n"),
    NATIVE("radix($self, /)", decimal_radix,
           "Return Decimal(10), the radix (base) in which the Decimal class does\n"
           "all its arithmetic. Included for compatibility with the specification.\n\n"),
    NATIVE("same_quantum($self, /, other, context=None)", decimal_same_quantum,
           "Test whether self and other have the same exponent or whether both are NaN.\n\n"
           "This operation is unaffected by context and is quiet: no flags are changed\n"
           "and no rounding is performed. As an exception, the C version may raise\n"
           "InvalidOperation if the second operand cannot be converted exactly.\n\n"),
    NATIVE("to_eng_string($self, /, context=None)", decimal_to_eng_string,
           "Convert to an engineering-type string.  Engineering notation has an exponent\n"
           "which is a multiple of 3, so there are up to 3 digits left of the decimal\n"
           "place. For example, Decimal('123E+1') is converted to Decimal('1.23E+3').\n\n"
           "The value of context.capitals determines whether the exponent sign is lower\n"
           "or upper case. Otherwise, the context does not affect the operation.\n\n"),
    NATIVE("to_integral($self, /, rounding=None, context=None)", decimal_to_integral_value,
           "Identical to the to_integral_value() method.  The to_integral() name has been\n"
           "kept for compatibility with older versions.\n\n"),
    NATIVE("to_integral_exact($self, /, rounding=None, context=None)", decimal_to_integral_exact,
           "Round to the nearest integer, signaling Inexact or Rounded as appropriate if\n"
           "rounding occurs.  The rounding mode is determined by the rounding parameter\n"
           "if given, else by the given context. If neither parameter is given, then the\n"
           "rounding mode of the current default context is used.\n\n"),
    NATIVE("to_integral_value($self, /, rounding=None, context=None)", decimal_to_integral_value,
           "Round to the nearest integer without signaling Inexact or Rounded.  The\n"
           "rounding mode is determined by the rounding parameter if given, else by\n"
           "the given context. If neither parameter is given, then the rounding mode\n"
           "of the current default context is used.\n\n"),
    NATIVE_END,
};
