/* PickleBuffer: an object whose bytes may travel beside the pickle. */
#include "lib/native/pickle/pickle.h"

typedef struct PickleBuffer {
    Object header;
    Buffer buffer; /* owner null: released */
} PickleBuffer;

static PickleBuffer *pickle_buffer_of(Value value) {
    return (PickleBuffer *)object_of(value);
}

static Value buffer_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("PickleBuffer(object, /)");
    Value bound[1];
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    PickleBuffer *self = type_allocate(type, 0);
    if (!self)
        return NULL;
    mem_gc_track(self);
    if (buffer_get_any(bound[0], &self->buffer, false))
        return value_of(self);
    self->buffer.owner = NULL;
    GIVE_UP(self);
    return NULL;
}

static void release(PickleBuffer *self) {
    if (self->buffer.owner) {
        Buffer buffer = self->buffer;
        self->buffer.owner = NULL;
        buffer_release(&buffer);
    }
}

static void buffer_dealloc(Object *object) {
    mem_gc_untrack(object);
    release((PickleBuffer *)object);
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

static void buffer_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((PickleBuffer *)object)->buffer.owner, visit, context);
}

static COLD void *raise_released(void) {
    return raise_value_error("operation forbidden on released PickleBuffer object");
}

/* That of the object itself: what a view says of its owner is true. */
static bool get_buffer(Value self, Buffer *buffer, int flags) {
    Value owner = pickle_buffer_of(self)->buffer.owner;
    if (!owner)
        return raise_released();
    return buffer_get_any(owner, buffer, flags & BUFFER_WRITABLE);
}

static Value buffer_raw(Value self, Value *args) {
    const Buffer *buffer = &pickle_buffer_of(self)->buffer;
    if (!buffer->owner)
        return raise_released();
    if (!buffer_is_contiguous(buffer))
        return raise_error(&exc_BufferError, "cannot extract raw buffer from non-contiguous "
                                             "buffer");
    Value view = call_1(value_of(&memoryview_type), self);
    Str *name = view ? str_interned("cast") : NULL;
    Str *format = name ? str_from_c("B") : NULL;
    Value raw = format ? call_method_1(view, name, value_of(format)) : NULL;
    decref_maybe(view);
    decref_maybe(value_of(name));
    decref_maybe(value_of(format));
    return raw;
}

static Value buffer_release_method(Value self, Value *args) {
    release(pickle_buffer_of(self));
    return NONE;
}

static const NativeMethod methods[] = {
    NATIVE("raw($self, /)", buffer_raw,
           "Return a memoryview of the raw memory underlying this buffer.\n\nWill raise "
           "BufferError is the buffer isn't contiguous."),
    NATIVE("release($self, /)", buffer_release_method,
           "Release the underlying buffer held by the PickleBuffer object."),
    NATIVE_END};

Type pickle_buffer_type = {
    TYPE_INIT_CONTAINER("pickle.PickleBuffer", sizeof(PickleBuffer), buffer_dealloc,
                        buffer_traverse, NULL),
    .flags = TYPE_IMMUTABLE,
    .accepts_weakrefs = true,
    .base = &object_type,
    .doc = "Wrapper for potentially out-of-band buffers",
    .methods = methods,
    .new = buffer_new,
    .get_buffer = get_buffer,
};
