/* Objects gathered while the heap is walked, when nothing may be allocated but raw memory. */
#ifndef LIB_NATIVE_FOUND_OBJECTS_H
#define LIB_NATIVE_FOUND_OBJECTS_H

#include "vm/vm.h"

typedef struct FoundObjects { /* starts as {0} */
    Object **objects;         /* owned, as are the references */
    size_t count, capacity;
    bool failed; /* there was no memory for all of them */
} FoundObjects;

void found_objects_add(FoundObjects *found, Object *object);
void found_objects_release(FoundObjects *found);

#endif
