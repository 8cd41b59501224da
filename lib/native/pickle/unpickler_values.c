/* Opcodes that push a number, bytes, text or a buffer. */
#include "lib/native/pickle/unpickler_parts.h"
#include "vm/import.h"

#include <string.h>

/* ---- numbers -------------------------------------------------------------------------------- */

static Value int_of_text(const uint8_t *text, size_t size) {
    Str *digits = str_from_latin1(text, size);
    Value number =
        digits ? call_2(value_of(&int_type), value_of(digits), value_of_small_int(0)) : NULL;
    decref_maybe(value_of(digits));
    return number;
}

bool unpickler_load_int(Unpickler *u) {
    size_t size;
    const uint8_t *text = unpickler_line(u, &size);
    if (!text)
        return false;
    if (size == 2 && text[0] == '0' && (text[1] == '0' || text[1] == '1'))
        return unpickler_push_steal(u, value_of_bool(text[1] == '1'));
    Value number = int_of_text(text, size);
    if (!number && exception_clear_if(&exc_ValueError))
        raise_value_error("could not convert string to int");
    return unpickler_push_steal(u, number);
}

bool unpickler_load_long(Unpickler *u) {
    size_t size;
    const uint8_t *text = unpickler_line(u, &size);
    if (!text)
        return false;
    if (size && text[size - 1] == 'L')
        size--;
    return unpickler_push_steal(u, int_of_text(text, size));
}

bool unpickler_load_binint(Unpickler *u, size_t bytes) {
    uint64_t number;
    if (!unpickler_read_number(u, bytes, &number))
        return false;
    return unpickler_push_steal(u,
                                value_of_small_int(bytes == 4 ? (int32_t)number : (int64_t)number));
}

bool unpickler_load_long_bytes(Unpickler *u, size_t size_bytes) {
    uint64_t size;
    if (!unpickler_read_number(u, size_bytes, &size))
        return false;
    if (size_bytes == 4 && (int32_t)size < 0)
        return raise_unpickling("LONG pickle has negative byte count");
    const uint8_t *bytes = unpickler_take(u, (size_t)size);
    if (!bytes)
        return false;
    return unpickler_push_steal(u, size ? int_from_bytes(bytes, (size_t)size, true, true)
                                        : value_of_small_int(0));
}

bool unpickler_load_float(Unpickler *u) {
    size_t size;
    double number;
    const uint8_t *text = unpickler_line(u, &size);
    if (!text)
        return false;
    if (!float_from_text((const char *)text, size, &number))
        return raise_value_error("could not convert string to float");
    return unpickler_push_steal(u, float_new(number));
}

bool unpickler_load_binfloat(Unpickler *u) {
    const uint8_t *bytes = unpickler_take(u, 8);
    if (!bytes)
        return false;
    uint64_t bits;
    double number;
    memcpy(&bits, bytes, sizeof bits);
    bits = __builtin_bswap64(bits);
    memcpy(&number, &bits, sizeof number);
    return unpickler_push_steal(u, float_new(number));
}

/* ---- bytes and text ------------------------------------------------------------------------- */

/* A str of Python 2: text in the encoding that was given, or bytes. */
static Value decode_string_steal(Unpickler *u, Value bytes) {
    if (!bytes || str_equal_c(str_of(u->encoding), "bytes"))
        return bytes;
    Str *name = str_interned("decode");
    Value encoding = own(u->encoding), errors = own(u->errors); /* __init__ may come again */
    Value text = name ? call_method_2(bytes, name, encoding, errors) : NULL;
    decref_maybe(value_of(name));
    decref(encoding);
    decref(errors);
    decref(bytes);
    return text;
}

