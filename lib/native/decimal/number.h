/* Numbers as the General Decimal Arithmetic specification means them, without Python objects.
 *
 * A finite number is (-1)**negative * coefficient * 10**exponent; the coefficient is a GMP integer,
 * so that large products and quotients are sub-quadratic. A NaN's coefficient is its payload.
 *
 * Every operation is called as `work` of int_run_big: GMP's memory may run out and signals may
 * arrive at any instruction, then everything is left at once and what was allocated is given back.
 * So operations hold nothing but GMP integers, change nothing but their Work and results, and need
 * no error paths. Results must not be operands. */
#ifndef LIB_NATIVE_DECIMAL_NUMBER_H
#define LIB_NATIVE_DECIMAL_NUMBER_H

#include "vm/objects/int_internal.h"

#define EXPONENT_LIMIT INT64_C(999999999999999999) /* MAX_PREC, MAX_EMAX, -MIN_EMIN */
/* Coefficients of more digits (4 GB) are out of memory; GMP itself would abort a little later. */
#define DIGITS_MAX INT64_C(10000000000)
#define SATURATED  INT64_C(4000000000000000000) /* beyond every limit, yet safe to add to */

typedef enum { KIND_FINITE, KIND_INFINITE, KIND_QUIET_NAN, KIND_SIGNALING_NAN } Kind;

typedef struct Number {
    mpz_t coefficient;
    int64_t exponent;
    Kind kind;
    bool negative;
} Number;

/* In the order of the rounding names in the module. */
typedef enum {
    ROUNDING_UP,
    ROUNDING_DOWN,
    ROUNDING_CEILING,
    ROUNDING_FLOOR,
    ROUNDING_HALF_UP,
    ROUNDING_HALF_DOWN,
    ROUNDING_HALF_EVEN,
    ROUNDING_05UP,
    ROUNDING_COUNT
} Rounding;

enum { /* conditions; several of them signal InvalidOperation */
       CLAMPED = 1 << 0,
       CONVERSION_SYNTAX = 1 << 1,
       DIVISION_BY_ZERO = 1 << 2,
       DIVISION_IMPOSSIBLE = 1 << 3,
       DIVISION_UNDEFINED = 1 << 4,
       INEXACT = 1 << 5,
       INVALID_CONTEXT = 1 << 6,
       INVALID_OPERATION = 1 << 7,
       OVERFLOWED = 1 << 8,
       ROUNDED = 1 << 9,
       SUBNORMAL = 1 << 10,
       UNDERFLOWED = 1 << 11,
       FLOAT_OPERATION = 1 << 12,
       ANY_INVALID = CONVERSION_SYNTAX | DIVISION_IMPOSSIBLE | DIVISION_UNDEFINED |
                     INVALID_CONTEXT | INVALID_OPERATION,
       ANY_ERROR = ANY_INVALID | DIVISION_BY_ZERO,
};

/* What an operation obeys, and the conditions it met. */
typedef struct Work {
    int64_t precision, emin, emax;
    Rounding rounding;
    bool clamp;
    uint32_t status;
} Work;
extern const Work work_exact; /* the largest precision and range there are */

static inline int64_t work_etiny(const Work *work) {
    return work->emin - (work->precision - 1);
}
static inline int64_t work_etop(const Work *work) {
    return work->emax - (work->precision - 1);
}

typedef void UnaryOperation(Work *work, Number *result, const Number *a);
typedef void BinaryOperation(Work *work, Number *result, const Number *a, const Number *b);
typedef void TernaryOperation(Work *work, Number *result, const Number *a, const Number *b,
                              const Number *c);
typedef void PairOperation(Work *work, Number *quotient, Number *remainder, const Number *a,
                           const Number *b);

/* ---- number.c: making, looking, comparing ---- */

void number_init(Number *number);
void number_clear(Number *number);
void number_set(Number *number, const Number *source);
void number_set_small(Number *number, bool negative, uint64_t coefficient, int64_t exponent);
void number_set_infinity(Number *number, bool negative);
/* A quiet NaN for a condition that has no result. */
void number_fail(Work *work, Number *number, uint32_t condition);
/* A NaN among the operands becomes the result; b and c may be null. */
bool number_take_nan(Work *work, Number *result, const Number *a, const Number *b, const Number *c);

static inline bool is_nan(const Number *number) {
    return number->kind >= KIND_QUIET_NAN;
}
static inline bool is_finite(const Number *number) {
    return number->kind == KIND_FINITE;
}
static inline bool is_zero(const Number *number) {
    return number->kind == KIND_FINITE && mpz_sgn(number->coefficient) == 0;
}

