/* The import system: sys.modules, absolute names, loading (what a statement names: import_name.c).
 *
 * Importing a.b.c imports a, a.b and a.b.c in this order; each is put into sys.modules before its
 * code runs, so that circular imports find the module that is under way. A module that fails is
 * taken out again. While a module loads, `loading` says which thread does it: other threads that
 * want the module wait, unless they would wait for each other (then they see it half done, as
 * within one thread). Finders that a program puts on sys.meta_path are asked first. */
#include "vm/import.h"
#include "vm/missing_module.h"
#include "vm/import_time.h"
#include "vm/finder.h"
#include "vm/interpreter.h"
#include "vm/objects/exception.h"
#include "vm/objects/module_spec.h"
#include "vm/sys.h"
#include "vm/pyc_cache.h"
#include "vm/vm.h"

#include <string.h>
#include <time.h>

static Module *sys_module_object, *builtins_module_object;
static Dict *modules;

/* ---- sys, builtins and their attributes ------------------------------------------------------ */

Dict *modules_dict_borrowed(void) {
    return modules;
}

Dict *builtins_dict_borrowed(void) {
    return builtins_module_object ? builtins_module_object->dict : NULL;
}

Dict *sys_dict_borrowed(void) {
    return sys_module_object ? sys_module_object->dict : NULL;
}

static Value get_borrowed(Dict *dict, const char *name) {
    if (!dict)
        return NULL;
    Value pending = exception_fetch();
    Str *key = str_interned(name);
    Value value = key ? dict_get_name_borrowed(dict, key) : NULL;
    if (key)
        GIVE_UP(key);
    exception_restore_steal(pending);
    return value;
}

Value sys_get_borrowed(const char *name) {
    return get_borrowed(sys_dict_borrowed(), name);
}

bool sys_set(const char *name, Value value) {
    return dict_set_c(sys_dict_borrowed(), name, value);
}

Value builtin_lookup(const char *name) {
    Frame *frame = frame_current();
    Dict *dict = frame ? frame_builtins(frame) : builtins_dict_borrowed();
    Str *key = str_interned(name);
    if (!key)
        return NULL;
    Value value = NULL;
    if ((dict ? dict_lookup(dict, value_of(key), &value) : LOOKUP_MISSING) == LOOKUP_MISSING)
        raise_attribute_error("module 'builtins' has no attribute '%s'", name);
    GIVE_UP(key);
    return value;
}

/* ---- who is loading what --------------------------------------------------------------------- */

typedef struct Loading {
    Str *name; /* borrowed from the loader's C stack */
    Thread *thread;
    struct Loading *next;
} Loading;
static Loading *loading;

typedef struct Waiting {
    Thread *thread;
    Loading *what;
    struct Waiting *next;
} Waiting;
static Waiting *waiting;

static Loading *loading_of(Str *name) {
    for (Loading *at = loading; at; at = at->next)
        if (str_equal(at->name, name))
            return at;
    return NULL;
}

bool import_is_loading(Str *name) {
    return loading_of(name) != NULL;
}

/* Would waiting for `wanted` close a circle of threads that wait for each other? */
static bool would_deadlock(const Loading *wanted) {
    for (const Loading *at = wanted; at;) {
        if (at->thread == current_thread)
            return true;
        const Waiting *next = waiting;
        while (next && next->thread != at->thread)
            next = next->next;
        at = next ? next->what : NULL;
    }
    return false;
}

/* Until no other thread is loading the module. False: interrupted. */
static bool wait_until_loaded(Str *name) {
    Loading *wanted;
    while ((wanted = loading_of(name)) && !would_deadlock(wanted)) {
        Waiting entry = {current_thread, wanted, waiting};
        waiting = &entry;
        gil_release();
        nanosleep(&(struct timespec){0, 1000000}, NULL);
        gil_acquire();
        for (Waiting **at = &waiting; *at; at = &(*at)->next)
            if (*at == &entry) {
                *at = entry.next;
                break;
            }
        if (eval_breaker && !eval_breaker_handle())
            return false;
    }
    return true;
}

