/* The type TextIOWrapper: making one, its attributes, closing. text_io.h says what is where. */
#include "lib/native/io/text_io.h"
#include "vm/objects/repr_guard.h"
#include "vm/sys.h"

#include <string.h>

bool text_check_ready(TextIO *text) {
    if (text->ready)
        return true;
    return raise_value_error(text->detached ? "underlying buffer has been detached"
                                            : "I/O operation on uninitialized object");
}

bool text_check_open(TextIO *text) {
    if (!text_check_ready(text))
        return false;
    if (is_buffered(text->binary)) {
        Value raw = ((Buffered *)(void *)object_of(text->binary))->raw;
        if (raw && has_type(raw, &file_io_type))
            return ((FileIO *)(void *)object_of(raw))->descriptor >= 0 || raise_closed();
    }
    Answer closed = io_is_closed(text->binary);
    return closed == ANSWER_NO || (closed == ANSWER_YES && raise_closed());
}

/* While a call is under way, its file cannot be made anew or let go. */
static bool check_idle(const TextIO *text) {
    if (text->calls == 0)
        return true;
    return raise_runtime_error("reentrant call inside %T", value_of(text));
}

static Value while_under_way(Value self, Value *args, Value (*method)(Value, Value *)) {
    text_of(self)->calls++;
    Value result = method(self, args);
    text_of(self)->calls--;
    return result;
}

/* ---- arguments ------------------------------------------------------------------------------ */

/* A str that UTF-8 can encode: borrowed, or `usual` for None. */
static Str *text_argument(Value argument, const char *function, const char *name, Str *usual) {
    if (!argument || argument == NONE)
        return usual;
    if (!is_str(argument))
        return raise_type_error("%s() argument '%s' must be str or None, not %T", function, name,
                                argument);
    return str_utf8(str_of(argument), NULL) ? str_of(argument) : NULL;
}

/* None and "locale": this implementation knows no other locale than UTF-8. Owned. */
static Str *encoding_argument(Value argument, const char *function) {
    Str *usual = str_interned(settings.utf8_mode > 0 ? "utf-8" : "UTF-8");
    Str *given = usual ? text_argument(argument, function, "encoding", usual) : NULL;
    if (given && str_equal_c(given, "locale"))
        given = usual;
    if (given)
        OWN(given);
    decref_maybe(value_of(usual));
    return given;
}

static Str *errors_argument(Value argument, const char *function, Str *usual) {
    Str *given = text_argument(argument, function, "errors", usual);
    if (given)
        OWN(given);
    return given;
}

static bool truth_argument(Value argument, bool *truth) {
    if (!argument)
        return true;
    Answer answer = object_truth(argument);
    *truth = answer == ANSWER_YES;
    return answer != ANSWER_ERROR;
}

static bool check_no_nul(Str *str) {
    size_t size;
    const char *utf8 = str_utf8(str, &size);
    return utf8 && (strlen(utf8) == size || raise_value_error("embedded null character"));
}

/* reconfigure() takes numbers, and None for what stays as it is. */
static bool number_argument(Value argument, bool *truth) {
    int number;
    if (!argument || argument == NONE)
        return true;
    if (!int_as_int(argument, &number))
        return false;
    *truth = number != 0;
    return true;
}

/* In development mode an unknown error handler is noticed before it is needed. */
static bool check_errors(Str *errors) {
    if (settings.dev_mode <= 0)
        return true;
    const char *name = str_utf8(errors, NULL);
    Value handler = name ? codec_lookup_error(name) : NULL;
    decref_maybe(handler);
    return handler;
}

/* ---- making --------------------------------------------------------------------------------- */

static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    TextIO *text = type_allocate(type, 0);
    if (text)
        mem_gc_track(text);
    return value_of(text);
}

static bool has_method(Value object, const char *name, bool *has) {
    Value method = NULL;
    Str *str = str_interned(name);
    Lookup found = str ? attribute_lookup(object, str, &method) : LOOKUP_ERROR;
    decref_maybe(value_of(str));
    decref_maybe(method);
    *has = found == LOOKUP_FOUND;
    return found != LOOKUP_ERROR;
}

static bool ask(Value file, const char *name, bool *truth) {
    Answer answer = io_ask(file, name);
    *truth = answer == ANSWER_YES;
    return answer != ANSWER_ERROR;
}

