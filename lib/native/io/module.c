/* open(), and module _io; module io is the same names with their public module. */
#include "lib/native/io/io.h"
#include "vm/import.h"
#include "vm/sys.h"
#include "vm/warnings.h"

#include <string.h>

/* ---- open
 * ------------------------------------------------------------------------------------------------
 */

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
    if (kinds != 1)
        return raise_value_error("must have exactly one of create/read/write/append mode");
    return true;
}

static bool given(Value argument) {
    return argument && argument != NONE;
}

static Value path_of(Value file) {
    return is_int(file) ? own(file) : file_system_path(file);
}

/* open(file, mode, buffering, encoding, errors, newline, closefd, opener) */
Value io_open(Value self, Value *args) {
    OpenMode mode;
    int buffering = -1;
    Answer closes = args[6] ? object_truth(args[6]) : ANSWER_YES;
    if (args[1] && !is_str(args[1]))
        return raise_type_error("open() argument 'mode' must be str, not %T", args[1]);
    const char *mode_text = args[1] ? str_utf8(str_of(args[1]), NULL) : "r";
    if (!mode_text || closes == ANSWER_ERROR || (args[2] && !int_as_int(args[2], &buffering)) ||
        !parse_mode(mode_text, &mode))
        return NULL;
    if (mode.binary && given(args[3]))
        return raise_value_error("binary mode doesn't take an encoding argument");
    if (mode.binary && given(args[4]))
        return raise_value_error("binary mode doesn't take an errors argument");
    if (mode.binary && given(args[5]))
        return raise_value_error("binary mode doesn't take a newline argument");
    NewlineMode unused;
    if (!newline_mode(args[5], "open", &unused))
        return NULL;
    Value path = path_of(args[0]);
    if (!path)
        return NULL;
    Value raw = file_io_new(path, mode.raw, closes == ANSWER_YES, args[7]), buffer = NULL,
          result = NULL;
    decref(path);
    if (!raw)
        return NULL;
    Value tty = io_call_method(raw, "isatty", NULL);
    bool line_buffering = buffering == 1 || (buffering < 0 && tty == TRUE_VALUE);
    if (!tty)
        goto done;
    if (buffering == 1 && mode.binary) {
        if (!warn(&exc_RuntimeWarning, 1,
                  "line buffering (buffering=1) isn't supported in binary mode, the default "
                  "buffer size will be used"))
            goto done;
        line_buffering = false;
    }
    if (buffering < 0 || buffering == 1) {
        uint32_t block = ((FileIO *)(void *)object_of(raw))->block_size;
        buffering = block > IO_BUFFER_SIZE ? (int)block : IO_BUFFER_SIZE;
    }
    if (buffering == 0) {
        if (mode.binary)
            result = own(raw);
        else
            raise_value_error("can't have unbuffered text I/O");
        goto done;
    }
    Type *type = mode.updating                                     ? &buffered_random_type
                 : mode.creating || mode.writing || mode.appending ? &buffered_writer_type
                                                                   : &buffered_reader_type;
    if (type == &buffered_random_type) {
        Value seekable = io_call_method(raw, "seekable", NULL);
        if (seekable == FALSE_VALUE)
            raise_unsupported("File or stream is not seekable.");
        if (seekable != TRUE_VALUE)
            goto done;
    }
    buffer = buffered_new(type, raw, (size_t)buffering);
    if (!buffer || mode.binary) {
        result = own_maybe(buffer);
        goto done;
    }
    Value arguments[] = {buffer, args[3] ? args[3] : NONE, args[4] ? args[4] : NONE,
                         args[5] ? args[5] : NONE, value_of_bool(line_buffering)};
    result = call(value_of(&text_io_wrapper_type), arguments, 5, NULL);
    if (result &&
        !attribute_set(result, names.mode, args[1] ? args[1] : value_of(str_interned("r"))))
        clear_value(&result);
done:
    if (!result) { /* closed here, so that no warning about it follows */
        Value error = exception_fetch(),
              closed = io_call_method(buffer ? buffer : raw, "close", NULL);
        if (!closed)
            exception_clear();
        exception_restore_steal(error);
    }
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
    return exception_class_use(&io_unsupported_operation, module) &&
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
