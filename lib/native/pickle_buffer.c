/* Module _pickle_buffer: PickleBuffer, a buffer that pickle may pass on beside the stream.
 *
 * It keeps a memoryview of the object, so that the buffer stays as it is until release(). */
#include "vm/objects/memoryview.h"
#include "vm/vm.h"

typedef struct PickleBuffer {
    Object header;
    Value object, view; /* owned; null: released */
} PickleBuffer;

static Type pickle_buffer_type;

static PickleBuffer *buffer_of(Value self) {
    return (PickleBuffer *)(void *)object_of(self);
}

static bool check_held(PickleBuffer *buffer) {
    return buffer->view || raise_value_error("operation forbidden on released PickleBuffer object");
}

static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    if (keywords)
        return raise_type_error("PickleBuffer() takes no keyword arguments");
    if (count != 1)
        return raise_type_error(count ? "PickleBuffer() takes at most 1 argument (%zu given)"
                                      : "PickleBuffer() takes exactly 1 positional argument (%zu "
                                        "given)",
                                count);
    if (!type_of(args[0])->get_buffer)
        return raise_type_error("a bytes-like object is required, not '%T'", args[0]);
    Value view = memoryview_new(args[0]);
    PickleBuffer *buffer = view ? type_allocate(type, 0) : NULL;
    if (!buffer) {
        decref_maybe(view);
        return NULL;
    }
    buffer->object = own(args[0]);
    buffer->view = view;
    mem_gc_track(buffer);
    return value_of(buffer);
}

static Value raw(Value self, Value *args) {
    if (!check_held(buffer_of(self)))
        return NULL;
    Str *question = str_interned("c_contiguous"), *cast = str_interned("cast");
    Value contiguous = question && cast ? attribute_get(buffer_of(self)->view, question) : NULL;
    Value format = contiguous == TRUE_VALUE ? value_of(str_from_c("B")) : NULL, result = NULL;
    if (contiguous == FALSE_VALUE)
        raise_error(&exc_BufferError, "cannot extract raw buffer from non-contiguous buffer");
    else if (format)
        result = call_method_1(buffer_of(self)->view, cast, format);
    decref_maybe(format);
    decref_maybe(contiguous);
    decref_maybe(value_of(question));
    decref_maybe(value_of(cast));
    return result;
}

static void clear(Object *object) {
    clear_value(&((PickleBuffer *)object)->view);
    clear_value(&((PickleBuffer *)object)->object);
}

static Value release(Value self, Value *args) {
    clear(object_of(self));
    return NONE;
}

static bool get_buffer(Value self, Buffer *buffer, bool writable) {
    if (!check_held(buffer_of(self)))
        return false;
    Value object = buffer_of(self)->object;
    return type_of(object)->get_buffer(object, buffer, writable);
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    clear(object);
    mem_object_free(object, object->type->basic_size);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((PickleBuffer *)object)->view, visit, context);
    visit_value(((PickleBuffer *)object)->object, visit, context);
}

static const NativeMethod methods[] = {
    NATIVE("raw($self, /)", raw,
           "A memoryview of the bytes as they lie in memory.\n\n"
           "BufferError if they are not contiguous."),
    NATIVE("release($self, /)", release, "Let the buffer go; nothing else is possible then."),
    NATIVE_END,
};

static Type pickle_buffer_type = {
    TYPE_INIT_CONTAINER("pickle.PickleBuffer", sizeof(PickleBuffer), dealloc, traverse, clear),
    .flags = TYPE_IMMUTABLE,
    .accepts_weakrefs = true,
    .doc = "Wrapper for potentially out-of-band buffers",
    .new = new,
    .get_buffer = get_buffer,
    .methods = methods,
};

static bool exec(Module *module) {
    return module_add_type(module, &pickle_buffer_type);
}

const NativeModule _pickle_buffer_module = {
    .name = "_pickle_buffer",
    .doc = "What module pickle needs of the interpreter.",
    .exec = exec,
};