/* In the child of a fork: what other threads were loading nobody is, now. */
static void forget_other_threads(void) {
    waiting = NULL;
    for (Loading **at = &loading; *at;)
        if ((*at)->thread == current_thread)
            at = &(*at)->next;
        else
            *at = (*at)->next;
}

static void end_loading(Loading *entry) {
    for (Loading **at = &loading; *at; at = &(*at)->next)
        if (*at == entry) {
            *at = entry->next;
            return;
        }
}

/* ---- making modules -------------------------------------------------------------------------- */

static bool set_initializing(Value spec, bool value) {
    if (has_type(spec, &module_spec_type)) {
        ((ModuleSpec *)object_of(spec))->initializing = value;
        return true;
    }
    Str *name = str_interned("_initializing");
    bool done = name && attribute_set(spec, name, value_of_bool(value));
    if (name)
        GIVE_UP(name);
    if (!done)
        exception_clear();
    return done;
}

/* Everything before the last dot, "" if there is none: owned. */
Str *module_parent_name(Str *name) {
    size_t end = name->length;
    while (end > 0 && str_at(name, end - 1) != '.')
        end--;
    return str_substring(name, 0, end ? end - 1 : 0);
}

/* __spec__ and what follows from it. */
static bool set_import_attributes(Module *module, Value spec) {
    ModuleSpec *known = (ModuleSpec *)object_of(spec);
    Dict *dict = module->dict;
    Str *parent = NULL;
    bool is_package = known->locations && known->locations != NONE;
    if (!is_package) {
        parent = module_parent_name(str_of(known->name));
        if (!parent)
            return false;
    }
    bool done =
        dict_set_name(dict, names.__spec__, spec) &&
        dict_set_name(dict, names.__loader__, known->loader ? known->loader : NONE) &&
        dict_set_name(dict, names.__package__, is_package ? known->name : value_of(parent)) &&
        (!is_package || dict_set_name(dict, names.__path__, known->locations)) &&
        (!known->has_location || dict_set_name(dict, names.__file__, known->origin)) &&
        (!known->cached || dict_set_name(dict, names.__cached__, known->cached));
    if (parent)
        GIVE_UP(parent);
    return done;
}

bool native_module_fill(Module *module, const NativeModule *native, Value name) {
    module->native = native;
    if (native->doc) {
        Value doc = value_of(str_from_c(native->doc));
        bool done = doc && dict_set_name(module->dict, names.__doc__, doc);
        decref_maybe(doc);
        if (!done)
            return false;
    }
    for (const NativeMethod *method = native->functions; method && method->signature; method++) {
        Str *key = native_method_name(method);
        Str *interned = key ? str_intern_steal(key) : NULL;
        Value function = interned ? native_function_new(method, value_of(module), name) : NULL;
        bool done = function && dict_set_name(module->dict, interned, function);
        decref_maybe(function);
        if (interned)
            GIVE_UP(interned);
        if (!done)
            return false;
    }
    return !native->exec || native->exec(module);
}

static Value builtin_spec(Str *name) {
    Value origin = value_of(str_from_c("built-in"));
    if (!origin || !type_ready(&builtin_importer_type)) {
        decref_maybe(origin);
        return NULL;
    }
    Value spec = module_spec_new(value_of(name), value_of(&builtin_importer_type), origin, NULL);
    decref(origin);
    return spec;
}

/* A native module, registered in sys.modules before its exec runs: owned. */
static Module *make_native(const NativeModule *native, Str *name) {
    Module *module = module_new(value_of(name));
    if (!module)
        return NULL;
    Value spec = builtin_spec(name);
    if (spec && set_import_attributes(module, spec) &&
        dict_set(modules, value_of(name), value_of(module)) &&
        native_module_fill(module, native, value_of(name))) {
        decref(spec);
        return module;
    }
    decref_maybe(spec);
    Value pending = exception_fetch();
    if (dict_delete(modules, value_of(name)) == LOOKUP_ERROR)
        exception_clear();
    GIVE_UP(module);
    exception_restore_steal(pending);
    return NULL;
}

Value import_native(Str *name) {
    const char *text = str_utf8(name, NULL);
    const NativeModule *native = text ? native_module_lookup(text) : NULL;
    return native ? value_of(make_native(native, name)) : NULL;
}

