/* Python values as the neutral constants of syntax trees and Codes. */
#ifndef VM_OBJECTS_CONSTANT_H
#define VM_OBJECTS_CONSTANT_H

#include "parser/constant.h"
#include "vm/type.h"

/* The constant of a value, with copies of what it holds in `region`. A value that cannot be one is
 * a TypeError that begins with `complaint`. */
MUST_CHECK bool constant_from_value(MemRegion *region, Value value, const char *complaint,
                                    Constant *constant);
/* The WTF-8 of a str, copied into `region`. */
MUST_CHECK bool text_from_str(MemRegion *region, Str *str, Text *text);

#endif
