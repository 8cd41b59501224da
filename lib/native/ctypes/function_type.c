/* CFuncPtr: its metaclass, and how functions are made: of an address, of a name in a library, of a
 * Python object. */
#include "lib/native/ctypes/function.h"

#include <string.h>

/* ---- classes --------------------------------------------------------------------------------- */

static bool read_flags(CType *type) {
    Value flags;
    Lookup found = ctype_attribute(type, "_flags_", &flags);
    if (found == LOOKUP_ERROR)
        return false;
    bool good = found == LOOKUP_FOUND && is_int(flags);
    if (good)
        type->call_flags = (int)int_as_mask64(flags);
    if (found == LOOKUP_FOUND)
        decref(flags);
    return good || raise_type_error("class must define _flags_ which must be an integer");
}

static bool read_arguments(CType *type) {
    Lookup found = ctype_attribute(type, "_argtypes_", &type->arguments);
    if (found != LOOKUP_FOUND) {
        type->arguments = NULL;
        return found == LOOKUP_MISSING;
    }
    if (!is_tuple(type->arguments))
        return raise_type_error("_argtypes_ must be a sequence of types");
    type->converters = value_of(converters_of(tuple_of(type->arguments)));
    return type->converters != NULL;
}

/* The type's own look at its results. */
static bool find_checker(Value result, Value *checker) {
    Str *name = str_interned("_check_retval_");
    Lookup found = name ? attribute_lookup(result, name, checker) : LOOKUP_ERROR;
    decref_maybe(value_of(name));
    if (found != LOOKUP_FOUND)
        *checker = NULL;
    return found != LOOKUP_ERROR;
}

static bool is_result_type(Value value) {
    return value == NONE || ctype_from(value) || is_callable(value);
}

static bool read_result(CType *type) {
    Lookup found = ctype_attribute(type, "_restype_", &type->result);
    if (found != LOOKUP_FOUND) {
        type->result = NULL;
        return found == LOOKUP_MISSING;
    }
    if (!is_result_type(type->result))
        return raise_type_error("_restype_ must be a type, a callable, or None");
    return find_checker(type->result, &type->checker);
}

static bool function_metatype_init(Value self, Value *args, size_t count, Tuple *keywords) {
    CType *type = ctype_begin(self, args, count);
    if (!type)
        return false;
    ctype_set_address(type);
    if (!ctype_set_format(type, "X{}") || !read_flags(type) || !read_arguments(type) ||
        !read_result(type))
        return false;
    type->kind = C_FUNCTION;
    return true;
}

Type function_metatype = {
    CTYPE_METATYPE_INIT("_ctypes.PyCFuncPtrType"),
    .doc = "metatype for C function pointers",
    .init = function_metatype_init,
};

/* ---- making functions ------------------------------------------------------------------------ */

static CFunction *allocate(Type *type, void *address) {
    CFunction *function = (CFunction *)(void *)data_new((CType *)type);
    if (function)
        memcpy(function->data.memory, &address, sizeof address);
    return function;
}

static Str *symbol_name(Value given) {
    if (is_str(given)) {
        incref(given);
        return str_of(given);
    }
    if (is_bytes(given))
        return str_from_utf8((const char *)bytes_of(given)->data, bytes_of(given)->size);
    return raise_type_error("function name must be string, bytes object or integer");
}

/* (name, library), which the function keeps. */
static Value make_of_library(Type *type, Tuple *place, Value flags) {
    void *address;
    if (place->count != 2)
        return raise_type_error("illegal func_spec argument");
    Str *name = symbol_name(place->items[0]);
    bool found = name && library_symbol(place->items[1], name, &exc_AttributeError, &address);
    decref_maybe(value_of(name));
    if (!found || !parameter_flags_check((CType *)type, flags))
        return NULL;
    CFunction *function = allocate(type, address);
    if (!function)
        return NULL;
    if (flags && flags != NONE)
        function->parameter_flags = own(flags);
    if (data_keep_steal(&function->data, 0, own(place->items[1])))
        return value_of(function);
    GIVE_UP(function);
    return NULL;
}