/* ---- loading what the finder has found ---------------------------------------------------------
 */

static Value spec_for(Str *name, const Found *found) {
    Type *type = found->kind == FOUND_EMBEDDED    ? &frozen_importer_type
                 : found->kind == FOUND_SOURCE    ? &source_loader_type
                 : found->kind == FOUND_NAMESPACE ? &namespace_loader_type
                                                  : &sourceless_loader_type;
    if (!type_ready(type))
        return NULL;
    Value loader = NULL, origin = NULL, spec = NULL;
    List *locations = found->locations;
    if (found->kind == FOUND_EMBEDDED) {
        if (found->embedded->is_package &&
            !(locations = finder_library_folders(found->embedded->name)))
            return NULL;
        loader = own(value_of(type));
        origin = value_of(str_from_c("frozen"));
    } else {
        Value path = found->file ? value_of(found->file) : value_of(locations);
        loader = source_loader_new(type, value_of(name), path);
        origin = found->file ? own(path) : NULL;
    }
    if (loader && (origin || found->kind == FOUND_NAMESPACE))
        spec =
            module_spec_new(value_of(name), loader, origin, locations ? value_of(locations) : NULL);
    if (spec) {
        ((ModuleSpec *)object_of(spec))->has_location = found->file != NULL;
        if (found->kind == FOUND_SOURCE)
            ((ModuleSpec *)object_of(spec))->cached = value_of(pyc_cache_name(found->file));
        else if (found->kind == FOUND_BYTECODE)
            ((ModuleSpec *)object_of(spec))->cached = own(value_of(found->file));
        exception_clear();
    }
    if (locations && locations != found->locations)
        GIVE_UP(locations);
    decref_maybe(loader);
    decref_maybe(origin);
    return spec;
}

Value import_find_spec(Str *name, Value path) {
    Found found;
    if (!finder_find(name, path, &found))
        return NULL;
    bool ours = found.kind != FOUND_NOTHING && found.kind != FOUND_NATIVE;
    Value spec = ours ? spec_for(name, &found) : NONE;
    found_release(&found);
    return spec;
}

static bool run_module_code(Module *module, const Found *found) {
    CodeObject *code = found->kind == FOUND_EMBEDDED ? import_embedded_code(found->embedded)
                       : found->kind == FOUND_NAMESPACE
                           ? NULL
                           : import_file_code(found->file, found->kind == FOUND_BYTECODE);
    if (!code)
        return found->kind == FOUND_NAMESPACE;
    Value result = NULL;
    if (dict_set_name(module->dict, names.__builtins__, value_of(builtins_module_object->dict)))
        result = run_code(code, module->dict, value_of(module->dict));
    GIVE_UP(code);
    decref_maybe(result);
    return result != NULL;
}

/* Takes a module that could not be loaded out of sys.modules; the exception stays pending. */
static void forget(Str *name) {
    Value pending = exception_fetch();
    if (dict_delete(modules, value_of(name)) == LOOKUP_ERROR)
        exception_clear();
    exception_restore_steal(pending);
}

/* What sys.modules holds once the module has run: it may have replaced itself. Owned. */
static Value loaded(Str *name) {
    Value module;
    Lookup found = dict_lookup(modules, value_of(name), &module);
    if (found == LOOKUP_FOUND)
        return module;
    if (found == LOOKUP_MISSING)
        raise_key_error(value_of(name));
    return NULL;
}

static Value load_found(Str *name, const Found *found) {
    if (found->kind == FOUND_NATIVE)
        return value_of(make_native(found->native, name));
    Value spec = spec_for(name, found);
    if (!spec)
        return NULL;
    Module *module = module_new(value_of(name));
    Value result = NULL;
    if (module && set_import_attributes(module, spec) &&
        dict_set(modules, value_of(name), value_of(module))) {
        set_initializing(spec, true);
        bool done = run_module_code(module, found);
        set_initializing(spec, false);
        if (done)
            result = loaded(name);
        else
            forget(name);
    }
    if (module)
        GIVE_UP(module);
    decref(spec);
    return result;
}

/* ---- finders of the program's own (sys.meta_path) ----------------------------------------------
 */

