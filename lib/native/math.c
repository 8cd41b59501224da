/* The math module. A result that is not a number though no argument was one is a domain error, an
 * infinite one of finite arguments a range error (or a domain error where the function has a pole
 * and cannot overflow). */
#include "lib/native/math_parts.h"

#include <errno.h>
#include <math.h>

bool math_double(Value value, double *number) {
    if (is_exact_float(value)) {
        *number = float_of(value);
        return true;
    }
    if (is_small_int(value)) {
        *number = (double)small_int_of(value);
        return true;
    }
    return object_as_double(value, number);
}

Value math_domain_error(void) {
    return raise_value_error("math domain error");
}

Value math_range_error(void) {
    return raise_overflow_error("math range error");
}

/* ---- functions of one number ----------------------------------------------------------------- */

static Value apply(double (*function)(double), Value value, bool can_overflow) {
    double x;
    if (!math_double(value, &x))
        return NULL;
    double result = function(x);
    if (isnan(result) && !isnan(x))
        return math_domain_error();
    if (isinf(result) && isfinite(x))
        return can_overflow ? math_range_error() : math_domain_error();
    return float_new(result);
}

#define FUNCTION(name, can_overflow)                                                               \
    static Value method_##name(Value self, Value *args) {                                          \
        return apply(name, args[0], can_overflow);                                                 \
    }
FUNCTION(acos, false)
FUNCTION(acosh, false)
FUNCTION(asin, false)
FUNCTION(asinh, false)
FUNCTION(atan, false)
FUNCTION(atanh, false)
FUNCTION(cbrt, false)
FUNCTION(cos, false)
FUNCTION(cosh, true)
FUNCTION(erf, false)
FUNCTION(erfc, false)
FUNCTION(exp, true)
FUNCTION(exp2, true)
FUNCTION(expm1, true)
FUNCTION(fabs, false)
FUNCTION(log1p, false)
FUNCTION(sin, false)
FUNCTION(sinh, true)
FUNCTION(sqrt, false)
FUNCTION(tan, false)
FUNCTION(tanh, false)

static Value gamma_like(double (*function)(double, int *), Value value) {
    double x;
    int error;
    if (!math_double(value, &x))
        return NULL;
    double result = function(x, &error);
    if (error)
        return error == EDOM ? math_domain_error() : math_range_error();
    return float_new(result);
}

static Value method_gamma(Value self, Value *args) {
    return gamma_like(math_gamma, args[0]);
}

static Value method_lgamma(Value self, Value *args) {
    return gamma_like(math_lgamma, args[0]);
}

static Value method_degrees(Value self, Value *args) {
    double x;
    return math_double(args[0], &x) ? float_new(x * (180.0 / M_PI)) : NULL;
}

static Value method_radians(Value self, Value *args) {
    double x;
    return math_double(args[0], &x) ? float_new(x * (M_PI / 180.0)) : NULL;
}

static Value method_isfinite(Value self, Value *args) {
    double x;
    return math_double(args[0], &x) ? value_of_bool(isfinite(x)) : NULL;
}

static Value method_isinf(Value self, Value *args) {
    double x;
    return math_double(args[0], &x) ? value_of_bool(isinf(x)) : NULL;
}

static Value method_isnan(Value self, Value *args) {
    double x;
    return math_double(args[0], &x) ? value_of_bool(isnan(x)) : NULL;
}

static Value method_ulp(Value self, Value *args) {
    double x;
    if (!math_double(args[0], &x))
        return NULL;
    x = fabs(x);
    if (!isfinite(x))
        return float_new(x);
    double above = nextafter(x, INFINITY);
    return float_new(isinf(above) ? x - nextafter(x, 0) : above - x);
}

/* ---- logarithms ------------------------------------------------------------------------------ */

/* The logarithm of an int beyond the doubles too: of its mantissa, and of two for the exponent. */
static bool logarithm(Value value, double (*function)(double), double *result) {
    double x;
    if (is_int(value) && !is_small_int(value)) {
        if (int_sign(value) <= 0)
            return math_domain_error();
        if (int_bit_length(value) > 1023) {
            int64_t exponent;
            x = int_frexp(value, &exponent);
            *result = function(x) + function(2.0) * (double)exponent;
            return true;
        }
    }
    if (!math_double(value, &x))
        return false;
    if (isnan(x) || (isinf(x) && x > 0)) {
        *result = x;
        return true;
    }
    if (x <= 0)
        return math_domain_error();
    *result = function(x);
    return true;
}

