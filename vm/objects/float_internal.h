/* What the files of float and complex share. */
#ifndef VM_OBJECTS_FLOAT_INTERNAL_H
#define VM_OBJECTS_FLOAT_INTERNAL_H

#include "vm/objects/float.h"

MUST_CHECK Value float_divmod(double left, double right);
Value float_compare(Value left, Value right, CompareOp op);

/* float_hex.c */
MUST_CHECK Value float_to_hex(double number);
MUST_CHECK bool float_from_hex(const char *text, size_t size, double *number); /* raises */

#endif
