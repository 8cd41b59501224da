/* Modules: a dict with a name. Attributes are the dict's; a missing one asks the module's own
 * __getattr__. */
#include "vm/objects/module.h"
#include "vm/import_load.h"
#include "vm/objects/module_spec.h"
#include "vm/import.h"
#include "vm/sys.h"
#include "vm/type_internal.h"
#include "vm/vm.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

/* ---- life ------------------------------------------------------------------------------------ */

static Module *allocate(Type *type) {
    Module *module = type_allocate(type, 0);
    if (!module)
        return NULL;
    module->dict = NULL;
    module->name = NULL;
    module->native = NULL;
    module->dict = dict_new();
    mem_gc_track(module);
    if (!module->dict) {
        GIVE_UP(module);
        return NULL;
    }
    return module;
}

static bool fill_dict(Module *module, Value name, Value doc) {
    replace_value(&module->name, own_maybe(name));
    return dict_set_name(module->dict, names.__name__, name) &&
           dict_set_name(module->dict, names.__doc__, doc) &&
           dict_set_name(module->dict, names.__package__, NONE) &&
           dict_set_name(module->dict, names.__loader__, NONE) &&
           dict_set_name(module->dict, names.__spec__, NONE);
}

Module *module_new(Value name) {
    Module *module = allocate(&module_type);
    if (module && !fill_dict(module, name, NONE)) {
        GIVE_UP(module);
        return NULL;
    }
    return module;
}

static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    Module *module = allocate(type);
    return module ? value_of(module) : NULL;
}

static bool init(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("module(name, doc=None)");
    Value bound[2];
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return false;
    bool done;
    if (!is_str(bound[0]))
        done = raise_type_error("module() argument 'name' must be str, not %s",
                                bound[0] == NONE ? "None" : type_name_of(bound[0]));
    else
        done = fill_dict((Module *)object_of(self), bound[0], bound[1] ? bound[1] : NONE);
    arguments_release(&signature, bound);
    return done;
}

static void clear(Object *object) {
    Module *module = (Module *)object;
    Dict *dict = module->dict;
    module->dict = NULL;
    if (dict)
        GIVE_UP(dict);
    clear_value(&module->name);
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    clear(object);
    mem_object_free(object, object->type->basic_size);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    Module *module = (Module *)object;
    visit_value(value_of(module->dict), visit, context);
    visit_value(module->name, visit, context);
}

/* ---- attributes ------------------------------------------------------------------------------ */

static Value lookup(Module *module, const char *name) {
    Str *key = str_interned(name);
    if (!key)
        return NULL;
    Value value = module->dict ? dict_get_name_borrowed(module->dict, key) : NULL;
    GIVE_UP(key);
    return value;
}

/* An attribute of __spec__: owned; null if there is none (an exception may be pending). */
static Value of_spec(Module *module, const char *attribute) {
    Value spec = dict_get_name_borrowed(module->dict, names.__spec__), value = NULL;
    if (!spec || spec == NONE)
        return NULL;
    incref(spec);
    Str *name = str_interned(attribute);
    if (name && attribute_lookup(spec, name, &value) != LOOKUP_FOUND)
        value = NULL;
    if (name)
        GIVE_UP(name);
    decref(spec);
    return value;
}

static bool spec_says(Module *module, const char *attribute) {
    Value flag = of_spec(module, attribute);
    bool result = flag && object_truth(flag) == ANSWER_YES;
    decref_maybe(flag);
    exception_clear();
    return result;
}

/* The file that __spec__ names: owned, null if there is none (an exception may be pending). */
static Str *origin_of(Module *module) {
    Value origin = spec_says(module, "has_location") ? of_spec(module, "origin") : NULL;
    if (origin && !is_str(origin))
        clear_value(&origin);
    return origin ? str_of(origin) : NULL;
}

/* Does the file lie where the script does, in front of all other modules of its name? */
static bool may_shadow(Str *origin) {
    const char *path = settings.safe_path ? NULL : str_utf8(origin, NULL);
    const char *slash = path ? strrchr(path, '/') : NULL;
    exception_clear();
    char here[PATH_MAX];
    const char *first = *settings.path_0 ? settings.path_0 : getcwd(here, sizeof here);
    if (!slash || !first)
        return false;
    if (strcmp(slash, "/__init__.py") == 0)
        while (slash > path && *--slash != '/') {
        }
    size_t size = (size_t)(slash - path);
    return size == strlen(first) && memcmp(path, first, size) == 0;
}

static Answer is_library_name(Value name) {
    Value known = sys_get_borrowed("stdlib_module_names");
    return known && is_any_set(known) ? set_contains(set_of(known), name) : ANSWER_NO;
}

