/* exp, ln and log10, correctly rounded.
 *
 * The results are irrational but for a few arguments that are treated first. So an approximation
 * with enough bits tells how they round; with how many, only trying shows: twice as many extra
 * digits are taken until the bounds of the error agree. */
#include "lib/native/decimal/number.h"

enum { EXTRA_DIGITS = 8 }; /* at first */

void number_finalize_half_even(Work *work, Number *result) {
    Work inner = *work;
    inner.rounding = ROUNDING_HALF_EVEN;
    number_finalize(&inner, result);
    work->status = inner.status;
}

void number_set_huge(Number *result, bool negative) {
    number_set_small(result, negative, 1, SATURATED);
}

void number_set_tiny(Number *result, bool negative) {
    number_set_small(result, negative, 1, -SATURATED);
}

void number_set_nearly_one(const Work *work, Number *result, bool below) {
    int64_t places = work->precision + 2;
    number_set_small(result, false, 0, -places);
    integer_power_of_ten(result->coefficient, places);
    if (below)
        mpz_sub_ui(result->coefficient, result->coefficient, 1);
    else
        mpz_add_ui(result->coefficient, result->coefficient, 1);
}

/* value * 10**places * 2**-bits, rounded down. */
static void to_digits(mpz_t result, mpz_srcptr value, int64_t places, int64_t bits) {
    mpz_set(result, value);
    integer_scale_up(result, places);
    mpz_fdiv_q_2exp(result, result, (mp_bitcnt_t)bits);
}

bool number_settle(const Work *work, Number *result, mpz_srcptr value, int64_t bits,
                   int64_t error_bits, int64_t exponent) {
    int64_t whole_bits = (int64_t)mpz_sizeinbase(value, 2) - bits;
    int64_t places = work->precision + 3 - (whole_bits * 301 / 1000 - (whole_bits < 0));
    if (places < 0)
        places = 0;
    mpz_t error, bound, high;
    mpz_inits(error, bound, high, NULL);
    mpz_setbit(error, (mp_bitcnt_t)error_bits);
    mpz_sub(bound, value, error);
    to_digits(result->coefficient, bound, places, bits);
    mpz_add(bound, value, error);
    to_digits(high, bound, places, bits);
    bool settled = mpz_sgn(result->coefficient) > 0 && mpz_cmp(result->coefficient, high) == 0 &&
                   integer_digits(high) > work->precision;
    mpz_mul_ui(result->coefficient, result->coefficient, 10); /* and something more */
    mpz_add_ui(result->coefficient, result->coefficient, 1);
    result->exponent = exponent - places - 1;
    result->kind = KIND_FINITE;
    mpz_clears(error, bound, high, NULL);
    return settled;
}

/* ---- exp ------------------------------------------------------------------------------------- */

static void exp_finite(const Work *work, Number *result, const Number *a) {
    bool settled = false;
    mpz_t x, power;
    mpz_inits(x, power, NULL);
    result->negative = false;
    for (int64_t extra = EXTRA_DIGITS; !settled; extra *= 2) {
        int64_t bits = fixed_bits_for(work->precision + extra), exponent;
        fixed_from_decimal(x, a->coefficient, a->exponent, bits);
        if (a->negative)
            mpz_neg(x, x);
        if (!fixed_exp_scaled(power, &exponent, x, bits)) {
            (a->negative ? number_set_tiny : number_set_huge)(result, false);
            break;
        }
        settled = number_settle(work, result, power, bits, FIXED_ERROR_BITS, exponent);
    }
    mpz_clears(x, power, NULL);
}

void number_exp(Work *work, Number *result, const Number *a) {
    if (number_take_nan(work, result, a, NULL, NULL))
        return;
    if (is_zero(a)) {
        number_set_small(result, false, 1, 0);
        return;
    }
    if (!is_finite(a)) {
        number_set_infinity(result, false);
        if (a->negative)
            number_set_small(result, false, 0, 0);
        return;
    }
    int64_t adjusted = number_adjusted(a);
    if (adjusted >= 20)
        (a->negative ? number_set_tiny : number_set_huge)(result, false);
    else if (adjusted < -(work->precision + 2))
        number_set_nearly_one(work, result, a->negative);
    else
        exp_finite(work, result, a);
    number_finalize_half_even(work, result);
}

/* ---- logarithms ------------------------------------------------------------------------------ */

int64_t number_zeros_next_to_one(const Number *number) {
    int64_t adjusted = number_adjusted(number);
    if (adjusted != 0 && adjusted != -1)
        return 0;
    Work exact = work_exact;
    Number one, difference;
    number_init(&one);
    number_init(&difference);
    number_set_small(&one, false, 1, 0);
    number_subtract(&exact, &difference, number, &one);
    int64_t zeros = -number_adjusted(&difference);
    number_clear(&one);
    number_clear(&difference);
    return zeros > 0 ? zeros : 0;
}

/* What both have in common: true if the operand is no positive finite number. */
static bool log_special(Work *work, Number *result, const Number *a) {
    if (number_take_nan(work, result, a, NULL, NULL))
        return true;
    if (is_zero(a))
        number_set_infinity(result, true);
    else if (a->negative)
        number_fail(work, result, INVALID_OPERATION);
    else if (!is_finite(a))
        number_set_infinity(result, false);
    else
        return false;
    return true;
}

static void log_finite(Work *work, Number *result, const Number *a, bool decimal) {
    int64_t zeros = number_zeros_next_to_one(a);
    bool settled = false;
    mpz_t value, ln10;
    mpz_inits(value, ln10, NULL);
    for (int64_t extra = EXTRA_DIGITS; !settled; extra *= 2) {
        int64_t bits = fixed_bits_for(work->precision + zeros + extra);
        fixed_ln(value, a, bits);
        if (decimal) {
            fixed_ln10(ln10, bits + 72); /* more than an exponent has */
            mpz_mul_2exp(value, value, (mp_bitcnt_t)bits + 72);
            mpz_tdiv_q(value, value, ln10);
        }
        result->negative = mpz_sgn(value) < 0;
        mpz_abs(value, value);
        settled = number_settle(work, result, value, bits, FIXED_ERROR_BITS, 0);
    }
    mpz_clears(value, ln10, NULL);
    number_finalize_half_even(work, result);
}

void number_ln(Work *work, Number *result, const Number *a) {
    if (log_special(work, result, a))
        return;
    Number one;
    number_init(&one);
    number_set_small(&one, false, 1, 0);
    if (number_compare(a, &one) == 0)
        number_set_small(result, false, 0, 0);
    else
        log_finite(work, result, a, false);
    number_clear(&one);
}

void number_log10(Work *work, Number *result, const Number *a) {
    if (log_special(work, result, a))
        return;
    number_set(result, a);
    number_strip_zeros(result, SATURATED);
    if (mpz_cmp_ui(result->coefficient, 1) != 0) {
        log_finite(work, result, a, true);
        return;
    }
    int64_t exponent = result->exponent;
    number_set_small(result, exponent < 0, (uint64_t)(exponent < 0 ? -exponent : exponent), 0);
    number_finalize_half_even(work, result);
}
