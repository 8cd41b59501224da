/* Pointers: their metaclass, POINTER() and instances. */
#include "lib/native/ctypes/ctypes.h"

#include <string.h>

/* ---- classes --------------------------------------------------------------------------------- */

/* "&" and the text of what it points to. */
static bool set_format(CType *type) {
    const CType *item = type->item;
    const char *text = item && item->format ? item->format : "B";
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_character(&builder, '&');
    for (int i = 0; item && i < item->dimensions; i++)
        str_builder_format(&builder, "%s%zd%s", i ? "," : "(", item->shape[i],
                           i + 1 == item->dimensions ? ")" : "");
    str_builder_c(&builder, text);
    Str *format = str_builder_finish(&builder);
    bool good = format && ctype_set_format(type, "%U", format);
    decref_maybe(value_of(format));
    return good;
}

static bool set_target(CType *type, Value target) {
    CType *item = ctype_from(target);
    if (!is_type(target))
        return raise_type_error("_type_ must be a type");
    if (!item)
        return raise_type_error("_type_ must have storage info");
    OWN(item);
    CType *old = type->item;
    type->item = item;
    if (old)
        GIVE_UP(old);
    return set_format(type);
}

static bool pointer_metatype_init(Value self, Value *args, size_t count, Tuple *keywords) {
    CType *type = ctype_begin(self, args, count);
    if (!type)
        return false;
    ctype_set_address(type);
    type->kind = C_POINTER;
    Value target = ctype_own_attribute_borrowed(type, "_type_");
    return !target || set_target(type, target);
}

static Value method_set_type(Value self, Value *args) {
    CType *type = ctype_from(self);
    if (!type)
        return raise_type_error("abstract class");
    Str *name = str_interned("_type_");
    bool good = name && set_target(type, args[0]) && attribute_set(self, name, args[0]);
    decref_maybe(value_of(name));
    return good ? NONE : NULL;
}

static const NativeMethod class_methods[] = {
    NATIVE("from_param($self, value, /)", parameter_of_pointer,
           "Convert a Python object into a function call parameter."),
    NATIVE("set_type($self, type, /)", method_set_type, NULL),
    NATIVE_END,
};

Type pointer_metatype = {
    CTYPE_METATYPE_INIT("_ctypes.PyCPointerType"),
    .doc = "metatype for the Pointer Objects",
    .init = pointer_metatype_init,
    .methods = class_methods,
};

/* ---- POINTER() ------------------------------------------------------------------------------- */

/* For a name the type is incomplete, and found under its id until set_type is called. */
static Value make_pointer_type(Value target) {
    Dict *namespace = dict_new();
    Str *name = NULL;
    Value made = NULL;
    if (!namespace)
        return NULL;
    if (is_str(target))
        name = str_format("LP_%U", str_of(target));
    else if (dict_set_c(namespace, "_type_", target))
        name = str_format("LP_%s", type_cast(target)->mem.name);
    if (name)
        made = ctype_make(&pointer_metatype, name, &pointer_base, namespace);
    decref_maybe(value_of(name));
    GIVE_UP(namespace);
    return made;
}

Value pointer_type_of(Dict *known, Value target) {
    Value found;
    Lookup lookup = dict_lookup(known, target, &found);
    if (lookup != LOOKUP_MISSING)
        return lookup == LOOKUP_FOUND ? found : NULL;
    if (!is_str(target) && !is_type(target))
        return raise_type_error("must be a ctypes type");
    Value made = make_pointer_type(target);
    Value key = made && is_str(target) ? object_id(made) : made ? own(target) : NULL;
    bool good = key && dict_set(known, key, made);
    decref_maybe(key);
    if (good)
        return made;
    decref_maybe(made);
    return NULL;
}

/* ---- instances ------------------------------------------------------------------------------- */

static uint8_t *address_in(const CData *data) {
    uint8_t *address;
    memcpy(&address, data->memory, sizeof address);
    return address;
}

static uint8_t *target_of(const CData *data) {
    uint8_t *address = address_in(data);
    return address ? address : raise_value_error("NULL pointer access");
}

