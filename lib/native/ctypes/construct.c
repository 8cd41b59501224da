/* Instances over memory that is there already: at an address, in a buffer, in a library. */
#include "lib/native/ctypes/ctypes.h"

#include "vm/objects/memoryview.h"

static CType *ready_type(Value self) {
    CType *type = ctype_from(self);
    return type ? type : raise_type_error("abstract class");
}

Value data_from_address(Value self, Value *args) {
    if (!is_int(args[0]))
        return raise_type_error("integer expected");
    CType *type = ready_type(self);
    return type ? value_of(data_at(type, (void *)(uintptr_t)int_as_mask64(args[0]))) : NULL;
}

static bool read_offset(Value given, ptrdiff_t *offset) {
    *offset = 0;
    if (given && !object_index_as_size(given, offset, &exc_OverflowError))
        return false;
    return *offset >= 0 || raise_value_error("offset cannot be negative");
}

static bool check_size(const CType *type, size_t size, size_t offset) {
    if (type->size <= size && offset <= size - type->size)
        return true;
    return raise_value_error("Buffer size too small (%zu instead of at least %zu bytes)", size,
                             type->size + offset);
}

/* The memoryview that the instance keeps holds the memory in its place. */
Value data_from_buffer(Value self, Value *args) {
    ptrdiff_t offset;
    CType *type = ready_type(self);
    if (!type || !read_offset(args[1], &offset))
        return NULL;
    Value view = memoryview_new(args[0]);
    if (!view)
        return NULL;
    Buffer buffer;
    CData *data = NULL;
    if (buffer_get_any(view, &buffer, false)) {
        if (buffer.read_only)
            raise_type_error("underlying buffer is not writable");
        else if (!buffer_is_contiguous(&buffer))
            raise_type_error("underlying buffer is not C contiguous");
        else if (check_size(type, buffer.size, (size_t)offset))
            data = data_at(type, buffer.bytes + offset);
        buffer_release(&buffer);
    }
    if (data && !data_keep_steal(data, SIZE_MAX, own(view))) {
        GIVE_UP(data);
        data = NULL;
    }
    decref(view);
    return value_of(data);
}

Value data_from_buffer_copy(Value self, Value *args) {
    ptrdiff_t offset;
    Buffer buffer;
    if (!read_offset(args[1], &offset) || !buffer_get(args[0], &buffer, false))
        return NULL;
    CType *type = ready_type(self);
    CData *data = NULL;
    if (type && check_size(type, buffer.size, (size_t)offset))
        data = data_copy(type, buffer.bytes + offset);
    buffer_release(&buffer);
    return value_of(data);
}

Value data_in_dll(Value self, Value *args) {
    CType *type = ready_type(self);
    void *address;
    if (!type)
        return NULL;
    if (!is_str(args[1]))
        return raise_type_error("in_dll() argument 2 must be str, not %N", args[1]);
    if (!library_symbol(args[0], str_of(args[1]), &exc_ValueError, &address))
        return NULL;
    return value_of(data_at(type, address));
}
