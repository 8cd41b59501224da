/* float: arithmetic with Python's rules, comparison with ints, hash. */
#include "vm/objects/float_internal.h"
#include "vm/objects/int.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/raise.h"

#include <math.h>

/* OverflowError(34, 'Numerical result out of range') */
static COLD void *raise_range_error(void) {
    Str *text = str_from_c("Numerical result out of range");
    if (!text)
        return NULL;
    Value args[2] = {value_of_small_int(34), value_of(text)};
    Value exception = call(value_of(&exc_OverflowError), args, 2, NULL);
    decref(value_of(text));
    if (exception) {
        raise_value(exception);
        decref(exception);
    }
    return NULL;
}

/* The remainder has the divisor's sign; the quotient is floored. */
static void floor_divmod(double left, double right, double *quotient, double *remainder) {
    double mod = fmod(left, right);
    double div = (left - mod) / right;
    if (mod != 0) {
        if ((right < 0) != (mod < 0)) {
            mod += right;
            div -= 1.0;
        }
    } else
        mod = copysign(0.0, right);
    if (div != 0) {
        double whole = floor(div);
        *quotient = div - whole > 0.5 ? whole + 1.0 : whole;
    } else
        *quotient = copysign(0.0, left / right);
    *remainder = mod;
}

static double float_floor_quotient(double left, double right) {
    double quotient, remainder;
    floor_divmod(left, right, &quotient, &remainder);
    return quotient;
}

static double float_floor_remainder(double left, double right) {
    double mod = fmod(left, right);
    if (mod == 0)
        return copysign(0.0, right);
    return (right < 0) != (mod < 0) ? mod + right : mod;
}

Value float_floor_divide(double left, double right) {
    if (right == 0)
        return raise_error(&exc_ZeroDivisionError, "float floor division by zero");
    return float_new(float_floor_quotient(left, right));
}

Value float_remainder(double left, double right) {
    if (right == 0)
        return raise_error(&exc_ZeroDivisionError, "float modulo by zero");
    return float_new(float_floor_remainder(left, right));
}

Value float_divmod(double left, double right) {
    if (right == 0)
        return raise_error(&exc_ZeroDivisionError, "float divmod()");
    double quotient, remainder;
    floor_divmod(left, right, &quotient, &remainder);
    Value pair[2] = {float_new(quotient), NULL};
    if (!pair[0])
        return NULL;
    pair[1] = float_new(remainder);
    if (!pair[1]) {
        decref(pair[0]);
        return NULL;
    }
    return value_of(tuple_from_array_steal(pair, 2));
}

/* C's pow has Python's values for infinities, nans and zeros; errors are ours. */
Value float_power(double base, double exponent) {
    if (base == 0 && exponent < 0 && isfinite(exponent))
        return raise_error(&exc_ZeroDivisionError, "0.0 cannot be raised to a negative power");
    bool finite = isfinite(base) && isfinite(exponent);
    if (finite && base < 0 && exponent != floor(exponent))
        return complex_power(base, 0, exponent, 0);
    double result = pow(base, exponent);
    if (finite && isinf(result))
        return raise_range_error();
    return float_new(result);
}

Hash float_hash(double number) {
    const uint64_t modulus = (UINT64_C(1) << 61) - 1;
    if (!isfinite(number))
        return isnan(number) ? 0 : number > 0 ? 314159 : -314159;
    int exponent;
    double fraction = frexp(fabs(number), &exponent);
    if (fraction == 0)
        return 0;
    /* mantissa * 2**exponent modulo 2**61 - 1: a power of two rotates the 61 bits. */
    uint64_t mantissa = (uint64_t)ldexp(fraction, 53);
    exponent -= 53;
    unsigned turn = (unsigned)(exponent >= 0 ? exponent % 61 : 60 - (-1 - exponent) % 61);
    uint64_t hash = ((mantissa << turn) & modulus) | (turn ? mantissa >> (61 - turn) : 0);
    if (hash == modulus)
        hash = 0;
    Hash result = number < 0 ? -(Hash)hash : (Hash)hash;
    return result == -1 ? -2 : result;
}

/* -1, 0, 1 for a finite double against an int, exactly. */
static int compare_with_int(double left, Value right) {
    double whole = floor(left);
    if (is_small_int(right)) {
        if (left >= 0x1p62 || left < -0x1p62) /* beyond any small int */
            return left < 0 ? -1 : 1;
        int64_t a = (int64_t)whole, b = small_int_of(right);
        return a != b ? (a < b ? -1 : 1) : left > whole;
    }
    int sign = int_sign(right), left_sign = (left > 0) - (left < 0);
    if (sign != left_sign)
        return left_sign < sign ? -1 : 1;
    int64_t bits = (int64_t)int_bit_length(right);
    int exponent;
    frexp(left, &exponent); /* |left| < 2**exponent */
    if (exponent != bits || sign == 0)
        return exponent == bits ? 0 : (exponent < bits) == (sign > 0) ? -1 : 1;
    Value integer = value_from_double(whole);
    if (!integer)
        return 2;
    int order = int_compare(integer, right);
    decref(integer);
    return order ? order : left > whole;
}

Value float_compare(Value left, Value right, CompareOp op) {
    double a = float_of(left);
    int order;
    if (is_float(right)) {
        double b = float_of(right);
        if (isnan(a) || isnan(b))
            return value_of_bool(op == COMPARE_NE);
        order = (a > b) - (a < b);
    } else if (is_int(right)) {
        if (isnan(a))
            return value_of_bool(op == COMPARE_NE);
        order = isinf(a) ? (a > 0 ? 1 : -1) : compare_with_int(a, right);
        if (order == 2)
            return NULL;
    } else
        return NOT_IMPLEMENTED;
    return value_of_bool(order_satisfies(order, op));
}
