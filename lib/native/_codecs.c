/* The module _codecs: what codecs.py and the package encodings are built on. */
#include "vm/codecs.h"
#include "vm/objects/bytes_parts.h"
#include "vm/vm.h"

/* ---- arguments ------------------------------------------------------------------------------ */

/* A str without NUL as UTF-8, or null for a missing one or None. */
static bool read_text(Value value, const char *function, const char *parameter, bool none_allowed,
                      const char **text) {
    *text = NULL;
    if (!value || (none_allowed && value == NONE))
        return true;
    if (!is_str(value))
        return raise_type_error("%s() argument %s must be str%s, not %s", function, parameter,
                                none_allowed ? " or None" : "",
                                value == NONE ? "None" : type_name_of(value));
    size_t size;
    *text = str_utf8(str_of(value), &size);
    if (!*text)
        return false;
    if (strlen(*text) != size)
        return raise_value_error("embedded null character");
    return true;
}

static Value pair_steal(Value first, size_t count) {
    if (!first)
        return NULL;
    Tuple *tuple = tuple_pack(2, first, value_of_small_int((int64_t)count));
    decref(first);
    return value_of(tuple);
}

/* ---- registry ------------------------------------------------------------------------------- */

static Value codecs_register(Value module, Value *args) {
    return codec_register(args[0]) ? NONE : NULL;
}

static Value codecs_unregister(Value module, Value *args) {
    return codec_unregister(args[0]) ? NONE : NULL;
}

static Value codecs_lookup(Value module, Value *args) {
    const char *encoding;
    if (!read_text(args[0], "lookup", "", false, &encoding))
        return NULL;
    return codec_lookup(encoding);
}

static Value apply(Value *args, const char *function, bool encode) {
    const char *encoding, *errors;
    if (!read_text(args[1], function, "'encoding'", false, &encoding) ||
        !read_text(args[2], function, "'errors'", false, &errors))
        return NULL;
    return codec_apply(args[0], encoding ? encoding : "utf-8", errors, encode);
}

static Value codecs_encode(Value module, Value *args) {
    return apply(args, "encode", true);
}

static Value codecs_decode(Value module, Value *args) {
    return apply(args, "decode", false);
}

static Value codecs_register_error(Value module, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("register_error() argument 1 must be str, not %T", args[0]);
    return codec_register_error(str_of(args[0]), args[1]) ? NONE : NULL;
}

/* The class CodecInfo: a package `encodings` that outlives the module codecs must know it again. */
static Value info_class; /* owned; null before there is one */

static Value codecs_keep_info_class(Value module, Value *args) {
    if (!info_class)
        info_class = own(args[0]);
    return own(info_class);
}

static Value codecs_unregister_error(Value module, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("_unregister_error() argument must be str, not %T", args[0]);
    Answer answer = codec_unregister_error(str_of(args[0]));
    return answer == ANSWER_ERROR ? NULL : value_of_bool(answer);
}

static Value codecs_lookup_error(Value module, Value *args) {
    const char *name;
    return read_text(args[0], "lookup_error", "", false, &name) ? codec_lookup_error(name) : NULL;
}

/* ---- decoders ------------------------------------------------------------------------------- */

static bool warn_escape(const uint8_t *bytes, size_t size, size_t backslash) {
    uint8_t c = bytes[backslash + 1];
    if (c >= '4' && c <= '7')
        return warn(&exc_DeprecationWarning, 1, "invalid octal escape sequence '\\%c%c%c'", c,
                    bytes[backslash + 2], bytes[backslash + 3]);
    return warn(&exc_DeprecationWarning, 1, "invalid escape sequence '\\%c'", c);
}

/* args: data, errors, final (null where the function has none, which means the default). */
static Value decode(Decoder decoder, Decoding *decoding, Value data, Value errors, Value final,
                    const char *function) {
    Answer is_final = final ? object_truth(final) : decoding->final;
    if (is_final == ANSWER_ERROR || !read_text(errors, function, "2", true, &decoding->errors))
        return NULL;
    decoding->final = is_final;
    Buffer buffer;
    if (!buffer_get(data, &buffer, false))
        return NULL;
    decoding->bytes = buffer.bytes;
    decoding->size = buffer.size;
    Value text = decoding_run(decoder, decoding);
    if (text && decoding->invalid_escape &&
        !warn_escape(buffer.bytes, buffer.size, decoding->invalid_escape_at))
        clear_value(&text);
    buffer_release(&buffer);
    return pair_steal(text, decoding->at);
}