/* Behind bytes that are there already no byte order mark is written. */
static bool set_encoder_start(TextIO *text) {
    if (!text->seekable || !text->encoder)
        return true;
    Value position = io_call_method(text->binary, "tell", NULL);
    int64_t at;
    bool good = position && io_offset(position, &at);
    decref_maybe(position);
    return good && (at == 0 || text_encoder_set(text, false));
}

/* The next one will be of the size that chunks have then. */
static void drop_pending(TextIO *text) {
    mem_free(text->pending);
    text->pending = NULL;
    text->pending_size = 0;
}

static bool set_up(TextIO *text, Value binary, Str *encoding, Str *errors) {
    if (!ask(binary, "readable", &text->readable) || !ask(binary, "writable", &text->writable) ||
        !text_set_codec(text, encoding, errors) || !has_method(binary, "read1", &text->has_read1) ||
        !ask(binary, "seekable", &text->seekable))
        return false;
    if (!check_idle(text))
        return false;
    io_set_lower_steal(&text->binary, own(binary), &text->base);
    text_forget_decoded(text);
    text->telling = text->seekable;
    text->seen = 0;
    drop_pending(text);
    text->chunk_size = IO_BUFFER_SIZE;
    text->detached = false;
    return set_encoder_start(text);
}

static bool init(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature =
        SIGNATURE("TextIOWrapper(buffer, encoding=None, errors=None, newline=None, "
                  "line_buffering=False, write_through=False)");
    Value bound[6];
    TextIO *text = text_of(self);
    if (!check_idle(text))
        return false;
    text->ready = false;
    text->line_buffering = text->write_through = false;
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return false;
    if ((!bound[1] || bound[1] == NONE) && settings.warn_default_encoding &&
        !warn(&exc_EncodingWarning, 1, "'encoding' argument not specified"))
        return false;
    Str *strict = str_interned("strict");
    Str *encoding = encoding_argument(bound[1], "TextIOWrapper");
    Str *errors = strict ? errors_argument(bound[2], "TextIOWrapper", strict) : NULL;
    text->ready = encoding && errors && check_no_nul(encoding) && check_no_nul(errors) &&
                  check_errors(errors) && newline_mode(bound[3], "TextIOWrapper", &text->mode) &&
                  truth_argument(bound[4], &text->line_buffering) &&
                  truth_argument(bound[5], &text->write_through) &&
                  set_up(text, bound[0], encoding, errors);
    decref_maybe(value_of(strict));
    decref_maybe(value_of(encoding));
    decref_maybe(value_of(errors));
    return text->ready;
}

/* ---- reconfigure ---------------------------------------------------------------------------- */

static bool change_codec(TextIO *text, Value encoding_value, Value errors_value) {
    bool new_encoding = encoding_value && encoding_value != NONE;
    Str *strict = str_interned("strict"), *encoding, *errors;
    if (!strict)
        return false;
    if (new_encoding) {
        encoding = encoding_argument(encoding_value, "reconfigure");
    } else {
        encoding = text->encoding;
        OWN(encoding);
    }
    errors = errors_argument(errors_value, "reconfigure", new_encoding ? strict : text->errors);
    bool good =
        encoding && errors && text_set_codec(text, encoding, errors) && set_encoder_start(text);
    GIVE_UP(strict);
    decref_maybe(value_of(encoding));
    decref_maybe(value_of(errors));
    return good;
}

static Value reconfigure(Value self, Value *args) {
    TextIO *text = text_of(self);
    bool line_buffering = text->line_buffering, write_through = text->write_through;
    bool changes_codec = (args[0] && args[0] != NONE) || (args[1] && args[1] != NONE);
    NewlineMode mode = text->mode;
    if (!text_check_ready(text))
        return NULL;
    if (text->decoded && (changes_codec || args[2]))
        return raise_unsupported("It is not possible to set the encoding or newline of stream "
                                 "after the first read");
    if ((args[2] && !newline_mode(args[2], "reconfigure", &mode)) ||
        !number_argument(args[3], &line_buffering) || !number_argument(args[4], &write_through) ||
        !io_call(self, "flush"))
        return NULL;
    if (changes_codec && !change_codec(text, args[0], args[1]))
        return NULL;
    text->mode = mode;
    text->line_buffering = line_buffering;
    text->write_through = write_through;
    return NONE;
}

/* ---- methods -------------------------------------------------------------------------------- */

