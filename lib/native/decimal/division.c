/* Quotients, remainders and the square root.
 *
 * A quotient gets one digit more than the precision; if that is not the end of it, the last digit
 * is made one that no rounding takes for an end or a half (neither 0 nor 5). */
#include "lib/native/decimal/number.h"

/* Not exact: what follows the last digit is more than nothing and less than a half. */
static void mark_inexact(mpz_t integer) {
    if (mpz_divisible_ui_p(integer, 5))
        mpz_add_ui(integer, integer, 1);
}

static int64_t smaller(int64_t a, int64_t b) {
    return a < b ? a : b;
}

/* ---- true division --------------------------------------------------------------------------- */

static void divide_finite(Work *work, Number *result, const Number *a, const Number *b) {
    int64_t shift =
        integer_digits(b->coefficient) - integer_digits(a->coefficient) + work->precision + 1;
    int64_t ideal = a->exponent - b->exponent;
    mpz_t divisor, rest;
    mpz_inits(divisor, rest, NULL);
    mpz_set(result->coefficient, a->coefficient);
    mpz_srcptr by = b->coefficient;
    if (shift >= 0) {
        integer_scale_up(result->coefficient, shift);
    } else {
        mpz_set(divisor, b->coefficient);
        integer_scale_up(divisor, -shift);
        by = divisor;
    }
    mpz_tdiv_qr(result->coefficient, rest, result->coefficient, by);
    result->exponent = ideal - shift;
    result->kind = KIND_FINITE;
    if (mpz_sgn(rest))
        mark_inexact(result->coefficient);
    else
        number_strip_zeros(result, ideal);
    mpz_clears(divisor, rest, NULL);
}

/* With an infinity or a zero among the operands: true if it was so. */
static bool divide_special(Work *work, Number *result, const Number *a, const Number *b) {
    bool negative = a->negative != b->negative;
    if (!is_finite(a)) {
        if (is_finite(b))
            number_set_infinity(result, negative);
        else
            number_fail(work, result, INVALID_OPERATION);
    } else if (!is_finite(b)) {
        work->status |= CLAMPED;
        number_set_small(result, negative, 0, work_etiny(work));
    } else if (is_zero(b)) {
        if (is_zero(a)) {
            number_fail(work, result, DIVISION_UNDEFINED);
        } else {
            work->status |= DIVISION_BY_ZERO;
            number_set_infinity(result, negative);
        }
    } else if (is_zero(a)) {
        number_set_small(result, negative, 0, a->exponent - b->exponent);
        number_finalize(work, result);
    } else {
        return false;
    }
    return true;
}

void number_divide(Work *work, Number *result, const Number *a, const Number *b) {
    if (number_take_nan(work, result, a, b, NULL) || divide_special(work, result, a, b))
        return;
    result->negative = a->negative != b->negative;
    divide_finite(work, result, a, b);
    number_finalize(work, result);
}

/* ---- integer division ------------------------------------------------------------------------ */

/* Both as integers in units of the smaller exponent. */
static int64_t align(mpz_t x, mpz_t y, const Number *a, const Number *b) {
    int64_t exponent = smaller(a->exponent, b->exponent);
    mpz_set(x, a->coefficient);
    mpz_set(y, b->coefficient);
    integer_scale_up(x, a->exponent - exponent);
    integer_scale_up(y, b->exponent - exponent);
    return exponent;
}

/* a = quotient * b + remainder for finite a and b != 0, the quotient truncated; b may be infinite.
 * False: the quotient has more digits than the precision. The remainder is not rounded. */
static bool divide_whole(Work *work, Number *quotient, Number *remainder, const Number *a,
                         const Number *b) {
    number_set_small(quotient, a->negative != b->negative, 0, 0);
    number_set(remainder, a);
    if (!is_finite(b))
        return true;
    if (is_zero(a)) {
        remainder->exponent = smaller(a->exponent, b->exponent);
        return true;
    }
    int64_t difference = number_adjusted(a) - number_adjusted(b);
    if (difference > work->precision)
        return false;
    if (difference <= -2) {
        if (b->exponent < a->exponent)
            number_rescale(remainder, b->exponent, work->rounding);
        return true;
    }
    mpz_t divisor;
    mpz_init(divisor);
    remainder->exponent = align(remainder->coefficient, divisor, a, b);
    mpz_tdiv_qr(quotient->coefficient, remainder->coefficient, remainder->coefficient, divisor);
    mpz_clear(divisor);
    return integer_digits(quotient->coefficient) <= work->precision;
}

typedef enum { WANT_QUOTIENT = 1, WANT_REMAINDER = 2, WANT_BOTH = 3 } Wanted;

/* What has no remainder, or neither: true if it was so. */
static bool divmod_special(Work *work, Number *quotient, Number *remainder, const Number *a,
                           const Number *b, Wanted wanted) {
    bool negative = a->negative != b->negative, wants_quotient = wanted & WANT_QUOTIENT;
    if (!is_finite(a)) {
        if (!is_finite(b) || !wants_quotient)
            number_fail(work, quotient, INVALID_OPERATION);
        else
            number_set_infinity(quotient, negative);
    } else if (is_finite(b) && is_zero(b)) {
        if (is_zero(a)) {
            number_fail(work, quotient, DIVISION_UNDEFINED);
        } else if (wants_quotient) {
            work->status |= DIVISION_BY_ZERO;
            number_set_infinity(quotient, negative);
        }
    } else {
        return false;
    }
    if (wanted & WANT_REMAINDER)
        number_fail(work, remainder, work->status & DIVISION_UNDEFINED ? 0 : INVALID_OPERATION);
    return true;
}

