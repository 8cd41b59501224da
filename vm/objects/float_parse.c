/* Text to double, rounded correctly.
 *
 * Up to 19 digits w and a power of ten: exact in doubles when both are small; else w times a
 * 128-bit power gives a lower and an upper bound of the value, and if both round to the same
 * double, that is it. Otherwise (about one text in 10**9, or digits beyond the 19th that matter)
 * the value is computed as a fraction of big integers. */
#include "vm/objects/float.h"
#include "vm/objects/float_digits.h"
#include "vm/objects/int_internal.h"

#include <math.h>
#include <string.h>

typedef unsigned __int128 uint128;

enum { DIGITS_KEPT = 800 }; /* 767 digits decide every tie; those behind count as "a bit more" */

typedef struct Decimal {
    uint64_t leading; /* the first 19 significant digits */
    size_t count;     /* significant digits, up to DIGITS_KEPT */
    int64_t exponent; /* value = leading digits * 10**exponent, with min(count, 19) digits */
    bool more;        /* nonzero digits behind those of `leading` */
    bool more_kept;   /* nonzero digits behind those kept */
    unsigned char digits[DIGITS_KEPT];
} Decimal;

static double infinity_if_overflow(const mp_limb_t *limbs, size_t count, int64_t exponent,
                                   bool sticky) {
    double number;
    return double_from_limbs(limbs, count, exponent, sticky, &number) ? number : INFINITY;
}

/* product[0 .. 3) = w * (high, low) */
static void wide_product(uint64_t w, uint64_t high, uint64_t low, mp_limb_t *product) {
    uint128 a = (uint128)w * low, b = (uint128)w * high + (uint64_t)(a >> 64);
    product[0] = (uint64_t)a;
    product[1] = (uint64_t)b;
    product[2] = (uint64_t)(b >> 64);
}

static bool fast_path(const Decimal *d, double *number) {
    static const double tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                  1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (!d->more && d->leading <= UINT64_C(1) << 53 && d->exponent >= -22 && d->exponent <= 22) {
        double w = (double)d->leading;
        *number = d->exponent < 0 ? w / tens[-d->exponent] : w * tens[d->exponent];
        return true;
    }
    const PowerOfTen *power = float_power_of_ten((int)d->exponent);
    mp_limb_t low[3], high[4];
    wide_product(d->leading, power->high, power->low, low);
    bool exact = power->exact && !d->more;
    *number = infinity_if_overflow(low, 3, power->binary, !exact);
    if (exact)
        return true;
    /* (w + 1) * (g + 1) = w*g + w + g + 1 is above the value. */
    memcpy(high, low, sizeof low);
    mp_limb_t extra[3] = {power->low, power->high, 0};
    high[3] = mpn_add_1(high, high, 3, d->leading);
    if (d->more)
        high[3] += mpn_add_n(high, high, extra, 3);
    high[3] += mpn_add_1(high, high, 3, 1);
    return infinity_if_overflow(high, 4, power->binary, true) == *number;
}

/* limbs = 10**exponent without its factors of two; false: MemoryError never happens here, the
 * caller's buffer holds 5**1200. */
static size_t five_power(mp_limb_t *limbs, int64_t exponent) {
    size_t count = 1;
    limbs[0] = 1;
    while (exponent > 0) {
        uint64_t factor = 1;
        for (int i = 0; i < 27 && exponent > 0; i++, exponent--)
            factor *= 5;
        mp_limb_t carry = mpn_mul_1(limbs, limbs, (mp_size_t)count, factor);
        if (carry)
            limbs[count++] = carry;
    }
    return count;
}

