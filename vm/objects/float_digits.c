/* Digits of doubles.
 *
 * Shortest digits: the Schubfach method (R. Giulietti, 2020). With 10**k the largest power not
 * wider than the interval of numbers that round to v, at most one multiple of 10**(k+1) lies in
 * it; if none does, the closer of the two multiples of 10**k around v is the answer. The
 * comparisons need v and the interval's ends times 10**-k only rounded to odd, for which 128 bits
 * of the power suffice.
 *
 * Digits to a given place: v * 10**k as an exact fraction of integers, divided and rounded; in
 * 128-bit registers when it fits, which it does for most numbers people print.
 *
 * The powers of ten are computed when first needed. */
#include "vm/objects/float_digits.h"

#include <gmp.h>
#include <math.h>
#include <string.h>

typedef unsigned __int128 uint128;

/* ---- powers ---------------------------------------------------------------------------------- */

#define FIVE_27 UINT64_C(7450580596923828125)

/* limbs[0 .. count) = 5**exponent; returns count. */
static mp_size_t power_of_five(mp_limb_t *limbs, int exponent) {
    mp_size_t count = 1;
    limbs[0] = 1;
    for (; exponent > 0; exponent -= 27) {
        uint64_t factor = FIVE_27;
        for (int i = exponent; i < 27; i++)
            factor /= 5;
        mp_limb_t carry = mpn_mul_1(limbs, limbs, count, factor);
        if (carry)
            limbs[count++] = carry;
    }
    return count;
}

/* The leading 128 bits of limbs, and by how much they are shifted. */
static int leading_bits(const mp_limb_t *limbs, mp_size_t count, PowerOfTen *power) {
    mp_limb_t top[3] = {count > 2 ? limbs[count - 3] : 0, count > 1 ? limbs[count - 2] : 0,
                        limbs[count - 1]};
    int spare = __builtin_clzll(top[2]);
    if (spare)
        mpn_lshift(top, top, 3, (unsigned)spare);
    power->high = top[2];
    power->low = top[1];
    return (int)(count - 2) * 64 - spare;
}

const PowerOfTen *float_power_of_ten(int exponent) {
    static PowerOfTen powers[POWER_OF_TEN_MAX - POWER_OF_TEN_MIN + 1];
    PowerOfTen *power = &powers[exponent - POWER_OF_TEN_MIN];
    if (power->known)
        return power;
    mp_limb_t five[16], numerator[20] = {0}, quotient[20], remainder[16];
    mp_size_t count = power_of_five(five, exponent < 0 ? -exponent : exponent);
    if (exponent >= 0)
        power->binary = (int16_t)(leading_bits(five, count, power) + exponent);
    else { /* 2**(64 * (count + 2)) / 5**-exponent has at least 129 bits */
        mp_size_t n = count + 3, q = n - count + 1;
        numerator[n - 1] = 1;
        mpn_tdiv_qr(quotient, remainder, 0, numerator, n, five, count);
        while (quotient[q - 1] == 0)
            q--;
        power->binary = (int16_t)(leading_bits(quotient, q, power) - 64 * (int)(n - 1) + exponent);
    }
    power->exact = exponent >= 0 && exponent <= 55;
    power->known = true;
    return power;
}

/* ---- shortest -------------------------------------------------------------------------------- */

static void split(double number, uint64_t *mantissa, int *exponent) { /* mantissa * 2**exponent */
    uint64_t bits;
    memcpy(&bits, &number, 8);
    *mantissa = bits & ((UINT64_C(1) << 52) - 1);
    *exponent = (int)(bits >> 52 & 0x7ff);
    if (*exponent)
        *mantissa |= UINT64_C(1) << 52;
    else
        *exponent = 1;
    *exponent -= 1075;
}

/* (power * factor) / 2**128, its last bit set if anything was cut off. */
static uint64_t multiply_to_odd(uint64_t high, uint64_t low, uint64_t factor) {
    uint128 sum = (uint128)high * factor + (uint64_t)((uint128)low * factor >> 64);
    return (uint64_t)(sum >> 64) | ((uint64_t)sum > 1);
}

