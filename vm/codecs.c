/* Codecs: which one a name means, and the registry of those written in Python.
 *
 * The Unicode encodings, ASCII, Latin-1 and the escapes are built in and found without the
 * registry. For any other name the package `encodings` is imported once (it registers its search
 * function; without it that of our own package `_encodings` is), and the search functions are
 * asked; answers are cached by normalized name. */
#include "vm/codecs.h"

#include "vm/import.h"
#include "vm/names.h"
#include "vm/objects/dict.h"
#include "vm/objects/exception.h"
#include "vm/objects/list.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/raise.h"
#include "vm/sys.h"

#include <string.h>

static List *search_functions; /* null until needed */
static Dict *search_cache;
static bool encodings_imported;

/* ---- built-in codecs ------------------------------------------------------------------------ */

/* Lower case, with '-', '_' and blanks left out: enough to tell the built-in names apart. */
static void squeeze(const char *name, char *squeezed, size_t capacity) {
    size_t size = 0;
    for (; *name && size + 1 < capacity; name++) {
        if (*name == '-' || *name == '_' || *name == ' ')
            continue;
        squeezed[size++] = *name >= 'A' && *name <= 'Z' ? *name + 32 : *name;
    }
    squeezed[size] = 0;
}

static const struct {
    const char *name, *shown;
    Decoder decode;
    Encoder encode;
    int byte_order;
    uint32_t limit;
} builtin_codecs[] = {
    {"utf8", "utf-8", decode_utf8, encode_utf8, 0, 0},
    {"ascii", "ascii", decode_ascii, encode_limited, 0, 128},
    {"usascii", "ascii", decode_ascii, encode_limited, 0, 128},
    {"646", "ascii", decode_ascii, encode_limited, 0, 128},
    {"latin1", "latin-1", decode_latin1, encode_limited, 0, 256},
    {"latin", "latin-1", decode_latin1, encode_limited, 0, 256},
    {"l1", "latin-1", decode_latin1, encode_limited, 0, 256},
    {"iso88591", "latin-1", decode_latin1, encode_limited, 0, 256},
    {"utf16", "utf-16", decode_utf16, encode_utf16, 0, 0},
    {"utf16le", "utf-16-le", decode_utf16, encode_utf16, -1, 0},
    {"utf16be", "utf-16-be", decode_utf16, encode_utf16, 1, 0},
    {"utf32", "utf-32", decode_utf32, encode_utf32, 0, 0},
    {"utf32le", "utf-32-le", decode_utf32, encode_utf32, -1, 0},
    {"utf32be", "utf-32-be", decode_utf32, encode_utf32, 1, 0},
    {"utf7", "utf7", decode_utf7, encode_utf7, 0, 0},
    {"unicodeescape", "unicodeescape", decode_unicode_escape, encode_unicode_escape, 0, 0},
    {"rawunicodeescape", "rawunicodeescape", decode_raw_unicode_escape, encode_raw_unicode_escape,
     0, 0},
};

bool codec_find(const char *name, Decoder *decoder, Decoding *decoding, Encoder *encoder,
                Encoding *encoding) {
    char squeezed[24];
    squeeze(name ? name : "utf8", squeezed, sizeof squeezed);
    for (size_t i = 0; i < sizeof builtin_codecs / sizeof builtin_codecs[0]; i++) {
        if (strcmp(builtin_codecs[i].name, squeezed) != 0)
            continue;
        if (decoder) {
            *decoder = builtin_codecs[i].decode;
            decoding->encoding = builtin_codecs[i].shown;
            decoding->byte_order = builtin_codecs[i].byte_order;
        } else {
            *encoder = builtin_codecs[i].encode;
            encoding->encoding = builtin_codecs[i].shown;
            encoding->byte_order = builtin_codecs[i].byte_order;
            encoding->limit = builtin_codecs[i].limit;
        }
        return true;
    }
    return false;
}

/* ---- errors --------------------------------------------------------------------------------- */

static void *raise_steal(Value error) {
    if (error) {
        raise_value(error);
        decref(error);
    }
    return NULL;
}

void *raise_unicode_decode_error(const char *encoding, const uint8_t *bytes, size_t size,
                                 size_t start, size_t end, const char *reason) {
    Bytes *object = bytes_new(bytes, size);
    if (!object)
        return NULL;
    Value error = unicode_decode_error_new(encoding, value_of(object), start, end, reason);
    GIVE_UP(object);
    return raise_steal(error);
}

void *raise_unicode_encode_error(const char *encoding, Str *str, size_t start, size_t end,
                                 const char *reason) {
    return raise_steal(unicode_encode_error_new(encoding, str, start, end, reason));
}

