/* Module fcntl: control of descriptors, and file locks. */
#define _GNU_SOURCE
#include "lib/native/named_numbers.h"
#include "lib/native/posix_call.h"
#include "vm/audit.h"
#include "vm/signals.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { BUFFER_SIZE = 1024 };

bool warn_of_bool_descriptor(Value file) {
    return !has_type(file, &bool_type) ||
           warn(&exc_RuntimeWarning, 1, "bool is used as a file descriptor");
}

bool file_descriptor_of(Value file, int *descriptor) {
    if (!warn_of_bool_descriptor(file))
        return false;
    Value number = is_int(file) ? own(file) : NULL;
    if (!number) {
        Value method;
        Lookup found = attribute_lookup(file, names.fileno, &method);
        if (found == LOOKUP_ERROR)
            return false;
        if (found == LOOKUP_MISSING)
            return raise_type_error("argument must be an int, or have a fileno() method.");
        number = call_0(method);
        decref(method);
        if (number && !is_int(number)) {
            decref(number);
            return raise_type_error("fileno() returned a non-integer");
        }
    }
    bool done = number && int_as_int(number, descriptor);
    decref_maybe(number);
    if (done && *descriptor < 0)
        return raise_value_error("file descriptor cannot be a negative integer (%d)", *descriptor);
    return done;
}

/* The bytes of a str are its UTF-8. Null: an exception. */
static Value bytes_like(Value argument) {
    size_t size;
    if (!is_str(argument))
        return own(argument);
    const char *text = str_utf8(str_of(argument), &size);
    return text ? value_of(bytes_new(text, size)) : NULL;
}

/* The buffer is of an object that it keeps alive. */
static bool argument_buffer(Value argument, Buffer *buffer, bool writable) {
    Value bytes = bytes_like(argument);
    bool good = bytes && buffer_get(bytes, buffer, writable);
    decref_maybe(bytes);
    return good;
}

static Value result_of(int status, int error) {
    if (status >= 0)
        return value_of_small_int(status);
    if (error == EINTR)
        return signals_check() ? raise_os_error(error, NULL) : NULL;
    return raise_os_error(error, NULL);
}

static Value control(Value self, Value *args) {
    int descriptor, command;
    if (!file_descriptor_of(args[0], &descriptor) || !int_as_int(args[1], &command) ||
        !audit("fcntl.fcntl", "iiO", descriptor, command, args[2]))
        return NULL;
    if (args[2] && !is_int(args[2])) {
        Buffer buffer;
        char copy[BUFFER_SIZE];
        if (!argument_buffer(args[2], &buffer, false))
            return NULL;
        size_t size = buffer.size;
        if (size <= BUFFER_SIZE)
            memcpy(copy, buffer.bytes, size);
        buffer_release(&buffer);
        if (size > BUFFER_SIZE)
            return raise_value_error("fcntl string arg too long");
        gil_release();
        int status = fcntl(descriptor, command, copy);
        int error = errno;
        gil_acquire();
        return status < 0 ? result_of(status, error) : value_of(bytes_new(copy, size));
    }
    int64_t number = 0;
    if (args[2] && !int_as_int64(args[2], &number))
        return NULL;
    gil_release();
    int status = fcntl(descriptor, command, (long)number);
    int error = errno;
    gil_acquire();
    return result_of(status, error);
}

static Value ioctl_function(Value self, Value *args) {
    int descriptor;
    int64_t request;
    if (!file_descriptor_of(args[0], &descriptor) || !int_as_int64(args[1], &request) ||
        !audit("fcntl.ioctl", "iIO", descriptor, request, args[2]))
        return NULL;
    if (args[2] && !is_int(args[2])) {
        Answer mutate = args[3] ? object_truth(args[3]) : ANSWER_YES;
        if (mutate == ANSWER_ERROR)
            return NULL;
        bool in_place = mutate && !is_bytes(args[2]) && !is_str(args[2]);
        Buffer buffer;
        if (!argument_buffer(args[2], &buffer, in_place))
            return NULL;
        char copy[BUFFER_SIZE + 1];
        if (!in_place && buffer.size > BUFFER_SIZE) {
            buffer_release(&buffer);
            return raise_value_error("ioctl string arg too long");
        }
        size_t size = buffer.size;
        if (!in_place)
            memcpy(copy, buffer.bytes, size);
        int status =
            ioctl(descriptor, (unsigned long)request, in_place ? (char *)buffer.bytes : copy);
        int error = errno;
        buffer_release(&buffer);
        if (status < 0 || in_place)
            return result_of(status, error);
        return value_of(bytes_new(copy, size));
    }
    int64_t number = 0;
    if (args[2] && !int_as_int64(args[2], &number))
        return NULL;
    gil_release();
    int status = ioctl(descriptor, (unsigned long)request, (int)number);
    int error = errno;
    gil_acquire();
    return result_of(status, error);
}

