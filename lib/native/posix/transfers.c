/* Descriptors, more than a buffer at a time: several buffers, from one to another, and what is
 * told of a file's ranges. */
#define _GNU_SOURCE
#include "lib/native/buffer_vectors.h"
#include "lib/native/posix/posix.h"
#include "vm/audit.h"
#include "vm/limits.h"

#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

/* ---- several buffers ------------------------------------------------------------------------- */

typedef struct Transfer {
    int descriptor, flags;
    int64_t offset;
    BufferVectors vectors;
} Transfer;

/* From (fd, buffers) or (fd, buffers, offset, flags). */
static bool transfer_init(Transfer *transfer, Value *args, bool has_offset, bool writable,
                          const char *function) {
    if (!int_as_int(args[0], &transfer->descriptor))
        return false;
    if (!type_of(args[1])->get_item || is_dict(args[1]))
        return raise_type_error("%s() arg 2 must be a sequence", function);
    transfer->flags = 0;
    return (!has_offset || (int_as_int64(args[2], &transfer->offset) &&
                            int_argument(args[3], 0, &transfer->flags))) &&
           buffer_vectors_init(&transfer->vectors, args[1], writable);
}

static Value transfer_end(Transfer *transfer, ptrdiff_t count) {
    Value result = count < 0 ? posix_raise(NULL) : value_from_int64(count);
    buffer_vectors_release(&transfer->vectors);
    return result;
}

static bool allow_output(Transfer *transfer) {
    size_t size = transfer->vectors.size;
    if (limits_allow_output(&size)) {
        if (size < transfer->vectors.size)
            buffer_vectors_cut(&transfer->vectors, size);
        return true;
    }
    buffer_vectors_release(&transfer->vectors);
    return false;
}

static Value write_end(Transfer *transfer, ptrdiff_t count) {
    limits_return_output(transfer->vectors.size - (size_t)(count < 0 ? 0 : count));
    return transfer_end(transfer, count);
}

static Value fn_readv(Value self, Value *args) {
    Transfer t;
    ptrdiff_t count;
    if (!transfer_init(&t, args, false, true, "readv"))
        return NULL;
    POSIX_CALL(count, readv(t.descriptor, t.vectors.items, (int)t.vectors.count));
    return transfer_end(&t, count);
}
static Value fn_writev(Value self, Value *args) {
    Transfer t;
    ptrdiff_t count;
    if (!transfer_init(&t, args, false, false, "writev") || !allow_output(&t))
        return NULL;
    POSIX_CALL(count, writev(t.descriptor, t.vectors.items, (int)t.vectors.count));
    return write_end(&t, count);
}
static Value fn_preadv(Value self, Value *args) {
    Transfer t;
    ptrdiff_t count;
    if (!transfer_init(&t, args, true, true, "preadv"))
        return NULL;
    POSIX_CALL(count,
               preadv2(t.descriptor, t.vectors.items, (int)t.vectors.count, t.offset, t.flags));
    return transfer_end(&t, count);
}
static Value fn_pwritev(Value self, Value *args) {
    Transfer t;
    ptrdiff_t count;
    if (!transfer_init(&t, args, true, false, "pwritev") || !allow_output(&t))
        return NULL;
    POSIX_CALL(count,
               pwritev2(t.descriptor, t.vectors.items, (int)t.vectors.count, t.offset, t.flags));
    return write_end(&t, count);
}

/* ---- from one descriptor to another ---------------------------------------------------------- */

typedef struct Copy {
    int from, to, flags;
    size_t size;
    off_t from_offset, to_offset;
    off_t *from_at, *to_at; /* null: where the file is */
} Copy;

static bool offset_argument(Value argument, off_t *offset, off_t **at) {
    int64_t number;
    *at = NULL;
    if (!argument || argument == NONE)
        return true;
    if (!int_as_int64(argument, &number))
        return false;
    *offset = number;
    *at = offset;
    return true;
}

/* From (src, dst, count, offset_src, offset_dst). */
static bool copy_init(Copy *copy, Value *args) {
    ptrdiff_t size;
    if (!int_as_int(args[0], &copy->from) || !int_as_int(args[1], &copy->to) ||
        !int_as_size(args[2], &size))
        return false;
    if (size < 0)
        return raise_value_error("negative value for 'count' not allowed");
    copy->size = (size_t)size;
    return offset_argument(args[3], &copy->from_offset, &copy->from_at) &&
           offset_argument(args[4], &copy->to_offset, &copy->to_at);
}

