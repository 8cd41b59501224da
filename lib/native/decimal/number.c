/* Numbers: making them, how many digits they have, their order. */
#include "lib/native/decimal/number.h"

#include <math.h>

const Work work_exact = {.precision = EXPONENT_LIMIT,
                         .emin = -EXPONENT_LIMIT,
                         .emax = EXPONENT_LIMIT,
                         .rounding = ROUNDING_HALF_EVEN};

void number_init(Number *number) {
    mpz_init(number->coefficient);
    number->exponent = 0;
    number->kind = KIND_FINITE;
    number->negative = false;
}

void number_clear(Number *number) {
    mpz_clear(number->coefficient);
}

void number_set(Number *number, const Number *source) {
    mpz_set(number->coefficient, source->coefficient);
    number->exponent = source->exponent;
    number->kind = source->kind;
    number->negative = source->negative;
}

void number_set_small(Number *number, bool negative, uint64_t coefficient, int64_t exponent) {
    mpz_set_ui(number->coefficient, coefficient);
    number->exponent = exponent;
    number->kind = KIND_FINITE;
    number->negative = negative;
}

static void set_special(Number *number, Kind kind, bool negative) {
    number_set_small(number, negative, 0, 0);
    number->kind = kind;
}

void number_set_infinity(Number *number, bool negative) {
    set_special(number, KIND_INFINITE, negative);
}

void number_fail(Work *work, Number *number, uint32_t condition) {
    work->status |= condition;
    set_special(number, KIND_QUIET_NAN, false);
}

bool number_take_nan(Work *work, Number *result, const Number *a, const Number *b,
                     const Number *c) {
    const Number *operands[] = {a, b, c}, *chosen = NULL;
    for (size_t i = 0; i < 3; i++)
        if (operands[i] && is_nan(operands[i]) && (!chosen || operands[i]->kind > chosen->kind))
            chosen = operands[i]; /* the first signaling one, else the first */
    if (!chosen)
        return false;
    if (chosen->kind == KIND_SIGNALING_NAN)
        work->status |= INVALID_OPERATION;
    number_set(result, chosen);
    result->kind = KIND_QUIET_NAN;
    number_finalize(work, result);
    return true;
}

/* ---- digits ---------------------------------------------------------------------------------- */

static const uint64_t small_powers[] = {UINT64_C(1),
                                        UINT64_C(10),
                                        UINT64_C(100),
                                        UINT64_C(1000),
                                        UINT64_C(10000),
                                        UINT64_C(100000),
                                        UINT64_C(1000000),
                                        UINT64_C(10000000),
                                        UINT64_C(100000000),
                                        UINT64_C(1000000000),
                                        UINT64_C(10000000000),
                                        UINT64_C(100000000000),
                                        UINT64_C(1000000000000),
                                        UINT64_C(10000000000000),
                                        UINT64_C(100000000000000),
                                        UINT64_C(1000000000000000),
                                        UINT64_C(10000000000000000),
                                        UINT64_C(100000000000000000),
                                        UINT64_C(1000000000000000000),
                                        UINT64_C(10000000000000000000)};
_Static_assert(sizeof small_powers / sizeof *small_powers == SMALL_POWER_MAX + 1, "all of them");

void integer_power_of_ten(mpz_t result, int64_t exponent) {
    if (exponent > DIGITS_MAX)
        int_big_no_memory();
    if (exponent <= SMALL_POWER_MAX)
        mpz_set_ui(result, small_powers[exponent]);
    else
        mpz_ui_pow_ui(result, 10, (unsigned long)exponent);
}

void integer_scale_up(mpz_t integer, int64_t digits) {
    if (digits == 0 || mpz_sgn(integer) == 0)
        return;
    if (digits <= 4 * SMALL_POWER_MAX) {
        for (; digits > SMALL_POWER_MAX; digits -= SMALL_POWER_MAX)
            mpz_mul_ui(integer, integer, small_powers[SMALL_POWER_MAX]);
        mpz_mul_ui(integer, integer, small_powers[digits]);
        return;
    }
    mpz_t power;
    mpz_init(power);
    integer_power_of_ten(power, digits);
    mpz_mul(integer, integer, power);
    mpz_clear(power);
}

