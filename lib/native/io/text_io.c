/* TextIOWrapper: text over a binary file.
 *
 * Reading: a chunk of bytes is decoded whole; `decoded[used..]` is what the reader has not had yet.
 * Bytes of a character that the chunk cut in two wait in `undecoded`. The built-in codecs are
 * called directly; others through their incremental decoder and encoder. Writing: encoded bytes
 * collect in `pending` and go to the binary file when it is full, at a flush, or at a line's end
 * when line buffering. */
#include "lib/native/io/io.h"
#include "vm/codecs.h"

#include <string.h>

typedef struct TextIO {
    IOObject base;
    Value binary; /* owned; null: detached or not initialised */
    Str *encoding, *errors;
    Value newline; /* as given, owned */
    NewlineMode mode;
    unsigned seen;
    bool ready, detached, line_buffering, write_through, seekable, telling, has_read1;
    bool at_end;            /* the last chunk was the last */
    Value decoder, encoder; /* owned; null for built-in codecs */
    size_t chunk_size;
    Str *decoded; /* owned, may be null */
    size_t used;
    Bytes *chunk; /* the bytes that `decoded` was made from, for tell() */
    uint8_t undecoded[16];
    size_t undecoded_size;
    bool pending_cr;  /* a \r at the end of the chunk waits for its \n */
    bool wrote_mark;  /* utf-16, utf-32: the byte order mark has been written */
    uint8_t *pending; /* mem_ buffer of chunk_size */
    size_t pending_size;
} TextIO;

static TextIO *text_of(Value self) {
    return (TextIO *)(void *)object_of(self);
}

static bool check_ready(TextIO *text) {
    if (text->ready)
        return true;
    return raise_value_error(text->detached ? "underlying buffer has been detached"
                                            : "I/O operation on uninitialized object");
}

static bool check_open(TextIO *text) {
    if (!check_ready(text))
        return false;
    if (is_buffered(text->binary)) {
        Value raw = ((Buffered *)(void *)object_of(text->binary))->raw;
        if (raw && has_type(raw, &file_io_type))
            return ((FileIO *)(void *)object_of(raw))->descriptor >= 0 || raise_closed();
    }
    Answer closed = io_is_closed(text->binary);
    return closed == ANSWER_NO || (closed == ANSWER_YES && raise_closed());
}

/* ---- writing
 * --------------------------------------------------------------------------------------------- */

static bool write_bytes(TextIO *text, const uint8_t *bytes, size_t size) {
    Bytes *object = bytes_new(bytes, size);
    if (!object)
        return false;
    Value result = call_method_1(text->binary, names.write, value_of(object));
    decref_maybe(result);
    GIVE_UP(object);
    return result != NULL;
}

static bool flush_pending(TextIO *text) {
    size_t size = text->pending_size;
    text->pending_size = 0;
    return size == 0 || write_bytes(text, text->pending, size);
}

static bool add_pending(TextIO *text, const uint8_t *bytes, size_t size) {
    if (text->pending_size + size > text->chunk_size && !flush_pending(text))
        return false;
    if (size > text->chunk_size)
        return write_bytes(text, bytes, size);
    if (!text->pending && !(text->pending = mem_malloc(text->chunk_size)))
        return raise_no_memory();
    memcpy(text->pending + text->pending_size, bytes, size);
    text->pending_size += size;
    return text->pending_size < text->chunk_size || flush_pending(text);
}

static bool is_ascii_compatible(const Str *encoding) {
    return str_equal_c(encoding, "utf-8") || str_equal_c(encoding, "ascii") ||
           str_equal_c(encoding, "latin-1") || str_equal_c(encoding, "iso-8859-1") ||
           str_equal_c(encoding, "UTF-8") || str_equal_c(encoding, "utf8");
}

/* utf-16 and utf-32 begin with a mark, but only at the start of the file. */
static const char *encoding_now(TextIO *text) {
    const char *name = str_utf8(text->encoding, NULL);
    if (!name || !text->wrote_mark)
        return name;
    if (strcmp(name, "utf-16") == 0 || strcmp(name, "UTF-16") == 0)
        return "utf-16-le"; /* this machine's order */
    if (strcmp(name, "utf-32") == 0 || strcmp(name, "UTF-32") == 0)
        return "utf-32-le";
    if (strcmp(name, "utf-8-sig") == 0)
        return "utf-8";
    return name;
}

