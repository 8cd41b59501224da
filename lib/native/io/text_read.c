/* Reading text: chunks of the binary file are decoded whole; `decoded[used..]` is what the reader
 * has not had yet. Where tell() may be asked for, the state before the chunk is remembered. */
#include "lib/native/io/text_io.h"

#include <string.h>

void text_forget_decoded(TextIO *text) {
    clear_value((Value *)(void *)&text->decoded);
    clear_value((Value *)(void *)&text->snapshot);
    text->used = 0;
}

/* A chunk, more if more characters are wanted than it may hold. */
static Value read_binary(TextIO *text, size_t wanted) {
    const char *method = text->has_read1 ? "read1" : "read";
    double bytes = text->bytes_per_character * (double)wanted;
    size_t size = bytes > (double)text->chunk_size ? (size_t)bytes : text->chunk_size;
    Value input = io_call_method(text->binary, method, value_of_small_int((int64_t)size));
    if (input && !is_bytes(input) && !type_of(input)->get_buffer) {
        raise_type_error("underlying %s() should have returned a bytes-like object, not '%T'",
                         method, input);
        clear_value(&input);
    }
    return input;
}

static Bytes *joined(const Bytes *before, Value input) {
    Buffer buffer;
    if (before->size == 0 && has_type(input, &bytes_type))
        return bytes_of(own(input));
    if (!buffer_get(input, &buffer, false))
        return NULL;
    Bytes *whole = bytes_new(NULL, before->size + buffer.size);
    if (whole) {
        memcpy(whole->data, before->data, before->size);
        memcpy(whole->data + before->size, buffer.bytes, buffer.size);
    }
    buffer_release(&buffer);
    return whole;
}

/* `before` and the input are what the next text is made from. */
static bool take_snapshot(TextIO *text, const Bytes *before, Value input, uint32_t flags) {
    Bytes *whole = joined(before, input);
    if (!whole)
        return false;
    replace_value((Value *)(void *)&text->snapshot, value_of(whole));
    text->snapshot_flags = flags;
    return true;
}

static bool read_one_chunk(TextIO *text, size_t wanted, bool *at_end) {
    uint32_t flags = 0;
    Bytes *waiting = NULL;
    bool good = false;
    if (text->telling && !(waiting = text_decoder_state(text, &flags)))
        return false;
    Value input = read_binary(text, wanted);
    ptrdiff_t size = input ? object_length(input) : -1;
    if (size < 0)
        goto done;
    *at_end = size == 0;
    Str *str = text_decode(text, input, *at_end);
    if (!str)
        goto done;
    text->used = 0;
    text->bytes_per_character = str->length ? (double)size / (double)str->length : 0;
    replace_value((Value *)(void *)&text->decoded, value_of(str));
    good = !waiting || take_snapshot(text, waiting, input, flags);
done:
    decref_maybe(value_of(waiting));
    decref_maybe(input);
    return good;
}

static size_t ahead(const TextIO *text) {
    return text->decoded ? text->decoded->length - text->used : 0;
}

/* The next text into `decoded`, for a reader of so many characters (0: unknown): 1; 0 at the end;
 * -1 error. */
static int read_chunk(TextIO *text, size_t wanted) {
    bool at_end = false;
    do {
        if (!read_one_chunk(text, wanted, &at_end))
            return -1;
    } while (ahead(text) == 0 && !at_end);
    return ahead(text) != 0;
}

static bool check_readable(TextIO *text) {
    if (!text_check_open(text))
        return false;
    if (!text->readable)
        return raise_unsupported("not readable");
    return text->pending_size == 0 || text_flush_pending(text);
}

static Str *take(TextIO *text, size_t count) {
    if (count == 0)
        return str_empty();
    Str *part = str_substring(text->decoded, text->used, text->used + count);
    if (part)
        text->used += count;
    return part;
}

static Value read_all(TextIO *text) {
    Value input = call_method_0(text->binary, names.read);
    if (!input)
        return NULL;
    Str *rest = text_decode(text, input, true);
    decref(input);
    Str *before = rest ? take(text, ahead(text)) : NULL;
    Value result = NULL;
    if (before)
        result = before->length ? value_of(str_concat(before, rest)) : own(value_of(rest));
    decref_maybe(value_of(before));
    decref_maybe(value_of(rest));
    if (result)
        text_forget_decoded(text);
    return result;
}

