/* What an import statement names: `from ..package import a, b` becomes the import of an absolute
 * name and of those of a and b that are submodules. */
#include "vm/import.h"
#include "vm/vm.h"

/* ---- relative names -------------------------------------------------------------------------- */

/* A spec that names another package than __package__ earns a warning. */
static bool check_agreement(Value package, Value spec) {
    if (!spec || spec == NONE)
        return true;
    Str *key = str_interned("parent");
    Value parent = key ? attribute_get(spec, key) : NULL;
    if (key)
        GIVE_UP(key);
    Answer same = parent ? object_equal(package, parent) : ANSWER_ERROR;
    bool done = same != ANSWER_ERROR;
    if (same == ANSWER_NO)
        done = warn(&exc_DeprecationWarning, 1, "__package__ != __spec__.parent");
    decref_maybe(parent);
    return done;
}

/* The package that relative imports in these globals start from: owned, a str. */
static Str *package_of(Dict *globals) {
    Value package = globals ? dict_get_name_borrowed(globals, names.__package__) : NULL;
    Value spec = globals ? dict_get_name_borrowed(globals, names.__spec__) : NULL;
    if (package && package != NONE) {
        if (!is_str(package))
            return raise_type_error("package must be a string");
        return check_agreement(package, spec) ? str_of(own(package)) : NULL;
    }
    if (spec && spec != NONE) {
        Str *parent = str_interned("parent");
        Value value = parent ? attribute_get(spec, parent) : NULL;
        if (parent)
            GIVE_UP(parent);
        if (value && !is_str(value)) {
            decref(value);
            return raise_type_error("__spec__.parent must be a string");
        }
        return value ? str_of(value) : NULL;
    }
    if (!warn(&exc_ImportWarning, 1,
              "can't resolve package from __spec__ or __package__, falling back on __name__ and "
              "__path__"))
        return NULL;
    Value name = globals ? dict_get_name_borrowed(globals, names.__name__) : NULL;
    if (!name)
        return raise_error(&exc_KeyError, "'__name__' not in globals");
    if (!is_str(name))
        return raise_type_error("__name__ must be a string");
    if (dict_get_name_borrowed(globals, names.__path__))
        return str_of(own(name));
    return module_parent_name(str_of(name));
}

/* `from ..name` in `globals`: the absolute name, owned. */
static Str *absolute_name(Str *name, Dict *globals, int level) {
    Str *package = package_of(globals);
    if (!package)
        return NULL;
    Str *result = NULL;
    if (!package->length) {
        raise_import_error(&exc_ImportError, NULL, NULL,
                           "attempted relative import with no known parent package");
        goto done;
    }
    size_t end = package->length;
    for (int i = 1; i < level; i++) {
        while (end > 0 && str_at(package, end - 1) != '.')
            end--;
        if (!end) {
            raise_import_error(&exc_ImportError, NULL, NULL,
                               "attempted relative import beyond top-level package");
            goto done;
        }
        end--;
    }
    Str *base = str_substring(package, 0, end);
    if (base && name->length) {
        result = str_format("%U.%U", base, name);
        GIVE_UP(base);
    } else
        result = base;
done:
    GIVE_UP(package);
    return result;
}

/* ---- from package import names: submodules are imported, too --------------------------------- */

/* None in sys.modules: somebody does not want it imported. */
static bool is_blocked(Str *name) {
    Value module;
    Lookup found = dict_lookup(modules_dict_borrowed(), value_of(name), &module);
    if (found == LOOKUP_FOUND)
        decref(module);
    return found == LOOKUP_FOUND && module == NONE;
}

