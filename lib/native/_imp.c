/* Module _imp: what importlib asks the interpreter for. */
#include "compiler/pyc.h"
#include "vm/finder.h"
#include "vm/import_lock.h"
#include "vm/objects/module_spec.h"
#include "vm/pyc_cache.h"
#include "vm/sys.h"
#include "vm/vm.h"

static const char *text_of(Value name) {
    if (!is_str(name))
        return raise_type_error("expected str, not %s", type_name_of(name));
    return str_utf8(str_of(name), NULL);
}

static Value import_by_name(Value self, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("module name must be str, not %s", type_name_of(args[0]));
    return import_module(str_of(args[0]));
}

static Value is_builtin(Value self, Value *args) {
    const char *name = text_of(args[0]);
    return name ? value_of_small_int(native_module_lookup(name) ? 1 : 0) : NULL;
}

static Value is_frozen(Value self, Value *args) {
    const char *name = text_of(args[0]);
    return name ? value_of_bool(embedded_module_lookup(name)) : NULL;
}

static const EmbeddedModule *frozen(Value value) {
    const char *name = text_of(value);
    const EmbeddedModule *module = name ? embedded_module_lookup(name) : NULL;
    if (name && !module)
        raise_import_error(&exc_ImportError, value, NULL, "No such frozen object named %S", value);
    return module;
}

static Value is_frozen_package(Value self, Value *args) {
    const EmbeddedModule *module = frozen(args[0]);
    return module ? value_of_bool(module->is_package) : NULL;
}

static Value get_frozen_object(Value self, Value *args) {
    if (args[1] && args[1] != NONE)
        return raise_import_error(&exc_ImportError, args[0], NULL,
                                  "Frozen object named %R is invalid", args[0]);
    const EmbeddedModule *module = frozen(args[0]);
    return module ? value_of(import_embedded_code(module)) : NULL;
}

static Value find_frozen(Value self, Value *args) {
    const char *name = text_of(args[0]);
    const EmbeddedModule *module = name ? embedded_module_lookup(name) : NULL;
    if (!module)
        return name ? NONE : NULL;
    return value_of(tuple_pack(3, NONE, value_of_bool(module->is_package), args[0]));
}

