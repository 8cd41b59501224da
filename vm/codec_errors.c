/* Error handlers of codecs.
 *
 * A handler is a callable that takes the UnicodeError and gives (replacement, position to go on).
 * The common ones are done here without making the exception; the same functions exist as
 * callables for codecs.lookup_error and are used for every other case. */
#include "lexer/character_names.h"
#include "vm/codecs.h"
#include "vm/pass.h"
#include "vm/objects/dict.h"
#include "vm/objects/exception.h"
#include "vm/objects/function.h"
#include "vm/objects/int.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/raise.h"
#include "vm/utf8.h"

#include <stdio.h>
#include <string.h>

static Dict *handlers; /* name -> callable; null until needed */

void codec_errors_finish(void) {
    Dict *old = handlers;
    handlers = NULL;
    if (old)
        GIVE_UP(old);
}

/* ---- the exception, read by a handler -------------------------------------------------------- */

typedef enum ErrorKind { ERROR_ENCODE, ERROR_DECODE, ERROR_TRANSLATE } ErrorKind;
typedef struct {
    ErrorKind kind;
    Value object; /* owned: the str or bytes */
    size_t start, end;
} ErrorInfo;

static void *unknown_error(Value error) {
    return raise_type_error("don't know how to handle %T in error callback", error);
}

static bool read_size(Value error, const char *name, ptrdiff_t *size) {
    Str *attribute = str_interned(name);
    if (!attribute)
        return false;
    Value value = attribute_get(error, attribute);
    GIVE_UP(attribute);
    bool good = value && int_as_size(value, size);
    decref_maybe(value);
    return good;
}

static bool read_kind(Value error, ErrorInfo *info) {
    if (is_instance_of(error, &exc_UnicodeEncodeError))
        info->kind = ERROR_ENCODE;
    else if (is_instance_of(error, &exc_UnicodeDecodeError))
        info->kind = ERROR_DECODE;
    else if (is_instance_of(error, &exc_UnicodeTranslateError))
        info->kind = ERROR_TRANSLATE;
    else
        return unknown_error(error);
    return true;
}

/* The exception's object, owned, or null. */
static Value read_object(Value error, ErrorKind kind) {
    Str *attribute = str_interned("object");
    Value object = attribute ? attribute_get(error, attribute) : NULL;
    if (attribute)
        GIVE_UP(attribute);
    if (!object || (kind == ERROR_DECODE ? is_bytes(object) : is_str(object)))
        return object;
    if (object == NONE)
        raise_type_error("object attribute not set");
    else
        raise_type_error("object attribute must be %s", kind == ERROR_DECODE ? "bytes" : "unicode");
    decref(object);
    return NULL;
}

/* Start and end are taken to lie within the object, as the exceptions' own attributes do not. */
static bool read_error(Value error, ErrorInfo *info) {
    if (!read_kind(error, info))
        return false;
    info->object = read_object(error, info->kind);
    if (!info->object)
        return false;
    ptrdiff_t start, end;
    if (!read_size(error, "start", &start) || !read_size(error, "end", &end)) {
        decref(info->object);
        return false;
    }
    ptrdiff_t size = (ptrdiff_t)(info->kind == ERROR_DECODE ? bytes_of(info->object)->size
                                                            : str_of(info->object)->length);
    start = start >= size ? size - 1 : start;
    end = end < 1 ? 1 : end;
    info->end = (size_t)(end > size ? size : end);
    info->start = start < 0 ? 0 : (size_t)start;
    if (info->start > info->end)
        info->start = info->end;
    return true;
}

static Value answer_steal(Value replacement, size_t position) {
    if (!replacement)
        return NULL;
    Tuple *tuple = tuple_pack(2, replacement, value_of_small_int((int64_t)position));
    decref(replacement);
    return value_of(tuple);
}

/* ---- handlers ------------------------------------------------------------------------------- */

