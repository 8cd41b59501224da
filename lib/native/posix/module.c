/* Module posix: its arguments, errors and make-up. */
#define _GNU_SOURCE
#include "lib/native/posix/posix.h"
#include "vm/sandbox.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

/* A path as an OSError keeps it, which is what its __fspath__() says: owned. */
static Value shown_path(Value path) {
    if (!path || is_str(path) || is_bytes(path) ||
        !type_lookup_borrowed(type_of(path), names.__fspath__))
        return own(path ? path : NONE);
    return file_system_path(path);
}

COLD void *posix_raise(Value filename) {
    if (exception_pending())
        return NULL;
    int error = errno;
    Value shown = shown_path(filename);
    if (shown)
        raise_os_error(error, shown);
    decref_maybe(shown);
    return NULL;
}

COLD void *posix_raise_two(Value first, Value second) {
    if (exception_pending())
        return NULL;
    int number = errno;
    Value shown = shown_path(first), other = shown ? shown_path(second) : NULL;
    Str *message = other ? str_from_c(strerror(number)) : NULL;
    Value args[] = {value_of_small_int(number), value_of(message), shown, NONE, other};
    Value error = message ? call(value_of(&exc_OSError), args, 5, NULL) : NULL;
    if (error)
        raise_value(error);
    decref_maybe(error);
    decref_maybe(value_of(message));
    decref_maybe(shown);
    decref_maybe(other);
    return NULL;
}

/* What the function does with the path that is named. */
static SandboxUse use_of(const char *function) {
    static const char *const readers[] = {"access", "open",  "readlink", "listdir",      "scandir",
                                          "stat",   "lstat", "chdir",    "DirEntry.stat"};
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (strcmp(function, readers[i]) == 0)
            return SANDBOX_READ;
    return SANDBOX_WRITE;
}

static bool number_of_descriptor(Value argument, int *descriptor) {
    return warn_of_bool_descriptor(argument) && int_as_int(argument, descriptor);
}

/* In place of a path, or as the folder of one. */
static bool descriptor_of_path(Value argument, int *descriptor) {
    int64_t number;
    if (!warn_of_bool_descriptor(argument))
        return false;
    Value index = object_index(argument);
    if (!index)
        return false;
    bool fits = int_fits_int64(index, &number) && number == (int)number;
    bool negative = int_sign(index) < 0;
    decref(index);
    *descriptor = (int)number;
    return fits || raise_overflow_error(negative ? "fd is less than minimum"
                                                 : "fd is greater than maximum");
}

/* The name as the system takes it; null: an error. */
static Bytes *system_name(Value path, const char *function, const char *name) {
    Bytes *bytes = str_to_file_bytes(path);
    if (bytes && memchr(bytes->data, 0, bytes->size)) {
        GIVE_UP(bytes);
        return raise_value_error("%s: embedded null character in %s", function, name);
    }
    return bytes;
}

/* What may stand for a path: None is the working folder to those that list. */
static const char *path_kinds(const char *function, bool descriptor) {
    bool lists = strcmp(function, "listdir") == 0 || strcmp(function, "scandir") == 0;
    return lists        ? ", os.PathLike, integer or None"
           : descriptor ? ", os.PathLike or integer"
                        : " or os.PathLike";
}

bool path_init_named(Path *path, Value argument, const char *function, const char *name,
                     bool descriptor) {
    *path = (Path){argument, NULL, -1, is_bytes(argument)};
    if (descriptor && is_int(argument))
        return descriptor_of_path(argument, &path->descriptor);
    if (!is_str(argument) && !is_bytes(argument)) {
        Value method;
        Lookup found = special_method_lookup(argument, names.__fspath__, &method);
        if (found == LOOKUP_ERROR)
            return false;
        if (found == LOOKUP_MISSING || method == NONE)
            return raise_type_error("%s: %s should be string, bytes%s, not %T", function, name,
                                    path_kinds(function, descriptor), argument);
        Value converted = call_0(method);
        decref(method);
        if (!converted)
            return false;
        if (!is_str(converted) && !is_bytes(converted)) {
            raise_type_error("expected %T.__fspath__() to return str or bytes, not %T", argument,
                             converted);
            decref(converted);
            return false;
        }
        path->bytes_given = is_bytes(converted);
        path->name = system_name(converted, function, name);
        decref(converted);
    } else {
        path->name = system_name(argument, function, name);
    }
    if (path->name && sandbox_allow_path(path_text(path), use_of(function)))
        return true;
    path_release(path);
    return false;
}

bool path_init(Path *path, Value argument, const char *function, bool descriptor) {
    return path_init_named(path, argument, function, "path", descriptor);
}

void path_release(Path *path) {
    decref_maybe(value_of(path->name));
}

Value posix_name(const char *name, size_t size, bool as_bytes) {
    return as_bytes ? value_of(bytes_new(name, size)) : value_of(str_from_file_name(name, size));
}

bool int_argument(Value argument, int fallback, int *number) {
    *number = fallback;
    return !argument || int_as_int(argument, number);
}

