/* Operations that compare, choose, copy and classify. */
#include "lib/native/decimal/number.h"

static void set_order(Number *result, int order) {
    number_set_small(result, order < 0, order != 0, 0);
}

void number_order(Work *work, Number *result, const Number *a, const Number *b) {
    if (!number_take_nan(work, result, a, b, NULL))
        set_order(result, number_compare(a, b));
}

void number_order_signal(Work *work, Number *result, const Number *a, const Number *b) {
    number_order(work, result, a, b);
    if (is_nan(result))
        work->status |= INVALID_OPERATION;
}

void number_order_total(Work *work, Number *result, const Number *a, const Number *b) {
    set_order(result, number_compare_total(a, b));
}

void number_order_total_mag(Work *work, Number *result, const Number *a, const Number *b) {
    Number x = *a, y = *b; /* share the coefficients */
    x.negative = y.negative = false;
    set_order(result, number_compare_total(&x, &y));
}

/* ---- maximum and minimum --------------------------------------------------------------------- */

typedef int Comparison(const Number *a, const Number *b);

/* The operand that is largest (direction 1) or smallest (-1) by `compare`; a number wins over a
 * quiet NaN. */
static void choose(Work *work, Number *result, const Number *a, const Number *b,
                   Comparison *compare, int direction) {
    bool a_quiet = a->kind == KIND_QUIET_NAN, b_quiet = b->kind == KIND_QUIET_NAN;
    if (a_quiet && !is_nan(b)) {
        number_set(result, b);
    } else if (b_quiet && !is_nan(a)) {
        number_set(result, a);
    } else {
        if (number_take_nan(work, result, a, b, NULL))
            return;
        int order = compare(a, b);
        if (order == 0)
            order = number_compare_total(a, b);
        number_set(result, order * direction >= 0 ? a : b);
    }
    number_finalize(work, result);
}

void number_max(Work *work, Number *result, const Number *a, const Number *b) {
    choose(work, result, a, b, number_compare, 1);
}

void number_min(Work *work, Number *result, const Number *a, const Number *b) {
    choose(work, result, a, b, number_compare, -1);
}

void number_max_mag(Work *work, Number *result, const Number *a, const Number *b) {
    choose(work, result, a, b, number_compare_magnitude, 1);
}

void number_min_mag(Work *work, Number *result, const Number *a, const Number *b) {
    choose(work, result, a, b, number_compare_magnitude, -1);
}

/* ---- copies: quiet, and never rounded -------------------------------------------------------- */

void number_copy(Work *work, Number *result, const Number *a) {
    number_set(result, a);
}

void number_copy_abs(Work *work, Number *result, const Number *a) {
    number_set(result, a);
    result->negative = false;
}

void number_copy_negate(Work *work, Number *result, const Number *a) {
    number_set(result, a);
    result->negative = !a->negative;
}

void number_copy_sign(Work *work, Number *result, const Number *a, const Number *b) {
    number_set(result, a);
    result->negative = b->negative;
}

/* ---- classes --------------------------------------------------------------------------------- */

bool number_same_quantum(const Number *a, const Number *b) {
    if (is_finite(a) && is_finite(b))
        return a->exponent == b->exponent;
    return is_nan(a) == is_nan(b) && is_finite(a) == is_finite(b);
}

static bool number_is_subnormal(const Work *work, const Number *number) {
    return is_finite(number) && !is_zero(number) && number_adjusted(number) < work->emin;
}

const char *number_class_name(const Work *work, const Number *number) {
    if (is_nan(number))
        return number->kind == KIND_QUIET_NAN ? "NaN" : "sNaN";
    bool negative = number->negative;
    if (!is_finite(number))
        return negative ? "-Infinity" : "+Infinity";
    if (is_zero(number))
        return negative ? "-Zero" : "+Zero";
    if (number_is_subnormal(work, number))
        return negative ? "-Subnormal" : "+Subnormal";
    return negative ? "-Normal" : "+Normal";
}
