/* The import system: sys.modules, absolute names, loading (what a statement names: import_name.c).
 *
 * Importing a.b.c imports a, a.b and a.b.c in this order; each is put into sys.modules before its
 * code runs, so that circular imports find the module that is under way. A module that fails is
 * taken out again. While a module loads, `loading` says which thread does it: other threads that
 * want the module wait, unless they would wait for each other (then they see it half done, as
 * within one thread). Finders that a program puts on sys.meta_path are asked first. */
#include "vm/audit.h"
#include "vm/import.h"
#include "vm/missing_module.h"
#include "vm/frame.h"
#include "vm/import_load.h"
#include "vm/import_time.h"
#include "vm/objects/module_spec.h"
#include "vm/sys.h"
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
    Loading *what; /* null once that has ended */
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
    for (Waiting *at = waiting; at; at = at->next)
        if (at->what == entry)
            at->what = NULL;
    for (Loading **at = &loading; *at; at = &(*at)->next)
        if (*at == entry) {
            *at = entry->next;
            return;
        }
}

/* ---- finding and loading --------------------------------------------------------------------- */

static Value raise_not_found(Str *name, Value path) {
    (void)raise_import_error(&exc_ModuleNotFoundError, value_of(name), NULL, "No module named %R",
                             value_of(name));
    return missing_module_explain(name, path);
}

/* Are sys.meta_path and the classes in it as they were at the start? */
static bool has_own_finders(Value finders) {
    if (!finders || !is_list(finders) || list_of(finders)->count != 3)
        return false;
    Value *items = list_of(finders)->items;
    return items[0] == value_of(&builtin_importer_type) &&
           items[1] == value_of(&frozen_importer_type) && items[2] == value_of(&path_finder_type) &&
           !((builtin_importer_type.flags | frozen_importer_type.flags | path_finder_type.flags |
              source_loader_type.flags | sourceless_loader_type.flags) &
             TYPE_CHANGED);
}

/* The finders of sys.meta_path, asked one by one. */
static Value find_by_meta_path(Str *name, Value path) {
    Value find = import_core_attribute("_frozen_importlib", "_find_spec");
    Value spec = find ? call_2(find, value_of(name), path ? path : NONE) : NULL;
    decref_maybe(find);
    if (!spec)
        import_hide_frames();
    if (spec == NONE)
        return raise_not_found(name, path);
    Value module = spec ? import_load_spec(name, spec) : NULL;
    decref_maybe(spec);
    return module;
}

static Dict *core_modules;   /* those that importing itself stands on */
static Thread *loading_core; /* who is loading a module that importing stands on */

static COLD void *raise_shutting_down(Str *name) {
    return raise_import_error(&exc_ImportError, value_of(name), NULL,
                              "sys.meta_path is None, Python is likely shutting down");
}

static Value find_and_load_now(Str *name, Value path) {
    Value finders = sys_get_borrowed("meta_path");
    if (finders == NONE)
        return raise_shutting_down(name);
    if (!audit("import", "OsOOO", value_of(name), (const char *)NULL, sys_get_borrowed("path"),
               finders, sys_get_borrowed("path_hooks")))
        return NULL;
    if (loading_core != current_thread && !has_own_finders(finders))
        return find_by_meta_path(name, path);
    Found found;
    if (!finder_find(name, path, &found))
        return NULL;
    Value module =
        found.kind == FOUND_NOTHING ? raise_not_found(name, path) : import_load_found(name, &found);
    found_release(&found);
    return module;
}

/* ---- importing ------------------------------------------------------------------------------ */

/* Everything before the last dot, "" if there is none: owned. */
Str *module_parent_name(Str *name) {
    size_t end = name->length;
    while (end > 0 && str_at(name, end - 1) != '.')
        end--;
    return str_substring(name, 0, end ? end - 1 : 0);
}

/* The module in sys.modules under this name, waiting for a thread that is loading it. */
static Lookup lookup_module(Str *name, Value *module) {
    if (!modules) { /* a finalizer that runs after import_fini */
        raise_shutting_down(name);
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

static Value find_and_load(Str *name, Value path) {
    Value module;
    Lookup known = lookup_module(name, &module); /* another thread may have been faster */
    if (known != LOOKUP_MISSING)
        return known == LOOKUP_FOUND ? module : NULL;
    Loading entry = {name, current_thread, loading};
    loading = &entry;
    if (settings.import_time) {
        ImportTimer timer = import_time_begin();
        module = find_and_load_now(name, path);
        import_time_end(&timer, name);
    } else
        module = find_and_load_now(name, path);
    end_loading(&entry);
    return module;
}

static Value load_core(Str *name) {
    Found found = {.kind = FOUND_EMBEDDED,
                   .embedded = embedded_module_lookup(str_utf8(name, NULL))};
    Loading entry = {name, current_thread, loading};
    Thread *before = loading_core;
    loading = &entry;
    loading_core = current_thread;
    Value module = import_load_found(name, &found);
    loading_core = before;
    end_loading(&entry);
    return module;
}

/* The module, owned, from `core_modules`: whatever the program does to sys.modules. */
static Value core_module(Str *name) {
    Value module = core_modules ? dict_get_name_borrowed(core_modules, name) : NULL;
    if (module)
        return own(module);
    switch (lookup_module(name, &module)) {
    case LOOKUP_ERROR:
        return NULL;
    case LOOKUP_MISSING:
        module = load_core(name);
    case LOOKUP_FOUND:
        break;
    }
    if (!core_modules)
        core_modules = dict_new();
    if (module && (!core_modules || !dict_set_name(core_modules, name, module)))
        clear_value(&module);
    return module;
}

Value import_core_attribute(const char *module_name, const char *attribute) {
    Str *name = str_interned(module_name), *key = name ? str_interned(attribute) : NULL;
    Value module = key ? core_module(name) : NULL;
    Value value = module ? attribute_get(module, key) : NULL;
    decref_maybe(module);
    if (name)
        GIVE_UP(name);
    if (key)
        GIVE_UP(key);
    return value;
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
    if (!done && exception_clear_if(&exc_AttributeError))
        done = warn(&exc_ImportWarning, 1, "Cannot set an attribute on %R for child module %R",
                    value_of(parent), value_of(tail));
    if (tail)
        GIVE_UP(tail);
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
    if (!name->length)
        return raise_value_error("Empty module name");
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
    bool is_ending = !module && text && sys_get_borrowed("meta_path") == NONE;
    if (is_ending && exception_clear_if(&exc_ImportError)) {
        module = import_native(text);
        if (!module && !exception_pending())
            raise_shutting_down(text);
    }
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
    Module *module = import_make_native(native, text);
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

void import_forget_core(void) {
    if (core_modules)
        GIVE_UP(core_modules);
    core_modules = NULL;
}

void import_fini(void) {
    Module *sys = sys_module_object, *builtins = builtins_module_object;
    Dict *table = modules;
    sys_module_object = builtins_module_object = NULL;
    modules = NULL;
    import_forget_core();
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
