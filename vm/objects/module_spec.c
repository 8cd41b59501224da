/* ModuleSpec and loaders, as importlib has them, made here so that no Python-level importlib need
 * run at start-up. The loaders can load again what they once found (reload, runpy, pkgutil). */
#include "vm/objects/module_spec.h"
#include "vm/finder.h"
#include "vm/interpreter.h"
#include "vm/sys.h"
#include "vm/vm.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* ---- ModuleSpec ------------------------------------------------------------------------------ */

static ModuleSpec *spec_from(Value self) {
    return (ModuleSpec *)object_of(self);
}

static Value spec_allocate(Type *type, Value name, Value loader, Value origin, Value locations) {
    ModuleSpec *spec = type_allocate(type, 0);
    if (!spec)
        return NULL;
    spec->shape = 0;
    spec->name = own(name);
    spec->loader = own_maybe(loader);
    spec->origin = own_maybe(origin);
    spec->loader_state = NULL;
    spec->locations = own_maybe(locations);
    spec->cached = NULL;
    spec->uninitialized_submodules = NULL;
    spec->has_location = spec->initializing = false;
    mem_gc_track(spec);
    return value_of(spec);
}

Value module_spec_new(Value name, Value loader, Value origin, Value locations) {
    return type_ready(&module_spec_type)
               ? spec_allocate(&module_spec_type, name, loader, origin, locations)
               : NULL;
}

static Value spec_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature =
        SIGNATURE("ModuleSpec(name, loader, *, origin=None, loader_state=None, is_package=None)");
    Value bound[5], self = NULL;
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    Answer is_package = bound[4] ? object_truth(bound[4]) : ANSWER_NO;
    List *locations = is_package == ANSWER_YES ? list_new(0) : NULL;
    if (is_package != ANSWER_ERROR && (locations || is_package == ANSWER_NO)) {
        self = spec_allocate(type, bound[0], bound[1], bound[2],
                             locations ? value_of(locations) : NULL);
        if (self && bound[3])
            spec_from(self)->loader_state = own(bound[3]);
    }
    if (locations)
        GIVE_UP(locations);
    arguments_release(&signature, bound);
    return self;
}

static bool spec_init(Value self, Value *args, size_t count, Tuple *keywords) {
    return true;
}

static void spec_clear(Object *object) {
    ModuleSpec *spec = (ModuleSpec *)object;
    clear_value(&spec->name);
    clear_value(&spec->loader);
    clear_value(&spec->origin);
    clear_value(&spec->loader_state);
    clear_value(&spec->locations);
    clear_value(&spec->cached);
    clear_value(&spec->uninitialized_submodules);
    instance_word_clear(object);
}

static void spec_dealloc(Object *object) {
    mem_gc_untrack(object);
    spec_clear(object);
    mem_object_free(object, object->type->basic_size);
}

static void spec_traverse(Object *object, MemVisit visit, void *context) {
    ModuleSpec *spec = (ModuleSpec *)object;
    visit_value(spec->name, visit, context);
    visit_value(spec->loader, visit, context);
    visit_value(spec->origin, visit, context);
    visit_value(spec->loader_state, visit, context);
    visit_value(spec->locations, visit, context);
    visit_value(spec->cached, visit, context);
    visit_value(spec->uninitialized_submodules, visit, context);
    instance_word_traverse(object, visit, context);
}

static Value spec_repr(Value self) {
    ModuleSpec *spec = spec_from(self);
    Value loader = spec->loader ? spec->loader : NONE;
    Value name = spec->name ? spec->name : NONE;
    Value locations = spec->locations && spec->locations != NONE ? spec->locations : NULL;
    Value origin = spec->origin && spec->origin != NONE ? spec->origin : NULL;
    const char *type = type_short_name(type_of(self));
    if (origin && locations)
        return value_of(str_format("%s(name=%R, loader=%R, origin=%R, "
                                   "submodule_search_locations=%R)",
                                   type, name, loader, origin, locations));
    if (origin)
        return value_of(
            str_format("%s(name=%R, loader=%R, origin=%R)", type, name, loader, origin));
    if (locations)
        return value_of(str_format("%s(name=%R, loader=%R, submodule_search_locations=%R)", type,
                                   name, loader, locations));
    return value_of(str_format("%s(name=%R, loader=%R)", type, name, loader));
}

/* The name of the package it is in: itself for a package. */
static Value parent_get(Value self) {
    ModuleSpec *spec = spec_from(self);
    if (!spec->name || !is_str(spec->name))
        return NONE;
    if (spec->locations && spec->locations != NONE)
        return own(spec->name);
    Str *name = str_of(spec->name);
    size_t dot = name->length;
    while (dot > 0 && str_at(name, dot - 1) != '.')
        dot--;
    return value_of(str_substring(name, 0, dot ? dot - 1 : 0));
}

