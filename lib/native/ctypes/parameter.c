/* from_param: what a Python object becomes as an argument of a declared type.
 *
 * Each kind of type takes its own instances as they are; simple types convert values, pointers take
 * what can stand for an address; everything else may have an attribute _as_parameter_. */
#include "lib/native/ctypes/ctypes.h"

#include <string.h>

typedef Value (*FromParam)(Value self, Value *args);

/* The same again with _as_parameter_; missing: nothing raised. */
static Lookup convert_parameter(FromParam from_param, Value self, Value value, Value *result) {
    Value parameter;
    Lookup found = argument_as_parameter(value, &parameter);
    if (found != LOOKUP_FOUND)
        return found;
    *result =
        recursion_enter(" while processing _as_parameter_") ? from_param(self, &parameter) : NULL;
    decref(parameter);
    return *result ? LOOKUP_FOUND : LOOKUP_ERROR;
}

static bool is_own(Value self, Value value) {
    return is_instance_of(value, type_cast(self));
}

/* ---- structs, unions, arrays, functions ------------------------------------------------------ */

Value parameter_of_class(Value self, Value *args) {
    Value value = args[0], result;
    if (is_own(self, value))
        return own(value);
    if (is_argument(value)) {
        Value object = argument_from(value)->object;
        if (object && is_own(self, object))
            return own(value);
        return raise_type_error("expected %s instance instead of pointer to %s",
                                type_cast(self)->mem.name,
                                object ? type_name_of(object) : "unknown");
    }
    Lookup found = convert_parameter(parameter_of_class, self, value, &result);
    if (found == LOOKUP_MISSING)
        return raise_type_error("expected %s instance instead of %s", type_cast(self)->mem.name,
                                type_name_of(value));
    return found == LOOKUP_FOUND ? result : NULL;
}

/* ---- pointers -------------------------------------------------------------------------------- */

Value parameter_of_pointer(Value self, Value *args) {
    Value value = args[0];
    CType *type = ctype_from(self);
    if (!type)
        return raise_type_error("abstract class");
    if (value == NONE)
        return NONE;
    if (type->item && is_own(value_of(type->item), value)) {
        CArgument *argument = argument_new('P', ffi.ffi_type_pointer, value);
        if (argument)
            argument->value.pointer = data_from(value)->memory;
        return value_of(argument);
    }
    const CType *given = ctype_of(value);
    if (type->item && given && (given->kind == C_POINTER || given->kind == C_ARRAY) &&
        given->item && type_is_subtype(&given->item->type, &type->item->type))
        return own(value);
    if (type->item && is_argument(value) && argument_from(value)->object &&
        is_own(value_of(type->item), argument_from(value)->object))
        return own(value); /* byref(...) */
    return parameter_of_class(self, args);
}

/* ---- simple types ---------------------------------------------------------------------------- */

static Value new_argument(char tag, const void *pointer, Value object) {
    CArgument *argument = argument_new(tag, ffi.ffi_type_pointer, object);
    if (argument)
        memcpy(&argument->value.pointer, &pointer, sizeof pointer);
    return value_of(argument);
}

static Value convert_bytes(Value bytes) {
    return new_argument('z', bytes_of(bytes)->data, bytes);
}

static Value convert_text(Value text) {
    Bytes *copy = wide_text_bytes(str_of(text));
    Value argument = copy ? new_argument('Z', copy->data, value_of(copy)) : NULL;
    decref_maybe(value_of(copy));
    return argument;
}

/* Arrays of and pointers to characters, or byref() of one. */
static bool points_to(Value value, char code) {
    const CType *type = ctype_of(value);
    if (is_argument(value)) {
        Value object = argument_from(value)->object;
        return object && is_text_item(ctype_of(object), code);
    }
    return type && (type->kind == C_ARRAY || type->kind == C_POINTER) &&
           is_text_item(type->item, code);
}

