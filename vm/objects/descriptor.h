/* Descriptors, as far as the interpreter's caches look into them. */
#ifndef VM_OBJECTS_DESCRIPTOR_H
#define VM_OBJECTS_DESCRIPTOR_H

#include "vm/type.h"

/* Where a slot of __slots__ lies in instances of `type`, in bytes; 0: the descriptor is another
 * thing, or does not apply to the type. */
size_t member_descriptor_offset(Value descriptor, const Type *type);

#endif
