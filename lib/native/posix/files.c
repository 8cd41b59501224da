/* Descriptors: open, read, write and what else is done with an open file. */
#define _GNU_SOURCE
#include "lib/native/posix/posix.h"
#include "vm/audit.h"
#include "vm/limits.h"
#include "vm/sandbox.h"

#include <fcntl.h>
#include <string.h>
#include <sys/sendfile.h>
#include <unistd.h>

static Value number_or_raise(int64_t number) {
    return number < 0 ? posix_raise(NULL) : value_from_int64(number);
}
static Value none_or_raise(int status) {
    return status < 0 ? posix_raise(NULL) : NONE;
}

static Value fn_open(Value self, Value *args) {
    Path path;
    int flags, mode, folder, result;
    if (!int_as_int(args[1], &flags) || !int_argument(args[2], 0777, &mode) ||
        !folder_argument(args[3], &folder) ||
        !audit("open", "Osi", args[0], (const char *)NULL, flags | O_CLOEXEC) ||
        !path_init(&path, args[0], "open", false))
        return NULL;
    if ((flags & O_ACCMODE || flags & (O_CREAT | O_TRUNC)) &&
        !sandbox_allow_path(path_text(&path), SANDBOX_WRITE)) {
        path_release(&path);
        return NULL;
    }
    POSIX_CALL(result, openat(folder, path_text(&path), flags | O_CLOEXEC, mode));
    path_release(&path);
    return result < 0 ? posix_raise(args[0]) : value_of_small_int(result);
}
static Value fn_close(Value self, Value *args) {
    int descriptor, status;
    if (!int_as_int(args[0], &descriptor))
        return NULL;
    gil_release();
    status = close(descriptor);
    int error = errno;
    gil_acquire();
    errno = error;
    return status < 0 && error != EINTR ? posix_raise(NULL) : NONE;
}
static Value fn_closerange(Value self, Value *args) {
    int low, high;
    if (!int_as_int(args[0], &low) || !int_as_int(args[1], &high))
        return NULL;
    for (int i = low < 0 ? 0 : low; i < high; i++)
        close(i);
    return NONE;
}
static Value fn_read(Value self, Value *args) {
    int descriptor;
    ptrdiff_t size, count;
    if (!int_as_int(args[0], &descriptor) || !int_as_size(args[1], &size))
        return NULL;
    if (size < 0) {
        errno = EINVAL;
        return posix_raise(NULL);
    }
    uint8_t *buffer = mem_malloc((size_t)size);
    if (!buffer)
        return raise_no_memory();
    POSIX_CALL(count, read(descriptor, buffer, (size_t)size));
    Value result = count < 0 ? posix_raise(NULL) : value_of(bytes_new(buffer, (size_t)count));
    mem_free(buffer);
    return result;
}
static Value fn_pread(Value self, Value *args) {
    int descriptor;
    ptrdiff_t size, count;
    int64_t offset;
    if (!int_as_int(args[0], &descriptor) || !int_as_size(args[1], &size) ||
        !int_as_int64(args[2], &offset))
        return NULL;
    uint8_t *buffer = mem_malloc(size < 0 ? 0 : (size_t)size);
    if (!buffer)
        return raise_no_memory();
    POSIX_CALL(count, pread(descriptor, buffer, (size_t)size, offset));
    Value result = count < 0 ? posix_raise(NULL) : value_of(bytes_new(buffer, (size_t)count));
    mem_free(buffer);
    return result;
}
static Value fn_write(Value self, Value *args) {
    int descriptor;
    ptrdiff_t count;
    Buffer buffer;
    if (!int_as_int(args[0], &descriptor) || !buffer_get(args[1], &buffer, false))
        return NULL;
    size_t size = buffer.size;
    if (!limits_allow_output(&size)) {
        buffer_release(&buffer);
        return NULL;
    }
    POSIX_CALL(count, write(descriptor, buffer.bytes, size));
    limits_return_output(size - (size_t)(count < 0 ? 0 : count));
    buffer_release(&buffer);
    if (count >= 0 && (size_t)count < size && !eval_breaker_handle()) /* cut short by a signal */
        return NULL;
    return number_or_raise(count);
}
static Value fn_pwrite(Value self, Value *args) {
    int descriptor;
    ptrdiff_t count;
    int64_t offset;
    Buffer buffer;
    if (!int_as_int(args[0], &descriptor) || !int_as_int64(args[2], &offset) ||
        !buffer_get(args[1], &buffer, false))
        return NULL;
    size_t size = buffer.size;
    if (!limits_allow_output(&size)) {
        buffer_release(&buffer);
        return NULL;
    }
    POSIX_CALL(count, pwrite(descriptor, buffer.bytes, size, offset));
    limits_return_output(size - (size_t)(count < 0 ? 0 : count));
    buffer_release(&buffer);
    return number_or_raise(count);
}
static Value fn_sendfile(Value self, Value *args) {
    int to, from;
    int64_t offset = 0;
    ptrdiff_t size, count;
    bool from_offset = args[2] != NONE; /* else from where the file is, which moves */
    if (!int_as_int(args[0], &to) || !int_as_int(args[1], &from) ||
        (from_offset && !int_as_int64(args[2], &offset)) || !int_as_size(args[3], &size))
        return NULL;
    size_t allowed = (size_t)size;
    if (!limits_allow_output(&allowed))
        return NULL;
    POSIX_CALL(count, sendfile(to, from, from_offset ? &offset : NULL, allowed));
    limits_return_output(allowed - (size_t)(count < 0 ? 0 : count));
    return number_or_raise(count);
}
static Value fn_lseek(Value self, Value *args) {
    int descriptor, whence;
    int64_t offset;
    if (!int_as_int(args[0], &descriptor) || !int_as_int64(args[1], &offset) ||
        !int_as_int(args[2], &whence))
        return NULL;
    return number_or_raise(lseek(descriptor, offset, whence));
}
static Value fn_dup(Value self, Value *args) {
    int descriptor;
    return int_as_int(args[0], &descriptor) ? number_or_raise(fcntl(descriptor, F_DUPFD_CLOEXEC, 0))
                                            : NULL;
}
static Value fn_dup2(Value self, Value *args) {
    int from, to;
    bool inheritable;
    if (!int_as_int(args[0], &from) || !int_as_int(args[1], &to) ||
        !truth_argument(args[2], true, &inheritable))
        return NULL;
    if (from == to) /* dup3 refuses what dup2 allows */
        return number_or_raise(fcntl(from, F_GETFD) < 0 ? -1 : to);
    return number_or_raise(dup3(from, to, inheritable ? 0 : O_CLOEXEC));
}
static Value fn_pipe(Value self, Value *args) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return posix_raise(NULL);
    return value_of(tuple_pack(2, value_of_small_int(ends[0]), value_of_small_int(ends[1])));
}
static Value fn_pipe2(Value self, Value *args) {
    int ends[2], flags;
    if (!int_as_int(args[0], &flags))
        return NULL;
    if (pipe2(ends, flags) < 0)
        return posix_raise(NULL);
    return value_of(tuple_pack(2, value_of_small_int(ends[0]), value_of_small_int(ends[1])));
}
static Value fn_isatty(Value self, Value *args) {
    int descriptor;
    return int_as_int(args[0], &descriptor) ? value_of_bool(isatty(descriptor)) : NULL;
}
static Value fn_fsync(Value self, Value *args) {
    int descriptor, status;
    if (!descriptor_argument(args[0], &descriptor))
        return NULL;
    POSIX_CALL(status, fsync(descriptor));
    return none_or_raise(status);
}
static Value fn_ftruncate(Value self, Value *args) {
    int descriptor, status;
    int64_t size;
    if (!int_as_int(args[0], &descriptor) || !int_as_int64(args[1], &size) ||
        !audit("os.truncate", "iI", descriptor, size) ||
        !limits_allow_growth(descriptor, NULL, size))
        return NULL;
    POSIX_CALL(status, ftruncate(descriptor, size));
    return none_or_raise(status);
}
static Value fn_get_inheritable(Value self, Value *args) {
    int descriptor, flags;
    if (!int_as_int(args[0], &descriptor))
        return NULL;
    flags = fcntl(descriptor, F_GETFD);
    return flags < 0 ? posix_raise(NULL) : value_of_bool(!(flags & FD_CLOEXEC));
}
static Value fn_set_inheritable(Value self, Value *args) {
    int descriptor;
    bool inheritable;
    if (!int_as_int(args[0], &descriptor) || !truth_argument(args[1], false, &inheritable))
        return NULL;
    return none_or_raise(fcntl(descriptor, F_SETFD, inheritable ? 0 : FD_CLOEXEC));
}
static Value fn_get_blocking(Value self, Value *args) {
    int descriptor, flags;
    if (!int_as_int(args[0], &descriptor))
        return NULL;
    flags = fcntl(descriptor, F_GETFL);
    return flags < 0 ? posix_raise(NULL) : value_of_bool(!(flags & O_NONBLOCK));
}
static Value fn_set_blocking(Value self, Value *args) {
    int descriptor, flags;
    bool blocking;
    if (!int_as_int(args[0], &descriptor) || !truth_argument(args[1], false, &blocking))
        return NULL;
    flags = fcntl(descriptor, F_GETFL);
    if (flags < 0)
        return posix_raise(NULL);
    return none_or_raise(
        fcntl(descriptor, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK));
}
static Value fn_ttyname(Value self, Value *args) {
    int descriptor;
    char name[256];
    if (!int_as_int(args[0], &descriptor))
        return NULL;
    errno = ttyname_r(descriptor, name, sizeof name);
    return errno ? posix_raise(NULL) : value_of(str_from_c(name));
}
static Value fn_tcgetpgrp(Value self, Value *args) {
    int descriptor;
    return int_as_int(args[0], &descriptor) ? number_or_raise(tcgetpgrp(descriptor)) : NULL;
}

