/* memoryview: not there yet. */
#include "vm/vm.h"

static void dealloc(Object *object) {
    mem_object_free(object, object->type->basic_size);
}

Type memoryview_type = {
    TYPE_INIT_ATOM("memoryview", sizeof(Object), dealloc),
    .flags = TYPE_NO_INSTANTIATION,
};
