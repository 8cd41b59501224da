/* The format mini-language: [[fill]align][sign][z][#][0][width][grouping][.precision][type].
 *
 * `specification` is a str. Each function is the __format__ of its type. */
#ifndef VM_OBJECTS_FORMAT_SPEC_H
#define VM_OBJECTS_FORMAT_SPEC_H

#include "vm/type.h"

MUST_CHECK Value format_int(Value value, Value specification);
MUST_CHECK Value format_float(Value value, Value specification);
MUST_CHECK Value format_complex(Value value, Value specification);
MUST_CHECK Value format_str(Value value, Value specification);

#endif