static Value make_of_callable(Type *type, Value callable) {
    const CType *class = (const CType *)type;
    void *address;
    if (!ctype_check_instantiable(class))
        return NULL;
    if (!is_callable(callable))
        return raise_type_error("argument must be callable or integer function address");
    if (!class->arguments || !class->result)
        return raise_type_error("cannot construct instance of this class: no argtypes");
    Value thunk =
        thunk_new(callable, tuple_of(class->arguments), class->result, class->call_flags, &address);
    CFunction *function = thunk ? allocate(type, address) : NULL;
    if (!function) {
        decref_maybe(thunk);
        return NULL;
    }
    function->callable = own(callable);
    if (data_keep_steal(&function->data, 0, thunk))
        return value_of(function);
    GIVE_UP(function);
    return NULL;
}

static Value function_make(Type *type, Value *args, size_t count, Tuple *keywords) {
    if (!count)
        return value_of(allocate(type, NULL));
    if (count <= 2 && is_tuple(args[0]))
        return make_of_library(type, tuple_of(args[0]), count == 2 ? args[1] : NULL);
    if (count != 1)
        return raise_type_error("function takes exactly 1 argument (%zu given)", count);
    if (is_int(args[0]))
        return value_of(allocate(type, (void *)(uintptr_t)int_as_mask64(args[0])));
    return make_of_callable(type, args[0]);
}

/* What `new` was given is not for an __init__. */
static bool function_init(Value self, Value *args, size_t count, Tuple *keywords) {
    return true;
}

/* ---- life ------------------------------------------------------------------------------------ */

static void give_up_values(CFunction *function) {
    clear_value(&function->callable);
    clear_value(&function->arguments);
    clear_value(&function->arguments_given);
    clear_value(&function->converters);
    clear_value(&function->result);
    clear_value(&function->checker);
    clear_value(&function->error_check);
    clear_value(&function->parameter_flags);
}

static void function_dealloc(Object *object) {
    give_up_values((CFunction *)object);
    data_dealloc(object);
}

static void function_traverse(Object *object, MemVisit visit, void *context) {
    CFunction *function = (CFunction *)object;
    data_traverse(object, visit, context);
    visit_value(function->callable, visit, context);
    visit_value(function->arguments, visit, context);
    visit_value(function->arguments_given, visit, context);
    visit_value(function->converters, visit, context);
    visit_value(function->result, visit, context);
    visit_value(function->checker, visit, context);
    visit_value(function->error_check, visit, context);
    visit_value(function->parameter_flags, visit, context);
}

static void function_clear(Object *object) {
    give_up_values((CFunction *)object);
    data_clear(object);
}

/* ---- attributes ------------------------------------------------------------------------------ */

static Value get_result(Value self) {
    const CFunction *function = function_from(self);
    Value result = function->result ? function->result : ctype_of(self)->result;
    return own(result ? result : NONE);
}

static bool set_result(Value self, Value value) {
    CFunction *function = function_from(self);
    if (!value) {
        clear_value(&function->checker);
        clear_value(&function->result);
        return true;
    }
    Value checker;
    if (!is_result_type(value))
        return raise_type_error("restype must be a type, a callable, or None");
    if (!find_checker(value, &checker))
        return false;
    replace_value(&function->checker, checker);
    replace_value(&function->result, own(value));
    return true;
}

static Value get_arguments(Value self) {
    const CFunction *function = function_from(self);
    Value arguments =
        function->arguments_given ? function->arguments_given : ctype_of(self)->arguments;
    return own(arguments ? arguments : NONE);
}

