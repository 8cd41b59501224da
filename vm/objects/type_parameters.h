/* What list[T] and X | T have in common: their type variables, and putting arguments for them. */
#ifndef VM_OBJECTS_TYPE_PARAMETERS_H
#define VM_OBJECTS_TYPE_PARAMETERS_H

#include "vm/objects/str.h"

/* The type variables in `args`, each once: owned tuple. */
MUST_CHECK Tuple *type_parameters_collect(Tuple *args);
/* `args` with `parameters` replaced by `item`, one or a tuple of arguments: owned tuple. */
MUST_CHECK Tuple *type_parameters_substitute(Value self, Tuple *args, Tuple *parameters,
                                             Value item);
/* How a type is written within an alias: int, module.Class, ..., or its repr. */
MUST_CHECK bool type_parameters_write(StrBuilder *builder, Value item);

#endif
