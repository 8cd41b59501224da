/* Writing text: encoded bytes collect in `pending` and go to the binary file when it is full, at a
 * flush, or at a line's end when line buffering. */
#include "lib/native/io/io.h"
#include "lib/native/io/text_io.h"
#include "vm/signals.h"

#include <errno.h>
#include <string.h>

/* Without a buffer between (-u), a write that was cut short goes on here. */
static bool write_unbuffered(FileIO *file, const Bytes *bytes) {
    for (size_t at = 0; at < bytes->size;) {
        ptrdiff_t count = file_io_write(file, bytes->data + at, bytes->size - at);
        if (count == -2)
            raise_os_error(EAGAIN, NULL);
        if (count < 0 || !signals_check())
            return false;
        at += (size_t)count;
    }
    return true;
}

static bool write_bytes_steal(TextIO *text, Bytes *bytes) {
    if (bytes && has_type(text->binary, &file_io_type) &&
        ((FileIO *)(void *)object_of(text->binary))->descriptor >= 0) {
        bool done = write_unbuffered((FileIO *)(void *)object_of(text->binary), bytes);
        GIVE_UP(bytes);
        return done;
    }
    Value result = bytes ? call_method_1(text->binary, names.write, value_of(bytes)) : NULL;
    decref_maybe(result);
    decref_maybe(value_of(bytes));
    return result;
}

/* The binary file may be written in Python and write to this one again. */
bool text_flush_pending(TextIO *text) {
    size_t size = text->pending_size;
    text->pending_size = 0;
    return size == 0 || write_bytes_steal(text, bytes_new(text->pending, size));
}

static bool add_pending(TextIO *text, const uint8_t *bytes, size_t size) {
    while (text->pending_size && text->pending_size + size > text->chunk_size)
        if (!text_flush_pending(text))
            return false;
    if (size > text->chunk_size)
        return write_bytes_steal(text, bytes_new(bytes, size));
    if (!text->pending && !(text->pending = mem_malloc(text->chunk_size)))
        return raise_no_memory();
    memcpy(text->pending + text->pending_size, bytes, size);
    text->pending_size += size;
    return text->pending_size < text->chunk_size || text_flush_pending(text);
}

static bool add_encoded(TextIO *text, Str *str) {
    if (str->ascii && text->native.ascii_compatible)
        return add_pending(text, str->data, str->length);
    Value bytes = text_encode(text, value_of(str));
    bool good = bytes && add_pending(text, bytes_of(bytes)->data, bytes_of(bytes)->size);
    decref_maybe(bytes);
    return good;
}

static bool write_str(TextIO *text, Str *str) {
    bool has_line_end =
        (text->mode.write || text->line_buffering) && line_end(str, 0, LINES_LF) != 0;
    bool ends_line = text->line_buffering && (has_line_end || line_end(str, 0, LINES_CR));
    bool translates = text->mode.write && has_line_end;
    Str *written = translates ? newlines_write(str, text->mode.write) : str;
    bool good = written && add_encoded(text, written);
    if (translates)
        decref_maybe(value_of(written));
    if (good && (text->write_through || ends_line))
        good = text_flush_pending(text);
    return good && (!ends_line || io_call(text->binary, "flush"));
}

Value text_write(Value self, Value *args) {
    TextIO *text = text_of(self);
    if (!is_str(args[0]))
        return raise_type_error("write() argument must be str, not %T", args[0]);
    if (!text_check_open(text))
        return NULL;
    if (!text->writable)
        return raise_unsupported("not writable");
    size_t length = str_of(args[0])->length;
    if (!write_str(text, str_of(args[0])))
        return NULL;
    if (text->snapshot) /* the binary file moved on: what was read ahead no longer fits */
        text_forget_decoded(text);
    return !text->readable || text_decoder_reset(text) ? value_of_small_int((int64_t)length) : NULL;
}
