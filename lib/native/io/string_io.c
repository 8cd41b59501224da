/* StringIO: a text file in memory. Its characters are as wide as the widest that was written. */
#include "lib/native/io/io.h"
#include "vm/objects/search.h"
#include "vm/objects/str_parts.h"
#include "vm/pass.h"

#include <string.h>

typedef struct StringIO {
    IOObject base;
    uint8_t *data;                     /* mem_ buffer of `capacity` characters; null: none yet */
    size_t length, capacity, position; /* in characters */
    unsigned width;                    /* bytes of each: 1, 2 or 4; 0: no buffer yet */
    NewlineMode mode;
    unsigned seen;
    bool ready;
} StringIO;

static StringIO *io_of(Value self) {
    return (StringIO *)(void *)object_of(self);
}

static bool check_open(StringIO *io) {
    if (!io->ready)
        return raise_value_error("I/O operation on uninitialized object");
    return !io->base.closed || raise_value_error("I/O operation on closed file");
}

static void clear_text(StringIO *io) {
    mem_free(io->data);
    io->data = NULL;
    io->length = io->capacity = io->width = 0;
}

/* Room for `length` characters of `width` in all. */
static bool reserve(StringIO *io, size_t length, unsigned width) {
    if (length <= io->capacity && width <= io->width)
        return true;
    if (width < io->width)
        width = io->width;
    size_t capacity = length <= io->capacity ? io->capacity : length + length / 8 + 32;
    if (capacity > PTRDIFF_MAX / 4)
        return raise_no_memory();
    uint8_t *data =
        width == io->width ? mem_realloc(io->data, capacity * width) : mem_malloc(capacity * width);
    if (!data)
        return raise_no_memory();
    if (width != io->width && io->data) {
        characters_copy(data, width, io->data, io->width, io->length);
        mem_free(io->data);
    }
    io->data = data;
    io->width = width;
    io->capacity = capacity;
    return true;
}

static bool put_raw(StringIO *io, const Str *text) {
    for (size_t done = 0, end; (end = pass_piece(done, text->length)) > done;) {
        if (!reserve(io, io->position + (end - done), text->width))
            return false;
        uint8_t *to = io->data + io->position * io->width;
        if (io->position > io->length)
            memset(io->data + io->length * io->width, 0, (io->position - io->length) * io->width);
        characters_copy(to, io->width, text->data + done * text->width, text->width, end - done);
        io->position += end - done;
        done = end;
        if (io->position > io->length)
            io->length = io->position;
    }
    return !exception_pending();
}

/* Line ends as the newline argument wants them. */
static bool put(StringIO *io, Str *text) {
    if (io->mode.translate_read) {
        OWN(text);
        text = newlines_translate_steal(text, &io->seen);
    } else if (io->mode.write) {
        text = newlines_write(text, io->mode.write);
    } else {
        if (io->mode.ends == LINES_UNIVERSAL)
            newlines_look(text, &io->seen);
        OWN(text);
    }
    if (!text)
        return false;
    bool good = put_raw(io, text);
    GIVE_UP(text);
    return good;
}

static Value take(StringIO *io, size_t length) {
    Str *text = length ? str_from_characters(io->data + io->position * io->width, io->width, length)
                       : str_empty();
    if (text)
        io->position += length;
    return value_of(text);
}

static size_t available(const StringIO *io) {
    return io->position < io->length ? io->length - io->position : 0;
}

static size_t line_length(const StringIO *io, ptrdiff_t limit) {
    size_t length = available(io);
    if (limit >= 0 && (size_t)limit < length)
        length = (size_t)limit;
    if (length == 0)
        return 0;
    const uint8_t *from = io->data + io->position * io->width;
    if (io->mode.ends == LINES_LF || io->mode.ends == LINES_CR) {
        ptrdiff_t found =
            search_character(from, io->width, length, io->mode.ends == LINES_LF ? '\n' : '\r');
        return found < 0 ? length : (size_t)found + 1;
    }
    for (size_t i = 0; i < length; i++) {
        uint32_t c = character_at(from, io->width, i);
        if (c == '\r' && i + 1 < length && character_at(from, io->width, i + 1) == '\n')
            return i + 2;
        if (io->mode.ends != LINES_CRLF && (c == '\n' || c == '\r'))
            return i + 1;
    }
    return length;
}

static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    StringIO *io = type_allocate(type, 0);
    if (io)
        mem_gc_track(io);
    return value_of(io);
}