static Value encode(TextIO *text, Value str) {
    if (text->encoder)
        return call_method_1(text->encoder, names.encode, str);
    const char *encoding = encoding_now(text), *errors = str_utf8(text->errors, NULL);
    if (!encoding || !errors)
        return NULL;
    text->wrote_mark = true;
    return codec_encode(str, encoding, errors);
}

static bool write_str(TextIO *text, Str *str) {
    Str *translated = NULL;
    bool has_line_end =
        (text->mode.write || text->line_buffering) && line_end(str, 0, LINES_LF) != 0;
    bool needs_flush = text->write_through ||
                       (text->line_buffering && (has_line_end || line_end(str, 0, LINES_CR)));
    if (text->mode.write && has_line_end) {
        Str *from = str_from_character('\n'), *to = str_from_c(text->mode.write);
        Str *name = str_interned("replace");
        if (from && to && name)
            translated = str_of(call_method_2(value_of(str), name, value_of(from), value_of(to)));
        decref_maybe(value_of(from));
        decref_maybe(value_of(to));
        decref_maybe(value_of(name));
        if (!translated)
            return false;
        str = translated;
    }
    bool good;
    if (str->ascii && !text->encoder && is_ascii_compatible(text->encoding)) {
        good = add_pending(text, str->data, str->length);
    } else {
        Value bytes = encode(text, value_of(str));
        good = bytes &&
               (is_bytes(bytes) ||
                raise_type_error("encoder should return a bytes object, not '%T'", bytes)) &&
               add_pending(text, bytes_of(bytes)->data, bytes_of(bytes)->size);
        decref_maybe(bytes);
    }
    decref_maybe(value_of(translated));
    if (good && needs_flush)
        good = flush_pending(text);
    if (good && text->line_buffering && needs_flush)
        good = io_call(text->binary, "flush");
    return good;
}

/* What was read ahead no longer fits once something is written. */
static void forget_decoded(TextIO *text) {
    clear_value((Value *)(void *)&text->decoded);
    clear_value((Value *)(void *)&text->chunk);
    text->used = text->undecoded_size = 0;
    text->pending_cr = text->at_end = false;
}

static Value method_write(Value self, Value *args) {
    TextIO *text = text_of(self);
    if (!is_str(args[0]))
        return raise_type_error("write() argument must be str, not %T", args[0]);
    if (!check_open(text))
        return NULL;
    size_t length = str_of(args[0])->length;
    if (!write_str(text, str_of(args[0])))
        return NULL;
    forget_decoded(text);
    return value_of_small_int((int64_t)length);
}

/* ---- reading
 * -----------------------------------------------------------------------------------------------
 */

static Value decode_native(TextIO *text, const uint8_t *bytes, size_t size, bool final,
                           size_t *consumed) {
    Decoder decoder;
    Encoder encoder;
    Decoding decoding = {0};
    Encoding encoding = {0};
    const char *name = str_utf8(text->encoding, NULL), *errors = str_utf8(text->errors, NULL);
    if (!name || !errors)
        return NULL;
    if (!codec_find(name, &decoder, &decoding, &encoder, &encoding))
        return raise_error(&exc_LookupError, "unknown encoding: %s", name);
    decoding.bytes = bytes;
    decoding.size = size;
    decoding.errors = errors;
    decoding.final = final;
    Value result = decoding_run(decoder, &decoding);
    *consumed = decoding.at;
    return result;
}

/* Decodes `bytes` after what waits; keeps back an incomplete character and a last \r. */
static Str *decode(TextIO *text, const uint8_t *bytes, size_t size, bool final) {
    Value result;
    if (text->decoder) {
        Bytes *object = bytes_new(bytes, size);
        if (!object)
            return NULL;
        result = call_method_2(text->decoder, names.decode, value_of(object), value_of_bool(final));
        GIVE_UP(object);
    } else if (text->undecoded_size || !final) {
        size_t total = text->undecoded_size + size, consumed;
        uint8_t *joined = mem_malloc(total);
        if (!joined)
            return raise_no_memory();
        memcpy(joined, text->undecoded, text->undecoded_size);
        memcpy(joined + text->undecoded_size, bytes, size);
        result = decode_native(text, joined, total, final, &consumed);
        size_t left = result ? total - consumed : 0;
        if (left > sizeof text->undecoded)
            left = 0;
        memcpy(text->undecoded, joined + total - left, left);
        text->undecoded_size = left;
        mem_free(joined);
    } else {
        size_t consumed;
        result = decode_native(text, bytes, size, true, &consumed);
    }
    if (!result)
        return NULL;
    if (!is_str(result)) {
        raise_type_error("decoder should return a string result, not '%T'", result);
        decref(result);
        return NULL;
    }
    Str *str = str_of(result);
    if (text->pending_cr && (str->length || final)) {
        Str *mark = str_from_character('\r'), *joined = mark ? str_concat(mark, str) : NULL;
        decref_maybe(value_of(mark));
        GIVE_UP(str);
        if (!(str = joined))
            return NULL;
        text->pending_cr = false;
    }
    bool universal = text->mode.translate_read || text->mode.ends == LINES_UNIVERSAL;
    if (universal && !final && str->length && str_at(str, str->length - 1) == '\r') {
        Str *shorter = str_substring(str, 0, str->length - 1);
        GIVE_UP(str);
        if (!(str = shorter))
            return NULL;
        text->pending_cr = true;
    }
    return text->mode.translate_read ? newlines_translate_steal(str, &text->seen) : str;
}

