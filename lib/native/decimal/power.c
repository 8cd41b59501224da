/* Powers. An integer power of not too many digits is made by multiplication and rounded once;
 * everything else is exp(y * ln(x)), with bits enough to round correctly. */
#include "lib/native/decimal/number.h"

#define BITS_PER_DIGIT 3.33
enum {
    EXACT_BITS = 4096, /* so many are worth it at any precision, */
    EXACT_FACTOR = 8,  /* and so many times those of the precision */
    EXTRA_DIGITS = 8,
    ERROR_BITS = FIXED_ERROR_BITS + 5
};

static int64_t saturate(__int128 number) {
    return number > SATURATED ? SATURATED : number < -SATURATED ? -SATURATED : (int64_t)number;
}

/* ---- exact integer powers -------------------------------------------------------------------- */

/* A base without the zeros its coefficient ends with: digits * 10**exponent. */
typedef struct Base {
    mpz_t digits;
    int64_t exponent;
    int64_t zeros; /* taken off */
} Base;

/* False if the base's reciprocal, which is wanted for a negative power, does not end. */
static bool base_invert(Base *base) {
    mpz_t prime, rest;
    mpz_init_set_ui(prime, 5);
    mpz_init(rest);
    mp_bitcnt_t fives = mpz_remove(rest, base->digits, prime), twos = mpz_scan1(rest, 0);
    mpz_fdiv_q_2exp(rest, rest, twos);
    bool ends = mpz_cmp_ui(rest, 1) == 0;
    mpz_clears(prime, rest, NULL);
    if (!ends)
        return false;
    if (twos)
        mpz_ui_pow_ui(base->digits, 5, twos);
    else
        mpz_ui_pow_ui(base->digits, 2, fives);
    base->exponent = -base->exponent - (int64_t)(twos + fives);
    base->zeros = 0;
    return true;
}

/* result = base ** times; false if that has many more digits than the precision. */
static bool base_raise(const Work *work, Number *result, const Base *base, __int128 times) {
    bool is_one = mpz_cmp_ui(base->digits, 1) == 0;
    double bits = (double)mpz_sizeinbase(base->digits, 2);
    double needed = is_one ? 1 : bits * (double)times;
    if (needed > EXACT_BITS + BITS_PER_DIGIT * EXACT_FACTOR * (double)work->precision)
        return false;
    if (needed > BITS_PER_DIGIT * (double)DIGITS_MAX)
        int_big_no_memory();
    mpz_pow_ui(result->coefficient, base->digits, is_one ? 1 : (unsigned long)times);
    int64_t digits = integer_digits(result->coefficient);
    /* The zeros come back, as many as the precision lets see, and one to be rounded off. */
    __int128 zeros = base->zeros * times, room = (__int128)work->precision + 1 - digits;
    int64_t padding = room <= 0 ? 0 : (int64_t)(zeros < room ? zeros : room);
    integer_scale_up(result->coefficient, padding);
    result->exponent = saturate(base->exponent * times) - padding;
    result->kind = KIND_FINITE;
    return true;
}

static bool raise_exactly(const Work *work, Number *result, const Number *x, const Number *y) {
    int64_t times;
    if (!number_as_int64(y, &times))
        times = y->negative ? -SATURATED : SATURATED;
    Number stripped;
    number_init(&stripped);
    number_set(&stripped, x);
    number_strip_zeros(&stripped, INT64_MAX / 2);
    Base base = {.exponent = stripped.exponent, .zeros = stripped.exponent - x->exponent};
    mpz_init(base.digits);
    mpz_swap(base.digits, stripped.coefficient);
    bool exact = (times >= 0 || base_invert(&base)) &&
                 base_raise(work, result, &base, times < 0 ? -(__int128)times : times);
    mpz_clear(base.digits);
    number_clear(&stripped);
    return exact;
}

/* ---- by exp and ln --------------------------------------------------------------------------- */

/* y * ln(x) * 2**bits. */
static void log_of_power(mpz_t result, const Number *x, const Number *y, int64_t bits) {
    int64_t adjusted = number_adjusted(y), more = adjusted < 0 ? 8 : fixed_bits_for(adjusted + 1);
    fixed_ln(result, x, bits + more);
    mpz_mul(result, result, y->coefficient);
    fixed_from_decimal(result, result, y->exponent, 0);
    mpz_fdiv_q_2exp(result, result, (mp_bitcnt_t)more);
    if (y->negative)
        mpz_neg(result, result);
}

