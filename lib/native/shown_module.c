/* What functions say of their module. */
#include "lib/native/shown_module.h"

static bool show(Module *module, Str *function, const char *shown) {
    Value found = dict_get_name_borrowed(module->dict, function);
    if (!found || !has_type(found, &native_function_type))
        return true;
    Str *name = str_interned(shown);
    if (name)
        replace_value(&((NativeCallable *)(void *)object_of(found))->module, value_of(name));
    return name != NULL;
}

bool function_show_module(Module *module, const char *function, const char *shown) {
    Str *name = str_interned(function);
    bool good = name && show(module, name, shown);
    decref_maybe(value_of(name));
    return good;
}

bool functions_show_module(Module *module, const char *shown) {
    for (const NativeMethod *method = module->native->functions; method->signature; method++) {
        Str *name = native_method_name(method), *key = name ? str_intern_steal(name) : NULL;
        bool good = key && show(module, key, shown);
        decref_maybe(value_of(key));
        if (!good)
            return false;
    }
    return true;
}
