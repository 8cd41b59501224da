/* sys.stdin, sys.stdout and sys.stderr as files of module io. */
#include "lib/native/io/io.h"
#include "vm/codecs.h"
#include "vm/environment.h"
#include "vm/import.h"
#include "vm/locale.h"
#include "vm/sys.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* PYTHONIOENCODING=encoding:errors, both optional. */
static void read_encoding(char *encoding, char *errors, size_t capacity, int descriptor) {
    const char *given = environment_get("PYTHONIOENCODING");
    snprintf(encoding, capacity, "utf-8");
    snprintf(errors, capacity, "%s",
             descriptor == 2       ? "backslashreplace"
             : locale_is_neutral() ? "surrogateescape"
                                   : "strict");
    if (!given || !*given)
        return;
    const char *colon = strchr(given, ':');
    size_t size = colon ? (size_t)(colon - given) : strlen(given);
    if (size)
        snprintf(encoding, capacity, "%.*s", (int)size, given);
    if (descriptor == 2)
        return;
    if (colon && colon[1])
        snprintf(errors, capacity, "%s", colon + 1);
    else if (size)
        snprintf(errors, capacity, "strict");
}

/* An encoding by its codec's own name; as it is given when there is none of that name: opening the
 * stream will say so. Null: an error. */
static Value encoding_name(const char *given) {
    if (strcmp(given, "utf-8") != 0) {
        Value codec = codec_lookup(given);
        Value name = codec ? attribute_get(codec, names.name) : NULL;
        decref_maybe(codec);
        if (name || !exception_clear_if(&exc_LookupError))
            return name;
    }
    return value_of(str_from_c(given));
}

static bool set_text(Value object, const char *name, const char *text) {
    Str *key = str_interned(name), *value = str_from_c(text);
    bool done = key && value && attribute_set(object, key, value_of(value));
    if (key)
        GIVE_UP(key);
    if (value)
        GIVE_UP(value);
    return done;
}

static Value make_text(Value buffer, int descriptor, bool line_buffered, bool write_through) {
    char encoding_text[64], errors_text[64];
    read_encoding(encoding_text, errors_text, sizeof encoding_text, descriptor);
    Value encoding = encoding_name(encoding_text);
    Value errors = encoding ? value_of(str_from_c(errors_text)) : NULL;
    Value newline = errors ? value_of(str_from_c("\n")) : NULL;
    Value args[] = {buffer,
                    encoding,
                    errors,
                    newline,
                    value_of_bool(line_buffered),
                    value_of_bool(write_through)};
    Value text = errors && newline ? call(value_of(&text_io_wrapper_type), args, 6, NULL) : NULL;
    decref_maybe(encoding);
    decref_maybe(errors);
    decref_maybe(newline);
    return text;
}

/* Whether the pending OSError says so; then it is dropped. */
static bool is_closed_descriptor(int descriptor) {
    return fcntl(descriptor, F_GETFD) < 0 && exception_clear_if(&exc_OSError);
}

Value io_standard_stream(int descriptor, bool unbuffered) {
    static const char *const names_of[] = {"<stdin>", "<stdout>", "<stderr>"};
    Value module = import_module_c("_io");
    if (!module)
        return NULL;
    decref(module);
    bool output = descriptor != 0;
    Value number = value_of_small_int(descriptor), buffer = NULL, text = NULL;
    Value raw = file_io_new(number, output ? "wb" : "rb", false, NULL);
    if (!raw && is_closed_descriptor(descriptor))
        return NONE;
    const FileIO *file = raw ? (const FileIO *)object_of(raw) : NULL;
    if (!raw || !set_text(raw, "name", names_of[descriptor]))
        goto done;
    if (output && unbuffered)
        buffer = own(raw);
    else
        buffer = buffered_new(output ? &buffered_writer_type : &buffered_reader_type, raw,
                              file->block_size);
    if (!buffer)
        goto done;
    bool terminal = S_ISCHR(file->kind) && isatty(descriptor);
    text = make_text(buffer, descriptor, descriptor == 2 || (output && terminal),
                     output && unbuffered);
    if (text && !set_text(text, "mode", output ? "w" : "r"))
        clear_value(&text);
done:
    decref_maybe(raw);
    decref_maybe(buffer);
    return text;
}