static Value flock_function(Value self, Value *args) {
    int descriptor, operation, status;
    if (!file_descriptor_of(args[0], &descriptor) || !int_as_int(args[1], &operation) ||
        !audit("fcntl.flock", "ii", descriptor, operation))
        return NULL;
    POSIX_CALL(status, flock(descriptor, operation));
    return status < 0 ? posix_raise(NULL) : NONE;
}

static Value lockf_function(Value self, Value *args) {
    int descriptor, operation, status, whence = 0;
    int64_t length = 0, start = 0;
    if (!file_descriptor_of(args[0], &descriptor) || !int_as_int(args[1], &operation) ||
        (args[2] && !int_as_int64(args[2], &length)) ||
        (args[3] && !int_as_int64(args[3], &start)) || (args[4] && !int_as_int(args[4], &whence)) ||
        !audit("fcntl.lockf", "iiOOi", descriptor, operation, args[2], args[3], whence))
        return NULL;
    struct flock lock = {.l_start = start, .l_len = length, .l_whence = (short)whence};
    if (operation == LOCK_UN)
        lock.l_type = F_UNLCK;
    else if (operation & LOCK_SH)
        lock.l_type = F_RDLCK;
    else if (operation & LOCK_EX)
        lock.l_type = F_WRLCK;
    else
        return raise_value_error("unrecognized lockf argument");
    POSIX_CALL(status, fcntl(descriptor, operation & LOCK_NB ? F_SETLK : F_SETLKW, &lock));
    return status < 0 ? posix_raise(NULL) : NONE;
}

static const NativeMethod functions[] = {
    NATIVE("fcntl(fd, cmd, arg=0, /)", control,
           "Perform the operation `cmd` on file descriptor fd."),
    NATIVE("ioctl(fd, request, arg=0, mutate_flag=True, /)", ioctl_function,
           "Perform the operation request on file descriptor fd."),
    NATIVE("flock(fd, operation, /)", flock_function,
           "Perform the lock operation `operation` on file descriptor `fd`."),
    NATIVE("lockf(fd, cmd, len=0, start=0, whence=0, /)", lockf_function,
           "A wrapper around the fcntl() locking calls."),
    NATIVE_END,
};

static bool exec(Module *module) {
    static const NamedNumber numbers[] = {
        NAMED(LOCK_SH),      NAMED(LOCK_EX),         NAMED(LOCK_NB),       NAMED(LOCK_UN),
        NAMED(F_DUPFD),      NAMED(F_DUPFD_CLOEXEC), NAMED(F_GETFD),       NAMED(F_SETFD),
        NAMED(F_GETFL),      NAMED(F_SETFL),         NAMED(F_GETLK),       NAMED(F_SETLK),
        NAMED(F_SETLKW),     NAMED(F_GETOWN),        NAMED(F_SETOWN),      NAMED(F_GETSIG),
        NAMED(F_SETSIG),     NAMED(F_RDLCK),         NAMED(F_WRLCK),       NAMED(F_UNLCK),
        NAMED(FD_CLOEXEC),   NAMED(F_SETLEASE),      NAMED(F_GETLEASE),    NAMED(F_NOTIFY),
        NAMED(F_SETPIPE_SZ), NAMED(F_GETPIPE_SZ),    NAMED(F_ADD_SEALS),   NAMED(F_GET_SEALS),
        NAMED(F_OFD_GETLK),  NAMED(F_OFD_SETLK),     NAMED(F_OFD_SETLKW),  NAMED(FASYNC),
        NAMED(F_EXLCK),      NAMED(F_SHLCK),         NAMED(F_GETLK64),     NAMED(F_SETLK64),
        NAMED(F_SETLKW64),   NAMED(F_SEAL_SEAL),     NAMED(F_SEAL_SHRINK), NAMED(F_SEAL_GROW),
        NAMED(F_SEAL_WRITE), NAMED(DN_ACCESS),       NAMED(DN_ATTRIB),     NAMED(DN_CREATE),
        NAMED(DN_DELETE),    NAMED(DN_MODIFY),       NAMED(DN_MULTISHOT),  NAMED(DN_RENAME),
        NAMED(LOCK_MAND),    NAMED(LOCK_READ),       NAMED(LOCK_WRITE),    NAMED(LOCK_RW),
        NAMED(FICLONE),      NAMED(FICLONERANGE),
    };
    return MODULE_ADD_NUMBERS(module, numbers);
}

const NativeModule fcntl_module = {
    .name = "fcntl",
    .doc = "This module performs file control and I/O control on file\ndescriptors.",
    .functions = functions,
    .exec = exec,
};