/* The next chunk into `decoded`: 1; 0 at the end; -1 error. */
static int read_chunk(TextIO *text) {
    Value bytes;
    do {
        if (is_buffered(text->binary) && text->chunk_size == IO_BUFFER_SIZE) {
            Value size = value_of_small_int((int64_t)text->chunk_size);
            bytes = io_call_method(text->binary, "read1", size);
        } else {
            bytes = io_call_method(text->binary, text->has_read1 ? "read1" : "read",
                                   value_of_small_int((int64_t)text->chunk_size));
        }
        if (!bytes)
            return -1;
        if (bytes == NONE)
            return 0;
        if (!is_bytes(bytes)) {
            raise_type_error("underlying %s() should have returned a bytes-like object, not '%T'",
                             text->has_read1 ? "read1" : "read", bytes);
            decref(bytes);
            return -1;
        }
        bool final = bytes_of(bytes)->size == 0;
        Bytes *chunk;
        if (text->undecoded_size || text->pending_cr) { /* for tell: what the text is made from */
            size_t before = text->undecoded_size + text->pending_cr;
            chunk = bytes_new(NULL, before + bytes_of(bytes)->size);
            if (chunk) {
                if (text->pending_cr)
                    chunk->data[0] = '\r';
                memcpy(chunk->data + text->pending_cr, text->undecoded, text->undecoded_size);
                memcpy(chunk->data + before, bytes_of(bytes)->data, bytes_of(bytes)->size);
            }
        } else {
            chunk = bytes_of(own(bytes));
        }
        Str *str = chunk ? decode(text, bytes_of(bytes)->data, bytes_of(bytes)->size, final) : NULL;
        decref(bytes);
        if (!str) {
            decref_maybe(value_of(chunk));
            return -1;
        }
        replace_value((Value *)(void *)&text->decoded, value_of(str));
        replace_value((Value *)(void *)&text->chunk, value_of(chunk));
        text->used = 0;
        text->at_end = final;
        if (final)
            return str->length > 0;
    } while (text->decoded->length == 0);
    return 1;
}

static bool check_readable(TextIO *text) {
    if (!check_open(text))
        return false;
    if (text->pending_size && !flush_pending(text))
        return false;
    if (is_buffered(text->binary))
        return ((Buffered *)(void *)object_of(text->binary))->readable ||
               raise_unsupported("not readable");
    Value answer = io_call_method(text->binary, "readable", NULL);
    if (!answer)
        return false;
    Answer truth = object_truth(answer);
    decref(answer);
    return truth == ANSWER_YES || (truth == ANSWER_NO && raise_unsupported("not readable"));
}

static size_t ahead(const TextIO *text) {
    return text->decoded ? text->decoded->length - text->used : 0;
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
    Value bytes = call_method_0(text->binary, names.read);
    if (!bytes)
        return NULL;
    if (bytes == NONE || !is_bytes(bytes)) {
        if (bytes != NONE)
            raise_type_error("underlying read() should have returned a bytes object, not '%T'",
                             bytes);
        else
            raise_error(&exc_BlockingIOError, "no data available");
        decref(bytes);
        return NULL;
    }
    Str *before = take(text, ahead(text));
    Str *rest = before ? decode(text, bytes_of(bytes)->data, bytes_of(bytes)->size, true) : NULL;
    decref(bytes);
    Value result = NULL;
    if (rest)
        result = value_of(before->length ? str_concat(before, rest) : (OWN(rest), rest));
    decref_maybe(value_of(before));
    decref_maybe(value_of(rest));
    if (result) {
        clear_value((Value *)(void *)&text->decoded);
        clear_value((Value *)(void *)&text->chunk);
        text->used = 0;
    }
    return result;
}

