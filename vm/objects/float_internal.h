/* What the files of float and complex share. */
#ifndef VM_OBJECTS_FLOAT_INTERNAL_H
#define VM_OBJECTS_FLOAT_INTERNAL_H

#include "vm/objects/float.h"

COLD void *raise_range_error(void); /* OverflowError(34, 'Numerical result out of range') */
double float_floor_quotient(double left, double right);
double float_floor_remainder(double left, double right);
MUST_CHECK Value float_divmod(double left, double right);
Value float_compare(Value left, Value right, CompareOp op);

/* float_hex.c */
MUST_CHECK Value float_to_hex(double number);
MUST_CHECK bool float_from_hex(const char *text, size_t size, double *number); /* raises */

#endif
