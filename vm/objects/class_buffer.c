/* Buffers of classes written in Python (PEP 688): __buffer__ gives a memoryview, and
 * __release_buffer__ is told when what was made of it is given back.
 *
 *   buffer -> BufferWrapper -> the memoryview that __buffer__ returned
 *                           -> the object that was asked
 *
 * A class may also define __release_buffer__ alone and inherit the buffer of a native base. It is
 * then shown the bytes through a view that lives as long as the call, and the native function
 * follows whatever the method did: a method cannot make the base lose count. */
#include "vm/objects/memoryview_parts.h"
#include "vm/type_internal.h"

#include "vm/names.h"
#include "vm/objects/tuple.h"

typedef struct BufferWrapper {
    Object header;
    Value view, object; /* owned */
} BufferWrapper;

static Type buffer_wrapper_type;

static void wrapper_dealloc(Object *object) {
    BufferWrapper *wrapper = (BufferWrapper *)object;
    mem_gc_untrack(object);
    decref(wrapper->view);
    decref(wrapper->object);
    mem_object_free(object, sizeof *wrapper);
}

static void wrapper_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((BufferWrapper *)object)->view, visit, context);
    visit_value(((BufferWrapper *)object)->object, visit, context);
}

static Value call_buffer_method(Value self, int flags) {
    Value stack[] = {self, value_of_small_int(flags)}, view;
    Lookup found = special_call(names.__buffer__, stack, 2, &view);
    if (found == LOOKUP_MISSING)
        return raise_attribute_error("%U", names.__buffer__);
    if (found == LOOKUP_ERROR || is_memoryview(view))
        return found == LOOKUP_ERROR ? NULL : view;
    decref(view);
    return raise_type_error("__buffer__ returned non-memoryview object");
}

bool class_get_buffer(Value self, Buffer *buffer, int flags) {
    Value view = call_buffer_method(self, flags);
    if (!view)
        return false;
    bool good = memoryview_type.get_buffer(view, buffer, flags); /* owned by the view */
    decref(view);
    if (!good)
        return false;
    BufferWrapper *wrapper = mem_object_new(&buffer_wrapper_type.mem, sizeof *wrapper);
    if (!wrapper) {
        buffer_release(buffer);
        return raise_no_memory();
    }
    wrapper->view = buffer->owner;
    wrapper->object = own(self);
    buffer->owner = value_of(wrapper);
    mem_gc_track(wrapper);
    return true;
}

/* An error of the method is reported: there is nobody to raise it to. */
static void call_release_method(Value self, Value view) {
    Value stack[] = {self, view}, result = NULL;
    if (special_call(names.__release_buffer__, stack, 2, &result) == LOOKUP_ERROR) {
        char message[160];
        snprintf(message, sizeof message, "Exception ignored in __release_buffer__ of %.100s",
                 type_name_of(self));
        exception_write_unraisable_message(message, NULL);
    }
    decref_maybe(result);
}

/* Where the view is one of the object itself, its own end tells the object. */
static void wrapper_release_buffer(Value self, Buffer *buffer) {
    BufferWrapper *wrapper = (BufferWrapper *)object_of(self);
    Value pending = exception_fetch();
    memoryview_type.release_buffer(wrapper->view, buffer);
    const MemoryView *view = view_of(wrapper->view);
    if (type_of(wrapper->object)->release_buffer == class_release_buffer &&
        !(view->base && view->base->buffer.owner == wrapper->object))
        call_release_method(wrapper->object, wrapper->view);
    if (pending)
        exception_restore_steal(pending);
}

static void release_as_native_base(Value self, Buffer *buffer) {
    const Tuple *mro = type_of(self)->mro;
    for (size_t i = 0; i < mro->count; i++) {
        Type *base = (Type *)object_of(mro->items[i]);
        if (base->release_buffer && base->release_buffer != class_release_buffer) {
            base->release_buffer(self, buffer);
            return;
        }
    }
}

void class_release_buffer(Value self, Buffer *buffer) {
    Value pending = exception_fetch();
    MemoryView *view = memoryview_restricted(buffer);
    if (view) {
        call_release_method(self, value_of(view));
        memoryview_end(view);
        GIVE_UP(view);
    } else {
        exception_write_unraisable(self);
    }
    if (pending)
        exception_restore_steal(pending);
    release_as_native_base(self, buffer);
}

/* ---- called as methods of native types ------------------------------------------------------ */

Value buffer_method(Value self, Value flags, GetBuffer function) {
    ptrdiff_t number;
    if (!object_index_as_size(flags, &number, &exc_OverflowError))
        return NULL;
    if (number != (int)number)
        return raise_overflow_error("buffer flags too %s", number < 0 ? "small" : "large");
    return memoryview_from(self, function, (int)number);
}

Value release_buffer_method(Value self, Value view) {
    if (!is_memoryview(view))
        return raise_type_error("expected a memoryview object");
    const ManagedBuffer *base = view_of(view)->base;
    if (!base)
        return raise_value_error("memoryview's buffer has already been released");
    if (!base->buffer.owner) /* the view that a method is shown while it is told */
        return own(NONE);
    if (base->buffer.owner != self)
        return raise_value_error("memoryview's buffer is not this object");
    return call_method_0(view, names.release);
}

static Type buffer_wrapper_type = {
    TYPE_INIT_CONTAINER("_buffer_wrapper", sizeof(BufferWrapper), wrapper_dealloc, wrapper_traverse,
                        NULL),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .release_buffer = wrapper_release_buffer,
};
