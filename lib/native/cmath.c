/* The cmath module. The formulas are those of W. Kahan, "Branch cuts for complex elementary
 * functions" (1987), with scaling where intermediate results would overflow; infinities and nans
 * have the values that C99's Annex G gives. */
#include "lib/native/math_parts.h"

#include <complex.h>
#include <errno.h>
#include <float.h>
#include <math.h>
#undef I

typedef struct Number {
    double real, imag;
} Number;

#define LARGE      (DBL_MAX / 4.0)
#define LN_2       0.6931471805599453094
#define LN_10      2.302585092994045684
#define LOG_LARGE  (log(LARGE))
#define SCALE_UP   53
#define SCALE_DOWN (-27)

typedef Number (*ComplexFunction)(Number z, int *error);

static bool is_finite(Number z) {
    return isfinite(z.real) && isfinite(z.imag);
}

/* What C99 says for a number that is not finite. */
static Number special(double complex (*function)(double complex), Number z) {
    union {
        Number number;
        double complex c;
    } u = {z};
    u.c = function(u.c);
    return u.number;
}

static void check_overflow(Number z, int *error) {
    if (isinf(z.real) || isinf(z.imag))
        *error = ERANGE;
}

/* ---- roots and logarithms -------------------------------------------------------------------- */

static Number square_root(Number z, int *error) {
    if (!is_finite(z))
        return special(csqrt, z);
    if (z.real == 0 && z.imag == 0)
        return (Number){0, z.imag};
    double ax = fabs(z.real), ay = fabs(z.imag), s;
    if (ax < DBL_MIN && ay < DBL_MIN) {
        ax = ldexp(ax, SCALE_UP);
        s = ldexp(sqrt(ax + hypot(ax, ldexp(ay, SCALE_UP))), SCALE_DOWN);
    } else {
        ax /= 8.0;
        s = 2.0 * sqrt(ax + hypot(ax, ay / 8.0));
    }
    double d = ay / (2.0 * s);
    return z.real >= 0 ? (Number){s, copysign(d, z.imag)} : (Number){d, copysign(s, z.imag)};
}

static Number logarithm(Number z, int *error) {
    if (!is_finite(z))
        return special(clog, z);
    double ax = fabs(z.real), ay = fabs(z.imag);
    Number result = {0, atan2(z.imag, z.real)};
    if (ax > LARGE || ay > LARGE)
        result.real = log(hypot(ax / 2.0, ay / 2.0)) + LN_2;
    else if (ax < DBL_MIN && ay < DBL_MIN) {
        if (ax > 0 || ay > 0)
            result.real =
                log(hypot(ldexp(ax, DBL_MANT_DIG), ldexp(ay, DBL_MANT_DIG))) - DBL_MANT_DIG * LN_2;
        else {
            result.real = -INFINITY;
            *error = EDOM;
        }
    } else {
        double h = hypot(ax, ay);
        if (h >= 0.71 && h <= 1.73) {
            double more = ax > ay ? ax : ay, less = ax > ay ? ay : ax;
            result.real = log1p((more - 1) * (more + 1) + less * less) / 2.0;
        } else
            result.real = log(h);
    }
    return result;
}

static Number logarithm_10(Number z, int *error) {
    Number result = logarithm(z, error);
    return (Number){result.real / LN_10, result.imag / LN_10};
}

/* ---- inverse functions ----------------------------------------------------------------------- */

/* Where C99 leaves a sign open or differs, the values are those CPython has always given. */

static bool is_large(Number z) {
    return fabs(z.real) > LARGE || fabs(z.imag) > LARGE;
}

static double log_of_large(Number z) {
    return log(hypot(z.real / 2.0, z.imag / 2.0)) + LN_2 * 2.0;
}

static Number inverse_cos(Number z, int *error) {
    if (!is_finite(z))
        return isinf(z.real) && isnan(z.imag) ? (Number){NAN, INFINITY} : special(cacos, z);
    if (is_large(z)) {
        double length = log_of_large(z);
        return (Number){atan2(fabs(z.imag), z.real),
                        z.real < 0 ? -copysign(length, z.imag) : copysign(length, -z.imag)};
    }
    Number s1 = square_root((Number){1.0 - z.real, -z.imag}, error);
    Number s2 = square_root((Number){1.0 + z.real, z.imag}, error);
    return (Number){2.0 * atan2(s1.real, s2.real), asinh(s2.real * s1.imag - s2.imag * s1.real)};
}