static double slow_path(const Decimal *d) {
    mp_limb_t n[160], five[64], product[240], q[240], r[64];
    size_t leading = d->count < 19 ? d->count : 19;
    int64_t exponent = d->exponent - (int64_t)(d->count - leading); /* of the kept digits */
    memset(n, 0, sizeof n);
    size_t n_count = (size_t)mpn_set_str(n, d->digits, d->count, 10);
    if (exponent >= 0) {
        size_t five_count = five_power(five, exponent);
        if (n_count >= five_count)
            mpn_mul(product, n, (mp_size_t)n_count, five, (mp_size_t)five_count);
        else
            mpn_mul(product, five, (mp_size_t)five_count, n, (mp_size_t)n_count);
        return infinity_if_overflow(product, n_count + five_count, exponent, d->more_kept);
    }
    /* n * 2**up / 5**-exponent with a quotient of more than 64 bits. exponent >= -1143 - ... */
    mp_limb_t big_five[64];
    size_t five_count = five_power(big_five, -exponent);
    size_t up = n_count < five_count + 2 ? five_count + 2 - n_count : 0;
    memmove(n + up, n, n_count * 8);
    memset(n, 0, up * 8);
    n_count += up;
    mpn_tdiv_qr(q, r, 0, n, (mp_size_t)n_count, big_five, (mp_size_t)five_count);
    bool sticky = d->more_kept;
    for (size_t i = 0; i < five_count && !sticky; i++)
        sticky = r[i] != 0;
    return infinity_if_overflow(q, n_count - five_count + 1, exponent - 64 * (int64_t)up, sticky);
}

static double decimal_to_double(const Decimal *d) {
    if (d->count == 0)
        return 0;
    int64_t magnitude = d->exponent + (int64_t)(d->count < 19 ? d->count : 19);
    if (magnitude > 310)
        return INFINITY;
    if (magnitude < -326)
        return 0;
    double number;
    return fast_path(d, &number) ? number : slow_path(d);
}

static bool is_word(const char *text, size_t size, const char *word) {
    if (size != strlen(word))
        return false;
    for (size_t i = 0; i < size; i++)
        if ((text[i] | 0x20) != word[i])
            return false;
    return true;
}

static void take_digit(Decimal *d, unsigned digit, bool fraction) {
    if (d->count == 0 && digit == 0) {
        d->exponent -= fraction;
        return;
    }
    if (d->count < 19) {
        d->leading = d->leading * 10 + digit;
        d->exponent -= fraction;
    } else {
        d->more |= digit != 0;
        d->exponent += !fraction;
    }
    if (d->count < DIGITS_KEPT)
        d->digits[d->count++] = (unsigned char)digit;
    else
        d->more_kept |= digit != 0;
}

size_t float_parse_prefix(const char *text, size_t size, double *number) {
    const char *p = text, *end = text + size;
    bool negative = false;
    Decimal decimal;
    decimal.leading = 0;
    decimal.count = 0;
    decimal.exponent = 0;
    decimal.more = decimal.more_kept = false;
    if (p < end && (*p == '+' || *p == '-'))
        negative = *p++ == '-';
    size_t digits = 0;
    for (; p < end && *p >= '0' && *p <= '9'; p++, digits++)
        take_digit(&decimal, (unsigned)(*p - '0'), false);
    if (p < end && *p == '.') {
        p++;
        for (; p < end && *p >= '0' && *p <= '9'; p++, digits++)
            take_digit(&decimal, (unsigned)(*p - '0'), true);
    }
    if (digits == 0) {
        p = text + (size && (*text == '+' || *text == '-'));
        size_t rest = (size_t)(end - p);
        if (rest >= 8 && is_word(p, 8, "infinity")) {
            *number = negative ? -INFINITY : INFINITY;
            return (size_t)(p + 8 - text);
        }
        if (rest >= 3 && (is_word(p, 3, "inf") || is_word(p, 3, "nan"))) {
            *number = (*p | 0x20) == 'i' ? INFINITY : NAN;
            *number = copysign(*number, negative ? -1.0 : 1.0);
            return (size_t)(p + 3 - text);
        }
        return 0;
    }
    if (p < end && (*p | 0x20) == 'e') {
        const char *q = p + 1;
        bool minus = false;
        if (q < end && (*q == '+' || *q == '-'))
            minus = *q++ == '-';
        if (q < end && *q >= '0' && *q <= '9') {
            int64_t exponent = 0;
            for (; q < end && *q >= '0' && *q <= '9'; q++)
                if (exponent < INT64_C(100000000000000))
                    exponent = exponent * 10 + (*q - '0');
            decimal.exponent += minus ? -exponent : exponent;
            p = q;
        }
    }
    *number = decimal_to_double(&decimal);
    if (negative)
        *number = -*number;
    return (size_t)(p - text);
}

bool float_from_text(const char *text, size_t size, double *number) {
    return size && float_parse_prefix(text, size, number) == size;
}
