/* The abstract bases: what every file has, built on the few methods that a class defines. */
#include "lib/native/io/io.h"
#include "vm/objects/exception.h"
#include "vm/objects/repr_guard.h"

#include <string.h>

ExceptionClass io_unsupported_operation = {.module = "io",
                                           .name = "UnsupportedOperation",
                                           .base = &exc_OSError,
                                           .second_base = &exc_ValueError};

COLD void *raise_unsupported(const char *operation) {
    return raise_of(&io_unsupported_operation, "%s", operation);
}

COLD void *raise_closed(void) {
    return raise_value_error("I/O operation on closed file.");
}

static IOObject *io_of(Value self) {
    return (IOObject *)(void *)object_of(self);
}

Answer io_is_closed(Value file) {
    Value closed = io_call_method(file, "?closed", NULL);
    if (!closed)
        return ANSWER_ERROR;
    Answer answer = object_truth(closed);
    decref(closed);
    return answer;
}

/* A leading '?' reads the attribute instead of calling it. The file is held: its method may make
 * whoever refers to it let it go. */
Value io_call_method(Value file, const char *name, Value argument) {
    bool attribute = *name == '?';
    Str *str = str_interned(name + attribute);
    if (!str)
        return NULL;
    incref(file);
    Value result = attribute  ? attribute_get(file, str)
                   : argument ? call_method_1(file, str, argument)
                              : call_method_0(file, str);
    GIVE_UP(str);
    decref(file);
    return result;
}

bool io_call(Value file, const char *name) {
    Value result = io_call_method(file, name, NULL);
    decref_maybe(result);
    return result != NULL;
}

Answer io_ask(Value file, const char *name) {
    Value result = io_call_method(file, name, NULL);
    if (!result)
        return ANSWER_ERROR;
    Answer answer = object_truth(result);
    decref(result);
    return answer;
}

bool io_end_close(Value first, bool second) {
    if (!first)
        return second;
    if (second) {
        exception_restore_steal(first);
        return false;
    }
    Value error = exception_fetch();
    replace_value(&exception_of(error)->context, first);
    exception_restore_steal(error);
    return false;
}

void io_warn_unclosed(Value file, Value source) {
    Value result = file ? io_call_method(file, "_dealloc_warn", source) : NULL;
    if (!result)
        exception_clear();
    decref_maybe(result);
}

Value io_refuse_pickle(Value self, Value *args) {
    return raise_type_error("cannot pickle '%s' instances", type_short_name(type_of(self)));
}

bool io_restore_attributes(Value self, Value attributes, const char *which) {
    if (attributes == NONE)
        return true;
    if (!is_dict(attributes))
        return raise_type_error("%s item of state should be a dict, got a %T", which, attributes);
    Dict *dict = instance_dict(self);
    return dict && dict_update(dict, attributes);
}

Value io_attributes(Value self) {
    if (io_of(self)->shape == 0)
        return NONE;
    Dict *dict = instance_dict(self);
    return dict && dict->count ? value_of(dict) : NONE;
}

Value io_repr(Value self) {
    Value name = NULL;
    Answer running = repr_enter(self);
    if (running != ANSWER_NO)
        return running == ANSWER_ERROR ? NULL
                                       : raise_runtime_error("reentrant call inside %s.__repr__",
                                                             type_of(self)->mem.name);
    Str *text = NULL;
    Lookup found = attribute_lookup(self, names.name, &name);
    if (found == LOOKUP_FOUND)
        text = str_format("<%s name=%R>", type_of(self)->mem.name, name);
    else if (found == LOOKUP_MISSING || exception_clear_if(&exc_ValueError))
        text = str_format("<%s>", type_of(self)->mem.name);
    decref_maybe(name);
    repr_leave(self);
    return value_of(text);
}

bool io_size_argument(Value argument, ptrdiff_t *size) {
    *size = -1;
    if (!argument || argument == NONE)
        return true;
    if (!type_of(argument)->to_index)
        return raise_type_error("argument should be integer or None, not '%T'", argument);
    return object_index_as_size(argument, size, &exc_OverflowError);
}

bool io_offset(Value value, int64_t *offset) {
    Value index = object_index(value);
    if (!index)
        return false;
    bool fits = int_as_int64(index, offset);
    decref(index);
    return fits;
}

static bool check_open(Value self) {
    switch (io_is_closed(self)) {
    case ANSWER_NO:
        return true;
    case ANSWER_YES:
        return raise_closed();
    default:
        return false;
    }
}

/* ---- life ------------------------------------------------------------------------------------ */

