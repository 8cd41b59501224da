/* BytesIO: a binary file in memory. */
#include "lib/native/io/io.h"
#include "vm/pass.h"

#include <string.h>

typedef struct BytesIO {
    IOObject base;
    uint8_t *data; /* mem_ buffer */
    size_t size, capacity;
    size_t position; /* may lie beyond the end */
    size_t exports;  /* views handed out: the size must not change */
} BytesIO;

static BytesIO *io_of(Value self) {
    return (BytesIO *)(void *)object_of(self);
}

static bool check_open(BytesIO *io) {
    return !io->base.closed || raise_closed();
}
static bool check_exports(BytesIO *io) {
    return io->exports == 0 ||
           raise_error(&exc_BufferError, "Existing exports of data: object cannot be re-sized");
}

static bool reserve(BytesIO *io, size_t size) {
    if (size <= io->capacity)
        return true;
    size_t capacity = size + size / 8 + 64;
    uint8_t *data = mem_realloc(io->data, capacity);
    if (!data)
        return raise_no_memory();
    io->data = data;
    io->capacity = capacity;
    return true;
}

static bool put(BytesIO *io, const uint8_t *bytes, size_t size) {
    size_t end = io->position + size;
    if (!check_exports(io) || !reserve(io, end))
        return false;
    if (io->position > io->size)
        memset(io->data + io->size, 0, io->position - io->size);
    io->exports++; /* signals' handlers may look at it, not resize it */
    bool copied = pass_copy(io->data + io->position, bytes, size);
    io->exports--;
    if (!copied)
        return false;
    io->position = end;
    if (end > io->size)
        io->size = end;
    return true;
}

static size_t available(const BytesIO *io) {
    return io->position < io->size ? io->size - io->position : 0;
}

static Value take(BytesIO *io, size_t size) {
    Bytes *bytes = bytes_new(io->data ? io->data + (size ? io->position : 0) : NULL, size);
    if (bytes)
        io->position += size;
    return value_of(bytes);
}

/* Bytes up to and with the next line end, at most `limit`. */
static size_t line_size(const BytesIO *io, ptrdiff_t limit) {
    size_t size = available(io);
    if (limit >= 0 && (size_t)limit < size)
        size = (size_t)limit;
    if (size == 0)
        return 0;
    const uint8_t *start = io->data + io->position, *end = memchr(start, '\n', size);
    return end ? (size_t)(end - start) + 1 : size;
}

static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    BytesIO *io = type_allocate(type, 0);
    if (io)
        mem_gc_track(io);
    return value_of(io);
}

static bool init(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("BytesIO(initial_bytes=b'')");
    Value bound[1];
    Buffer buffer;
    BytesIO *io = io_of(self);
    if (!arguments_bind(&signature, args, count, keywords, bound) || !check_exports(io))
        return false;
    io->size = io->position = 0;
    if (!bound[0] || bound[0] == NONE)
        return true;
    if (!buffer_get(bound[0], &buffer, false))
        return false;
    bool good = put(io, buffer.bytes, buffer.size);
    io->position = 0;
    buffer_release(&buffer);
    return good;
}

