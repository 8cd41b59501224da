/* The module _ctypes: its functions, and what it brings. */
#include "lib/native/ctypes/ctypes.h"

#include <dlfcn.h>
#include <string.h>
#include <time.h>

/* ---- sizes and addresses --------------------------------------------------------------------- */

/* A C type, or the type of an instance. */
static CType *type_from(Value value) {
    CType *type = ctype_from(value);
    return type ? type : ctype_of(value);
}

static Value size_of(Value self, Value *args) {
    if (is_data(args[0]))
        return value_from_uint64(data_from(args[0])->size);
    const CType *type = ctype_from(args[0]);
    return type ? value_from_uint64(type->size) : raise_type_error("this type has no size");
}

static Value alignment(Value self, Value *args) {
    const CType *type = type_from(args[0]);
    return type ? value_from_uint64(type->align) : raise_type_error("no alignment info");
}

static Value address_of(Value self, Value *args) {
    if (!is_data(args[0]))
        return raise_type_error("invalid type");
    return value_from_uint64((uintptr_t)data_from(args[0])->memory);
}

static Value by_reference(Value self, Value *args) {
    ptrdiff_t offset = 0;
    if (args[1] && !object_index_as_size(args[1], &offset, &exc_OverflowError))
        return NULL;
    if (!is_data(args[0]))
        return raise_type_error("byref() argument must be a ctypes instance, not '%s'",
                                type_name_of(args[0]));
    CArgument *argument = argument_new('P', ffi.ffi_type_pointer, args[0]);
    if (argument)
        argument->value.pointer = data_from(args[0])->memory + offset;
    return value_of(argument);
}

/* Memory that nobody looks at but the instance may grow. */
static bool grow(CData *data, size_t size) {
    if (data->owns_memory) {
        uint8_t *memory = mem_realloc(data->memory, size);
        if (!memory)
            return raise_no_memory();
        data->memory = memory;
    } else {
        uint8_t *memory = mem_calloc(1, size);
        if (!memory)
            return raise_no_memory();
        memcpy(memory, data->memory, data->size);
        data->memory = memory;
        data->owns_memory = true;
    }
    if (size > data->size)
        memset(data->memory + data->size, 0, size - data->size);
    data->size = size;
    return true;
}

static Value resize(Value self, Value *args) {
    ptrdiff_t size;
    if (!is_data(args[0]))
        return raise_type_error("expected ctypes instance");
    if (!object_index_as_size(args[1], &size, &exc_OverflowError))
        return NULL;
    CData *data = data_from(args[0]);
    const CType *type = ctype_of(args[0]);
    if (size < (ptrdiff_t)type->size)
        return raise_value_error("minimum size is %zu", type->size);
    if (!data->owns_memory && data->memory != data->small)
        return raise_value_error("Memory cannot be resized because this object doesn't own it");
    if (data->exports)
        return raise_error(&exc_BufferError, "cannot resize an array that is exporting buffers");
    if ((size_t)size <= sizeof data->small && !data->owns_memory)
        data->size = (size_t)size;
    else if (!grow(data, (size_t)size))
        return NULL;
    return NONE;
}

static Value buffer_info(Value self, Value *args) {
    const CType *type = type_from(args[0]);
    if (!type)
        return raise_type_error("not a ctypes type or object");
    Tuple *shape = tuple_new((size_t)type->dimensions);
    for (int i = 0; shape && i < type->dimensions; i++)
        shape->items[i] = value_from_int64(type->shape[i]);
    Str *format = shape ? str_from_c(type->format ? type->format : "B") : NULL;
    Value result = format
                       ? value_of(tuple_pack(3, value_of(format),
                                             value_of_small_int(type->dimensions), value_of(shape)))
                       : NULL;
    decref_maybe(value_of(format));
    decref_maybe(value_of(shape));
    return result;
}

/* ---- pointers -------------------------------------------------------------------------------- */

/* The module's _pointer_type_cache. It is not C's own: through the classes in it the collector must
 * find its way to the module. */
