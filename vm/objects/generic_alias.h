/* list[int] and the like: types.GenericAlias. */
#ifndef VM_OBJECTS_GENERIC_ALIAS_H
#define VM_OBJECTS_GENERIC_ALIAS_H

#include "vm/type.h"

MUST_CHECK Value generic_alias_new(Value origin, Value args /* a tuple, or the only argument */);
/* The C function of the many `__class_getitem__($type, object, /)`. */
Value generic_alias_class_getitem(Value type, Value *args);

#endif