static Value method_read(Value self, Value *args) {
    TextIO *text = text_of(self);
    ptrdiff_t size;
    if (!io_size_argument(args[0], &size) || !check_readable(text))
        return NULL;
    if (size < 0)
        return read_all(text);
    StrBuilder builder;
    str_builder_init(&builder);
    while (size > 0) {
        size_t count = ahead(text);
        if (count == 0) {
            int got = read_chunk(text);
            if (got < 0) {
                str_builder_abandon(&builder);
                return NULL;
            }
            if (got == 0)
                break;
            continue;
        }
        if (count > (size_t)size)
            count = (size_t)size;
        str_builder_range(&builder, text->decoded, text->used, text->used + count);
        text->used += count;
        size -= (ptrdiff_t)count;
    }
    return value_of(str_builder_finish(&builder));
}

/* The next line, at most `limit` characters; empty at the end. */
static Str *read_line(TextIO *text, ptrdiff_t limit) {
    StrBuilder builder;
    bool building = false;
    size_t length = 0;
    for (;;) {
        if (ahead(text) == 0) {
            int got = read_chunk(text);
            if (got < 0) {
                if (building)
                    str_builder_abandon(&builder);
                return NULL;
            }
            if (got == 0)
                break;
        }
        size_t end = line_end(text->decoded, text->used, text->mode.ends);
        bool complete = end != 0;
        size_t count = (complete ? end : text->decoded->length) - text->used;
        /* \r\n may be cut by the chunk: keep the \r for the next one. */
        if (!complete && text->mode.ends == LINES_CRLF && !text->at_end && count > 1 &&
            str_at(text->decoded, text->decoded->length - 1) == '\r')
            count--;
        else if (!complete && text->mode.ends == LINES_CRLF && !text->at_end && count == 1 &&
                 str_at(text->decoded, text->used) == '\r') {
            Str *old = text->decoded;
            size_t kept = text->used;
            OWN(old);
            int got = read_chunk(text);
            Str *joined = got > 0 ? str_concat(old, text->decoded) : NULL;
            GIVE_UP(old);
            if (got < 0 || (got > 0 && !joined)) {
                if (building)
                    str_builder_abandon(&builder);
                return NULL;
            }
            if (joined) {
                replace_value((Value *)(void *)&text->decoded, value_of(joined));
                text->used = kept;
                continue;
            }
            complete = true;
        }
        if (limit >= 0 && length + count >= (size_t)limit) {
            count = (size_t)limit - length;
            complete = true;
        }
        if (complete && !building)
            return take(text, count);
        if (!building)
            str_builder_init(&builder);
        building = true;
        str_builder_range(&builder, text->decoded, text->used, text->used + count);
        text->used += count;
        length += count;
        if (complete)
            break;
    }
    return building ? str_builder_finish(&builder) : str_empty();
}

static Value method_readline(Value self, Value *args) {
    ptrdiff_t limit;
    if (!io_size_argument(args[0], &limit) || !check_readable(text_of(self)))
        return NULL;
    return value_of(read_line(text_of(self), limit));
}

static Next next(Value self, Value *item) {
    TextIO *text = text_of(self);
    if (!has_type(self, &text_io_wrapper_type)) {
        *item = call_method_0(self, names.readline);
    } else {
        if (ahead(text) == 0 && !check_readable(text))
            return NEXT_ERROR;
        text->telling = false;
        *item = value_of(read_line(text, -1));
    }
    if (!*item)
        return NEXT_ERROR;
    if (!is_str(*item) || str_of(*item)->length)
        return NEXT_ITEM;
    clear_value(item);
    text->telling = text->seekable;
    return NEXT_DONE;
}

/* ---- position
 * ------------------------------------------------------------------------------------------------
 */