static Value method_log(Value self, Value *args, size_t count, Tuple *names) {
    if (names)
        return raise_type_error("math.log() takes no keyword arguments");
    if (!arguments_check("log", count, names, 1, 2))
        return NULL;
    double number, base;
    if (!logarithm(args[0], log, &number))
        return NULL;
    if (count == 1)
        return float_new(number);
    if (!logarithm(args[1], log, &base))
        return NULL;
    if (base == 0)
        return raise_error(&exc_ZeroDivisionError, "float division by zero");
    return float_new(number / base);
}

static Value method_log2(Value self, Value *args) {
    double result;
    return logarithm(args[0], log2, &result) ? float_new(result) : NULL;
}

static Value method_log10(Value self, Value *args) {
    double result;
    return logarithm(args[0], log10, &result) ? float_new(result) : NULL;
}

/* ---- functions of two numbers ---------------------------------------------------------------- */

static bool two(Value *args, double *x, double *y) {
    return math_double(args[0], x) && math_double(args[1], y);
}

static Value method_atan2(Value self, Value *args) {
    double y, x;
    return two(args, &y, &x) ? float_new(atan2(y, x)) : NULL;
}

static Value method_copysign(Value self, Value *args) {
    double x, y;
    return two(args, &x, &y) ? float_new(copysign(x, y)) : NULL;
}

static Value method_fmod(Value self, Value *args) {
    double x, y;
    if (!two(args, &x, &y))
        return NULL;
    if (isinf(y) && isfinite(x))
        return float_new(x);
    double result = fmod(x, y);
    if (isnan(result) && !isnan(x) && !isnan(y))
        return math_domain_error();
    return float_new(result);
}

static Value method_remainder(Value self, Value *args) {
    double x, y;
    if (!two(args, &x, &y))
        return NULL;
    double result = remainder(x, y);
    if (isnan(result) && !isnan(x) && !isnan(y))
        return math_domain_error();
    return float_new(result);
}

static Value method_pow(Value self, Value *args) {
    double x, y;
    if (!two(args, &x, &y))
        return NULL;
    double result = pow(x, y);
    if (isfinite(x) && isfinite(y)) {
        if (isnan(result) || (isinf(result) && x == 0))
            return math_domain_error();
        if (isinf(result))
            return math_range_error();
    }
    return float_new(result);
}

static Value method_fma(Value self, Value *args) {
    double x, y, z;
    if (!two(args, &x, &y) || !math_double(args[2], &z))
        return NULL;
    double result = fma(x, y, z);
    if (isnan(result) && !isnan(x) && !isnan(y) && !isnan(z))
        return raise_value_error("invalid operation in fma");
    if (isinf(result) && isfinite(x) && isfinite(y) && isfinite(z))
        return raise_overflow_error("overflow in fma");
    return float_new(result);
}

static Value method_ldexp(Value self, Value *args) {
    double x;
    if (!math_double(args[0], &x))
        return NULL;
    if (!is_int(args[1]))
        return raise_type_error("Expected an int as second argument to ldexp.");
    int64_t exponent;
    if (!int_fits_int64(args[1], &exponent))
        exponent = int_sign(args[1]) < 0 ? INT32_MIN : INT32_MAX;
    if (x == 0 || !isfinite(x))
        return float_new(x);
    int clipped = exponent > 100000 ? 100000 : exponent < -100000 ? -100000 : (int)exponent;
    double result = ldexp(x, clipped);
    return isinf(result) ? math_range_error() : float_new(result);
}

static Value pair_steal(Value first, Value second) {
    Value pair[2] = {first, second};
    return value_of(tuple_from_array_steal(pair, 2));
}

static Value method_frexp(Value self, Value *args) {
    double x;
    int exponent = 0;
    if (!math_double(args[0], &x))
        return NULL;
    if (isfinite(x))
        x = frexp(x, &exponent);
    return pair_steal(float_new(x), value_of_small_int(exponent));
}

static Value method_modf(Value self, Value *args) {
    double x, whole;
    if (!math_double(args[0], &x))
        return NULL;
    double fraction = modf(x, &whole);
    return pair_steal(float_new(fraction), float_new(whole));
}

static Value method_isclose(Value self, Value *args) {
    double a, b, relative = 1e-9, absolute = 0;
    if (!two(args, &a, &b) || (args[2] && !math_double(args[2], &relative)) ||
        (args[3] && !math_double(args[3], &absolute)))
        return NULL;
    if (relative < 0 || absolute < 0)
        return raise_value_error("tolerances must be non-negative");
    if (a == b)
        return TRUE_VALUE;
    if (isinf(a) || isinf(b))
        return FALSE_VALUE;
    double difference = fabs(b - a);
    return value_of_bool(difference <= fabs(relative * b) || difference <= fabs(relative * a) ||
                         difference <= absolute);
}

/* Doubles in order, as integers: steps between neighbours are 1, both zeros are 0. */
static int64_t rank_of(double x) {
    union {
        double number;
        int64_t bits;
    } u = {x};
    return u.bits < 0 ? INT64_MIN - u.bits : u.bits;
}

