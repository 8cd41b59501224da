/* BufferedReader, BufferedWriter, BufferedRandom: one buffer that holds either what was read ahead
 * or what is still to be written, never both.
 *
 * The raw file's position is behind what was read ahead, and before what is to be written. How it
 * is called, and threads kept apart, is in buffered_raw.c. */
#include "lib/native/io/buffered.h"
#include "vm/objects/exception.h"

#include <string.h>

static Buffered *buffered_of(Value self) {
    return (Buffered *)(void *)object_of(self);
}

static COLD bool raise_would_block(const char *message, size_t written) {
    Str *text = str_from_c(message);
    Value args[] = {value_of_small_int(11), value_of(text), value_of_small_int((int64_t)written)};
    Value error = text ? call(value_of(&exc_BlockingIOError), args, 3, NULL) : NULL;
    if (error)
        raise_value(error);
    decref_maybe(error);
    decref_maybe(value_of(text));
    return false;
}

static bool signals_handled(void) {
    return !eval_breaker || eval_breaker_handle();
}

/* ---- writing --------------------------------------------------------------------------------- */

/* Writes everything pending; what could not be written stays. */
static bool buffered_flush(Buffered *buffered) {
    size_t at = 0;
    bool good = true;
    while (good && at < buffered->write_end) {
        ptrdiff_t count =
            buffered_raw_write(buffered, buffered->buffer + at, buffered->write_end - at);
        if (count >= 0) {
            at += (size_t)count;
            good = signals_handled(); /* one may have cut the write short */
        } else {
            good = count == -2 && raise_would_block("write could not complete without blocking", 0);
        }
    }
    buffered->write_end -= at;
    if (at)
        memmove(buffered->buffer, buffered->buffer + at, buffered->write_end);
    return good;
}

/* Puts the raw file where the reader is, and forgets what was read ahead. */
static bool drop_read_ahead(Buffered *buffered) {
    int64_t at;
    size_t ahead = buffered->read_end - buffered->read_at;
    buffered->read_at = buffered->read_end = 0;
    return ahead == 0 || buffered_raw_seek(buffered, -(int64_t)ahead, 1, &at);
}

static bool buffered_write_bytes(Buffered *buffered, const uint8_t *bytes, size_t size) {
    if (buffered->read_end && !drop_read_ahead(buffered))
        return false;
    if (size <= buffered->size - buffered->write_end) {
        memcpy(buffered->buffer + buffered->write_end, bytes, size);
        buffered->write_end += size;
        return true;
    }
    if (!buffered_flush(buffered)) {
        if (!exception_matches(&exc_BlockingIOError))
            return false;
        size_t room = buffered->size - buffered->write_end;
        if (size <= room) {
            exception_clear();
            memcpy(buffered->buffer + buffered->write_end, bytes, size);
            buffered->write_end += size;
            return true;
        }
        exception_clear();
        memcpy(buffered->buffer + buffered->write_end, bytes, room);
        buffered->write_end += room;
        return raise_would_block("write could not complete without blocking", room);
    }
    size_t written = 0;
    while (size - written > buffered->size) {
        ptrdiff_t count = buffered_raw_write(buffered, bytes + written, size - written);
        if (count == -2) {
            size_t room = buffered->size;
            memcpy(buffered->buffer, bytes + written, room);
            buffered->write_end = room;
            return raise_would_block("write could not complete without blocking", written + room);
        }
        if (count < 0)
            return false;
        written += (size_t)count;
        if (!signals_handled())
            return false;
    }
    memcpy(buffered->buffer, bytes + written, size - written);
    buffered->write_end = size - written;
    return true;
}

/* ---- reading --------------------------------------------------------------------------------- */

/* At least one byte of input in the buffer: 1; 0 at the end; -1 error; -2 would block. */
static int buffered_fill(Buffered *buffered) {
    if (buffered->read_at < buffered->read_end)
        return 1;
    if (buffered->write_end && !buffered_flush(buffered))
        return -1;
    buffered->read_at = buffered->read_end = 0;
    ptrdiff_t count = buffered_raw_read(buffered, buffered->buffer, buffered->size);
    if (count > 0)
        buffered->read_end = (size_t)count;
    return count > 0 ? 1 : (int)count;
}

