/* Exception classes of native modules. */
#include "lib/native/exception_class.h"

static Value make(const ExceptionClass *exception) {
    Str *name = str_interned(exception->name), *module = str_interned(exception->module);
    Tuple *bases = tuple_pack(1, value_of(exception->base));
    Dict *namespace = dict_new();
    Value class = NULL;
    if (name && module && bases && namespace &&
        dict_set_name(namespace, names.__module__, value_of(module)))
        class = class_new(name, bases, namespace);
    decref_maybe(value_of(name));
    decref_maybe(value_of(module));
    decref_maybe(value_of(bases));
    decref_maybe(value_of(namespace));
    return class;
}

bool exception_class_use(ExceptionClass *exception, Module *module) {
    if (!exception->class && !(exception->class = make(exception)))
        return false;
    exception->users++;
    if (dict_set_c(module->dict, exception->name, exception->class))
        return true;
    exception_class_leave(exception);
    return false;
}

void exception_class_leave(ExceptionClass *exception) {
    if (--exception->users == 0)
        clear_value(&exception->class);
}