static Value base_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    IOObject *file = type_allocate(type, 0);
    if (file)
        mem_gc_track(file);
    return value_of(file);
}

void io_set_lower_steal(Value *field, Value lower, IOObject *upper) {
    Value before = *field;
    if (before && is_instance_of(before, &io_base_type) && io_of(before)->upper == upper)
        io_of(before)->upper = NULL;
    if (lower && is_instance_of(lower, &io_base_type))
        io_of(lower)->upper = upper;
    *field = lower;
    decref_maybe(before);
}

/* In a cycle the finalizers come in any order. */
static void finalize_upper(Value self) {
    IOObject *upper = io_of(self)->upper;
    if (!upper || upper->header.flags & MEM_OBJECT_FINALIZED)
        return;
    OWN(upper);
    upper->header.flags |= MEM_OBJECT_FINALIZED;
    upper->header.type->finalize(&upper->header);
    GIVE_UP(upper);
}

static void close_unclosed(Value self) {
    Value pending = exception_fetch();
    if (!io_of(self)->closing) {
        Answer closed = io_is_closed(self);
        if (closed == ANSWER_ERROR)
            exception_clear(); /* not initialised */
        io_of(self)->finalizing = true;
        if (closed == ANSWER_NO && !io_call(self, "close"))
            exception_write_unraisable(self);
    }
    if (pending)
        exception_restore_steal(pending);
}

void io_finalize(Object *object) {
    finalize_upper(value_of(object));
    close_unclosed(value_of(object));
}

static Value base_del(Value self, Value *args) {
    close_unclosed(self);
    return NONE;
}

void io_dealloc(Object *object, void (*give_up)(Object *)) {
    mem_gc_untrack(object);
    if (give_up)
        give_up(object);
    instance_word_clear(object);
    mem_object_free(object, object->type->basic_size);
}

static void base_dealloc(Object *object) {
    io_dealloc(object, NULL);
}
static void base_traverse(Object *object, MemVisit visit, void *context) {
    instance_word_traverse(object, visit, context);
}
static void base_clear(Object *object) {
    instance_word_clear(object);
}

/* ---- IOBase ---------------------------------------------------------------------------------- */

static Value base_close(Value self, Value *args) {
    if (io_of(self)->closed)
        return NONE;
    bool flushed = io_call(self, "flush");
    io_of(self)->closed = true;
    return flushed ? NONE : NULL;
}
static Value base_flush(Value self, Value *args) {
    return check_open(self) ? NONE : NULL;
}
static Value get_closed(Value self) {
    return value_of_bool(io_of(self)->closed);
}
static Value get_finalizing(Value self) {
    return value_of_bool(io_of(self)->finalizing);
}
static Value base_seek(Value self, Value *args) {
    return raise_unsupported("seek");
}
static Value base_truncate(Value self, Value *args) {
    return raise_unsupported("truncate");
}
static Value base_fileno(Value self, Value *args) {
    return raise_unsupported("fileno");
}
static Value base_tell(Value self, Value *args) {
    return call_method_2(self, names.seek, value_of_small_int(0), value_of_small_int(1));
}
static Value base_false(Value self, Value *args) {
    return FALSE_VALUE;
}
static Value base_isatty(Value self, Value *args) {
    return check_open(self) ? FALSE_VALUE : NULL;
}
static Value base_enter(Value self, Value *args) {
    return check_open(self) ? own(self) : NULL;
}
static Value base_exit(Value self, Value *args) {
    return io_call_method(self, "close", NULL);
}
static Value base_iter(Value self) {
    return check_open(self) ? own(self) : NULL;
}
static Next base_next(Value self, Value *item) {
    *item = call_method_0(self, names.readline);
    if (!*item)
        return NEXT_ERROR;
    ptrdiff_t length = object_length(*item);
    if (length > 0)
        return NEXT_ITEM;
    clear_value(item);
    return length == 0 ? NEXT_DONE : NEXT_ERROR;
}

static Value checked(Value self, const char *method, const char *message) {
    Value answer = io_call_method(self, method, NULL);
    if (!answer || answer == TRUE_VALUE)
        return answer;
    decref(answer);
    return raise_unsupported(message);
}
static Value check_readable(Value self, Value *args) {
    return checked(self, "readable", "File or stream is not readable.");
}
static Value check_writable(Value self, Value *args) {
    return checked(self, "writable", "File or stream is not writable.");
}
static Value check_seekable(Value self, Value *args) {
    return checked(self, "seekable", "File or stream is not seekable.");
}
static Value check_closed(Value self, Value *args) {
    return check_open(self) ? NONE : NULL;
}

