/* Rounding: taking digits off, and fitting a result into a context.
 *
 * An operation first makes its result as exactly as rounding needs; number_finalize then applies
 * precision, exponent range and clamping, in that order, and says what happened in the status. */
#include "lib/native/decimal/number.h"

/* Does the magnitude grow, whose digits taken off are `half` (-1, 0, 1) of the last one left? */
static bool rounds_up(Rounding rounding, bool negative, mpz_srcptr kept, int half) {
    switch (rounding) {
    case ROUNDING_UP:
        return true;
    case ROUNDING_CEILING:
        return !negative;
    case ROUNDING_FLOOR:
        return negative;
    case ROUNDING_HALF_UP:
        return half >= 0;
    case ROUNDING_HALF_DOWN:
        return half > 0;
    case ROUNDING_HALF_EVEN:
        return half > 0 || (half == 0 && mpz_odd_p(kept));
    case ROUNDING_05UP:
        return mpz_divisible_ui_p(kept, 5);
    case ROUNDING_DOWN:
    case ROUNDING_COUNT:
        break;
    }
    return false;
}

/* What is left of the coefficient, which loses that many digits, but not all; true if they were not
 * all 0, and how they compare with a half. */
static bool cut_digits(mpz_t coefficient, int64_t digits, int *half) {
    if (digits <= SMALL_POWER_MAX) {
        uint64_t power = limb_power_of_ten(digits);
        uint64_t rest = mpz_tdiv_q_ui(coefficient, coefficient, power);
        *half = (rest > power - rest) - (rest < power - rest);
        return rest != 0;
    }
    mpz_t power, rest;
    mpz_inits(power, rest, NULL);
    integer_power_of_ten(power, digits);
    mpz_tdiv_qr(coefficient, rest, coefficient, power);
    bool lost = mpz_sgn(rest) != 0;
    mpz_mul_2exp(rest, rest, 1);
    *half = mpz_cmp(rest, power);
    mpz_clears(power, rest, NULL);
    return lost;
}

bool number_round_off(Number *number, int64_t digits, Rounding rounding) {
    number->exponent += digits;
    if (mpz_sgn(number->coefficient) == 0)
        return false;
    int half = -1;
    bool lost = true;
    if (digits > integer_digits(number->coefficient))
        mpz_set_ui(number->coefficient, 0);
    else
        lost = cut_digits(number->coefficient, digits, &half);
    if (lost && rounds_up(rounding, number->negative, number->coefficient, half))
        mpz_add_ui(number->coefficient, number->coefficient, 1);
    return lost;
}

bool number_rescale(Number *number, int64_t exponent, Rounding rounding) {
    if (exponent > number->exponent)
        return number_round_off(number, exponent - number->exponent, rounding);
    integer_scale_up(number->coefficient, number->exponent - exponent);
    number->exponent = exponent;
    return false;
}

/* ---- fitting into a context ------------------------------------------------------------------ */

static void set_largest(const Work *work, Number *number) {
    integer_power_of_ten(number->coefficient, work->precision);
    mpz_sub_ui(number->coefficient, number->coefficient, 1);
    number->exponent = work_etop(work);
    number->kind = KIND_FINITE;
}

static void overflow(Work *work, Number *number) {
    bool to_infinity = true;
    switch (work->rounding) {
    case ROUNDING_DOWN:
    case ROUNDING_05UP:
        to_infinity = false;
        break;
    case ROUNDING_CEILING:
        to_infinity = !number->negative;
        break;
    case ROUNDING_FLOOR:
        to_infinity = number->negative;
        break;
    default:
        break;
    }
    work->status |= OVERFLOWED | INEXACT | ROUNDED;
    if (to_infinity)
        number_set_infinity(number, number->negative);
    else
        set_largest(work, number);
}

static void finalize_nan(const Work *work, Number *number) {
    int64_t room = work->precision - work->clamp;
    if (integer_digits(number->coefficient) <= room)
        return;
    mpz_t power;
    mpz_init(power);
    integer_power_of_ten(power, room);
    mpz_tdiv_r(number->coefficient, number->coefficient, power);
    mpz_clear(power);
}

static void finalize_zero(Work *work, Number *number) {
    int64_t low = work_etiny(work), high = work->clamp ? work_etop(work) : work->emax;
    int64_t exponent = number->exponent < low    ? low
                       : number->exponent > high ? high
                                                 : number->exponent;
    if (exponent != number->exponent)
        work->status |= CLAMPED;
    number->exponent = exponent;
}

static void finalize_subnormal(Work *work, Number *number) {
    int64_t etiny = work_etiny(work);
    work->status |= SUBNORMAL;
    if (number->exponent >= etiny)
        return;
    work->status |= ROUNDED;
    if (number_round_off(number, etiny - number->exponent, work->rounding))
        work->status |= INEXACT | UNDERFLOWED;
    if (is_zero(number))
        work->status |= CLAMPED;
}

static void finalize_precision(Work *work, Number *number, int64_t digits) {
    if (digits <= work->precision)
        return;
    work->status |= ROUNDED;
    if (number_round_off(number, digits - work->precision, work->rounding))
        work->status |= INEXACT;
    if (integer_digits(number->coefficient) > work->precision) /* 99.9 became 100 */
        number_round_off(number, 1, work->rounding);
}