static Value pointer_make(Type *type, Value *args, size_t count, Tuple *keywords) {
    if (!((CType *)type)->item)
        return raise_type_error("Cannot create instance: has no _type_");
    return data_make(type, args, count, keywords);
}

static Value get_contents(Value self) {
    CData *data = data_from(self);
    uint8_t *target = target_of(data);
    return target ? value_of(data_view(ctype_of(self)->item, data, 0, target)) : NULL;
}

static bool set_contents(Value self, Value value) {
    CData *data = data_from(self);
    if (!value)
        return raise_type_error("Pointer does not support item deletion");
    const CType *type = ctype_of(self);
    if (!is_data(value))
        return raise_type_error("expected %s instead of %s", ctype_name(type->item),
                                type_name_of(value));
    CData *target = data_from(value);
    memcpy(data->memory, &target->memory, sizeof target->memory);
    return data_keep_steal(data, 1, own(value)) && data_keep_steal(data, 0, data_kept(target));
}

static bool pointer_init(Value self, Value *args, size_t count, Tuple *keywords) {
    if (count > 1)
        return raise_type_error("POINTER expected at most 1 argument, got %zu", count);
    return !count || set_contents(self, args[0]);
}

static bool item_at(Value self, Value key, ptrdiff_t *index, uint8_t **memory) {
    if (!object_index_as_size(key, index, &exc_IndexError))
        return false;
    *memory = target_of(data_from(self));
    if (*memory)
        *memory += *index * (ptrdiff_t)ctype_of(self)->item->size;
    return *memory != NULL;
}

/* Without an end of its own the stop must be given, and the start of a slice that goes down. */
static Value get_slice(Value self, const Slice *slice) {
    ptrdiff_t start = 0, stop = 0, step = 1;
    if (slice->step != NONE) {
        if (!object_index_as_size(slice->step, &step, &exc_ValueError))
            return NULL;
        if (step == 0)
            return raise_value_error("slice step cannot be zero");
    }
    if (slice->start == NONE && step < 0)
        return raise_value_error("slice start is required for step < 0");
    if (slice->start != NONE && !object_index_as_size(slice->start, &start, &exc_ValueError))
        return NULL;
    if (slice->stop == NONE)
        return raise_value_error("slice stop is required");
    if (!object_index_as_size(slice->stop, &stop, &exc_ValueError))
        return NULL;
    size_t count = 0;
    if (step > 0 && start < stop)
        count = ((size_t)stop - (size_t)start - 1) / (size_t)step + 1;
    else if (step < 0 && stop < start)
        count = ((size_t)start - (size_t)stop - 1) / (0 - (size_t)step) + 1;
    CData *data = data_from(self);
    uint8_t *target = target_of(data);
    return target ? items_get_slice(ctype_of(self)->item, data, target, start, step, count) : NULL;
}

static Value pointer_get_item(Value self, Value key) {
    ptrdiff_t index;
    uint8_t *memory;
    if (is_slice(key))
        return get_slice(self, slice_of(key));
    if (!is_int(key) && !type_of(key)->to_index)
        return raise_type_error("Pointer indices must be integer");
    if (!item_at(self, key, &index, &memory))
        return NULL;
    return data_get(ctype_of(self)->item, data_from(self), (size_t)index, memory);
}

static bool pointer_set_item(Value self, Value key, Value value) {
    ptrdiff_t index;
    uint8_t *memory;
    if (!value)
        return raise_type_error("Pointer does not support item deletion");
    if (!item_at(self, key, &index, &memory))
        return false;
    return data_set(ctype_of(self)->item, data_from(self), (size_t)index, memory, value);
}

static Answer pointer_truth(Value self) {
    return address_in(data_from(self)) != NULL;
}

static const NativeGetSet getsets[] = {
    {"contents", get_contents, set_contents, "the object this pointer points to (read-write)"},
    {NULL, NULL, NULL, NULL},
};

CType pointer_base = {
    .type = {CTYPE_BASE_INIT("_ctypes._Pointer", pointer_metatype, sizeof(CData)),
             .doc = "A pointer to an object of a C type.", .new = pointer_make,
             .init = pointer_init, .truth = pointer_truth, .get_item = pointer_get_item,
             .set_item = pointer_set_item, .getsets = getsets},
};