#define STATEFUL_DECODER(name, decoder, shown, order)                                              \
    static Value codecs_##name##_decode(Value module, Value *args) {                               \
        Decoding decoding = {.encoding = shown, .byte_order = order, .final = false};              \
        return decode(decoder, &decoding, args[0], args[1], args[2], #name "_decode");             \
    }
STATEFUL_DECODER(utf_8, decode_utf8, "utf-8", 0)
STATEFUL_DECODER(utf_7, decode_utf7, "utf7", 0)
STATEFUL_DECODER(utf_16, decode_utf16, "utf-16", 0)
STATEFUL_DECODER(utf_16_le, decode_utf16, "utf-16-le", -1)
STATEFUL_DECODER(utf_16_be, decode_utf16, "utf-16-be", 1)
STATEFUL_DECODER(utf_32, decode_utf32, "utf-32", 0)
STATEFUL_DECODER(utf_32_le, decode_utf32, "utf-32-le", -1)
STATEFUL_DECODER(utf_32_be, decode_utf32, "utf-32-be", 1)

/* Str arguments stand for their UTF-8 here. */
static Value decode_escapes(Decoder decoder, const char *shown, Value *args, const char *function) {
    Decoding decoding = {.encoding = shown, .final = true};
    if (!is_str(args[0]))
        return decode(decoder, &decoding, args[0], args[1], args[2], function);
    size_t size;
    const char *text = str_utf8(str_of(args[0]), &size);
    Bytes *bytes = text ? bytes_new(text, size) : NULL;
    if (!bytes)
        return NULL;
    Value result = decode(decoder, &decoding, value_of(bytes), args[1], args[2], function);
    GIVE_UP(bytes);
    return result;
}

static Value codecs_unicode_escape_decode(Value module, Value *args) {
    return decode_escapes(decode_unicode_escape, "unicodeescape", args, "unicode_escape_decode");
}
static Value codecs_raw_unicode_escape_decode(Value module, Value *args) {
    return decode_escapes(decode_raw_unicode_escape, "rawunicodeescape", args,
                          "raw_unicode_escape_decode");
}
static Value codecs_latin_1_decode(Value module, Value *args) {
    Decoding decoding = {.encoding = "latin-1", .final = true};
    return decode(decode_latin1, &decoding, args[0], args[1], NULL, "latin_1_decode");
}
static Value codecs_ascii_decode(Value module, Value *args) {
    Decoding decoding = {.encoding = "ascii", .final = true};
    return decode(decode_ascii, &decoding, args[0], args[1], NULL, "ascii_decode");
}
static Value codecs_charmap_decode(Value module, Value *args) {
    Decoding decoding = {.encoding = "charmap", .final = true};
    decoding.mapping = args[2] && args[2] != NONE ? args[2] : NULL;
    return decode(decode_charmap, &decoding, args[0], args[1], NULL, "charmap_decode");
}

/* utf_16_ex_decode(data, errors, byteorder, final): also tells the byte order found. */
static Value decode_ex(Decoder decoder, const char *const shown[3], Value *args,
                       const char *function) {
    int order = 0;
    if (args[2] && !int_as_int(args[2], &order))
        return NULL;
    order = order < 0 ? -1 : order > 0;
    Decoding decoding = {.encoding = shown[order + 1], .byte_order = order, .final = false};
    Value pair = decode(decoder, &decoding, args[0], args[1], args[3], function);
    if (!pair)
        return NULL;
    Tuple *triple = tuple_pack(3, tuple_of(pair)->items[0], tuple_of(pair)->items[1],
                               value_of_small_int(decoding.mark_order));
    decref(pair);
    return value_of(triple);
}

static Value codecs_utf_16_ex_decode(Value module, Value *args) {
    static const char *const shown[] = {"utf-16-le", "utf-16", "utf-16-be"};
    return decode_ex(decode_utf16, shown, args, "utf_16_ex_decode");
}
static Value codecs_utf_32_ex_decode(Value module, Value *args) {
    static const char *const shown[] = {"utf-32-le", "utf-32", "utf-32-be"};
    return decode_ex(decode_utf32, shown, args, "utf_32_ex_decode");
}

