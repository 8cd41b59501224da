/* Sums, products and comparisons of ordinary numbers: what fits 128 bits and needs no rounding.
 *
 * Most programs calculate with such numbers only. Whatever is not simple (zeros, too many digits,
 * exponents far apart or near their limits) is left to the operations of number.h. Measured: a sum
 * takes a third of their time. */
#include "lib/native/decimal/decimal.h"

static bool read_small(Value value, Small *small) {
    const Decimal *decimal = decimal_of(value);
    if (decimal->kind != KIND_FINITE || decimal->count == 0 || decimal->count > 2)
        return false;
    small->coefficient = decimal->limbs.few[0];
    if (decimal->count == 2)
        small->coefficient |= (Wide)decimal->limbs.few[1] << 64;
    small->exponent = decimal->exponent;
    small->negative = decimal->negative;
    return true;
}

/* Brings the one with the larger exponent to the smaller. */
static bool align(Small *a, Small *b) {
    Small *high = a->exponent > b->exponent ? a : b, *low = high == a ? b : a;
    int64_t places = high->exponent - low->exponent;
    high->exponent = low->exponent;
    return places == 0 || (places <= 38 && !__builtin_mul_overflow(high->coefficient,
                                                                   wide_power_of_ten((int)places),
                                                                   &high->coefficient));
}

static bool add(Small a, Small b, Small *result) {
    if (!align(&a, &b))
        return false;
    result->exponent = a.exponent;
    if (a.negative == b.negative) {
        result->negative = a.negative;
        return !__builtin_add_overflow(a.coefficient, b.coefficient, &result->coefficient);
    }
    bool a_wins = a.coefficient > b.coefficient;
    result->negative = a_wins ? a.negative : b.negative;
    result->coefficient = a_wins ? a.coefficient - b.coefficient : b.coefficient - a.coefficient;
    return result->coefficient != 0;
}

static bool multiply(Small a, Small b, Small *result) {
    result->negative = a.negative != b.negative;
    result->exponent = a.exponent + b.exponent;
    return !__builtin_mul_overflow(a.coefficient, b.coefficient, &result->coefficient);
}

static bool fits(const Work *work, const Small *small) {
    int digits = wide_digits(small->coefficient);
    int64_t adjusted = small->exponent + digits - 1;
    return digits <= work->precision && adjusted >= work->emin && adjusted <= work->emax &&
           (!work->clamp || small->exponent <= work_etop(work));
}

bool small_operate(BinaryOperation *operation, Value left, Value right, const Work *work,
                   Small *result) {
    Small a, b;
    bool is_sum = operation == number_add || operation == number_subtract;
    if (!(is_sum || operation == number_multiply) || !read_small(left, &a) ||
        !read_small(right, &b))
        return false;
    b.negative ^= operation == number_subtract;
    return (is_sum ? add(a, b, result) : multiply(a, b, result)) && fits(work, result);
}

bool small_compare(Value left, Value right, int *order) {
    Small a, b;
    if (!read_small(left, &a) || !read_small(right, &b))
        return false;
    if (a.negative != b.negative) {
        *order = a.negative ? -1 : 1;
        return true;
    }
    if (!align(&a, &b))
        return false;
    *order = (a.coefficient > b.coefficient) - (a.coefficient < b.coefficient);
    if (a.negative)
        *order = -*order;
    return true;
}