static void *raise_shadowing(Module *module, Str *name, Value shown, Str *origin, bool library) {
    Value self = value_of(module), file = value_of(origin);
    if (library)
        return raise_attribute_error_of(
            self, name,
            "module '%S' has no attribute '%U' (consider renaming %R since it has the same name "
            "as the standard library module named %R and the import system gives it precedence)",
            shown, name, file, shown);
    return raise_attribute_error_of(self, name,
                                    "module '%S' has no attribute '%U' (consider renaming %R if "
                                    "it has the same name as a third-party module you intended to "
                                    "import)",
                                    shown, name, file);
}

static Value raise_half_done(Module *module, Str *name, Value shown, Str *origin) {
    Value self = value_of(module);
    if (origin && may_shadow(origin))
        return raise_shadowing(module, name, shown, origin, false);
    if (origin)
        return raise_attribute_error_of(
            self, name,
            "partially initialized module '%S' from '%U' has no attribute '%U' (most likely due "
            "to a circular import)",
            shown, origin, name);
    return raise_attribute_error_of(self, name,
                                    "partially initialized module '%S' has no attribute '%U' "
                                    "(most likely due to a circular import)",
                                    shown, name);
}

static bool is_loading_submodule(Value shown, Str *name) {
    Str *full = str_format("%S.%U", shown, name);
    bool loading = full && import_is_loading(full);
    if (full)
        GIVE_UP(full);
    exception_clear();
    return loading;
}

static Value raise_missing(Module *module, Str *name) {
    Value self = value_of(module);
    Value shown = dict_get_name_borrowed(module->dict, names.__name__);
    if (!shown || !is_str(shown))
        return raise_attribute_error_of(self, name, "module has no attribute '%U'", name);
    incref(shown);
    Str *origin = origin_of(module);
    Answer library = origin && may_shadow(origin) ? is_library_name(shown) : ANSWER_NO;
    if (library == ANSWER_YES)
        raise_shadowing(module, name, shown, origin, true);
    else if (library == ANSWER_NO && !exception_pending()) {
        if (spec_says(module, "_initializing")) /* import is executing it */
            raise_half_done(module, name, shown, origin);
        else if (is_loading_submodule(shown, name))
            raise_attribute_error_of(self, name,
                                     "cannot access submodule '%U' of module '%S' (most likely due "
                                     "to a circular import)",
                                     name, shown);
        else
            raise_attribute_error_of(self, name, "module '%S' has no attribute '%U'", shown, name);
    }
    if (origin)
        GIVE_UP(origin);
    decref(shown);
    return NULL;
}

static Value hook_borrowed(const Module *module) { /* __getattr__ (PEP 562) or null */
    return module->dict ? dict_get_name_borrowed(module->dict, names.__getattr__) : NULL;
}

bool module_lacks_hook(Value self) {
    return type_of(self)->get_attr == module_type.get_attr &&
           !hook_borrowed((Module *)object_of(self));
}

static Value get_attr(Value self, Str *name) {
    Module *module = (Module *)object_of(self);
    Value value;
    switch (attribute_lookup_generic(self, name, &value)) {
    case LOOKUP_FOUND:
        return value;
    case LOOKUP_ERROR:
        return NULL;
    case LOOKUP_MISSING:
        break;
    }
    if (!module->dict)
        return raise_attribute_error_of(self, name, "module has no attribute '%U'", name);
    Value hook = hook_borrowed(module);
    if (!hook)
        return raise_missing(module, name);
    incref(hook);
    value = call_1(hook, value_of(name));
    decref(hook);
    return value;
}

static bool set_attr(Value self, Str *name, Value value) {
    Module *module = (Module *)object_of(self);
    Value class_value = type_lookup_borrowed(type_of(self), name);
    if ((class_value && type_of(class_value)->descr_set) || !module->dict)
        return attribute_set_generic(self, name, value);
    if (value)
        return dict_set_name(module->dict, name, value);
    switch (dict_delete(module->dict, value_of(name))) {
    case LOOKUP_ERROR:
        return false;
    case LOOKUP_FOUND:
        return true;
    case LOOKUP_MISSING:
        break;
    }
    return raise_attribute_error_of(self, name, "'%.100s' object has no attribute '%U'",
                                    type_name_of(self), name);
}

static Value annotations_get(Value self) {
    Module *module = (Module *)object_of(self);
    Value annotations = dict_get_name_borrowed(module->dict, names.__annotations__);
    if (annotations)
        return own(annotations);
    Dict *made = dict_new();
    if (made && !dict_set_name(module->dict, names.__annotations__, value_of(made))) {
        GIVE_UP(made);
        return NULL;
    }
    return made ? value_of(made) : NULL;
}