/* How much to read at once: up to the line end that peek() shows, at most `limit` (negative: no
 * limit); 1 where it shows nothing. -1: an exception. */
static ptrdiff_t peek_line(Value peek, ptrdiff_t limit) {
    Value ahead = call_1(peek, value_of_small_int(1));
    if (!ahead)
        return -1;
    ptrdiff_t wanted = 1;
    if (!is_bytes(ahead)) {
        raise_error(&exc_OSError, "peek() should have returned a bytes object, not '%T'", ahead);
        wanted = -1;
    } else if (bytes_of(ahead)->size > 0) {
        size_t size = bytes_of(ahead)->size;
        if (limit >= 0 && size > (size_t)limit)
            size = (size_t)limit;
        const uint8_t *start = bytes_of(ahead)->data, *end = memchr(start, '\n', size);
        wanted = end ? end - start + 1 : (ptrdiff_t)size;
    }
    decref(ahead);
    return wanted;
}

/* Reads so much and adds it to the bytearray. DONE: the line has ended. */
static Next read_into_line(Value self, Value line, ptrdiff_t wanted) {
    Value bytes = call_method_1(self, names.read, value_of_small_int(wanted));
    if (!bytes)
        return NEXT_ERROR;
    Next result = NEXT_ERROR;
    if (!is_bytes(bytes))
        raise_error(&exc_OSError, "read() should have returned a bytes object, not '%T'", bytes);
    else {
        size_t size = bytes_of(bytes)->size;
        bool ended = size == 0 || bytes_of(bytes)->data[size - 1] == '\n';
        Value sum = object_inplace(NUMBER_ADD, line, bytes);
        if (sum)
            result = ended ? NEXT_DONE : NEXT_ITEM;
        decref_maybe(sum);
    }
    decref(bytes);
    return result;
}

/* By read(1), or peek() where there is one. */
static Value base_readline(Value self, Value *args) {
    ptrdiff_t limit;
    if (!io_size_argument(args[0], &limit))
        return NULL;
    Str *peek_name = str_interned("peek");
    Value line = bytearray_new(NULL, 0), peek = NULL;
    Next next = NEXT_ERROR;
    if (peek_name && line && attribute_lookup(self, peek_name, &peek) != LOOKUP_ERROR)
        next = NEXT_ITEM;
    while (next == NEXT_ITEM) {
        ptrdiff_t size = (ptrdiff_t)((ByteArray *)object_of(line))->size;
        if (limit >= 0 && size >= limit)
            break;
        ptrdiff_t wanted = peek ? peek_line(peek, limit < 0 ? -1 : limit - size) : 1;
        next = wanted < 0 ? NEXT_ERROR : read_into_line(self, line, wanted);
    }
    Value result = next == NEXT_ERROR ? NULL : value_of(bytes_from_value(line));
    decref_maybe(line);
    decref_maybe(peek);
    decref_maybe(value_of(peek_name));
    return result;
}

static Value base_readlines(Value self, Value *args) {
    ptrdiff_t hint;
    if (!io_size_argument(args[0], &hint))
        return NULL;
    List *lines = list_new(0);
    Value iterator = lines ? object_iter(self) : NULL, line;
    ptrdiff_t total = 0;
    Next next = iterator ? NEXT_ITEM : NEXT_ERROR;
    while (next == NEXT_ITEM && (next = iterator_next(iterator, &line)) == NEXT_ITEM) {
        ptrdiff_t length = object_length(line);
        if (!list_append_steal(lines, line) || length < 0) {
            next = NEXT_ERROR;
            break;
        }
        total += length;
        if (hint > 0 && total > hint)
            break;
    }
    decref_maybe(iterator);
    if (next != NEXT_ERROR)
        return value_of(lines);
    decref_maybe(value_of(lines));
    return NULL;
}

static Value base_writelines(Value self, Value *args) {
    Value iterator, line;
    Next next;
    if (!check_open(self) || !(iterator = object_iter(args[0])))
        return NULL;
    while ((next = iterator_next(iterator, &line)) == NEXT_ITEM) {
        Value result = call_method_1(self, names.write, line);
        decref(line);
        if (!result) {
            next = NEXT_ERROR;
            break;
        }
        decref(result);
    }
    decref(iterator);
    return next == NEXT_DONE ? NONE : NULL;
}

