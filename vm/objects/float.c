/* float: the type. Text is in float_format.c, float_parse.c and float_hex.c, arithmetic in
 * float_arithmetic.c. Binary slots take ints beside floats and leave the rest to others. */
#include "vm/arguments.h"
#include "vm/names.h"
#include "vm/objects/float_digits.h"
#include "vm/objects/float_internal.h"
#include "vm/objects/format_spec.h"
#include "vm/objects/int.h"
#include "vm/objects/number_text.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/raise.h"

#include <math.h>
#include <string.h>

Value float_new(double number) {
    Float *object = mem_object_new(&float_type.mem, sizeof(Float));
    if (UNLIKELY(!object))
        return raise_no_memory();
    object->number = number;
    return value_of(object);
}

static void float_dealloc(Object *object) {
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

/* ---- construction ---------------------------------------------------------------------------- */

static bool parse_text(const NumberText *text, double *number) {
    if (text->size == 0 || !memchr(text->text, '_', text->size))
        return float_from_text(text->text, text->size, number);
    char *plain = mem_malloc(text->size + 1);
    if (!plain)
        return raise_no_memory();
    size_t size;
    bool fine = number_text_drop_underscores(text->text, text->size, plain, &size) &&
                float_from_text(plain, size, number);
    mem_free(plain);
    return fine;
}

Value float_from_value_text(Value value) {
    NumberText text;
    double number;
    Answer answer = number_text_get(value, &text);
    if (answer == ANSWER_ERROR)
        return NULL;
    if (answer == ANSWER_NO)
        return raise_type_error("float() argument must be a string or a real number, not '%T'",
                                value);
    bool fine = parse_text(&text, &number);
    number_text_release(&text);
    if (fine)
        return float_new(number);
    return exception_pending() ? NULL
                               : raise_value_error("could not convert string to float: %R", value);
}

static Value float_new_slot(Type *type, Value *args, size_t count, Tuple *names) {
    /* Keywords are for the __init__ of a subclass. */
    bool plain = type == &float_type || type->init == float_type.init;
    if (!arguments_check("float", count, plain ? names : NULL, 0, 1))
        return NULL;
    Value number;
    if (count == 0)
        number = float_new(0.0);
    else if (is_exact_float(args[0]))
        number = own(args[0]);
    else if (is_exact_str(args[0]))
        number = float_from_value_text(args[0]);
    else if (!type_ready(type_of(args[0])))
        number = NULL;
    else if (type_of(args[0])->to_float || type_of(args[0])->to_index)
        number = object_to_float(args[0]);
    else
        number = float_from_value_text(args[0]);
    if (!number || type == &float_type)
        return number;
    Float *instance = type_allocate(type, 0);
    if (instance) {
        instance->number = float_of(number);
        if (type->mem.kind == MEM_CONTAINER)
            mem_gc_track(instance);
    }
    decref(number);
    return value_of(instance);
}

/* ---- slots ----------------------------------------------------------------------------------- */

/* A float or int operand as a double. NO: foreign. ERROR: too large an int. */
static inline Answer operand(Value value, double *number) {
    if (is_small_int(value)) {
        *number = (double)small_int_of(value);
        return ANSWER_YES;
    }
    if (is_float(value)) {
        *number = float_of(value);
        return ANSWER_YES;
    }
    if (!is_int(value))
        return ANSWER_NO;
    return int_as_double(value, number) ? ANSWER_YES : ANSWER_ERROR;
}

/* Both operands, or the slot's answer (null or NOT_IMPLEMENTED) is returned. */
#define OPERANDS(a, b)                                                                             \
    double a, b;                                                                                   \
    Answer answer = operand(left, &a);                                                             \
    if (answer == ANSWER_YES)                                                                      \
        answer = operand(right, &b);                                                               \
    if (UNLIKELY(answer != ANSWER_YES))                                                            \
    return answer == ANSWER_ERROR ? NULL : NOT_IMPLEMENTED

static Value add_slot(Value left, Value right) {
    OPERANDS(a, b);
    return float_new(a + b);
}

static Value subtract_slot(Value left, Value right) {
    OPERANDS(a, b);
    return float_new(a - b);
}

static Value multiply_slot(Value left, Value right) {
    OPERANDS(a, b);
    return float_new(a * b);
}

static Value divide_slot(Value left, Value right) {
    OPERANDS(a, b);
    if (b == 0)
        return raise_error(&exc_ZeroDivisionError, "float division by zero");
    return float_new(a / b);
}

static Value floor_divide_slot(Value left, Value right) {
    OPERANDS(a, b);
    return float_floor_divide(a, b);
}

static Value remainder_slot(Value left, Value right) {
    OPERANDS(a, b);
    return float_remainder(a, b);
}

static Value divmod_slot(Value left, Value right) {
    OPERANDS(a, b);
    return float_divmod(a, b);
}

static Value power_slot(Value left, Value right, Value modulus) {
    if (modulus != NONE)
        return raise_type_error("pow() 3rd argument not allowed unless all arguments are integers");
    OPERANDS(a, b);
    return float_power(a, b);
}

static Value negative_slot(Value self) {
    return float_new(-float_of(self));
}

static Value absolute_slot(Value self) {
    return float_new(fabs(float_of(self)));
}

static Value exact_slot(Value self) {
    return is_exact_float(self) ? own(self) : float_new(float_of(self));
}

static Value to_int_slot(Value self) {
    return value_from_double(float_of(self));
}

static Value repr_slot(Value self) {
    return float_to_str(float_of(self));
}

static Hash hash_slot(Value self) {
    double number = float_of(self);
    if (isnan(number)) { /* every nan object has a hash of its own */
        uintptr_t address = (uintptr_t)object_of(self);
        return (Hash)(address >> 4 | address << 60);
    }
    return float_hash(number);
}

static Answer truth_slot(Value self) {
    return float_of(self) != 0 ? ANSWER_YES : ANSWER_NO;
}

/* ---- methods --------------------------------------------------------------------------------- */

static Value method_conjugate(Value self, Value *args) {
    return exact_slot(self);
}

static Value method_trunc(Value self, Value *args) {
    return value_from_double(float_of(self));
}

static Value method_floor(Value self, Value *args) {
    return value_from_double(floor(float_of(self)));
}

static Value method_ceil(Value self, Value *args) {
    return value_from_double(ceil(float_of(self)));
}

/* Raises OverflowError where the rounded number is too large. */
static Value float_round(double number, ptrdiff_t places) {
    if (!isfinite(number) || number == 0 || places > 323)
        return float_new(number);
    if (places < -308)
        return float_new(copysign(0.0, number));
    char text[FLOAT_DIGITS_MAX + 16];
    int point;
    size_t count = float_digits_fixed(fabs(number), (int)places, text, &point);
    if (count == 0)
        return float_new(copysign(0.0, number));
    int exponent = point - (int)count;
    text[count++] = 'e';
    if (exponent < 0) {
        text[count++] = '-';
        exponent = -exponent;
    }
    for (int unit = 1000; unit; unit /= 10)
        text[count++] = (char)('0' + exponent / unit % 10);
    double rounded;
    if (!float_from_text(text, count, &rounded) || isinf(rounded))
        return raise_overflow_error("rounded value too large to represent");
    return float_new(copysign(rounded, number));
}

static Value method_round(Value self, Value *args) {
    double number = float_of(self);
    if (!args[0] || args[0] == NONE)
        return value_from_double(isfinite(number) ? nearbyint(number) : number);
    ptrdiff_t places;
    if (!object_index_as_size(args[0], &places, NULL))
        return NULL;
    return float_round(number, places);
}

static Value method_as_integer_ratio(Value self, Value *args) {
    double number = float_of(self);
    if (isinf(number))
        return raise_overflow_error("cannot convert Infinity to integer ratio");
    if (isnan(number))
        return raise_value_error("cannot convert NaN to integer ratio");
    int exponent;
    double fraction = frexp(number, &exponent);
    for (int i = 0; i < 300 && fraction != floor(fraction); i++) {
        fraction *= 2;
        exponent--;
    }
    Value pair[2] = {value_from_double(fraction), value_of_small_int(1)};
    if (!pair[0])
        return NULL;
    Value shift = value_of_small_int(exponent < 0 ? -exponent : exponent);
    Value shifted = int_lshift(pair[exponent < 0], shift);
    if (!shifted) {
        decref(pair[0]);
        return NULL;
    }
    replace_value(&pair[exponent < 0], shifted);
    return value_of(tuple_from_array_steal(pair, 2));
}

static Value method_is_integer(Value self, Value *args) {
    double number = float_of(self);
    return value_of_bool(isfinite(number) && number == floor(number));
}

static Value method_hex(Value self, Value *args) {
    return float_to_hex(float_of(self));
}

static Value method_fromhex(Value self, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("bad argument type for built-in operation");
    size_t size;
    const char *text = str_utf8(str_of(args[0]), &size);
    double number;
    if (!text || !float_from_hex(text, size, &number))
        return NULL;
    Value result = float_new(number);
    if (!result || type_cast(self) == &float_type)
        return result;
    Value instance = call_1(self, result);
    decref(result);
    return instance;
}

static Value method_getformat(Value self, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("__getformat__() argument must be str, not %T", args[0]);
    if (!str_equal_c(str_of(args[0]), "double") && !str_equal_c(str_of(args[0]), "float"))
        return raise_value_error("__getformat__() argument 1 must be 'double' or 'float'");
    return value_of(str_from_c("IEEE, little-endian"));
}

static Value method_getnewargs(Value self, Value *args) {
    Value number = float_new(float_of(self));
    return number ? value_of(tuple_from_array_steal(&number, 1)) : NULL;
}

static Value method_format(Value self, Value *args) {
    return format_float(self, args[0]);
}

static const NativeMethod methods[] = {
    NATIVE("conjugate($self, /)", method_conjugate,
           "Return self, the complex conjugate of any float."),
    NATIVE("__trunc__($self, /)", method_trunc,
           "Return the Integral closest to x between 0 and x."),
    NATIVE("__floor__($self, /)", method_floor, "Return the floor as an Integral."),
    NATIVE("__ceil__($self, /)", method_ceil, "Return the ceiling as an Integral."),
    NATIVE("__round__($self, ndigits=None, /)", method_round,
           "Return the Integral closest to x, rounding half toward even.\n\nWhen an argument is "
           "passed, work like built-in round(x, ndigits)."),
    NATIVE("as_integer_ratio($self, /)", method_as_integer_ratio,
           "Return a pair of integers, whose ratio is exactly equal to the original float.\n\nThe "
           "ratio is in lowest terms and has a positive denominator.  Raise\nOverflowError on "
           "infinities and a ValueError on NaNs.\n\n>>> (10.0).as_integer_ratio()\n(10, 1)\n>>> "
           "(0.0).as_integer_ratio()\n(0, 1)\n>>> (-.25).as_integer_ratio()\n(-1, 4)"),
    NATIVE_OF_CLASS("fromhex($type, string, /)", method_fromhex,
                    "Create a floating-point number from a hexadecimal string.\n\n>>> "
                    "float.fromhex('0x1.ffffp10')\n2047.984375\n>>> "
                    "float.fromhex('-0x1p-1074')\n-5e-324"),
    NATIVE("hex($self, /)", method_hex,
           "Return a hexadecimal representation of a floating-point number.\n\n>>> "
           "(-0.1).hex()\n'-0x1.999999999999ap-4'\n>>> 3.14159.hex()\n'0x1.921f9f01b866ep+1'"),
    NATIVE("is_integer($self, /)", method_is_integer, "Return True if the float is an integer."),
    NATIVE("__getnewargs__($self, /)", method_getnewargs, NULL),
    NATIVE_OF_CLASS(
        "__getformat__($type, typestr, /)", method_getformat,
        "You probably don't want to use this function.\n\n  typestr\n    Must be 'double' or "
        "'float'.\n\nIt exists mainly to be used in Python's test suite.\n\nThis function returns "
        "whichever of 'unknown', 'IEEE, big-endian' or 'IEEE,\nlittle-endian' best describes the "
        "format of floating-point numbers used by the\nC type named by typestr."),
    NATIVE("__format__($self, format_spec, /)", method_format,
           "Formats the float according to format_spec."),
    NATIVE_END};

static Value get_zero(Value self) {
    return float_new(0.0);
}

static const NativeGetSet getsets[] = {
    {"real", exact_slot, NULL, "the real part of a complex number"},
    {"imag", get_zero, NULL, "the imaginary part of a complex number"},
    {NULL, NULL, NULL, NULL}};

Type float_type = {
    TYPE_INIT_ATOM("float", sizeof(Float), float_dealloc),
    .flags = TYPE_BASE | TYPE_IMMUTABLE | TYPE_IS_FLOAT | TYPE_MATCH_SELF,
    .base = &object_type,
    .doc = "float(x=0, /)\n--\n\n"
           "Convert a string or number to a floating-point number, if possible.",
    .methods = methods,
    .getsets = getsets,
    .new = float_new_slot,
    .repr = repr_slot,
    .hash = hash_slot,
    .compare = float_compare,
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
              [NUMBER_POSITIVE] = exact_slot,
              [NUMBER_ABSOLUTE] = absolute_slot},
    .to_int = to_int_slot,
    .to_float = exact_slot,
};