static double number_of_rank(int64_t rank, bool negative_zero) {
    union {
        int64_t bits;
        double number;
    } u = {rank < 0 ? INT64_MIN - rank : rank};
    return rank == 0 && negative_zero ? -0.0 : u.number;
}

static Value method_nextafter(Value self, Value *args) {
    double x, y;
    if (!two(args, &x, &y))
        return NULL;
    if (!args[2] || args[2] == NONE)
        return float_new(nextafter(x, y));
    Value count = object_index(args[2]);
    if (!count)
        return NULL;
    int64_t steps = INT64_MAX;
    int sign = int_sign(count);
    if (!int_fits_int64(count, &steps))
        steps = INT64_MAX;
    decref(count);
    if (sign < 0)
        return raise_value_error("steps must be a non-negative integer");
    if (sign == 0 || isnan(x))
        return float_new(x);
    if (isnan(y) || x == y)
        return float_new(y);
    int64_t from = rank_of(x), to = rank_of(y);
    uint64_t distance = from < to ? (uint64_t)to - (uint64_t)from : (uint64_t)from - (uint64_t)to;
    if ((uint64_t)steps >= distance)
        return float_new(y);
    return float_new(number_of_rank(from < to ? from + steps : from - steps, from < to));
}

/* ---- to int ---------------------------------------------------------------------------------- */

static Value round_towards(Value value, Str *name, double (*function)(double)) {
    if (is_exact_float(value))
        return value_from_double(function(float_of(value)));
    if (is_exact_int(value))
        return own(value);
    Value method;
    Lookup found = special_method_lookup(value, name, &method);
    if (found == LOOKUP_ERROR)
        return NULL;
    if (found == LOOKUP_FOUND) {
        Value result = call_0(method);
        decref(method);
        return result;
    }
    double x;
    return math_double(value, &x) ? value_from_double(function(x)) : NULL;
}

static Value method_ceil(Value self, Value *args) {
    return round_towards(args[0], names.__ceil__, ceil);
}

static Value method_floor(Value self, Value *args) {
    return round_towards(args[0], names.__floor__, floor);
}

static Value method_trunc(Value self, Value *args) {
    if (is_exact_float(args[0]))
        return value_from_double(float_of(args[0]));
    Value method;
    Lookup found = special_method_lookup(args[0], names.__trunc__, &method);
    if (found == LOOKUP_ERROR)
        return NULL;
    if (found == LOOKUP_MISSING)
        return raise_type_error("type %T doesn't define __trunc__ method", args[0]);
    Value result = call_0(method);
    decref(method);
    return result;
}

/* ---- the module ------------------------------------------------------------------------------ */

#define SIMPLE(name, doc) NATIVE(#name "($module, x, /)", method_##name, doc)

