/* FileIO: unbuffered bytes on a file descriptor. */
#include "lib/native/io/io.h"
#include "lib/native/posix_call.h"
#include "vm/audit.h"
#include "vm/limits.h"
#include "vm/sandbox.h"
#include "vm/objects/repr_guard.h"
#include "vm/warnings.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TRANSFER_MAX = 0x7ffff000 }; /* what Linux moves in one call */

static FileIO *file_of(Value self) {
    return (FileIO *)(void *)object_of(self);
}

static bool check_open(FileIO *file) {
    return file->descriptor >= 0 || raise_value_error("I/O operation on closed file");
}

/* ---- reading and writing -------------------------------------------------------------------- */

/* What a call gave: a count, -2 if it would have to wait, -1 if an exception is pending. */
static ptrdiff_t transferred(ssize_t count) {
    if (count >= 0)
        return count;
    if (errno == EAGAIN && !exception_pending())
        return -2;
    if (!exception_pending())
        raise_os_error(errno, NULL);
    return -1;
}

ptrdiff_t file_io_read(FileIO *file, void *bytes, size_t size) {
    ssize_t count;
    if (size > TRANSFER_MAX)
        size = TRANSFER_MAX;
    POSIX_CALL(count, read(file->descriptor, bytes, size));
    return transferred(count);
}

ptrdiff_t file_io_write(FileIO *file, const void *bytes, size_t size) {
    ssize_t count;
    if (size > TRANSFER_MAX)
        size = TRANSFER_MAX;
    if (!limits_allow_output(&size))
        return -1;
    POSIX_CALL(count, write(file->descriptor, bytes, size));
    limits_return_output(size - (size_t)(count < 0 ? 0 : count));
    return transferred(count);
}

/* ---- opening -------------------------------------------------------------------------------- */

static bool parse_mode(FileIO *file, const char *mode, int *flags) {
    bool kind = false, plus = false;
    file->readable = file->writable = file->appending = file->created = false;
    *flags = O_CLOEXEC;
    for (const char *at = mode; *at; at++) {
        switch (*at) {
        case 'x':
            file->created = file->writable = true;
            *flags |= O_CREAT | O_EXCL;
            break;
        case 'r':
            file->readable = true;
            break;
        case 'w':
            file->writable = true;
            *flags |= O_CREAT | O_TRUNC;
            break;
        case 'a':
            file->writable = file->appending = true;
            *flags |= O_CREAT | O_APPEND;
            break;
        case 'b':
            continue;
        case '+':
            if (plus)
                goto bad;
            plus = true;
            continue;
        default:
            return raise_value_error("invalid mode: %.200s", mode);
        }
        if (kind)
            goto bad;
        kind = true;
    }
    if (!kind)
        goto bad;
    if (plus)
        file->readable = file->writable = true;
    *flags |= file->readable && file->writable ? O_RDWR : file->readable ? O_RDONLY : O_WRONLY;
    return true;
bad:
    return raise_value_error("Must have exactly one of create/read/write/append mode and at most "
                             "one plus");
}

static bool open_path(FileIO *file, Value path, int flags, Value opener) {
    if (opener && opener != NONE) {
        Value result = call_2(opener, path, value_of_small_int(flags));
        int descriptor;
        bool good = result && int_as_int(result, &descriptor);
        decref_maybe(result);
        if (!good)
            return false;
        if (descriptor < 0)
            return raise_value_error("opener returned %d", descriptor);
        file->descriptor = descriptor;
        return true;
    }
    Bytes *name = str_to_file_name(path);
    if (!name)
        return false;
    bool writes = (flags & O_ACCMODE) != O_RDONLY || flags & (O_CREAT | O_TRUNC);
    if (!sandbox_allow_path((const char *)name->data, writes ? SANDBOX_WRITE : SANDBOX_READ)) {
        GIVE_UP(name);
        return false;
    }
    POSIX_CALL(file->descriptor, open((const char *)name->data, flags, 0666));
    GIVE_UP(name);
    return file->descriptor >= 0 || posix_raise(path);
}

/* A directory is refused; regular files say how large their blocks are. */
static bool look_at(FileIO *file, Value name) {
    struct stat info;
    if (fstat(file->descriptor, &info) < 0) /* an odd device is no error, a closed number is */
        return (errno != EBADF && !is_int(name)) ||
               raise_os_error(errno, is_int(name) ? NULL : name);
    if (S_ISDIR(info.st_mode))
        return raise_os_error(EISDIR, name);
    file->kind = info.st_mode & S_IFMT;
    if (info.st_blksize > 1)
        file->block_size = (uint32_t)info.st_blksize;
    return true;
}

