/* The system: environment, randomness, names of errors, constants. */
#define _GNU_SOURCE
#include "lib/native/posix/posix.h"
#include "vm/audit.h"
#include "vm/deterministic.h"
#include "vm/sys.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

static Value put_variable(Bytes *name, Bytes *value) {
    if (strchr((const char *)name->data, '='))
        return raise_value_error("illegal environment variable name");
    if (!audit("os.putenv", "OO", value_of(name), value_of(value)))
        return NULL;
    return setenv((const char *)name->data, (const char *)value->data, 1) < 0 ? posix_raise(NULL)
                                                                              : NONE;
}

static Value fn_putenv(Value self, Value *args) {
    Bytes *name = str_to_file_name(args[0]), *value = name ? str_to_file_name(args[1]) : NULL;
    Value result = value ? put_variable(name, value) : NULL;
    decref_maybe(value_of(name));
    decref_maybe(value_of(value));
    return result;
}
static Value fn_unsetenv(Value self, Value *args) {
    Bytes *name = str_to_file_name(args[0]);
    if (!name)
        return NULL;
    bool allowed = audit("os.unsetenv", "O", value_of(name));
    int status = allowed ? unsetenv((const char *)name->data) : 0;
    GIVE_UP(name);
    return !allowed ? NULL : status < 0 ? posix_raise(NULL) : NONE;
}
static Value fn_strerror(Value self, Value *args) {
    int code;
    return int_as_int(args[0], &code) ? value_of(str_from_c(strerror(code))) : NULL;
}
static Value fn_urandom(Value self, Value *args) {
    ptrdiff_t size;
    if (!int_as_size(args[0], &size))
        return NULL;
    if (size < 0)
        return raise_value_error("negative argument not allowed");
    Bytes *bytes = bytes_new(NULL, (size_t)size);
    size_t done = 0;
    while (bytes && done < (size_t)size) {
        ssize_t count;
        POSIX_CALL(count, system_random(bytes->data + done, (size_t)size - done, 0));
        if (count < 0) {
            GIVE_UP(bytes);
            return posix_raise(NULL);
        }
        done += (size_t)count;
    }
    return value_of(bytes);
}
static Value fn_getrandom(Value self, Value *args) {
    ptrdiff_t size, count;
    int flags;
    if (!int_as_size(args[0], &size) || !int_argument(args[1], 0, &flags))
        return NULL;
    if (size < 0) {
        errno = EINVAL;
        return posix_raise(NULL);
    }
    Bytes *bytes = bytes_new(NULL, (size_t)size);
    if (!bytes)
        return NULL;
    POSIX_CALL(count, system_random(bytes->data, (size_t)size, (unsigned)flags));
    if (count >= 0)
        return value_of(bytes_resize_steal(bytes, (size_t)count));
    posix_raise(NULL);
    GIVE_UP(bytes);
    return NULL;
}
static Value fn_cpu_count(Value self, Value *args) {
    long count = settings.cpu_count ? settings.cpu_count : sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? NONE : value_of_small_int(count);
}
static Value fn_getloadavg(Value self, Value *args) {
    double loads[3];
    if (getloadavg(loads, 3) != 3)
        return raise_error(&exc_OSError, "Load averages are unobtainable");
    Value parts[] = {float_new(loads[0]), float_new(loads[1]), float_new(loads[2])};
    return value_of(tuple_from_array_steal(parts, 3));
}

const NativeMethod posix_system_functions[] = {
    NATIVE("putenv(name, value, /)", fn_putenv, NULL),
    NATIVE("unsetenv(name, /)", fn_unsetenv, NULL),
    NATIVE("strerror(code, /)", fn_strerror, "Translate an error code to a message string."),
    NATIVE("urandom(size, /)", fn_urandom,
           "Return a bytes object containing random bytes suitable for cryptographic use."),
    NATIVE("getrandom(size, flags=0)", fn_getrandom, "Obtain a series of random bytes."),
    NATIVE("cpu_count()", fn_cpu_count, "Return the number of logical CPUs in the system."),
    NATIVE("getloadavg()", fn_getloadavg, NULL),
    NATIVE_END,
};
