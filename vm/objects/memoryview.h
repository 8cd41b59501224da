/* memoryview: what the rest of the machine knows of it. */
#ifndef VM_OBJECTS_MEMORYVIEW_H
#define VM_OBJECTS_MEMORYVIEW_H

#include "vm/objects/bytes.h"
#include "vm/objects/float.h"

MUST_CHECK Value memoryview_new(Value object); /* TypeError if it has no buffer */
/* Of what that function of a type makes of the object. */
MUST_CHECK Value memoryview_from(Value object, GetBuffer function, int flags);

#endif