/* Up to `size` bytes: all of them unless the file ends or would block before. What is more than the
 * buffer holds comes past it; `in_blocks`: in multiples of its size, so that the rest fills it. */
static ptrdiff_t read_fully(Buffered *buffered, uint8_t *bytes, size_t size, bool in_blocks) {
    size_t done = 0;
    while (done < size) {
        size_t ahead = buffered->read_end - buffered->read_at;
        if (ahead) {
            size_t count = ahead < size - done ? ahead : size - done;
            memcpy(bytes + done, buffered->buffer + buffered->read_at, count);
            buffered->read_at += count;
            done += count;
            continue;
        }
        ptrdiff_t count;
        if (size - done > buffered->size - in_blocks) {
            if (buffered->write_end && !buffered_flush(buffered))
                return -1;
            size_t wanted = size - done;
            if (in_blocks)
                wanted -= wanted % buffered->size;
            count = buffered_raw_read(buffered, bytes + done, wanted);
            if (count > 0)
                done += (size_t)count;
        } else {
            count = buffered_fill(buffered);
        }
        if (count == -1)
            return -1;
        if (count <= 0)
            return done || count == 0 ? (ptrdiff_t)done : -2;
    }
    return (ptrdiff_t)done;
}

/* What is left in a raw file that has only read(): bytes, or None where it would block at once. */
static Value raw_read_to_end(Value raw) {
    Value all = NULL;
    for (;;) {
        Value piece = call_method_0(raw, names.read);
        bool is_last = piece == NONE || (piece && is_bytes(piece) && bytes_of(piece)->size == 0);
        if (!piece || (is_last && all)) {
            decref_maybe(piece);
            if (!piece)
                clear_value(&all);
            return all;
        }
        if (is_last)
            return piece;
        if (!is_bytes(piece)) {
            raise_type_error("read() should return bytes");
            decref(piece);
            clear_value(&all);
            return NULL;
        }
        Value longer = all ? object_add(all, piece) : own(piece);
        decref(piece);
        replace_value(&all, longer);
        if (!all)
            return NULL;
    }
}

static Value raw_read_all(Value raw) {
    Value method;
    Str *name = str_interned("readall");
    Lookup found = name ? attribute_lookup(raw, name, &method) : LOOKUP_ERROR;
    decref_maybe(value_of(name));
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_MISSING ? raw_read_to_end(raw) : NULL;
    Value all = call_0(method);
    decref(method);
    return all;
}

static Value read_all(Buffered *buffered) {
    size_t ahead = buffered->read_end - buffered->read_at;
    if (buffered->write_end && !buffered_flush(buffered))
        return NULL;
    Bytes *before = bytes_new(buffered->buffer + buffered->read_at, ahead);
    if (!before)
        return NULL;
    buffered->read_at = buffered->read_end = 0;
    Value rest = raw_read_all(buffered->raw);
    if (rest == NONE && ahead) {
        return value_of(before);
    }
    Value result = NULL;
    if (rest == NONE)
        result = NONE;
    else if (rest && !is_bytes(rest))
        raise_type_error("readall() should return bytes");
    else if (rest)
        result = ahead ? object_add(value_of(before), rest) : own(rest);
    decref_maybe(rest);
    GIVE_UP(before);
    return result;
}

/* The next line, or the first `limit` bytes of it. */
static Value read_line(Buffered *buffered, ptrdiff_t limit) {
    size_t capacity = 0, size = 0;
    uint8_t *line = NULL;
    Value result = NULL;
    for (;;) {
        int filled = buffered_fill(buffered);
        if (filled == -1)
            goto done;
        if (filled <= 0)
            break;
        const uint8_t *from = buffered->buffer + buffered->read_at;
        size_t count = buffered->read_end - buffered->read_at;
        if (limit >= 0 && count > (size_t)limit - size)
            count = (size_t)limit - size;
        const uint8_t *end = memchr(from, '\n', count);
        if (end)
            count = (size_t)(end - from) + 1;
        if (!line && (end || (limit >= 0 && count == (size_t)limit))) {
            buffered->read_at += count;
            return value_of(bytes_new(from, count));
        }
        if (!line || size + count > capacity) {
            capacity = 2 * (size + count);
            uint8_t *larger = mem_realloc(line, capacity);
            if (!larger) {
                raise_no_memory();
                goto done;
            }
            line = larger;
        }
        memcpy(line + size, from, count);
        size += count;
        buffered->read_at += count;
        if (end || (limit >= 0 && size == (size_t)limit))
            break;
    }
    result = value_of(bytes_new(line ? (const void *)line : "", size));
done:
    mem_free(line);
    return result;
}