uint64_t limb_power_of_ten(int64_t exponent) {
    return small_powers[exponent];
}

static int64_t digits_of_limb(uint64_t limb) {
    int digits = (64 - __builtin_clzll(limb)) * 1233 >> 12; /* log10(2), 12 bits */
    return digits + (digits <= SMALL_POWER_MAX && limb >= small_powers[digits]);
}

Wide wide_power_of_ten(int exponent) {
    if (exponent <= SMALL_POWER_MAX)
        return small_powers[exponent];
    return (Wide)small_powers[SMALL_POWER_MAX] * small_powers[exponent - SMALL_POWER_MAX];
}

int wide_digits(Wide number) {
    uint64_t high = (uint64_t)(number >> 64);
    if (!high)
        return number ? (int)digits_of_limb((uint64_t)number) : 1;
    int digits = (128 - __builtin_clzll(high)) * 1233 >> 12;
    return digits + (digits > 38 || number >= wide_power_of_ten(digits));
}

/* log10 is known well enough unless the number is next to a power of ten: then it is compared. */
static int64_t digits_by_logarithm(mpz_srcptr integer) {
    long exponent;
    double leading = fabs(mpz_get_d_2exp(&exponent, integer));
    long double estimate = log10(leading) + exponent * 0.301029995663981195213738894724493027L;
    long double nearest = roundl(estimate);
    if (fabsl(estimate - nearest) > 1e-8L)
        return (int64_t)floorl(estimate) + 1;
    mpz_t power;
    mpz_init(power);
    integer_power_of_ten(power, (int64_t)nearest);
    bool reaches = mpz_cmpabs(integer, power) >= 0;
    mpz_clear(power);
    return (int64_t)nearest + reaches;
}

/* Of 2^exponent. The factor is log10(2), 64 bits of it; no multiple below 2^29 comes so near to an
 * integer that the rest of it matters. */
enum { EXPONENT_EXACT = 1 << 29 };
static int64_t digits_of_power_of_two(uint64_t exponent) {
    return (int64_t)((Wide)exponent * UINT64_C(0x4d104d427de7fbcc) >> 64) + 1;
}

/* An integer of n bits is at least 2^(n-1) and less than 2^n: mostly these have as many digits. */
static int64_t digits_of_many(mpz_srcptr integer) {
    size_t bits = mpz_sizeinbase(integer, 2);
    int64_t digits = digits_of_power_of_two(bits);
    if (bits < EXPONENT_EXACT && digits == digits_of_power_of_two(bits - 1))
        return digits;
    return digits_by_logarithm(integer);
}

int64_t integer_digits(mpz_srcptr integer) {
    size_t limbs = mpz_size(integer);
    if (limbs > 2)
        return digits_of_many(integer);
    return wide_digits((Wide)mpz_getlimbn(integer, 1) << 64 | mpz_getlimbn(integer, 0));
}

int64_t number_adjusted(const Number *number) {
    return number->exponent + integer_digits(number->coefficient) - 1;
}

/* How many zeros the coefficient ends with, at most `limit`, taken off. */
static int64_t strip(mpz_t integer, int64_t limit) {
    int64_t twos = mpz_sgn(integer) ? (int64_t)mpz_scan1(integer, 0) : 0, stripped = 0;
    if (limit > twos)
        limit = twos;
    if (limit <= 0)
        return 0;
    int64_t step = 1;
    while (step <= limit / 2)
        step *= 2;
    mpz_t power;
    mpz_init(power);
    for (; step; step /= 2) {
        if (stripped + step > limit)
            continue;
        integer_power_of_ten(power, step);
        if (mpz_divisible_p(integer, power)) {
            mpz_divexact(integer, integer, power);
            stripped += step;
        }
    }
    mpz_clear(power);
    return stripped;
}

void number_strip_zeros(Number *number, int64_t exponent_limit) {
    number->exponent += strip(number->coefficient, exponent_limit - number->exponent);
}

/* ---- integers -------------------------------------------------------------------------------- */

