/* Standard input, output and error: UTF-8 text on a descriptor, with one buffer.
 *
 * Output to a terminal is written at each line's end, other output when the buffer is full and at
 * exit; standard error at once. Characters that cannot be encoded are refused (surrogateescape
 * maps back the bytes it stands for); on standard error they are escaped. Input is read in lines.
 */
#include "vm/objects/text_file.h"
#include "vm/objects/exception.h"
#include "vm/signals.h"
#include "vm/vm.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { BUFFER_SIZE = 8192 };

typedef struct TextFile {
    Object header;
    uintptr_t shape; /* attribute word */
    int descriptor;
    bool writing, escaping; /* escaping: standard error */
    bool line_buffered, unbuffered, closed, at_end;
    size_t start, used; /* unread or unwritten bytes in the buffer: [start, used) */
    uint8_t *buffer;    /* mem_ buffer */
    size_t capacity;
} TextFile;

static Type text_file_type;

static TextFile *file_from(Value self) {
    return (TextFile *)object_of(self);
}

/* ---- life ------------------------------------------------------------------------------------ */

Value text_file_standard(int descriptor, bool unbuffered) {
    if (!type_ready(&text_file_type))
        return NULL;
    if (lseek(descriptor, 0, SEEK_CUR) < 0 && errno == EBADF)
        return NONE;
    uint8_t *buffer = mem_malloc(BUFFER_SIZE);
    TextFile *file = buffer ? type_allocate(&text_file_type, 0) : raise_no_memory();
    if (!file) {
        mem_free(buffer);
        return NULL;
    }
    file->shape = 0;
    file->descriptor = descriptor;
    file->writing = descriptor != 0;
    file->escaping = descriptor == 2;
    file->line_buffered = descriptor == 2 || isatty(descriptor);
    file->unbuffered = unbuffered || descriptor == 2;
    file->closed = file->at_end = false;
    file->start = file->used = 0;
    file->buffer = buffer;
    file->capacity = BUFFER_SIZE;
    mem_gc_track(file);
    return value_of(file);
}

static void clear(Object *object) {
    instance_word_clear(object);
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    instance_word_clear(object);
    mem_free(((TextFile *)object)->buffer);
    mem_object_free(object, object->type->basic_size);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    instance_word_traverse(object, visit, context);
}

static bool check_open(TextFile *file) {
    return !file->closed || raise_value_error("I/O operation on closed file.");
}

/* ---- writing --------------------------------------------------------------------------------- */

/* All of it, with the GIL let go; false: OSError or what a signal's handler raised. */
static bool write_all(int descriptor, const uint8_t *bytes, size_t size) {
    while (size) {
        gil_release();
        ssize_t written = write(descriptor, bytes, size);
        int error = errno;
        gil_acquire();
        if (written >= 0) {
            bytes += written;
            size -= (size_t)written;
        } else if (error != EINTR)
            return raise_os_error(error, NULL);
        else if (!signals_check())
            return false;
    }
    return true;
}

static bool flush_buffer(TextFile *file) {
    size_t size = file->used;
    file->used = 0; /* what cannot be written is lost, not written twice */
    return !size || write_all(file->descriptor, file->buffer, size);
}

static bool put(TextFile *file, const void *bytes, size_t size) {
    if (size > BUFFER_SIZE - file->used && !flush_buffer(file))
        return false;
    if (size > BUFFER_SIZE)
        return write_all(file->descriptor, bytes, size);
    memcpy(file->buffer + file->used, bytes, size);
    file->used += size;
    return true;
}

