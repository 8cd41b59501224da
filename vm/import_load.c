/* Modules from what was found: the spec, the module with what importing sets on it, its code run.
 *
 * A spec that a finder gave is loaded here if its loader is one of Folio's own; of all others
 * importlib, in Python, knows how (_load_unlocked). A module is put into sys.modules before its
 * code runs, and taken out again if that fails. */
#include "vm/import_load.h"
#include "vm/audit.h"
#include "vm/interpreter.h"
#include "vm/objects/exception.h"
#include "vm/objects/module_spec.h"
#include "vm/pyc_cache.h"
#include "vm/traceback.h"
#include "vm/vm.h"

#include <string.h>

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

Value import_builtin_spec(Str *name) {
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
Module *import_make_native(const NativeModule *native, Str *name) {
    Module *module = module_new(value_of(name));
    if (!module)
        return NULL;
    Value spec = import_builtin_spec(name);
    if (spec && set_import_attributes(module, spec) &&
        dict_set(modules_dict_borrowed(), value_of(name), value_of(module)) &&
        native_module_fill(module, native, value_of(name))) {
        decref(spec);
        return module;
    }
    decref_maybe(spec);
    Value pending = exception_fetch();
    if (dict_delete(modules_dict_borrowed(), value_of(name)) == LOOKUP_ERROR)
        exception_clear();
    GIVE_UP(module);
    exception_restore_steal(pending);
    return NULL;
}

Value import_native(Str *name) {
    const char *text = str_utf8(name, NULL);
    const NativeModule *native = text ? native_module_lookup(text) : NULL;
    return native ? value_of(import_make_native(native, name)) : NULL;
}

/* ---- specs ----------------------------------------------------------------------------------- */

Value import_embedded_spec(Str *name, const EmbeddedModule *embedded) {
    if (!type_ready(&frozen_importer_type))
        return NULL;
    List *locations = embedded->is_package ? finder_library_folders(embedded->name) : NULL;
    if (embedded->is_package && !locations)
        return NULL;
    Value origin = value_of(str_from_c("frozen")), spec = NULL;
    if (origin)
        spec = module_spec_new(value_of(name), value_of(&frozen_importer_type), origin,
                               locations ? value_of(locations) : NULL);
    decref_maybe(origin);
    if (locations)
        GIVE_UP(locations);
    return spec;
}

static Value file_spec(Str *name, const Found *found) {
    bool is_source = found->kind == FOUND_SOURCE;
    Value file = value_of(found->file), spec = NULL;
    Value loader = source_loader_new(is_source ? &source_loader_type : &sourceless_loader_type,
                                     value_of(name), file);
    if (loader)
        spec = module_spec_new(value_of(name), loader, file,
                               found->locations ? value_of(found->locations) : NULL);
    decref_maybe(loader);
    if (!spec)
        return NULL;
    ModuleSpec *known = (ModuleSpec *)object_of(spec);
    known->has_location = true;
    known->cached = is_source ? value_of(pyc_cache_name(found->file)) : own(file);
    exception_clear(); /* without the name of a cache file it is the same spec */
    return spec;
}

static Value namespace_spec(Str *name, const Found *found) {
    Value make = import_core_attribute("_frozen_importlib_external", "_namespace_spec");
    Value spec = make ? call_2(make, value_of(name), value_of(found->locations)) : NULL;
    decref_maybe(make);
    return spec;
}

static Value spec_for(Str *name, const Found *found) {
    switch (found->kind) {
    case FOUND_NOTHING:
        return NONE;
    case FOUND_NATIVE:
        return import_builtin_spec(name);
    case FOUND_EMBEDDED:
        return import_embedded_spec(name, found->embedded);
    case FOUND_SOURCE:
    case FOUND_BYTECODE:
        return file_spec(name, found);
    case FOUND_NAMESPACE:
        return namespace_spec(name, found);
    case FOUND_SPEC:
        return own(found->spec);
    }
    return NULL;
}

Value import_find_spec(Str *name, Value path) {
    Found found;
    if (!finder_find(name, path, &found))
        return NULL;
    if (found.kind == FOUND_NATIVE)
        found.kind = FOUND_NOTHING; /* BuiltinImporter's */
    Value spec = spec_for(name, &found);
    found_release(&found);
    return spec;
}

/* ---- loading --------------------------------------------------------------------------------- */

static CodeObject *code_of_found(Str *name, const Found *found) {
    if (found->kind == FOUND_EMBEDDED)
        return import_embedded_code(found->embedded);
    if (found->kind == FOUND_BYTECODE)
        return import_bytecode_code(found->file, value_of(name));
    return import_source_code(found->file);
}

static bool run_module_code(Module *module, Str *name, const Found *found) {
    CodeObject *code = code_of_found(name, found);
    if (!code)
        return false;
    Value result = NULL;
    if (dict_set_name(module->dict, names.__builtins__, value_of(builtins_dict_borrowed())) &&
        audit("exec", "O", value_of(code)))
        result = run_code(code, module->dict, value_of(module->dict));
    GIVE_UP(code);
    decref_maybe(result);
    return result != NULL;
}

/* Takes a module that could not be loaded out of sys.modules; the exception stays pending. */
static void forget(Str *name) {
    Value pending = exception_fetch();
    if (dict_delete(modules_dict_borrowed(), value_of(name)) == LOOKUP_ERROR)
        exception_clear();
    exception_restore_steal(pending);
}

/* What sys.modules holds once the module has run: it may have replaced itself. Owned. */
static Value loaded(Str *name) {
    Value module;
    Lookup found = dict_lookup(modules_dict_borrowed(), value_of(name), &module);
    if (found == LOOKUP_FOUND)
        return module;
    if (found == LOOKUP_MISSING)
        raise_key_error(value_of(name));
    return NULL;
}

/* A module with a loader of Folio's own. */
static Value load_ours(Str *name, Value spec, const Found *found) {
    Module *module = module_new(value_of(name));
    Value result = NULL;
    if (module && set_import_attributes(module, spec) &&
        dict_set(modules_dict_borrowed(), value_of(name), value_of(module))) {
        set_initializing(spec, true);
        bool done = run_module_code(module, name, found);
        set_initializing(spec, false);
        if (done)
            result = loaded(name);
        else
            forget(name);
    }
    if (module)
        GIVE_UP(module);
    return result;
}

/* Is it a frame of importlib's? */
static bool is_importlib_frame(const Traceback *traceback) {
    Value filename = frame_object_code(traceback->frame)->filename;
    return str_equal_c(str_of(filename), "<frozen _frozen_importlib>") ||
           str_equal_c(str_of(filename), "<frozen _frozen_importlib_external>");
}

/* The first of the frames after those of importlib that begin here; `hides` if they are of no
 * interest: they end where importlib calls the program's code. */
static Value skip_importlib_frames(Value traceback, bool *hides) {
    Value last = NULL;
    while (traceback && is_importlib_frame(traceback_of(traceback))) {
        last = traceback;
        traceback = traceback_of(traceback)->next;
    }
    CodeObject *code = last ? frame_object_code(traceback_of(last)->frame) : NULL;
    *hides = code && str_equal_c(str_of(code->name), "_call_with_frames_removed");
    return traceback;
}

/* Tracebacks show what the program did, not how importlib went about it: its frames are taken out
 * of that of an ImportError, of others those between the import and the imported code. */
void import_hide_frames(void) {
    Value exception = exception_fetch();
    bool is_import_error = is_instance_of(exception, &exc_ImportError);
    Value *at = &exception_of(exception)->traceback;
    while (*at) {
        bool hides;
        Value next = skip_importlib_frames(*at, &hides);
        if (next != *at && (hides || is_import_error))
            replace_value(at, own_maybe(next));
        else if (next == *at)
            at = &traceback_of(*at)->next;
        else
            while (*at != next)
                at = &traceback_of(*at)->next;
    }
    exception_restore_steal(exception);
}

static Value load_by_importlib(Value spec) {
    Value load = import_core_attribute("_frozen_importlib", "_load_unlocked");
    Value module = load ? call_1(load, spec) : NULL;
    decref_maybe(load);
    if (!module)
        import_hide_frames();
    return module;
}

/* What the spec says, if the loader is one of ours and the spec as the finder made it. Nothing in
 * `found` is owned. */
static bool found_from_spec(Str *name, Value value, Found *found) {
    memset(found, 0, sizeof *found);
    if (!has_type(value, &module_spec_type))
        return false;
    ModuleSpec *spec = (ModuleSpec *)object_of(value);
    if (!spec->loader || !spec->name || !is_str(spec->name) || !str_equal(str_of(spec->name), name))
        return false;
    if (type_of(spec->loader)->flags & TYPE_CHANGED)
        return false;
    if (has_type(spec->loader, &source_loader_type))
        found->kind = FOUND_SOURCE;
    else if (has_type(spec->loader, &sourceless_loader_type))
        found->kind = FOUND_BYTECODE;
    else
        return false;
    Value path = ((SourceLoader *)object_of(spec->loader))->path;
    found->file = path && is_str(path) ? str_of(path) : NULL;
    return found->file && spec->origin == path;
}

Value import_load_spec(Str *name, Value spec) {
    Found found;
    return found_from_spec(name, spec, &found) ? load_ours(name, spec, &found)
                                               : load_by_importlib(spec);
}

Value import_load_found(Str *name, const Found *found) {
    if (found->kind == FOUND_NATIVE)
        return value_of(import_make_native(found->native, name));
    Value spec = spec_for(name, found), module = NULL;
    if (!spec)
        return NULL;
    if (found->kind == FOUND_SPEC)
        module = import_load_spec(name, spec);
    else if (found->kind == FOUND_NAMESPACE)
        module = load_by_importlib(spec);
    else
        module = load_ours(name, spec, found);
    decref(spec);
    return module;
}