/* ---- registry ------------------------------------------------------------------------------- */

static bool make_registry(void) {
    if (!search_functions && !(search_functions = list_new(0)))
        return false;
    return search_cache || (search_cache = dict_new());
}

bool codec_register(Value search_function) {
    if (!is_callable(search_function))
        return raise_type_error("argument must be callable");
    return make_registry() && list_append(search_functions, search_function);
}

bool codec_unregister(Value search_function) {
    for (size_t i = 0; search_functions && i < search_functions->count; i++) {
        if (search_functions->items[i] == search_function) {
            if (search_cache)
                dict_clear(search_cache);
            return list_set_slice(search_functions, (ptrdiff_t)i, (ptrdiff_t)i + 1, NULL);
        }
    }
    return true;
}

void codecs_finish(void) {
    List *functions = search_functions;
    Dict *cache = search_cache;
    search_functions = NULL;
    search_cache = NULL;
    encodings_imported = false;
    if (functions)
        GIVE_UP(functions);
    if (cache)
        GIVE_UP(cache);
    extern void codec_errors_finish(void);
    codec_errors_finish();
}

static bool import_encodings(void) {
    if (encodings_imported)
        return true;
    encodings_imported = true; /* it may look for codecs itself */
    Value module = import_module_c("encodings");
    decref_maybe(module);
    if (module)
        return true;
    Value search = exception_clear_if(&exc_ImportError)
                       ? import_attribute("_encodings", "search") /* our own */
                       : NULL;
    encodings_imported = search && codec_register(search);
    decref_maybe(search);
    return encodings_imported;
}

/* Lower case, with one '_' for each run of other characters than letters, digits and dots. */
static Str *normalized_name(const char *encoding) {
    StrBuilder builder;
    str_builder_init(&builder);
    bool gap = false;
    for (const char *at = encoding; *at; at++) {
        uint8_t c = (uint8_t)*at, lower = c >= 'A' && c <= 'Z' ? c + 32 : c;
        if (!(lower >= 'a' && lower <= 'z') && !(c >= '0' && c <= '9') && c != '.') {
            gap = true;
            continue;
        }
        if (gap && builder.length)
            str_builder_character(&builder, '_');
        gap = false;
        if (!str_builder_character(&builder, lower))
            break;
    }
    return str_builder_finish(&builder);
}

/* Says in a note of the pending exception which codec it came from. */
static void add_note(const char *encoding, bool encode) {
    Value error = exception_fetch();
    Str *note = str_format("%s with '%s' codec failed", encode ? "encoding" : "decoding", encoding);
    Value done = note && error ? call_method_1(error, names.add_note, value_of(note)) : NULL;
    if (!done)
        exception_clear();
    decref_maybe(done);
    if (note)
        GIVE_UP(note);
    if (error)
        exception_restore_steal(error);
}

static Value ask_search_functions(Str *name, const char *encoding) {
    for (size_t i = 0; i < search_functions->count; i++) {
        Value function = own(search_functions->items[i]);
        Value info = call_1(function, value_of(name));
        decref(function);
        if (!info)
            return NULL;
        if (info == NONE) {
            decref(info);
            continue;
        }
        if (!is_tuple(info) || tuple_of(info)->count != 4) {
            decref(info);
            return raise_type_error("codec search functions must return 4-tuples");
        }
        if (!dict_set(search_cache, value_of(name), info))
            clear_value(&info);
        return info;
    }
    return raise_error(&exc_LookupError, "unknown encoding: %s", encoding);
}

Value codec_lookup(const char *encoding) {
    if (!make_registry())
        return NULL;
    Str *name = normalized_name(encoding);
    if (!name)
        return NULL;
    Value info = NULL;
    Lookup found = dict_lookup(search_cache, value_of(name), &info);
    if (found == LOOKUP_MISSING && import_encodings())
        info = ask_search_functions(name, encoding);
    GIVE_UP(name);
    return info;
}

/* codec(object[, errors])[0] of a CodecInfo's encoder (0) or decoder (1). */
static Value apply_info(Value info, Value object, const char *encoding, const char *errors,
                        bool encode) {
    Value function = own(tuple_of(info)->items[encode ? 0 : 1]);
    Value errors_value = errors ? value_of(str_from_c(errors)) : NULL;
    Value result = NULL;
    if (errors_value || !errors)
        result = errors ? call_2(function, object, errors_value) : call_1(function, object);
    decref_maybe(errors_value);
    decref(function);
    if (!result) {
        add_note(encoding, encode);
        return NULL;
    }
    if (!is_tuple(result) || tuple_of(result)->count != 2) {
        decref(result);
        return raise_type_error(encode ? "encoder must return a tuple (object, integer)"
                                       : "decoder must return a tuple (object, integer)");
    }
    Value object_made = own(tuple_of(result)->items[0]);
    decref(result);
    return object_made;
}

