/* types.UnionType: int | str. */
#ifndef VM_OBJECTS_UNION_H
#define VM_OBJECTS_UNION_H

#include "vm/type.h"

/* left | right of classes, None, aliases, unions, type variables; NOT_IMPLEMENTED for others. */
MUST_CHECK Value union_new(Value left, Value right);
Value union_args_borrowed(Value value); /* a Tuple */

#endif