static bool annotations_set(Value self, Value value) {
    Module *module = (Module *)object_of(self);
    if (value)
        return dict_set_name(module->dict, names.__annotations__, value);
    switch (dict_delete(module->dict, value_of(names.__annotations__))) {
    case LOOKUP_ERROR:
        return false;
    case LOOKUP_FOUND:
        return true;
    case LOOKUP_MISSING:
        break;
    }
    return raise_attribute_error_of(self, names.__annotations__, "__annotations__");
}

/* ---- text ------------------------------------------------------------------------------------ */

/* <module 'os' from '/usr/lib/os.py'>: by the spec, which says where the module is from. */
static Value repr_of_spec(Value value) {
    ModuleSpec *spec = (ModuleSpec *)object_of(value);
    bool is_ours = has_type(value, &module_spec_type);
    if (!is_ours || !spec->name || spec->name == NONE || !spec->origin || spec->origin == NONE) {
        Value show = import_core_attribute("_frozen_importlib", "_module_repr_from_spec");
        Value text = show ? call_1(show, value) : NULL;
        decref_maybe(show);
        return text;
    }
    return value_of(str_format(spec->has_location ? "<module %R from %R>" : "<module %R (%S)>",
                               spec->name, spec->origin));
}

/* Without one, by what else there is. */
static Value repr_of_attributes(Module *module) {
    Value name = own_maybe(lookup(module, "__name__"));
    Value file = own_maybe(lookup(module, "__file__"));
    Value loader = own_maybe(lookup(module, "__loader__"));
    if (!name && !exception_pending())
        name = value_of(str_from_c("?"));
    Str *result = NULL;
    if (exception_pending())
        goto done;
    if (file)
        result = str_format("<module %R from %R>", name, file);
    else if (loader && loader != NONE)
        result = str_format("<module %R (%R)>", name, loader);
    else
        result = str_format("<module %R>", name);
done:
    decref_maybe(name);
    decref_maybe(file);
    decref_maybe(loader);
    return value_of(result);
}

static Value repr(Value self) {
    Module *module = (Module *)object_of(self);
    Value spec = own_maybe(lookup(module, "__spec__"));
    if (exception_pending())
        return NULL;
    bool has_spec = spec && spec != NONE;
    Value text = has_spec ? repr_of_spec(spec) : repr_of_attributes(module);
    decref_maybe(spec);
    return text;
}

/* ---- for native modules ---------------------------------------------------------------------- */

bool module_add_steal(Module *module, const char *name, Value value) {
    if (!value)
        return false;
    bool done = dict_set_c(module->dict, name, value);
    decref(value);
    return done;
}

bool module_add_int(Module *module, const char *name, int64_t number) {
    return module_add_steal(module, name, value_from_int64(number));
}

bool module_add_text(Module *module, const char *name, const char *text) {
    return module_add_steal(module, name, value_of(str_from_c(text)));
}

bool module_add_type(Module *module, Type *type) {
    const char *name = type->mem.name, *dot = strrchr(name, '.');
    return dict_set_c(module->dict, dot ? dot + 1 : name, value_of(type));
}

/* ---- type ------------------------------------------------------------------------------------ */

static Value dir(Value self, Value *args) {
    Value dict = attribute_get(self, names.__dict__);
    if (!dict)
        return NULL;
    Value result = NULL;
    if (!is_dict(dict)) {
        raise_type_error("<module>.__dict__ is not a dictionary");
    } else {
        Value hook = own_maybe(dict_get_name_borrowed(dict_of(dict), names.__dir__));
        result = hook ? call_0(hook) : value_of(dict_keys_list(dict_of(dict)));
        decref_maybe(hook);
    }
    decref(dict);
    return result;
}

static const NativeMethod methods[] = {
    NATIVE("__dir__($self, /)", dir, "__dir__() -> list\nspecialized dir() implementation"),
    NATIVE_END,
};

static const NativeMember members[] = {
    {"__dict__", MEMBER_VALUE, offsetof(Module, dict), false, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static const NativeGetSet getsets[] = {
    {"__annotations__", annotations_get, annotations_set, NULL},
    {NULL, NULL, NULL, NULL},
};

Type module_type = {
    TYPE_INIT_CONTAINER("module", sizeof(Module), dealloc, traverse, clear),
    .flags = TYPE_BASE,
    .accepts_weakrefs = true,
    .doc = "module(name, doc=None)\n--\n\n"
           "Create a module object.\n\nThe name must be a string; the optional docstring can have "
           "any type.",
    .new = new,
    .init = init,
    .repr = repr,
    .get_attr = get_attr,
    .set_attr = set_attr,
    .methods = methods,
    .members = members,
    .getsets = getsets,
};