static Value method_read(Value self, Value *args) {
    BytesIO *io = io_of(self);
    ptrdiff_t size;
    if (!check_open(io) || !io_size_argument(args[0], &size))
        return NULL;
    size_t count = available(io);
    if (size >= 0 && (size_t)size < count)
        count = (size_t)size;
    return take(io, count);
}
static Value method_readline(Value self, Value *args) {
    BytesIO *io = io_of(self);
    ptrdiff_t limit;
    return check_open(io) && io_size_argument(args[0], &limit) ? take(io, line_size(io, limit))
                                                               : NULL;
}
static Value method_readlines(Value self, Value *args) {
    BytesIO *io = io_of(self);
    ptrdiff_t hint;
    size_t total = 0, size;
    if (!check_open(io) || !io_size_argument(args[0], &hint))
        return NULL;
    List *lines = list_new(0);
    while (lines && (size = line_size(io, -1)) > 0) {
        Value line = take(io, size);
        if (!line || !list_append_steal(lines, line) || !pass_may_go_on()) {
            GIVE_UP(lines);
            return NULL;
        }
        total += size;
        if (hint > 0 && total >= (size_t)hint)
            break;
    }
    return value_of(lines);
}
static Next next(Value self, Value *item) {
    BytesIO *io = io_of(self);
    if (!check_open(io))
        return NEXT_ERROR;
    size_t size = line_size(io, -1);
    if (size == 0)
        return NEXT_DONE;
    *item = take(io, size);
    return *item ? NEXT_ITEM : NEXT_ERROR;
}
static Value method_readinto(Value self, Value *args) {
    BytesIO *io = io_of(self);
    Buffer buffer;
    if (!check_open(io) || !buffer_get(args[0], &buffer, true))
        return NULL;
    size_t count = available(io);
    if (count > buffer.size)
        count = buffer.size;
    if (count)
        memcpy(buffer.bytes, io->data + io->position, count);
    io->position += count;
    buffer_release(&buffer);
    return value_of_small_int((int64_t)count);
}
static Value method_write(Value self, Value *args) {
    BytesIO *io = io_of(self);
    Buffer buffer;
    if (!check_open(io) || !check_exports(io) || !buffer_get(args[0], &buffer, false))
        return NULL;
    size_t size = buffer.size;
    bool good = size == 0 || put(io, buffer.bytes, size);
    buffer_release(&buffer);
    return good ? value_of_small_int((int64_t)size) : NULL;
}
static Value method_writelines(Value self, Value *args) {
    Value iterator, line;
    Next got;
    if (!check_open(io_of(self)) || !(iterator = object_iter(args[0])))
        return NULL;
    while ((got = iterator_next(iterator, &line)) == NEXT_ITEM) {
        Value written = method_write(self, &line);
        decref(line);
        if (!written) {
            got = NEXT_ERROR;
            break;
        }
    }
    decref(iterator);
    return got == NEXT_DONE ? NONE : NULL;
}
static Value method_seek(Value self, Value *args) {
    BytesIO *io = io_of(self);
    int64_t offset;
    int whence = 0;
    if (!check_open(io) || !io_offset(args[0], &offset) ||
        (args[1] && !int_as_int(args[1], &whence)))
        return NULL;
    if (whence == 0 && offset < 0)
        return raise_value_error("negative seek value %zd", (ptrdiff_t)offset);
    if (whence < 0 || whence > 2)
        return raise_value_error("invalid whence (%d, should be 0, 1 or 2)", whence);
    offset += whence == 1 ? (int64_t)io->position : whence == 2 ? (int64_t)io->size : 0;
    io->position = offset < 0 ? 0 : (size_t)offset;
    return value_from_int64((int64_t)io->position);
}
static Value method_tell(Value self, Value *args) {
    return check_open(io_of(self)) ? value_from_int64((int64_t)io_of(self)->position) : NULL;
}
static Value method_truncate(Value self, Value *args) {
    BytesIO *io = io_of(self);
    ptrdiff_t size;
    if (!check_open(io) || !check_exports(io) || !io_size_argument(args[0], &size))
        return NULL;
    if (args[0] && args[0] != NONE && size < 0)
        return raise_value_error("negative size value %zd", size);
    if (size < 0)
        size = (ptrdiff_t)io->position;
    if ((size_t)size < io->size)
        io->size = (size_t)size;
    return value_of_small_int(size);
}
static Value method_getvalue(Value self, Value *args) {
    return check_open(io_of(self)) ? value_of(bytes_new(io_of(self)->data, io_of(self)->size))
                                   : NULL;
}
static Value method_close(Value self, Value *args) {
    BytesIO *io = io_of(self);
    if (!check_exports(io))
        return NULL;
    mem_free(io->data);
    io->data = NULL;
    io->size = io->capacity = 0;
    io->base.closed = true;
    return NONE;
}
static Value method_true(Value self, Value *args) {
    return check_open(io_of(self)) ? TRUE_VALUE : NULL;
}
static Value method_isatty(Value self, Value *args) {
    return check_open(io_of(self)) ? FALSE_VALUE : NULL;
}
static Value method_flush(Value self, Value *args) {
    return check_open(io_of(self)) ? NONE : NULL;
}

