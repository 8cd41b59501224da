/* The decimal digits of a double, exact and without the C library's printf.
 *
 * A positive finite number is 0.d1 d2 d3 ... * 10**point; `digits` holds '0'-'9'. */
#ifndef VM_OBJECTS_FLOAT_DIGITS_H
#define VM_OBJECTS_FLOAT_DIGITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FLOAT_DIGITS_MAX = 1600, FLOAT_PLACES_MAX = 1100 }; /* beyond: only zeros */

/* The fewest digits that read back as the same number, the closest of these; at most 17. */
size_t float_digits_shortest(double number, char *digits, int *point);
/* Rounded half to even after `places` (may be negative) decimal places; 0 digits: rounds to 0. */
size_t float_digits_fixed(double number, int places, char *digits, int *point);
/* Rounded to `count` >= 1 significant digits. */
size_t float_digits_significant(double number, int count, char *digits, int *point);

/* 10**exponent as a 128-bit number with its top bit set times 2**binary: cut, unless exact. */
typedef struct PowerOfTen {
    uint64_t high, low;
    int16_t binary;
    bool known, exact;
} PowerOfTen;
enum { POWER_OF_TEN_MIN = -360, POWER_OF_TEN_MAX = 360 };
const PowerOfTen *float_power_of_ten(int exponent);

#endif
