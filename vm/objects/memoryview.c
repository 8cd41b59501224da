/* memoryview: a window on another object's bytes, as items of a format in some dimensions.
 *
 *   bytes <- ManagedBuffer (the one export of the object) <- views, slices and casts of them
 *
 * The object is exported as long as a view of the managed buffer is not released. A view counts
 * the buffers it has handed out itself; while there are some it cannot be released. */
#include "vm/objects/memoryview_parts.h"

#include "vm/hash.h"

#include "vm/objects/bytes_methods.h"
#include "vm/objects/generic_alias.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"

/* ---- life ----------------------------------------------------------------------------------- */

static void managed_dealloc(Object *object) {
    ManagedBuffer *managed = (ManagedBuffer *)object;
    mem_gc_untrack(object);
    buffer_release(&managed->buffer);
    mem_object_free(object, sizeof *managed);
}

static void managed_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((ManagedBuffer *)object)->buffer.owner, visit, context);
}

static Type managed_buffer_type = {TYPE_INIT_CONTAINER("managedbuffer", sizeof(ManagedBuffer),
                                                       managed_dealloc, managed_traverse, NULL),
                                   .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION};

void memoryview_measure(MemoryView *view) {
    size_t count = 1;
    ptrdiff_t expected = (ptrdiff_t)view->item_size;
    view->contiguous = true;
    for (int i = view->dimensions - 1; i >= 0; i--) {
        if (shape_of(view)[i] > 1 && strides_of(view)[i] != expected)
            view->contiguous = false;
        expected *= shape_of(view)[i];
        count *= (size_t)shape_of(view)[i];
    }
    if (count == 0)
        view->contiguous = true;
    view->size = count * view->item_size;
}

MemoryView *memoryview_allocate(ManagedBuffer *base, int dimensions) {
    if (base->restricted)
        return raise_value_error("cannot create new view on restricted memoryview");
    size_t size = sizeof(MemoryView) + 2 * (size_t)dimensions * sizeof(ptrdiff_t);
    MemoryView *view = mem_object_new(&memoryview_type.mem, size);
    if (!view)
        return raise_no_memory();
    OWN(base);
    base->views++;
    view->base = base;
    view->bytes = base->buffer.bytes;
    view->long_format = NULL;
    view->item_size = 1;
    view->dimensions = dimensions;
    view->read_only = base->buffer.read_only;
    view->exports = 0;
    view->hash = -1;
    return view;
}

void memoryview_set_format(MemoryView *view, const char *format) {
    view->long_format = NULL;
    if (strlen(format) < sizeof view->format)
        strcpy(view->format, format);
    else
        view->long_format = format;
}

MemoryView *memoryview_copy(MemoryView *source) {
    MemoryView *view = memoryview_allocate(source->base, source->dimensions);
    if (!view)
        return NULL;
    view->bytes = source->bytes;
    view->item_size = source->item_size;
    view->read_only = source->read_only;
    memoryview_set_format(view, memoryview_format(source));
    memcpy(view->extents, source->extents,
           2 * (size_t)source->dimensions * sizeof source->extents[0]);
    memoryview_measure(view);
    view->size = source->size;
    mem_gc_track(view);
    return view;
}

static MemoryView *view_of_managed(ManagedBuffer *managed) {
    const Buffer *buffer = &managed->buffer;
    MemoryView *view = memoryview_allocate(managed, buffer->shape ? buffer->dimensions : 1);
    if (!view)
        return NULL;
    memoryview_set_format(view, buffer->format ? buffer->format : "B");
    view->item_size = buffer->item_size || buffer->shape ? buffer->item_size : 1;
    ptrdiff_t stride = (ptrdiff_t)view->item_size;
    for (int i = view->dimensions - 1; i >= 0; i--) {
        shape_of(view)[i] =
            buffer->shape ? buffer->shape[i] : (ptrdiff_t)(buffer->size / view->item_size);
        strides_of(view)[i] = buffer->strides ? buffer->strides[i] : stride;
        stride *= shape_of(view)[i];
    }
    memoryview_measure(view);
    if (view->dimensions == 0)
        view->size = buffer->size; /* a C object may have been given more room than its type has */
    mem_gc_track(view);
    return view;
}

Value memoryview_new(Value object) {
    if (has_type(object, &memoryview_type)) {
        MemoryView *source = view_of(object);
        return memoryview_check_alive(source) ? value_of(memoryview_copy(source)) : NULL;
    }
    return memoryview_from(object, type_of(object)->get_buffer, BUFFER_FULL_READ_ONLY);
}