static Value strict_errors(Value self, Value *args) {
    if (is_instance_of(args[0], &exc_BaseException))
        return raise_value(args[0]);
    return raise_type_error("codec must pass exception instance");
}

static Value ignore_errors(Value self, Value *args) {
    ErrorInfo info;
    if (!read_error(args[0], &info))
        return NULL;
    decref(info.object);
    return answer_steal(value_of(str_empty()), info.end);
}

static Value replace_errors(Value self, Value *args) {
    ErrorInfo info;
    if (!read_error(args[0], &info))
        return NULL;
    decref(info.object);
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_fill(&builder, info.kind == ERROR_ENCODE ? '?' : 0xfffd,
                     info.kind == ERROR_DECODE ? 1 : info.end - info.start);
    return answer_steal(value_of(str_builder_finish(&builder)), info.end);
}

static int escape_text(uint32_t c, char *text, size_t capacity) {
    return snprintf(text, capacity,
                    c < 0x100     ? "\\x%02x"
                    : c < 0x10000 ? "\\u%04x"
                                  : "\\U%08x",
                    (unsigned)c);
}

typedef int (*CharacterText)(uint32_t character, char *text, size_t capacity);

static int reference_text(uint32_t c, char *text, size_t capacity) {
    return snprintf(text, capacity, "&#%u;", (unsigned)c);
}

static int name_text(uint32_t c, char *text, size_t capacity) {
    char name[CHARACTER_NAME_CAPACITY];
    if (!character_name(c, name))
        return escape_text(c, text, capacity);
    return snprintf(text, capacity, "\\N{%s}", name);
}

static Value spell_out(Value error, CharacterText text_of, bool also_bytes) {
    ErrorInfo info;
    if (!read_error(error, &info))
        return NULL;
    if (info.kind != ERROR_ENCODE && !also_bytes) {
        decref(info.object);
        return unknown_error(error);
    }
    StrBuilder builder;
    str_builder_init(&builder);
    for (size_t i = info.start; pass_goes_on(i, info.end); i++) {
        char text[CHARACTER_NAME_CAPACITY + 8];
        uint32_t c = info.kind == ERROR_DECODE ? bytes_of(info.object)->data[i]
                                               : str_at(str_of(info.object), i);
        str_builder_ascii(&builder, text, (size_t)text_of(c, text, sizeof text));
    }
    decref(info.object);
    return answer_steal(value_of(str_builder_finish_pass(&builder)), info.end);
}

static Value backslash_errors(Value self, Value *args) {
    return spell_out(args[0], escape_text, true);
}
static Value reference_errors(Value self, Value *args) {
    return spell_out(args[0], reference_text, false);
}
static Value name_errors(Value self, Value *args) {
    return spell_out(args[0], name_text, false);
}

/* The bytes that were decoded as these surrogates; the error itself where one of them is none. */
static Bytes *escaped_bytes(const ErrorInfo *info, Value error) {
    Bytes *bytes = bytes_new(NULL, info->end - info->start);
    if (!bytes)
        return NULL;
    for (size_t i = info->start; i < info->end; i++) {
        uint32_t c = str_at(str_of(info->object), i);
        if (c < 0xdc80 || c > 0xdcff) {
            GIVE_UP(bytes);
            return raise_value(error);
        }
        bytes->data[i - info->start] = (uint8_t)(c - 0xdc00);
    }
    return bytes;
}

static Value surrogate_escape_errors(Value self, Value *args) {
    ErrorInfo info;
    if (!read_error(args[0], &info))
        return NULL;
    Value replacement = NULL;
    size_t end = info.start;
    if (info.kind == ERROR_ENCODE) {
        replacement = value_of(escaped_bytes(&info, args[0]));
        end = info.end;
    } else if (info.kind == ERROR_DECODE) {
        const uint8_t *bytes = bytes_of(info.object)->data;
        StrBuilder builder;
        str_builder_init(&builder);
        for (; end < info.end && end < info.start + 4 && bytes[end] >= 128; end++)
            str_builder_character(&builder, 0xdc00u + bytes[end]);
        if (end == info.start)
            raise_value(args[0]);
        else
            replacement = value_of(str_builder_finish(&builder));
    } else {
        unknown_error(args[0]);
    }
    decref(info.object);
    return answer_steal(replacement, end);
}

