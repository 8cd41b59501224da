/* The current context: a context variable, so that threads and tasks have their own. */
#include "lib/native/decimal/decimal.h"

#include "lib/native/contextvars.h"

static Value variable; /* the ContextVar, owned while the module is used */

bool current_context_init(void) {
    return variable || (variable = context_variable_new("decimal_context"));
}

void current_context_fini(void) {
    clear_value(&variable);
}

static Context *copy_without_flags(const Context *context) {
    Context *copy = context_copy(context);
    if (copy)
        copy->flags = 0;
    return copy;
}

Context *context_current(void) {
    Value value;
    Lookup found = context_variable_lookup(variable, &value);
    if (found != LOOKUP_MISSING)
        return found == LOOKUP_FOUND ? context_of(value) : NULL;
    Context *context = copy_without_flags(&context_default);
    if (context && !context_variable_set(variable, value_of(context))) {
        GIVE_UP(context);
        return NULL;
    }
    return context;
}

Context *context_argument(Value argument) {
    if (!argument || argument == NONE)
        return context_current();
    if (!is_context(argument))
        return raise_type_error("optional argument must be a context");
    return context_of(own(argument));
}

/* The templates stay as they are: a copy becomes current. */
static bool set_current(Value value) {
    const Context *context = context_of(value);
    bool is_template =
        context == &context_default || context == &context_basic || context == &context_extended;
    Context *copy = is_template ? copy_without_flags(context) : context_of(own(value));
    bool good = copy && context_variable_set(variable, value_of(copy));
    decref_maybe(value_of(copy));
    return good;
}

/* ---- with localcontext() --------------------------------------------------------------------- */

typedef struct Manager {
    Object header;
    Value local, outer; /* Contexts, owned */
} Manager;

static Manager *manager_of(Value value) {
    return (Manager *)object_of(value);
}

static void manager_dealloc(Object *object) {
    Manager *self = (Manager *)object;
    decref_maybe(self->local);
    decref_maybe(self->outer);
    mem_object_free(object, sizeof(Manager));
}

static Value manager_enter(Value self, Value *args) {
    return set_current(manager_of(self)->local) ? own(manager_of(self)->local) : NULL;
}

static Value manager_exit(Value self, Value *args) {
    return set_current(manager_of(self)->outer) ? FALSE_VALUE : NULL;
}

static const NativeMethod manager_methods[] = {
    NATIVE("__enter__($self, /)", manager_enter, NULL),
    NATIVE("__exit__($self, type=None, value=None, traceback=None, /)", manager_exit, NULL),
    NATIVE_END,
};

Type decimal_manager_type = {
    TYPE_INIT_ATOM("decimal.ContextManager", sizeof(Manager), manager_dealloc),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .methods = manager_methods,
};

static bool set_keywords(Context *context, Dict *keywords) {
    size_t position = 0;
    Value key, value;
    while (dict_next(keywords, &position, &key, &value)) {
        const char *name = str_utf8(str_of(key), NULL);
        if (!name || (value != NONE && !context_set(context, name, value)))
            return false;
    }
    return true;
}

/* ---- functions of the module ----------------------------------------------------------------- */

static Value get_context(Value module, Value *args) {
    return value_of(context_current());
}

static Value set_context(Value module, Value *args) {
    if (!is_context(args[0]))
        return raise_type_error("argument must be a context");
    return set_current(args[0]) ? NONE : NULL;
}

static Value local_context(Value module, Value *args) {
    Value outer = value_of(context_current()), result = NULL;
    Context *source = context_argument(args[0]);
    Context *local = source ? context_copy(source) : NULL;
    if (outer && local && set_keywords(local, dict_of(args[1]))) {
        Manager *manager = mem_object_new(&decimal_manager_type.mem, sizeof(Manager));
        if (manager) {
            manager->local = own(value_of(local));
            manager->outer = own(outer);
        } else {
            raise_no_memory();
        }
        result = value_of(manager);
    }
    decref_maybe(outer);
    decref_maybe(value_of(source));
    decref_maybe(value_of(local));
    return result;
}

const NativeMethod decimal_functions[] = {
    NATIVE("getcontext($module, /)", get_context, "Get the current default context.\n\n"),
    NATIVE("setcontext($module, context, /)", set_context, "Set a new default context.\n\n"),
    NATIVE("localcontext($module, /, ctx=None, **kwargs)", local_context,
           "Return a context manager that will set the default context to a copy of ctx\n"
           "on entry to the with-statement and restore the previous default context when\n"
           "exiting the with-statement. If no context is specified, a copy of the current\n"
           "default context is used.\n\n"),
    NATIVE_END,
};