/* ---- making ---------------------------------------------------------------------------------- */

static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    Buffered *buffered = type_allocate(type, 0);
    if (!buffered)
        return NULL;
    pthread_mutex_init(&buffered->mutex, NULL);
    mem_gc_track(buffered);
    return value_of(buffered);
}

static void drop_buffer(Buffered *buffered) {
    mem_free(buffered->buffer);
    buffered->buffer = NULL;
    buffered->size = buffered->read_at = buffered->read_end = buffered->write_end = 0;
}

/* What was the raw file before may be finalized: that is not done with the mutex in hand. */
static void set_raw_and_leave(Buffered *buffered, Value raw) {
    Value before = own_maybe(buffered->raw);
    io_set_lower_steal(&buffered->raw, raw, &buffered->base);
    buffered->detached = false;
    buffered_leave(buffered);
    decref_maybe(before);
}

static bool setup(Buffered *buffered, Value raw, size_t size, bool readable, bool writable) {
    uint8_t *buffer = mem_malloc(size);
    if (!buffer)
        return raise_no_memory();
    if (!buffered_lock(buffered)) {
        mem_free(buffer);
        return false;
    }
    mem_free(buffered->buffer);
    buffered->buffer = buffer;
    buffered->size = size;
    buffered->read_at = buffered->read_end = buffered->write_end = 0;
    buffered->readable = readable;
    buffered->writable = writable;
    set_raw_and_leave(buffered, own(raw));
    return true;
}

Value buffered_new(Type *type, Value raw, size_t size) {
    Value self = new (type, NULL, 0, NULL);
    bool random = type == &buffered_random_type;
    if (self && !setup(buffered_of(self), raw, size, random || type == &buffered_reader_type,
                       random || type == &buffered_writer_type))
        clear_value(&self);
    return self;
}

bool buffered_check_raw(Value raw, const char *method, const char *message) {
    Value answer = io_call_method(raw, method, NULL);
    if (!answer)
        return false;
    Answer truth = object_truth(answer);
    decref(answer);
    return truth == ANSWER_YES || (truth == ANSWER_NO && raise_unsupported(message));
}

static bool init_with(Signature *signature, Value self, Value *args, size_t count, Tuple *keywords,
                      bool readable, bool writable) {
    Value bound[2];
    ptrdiff_t size = IO_BUFFER_SIZE;
    if (!arguments_bind(signature, args, count, keywords, bound) ||
        (bound[1] && !object_index_as_size(bound[1], &size, &exc_OverflowError)))
        return false;
    if ((readable && writable &&
         !buffered_check_raw(bound[0], "seekable", "File or stream is not seekable.")) ||
        (readable &&
         !buffered_check_raw(bound[0], "readable", "File or stream is not readable.")) ||
        (writable && !buffered_check_raw(bound[0], "writable", "File or stream is not writable.")))
        return false;
    if (size <= 0) {
        if (!buffered_lock(buffered_of(self)))
            return false;
        set_raw_and_leave(buffered_of(self), NULL);
        return raise_value_error("buffer size must be strictly positive");
    }
    return setup(buffered_of(self), bound[0], (size_t)size, readable, writable);
}

#define INIT(name, type_name, readable, writable)                                                  \
    static bool name(Value self, Value *args, size_t count, Tuple *keywords) {                     \
        static Signature signature = SIGNATURE(type_name "(raw, buffer_size=8192)");               \
        return init_with(&signature, self, args, count, keywords, readable, writable);             \
    }
INIT(reader_init, "BufferedReader", true, false)
INIT(writer_init, "BufferedWriter", false, true)
INIT(random_init, "BufferedRandom", true, true)
#undef INIT

static void give_up(Object *object) {
    Buffered *buffered = (Buffered *)object;
    io_set_lower_steal(&buffered->raw, NULL, &buffered->base);
    mem_free(buffered->buffer);
    pthread_mutex_destroy(&buffered->mutex);
}
static void dealloc(Object *object) {
    io_dealloc(object, give_up);
}
static void traverse(Object *object, MemVisit visit, void *context) {
    instance_word_traverse(object, visit, context);
    visit_value(((Buffered *)object)->raw, visit, context);
}
static void clear(Object *object) {
    instance_word_clear(object);
    io_set_lower_steal(&((Buffered *)object)->raw, NULL, (IOObject *)object);
}

