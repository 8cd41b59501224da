/* Floats of 16 bits (IEEE half precision), as struct and memoryview know them. */
#ifndef VM_OBJECTS_FLOAT_HALF_H
#define VM_OBJECTS_FLOAT_HALF_H

#include <stdbool.h>
#include <stdint.h>

double float_from_half(uint16_t half);
/* Rounded half to even; false if it is too large (nothing raised). */
bool float_to_half(double number, uint16_t *half);

#endif
