/* The finders of sys.meta_path: classes that are used themselves. BuiltinImporter and
 * FrozenImporter are also the loaders of what is in the binary. */
#include "vm/finder.h"
#include "vm/import_load.h"
#include "vm/interpreter.h"
#include "vm/objects/module_spec.h"
#include "vm/vm.h"

static Value nothing(Value self, Value *args) {
    return NONE;
}

/* The text of a module's name; TypeError. */
static const char *text_of(Value name) {
    if (!is_str(name))
        return raise_type_error("expected str, not %s", type_name_of(name));
    return str_utf8(str_of(name), NULL);
}

/* ---- BuiltinImporter ------------------------------------------------------------------------- */

static bool check_is_builtin(Value name) {
    const char *text = text_of(name);
    if (!text || native_module_lookup(text))
        return text;
    return raise_import_error(&exc_ImportError, name, NULL, "%R is not a built-in module", name);
}

static Value builtin_find_spec(Value self, Value *args) {
    const char *text = is_str(args[0]) ? str_utf8(str_of(args[0]), NULL) : "";
    if (!text)
        return NULL;
    if (!native_module_lookup(text))
        return NONE;
    return import_builtin_spec(str_of(args[0]));
}

static Value builtin_get_nothing(Value self, Value *args) {
    return check_is_builtin(args[0]) ? NONE : NULL;
}

static Value builtin_is_package(Value self, Value *args) {
    return check_is_builtin(args[0]) ? FALSE_VALUE : NULL;
}

static Value builtin_create(Value self, Value *args) {
    Value name = attribute_get(args[0], names.name), module = NULL;
    if (name && check_is_builtin(name) &&
        dict_lookup(modules_dict_borrowed(), name, &module) == LOOKUP_MISSING)
        module = import_native(str_of(name));
    decref_maybe(name);
    return module;
}

static Value load_module(Value self, Value *args) {
    Value load = import_core_attribute("_frozen_importlib", "_load_module_shim");
    Value module = load ? call_2(load, self, args[0]) : NULL;
    decref_maybe(load);
    return module;
}

static Value builtin_load_module(Value self, Value *args) {
    return check_is_builtin(args[0]) ? load_module(self, args) : NULL;
}

/* ---- FrozenImporter -------------------------------------------------------------------------- */

static const EmbeddedModule *embedded_of(Value name) {
    const char *text = text_of(name);
    const EmbeddedModule *module = text ? embedded_module_lookup(text) : NULL;
    if (text && !module)
        raise_import_error(&exc_ImportError, name, NULL, "%R is not a frozen module", name);
    return module;
}

/* What other modules are in the binary PathFinder finds, after the folders of the path. */
static Value frozen_find_spec(Value self, Value *args) {
    const char *text = is_str(args[0]) ? str_utf8(str_of(args[0]), NULL) : "";
    const EmbeddedModule *module =
        text && finder_is_frozen(text) ? embedded_module_lookup(text) : NULL;
    if (!module)
        return text ? NONE : NULL;
    return import_embedded_spec(str_of(args[0]), module);
}

static Value frozen_is_package(Value self, Value *args) {
    const EmbeddedModule *module = embedded_of(args[0]);
    return module ? value_of_bool(module->is_package) : NULL;
}

static Value frozen_get_code(Value self, Value *args) {
    const EmbeddedModule *module = embedded_of(args[0]);
    return module ? value_of(import_embedded_code(module)) : NULL;
}

static Value frozen_get_source(Value self, Value *args) {
    return embedded_of(args[0]) ? NONE : NULL;
}

static Value frozen_load_module(Value self, Value *args) {
    return embedded_of(args[0]) ? load_module(self, args) : NULL;
}

/* The name of a module that is to be executed is its spec's. */
static Value name_of_module(Value module) {
    Value spec = attribute_get(module, names.__spec__);
    Value name = spec ? attribute_get(spec, names.name) : NULL;
    decref_maybe(spec);
    return name;
}

static Value frozen_exec(Value self, Value *args) {
    Value name = name_of_module(args[0]);
    Value dict = name ? attribute_get(args[0], names.__dict__) : NULL;
    Value result = NULL;
    const EmbeddedModule *module = dict && is_dict(dict) ? embedded_of(name) : NULL;
    CodeObject *code = module ? import_embedded_code(module) : NULL;
    if (code) {
        result = run_code(code, dict_of(dict), dict);
        GIVE_UP(code);
    }
    decref_maybe(name);
    decref_maybe(dict);
    decref_maybe(result);
    return result ? NONE : NULL;
}