static void divide_into(Work *work, Number *quotient, Number *remainder, const Number *a,
                        const Number *b, Wanted wanted) {
    if (number_take_nan(work, quotient, a, b, NULL)) {
        number_set(remainder, quotient);
        return;
    }
    if (divmod_special(work, quotient, remainder, a, b, wanted))
        return;
    if (divide_whole(work, quotient, remainder, a, b)) {
        if (wanted & WANT_QUOTIENT && is_finite(b)) /* else it is a plain 0 */
            number_finalize(work, quotient);
        if (wanted & WANT_REMAINDER)
            number_finalize(work, remainder);
    } else {
        number_fail(work, quotient, DIVISION_IMPOSSIBLE);
        number_fail(work, remainder, DIVISION_IMPOSSIBLE);
    }
}

void number_divmod(Work *work, Number *quotient, Number *remainder, const Number *a,
                   const Number *b) {
    divide_into(work, quotient, remainder, a, b, WANT_BOTH);
}

void number_divide_int(Work *work, Number *result, const Number *a, const Number *b) {
    Number remainder;
    number_init(&remainder);
    divide_into(work, result, &remainder, a, b, WANT_QUOTIENT);
    number_clear(&remainder);
}

void number_remainder(Work *work, Number *result, const Number *a, const Number *b) {
    Number quotient;
    number_init(&quotient);
    divide_into(work, &quotient, result, a, b, WANT_REMAINDER);
    number_clear(&quotient);
}

/* Takes b away once more if that brings the remainder closer to zero, or as close and the quotient
 * odd. */
static void remainder_to_nearest(Number *quotient, Number *remainder, const Number *b) {
    mpz_t rest, divisor, twice;
    mpz_inits(rest, divisor, twice, NULL);
    int64_t exponent = align(rest, divisor, remainder, b);
    mpz_mul_2exp(twice, rest, 1);
    int order = mpz_cmp(twice, divisor);
    if (order > 0 || (order == 0 && mpz_odd_p(quotient->coefficient))) {
        mpz_sub(remainder->coefficient, divisor, rest);
        remainder->exponent = exponent;
        remainder->negative = !remainder->negative;
        mpz_add_ui(quotient->coefficient, quotient->coefficient, 1);
    }
    mpz_clears(rest, divisor, twice, NULL);
}

void number_remainder_near(Work *work, Number *result, const Number *a, const Number *b) {
    Number quotient;
    if (number_take_nan(work, result, a, b, NULL))
        return;
    number_init(&quotient);
    if (!divmod_special(work, &quotient, result, a, b, WANT_REMAINDER)) {
        bool possible = divide_whole(work, &quotient, result, a, b);
        /* Further apart, remainder and b would only be aligned for nothing. */
        if (possible && is_finite(b) && !is_zero(result) &&
            number_adjusted(result) >= number_adjusted(b) - 1)
            remainder_to_nearest(&quotient, result, b);
        if (possible && integer_digits(quotient.coefficient) <= work->precision)
            number_finalize(work, result);
        else
            number_fail(work, result, DIVISION_IMPOSSIBLE);
    }
    number_clear(&quotient);
}

/* ---- square root ----------------------------------------------------------------------------- */

/* The root of coefficient * 10**exponent, with an even exponent, to one digit more than the
 * precision. */
static void root_finite(Work *work, Number *result) {
    int64_t digits = (integer_digits(result->coefficient) + 1) / 2;
    int64_t shift = work->precision + 1 - digits, ideal = result->exponent / 2;
    bool exact = true;
    mpz_t rest;
    mpz_init(rest);
    if (shift >= 0) {
        integer_scale_up(result->coefficient, 2 * shift);
    } else {
        mpz_t power;
        mpz_init(power);
        integer_power_of_ten(power, -2 * shift);
        mpz_tdiv_qr(result->coefficient, rest, result->coefficient, power);
        exact = mpz_sgn(rest) == 0;
        mpz_clear(power);
    }
    mpz_sqrtrem(result->coefficient, rest, result->coefficient);
    exact = exact && mpz_sgn(rest) == 0;
    result->exponent = ideal - shift;
    if (!exact)
        mark_inexact(result->coefficient);
    else if (shift >= 0)
        number_strip_zeros(result, ideal);
    else
        number_rescale(result, ideal, ROUNDING_DOWN);
    mpz_clear(rest);
}

void number_sqrt(Work *work, Number *result, const Number *a) {
    if (number_take_nan(work, result, a, NULL, NULL))
        return;
    if (a->negative && !is_zero(a)) {
        number_fail(work, result, INVALID_OPERATION);
        return;
    }
    number_set(result, a);
    if (!is_finite(a))
        return;
    bool odd = a->exponent & 1;
    if (is_zero(a)) {
        result->exponent = (a->exponent - odd) / 2;
    } else {
        result->exponent -= odd;
        integer_scale_up(result->coefficient, odd);
        root_finite(work, result);
    }
    number_finalize_half_even(work, result);
}