static bool close_descriptor(FileIO *file) {
    int descriptor = file->descriptor;
    file->descriptor = -1;
    if (descriptor < 0 || !file->close_descriptor)
        return true;
    gil_release();
    int status = close(descriptor), error = errno;
    gil_acquire();
    return status == 0 || error == EINTR || raise_os_error(error, NULL);
}

/* A number that is too large is taken for a path, which it is not. */
static bool is_descriptor(Value number, int *descriptor) {
    if (int_as_int(number, descriptor))
        return true;
    exception_clear();
    return false;
}

static bool open_file(FileIO *file, Value name, const char *mode, bool closes, Value opener) {
    int flags;
    if (file->descriptor >= 0 && !close_descriptor(file))
        return false;
    file->descriptor = -1;
    file->seekable = -1;
    file->block_size = IO_BUFFER_SIZE;
    file->close_descriptor = closes;
    file->base.closed = file->base.finalizing = false;
    if ((name == TRUE_VALUE || name == FALSE_VALUE) &&
        !warn(&exc_RuntimeWarning, 1, "bool is used as a file descriptor"))
        return false;
    if (!parse_mode(file, mode, &flags))
        return false;
    if (!audit("open", "Osi", name, mode, flags | O_CLOEXEC))
        return false;
    int descriptor;
    if (is_int(name) && is_descriptor(name, &descriptor)) {
        if (descriptor < 0)
            return raise_value_error("negative file descriptor");
        file->descriptor = descriptor;
    } else {
        if (!closes)
            return raise_value_error("Cannot use closefd=False with file name");
        if (!open_path(file, name, flags, opener))
            return false;
    }
    if (!look_at(file, name) || !attribute_set(value_of(file), names.name, name) ||
        (file->appending && lseek(file->descriptor, 0, SEEK_END) < 0 && errno != ESPIPE)) {
        if (is_int(name))
            file->descriptor = -1;
        Value pending = exception_fetch();
        if (!close_descriptor(file))
            exception_clear();
        exception_restore_steal(pending);
        return false;
    }
    return true;
}

static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    FileIO *file = type_allocate(type, 0);
    if (!file)
        return NULL;
    file->descriptor = -1;
    file->seekable = -1;
    file->close_descriptor = true;
    mem_gc_track(file);
    return value_of(file);
}

static bool init(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("FileIO(file, mode='r', closefd=True, opener=None)");
    Value bound[4];
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return false;
    if (bound[1] && !is_str(bound[1]))
        return raise_type_error("FileIO() argument 'mode' must be str, not %T", bound[1]);
    const char *mode = bound[1] ? str_utf8(str_of(bound[1]), NULL) : "r";
    Answer closes = bound[2] ? object_truth(bound[2]) : ANSWER_YES;
    return mode && closes != ANSWER_ERROR &&
           open_file(file_of(self), bound[0], mode, closes == ANSWER_YES, bound[3]);
}

Value file_io_new(Value name, const char *mode, bool closes, Value opener) {
    Value self = new (&file_io_type, NULL, 0, NULL);
    if (self && !open_file(file_of(self), name, mode, closes, opener))
        clear_value(&self);
    return self;
}

/* ---- methods -------------------------------------------------------------------------------- */

static bool check_readable(FileIO *file) {
    return check_open(file) && (file->readable || raise_unsupported("File not open for reading"));
}
static bool check_writable(FileIO *file) {
    return check_open(file) && (file->writable || raise_unsupported("File not open for writing"));
}

static Value readall(Value self, Value *args) {
    FileIO *file = file_of(self);
    if (!check_readable(file))
        return NULL;
    struct stat info;
    off_t at = lseek(file->descriptor, 0, SEEK_CUR);
    size_t capacity = IO_BUFFER_SIZE, size = 0;
    if (fstat(file->descriptor, &info) == 0 && at >= 0 && info.st_size > at)
        capacity = (size_t)(info.st_size - at) + 1;
    uint8_t *bytes = mem_malloc(capacity);
    for (;;) {
        if (!bytes)
            return raise_no_memory();
        ptrdiff_t count = file_io_read(file, bytes + size, capacity - size);
        if (count == -1 || (count == -2 && size == 0)) {
            mem_free(bytes);
            return count == -1 ? NULL : NONE;
        }
        if (count <= 0)
            break;
        size += (size_t)count;
        if (size == capacity) {
            capacity += capacity / 2 + IO_BUFFER_SIZE;
            uint8_t *larger = mem_realloc(bytes, capacity);
            if (!larger)
                mem_free(bytes);
            bytes = larger;
        }
    }
    Value result = value_of(bytes_new(bytes, size));
    mem_free(bytes);
    return result;
}