/* The bytes of the chunk that the characters before `used` were decoded from. */
static bool bytes_used(TextIO *text, size_t *size) {
    const Bytes *chunk = text->chunk;
    if (text->used == text->decoded->length && text->undecoded_size == 0 && !text->pending_cr) {
        *size = chunk->size;
        return true;
    }
    if (is_ascii_compatible(text->encoding)) {
        bool utf8 = str_equal_c(text->encoding, "utf-8") || str_equal_c(text->encoding, "UTF-8") ||
                    str_equal_c(text->encoding, "utf8");
        size_t at = 0;
        for (size_t i = 0; i < text->used && at < chunk->size; i++) {
            if (text->mode.translate_read && chunk->data[at] == '\r' && at + 1 < chunk->size &&
                chunk->data[at + 1] == '\n')
                at++;
            at++;
            while (utf8 && at < chunk->size && (chunk->data[at] & 0xc0) == 0x80)
                at++;
        }
        *size = at;
        return true;
    }
    Str *part = str_substring(text->decoded, 0, text->used);
    const char *errors = str_utf8(text->errors, NULL), *name = str_utf8(text->encoding, NULL);
    Value bytes = part && errors && name ? codec_encode(value_of(part), name, errors) : NULL;
    decref_maybe(value_of(part));
    if (!bytes)
        return false;
    *size = bytes_of(bytes)->size;
    decref(bytes);
    return true;
}

static Value method_tell(Value self, Value *args) {
    TextIO *text = text_of(self);
    int64_t at;
    size_t used = 0;
    if (!check_open(text))
        return NULL;
    if (!text->seekable)
        return raise_unsupported("underlying stream is not seekable");
    if (!text->telling)
        return raise_error(&exc_OSError, "telling position disabled by next() call");
    if (!flush_pending(text) || !io_call(text->binary, "flush"))
        return NULL;
    Value position = io_call_method(text->binary, "tell", NULL);
    if (!position || !text->decoded || !text->chunk)
        return position;
    bool good = io_offset(position, &at) && bytes_used(text, &used);
    decref(position);
    if (!good)
        return NULL;
    return value_from_int64(at - (int64_t)text->chunk->size + (int64_t)used);
}

static Value method_seek(Value self, Value *args) {
    TextIO *text = text_of(self);
    int64_t offset;
    int whence = 0;
    if (!check_open(text) || (args[1] && !int_as_int(args[1], &whence)))
        return NULL;
    if (!text->seekable)
        return raise_unsupported("underlying stream is not seekable");
    if (!io_offset(args[0], &offset))
        return NULL;
    if (whence == 1 && offset != 0)
        return raise_unsupported("can't do nonzero cur-relative seeks");
    if (whence == 2 && offset != 0)
        return raise_unsupported("can't do nonzero end-relative seeks");
    if (whence < 0 || whence > 2)
        return raise_value_error("invalid whence (%d, should be 0, 1 or 2)", whence);
    if (whence == 1) {
        Value at = method_tell(self, NULL);
        if (!at || !io_offset(at, &offset))
            return NULL;
        decref(at);
        whence = 0;
    }
    if (whence == 0 && offset < 0)
        return raise_value_error("negative seek position %zd", (ptrdiff_t)offset);
    if (!flush_pending(text) || !io_call(text->binary, "flush"))
        return NULL;
    Value position = value_from_int64(offset);
    Value result =
        position ? call_method_2(text->binary, names.seek, position, value_of_small_int(whence))
                 : NULL;
    decref_maybe(position);
    if (!result)
        return NULL;
    forget_decoded(text);
    text->telling = text->seekable;
    text->wrote_mark = offset != 0 || whence != 0;
    if (text->decoder && !io_call(text->decoder, "reset"))
        clear_value(&result);
    return result;
}

static Value method_truncate(Value self, Value *args) {
    TextIO *text = text_of(self);
    if (!check_open(text) || !io_call(self, "flush"))
        return NULL;
    return io_call_method(text->binary, "truncate", args[0] ? args[0] : NONE);
}

/* ---- making
 * ---------------------------------------------------------------------------------------------------------
 */

static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    TextIO *text = type_allocate(type, 0);
    if (text && type == &text_io_wrapper_type)
        mem_gc_track(text);
    return value_of(text);
}

static bool is_builtin_codec(const char *name) {
    Decoder decoder;
    Encoder encoder;
    Decoding decoding = {0};
    Encoding encoding = {0};
    return codec_find(name, &decoder, &decoding, &encoder, &encoding);
}

static Value codec_part(Value info, const char *factory, Value errors) {
    Value make = io_call_method(info, factory, NULL), part = NULL;
    if (make && make != NONE)
        part = call_1(make, errors);
    decref_maybe(make);
    return part;
}