static bool set_arguments(Value self, Value value) {
    CFunction *function = function_from(self);
    Tuple *types = NULL, *converters = NULL;
    if (value && value != NONE) {
        types = tuple_from_iterable(value);
        if (!types && exception_clear_if(&exc_TypeError))
            raise_type_error("_argtypes_ must be a sequence of types");
        converters = types ? converters_of(types) : NULL;
        if (!converters) {
            decref_maybe(value_of(types));
            return false;
        }
    }
    replace_value(&function->converters, value_of(converters));
    replace_value(&function->arguments, value_of(types));
    replace_value(&function->arguments_given, types ? own(value) : NULL);
    return true;
}

static Value get_error_check(Value self) {
    const CFunction *function = function_from(self);
    return own(function->error_check ? function->error_check : NONE);
}

static bool set_error_check(Value self, Value value) {
    if (value && !is_callable(value))
        return raise_type_error("the errcheck attribute must be callable");
    replace_value(&function_from(self)->error_check, own_maybe(value));
    return true;
}

static const NativeGetSet getsets[] = {
    {"errcheck", get_error_check, set_error_check, "a function to check for errors"},
    {"restype", get_result, set_result, "specify the result type"},
    {"argtypes", get_arguments, set_arguments, "specify the argument types"},
    {NULL, NULL, NULL, NULL},
};

/* ---- calls ----------------------------------------------------------------------------------- */

static void *address_of(Value self) {
    void *address;
    memcpy(&address, data_from(self)->memory, sizeof address);
    return address;
}

static bool check_count(const CType *type, size_t given, size_t required) {
    if (given >= required)
        return true;
    return raise_type_error("this function takes at least %zu argument%s (%zu given)", required,
                            required == 1 ? "" : "s", given);
}

static Value checked_results(CFunction *function, const Arguments *arguments, Value result) {
    if (result && function->error_check) {
        Value self = value_of(function), values = value_of(arguments->values);
        Value checked = call_3(function->error_check, result, self, values);
        decref(result);
        if (checked != values)
            return checked;
        result = checked;
    }
    return result ? parameters_results(arguments, result) : NULL;
}

static Value function_call(Value self, Value *args, size_t count, Tuple *keywords) {
    CFunction *function = function_from(self);
    const CType *type = ctype_of(self);
    Value types = function->arguments ? function->arguments : type->arguments;
    Value converters = own_maybe(function->converters ? function->converters : type->converters);
    Value result_type = function->result ? function->result : type->result;
    CallPlan plan = {.address = address_of(self),
                     .flags = type->call_flags,
                     .converters = converters ? tuple_of(converters) : NULL,
                     .result = own(result_type ? result_type : NONE),
                     .checker = own_maybe(function->result ? function->checker : type->checker)};
    Arguments arguments = {0};
    Value result = NULL;
    if (!plan.address)
        raise_value_error("NULL function pointer called");
    else if (parameters_fill(&arguments, function, types ? tuple_of(types) : NULL, args, count,
                             keywords) &&
             (!converters ||
              check_count(type, arguments.values->count, tuple_of(converters)->count)))
        result =
            checked_results(function, &arguments,
                            foreign_call(&plan, arguments.values->items, arguments.values->count));
    decref_maybe(value_of(arguments.values));
    decref_maybe(converters);
    decref(plan.result);
    decref_maybe(plan.checker);
    return result;
}

static Answer function_truth(Value self) {
    return address_of(self) != NULL;
}

static Value function_repr(Value self) {
    return value_of(str_format("<%s object at %p>", type_name_of(self), object_of(self)));
}

CType function_base = {
    .type = {.mem = {.header = {MEM_IMMORTAL, MEM_OBJECT_STATIC, &function_metatype.mem},
                     .name = "_ctypes.CFuncPtr",
                     .basic_size = sizeof(CFunction),
                     .kind = MEM_CONTAINER,
                     .dealloc = function_dealloc,
                     .traverse = function_traverse,
                     .clear = function_clear},
             .base = &data_type,
             .flags = TYPE_BASE,
             .doc = "Function Pointer",
             .new = function_make,
             .init = function_init,
             .repr = function_repr,
             .truth = function_truth,
             .call = function_call,
             .getsets = getsets},
};
