/* int: the type. Its arithmetic is in the int_*.c files beside; here are construction, slots,
 * methods. A binary slot gets its operands in source order, and either may be foreign. */
#include "vm/arguments.h"
#include "vm/names.h"
#include "vm/objects/bytes.h"
#include "vm/objects/float.h"
#include "vm/objects/format_spec.h"
#include "vm/objects/int_internal.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"

#include <string.h>

static void int_dealloc(Object *object) {
    int64_t size = ((IntObject *)object)->size;
    mem_object_free(object,
                    type_instance_size((Type *)object->type, (size_t)(size < 0 ? -size : size)));
}

/* ---- construction ---------------------------------------------------------------------------- */

/* An instance of a subclass with the value of an exact int. */
static Value new_of_subclass(Type *type, Value number) {
    IntView view;
    int_view(number, &view);
    IntObject *object = type_allocate(type, view.count);
    if (!object)
        return NULL;
    object->size = view.negative ? -(int64_t)view.count : (int64_t)view.count;
    memcpy(object->limbs, view.limbs, view.count * 8);
    if (type->mem.kind == MEM_CONTAINER)
        mem_gc_track(object);
    return value_of(object);
}

static Value from_text_with_base(Value text, Value base_value) {
    ptrdiff_t base;
    if (!object_index_as_size(base_value, &base, NULL))
        return NULL;
    if ((base != 0 && base < 2) || base > 36)
        return raise_value_error("int() base must be >= 2 and <= 36, or 0");
    if (!is_str(text) && !is_bytes(text) && !is_instance_of(text, &bytearray_type))
        return raise_type_error("int() can't convert non-string with explicit base");
    return int_from_value_text(text, (int)base);
}

/* What has no number's special method is text, or an error. */
static Value from_value(Value value) {
    if (is_exact_int(value))
        return own(value);
    Type *type = type_of(value);
    if (!type_ready(type))
        return NULL;
    if (type->to_int || type->to_index)
        return object_to_int(value);
    Value method;
    Lookup found = special_method_lookup(value, names.__trunc__, &method);
    if (found == LOOKUP_ERROR)
        return NULL;
    if (found == LOOKUP_MISSING)
        return int_from_value_text(value, 10);
    decref(method);
    if (!warn(&exc_DeprecationWarning, 1, "The delegation of int() to __trunc__ is deprecated."))
        return NULL;
    return object_to_int(value);
}

static Value int_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("int(x=0, /, base=10)");
    Value bound[2], number;
    if (!keywords && count <= 1) {
        bound[0] = count ? args[0] : NULL;
        bound[1] = NULL;
    } else {
        if (count > 2)
            return raise_type_error("int expected at most 2 arguments, got %zu", count);
        if (!arguments_bind(&signature, args, count, keywords, bound))
            return NULL;
    }
    if (!bound[0] && bound[1])
        return raise_type_error("int() missing string argument");
    if (!bound[0])
        number = value_of_small_int(0);
    else if (bound[1])
        number = from_text_with_base(bound[0], bound[1]);
    else if (is_exact_str(bound[0]))
        number = int_from_value_text(bound[0], 10);
    else
        number = from_value(bound[0]);
    if (!number || type == &int_type)
        return number;
    Value instance = new_of_subclass(type, number);
    decref(number);
    return instance;
}

/* ---- slots ----------------------------------------------------------------------------------- */

#define BINARY_SLOT(name, function)                                                                \
    static Value name(Value left, Value right) {                                                   \
        if (!is_int(left) || !is_int(right))                                                       \
            return NOT_IMPLEMENTED;                                                                \
        return function(left, right);                                                              \
    }
BINARY_SLOT(add_slot, int_add)
BINARY_SLOT(subtract_slot, int_subtract)
BINARY_SLOT(multiply_slot, int_multiply)
BINARY_SLOT(true_divide_slot, int_true_divide)
BINARY_SLOT(floor_divide_slot, int_floor_divide)
BINARY_SLOT(remainder_slot, int_remainder)
BINARY_SLOT(divmod_slot, int_divmod)
BINARY_SLOT(lshift_slot, int_lshift)
BINARY_SLOT(rshift_slot, int_rshift)
BINARY_SLOT(and_slot, int_and)
BINARY_SLOT(or_slot, int_or)
BINARY_SLOT(xor_slot, int_xor)

