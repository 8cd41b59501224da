/* Module _posixshmem: memory that processes share by name. */
#include "lib/native/posix_call.h"

#include <string.h>
#include <sys/mman.h>

/* Borrowed from the value. Null: an exception. */
static const char *name_argument(Value value, const char *function) {
    size_t size;
    if (!is_str(value))
        return raise_type_error("%s() argument 'path' must be str, not %T", function, value);
    const char *name = str_utf8(str_of(value), &size);
    if (name && strlen(name) != size)
        return raise_value_error("embedded null character");
    return name;
}

static Value fn_open(Value self, Value *args) {
    int flags, mode = 0777, descriptor;
    const char *name = name_argument(args[0], "shm_open");
    if (!name || !int_as_int(args[1], &flags) || (args[2] && !int_as_int(args[2], &mode)))
        return NULL;
    POSIX_CALL(descriptor, shm_open(name, flags, (mode_t)mode));
    return descriptor < 0 ? posix_raise(args[0]) : value_of_small_int(descriptor);
}

static Value fn_unlink(Value self, Value *args) {
    const char *name = name_argument(args[0], "shm_unlink");
    if (!name)
        return NULL;
    return shm_unlink(name) < 0 ? raise_os_error(errno, args[0]) : NONE;
}

static const NativeMethod functions[] = {
    NATIVE("shm_open(path, flags, mode=511)", fn_open,
           "Open a shared memory object.  Returns a file descriptor (integer)."),
    NATIVE("shm_unlink(path)", fn_unlink, "Remove a shared memory object (similar to unlink())."),
    NATIVE_END,
};

const NativeModule _posixshmem_module = {
    .name = "_posixshmem",
    .doc = "POSIX shared memory module",
    .functions = functions,
};
