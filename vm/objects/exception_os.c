/* OSError and its subclasses: OSError(errno, strerror, filename, winerror, filename2) makes an
 * instance of the errno's own class and takes the file names out of args. */
#include "vm/objects/exception.h"
#include "vm/vm.h"

#include <errno.h>

static const struct {
    int error;
    Type *type;
} types[] = {
    {EAGAIN, &exc_BlockingIOError},
    {EALREADY, &exc_BlockingIOError},
    {EINPROGRESS, &exc_BlockingIOError},
    {EWOULDBLOCK, &exc_BlockingIOError},
    {EPIPE, &exc_BrokenPipeError},
    {ESHUTDOWN, &exc_BrokenPipeError},
    {ECHILD, &exc_ChildProcessError},
    {ECONNABORTED, &exc_ConnectionAbortedError},
    {ECONNREFUSED, &exc_ConnectionRefusedError},
    {ECONNRESET, &exc_ConnectionResetError},
    {EEXIST, &exc_FileExistsError},
    {ENOENT, &exc_FileNotFoundError},
    {EISDIR, &exc_IsADirectoryError},
    {ENOTDIR, &exc_NotADirectoryError},
    {EINTR, &exc_InterruptedError},
    {EACCES, &exc_PermissionError},
    {EPERM, &exc_PermissionError},
    {ESRCH, &exc_ProcessLookupError},
    {ETIMEDOUT, &exc_TimeoutError},
};

/* The errno's own class: OSError if it has none. */
static Type *os_error_type(int error) {
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (types[i].error == error)
            return types[i].type;
    return &exc_OSError;
}

/* A subclass that overrides __init__ but not __new__ gets its arguments read by OSError.__init__,
 * when and if it calls that; every other class in __new__. */
static bool reads_in_init(const Type *type) {
    return type->init != exc_OSError.init && type->new == exc_OSError.new;
}

static bool read_arguments(Value self, Value *args, size_t count) {
    Exception *error = exception_of(self);
    for (unsigned i = 0; i < OS_ERROR_FIELDS; i++)
        clear_value(&error->fields[i]);
    size_t kept = count;
    if (count >= 2 && count <= 5) {
        exception_set_field(self, FIELD_OS_ERRNO, args[0]);
        exception_set_field(self, FIELD_OS_STRERROR, args[1]);
        Value filename = count > 2 ? args[2] : NULL;
        Value second = count > 4 ? args[4] : NULL;
        if (filename && filename != NONE) {
            Type *number = type_of(filename);
            if (has_type(self, &exc_BlockingIOError) && (is_int(filename) || number->to_index)) {
                ptrdiff_t written;
                if (!object_index_as_size(filename, &written, &exc_ValueError))
                    return false;
                error->fields[FIELD_OS_WRITTEN] = value_of_small_int(written);
            } else {
                exception_set_field(self, FIELD_OS_FILENAME, filename);
                if (second && second != NONE)
                    exception_set_field(self, FIELD_OS_FILENAME2, second);
                kept = 2; /* pickling and str() know the file names apart from args */
            }
        }
    }
    Tuple *shown = tuple_from_array(args, kept);
    if (!shown)
        return false;
    Tuple *old = error->args;
    error->args = shown;
    GIVE_UP(old);
    return true;
}

static Value os_error_new(Type *type, Value *args, size_t count, Tuple *names) {
    if (reads_in_init(type))
        return exception_base_new(type, NULL, 0, NULL);
    if (names && names->count)
        return raise_type_error("%.200s() takes no keyword arguments", type_short_name(type));
    int64_t number;
    if (type == &exc_OSError && count >= 2 && count <= 5 && is_int(args[0]) &&
        int_fits_int64(args[0], &number) && number == (int)number)
        type = os_error_type((int)number);
    Value self = exception_base_new(type, NULL, 0, NULL);
    if (self && !read_arguments(self, args, count)) {
        decref(self);
        return NULL;
    }
    return self;
}

static bool os_error_init(Value self, Value *args, size_t count, Tuple *names) {
    if (!reads_in_init(type_of(self)))
        return true;
    return exception_check_no_keywords(self, names) && read_arguments(self, args, count);
}

static Value os_error_str(Value self) {
    Value *fields = exception_of(self)->fields;
    Value number = fields[FIELD_OS_ERRNO], text = fields[FIELD_OS_STRERROR];
    Value filename = fields[FIELD_OS_FILENAME], second = fields[FIELD_OS_FILENAME2];
    if (!filename && !(number && text))
        return exception_base_str(self);
    Value shown[4] = {own(number ? number : NONE), own(text ? text : NONE), own_maybe(filename),
                      own_maybe(second)};
    Str *result =
        !filename ? str_format("[Errno %S] %S", shown[0], shown[1])
        : !second ? str_format("[Errno %S] %S: %R", shown[0], shown[1], shown[2])
                  : str_format("[Errno %S] %S: %R -> %R", shown[0], shown[1], shown[2], shown[3]);
    for (int i = 0; i < 4; i++)
        decref_maybe(shown[i]);
    return value_of(result);
}

static Value os_error_reduce(Value self, Value *unused) {
    Exception *error = exception_of(self);
    Value filename = error->fields[FIELD_OS_FILENAME], second = error->fields[FIELD_OS_FILENAME2];
    Tuple *args = error->args;
    if (args->count == 2 && filename)
        args = second ? tuple_pack(5, args->items[0], args->items[1], filename, NONE, second)
                      : tuple_pack(3, args->items[0], args->items[1], filename);
    else
        OWN(args);
    if (!args)
        return NULL;
    Dict *dict = exception_dict_borrowed(self);
    Value type = value_of(type_of(self));
    Tuple *result = dict ? tuple_pack(3, type, value_of(args), value_of(dict))
                         : tuple_pack(2, type, value_of(args));
    GIVE_UP(args);
    return value_of(result);
}

static Value written_get(Value self) {
    Value written = exception_of(self)->fields[FIELD_OS_WRITTEN];
    return written ? own(written) : raise_attribute_error("characters_written");
}

static bool written_set(Value self, Value value) {
    if (!value) {
        if (!exception_of(self)->fields[FIELD_OS_WRITTEN])
            return raise_attribute_error("characters_written");
        clear_value(&exception_of(self)->fields[FIELD_OS_WRITTEN]);
        return true;
    }
    ptrdiff_t written;
    if (!object_index_as_size(value, &written, &exc_ValueError))
        return false;
    replace_value(&exception_of(self)->fields[FIELD_OS_WRITTEN], value_of_small_int(written));
    return true;
}

static const NativeMember members[] = {
    {"errno", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_OS_ERRNO), true, "POSIX exception code"},
    {"strerror", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_OS_STRERROR), true, "exception strerror"},
    {"filename", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_OS_FILENAME), true, "exception filename"},
    {"filename2", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_OS_FILENAME2), true,
     "second exception filename"},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static const NativeGetSet getsets[] = {
    {"characters_written", written_get, written_set, NULL},
    {NULL, NULL, NULL, NULL},
};

static const NativeMethod methods[] = {
    NATIVE("__reduce__($self, /)", os_error_reduce, NULL),
    NATIVE_END,
};

const ExceptionLayout exception_os_layouts[] = {
    {&exc_OSError, OS_ERROR_FIELDS, os_error_new, os_error_init, os_error_str, methods, getsets,
     members},
    {NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL},
};
