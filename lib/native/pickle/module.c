/* The module _pickle: dump, dumps, load, loads, and what all picklers share. */
#include "lib/native/pickle/pickle.h"
#include "vm/import.h"
#include "vm/runtime.h"

ExceptionClass pickle_error = {.module = "_pickle", .name = "PickleError", .base = &exc_Exception};
ExceptionClass pickling_error = {.module = "_pickle", .name = "PicklingError"};
ExceptionClass unpickling_error = {.module = "_pickle", .name = "UnpicklingError"};
PickleShared pickle_shared;

static const struct {
    Value *field;
    const char *module, *name;
    bool is_dict;
} shared[] = {
    {&pickle_shared.dispatch_table, "copyreg", "dispatch_table", true},
    {&pickle_shared.extension_registry, "copyreg", "_extension_registry", true},
    {&pickle_shared.inverted_registry, "copyreg", "_inverted_registry", true},
    {&pickle_shared.extension_cache, "copyreg", "_extension_cache", true},
    {&pickle_shared.name_mapping, "_compat_pickle", "NAME_MAPPING", true},
    {&pickle_shared.import_mapping, "_compat_pickle", "IMPORT_MAPPING", true},
    {&pickle_shared.reverse_name_mapping, "_compat_pickle", "REVERSE_NAME_MAPPING", true},
    {&pickle_shared.reverse_import_mapping, "_compat_pickle", "REVERSE_IMPORT_MAPPING", true},
    {&pickle_shared.get_attribute, "builtins", "getattr", false},
    {&pickle_shared.codecs_encode, "_codecs", "encode", false},
    {&pickle_shared.partial, "functools", "partial", false},
};
enum { SHARED_COUNT = sizeof shared / sizeof *shared };

static void drop_shared(void) {
    for (size_t i = 0; i < SHARED_COUNT; i++)
        clear_value(shared[i].field);
}

/* Reducers, and what the extension codes stand for, are the program's objects. */
static void forget_reducers(void) {
    const Value programs[] = {pickle_shared.dispatch_table, pickle_shared.extension_registry,
                              pickle_shared.inverted_registry, pickle_shared.extension_cache};
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
        if (programs[i])
            dict_clear(dict_of(programs[i]));
}

static bool find_shared(void) {
    for (size_t i = 0; i < SHARED_COUNT; i++) {
        replace_value(shared[i].field, import_attribute(shared[i].module, shared[i].name));
        if (!*shared[i].field)
            return false;
        if (shared[i].is_dict && !is_dict(*shared[i].field))
            return raise_runtime_error("%s.%s should be a dict, not %T", shared[i].module,
                                       shared[i].name, *shared[i].field);
    }
    return true;
}

bool pickle_find_hook(Value self, Type *base, const char *text, Value assigned, Value *hook) {
    *hook = own_maybe(assigned);
    if (assigned || type_of(self) == base)
        return true;
    Str *name = str_interned(text);
    if (!name)
        return false;
    Value inherited = type_lookup_borrowed(base, name);
    Lookup found = LOOKUP_MISSING;
    if (!inherited || type_lookup_borrowed(type_of(self), name) != inherited)
        found = attribute_lookup(self, name, hook);
    GIVE_UP(name);
    return found != LOOKUP_ERROR;
}

static const NativeMethod functions[] = {
    NATIVE("dump($module, /, obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)",
           pickle_dump, "Write a pickled representation of obj to the open file object file."),
    NATIVE("dumps($module, /, obj, protocol=None, *, fix_imports=True, buffer_callback=None)",
           pickle_dumps, "Return the pickled representation of the object as a bytes object."),
    NATIVE("load($module, file, /, *, fix_imports=True, encoding='ASCII', errors='strict', "
           "buffers=())",
           pickle_load, "Read and return an object from the pickle data stored in a file."),
    NATIVE("loads($module, data, /, *, fix_imports=True, encoding='ASCII', errors='strict', "
           "buffers=())",
           pickle_loads, "Read and return an object from the given pickle data."),
    NATIVE_END};

bool pickle_map_names(Value names, Value imports, Value *module, Value *name) {
    Tuple *key = tuple_pack(2, *module, *name);
    Value mapped;
    if (!key)
        return false;
    Lookup found = dict_lookup(dict_of(names), value_of(key), &mapped);
    GIVE_UP(key);
    if (found == LOOKUP_FOUND) {
        replace_value(module, own(tuple_of(mapped)->items[0]));
        replace_value(name, own(tuple_of(mapped)->items[1]));
        decref(mapped);
        return true;
    }
    if (found == LOOKUP_MISSING) {
        found = dict_lookup(dict_of(imports), *module, &mapped);
        if (found == LOOKUP_FOUND)
            replace_value(module, mapped);
    }
    return found != LOOKUP_ERROR;
}

static bool pickle_exec(Module *module) {
    if (!exception_class_use(&pickle_error, module))
        return false;
    pickling_error.base = unpickling_error.base = type_cast(pickle_error.class);
    runtime_on_fini(forget_reducers);
    return exception_class_use(&pickling_error, module) &&
           exception_class_use(&unpickling_error, module) && find_shared() &&
           type_ready(&pickler_type) && type_ready(&unpickler_type) &&
           type_ready(&pickle_buffer_type) && module_add_type(module, &pickler_type) &&
           module_add_type(module, &unpickler_type) && module_add_type(module, &pickle_buffer_type);
}

static void pickle_fini(void) {
    exception_class_fini(&unpickling_error);
    exception_class_fini(&pickling_error);
    exception_class_fini(&pickle_error);
    drop_shared();
}

const NativeModule _pickle_module = {
    .name = "_pickle",
    .doc = "Optimized C implementation for the Python pickle module.",
    .functions = functions,
    .exec = pickle_exec,
    .fini = pickle_fini,
};