/* One character as UTF-8; lone surrogates as the stream's error mode says. */
static bool put_character(TextFile *file, Str *text, size_t at) {
    uint32_t c = str_at(text, at);
    uint8_t bytes[12];
    size_t size;
    if (c < 0x80) {
        bytes[0] = (uint8_t)c;
        size = 1;
    } else if (c < 0x800) {
        bytes[0] = (uint8_t)(0xc0 | c >> 6);
        bytes[1] = (uint8_t)(0x80 | (c & 0x3f));
        size = 2;
    } else if (c >= 0xd800 && c < 0xe000) {
        if (!file->escaping) {
            Value exception =
                unicode_encode_error_new("utf-8", text, at, at + 1, "surrogates not allowed");
            if (exception) {
                raise_value(exception);
                decref(exception);
            }
            return false;
        }
        size = (size_t)snprintf((char *)bytes, sizeof bytes, "\\u%04x", c);
    } else if (c < 0x10000) {
        bytes[0] = (uint8_t)(0xe0 | c >> 12);
        bytes[1] = (uint8_t)(0x80 | (c >> 6 & 0x3f));
        bytes[2] = (uint8_t)(0x80 | (c & 0x3f));
        size = 3;
    } else {
        bytes[0] = (uint8_t)(0xf0 | c >> 18);
        bytes[1] = (uint8_t)(0x80 | (c >> 12 & 0x3f));
        bytes[2] = (uint8_t)(0x80 | (c >> 6 & 0x3f));
        bytes[3] = (uint8_t)(0x80 | (c & 0x3f));
        size = 4;
    }
    return put(file, bytes, size);
}

static bool has_newline(const Str *text) {
    if (text->width == 1)
        return memchr(text->data, '\n', text->length) != NULL;
    for (size_t i = 0; i < text->length; i++)
        if (str_at(text, i) == '\n')
            return true;
    return false;
}

static bool write_text(TextFile *file, Str *text) {
    if (!check_open(file))
        return false;
    if (!file->writing)
        return raise_error(&exc_OSError, "not writable");
    if (text->ascii) {
        if (!put(file, text->data, text->length))
            return false;
    } else {
        if (!file->escaping) /* all or nothing */
            for (size_t i = 0; i < text->length; i++)
                if (str_at(text, i) >= 0xd800 && str_at(text, i) < 0xe000)
                    return put_character(file, text, i);
        for (size_t i = 0; i < text->length; i++)
            if (!put_character(file, text, i))
                return false;
    }
    if (file->unbuffered || (file->line_buffered && has_newline(text)))
        return flush_buffer(file);
    return true;
}

bool file_write(Value file, Value text) {
    if (has_type(file, &text_file_type) && is_str(text))
        return write_text(file_from(file), str_of(text));
    Value result = call_method_1(file, names.write, text);
    decref_maybe(result);
    return result != NULL;
}

bool file_write_c(Value file, const char *text) {
    Value str = value_of(str_from_c(text));
    bool done = str && file_write(file, str);
    decref_maybe(str);
    return done;
}

bool file_flush(Value file) {
    if (has_type(file, &text_file_type))
        return !file_from(file)->writing || flush_buffer(file_from(file));
    Value result = call_method_0(file, names.flush);
    decref_maybe(result);
    return result != NULL;
}

static Value write_method(Value self, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("write() argument must be str, not %.200s", type_name_of(args[0]));
    if (!write_text(file_from(self), str_of(args[0])))
        return NULL;
    return value_of_small_int((int64_t)str_of(args[0])->length);
}

static Value writelines(Value self, Value *args) {
    Value iterator = object_iter(args[0]), line;
    if (!iterator)
        return NULL;
    Next next;
    while ((next = iterator_next(iterator, &line)) == NEXT_ITEM) {
        Value written = write_method(self, &line);
        decref(line);
        if (!written) {
            next = NEXT_ERROR;
            break;
        }
    }
    decref(iterator);
    return next == NEXT_ERROR ? NULL : NONE;
}

static Value flush(Value self, Value *args) {
    return check_open(file_from(self)) && file_flush(self) ? NONE : NULL;
}

/* ---- reading --------------------------------------------------------------------------------- */

/* Makes room and reads once. NEXT_DONE at the end of the input. */
static Next fill(TextFile *file) {
    if (file->start) {
        memmove(file->buffer, file->buffer + file->start, file->used - file->start);
        file->used -= file->start;
        file->start = 0;
    }
    if (file->used == file->capacity) {
        uint8_t *larger = mem_realloc(file->buffer, file->capacity * 2);
        if (!larger) {
            raise_no_memory();
            return NEXT_ERROR;
        }
        file->buffer = larger;
        file->capacity *= 2;
    }
    for (;;) {
        uint8_t *into = file->buffer + file->used;
        size_t room = file->capacity - file->used;
        gil_release();
        ssize_t count = read(file->descriptor, into, room);
        int error = errno;
        gil_acquire();
        if (count > 0) {
            file->used += (size_t)count;
            return NEXT_ITEM;
        }
        if (count == 0)
            return NEXT_DONE;
        if (error != EINTR) {
            raise_os_error(error, NULL);
            return NEXT_ERROR;
        }
        if (!signals_check())
            return NEXT_ERROR;
    }
}