/* How the encoding named in an error writes a surrogate: 1 utf-8, 2 utf-16, 4 utf-32; 0 unknown. */
static unsigned surrogate_width(Value error, bool *big) {
    Str *attribute = str_interned("encoding");
    Value name = attribute ? attribute_get(error, attribute) : NULL;
    if (attribute)
        GIVE_UP(attribute);
    unsigned width = 0;
    *big = false;
    if (name && is_str(name)) {
        char text[24] = {0};
        size_t size = 0;
        Str *str = str_of(name);
        for (size_t i = 0; str->ascii && i < str->length && size < sizeof text - 1; i++) {
            char c = (char)str->data[i];
            if (c != '-' && c != '_')
                text[size++] = c >= 'A' && c <= 'Z' ? c + 32 : c;
        }
        if (strcmp(text, "utf8") == 0 || strcmp(text, "cputf8") == 0)
            width = 1;
        else if (strncmp(text, "utf16", 5) == 0)
            width = 2;
        else if (strncmp(text, "utf32", 5) == 0)
            width = 4;
        *big = strlen(text) == 7 && strcmp(text + 5, "be") == 0;
    } else if (!name) {
        exception_clear();
    }
    decref_maybe(name);
    return width;
}

static unsigned write_surrogate(uint8_t *to, uint32_t c, unsigned width, bool big) {
    if (width == 1)
        return (unsigned)(utf8_write(to, c) - to);
    for (unsigned i = 0; i < width; i++)
        to[big ? width - 1 - i : i] = (uint8_t)(c >> 8 * i);
    return width;
}

static uint32_t read_surrogate(const uint8_t *at, const uint8_t *end, unsigned width, bool big,
                               unsigned *size) {
    uint32_t c = 0;
    if (width == 1)
        return utf8_read(at, end, true, &c, size) == UTF8_OK ? c : 0;
    *size = width;
    if ((size_t)(end - at) < width)
        return 0;
    for (unsigned i = 0; i < width; i++)
        c |= (uint32_t)at[big ? width - 1 - i : i] << 8 * i;
    return c;
}

static Bytes *encoded_surrogates(const ErrorInfo *info, unsigned width, bool big, Value error) {
    Bytes *bytes = bytes_new(NULL, (info->end - info->start) * 4);
    if (!bytes)
        return NULL;
    size_t size = 0;
    for (size_t i = info->start; i < info->end; i++) {
        uint32_t c = str_at(str_of(info->object), i);
        if (!is_surrogate(c)) {
            GIVE_UP(bytes);
            return raise_value(error);
        }
        size += write_surrogate(bytes->data + size, c, width, big);
    }
    return bytes_resize_steal(bytes, size);
}

static Value surrogate_pass_errors(Value self, Value *args) {
    ErrorInfo info;
    if (!read_error(args[0], &info))
        return NULL;
    bool big;
    unsigned width = surrogate_width(args[0], &big);
    Value replacement = NULL;
    size_t end = info.end;
    if (info.kind == ERROR_TRANSLATE) {
        unknown_error(args[0]);
    } else if (width == 0) {
        raise_value(args[0]);
    } else if (info.kind == ERROR_ENCODE) {
        replacement = value_of(encoded_surrogates(&info, width, big, args[0]));
    } else {
        Bytes *bytes = bytes_of(info.object);
        unsigned size = 1;
        uint32_t c =
            read_surrogate(bytes->data + info.start, bytes->data + bytes->size, width, big, &size);
        end = info.start + size;
        replacement = is_surrogate(c) ? value_of(str_from_character(c)) : raise_value(args[0]);
    }
    decref(info.object);
    return answer_steal(replacement, end);
}

