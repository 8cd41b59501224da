/* Exponential and logarithm in fixed point: integers scaled by 2**bits.
 *
 * Both series converge faster the closer the argument is to 0 or 1: exp halves its argument some
 * sqrt(bits) times and squares the sum as often; ln takes as many square roots. Each of the steps
 * loses about a bit, which is what the guard bits are for. */
#include "lib/native/decimal/number.h"

#include <math.h>

int64_t fixed_bits_for(int64_t digits) {
    if (digits > DIGITS_MAX)
        int_big_no_memory();
    return digits * 3322 / 1000 + digits / 10000 + 8;
}

/* How often to halve: the series then has about as many terms. */
static int64_t reductions_for(int64_t bits) {
    return (int64_t)sqrt((double)bits) + 2;
}

/* value * 2**-bits, rounded to the nearest. */
static void drop_bits(mpz_t value, int64_t bits) {
    mpz_t half;
    mpz_init(half);
    mpz_setbit(half, (mp_bitcnt_t)bits - 1);
    mpz_add(value, value, half);
    mpz_fdiv_q_2exp(value, value, (mp_bitcnt_t)bits);
    mpz_clear(half);
}

/* factor * atanh(1/n) added to sum. */
static void add_atanh_inverse(mpz_t sum, unsigned long factor, unsigned long n, int64_t bits) {
    mpz_t power, term;
    mpz_inits(power, term, NULL);
    mpz_setbit(power, (mp_bitcnt_t)bits);
    mpz_mul_ui(power, power, factor);
    mpz_tdiv_q_ui(power, power, n);
    for (unsigned long k = 1; mpz_sgn(power); k += 2) {
        mpz_tdiv_q_ui(term, power, k);
        mpz_add(sum, sum, term);
        mpz_tdiv_q_ui(power, power, n * n);
    }
    mpz_clears(power, term, NULL);
}

void fixed_ln10(mpz_t result, int64_t bits) {
    int64_t guard = 40; /* each of fewer than 2**36 terms is off by less than 2 */
    mpz_set_ui(result, 0);
    add_atanh_inverse(result, 46, 31, bits + guard);
    add_atanh_inverse(result, 34, 49, bits + guard);
    add_atanh_inverse(result, 20, 161, bits + guard);
    drop_bits(result, guard);
}

/* |x| < 2 */
static void fixed_exp(mpz_t result, mpz_srcptr x, int64_t bits) {
    int64_t halvings = reductions_for(bits), inner = bits + 2 * halvings + 24;
    mpz_t reduced, term;
    mpz_init_set(reduced, x);
    mpz_init(term);
    mpz_mul_2exp(reduced, reduced, (mp_bitcnt_t)(inner - bits - halvings));
    mpz_setbit(term, (mp_bitcnt_t)inner);
    mpz_set(result, term);
    for (unsigned long k = 1; mpz_sgn(term); k++) {
        mpz_mul(term, term, reduced);
        mpz_tdiv_q_2exp(term, term, (mp_bitcnt_t)inner);
        mpz_tdiv_q_ui(term, term, k);
        mpz_add(result, result, term);
    }
    for (int64_t i = 0; i < halvings; i++) {
        mpz_mul(result, result, result);
        drop_bits(result, inner);
    }
    drop_bits(result, inner - bits);
    mpz_clears(reduced, term, NULL);
}

/* ln of x * 2**-bits, which is between 1/4 and 4. */
static void ln_near_one(mpz_t result, mpz_srcptr x, int64_t bits) {
    int64_t roots = reductions_for(bits), inner = bits + 2 * roots + 24;
    mpz_t root, below, square, term;
    mpz_inits(root, below, square, term, NULL);
    mpz_mul_2exp(root, x, (mp_bitcnt_t)(inner - bits));
    for (int64_t i = 0; i < roots; i++) {
        mpz_mul_2exp(root, root, (mp_bitcnt_t)inner);
        mpz_sqrt(root, root);
    }
    /* 2 * atanh((root - 1) / (root + 1)) */
    mpz_setbit(term, (mp_bitcnt_t)inner);
    mpz_add(below, root, term);
    mpz_sub(root, root, term);
    mpz_mul_2exp(root, root, (mp_bitcnt_t)inner);
    mpz_tdiv_q(root, root, below);
    mpz_mul(square, root, root);
    drop_bits(square, inner);
    mpz_set_ui(result, 0);
    for (unsigned long k = 1; mpz_sgn(root); k += 2) {
        mpz_tdiv_q_ui(term, root, k);
        mpz_add(result, result, term);
        mpz_mul(root, root, square);
        mpz_tdiv_q_2exp(root, root, (mp_bitcnt_t)inner);
    }
    mpz_mul_2exp(result, result, (mp_bitcnt_t)(roots + 1));
    drop_bits(result, inner - bits);
    mpz_clears(root, below, square, term, NULL);
}

void fixed_from_decimal(mpz_t result, mpz_srcptr coefficient, int64_t exponent, int64_t bits) {
    mpz_mul_2exp(result, coefficient, (mp_bitcnt_t)bits);
    if (exponent >= 0) {
        integer_scale_up(result, exponent);
        return;
    }
    mpz_t power;
    mpz_init(power);
    integer_power_of_ten(power, -exponent);
    mpz_tdiv_q(result, result, power);
    mpz_clear(power);
}

void fixed_ln(mpz_t result, const Number *number, int64_t bits) {
    int64_t digits = integer_digits(number->coefficient),
            inner = bits + 72;                        /* exponents have 62 bits */
    int64_t exponent = number->exponent + digits - 1; /* number = x * 10**exponent, 1 <= x < 10 */
    mpz_t x, ln10;
    mpz_inits(x, ln10, NULL);
    fixed_from_decimal(x, number->coefficient, 1 - digits, inner);
    mpz_set_ui(ln10, 3);
    mpz_mul_2exp(ln10, ln10, (mp_bitcnt_t)inner);
    if (mpz_cmp(x, ln10) > 0) {
        fixed_from_decimal(x, number->coefficient, -digits, inner);
        exponent++;
    }
    ln_near_one(result, x, inner);
    if (exponent) {
        fixed_ln10(ln10, inner);
        mpz_mul_si(ln10, ln10, exponent);
        mpz_add(result, result, ln10);
    }
    drop_bits(result, inner - bits);
    mpz_clears(x, ln10, NULL);
}

bool fixed_exp_scaled(mpz_t result, int64_t *exponent, mpz_srcptr x, int64_t bits) {
    if ((int64_t)mpz_sizeinbase(x, 2) > bits + 63)
        return false;
    int64_t inner = bits + 72;
    mpz_t ln10, count, rest;
    mpz_inits(ln10, count, rest, NULL);
    fixed_ln10(ln10, inner);
    mpz_mul_2exp(rest, x, (mp_bitcnt_t)(inner - bits));
    mpz_fdiv_qr(count, rest, rest, ln10);
    *exponent = mpz_get_si(count);
    mpz_fdiv_q_2exp(rest, rest, 1); /* 2.3 is beyond what fixed_exp takes: half of it, squared */
    fixed_exp(result, rest, inner);
    mpz_mul(result, result, result);
    drop_bits(result, 2 * inner - bits);
    mpz_clears(ln10, count, rest, NULL);
    return true;
}