enum { DEFAULT_FINDERS = 3 }; /* BuiltinImporter, FrozenImporter, PathFinder */

/* The module of a spec that such a finder gave: owned. */
static Value load_spec(Str *name, Value spec) {
    Value loader = NULL, module = NULL, result = NULL;
    Str *loader_name = str_interned("loader"), *create = str_interned("create_module"),
        *exec = str_interned("exec_module"), *search = str_interned("submodule_search_locations"),
        *origin_name = str_interned("origin"), *located = str_interned("has_location");
    if (!loader_name || !create || !exec || !search || !origin_name || !located)
        goto done;
    loader = attribute_get(spec, loader_name);
    if (!loader)
        goto done;
    Value method;
    Lookup has_create = loader == NONE ? LOOKUP_MISSING : attribute_lookup(loader, create, &method);
    if (has_create == LOOKUP_ERROR)
        goto done;
    if (has_create == LOOKUP_FOUND) {
        module = call_1(method, spec);
        decref(method);
        if (!module)
            goto done;
        if (module == NONE)
            module = NULL;
    }
    if (!module)
        module = value_of(module_new(value_of(name)));
    if (!module || !attribute_set(module, names.__spec__, spec) ||
        !attribute_set(module, names.__loader__, loader))
        goto done;
    Value locations, origin, is_located;
    if (attribute_lookup(spec, search, &locations) != LOOKUP_FOUND)
        goto done;
    Str *parent = locations == NONE ? module_parent_name(name) : NULL;
    bool set = (locations == NONE || attribute_set(module, names.__path__, locations)) &&
               (locations != NONE || parent) &&
               attribute_set(module, names.__package__, parent ? value_of(parent) : value_of(name));
    if (parent)
        GIVE_UP(parent);
    decref(locations);
    if (!set)
        goto done;
    if (attribute_lookup(spec, located, &is_located) == LOOKUP_FOUND) {
        Answer truth = object_truth(is_located);
        decref(is_located);
        if (truth == ANSWER_YES && attribute_lookup(spec, origin_name, &origin) == LOOKUP_FOUND) {
            bool file_set = attribute_set(module, names.__file__, origin);
            decref(origin);
            if (!file_set)
                goto done;
        }
    }
    if (exception_pending() || !dict_set(modules, value_of(name), module))
        goto done;
    if (loader != NONE) {
        set_initializing(spec, true);
        Value ran = call_method_1(loader, exec, module);
        set_initializing(spec, false);
        if (!ran) {
            forget(name);
            goto done;
        }
        decref(ran);
    }
    result = loaded(name);
done:
    for (size_t i = 0; i < 6; i++) {
        Str *all[] = {loader_name, create, exec, search, origin_name, located};
        if (all[i])
            GIVE_UP(all[i]);
    }
    decref_maybe(loader);
    decref_maybe(module);
    return result;
}

/* Asks the program's finders in front of (or behind) where PathFinder stands, which does what
 * finder.c does. *module owned when found. */
static Lookup ask_meta_path(Str *name, Value path, bool behind, Value *module) {
    Value finders = sys_get_borrowed("meta_path");
    if (!finders || !is_list(finders) || list_of(finders)->count == DEFAULT_FINDERS)
        return LOOKUP_MISSING;
    List *copy = list_from_iterable(finders);
    Str *find = str_interned("find_spec");
    Lookup result = copy && find ? LOOKUP_MISSING : LOOKUP_ERROR;
    bool is_behind = false;
    for (size_t i = 0; result == LOOKUP_MISSING && i < copy->count; i++) {
        Value finder = copy->items[i], method;
        if (finder == value_of(&path_finder_type)) {
            if (!behind)
                break;
            is_behind = true;
        }
        if (finder == value_of(&path_finder_type) || finder == value_of(&builtin_importer_type) ||
            finder == value_of(&frozen_importer_type) || behind != is_behind)
            continue;
        Lookup has_method = attribute_lookup(finder, find, &method);
        if (has_method != LOOKUP_FOUND) {
            result = has_method;
            continue;
        }
        Value spec = call_3(method, value_of(name), path ? path : NONE, NONE);
        decref(method);
        if (!spec) {
            result = LOOKUP_ERROR;
            break;
        }
        if (spec != NONE) {
            *module = load_spec(name, spec);
            result = *module ? LOOKUP_FOUND : LOOKUP_ERROR;
        }
        decref(spec);
    }
    if (copy)
        GIVE_UP(copy);
    if (find)
        GIVE_UP(find);
    return result;
}