static Number inverse_cosh(Number z, int *error) {
    if (!is_finite(z))
        return isfinite(z.real) && isnan(z.imag) ? (Number){NAN, NAN} : special(cacosh, z);
    if (is_large(z))
        return (Number){log_of_large(z), atan2(z.imag, z.real)};
    Number s1 = square_root((Number){z.real - 1.0, z.imag}, error);
    Number s2 = square_root((Number){z.real + 1.0, z.imag}, error);
    return (Number){asinh(s1.real * s2.real + s1.imag * s2.imag), 2.0 * atan2(s1.imag, s2.real)};
}

static Number inverse_sinh(Number z, int *error) {
    if (!is_finite(z))
        return isnan(z.real) && isinf(z.imag) ? (Number){INFINITY, NAN} : special(casinh, z);
    if (is_large(z)) {
        double length = log_of_large(z);
        return (Number){z.imag >= 0 ? copysign(length, z.real) : -copysign(length, -z.real),
                        atan2(z.imag, fabs(z.real))};
    }
    Number s1 = square_root((Number){1.0 + z.imag, -z.real}, error);
    Number s2 = square_root((Number){1.0 - z.imag, z.real}, error);
    return (Number){asinh(s1.real * s2.imag - s2.real * s1.imag),
                    atan2(z.imag, s1.real * s2.real - s1.imag * s2.imag)};
}

static Number inverse_sin(Number z, int *error) { /* -i asinh(iz) */
    Number s = inverse_sinh((Number){-z.imag, z.real}, error);
    return (Number){s.imag, -s.real};
}

static Number inverse_tanh(Number z, int *error) {
    if (!is_finite(z))
        return isnan(z.real) && isinf(z.imag) ? (Number){0, copysign(M_PI / 2.0, z.imag)}
                                              : special(catanh, z);
    if (signbit(z.real)) {
        Number s = inverse_tanh((Number){-z.real, -z.imag}, error);
        return (Number){-s.real, -s.imag};
    }
    double ay = fabs(z.imag);
    if (z.real > sqrt(LARGE) || ay > sqrt(LARGE)) {
        double h = hypot(z.real / 2.0, z.imag / 2.0);
        return (Number){z.real / 4.0 / h / h, -copysign(M_PI / 2.0, -z.imag)};
    }
    if (z.real == 1.0 && ay < sqrt(DBL_MIN)) {
        if (ay == 0) {
            *error = EDOM;
            return (Number){INFINITY, z.imag};
        }
        return (Number){-log(sqrt(ay) / sqrt(hypot(ay, 2.0))),
                        copysign(atan2(2.0, -ay) / 2, z.imag)};
    }
    return (Number){log1p(4.0 * z.real / ((1 - z.real) * (1 - z.real) + ay * ay)) / 4.0,
                    -atan2(-2.0 * z.imag, (1 - z.real) * (1 + z.real) - ay * ay) / 2.0};
}

static Number inverse_tan(Number z, int *error) { /* -i atanh(iz) */
    Number s = inverse_tanh((Number){-z.imag, z.real}, error);
    return (Number){s.imag, -s.real};
}

/* ---- exponential, hyperbolic and circular functions ------------------------------------------ */

static Number exponential(Number z, int *error) {
    if (!is_finite(z)) {
        if (isinf(z.imag) && (isfinite(z.real) || z.real == INFINITY))
            *error = EDOM;
        return special(cexp, z);
    }
    double length = z.real > LOG_LARGE ? exp(z.real - 1.0) : exp(z.real);
    Number result = {length * cos(z.imag), length * sin(z.imag)};
    if (z.real > LOG_LARGE)
        result = (Number){result.real * M_E, result.imag * M_E};
    check_overflow(result, error);
    return result;
}

static Number hyperbolic_cos(Number z, int *error) {
    if (!is_finite(z)) {
        if (isinf(z.imag) && !isnan(z.real))
            *error = EDOM;
        return isnan(z.real) && z.imag == 0 ? (Number){NAN, 0} : special(ccosh, z);
    }
    Number result;
    if (fabs(z.real) > LOG_LARGE) {
        double x = z.real - copysign(1.0, z.real);
        result = (Number){cos(z.imag) * cosh(x) * M_E, sin(z.imag) * sinh(x) * M_E};
    } else
        result = (Number){cos(z.imag) * cosh(z.real), sin(z.imag) * sinh(z.real)};
    check_overflow(result, error);
    return result;
}

static Number hyperbolic_sin(Number z, int *error) {
    if (!is_finite(z)) {
        if (isinf(z.imag) && !isnan(z.real))
            *error = EDOM;
        return special(csinh, z);
    }
    Number result;
    if (fabs(z.real) > LOG_LARGE) {
        double x = z.real - copysign(1.0, z.real);
        result = (Number){cos(z.imag) * sinh(x) * M_E, sin(z.imag) * cosh(x) * M_E};
    } else
        result = (Number){cos(z.imag) * sinh(z.real), sin(z.imag) * cosh(z.real)};
    check_overflow(result, error);
    return result;
}