static Value method_read(Value self, Value *args) {
    FileIO *file = file_of(self);
    ptrdiff_t size;
    if (!check_readable(file) || !io_size_argument(args[0], &size))
        return NULL;
    if (size < 0)
        return readall(self, NULL);
    if (size > TRANSFER_MAX)
        size = TRANSFER_MAX;
    uint8_t *buffer = mem_malloc((size_t)size);
    if (!buffer)
        return raise_no_memory();
    ptrdiff_t count = file_io_read(file, buffer, (size_t)size);
    Value result = count == -1   ? NULL
                   : count == -2 ? NONE
                                 : value_of(bytes_new(buffer, (size_t)count));
    mem_free(buffer);
    return result;
}

static Value method_readinto(Value self, Value *args) {
    Buffer buffer;
    if (!check_readable(file_of(self)) || !buffer_get(args[0], &buffer, true))
        return NULL;
    ptrdiff_t count = file_io_read(file_of(self), buffer.bytes, buffer.size);
    buffer_release(&buffer);
    return count == -1 ? NULL : count == -2 ? NONE : value_of_small_int(count);
}

static Value method_write(Value self, Value *args) {
    Buffer buffer;
    if (!check_writable(file_of(self)) || !buffer_get(args[0], &buffer, false))
        return NULL;
    size_t size = buffer.size;
    ptrdiff_t count = file_io_write(file_of(self), buffer.bytes, buffer.size);
    buffer_release(&buffer);
    if (count >= 0 && (size_t)count < size && !eval_breaker_handle()) /* cut short by a signal */
        return NULL;
    return count == -1 ? NULL : count == -2 ? NONE : value_of_small_int(count);
}

static Value seek_to(FileIO *file, int64_t offset, int whence) {
    off_t at = lseek(file->descriptor, offset, whence);
    if (at < 0)
        return raise_os_error(errno, NULL);
    if (file->seekable < 0)
        file->seekable = 1;
    return value_from_int64(at);
}

static Value method_seek(Value self, Value *args) {
    int64_t offset;
    int whence = 0;
    if (!check_open(file_of(self)) || !io_offset(args[0], &offset) ||
        (args[1] && !int_as_int(args[1], &whence)))
        return NULL;
    return seek_to(file_of(self), offset, whence);
}

static Value method_tell(Value self, Value *args) {
    return check_open(file_of(self)) ? seek_to(file_of(self), 0, SEEK_CUR) : NULL;
}

static Value method_truncate(Value self, Value *args) {
    FileIO *file = file_of(self);
    int64_t size;
    if (!check_writable(file))
        return NULL;
    Value at = args[0] && args[0] != NONE ? own(args[0]) : seek_to(file, 0, SEEK_CUR);
    if (!at || !io_offset(at, &size) || !limits_allow_growth(file->descriptor, NULL, size)) {
        decref_maybe(at);
        return NULL;
    }
    gil_release();
    int status = ftruncate(file->descriptor, size), error = errno;
    gil_acquire();
    if (status == 0)
        return at;
    decref(at);
    return raise_os_error(error, NULL);
}

static Value method_dealloc_warn(Value self, Value *args) {
    FileIO *file = file_of(self);
    if (file->descriptor >= 0 && file->close_descriptor) {
        Value pending = exception_fetch();
        warn_resource(args[0], "unclosed file %R", args[0]);
        if (pending)
            exception_restore_steal(pending);
    }
    return NONE;
}

/* As IOBase.close: flush(), which a class may have, whatever comes of it the descriptor is closed.
 */
static Value method_close(Value self, Value *args) {
    FileIO *file = file_of(self);
    if (file->base.closing)
        return NONE;
    file->base.closing = true;
    Value flush_error = NULL;
    if (!file->base.closed && !io_call(self, "flush"))
        flush_error = exception_fetch();
    file->base.closed = true;
    if (file->base.finalizing)
        decref_maybe(method_dealloc_warn(self, &self));
    bool closed = close_descriptor(file);
    file->base.closing = false;
    return io_end_close(flush_error, closed) ? NONE : NULL;
}

