/* Arguments of foreign functions: a C value, and the Python object it belongs to.
 *
 * byref() and from_param() make them, and calls make them of whatever is passed. */
#include "lib/native/ctypes/ctypes.h"

#include "vm/objects/exception.h"

#include <string.h>

/* ---- the objects ----------------------------------------------------------------------------- */

CArgument *argument_new(char tag, ffi_type *type, Value object) {
    CArgument *argument = mem_object_new(&argument_type.mem, sizeof *argument);
    if (!argument)
        return raise_no_memory();
    argument->tag = tag;
    argument->ffi = type;
    argument->value = (CValue){0};
    argument->copy = NULL;
    argument->object = own_maybe(object);
    mem_gc_track(argument);
    return argument;
}

static void argument_dealloc(Object *object) {
    CArgument *argument = (CArgument *)object;
    mem_gc_untrack(object);
    decref_maybe(argument->object);
    mem_free(argument->copy);
    mem_object_free(object, sizeof *argument);
}

static void argument_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((CArgument *)object)->object, visit, context);
}

static void argument_clear(Object *object) {
    clear_value(&((CArgument *)object)->object);
}

static Str *show_character(int character) {
    char text[8];
    if (character >= 0x20 && character < 0x7f && character != '\'' && character != '\\')
        snprintf(text, sizeof text, "%c", character);
    else
        snprintf(text, sizeof text, "\\x%02x", character & 0xff);
    return str_format("<cparam 'c' ('%s')>", text);
}

static Str *show_number(const CArgument *argument, const Scalar *scalar) {
    Value number = scalar_get(scalar, &argument->value, false);
    Str *text = number ? str_format("<cparam '%c' (%R)>", argument->tag, number) : NULL;
    decref_maybe(number);
    return text;
}

static Value argument_repr(Value self) {
    const CArgument *argument = argument_from(self);
    const Scalar *scalar = scalar_find(argument->tag);
    if (argument->tag == 'c')
        return value_of(show_character(argument->value.bytes[0]));
    if (scalar && ((scalar->class >= SCALAR_SIGNED && scalar->class <= SCALAR_DOUBLE)))
        return value_of(show_number(argument, scalar));
    if (strchr("zZP", argument->tag))
        return value_of(str_format("<cparam '%c' (%p)>", argument->tag, argument->value.pointer));
    return value_of(str_format("<cparam '%c' at %p>", argument->tag, argument));
}

static const NativeMember members[] = {
    {"_obj", MEMBER_VALUE, offsetof(CArgument, object), false, "the wrapped object"},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

Type argument_type = {
    TYPE_INIT_CONTAINER("_ctypes.CArgObject", sizeof(CArgument), argument_dealloc,
                        argument_traverse, argument_clear),
    .flags = TYPE_NO_INSTANTIATION,
    .repr = argument_repr,
    .members = members,
};

/* ---- of instances ---------------------------------------------------------------------------- */

/* Passed by its value: the copy is the function's own. */
static bool copy_struct(CArgument *argument, const CData *data) {
    argument->copy = mem_malloc(data->size ? data->size : 1);
    if (!argument->copy)
        return raise_no_memory();
    memcpy(argument->copy, data->memory, data->size);
    argument->value.pointer = argument->copy;
    return true;
}

/* The instance as it is passed when no type says otherwise. */
static CArgument *argument_of_data(CData *data) {
    CType *type = ctype_of(value_of(data));
    bool is_record = type->kind == C_STRUCT || type->kind == C_UNION;
    char tag = is_record ? 'V' : type->kind == C_SIMPLE ? type->scalar->code : 'P';
    ffi_type *passed_as = ctype_ffi(type);
    CArgument *argument = passed_as ? argument_new(tag, passed_as, value_of(data)) : NULL;
    if (!argument)
        return NULL;
    if (type->kind == C_ARRAY) {
        argument->value.pointer = data->memory;
    } else if (is_record) {
        if (!copy_struct(argument, data)) {
            GIVE_UP(argument);
            return NULL;
        }
    } else {
        memcpy(&argument->value, data->memory, type->size);
    }
    return argument;
}

/* ---- of anything ----------------------------------------------------------------------------- */

Lookup argument_as_parameter(Value value, Value *parameter) {
    Str *name = str_interned("_as_parameter_");
    if (!name)
        return LOOKUP_ERROR;
    Lookup found = attribute_lookup(value, name, parameter);
    GIVE_UP(name);
    return found;
}

/* An int that nobody gave a type is a C int. */
static CArgument *convert_int(Value value) {
    int64_t number;
    if (!int_fits_int64(value, &number)) {
        uint64_t high;
        if (!int_as_uint64(value, &high)) {
            exception_clear();
            return raise_overflow_error("int too long to convert");
        }
        number = (int64_t)high;
    }
    CArgument *argument = argument_new('i', ffi.ffi_type_sint32, NULL);
    if (argument)
        argument->value.integer = (int32_t)number;
    return argument;
}

static CArgument *convert_address(void *address, Value object) {
    CArgument *argument = argument_new('P', ffi.ffi_type_pointer, object);
    if (argument)
        argument->value.pointer = address;
    return argument;
}

static CArgument *convert_text(Str *text) {
    Bytes *copy = wide_text_bytes(text);
    CArgument *argument = copy ? convert_address(copy->data, value_of(copy)) : NULL;
    decref_maybe(value_of(copy));
    return argument;
}

CArgument *argument_convert(Value value, size_t position) {
    if (is_argument(value)) {
        incref(value);
        return argument_from(value);
    }
    if (is_data(value))
        return argument_of_data(data_from(value));
    if (value == NONE)
        return convert_address(NULL, NULL);
    if (is_int(value))
        return convert_int(value);
    if (is_bytes(value))
        return convert_address(bytes_of(value)->data, value);
    if (is_str(value))
        return convert_text(str_of(value));
    Value parameter;
    Lookup found = argument_as_parameter(value, &parameter);
    if (found == LOOKUP_MISSING)
        return raise_type_error("Don't know how to convert parameter %zu", position);
    if (found == LOOKUP_ERROR)
        return NULL;
    CArgument *argument = recursion_enter(" while converting an argument")
                              ? argument_convert(parameter, position)
                              : NULL;
    decref(parameter);
    return argument;
}

/* ---- errors of arguments --------------------------------------------------------------------- */

void *raise_again_as(Type *class, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Value error = exception_fetch();
    Str *prefix = str_format_v(format, arguments);
    va_end(arguments);
    Value text = prefix ? object_str(error) : NULL;
    if (prefix && !text) {
        exception_clear();
        text = value_of(str_from_c("???"));
    }
    if (text)
        raise_error(class, "%U%s: %S", prefix, type_short_name(type_of(error)), text);
    decref_maybe(text);
    decref_maybe(value_of(prefix));
    decref(error);
    return NULL;
}
