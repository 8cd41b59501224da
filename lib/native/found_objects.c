/* Objects gathered while the heap is walked. */
#include "lib/native/found_objects.h"

void found_objects_add(FoundObjects *found, Object *object) {
    if (found->count == found->capacity) {
        size_t capacity = found->capacity ? 2 * found->capacity : 256;
        Object **objects = mem_raw_realloc(found->objects, capacity * sizeof *objects);
        if (!objects) {
            found->failed = true;
            return;
        }
        found->objects = objects;
        found->capacity = capacity;
    }
    mem_incref(object);
    found->objects[found->count++] = object;
}

void found_objects_release(FoundObjects *found) {
    for (size_t i = 0; i < found->count; i++)
        mem_decref(found->objects[i]);
    mem_raw_free(found->objects);
}
