/* Array: its metaclass, and instances as sequences. */
#include "lib/native/ctypes/ctypes.h"

#include "vm/objects/generic_alias.h"

#include <string.h>

/* ---- classes --------------------------------------------------------------------------------- */

static bool read_length(CType *type, size_t *length) {
    Value value;
    Lookup found = ctype_attribute(type, "_length_", &value);
    if (found == LOOKUP_MISSING)
        return raise_attribute_error("class must define a '_length_' attribute");
    if (found == LOOKUP_ERROR)
        return false;
    bool is_number = is_int(value);
    int64_t number = 0;
    bool is_negative = is_number && int_sign(value) < 0;
    bool fits = is_number && int_fits_int64(value, &number);
    decref(value);
    if (!is_number)
        return raise_type_error("The '_length_' attribute must be an integer");
    if (is_negative)
        return raise_value_error("The '_length_' attribute must not be negative");
    if (!fits)
        return raise_overflow_error("The '_length_' attribute is too large");
    *length = (size_t)number;
    return true;
}

static bool read_item(CType *type) {
    Value value;
    Lookup found = ctype_attribute(type, "_type_", &value);
    if (found == LOOKUP_MISSING)
        return raise_attribute_error("class must define a '_type_' attribute");
    if (found == LOOKUP_ERROR)
        return false;
    type->item = ctype_from(value);
    if (type->item)
        return true;
    decref(value);
    return raise_type_error("_type_ must have storage info");
}

static bool set_shape(CType *type) {
    const CType *item = type->item;
    type->dimensions = item->dimensions + 1;
    type->shape = mem_malloc((size_t)type->dimensions * sizeof *type->shape);
    if (!type->shape)
        return raise_no_memory();
    type->shape[0] = (ptrdiff_t)type->length;
    if (item->dimensions)
        memcpy(type->shape + 1, item->shape, (size_t)item->dimensions * sizeof *type->shape);
    return true;
}

static bool array_metatype_init(Value self, Value *args, size_t count, Tuple *keywords) {
    CType *type = ctype_begin(self, args, count);
    size_t size;
    if (!type || !read_length(type, &type->length) || !read_item(type))
        return false;
    CType *item = type->item;
    if (__builtin_mul_overflow(item->size, type->length, &size) || size > PTRDIFF_MAX)
        return raise_overflow_error("array too large");
    type->size = size;
    type->align = item->align;
    type->has_pointers = item->has_pointers;
    type->is_irregular = item->is_irregular;
    item->is_final = true;
    if (!set_shape(type) || !ctype_set_format(type, "%s", item->format ? item->format : "B"))
        return false;
    type->kind = C_ARRAY;
    return text_array_add_attributes(type);
}

Type array_metatype = {
    CTYPE_METATYPE_INIT("_ctypes.PyCArrayType"),
    .doc = "metatype for the Array Objects",
    .init = array_metatype_init,
};

/* ---- the types that multiplication makes: one for each item and length ----------------------- */

static CType *find_array_type(const CType *item, ptrdiff_t length) {
    for (CType *array = item->arrays; array; array = array->next_array)
        if (array->length == (size_t)length && mem_refcount(&array->type.mem.header))
            return array;
    return NULL;
}

static void list_array_type(CType *item, CType *array) {
    array->next_array = item->arrays;
    array->array_link = &item->arrays;
    if (item->arrays)
        item->arrays->array_link = &array->next_array;
    item->arrays = array;
}

static CType *make_array_type(CType *item, ptrdiff_t length) {
    Str *name = str_format("%s_Array_%zd", ctype_name(item), length);
    Dict *namespace = name ? dict_new() : NULL;
    Value made = NULL;
    if (namespace && dict_set_c_steal(namespace, "_length_", value_from_int64(length)) &&
        dict_set_c(namespace, "_type_", value_of(item)))
        made = ctype_make(&array_metatype, name, &array_base, namespace);
    decref_maybe(value_of(namespace));
    decref_maybe(value_of(name));
    if (made)
        list_array_type(item, (CType *)(void *)object_of(made));
    return (CType *)(void *)made;
}