/* ---- importing ------------------------------------------------------------------------------- */

static Value raise_not_found(Str *name) {
    (void)raise_import_error(&exc_ModuleNotFoundError, value_of(name), NULL, "No module named %R",
                             value_of(name));
    return missing_module_explain(name);
}

/* Does an entry of the path lie in an archive, by its name? */
static Answer has_archives(Value path) {
    static const char *const endings[] = {".zip", ".pyz", ".whl", ".egg"};
    for (size_t i = 0; path && is_list(path) && i < list_of(path)->count; i++) {
        Value entry = list_of(path)->items[i];
        const char *text = is_exact_str(entry) ? str_utf8(str_of(entry), NULL) : NULL;
        if (!text && exception_pending() && !exception_clear_if(&exc_ValueError))
            return ANSWER_ERROR;
        for (size_t k = 0; text && k < sizeof endings / sizeof *endings; k++)
            if (strstr(text, endings[k]))
                return ANSWER_YES;
    }
    return ANSWER_NO;
}

/* The module from an archive on the path, by module zipimport. */
static Lookup load_from_archive(Str *name, Value path, Value *module) {
    Value searched = path ? path : sys_get_borrowed("path");
    if (str_equal_c(name, "zipimport"))
        return LOOKUP_MISSING;
    Answer archives = has_archives(searched);
    if (archives != ANSWER_YES)
        return archives == ANSWER_NO ? LOOKUP_MISSING : LOOKUP_ERROR;
    Value find = import_attribute("zipimport", "_find_spec");
    Value spec = find ? call_2(find, value_of(name), searched) : NULL;
    decref_maybe(find);
    *module = spec && spec != NONE ? load_spec(name, spec) : NULL;
    bool missing = spec == NONE;
    decref_maybe(spec);
    return missing ? LOOKUP_MISSING : *module ? LOOKUP_FOUND : LOOKUP_ERROR;
}

static Value find_and_load_now(Str *name, Value path) {
    Value module = NULL;
    switch (ask_meta_path(name, path, false, &module)) {
    case LOOKUP_ERROR:
        return NULL;
    case LOOKUP_FOUND:
        return module;
    case LOOKUP_MISSING:
        break;
    }
    Found found;
    if (!finder_find(name, path, &found))
        return NULL;
    if (found.kind == FOUND_NOTHING) {
        Lookup other = ask_meta_path(name, path, true, &module);
        if (other == LOOKUP_MISSING)
            other = load_from_archive(name, path, &module);
        return other == LOOKUP_FOUND   ? module
               : other == LOOKUP_ERROR ? NULL
                                       : raise_not_found(name);
    }
    Loading entry = {name, current_thread, loading};
    loading = &entry;
    module = load_found(name, &found);
    end_loading(&entry);
    found_release(&found);
    return module;
}

static Value find_and_load(Str *name, Value path) {
    if (!settings.import_time)
        return find_and_load_now(name, path);
    ImportTimer timer = import_time_begin();
    Value module = find_and_load_now(name, path);
    import_time_end(&timer, name);
    return module;
}

/* The module in sys.modules under this name, waiting for a thread that is loading it. */
static Lookup lookup_module(Str *name, Value *module) {
    if (!modules) { /* a finalizer that runs after import_fini */
        raise_import_error(&exc_ImportError, value_of(name), NULL,
                           "sys.meta_path is None, Python is likely shutting down");
        return LOOKUP_ERROR;
    }
    if (loading && !wait_until_loaded(name))
        return LOOKUP_ERROR;
    Lookup found = dict_lookup(modules, value_of(name), module);
    if (found == LOOKUP_FOUND && *module == NONE) {
        raise_import_error(&exc_ModuleNotFoundError, value_of(name), NULL,
                           "import of %U halted; None in sys.modules", name);
        return LOOKUP_ERROR;
    }
    return found;
}