Value text_read(Value self, Value *args) {
    TextIO *text = text_of(self);
    ptrdiff_t size;
    if (!io_size_argument(args[0], &size) || !check_readable(text))
        return NULL;
    if (size < 0)
        return read_all(text);
    if ((size_t)size <= ahead(text))
        return value_of(take(text, (size_t)size));
    StrBuilder builder;
    str_builder_init(&builder);
    for (size_t left = (size_t)size; left > 0;) {
        size_t count = ahead(text) < left ? ahead(text) : left;
        if (count) {
            str_builder_range(&builder, text->decoded, text->used, text->used + count);
            text->used += count;
            left -= count;
            continue;
        }
        int got = read_chunk(text, left);
        if (got == 0)
            break;
        if (got < 0) {
            str_builder_abandon(&builder);
            return NULL;
        }
    }
    return value_of(str_builder_finish(&builder));
}

/* ---- lines ---------------------------------------------------------------------------------- */

/* Puts what is left of `decoded` before the next chunk: a \r at its end may belong to a \r\n. */
static int read_behind(TextIO *text) {
    Str *left = take(text, ahead(text));
    if (!left)
        return -1;
    int got = read_chunk(text, 0);
    if (got >= 0 && text->decoded) {
        Str *both = str_concat(left, text->decoded);
        if (both)
            replace_value((Value *)(void *)&text->decoded, value_of(both));
        else
            got = -1;
    }
    GIVE_UP(left);
    return got;
}

/* How many of the characters ahead belong to the line, and whether it ends there. */
static size_t line_part(TextIO *text, size_t limit, bool *complete) {
    size_t end = line_end(text->decoded, text->used, text->mode.ends);
    size_t count = end ? end - text->used : ahead(text);
    *complete = end != 0 || count >= limit;
    return count > limit ? limit : count;
}

static bool ends_in_half_pair(const TextIO *text) {
    return text->mode.ends == LINES_CRLF && ahead(text) &&
           str_at(text->decoded, text->decoded->length - 1) == '\r';
}

/* The next line, at most `limit` characters; empty at the end. */
static Str *read_line(TextIO *text, size_t limit) {
    bool complete = false, building = false;
    StrBuilder builder;
    size_t length = 0;
    while (!complete) {
        int got = ahead(text) ? 1 : read_chunk(text, 0);
        if (got < 0)
            goto failed;
        if (got == 0)
            break;
        size_t count = line_part(text, limit - length, &complete);
        if (!complete && ends_in_half_pair(text)) {
            if (count > 1) {
                count--;
            } else {
                got = read_behind(text);
                if (got < 0)
                    goto failed;
                if (got > 0)
                    continue;
                complete = true;
            }
        }
        if (complete && !building)
            return take(text, count);
        if (!building)
            str_builder_init(&builder);
        building = true;
        str_builder_range(&builder, text->decoded, text->used, text->used + count);
        text->used += count;
        length += count;
    }
    return building ? str_builder_finish(&builder) : str_empty();
failed:
    if (building)
        str_builder_abandon(&builder);
    return NULL;
}

Value text_readline(Value self, Value *args) {
    ptrdiff_t limit;
    if (!io_size_argument(args[0], &limit) || !check_readable(text_of(self)))
        return NULL;
    return value_of(read_line(text_of(self), limit < 0 ? SIZE_MAX : (size_t)limit));
}

Next text_next(Value self, Value *item) {
    TextIO *text = text_of(self);
    if (!text_check_ready(text))
        return NEXT_ERROR;
    text->telling = false;
    if (!has_type(self, &text_io_wrapper_type)) { /* a subclass may have its own readline */
        *item = call_method_0(self, names.readline);
    } else {
        if (ahead(text) == 0 && !check_readable(text))
            return NEXT_ERROR;
        *item = value_of(read_line(text, SIZE_MAX));
    }
    if (!*item)
        return NEXT_ERROR;
    if (!is_str(*item)) {
        raise_error(&exc_OSError, "readline() should have returned a str object, not '%T'", *item);
        clear_value(item);
        return NEXT_ERROR;
    }
    if (str_of(*item)->length)
        return NEXT_ITEM;
    clear_value(item);
    clear_value((Value *)(void *)&text->snapshot);
    text->telling = text->seekable;
    return NEXT_DONE;
}