CType *array_type_of(CType *item, ptrdiff_t length) {
    CType *array = find_array_type(item, length);
    if (!array)
        return make_array_type(item, length);
    OWN(array);
    return array;
}

/* ---- instances ------------------------------------------------------------------------------- */

static uint8_t *item_at(Value self, ptrdiff_t index) {
    const CType *type = ctype_of(self);
    const CData *data = data_from(self);
    if (index < 0 || (size_t)index >= type->length || type->size > data->size)
        return raise_index_error("invalid index");
    return data->memory + (size_t)index * type->item->size;
}

static bool set_item(Value self, ptrdiff_t index, Value value) {
    uint8_t *memory = item_at(self, index);
    return memory && data_set(ctype_of(self)->item, data_from(self), (size_t)index, memory, value);
}

static bool array_init(Value self, Value *args, size_t count, Tuple *keywords) {
    for (size_t i = 0; i < count; i++)
        if (!set_item(self, (ptrdiff_t)i, args[i]))
            return false;
    return true;
}

static ptrdiff_t array_length(Value self) {
    return (ptrdiff_t)ctype_of(self)->length;
}

static bool read_index(Value self, Value key, ptrdiff_t *index) {
    if (!object_index_as_size(key, index, &exc_IndexError))
        return false;
    if (*index < 0)
        *index += array_length(self);
    return true;
}

static bool has_index(Value key) {
    return is_int(key) || type_of(key)->to_index;
}

static Value array_get_item(Value self, Value key) {
    const CType *type = ctype_of(self);
    CData *data = data_from(self);
    ptrdiff_t start, stop, step;
    if (is_slice(key)) {
        if (!slice_unpack(key, &start, &stop, &step))
            return NULL;
        size_t count = slice_adjust(type->length, &start, &stop, step);
        return items_get_slice(type->item, data, data->memory, start, step, count);
    }
    if (!has_index(key))
        return raise_type_error("indices must be integers");
    uint8_t *memory = read_index(self, key, &start) ? item_at(self, start) : NULL;
    return memory ? data_get(type->item, data, (size_t)start, memory) : NULL;
}

static bool set_slice(Value self, Value key, Value value) {
    ptrdiff_t start, stop, step;
    if (!slice_unpack(key, &start, &stop, &step))
        return false;
    size_t count = slice_adjust(ctype_of(self)->length, &start, &stop, step);
    ptrdiff_t given = object_length(value);
    if (given < 0) {
        if (!exception_clear_if(&exc_TypeError))
            return false;
        given = -1;
    }
    if (given != (ptrdiff_t)count)
        return raise_value_error("Can only assign sequence of same size");
    for (size_t i = 0; i < count; i++, start += step) {
        Value item = object_get_item(value, value_of_small_int((int64_t)i));
        bool good = item && set_item(self, start, item);
        decref_maybe(item);
        if (!good)
            return false;
    }
    return true;
}

static bool array_set_item(Value self, Value key, Value value) {
    ptrdiff_t index;
    if (!value)
        return raise_type_error("Array does not support item deletion");
    if (is_slice(key))
        return set_slice(self, key, value);
    if (!has_index(key))
        return raise_type_error("indices must be integer");
    return read_index(self, key, &index) && set_item(self, index, value);
}

static const NativeMethod methods[] = {
    NATIVE_OF_CLASS("__class_getitem__($cls, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE_END,
};

CType array_base = {
    .type = {CTYPE_BASE_INIT("_ctypes.Array", array_metatype, sizeof(CData)),
             .doc = "Abstract base class for arrays.\n\n"
                    "The recommended way to create concrete array types is by multiplying any\n"
                    "ctypes data type with a non-negative integer. Alternatively, you can "
                    "subclass\nthis type and define _length_ and _type_ class variables. Array "
                    "elements can\nbe read and written using standard subscript and slice "
                    "accesses for slice\nreads, the resulting object is not itself an Array.",
             .new = data_make, .init = array_init, .length = array_length,
             .get_item = array_get_item, .set_item = array_set_item, .methods = methods},
};