static Value truncate_binary(Value self, Value *args) {
    TextIO *text = text_of(self);
    if (!text_check_open(text) || !io_call(self, "flush"))
        return NULL;
    return io_call_method(text->binary, "truncate", args[0] ? args[0] : NONE);
}

static Value flush(Value self, Value *args) {
    TextIO *text = text_of(self);
    if (!text_check_open(text))
        return NULL;
    text->telling = text->seekable;
    return text_flush_pending(text) ? io_call_method(text->binary, "flush", NULL) : NULL;
}

static Value method_close(Value self, Value *args) {
    TextIO *text = text_of(self);
    if (!text_check_ready(text))
        return NULL;
    Answer closed = io_is_closed(text->binary);
    if (closed != ANSWER_NO)
        return closed == ANSWER_YES ? NONE : NULL;
    if (text->base.finalizing)
        io_warn_unclosed(text->binary, self);
    Value flush_error = io_call(self, "flush") ? NULL : exception_fetch();
    bool good = text_check_ready(text) && io_call(text->binary, "close");
    return io_end_close(flush_error, good) ? NONE : NULL;
}

static Value method_detach(Value self, Value *args) {
    TextIO *text = text_of(self);
    if (!text_check_ready(text) || !io_call(self, "flush") || !text_check_ready(text) ||
        !check_idle(text))
        return NULL;
    Value binary = own(text->binary);
    io_set_lower_steal(&text->binary, NULL, &text->base);
    text->ready = false;
    text->detached = true;
    return binary;
}

#define UNDER_WAY(name, method)                                                                    \
    static Value method_##name(Value self, Value *args) {                                          \
        return while_under_way(self, args, method);                                                \
    }
UNDER_WAY(read, text_read)
UNDER_WAY(readline, text_readline)
UNDER_WAY(write, text_write)
UNDER_WAY(seek, text_seek)
UNDER_WAY(tell, text_tell)
UNDER_WAY(truncate, truncate_binary)
UNDER_WAY(flush, flush)
UNDER_WAY(reconfigure, reconfigure)
#undef UNDER_WAY

static Next next(Value self, Value *item) {
    text_of(self)->calls++;
    Next step = text_next(self, item);
    text_of(self)->calls--;
    return step;
}

#define DELEGATE(name)                                                                             \
    static Value method_##name(Value self, Value *args) {                                          \
        return text_check_ready(text_of(self))                                                     \
                   ? io_call_method(text_of(self)->binary, #name, NULL)                            \
                   : NULL;                                                                         \
    }
DELEGATE(fileno)
DELEGATE(isatty)
DELEGATE(seekable)
DELEGATE(readable)
DELEGATE(writable)

static Value get_closed(Value self) {
    return text_check_ready(text_of(self)) ? io_call_method(text_of(self)->binary, "?closed", NULL)
                                           : NULL;
}
static Value get_name(Value self) {
    return text_check_ready(text_of(self)) ? io_call_method(text_of(self)->binary, "?name", NULL)
                                           : NULL;
}
static Value get_buffer(Value self) {
    return text_check_ready(text_of(self)) ? own(text_of(self)->binary) : NULL;
}
/* What is known of a detached file too. */
static bool check_initialized(Value self) {
    return text_of(self)->detached || text_check_ready(text_of(self));
}
static Value get_encoding(Value self) {
    return check_initialized(self) ? own(value_of(text_of(self)->encoding)) : NULL;
}
static Value get_errors(Value self) {
    return check_initialized(self) ? own(value_of(text_of(self)->errors)) : NULL;
}
static Value get_newlines(Value self) {
    if (!text_check_ready(text_of(self)))
        return NULL;
    return newlines_seen_value(text_is_universal(text_of(self)) ? text_of(self)->seen : 0);
}
static Value get_line_buffering(Value self) {
    return check_initialized(self) ? value_of_bool(text_of(self)->line_buffering) : NULL;
}
static Value get_write_through(Value self) {
    return check_initialized(self) ? value_of_bool(text_of(self)->write_through) : NULL;
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
    text->calls++;
    bool flushed = text_flush_pending(text);
    text->calls--;
    if (!flushed)
        return false;
    if (text->pending_size)
        return raise_runtime_error("reentrant call inside %T", self);
    drop_pending(text);
    text->chunk_size = (size_t)size;
    return true;
}

static void add_field(StrBuilder *builder, const char *label, Value value) {
    str_builder_c(builder, label);
    str_builder_repr(builder, value);
}

