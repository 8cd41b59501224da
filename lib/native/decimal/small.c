/* Sums, products, quotients, roundings and comparisons of ordinary numbers: what fits 128 bits.
 *
 * Most programs calculate with such numbers only. Whatever is not simple (zeros, too many digits,
 * exponents far apart or near their limits) is left to the operations of number.h. Measured: a sum
 * takes a third of their time, a quotient or remainder two fifths, quantize a quarter. */
#include "lib/native/decimal/decimal.h"

static bool read_small(Value value, Small *small) {
    const Decimal *decimal = decimal_of(value);
    if (decimal->kind != KIND_FINITE || decimal->count == 0 || decimal->count > 2)
        return false;
    small->coefficient = decimal->limbs.few[0];
    if (decimal->count == 2)
        small->coefficient |= (Wide)decimal->limbs.few[1] << 64;
    small->exponent = decimal->exponent;
    small->negative = decimal->negative;
    return true;
}

/* Brings the one with the larger exponent to the smaller. */
static bool align(Small *a, Small *b) {
    Small *high = a->exponent > b->exponent ? a : b, *low = high == a ? b : a;
    int64_t places = high->exponent - low->exponent;
    high->exponent = low->exponent;
    return places == 0 || (places <= 38 && !__builtin_mul_overflow(high->coefficient,
                                                                   wide_power_of_ten((int)places),
                                                                   &high->coefficient));
}

static bool add(Small a, Small b, Small *result) {
    if (!align(&a, &b))
        return false;
    result->exponent = a.exponent;
    if (a.negative == b.negative) {
        result->negative = a.negative;
        return !__builtin_add_overflow(a.coefficient, b.coefficient, &result->coefficient);
    }
    bool a_wins = a.coefficient > b.coefficient;
    result->negative = a_wins ? a.negative : b.negative;
    result->coefficient = a_wins ? a.coefficient - b.coefficient : b.coefficient - a.coefficient;
    return result->coefficient != 0;
}

static bool multiply(Small a, Small b, Small *result) {
    result->negative = a.negative != b.negative;
    result->exponent = a.exponent + b.exponent;
    return !__builtin_mul_overflow(a.coefficient, b.coefficient, &result->coefficient);
}

/* a * 10**shift / b, where the quotient gets one digit more than the precision, or two. Both parts
 * of the division lie on the stack: the quotient fits 128 bits, the dividend 256. */
static void divide_shifted(Wide a, int shift, Wide b, Wide *quotient, bool *is_exact) {
    Wide power = wide_power_of_ten(shift);
    const mp_limb_t factors[2][2] = {{(mp_limb_t)a, (mp_limb_t)(a >> 64)},
                                     {(mp_limb_t)power, (mp_limb_t)(power >> 64)}};
    mp_limb_t dividend[4], divisor[2] = {(mp_limb_t)b, (mp_limb_t)(b >> 64)};
    mp_limb_t result[4] = {0}, rest[2] = {0};
    mpn_mul_n(dividend, factors[0], factors[1], 2);
    mp_size_t count = 4;
    while (dividend[count - 1] == 0)
        count--;
    mpn_tdiv_qr(result, rest, 0, dividend, count, divisor, divisor[1] ? 2 : 1);
    *quotient = (Wide)result[1] << 64 | result[0];
    *is_exact = !(rest[0] | rest[1]);
}

static void strip_zeros(Small *number, int64_t exponent_limit) {
    for (int places = 32; places; places /= 2)
        while (number->exponent + places <= exponent_limit &&
               number->coefficient % wide_power_of_ten(places) == 0) {
            number->coefficient /= wide_power_of_ten(places);
            number->exponent += places;
        }
}

/* As division.c does it: a last digit that is not the end is made neither 0 nor 5. */
static bool divide(Small a, Small b, const Work *work, Small *result) {
    enum { PRECISION_MAX = 36 };
    if (work->precision > PRECISION_MAX)
        return false;
    int64_t shift = wide_digits(b.coefficient) - wide_digits(a.coefficient) + work->precision + 1;
    if (shift < 0 || shift > 38)
        return false;
    bool is_exact;
    divide_shifted(a.coefficient, (int)shift, b.coefficient, &result->coefficient, &is_exact);
    result->negative = a.negative != b.negative;
    result->exponent = a.exponent - b.exponent - shift;
    if (is_exact)
        strip_zeros(result, a.exponent - b.exponent);
    else if (result->coefficient % 5 == 0)
        result->coefficient++;
    return true;
}