static bool init(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("StringIO(initial_value='', newline='\\n')");
    Value bound[2];
    StringIO *io = io_of(self);
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return false;
    io->ready = false;
    if (bound[1] ? !newline_mode(bound[1], "StringIO", &io->mode)
                 : (io->mode = (NewlineMode){false, NULL, LINES_LF}, false))
        return false;
    if (bound[0] && bound[0] != NONE && !is_str(bound[0]))
        return raise_type_error("initial_value must be str or None, not %T", bound[0]);
    clear_text(io);
    io->position = 0;
    io->seen = 0;
    io->base.closed = false;
    if (bound[0] && bound[0] != NONE && !put(io, str_of(bound[0])))
        return false;
    io->position = 0;
    io->ready = true;
    return true;
}

static Value method_read(Value self, Value *args) {
    StringIO *io = io_of(self);
    ptrdiff_t size;
    if (!check_open(io) || !io_size_argument(args[0], &size))
        return NULL;
    size_t count = available(io);
    if (size >= 0 && (size_t)size < count)
        count = (size_t)size;
    return take(io, count);
}
static Value method_readline(Value self, Value *args) {
    StringIO *io = io_of(self);
    ptrdiff_t limit;
    return check_open(io) && io_size_argument(args[0], &limit) ? take(io, line_length(io, limit))
                                                               : NULL;
}
static Next next(Value self, Value *item) {
    StringIO *io = io_of(self);
    if (!check_open(io))
        return NEXT_ERROR;
    if (!has_type(self, &string_io_type)) { /* a subclass may have its own readline */
        *item = call_method_0(self, names.readline);
        if (!*item)
            return NEXT_ERROR;
        if (object_length(*item) > 0)
            return NEXT_ITEM;
        clear_value(item);
        return exception_pending() ? NEXT_ERROR : NEXT_DONE;
    }
    size_t length = line_length(io, -1);
    if (length == 0)
        return NEXT_DONE;
    *item = take(io, length);
    return *item ? NEXT_ITEM : NEXT_ERROR;
}
static Value method_write(Value self, Value *args) {
    StringIO *io = io_of(self);
    if (!is_str(args[0]))
        return raise_type_error("string argument expected, got '%T'", args[0]);
    if (!check_open(io))
        return NULL;
    size_t length = str_of(args[0])->length;
    if (length && !put(io, str_of(args[0])))
        return NULL;
    return value_of_small_int((int64_t)length);
}
static Value method_seek(Value self, Value *args) {
    StringIO *io = io_of(self);
    int64_t offset;
    int whence = 0;
    if (!check_open(io) || !io_offset(args[0], &offset) ||
        (args[1] && !int_as_int(args[1], &whence)))
        return NULL;
    if (whence < 0 || whence > 2)
        return raise_value_error("Invalid whence (%d, should be 0, 1 or 2)", whence);
    if (whence == 0 && offset < 0)
        return raise_value_error("Negative seek position %zd", (ptrdiff_t)offset);
    if (whence != 0 && offset != 0)
        return raise_error(&exc_OSError, "Can't do nonzero cur-relative seeks");
    io->position = whence == 0 ? (size_t)offset : whence == 2 ? io->length : io->position;
    return value_from_int64((int64_t)io->position);
}
static Value method_tell(Value self, Value *args) {
    return check_open(io_of(self)) ? value_from_int64((int64_t)io_of(self)->position) : NULL;
}
static Value method_truncate(Value self, Value *args) {
    StringIO *io = io_of(self);
    ptrdiff_t size;
    if (!check_open(io) || !io_size_argument(args[0], &size))
        return NULL;
    if (args[0] && args[0] != NONE && size < 0)
        return raise_value_error("Negative size value %zd", size);
    if (size < 0)
        size = (ptrdiff_t)io->position;
    if ((size_t)size < io->length)
        io->length = (size_t)size;
    return value_of_small_int(size);
}
static Value method_getvalue(Value self, Value *args) {
    StringIO *io = io_of(self);
    if (!check_open(io))
        return NULL;
    return value_of(io->length ? str_from_characters(io->data, io->width, io->length)
                               : str_empty());
}
static Value method_close(Value self, Value *args) {
    StringIO *io = io_of(self);
    clear_text(io);
    io->base.closed = true;
    return NONE;
}
/* (text, newline argument, position, attributes) */
static Value method_getstate(Value self, Value *args) {
    static const char *const arguments[] = {"\n", "", "\r", "\r\n"}; /* by LineEnds */
    StringIO *io = io_of(self);
    Value text = method_getvalue(self, NULL);
    Value newline = !text                     ? NULL
                    : io->mode.translate_read ? NONE
                                              : value_of(str_from_c(arguments[io->mode.ends]));
    Value position = newline ? value_from_uint64(io->position) : NULL;
    Tuple *state = position ? tuple_pack(4, text, newline, position, io_attributes(self)) : NULL;
    decref_maybe(position);
    decref_maybe(text);
    decref_maybe(newline);
    return value_of(state);
}

