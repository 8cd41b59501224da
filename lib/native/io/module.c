/* open(), and module _io; module io is the same names with their public module. */
#include "lib/native/io/io.h"
#include "vm/import.h"
#include "vm/sys.h"
#include "vm/warnings.h"

#include <string.h>

/* ---- open ------------------------------------------------------------------------------------ */

typedef struct OpenMode {
    bool creating, reading, writing, appending, updating, text, binary;
    char raw[8]; /* for FileIO */
} OpenMode;

static bool parse_mode(const char *mode, OpenMode *parsed) {
    *parsed = (OpenMode){0};
    for (const char *at = mode; *at; at++) {
        bool *field = *at == 'x'   ? &parsed->creating
                      : *at == 'r' ? &parsed->reading
                      : *at == 'w' ? &parsed->writing
                      : *at == 'a' ? &parsed->appending
                      : *at == '+' ? &parsed->updating
                      : *at == 't' ? &parsed->text
                      : *at == 'b' ? &parsed->binary
                                   : NULL;
        if (!field || *field)
            return raise_value_error("invalid mode: '%s'", mode);
        *field = true;
    }
    char *raw = parsed->raw;
    if (parsed->creating)
        *raw++ = 'x';
    if (parsed->reading)
        *raw++ = 'r';
    if (parsed->writing)
        *raw++ = 'w';
    if (parsed->appending)
        *raw++ = 'a';
    if (parsed->updating)
        *raw++ = '+';
    if (parsed->text && parsed->binary)
        return raise_value_error("can't have text and binary mode at once");
    int kinds = parsed->creating + parsed->reading + parsed->writing + parsed->appending;
    if (kinds == 0)
        return raise_value_error("Must have exactly one of create/read/write/append mode and at "
                                 "most one plus");
    if (kinds > 1)
        return raise_value_error("must have exactly one of create/read/write/append mode");
    return true;
}

static Value path_of(Value file) {
    return is_int(file) ? own(file) : file_system_path(file);
}

/* The arguments of open(), checked. */
typedef struct OpenCall {
    OpenMode mode;
    int buffering;
    bool closes;                     /* the descriptor */
    Value mode_text, opener;         /* borrowed; may be null */
    Value encoding, errors, newline; /* borrowed; None: not given */
} OpenCall;

static Value or_none(Value argument) {
    return argument ? argument : NONE;
}

static bool read_call(Value *args, OpenCall *call) {
    NewlineMode unused;
    Answer closes = args[6] ? object_truth(args[6]) : ANSWER_YES;
    *call = (OpenCall){.buffering = -1,
                       .closes = closes == ANSWER_YES,
                       .mode_text = args[1],
                       .encoding = or_none(args[3]),
                       .errors = or_none(args[4]),
                       .newline = or_none(args[5]),
                       .opener = args[7]};
    if (args[1] && !is_str(args[1]))
        return raise_type_error("open() argument 'mode' must be str, not %T", args[1]);
    const char *mode_text = args[1] ? str_utf8(str_of(args[1]), NULL) : "r";
    if (!mode_text || closes == ANSWER_ERROR ||
        (args[2] && !int_as_int(args[2], &call->buffering)) || !parse_mode(mode_text, &call->mode))
        return false;
    if (call->mode.binary && call->encoding != NONE)
        return raise_value_error("binary mode doesn't take an encoding argument");
    if (call->mode.binary && call->errors != NONE)
        return raise_value_error("binary mode doesn't take an errors argument");
    if (call->mode.binary && call->newline != NONE)
        return raise_value_error("binary mode doesn't take a newline argument");
    return newline_mode(args[5], "open", &unused);
}

/* Settles how the raw file is buffered: call->buffering becomes a size, 0 without a buffer. */
static bool choose_buffering(OpenCall *call, Value raw, bool *by_line) {
    Value tty = io_call_method(raw, "isatty", NULL);
    if (!tty)
        return false;
    *by_line = call->buffering == 1 || (call->buffering < 0 && tty == TRUE_VALUE);
    if (call->buffering == 1 && call->mode.binary) {
        if (!warn(&exc_RuntimeWarning, 1,
                  "line buffering (buffering=1) isn't supported in binary mode, the default "
                  "buffer size will be used"))
            return false;
        *by_line = false;
    }
    if (call->buffering < 0 || call->buffering == 1) {
        uint32_t block = ((FileIO *)(void *)object_of(raw))->block_size;
        call->buffering = block > IO_BUFFER_SIZE ? (int)block : IO_BUFFER_SIZE;
    }
    return true;
}

static Value open_buffer(const OpenCall *call, Value raw) {
    const OpenMode *mode = &call->mode;
    Type *type = mode->updating                                       ? &buffered_random_type
                 : mode->creating || mode->writing || mode->appending ? &buffered_writer_type
                                                                      : &buffered_reader_type;
    if (type == &buffered_random_type) {
        Value seekable = io_call_method(raw, "seekable", NULL);
        if (seekable == FALSE_VALUE)
            raise_unsupported("File or stream is not seekable.");
        if (seekable != TRUE_VALUE)
            return NULL;
    }
    return buffered_new(type, raw, (size_t)call->buffering);
}