/* ---- encoders ------------------------------------------------------------------------------- */

static Value encode(Encoder encoder, Encoding *encoding, Value str, Value errors,
                    const char *function) {
    if (!is_str(str))
        return raise_type_error("%s() argument 1 must be str, not %T", function, str);
    if (!read_text(errors, function, "2", true, &encoding->errors))
        return NULL;
    encoding->str = str_of(str);
    size_t length = encoding->str->length;
    return pair_steal(encoding_run(encoder, encoding), length);
}

#define ENCODER(name, encoder, shown, order, limit_value)                                          \
    static Value codecs_##name##_encode(Value module, Value *args) {                               \
        Encoding encoding = {.encoding = shown, .byte_order = order, .limit = limit_value};        \
        return encode(encoder, &encoding, args[0], args[1], #name "_encode");                      \
    }
ENCODER(utf_8, encode_utf8, "utf-8", 0, 0)
ENCODER(utf_7, encode_utf7, "utf7", 0, 0)
ENCODER(utf_16_le, encode_utf16, "utf-16-le", -1, 0)
ENCODER(utf_16_be, encode_utf16, "utf-16-be", 1, 0)
ENCODER(utf_32_le, encode_utf32, "utf-32-le", -1, 0)
ENCODER(utf_32_be, encode_utf32, "utf-32-be", 1, 0)
ENCODER(unicode_escape, encode_unicode_escape, "unicodeescape", 0, 0)
ENCODER(raw_unicode_escape, encode_raw_unicode_escape, "rawunicodeescape", 0, 0)
ENCODER(latin_1, encode_limited, "latin-1", 0, 256)
ENCODER(ascii, encode_limited, "ascii", 0, 128)

static Value encode_ordered(Encoder encoder, const char *const shown[3], Value *args,
                            const char *function) {
    int order = 0;
    if (args[2] && !int_as_int(args[2], &order))
        return NULL;
    order = order < 0 ? -1 : order > 0;
    Encoding encoding = {.encoding = shown[order + 1], .byte_order = order};
    return encode(encoder, &encoding, args[0], args[1], function);
}

static Value codecs_utf_16_encode(Value module, Value *args) {
    static const char *const shown[] = {"utf-16-le", "utf-16", "utf-16-be"};
    return encode_ordered(encode_utf16, shown, args, "utf_16_encode");
}
static Value codecs_utf_32_encode(Value module, Value *args) {
    static const char *const shown[] = {"utf-32-le", "utf-32", "utf-32-be"};
    return encode_ordered(encode_utf32, shown, args, "utf_32_encode");
}

static Value codecs_charmap_encode(Value module, Value *args) {
    Encoding encoding = {.encoding = "charmap"};
    encoding.mapping = args[2] && args[2] != NONE ? args[2] : NULL;
    return encode(encode_charmap, &encoding, args[0], args[1], "charmap_encode");
}

/* A dict from character to byte, for charmap_encode. */
static Value codecs_charmap_build(Value module, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("charmap_build() argument must be str, not %T", args[0]);
    Str *map = str_of(args[0]);
    Dict *dict = dict_new();
    for (size_t i = 0; dict && i < map->length && i < 256; i++) {
        if (str_at(map, i) == 0xfffe)
            continue;
        if (!dict_set(dict, value_of_small_int(str_at(map, i)), value_of_small_int((int64_t)i))) {
            GIVE_UP(dict);
            return NULL;
        }
    }
    return value_of(dict);
}

static Value codecs_readbuffer_encode(Value module, Value *args) {
    const char *text;
    size_t size;
    if (is_str(args[0])) {
        text = str_utf8(str_of(args[0]), &size);
        return text ? pair_steal(value_of(bytes_new(text, size)), size) : NULL;
    }
    Buffer buffer;
    if (!buffer_get(args[0], &buffer, false))
        return NULL;
    size = buffer.size;
    Value bytes = value_of(bytes_new(buffer.bytes, size));
    buffer_release(&buffer);
    return pair_steal(bytes, size);
}

/* ---- escapes in bytes ----------------------------------------------------------------------- */