static const NativeMethod base_methods[] = {
    NATIVE("seek($self, offset, whence=os.SEEK_SET, /)", base_seek,
           "Change the stream position to the given byte offset."),
    NATIVE("tell($self, /)", base_tell, "Return current stream position."),
    NATIVE("truncate($self, size=None, /)", base_truncate, "Truncate file to size bytes."),
    NATIVE("flush($self, /)", base_flush, "Flush write buffers, if applicable."),
    NATIVE("close($self, /)", base_close, "Flush and close the IO object."),
    NATIVE("seekable($self, /)", base_false, "Return whether object supports random access."),
    NATIVE("readable($self, /)", base_false, "Return whether object was opened for reading."),
    NATIVE("writable($self, /)", base_false, "Return whether object was opened for writing."),
    NATIVE("_checkClosed($self, /)", check_closed, NULL),
    NATIVE("_checkSeekable($self, /)", check_seekable, NULL),
    NATIVE("_checkReadable($self, /)", check_readable, NULL),
    NATIVE("_checkWritable($self, /)", check_writable, NULL),
    NATIVE("fileno($self, /)", base_fileno, "Return underlying file descriptor if one exists."),
    NATIVE("isatty($self, /)", base_isatty, "Return whether this is an 'interactive' stream."),
    NATIVE("__del__($self, /)", base_del, "Called when the instance is about to be destroyed."),
    NATIVE("__enter__($self, /)", base_enter, "The file itself."),
    NATIVE("__exit__($self, type=None, value=None, traceback=None, /)", base_exit,
           "Close the file."),
    NATIVE("readline($self, size=-1, /)", base_readline, "Read and return a line from the stream."),
    NATIVE("readlines($self, hint=-1, /)", base_readlines,
           "Return a list of lines from the stream."),
    NATIVE("writelines($self, lines, /)", base_writelines, "Write a list of lines to stream."),
    NATIVE_END,
};
static const NativeGetSet base_getsets[] = {
    {"closed", get_closed, NULL, "Whether the file is closed."},
    {"_finalizing", get_finalizing, NULL, NULL},
    {"__dict__", instance_get_dict, instance_set_dict, NULL},
    {NULL, NULL, NULL, NULL},
};

Type io_base_type = {
    IO_TYPE_INIT("_io._IOBase", IOObject, base_dealloc, base_traverse, base_clear),
    .mem.finalize = io_finalize,
    .doc = "The abstract base class for all I/O classes.",
    .new = base_new,
    .iter = base_iter,
    .next = base_next,
    .methods = base_methods,
    .getsets = base_getsets,
};

/* ---- RawIOBase ------------------------------------------------------------------------------- */

static Value raw_read(Value self, Value *args) {
    ptrdiff_t size;
    if (!io_size_argument(args[0], &size))
        return NULL;
    if (size < 0)
        return io_call_method(self, "readall", NULL);
    Value buffer = bytearray_new(NULL, (size_t)size);
    if (!buffer)
        return NULL;
    Value count = call_method_1(self, names.readinto, buffer), result = NULL;
    int64_t number;
    if (count == NONE) {
        result = NONE;
    } else if (count && int_as_int64(count, &number)) {
        if (number < 0 || number > size)
            raise_value_error("readinto returned %zd outside buffer size %zd", (ptrdiff_t)number,
                              size);
        else
            result = value_of(bytes_new(((ByteArray *)object_of(buffer))->data, (size_t)number));
    }
    decref_maybe(count);
    decref(buffer);
    return result;
}

static Value raw_readall(Value self, Value *args) {
    Value whole = bytearray_new(NULL, 0), result = NULL;
    while (whole) {
        Value bytes = call_method_1(self, names.read, value_of_small_int(IO_BUFFER_SIZE));
        if (!bytes)
            break;
        if (bytes == NONE) {
            result = ((ByteArray *)object_of(whole))->size ? NULL : NONE;
            if (!result)
                result = value_of(bytes_from_value(whole));
            break;
        }
        if (!is_bytes(bytes)) {
            decref(bytes);
            raise_type_error("read() should return bytes");
            break;
        }
        if (bytes_of(bytes)->size == 0) {
            decref(bytes);
            result = value_of(bytes_from_value(whole));
            break;
        }
        Value sum = object_inplace(NUMBER_ADD, whole, bytes);
        decref(bytes);
        if (!sum)
            break;
        decref(sum);
    }
    decref_maybe(whole);
    return result;
}