/* ---- methods --------------------------------------------------------------------------------- */

static Value method_read(Value self, Value *args) {
    Buffered *buffered = buffered_of(self);
    ptrdiff_t size;
    if (!io_size_argument(args[0], &size))
        return NULL;
    if (size < -1)
        return raise_value_error("read length must be non-negative or -1");
    if (!buffered_check_open(buffered, "read") || !buffered_enter(buffered))
        return NULL;
    Value result = NULL;
    if (size < 0) {
        result = read_all(buffered);
    } else if ((size_t)size <= buffered->read_end - buffered->read_at) {
        result = value_of(bytes_new(buffered->buffer + buffered->read_at, (size_t)size));
        if (result)
            buffered->read_at += (size_t)size;
    } else {
        uint8_t *bytes = mem_malloc((size_t)size);
        ptrdiff_t count = bytes ? read_fully(buffered, bytes, (size_t)size, true) : -1;
        if (!bytes)
            raise_no_memory();
        else if (count == -2)
            result = NONE;
        else if (count >= 0)
            result = value_of(bytes_new(bytes, (size_t)count));
        mem_free(bytes);
    }
    buffered_leave(buffered);
    return result;
}

/* What was read ahead, at most `size` bytes; without any, one read of the raw file, past the
 * buffer. */
static Value read_some(Buffered *buffered, size_t size) {
    size_t ahead = buffered->read_end - buffered->read_at;
    if (ahead || size == 0) {
        size_t count = ahead < size ? ahead : size;
        Value result = value_of(bytes_new(buffered->buffer + buffered->read_at, count));
        if (result)
            buffered->read_at += count;
        return result;
    }
    if (buffered->write_end && !buffered_flush(buffered))
        return NULL;
    buffered->read_at = buffered->read_end = 0;
    Bytes *bytes = bytes_new(NULL, size);
    ptrdiff_t count = bytes ? buffered_raw_read(buffered, bytes->data, size) : -1;
    if (count == -1) {
        decref_maybe(value_of(bytes));
        return NULL;
    }
    return value_of(bytes_resize_steal(bytes, count > 0 ? (size_t)count : 0));
}

static Value method_read1(Value self, Value *args) {
    Buffered *buffered = buffered_of(self);
    ptrdiff_t size;
    if (!io_size_argument(args[0], &size) || !buffered_check_open(buffered, "read") ||
        !buffered_enter(buffered))
        return NULL;
    Value result = read_some(buffered, size < 0 ? buffered->size : (size_t)size);
    buffered_leave(buffered);
    return result;
}

/* What is there, with one read of the raw file: past the buffer where more is wanted than it holds,
 * and into it if there was nothing. */
static ptrdiff_t read_once(Buffered *buffered, uint8_t *bytes, size_t size) {
    if (buffered->write_end && !buffered_flush(buffered))
        return -1;
    size_t ahead = buffered->read_end - buffered->read_at, done = ahead < size ? ahead : size;
    memcpy(bytes, buffered->buffer + buffered->read_at, done);
    buffered->read_at += done;
    if (size - done > buffered->size) {
        ptrdiff_t count = buffered_raw_read(buffered, bytes + done, size - done);
        if (count < 0 && (count == -1 || done == 0))
            return count;
        return (ptrdiff_t)done + (count > 0 ? count : 0);
    }
    if (done || size == 0)
        return (ptrdiff_t)done;
    int filled = buffered_fill(buffered);
    return filled > 0 ? read_once(buffered, bytes, size) : filled;
}

static Value read_into(Value self, Value target, bool once) {
    Buffered *buffered = buffered_of(self);
    Buffer buffer;
    if (!buffered_check_open(buffered, "readinto") || !buffer_get(target, &buffer, true))
        return NULL;
    ptrdiff_t count = -1;
    if (buffered_enter(buffered)) {
        count = once ? read_once(buffered, buffer.bytes, buffer.size)
                     : read_fully(buffered, buffer.bytes, buffer.size, false);
        buffered_leave(buffered);
    }
    buffer_release(&buffer);
    return count == -1 ? NULL : count == -2 ? NONE : value_of_small_int(count);
}
static Value method_readinto(Value self, Value *args) {
    return read_into(self, args[0], false);
}
static Value method_readinto1(Value self, Value *args) {
    return read_into(self, args[0], true);
}