/* The next `size` bytes as text, with "\r\n" and "\r" as "\n". */
static Value take(TextFile *file, size_t size) {
    uint8_t *bytes = file->buffer + file->start;
    file->start += size;
    size_t kept = 0;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '\r') {
            if (i + 1 < size && bytes[i + 1] == '\n')
                continue;
            bytes[i] = '\n';
        }
        bytes[kept++] = bytes[i];
    }
    return value_of(str_from_utf8((const char *)bytes, kept));
}

/* A line with its end; empty at the end of the input. */
static Value read_line(TextFile *file) {
    size_t searched = 0;
    for (;;) {
        uint8_t *from = file->buffer + file->start;
        size_t have = file->used - file->start;
        uint8_t *newline = memchr(from + searched, '\n', have - searched);
        if (newline)
            return take(file, (size_t)(newline - from) + 1);
        searched = have;
        switch (fill(file)) {
        case NEXT_ERROR:
            return NULL;
        case NEXT_DONE:
            return take(file, file->used - file->start);
        case NEXT_ITEM:
            break;
        }
    }
}

static bool check_readable(TextFile *file) {
    if (!check_open(file))
        return false;
    return !file->writing || raise_error(&exc_OSError, "not readable");
}

static Value readline(Value self, Value *args) {
    return check_readable(file_from(self)) ? read_line(file_from(self)) : NULL;
}

static Value read_method(Value self, Value *args) {
    TextFile *file = file_from(self);
    ptrdiff_t limit = -1;
    if (!check_readable(file) || (args[0] && args[0] != NONE && !int_as_size(args[0], &limit)))
        return NULL;
    Next next = NEXT_ITEM;
    while (next == NEXT_ITEM && (limit < 0 || file->used - file->start < (size_t)limit))
        next = fill(file);
    if (next == NEXT_ERROR)
        return NULL;
    size_t size = file->used - file->start;
    return take(file, limit >= 0 && (size_t)limit < size ? (size_t)limit : size);
}

static Value readlines(Value self, Value *args) {
    if (!check_readable(file_from(self)))
        return NULL;
    List *lines = list_new(0);
    while (lines) {
        Value line = read_line(file_from(self));
        if (line && !str_of(line)->length) {
            decref(line);
            return value_of(lines);
        }
        if (!line || !list_append_steal(lines, line)) {
            GIVE_UP(lines);
            return NULL;
        }
    }
    return NULL;
}

static Next next_line(Value self, Value *item) {
    if (!check_readable(file_from(self)))
        return NEXT_ERROR;
    Value line = read_line(file_from(self));
    if (!line)
        return NEXT_ERROR;
    if (!str_of(line)->length) {
        decref(line);
        return NEXT_DONE;
    }
    *item = line;
    return NEXT_ITEM;
}

/* ---- the rest -------------------------------------------------------------------------------- */

static Value fileno_method(Value self, Value *args) {
    return check_open(file_from(self)) ? value_of_small_int(file_from(self)->descriptor) : NULL;
}

static Value isatty_method(Value self, Value *args) {
    return check_open(file_from(self)) ? value_of_bool(isatty(file_from(self)->descriptor)) : NULL;
}

static Value close_method(Value self, Value *args) {
    TextFile *file = file_from(self);
    bool done = file->closed || file_flush(self);
    file->closed = true;
    return done ? NONE : NULL;
}

static Value readable(Value self, Value *args) {
    return value_of_bool(!file_from(self)->writing);
}

static Value writable(Value self, Value *args) {
    return value_of_bool(file_from(self)->writing);
}

static Value seekable(Value self, Value *args) {
    return FALSE_VALUE;
}