/* What a function of _codecs makes of the bytes. */
static Value decoded_by(const char *decoder, const uint8_t *text, size_t size) {
    Bytes *bytes = bytes_new(text, size);
    Value decode = bytes ? import_attribute("_codecs", decoder) : NULL;
    Value pair = decode ? call_1(decode, value_of(bytes)) : NULL;
    Value result = pair ? own(tuple_of(pair)->items[0]) : NULL;
    decref_maybe(value_of(bytes));
    decref_maybe(decode);
    decref_maybe(pair);
    return result;
}

bool unpickler_load_string(Unpickler *u) {
    size_t size;
    const uint8_t *text = unpickler_line(u, &size);
    if (!text)
        return false;
    if (size < 2 || text[0] != text[size - 1] || (text[0] != '"' && text[0] != '\''))
        return raise_unpickling("the STRING opcode argument must be quoted");
    return unpickler_push_steal(
        u, decode_string_steal(u, decoded_by("escape_decode", text + 1, size - 2)));
}

bool unpickler_load_binstring(Unpickler *u, size_t size_bytes) {
    uint64_t size;
    if (!unpickler_read_number(u, size_bytes, &size))
        return false;
    if (size_bytes == 4 && (int32_t)size < 0)
        return raise_unpickling("BINSTRING pickle has negative byte count");
    const uint8_t *bytes = unpickler_take(u, (size_t)size);
    return bytes && unpickler_push_steal(
                        u, decode_string_steal(u, value_of(bytes_new(bytes, (size_t)size))));
}

bool unpickler_load_binbytes(Unpickler *u, size_t size_bytes) {
    size_t size;
    if (!unpickler_read_size(u, size_bytes, "BINBYTES", &size))
        return false;
    const uint8_t *bytes = unpickler_take(u, size);
    return bytes && unpickler_push_steal(u, value_of(bytes_new(bytes, size)));
}

bool unpickler_load_bytearray(Unpickler *u) {
    size_t size;
    if (!unpickler_read_size(u, 8, "BYTEARRAY8", &size))
        return false;
    const uint8_t *bytes = unpickler_take(u, size);
    return bytes && unpickler_push_steal(u, bytearray_new(bytes, size));
}

bool unpickler_load_raw_text(Unpickler *u) {
    size_t size;
    const uint8_t *text = unpickler_line(u, &size);
    if (!text)
        return false;
    return unpickler_push_steal(u, decoded_by("raw_unicode_escape_decode", text, size));
}

bool unpickler_load_text(Unpickler *u, size_t size_bytes) {
    size_t size;
    if (!unpickler_read_size(u, size_bytes, "BINUNICODE", &size))
        return false;
    const uint8_t *bytes = unpickler_take(u, size);
    if (!bytes)
        return false;
    Str *text = str_from_utf8((const char *)bytes, size);
    if (!text && exception_clear_if(&exc_UnicodeDecodeError))
        text = str_from_wtf8((const char *)bytes, size);
    return unpickler_push_steal(u, value_of(text));
}

bool unpickler_load_next_buffer(Unpickler *u) {
    if (!u->buffers)
        return raise_unpickling("pickle stream refers to out-of-band data but no *buffers* "
                                "argument was given");
    Value buffer;
    Next next = iterator_next(u->buffers, &buffer);
    if (next == NEXT_DONE)
        return raise_unpickling("not enough out-of-band buffers");
    return next == NEXT_ITEM && unpickler_push_steal(u, buffer);
}

bool unpickler_load_readonly_buffer(Unpickler *u) {
    Value object = unpickler_top_borrowed(u);
    Buffer buffer;
    if (!object || !buffer_get_any(object, &buffer, false))
        return false;
    bool read_only = buffer.read_only;
    buffer_release(&buffer);
    if (read_only)
        return true;
    Value view = call_1(value_of(&memoryview_type), object);
    Str *name = view ? str_interned("toreadonly") : NULL;
    Value safe = name ? call_method_0(view, name) : NULL;
    decref_maybe(view);
    decref_maybe(value_of(name));
    if (safe)
        replace_value(&u->stack[u->count - 1], safe);
    return safe != NULL;
}