static Value codecs_escape_encode(Value module, Value *args) {
    if (!is_bytes(args[0]))
        return raise_type_error("escape_encode() argument 1 must be bytes, not %T", args[0]);
    Bytes *source = bytes_of(args[0]);
    StrBuilder builder;
    str_builder_init(&builder);
    for (size_t i = 0; i < source->size; i++) {
        uint8_t c = source->data[i];
        if (c == '\\' || c == '\'')
            str_builder_format(&builder, "\\%c", c);
        else if (c == '\t' || c == '\n' || c == '\r')
            str_builder_c(&builder, c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\r");
        else if (c < ' ' || c >= 0x7f)
            str_builder_format(&builder, "\\x%02x", c);
        else
            str_builder_character(&builder, c);
    }
    Str *text = str_builder_finish(&builder);
    if (!text)
        return NULL;
    Value bytes = value_of(bytes_new(text->data, text->length));
    GIVE_UP(text);
    return pair_steal(bytes, source->size);
}

static int hex_digit(uint8_t c) {
    return c >= '0' && c <= '9'                 ? c - '0'
           : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                : -1;
}

/* bytes[*at] is behind a backslash; the byte goes to *to. */
static bool unescape(const uint8_t *bytes, size_t size, size_t *at, const char *errors,
                     uint8_t **to) {
    static const char letters[] = "abfnrtv\\'\"", meanings[] = "\a\b\f\n\r\t\v\\'\"";
    size_t start = *at - 1;
    uint8_t c = bytes[(*at)++];
    const char *letter = c ? strchr(letters, c) : NULL;
    if (letter) {
        *(*to)++ = (uint8_t)meanings[letter - letters];
    } else if (c >= '0' && c <= '7') {
        unsigned value = c - '0';
        for (int i = 0; i < 2 && *at < size && bytes[*at] >= '0' && bytes[*at] <= '7'; i++)
            value = value * 8 + (bytes[(*at)++] - '0');
        if (value > 0xff && !warn_escape(bytes, size, start))
            return false;
        *(*to)++ = (uint8_t)value;
    } else if (c == 'x') {
        if (*at + 1 < size && hex_digit(bytes[*at]) >= 0 && hex_digit(bytes[*at + 1]) >= 0) {
            *(*to)++ = (uint8_t)(hex_digit(bytes[*at]) << 4 | hex_digit(bytes[*at + 1]));
            *at += 2;
            return true;
        }
        if (!errors || strcmp(errors, "strict") == 0)
            return raise_value_error("invalid \\x escape at position %zu", start);
        if (strcmp(errors, "replace") == 0)
            *(*to)++ = '?';
        else if (strcmp(errors, "ignore") != 0)
            return raise_value_error("decoding error; unknown error handling code: %s", errors);
        if (*at < size && hex_digit(bytes[*at]) >= 0)
            ++*at;
    } else if (c != '\n') {
        if (!warn_escape(bytes, size, start))
            return false;
        *(*to)++ = '\\';
        *(*to)++ = c;
    }
    return true;
}

static Value codecs_escape_decode(Value module, Value *args) {
    const char *errors;
    if (!read_text(args[1], "escape_decode", "2", true, &errors))
        return NULL;
    Bytes *source;
    if (is_str(args[0])) {
        size_t size;
        const char *text = str_utf8(str_of(args[0]), &size);
        source = text ? bytes_new(text, size) : NULL;
    } else {
        if (!type_of(args[0])->get_buffer)
            return raise_type_error("a bytes-like object is required, not '%T'", args[0]);
        source = bytes_from_value(args[0]);
    }
    Bytes *result = source ? bytes_new(NULL, source->size) : NULL;
    uint8_t *to = result ? result->data : NULL;
    for (size_t i = 0; result && i < source->size;) {
        uint8_t c = source->data[i++];
        bool good = true;
        if (c != '\\')
            *to++ = c;
        else if (i == source->size)
            good = raise_value_error("Trailing \\ in string");
        else
            good = unescape(source->data, source->size, &i, errors, &to);
        if (!good) {
            GIVE_UP(result);
            result = NULL;
        }
    }
    if (result)
        result = bytes_resize_steal(result, (size_t)(to - result->data));
    Value pair = result ? pair_steal(value_of(result), source->size) : NULL;
    if (source)
        GIVE_UP(source);
    return pair;
}

/* ---- the module ----------------------------------------------------------------------------- */

#define STATEFUL(name)                                                                             \
    NATIVE(#name "_decode(data, errors=None, final=False, /)", codecs_##name##_decode,             \
           "Decode; with the number of bytes read.")
#define DECODE(name)                                                                               \
    NATIVE(#name "_decode(data, errors=None, /)", codecs_##name##_decode,                          \
           "Decode; with the number of bytes read.")
#define ENCODE(name)                                                                               \
    NATIVE(#name "_encode(str, errors=None, /)", codecs_##name##_encode,                           \
           "Encode; with the number of characters read.")

static const NativeMethod functions[] = {
    NATIVE("register(search_function, /)", codecs_register, "Add a search function for codecs."),
    NATIVE("unregister(search_function, /)", codecs_unregister, "Take a search function out."),
    NATIVE("lookup(encoding, /)", codecs_lookup, "The CodecInfo of an encoding."),
    NATIVE("encode(obj, encoding='utf-8', errors='strict')", codecs_encode,
           "Encode with any codec."),
    NATIVE("decode(obj, encoding='utf-8', errors='strict')", codecs_decode,
           "Decode with any codec."),
    NATIVE("register_error(errors, handler, /)", codecs_register_error, "Add an error handler."),
    NATIVE("_keep_info_class(info_class, /)", codecs_keep_info_class, "The first class given."),
    NATIVE("_unregister_error(errors, /)", codecs_unregister_error, "Take an error handler out."),
    NATIVE("lookup_error(name, /)", codecs_lookup_error, "The error handler of that name."),
    STATEFUL(utf_8),
    STATEFUL(utf_7),
    STATEFUL(utf_16),
    STATEFUL(utf_16_le),
    STATEFUL(utf_16_be),
    STATEFUL(utf_32),
    STATEFUL(utf_32_le),
    STATEFUL(utf_32_be),
    NATIVE("utf_16_ex_decode(data, errors=None, byteorder=0, final=False, /)",
           codecs_utf_16_ex_decode, "Decode; with the byte order found."),
    NATIVE("utf_32_ex_decode(data, errors=None, byteorder=0, final=False, /)",
           codecs_utf_32_ex_decode, "Decode; with the byte order found."),
    NATIVE("unicode_escape_decode(data, errors=None, final=True, /)", codecs_unicode_escape_decode,
           "Decode escapes."),
    NATIVE("raw_unicode_escape_decode(data, errors=None, final=True, /)",
           codecs_raw_unicode_escape_decode, "Decode escapes."),
    DECODE(latin_1),
    DECODE(ascii),
    DECODE(escape),
    NATIVE("charmap_decode(data, errors=None, mapping=None, /)", codecs_charmap_decode,
           "Decode by a mapping."),
    ENCODE(utf_8),
    ENCODE(utf_7),
    ENCODE(utf_16_le),
    ENCODE(utf_16_be),
    ENCODE(utf_32_le),
    ENCODE(utf_32_be),
    ENCODE(unicode_escape),
    ENCODE(raw_unicode_escape),
    ENCODE(latin_1),
    ENCODE(ascii),
    NATIVE("utf_16_encode(str, errors=None, byteorder=0, /)", codecs_utf_16_encode, "Encode."),
    NATIVE("utf_32_encode(str, errors=None, byteorder=0, /)", codecs_utf_32_encode, "Encode."),
    NATIVE("charmap_encode(str, errors=None, mapping=None, /)", codecs_charmap_encode,
           "Encode by a mapping."),
    NATIVE("charmap_build(map, /)", codecs_charmap_build, "The encoding table of a decoding one."),
    NATIVE("escape_encode(data, errors=None, /)", codecs_escape_encode, "Escape bytes."),
    NATIVE("readbuffer_encode(data, errors=None, /)", codecs_readbuffer_encode,
           "The bytes of a buffer."),
    NATIVE_END};

static void fini(void) {
    clear_value(&info_class);
}

const NativeModule _codecs_module = {
    .name = "_codecs",
    .doc = "Codecs: the registry, and encoders and decoders that are built in.",
    .functions = functions,
    .fini = fini,
};