static Number hyperbolic_tan(Number z, int *error) {
    if (!is_finite(z)) {
        if (isinf(z.imag) && isfinite(z.real))
            *error = EDOM;
        return z.real == 0 && isnan(z.imag) ? (Number){NAN, NAN} : special(ctanh, z);
    }
    if (fabs(z.real) > LOG_LARGE)
        return (Number){copysign(1.0, z.real),
                        4.0 * sin(z.imag) * cos(z.imag) * exp(-2.0 * fabs(z.real))};
    double tx = tanh(z.real), ty = tan(z.imag), cx = 1.0 / cosh(z.real), both = tx * ty;
    double divisor = 1.0 + both * both;
    return (Number){tx * (1.0 + ty * ty) / divisor, ((ty / divisor) * cx) * cx};
}

static Number circular_cos(Number z, int *error) { /* cosh(iz) */
    return hyperbolic_cos((Number){-z.imag, z.real}, error);
}

static Number circular_sin(Number z, int *error) { /* -i sinh(iz) */
    Number s = hyperbolic_sin((Number){-z.imag, z.real}, error);
    return (Number){s.imag, -s.real};
}

static Number circular_tan(Number z, int *error) { /* -i tanh(iz) */
    Number s = hyperbolic_tan((Number){-z.imag, z.real}, error);
    return (Number){s.imag, -s.real};
}

/* ---- methods --------------------------------------------------------------------------------- */

static bool get(Value value, Number *z) {
    return complex_as_pair(value, &z->real, &z->imag);
}

static Value raise_for(int error) {
    return error == EDOM ? math_domain_error() : math_range_error();
}

static Value apply(ComplexFunction function, Value value) {
    Number z;
    int error = 0;
    if (!get(value, &z))
        return NULL;
    Number result = function(z, &error);
    return error ? raise_for(error) : complex_new(result.real, result.imag);
}

#define METHOD(name, function)                                                                     \
    static Value method_##name(Value self, Value *args) {                                          \
        return apply(function, args[0]);                                                           \
    }
METHOD(acos, inverse_cos)
METHOD(acosh, inverse_cosh)
METHOD(asin, inverse_sin)
METHOD(asinh, inverse_sinh)
METHOD(atan, inverse_tan)
METHOD(atanh, inverse_tanh)
METHOD(cos, circular_cos)
METHOD(cosh, hyperbolic_cos)
METHOD(exp, exponential)
METHOD(log10, logarithm_10)
METHOD(sin, circular_sin)
METHOD(sinh, hyperbolic_sin)
METHOD(sqrt, square_root)
METHOD(tan, circular_tan)
METHOD(tanh, hyperbolic_tan)

static Value method_log(Value self, Value *args) {
    Number z, base;
    int error = 0;
    if (!get(args[0], &z))
        return NULL;
    Number result = logarithm(z, &error);
    if (!args[1])
        return error ? raise_for(error) : complex_new(result.real, result.imag);
    if (!get(args[1], &base))
        return NULL;
    error = 0; /* log(0, base) is a quotient of infinities */
    base = logarithm(base, &error);
    if (error || (base.real == 0 && base.imag == 0))
        return math_domain_error();
    Value dividend = complex_new(result.real, result.imag);
    Value divisor = dividend ? complex_new(base.real, base.imag) : NULL;
    Value quotient = divisor ? object_binary(NUMBER_TRUE_DIVIDE, dividend, divisor) : NULL;
    decref_maybe(dividend);
    decref_maybe(divisor);
    return quotient;
}

static Value method_phase(Value self, Value *args) {
    Number z;
    return get(args[0], &z) ? float_new(atan2(z.imag, z.real)) : NULL;
}

static Value method_polar(Value self, Value *args) {
    Number z;
    if (!get(args[0], &z))
        return NULL;
    double length = hypot(z.real, z.imag);
    if (isinf(length) && is_finite(z))
        return math_range_error();
    Value pair[2] = {float_new(length), float_new(atan2(z.imag, z.real))};
    return value_of(tuple_from_array_steal(pair, 2));
}

static Value method_rect(Value self, Value *args) {
    double r, phi;
    if (!math_double(args[0], &r) || !math_double(args[1], &phi))
        return NULL;
    if (isinf(phi) && r != 0 && !isnan(r))
        return math_domain_error();
    if (phi == 0) /* keeps the sign of a zero, and infinities from becoming nan */
        return complex_new(r, isfinite(r) ? r * phi : r < 0 ? -phi : phi);
    if (!isfinite(r) && isfinite(phi)) {
        if (isnan(r))
            return complex_new(r, r);
        return r > 0 ? complex_new(copysign(INFINITY, cos(phi)), copysign(INFINITY, sin(phi)))
                     : complex_new(-copysign(INFINITY, cos(phi)), -copysign(INFINITY, sin(phi)));
    }
    if (!isfinite(phi))
        return r == 0 ? complex_new(0, 0) : complex_new(isinf(r) ? INFINITY : NAN, NAN);
    return complex_new(r * cos(phi), r * sin(phi));
}