static const NativeMethod builtin_handlers[] = {
    NATIVE("strict_errors(exception, /)", strict_errors,
           "Raise the exception: the handler 'strict'."),
    NATIVE("ignore_errors(exception, /)", ignore_errors,
           "Leave out what is wrong: the handler 'ignore'."),
    NATIVE("replace_errors(exception, /)", replace_errors,
           "A replacement character: the handler 'replace'."),
    NATIVE("xmlcharrefreplace_errors(exception, /)", reference_errors,
           "XML character references: the handler 'xmlcharrefreplace'."),
    NATIVE("backslashreplace_errors(exception, /)", backslash_errors,
           "Backslash escapes: the handler 'backslashreplace'."),
    NATIVE("namereplace_errors(exception, /)", name_errors,
           "Names of characters: the handler 'namereplace'."),
    NATIVE("surrogatepass(exception, /)", surrogate_pass_errors,
           "Encoded surrogates: the handler 'surrogatepass'."),
    NATIVE("surrogateescape(exception, /)", surrogate_escape_errors,
           "Bytes as surrogates: the handler 'surrogateescape'."),
};
static const char *const handler_names[] = {
    "strict",           "ignore",      "replace",       "xmlcharrefreplace",
    "backslashreplace", "namereplace", "surrogatepass", "surrogateescape"};

/* ---- registry ------------------------------------------------------------------------------- */

static bool make_handlers(void) {
    if (handlers)
        return true;
    Dict *dict = dict_new();
    for (size_t i = 0; dict && i < sizeof handler_names / sizeof handler_names[0]; i++) {
        if (!dict_set_c_steal(dict, handler_names[i],
                              native_function_new(&builtin_handlers[i], NULL, NULL))) {
            GIVE_UP(dict);
            return false;
        }
    }
    handlers = dict;
    return dict;
}

bool codec_register_error(Str *name, Value handler) {
    if (!is_callable(handler))
        return raise_type_error("handler must be callable");
    return make_handlers() && dict_set(handlers, value_of(name), handler);
}

Answer codec_unregister_error(Str *name) {
    for (size_t i = 0; i < sizeof handler_names / sizeof handler_names[0]; i++) {
        if (str_equal_c(name, handler_names[i])) {
            raise_value_error("cannot un-register built-in error handler '%U'", name);
            return ANSWER_ERROR;
        }
    }
    if (!make_handlers())
        return ANSWER_ERROR;
    return (Answer)dict_delete(handlers, value_of(name));
}

Value codec_lookup_error(const char *name) {
    Str *key = str_from_c(name ? name : "strict");
    Value handler = NULL;
    if (key && make_handlers() && dict_lookup(handlers, value_of(key), &handler) == LOOKUP_MISSING)
        raise_error(&exc_LookupError, "unknown error handler name '%U'", key);
    if (key)
        GIVE_UP(key);
    return handler;
}

/* ---- decoding ------------------------------------------------------------------------------- */

static bool is_errors(const char *errors, const char *name) {
    return errors && strcmp(errors, name) == 0;
}

/* The answer of a handler as its two parts; the replacement is owned. */
static bool read_answer(Value answer, bool bytes_too, size_t size, Value *replacement,
                        size_t *position) {
    Tuple *tuple = is_tuple(answer) ? tuple_of(answer) : NULL;
    bool good = tuple && tuple->count == 2 &&
                (is_str(tuple->items[0]) || (bytes_too && is_bytes(tuple->items[0])));
    if (!good) {
        raise_type_error(bytes_too ? "encoding error handler must return (str/bytes, int) tuple"
                                   : "decoding error handler must return (str, int) tuple");
        return false;
    }
    ptrdiff_t place;
    if (!int_as_size(tuple->items[1], &place))
        return false;
    place += place < 0 ? (ptrdiff_t)size : 0;
    if (place < 0 || (size_t)place > size)
        return raise_index_error("position %zd from error handler out of bounds", place);
    *position = (size_t)place;
    *replacement = own(tuple->items[0]);
    return true;
}

