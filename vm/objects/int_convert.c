/* int: from and to C integers and doubles, hash. */
#include "vm/objects/int_internal.h"
#include "vm/operations.h"

#include <math.h>
#include <string.h>

Value value_from_int64(int64_t number) {
    if (LIKELY(fits_small_int(number)))
        return value_of_small_int(number);
    mp_limb_t limb = number < 0 ? -(uint64_t)number : (uint64_t)number;
    return int_from_limbs(&limb, 1, number < 0);
}

Value value_from_uint64(uint64_t number) {
    if (LIKELY(number <= (uint64_t)SMALL_INT_MAX))
        return value_of_small_int((int64_t)number);
    return int_from_limbs(&number, 1, false);
}

Value value_from_double(double number) {
    if (!isfinite(number))
        return isnan(number) ? raise_value_error("cannot convert float NaN to integer")
                             : raise_overflow_error("cannot convert float infinity to integer");
    if (fabs(number) < 4.0e18)
        return value_of_small_int((int64_t)number);
    int exponent;
    double fraction = frexp(fabs(number), &exponent); /* 53 bits above the point at `exponent` */
    mp_limb_t limbs[17] = {0};
    uint64_t mantissa = (uint64_t)ldexp(fraction, 64);
    size_t shift = (size_t)exponent - 64 + 64; /* one spare limb below the point */
    limbs[shift / 64] = mantissa;
    if (shift % 64)
        mpn_lshift(limbs, limbs, 17, (unsigned)(shift % 64));
    return int_from_limbs(limbs + 1, 16, number < 0);
}

bool int_fits_int64(Value value, int64_t *number) {
    if (is_small_int(value)) {
        *number = small_int_of(value);
        return true;
    }
    IntView view;
    int_view(value, &view);
    if (view.count > 1 || view.one > (uint64_t)INT64_MAX + view.negative)
        return false;
    *number = view.negative ? (int64_t)-view.one : (int64_t)view.one;
    return true;
}

uint64_t int_as_mask64(Value value) {
    IntView view;
    int_view(value, &view);
    return view.negative ? -view.one : view.one;
}

/* The int that `value` is or gives through __index__; owned. */
static Value as_index(Value value) {
    return is_small_int(value) || is_int(value) ? own(value) : object_index(value);
}

bool int_as_int64(Value value, int64_t *number) {
    if (LIKELY(is_small_int(value))) {
        *number = small_int_of(value);
        return true;
    }
    Value index = as_index(value);
    if (!index)
        return false;
    bool fits = int_fits_int64(index, number);
    decref(index);
    return fits || raise_overflow_error("Python int too large to convert to C long");
}

bool int_as_uint64(Value value, uint64_t *number) {
    Value index = as_index(value);
    if (!index)
        return false;
    IntView view;
    int_view(index, &view);
    *number = view.one;
    bool negative = view.negative, large = view.count > 1;
    decref(index);
    if (negative)
        return raise_overflow_error("can't convert negative value to unsigned int");
    return !large || raise_overflow_error("Python int too large to convert to C unsigned long");
}

static bool as_int(Value value, int *number, const char *too_large, const char *too_small) {
    int64_t wide;
    Value index = as_index(value);
    if (!index)
        return false;
    bool fits = int_fits_int64(index, &wide);
    decref(index);
    if (!fits)
        return raise_overflow_error("Python int too large to convert to C int");
    if (wide > INT32_MAX)
        return raise_overflow_error("%s", too_large);
    if (wide < INT32_MIN)
        return raise_overflow_error("%s", too_small);
    *number = (int)wide;
    return true;
}

bool int_as_int(Value value, int *number) {
    static const char message[] = "Python int too large to convert to C int";
    return as_int(value, number, message, message);
}

bool int_as_signed_int(Value value, int *number) {
    return as_int(value, number, "signed integer is greater than maximum",
                  "signed integer is less than minimum");
}

bool int_as_size(Value value, ptrdiff_t *number) {
    if (LIKELY(is_small_int(value))) {
        *number = small_int_of(value);
        return true;
    }
    int64_t wide = 0;
    Value index = as_index(value);
    if (!index)
        return false;
    bool fits = int_fits_int64(index, &wide);
    decref(index);
    *number = wide;
    return fits || raise_overflow_error("Python int too large to convert to C ssize_t");
}

bool double_from_limbs(const mp_limb_t *limbs, size_t count, int64_t exponent, bool sticky,
                       double *number) {
    while (count && limbs[count - 1] == 0)
        count--;
    *number = 0;
    if (count == 0)
        return true;
    /* top: the leading 64 bits, its leading bit set; whatever is below them goes into sticky. */
    unsigned spare = (unsigned)__builtin_clzll(limbs[count - 1]);
    uint64_t top = limbs[count - 1] << spare;
    size_t below = count - 1;
    if (spare && count > 1) {
        top |= limbs[count - 2] >> (64 - spare);
        sticky |= (limbs[count - 2] << spare) != 0;
        below--;
    }
    for (size_t i = 0; i < below && !sticky; i++)
        sticky = limbs[i] != 0;
    /* The value is top * 2**scale; its leading bit stands at 2**(scale + 63). */
    int64_t scale = exponent + (int64_t)(count - 1) * 64 - (int64_t)spare;
    if (scale + 63 > 1023)
        return false;
    int64_t drop = 11; /* bits of top beyond the 53 of a double; more for subnormal ones */
    if (scale + 11 < -1074)
        drop = -1074 - scale;
    if (drop > 64)
        return true; /* below half of the smallest */
    uint64_t kept = drop < 64 ? top >> drop : 0;
    uint64_t lost = drop < 64 ? top << (64 - drop) : top, half = UINT64_C(1) << 63;
    if (lost > half || (lost == half && (sticky || (kept & 1))))
        kept++;
    *number = ldexp((double)kept, (int)(scale + drop));
    return isfinite(*number);
}

bool int_as_double(Value value, double *number) {
    if (is_small_int(value)) {
        *number = (double)small_int_of(value);
        return true;
    }
    IntView view;
    int_view(value, &view);
    if (!double_from_limbs(view.limbs, view.count, 0, false, number))
        return raise_overflow_error("int too large to convert to float");
    if (view.negative)
        *number = -*number;
    return true;
}

double int_frexp(Value value, int64_t *exponent) {
    IntView view;
    int_view(value, &view);
    int64_t bits = (int64_t)limbs_bit_length(view.limbs, view.count);
    double mantissa;
    (void)double_from_limbs(view.limbs, view.count, -bits, false, &mantissa);
    *exponent = bits;
    return mantissa;
}

Hash int_hash(Value value) {
    const uint64_t modulus = (UINT64_C(1) << 61) - 1;
    int64_t hash;
    if (is_small_int(value)) {
        int64_t number = small_int_of(value);
        hash = number % (int64_t)modulus;
    } else {
        IntView view;
        int_view(value, &view);
        hash = view.count ? (int64_t)mpn_mod_1(view.limbs, (mp_size_t)view.count, modulus) : 0;
        if (view.negative)
            hash = -hash;
    }
    return hash == -1 ? -2 : hash;
}
