/* Floats of 16 bits: a sign, 5 bits of exponent and 10 of fraction. */
#include "vm/objects/float_half.h"

#include <math.h>

double float_from_half(uint16_t half) {
    unsigned exponent = half >> 10 & 31, fraction = half & 1023;
    double magnitude = exponent == 31 ? (fraction ? NAN : INFINITY)
                       : exponent     ? ldexp(fraction + 1024, (int)exponent - 25)
                                      : ldexp(fraction, -24);
    return half & 0x8000 ? -magnitude : magnitude;
}

bool float_to_half(double number, uint16_t *half) {
    uint16_t sign = signbit(number) ? 0x8000 : 0;
    double magnitude = fabs(number);
    if (isnan(magnitude)) {
        *half = sign | 0x7e00;
        return true;
    }
    if (isinf(magnitude)) {
        *half = sign | 0x7c00;
        return true;
    }
    int exponent;
    frexp(magnitude, &exponent);                          /* magnitude < 2**exponent */
    int unit = exponent - 11 < -24 ? -24 : exponent - 11; /* 2**unit is the last bit's place */
    double scaled = nearbyint(ldexp(magnitude, -unit));   /* at most 2**11 */
    if (scaled >= 2048) {
        scaled /= 2;
        unit++;
    }
    if (scaled >= 1024 && unit > 5)
        return false;
    unsigned units = (unsigned)scaled; /* of 1024 or more, the highest bit is not stored */
    unsigned stored = units < 1024 ? units : (unsigned)(unit + 25) << 10 | (units & 1023);
    *half = (uint16_t)(sign | stored);
    return true;
}