static Value method_peek(Value self, Value *args) {
    Buffered *buffered = buffered_of(self);
    if (!buffered_check_open(buffered, "peek") || !buffered_enter(buffered))
        return NULL;
    Value result = NULL;
    if (buffered_fill(buffered) != -1)
        result = value_of(bytes_new(buffered->buffer + buffered->read_at,
                                    buffered->read_end - buffered->read_at));
    buffered_leave(buffered);
    return result;
}

static Value method_readline(Value self, Value *args) {
    Buffered *buffered = buffered_of(self);
    ptrdiff_t limit;
    if (!io_size_argument(args[0], &limit) || !buffered_check_open(buffered, "readline") ||
        !buffered_enter(buffered))
        return NULL;
    Value result = limit == 0 ? value_of(bytes_new("", 0)) : read_line(buffered, limit);
    buffered_leave(buffered);
    return result;
}

static Next next(Value self, Value *item) {
    Buffered *buffered = buffered_of(self);
    if (!is_buffered(self)) { /* a subclass may have its own readline */
        *item = call_method_0(self, names.readline);
    } else {
        if (!buffered_check_open(buffered, "readline") || !buffered_enter(buffered))
            return NEXT_ERROR;
        *item = read_line(buffered, -1);
        buffered_leave(buffered);
    }
    if (!*item)
        return NEXT_ERROR;
    if (object_length(*item) != 0)
        return exception_pending() ? NEXT_ERROR : NEXT_ITEM;
    clear_value(item);
    return NEXT_DONE;
}

static Value method_write(Value self, Value *args) {
    Buffered *buffered = buffered_of(self);
    Buffer buffer;
    if (is_str(args[0]))
        return raise_type_error("a bytes-like object is required, not 'str'");
    if (!buffer_get(args[0], &buffer, false))
        return NULL;
    Value result = NULL;
    if (buffered_has_raw(buffered) &&
        buffered_enter(buffered)) { /* another thread may be closing it */
        Answer closed = buffered_raw_is_closed(buffered);
        if (closed == ANSWER_YES)
            raise_value_error("write to closed file");
        else if (closed == ANSWER_NO && buffered_write_bytes(buffered, buffer.bytes, buffer.size))
            result = value_of_small_int((int64_t)buffer.size);
        buffered_leave(buffered);
    }
    buffer_release(&buffer);
    return result;
}

static bool flush_and_rewind(Buffered *buffered) {
    if (!buffered_enter(buffered))
        return false;
    bool good = buffered_flush(buffered);
    if (good && buffered->writable && buffered->read_end)
        good = drop_read_ahead(buffered);
    buffered_leave(buffered);
    return good;
}

static Value method_flush(Value self, Value *args) {
    Buffered *buffered = buffered_of(self);
    if (!buffered_has_raw(buffered))
        return NULL;
    Answer closed = io_is_closed(buffered->raw);
    if (closed != ANSWER_NO)
        return closed == ANSWER_YES ? raise_value_error("flush of closed file") : NULL;
    return flush_and_rewind(buffered) ? NONE : NULL;
}

static Value method_close(Value self, Value *args) {
    Buffered *buffered = buffered_of(self);
    if (!buffered_has_raw(buffered))
        return NULL;
    Answer closed = io_is_closed(buffered->raw);
    if (closed != ANSWER_NO)
        return closed == ANSWER_YES ? NONE : NULL;
    if (buffered->base.finalizing)
        io_warn_unclosed(buffered->raw, self);
    Value flush_error = io_call(self, "flush") ? NULL : exception_fetch();
    bool good = buffered_enter(buffered);
    if (good) { /* after a write that another thread is at */
        good = io_call(buffered->raw, "close");
        drop_buffer(buffered);
        buffered_leave(buffered);
    }
    return io_end_close(flush_error, good) ? NONE : NULL;
}

static Value method_dealloc_warn(Value self, Value *args) {
    if (buffered_of(self)->raw)
        io_warn_unclosed(buffered_of(self)->raw, args[0]);
    return NONE;
}