static Value power_slot(Value base, Value exponent, Value modulus) {
    if (!is_int(base) || !is_int(exponent) || (modulus != NONE && !is_int(modulus)))
        return NOT_IMPLEMENTED;
    return int_power(base, exponent, modulus);
}

static Value absolute_slot(Value self) {
    return int_sign(self) < 0 ? int_negative(self) : int_normalize(self);
}

static Value compare_slot(Value self, Value other, CompareOp op) {
    if (!is_int(self) || !is_int(other))
        return NOT_IMPLEMENTED;
    int order = int_compare(self, other);
    return value_of_bool(order_satisfies(order, op));
}

static Value repr_slot(Value self) {
    return int_to_str(self, 10, false);
}

static Answer truth_slot(Value self) {
    return int_sign(self) ? ANSWER_YES : ANSWER_NO;
}

static Value to_float_slot(Value self) {
    double number;
    return int_as_double(self, &number) ? float_new(number) : NULL;
}

/* ---- methods --------------------------------------------------------------------------------- */

static Value int_method_normalize(Value self, Value *args) {
    return int_normalize(self);
}

static Value int_method_bit_length(Value self, Value *args) {
    return value_from_uint64(int_bit_length(self));
}

typedef struct BitCount {
    IntView view;
    uint64_t ones;
} BitCount;

static void count_ones(void *context) {
    BitCount *work = context;
    work->ones = mpn_popcount(work->view.limbs, (mp_size_t)work->view.count);
}

static Value int_method_bit_count(Value self, Value *args) {
    BitCount work = {.ones = 0};
    int_view(self, &work.view);
    if (work.view.count && !int_run_long(count_ones, &work, work.view.count))
        return NULL;
    return value_from_uint64(work.ones);
}

static Value int_method_as_integer_ratio(Value self, Value *args) {
    Value pair[2] = {int_normalize(self), value_of_small_int(1)};
    return pair[0] ? value_of(tuple_from_array_steal(pair, 2)) : NULL;
}

static Value int_method_is_integer(Value self, Value *args) {
    return TRUE_VALUE;
}

static Value int_method_getnewargs(Value self, Value *args) {
    Value number = int_normalize(self);
    return number ? value_of(tuple_from_array_steal(&number, 1)) : NULL;
}

static Value int_method_sizeof(Value self, Value *args) {
    IntView view;
    int_view(self, &view);
    if (is_small_int(self))
        return value_of_small_int(sizeof(IntObject) + 8);
    return value_from_uint64(type_instance_size(type_of(self), view.count));
}

static Value int_method_format(Value self, Value *args) {
    return format_int(self, args[0]);
}

/* Half-even rounding to a multiple of 10**digits. */
static Value round_to_power(Value self, Value digits) {
    Value ten_power = int_power(value_of_small_int(10), digits, NONE);
    if (!ten_power)
        return NULL;
    Value quotient = NULL, remainder = NULL, twice = NULL, down = NULL, result = NULL;
    if (int_floor_divmod(self, ten_power, &quotient, &remainder) &&
        (twice = int_lshift(remainder, value_of_small_int(1))) &&
        (down = int_subtract(self, remainder))) {
        int order = int_compare(twice, ten_power);
        bool up = order > 0 || (order == 0 && (int_as_mask64(quotient) & 1));
        result = up ? int_add(down, ten_power) : own(down);
    }
    decref(ten_power);
    decref_maybe(quotient);
    decref_maybe(remainder);
    decref_maybe(twice);
    decref_maybe(down);
    return result;
}

static Value int_method_round(Value self, Value *args) {
    if (!args[0] || args[0] == NONE)
        return int_normalize(self);
    Value places = object_index(args[0]);
    if (!places)
        return NULL;
    Value result;
    if (int_sign(places) >= 0)
        result = int_normalize(self);
    else {
        Value digits = int_negative(places);
        /* 10**digits is far larger than the number: no need to make it. */
        double estimate = (double)int_bit_length(self) * 0.302 + 2, wanted;
        if (!digits)
            result = NULL;
        else if (!int_as_double(digits, &wanted)) {
            exception_clear();
            result = value_of_small_int(0);
        } else
            result = wanted > estimate ? value_of_small_int(0) : round_to_power(self, digits);
        decref_maybe(digits);
    }
    decref(places);
    return result;
}

