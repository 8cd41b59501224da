/* What the files of the math module share. */
#ifndef LIB_NATIVE_MATH_PARTS_H
#define LIB_NATIVE_MATH_PARTS_H

#include "vm/vm.h"

/* A real number as a double: TypeError "must be real number, not x". */
MUST_CHECK bool math_double(Value value, double *number);
COLD Value math_domain_error(void);
COLD Value math_range_error(void);

/* math_gamma.c */
double math_gamma(double x, int *error); /* error: EDOM, ERANGE or 0 */
double math_lgamma(double x, int *error);

/* math_sums.c */
Value math_fsum(Value self, Value *args);
Value math_sumprod(Value self, Value *args);
Value math_prod(Value self, Value *args);
Value math_dist(Value self, Value *args);
Value math_hypot(Value self, Value *args, size_t count, Tuple *names);

/* math_integer.c */
Value math_gcd(Value self, Value *args, size_t count, Tuple *names);
Value math_lcm(Value self, Value *args, size_t count, Tuple *names);
Value math_factorial(Value self, Value *args);
Value math_comb(Value self, Value *args);
Value math_perm(Value self, Value *args);
Value math_isqrt(Value self, Value *args);

#endif