static Value method_detach(Value self, Value *args) {
    Buffered *buffered = buffered_of(self);
    if (!buffered_has_raw(buffered) || !io_call(self, "flush") || !buffered_enter(buffered))
        return NULL;
    Value raw = own(buffered->raw);
    io_set_lower_steal(&buffered->raw, NULL, &buffered->base);
    buffered->detached = true;
    buffered_leave(buffered);
    return raw;
}

static Value method_tell(Value self, Value *args) {
    Buffered *buffered = buffered_of(self);
    int64_t at;
    if (!buffered_has_raw(buffered) || !buffered_raw_seek(buffered, 0, 1, &at))
        return NULL;
    at += (int64_t)buffered->write_end - (int64_t)(buffered->read_end - buffered->read_at);
    return value_from_int64(at < 0 ? 0 : at); /* a character device stays at 0 */
}

static Value method_seek(Value self, Value *args) {
    Buffered *buffered = buffered_of(self);
    int64_t offset, at;
    int whence = 0;
    if ((args[1] && !int_as_int(args[1], &whence)) || !buffered_check_open(buffered, "seek"))
        return NULL;
    if (whence < 0 || whence > 4)
        return raise_value_error("whence value %d unsupported", whence);
    if (!buffered_check_raw(buffered->raw, "seekable", "File or stream is not seekable.") ||
        !io_offset(args[0], &offset) || !buffered_enter(buffered))
        return NULL;
    bool good = true;
    size_t ahead = buffered->read_end - buffered->read_at;
    if (whence < 2 && buffered->read_end && buffered_raw_seek(buffered, 0, 1, &at)) {
        /* Within what was read ahead: no need to ask the raw file. */
        int64_t here = at < (int64_t)ahead ? 0 : at - (int64_t)ahead;
        int64_t to = whence == 0 ? offset : here + offset;
        if (to >= here - (int64_t)buffered->read_at && to <= at) {
            buffered->read_at = (size_t)((int64_t)buffered->read_at + to - here);
            buffered_leave(buffered);
            return value_from_int64(to);
        }
    } else if (exception_pending()) {
        good = false;
    }
    if (good && (good = buffered_flush(buffered))) {
        if (whence == 1)
            offset -= (int64_t)ahead;
        good = buffered_raw_seek(buffered, offset, whence, &at);
        if (good)
            buffered->read_at = buffered->read_end = 0;
    }
    buffered_leave(buffered);
    return good ? value_from_int64(at) : NULL;
}

static Value method_truncate(Value self, Value *args) {
    Buffered *buffered = buffered_of(self);
    if (!buffered_check_open(buffered, "truncate"))
        return NULL;
    if (!buffered->writable)
        return raise_unsupported("truncate");
    if (!flush_and_rewind(buffered))
        return NULL;
    Value position =
        args[0] && args[0] != NONE ? own(args[0]) : io_call_method(buffered->raw, "tell", NULL);
    Value result = NULL;
    if (position && buffered_has_raw(buffered))
        result = io_call_method(buffered->raw, "truncate", position);
    decref_maybe(position);
    return result;
}

#define DELEGATE(name)                                                                             \
    static Value method_##name(Value self, Value *args) {                                          \
        Buffered *buffered = buffered_of(self);                                                    \
        return buffered_has_raw(buffered) ? io_call_method(buffered->raw, #name, NULL) : NULL;     \
    }
DELEGATE(fileno)
DELEGATE(isatty)
DELEGATE(seekable)
DELEGATE(readable)
DELEGATE(writable)
#define DELEGATE_ATTRIBUTE(name)                                                                   \
    static Value get_##name(Value self) {                                                          \
        Buffered *buffered = buffered_of(self);                                                    \
        return buffered_has_raw(buffered) ? io_call_method(buffered->raw, "?" #name, NULL) : NULL; \
    }
DELEGATE_ATTRIBUTE(closed)
DELEGATE_ATTRIBUTE(name)
DELEGATE_ATTRIBUTE(mode)

static Value get_raw(Value self) {
    Value raw = buffered_of(self)->raw;
    return own(raw ? raw : NONE);
}

