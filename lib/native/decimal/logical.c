/* Operations on the digits themselves: logical ones, shifts, and the exponent. */
#include "lib/native/decimal/number.h"

#include <string.h>

static void free_text(char *text) {
    void (*give_back)(void *, size_t);
    mp_get_memory_functions(NULL, NULL, &give_back);
    give_back(text, strlen(text) + 1);
}

/* ---- logical: decimal digits 0 and 1 read as bits -------------------------------------------- */

static bool read_bits(const Work *work, mpz_t bits, const Number *number) {
    if (!is_finite(number) || number->negative || number->exponent != 0)
        return false;
    char *digits = mpz_get_str(NULL, 10, number->coefficient);
    bool good = mpz_set_str(bits, digits, 2) == 0;
    free_text(digits);
    if (good && (int64_t)mpz_sizeinbase(bits, 2) > work->precision)
        mpz_tdiv_r_2exp(bits, bits, (mp_bitcnt_t)work->precision);
    return good;
}

static void write_bits(Number *result, const mpz_t bits) {
    char *digits = mpz_get_str(NULL, 2, bits);
    number_set_small(result, false, 0, 0);
    mpz_set_str(result->coefficient, digits, 10);
    free_text(digits);
}

typedef void BitOperation(mpz_t result, mpz_srcptr x, mpz_srcptr y);

static void combine(Work *work, Number *result, const Number *a, const Number *b,
                    BitOperation *operation) {
    mpz_t x, y;
    mpz_inits(x, y, NULL);
    if (read_bits(work, x, a) && read_bits(work, y, b)) {
        operation(x, x, y);
        write_bits(result, x);
    } else {
        number_fail(work, result, INVALID_OPERATION);
    }
    mpz_clears(x, y, NULL);
}

void number_logical_and(Work *work, Number *result, const Number *a, const Number *b) {
    combine(work, result, a, b, mpz_and);
}

void number_logical_or(Work *work, Number *result, const Number *a, const Number *b) {
    combine(work, result, a, b, mpz_ior);
}

void number_logical_xor(Work *work, Number *result, const Number *a, const Number *b) {
    combine(work, result, a, b, mpz_xor);
}

void number_logical_invert(Work *work, Number *result, const Number *a) {
    Number ones;
    number_init(&ones);
    integer_power_of_ten(ones.coefficient, work->precision);
    mpz_sub_ui(ones.coefficient, ones.coefficient, 1);
    mpz_divexact_ui(ones.coefficient, ones.coefficient, 9);
    number_logical_xor(work, result, a, &ones);
    number_clear(&ones);
}

/* ---- shifts ---------------------------------------------------------------------------------- */

/* How many places: an integer written without an exponent, at most `limit` either way. */
static bool read_places(const Number *number, int64_t limit, int64_t *places) {
    return is_finite(number) && number->exponent == 0 && number_as_int64(number, places) &&
           *places <= limit && *places >= -limit;
}

/* Splits the last `digits` of the low `precision` digits off; `high` gets what is before them. */
static void split_digits(const Work *work, mpz_t high, mpz_t low, int64_t digits) {
    mpz_t power;
    mpz_init(power);
    if (integer_digits(low) > work->precision) {
        integer_power_of_ten(power, work->precision);
        mpz_tdiv_r(low, low, power);
    }
    mpz_set_ui(high, 0);
    if (digits < integer_digits(low)) {
        integer_power_of_ten(power, digits);
        mpz_tdiv_qr(high, low, low, power);
    }
    mpz_clear(power);
}

/* The places are known to be few enough; false if there is nothing to move. */
static bool begin_move(Work *work, Number *result, const Number *a, const Number *b,
                       int64_t *places) {
    if (number_take_nan(work, result, a, b, NULL))
        return false;
    if (!read_places(b, work->precision, places)) {
        number_fail(work, result, INVALID_OPERATION);
        return false;
    }
    number_set(result, a);
    return is_finite(a);
}

void number_shift(Work *work, Number *result, const Number *a, const Number *b) {
    int64_t places;
    mpz_t high;
    if (!begin_move(work, result, a, b, &places))
        return;
    mpz_init(high);
    if (places >= 0) {
        split_digits(work, high, result->coefficient, work->precision - places);
        integer_scale_up(result->coefficient, places);
    } else {
        split_digits(work, high, result->coefficient, -places);
        mpz_swap(result->coefficient, high);
    }
    mpz_clear(high);
}

void number_rotate(Work *work, Number *result, const Number *a, const Number *b) {
    int64_t places;
    mpz_t high;
    if (!begin_move(work, result, a, b, &places))
        return;
    if (places < 0)
        places += work->precision;
    mpz_init(high);
    split_digits(work, high, result->coefficient, work->precision - places);
    integer_scale_up(result->coefficient, places);
    mpz_add(result->coefficient, result->coefficient, high);
    mpz_clear(high);
}

/* ---- the exponent ---------------------------------------------------------------------------- */

void number_scaleb(Work *work, Number *result, const Number *a, const Number *b) {
    int64_t places;
    if (number_take_nan(work, result, a, b, NULL))
        return;
    if (!read_places(b, 2 * (work->emax + work->precision), &places)) {
        number_fail(work, result, INVALID_OPERATION);
        return;
    }
    number_set(result, a);
    result->exponent += is_finite(a) ? places : 0;
    number_finalize(work, result);
}

void number_logb(Work *work, Number *result, const Number *a) {
    if (number_take_nan(work, result, a, NULL, NULL))
        return;
    if (!is_finite(a)) {
        number_set_infinity(result, false);
    } else if (is_zero(a)) {
        work->status |= DIVISION_BY_ZERO;
        number_set_infinity(result, true);
    } else {
        int64_t adjusted = number_adjusted(a);
        number_set_small(result, adjusted < 0, (uint64_t)(adjusted < 0 ? -adjusted : adjusted), 0);
        number_finalize(work, result);
    }
}