static Dict *pointer_types_borrowed(Value self) {
    const Module *module = (const Module *)object_of(self);
    Str *name = str_interned("_pointer_type_cache");
    Value cache = name ? dict_get_name_borrowed(module->dict, name) : NULL;
    decref_maybe(value_of(name));
    if (!cache || !is_dict(cache))
        return raise_runtime_error("_ctypes._pointer_type_cache must be a dict");
    return dict_of(cache);
}

static Value pointer_type_in(Value self, Value target) {
    Dict *known = pointer_types_borrowed(self);
    if (!known)
        return NULL;
    OWN(known);
    Value type = pointer_type_of(known, target);
    GIVE_UP(known);
    return type;
}

static Value pointer_type(Value self, Value *args) {
    return pointer_type_in(self, args[0]);
}

static Value pointer(Value self, Value *args) {
    const CType *type = ctype_of(args[0]);
    if (!type)
        return raise_type_error("_type_ must have storage info");
    Value class = pointer_type_in(self, value_of(type));
    Value made = class ? call_1(class, args[0]) : NULL;
    decref_maybe(class);
    return made;
}

static Value unpickle(Value self, Value *args) {
    if (!is_tuple(args[1]))
        return raise_type_error("_unpickle() argument 2 must be tuple, not %N", args[1]);
    Str *names_used[] = {str_interned("__new__"), str_interned("__setstate__")};
    Value made = NULL, method = NULL, result = NULL;
    if (names_used[0] && names_used[1])
        made = call_method_1(args[0], names_used[0], args[0]);
    if (made)
        method = attribute_get(made, names_used[1]);
    if (method)
        result = call_tuple(method, tuple_of(args[1]), NULL);
    decref_maybe(value_of(names_used[0]));
    decref_maybe(value_of(names_used[1]));
    decref_maybe(method);
    if (!result) {
        decref_maybe(made);
        return NULL;
    }
    decref(result);
    return made;
}

/* ---- errno ----------------------------------------------------------------------------------- */

static Value get_errno(Value self, Value *args) {
    return value_of_small_int(kept_errno);
}

static Value set_errno(Value self, Value *args) {
    int number, old = kept_errno;
    if (!int_as_int(args[0], &number))
        return NULL;
    kept_errno = number;
    return value_of_small_int(old);
}

/* ---- addresses of objects and functions ------------------------------------------------------ */

static Value object_from_address(Value self, Value *args) {
    uint64_t address;
    return int_as_uint64(args[0], &address) ? own((Value)(uintptr_t)address) : NULL;
}

static Value take_reference(Value self, Value *args) {
    incref(args[0]);
    return own(args[0]);
}

static Value drop_reference(Value self, Value *args) {
    decref(args[0]);
    return own(args[0]);
}

static Value call_address(Value *args, int flags) {
    uint64_t address;
    if (!int_as_uint64(args[0], &address))
        return NULL;
    if (!is_tuple(args[1]))
        return raise_type_error("argument 2 must be tuple, not %N", args[1]);
    CallPlan plan = {
        .address = (void *)(uintptr_t)address, .flags = flags, .result = value_of(&int_type)};
    return foreign_call(&plan, tuple_of(args[1])->items, tuple_of(args[1])->count);
}

static Value call_function(Value self, Value *args) {
    return call_address(args, 0);
}

static Value call_c_function(Value self, Value *args) {
    return call_address(args, CALL_C);
}

