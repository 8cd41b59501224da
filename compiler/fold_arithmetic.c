/* Operators on constants. What each rule obeys: the result is exactly the run time's, nothing that
 * raises or warns is folded, and no result is much larger than its operands.
 *
 * Integers are folded up to 128 bits, as sign and magnitude. */
#include "compiler/constant.h"

#include <math.h>

enum {
    INT_BITS_MAX = 128,
    TEXT_SIZE_MAX = 4096, /* of a repeated string */
    ITEMS_MAX = 256,      /* of a repeated tuple */
};

typedef unsigned __int128 Magnitude;

typedef struct Integer {
    bool negative;
    Magnitude magnitude;
} Integer;

/* ---- conversions ------------------------------------------------------------------------ */

static bool parse_big(Text text, Integer *integer) {
    integer->negative = text.size && text.bytes[0] == '-';
    size_t start = integer->negative;
    if (text.size - start > INT_BITS_MAX / 4)
        return false;
    integer->magnitude = 0;
    for (size_t i = start; i < text.size; i++) {
        char digit = text.bytes[i];
        integer->magnitude =
            integer->magnitude << 4 | (unsigned)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
    }
    return true;
}

static bool to_integer(const Constant *constant, Integer *integer) {
    switch (constant->kind) {
    case CONSTANT_TRUE:
    case CONSTANT_FALSE:
        *integer = (Integer){false, constant->kind == CONSTANT_TRUE};
        return true;
    case CONSTANT_INT:
        *integer =
            (Integer){constant->integer < 0, constant->integer < 0 ? -(Magnitude)constant->integer
                                                                   : (Magnitude)constant->integer};
        return true;
    case CONSTANT_BIG_INT:
        return parse_big(constant->text, integer);
    default:
        return false;
    }
}

static Constant from_integer(Context *context, Integer integer) {
    Magnitude limit = (Magnitude)INT64_MAX + integer.negative;
    if (integer.magnitude <= limit)
        return constant_of_int(integer.negative ? (int64_t)(0 - (uint64_t)integer.magnitude)
                                                : (int64_t)integer.magnitude);
    char *digits = context_alloc(context, INT_BITS_MAX / 4 + 2), *next = digits;
    int shift = INT_BITS_MAX - 4;
    while (integer.magnitude >> shift == 0)
        shift -= 4;
    if (integer.negative)
        *next++ = '-';
    for (; shift >= 0; shift -= 4)
        *next++ = "0123456789abcdef"[(unsigned)(integer.magnitude >> shift) & 15];
    return (Constant){.kind = CONSTANT_BIG_INT, .text = {digits, (size_t)(next - digits)}};
}

static int bit_count(Magnitude magnitude) {
    int bits = 0;
    for (; magnitude; magnitude >>= 1)
        bits++;
    return bits;
}

static bool to_double(const Constant *constant, double *number) {
    Integer integer;
    if (constant->kind == CONSTANT_FLOAT) {
        *number = constant->real;
        return true;
    }
    if (!to_integer(constant, &integer) || integer.magnitude > (Magnitude)1 << 53)
        return false;
    *number = integer.negative ? -(double)(uint64_t)integer.magnitude
                               : (double)(uint64_t)integer.magnitude;
    return true;
}

/* ---- integers --------------------------------------------------------------------------- */

static bool add_integers(Integer a, Integer b, Integer *result) {
    if (a.negative == b.negative) {
        *result = (Integer){a.negative, a.magnitude + b.magnitude};
        return result->magnitude >= a.magnitude;
    }
    if (a.magnitude >= b.magnitude)
        *result = (Integer){a.negative && a.magnitude != b.magnitude, a.magnitude - b.magnitude};
    else
        *result = (Integer){b.negative, b.magnitude - a.magnitude};
    return true;
}

static bool multiply_integers(Integer a, Integer b, Integer *result) {
    if (a.magnitude && b.magnitude &&
        bit_count(a.magnitude) + bit_count(b.magnitude) > INT_BITS_MAX)
        return false;
    Magnitude product = a.magnitude * b.magnitude;
    *result = (Integer){product && a.negative != b.negative, product};
    return true;
}