static bool set_codec(TextIO *text, Str *encoding, Str *errors) {
    const char *name = str_utf8(encoding, NULL), *handler = str_utf8(errors, NULL);
    if (!name || !handler)
        return false;
    clear_value(&text->decoder);
    clear_value(&text->encoder);
    if (!is_builtin_codec(name)) {
        Value info = codec_lookup(name);
        if (!info)
            return false;
        text->decoder = codec_part(info, "?incrementaldecoder", value_of(errors));
        if (!exception_pending())
            text->encoder = codec_part(info, "?incrementalencoder", value_of(errors));
        decref(info);
        if (exception_pending())
            return false;
    }
    OWN(encoding);
    OWN(errors);
    replace_value((Value *)(void *)&text->encoding, value_of(encoding));
    replace_value((Value *)(void *)&text->errors, value_of(errors));
    return true;
}

/* The encoding argument: None and "locale" are UTF-8, as in the UTF-8 mode. */
static Str *encoding_argument(Value argument) {
    if (!argument || argument == NONE)
        return str_interned("utf-8");
    if (!is_str(argument))
        return raise_type_error("TextIOWrapper() argument 'encoding' must be str or None, not %T",
                                argument);
    if (str_equal_c(str_of(argument), "locale"))
        return str_interned("utf-8");
    return str_of(own(argument));
}

static bool truth_argument(Value argument, bool *truth) {
    if (!argument)
        return true;
    Answer answer = object_truth(argument);
    *truth = answer == ANSWER_YES;
    return answer != ANSWER_ERROR;
}

static bool init(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature =
        SIGNATURE("TextIOWrapper(buffer, encoding=None, errors=None, newline=None, "
                  "line_buffering=False, write_through=False)");
    Value bound[6];
    TextIO *text = text_of(self);
    text->ready = false;
    if (!arguments_bind(&signature, args, count, keywords, bound) ||
        !newline_mode(bound[3], &text->mode) || !truth_argument(bound[4], &text->line_buffering) ||
        !truth_argument(bound[5], &text->write_through))
        return false;
    Value errors_value =
        bound[2] && bound[2] != NONE ? own(bound[2]) : value_of(str_interned("strict"));
    if (!errors_value)
        return false;
    if (!is_str(errors_value)) {
        raise_type_error("TextIOWrapper() argument 'errors' must be str or None, not %T",
                         errors_value);
        decref(errors_value);
        return false;
    }
    Str *encoding = encoding_argument(bound[1]);
    bool good = encoding && set_codec(text, encoding, str_of(errors_value));
    decref_maybe(value_of(encoding));
    decref(errors_value);
    if (!good)
        return false;
    replace_value(&text->newline, own(bound[3] ? bound[3] : NONE));
    replace_value(&text->binary, own(bound[0]));
    forget_decoded(text);
    text->seen = 0;
    text->pending_size = 0;
    text->chunk_size = IO_BUFFER_SIZE;
    text->detached = false;
    text->has_read1 = is_buffered(bound[0]);
    if (!text->has_read1) {
        Value method;
        Str *name = str_interned("read1");
        Lookup found = name ? attribute_lookup(bound[0], name, &method) : LOOKUP_ERROR;
        decref_maybe(value_of(name));
        if (found == LOOKUP_ERROR)
            return false;
        text->has_read1 = found == LOOKUP_FOUND;
        if (found == LOOKUP_FOUND)
            decref(method);
    }
    Value seekable = io_call_method(bound[0], "seekable", NULL);
    Answer answer = seekable ? object_truth(seekable) : ANSWER_ERROR;
    decref_maybe(seekable);
    if (answer == ANSWER_ERROR)
        return false;
    text->seekable = text->telling = answer == ANSWER_YES;
    text->wrote_mark = false;
    text->ready = true;
    if (text->seekable && !is_ascii_compatible(text->encoding)) { /* appending: no second mark */
        Value at = io_call_method(bound[0], "tell", NULL);
        int64_t offset = 0;
        if (!at || !io_offset(at, &offset))
            exception_clear();
        decref_maybe(at);
        text->wrote_mark = offset != 0;
    }
    return true;
}