static Value fn_copy_file_range(Value self, Value *args) {
    Copy c;
    ptrdiff_t count;
    if (!copy_init(&c, args))
        return NULL;
    if (!limits_allow_output(&c.size))
        return NULL;
    POSIX_CALL(count, copy_file_range(c.from, c.from_at, c.to, c.to_at, c.size, 0));
    limits_return_output(c.size - (size_t)(count < 0 ? 0 : count));
    return count < 0 ? posix_raise(NULL) : value_from_int64(count);
}
static Value fn_splice(Value self, Value *args) {
    Copy c;
    ptrdiff_t count;
    if (!copy_init(&c, args) || !int_argument(args[5], 0, &c.flags))
        return NULL;
    if (!limits_allow_output(&c.size))
        return NULL;
    POSIX_CALL(count, splice(c.from, c.from_at, c.to, c.to_at, c.size, (unsigned)c.flags));
    limits_return_output(c.size - (size_t)(count < 0 ? 0 : count));
    return count < 0 ? posix_raise(NULL) : value_from_int64(count);
}

/* ---- ranges of a file ------------------------------------------------------------------------ */

static bool range_arguments(Value *args, int *descriptor, int64_t *offset, int64_t *size) {
    return int_as_int(args[0], descriptor) && int_as_int64(args[1], offset) &&
           int_as_int64(args[2], size);
}

/* These two give the error instead of setting it. */
#define ERROR_CALL(error, call)                                                                    \
    do {                                                                                           \
        gil_release();                                                                             \
        (error) = (call);                                                                          \
        gil_acquire();                                                                             \
    } while ((error) == EINTR && eval_breaker_handle())

static Value finish_error(int error) {
    errno = error;
    return error ? posix_raise(NULL) : NONE;
}

static Value fn_posix_fadvise(Value self, Value *args) {
    int descriptor, advice, error;
    int64_t offset, size;
    if (!range_arguments(args, &descriptor, &offset, &size) || !int_as_int(args[3], &advice))
        return NULL;
    ERROR_CALL(error, posix_fadvise(descriptor, offset, size, advice));
    return finish_error(error);
}
static Value fn_posix_fallocate(Value self, Value *args) {
    int descriptor, error;
    int64_t offset, size;
    if (!range_arguments(args, &descriptor, &offset, &size))
        return NULL;
    if (offset >= 0 && size <= INT64_MAX - offset &&
        !limits_allow_growth(descriptor, NULL, offset + size))
        return NULL;
    ERROR_CALL(error, posix_fallocate(descriptor, offset, size));
    return finish_error(error);
}
static Value fn_lockf(Value self, Value *args) {
    int descriptor, command, status;
    int64_t size;
    if (!int_as_int(args[0], &descriptor) || !int_as_int(args[1], &command) ||
        !int_as_int64(args[2], &size) || !audit("os.lockf", "iiI", descriptor, command, size))
        return NULL;
    POSIX_CALL(status, lockf(descriptor, command, size));
    return status < 0 ? posix_raise(NULL) : NONE;
}

const NativeMethod posix_transfer_functions[] = {
    NATIVE("readv(fd, buffers, /)", fn_readv,
           "Read from a file descriptor fd into an iterable of buffers."),
    NATIVE("writev(fd, buffers, /)", fn_writev,
           "Iterate over buffers, and write the contents of each to a file descriptor."),
    NATIVE("preadv(fd, buffers, offset, flags=0, /)", fn_preadv,
           "Reads from a file descriptor into a number of mutable bytes-like objects."),
    NATIVE("pwritev(fd, buffers, offset, flags=0, /)", fn_pwritev,
           "Writes the contents of bytes-like objects to a file descriptor at a given offset."),
    NATIVE("copy_file_range(src, dst, count, offset_src=None, offset_dst=None)", fn_copy_file_range,
           "Copy count bytes from one file descriptor to another."),
    NATIVE("splice(src, dst, count, offset_src=None, offset_dst=None, flags=0)", fn_splice,
           "Transfer count bytes from one pipe to a descriptor or vice versa."),
    NATIVE("posix_fadvise(fd, offset, length, advice, /)", fn_posix_fadvise,
           "Announce an intention to access data in a specific pattern."),
    NATIVE("posix_fallocate(fd, offset, length, /)", fn_posix_fallocate,
           "Ensure a file has allocated at least a particular number of bytes on disk."),
    NATIVE("lockf(fd, command, length, /)", fn_lockf,
           "Apply, test or remove a POSIX lock on an open file descriptor."),
    NATIVE_END,
};