/* Rounded towards minus infinity. */
static bool divide_integers(Integer a, Integer b, Integer *quotient, Integer *remainder) {
    if (!b.magnitude)
        return false;
    Magnitude q = a.magnitude / b.magnitude, r = a.magnitude % b.magnitude;
    if (r && a.negative != b.negative) {
        q++;
        r = b.magnitude - r;
    }
    *quotient = (Integer){q && a.negative != b.negative, q};
    *remainder = (Integer){r && b.negative, r};
    return true;
}

static bool power_integers(Integer base, Integer exponent, Integer *result) {
    if (exponent.negative || exponent.magnitude > INT_BITS_MAX)
        return false;
    unsigned count = (unsigned)exponent.magnitude;
    if (count && base.magnitude && bit_count(base.magnitude) > INT_BITS_MAX / (int)count)
        return false;
    *result = (Integer){false, 1};
    for (unsigned i = 0; i < count; i++)
        result->magnitude *= base.magnitude;
    result->negative = base.negative && count % 2 && result->magnitude;
    return true;
}

static bool shift_integers(Integer a, Integer b, bool left, Integer *result) {
    if (b.negative || b.magnitude > INT_BITS_MAX)
        return false;
    unsigned count = (unsigned)b.magnitude;
    if (left) {
        if (a.magnitude && bit_count(a.magnitude) + (int)count > INT_BITS_MAX)
            return false;
        *result = (Integer){a.negative, count < INT_BITS_MAX ? a.magnitude << count : 0};
        return true;
    }
    Magnitude shifted = count < INT_BITS_MAX ? a.magnitude >> count : 0;
    bool inexact = count < INT_BITS_MAX ? shifted << count != a.magnitude : a.magnitude != 0;
    if (a.negative && inexact)
        shifted++;
    *result = (Integer){a.negative && shifted, shifted};
    return true;
}

static bool bitwise(Operator op, Integer a, Integer b, Integer *result) {
    if (a.magnitude >> 126 || b.magnitude >> 126)
        return false;
    Magnitude x = a.negative ? 0 - a.magnitude : a.magnitude;
    Magnitude y = b.negative ? 0 - b.magnitude : b.magnitude;
    Magnitude bits = op == OPERATOR_BIT_AND ? x & y : op == OPERATOR_BIT_OR ? x | y : x ^ y;
    bool negative = bits >> 127;
    *result = (Integer){negative, negative ? 0 - bits : bits};
    return true;
}

static bool is_bool(const Constant *constant) {
    return constant->kind == CONSTANT_TRUE || constant->kind == CONSTANT_FALSE;
}

static bool fold_integers(Context *context, Operator op, const Constant *left,
                          const Constant *right, Constant *result) {
    Integer a, b, value, other;
    if (!to_integer(left, &a) || !to_integer(right, &b))
        return false;
    bool both_bool = is_bool(left) && is_bool(right), done = false;
    switch (op) {
    case OPERATOR_ADD:
        done = add_integers(a, b, &value);
        break;
    case OPERATOR_SUB:
        b.negative = !b.negative && b.magnitude;
        done = add_integers(a, b, &value);
        break;
    case OPERATOR_MULT:
        done = multiply_integers(a, b, &value);
        break;
    case OPERATOR_FLOOR_DIV:
        done = divide_integers(a, b, &value, &other);
        break;
    case OPERATOR_MOD:
        done = divide_integers(a, b, &other, &value);
        break;
    case OPERATOR_POW:
        done = power_integers(a, b, &value);
        break;
    case OPERATOR_L_SHIFT:
    case OPERATOR_R_SHIFT:
        done = shift_integers(a, b, op == OPERATOR_L_SHIFT, &value);
        break;
    case OPERATOR_BIT_AND:
    case OPERATOR_BIT_OR:
    case OPERATOR_BIT_XOR:
        done = bitwise(op, a, b, &value);
        if (done && both_bool) {
            *result = constant_of_bool(value.magnitude);
            return true;
        }
        break;
    default:
        return false;
    }
    if (done)
        *result = from_integer(context, value);
    return done;
}