static bool read_byte_order(Value order, bool *little) {
    *little = false;
    if (!order)
        return true;
    if (!is_str(order))
        return raise_type_error("to_bytes() argument 'byteorder' must be str, not %T", order);
    *little = str_equal_c(str_of(order), "little");
    if (!*little && !str_equal_c(str_of(order), "big"))
        return raise_value_error("byteorder must be either 'little' or 'big'");
    return true;
}

static Value int_method_to_bytes(Value self, Value *args) {
    ptrdiff_t size = 1;
    bool little;
    Answer is_signed = ANSWER_NO;
    if (args[0] && !int_as_size(args[0], &size))
        return NULL;
    if (!read_byte_order(args[1], &little))
        return NULL;
    if (args[2] && (is_signed = object_truth(args[2])) == ANSWER_ERROR)
        return NULL;
    if (size < 0)
        return raise_value_error("length argument must be non-negative");
    Bytes *bytes = bytes_new(NULL, (size_t)size);
    if (!bytes)
        return NULL;
    if (!int_to_bytes(self, bytes->data, (size_t)size, little, is_signed == ANSWER_YES)) {
        decref(value_of(bytes));
        return NULL;
    }
    return value_of(bytes);
}

/* bytes(x) for anything but a number or text. */
static Value as_bytes(Value value) {
    if (is_int(value) || is_str(value))
        return raise_type_error("cannot convert '%T' object to bytes", value);
    if (!type_of(value)->get_buffer && !type_of(value)->iter && !type_of(value)->get_item) {
        Value method;
        Lookup found = special_method_lookup(value, names.__bytes__, &method);
        if (found == LOOKUP_ERROR)
            return NULL;
        if (found == LOOKUP_MISSING)
            return raise_type_error("cannot convert '%T' object to bytes", value);
        decref(method);
    }
    return value_of(bytes_from_value(value));
}

static Value int_method_from_bytes(Value self, Value *args) {
    bool little;
    Answer is_signed = ANSWER_NO;
    if (args[1] && !is_str(args[1]))
        return raise_type_error("from_bytes() argument 'byteorder' must be str, not %T", args[1]);
    if (!read_byte_order(args[1], &little))
        return NULL;
    if (args[2] && (is_signed = object_truth(args[2])) == ANSWER_ERROR)
        return NULL;
    Value bytes = is_bytes(args[0]) ? own(args[0]) : as_bytes(args[0]);
    if (!bytes)
        return NULL;
    Value number = int_from_bytes(bytes_of(bytes)->data, bytes_of(bytes)->size, little,
                                  is_signed == ANSWER_YES);
    decref(bytes);
    if (!number || type_cast(self) == &int_type)
        return number;
    Value instance = call_1(self, number);
    decref(number);
    return instance;
}