/* The buffer is taken, also on error. */
static MemoryView *view_of_buffer_steal(Buffer *buffer, bool restricted) {
    ManagedBuffer *managed = mem_object_new(&managed_buffer_type.mem, sizeof *managed);
    if (!managed) {
        buffer_release(buffer);
        return raise_no_memory();
    }
    managed->buffer = *buffer;
    managed->views = 0;
    managed->restricted = false;
    mem_gc_track(managed);
    MemoryView *view = view_of_managed(managed);
    managed->restricted = restricted;
    GIVE_UP(managed);
    return view;
}

Value memoryview_from(Value object, GetBuffer function, int flags) {
    if (!function)
        return raise_type_error("memoryview: a bytes-like object is required, not '%T'", object);
    Buffer buffer = {0};
    return function(object, &buffer, flags) ? value_of(view_of_buffer_steal(&buffer, false)) : NULL;
}

MemoryView *memoryview_restricted(const Buffer *buffer) {
    Buffer unowned = *buffer;
    unowned.owner = NULL;
    return view_of_buffer_steal(&unowned, true);
}

static void give_up_base(MemoryView *view) {
    ManagedBuffer *base = view->base;
    view->base = NULL;
    if (!base)
        return;
    if (--base->views == 0)
        buffer_release(&base->buffer);
    GIVE_UP(base);
}

void memoryview_end(MemoryView *view) {
    give_up_base(view);
}

static void view_dealloc(Object *object) {
    MemoryView *view = (MemoryView *)object;
    mem_gc_untrack(object);
    give_up_base(view);
    mem_object_free(object, view_block_size(view));
}

static void view_traverse(Object *object, MemVisit visit, void *context) {
    MemoryView *view = (MemoryView *)object;
    if (view->base)
        visit(&view->base->header, context);
}

static void view_clear(Object *object) {
    MemoryView *view = (MemoryView *)object;
    if (view->exports == 0)
        give_up_base(view);
}

static Value view_new_slot(Type *type, Value *args, size_t count, Tuple *names) {
    static Signature signature = SIGNATURE("memoryview(object)");
    Value bound[1];
    if (!arguments_bind(&signature, args, count, names, bound))
        return NULL;
    return memoryview_new(bound[0]);
}

/* ---- methods -------------------------------------------------------------------------------- */

static ptrdiff_t view_length(Value self) {
    MemoryView *view = view_of(self);
    if (!memoryview_check_alive(view))
        return -1;
    if (view->dimensions == 0) {
        raise_type_error("0-dim memory has no length");
        return -1;
    }
    return shape_of(view)[0];
}

static Value view_hex(Value self, Value *args) {
    MemoryView *view = view_of(self);
    Bytes *bytes = memoryview_check_alive(view) ? memoryview_bytes(view, false) : NULL;
    if (!bytes)
        return NULL;
    Value hex = bytes_hex(bytes->data, bytes->size, args[0], args[1]);
    GIVE_UP(bytes);
    return hex;
}

static Value view_toreadonly(Value self, Value *args) {
    MemoryView *view = view_of(self),
               *copy = memoryview_check_alive(view) ? memoryview_copy(view) : NULL;
    if (copy)
        copy->read_only = true;
    return value_of(copy);
}

static Value view_release(Value self, Value *args) {
    MemoryView *view = view_of(self);
    if (view->exports)
        return raise_error(&exc_BufferError, "memoryview has %zu exported buffer%s", view->exports,
                           view->exports == 1 ? "" : "s");
    give_up_base(view);
    return NONE;
}

static Value view_enter(Value self, Value *args) {
    return memoryview_check_alive(view_of(self)) ? own(self) : NULL;
}

static Value view_exit(Value self, Value *args) {
    return view_release(self, NULL);
}

static Value view_from_flags(Value type, Value *args) {
    ptrdiff_t flags;
    if (!object_index_as_size(args[1], &flags, &exc_OverflowError))
        return NULL;
    if (flags != (int)flags)
        return raise_overflow_error("Python int too large to convert to C int");
    if (is_memoryview(args[0]))
        return memoryview_new(args[0]);
    return memoryview_from(args[0], type_of(args[0])->get_buffer, (int)flags);
}

