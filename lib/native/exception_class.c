/* Exception classes of native modules. */
#include "lib/native/exception_class.h"

Value exception_class_new(const char *module, const char *name, Tuple *bases) {
    Str *class_name = str_interned(name), *home = str_interned(module);
    Dict *namespace = dict_new();
    Value class = NULL;
    if (bases && class_name && home && namespace &&
        dict_set_name(namespace, names.__module__, value_of(home)))
        class = class_new(class_name, bases, namespace);
    decref_maybe(value_of(class_name));
    decref_maybe(value_of(home));
    decref_maybe(value_of(namespace));
    return class;
}

static Value make(const ExceptionClass *exception) {
    Value bases[] = {value_of(exception->base), value_of(exception->second_base)};
    Tuple *packed = tuple_from_array(bases, exception->second_base ? 2 : 1);
    Value class = exception_class_new(exception->module, exception->name, packed);
    decref_maybe(value_of(packed));
    return class;
}

bool exception_class_use(ExceptionClass *exception, Module *module) {
    if (!exception->class && !(exception->class = make(exception)))
        return false;
    const char *key = exception->bound_as ? exception->bound_as : exception->name;
    return dict_set_c(module->dict, key, exception->class);
}

void exception_class_fini(ExceptionClass *exception) {
    clear_value(&exception->class);
}