static Value open_text(const OpenCall *open_call, Value buffer, bool by_line) {
    Value arguments[] = {buffer, open_call->encoding, open_call->errors, open_call->newline,
                         value_of_bool(by_line)};
    Value text = call(value_of(&text_io_wrapper_type), arguments, 5, NULL);
    if (!text)
        return NULL;
    Value mode = open_call->mode_text ? open_call->mode_text : value_of(str_interned("r"));
    if (!mode || !attribute_set(text, names.mode, mode))
        clear_value(&text);
    return text;
}

/* After a failure, so that no warning about an unclosed file follows. */
static void close_quietly(Value file) {
    Value error = exception_fetch();
    if (!io_call_method(file, "close", NULL))
        exception_clear();
    exception_restore_steal(error);
}

/* open(file, mode, buffering, encoding, errors, newline, closefd, opener) */
Value io_open(Value self, Value *args) {
    OpenCall call;
    Value path = read_call(args, &call) ? path_of(args[0]) : NULL;
    if (!path)
        return NULL;
    Value raw = file_io_new(path, call.mode.raw, call.closes, call.opener);
    decref(path);
    if (!raw)
        return NULL;
    Value buffer = NULL, result = NULL;
    bool by_line;
    if (!choose_buffering(&call, raw, &by_line))
        goto done;
    if (call.buffering == 0) {
        if (call.mode.binary)
            result = own(raw);
        else
            raise_value_error("can't have unbuffered text I/O");
        goto done;
    }
    buffer = open_buffer(&call, raw);
    if (buffer)
        result = call.mode.binary ? own(buffer) : open_text(&call, buffer, by_line);
done:
    if (!result)
        close_quietly(buffer ? buffer : raw);
    decref_maybe(buffer);
    decref(raw);
    return result;
}

static Value open_code(Value self, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("open_code() argument 'path' must be str, not %T", args[0]);
    Value mode = value_of(str_interned("rb"));
    if (!mode)
        return NULL;
    Value arguments[8] = {args[0], mode};
    Value file = io_open(self, arguments);
    decref(mode);
    return file;
}

static Value text_encoding(Value self, Value *args) {
    int stack_level = 2;
    if (args[0] != NONE)
        return own(args[0]);
    if ((args[1] && !int_as_int(args[1], &stack_level)) ||
        (settings.warn_default_encoding &&
         !warn(&exc_EncodingWarning, stack_level, "'encoding' argument not specified")))
        return NULL;
    return value_of(str_interned(settings.utf8_mode > 0 ? "utf-8" : "locale"));
}

/* ---- the module ------------------------------------------------------------------------------ */

#define OPEN_SIGNATURE                                                                             \
    "open($module, /, file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, "    \
    "closefd=True, "                                                                               \
    "opener=None)"

static const NativeMethod functions[] = {
    NATIVE(OPEN_SIGNATURE, io_open, "Open file and return a stream.  Raise OSError upon failure."),
    NATIVE("open_code($module, /, path)", open_code,
           "Opens the provided file with the intent to import the contents."),
    NATIVE("text_encoding($module, encoding, stacklevel=2, /)", text_encoding,
           "A helper function to choose the text encoding."),
    NATIVE_END,
};

/* io.open is the builtin one, which calls _io._open. */
static bool share_open(Module *module) {
    Str *name = str_interned("open");
    Value native = name ? dict_get_name_borrowed(module->dict, name) : NULL;
    Value builtin = name ? dict_get_name_borrowed(builtins_dict_borrowed(), name) : NULL;
    bool done = native && dict_set_c(module->dict, "_open", native) &&
                (!builtin || dict_set_name(module->dict, name, builtin));
    decref_maybe(value_of(name));
    return done;
}

static bool exec(Module *module) {
    Type *types[] = {&io_base_type,         &raw_io_base_type,     &buffered_io_base_type,
                     &text_io_base_type,    &file_io_type,         &bytes_io_type,
                     &string_io_type,       &buffered_reader_type, &buffered_writer_type,
                     &buffered_random_type, &buffered_pair_type,   &text_io_wrapper_type,
                     &newline_decoder_type};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!module_add_type(module, types[i]))
            return false;
    }
    return share_open(module) && exception_class_use(&io_unsupported_operation, module) &&
           dict_set_c(module->dict, "BlockingIOError", value_of(&exc_BlockingIOError)) &&
           module_add_int(module, "DEFAULT_BUFFER_SIZE", IO_BUFFER_SIZE);
}

static void fini(void) {
    exception_class_fini(&io_unsupported_operation);
}

const NativeModule _io_module = {
    .name = "_io",
    .doc = "The io module provides the Python interfaces to stream handling.",
    .functions = functions,
    .exec = exec,
    .fini = fini,
};