/* The quotient as an integer, or what remains. False: it has too many digits, too. */
static bool divide_whole(Small a, Small b, const Work *work, bool wants_rest, Small *result) {
    if (!align(&a, &b))
        return false;
    Wide quotient = a.coefficient / b.coefficient;
    if (wide_digits(quotient) > work->precision)
        return false;
    result->coefficient = wants_rest ? a.coefficient - quotient * b.coefficient : quotient;
    result->exponent = wants_rest ? a.exponent : 0;
    result->negative = a.negative != (!wants_rest && b.negative);
    return true;
}

/* Is the number away from zero nearer, or wanted? `rest` is lost, `to_next` would be added. */
static bool rounds_up(const Small *number, Wide rest, Wide to_next, Rounding rounding) {
    switch (rounding) {
    case ROUNDING_UP:
        return rest;
    case ROUNDING_CEILING:
        return rest && !number->negative;
    case ROUNDING_FLOOR:
        return rest && number->negative;
    case ROUNDING_HALF_UP:
        return rest >= to_next;
    case ROUNDING_HALF_DOWN:
        return rest > to_next;
    case ROUNDING_HALF_EVEN:
        return rest > to_next || (rest == to_next && number->coefficient & 1);
    case ROUNDING_05UP:
        return rest && number->coefficient % 5 == 0;
    default:
        return false;
    }
}

/* Takes off the digits that are too many. */
static void round_off(Small *number, int digits, Rounding rounding, uint32_t *status) {
    Wide power = wide_power_of_ten(digits), rest = number->coefficient % power;
    number->coefficient /= power;
    number->exponent += digits;
    number->coefficient += rounds_up(number, rest, power - rest, rounding);
    *status = rest ? ROUNDED | INEXACT : ROUNDED;
}

bool small_fit(const Work *work, Small *small, uint32_t *status) {
    int digits = wide_digits(small->coefficient);
    *status = 0;
    if (small->exponent + digits - 1 < work->emin) /* even if rounding makes it one that is not */
        return false;
    if (digits > work->precision) {
        round_off(small, digits - (int)work->precision, work->rounding, status);
        digits = wide_digits(small->coefficient);
        if (digits > work->precision) { /* 99...9 became 100...0 */
            small->coefficient /= 10;
            small->exponent++;
            digits--;
        }
    }
    return small->exponent + digits - 1 <= work->emax &&
           (!work->clamp || small->exponent <= work_etop(work));
}

/* With the exponent of another. Zeros, also as results, are not simple. */
static bool quantize(const Small *a, const Decimal *pattern, const Work *work, Small *result,
                     uint32_t *status) {
    int64_t exponent = pattern->exponent, places = exponent - a->exponent;
    if (pattern->kind != KIND_FINITE || exponent < work_etiny(work) || places > 38 || places < -38)
        return false;
    *result = *a;
    *status = 0;
    if (places > 0)
        round_off(result, (int)places, work->rounding, status);
    else if (__builtin_mul_overflow(a->coefficient, wide_power_of_ten((int)-places),
                                    &result->coefficient))
        return false;
    result->exponent = exponent;
    int digits = wide_digits(result->coefficient);
    int64_t adjusted = exponent + digits - 1;
    return result->coefficient && digits <= work->precision && adjusted >= work->emin &&
           adjusted <= work->emax && (!work->clamp || exponent <= work_etop(work));
}

bool small_operate(BinaryOperation *operation, Value left, Value right, const Work *work,
                   Small *result, uint32_t *status) {
    Small a, b;
    if (!read_small(left, &a))
        return false;
    if (operation == number_quantize)
        return quantize(&a, decimal_of(right), work, result, status);
    if (!read_small(right, &b))
        return false;
    bool done = false;
    if (operation == number_add) {
        done = add(a, b, result);
    } else if (operation == number_subtract) {
        b.negative = !b.negative;
        done = add(a, b, result);
    } else if (operation == number_multiply) {
        done = multiply(a, b, result);
    } else if (operation == number_divide) {
        done = divide(a, b, work, result);
    } else if (operation == number_divide_int || operation == number_remainder) {
        done = divide_whole(a, b, work, operation == number_remainder, result);
    }
    return done && small_fit(work, result, status);
}

bool small_compare(Value left, Value right, int *order) {
    Small a, b;
    if (!read_small(left, &a) || !read_small(right, &b))
        return false;
    if (a.negative != b.negative) {
        *order = a.negative ? -1 : 1;
        return true;
    }
    if (!align(&a, &b))
        return false;
    *order = (a.coefficient > b.coefficient) - (a.coefficient < b.coefficient);
    if (a.negative)
        *order = -*order;
    return true;
}