static const NativeMethod functions[] = {
    SIMPLE(acos, "Return the arc cosine (measured in radians) of x.\n\nThe result is between 0 and "
                 "pi."),
    SIMPLE(acosh, "Return the inverse hyperbolic cosine of x."),
    SIMPLE(asin, "Return the arc sine (measured in radians) of x.\n\nThe result is between -pi/2 "
                 "and pi/2."),
    SIMPLE(asinh, "Return the inverse hyperbolic sine of x."),
    SIMPLE(atan, "Return the arc tangent (measured in radians) of x.\n\nThe result is between "
                 "-pi/2 and pi/2."),
    NATIVE("atan2($module, y, x, /)", method_atan2,
           "Return the arc tangent (measured in radians) of y/x.\n\nUnlike atan(y/x), the signs of "
           "both x and y are considered."),
    SIMPLE(atanh, "Return the inverse hyperbolic tangent of x."),
    SIMPLE(cbrt, "Return the cube root of x."),
    SIMPLE(ceil, "Return the ceiling of x as an Integral.\n\nThis is the smallest integer >= x."),
    NATIVE("comb($module, n, k, /)", math_comb,
           "Number of ways to choose k items from n items without repetition and without order."),
    NATIVE("copysign($module, x, y, /)", method_copysign,
           "Return a float with the magnitude (absolute value) of x but the sign of y."),
    SIMPLE(cos, "Return the cosine of x (measured in radians)."),
    SIMPLE(cosh, "Return the hyperbolic cosine of x."),
    SIMPLE(degrees, "Convert angle x from radians to degrees."),
    NATIVE("dist($module, p, q, /)", math_dist,
           "Return the Euclidean distance between two points p and q."),
    SIMPLE(erf, "Error function at x."),
    SIMPLE(erfc, "Complementary error function at x."),
    SIMPLE(exp, "Return e raised to the power of x."),
    SIMPLE(exp2, "Return 2 raised to the power of x."),
    SIMPLE(expm1, "Return exp(x)-1."),
    SIMPLE(fabs, "Return the absolute value of the float x."),
    NATIVE("factorial($module, n, /)", math_factorial, "Find n!."),
    SIMPLE(floor, "Return the floor of x as an Integral.\n\nThis is the largest integer <= x."),
    NATIVE("fma($module, x, y, z, /)", method_fma,
           "Fused multiply-add operation.\n\nCompute (x * y) + z with a single round."),
    NATIVE("fmod($module, x, y, /)", method_fmod,
           "Return fmod(x, y), according to platform C.\n\nx % y may differ."),
    SIMPLE(frexp, "Return the mantissa and exponent of x, as pair (m, e)."),
    NATIVE("fsum($module, seq, /)", math_fsum,
           "Return an accurate floating-point sum of values in the iterable seq."),
    SIMPLE(gamma, "Gamma function at x."),
    NATIVE_RAW("gcd($module, *integers)", math_gcd, "Greatest Common Divisor."),
    NATIVE_RAW("hypot", math_hypot,
               "hypot(*coordinates) -> value\n\nMultidimensional Euclidean distance from the "
               "origin to a point."),
    NATIVE("isclose($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)", method_isclose,
           "Determine whether two floating-point numbers are close in value."),
    SIMPLE(isfinite, "Return True if x is neither an infinity nor a NaN, and False otherwise."),
    SIMPLE(isinf, "Return True if x is a positive or negative infinity, and False otherwise."),
    SIMPLE(isnan, "Return True if x is a NaN (not a number), and False otherwise."),
    NATIVE("isqrt($module, n, /)", math_isqrt,
           "Return the integer part of the square root of the input."),
    NATIVE_RAW("lcm($module, *integers)", math_lcm, "Least Common Multiple."),
    NATIVE("ldexp($module, x, i, /)", method_ldexp,
           "Return x * (2**i).\n\nThis is essentially the "
           "inverse of frexp()."),
    SIMPLE(lgamma, "Natural logarithm of absolute value of Gamma function at x."),
    NATIVE_RAW("log", method_log,
               "log(x, [base=math.e])\nReturn the logarithm of x to the given base.\n\nIf the base "
               "is not specified, returns the natural logarithm (base e) of x."),
    SIMPLE(log10, "Return the base 10 logarithm of x."),
    SIMPLE(log1p, "Return the natural logarithm of 1+x (base e).\n\nThe result is computed in a "
                  "way which is accurate for x near zero."),
    SIMPLE(log2, "Return the base 2 logarithm of x."),
    SIMPLE(modf, "Return the fractional and integer parts of x.\n\nBoth results carry the sign of "
                 "x and are floats."),
    NATIVE("nextafter($module, x, y, /, *, steps=None)", method_nextafter,
           "Return the floating-point value the given number of steps after x towards y."),
    NATIVE("perm($module, n, k=None, /)", math_perm,
           "Number of ways to choose k items from n items without repetition and with order."),
    NATIVE("pow($module, x, y, /)", method_pow, "Return x**y (x to the power of y)."),
    NATIVE("prod($module, iterable, /, *, start=1)", math_prod,
           "Calculate the product of all the elements in the input iterable."),
    SIMPLE(radians, "Convert angle x from degrees to radians."),
    NATIVE("remainder($module, x, y, /)", method_remainder,
           "Difference between x and the closest integer multiple of y."),
    SIMPLE(sin, "Return the sine of x (measured in radians)."),
    SIMPLE(sinh, "Return the hyperbolic sine of x."),
    SIMPLE(sqrt, "Return the square root of x."),
    NATIVE("sumprod($module, p, q, /)", math_sumprod,
           "Return the sum of products of values from two iterables p and q."),
    SIMPLE(tan, "Return the tangent of x (measured in radians)."),
    SIMPLE(tanh, "Return the hyperbolic tangent of x."),
    SIMPLE(trunc, "Truncates the Real x to the nearest Integral toward 0."),
    SIMPLE(ulp, "Return the value of the least significant bit of the float x."),
    NATIVE_END};

static bool math_exec(Module *module) {
    return module_add_steal(module, "pi", float_new(M_PI)) &&
           module_add_steal(module, "e", float_new(M_E)) &&
           module_add_steal(module, "tau", float_new(2 * M_PI)) &&
           module_add_steal(module, "inf", float_new(INFINITY)) &&
           module_add_steal(module, "nan", float_new(NAN));
}

const NativeModule math_module = {
    .name = "math",
    .doc = "This module provides access to the mathematical functions\ndefined by the C standard.",
    .functions = functions,
    .exec = math_exec,
};
