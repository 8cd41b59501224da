/* The two halves of datetime: fields and texts (datetime.c), arithmetic (datetime_arithmetic.c). */
#ifndef LIB_NATIVE_DATETIME_DATETIME_H
#define LIB_NATIVE_DATETIME_DATETIME_H

#include "lib/native/datetime/parts.h"

Value datetime_add(Value left, Value right);
Value datetime_subtract(Value left, Value right);
Value datetime_compare(Value self, Value other, CompareOp op);
Hash datetime_hash(Value self);
Value datetime_timestamp(Value self, Value *args);
Value datetime_astimezone(Value self, Value *args);
/* The ten bytes of its pickle. */
void datetime_state(const DateTime *datetime, bool fold, uint8_t bytes[10]);
void clock_now(int64_t *seconds, int64_t *microseconds);

#endif