/* ---- floats and complex numbers --------------------------------------------------------- */

static bool fold_floats(Operator op, const Constant *left, const Constant *right,
                        Constant *result) {
    double a, b, value;
    if (!to_double(left, &a) || !to_double(right, &b))
        return false;
    switch (op) {
    case OPERATOR_ADD:
        value = a + b;
        break;
    case OPERATOR_SUB:
        value = a - b;
        break;
    case OPERATOR_MULT:
        value = a * b;
        break;
    case OPERATOR_DIV:
        if (b == 0)
            return false;
        value = a / b;
        break;
    case OPERATOR_POW:
        if (a <= 0 || !isfinite(a) || !isfinite(b))
            return false;
        value = pow(a, b);
        if (!isfinite(value))
            return false;
        break;
    default:
        return false;
    }
    *result = (Constant){.kind = CONSTANT_FLOAT, .real = value};
    return true;
}

static bool to_complex(const Constant *constant, double *real, double *imaginary) {
    *imaginary = 0;
    if (constant->kind != CONSTANT_COMPLEX)
        return to_double(constant, real);
    *real = constant->complex_number.real;
    *imaginary = constant->complex_number.imaginary;
    return true;
}

static bool fold_complex(Operator op, const Constant *left, const Constant *right,
                         Constant *result) {
    double a, b, c, d;
    if (!to_complex(left, &a, &b) || !to_complex(right, &c, &d))
        return false;
    *result = (Constant){.kind = CONSTANT_COMPLEX};
    switch (op) {
    case OPERATOR_ADD:
        result->complex_number.real = a + c;
        result->complex_number.imaginary = b + d;
        return true;
    case OPERATOR_SUB:
        result->complex_number.real = a - c;
        result->complex_number.imaginary = b - d;
        return true;
    case OPERATOR_MULT:
        result->complex_number.real = a * c - b * d;
        result->complex_number.imaginary = a * d + b * c;
        return true;
    default:
        return false;
    }
}

/* ---- sequences -------------------------------------------------------------------------- */

static bool repeat(Context *context, const Constant *sequence, const Constant *times,
                   Constant *result) {
    Integer count;
    if (!to_integer(times, &count) || count.negative || count.magnitude > TEXT_SIZE_MAX)
        return false;
    size_t repeats = (size_t)count.magnitude;
    *result = (Constant){.kind = sequence->kind};
    if (sequence->kind == CONSTANT_TUPLE) {
        size_t size = sequence->sequence.count;
        if (size * repeats > ITEMS_MAX)
            return false;
        Constant *items = context_alloc(context, (size * repeats + 1) * sizeof *items);
        for (size_t i = 0; i < repeats; i++)
            memcpy(items + i * size, sequence->sequence.items, size * sizeof *items);
        result->sequence.count = size * repeats;
        result->sequence.items = items;
        return true;
    }
    size_t size = sequence->text.size;
    if (size * repeats > TEXT_SIZE_MAX)
        return false;
    char *bytes = context_alloc(context, size * repeats + 1);
    for (size_t i = 0; i < repeats; i++)
        memcpy(bytes + i * size, sequence->text.bytes, size);
    result->text = (Text){bytes, size * repeats};
    return true;
}

static bool is_sequence(const Constant *constant) {
    return constant->kind == CONSTANT_STR || constant->kind == CONSTANT_BYTES ||
           constant->kind == CONSTANT_TUPLE;
}

/* A lone surrogate at the end of one string and the start of the next would have to be joined. */
static bool has_surrogates(Text text) {
    for (size_t i = 0; i + 1 < text.size; i++)
        if ((uint8_t)text.bytes[i] == 0xed && (uint8_t)text.bytes[i + 1] >= 0xa0)
            return true;
    return false;
}