static size_t write_digits(uint64_t number, char *digits) {
    char buffer[20], *p = buffer + sizeof buffer;
    do {
        *--p = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    size_t count = (size_t)(buffer + sizeof buffer - p);
    memcpy(digits, p, count);
    return count;
}

static int floor_log2_of_ten_power(int exponent) {
    return (exponent * 1741647) >> 19;
}

/* number = result * 10**scale */
static uint64_t shortest(double number, int *scale) {
    uint64_t c;
    int q;
    split(number, &c, &q);
    if (q <= 0 && q > -53 && (c & ((UINT64_C(1) << -q) - 1)) == 0) { /* an integer below 2**53 */
        *scale = 0;
        return c >> -q;
    }
    bool even = (c & 1) == 0;
    bool narrow_below = c == UINT64_C(1) << 52 && q > -1074; /* the lower neighbour is closer */
    int k = (q * 1262611 - (narrow_below ? 524031 : 0)) >> 22;
    int h = q + floor_log2_of_ten_power(-k) + 1;
    const PowerOfTen *power = float_power_of_ten(-k);
    uint64_t high = power->high, low = power->low + !power->exact;
    high += low == 0 && !power->exact;
    uint64_t below = multiply_to_odd(high, low, (4 * c - 2 + narrow_below) << h) + !even;
    uint64_t value = multiply_to_odd(high, low, 4 * c << h);
    uint64_t above = multiply_to_odd(high, low, (4 * c + 2) << h) - !even;
    uint64_t s = value / 4;
    if (s >= 10) {
        uint64_t tens = s / 10;
        bool lower = below <= 40 * tens, upper = 40 * tens + 40 <= above;
        if (lower != upper) {
            *scale = k + 1;
            return tens + upper;
        }
    }
    *scale = k;
    bool lower = below <= 4 * s, upper = 4 * s + 4 <= above;
    if (lower != upper)
        return s + upper;
    uint64_t middle = 4 * s + 2;
    return s + (value > middle || (value == middle && (s & 1)));
}

size_t float_digits_shortest(double number, char *digits, int *point) {
    int scale;
    uint64_t decimal = shortest(number, &scale);
    size_t count = write_digits(decimal, digits);
    *point = (int)count + scale;
    while (count > 1 && digits[count - 1] == '0')
        count--;
    return count;
}

/* ---- to a given place ------------------------------------------------------------------------ */

static uint64_t small_power_of_ten(int exponent) { /* up to 19 */
    uint64_t power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

static size_t write_wide(uint128 number, char *digits) {
    const uint64_t ten_19 = UINT64_C(10000000000000000000);
    if (number >> 64 == 0)
        return write_digits((uint64_t)number, digits);
    size_t count = write_wide(number / ten_19, digits);
    uint64_t rest = (uint64_t)(number % ten_19);
    for (int i = 18; i >= 0; i--, rest /= 10)
        digits[count + (size_t)i] = (char)('0' + rest % 10);
    return count + 19;
}

/* m * 2**e * 10**k in registers, or false. */
static bool round_in_registers(uint64_t m, int e, int k, uint128 *rounded) {
    if (k < 0 || k > 19 || e > 10 || e < -127)
        return false;
    uint128 product = (uint128)m * small_power_of_ten(k); /* below 2**117 */
    if (e >= 0) {
        *rounded = product << e;
        return true;
    }
    uint128 whole = product >> -e, rest = product & (((uint128)1 << -e) - 1);
    uint128 half = (uint128)1 << (-e - 1);
    *rounded = whole + (rest > half || (rest == half && (whole & 1)));
    return true;
}

static mp_size_t shift_left(mp_limb_t *limbs, mp_size_t count, int bits) {
    mp_size_t whole = bits / 64;
    if (whole) {
        memmove(limbs + whole, limbs, (size_t)count * 8);
        memset(limbs, 0, (size_t)whole * 8);
        count += whole;
    }
    if (bits % 64) {
        mp_limb_t carry = mpn_lshift(limbs, limbs, count, (unsigned)(bits % 64));
        if (carry)
            limbs[count++] = carry;
    }
    return count;
}

/* Digits of m * 2**e * 10**k rounded half to even to an integer; 0 digits for 0. */
static size_t scaled_digits(uint64_t m, int e, int k, char *digits) {
    uint128 wide;
    if (round_in_registers(m, e, k, &wide))
        return wide ? write_wide(wide, digits) : 0;
    mp_limb_t n[160], d[160], q[162], r[160];
    mp_size_t n_count = 1, d_count = 1;
    n[0] = m;
    d[0] = 1;
    if (k >= 0) {
        n_count = power_of_five(n, k);
        mp_limb_t carry = mpn_mul_1(n, n, n_count, m);
        if (carry)
            n[n_count++] = carry;
    } else
        d_count = power_of_five(d, -k);
    if (e + k >= 0)
        n_count = shift_left(n, n_count, e + k);
    else
        d_count = shift_left(d, d_count, -(e + k));
    mp_size_t q_count = 1;
    memset(r, 0, sizeof r);
    if (n_count < d_count) {
        q[0] = 0;
        memcpy(r, n, (size_t)n_count * 8);
    } else {
        mpn_tdiv_qr(q, r, 0, n, n_count, d, d_count);
        q_count = n_count - d_count + 1;
    }
    mp_limb_t overflow = mpn_lshift(r, r, d_count, 1);
    int order = overflow ? 1 : mpn_cmp(r, d, d_count);
    if (order > 0 || (order == 0 && (q[0] & 1))) {
        q[q_count] = mpn_add_1(q, q, q_count, 1);
        q_count += q[q_count] != 0;
    }
    while (q_count && q[q_count - 1] == 0)
        q_count--;
    if (q_count == 0)
        return 0;
    size_t size = mpn_get_str((unsigned char *)digits, 10, q, q_count), zeros = 0;
    while (digits[zeros] == 0)
        zeros++;
    for (size_t i = zeros; i < size; i++)
        digits[i - zeros] = (char)(digits[i] + '0');
    return size - zeros;
}

size_t float_digits_fixed(double number, int places, char *digits, int *point) {
    uint64_t m;
    int e;
    split(number, &m, &e);
    if (places > FLOAT_PLACES_MAX)
        places = FLOAT_PLACES_MAX;
    if (places < -400)
        return 0;
    size_t count = scaled_digits(m, e, places, digits);
    *point = (int)count - places;
    return count;
}

size_t float_digits_significant(double number, int count, char *digits, int *point) {
    uint64_t m;
    int e;
    split(number, &m, &e);
    if (count > FLOAT_PLACES_MAX)
        count = FLOAT_PLACES_MAX;
    /* floor(log10(number)), or one less. */
    int binary = e + 63 - __builtin_clzll(m);
    int decimal = (int)floor(binary * 0.30102999566398120);
    for (;;) {
        int k = count - 1 - decimal;
        size_t written = scaled_digits(m, e, k, digits);
        if (written == (size_t)count) {
            *point = (int)written - k;
            return written;
        }
        decimal += written > (size_t)count ? 1 : -1;
    }
}