static const NativeMethod functions[] = {
    NATIVE(
        "POINTER($module, type, /)", pointer_type,
        "Create and return a new ctypes pointer type.\n\n  type\n    A ctypes type.\n\nPointer "
        "types are cached and reused internally,\nso calling this function repeatedly is cheap."),
    NATIVE("pointer($module, obj, /)", pointer,
           "Create a new pointer instance, pointing to 'obj'.\n\nThe returned object is of the "
           "type POINTER(type(obj)). Note that if you\njust want to pass a pointer to an object to "
           "a foreign function call, you\nshould use byref(obj) which is much faster."),
    NATIVE("sizeof($self, object, /)", size_of, "Return the size in bytes of a C instance."),
    NATIVE("alignment($self, object, /)", alignment,
           "Return the alignment requirements of a C instance."),
    NATIVE("addressof($self, object, /)", address_of,
           "Return the address of the C instance internal buffer"),
    NATIVE("byref($module, obj, offset=0, /)", by_reference,
           "byref(C instance[, offset=0]) -> byref-object\nReturn a pointer lookalike to a C "
           "instance, only usable\nas function argument"),
    NATIVE("resize($module, obj, size, /)", resize,
           "Resize the memory buffer of a ctypes instance"),
    NATIVE("buffer_info($self, object, /)", buffer_info, "Return buffer interface information"),
    NATIVE("get_errno($self, /)", get_errno, NULL),
    NATIVE("set_errno($module, value, /)", set_errno, NULL),
    NATIVE("dlopen($module, name, flag=0, /)", library_open,
           "dlopen(name, flag={RTLD_GLOBAL|RTLD_LOCAL}) open a shared library"),
    NATIVE("dlclose($module, handle, /)", library_close, "dlclose a library"),
    NATIVE("dlsym($module, handle, name, /)", library_find, "find symbol in shared library"),
    NATIVE("call_function($module, address, arguments, /)", call_function, NULL),
    NATIVE("call_cdeclfunction($module, address, arguments, /)", call_c_function, NULL),
    NATIVE("PyObj_FromPtr($module, address, /)", object_from_address, NULL),
    NATIVE("Py_INCREF($self, object, /)", take_reference, NULL),
    NATIVE("Py_DECREF($self, object, /)", drop_reference, NULL),
    NATIVE("_unpickle($module, type, state, /)", unpickle, NULL),
    NATIVE_END,
};

/* ---- life ------------------------------------------------------------------------------------ */

static bool add_types(Module *module) {
    static Type *const hidden[] = {&ctype_metatype,    &simple_metatype, &struct_metatype,
                                   &union_metatype,    &array_metatype,  &pointer_metatype,
                                   &function_metatype, &data_type,       &cfield_type,
                                   &argument_type,     &thunk_type};
    static Type *const shown[] = {&simple_base.type, &struct_base.type,  &union_base.type,
                                  &array_base.type,  &pointer_base.type, &function_base.type};
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (!type_ready(hidden[i]))
            return false;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (!module_add_type(module, shown[i]))
            return false;
    return true;
}

static bool add_constants(Module *module) {
    return module_add_text(module, "__version__", "1.1.0") &&
           module_add_int(module, "FUNCFLAG_CDECL", CALL_C) &&
           module_add_int(module, "FUNCFLAG_PYTHONAPI", CALL_PYTHON_API) &&
           module_add_int(module, "FUNCFLAG_USE_ERRNO", CALL_ERRNO) &&
           module_add_int(module, "FUNCFLAG_USE_LASTERROR", CALL_LAST_ERROR) &&
           module_add_int(module, "RTLD_LOCAL", RTLD_LOCAL) &&
           module_add_int(module, "RTLD_GLOBAL", RTLD_GLOBAL) &&
           module_add_int(module, "CTYPES_MAX_ARGCOUNT", ARGUMENTS_MAX) &&
           module_add_int(module, "SIZEOF_TIME_T", sizeof(time_t));
}

static bool exec(Module *module) {
    return foreign_calls_open() && exception_class_use(&argument_error, module) &&
           add_types(module) &&
           module_add_steal(module, "_pointer_type_cache", value_of(dict_new())) &&
           memory_functions_add(module) && add_constants(module);
}

static void fini(void) {
    exception_class_fini(&argument_error);
}

const NativeModule _ctypes_module = {
    .name = "_ctypes",
    .doc = "Create and manipulate C compatible data types in Python.",
    .functions = functions,
    .exec = exec,
    .fini = fini,
};