/* getbuffer(): the view is of an object that keeps the BytesIO from changing its size. */
static bool get_buffer(Value self, Buffer *buffer, int flags) {
    BytesIO *io = io_of(self);
    memset(buffer, 0, sizeof *buffer);
    buffer->bytes = io->data;
    buffer->size = io->size;
    buffer->owner = own(self);
    buffer->format = "B";
    buffer->item_size = 1;
    buffer->dimensions = 1;
    io->exports++;
    return true;
}
static void release_buffer(Value self, Buffer *buffer) {
    io_of(self)->exports--;
}
static Value method_getbuffer(Value self, Value *args) {
    if (!check_open(io_of(self)))
        return NULL;
    return call_1(value_of(&memoryview_type), self);
}

static Value method_getstate(Value self, Value *args) {
    BytesIO *io = io_of(self);
    Value value = method_getvalue(self, NULL);
    Value position = value ? value_from_uint64(io->position) : NULL;
    Tuple *state = position ? tuple_pack(3, value, position, io_attributes(self)) : NULL;
    decref_maybe(value);
    decref_maybe(position);
    return value_of(state);
}
static Value method_setstate(Value self, Value *args) {
    if (!is_tuple(args[0]) || tuple_of(args[0])->count < 3)
        return raise_type_error("%s.__setstate__ argument should be 3-tuple, got %T",
                                type_name_of(self), args[0]);
    Value *items = tuple_of(args[0])->items;
    int64_t position;
    if (!check_open(io_of(self)) || !init(self, items, 1, NULL) || !io_offset(items[1], &position))
        return NULL;
    if (position < 0)
        return raise_value_error("position value cannot be negative");
    io_of(self)->position = (size_t)position;
    return io_restore_attributes(self, items[2], "third") ? NONE : NULL;
}

static void give_up(Object *object) {
    mem_free(((BytesIO *)object)->data);
}
static void dealloc(Object *object) {
    io_dealloc(object, give_up);
}

static const NativeMethod methods[] = {
    NATIVE("read($self, size=-1, /)", method_read,
           "Read at most size bytes, all that are left if it is negative."),
    NATIVE("read1($self, size=-1, /)", method_read,
           "Read at most size bytes, all that are left if it is negative."),
    NATIVE("readline($self, size=-1, /)", method_readline,
           "The next line with its line end, at most size bytes of it."),
    NATIVE("readlines($self, size=None, /)", method_readlines,
           "The lines that are left, until size bytes are read if it is given."),
    NATIVE("readinto($self, buffer, /)", method_readinto,
           "Read bytes into buffer and return how many."),
    NATIVE("write($self, b, /)", method_write, "Write bytes and return how many."),
    NATIVE("writelines($self, lines, /)", method_writelines,
           "Write all lines; line ends are not added."),
    NATIVE("seek($self, pos, whence=0, /)", method_seek,
           "Change the position to pos, relative to\n0 the start, 1 the current position or 2 the "
           "end.  Returns the new one."),
    NATIVE("tell($self, /)", method_tell, "The current position."),
    NATIVE("truncate($self, size=None, /)", method_truncate,
           "Cut the file to size bytes, to the current position if it is None.\n\nReturns the "
           "size; the position stays."),
    NATIVE("getvalue($self, /)", method_getvalue, "The whole contents."),
    NATIVE("getbuffer($self, /)", method_getbuffer, "A writable view of the contents."),
    NATIVE("close($self, /)", method_close,
           "Close the file; after that no operation on it is possible."),
    NATIVE("readable($self, /)", method_true, "Whether the file can be read."),
    NATIVE("writable($self, /)", method_true, "Whether the file can be written."),
    NATIVE("seekable($self, /)", method_true, "Whether the file has positions."),
    NATIVE("isatty($self, /)", method_isatty, "Always returns False."),
    NATIVE("flush($self, /)", method_flush, "Does nothing."),
    NATIVE("__getstate__($self, /)", method_getstate, NULL),
    NATIVE("__setstate__($self, object, /)", method_setstate, NULL),
    NATIVE_END,
};
Type bytes_io_type = {
    IO_TYPE_INIT("_io.BytesIO", BytesIO, dealloc, instance_word_traverse, instance_word_clear),
    .base = &buffered_io_base_type,
    .doc = "BytesIO(initial_bytes=b'')\n--\n\n"
           "Buffered I/O implementation using an in-memory bytes buffer.",
    .new = new,
    .init = init,
    .next = next,
    .methods = methods,
    .get_buffer = get_buffer,
    .release_buffer = release_buffer,
};
