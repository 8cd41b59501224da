/* The parts of module _heap. */
#ifndef LIB_NATIVE_HEAP_PARTS_H
#define LIB_NATIVE_HEAP_PARTS_H

#include "vm/value.h"

/* _heap_owners.c: owners(object, skip, /) and objects(type, /). */
Value heap_owners(Value self, Value *args);
Value heap_objects(Value self, Value *args);

#endif