static Value method_reconfigure(Value self, Value *args) {
    TextIO *text = text_of(self);
    if (!check_ready(text))
        return NULL;
    if (text->decoded && (args[0] || args[1] || args[2])) {
        bool changes = (args[0] && args[0] != NONE) || (args[1] && args[1] != NONE) || args[2];
        if (changes)
            return raise_unsupported("It is not possible to set the encoding or newline of stream "
                                     "after the first read");
    }
    if (args[2]) {
        if (!newline_mode(args[2], &text->mode))
            return NULL;
        replace_value(&text->newline, own(args[2]));
    }
    if ((args[3] && args[3] != NONE && !truth_argument(args[3], &text->line_buffering)) ||
        (args[4] && args[4] != NONE && !truth_argument(args[4], &text->write_through)) ||
        !io_call(self, "flush"))
        return NULL;
    bool new_encoding = args[0] && args[0] != NONE, new_errors = args[1] && args[1] != NONE;
    if (new_encoding || new_errors) {
        Str *encoding = new_encoding ? encoding_argument(args[0]) : text->encoding;
        Value errors = new_errors     ? own(args[1])
                       : new_encoding ? value_of(str_interned("strict"))
                                      : own(value_of(text->errors));
        if (!encoding || !errors)
            return NULL;
        if (!new_encoding)
            OWN(encoding);
        bool good = (is_str(errors) || raise_type_error("errors must be str")) &&
                    set_codec(text, encoding, str_of(errors));
        GIVE_UP(encoding);
        decref(errors);
        if (!good)
            return NULL;
    }
    return NONE;
}

/* ---- methods
 * ------------------------------------------------------------------------------------------------------------
 */

static Value method_flush(Value self, Value *args) {
    TextIO *text = text_of(self);
    if (!check_open(text))
        return NULL;
    text->telling = text->seekable;
    return flush_pending(text) ? io_call_method(text->binary, "flush", NULL) : NULL;
}

static Value method_close(Value self, Value *args) {
    TextIO *text = text_of(self);
    if (!check_ready(text))
        return NULL;
    Answer closed = io_is_closed(text->binary);
    if (closed != ANSWER_NO)
        return closed == ANSWER_YES ? NONE : NULL;
    Value flush_error = io_call(self, "flush") ? NULL : exception_fetch();
    bool good = io_call(text->binary, "close");
    text->base.closing = true;
    forget_decoded(text);
    if (flush_error) {
        if (!good)
            exception_clear();
        exception_restore_steal(flush_error);
        return NULL;
    }
    return good ? NONE : NULL;
}

static Value method_detach(Value self, Value *args) {
    TextIO *text = text_of(self);
    if (!check_ready(text) || !io_call(self, "flush"))
        return NULL;
    Value binary = text->binary;
    text->binary = NULL;
    text->ready = false;
    text->detached = true;
    return binary;
}

#define DELEGATE(name)                                                                             \
    static Value method_##name(Value self, Value *args) {                                          \
        return check_ready(text_of(self)) ? io_call_method(text_of(self)->binary, #name, NULL)     \
                                          : NULL;                                                  \
    }
DELEGATE(fileno)
DELEGATE(isatty)
DELEGATE(seekable)
DELEGATE(readable)
DELEGATE(writable)

static Value get_closed(Value self) {
    return check_ready(text_of(self)) ? io_call_method(text_of(self)->binary, "?closed", NULL)
                                      : NULL;
}
static Value get_name(Value self) {
    return check_ready(text_of(self)) ? io_call_method(text_of(self)->binary, "?name", NULL) : NULL;
}
static Value get_buffer(Value self) {
    return check_ready(text_of(self)) ? own(text_of(self)->binary) : NULL;
}
static Value get_encoding(Value self) {
    return check_ready(text_of(self)) ? own(value_of(text_of(self)->encoding)) : NULL;
}
static Value get_errors(Value self) {
    return check_ready(text_of(self)) ? own(value_of(text_of(self)->errors)) : NULL;
}
static Value get_newlines(Value self) {
    return newlines_seen_value(text_of(self)->mode.translate_read ? text_of(self)->seen : 0);
}
static Value get_line_buffering(Value self) {
    return value_of_bool(text_of(self)->line_buffering);
}
static Value get_write_through(Value self) {
    return value_of_bool(text_of(self)->write_through);
}
static Value get_chunk_size(Value self) {
    return value_of_small_int((int64_t)text_of(self)->chunk_size);
}
static bool set_chunk_size(Value self, Value value) {
    ptrdiff_t size;
    TextIO *text = text_of(self);
    if (!value)
        return raise_attribute_error("cannot delete attribute");
    if (!object_index_as_size(value, &size, &exc_ValueError))
        return false;
    if (size <= 0)
        return raise_value_error("a strictly positive integer is required");
    if (!flush_pending(text))
        return false;
    mem_free(text->pending);
    text->pending = NULL;
    text->chunk_size = (size_t)size;
    return true;
}