const NativeMethod posix_file_functions[] = {
    NATIVE("open(path, flags, mode=0o777, *, dir_fd=None)", fn_open,
           "Open a file for low level IO.  Returns a file descriptor (integer)."),
    NATIVE("close(fd)", fn_close, "Close a file descriptor."),
    NATIVE("closerange(fd_low, fd_high, /)", fn_closerange, NULL),
    NATIVE("read(fd, length, /)", fn_read, "Read from a file descriptor.  Returns a bytes object."),
    NATIVE("pread(fd, length, offset, /)", fn_pread, NULL),
    NATIVE("write(fd, data, /)", fn_write, "Write a bytes object to a file descriptor."),
    NATIVE("pwrite(fd, buffer, offset, /)", fn_pwrite, NULL),
    NATIVE("sendfile(out_fd, in_fd, offset, count)", fn_sendfile,
           "Copy count bytes from file descriptor in_fd to file descriptor out_fd."),
    NATIVE("lseek(fd, position, whence, /)", fn_lseek, NULL),
    NATIVE("dup(fd, /)", fn_dup, "Return a duplicate of a file descriptor."),
    NATIVE("dup2(fd, fd2, inheritable=True)", fn_dup2, "Duplicate file descriptor."),
    NATIVE("pipe()", fn_pipe, "Create a pipe."),
    NATIVE("pipe2(flags, /)", fn_pipe2, NULL),
    NATIVE("isatty(fd, /)", fn_isatty, "Return True if the fd is connected to a terminal."),
    NATIVE("fsync(fd)", fn_fsync, NULL),
    NATIVE("fdatasync(fd)", fn_fsync, NULL),
    NATIVE("ftruncate(fd, length, /)", fn_ftruncate, NULL),
    NATIVE("get_inheritable(fd, /)", fn_get_inheritable, NULL),
    NATIVE("set_inheritable(fd, inheritable, /)", fn_set_inheritable, NULL),
    NATIVE("get_blocking(fd, /)", fn_get_blocking, NULL),
    NATIVE("set_blocking(fd, blocking, /)", fn_set_blocking, NULL),
    NATIVE("ttyname(fd, /)", fn_ttyname, NULL),
    NATIVE("tcgetpgrp(fd, /)", fn_tcgetpgrp, NULL),
    NATIVE_END,
};