bool number_is_integer(const Number *number) {
    if (!is_finite(number))
        return false;
    if (number->exponent >= 0 || is_zero(number))
        return true;
    int64_t places = -number->exponent;
    if (places > (int64_t)mpz_scan1(number->coefficient, 0))
        return false;
    mpz_t copy;
    mpz_init_set(copy, number->coefficient);
    bool whole = strip(copy, places) == places;
    mpz_clear(copy);
    return whole;
}

bool number_is_odd(const Number *number) {
    if (!number_is_integer(number) || number->exponent > 0 || is_zero(number))
        return false;
    mpz_t integer;
    mpz_init(integer);
    number_truncate(integer, number);
    bool odd = mpz_odd_p(integer);
    mpz_clear(integer);
    return odd;
}

void number_truncate(mpz_t result, const Number *number) {
    mpz_set(result, number->coefficient);
    if (mpz_sgn(result) == 0)
        return;
    if (number->exponent >= 0) {
        integer_scale_up(result, number->exponent);
    } else if (-number->exponent > integer_digits(result)) {
        mpz_set_ui(result, 0);
    } else {
        mpz_t power;
        mpz_init(power);
        integer_power_of_ten(power, -number->exponent);
        mpz_tdiv_q(result, result, power);
        mpz_clear(power);
    }
}

bool number_as_int64(const Number *number, int64_t *integer) {
    if (!number_is_integer(number) || number_adjusted(number) > 18)
        return false;
    mpz_t magnitude;
    mpz_init(magnitude);
    number_truncate(magnitude, number);
    bool fits = mpz_fits_slong_p(magnitude);
    *integer = mpz_get_si(magnitude);
    mpz_clear(magnitude);
    if (number->negative)
        *integer = -*integer;
    return fits;
}

/* ---- order ----------------------------------------------------------------------------------- */

static int sign_of(int64_t difference) {
    return (difference > 0) - (difference < 0);
}

static int compare_finite_magnitude(const Number *a, const Number *b) {
    if (is_zero(a) || is_zero(b))
        return is_zero(b) - is_zero(a);
    if (a->exponent == b->exponent)
        return sign_of(mpz_cmp(a->coefficient, b->coefficient));
    int order = sign_of(number_adjusted(a) - number_adjusted(b));
    if (order)
        return order;
    if (a->exponent < b->exponent)
        return -compare_finite_magnitude(b, a);
    mpz_t aligned;
    mpz_init_set(aligned, a->coefficient);
    integer_scale_up(aligned, a->exponent - b->exponent);
    order = sign_of(mpz_cmp(aligned, b->coefficient));
    mpz_clear(aligned);
    return order;
}

int number_compare_magnitude(const Number *a, const Number *b) {
    if (is_finite(a) && is_finite(b))
        return compare_finite_magnitude(a, b);
    return (a->kind == KIND_INFINITE) - (b->kind == KIND_INFINITE);
}

int number_compare(const Number *a, const Number *b) {
    if (is_zero(a) && is_zero(b))
        return 0;
    if (a->negative != b->negative) {
        if (is_zero(a))
            return b->negative ? 1 : -1;
        return a->negative ? -1 : 1;
    }
    int order = number_compare_magnitude(a, b);
    return a->negative ? -order : order;
}

/* Finite numbers come first, then infinity, signaling and quiet NaNs. */
static int rank_of(const Number *number) {
    static const int ranks[] = {
        [KIND_FINITE] = 0, [KIND_INFINITE] = 1, [KIND_SIGNALING_NAN] = 2, [KIND_QUIET_NAN] = 3};
    return ranks[number->kind];
}

static int compare_total_magnitude(const Number *a, const Number *b) {
    int order = sign_of(rank_of(a) - rank_of(b));
    if (order)
        return order;
    if (is_nan(a))
        return sign_of(mpz_cmp(a->coefficient, b->coefficient));
    order = number_compare_magnitude(a, b);
    return order || !is_finite(a) ? order : sign_of(a->exponent - b->exponent);
}

int number_compare_total(const Number *a, const Number *b) {
    if (a->negative != b->negative)
        return a->negative ? -1 : 1;
    int order = compare_total_magnitude(a, b);
    return a->negative ? -order : order;
}