static Hash view_hash(Value self) {
    MemoryView *view = view_of(self);
    if (view->hash != -1)
        return view->hash;
    if (!memoryview_check_alive(view))
        return -1;
    if (!view->read_only) {
        raise_value_error("cannot hash writable memoryview object");
        return -1;
    }
    char format = memoryview_native_format(memoryview_format(view));
    if (!format || !strchr("Bbc", format)) {
        raise_value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
        return -1;
    }
    if (view->base->buffer.owner && object_hash(view->base->buffer.owner) == -1)
        return -1; /* what is not hashable cannot be hashed through a view */
    Bytes *bytes = memoryview_bytes(view, false);
    if (!bytes)
        return -1;
    view->hash = hash_bytes(bytes->data, bytes->size);
    GIVE_UP(bytes);
    return view->hash;
}

static Value view_repr(Value self) {
    MemoryView *view = view_of(self);
    return value_of(
        str_format(view->base ? "<memory at %p>" : "<released memory at %p>", (void *)view));
}

/* ---- buffers of a view ---------------------------------------------------------------------- */

void memoryview_as_buffer(MemoryView *view, Buffer *buffer) {
    *buffer = (Buffer){.bytes = view->bytes,
                       .size = view->size,
                       .read_only = view->read_only,
                       .format = memoryview_format(view),
                       .item_size = view->item_size,
                       .dimensions = view->dimensions,
                       .shape = shape_of(view),
                       .strides = strides_of(view)};
}

static bool view_get_buffer(Value self, Buffer *buffer, int flags) {
    MemoryView *view = view_of(self);
    if (!memoryview_check_alive(view))
        return false;
    if (flags & BUFFER_WRITABLE && view->read_only)
        return raise_error(&exc_BufferError, "memoryview: underlying buffer is not writable");
    if (view->base->restricted)
        return raise_value_error("cannot create new view on restricted memoryview");
    memoryview_as_buffer(view, buffer);
    buffer->owner = own(self);
    view->exports++;
    return true;
}

static void view_release_buffer(Value self, Buffer *buffer) {
    view_of(self)->exports--;
}

/* ---- attributes ----------------------------------------------------------------------------- */

#define GETTER(name, expression)                                                                   \
    static Value get_##name(Value self) {                                                          \
        MemoryView *view = view_of(self);                                                          \
        if (!memoryview_check_alive(view))                                                         \
            return NULL;                                                                           \
        return expression;                                                                         \
    }

static Value extents_tuple(const ptrdiff_t *extents, int count) {
    Tuple *tuple = count ? tuple_new((size_t)count) : tuple_empty();
    for (int i = 0; tuple && i < count; i++)
        tuple->items[i] = value_of_small_int(extents[i]);
    return value_of(tuple);
}

GETTER(obj, own(view->base->buffer.owner ? view->base->buffer.owner : NONE))
GETTER(nbytes, value_of_small_int((int64_t)view->size))
GETTER(readonly, value_of_bool(view->read_only))
GETTER(itemsize, value_of_small_int((int64_t)view->item_size))
GETTER(format, value_of(str_from_c(memoryview_format(view))))
GETTER(ndim, value_of_small_int(view->dimensions))
GETTER(shape, extents_tuple(shape_of(view), view->dimensions))
GETTER(strides, extents_tuple(strides_of(view), view->dimensions))
GETTER(suboffsets, value_of(tuple_empty()))
GETTER(c_contiguous, value_of_bool(view->contiguous))
GETTER(f_contiguous, value_of_bool(memoryview_is_fortran_contiguous(view)))
GETTER(contiguous, value_of_bool(view->contiguous || memoryview_is_fortran_contiguous(view)))

/* ---- iterator ------------------------------------------------------------------------------- */

typedef struct {
    Object header;
    Value view; /* owned; null: exhausted */
    ptrdiff_t index, length;
} ViewIterator;

static void iterator_dealloc(Object *object) {
    mem_gc_untrack(object);
    decref_maybe(((ViewIterator *)object)->view);
    mem_object_free(object, sizeof(ViewIterator));
}
static void iterator_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((ViewIterator *)object)->view, visit, context);
}
static void iterator_clear(Object *object) {
    clear_value(&((ViewIterator *)object)->view);
}
static Value iterator_self(Value self) {
    return own(self);
}

static Next iterator_next_slot(Value self, Value *item) {
    ViewIterator *iterator = (ViewIterator *)object_of(self);
    if (!iterator->view)
        return NEXT_DONE;
    MemoryView *view = view_of(iterator->view);
    if (iterator->index < iterator->length) {
        if (!memoryview_check_alive(view))
            return NEXT_ERROR;
        *item = memoryview_unpack(view, view->bytes + iterator->index++ * strides_of(view)[0]);
        return *item ? NEXT_ITEM : NEXT_ERROR;
    }
    clear_value(&iterator->view);
    return NEXT_DONE;
}

