/* SourceFileLoader and SourcelessFileLoader: they can load again what they once found (reload,
 * runpy, pkgutil). What few programs ask of them is Python: _frozen_importlib_external. */
#include "vm/finder.h"
#include "vm/import_load.h"
#include "vm/interpreter.h"
#include "vm/objects/module_spec.h"
#include "vm/sys.h"
#include "vm/vm.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static SourceLoader *loader_from(Value self) {
    return (SourceLoader *)object_of(self);
}

/* None when the attribute was deleted. Borrowed. */
static Value name_of(Value self) {
    Value name = loader_from(self)->name;
    return name ? name : NONE;
}
static Value path_of(Value self) {
    Value path = loader_from(self)->path;
    return path ? path : NONE;
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

static bool loader_init(Value self, Value *args, size_t count, Tuple *keywords) {
    return true;
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

static Value loader_compare(Value self, Value other, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || type_of(self) != type_of(other))
        return NOT_IMPLEMENTED;
    Answer equal = object_equal(name_of(self), name_of(other));
    if (equal == ANSWER_YES)
        equal = object_equal(path_of(self), path_of(other));
    return equal == ANSWER_ERROR ? NULL
                                 : value_of_bool((op == COMPARE_EQ) == (equal == ANSWER_YES));
}

static Hash loader_hash(Value self) {
    Hash name = object_hash(name_of(self));
    Hash path = name == -1 ? -1 : object_hash(path_of(self));
    if (path == -1)
        return -1;
    return (name ^ path) == -1 ? -2 : name ^ path;
}

static Value loader_repr(Value self) {
    char address[32];
    snprintf(address, sizeof address, "%p", (void *)object_of(self));
    return value_of(str_format("<_frozen_importlib_external.%s object at %s>",
                               type_short_name(type_of(self)), address));
}

/* ---- what a loader tells of its module ------------------------------------------------------- */

/* A loader loads one module: another name is an ImportError. Null or None means that one. */
static bool check_name(Value self, Value name) {
    Value own_name = name_of(self);
    Answer same = name && name != NONE ? object_equal(name, own_name) : ANSWER_YES;
    if (same == ANSWER_NO)
        raise_import_error(&exc_ImportError, name, NULL, "loader for %S cannot handle %S", own_name,
                           name);
    return same == ANSWER_YES;
}

static Value get_data(Value self, Value *args) {
    Value path = object_str(args[0]);
    if (!path)
        return NULL;
    size_t size;
    char *data = file_read_all(str_of(path), &size);
    Value bytes = data ? value_of(bytes_new(data, size)) : NULL;
    mem_free(data);
    decref(path);
    return bytes;
}

static Value get_filename(Value self, Value *args) {
    return check_name(self, args[0]) ? own(path_of(self)) : NULL;
}

/* NAME/__init__.py, unless the module itself is called so. */
static Value is_package(Value self, Value *args) {
    Value path = get_filename(self, args);
    const char *text = path && is_str(path) ? str_utf8(str_of(path), NULL) : NULL;
    const char *slash = text ? strrchr(text, '/') : NULL;
    bool is_init = text && strncmp(slash ? slash + 1 : text, "__init__.", 9) == 0;
    Value name = name_of(self);
    if (is_init && is_str(name)) {
        const char *module = str_utf8(str_of(name), NULL),
                   *dot = module ? strrchr(module, '.') : NULL;
        is_init = module && strcmp(dot ? dot + 1 : module, "__init__") != 0;
    }
    decref_maybe(path);
    return exception_pending() ? NULL : value_of_bool(is_init);
}

/* A function of _frozen_importlib_external, or (with a class) a method of that. */
static Value external(const char *class_name, const char *name) {
    Value found =
        import_core_attribute("_frozen_importlib_external", class_name ? class_name : name);
    if (!class_name || !found)
        return found;
    Str *key = str_interned(name);
    Value method = key ? attribute_get(found, key) : NULL;
    if (key)
        GIVE_UP(key);
    decref(found);
    return method;
}

static Value call_external_steal(Value function, Value first, Value second) {
    Value result = function ? call_2(function, first, second) : NULL;
    decref_maybe(function);
    return result;
}

static Value get_source(Value self, Value *args) {
    return call_external_steal(external("SourceLoader", "get_source"), self,
                               args[0] ? args[0] : name_of(self));
}

static Value get_no_source(Value self, Value *args) {
    return check_name(self, args[0]) ? NONE : NULL;
}

static Value get_code(Value self, Value *args) {
    Value path = path_of(self);
    if (!check_name(self, args[0]))
        return NULL;
    bool is_source = is_instance_of(self, &source_loader_type);
    if (type_of(self)->flags & (TYPE_HEAP | TYPE_CHANGED) &&
        is_source) /* with methods of its own */
        return call_external_steal(external("SourceLoader", "get_code"), self, name_of(self));
    if (!is_str(path))
        return raise_type_error("path must be str, not %s", type_name_of(path));
    return value_of(is_source ? import_source_code(str_of(path))
                              : import_bytecode_code(str_of(path), name_of(self)));
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
        Value code = name ? call_method_1(self, name, name_of(self)) : NULL;
        if (name)
            GIVE_UP(name);
        if (code && !is_code(code)) {
            raise_import_error(&exc_ImportError, name_of(self), NULL,
                               "cannot load module %R when get_code() returns None", name_of(self));
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
    if (!check_name(self, args[0]))
        return NULL;
    Value load = import_core_attribute("_frozen_importlib", "_load_module_shim");
    return call_external_steal(load, self, name_of(self));
}

static Value get_resource_reader(Value self, Value *args) {
    if (!check_name(self, args[0]))
        return NULL;
    Value make = external(NULL, "_resource_reader"), reader = make ? call_1(make, self) : NULL;
    decref_maybe(make);
    return reader;
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
        NATIVE("get_resource_reader($self, module=None)", get_resource_reader, NULL),              \
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

static Value path_mtime(Value self, Value *args) {
    return raise_class(&exc_OSError, NULL);
}

static Value set_data(Value self, Value *args) {
    Value write = external(NULL, "_write_data");
    Value mode = args[2] ? args[2] : value_of_small_int(0666);
    Value result = write ? call_3(write, args[0], args[1], mode) : NULL;
    decref_maybe(write);
    return result;
}

/* With the permissions of the source. */
static Value cache_bytecode(Value self, Value *args) {
    Value find_mode = external(NULL, "_calc_mode"), write = external(NULL, "_write_data");
    Value mode = find_mode && write ? call_1(find_mode, args[0]) : NULL;
    Value result = mode ? call_3(write, args[1], args[2], mode) : NULL;
    decref_maybe(find_mode);
    decref_maybe(write);
    decref_maybe(mode);
    return result;
}

static const NativeMethod source_methods[] = {
    LOADER_METHODS,
    NATIVE("path_stats($self, path)", path_stats, "Return the metadata for the path."),
    NATIVE("path_mtime($self, path)", path_mtime, NULL),
    NATIVE("set_data($self, path, data, *, _mode=0o666)", set_data, "Write bytes data to a file."),
    NATIVE("_cache_bytecode($self, source_path, bytecode_path, data)", cache_bytecode, NULL),
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
        .flags = TYPE_BASE | TYPE_DEFAULT_GETATTR | TYPE_OPEN,                                     \
        .shape_offset = offsetof(SourceLoader, shape),                                             \
        .new = loader_new,                                                                         \
        .init = loader_init,                                                                       \
        .repr = loader_repr,                                                                       \
        .compare = loader_compare,                                                                 \
        .hash = loader_hash,                                                                       \
        .get_attr = attribute_get_generic,                                                         \
        .set_attr = attribute_set_generic,                                                         \
        .methods = method_table,                                                                   \
        .members = loader_members,                                                                 \
        .getsets = loader_getsets,                                                                 \
    }
FILE_LOADER(source_loader_type, "SourceFileLoader", source_methods);
FILE_LOADER(sourceless_loader_type, "SourcelessFileLoader", sourceless_methods);
