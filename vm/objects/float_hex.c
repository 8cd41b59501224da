/* float.hex and float.fromhex. */
#include "vm/objects/float_internal.h"
#include "vm/objects/int_internal.h"
#include "vm/objects/str.h"

#include <math.h>
#include <string.h>

Value float_to_hex(double number) {
    static const char hex[] = "0123456789abcdef";
    if (!isfinite(number))
        return float_to_str(number);
    char text[40], *p = text;
    uint64_t bits;
    memcpy(&bits, &number, 8);
    int exponent = (int)(bits >> 52 & 0x7ff);
    uint64_t fraction = bits & ((UINT64_C(1) << 52) - 1);
    if (bits >> 63)
        *p++ = '-';
    if (exponent == 0 && fraction == 0) {
        memcpy(p, "0x0.0p+0", 8);
        return value_of(str_from_ascii(text, (size_t)(p + 8 - text)));
    }
    *p++ = '0';
    *p++ = 'x';
    *p++ = exponent ? '1' : '0';
    *p++ = '.';
    for (int shift = 48; shift >= 0; shift -= 4)
        *p++ = hex[fraction >> shift & 15];
    *p++ = 'p';
    exponent = exponent ? exponent - 1023 : -1022;
    *p++ = exponent < 0 ? '-' : '+';
    unsigned n = exponent < 0 ? (unsigned)-exponent : (unsigned)exponent;
    if (n >= 1000)
        *p++ = (char)('0' + n / 1000);
    if (n >= 100)
        *p++ = (char)('0' + n / 100 % 10);
    if (n >= 10)
        *p++ = (char)('0' + n / 10 % 10);
    *p++ = (char)('0' + n % 10);
    return value_of(str_from_ascii(text, (size_t)(p - text)));
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool starts_with(const char *p, const char *end, const char *word) {
    for (; *word; p++, word++)
        if (p == end || (*p | 0x20) != *word)
            return false;
    return true;
}

static COLD bool bad(void) {
    return raise_value_error("invalid hexadecimal floating-point string");
}

static COLD bool too_large(void) {
    return raise_overflow_error("hexadecimal value too large to represent as a float");
}

/* A mantissa of 64 bits times 2**exponent; sticky: there were other bits behind. */
typedef struct HexNumber {
    mp_limb_t mantissa;
    bool sticky;
    int64_t exponent;
} HexNumber;

/* The digits with their point; null: there are none, or two points. */
static const char *read_digits(const char *p, const char *end, HexNumber *number) {
    bool any = false, point = false;
    for (; p < end; p++) {
        if (*p == '.') {
            if (point)
                return NULL;
            point = true;
            continue;
        }
        int digit = hex_digit(*p);
        if (digit < 0)
            break;
        any = true;
        if (number->mantissa >> 60) { /* full */
            number->sticky |= digit != 0;
            number->exponent += point ? 0 : 4;
        } else {
            number->mantissa = number->mantissa << 4 | (unsigned)digit;
            number->exponent -= point ? 4 : 0;
        }
    }
    return any ? p : NULL;
}

/* p+12, if there is one; null: it has no digits. */
static const char *read_exponent(const char *p, const char *end, HexNumber *number) {
    if (p == end || (*p | 0x20) != 'p')
        return p;
    p++;
    bool minus = false;
    if (p < end && (*p == '+' || *p == '-'))
        minus = *p++ == '-';
    int64_t n = 0;
    const char *digits = p;
    for (; p < end && *p >= '0' && *p <= '9'; p++)
        if (n < INT64_C(1000000000000000)) /* larger ones overflow anyway */
            n = n * 10 + (*p - '0');
    number->exponent += minus ? -n : n;
    return p > digits ? p : NULL;
}

bool float_from_hex(const char *text, size_t size, double *number) {
    const char *p = text, *end = text + size;
    while (p < end && (*p == ' ' || (*p >= 9 && *p <= 13)))
        p++;
    while (end > p && (end[-1] == ' ' || (end[-1] >= 9 && end[-1] <= 13)))
        end--;
    bool negative = false;
    if (p < end && (*p == '+' || *p == '-'))
        negative = *p++ == '-';
    if (starts_with(p, end, "inf")) {
        p += starts_with(p, end, "infinity") ? 8 : 3;
        *number = negative ? -INFINITY : INFINITY;
        return p == end || bad();
    }
    if (starts_with(p, end, "nan")) {
        *number = copysign(NAN, negative ? -1 : 1);
        return p + 3 == end || bad();
    }
    if (starts_with(p, end, "0x"))
        p += 2;
    HexNumber parts = {0};
    p = read_digits(p, end, &parts);
    p = p ? read_exponent(p, end, &parts) : NULL;
    if (p != end)
        return bad();
    if (!double_from_limbs(&parts.mantissa, 1, parts.exponent, parts.sticky, number))
        return too_large();
    if (negative)
        *number = -*number;
    return true;
}
