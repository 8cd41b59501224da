/* `from module import name` and `from module import *`. */
#include "vm/import.h"
#include "vm/objects/exception.h"
#include "vm/vm.h"

/* ---- from module import name ----------------------------------------------------------------- */

static Value text_of(Value value) {
    return value && is_str(value) ? value : NULL;
}

/* The file that __spec__ or __file__ name, or null: owned. */
static Value origin_of(Value module) {
    Value spec, origin = NULL;
    Str *key = str_interned("origin");
    if (key && attribute_lookup(module, names.__spec__, &spec) == LOOKUP_FOUND) {
        Value located;
        Str *has_location = str_interned("has_location");
        if (has_location && spec != NONE &&
            attribute_lookup(spec, has_location, &located) == LOOKUP_FOUND) {
            if (object_truth(located) == ANSWER_YES &&
                attribute_lookup(spec, key, &origin) != LOOKUP_FOUND)
                origin = NULL;
            decref(located);
        }
        if (has_location)
            GIVE_UP(has_location);
        decref(spec);
    }
    if (key)
        GIVE_UP(key);
    exception_clear();
    if (!origin && attribute_lookup(module, names.__file__, &origin) != LOOKUP_FOUND)
        origin = NULL;
    exception_clear();
    if (origin && !is_str(origin))
        clear_value(&origin);
    return origin;
}

static bool is_initializing(Value module) {
    Value spec, flag;
    bool result = false;
    Str *key = str_interned("_initializing");
    if (key && attribute_lookup(module, names.__spec__, &spec) == LOOKUP_FOUND) {
        if (spec != NONE && attribute_lookup(spec, key, &flag) == LOOKUP_FOUND) {
            result = object_truth(flag) == ANSWER_YES;
            decref(flag);
        }
        decref(spec);
    }
    if (key)
        GIVE_UP(key);
    exception_clear();
    return result;
}

static Value raise_cannot_import(Value module, Value module_name, Str *name) {
    Value shown = text_of(module_name), origin = origin_of(module);
    Str *message;
    if (!shown)
        message = str_format("cannot import name %R from '<unknown module name>' (%s)",
                             value_of(name), "unknown location");
    else if (is_initializing(module))
        message = origin ? str_format("cannot import name %R from partially initialized module %R "
                                      "(most likely due to a circular import) (%S)",
                                      value_of(name), shown, origin)
                         : str_format("cannot import name %R from partially initialized module %R "
                                      "(most likely due to a circular import)",
                                      value_of(name), shown);
    else if (origin)
        message = str_format("cannot import name %R from %R (%S)", value_of(name), shown, origin);
    else
        message =
            str_format("cannot import name %R from %R (unknown location)", value_of(name), shown);
    if (message) {
        raise_import_error(&exc_ImportError, shown, origin, "%U", message);
        GIVE_UP(message);
        if (exception_matches(&exc_ImportError)) {
            Value exception = exception_fetch();
            exception_set_field(exception, FIELD_IMPORT_NAME_FROM, value_of(name));
            exception_restore_steal(exception);
        }
    }
    decref_maybe(origin);
    return NULL;
}

Value import_from(Value module, Str *name) {
    Value value;
    switch (attribute_lookup(module, name, &value)) {
    case LOOKUP_ERROR:
        return NULL;
    case LOOKUP_FOUND:
        return value;
    case LOOKUP_MISSING:
        break;
    }
    /* A submodule that is being imported, and so is not an attribute of its package yet. */
    Value module_name;
    Lookup found = attribute_lookup(module, names.__name__, &module_name);
    if (found == LOOKUP_ERROR)
        return NULL;
    if (found == LOOKUP_MISSING)
        module_name = NULL;
    if (text_of(module_name)) {
        Str *full = str_format("%U.%U", str_of(module_name), name);
        found = full ? dict_lookup(modules_dict_borrowed(), value_of(full), &value) : LOOKUP_ERROR;
        if (full)
            GIVE_UP(full);
        if (found != LOOKUP_MISSING) {
            decref(module_name);
            return found == LOOKUP_FOUND ? value : NULL;
        }
    }
    raise_cannot_import(module, module_name, name);
    decref_maybe(module_name);
    return NULL;
}

static bool bind(Value namespace, Value key, Value value) {
    return is_exact_dict(namespace) ? dict_set(dict_of(namespace), key, value)
                                    : object_set_item(namespace, key, value);
}

bool import_star(Value module, Value namespace) {
    Value all, dict = NULL;
    bool only_public = false, done = false;
    Lookup has_all = attribute_lookup(module, names.__all__, &all);
    if (has_all == LOOKUP_ERROR)
        return false;
    if (has_all == LOOKUP_MISSING) {
        only_public = true;
        Lookup has_dict = attribute_lookup(module, names.__dict__, &dict);
        if (has_dict == LOOKUP_MISSING)
            raise_import_error(&exc_ImportError, NULL, NULL,
                               "from-import-* object has no __dict__ and no __all__");
        if (has_dict != LOOKUP_FOUND)
            return false;
        all = call_method_0(dict, names.keys);
        decref(dict);
        if (!all)
            return false;
    }
    List *wanted = list_from_iterable(all);
    decref(all);
    if (!wanted)
        return false;
    for (size_t i = 0; i < wanted->count; i++) {
        Value key = wanted->items[i];
        if (!is_str(key)) {
            Value name = attribute_get(module, names.__name__);
            if (name)
                raise_type_error(only_public ? "Key in %S.__dict__ must be str, not %s"
                                             : "Item in %S.__all__ must be str, not %s",
                                 name, type_name_of(key));
            decref_maybe(name);
            goto done;
        }
        if (only_public && str_of(key)->length && str_at(str_of(key), 0) == '_')
            continue;
        Value value = attribute_get(module, str_of(key));
        bool bound = value && bind(namespace, key, value);
        decref_maybe(value);
        if (!bound)
            goto done;
    }
    done = true;
done:
    GIVE_UP(wanted);
    return done;
}