/* The parent's __path__: owned, null if an exception is pending. */
static Value path_of_parent(Str *name, Str *parent) {
    Value module, path;
    Lookup found = dict_lookup(modules, value_of(parent), &module);
    if (found == LOOKUP_MISSING)
        return raise_key_error(value_of(parent));
    if (found == LOOKUP_ERROR)
        return NULL;
    found = attribute_lookup(module, names.__path__, &path);
    decref(module);
    if (found == LOOKUP_MISSING)
        return raise_import_error(&exc_ModuleNotFoundError, value_of(name), NULL,
                                  "No module named %R; %R is not a package", value_of(name),
                                  value_of(parent));
    return found == LOOKUP_FOUND ? path : NULL;
}

/* The loaded submodule becomes an attribute of its package. */
static bool bind_in_parent(Str *name, Str *parent, Value module) {
    Value package;
    Lookup found = dict_lookup(modules, value_of(parent), &package);
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_MISSING;
    Str *tail = str_substring(name, parent->length + 1, name->length);
    tail = tail ? str_intern_steal(tail) : NULL;
    bool done = tail && attribute_set(package, tail, module);
    if (tail)
        GIVE_UP(tail);
    if (!done && exception_matches(&exc_AttributeError)) {
        exception_clear(); /* as CPython, which only warns */
        done = true;
    }
    decref(package);
    return done;
}

Value import_module(Str *name) {
    Value module = NULL;
    switch (lookup_module(name, &module)) {
    case LOOKUP_ERROR:
        return NULL;
    case LOOKUP_FOUND:
        return module;
    case LOOKUP_MISSING:
        break;
    }
    if (!recursion_enter(" while importing a module"))
        return NULL;
    Str *parent = module_parent_name(name);
    if (!parent)
        return NULL;
    Value path = NULL;
    module = NULL;
    if (parent->length) {
        Value package = import_module(parent);
        if (!package)
            goto done;
        decref(package);
        /* The package's own code may have imported it. */
        Lookup found = lookup_module(name, &module);
        if (found == LOOKUP_ERROR)
            module = NULL;
        if (found != LOOKUP_MISSING)
            goto done;
        module = NULL;
        path = path_of_parent(name, parent);
        if (!path)
            goto done;
    }
    module = find_and_load(name, path);
    if (module && parent->length && !bind_in_parent(name, parent, module))
        clear_value(&module);
done:
    decref_maybe(path);
    GIVE_UP(parent);
    return module;
}

Value import_module_c(const char *name) {
    Str *text = str_interned(name);
    Value module = text ? import_module(text) : NULL;
    if (text)
        GIVE_UP(text);
    return module;
}

Value import_attribute(const char *module_name, const char *name) {
    Value module = import_module_c(module_name);
    Str *key = module ? str_interned(name) : NULL;
    Value value = key ? attribute_get(module, key) : NULL;
    if (key)
        GIVE_UP(key);
    decref_maybe(module);
    return value;
}

/* ---- start and end --------------------------------------------------------------------------- */

static Module *make_named(const char *name) {
    const NativeModule *native = native_module_lookup(name);
    Str *text = native ? str_interned(name) : NULL;
    if (!text)
        return native ? NULL : raise_system_error("there is no module '%s'", name);
    Module *module = make_native(native, text);
    GIVE_UP(text);
    return module;
}

bool import_init(void) {
    modules = dict_new();
    if (!modules)
        return false;
    sys_module_object = make_named("sys");
    if (!sys_module_object || !sys_set("modules", value_of(modules)))
        return false;
    builtins_module_object = make_named("builtins");
    threads_on_fork(forget_other_threads);
    return builtins_module_object != NULL;
}

void import_fini(void) {
    Module *sys = sys_module_object, *builtins = builtins_module_object;
    Dict *table = modules;
    sys_module_object = builtins_module_object = NULL;
    modules = NULL;
    if (sys) {
        dict_clear(sys->dict);
        GIVE_UP(sys);
    }
    if (table)
        GIVE_UP(table);
    if (builtins) {
        dict_clear(builtins->dict);
        GIVE_UP(builtins);
    }
}