bool descriptor_argument(Value argument, int *descriptor) {
    if (is_int(argument))
        return number_of_descriptor(argument, descriptor);
    Str *name = str_interned("fileno");
    Value method, number;
    if (!name)
        return false;
    Lookup found = attribute_lookup(argument, name, &method);
    GIVE_UP(name);
    if (found == LOOKUP_MISSING)
        return raise_type_error("argument must be an int, or have a fileno() method.");
    if (found == LOOKUP_ERROR)
        return false;
    number = call_0(method);
    decref(method);
    bool good = number && int_as_int(number, descriptor);
    decref_maybe(number);
    return good;
}

bool folder_argument(Value argument, int *descriptor) {
    *descriptor = AT_FDCWD;
    if (!argument || argument == NONE)
        return true;
    if (sandbox.is_on)
        return sandbox_refuse() != NULL;
    if (!is_int(argument) && !type_of(argument)->to_index)
        return raise_type_error("argument should be integer or None, not %T", argument);
    return descriptor_of_path(argument, descriptor);
}

bool truth_argument(Value argument, bool fallback, bool *truth) {
    *truth = fallback;
    if (!argument)
        return true;
    Answer answer = object_truth(argument);
    *truth = answer == ANSWER_YES;
    return answer != ANSWER_ERROR;
}

/* environ as bytes: module os makes its mapping of it. */
static bool add_environ(Module *module) {
    Dict *dict = dict_new();
    for (char **at = sandbox.is_on ? NULL : environ; dict && at && *at; at++) {
        const char *equals = strchr(*at, '=');
        if (!equals)
            continue;
        Bytes *name = bytes_new(*at, (size_t)(equals - *at));
        Bytes *value = bytes_new(equals + 1, strlen(equals + 1));
        Value ignored = NULL;
        bool good =
            name && value &&
            dict_set_default(dict, value_of(name), value_of(value), &ignored) != LOOKUP_ERROR;
        decref_maybe(ignored);
        decref_maybe(value_of(name));
        decref_maybe(value_of(value));
        if (!good) {
            GIVE_UP(dict);
            return false;
        }
    }
    return module_add_steal(module, "environ", value_of(dict));
}

static bool add_functions(Module *module, const NativeMethod *functions) {
    Value name = value_of(str_interned("posix"));
    bool good = name != NULL;
    for (; good && functions->signature; functions++) {
        size_t size = strcspn(functions->signature, "(");
        char text[64];
        memcpy(text, functions->signature, size);
        text[size] = '\0';
        good =
            module_add_steal(module, text, native_function_new(functions, value_of(module), name));
    }
    decref_maybe(name);
    return good;
}

/* What CPython's os.py reads the functions with dir_fd, fd and follow_symlinks from. */
static bool add_configuration(Module *module) {
    static const char *const found[] = {
        "HAVE_FACCESSAT",  "HAVE_FCHDIR",    "HAVE_FCHMOD",    "HAVE_FCHMODAT",  "HAVE_FCHOWN",
        "HAVE_FCHOWNAT",   "HAVE_FDOPENDIR", "HAVE_FSTATAT",   "HAVE_FTRUNCATE", "HAVE_FUTIMENS",
        "HAVE_LINKAT",     "HAVE_LCHOWN",    "HAVE_LSTAT",     "HAVE_MKDIRAT",   "HAVE_OPENAT",
        "HAVE_READLINKAT", "HAVE_RENAMEAT",  "HAVE_SYMLINKAT", "HAVE_UNLINKAT",  "HAVE_UTIMENSAT"};
    List *list = list_new(0);
    bool good = list != NULL;
    for (size_t i = 0; good && i < sizeof found / sizeof *found; i++) {
        Str *name = str_from_c(found[i]);
        good = name && list_append_steal(list, value_of(name));
    }
    if (!good) {
        if (list)
            GIVE_UP(list);
        return false;
    }
    return module_add_steal(module, "_have_functions", value_of(list));
}

static bool exec(Module *module) {
    static const NativeMethod *const tables[] = {
        posix_path_functions,       posix_process_functions,       posix_spawn_functions,
        posix_system_functions,     posix_transfer_functions,      posix_event_functions,
        posix_terminal_functions,   posix_file_system_functions,   posix_identity_functions,
        posix_scheduling_functions, posix_configuration_functions, posix_machine_functions};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (!add_functions(module, tables[i]))
            return false;
    return add_configuration(module) && posix_add_types(module) &&
           posix_add_waiting_types(module) && posix_add_file_system_types(module) &&
           posix_add_scheduling_types(module) && posix_add_machine_types(module) &&
           posix_add_configuration_names(module) && posix_add_constants(module) &&
           add_environ(module) && dict_set_c(module->dict, "error", value_of(&exc_OSError));
}

const NativeModule posix_module = {
    .name = "posix",
    .doc = "This module provides access to operating system functionality that is\n"
           "standardized by the C Standard and the POSIX standard (a thinly\n"
           "disguised Unix interface).  Refer to the library manual and\n"
           "corresponding Unix manual entries for more information on calls.",
    .functions = posix_file_functions,
    .exec = exec,
};
