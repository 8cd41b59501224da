/* The methods of str, by the file that has them, and the list that makes them str's. */
#ifndef VM_OBJECTS_STR_METHODS_H
#define VM_OBJECTS_STR_METHODS_H

#include "vm/type.h"

Value str_exact(Value self);

#define STR_METHODS

#endif
