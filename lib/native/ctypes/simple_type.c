/* _SimpleCData: c_int and the like.
 *
 * A number of more than a byte has a class for the other byte order beside it: __ctype_be__ where
 * numbers are little-endian. */
#include "lib/native/ctypes/ctypes.h"

#include <string.h>

#define CODES "cbBhHiIlLdfuzZqQPXOv?g"

/* ---- classes --------------------------------------------------------------------------------- */

static const Scalar *read_code(CType *type) {
    Value code;
    Lookup found = ctype_attribute(type, "_type_", &code);
    if (found == LOOKUP_MISSING)
        return raise_attribute_error("class must define a '_type_' attribute");
    if (found == LOOKUP_ERROR)
        return NULL;
    const Scalar *scalar = NULL;
    if (!is_str(code))
        raise_type_error("class must define a '_type_' string attribute");
    else if (str_of(code)->length != 1)
        raise_value_error("class must define a '_type_' attribute which must be a string of length "
                          "1");
    else if (!(scalar = scalar_find((char)(str_of(code)->ascii ? str_at(str_of(code), 0) : 0))))
        raise_attribute_error("class must define a '_type_' attribute which must be\n"
                              "a single character string containing one of '%s'.",
                              CODES);
    decref(code);
    return scalar;
}

static bool describe(CType *type, const Scalar *scalar, bool is_swapped) {
    type->scalar = scalar;
    type->size = scalar->size;
    type->align = scalar->align;
    type->is_swapped = is_swapped;
    type->has_pointers = scalar->class >= SCALAR_BYTES_POINTER;
    type->kind = C_SIMPLE;
    bool is_big = is_swapped == (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);
    return ctype_set_format(type, "%c%c", is_big ? '>' : '<', scalar->format);
}

static bool link_orders(Value little, Value big) {
    Str *names_of_orders[] = {str_interned("__ctype_le__"), str_interned("__ctype_be__")};
    bool good = names_of_orders[0] && names_of_orders[1];
    Value types[] = {little, big};
    for (int i = 0; good && i < 4; i++)
        good = attribute_set(types[i / 2], names_of_orders[i % 2], types[i % 2]);
    decref_maybe(value_of(names_of_orders[0]));
    decref_maybe(value_of(names_of_orders[1]));
    return good;
}

static bool add_swapped_type(CType *type, Value *args) {
    const bool little = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;
    Str *name = str_format("%U%s", str_of(args[0]), little ? "_be" : "_le");
    if (!name)
        return false;
    Value parts[] = {value_of(name), args[1], args[2]};
    Value other = type_type.new(&simple_metatype, parts, 3, NULL);
    GIVE_UP(name);
    if (!other)
        return false;
    Value self = value_of(type);
    bool good = describe((CType *)(void *)object_of(other), type->scalar, true) &&
                link_orders(little ? self : other, little ? other : self);
    decref(other);
    return good;
}

static bool simple_metatype_init(Value self, Value *args, size_t count, Tuple *keywords) {
    CType *type = ctype_begin(self, args, count);
    const Scalar *scalar = type ? read_code(type) : NULL;
    return scalar && describe(type, scalar, false) &&
           (!scalar_can_swap(scalar) || add_swapped_type(type, args));
}

static const NativeMethod class_methods[] = {
    NATIVE("from_param($self, value, /)", parameter_of_simple,
           "Convert a Python object into a function call parameter."),
    NATIVE_END,
};

Type simple_metatype = {
    CTYPE_METATYPE_INIT("_ctypes.PyCSimpleType"),
    .doc = "metatype for the PyCSimpleType Objects",
    .init = simple_metatype_init,
    .methods = class_methods,
};

/* ---- instances ------------------------------------------------------------------------------- */

static Value get_value(Value self) {
    const CType *type = ctype_of(self);
    return scalar_get(type->scalar, data_from(self)->memory, type->is_swapped);
}

static bool set_value(Value self, Value value) {
    const CType *type = ctype_of(self);
    CData *data = data_from(self);
    if (!value)
        return raise_type_error("can't delete attribute");
    return data_keep_steal(data, 0,
                           scalar_set(type->scalar, data->memory, value, type->is_swapped));
}

static bool simple_init(Value self, Value *args, size_t count, Tuple *keywords) {
    if (count > 1)
        return raise_type_error("__init__ expected at most 1 argument, got %zu", count);
    return !count || set_value(self, args[0]);
}

static Answer simple_truth(Value self) {
    const CData *data = data_from(self);
    for (size_t i = 0; i < ctype_of(self)->size; i++)
        if (data->memory[i])
            return ANSWER_YES;
    return ANSWER_NO;
}

static Value simple_repr(Value self) {
    if (!is_plain_simple(ctype_of(self)))
        return value_of(str_format("<%s object at %p>", type_name_of(self), object_of(self)));
    Value value = get_value(self);
    Str *text = value ? str_format("%s(%R)", type_name_of(self), value) : NULL;
    decref_maybe(value);
    return value_of(text);
}

static Value method_from_out_parameter(Value self, Value *args) {
    return is_plain_simple(ctype_of(self)) ? get_value(self) : own(self);
}

static const NativeMethod methods[] = {
    NATIVE("__ctypes_from_outparam__($self, /)", method_from_out_parameter, NULL),
    NATIVE_END,
};

static const NativeGetSet getsets[] = {
    {"value", get_value, set_value, "current value"},
    {NULL, NULL, NULL, NULL},
};

CType simple_base = {
    .type = {CTYPE_BASE_INIT("_ctypes._SimpleCData", simple_metatype, sizeof(CData)),
             .doc = "A value of a simple C type: an integer, a floating-point number, an address.",
             .new = data_make, .init = simple_init, .repr = simple_repr, .truth = simple_truth,
             .methods = methods, .getsets = getsets},
};