void number_finalize(Work *work, Number *number) {
    if (number->kind == KIND_INFINITE)
        return;
    if (is_nan(number)) {
        finalize_nan(work, number);
        return;
    }
    if (is_zero(number)) {
        finalize_zero(work, number);
        return;
    }
    int64_t digits = integer_digits(number->coefficient), adjusted = number->exponent + digits - 1;
    if (adjusted > work->emax) {
        overflow(work, number);
        return;
    }
    if (adjusted < work->emin)
        finalize_subnormal(work, number);
    else
        finalize_precision(work, number, digits);
    if (adjusted == work->emax && number_adjusted(number) > work->emax) {
        overflow(work, number);
    } else if (work->clamp && number->exponent > work_etop(work)) {
        work->status |= CLAMPED;
        number_rescale(number, work_etop(work), work->rounding);
    }
}

/* ---- operations that are hardly more than rounding ------------------------------------------- */

/* As plus, but a zero and a signaling NaN stay what they are. */
void number_apply(Work *work, Number *result, const Number *a) {
    number_set(result, a);
    number_finalize(work, result);
}

static void round_signed(Work *work, Number *result, const Number *a, bool negative) {
    if (number_take_nan(work, result, a, NULL, NULL))
        return;
    number_set(result, a);
    result->negative = is_zero(a) ? negative && work->rounding == ROUNDING_FLOOR : negative;
    number_finalize(work, result);
}

void number_plus(Work *work, Number *result, const Number *a) {
    round_signed(work, result, a, a->negative);
}

void number_minus(Work *work, Number *result, const Number *a) {
    round_signed(work, result, a, !a->negative);
}

void number_abs(Work *work, Number *result, const Number *a) {
    round_signed(work, result, a, false);
}

void number_normalize(Work *work, Number *result, const Number *a) {
    if (number_take_nan(work, result, a, NULL, NULL))
        return;
    number_set(result, a);
    number_finalize(work, result);
    if (!is_finite(result))
        return;
    if (is_zero(result))
        result->exponent = 0;
    else
        number_strip_zeros(result, work->clamp ? work_etop(work) : work->emax);
}

void number_quantize(Work *work, Number *result, const Number *a, const Number *b) {
    if (number_take_nan(work, result, a, b, NULL))
        return;
    if (!is_finite(a) || !is_finite(b)) {
        if (is_finite(a) || is_finite(b))
            number_fail(work, result, INVALID_OPERATION);
        else
            number_set(result, a);
        return;
    }
    int64_t exponent = b->exponent;
    bool fits = exponent >= work_etiny(work) && exponent <= work->emax;
    if (fits && !is_zero(a)) {
        int64_t adjusted = number_adjusted(a);
        fits = adjusted <= work->emax && adjusted - exponent < work->precision;
    }
    if (!fits) {
        number_fail(work, result, INVALID_OPERATION);
        return;
    }
    number_set(result, a);
    bool lost = number_rescale(result, exponent, work->rounding);
    if (number_adjusted(result) > work->emax ||
        integer_digits(result->coefficient) > work->precision) {
        number_fail(work, result, INVALID_OPERATION);
        return;
    }
    if (exponent > a->exponent && !is_zero(a))
        work->status |= ROUNDED | (lost ? INEXACT : 0);
    number_finalize(work, result);
}

static bool to_integral(Work *work, Number *result, const Number *a) {
    if (number_take_nan(work, result, a, NULL, NULL))
        return false;
    number_set(result, a);
    return is_finite(a) && a->exponent < 0 && number_rescale(result, 0, work->rounding);
}

void number_to_integral_value(Work *work, Number *result, const Number *a) {
    to_integral(work, result, a);
}

void number_to_integral_exact(Work *work, Number *result, const Number *a) {
    if (to_integral(work, result, a))
        work->status |= INEXACT;
    if (is_finite(a) && a->exponent < 0 && !is_zero(a))
        work->status |= ROUNDED;
}

/* ---- neighbours ------------------------------------------------------------------------------ */

/* The next number in the direction that `rounding` rounds to; conditions are forgotten. */
static void next(const Work *work, Number *result, const Number *a, Rounding rounding) {
    Work inner = *work;
    inner.rounding = rounding;
    bool down = rounding == ROUNDING_FLOOR;
    if (a->kind == KIND_INFINITE) {
        number_set(result, a);
        if (a->negative != down)
            set_largest(work, result);
        return;
    }
    number_set(result, a);
    number_finalize(&inner, result);
    if (number_compare(result, a) != 0)
        return;
    Number step;
    number_init(&step);
    number_set_small(&step, down, 1, work_etiny(work) - 1);
    number_add(&inner, result, a, &step);
    number_clear(&step);
}

void number_next_plus(Work *work, Number *result, const Number *a) {
    if (!number_take_nan(work, result, a, NULL, NULL))
        next(work, result, a, ROUNDING_CEILING);
}

void number_next_minus(Work *work, Number *result, const Number *a) {
    if (!number_take_nan(work, result, a, NULL, NULL))
        next(work, result, a, ROUNDING_FLOOR);
}

void number_next_toward(Work *work, Number *result, const Number *a, const Number *b) {
    if (number_take_nan(work, result, a, b, NULL))
        return;
    int order = number_compare(a, b);
    if (order == 0) {
        number_set(result, a);
        result->negative = b->negative;
        return;
    }
    next(work, result, a, order < 0 ? ROUNDING_CEILING : ROUNDING_FLOOR);
    if (result->kind == KIND_INFINITE) {
        work->status |= OVERFLOWED | INEXACT | ROUNDED;
    } else if (number_adjusted(result) < work->emin) {
        work->status |= UNDERFLOWED | SUBNORMAL | INEXACT | ROUNDED;
        if (is_zero(result))
            work->status |= CLAMPED;
    }
}