static Value frozen_names(Value self, Value *args) {
    List *list = list_new(0);
    for (const EmbeddedModule *module = embedded_modules; list && module->name; module++) {
        Str *name = str_interned(module->name);
        if (!name || !list_append_steal(list, value_of(name))) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return value_of(list);
}

static Value create_builtin(Value self, Value *args) {
    Value name = attribute_get(args[0], names.name);
    if (!name)
        return NULL;
    Value module = NULL;
    if (!is_str(name))
        raise_type_error("spec.name must be str, not %s", type_name_of(name));
    else if (dict_lookup(modules_dict_borrowed(), name, &module) == LOOKUP_MISSING) {
        module = import_native(str_of(name));
        if (!module && !exception_pending())
            module = NONE;
    }
    decref(name);
    return module;
}

static Value zero(Value self, Value *args) {
    return value_of_small_int(0);
}

static Value none(Value self, Value *args) {
    return NONE;
}

static Value lock_held(Value self, Value *args) {
    return value_of_bool(import_lock_is_held());
}

static Value acquire_lock(Value self, Value *args) {
    import_lock_acquire();
    return NONE;
}

static Value release_lock(Value self, Value *args) {
    return import_lock_release() ? NONE : raise_runtime_error("not holding the import lock");
}

static Value create_dynamic(Value self, Value *args) {
    return raise_import_error(&exc_ImportError, NULL, NULL, "extension modules cannot be loaded");
}

static Value extension_suffixes(Value self, Value *args) {
    return value_of(list_new(0));
}

static Value source_hash(Value self, Value *args) {
    Buffer buffer;
    int64_t key;
    if (!int_as_int64(args[0], &key) || !buffer_get(args[1], &buffer, false))
        return NULL;
    uint64_t hash = pyc_keyed_hash((uint64_t)key, buffer.bytes, buffer.size);
    buffer_release(&buffer);
    return value_of(bytes_new(&hash, sizeof hash));
}

/* The bytes of a .pyc file: by the source's time and size, or (flags with PYC_HASH) its hash. */
static Value pyc_bytes(Value self, Value *args) {
    PycInfo info = {0};
    int64_t flags, ns, size, hash;
    if (!is_code(args[0]))
        return raise_type_error("expected a code object, not %s", type_name_of(args[0]));
    if (!int_as_int64(args[1], &flags) || !int_as_int64(args[2], &ns) ||
        !int_as_int64(args[3], &size))
        return NULL;
    hash = (int64_t)(is_int(args[4]) ? int_as_mask64(args[4]) : 0);
    info.flags = (uint32_t)flags;
    info.mtime_seconds = ns / 1000000000;
    info.mtime_nanoseconds = (uint32_t)(ns % 1000000000);
    info.source_size = (uint64_t)size;
    info.source_hash = (uint64_t)hash;
    SerializedCode file;
    Diagnostic diagnostic;
    if (!pyc_write(((CodeObject *)object_of(args[0]))->code, &info, &file, &diagnostic))
        return raise_value_error("the code cannot be written");
    Value bytes = value_of(bytes_new(file.bytes, file.size));
    mem_raw_free(file.bytes);
    return bytes;
}

/* The code object of a .pyc file's bytes. */
static Value code_of_pyc(Value self, Value *args) {
    Buffer buffer;
    if (!buffer_get(args[0], &buffer, false))
        return NULL;
    Value path = args[2] && args[2] != NONE ? args[2] : NULL;
    Code *code =
        pyc_code((const uint8_t *)buffer.bytes, buffer.size, args[1] ? args[1] : NONE, path);
    buffer_release(&buffer);
    return code ? value_of(code_object_new_steal(code)) : NULL;
}

static const NativeMethod functions[] = {
    NATIVE("_pyc_code(data, name=None, path=None, /)", code_of_pyc, NULL),
    NATIVE("_pyc_bytes(code, flags, mtime_ns, size, hash, /)", pyc_bytes, NULL),
    NATIVE("_import(name, /)", import_by_name, "Import an absolute name, give its last module."),
    NATIVE("is_builtin(name, /)", is_builtin,
           "Returns True if the module name corresponds to a "
           "built-in module."),
    NATIVE("is_frozen(name, /)", is_frozen,
           "Returns True if the module name corresponds to a "
           "frozen module."),
    NATIVE("is_frozen_package(name, /)", is_frozen_package,
           "Returns True if the module name is of a frozen package."),
    NATIVE("get_frozen_object(name, data=None, /)", get_frozen_object,
           "Create a code object for a frozen module."),
    NATIVE("find_frozen(name, /, *, withdata=False)", find_frozen,
           "Return info about the corresponding frozen module (if there is one) or None."),
    NATIVE("init_frozen(name, /)", import_by_name, "Initializes a frozen module."),
    NATIVE("_frozen_module_names()", frozen_names, "Returns the list of available frozen modules."),
    NATIVE("create_builtin(spec, /)", create_builtin, "Create an extension module."),
    NATIVE("exec_builtin(mod, /)", zero, "Initialize a built-in module."),
    NATIVE("create_dynamic(spec, file=None, /)", create_dynamic, "Create an extension module."),
    NATIVE("exec_dynamic(mod, /)", zero, "Initialize an extension module."),
    NATIVE("extension_suffixes()", extension_suffixes,
           "Returns the list of file suffixes used to identify extension modules."),
    NATIVE("lock_held()", lock_held,
           "Return True if the import lock is currently held, else False."),
    NATIVE("acquire_lock()", acquire_lock,
           "Acquires the interpreter's import lock for the current "
           "thread."),
    NATIVE("release_lock()", release_lock, "Release the interpreter's import lock."),
    NATIVE("_fix_co_filename(code, path, /)", none,
           "Changes code.co_filename to specify the "
           "passed-in file path."),
    NATIVE("_override_frozen_modules_for_tests(override, /)", none, NULL),
    NATIVE("_override_multi_interp_extensions_check(override, /)", zero, NULL),
    NATIVE("source_hash(key, source)", source_hash, NULL),
    NATIVE_END,
};

static bool exec(Module *module) {
    static Type *const types[] = {&module_spec_type,     &builtin_importer_type,
                                  &frozen_importer_type, &path_finder_type,
                                  &source_loader_type,   &sourceless_loader_type};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (!module_add_type(module, types[i]))
            return false;
    uint32_t magic = pyc_magic();
    return module_add_steal(module, "_magic_number", value_of(bytes_new(&magic, sizeof magic))) &&
           module_add_text(module, "check_hash_based_pycs",
                           check_hash_names[settings.check_hash_pycs]);
}

const NativeModule _imp_module = {
    .name = "_imp",
    .doc = "(Extremely) low-level import machinery bits as used by importlib.",
    .functions = functions,
    .exec = exec,
};