static const NativeMethod methods[] = {
    NATIVE("conjugate($self, /)", int_method_normalize,
           "Returns self, the complex conjugate of any int."),
    NATIVE("bit_length($self, /)", int_method_bit_length,
           "Number of bits necessary to represent self in binary.\n\n>>> bin(37)\n'0b100101'\n>>> "
           "(37).bit_length()\n6"),
    NATIVE("bit_count($self, /)", int_method_bit_count,
           "Number of ones in the binary representation of the absolute value of self.\n\nAlso "
           "known as the population count.\n\n>>> bin(13)\n'0b1101'\n>>> (13).bit_count()\n3"),
    NATIVE("to_bytes($self, /, length=1, byteorder='big', *, signed=False)", int_method_to_bytes,
           "Return an array of bytes representing an integer."),
    NATIVE_OF_CLASS("from_bytes($type, /, bytes, byteorder='big', *, signed=False)",
                    int_method_from_bytes,
                    "Return the integer represented by the given array of bytes."),
    NATIVE(
        "as_integer_ratio($self, /)", int_method_as_integer_ratio,
        "Return a pair of integers, whose ratio is equal to the original int.\n\nThe ratio is in "
        "lowest terms and has a positive denominator.\n\n>>> (10).as_integer_ratio()\n(10, "
        "1)\n>>> (-10).as_integer_ratio()\n(-10, 1)\n>>> (0).as_integer_ratio()\n(0, 1)"),
    NATIVE("__trunc__($self, /)", int_method_normalize, "Truncating an Integral returns itself."),
    NATIVE("__floor__($self, /)", int_method_normalize, "Flooring an Integral returns itself."),
    NATIVE("__ceil__($self, /)", int_method_normalize, "Ceiling of an Integral returns itself."),
    NATIVE("__round__($self, ndigits=<unrepresentable>, /)", int_method_round,
           "Rounding an Integral returns itself.\n\nRounding with an ndigits argument also returns "
           "an integer."),
    NATIVE("__getnewargs__($self, /)", int_method_getnewargs, NULL),
    NATIVE("__format__($self, format_spec, /)", int_method_format,
           "Convert to a string according to format_spec."),
    NATIVE("__sizeof__($self, /)", int_method_sizeof, "Returns size in memory, in bytes."),
    NATIVE("is_integer($self, /)", int_method_is_integer,
           "Returns True. Exists for duck type compatibility with float.is_integer."),
    NATIVE_END};

static Value get_zero(Value self) {
    return value_of_small_int(0);
}

static Value get_one(Value self) {
    return value_of_small_int(1);
}

static const NativeGetSet getsets[] = {
    {"real", int_normalize, NULL, "the real part of a complex number"},
    {"imag", get_zero, NULL, "the imaginary part of a complex number"},
    {"numerator", int_normalize, NULL, "the numerator of a rational number in lowest terms"},
    {"denominator", get_one, NULL, "the denominator of a rational number in lowest terms"},
    {NULL, NULL, NULL, NULL}};

Type int_type = {
    TYPE_INIT_ATOM("int", sizeof(IntObject), int_dealloc),
    .mem.item_size = 8,
    .flags = TYPE_BASE | TYPE_IMMUTABLE | TYPE_IS_INT | TYPE_MATCH_SELF,
    .base = &object_type,
    .doc =
        "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an "
        "integer, or return 0 if no arguments\nare given.  If x is a number, return x.__int__().  "
        "For floating-point\nnumbers, this truncates towards zero.\n\nIf x is not a number or "
        "if base is given, then x must be a string,\nbytes, or bytearray instance representing "
        "an integer literal in the\ngiven base.  The literal can be preceded by '+' or '-' and "
        "be surrounded\nby whitespace.  The base defaults to 10.  Valid bases are 0 and "
        "2-36.\nBase 0 means to interpret the base from the string as an integer literal.\n>>> "
        "int('0b100', base=0)\n4",
    .methods = methods,
    .getsets = getsets,
    .new = int_new,
    .repr = repr_slot,
    .hash = int_hash,
    .compare = compare_slot,
    .truth = truth_slot,
    .binary = {[NUMBER_ADD] = add_slot,
               [NUMBER_SUBTRACT] = subtract_slot,
               [NUMBER_MULTIPLY] = multiply_slot,
               [NUMBER_TRUE_DIVIDE] = true_divide_slot,
               [NUMBER_FLOOR_DIVIDE] = floor_divide_slot,
               [NUMBER_REMAINDER] = remainder_slot,
               [NUMBER_DIVMOD] = divmod_slot,
               [NUMBER_LSHIFT] = lshift_slot,
               [NUMBER_RSHIFT] = rshift_slot,
               [NUMBER_AND] = and_slot,
               [NUMBER_XOR] = xor_slot,
               [NUMBER_OR] = or_slot},
    .power = power_slot,
    .unary = {[NUMBER_NEGATIVE] = int_negative,
              [NUMBER_POSITIVE] = int_normalize,
              [NUMBER_ABSOLUTE] = absolute_slot,
              [NUMBER_INVERT] = int_invert},
    .to_int = int_normalize,
    .to_float = to_float_slot,
    .to_index = int_normalize,
};