void integer_power_of_ten(mpz_t result, int64_t exponent);
enum { SMALL_POWER_MAX = 19 }; /* the largest power that fits a limb */
uint64_t limb_power_of_ten(int64_t exponent);
void integer_scale_up(mpz_t integer, int64_t digits); /* times 10**digits */
int64_t integer_digits(mpz_srcptr integer);           /* decimal ones; 1 for zero */
/* The same for what needs no GMP: up to 38 digits, and a little more. */
typedef unsigned __int128 Wide;
Wide wide_power_of_ten(int exponent); /* at most 38 */
int wide_digits(Wide number);
/* The exponent of the leading digit. */
int64_t number_adjusted(const Number *number);
bool number_is_integer(const Number *number);
bool number_is_odd(const Number *number); /* an odd integer */
/* A finite integer of few digits: false if it is none. */
bool number_as_int64(const Number *number, int64_t *integer);
/* coefficient * 10**exponent, truncated. */
void number_truncate(mpz_t result, const Number *number);
void number_strip_zeros(Number *number, int64_t exponent_limit);
/* -1, 0, 1; neither is a NaN. */
int number_compare(const Number *a, const Number *b);
int number_compare_magnitude(const Number *a, const Number *b);
int number_compare_total(const Number *a, const Number *b); /* NaNs too */

/* ---- rounding.c ---- */

/* Takes the last digits off the coefficient, rounding what stays; true if they were not all 0. */
bool number_round_off(Number *number, int64_t digits, Rounding rounding);
/* To that exponent, padding with zeros or rounding off; true if it lost something. */
bool number_rescale(Number *number, int64_t exponent, Rounding rounding);
/* Makes an exact result one of the context: precision, exponent range, clamping. */
void number_finalize(Work *work, Number *number);

UnaryOperation number_apply, number_plus, number_minus, number_abs, number_normalize,
    number_to_integral_value, number_to_integral_exact, number_next_plus, number_next_minus;
BinaryOperation number_quantize, number_next_toward;

/* ---- arithmetic.c, division.c ---- */

BinaryOperation number_add, number_subtract, number_multiply, number_divide, number_divide_int,
    number_remainder, number_remainder_near;
TernaryOperation number_fma, number_power_modulo;
PairOperation number_divmod;
UnaryOperation number_sqrt;

/* ---- fixed.c: integers scaled by 2**bits ---- */

/* All results but the first are off by less than 2**FIXED_ERROR_BITS. */
enum { FIXED_ERROR_BITS = 8 };
/* coefficient * 10**exponent * 2**bits, truncated. */
void fixed_from_decimal(mpz_t result, mpz_srcptr coefficient, int64_t exponent, int64_t bits);
void fixed_ln10(mpz_t result, int64_t bits);
void fixed_ln(mpz_t result, const Number *number, int64_t bits); /* finite and positive */
/* exp(x) is result * 2**-bits * 10**exponent, 1 <= result * 2**-bits < 10; false if the exponent is
 * beyond all bounds. */
bool fixed_exp_scaled(mpz_t result, int64_t *exponent, mpz_srcptr x, int64_t bits);
int64_t fixed_bits_for(int64_t digits); /* leaves the work if they are beyond DIGITS_MAX */

/* ---- transcendental.c, power.c ---- */

UnaryOperation number_exp, number_ln, number_log10;
BinaryOperation number_power;

/* The number value * 2**-bits * 10**exponent, whose value is off by less than 2**error_bits, as one
 * that rounds like the exact result, which is irrational. False: more bits are needed. */
bool number_settle(const Work *work, Number *result, mpz_srcptr value, int64_t bits,
                   int64_t error_bits, int64_t exponent);
void number_set_nearly_one(const Work *work, Number *result,
                           bool below);              /* by less than the last digit */
void number_set_huge(Number *result, bool negative); /* more than any context can hold */
void number_set_tiny(Number *result, bool negative); /* less, but not zero */
/* How many leading zeros number - 1 has after the point: what ln loses next to 1. */
int64_t number_zeros_next_to_one(const Number *number);
/* Rounds to the nearest, whatever the context says. */
void number_finalize_half_even(Work *work, Number *result);

/* ---- logical.c: by digit, and by place ---- */

BinaryOperation number_logical_and, number_logical_or, number_logical_xor, number_shift,
    number_rotate, number_scaleb;
UnaryOperation number_logical_invert, number_logb;

/* ---- comparison.c ---- */

BinaryOperation number_order, number_order_signal, number_order_total, number_order_total_mag,
    number_max, number_min, number_max_mag, number_min_mag, number_copy_sign;
UnaryOperation number_copy, number_copy_abs, number_copy_negate;
bool number_same_quantum(const Number *a, const Number *b);
const char *number_class_name(const Work *work, const Number *number);

#endif
