/* Instances: the memory they see, what they keep alive, buffers, pickling.
 *
 * Memory inside another object's, or inside what a pointer points to, is seen through a view: it
 * holds its owner, and what must be kept alive for its contents is kept by the outermost owner. */
#include "lib/native/ctypes/ctypes.h"

#include "vm/import.h"

#include <string.h>

/* ---- life ------------------------------------------------------------------------------------ */

bool ctype_check_instantiable(const CType *type) {
    return type->kind != C_NOT_READY || raise_type_error("abstract class");
}

static CData *allocate(CType *type) {
    if (!ctype_check_instantiable(type))
        return NULL;
    CData *data = type_allocate(&type->type, 0);
    if (!data)
        return NULL;
    type->is_final = true;
    data->size = type->size;
    data->memory = data->small;
    mem_gc_track(data);
    return data;
}

CData *data_new(CType *type) {
    CData *data = allocate(type);
    if (!data || data->size <= sizeof data->small)
        return data;
    data->memory = mem_calloc(1, data->size);
    data->owns_memory = data->memory != NULL;
    if (!data->memory) {
        data->memory = data->small;
        GIVE_UP(data);
        return raise_no_memory();
    }
    return data;
}

CData *data_copy(CType *type, const void *memory) {
    CData *data = data_new(type);
    if (data && data->size)
        memcpy(data->memory, memory, data->size);
    return data;
}

CData *data_at(CType *type, void *memory) {
    CData *data = allocate(type);
    if (data)
        data->memory = memory;
    return data;
}

CData *data_view(CType *type, CData *owner, size_t index, void *memory) {
    CData *data = data_at(type, memory);
    if (!data)
        return NULL;
    OWN(owner);
    data->owner = owner;
    data->index = index;
    return data;
}

Value data_make(Type *type, Value *args, size_t count, Tuple *keywords) {
    return value_of(data_new((CType *)type));
}

/* Gives up what it holds. */
static void data_finish(CData *data) {
    CData *owner = data->owner;
    data->owner = NULL;
    clear_value(&data->kept);
    if (owner)
        GIVE_UP(owner);
    if (data->owns_memory)
        mem_free(data->memory);
    data->owns_memory = false;
}

