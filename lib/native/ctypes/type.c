/* Classes as C types: what all kinds have in common. */
#include "lib/native/ctypes/ctypes.h"

#include <string.h>

/* ---- life ------------------------------------------------------------------------------------ */

/* An array type leaves the list of its item's before it lets the item go. */
static void give_up_item(CType *type) {
    if (type->array_link) {
        *type->array_link = type->next_array;
        if (type->next_array)
            type->next_array->array_link = type->array_link;
        type->array_link = NULL;
        type->next_array = NULL;
    }
    CType *item = type->item;
    type->item = NULL;
    if (item)
        GIVE_UP(item);
}

static void give_up_values(CType *type) {
    clear_value(&type->fields);
    clear_value(&type->arguments);
    clear_value(&type->converters);
    clear_value(&type->result);
    clear_value(&type->checker);
}

void ctype_dealloc(Object *object) {
    CType *type = (CType *)object;
    mem_gc_untrack(object);
    give_up_item(type);
    give_up_values(type);
    mem_free(type->format);
    mem_free(type->shape);
    if (type->ffi_elements) {
        mem_free(type->ffi_elements);
        mem_free(type->ffi);
    }
    type_type.mem.dealloc(object);
}

void ctype_traverse(Object *object, MemVisit visit, void *context) {
    CType *type = (CType *)object;
    type_type.mem.traverse(object, visit, context);
    if (type->item)
        visit(&type->item->type.mem.header, context);
    visit_value(type->fields, visit, context);
    visit_value(type->arguments, visit, context);
    visit_value(type->converters, visit, context);
    visit_value(type->result, visit, context);
    visit_value(type->checker, visit, context);
}

void ctype_clear(Object *object) {
    CType *type = (CType *)object;
    give_up_item(type);
    give_up_values(type);
    type_type.mem.clear(object);
}

/* ---- looking --------------------------------------------------------------------------------- */

CType *ctype_from(Value value) {
    if (!is_type(value) || !is_instance_of(value, &ctype_metatype))
        return NULL;
    CType *type = (CType *)(void *)object_of(value);
    return type->kind == C_NOT_READY ? NULL : type;
}

CType *ctype_of(Value instance) {
    return ctype_from(value_of(type_of(instance)));
}

bool is_text_item(const CType *type, char code) {
    return type && type->kind == C_SIMPLE && type->scalar->code == code;
}

Lookup ctype_attribute(CType *type, const char *name, Value *value) {
    Str *key = str_interned(name);
    if (!key)
        return LOOKUP_ERROR;
    Lookup found = attribute_lookup(value_of(type), key, value);
    GIVE_UP(key);
    return found;
}

Value ctype_own_attribute_borrowed(CType *type, const char *name) {
    Str *key = str_interned(name);
    if (!key) {
        exception_clear(); /* no memory: as if it were not there */
        return NULL;
    }
    Value value = dict_get_name_borrowed(type->type.dict, key);
    GIVE_UP(key);
    return value;
}

/* ---- making ---------------------------------------------------------------------------------- */

CType *ctype_begin(Value self, Value *args, size_t count) {
    if (!type_type.init(self, args, count, NULL))
        return NULL;
    CType *type = (CType *)(void *)object_of(self);
    if (type->kind != C_NOT_READY)
        return raise_system_error("StgInfo of '%s' is already initialized.", ctype_name(type));
    return type;
}

void ctype_set_address(CType *type) {
    type->size = sizeof(void *);
    type->align = _Alignof(void *);
    type->length = 1;
    type->has_pointers = true;
}

bool ctype_set_format(CType *type, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Str *text = str_format_v(format, arguments);
    va_end(arguments);
    size_t size;
    const char *utf8 = text ? str_utf8(text, &size) : NULL;
    char *copy = utf8 ? mem_malloc(size + 1) : NULL;
    if (copy) {
        memcpy(copy, utf8, size + 1);
        mem_free(type->format);
        type->format = copy;
    } else if (utf8) {
        raise_no_memory();
    }
    decref_maybe(value_of(text));
    return copy != NULL;
}

/* Arrays and pointers that are subclassed again name the same attributes: only the rest is taken
 * over. */
bool ctype_inherit(CType *type, CType *base) {
    base->is_final = true;
    type->is_swapped = base->is_swapped;
    type->has_pointers = base->has_pointers;
    type->is_irregular = base->is_irregular;
    type->size = base->size;
    type->align = base->align;
    type->length = base->length;
    type->scalar = base->scalar;
    return !base->format || ctype_set_format(type, "%s", base->format);
}

Value ctype_make(Type *metatype, Str *name, CType *base, Dict *namespace) {
    Tuple *bases = tuple_pack(1, value_of(base));
    Value made =
        bases ? call_3(value_of(metatype), value_of(name), value_of(bases), value_of(namespace))
              : NULL;
    decref_maybe(value_of(bases));
    return made;
}

/* ---- what every C type can ------------------------------------------------------------------- */

static Value type_repeat(Value self, Value count) {
    ptrdiff_t length;
    if (!object_index_as_size(count, &length, &exc_OverflowError))
        return NULL;
    if (length < 0)
        return raise_value_error("Array length must be >= 0, not %zd", length);
    CType *item = ctype_from(self);
    if (!item)
        return raise_type_error("_type_ must have storage info");
    return value_of(array_type_of(item, length));
}

static Value method_sizeof(Value self, Value *args) {
    const CType *type = (const CType *)(void *)object_of(self);
    size_t size = type->type.mem.header.type->basic_size;
    if (type->format)
        size += strlen(type->format) + 1;
    return value_from_uint64(size + (size_t)type->dimensions * sizeof *type->shape);
}

static const NativeMethod methods[] = {
    NATIVE("from_address($self, address, /)", data_from_address,
           "C.from_address(integer) -> C instance\naccess a C instance at the specified address"),
    NATIVE("from_buffer($self, source, offset=0, /)", data_from_buffer,
           "C.from_buffer(object, offset=0, /) -> C instance\ncreate a C instance from a writeable "
           "buffer"),
    NATIVE("from_buffer_copy($self, source, offset=0, /)", data_from_buffer_copy,
           "C.from_buffer_copy(object, offset=0, /) -> C instance\ncreate a C instance from a "
           "readable buffer"),
    NATIVE("in_dll($self, dll, name, /)", data_in_dll,
           "C.in_dll(dll, name) -> C instance\naccess a C instance in a dll"),
    NATIVE("from_param($self, value, /)", parameter_of_class,
           "Convert a Python object into a function call parameter."),
    NATIVE("__sizeof__($self, /)", method_sizeof, "Return memory consumption of the type object."),
    NATIVE_END,
};

Type ctype_metatype = {
    TYPE_INIT_CONTAINER("_ctypes.CType_Type", sizeof(CType), ctype_dealloc, ctype_traverse,
                        ctype_clear),
    .base = &type_type,
    .flags = TYPE_BASE | TYPE_IS_TYPE,
    .doc = "metatype for C types",
    .repeat = type_repeat,
    .methods = methods,
};