/* " name=" and the attribute, if there is one. */
static bool add_attribute(StrBuilder *builder, const char *label, Value self, Str *name) {
    Value value = NULL;
    if (attribute_lookup(self, name, &value) == LOOKUP_ERROR &&
        !exception_clear_if(&exc_ValueError))
        return false;
    if (value)
        add_field(builder, label, value);
    decref_maybe(value);
    return true;
}

static Value repr(Value self) {
    TextIO *text = text_of(self);
    if (!text->encoding)
        return raise_value_error("I/O operation on uninitialized object");
    const char *type = type_of(self)->mem.name;
    Answer running = repr_enter(self);
    if (running != ANSWER_NO)
        return running == ANSWER_ERROR
                   ? NULL
                   : raise_runtime_error("reentrant call inside %s.__repr__", type);
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_format(&builder, "<%s", type);
    bool good = add_attribute(&builder, " name=", self, names.name) &&
                add_attribute(&builder, " mode=", self, names.mode);
    add_field(&builder, " encoding=", value_of(text->encoding));
    str_builder_c(&builder, ">");
    repr_leave(self);
    if (good)
        return value_of(str_builder_finish(&builder));
    str_builder_abandon(&builder);
    return NULL;
}

static void clear_fields(TextIO *text) {
    text->ready = false;
    io_set_lower_steal(&text->binary, NULL, &text->base);
    clear_value(&text->decoder);
    clear_value(&text->encoder);
    clear_value((Value *)(void *)&text->encoding);
    clear_value((Value *)(void *)&text->errors);
    text_forget_decoded(text);
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
    visit_value(text->decoder, visit, context);
    visit_value(text->encoder, visit, context);
    visit_value(value_of(text->encoding), visit, context);
    visit_value(value_of(text->errors), visit, context);
    visit_value(value_of(text->decoded), visit, context);
    visit_value(value_of(text->snapshot), visit, context);
}
static void clear(Object *object) {
    instance_word_clear(object);
    clear_fields((TextIO *)object);
}

static const NativeMethod methods[] = {
    NATIVE("read($self, size=-1, /)", method_read,
           "Read at most size characters, all that are left if it is negative."),
    NATIVE("readline($self, size=-1, /)", method_readline,
           "The next line, at most size characters of it."),
    NATIVE("write($self, text, /)", method_write, "Write a string and return its length."),
    NATIVE("flush($self, /)", method_flush, "Flush what was written."),
    NATIVE("close($self, /)", method_close,
           "Close the file; after that no operation on it is possible."),
    NATIVE("detach($self, /)", method_detach,
           "Separate the stream underneath and return it; this one cannot be used any more."),
    NATIVE("reconfigure($self, /, *, encoding=None, errors=None, newline=None, "
           "line_buffering=None, write_through=None)",
           method_reconfigure, "Reconfigure the text stream with new parameters."),
    NATIVE("seek($self, cookie, whence=os.SEEK_SET, /)", method_seek,
           "Set the position to cookie, a number that tell() returned.\n\nwhence may be 0 for "
           "that, 1 with cookie 0 for the current position\nand 2 with cookie 0 for the end."),
    NATIVE("tell($self, /)", method_tell, "The position, as a number that seek() understands."),
    NATIVE("truncate($self, pos=None, /)", method_truncate,
           "Cut the file to pos bytes, to the current position if it is None."),
    NATIVE("fileno($self, /)", method_fileno, "The file descriptor underneath."),
    NATIVE("isatty($self, /)", method_isatty, "Whether this is an interactive stream."),
    NATIVE("seekable($self, /)", method_seekable, "Whether the file has positions."),
    NATIVE("readable($self, /)", method_readable, "Whether the file can be read."),
    NATIVE("writable($self, /)", method_writable, "Whether the file can be written."),
    IO_REFUSES_PICKLE,
    NATIVE_END,
};
static const NativeGetSet getsets[] = {
    {"closed", get_closed, NULL, "Whether the file is closed."},
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
    .mem.finalize = io_finalize,
    .base = &text_io_base_type,
    .doc = "TextIOWrapper(buffer, encoding=None, errors=None, newline=None, line_buffering=False, "
           "write_through=False)\n--\n\n"
           "Character and line based layer over a BufferedIOBase object, buffer.",
    .new = new,
    .init = init,
    .repr = repr,
    .next = next,
    .methods = methods,
    .getsets = getsets,
};