#define SHARED_METHODS                                                                             \
    NATIVE("flush($self, /)", method_flush,                                                        \
           "Write out the buffer, and forget what was read ahead."),                               \
        NATIVE("close($self, /)", method_close,                                                    \
               "Close the file; after that no operation on it is possible."),                      \
        NATIVE("detach($self, /)", method_detach,                                                  \
               "Separate the stream underneath and return it; this one cannot be used any more."), \
        NATIVE("seek($self, target, whence=0, /)", method_seek,                                    \
               "Change the position, relative to what whence says."),                              \
        NATIVE("tell($self, /)", method_tell, "The position in the file."),                        \
        NATIVE("truncate($self, pos=None, /)", method_truncate,                                    \
               "Cut the file to pos bytes, to the current position if it is None."),               \
        NATIVE("fileno($self, /)", method_fileno, "The file descriptor underneath."),              \
        NATIVE("isatty($self, /)", method_isatty, "Whether this is an interactive stream."),       \
        NATIVE("seekable($self, /)", method_seekable, "Whether the file has positions."),          \
        NATIVE("_dealloc_warn($self, object, /)", method_dealloc_warn, NULL), IO_REFUSES_PICKLE
#define READ_METHODS                                                                               \
    NATIVE("read($self, size=-1, /)", method_read,                                                 \
           "Read and return up to size bytes, all until the end if it is negative."),              \
        NATIVE("read1($self, size=-1, /)", method_read1,                                           \
               "Read and return up to size bytes with at most one read of the raw stream."),       \
        NATIVE("readinto($self, buffer, /)", method_readinto,                                      \
               "Read bytes into buffer and return how many."),                                     \
        NATIVE("readinto1($self, buffer, /)", method_readinto1,                                    \
               "Read bytes into buffer with at most one read of the raw stream."),                 \
        NATIVE("peek($self, size=0, /)", method_peek, "Bytes of the buffer without moving on."),   \
        NATIVE("readline($self, size=-1, /)", method_readline,                                     \
               "The next line, at most size bytes of it."),                                        \
        NATIVE("readable($self, /)", method_readable, "Whether the file can be read.")
#define WRITE_METHODS                                                                              \
    NATIVE("write($self, buffer, /)", method_write,                                                \
           "Write buffer and return its size; it may stay in the buffer."),                        \
        NATIVE("writable($self, /)", method_writable, "Whether the file can be written.")

static const NativeMethod reader_methods[] = {SHARED_METHODS, READ_METHODS, NATIVE_END};
static const NativeMethod writer_methods[] = {SHARED_METHODS, WRITE_METHODS, NATIVE_END};
static const NativeMethod random_methods[] = {SHARED_METHODS, READ_METHODS, WRITE_METHODS,
                                              NATIVE_END};
static const NativeGetSet getsets[] = {
    {"closed", get_closed, NULL, "Whether the file is closed."},
    {"name", get_name, NULL, NULL},
    {"mode", get_mode, NULL, NULL},
    {"raw", get_raw, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

Type buffered_reader_type = {
    IO_TYPE_INIT("_io.BufferedReader", Buffered, dealloc, traverse, clear),
    .mem.finalize = io_finalize,
    .base = &buffered_io_base_type,
    .doc = "BufferedReader(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\n"
           "Create a new buffered reader using the given readable raw IO object.",
    .new = new,
    .init = reader_init,
    .repr = io_repr,
    .next = next,
    .methods = reader_methods,
    .getsets = getsets,
};
Type buffered_writer_type = {
    IO_TYPE_INIT("_io.BufferedWriter", Buffered, dealloc, traverse, clear),
    .mem.finalize = io_finalize,
    .base = &buffered_io_base_type,
    .doc = "BufferedWriter(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\n"
           "A buffer for a writeable sequential RawIO object.",
    .new = new,
    .init = writer_init,
    .repr = io_repr,
    .methods = writer_methods,
    .getsets = getsets,
};
Type buffered_random_type = {
    IO_TYPE_INIT("_io.BufferedRandom", Buffered, dealloc, traverse, clear),
    .mem.finalize = io_finalize,
    .base = &buffered_io_base_type,
    .doc = "BufferedRandom(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\n"
           "A buffered interface to random access streams.",
    .new = new,
    .init = random_init,
    .repr = io_repr,
    .next = next,
    .methods = random_methods,
    .getsets = getsets,
};