/* The handler may have put another bytes object into the exception: decode that from here on. */
static bool adopt_input(Decoding *decoding, Value error, Value bytes) {
    Str *attribute = str_interned("object");
    Value object = attribute ? attribute_get(error, attribute) : NULL;
    if (attribute)
        GIVE_UP(attribute);
    if (!object)
        return false;
    if (object == bytes || !is_bytes(object)) {
        bool is_same = object == bytes;
        decref(object);
        return is_same || raise_type_error("object attribute must be bytes");
    }
    replace_value(&decoding->input, object);
    decoding->bytes = bytes_of(object)->data;
    decoding->size = bytes_of(object)->size;
    return true;
}

static bool call_decode_handler(Decoding *decoding, size_t start, size_t end, const char *reason) {
    if (!decoding->handler && !(decoding->handler = codec_lookup_error(decoding->errors)))
        return false;
    Bytes *bytes = bytes_new(decoding->bytes, decoding->size);
    if (!bytes)
        return false;
    Value error = unicode_decode_error_new(decoding->encoding, value_of(bytes), start, end, reason);
    Value answer = error ? call_1(decoding->handler, error) : NULL;
    bool good = answer != NULL;
    Value replacement = NULL;
    size_t position = 0;
    if (good && (good = is_tuple(answer)) == false)
        raise_type_error("decoding error handler must return (str, int) tuple");
    good = good && adopt_input(decoding, error, value_of(bytes)) &&
           read_answer(answer, false, decoding->size, &replacement, &position);
    if (good) {
        decoding->at = position;
        good = str_builder_str(&decoding->text, str_of(replacement));
        decref(replacement);
    }
    decref_maybe(answer);
    decref_maybe(error);
    GIVE_UP(bytes);
    return good;
}

bool decoding_error(Decoding *decoding, size_t start, size_t end, const char *reason) {
    const char *errors = decoding->errors;
    if (!errors || is_errors(errors, "strict"))
        return raise_unicode_decode_error(decoding->encoding, decoding->bytes, decoding->size,
                                          start, end, reason);
    decoding->at = end;
    if (is_errors(errors, "ignore"))
        return true;
    if (is_errors(errors, "replace"))
        return str_builder_character(&decoding->text, 0xfffd);
    if (is_errors(errors, "surrogateescape") && decoding->bytes[start] >= 128) {
        size_t i = start;
        for (; i < end && i < start + 4 && decoding->bytes[i] >= 128; i++) {
            if (!str_builder_character(&decoding->text, 0xdc00u + decoding->bytes[i]))
                return false;
        }
        decoding->at = i;
        return true;
    }
    return call_decode_handler(decoding, start, end, reason);
}

Value decoding_run(Decoder decoder, Decoding *decoding) {
    str_builder_init(&decoding->text);
    bool good = decoder(decoding);
    decref_maybe(decoding->handler);
    decref_maybe(decoding->input);
    if (!good || exception_pending()) {
        str_builder_abandon(&decoding->text);
        return NULL;
    }
    return value_of(str_builder_finish(&decoding->text));
}

/* ---- encoding ------------------------------------------------------------------------------- */

uint8_t *encoding_room(Encoding *encoding, size_t count) {
    if (encoding->bytes->size - encoding->size < count) {
        size_t capacity = encoding->size + count + encoding->size / 2 + 16;
        encoding->bytes = bytes_resize_steal(encoding->bytes, capacity);
        if (!encoding->bytes)
            return NULL;
    }
    return encoding->bytes->data + encoding->size;
}

bool encoding_add(Encoding *encoding, const void *bytes, size_t count) {
    uint8_t *to = encoding_room(encoding, count);
    if (!to)
        return false;
    if (count)
        memcpy(to, bytes, count);
    encoding->size += count;
    return true;
}