Value codec_apply(Value object, const char *encoding, const char *errors, bool encode) {
    Value info = codec_lookup(encoding);
    if (!info)
        return NULL;
    Value result = apply_info(info, object, encoding, errors, encode);
    decref(info);
    return result;
}

/* str.encode and bytes.decode take text encodings only. */
static Value apply_text_codec(Value object, const char *encoding, const char *errors, bool encode) {
    Value info = codec_lookup(encoding), is_text = NULL, result = NULL;
    if (!info)
        return NULL;
    Str *attribute = is_exact_tuple(info) ? NULL : str_interned("_is_text_encoding");
    if (attribute) {
        Lookup found = attribute_lookup(info, attribute, &is_text);
        GIVE_UP(attribute);
        if (found == LOOKUP_ERROR)
            goto done;
    }
    Answer text = is_text ? object_truth(is_text) : ANSWER_YES;
    if (text == ANSWER_NO)
        raise_error(&exc_LookupError,
                    "'%s' is not a text encoding; use codecs.%s() to handle arbitrary codecs",
                    encoding, encode ? "encode" : "decode");
    else if (text == ANSWER_YES)
        result = apply_info(info, object, encoding, errors, encode);
done:
    decref_maybe(is_text);
    decref(info);
    return result;
}

/* In development mode, names are checked also where they would not be needed. */
COLD static bool check_names(const char *encoding, const char *errors) {
    Decoder decoder;
    Decoding unused;
    bool is_built_in = !encoding || codec_find(encoding, &decoder, &unused, NULL, NULL);
    Value found = is_built_in ? NONE : codec_lookup(encoding);
    if (found && errors) {
        decref(found);
        found = codec_lookup_error(errors);
    }
    decref_maybe(found);
    return found;
}

bool codec_names(const char *method, Value *args, const char *names[2]) {
    static const char *const parameters[] = {"encoding", "errors"};
    for (int i = 0; i < 2; i++) {
        names[i] = NULL;
        if (!args[i])
            continue;
        if (!is_str(args[i]))
            return raise_type_error("%s() argument '%s' must be str, not %N", method, parameters[i],
                                    args[i]);
        size_t size;
        names[i] = str_utf8(str_of(args[i]), &size);
        if (!names[i])
            return false;
        if (strlen(names[i]) != size)
            return raise_value_error("embedded null character");
    }
    return true;
}

Value codec_decode(Value object, const char *encoding, const char *errors) {
    if (UNLIKELY(settings.dev_mode > 0) && !check_names(encoding, errors))
        return NULL;
    Decoding decoding = {.errors = errors, .final = true};
    Decoder decoder;
    if (codec_find(encoding, &decoder, &decoding, NULL, NULL)) {
        Buffer buffer;
        if (!buffer_get(object, &buffer, false))
            return NULL;
        decoding.bytes = buffer.bytes;
        decoding.size = buffer.size;
        Value text = decoding_run(decoder, &decoding);
        buffer_release(&buffer);
        return text;
    }
    Buffer buffer;
    if (!buffer_get(object, &buffer, false))
        return NULL;
    size_t size = buffer.size;
    buffer_release(&buffer);
    if (size == 0) /* whatever the encoding */
        return value_of(str_empty());
    Value text = apply_text_codec(object, encoding, errors, false);
    if (text && !is_str(text)) {
        raise_type_error("'%s' decoder returned '%T' instead of 'str'; use codecs.decode() to "
                         "decode to arbitrary types",
                         encoding, text);
        clear_value(&text);
    }
    return text;
}

Value codec_encode(Value str, const char *encoding, const char *errors) {
    if (UNLIKELY(settings.dev_mode > 0) && !check_names(encoding, errors))
        return NULL;
    Encoding job = {.str = str_of(str), .errors = errors};
    Encoder encoder;
    if (codec_find(encoding, NULL, NULL, &encoder, &job))
        return encoding_run(encoder, &job);
    Value bytes = apply_text_codec(str, encoding, errors, true);
    if (bytes && !is_bytes(bytes)) {
        raise_type_error("'%s' encoder returned '%T' instead of 'bytes'; use codecs.encode() to "
                         "encode to arbitrary types",
                         encoding, bytes);
        clear_value(&bytes);
    }
    return bytes;
}