static Value method_isfinite(Value self, Value *args) {
    Number z;
    return get(args[0], &z) ? value_of_bool(is_finite(z)) : NULL;
}

static Value method_isinf(Value self, Value *args) {
    Number z;
    return get(args[0], &z) ? value_of_bool(isinf(z.real) || isinf(z.imag)) : NULL;
}

static Value method_isnan(Value self, Value *args) {
    Number z;
    return get(args[0], &z) ? value_of_bool(isnan(z.real) || isnan(z.imag)) : NULL;
}

static Value method_isclose(Value self, Value *args) {
    Number a, b;
    double relative = 1e-9, absolute = 0;
    if (!get(args[0], &a) || !get(args[1], &b) || (args[2] && !math_double(args[2], &relative)) ||
        (args[3] && !math_double(args[3], &absolute)))
        return NULL;
    if (relative < 0 || absolute < 0)
        return raise_value_error("tolerances must be non-negative");
    if (a.real == b.real && a.imag == b.imag)
        return TRUE_VALUE;
    if (isinf(a.real) || isinf(a.imag) || isinf(b.real) || isinf(b.imag))
        return FALSE_VALUE;
    double difference = hypot(a.real - b.real, a.imag - b.imag);
    return value_of_bool(difference <= relative * hypot(b.real, b.imag) ||
                         difference <= relative * hypot(a.real, a.imag) || difference <= absolute);
}

#define SIMPLE(name, doc) NATIVE(#name "($module, z, /)", method_##name, doc)

static const NativeMethod functions[] = {
    SIMPLE(acos, "Return the arc cosine of z."),
    SIMPLE(acosh, "Return the inverse hyperbolic cosine of z."),
    SIMPLE(asin, "Return the arc sine of z."),
    SIMPLE(asinh, "Return the inverse hyperbolic sine of z."),
    SIMPLE(atan, "Return the arc tangent of z."),
    SIMPLE(atanh, "Return the inverse hyperbolic tangent of z."),
    SIMPLE(cos, "Return the cosine of z."),
    SIMPLE(cosh, "Return the hyperbolic cosine of z."),
    SIMPLE(exp, "Return the exponential value e**z."),
    NATIVE("isclose($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)", method_isclose,
           "Determine whether two complex numbers are close in value."),
    SIMPLE(isfinite, "Return True if both the real and imaginary parts of z are finite, else "
                     "False."),
    SIMPLE(isinf, "Checks if the real or imaginary part of z is infinite."),
    SIMPLE(isnan, "Checks if the real or imaginary part of z not a number (NaN)."),
    NATIVE("log($module, z, base=<unrepresentable>, /)", method_log,
           "log(z[, base]) -> the logarithm of z to the given base.\n\nIf the base is not "
           "specified, returns the natural logarithm (base e) of z."),
    SIMPLE(log10, "Return the base-10 logarithm of z."),
    SIMPLE(phase, "Return argument, also known as the phase angle, of a complex."),
    SIMPLE(polar, "Convert a complex from rectangular coordinates to polar coordinates.\n\nr is "
                  "the distance from 0 and phi the phase angle."),
    NATIVE("rect($module, r, phi, /)", method_rect,
           "Convert from polar coordinates to rectangular coordinates."),
    SIMPLE(sin, "Return the sine of z."),
    SIMPLE(sinh, "Return the hyperbolic sine of z."),
    SIMPLE(sqrt, "Return the square root of z."),
    SIMPLE(tan, "Return the tangent of z."),
    SIMPLE(tanh, "Return the hyperbolic tangent of z."),
    NATIVE_END};

static bool cmath_exec(Module *module) {
    return module_add_steal(module, "pi", float_new(M_PI)) &&
           module_add_steal(module, "e", float_new(M_E)) &&
           module_add_steal(module, "tau", float_new(2 * M_PI)) &&
           module_add_steal(module, "inf", float_new(INFINITY)) &&
           module_add_steal(module, "infj", complex_new(0, INFINITY)) &&
           module_add_steal(module, "nan", float_new(NAN)) &&
           module_add_steal(module, "nanj", complex_new(0, NAN));
}

const NativeModule cmath_module = {
    .name = "cmath",
    .doc = "This module provides access to mathematical functions for complex\nnumbers.",
    .functions = functions,
    .exec = cmath_exec,
};