static bool join(Context *context, const Constant *left, const Constant *right, Constant *result) {
    if (left->kind != right->kind)
        return false;
    *result = (Constant){.kind = left->kind};
    if (left->kind == CONSTANT_TUPLE) {
        size_t a = left->sequence.count, b = right->sequence.count;
        Constant *items = context_alloc(context, (a + b + 1) * sizeof *items);
        if (a)
            memcpy(items, left->sequence.items, a * sizeof *items);
        if (b)
            memcpy(items + a, right->sequence.items, b * sizeof *items);
        result->sequence.count = a + b;
        result->sequence.items = items;
        return true;
    }
    if (left->kind == CONSTANT_STR && (has_surrogates(left->text) || has_surrogates(right->text)))
        return false;
    Text parts[] = {left->text, right->text};
    result->text = context_concat(context, parts, 2);
    return true;
}

bool constant_fold_binary(Context *context, Operator op, const Constant *left,
                          const Constant *right, Constant *result) {
    if (is_sequence(left) || is_sequence(right)) {
        if (op == OPERATOR_ADD && is_sequence(left))
            return join(context, left, right, result);
        if (op != OPERATOR_MULT)
            return false;
        return is_sequence(left) ? repeat(context, left, right, result)
                                 : repeat(context, right, left, result);
    }
    if (left->kind == CONSTANT_COMPLEX || right->kind == CONSTANT_COMPLEX)
        return fold_complex(op, left, right, result);
    if (left->kind == CONSTANT_FLOAT || right->kind == CONSTANT_FLOAT || op == OPERATOR_DIV)
        return fold_floats(op, left, right, result);
    return fold_integers(context, op, left, right, result);
}

bool constant_fold_unary(Context *context, UnaryOperator op, const Constant *operand,
                         Constant *result) {
    if (op == UNARY_NOT) {
        *result = constant_of_bool(!constant_is_true(operand));
        return true;
    }
    Integer integer;
    if (to_integer(operand, &integer)) {
        if (op == UNARY_INVERT) {
            if (is_bool(operand) || !add_integers(integer, (Integer){false, 1}, &integer))
                return false;
        }
        if (op != UNARY_UADD)
            integer.negative = !integer.negative && integer.magnitude;
        *result = from_integer(context, integer);
        return true;
    }
    *result = *operand;
    if (op == UNARY_INVERT)
        return false;
    if (operand->kind == CONSTANT_FLOAT) {
        if (op == UNARY_USUB)
            result->real = -operand->real;
        return true;
    }
    if (operand->kind == CONSTANT_COMPLEX) {
        if (op == UNARY_USUB) {
            result->complex_number.real = -operand->complex_number.real;
            result->complex_number.imaginary = -operand->complex_number.imaginary;
        }
        return true;
    }
    return false;
}

/* The character at `place` of a WTF-8 text, counted from its end if that is negative. */
static bool character_at(Text text, Integer place, Text *character) {
    size_t count = 0, wanted, start = 0;
    for (size_t i = 0; i < text.size; i++)
        count += (text.bytes[i] & 0xc0) != 0x80;
    if (place.negative ? place.magnitude > count : place.magnitude >= count)
        return false;
    wanted = place.negative ? count - (size_t)place.magnitude : (size_t)place.magnitude;
    for (size_t seen = 0; start < text.size; start++) {
        if ((text.bytes[start] & 0xc0) == 0x80)
            continue;
        if (seen++ == wanted)
            break;
    }
    size_t end = start + 1;
    while (end < text.size && (text.bytes[end] & 0xc0) == 0x80)
        end++;
    *character = (Text){text.bytes + start, end - start};
    return true;
}

bool constant_fold_subscript(Context *context, const Constant *container, const Constant *index,
                             Constant *result) {
    Integer place;
    if (!is_sequence(container) || !to_integer(index, &place))
        return false;
    if (container->kind == CONSTANT_STR) {
        *result = (Constant){.kind = CONSTANT_STR};
        return character_at(container->text, place, &result->text);
    }
    bool is_tuple = container->kind == CONSTANT_TUPLE;
    size_t size = is_tuple ? container->sequence.count : container->text.size;
    if (place.negative ? place.magnitude > size : place.magnitude >= size)
        return false;
    size_t i = place.negative ? size - (size_t)place.magnitude : (size_t)place.magnitude;
    if (is_tuple) {
        *result = container->sequence.items[i];
        return true;
    }
    *result = constant_of_int((uint8_t)container->text.bytes[i]);
    return true;
}