static Value enter(Value self, Value *args) {
    return check_open(file_from(self)) ? own(self) : NULL;
}

static Value reconfigure(Value self, Value *args) {
    TextFile *file = file_from(self);
    if (args[3] && args[3] != NONE) {
        Answer line_buffering = object_truth(args[3]);
        if (line_buffering == ANSWER_ERROR)
            return NULL;
        file->line_buffered = line_buffering;
    }
    if (args[4] && args[4] != NONE) {
        Answer through = object_truth(args[4]);
        if (through == ANSWER_ERROR)
            return NULL;
        file->unbuffered = through;
    }
    return file_flush(self) ? NONE : NULL;
}

static const char *stream_name(const TextFile *file) {
    return file->descriptor == 0 ? "<stdin>" : file->descriptor == 1 ? "<stdout>" : "<stderr>";
}

static Value repr(Value self) {
    return value_of(str_format("<_io.TextIOWrapper name='%s' mode='%s' encoding='utf-8'>",
                               stream_name(file_from(self)), file_from(self)->writing ? "w" : "r"));
}

static Value name_get(Value self) {
    return value_of(str_from_c(stream_name(file_from(self))));
}

static Value mode_get(Value self) {
    return value_of(str_from_c(file_from(self)->writing ? "w" : "r"));
}

static Value encoding_get(Value self) {
    return value_of(str_from_c("utf-8"));
}

static Value errors_get(Value self) {
    return value_of(str_from_c(file_from(self)->escaping ? "backslashreplace" : "strict"));
}

static Value newlines_get(Value self) {
    return NONE;
}

static const NativeMethod methods[] = {
    NATIVE("write($self, text, /)", write_method, NULL),
    NATIVE("writelines($self, lines, /)", writelines, NULL),
    NATIVE("flush($self, /)", flush, NULL),
    NATIVE("read($self, size=-1, /)", read_method, NULL),
    NATIVE("readline($self, size=-1, /)", readline, NULL),
    NATIVE("readlines($self, hint=-1, /)", readlines, NULL),
    NATIVE("fileno($self, /)", fileno_method, NULL),
    NATIVE("isatty($self, /)", isatty_method, NULL),
    NATIVE("close($self, /)", close_method, NULL),
    NATIVE("readable($self, /)", readable, NULL),
    NATIVE("writable($self, /)", writable, NULL),
    NATIVE("seekable($self, /)", seekable, NULL),
    NATIVE("__enter__($self, /)", enter, NULL),
    NATIVE("__exit__($self, type, value, traceback, /)", close_method, NULL),
    NATIVE("reconfigure($self, /, *, encoding=None, errors=None, newline=None, "
           "line_buffering=None, write_through=None)",
           reconfigure, NULL),
    NATIVE_END,
};

static const NativeGetSet getsets[] = {
    {"name", name_get, NULL, NULL},         {"mode", mode_get, NULL, NULL},
    {"encoding", encoding_get, NULL, NULL}, {"errors", errors_get, NULL, NULL},
    {"newlines", newlines_get, NULL, NULL}, {NULL, NULL, NULL, NULL},
};

static const NativeMember members[] = {
    {"closed", MEMBER_BOOL, offsetof(TextFile, closed), false, NULL},
    {"line_buffering", MEMBER_BOOL, offsetof(TextFile, line_buffered), false, NULL},
    {"write_through", MEMBER_BOOL, offsetof(TextFile, unbuffered), false, NULL},
    {NULL, MEMBER_BOOL, 0, false, NULL},
};

static Value iter(Value self) {
    return own(self);
}

static Type text_file_type = {
    TYPE_INIT_CONTAINER("_io.TextIOWrapper", sizeof(TextFile), dealloc, traverse, clear),
    .flags = TYPE_NO_INSTANTIATION | TYPE_DEFAULT_GETATTR,
    .shape_offset = offsetof(TextFile, shape),
    .repr = repr,
    .iter = iter,
    .next = next_line,
    .get_attr = attribute_get_generic,
    .set_attr = attribute_set_generic,
    .methods = methods,
    .getsets = getsets,
    .members = members,
};
