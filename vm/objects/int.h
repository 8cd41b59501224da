/* int: immediate small integers, and IntObject for the rest (GMP limbs in the block). */
#ifndef VM_OBJECTS_INT_H
#define VM_OBJECTS_INT_H

#include "vm/type.h"

/* Sign and magnitude; limbs little-endian, no leading zero limb. A value that fits a small int is
 * never an exact IntObject, but True, False and instances of subclasses of int are IntObjects. */
typedef struct IntObject {
    Object header;
    int64_t size; /* limbs, negative for negative numbers; 0 for zero */
    uint64_t limbs[];
} IntObject;

static inline bool is_int(Value value) { /* int or a subclass, bool included */
    return is_small_int(value) || ((Type *)object_of(value)->type)->flags & TYPE_IS_INT;
}
static inline bool is_exact_int(Value value) {
    return is_small_int(value) || has_type(value, &int_type);
}

MUST_CHECK Value value_from_int64(int64_t number);
MUST_CHECK Value value_from_uint64(uint64_t number);
MUST_CHECK Value value_from_double(double number); /* truncated; raises for inf and nan */
/* An int (or subclass, or anything with __index__) as a C integer; OverflowError if too big. */
MUST_CHECK bool int_as_int64(Value value, int64_t *number);
MUST_CHECK bool int_as_uint64(Value value, uint64_t *number);
MUST_CHECK bool int_as_int(Value value, int *number);
MUST_CHECK bool int_as_signed_int(Value value,
                                  int *number); /* in the words of arrays and sockets */
MUST_CHECK bool int_as_size(Value value, ptrdiff_t *number);
bool int_fits_int64(Value value, int64_t *number);          /* value is an int; false if too big */
uint64_t int_as_mask64(Value value);                        /* modulo 2**64; value is an int */
MUST_CHECK bool int_as_double(Value value, double *number); /* OverflowError if too big */
int int_sign(Value value);                                  /* -1, 0, 1; value is an int */
MUST_CHECK Value int_normalize(Value value); /* the exact int of an int or subclass instance */

/* Arithmetic on ints (both operands are ints): the slow paths of the interpreter's fast ones. */
MUST_CHECK Value int_add(Value left, Value right);
MUST_CHECK Value int_subtract(Value left, Value right);
MUST_CHECK Value int_multiply(Value left, Value right);
MUST_CHECK Value int_floor_divide(Value left, Value right);
MUST_CHECK Value int_remainder(Value left, Value right);
MUST_CHECK Value int_true_divide(Value left, Value right);
MUST_CHECK Value int_divmod(Value left, Value right); /* a tuple */
MUST_CHECK Value int_power(Value base, Value exponent, Value modulus /* None if absent */);
MUST_CHECK Value int_lshift(Value left, Value right);
MUST_CHECK Value int_rshift(Value left, Value right);
MUST_CHECK Value int_and(Value left, Value right);
MUST_CHECK Value int_or(Value left, Value right);
MUST_CHECK Value int_xor(Value left, Value right);
MUST_CHECK Value int_negative(Value value);
MUST_CHECK Value int_invert(Value value);
int int_compare(Value left, Value right); /* -1, 0, 1 */
Hash int_hash(Value value);
MUST_CHECK Value int_gcd(Value left, Value right);
MUST_CHECK Value int_isqrt(Value value);
MUST_CHECK Value int_factorial(uint64_t n);
MUST_CHECK Value int_binomial(Value n, uint64_t k); /* n >= k >= 0 */
/* A positive int as mantissa * 2**exponent with 0.5 <= mantissa < 1, correctly rounded. */
double int_frexp(Value value, int64_t *exponent);
size_t int_bit_length(Value value);

/* Digits of `base` with underscores and prefix as int() allows (base 0 too); ValueError. */
MUST_CHECK Value int_from_text(const char *text, size_t size, int base);
/* int(text) for a str or bytes-like object: digits of any script, spaces around; ValueError with
 * the object's repr, TypeError if it is no text. */
MUST_CHECK Value int_from_value_text(Value text, int base);
MUST_CHECK Value int_to_str(Value value, int base, bool prefix); /* honours the digit limit */
/* The magnitude's digits, lower case, not terminated; mem_free. No limit. */
MUST_CHECK char *int_digits(Value value, int base, size_t *size);
/* ValueError if str(value) would surely exceed int_max_str_digits. */
MUST_CHECK bool int_check_digit_limit(Value value);
extern int int_max_str_digits; /* of decimal texts; 0: no limit. sys.set_int_max_str_digits */
MUST_CHECK Value int_from_bytes(const uint8_t *bytes, size_t size, bool little, bool is_signed);
MUST_CHECK bool int_to_bytes(Value value, uint8_t *bytes, size_t size, bool little, bool is_signed);

#endif
