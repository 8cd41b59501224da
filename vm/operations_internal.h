/* What the files operations*.c share. */
#ifndef VM_OPERATIONS_INTERNAL_H
#define VM_OPERATIONS_INTERNAL_H

#include "vm/type.h"

/* The type with its slots complete; null: MemoryError. */
static inline Type *ready_type_of(Value value) {
    Type *type = type_of(value);
    if (UNLIKELY(!(type->flags & TYPE_READY)) && !type_ready(type))
        return NULL;
    return type;
}

/* type.__instancecheck__ and type.__subclasscheck__: without asking the class's own. */
MUST_CHECK Answer is_instance_plainly(Value value, Value class);
MUST_CHECK Answer is_subclass_plainly(Value derived, Value class);

#endif