static Value method_fileno(Value self, Value *args) {
    return check_open(file_of(self)) ? value_of_small_int(file_of(self)->descriptor) : NULL;
}
static Value method_isatty(Value self, Value *args) {
    return check_open(file_of(self)) ? value_of_bool(isatty(file_of(self)->descriptor)) : NULL;
}
static Value method_readable(Value self, Value *args) {
    return check_open(file_of(self)) ? value_of_bool(file_of(self)->readable) : NULL;
}
static Value method_writable(Value self, Value *args) {
    return check_open(file_of(self)) ? value_of_bool(file_of(self)->writable) : NULL;
}
static Value method_seekable(Value self, Value *args) {
    FileIO *file = file_of(self);
    if (!check_open(file))
        return NULL;
    if (file->seekable < 0)
        file->seekable = file->kind != S_IFIFO && lseek(file->descriptor, 0, SEEK_CUR) >= 0;
    return value_of_bool(file->seekable);
}

static const char *mode_text(const FileIO *file) {
    if (file->created)
        return file->readable ? "xb+" : "xb";
    if (file->appending)
        return file->readable ? "ab+" : "ab";
    return file->readable ? (file->writable ? "rb+" : "rb") : "wb";
}
static Value get_mode(Value self) {
    return value_of(str_from_c(mode_text(file_of(self))));
}
static Value get_closed(Value self) {
    return value_of_bool(file_of(self)->descriptor < 0);
}
static Value get_closefd(Value self) {
    return value_of_bool(file_of(self)->close_descriptor);
}
static Value get_block_size(Value self) {
    return value_of_small_int(file_of(self)->block_size);
}

static Value repr(Value self) {
    FileIO *file = file_of(self);
    const char *type = type_of(self)->mem.name;
    if (file->descriptor < 0)
        return value_of(str_format("<%s [closed]>", type));
    Value name;
    Lookup found = attribute_lookup(self, names.name, &name);
    if (found == LOOKUP_ERROR)
        return NULL;
    const char *closes = file->close_descriptor ? "True" : "False";
    if (found == LOOKUP_MISSING)
        return value_of(str_format("<%s fd=%d mode='%s' closefd=%s>", type, file->descriptor,
                                   mode_text(file), closes));
    Answer running = repr_enter(self);
    Str *text = NULL;
    if (running == ANSWER_NO) {
        text = str_format("<%s name=%R mode='%s' closefd=%s>", type, name, mode_text(file), closes);
        repr_leave(self);
    } else if (running == ANSWER_YES) {
        raise_runtime_error("reentrant call inside %s.__repr__", type);
    }
    decref(name);
    return value_of(text);
}

static void dealloc(Object *object) {
    if (((FileIO *)object)->descriptor >= 0 && !close_descriptor((FileIO *)object))
        exception_clear();
    io_dealloc(object, NULL);
}

static const NativeMethod methods[] = {
    NATIVE("read($self, size=-1, /)", method_read, "Read at most size bytes, returned as bytes."),
    NATIVE("readall($self, /)", readall, "Read all data from the file, returned as bytes."),
    NATIVE("readinto($self, buffer, /)", method_readinto, "Same as RawIOBase.readinto()."),
    NATIVE("write($self, b, /)", method_write, "Write buffer b to file, return number written."),
    NATIVE("seek($self, pos, whence=0, /)", method_seek,
           "Move to new file position and return the file position."),
    NATIVE("tell($self, /)", method_tell, "Current file position."),
    NATIVE("truncate($self, size=None, /)", method_truncate,
           "Truncate the file to at most size bytes and return the truncated size."),
    NATIVE("close($self, /)", method_close, "Close the file."),
    NATIVE("seekable($self, /)", method_seekable, "True if file supports random-access."),
    NATIVE("readable($self, /)", method_readable, "True if file was opened in a read mode."),
    NATIVE("writable($self, /)", method_writable, "True if file was opened in a write mode."),
    NATIVE("fileno($self, /)", method_fileno, "Return the underlying file descriptor."),
    NATIVE("isatty($self, /)", method_isatty, "True if the file is connected to a TTY device."),
    NATIVE("_dealloc_warn($self, object, /)", method_dealloc_warn, NULL),
    IO_REFUSES_PICKLE,
    NATIVE_END,
};
static const NativeGetSet getsets[] = {
    {"closed", get_closed, NULL, "True if the file is closed"},
    {"closefd", get_closefd, NULL, "True if the file descriptor will be closed by close()."},
    {"mode", get_mode, NULL, "String giving the file mode"},
    {"_blksize", get_block_size, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

Type file_io_type = {
    IO_TYPE_INIT("_io.FileIO", FileIO, dealloc, instance_word_traverse, instance_word_clear),
    .mem.finalize = io_finalize,
    .base = &raw_io_base_type,
    .doc = "FileIO(file, mode='r', closefd=True, opener=None)\n--\n\n"
           "Open a file.",
    .new = new,
    .init = init,
    .repr = repr,
    .methods = methods,
    .getsets = getsets,
};
