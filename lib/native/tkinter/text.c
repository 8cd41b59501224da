/* Text of Python and of Tcl 8.6.
 *
 * Tcl's strings are UTF-8 with two differences: a NUL is c0 80, so that C strings hold it, and a
 * character beyond U+FFFF may be a surrogate pair, each half written as three bytes. Bytes that are
 * no text are kept by Tcl, and come and go as the escaped bytes U+DC80 to U+DCFF. */
#include "lib/native/tkinter/tkinter.h"
#include "vm/codecs.h"
#include "vm/utf8.h"

#include <limits.h>
#include <string.h>

const char *tk_text(Value value, const char *function, int position) {
    size_t size;
    if (!is_str(value)) {
        if (position)
            return raise_type_error("%s() argument %d must be str, not %N", function, position,
                                    value);
        return raise_type_error("%s() argument must be str, not %N", function, value);
    }
    const char *text = str_utf8(str_of(value), &size);
    if (text && strlen(text) != size)
        return raise_value_error("embedded null character");
    return text;
}

/* ---- to Tcl ---------------------------------------------------------------------------------- */

/* Each NUL as c0 80. */
static Tcl_Obj *with_nuls(const char *bytes, size_t size, size_t nuls) {
    char *copy = mem_malloc(size + nuls), *to = copy;
    if (!copy)
        return raise_no_memory();
    for (size_t i = 0; i < size; i++) {
        if (!bytes[i])
            *to++ = (char)0xc0;
        *to++ = (char)(bytes[i] ? bytes[i] : 0x80);
    }
    Tcl_Obj *object = tcl.Tcl_NewStringObj(copy, (int)(size + nuls));
    mem_free(copy);
    return object;
}

static Tcl_Obj *from_bytes(const char *bytes, size_t size) {
    size_t nuls = 0;
    for (const char *at = bytes; (at = memchr(at, 0, size - (size_t)(at - bytes))); at++)
        nuls++;
    if (size + nuls > INT_MAX)
        return raise_overflow_error("string is too long");
    return nuls ? with_nuls(bytes, size, nuls) : tcl.Tcl_NewStringObj(bytes, (int)size);
}

Tcl_Obj *tk_text_to_tcl(Str *str) {
    if (str->ascii)
        return from_bytes((const char *)str->data, str->length);
    Value encoded = codec_encode(value_of(str), "utf-8", "surrogateescape");
    if (!encoded)
        return NULL;
    Bytes *bytes = bytes_of(encoded);
    Tcl_Obj *object = from_bytes((const char *)bytes->data, bytes->size);
    decref(encoded);
    return object;
}

/* ---- from Tcl -------------------------------------------------------------------------------- */

/* A surrogate written as three bytes, of the half that begins with `first` (d800 or dc00). */
static bool read_half(const uint8_t *at, const uint8_t *end, uint32_t first, uint32_t *half) {
    unsigned size;
    return end - at >= 3 && utf8_read(at, end, true, half, &size) == UTF8_OK &&
           (*half & 0xfffffc00) == first;
}

/* The character at `at`, and how many bytes it takes. */
static uint32_t read_character(const uint8_t *at, const uint8_t *end, unsigned *size) {
    uint32_t character, low;
    if (utf8_read(at, end, false, &character, size) == UTF8_OK)
        return character;
    if (end - at >= 2 && at[0] == 0xc0 && at[1] == 0x80) {
        *size = 2;
        return 0;
    }
    if (read_half(at, end, 0xd800, &character) && read_half(at + 3, end, 0xdc00, &low)) {
        *size = 6;
        return 0x10000 + ((character & 0x3ff) << 10 | (low & 0x3ff));
    }
    *size = 1;
    return 0xdc00 | at[0];
}

Value tk_text_from_tcl(const char *bytes, size_t size) {
    const uint8_t *at = (const uint8_t *)bytes, *end = at + size;
    size_t ascii = ascii_run(at, size);
    if (ascii == size)
        return value_of(str_from_ascii(bytes, size));
    StrBuilder text;
    str_builder_init(&text);
    str_builder_ascii(&text, bytes, ascii);
    unsigned taken;
    for (at += ascii; at < end; at += taken)
        if (!str_builder_character(&text, read_character(at, end, &taken)))
            break;
    return value_of(str_builder_finish(&text));
}

Value tk_text_of(Tcl_Obj *object) {
    int size;
    const char *bytes = tcl.Tcl_GetStringFromObj(object, &size);
    return tk_text_from_tcl(bytes, (size_t)size);
}