/* Null without an exception: `value` is nothing that has an address. */
static Value convert_to_text_pointer(const Scalar *scalar, Value value) {
    bool is_wide = scalar->code == 'Z';
    if (is_wide ? is_str(value) : is_bytes(value))
        return is_wide ? convert_text(value) : convert_bytes(value);
    bool is_pointer = points_to(value, is_wide ? 'u' : 'c') ||
                      (is_argument(value) && argument_from(value)->tag == scalar->code);
    return is_pointer ? own(value) : NULL;
}

static Value convert_to_pointer(Value value) {
    const CType *type = ctype_of(value);
    if (is_int(value)) {
        const void *address = (const void *)(uintptr_t)int_as_mask64(value);
        return new_argument('P', address, NONE);
    }
    if (is_bytes(value))
        return convert_bytes(value);
    if (is_str(value))
        return convert_text(value);
    if (is_argument(value) || is_ctype_kind(type, C_ARRAY) || is_ctype_kind(type, C_POINTER))
        return own(value);
    if (is_ctype_kind(type, C_FUNCTION) || is_text_item(type, 'z') || is_text_item(type, 'Z')) {
        void *address;
        memcpy(&address, data_from(value)->memory, sizeof address);
        return new_argument(type->kind == C_FUNCTION ? 'P' : 'Z', address, value);
    }
    return NULL;
}

static Value refuse_pointer(const Scalar *scalar, Value value) {
    return raise_type_error("'%.200s' object cannot be interpreted as ctypes.%s",
                            type_name_of(value),
                            scalar->code == 'P'   ? "c_void_p"
                            : scalar->code == 'z' ? "c_char_p"
                                                  : "c_wchar_p");
}

/* The value as the type's setter reads it. */
static Value convert_value(const CType *type, Value value) {
    CArgument *argument = argument_new(type->scalar->code, *type->scalar->ffi, NULL);
    if (!argument)
        return NULL;
    argument->object = scalar_set(type->scalar, &argument->value, value, false);
    if (argument->object)
        return value_of(argument);
    GIVE_UP(argument);
    return NULL;
}

Value parameter_of_simple(Value self, Value *args) {
    Value value = args[0], result = NULL;
    const CType *type = ctype_from(self);
    if (!type)
        return raise_type_error("abstract class");
    if (is_own(self, value))
        return own(value);
    const Scalar *scalar = type->scalar;
    bool is_address = strchr("zZP", scalar->code) && type->type.base == &simple_base.type;
    if (is_address && value == NONE)
        return NONE;
    if (!is_address)
        result = convert_value(type, value);
    else
        result = scalar->code == 'P' ? convert_to_pointer(value)
                                     : convert_to_text_pointer(scalar, value);
    if (result)
        return result;
    Value error = exception_fetch();
    Lookup found = convert_parameter(parameter_of_simple, self, value, &result);
    if (found == LOOKUP_MISSING) {
        if (!error)
            return refuse_pointer(scalar, value);
        exception_restore_steal(error);
        return NULL;
    }
    decref_maybe(error);
    return found == LOOKUP_FOUND ? result : NULL;
}

/* ---- argtypes -------------------------------------------------------------------------------- */

static bool find_converters(Tuple *types, Str *name, Tuple *converters) {
    for (size_t i = 0; i < types->count; i++) {
        converters->items[i] = attribute_get(types->items[i], name);
        if (converters->items[i])
            continue;
        if (exception_clear_if(&exc_AttributeError))
            raise_type_error("item %zu in _argtypes_ has no from_param method", i + 1);
        return false;
    }
    return true;
}

Tuple *converters_of(Tuple *types) {
    if (types->count > ARGUMENTS_MAX)
        return raise_of(&argument_error,
                        "_argtypes_ has too many arguments (%zu), "
                        "maximum is %d",
                        types->count, ARGUMENTS_MAX);
    Str *name = str_interned("from_param");
    Tuple *converters = name ? tuple_new(types->count) : NULL;
    if (converters && !find_converters(types, name, converters)) {
        GIVE_UP(converters);
        converters = NULL;
    }
    decref_maybe(value_of(name));
    return converters;
}