/* ---- tables ---------------------------------------------------------------------------------- */

static const NativeMethod builtin_methods[] = {
    NATIVE_OF_CLASS("find_spec($cls, fullname, path=None, target=None)", builtin_find_spec, NULL),
    NATIVE_OF_STATIC("create_module(spec)", builtin_create, "Create a built-in module"),
    NATIVE_OF_STATIC("exec_module(module)", nothing, "Exec a built-in module"),
    NATIVE_OF_CLASS("get_code($cls, fullname)", builtin_get_nothing,
                    "Return None as built-in modules do not have code objects."),
    NATIVE_OF_CLASS("get_source($cls, fullname)", builtin_get_nothing,
                    "Return None as built-in modules do not have source code."),
    NATIVE_OF_CLASS("is_package($cls, fullname)", builtin_is_package,
                    "Return False as built-in modules are never packages."),
    NATIVE_OF_CLASS("load_module($cls, fullname)", builtin_load_module, NULL),
    NATIVE_END,
};

static const NativeMethod frozen_methods[] = {
    NATIVE_OF_CLASS("find_spec($cls, fullname, path=None, target=None)", frozen_find_spec, NULL),
    NATIVE_OF_STATIC("create_module(spec)", nothing, "Set __file__, if able."),
    NATIVE_OF_STATIC("exec_module(module)", frozen_exec, NULL),
    NATIVE_OF_CLASS("get_code($cls, fullname)", frozen_get_code,
                    "Return the code object for the frozen module."),
    NATIVE_OF_CLASS("get_source($cls, fullname)", frozen_get_source,
                    "Return None as frozen modules do not have source code."),
    NATIVE_OF_CLASS("is_package($cls, fullname)", frozen_is_package,
                    "Return True if the frozen module is a package."),
    NATIVE_OF_CLASS(
        "load_module($cls, fullname)", frozen_load_module,
        "Load a frozen module.\n\nThis method is deprecated.  Use exec_module() instead."),
    NATIVE_END,
};

/* ---- PathFinder ------------------------------------------------------------------------------ */

static Value path_find_spec(Value self, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("expected str, not %s", type_name_of(args[0]));
    return import_find_spec(str_of(args[0]), args[1] && args[1] != NONE ? args[1] : NULL);
}

static Value invalidate_caches(Value self, Value *args) {
    Value function = import_core_attribute("_frozen_importlib_external", "_invalidate_path_caches");
    Value result = function ? call_0(function) : NULL;
    decref_maybe(function);
    return result;
}

/* Module importlib.metadata knows them. */
static Value find_distributions(Value self, Value *args) {
    Value finder = import_attribute("importlib.metadata", "MetadataPathFinder");
    Str *name = finder ? str_interned("find_distributions") : NULL;
    Value find = name ? attribute_get(finder, name) : NULL;
    Value found = NULL;
    if (find)
        found = args[0] ? call_1(find, args[0]) : call_0(find);
    decref_maybe(finder);
    decref_maybe(find);
    if (name)
        GIVE_UP(name);
    return found;
}

static const NativeMethod path_methods[] = {
    NATIVE_OF_STATIC("find_distributions(context=<unrepresentable>)", find_distributions,
                     "Find distributions."),
    NATIVE_OF_CLASS("find_spec($cls, fullname, path=None, target=None)", path_find_spec, NULL),
    NATIVE_OF_STATIC("invalidate_caches()", invalidate_caches,
                     "Call the invalidate_caches() method on all path entry finders\nstored in "
                     "sys.path_importer_caches (where implemented)."),
    NATIVE_END,
};

static void never_dealloc(Object *object) {
    mem_object_free(object, object->type->basic_size);
}

Type builtin_importer_type = {
    TYPE_INIT_ATOM("_frozen_importlib.BuiltinImporter", sizeof(Object), never_dealloc),
    .flags = TYPE_BASE | TYPE_OPEN,
    .doc = "Meta path import for built-in modules.",
    .methods = builtin_methods,
};

Type frozen_importer_type = {
    TYPE_INIT_ATOM("_frozen_importlib.FrozenImporter", sizeof(Object), never_dealloc),
    .flags = TYPE_BASE | TYPE_OPEN,
    .doc = "Meta path import for frozen modules.",
    .methods = frozen_methods,
};

Type path_finder_type = {
    TYPE_INIT_ATOM("_frozen_importlib_external.PathFinder", sizeof(Object), never_dealloc),
    .flags = TYPE_BASE | TYPE_OPEN,
    .doc = "Meta path finder for sys.path and package __path__ attributes.",
    .methods = path_methods,
};
