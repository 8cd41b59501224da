/* property: attributes computed by functions. Open for the interpreter's caches. */
#ifndef VM_OBJECTS_PROPERTY_H
#define VM_OBJECTS_PROPERTY_H

#include "vm/type.h"

typedef struct Property {
    Object header;
    Value getter, setter, deleter; /* owned, null: none */
    Value doc, name;               /* owned, may be null */
    bool doc_of_getter;
} Property;

static inline Property *property_of(Value value) { /* a property or subclass instance */
    return (Property *)(void *)object_of(value);
}

Value property_getter_borrowed(Value property); /* null: none */
/* The functions of staticmethod and classmethod objects, borrowed; null before __init__. */
Value staticmethod_callable_borrowed(Value staticmethod);
Value classmethod_callable_borrowed(Value classmethod);

#endif