static bool import_submodule_if_missing(Value module, Str *package, Value item) {
    Value value;
    Lookup found = attribute_lookup(module, str_of(item), &value);
    if (found == LOOKUP_FOUND)
        decref(value);
    if (found != LOOKUP_MISSING)
        return found == LOOKUP_FOUND;
    Str *name = str_format("%U.%U", package, str_of(item));
    if (!name)
        return false;
    Value submodule = import_module(name);
    bool done = submodule != NULL;
    if (!submodule && exception_matches(&exc_ModuleNotFoundError)) {
        /* Only the module itself being missing is passed over: `from` says so better. */
        Value missing = NULL;
        Value exception = exception_fetch();
        if (attribute_lookup(exception, names.name, &missing) == LOOKUP_FOUND)
            done = is_str(missing) && str_equal(str_of(missing), name) && !is_blocked(name);
        decref_maybe(missing);
        if (done)
            decref(exception);
        else
            exception_restore_steal(exception);
    }
    decref_maybe(submodule);
    GIVE_UP(name);
    return done;
}

/* `all`: the names are those of the package's __all__. */
static bool raise_bad_item(Str *package, Value item, bool all) {
    if (all)
        return raise_type_error("Item in %U.__all__ must be str, not %s", package,
                                type_name_of(item));
    return raise_type_error("Item in ``from list'' must be str, not %s", type_name_of(item));
}

static bool import_from_list(Value module, Value from_list, bool recursive) {
    Value package = attribute_get(module, names.__name__);
    if (!package)
        return false;
    Value iterator = is_str(package) ? object_iter(from_list) : NULL, item;
    if (is_str(package) && !iterator) {
        decref(package);
        return false;
    }
    bool done = true;
    Next next = NEXT_DONE;
    while (done && iterator && (next = iterator_next(iterator, &item)) == NEXT_ITEM) {
        if (!is_str(item))
            done = raise_bad_item(str_of(package), item, recursive);
        else if (str_equal_c(str_of(item), "*")) {
            Value all;
            Lookup found =
                recursive ? LOOKUP_MISSING : attribute_lookup(module, names.__all__, &all);
            done = found != LOOKUP_ERROR;
            if (found == LOOKUP_FOUND) {
                done = import_from_list(module, all, true);
                decref(all);
            }
        } else
            done = import_submodule_if_missing(module, str_of(package), item);
        decref(item);
    }
    decref_maybe(iterator);
    decref(package);
    return done && next != NEXT_ERROR;
}

/* ---- the statement --------------------------------------------------------------------------- */

/* `import a.b` binds a: the first part of the name as it was written. */
static Value top_module(Str *written, Str *absolute, int level) {
    size_t dot = 0;
    while (dot < written->length && str_at(written, dot) != '.')
        dot++;
    size_t end = level == 0 ? dot : absolute->length - (written->length - dot);
    Str *name = str_substring(absolute, 0, end);
    if (!name)
        return NULL;
    Value module;
    if (level == 0) { /* somebody may have taken it out of sys.modules */
        module = import_module(name);
        GIVE_UP(name);
        return module;
    }
    Lookup found = dict_lookup(modules_dict_borrowed(), value_of(name), &module);
    if (found == LOOKUP_MISSING)
        raise_error(&exc_KeyError, "%R not in sys.modules as expected", value_of(name));
    GIVE_UP(name);
    return found == LOOKUP_FOUND ? module : NULL;
}

Value import_name(Str *name, Dict *globals, Value from_list, int level) {
    if (level < 0)
        return raise_value_error("level must be >= 0");
    Str *absolute = level ? absolute_name(name, globals, level) : name;
    if (!absolute)
        return NULL;
    if (!level)
        OWN(absolute);
    Value module = import_module(absolute);
    Answer has_list = from_list && from_list != NONE ? object_truth(from_list) : ANSWER_NO;
    if (module && has_list == ANSWER_ERROR)
        clear_value(&module);
    else if (module && !has_list) {
        if (name->length) {
            decref(module);
            module = top_module(name, absolute, level);
        }
    } else if (module) {
        Value path;
        Lookup is_package = attribute_lookup(module, names.__path__, &path);
        if (is_package == LOOKUP_FOUND)
            decref(path);
        if (is_package == LOOKUP_ERROR ||
            (is_package == LOOKUP_FOUND && !import_from_list(module, from_list, false)))
            clear_value(&module);
    }
    GIVE_UP(absolute);
    return module;
}
