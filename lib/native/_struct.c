/* _struct: Struct objects, the iterator over packed items, and the module's functions, which keep
 * the Structs of the formats used last. */
#include "lib/native/struct_parts.h"
#include "vm/pass.h"

#include <string.h>

ExceptionClass struct_error = {.module = "struct", .name = "error", .base = &exc_Exception};
static Dict *cache;
enum { CACHE_MAX = 100 };

static Type struct_type, unpack_iterator_type;

static StructObject *struct_of(Value value) {
    return (StructObject *)object_of(value);
}

static void struct_dealloc(Object *object) {
    StructObject *self = (StructObject *)object;
    clear_value(&self->format);
    mem_free(self->fields);
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

static Value struct_new(Type *type, Value *args, size_t count, Tuple *names) {
    StructObject *self = type_allocate(type, 0);
    if (self && type->mem.kind == MEM_CONTAINER)
        mem_gc_track(self);
    return value_of(self);
}

/* The format as an ASCII str: owned. */
static Value format_text(Value format) {
    if (is_str(format)) {
        Str *str = str_of(format);
        if (str->ascii)
            return own(format);
        size_t at = 0;
        while (str_at(str, at) < 128)
            at++;
        extern Value unicode_encode_error_new(const char *encoding, Str *object, size_t start,
                                              size_t end, const char *reason);
        Value error =
            unicode_encode_error_new("ascii", str, at, at + 1, "ordinal not in range(128)");
        if (error) {
            raise_value(error);
            decref(error);
        }
        return NULL;
    }
    if (is_bytes(format))
        return value_of(str_from_latin1(bytes_of(format)->data, bytes_of(format)->size));
    return raise_type_error("Struct() argument 1 must be a str or bytes object, not %T", format);
}

static bool struct_init(Value self, Value *args, size_t count, Tuple *names) {
    static Signature signature = SIGNATURE("Struct(format)");
    Value bound[1];
    if (!arguments_bind(&signature, args, count, names, bound))
        return false;
    Value format = format_text(bound[0]);
    if (!format)
        return false;
    bool fine;
    if (struct_of(self)->user_count != 0)
        fine = raise_runtime_error("Struct object is in use");
    else if (memchr(str_of(format)->data, 0, str_of(format)->length))
        fine = raise_of(&struct_error, "embedded null character");
    else
        fine = struct_parse(struct_of(self), (const char *)str_of(format)->data);
    if (fine)
        replace_value(&struct_of(self)->format, format);
    else
        decref(format);
    return fine;
}

static StructObject *initialised(Value self) {
    if (!struct_of(self)->format)
        return raise_runtime_error("Struct object is not initialized");
    return struct_of(self);
}

/* Between begin_use and end_use the format stays: items may run Python code. */
static StructObject *begin_use(Value self) {
    StructObject *object = initialised(self);
    if (object)
        object->user_count++;
    return object;
}

static Value end_use(StructObject *object, Value result) {
    object->user_count--;
    return result;
}

/* ---- packing --------------------------------------------------------------------------------- */

static bool pack_all(StructObject *self, uint8_t *target, Value *values) {
    memset(target, 0, self->size);
    size_t next = 0;
    for (size_t i = 0; i < self->field_count; i++) {
        const StructField *field = &self->fields[i];
        for (size_t j = 0; j < field->count; j++)
            if (!struct_pack_item(self, field, target + field->offset + j * field->size,
                                  values[next++]) ||
                !pass_may_go_on())
                return false;
    }
    return true;
}

static bool check_count(StructObject *self, const char *function, size_t count) {
    return count == self->item_count ||
           raise_of(&struct_error, "%s expected %zu items for packing (got %zu)", function,
                    self->item_count, count);
}

static Value pack(Value self, Value *args, size_t count, Tuple *names) {
    if (names)
        return raise_type_error("pack() takes no keyword arguments");
    StructObject *object = begin_use(self);
    if (!object)
        return NULL;
    Bytes *bytes = check_count(object, "pack", count) ? bytes_new(NULL, object->size) : NULL;
    if (bytes && !pack_all(object, bytes->data, args)) {
        GIVE_UP(bytes);
        bytes = NULL;
    }
    return end_use(object, value_of(bytes));
}

static bool check_room(StructObject *self, ptrdiff_t *offset, size_t size, bool packing) {
    ptrdiff_t given = *offset;
    Type *error = type_cast(struct_error.class);
    if (given < 0) {
        if (given + (ptrdiff_t)self->size > 0)
            return raise_error(error,
                               packing ? "no space to pack %zd bytes at offset %zd"
                                       : "not enough data to unpack %zd bytes at offset %zd",
                               (ptrdiff_t)self->size, given);
        if (given + (ptrdiff_t)size < 0)
            return raise_error(error, "offset %zd out of range for %zd-byte buffer", given,
                               (ptrdiff_t)size);
        *offset = given + (ptrdiff_t)size;
    }
    if ((size_t)*offset > size || size - (size_t)*offset < self->size) {
        return raise_error(error,
                           packing ? "pack_into requires a buffer of at least %zu bytes for "
                                     "packing %zd bytes at offset %zd (actual buffer size is %zd)"
                                   : "unpack_from requires a buffer of at least %zu bytes for "
                                     "unpacking %zd bytes at offset %zd (actual buffer size is "
                                     "%zd)",
                           (size_t)*offset + self->size, (ptrdiff_t)self->size, *offset,
                           (ptrdiff_t)size);
    }
    return true;
}

static Value pack_arguments_into(StructObject *object, Value *args, size_t count) {
    if (count < 2)
        return raise_of(&struct_error, "pack_into expected %s argument",
                        count ? "offset" : "buffer");
    ptrdiff_t offset;
    Buffer buffer;
    if (!check_count(object, "pack_into", count - 2))
        return NULL;
    if (is_bytes(args[0]))
        return raise_type_error("argument must be read-write bytes-like object, not %T", args[0]);
    if (!buffer_get(args[0], &buffer, true))
        return NULL;
    bool fine = int_as_size(args[1], &offset) && check_room(object, &offset, buffer.size, true) &&
                pack_all(object, buffer.bytes + offset, args + 2);
    buffer_release(&buffer);
    return fine ? NONE : NULL;
}

static Value pack_into(Value self, Value *args, size_t count, Tuple *names) {
    if (names)
        return raise_type_error("pack_into() takes no keyword arguments");
    StructObject *object = begin_use(self);
    return object ? end_use(object, pack_arguments_into(object, args, count)) : NULL;
}

/* ---- unpacking ------------------------------------------------------------------------------- */

static Value unpack_all(StructObject *self, const uint8_t *source) {
    Tuple *tuple = tuple_new(self->item_count);
    if (!tuple)
        return NULL;
    size_t next = 0;
    for (size_t i = 0; i < self->field_count; i++) {
        const StructField *field = &self->fields[i];
        for (size_t j = 0; j < field->count; j++) {
            Value item = struct_unpack_item(self, field, source + field->offset + j * field->size);
            if (!item || !pass_may_go_on()) {
                decref_maybe(item);
                decref(value_of(tuple));
                return NULL;
            }
            tuple->items[next++] = item;
        }
    }
    return value_of(tuple);
}

static Value unpack_buffer(StructObject *object, Value *args) {
    Buffer buffer;
    if (!buffer_get(args[0], &buffer, false))
        return NULL;
    Value result;
    if (buffer.size != object->size)
        result = raise_of(&struct_error, "unpack requires a buffer of %zu bytes", object->size);
    else
        result = unpack_all(object, buffer.bytes);
    buffer_release(&buffer);
    return result;
}

static Value unpack(Value self, Value *args) {
    StructObject *object = begin_use(self);
    return object ? end_use(object, unpack_buffer(object, args)) : NULL;
}

static Value unpack_part(StructObject *object, Value *args) {
    ptrdiff_t offset = 0;
    Buffer buffer;
    if ((args[1] && !int_as_size(args[1], &offset)) || !buffer_get(args[0], &buffer, false))
        return NULL;
    Value result = NULL;
    if (check_room(object, &offset, buffer.size, false))
        result = unpack_all(object, buffer.bytes + offset);
    buffer_release(&buffer);
    return result;
}

static Value unpack_from(Value self, Value *args) {
    StructObject *object = begin_use(self);
    return object ? end_use(object, unpack_part(object, args)) : NULL;
}

typedef struct UnpackIterator {
    Object header;
    Value structure; /* owned and in use; null: exhausted */
    Buffer buffer;
    size_t index;
    bool is_running; /* a signal handler may call next() meanwhile: the buffer stays */
} UnpackIterator;

static UnpackIterator *iterator_of(Value value) {
    return (UnpackIterator *)object_of(value);
}

static void iterator_clear(Object *object) {
    UnpackIterator *self = (UnpackIterator *)object;
    Value structure = self->structure;
    self->structure = NULL;
    if (!structure)
        return;
    struct_of(structure)->user_count--;
    buffer_release(&self->buffer); /* may run Python code */
    decref(structure);
}

static void iterator_dealloc(Object *object) {
    mem_gc_untrack(object);
    iterator_clear(object);
    mem_object_free(object, sizeof(UnpackIterator));
}

static void iterator_traverse(Object *object, MemVisit visit, void *context) {
    UnpackIterator *self = (UnpackIterator *)object;
    visit_value(self->structure, visit, context);
    if (self->structure)
        visit_value(self->buffer.owner, visit, context);
}

static Next iterator_step(Value value, Value *item) {
    UnpackIterator *self = iterator_of(value);
    if (!self->structure)
        return NEXT_DONE;
    StructObject *structure = struct_of(self->structure);
    if (self->index >= self->buffer.size) {
        if (!self->is_running)
            iterator_clear(object_of(value));
        return NEXT_DONE;
    }
    const uint8_t *source = self->buffer.bytes + self->index;
    bool is_outermost = !self->is_running;
    self->index += structure->size;
    self->is_running = true;
    *item = unpack_all(structure, source);
    if (is_outermost)
        self->is_running = false;
    return *item ? NEXT_ITEM : NEXT_ERROR;
}

static Value iterator_length_hint(Value value, Value *args) {
    UnpackIterator *self = iterator_of(value);
    if (!self->structure)
        return value_of_small_int(0);
    return value_of_small_int(
        (int64_t)((self->buffer.size - self->index) / struct_of(self->structure)->size));
}

static const NativeMethod iterator_methods[] = {
    NATIVE("__length_hint__($self, /)", iterator_length_hint, NULL), NATIVE_END};

static Type unpack_iterator_type = {
    TYPE_INIT_CONTAINER("_struct.unpack_iterator", sizeof(UnpackIterator), iterator_dealloc,
                        iterator_traverse, iterator_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .base = &object_type,
    .methods = iterator_methods,
    .iter = own,
    .next = iterator_step,
};

static Value iterator_new(StructObject *object, Value *args) {
    if (object->size == 0)
        return raise_of(&struct_error, "cannot iteratively unpack with a struct of length 0");
    Buffer buffer;
    if (!buffer_get(args[0], &buffer, false))
        return NULL;
    if (buffer.size % object->size) {
        buffer_release(&buffer);
        return raise_of(&struct_error,
                        "iterative unpacking requires a buffer of a multiple of %zu bytes",
                        object->size);
    }
    UnpackIterator *iterator = mem_object_new(&unpack_iterator_type.mem, sizeof(UnpackIterator));
    if (!iterator) {
        buffer_release(&buffer);
        return raise_no_memory();
    }
    object->user_count++;
    iterator->structure = own(value_of(object));
    iterator->buffer = buffer;
    iterator->index = 0;
    iterator->is_running = false;
    mem_gc_track(iterator);
    return value_of(iterator);
}

static Value iter_unpack(Value self, Value *args) {
    StructObject *object = begin_use(self);
    return object ? end_use(object, iterator_new(object, args)) : NULL;
}

/* ---- Struct ---------------------------------------------------------------------------------- */

static Value get_format(Value self) {
    return initialised(self) ? own(struct_of(self)->format) : NULL;
}

static Value get_size(Value self) {
    return initialised(self) ? value_from_uint64(struct_of(self)->size) : NULL;
}

static Value struct_repr(Value self) {
    if (!initialised(self))
        return NULL;
    const char *name = type_name_of(self), *dot = strrchr(name, '.');
    return value_of(str_format("%s(%R)", dot ? dot + 1 : name, struct_of(self)->format));
}

static Value struct_sizeof(Value self, Value *args) {
    StructObject *object = struct_of(self);
    return value_of_small_int(
        (int64_t)(type_of(self)->mem.basic_size + (object->field_count + 1) * sizeof(StructField)));
}

static const NativeMethod struct_methods[] = {
    NATIVE("iter_unpack($self, buffer, /)", iter_unpack,
           "Return an iterator yielding tuples.\n\nTuples are unpacked from the given bytes "
           "source, like a repeated\ninvocation of unpack_from().\n\nRequires that the bytes "
           "length be a multiple of the struct size."),
    NATIVE_RAW("pack", pack,
               "S.pack(v1, v2, ...) -> bytes\n\nReturn a bytes object containing values v1, v2, "
               "... packed according\nto the format string S.format."),
    NATIVE_RAW("pack_into", pack_into,
               "S.pack_into(buffer, offset, v1, v2, ...)\n\nPack the values v1, v2, ... according "
               "to the format string S.format\nand write the packed bytes into the writable "
               "buffer buf starting at\noffset."),
    NATIVE("unpack($self, buffer, /)", unpack,
           "Return a tuple containing unpacked values.\n\nUnpack according to the format string "
           "Struct.format. The buffer's size\nin bytes must be Struct.size."),
    NATIVE("unpack_from($self, /, buffer, offset=0)", unpack_from,
           "Return a tuple containing unpacked values.\n\nValues are unpacked according to the "
           "format string Struct.format."),
    NATIVE("__sizeof__($self, /)", struct_sizeof,
           "S.__sizeof__() -> size of S in memory, in "
           "bytes"),
    NATIVE_END};

static const NativeGetSet struct_getsets[] = {{"format", get_format, NULL, "struct format string"},
                                              {"size", get_size, NULL, "struct size in bytes"},
                                              {NULL, NULL, NULL, NULL}};

static Type struct_type = {
    TYPE_INIT_ATOM("_struct.Struct", sizeof(StructObject), struct_dealloc),
    .flags = TYPE_BASE,
    .base = &object_type,
    .accepts_weakrefs = true,
    .doc = "Struct(fmt) --> compiled struct object",
    .methods = struct_methods,
    .getsets = struct_getsets,
    .new = struct_new,
    .init = struct_init,
    .repr = struct_repr,
};

/* ---- functions ------------------------------------------------------------------------------- */

/* The Struct of a format: owned. */
static Value structure_for(Value format) {
    Value known;
    if (has_type(format, &struct_type))
        return own(format);
    if (is_exact_str(format) || has_type(format, &bytes_type)) {
        Lookup found = dict_lookup(cache, format, &known);
        if (found != LOOKUP_MISSING)
            return found == LOOKUP_FOUND ? known : NULL;
    }
    Value structure = call_1(value_of(&struct_type), format);
    if (!structure || !is_exact_str(format))
        return structure;
    if (cache->count >= CACHE_MAX)
        dict_clear(cache);
    if (!dict_set(cache, format, structure)) {
        decref(structure);
        return NULL;
    }
    return structure;
}

static Value forward(Value format, Value (*function)(Value, Value *), Value *args) {
    Value structure = structure_for(format);
    if (!structure)
        return NULL;
    Value result = function(structure, args);
    decref(structure);
    return result;
}

static Value forward_raw(Value *args, size_t count, Tuple *names,
                         Value (*function)(Value, Value *, size_t, Tuple *)) {
    if (count == 0)
        return raise_type_error("missing format argument");
    Value structure = structure_for(args[0]);
    if (!structure)
        return NULL;
    Value result = function(structure, args + 1, count - 1, names);
    decref(structure);
    return result;
}

static Value module_pack(Value self, Value *args, size_t count, Tuple *names) {
    return forward_raw(args, count, names, pack);
}

static Value module_pack_into(Value self, Value *args, size_t count, Tuple *names) {
    return forward_raw(args, count, names, pack_into);
}

static Value module_unpack(Value self, Value *args) {
    return forward(args[0], unpack, args + 1);
}

static Value module_unpack_from(Value self, Value *args) {
    return forward(args[0], unpack_from, args + 1);
}

static Value module_iter_unpack(Value self, Value *args) {
    return forward(args[0], iter_unpack, args + 1);
}

static Value calcsize_of(Value structure, Value *args) {
    return get_size(structure);
}

static Value module_calcsize(Value self, Value *args) {
    return forward(args[0], calcsize_of, NULL);
}

static Value module_clearcache(Value self, Value *args) {
    dict_clear(cache);
    return NONE;
}

static const NativeMethod functions[] = {
    NATIVE("_clearcache($module, /)", module_clearcache, "Clear the internal cache."),
    NATIVE("calcsize($module, format, /)", module_calcsize,
           "Return size in bytes of the struct described by the format string."),
    NATIVE("iter_unpack($module, format, buffer, /)", module_iter_unpack,
           "Return an iterator yielding tuples unpacked from the given bytes.\n\nThe bytes are "
           "unpacked according to the format string, like\na repeated invocation of "
           "unpack_from().\n\nRequires that the bytes length be a multiple of the format struct "
           "size."),
    NATIVE_RAW("pack", module_pack,
               "pack(format, v1, v2, ...) -> bytes\n\nReturn a bytes object containing the values "
               "v1, v2, ... packed according\nto the format string.  See help(struct) for more on "
               "format strings."),
    NATIVE_RAW("pack_into", module_pack_into,
               "pack_into(format, buffer, offset, v1, v2, ...)\n\nPack the values v1, v2, ... "
               "according to the format string and write\nthe packed bytes into the writable "
               "buffer buf starting at offset.  Note\nthat the offset is a required argument.  "
               "See help(struct) for more\non format strings."),
    NATIVE("unpack($module, format, buffer, /)", module_unpack,
           "Return a tuple containing values unpacked according to the format string.\n\nThe "
           "buffer's size in bytes must be calcsize(format).\n\nSee help(struct) for more on "
           "format strings."),
    NATIVE("unpack_from($module, format, /, buffer, offset=0)", module_unpack_from,
           "Return a tuple containing values unpacked according to the format string.\n\nThe "
           "buffer's size, minus offset, must be at least calcsize(format).\n\nSee help(struct) "
           "for more on format strings."),
    NATIVE_END};

static bool struct_exec(Module *module) {
    if (!exception_class_use(&struct_error, module))
        return false;
    if (!cache)
        cache = dict_new();
    return cache && module_add_type(module, &struct_type) && type_ready(&unpack_iterator_type);
}

static void struct_fini(void) {
    exception_class_fini(&struct_error);
    decref_maybe(value_of(cache));
    cache = NULL;
}

const NativeModule _struct_module = {
    .name = "_struct",
    .doc = "Functions to convert between Python values and C structs.\nPython bytes objects are "
           "used to hold the data representing the C struct\nand also as format strings "
           "(explained below) to describe the layout of data\nin the C struct.\n\nThe optional "
           "first format char indicates byte order, size and alignment:\n  @: native order, size "
           "& alignment (default)\n  =: native order, std. size & alignment\n  <: little-endian, "
           "std. size & alignment\n  >: big-endian, std. size & alignment\n  !: same as >\n\nThe "
           "remaining chars indicate types of args and must match exactly;\nthese can be "
           "preceded by a decimal repeat count:\n  x: pad byte (no data); c:char; b:signed byte; "
           "B:unsigned byte;\n  ?: _Bool (requires C99; if not available, char is used "
           "instead)\n  h:short; H:unsigned short; i:int; I:unsigned int;\n  l:long; L:unsigned "
           "long; f:float; d:double; e:half-float.\nSpecial cases (preceding decimal count "
           "indicates length):\n  s:string (array of char); p: pascal string (with count "
           "byte).\nSpecial cases (only available in native format):\n  n:ssize_t; N:size_t;\n  "
           "P:an integer type that is wide enough to hold a pointer.\nSpecial case (not in native "
           "mode unless 'long long' in platform C):\n  q:long long; Q:unsigned long "
           "long\nWhitespace between formats is ignored.\n\nThe variable struct.error is an "
           "exception raised on errors.\n",
    .functions = functions,
    .exec = struct_exec,
    .fini = struct_fini,
};