void data_dealloc(Object *object) {
    data_finish((CData *)object);
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

void data_traverse(Object *object, MemVisit visit, void *context) {
    CData *data = (CData *)object;
    if (data->owner)
        visit(&data->owner->header, context);
    visit_value(data->kept, visit, context);
}

/* The memory stays: others in the cycle may still look at it. */
void data_clear(Object *object) {
    CData *data = (CData *)object;
    clear_value(&data->kept);
    CData *owner = data->owner;
    data->owner = NULL;
    if (owner) {
        data->memory = data->small;
        data->size = 0;
        GIVE_UP(owner);
    }
}

/* ---- what is kept alive ---------------------------------------------------------------------- */

/* The members or items that a type has: what it keeps for them has a place each. */
static bool has_parts(const CData *data) {
    return ctype_of(value_of(data))->length > 0;
}

/* The outermost owner, with a place for what it keeps. */
static CData *outermost(CData *data) {
    while (data->owner)
        data = data->owner;
    if (data->kept)
        return data;
    data->kept = has_parts(data) ? value_of(dict_new()) : NONE;
    return data->kept ? data : NULL;
}

/* "2:0:1": index in the owner behind the index in that one. */
static Str *path_of(const CData *data, size_t index) {
    char text[256];
    int size = snprintf(text, sizeof text, "%zx", index);
    for (; data->owner; data = data->owner) {
        if (size > (int)sizeof text - 20)
            return raise_value_error("ctypes object structure too deep");
        size += snprintf(text + size, sizeof text - (size_t)size, ":%zx", data->index);
    }
    return str_from_ascii(text, (size_t)size);
}

bool data_keep_steal(CData *data, size_t index, Value kept) {
    if (!kept || kept == NONE)
        return kept != NULL;
    CData *container = outermost(data);
    if (!container) {
        decref(kept);
        return false;
    }
    if (!is_exact_dict(container->kept)) {
        replace_value(&container->kept, kept);
        return true;
    }
    Str *path = path_of(data, index);
    bool good = path && dict_set(dict_of(container->kept), value_of(path), kept);
    decref_maybe(value_of(path));
    decref(kept);
    return good;
}

Value data_kept(CData *data) {
    const CData *container = outermost(data);
    return container ? own(container->kept) : NULL;
}

/* ---- values in memory ------------------------------------------------------------------------ */

Value data_get(CType *type, CData *owner, size_t index, void *memory) {
    if (is_plain_simple(type))
        return scalar_get(type->scalar, memory, type->is_swapped);
    return value_of(data_view(type, owner, index, memory));
}

static COLD Value refuse_instance(const CType *type, Value value) {
    return raise_type_error("incompatible types, %s instance instead of %s instance",
                            type_name_of(value), ctype_name(type));
}

/* A tuple stands for the call of the type with its items. */
static Value store_tuple(CType *type, void *memory, Value value) {
    Value made = call_tuple(value_of(type), tuple_of(value), NULL);
    if (!made)
        return raise_again_as(&exc_RuntimeError, "(%s) ", ctype_name(type));
    Value kept = is_tuple(made)
                     ? raise_type_error("expected %s instance, got tuple", ctype_name(type))
                     : data_store(type, memory, made);
    decref(made);
    return kept;
}

/* A pointer may be written as an array of what it points to. */
static Value store_array_address(CType *type, void *memory, Value value) {
    const CType *array = ctype_of(value);
    if (array->item != type->item)
        return refuse_instance(type, value);
    CData *data = data_from(value);
    memcpy(memory, &data->memory, sizeof data->memory);
    Value kept = data_kept(data);
    Value both = kept ? value_of(tuple_pack(2, kept, value)) : NULL;
    decref_maybe(kept);
    return both;
}

Value data_store(CType *type, void *memory, Value value) {
    if (!is_data(value)) {
        if (type->kind == C_SIMPLE)
            return scalar_set(type->scalar, memory, value, type->is_swapped);
        if (is_tuple(value))
            return store_tuple(type, memory, value);
        if (value == NONE && type->kind == C_POINTER) {
            memset(memory, 0, sizeof(void *));
            return NONE;
        }
        return raise_type_error("expected %s instance, got %s", ctype_name(type),
                                type_name_of(value));
    }
    if (is_instance_of(value, &type->type)) {
        CData *data = data_from(value);
        memmove(memory, data->memory, type->size < data->size ? type->size : data->size);
        return data_kept(data);
    }
    if (type->kind == C_POINTER && is_ctype_kind(ctype_of(value), C_ARRAY))
        return store_array_address(type, memory, value);
    return refuse_instance(type, value);
}

bool data_set(CType *type, CData *owner, size_t index, void *memory, Value value) {
    return data_keep_steal(owner, index, data_store(type, memory, value));
}

/* ---- as a buffer ----------------------------------------------------------------------------- */

/* Items of an array are its innermost ones; everything else is one item without dimensions. */
static bool data_get_buffer(Value self, Buffer *buffer, int flags) {
    static const ptrdiff_t no_shape[1];
    CData *data = data_from(self);
    const CType *type = ctype_of(self), *item = type;
    while (item->kind == C_ARRAY)
        item = item->item;
    *buffer = (Buffer){.bytes = data->memory,
                       .size = data->size,
                       .owner = own(self),
                       .format = type->format ? type->format : "B",
                       .item_size = item->size,
                       .dimensions = type->dimensions,
                       .shape = type->dimensions ? type->shape : no_shape};
    data->exports++;
    return true;
}

static void data_release_buffer(Value self, Buffer *buffer) {
    data_from(self)->exports--;
}

/* ---- pickling -------------------------------------------------------------------------------- */

static Value method_reduce(Value self, Value *args) {
    const CData *data = data_from(self);
    if (ctype_of(self)->has_pointers)
        return raise_value_error("ctypes objects containing pointers cannot be pickled");
    Value unpickle = import_attribute("_ctypes", "_unpickle");
    Value dict = unpickle ? attribute_get(self, names.__dict__) : NULL;
    Value bytes = dict ? value_of(bytes_new(data->memory, data->size)) : NULL;
    Value state = bytes ? value_of(tuple_pack(2, dict, bytes)) : NULL;
    Value arguments = state ? value_of(tuple_pack(2, value_of(type_of(self)), state)) : NULL;
    Value result = arguments ? value_of(tuple_pack(2, unpickle, arguments)) : NULL;
    decref_maybe(arguments);
    decref_maybe(state);
    decref_maybe(bytes);
    decref_maybe(dict);
    decref_maybe(unpickle);
    return result;
}

static Value method_setstate(Value self, Value *args) {
    CData *data = data_from(self);
    if (!is_dict(args[0]))
        return raise_type_error("argument 1 must be dict, not %N", args[0]);
    Buffer buffer;
    if (!buffer_get(args[1], &buffer, false))
        return NULL;
    size_t size = buffer.size < data->size ? buffer.size : data->size;
    if (size)
        memmove(data->memory, buffer.bytes, size);
    buffer_release(&buffer);
    Value dict = attribute_get(self, names.__dict__);
    if (!dict)
        return NULL;
    bool good = is_dict(dict) ? dict_update(dict_of(dict), args[0])
                              : raise_type_error("%.200s.__dict__ must be a dictionary, not %.200s",
                                                 type_name_of(self), type_name_of(dict)) != NULL;
    decref(dict);
    return good ? NONE : NULL;
}

static Value method_from_out_parameter(Value self, Value *args) {
    return own(self);
}

static Hash refuse_hash(Value self) {
    raise_type_error("unhashable type");
    return -1;
}

static Value get_base(Value self) {
    const CData *data = data_from(self);
    return data->owner ? own(value_of(data->owner)) : NONE;
}

static Value get_needs_free(Value self) {
    const CData *data = data_from(self);
    return value_of_small_int(data->owns_memory || data->memory == data->small);
}

static Value get_objects(Value self) {
    const CData *data = data_from(self);
    return data->kept ? own(data->kept) : NONE;
}

static const NativeMethod methods[] = {
    NATIVE("__ctypes_from_outparam__($self, /)", method_from_out_parameter, NULL),
    NATIVE("__reduce__($self, /)", method_reduce, NULL),
    NATIVE("__setstate__($self, dict, bytes, /)", method_setstate, NULL),
    NATIVE_END,
};

static const NativeGetSet getsets[] = {
    {"_b_base_", get_base, NULL, "the base object"},
    {"_b_needsfree_", get_needs_free, NULL, "whether the object owns the memory or not"},
    {"_objects", get_objects, NULL, "internal objects tree (NEVER CHANGE THIS OBJECT!)"},
    {NULL, NULL, NULL, NULL},
};

Type data_type = {
    TYPE_INIT_CONTAINER("_ctypes._CData", sizeof(CData), data_dealloc, data_traverse, data_clear),
    .flags = TYPE_BASE | TYPE_NO_INSTANTIATION,
    .doc = "An object whose value is memory laid out as C does it.",
    .hash = refuse_hash,
    .get_buffer = data_get_buffer,
    .release_buffer = data_release_buffer,
    .methods = methods,
    .getsets = getsets,
};