static Type memory_iterator_type = {TYPE_INIT_CONTAINER("memory_iterator", sizeof(ViewIterator),
                                                        iterator_dealloc, iterator_traverse,
                                                        iterator_clear),
                                    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
                                    .iter = iterator_self, .next = iterator_next_slot};

Value memoryview_iter(Value self) {
    MemoryView *view = view_of(self);
    if (!memoryview_check_alive(view))
        return NULL;
    if (view->dimensions == 0)
        return raise_type_error("invalid indexing of 0-dim memory");
    if (view->dimensions > 1)
        return raise_error(&exc_NotImplementedError,
                           "multi-dimensional sub-views are not implemented");
    if (!memoryview_native_format(memoryview_format(view)))
        return raise_error(&exc_NotImplementedError, "memoryview: format %s not supported",
                           memoryview_format(view));
    ViewIterator *iterator = mem_object_new(&memory_iterator_type.mem, sizeof *iterator);
    if (!iterator)
        return raise_no_memory();
    iterator->view = own(self);
    iterator->index = 0;
    iterator->length = shape_of(view)[0];
    mem_gc_track(iterator);
    return value_of(iterator);
}

/* ---- the type ------------------------------------------------------------------------------- */

static const NativeMethod methods[] = {
    NATIVE("release($self, /)", view_release, "Give the object's buffer back."),
    NATIVE("tobytes($self, /, order='C')", memoryview_tobytes, "A copy of the bytes."),
    NATIVE("hex($self, /, sep=<unrepresentable>, bytes_per_sep=1)", view_hex,
           "As text of two hexadecimal digits for each byte, with a separator after every\n"
           "bytes_per_sep bytes, counted from the right or, if negative, from the left.\n\n"
           ">>> memoryview(b'\\x01\\xff').hex()\n'01ff'\n"
           ">>> memoryview(b'\\x01\\x02\\xff').hex(':', 2)\n'01:02ff'"),
    NATIVE("tolist($self, /)", memoryview_tolist, "The items as a list."),
    NATIVE("cast($self, /, format, shape=<unrepresentable>)", memoryview_cast,
           "A view of the same bytes in another format or shape."),
    NATIVE("toreadonly($self, /)", view_toreadonly, "A view that cannot write."),
    NATIVE_OF_CLASS("_from_flags($type, /, object, flags)", view_from_flags,
                    "A view made with these flags of the buffer protocol."),
    NATIVE("__enter__($self, /)", view_enter, "Itself."),
    NATIVE("__exit__($self, /, *exc_info)", view_exit, "Release it."),
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585."),
    NATIVE_END};

static const NativeGetSet getsets[] = {
    {"obj", get_obj, NULL, "The object whose bytes it shows."},
    {"nbytes", get_nbytes, NULL, "Bytes of all items."},
    {"readonly", get_readonly, NULL, "Can it not write?"},
    {"itemsize", get_itemsize, NULL, "Bytes of an item."},
    {"format", get_format, NULL, "The struct format of an item."},
    {"ndim", get_ndim, NULL, "The number of dimensions."},
    {"shape", get_shape, NULL, "Items in each dimension."},
    {"strides", get_strides, NULL, "Bytes from item to item in each dimension."},
    {"suboffsets", get_suboffsets, NULL, "Always empty."},
    {"c_contiguous", get_c_contiguous, NULL, "Without gaps, the last dimension first?"},
    {"f_contiguous", get_f_contiguous, NULL, "Without gaps, the first dimension first?"},
    {"contiguous", get_contiguous, NULL, "Without gaps?"},
    {NULL, NULL, NULL, NULL}};

Type memoryview_type = {
    TYPE_INIT_CONTAINER("memoryview", sizeof(MemoryView), view_dealloc, view_traverse, view_clear),
    .mem.item_size = sizeof(ptrdiff_t),
    .flags = TYPE_IMMUTABLE | TYPE_SEQUENCE,
    .accepts_weakrefs = true,
    .doc = "memoryview(object)\n--\n\n"
           "Create a new memoryview object which references the given object.",
    .methods = methods,
    .getsets = getsets,
    .new = view_new_slot,
    .repr = view_repr,
    .hash = view_hash,
    .compare = memoryview_compare,
    .iter = memoryview_iter,
    .length = view_length,
    .get_item = memoryview_get_item,
    .set_item = memoryview_set_item,
    .get_buffer = view_get_buffer,
    .release_buffer = view_release_buffer,
};
