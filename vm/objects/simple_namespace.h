/* types.SimpleNamespace, as sys.implementation is one. */
#ifndef VM_OBJECTS_SIMPLE_NAMESPACE_H
#define VM_OBJECTS_SIMPLE_NAMESPACE_H

#include "vm/type.h"

extern Type simple_namespace_type;
MUST_CHECK Value simple_namespace_new(Dict *attributes /* may be null */);

#endif