static const NativeMethod raw_methods[] = {
    NATIVE("read($self, size=-1, /)", raw_read,
           "Read and return up to size bytes or characters, all until the end if it is negative."),
    NATIVE("readall($self, /)", raw_readall, "Read until EOF, using multiple read() call."),
    NATIVE_END,
};
Type raw_io_base_type = {
    IO_TYPE_INIT("_io._RawIOBase", IOObject, base_dealloc, base_traverse, base_clear),
    .mem.finalize = io_finalize,
    .base = &io_base_type,
    .doc = "Base class for raw binary I/O.",
    .new = base_new,
    .methods = raw_methods,
};

/* ---- BufferedIOBase -------------------------------------------------------------------------- */

static Value read_into(Value self, Value target, const char *method) {
    Buffer buffer;
    if (!buffer_get(target, &buffer, true))
        return NULL;
    Value bytes = io_call_method(self, method, value_of_small_int((int64_t)buffer.size)),
          result = NULL;
    if (bytes && !is_bytes(bytes))
        raise_type_error("read() should return bytes");
    else if (bytes && bytes_of(bytes)->size > buffer.size)
        raise_value_error("read() returned too much data: %zu bytes requested, %zu returned",
                          buffer.size, bytes_of(bytes)->size);
    else if (bytes) {
        __builtin_memcpy(buffer.bytes, bytes_of(bytes)->data, bytes_of(bytes)->size);
        result = value_of_small_int((int64_t)bytes_of(bytes)->size);
    }
    decref_maybe(bytes);
    buffer_release(&buffer);
    return result;
}
static Value buffered_readinto(Value self, Value *args) {
    return read_into(self, args[0], "read");
}
static Value buffered_readinto1(Value self, Value *args) {
    return read_into(self, args[0], "read1");
}
static Value no_detach(Value self, Value *args) {
    return raise_unsupported("detach");
}
static Value no_read(Value self, Value *args) {
    return raise_unsupported("read");
}
static Value no_read1(Value self, Value *args) {
    return raise_unsupported("read1");
}
static Value no_write(Value self, Value *args) {
    return raise_unsupported("write");
}
static Value no_readline(Value self, Value *args) {
    return raise_unsupported("readline");
}

static const NativeMethod buffered_methods[] = {
    NATIVE("detach($self, /)", no_detach,
           "Separate the stream underneath and return it; this one cannot be used any more."),
    NATIVE("read($self, size=-1, /)", no_read,
           "Read and return up to size bytes or characters, all until the end if it is negative."),
    NATIVE("read1($self, size=-1, /)", no_read1,
           "Read and return up to size bytes with at most one read of the stream underneath."),
    NATIVE("readinto($self, buffer, /)", buffered_readinto,
           "Read bytes into buffer and return how many."),
    NATIVE("readinto1($self, buffer, /)", buffered_readinto1,
           "Read bytes into buffer with at most one read of the stream underneath."),
    NATIVE("write($self, b, /)", no_write, "Write to the stream and return how much."),
    NATIVE_END,
};
Type buffered_io_base_type = {
    IO_TYPE_INIT("_io._BufferedIOBase", IOObject, base_dealloc, base_traverse, base_clear),
    .mem.finalize = io_finalize,
    .base = &io_base_type,
    .doc = "Base class for buffered IO objects.",
    .new = base_new,
    .methods = buffered_methods,
};

/* ---- TextIOBase ------------------------------------------------------------------------------ */

static Value get_none(Value self) {
    return NONE;
}
static const NativeMethod text_methods[] = {
    NATIVE("detach($self, /)", no_detach,
           "Separate the stream underneath and return it; this one cannot be used any more."),
    NATIVE("read($self, size=-1, /)", no_read,
           "Read and return up to size bytes or characters, all until the end if it is negative."),
    NATIVE("readline($self, size=-1, /)", no_readline,
           "Read until a line end, or the end of the file."),
    NATIVE("write($self, s, /)", no_write, "Write to the stream and return how much."),
    NATIVE_END,
};
static const NativeGetSet text_getsets[] = {
    {"encoding", get_none, NULL, "Encoding of the text stream."},
    {"newlines", get_none, NULL, "Line endings translated so far."},
    {"errors", get_none, NULL, "The error setting of the decoder or encoder."},
    {NULL, NULL, NULL, NULL},
};
Type text_io_base_type = {
    IO_TYPE_INIT("_io._TextIOBase", IOObject, base_dealloc, base_traverse, base_clear),
    .mem.finalize = io_finalize,
    .base = &io_base_type,
    .doc = "Base class for text I/O.",
    .new = base_new,
    .methods = text_methods,
    .getsets = text_getsets,
};