static Value method_setstate(Value self, Value *args) {
    StringIO *io = io_of(self);
    int64_t position;
    if (io->base.closed)
        return raise_value_error("I/O operation on closed file");
    if (!is_tuple(args[0]) || tuple_of(args[0])->count < 4)
        return raise_type_error("%s.__setstate__ argument should be 4-tuple, got %T",
                                type_name_of(self), args[0]);
    Value *items = tuple_of(args[0])->items, empty = value_of(str_empty());
    if (!is_str(items[0]))
        return raise_type_error("initial_value must be str or None, not %T", items[0]);
    Value init_arguments[] = {empty, items[1]};
    bool made = init(self, init_arguments, 2, NULL);
    decref(empty);
    if (!made || !put_raw(io, str_of(items[0])) || !io_offset(items[2], &position))
        return NULL;
    if (position < 0)
        return raise_value_error("position value cannot be negative");
    io->position = (size_t)position;
    return io_restore_attributes(self, items[3], "fourth") ? NONE : NULL;
}

static Value method_true(Value self, Value *args) {
    return check_open(io_of(self)) ? TRUE_VALUE : NULL;
}
static Value get_closed(Value self) {
    if (!io_of(self)->ready && !io_of(self)->base.closed)
        return raise_value_error("I/O operation on uninitialized object");
    return value_of_bool(io_of(self)->base.closed);
}
static Value get_newlines(Value self) {
    if (!check_open(io_of(self)))
        return NULL;
    return newlines_seen_value(io_of(self)->seen);
}
static Value get_line_buffering(Value self) {
    return check_open(io_of(self)) ? FALSE_VALUE : NULL;
}

static void give_up(Object *object) {
    mem_free(((StringIO *)object)->data);
}
static void dealloc(Object *object) {
    io_dealloc(object, give_up);
}

static const NativeMethod methods[] = {
    NATIVE("read($self, size=-1, /)", method_read,
           "Read at most size characters, all that are left if it is negative."),
    NATIVE("readline($self, size=-1, /)", method_readline,
           "The next line with its line end, at most size characters of it."),
    NATIVE("write($self, s, /)", method_write, "Write a string and return its length."),
    NATIVE("seek($self, pos, whence=0, /)", method_seek,
           "Change the position to pos; whence is 0 for the start,\n1 for the current position and "
           "2 for the end (pos must be 0 then)."),
    NATIVE("tell($self, /)", method_tell, "The current position."),
    NATIVE("truncate($self, pos=None, /)", method_truncate,
           "Cut the text to pos characters, to the current position if it is None."),
    NATIVE("getvalue($self, /)", method_getvalue, "The whole contents."),
    NATIVE("close($self, /)", method_close,
           "Close the file; after that no operation on it is possible."),
    NATIVE("readable($self, /)", method_true, "Whether the file can be read."),
    NATIVE("writable($self, /)", method_true, "Whether the file can be written."),
    NATIVE("seekable($self, /)", method_true, "Whether the file has positions."),
    NATIVE("__getstate__($self, /)", method_getstate, NULL),
    NATIVE("__setstate__($self, object, /)", method_setstate, NULL),
    NATIVE_END,
};
static const NativeGetSet getsets[] = {
    {"closed", get_closed, NULL, "Whether the file is closed."},
    {"newlines", get_newlines, NULL, NULL},
    {"line_buffering", get_line_buffering, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};
Type string_io_type = {
    IO_TYPE_INIT("_io.StringIO", StringIO, dealloc, instance_word_traverse, instance_word_clear),
    .base = &text_io_base_type,
    .doc = "StringIO(initial_value='', newline='\\n')\n--\n\n"
           "Text I/O implementation using an in-memory buffer.",
    .new = new,
    .init = init,
    .next = next,
    .methods = methods,
    .getsets = getsets,
};