static Value cached_get(Value self) {
    Value cached = spec_from(self)->cached;
    return own(cached ? cached : NONE);
}

static bool cached_set(Value self, Value value) {
    replace_value(&spec_from(self)->cached, own_maybe(value));
    return true;
}

static Value spec_compare(Value self, Value other, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !is_instance_of(other, &module_spec_type))
        return NOT_IMPLEMENTED;
    ModuleSpec *a = spec_from(self), *b = spec_from(other);
    Value left[] = {a->name, a->loader, a->origin, a->locations};
    Value right[] = {b->name, b->loader, b->origin, b->locations};
    Answer equal = ANSWER_YES;
    for (int i = 0; equal == ANSWER_YES && i < 4; i++)
        equal = object_equal(left[i] ? left[i] : NONE, right[i] ? right[i] : NONE);
    if (equal == ANSWER_ERROR)
        return NULL;
    return value_of_bool((op == COMPARE_EQ) == (equal == ANSWER_YES));
}

static const NativeMember spec_members[] = {
    {"name", MEMBER_VALUE, offsetof(ModuleSpec, name), true, NULL},
    {"loader", MEMBER_VALUE, offsetof(ModuleSpec, loader), true, NULL},
    {"origin", MEMBER_VALUE, offsetof(ModuleSpec, origin), true, NULL},
    {"loader_state", MEMBER_VALUE, offsetof(ModuleSpec, loader_state), true, NULL},
    {"submodule_search_locations", MEMBER_VALUE, offsetof(ModuleSpec, locations), true, NULL},
    {"has_location", MEMBER_BOOL, offsetof(ModuleSpec, has_location), true, NULL},
    {"_set_fileattr", MEMBER_BOOL, offsetof(ModuleSpec, has_location), true, NULL},
    {"_initializing", MEMBER_BOOL, offsetof(ModuleSpec, initializing), true, NULL},
    {"_uninitialized_submodules", MEMBER_VALUE, offsetof(ModuleSpec, uninitialized_submodules),
     true, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static Value spec_dict_get(Value self) {
    Dict *dict = instance_dict(self);
    return dict ? own(value_of(dict)) : NULL;
}

static const NativeGetSet spec_getsets[] = {
    {"parent", parent_get, NULL, "The name of the module's parent."},
    {"cached", cached_get, cached_set, NULL},
    {"_cached", cached_get, cached_set, NULL},
    {"__dict__", spec_dict_get, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

Type module_spec_type = {
    TYPE_INIT_CONTAINER("_frozen_importlib.ModuleSpec", sizeof(ModuleSpec), spec_dealloc,
                        spec_traverse, spec_clear),
    .flags = TYPE_BASE | TYPE_DEFAULT_GETATTR,
    .shape_offset = offsetof(ModuleSpec, shape),
    .accepts_weakrefs = true,
    .doc = "The specification for a module, used for loading.",
    .new = spec_new,
    .init = spec_init,
    .repr = spec_repr,
    .compare = spec_compare,
    .get_attr = attribute_get_generic,
    .set_attr = attribute_set_generic,
    .members = spec_members,
    .getsets = spec_getsets,
};

/* ---- loaders of files ------------------------------------------------------------------------ */

static SourceLoader *loader_from(Value self) {
    return (SourceLoader *)object_of(self);
}

static Value loader_allocate(Type *type, Value name, Value path) {
    SourceLoader *loader = type_allocate(type, 0);
    if (!loader)
        return NULL;
    loader->shape = 0;
    loader->name = own(name);
    loader->path = own(path);
    mem_gc_track(loader);
    return value_of(loader);
}

Value source_loader_new(Type *type, Value name, Value path) {
    return type_ready(type) ? loader_allocate(type, name, path) : NULL;
}

static Value loader_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("FileLoader(fullname, path)");
    Value bound[2];
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    Value self = loader_allocate(type, bound[0], bound[1]);
    arguments_release(&signature, bound);
    return self;
}

static void loader_clear(Object *object) {
    SourceLoader *loader = (SourceLoader *)object;
    clear_value(&loader->name);
    clear_value(&loader->path);
    instance_word_clear(object);
}

static void loader_dealloc(Object *object) {
    mem_gc_untrack(object);
    loader_clear(object);
    mem_object_free(object, object->type->basic_size);
}

static void loader_traverse(Object *object, MemVisit visit, void *context) {
    SourceLoader *loader = (SourceLoader *)object;
    visit_value(loader->name, visit, context);
    visit_value(loader->path, visit, context);
    instance_word_traverse(object, visit, context);
}

static Value loader_repr(Value self) {
    char address[32];
    snprintf(address, sizeof address, "%p", (void *)object_of(self));
    return value_of(str_format("<_frozen_importlib_external.%s object at %s>",
                               type_short_name(type_of(self)), address));
}

/* The source file's bytes: owned. */
static Bytes *read_bytes(Value path) {
    if (!is_str(path))
        return raise_type_error("path must be str, not %s", type_name_of(path));
    size_t size;
    char *data = file_read_all(str_of(path), &size);
    Bytes *bytes = data ? bytes_new(data, size) : NULL;
    mem_free(data);
    return bytes;
}

static Value get_data(Value self, Value *args) {
    return value_of(read_bytes(args[0]));
}

static Value get_filename(Value self, Value *args) {
    return own(loader_from(self)->path);
}

static Value is_package(Value self, Value *args) {
    Value path = loader_from(self)->path;
    if (!is_str(path))
        return FALSE_VALUE;
    const char *text = str_utf8(str_of(path), NULL);
    if (!text)
        return NULL;
    const char *slash = strrchr(text, '/');
    return value_of_bool(strncmp(slash ? slash + 1 : text, "__init__.", 9) == 0);
}

static Value get_source(Value self, Value *args) {
    Bytes *bytes = read_bytes(loader_from(self)->path);
    if (!bytes)
        return NULL;
    Value text = value_of(str_from_utf8((const char *)bytes->data, bytes->size));
    GIVE_UP(bytes);
    return text;
}

static Value get_no_source(Value self, Value *args) {
    return NONE;
}

/* A class made from ours may have its own get_data and source_to_code. */
static Value code_of_subclass(Value self) {
    Str *get = str_interned("get_data"), *convert = str_interned("source_to_code");
    Value path = loader_from(self)->path, code = NULL;
    Value data = get && convert ? call_method_1(self, get, path) : NULL;
    if (data)
        code = call_method_2(self, convert, data, path);
    decref_maybe(data);
    if (get)
        GIVE_UP(get);
    if (convert)
        GIVE_UP(convert);
    return code;
}

static Value get_code(Value self, Value *args) {
    Value path = loader_from(self)->path;
    if (type_of(self)->flags & TYPE_HEAP && is_instance_of(self, &source_loader_type))
        return code_of_subclass(self);
    if (!is_str(path))
        return raise_type_error("path must be str, not %s", type_name_of(path));
    bool bytecode = is_instance_of(self, &sourceless_loader_type);
    return value_of(import_file_code(str_of(path), bytecode));
}

static Value source_to_code(Value self, Value *args) {
    Buffer buffer;
    const char *filename = is_str(args[1]) ? str_utf8(str_of(args[1]), NULL) : "<string>";
    if (!filename)
        return NULL;
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    options.filename = filename;
    int optimize = -1;
    if (args[2] && !int_as_int(args[2], &optimize))
        return NULL;
    options.optimize = optimize < 0 ? sys_optimize_level() : optimize;
    if (is_str(args[0])) {
        size_t size;
        const char *text = str_utf8(str_of(args[0]), &size);
        options.parse_flags = PARSE_SOURCE_IS_UTF8;
        return text ? value_of(compile_to_code_object(text, size, &options)) : NULL;
    }
    if (!buffer_get(args[0], &buffer, false))
        return NULL;
    Value code =
        value_of(compile_to_code_object((const char *)buffer.bytes, buffer.size, &options));
    buffer_release(&buffer);
    return code;
}

static Value create_module(Value self, Value *args) {
    return NONE;
}

static Value exec_module(Value self, Value *args) {
    Value dict = attribute_get(args[0], names.__dict__);
    if (!dict)
        return NULL;
    Value result = NULL;
    if (!is_dict(dict))
        raise_type_error("the module's __dict__ is no dict");
    else {
        Str *name = str_interned("get_code");
        Value code = name ? call_method_1(self, name, loader_from(self)->name) : NULL;
        if (name)
            GIVE_UP(name);
        if (code && !is_code(code)) {
            raise_import_error(&exc_ImportError, loader_from(self)->name, NULL,
                               "cannot load module %R when get_code() returns None",
                               loader_from(self)->name);
            clear_value(&code);
        }
        result = code ? run_code((CodeObject *)object_of(code), dict_of(dict), dict) : NULL;
        decref_maybe(code);
    }
    decref(dict);
    decref_maybe(result);
    return result ? NONE : NULL;
}

static Value load_module(Value self, Value *args) {
    Value name = loader_from(self)->name;
    return is_str(name) ? import_module(str_of(name))
                        : raise_import_error(&exc_ImportError, NULL, NULL, "no module name");
}

static Value loader_dict_get(Value self) {
    Dict *dict = instance_dict(self);
    return dict ? own(value_of(dict)) : NULL;
}

#define LOADER_METHODS                                                                             \
    NATIVE("get_filename($self, fullname=None)", get_filename, NULL),                              \
        NATIVE("get_data($self, path)", get_data, NULL),                                           \
        NATIVE("get_code($self, fullname=None)", get_code, NULL),                                  \
        NATIVE("is_package($self, fullname=None)", is_package, NULL),                              \
        NATIVE("create_module($self, spec)", create_module, NULL),                                 \
        NATIVE("exec_module($self, module)", exec_module, NULL),                                   \
        NATIVE("load_module($self, fullname=None)", load_module, NULL)

/* {"mtime": seconds, "size": bytes} of a source file. */
static Value path_stats(Value self, Value *args) {
    struct stat status;
    Bytes *name = str_to_file_name(args[0]);
    if (!name)
        return NULL;
    int error = stat((const char *)name->data, &status) == 0 ? 0 : errno;
    GIVE_UP(name);
    if (error)
        return raise_os_error(error, args[0]);
    Dict *dict = dict_new();
    double mtime = (double)status.st_mtim.tv_sec + (double)status.st_mtim.tv_nsec * 1e-9;
    if (dict && dict_set_c_steal(dict, "mtime", float_new(mtime)) &&
        dict_set_c_steal(dict, "size", value_from_int64(status.st_size)))
        return value_of(dict);
    if (dict)
        GIVE_UP(dict);
    return NULL;
}

static const NativeMethod source_methods[] = {
    LOADER_METHODS,
    NATIVE("path_stats($self, path)", path_stats, NULL),
    NATIVE("get_source($self, fullname=None)", get_source, NULL),
    NATIVE("source_to_code($self, data, path, *, _optimize=-1)", source_to_code, NULL),
    NATIVE_END,
};

static const NativeMethod sourceless_methods[] = {
    LOADER_METHODS,
    NATIVE("get_source($self, fullname=None)", get_no_source, NULL),
    NATIVE_END,
};

static const NativeMember loader_members[] = {
    {"name", MEMBER_VALUE, offsetof(SourceLoader, name), true, NULL},
    {"path", MEMBER_VALUE, offsetof(SourceLoader, path), true, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static const NativeGetSet loader_getsets[] = {
    {"__dict__", loader_dict_get, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

#define FILE_LOADER(variable, type_name, method_table)                                             \
    Type variable = {                                                                              \
        TYPE_INIT_CONTAINER("_frozen_importlib_external." type_name, sizeof(SourceLoader),         \
                            loader_dealloc, loader_traverse, loader_clear),                        \
        .flags = TYPE_BASE | TYPE_DEFAULT_GETATTR,                                                 \
        .shape_offset = offsetof(SourceLoader, shape),                                             \
        .new = loader_new,                                                                         \
        .init = spec_init,                                                                         \
        .repr = loader_repr,                                                                       \
        .get_attr = attribute_get_generic,                                                         \
        .set_attr = attribute_set_generic,                                                         \
        .methods = method_table,                                                                   \
        .members = loader_members,                                                                 \
        .getsets = loader_getsets,                                                                 \
    }
FILE_LOADER(source_loader_type, "SourceFileLoader", source_methods);
FILE_LOADER(sourceless_loader_type, "SourcelessFileLoader", sourceless_methods);
FILE_LOADER(namespace_loader_type, "NamespaceLoader", sourceless_methods);

/* ---- loaders of what is in the binary: classes that are used themselves -----------------------
 */

static Value nothing(Value self, Value *args) {
    return NONE;
}

static Value builtin_is_package(Value self, Value *args) {
    return FALSE_VALUE;
}

static const EmbeddedModule *embedded_of(Value name) {
    if (!is_str(name))
        return raise_type_error("expected str, not %s", type_name_of(name));
    const char *text = str_utf8(str_of(name), NULL);
    const EmbeddedModule *module = text ? embedded_module_lookup(text) : NULL;
    if (text && !module)
        raise_import_error(&exc_ImportError, name, NULL, "%R is not a frozen module", name);
    return module;
}

static Value frozen_is_package(Value self, Value *args) {
    const EmbeddedModule *module = embedded_of(args[0]);
    return module ? value_of_bool(module->is_package) : NULL;
}

static Value frozen_get_code(Value self, Value *args) {
    const EmbeddedModule *module = embedded_of(args[0]);
    return module ? value_of(import_embedded_code(module)) : NULL;
}

static Value builtin_find_spec(Value self, Value *args) {
    if (!is_str(args[0]))
        return NONE;
    const char *text = str_utf8(str_of(args[0]), NULL);
    if (!text)
        return NULL;
    if (!native_module_lookup(text))
        return NONE;
    Value origin = value_of(str_from_c("built-in"));
    Value spec =
        origin ? module_spec_new(args[0], value_of(&builtin_importer_type), origin, NULL) : NULL;
    decref_maybe(origin);
    return spec;
}

static Value frozen_find_spec(Value self, Value *args) {
    if (!is_str(args[0]))
        return NONE;
    const char *text = str_utf8(str_of(args[0]), NULL);
    const EmbeddedModule *module = text ? embedded_module_lookup(text) : NULL;
    if (!module)
        return text ? NONE : NULL;
    Value origin = value_of(str_from_c("frozen"));
    List *locations = module->is_package ? list_new(0) : NULL;
    Value spec = NULL;
    if (origin && (locations || !module->is_package))
        spec = module_spec_new(args[0], value_of(&frozen_importer_type), origin,
                               locations ? value_of(locations) : NULL);
    decref_maybe(origin);
    if (locations)
        GIVE_UP(locations);
    return spec;
}

static Value builtin_load(Value self, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("expected str, not %s", type_name_of(args[0]));
    return import_module(str_of(args[0]));
}

static Value frozen_exec(Value self, Value *args) {
    Value name = attribute_get(args[0], names.__name__);
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

static const NativeMethod builtin_methods[] = {
    NATIVE_OF_CLASS("find_spec($cls, fullname, path=None, target=None)", builtin_find_spec, NULL),
    NATIVE_OF_STATIC("create_module(spec)", nothing, NULL),
    NATIVE_OF_STATIC("exec_module(module)", nothing, NULL),
    NATIVE_OF_CLASS("get_code($cls, fullname)", nothing, NULL),
    NATIVE_OF_CLASS("get_source($cls, fullname)", nothing, NULL),
    NATIVE_OF_CLASS("is_package($cls, fullname)", builtin_is_package, NULL),
    NATIVE_OF_CLASS("load_module($cls, fullname)", builtin_load, NULL),
    NATIVE_END,
};

static const NativeMethod frozen_methods[] = {
    NATIVE_OF_CLASS("find_spec($cls, fullname, path=None, target=None)", frozen_find_spec, NULL),
    NATIVE_OF_STATIC("create_module(spec)", nothing, NULL),
    NATIVE_OF_STATIC("exec_module(module)", frozen_exec, NULL),
    NATIVE_OF_CLASS("get_code($cls, fullname)", frozen_get_code, NULL),
    NATIVE_OF_CLASS("get_source($cls, fullname)", nothing, NULL),
    NATIVE_OF_CLASS("is_package($cls, fullname)", frozen_is_package, NULL),
    NATIVE_OF_CLASS("load_module($cls, fullname)", builtin_load, NULL),
    NATIVE_END,
};

static Value path_find_spec(Value self, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("expected str, not %s", type_name_of(args[0]));
    return import_find_spec(str_of(args[0]), args[1] && args[1] != NONE ? args[1] : NULL);
}

static const NativeMethod path_methods[] = {
    NATIVE_OF_CLASS("find_spec($cls, fullname, path=None, target=None)", path_find_spec, NULL),
    NATIVE_OF_CLASS("invalidate_caches($cls)", nothing, NULL),
    NATIVE_END,
};

static void never_dealloc(Object *object) {
    mem_object_free(object, object->type->basic_size);
}

Type builtin_importer_type = {
    TYPE_INIT_ATOM("_frozen_importlib.BuiltinImporter", sizeof(Object), never_dealloc),
    .flags = TYPE_BASE,
    .doc = "Meta path import for built-in modules.",
    .methods = builtin_methods,
};

Type frozen_importer_type = {
    TYPE_INIT_ATOM("_frozen_importlib.FrozenImporter", sizeof(Object), never_dealloc),
    .flags = TYPE_BASE,
    .doc = "Meta path import for frozen modules.",
    .methods = frozen_methods,
};

Type path_finder_type = {
    TYPE_INIT_ATOM("_frozen_importlib_external.PathFinder", sizeof(Object), never_dealloc),
    .flags = TYPE_BASE,
    .doc = "Meta path finder for sys.path and package __path__ attributes.",
    .methods = path_methods,
};