/* The result has an end: so many digits would not look like one by chance. */
static void settle_exact(const Work *work, Number *result, mpz_t value, int64_t bits,
                         int64_t exponent) {
    int64_t places = work->precision + 4;
    mpz_set(result->coefficient, value);
    integer_scale_up(result->coefficient, places);
    mpz_fdiv_q_2exp(result->coefficient, result->coefficient, (mp_bitcnt_t)bits - 1);
    mpz_add_ui(result->coefficient, result->coefficient, 1);
    mpz_fdiv_q_2exp(result->coefficient, result->coefficient, 1);
    result->kind = KIND_FINITE;
    result->exponent = exponent - places;
}

static void raise_by_exp(const Work *work, Number *result, const Number *x, const Number *y) {
    int64_t patience = work->precision +
                       2 * (integer_digits(x->coefficient) + integer_digits(y->coefficient)) + 20;
    bool settled = false;
    mpz_t value;
    mpz_init(value);
    for (int64_t extra = EXTRA_DIGITS; !settled; extra *= 2) {
        int64_t bits = fixed_bits_for(work->precision + extra), exponent;
        log_of_power(value, x, y, bits);
        bool small = mpz_sgn(value) < 0;
        if (!fixed_exp_scaled(value, &exponent, value, bits)) {
            (small ? number_set_tiny : number_set_huge)(result, false);
            break;
        }
        settled = number_settle(work, result, value, bits, ERROR_BITS, exponent);
        if (!settled && extra > patience) {
            settle_exact(work, result, value, bits, exponent);
            break;
        }
    }
    mpz_clear(value);
}

static void raise_inexactly(const Work *work, Number *result, const Number *x, const Number *y) {
    int64_t zeros = number_zeros_next_to_one(x), adjusted = number_adjusted(y);
    bool shrinks = (number_adjusted(x) < 0) != y->negative;
    /* |ln x| is between 10**-(zeros + 1) and 10**(2 - zeros), or 10**20. */
    if (adjusted - zeros >= 22)
        (shrinks ? number_set_tiny : number_set_huge)(result, false);
    else if (adjusted + 1 + (zeros ? 2 - zeros : 20) < -(work->precision + 2))
        number_set_nearly_one(work, result, shrinks);
    else
        raise_by_exp(work, result, x, y);
}

/* ---- the cases ------------------------------------------------------------------------------- */

static int compare_to_one(const Number *magnitude) {
    Number one;
    number_init(&one);
    number_set_small(&one, false, 1, 0);
    int order = number_compare_magnitude(magnitude, &one);
    number_clear(&one);
    return order;
}

/* x or y is a zero or infinite, or y is zero; no NaN: true if it was so. */
static bool raise_special(Work *work, Number *result, const Number *x, const Number *y,
                          bool negative) {
    if (is_zero(y)) {
        if (is_zero(x))
            number_fail(work, result, INVALID_OPERATION);
        else
            number_set_small(result, false, 1, 0);
        return true;
    }
    if (x->negative && !is_zero(x) && !number_is_integer(y)) {
        number_fail(work, result, INVALID_OPERATION);
        return true;
    }
    if (is_finite(x) && is_finite(y) && !is_zero(x))
        return false;
    int order = compare_to_one(x);
    if (order == 0)
        return false;
    if ((order > 0) != y->negative)
        number_set_infinity(result, negative);
    else
        number_set_small(result, negative, 0, 0);
    return true;
}

void number_power(Work *work, Number *result, const Number *x, const Number *y) {
    if (number_take_nan(work, result, x, y, NULL))
        return;
    bool negative = x->negative && number_is_odd(y);
    if (raise_special(work, result, x, y, negative))
        return;
    Number magnitude = *x; /* shares the coefficient */
    magnitude.negative = false;
    if (number_is_integer(y) && raise_exactly(work, result, &magnitude, y)) {
        result->negative = negative;
        number_finalize(work, result);
        return;
    }
    if (compare_to_one(x) == 0) {
        number_set_small(result, false, 1, 0);
        number_rescale(result, 1 - work->precision, ROUNDING_DOWN);
    } else {
        raise_inexactly(work, result, &magnitude, y);
    }
    result->negative = negative;
    number_finalize(work, result);
    work->status |= INEXACT | ROUNDED;
    if (work->status & SUBNORMAL)
        work->status |= UNDERFLOWED;
}
