/* Sums and products. */
#include "lib/native/decimal/number.h"

/* ---- sums ------------------------------------------------------------------------------------ */

static void add_infinite(Work *work, Number *result, const Number *a, const Number *b) {
    if (!is_finite(a) && !is_finite(b) && a->negative != b->negative)
        number_fail(work, result, INVALID_OPERATION);
    else
        number_set_infinity(result, is_finite(a) ? b->negative : a->negative);
}

/* What `small` can be replaced by when it lies wholly behind the digits that rounding `large` may
 * look at: one unit there. Its exponent is the result, or that of `small` if it is not so tiny. */
static bool is_negligible(const Work *work, const Number *large, const Number *small,
                          int64_t *exponent) {
    int64_t digits = integer_digits(large->coefficient) - work->precision - 2;
    *exponent = large->exponent + (digits < -1 ? digits : -1);
    return number_adjusted(small) < *exponent;
}

/* `high` has the larger exponent; neither is zero. */
static void add_aligned(Work *work, Number *result, const Number *high, const Number *low) {
    int64_t exponent;
    mpz_t other;
    if (high->exponent > low->exponent && is_negligible(work, high, low, &exponent)) {
        mpz_init_set_ui(other, 1);
    } else {
        mpz_init_set(other, low->coefficient);
        exponent = low->exponent;
    }
    mpz_set(result->coefficient, high->coefficient);
    integer_scale_up(result->coefficient, high->exponent - exponent);
    if (high->negative)
        mpz_neg(result->coefficient, result->coefficient);
    if (low->negative)
        mpz_neg(other, other);
    mpz_add(result->coefficient, result->coefficient, other);
    int sign = mpz_sgn(result->coefficient);
    mpz_abs(result->coefficient, result->coefficient);
    result->exponent = exponent;
    result->kind = KIND_FINITE;
    result->negative = sign < 0 || (sign == 0 && work->rounding == ROUNDING_FLOOR);
    mpz_clear(other);
}

static void add_zero(const Work *work, Number *result, const Number *a, const Number *zero) {
    number_set(result, a);
    if (zero->exponent >= a->exponent)
        return;
    /* Padding beyond the precision only has to show that it was rounded off. */
    int64_t lowest = a->exponent - work->precision - 1;
    number_rescale(result, zero->exponent > lowest ? zero->exponent : lowest, work->rounding);
}

static void add_zeros(const Work *work, Number *result, const Number *a, const Number *b) {
    bool negative = a->negative == b->negative ? a->negative : work->rounding == ROUNDING_FLOOR;
    number_set_small(result, negative, 0, a->exponent < b->exponent ? a->exponent : b->exponent);
}

static void add(Work *work, Number *result, const Number *a, const Number *b) {
    if (!is_finite(a) || !is_finite(b)) {
        add_infinite(work, result, a, b);
        return;
    }
    if (is_zero(a) && is_zero(b))
        add_zeros(work, result, a, b);
    else if (is_zero(a))
        add_zero(work, result, b, a);
    else if (is_zero(b))
        add_zero(work, result, a, b);
    else if (a->exponent >= b->exponent)
        add_aligned(work, result, a, b);
    else
        add_aligned(work, result, b, a);
    number_finalize(work, result);
}

void number_add(Work *work, Number *result, const Number *a, const Number *b) {
    if (!number_take_nan(work, result, a, b, NULL))
        add(work, result, a, b);
}

void number_subtract(Work *work, Number *result, const Number *a, const Number *b) {
    if (number_take_nan(work, result, a, b, NULL))
        return;
    Number negated = *b; /* shares the coefficient */
    negated.negative = !b->negative;
    add(work, result, a, &negated);
}

/* ---- products -------------------------------------------------------------------------------- */

/* Not rounded; no operand is a NaN. */
static bool multiply(Work *work, Number *result, const Number *a, const Number *b) {
    bool negative = a->negative != b->negative;
    if (!is_finite(a) || !is_finite(b)) {
        if (is_zero(a) || is_zero(b)) {
            number_fail(work, result, INVALID_OPERATION);
            return false;
        }
        number_set_infinity(result, negative);
        return true;
    }
    mpz_mul(result->coefficient, a->coefficient, b->coefficient);
    result->exponent = a->exponent + b->exponent;
    result->kind = KIND_FINITE;
    result->negative = negative;
    return true;
}

void number_multiply(Work *work, Number *result, const Number *a, const Number *b) {
    if (!number_take_nan(work, result, a, b, NULL) && multiply(work, result, a, b))
        number_finalize(work, result);
}

void number_fma(Work *work, Number *result, const Number *a, const Number *b, const Number *c) {
    Number product;
    number_init(&product);
    if (!number_take_nan(work, &product, a, b, NULL))
        multiply(work, &product, a, b);
    if (work->status & INVALID_OPERATION)
        number_set(result, &product);
    else
        number_add(work, result, &product, c);
    number_clear(&product);
}

/* ---- powers modulo --------------------------------------------------------------------------- */

void number_power_modulo(Work *work, Number *result, const Number *base, const Number *exponent,
                         const Number *modulus) {
    if (number_take_nan(work, result, base, exponent, modulus))
        return;
    if (!number_is_integer(base) || !number_is_integer(exponent) || !number_is_integer(modulus) ||
        is_zero(modulus) || number_adjusted(modulus) >= work->precision ||
        (exponent->negative && !is_zero(exponent)) || (is_zero(base) && is_zero(exponent))) {
        number_fail(work, result, INVALID_OPERATION);
        return;
    }
    mpz_t power, divisor;
    mpz_inits(power, divisor, NULL);
    bool negative = base->negative && number_is_odd(exponent);
    number_set_small(result, negative, 0, 0);
    number_truncate(result->coefficient, base);
    number_truncate(power, exponent);
    number_truncate(divisor, modulus);
    mpz_powm(result->coefficient, result->coefficient, power, divisor);
    mpz_clears(power, divisor, NULL);
}