static Value repr(Value self) {
    TextIO *text = text_of(self);
    if (!text->ready)
        return value_of(str_format("<_io.TextIOWrapper>"));
    Value name = NULL, mode = NULL;
    if (attribute_lookup(self, names.name, &name) == LOOKUP_ERROR ||
        attribute_lookup(self, names.mode, &mode) == LOOKUP_ERROR)
        exception_clear();
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_c(&builder, "<_io.TextIOWrapper");
    if (name) {
        str_builder_c(&builder, " name=");
        str_builder_repr(&builder, name);
    }
    if (mode) {
        str_builder_c(&builder, " mode=");
        str_builder_repr(&builder, mode);
    }
    str_builder_c(&builder, " encoding=");
    str_builder_repr(&builder, value_of(text->encoding));
    str_builder_c(&builder, ">");
    decref_maybe(name);
    decref_maybe(mode);
    return value_of(str_builder_finish(&builder));
}

static void finalize(Object *object) {
    if (((TextIO *)object)->ready)
        io_finalize(object);
}

static void clear_fields(TextIO *text) {
    text->ready = false;
    clear_value(&text->binary);
    clear_value(&text->newline);
    clear_value(&text->decoder);
    clear_value(&text->encoder);
    clear_value((Value *)(void *)&text->encoding);
    clear_value((Value *)(void *)&text->errors);
    forget_decoded(text);
}
static void give_up(Object *object) {
    clear_fields((TextIO *)object);
    mem_free(((TextIO *)object)->pending);
}
static void dealloc(Object *object) {
    io_dealloc(object, give_up);
}
static void traverse(Object *object, MemVisit visit, void *context) {
    TextIO *text = (TextIO *)object;
    instance_word_traverse(object, visit, context);
    visit_value(text->binary, visit, context);
    visit_value(text->newline, visit, context);
    visit_value(text->decoder, visit, context);
    visit_value(text->encoder, visit, context);
    visit_value(value_of(text->encoding), visit, context);
    visit_value(value_of(text->errors), visit, context);
    visit_value(value_of(text->decoded), visit, context);
    visit_value(value_of(text->chunk), visit, context);
}
static void clear(Object *object) {
    instance_word_clear(object);
    clear_fields((TextIO *)object);
}

static const NativeMethod methods[] = {
    NATIVE("read($self, size=-1, /)", method_read, NULL),
    NATIVE("readline($self, size=-1, /)", method_readline, NULL),
    NATIVE("write($self, text, /)", method_write, NULL),
    NATIVE("flush($self, /)", method_flush, NULL),
    NATIVE("close($self, /)", method_close, NULL),
    NATIVE("detach($self, /)", method_detach, NULL),
    NATIVE("reconfigure($self, /, *, encoding=None, errors=None, newline=None, "
           "line_buffering=None, write_through=None)",
           method_reconfigure, "Reconfigure the text stream with new parameters."),
    NATIVE("seek($self, cookie, whence=0, /)", method_seek, NULL),
    NATIVE("tell($self, /)", method_tell, NULL),
    NATIVE("truncate($self, pos=None, /)", method_truncate, NULL),
    NATIVE("fileno($self, /)", method_fileno, NULL),
    NATIVE("isatty($self, /)", method_isatty, NULL),
    NATIVE("seekable($self, /)", method_seekable, NULL),
    NATIVE("readable($self, /)", method_readable, NULL),
    NATIVE("writable($self, /)", method_writable, NULL),
    NATIVE_END,
};
static const NativeGetSet getsets[] = {
    {"closed", get_closed, NULL, NULL},
    {"name", get_name, NULL, NULL},
    {"buffer", get_buffer, NULL, NULL},
    {"encoding", get_encoding, NULL, NULL},
    {"errors", get_errors, NULL, NULL},
    {"newlines", get_newlines, NULL, NULL},
    {"line_buffering", get_line_buffering, NULL, NULL},
    {"write_through", get_write_through, NULL, NULL},
    {"_CHUNK_SIZE", get_chunk_size, set_chunk_size, NULL},
    {NULL, NULL, NULL, NULL},
};

Type text_io_wrapper_type = {
    IO_TYPE_INIT("_io.TextIOWrapper", TextIO, dealloc, traverse, clear),
    .mem.finalize = finalize,
    .base = &text_io_base_type,
    .doc = "Character and line based layer over a BufferedIOBase object, buffer.",
    .new = new,
    .init = init,
    .repr = repr,
    .next = next,
    .methods = methods,
    .getsets = getsets,
};