static void *raise_encoding_error(Encoding *encoding, size_t start, size_t end,
                                  const char *reason) {
    return raise_unicode_encode_error(encoding->encoding, encoding->str, start, end, reason);
}

static bool put_all(Encoding *encoding, const Str *text, size_t start, size_t end,
                    const char *reason) {
    if (!encoding->limit && !encoding->mapping && !text->ascii) /* a Unicode encoding */
        return raise_encoding_error(encoding, start, end, reason);
    for (size_t i = 0; i < text->length; i++) {
        Put put = encoding->put(encoding, str_at(text, i));
        if (put == PUT_UNENCODABLE)
            return raise_encoding_error(encoding, start, end, reason);
        if (put == PUT_ERROR)
            return false;
    }
    return true;
}

static bool call_encode_handler(Encoding *encoding, size_t start, size_t end, const char *reason) {
    if (!encoding->handler && !(encoding->handler = codec_lookup_error(encoding->errors)))
        return false;
    Value error = unicode_encode_error_new(encoding->encoding, encoding->str, start, end, reason);
    Value answer = error ? call_1(encoding->handler, error) : NULL;
    Value replacement = NULL;
    bool good =
        answer && read_answer(answer, true, encoding->str->length, &replacement, &encoding->at);
    if (good && is_bytes(replacement) && encoding->unit &&
        bytes_of(replacement)->size % encoding->unit) {
        decref(replacement);
        good = raise_encoding_error(encoding, start, end, reason);
    }
    if (good) {
        good = is_bytes(replacement) ? encoding_add(encoding, bytes_of(replacement)->data,
                                                    bytes_of(replacement)->size)
                                     : put_all(encoding, str_of(replacement), start, end, reason);
        decref(replacement);
    }
    decref_maybe(answer);
    decref_maybe(error);
    return good;
}

bool encoding_error(Encoding *encoding, size_t start, size_t end, const char *reason) {
    const char *errors = encoding->errors;
    if (!errors || is_errors(errors, "strict"))
        return raise_encoding_error(encoding, start, end, reason);
    encoding->at = end;
    if (is_errors(errors, "ignore"))
        return true;
    CharacterText text_of = is_errors(errors, "backslashreplace")    ? escape_text
                            : is_errors(errors, "xmlcharrefreplace") ? reference_text
                                                                     : NULL;
    bool question = is_errors(errors, "replace");
    if (is_errors(errors, "surrogateescape") && !encoding->unit && !encoding->mapping) {
        for (; start < end && str_at(encoding->str, start) - 0xdc80 < 0x80; start++) {
            uint8_t byte = (uint8_t)(str_at(encoding->str, start) - 0xdc00);
            if (!encoding_add(encoding, &byte, 1))
                return false;
        }
        if (start == end)
            return true;
    }
    if (!text_of && !question)
        return call_encode_handler(encoding, start, end, reason);
    for (size_t i = start; i < end; i++) {
        char text[16] = "?";
        int size = question ? 1 : text_of(str_at(encoding->str, i), text, sizeof text);
        for (int k = 0; k < size; k++) {
            Put put = encoding->put(encoding, (uint8_t)text[k]);
            if (put == PUT_UNENCODABLE)
                return raise_encoding_error(encoding, start, end, reason);
            if (put == PUT_ERROR)
                return false;
        }
    }
    return true;
}

Value encoding_run(Encoder encoder, Encoding *encoding) {
    encoding->bytes = bytes_new(NULL, encoding->str->length ? encoding->str->length : 0);
    if (!encoding->bytes)
        return NULL;
    bool good = encoder(encoding);
    decref_maybe(encoding->handler);
    if (!good || exception_pending()) {
        if (encoding->bytes)
            GIVE_UP(encoding->bytes);
        return NULL;
    }
    return value_of(bytes_resize_steal(encoding->bytes, encoding->size));
}
