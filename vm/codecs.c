/* Codecs: finding the one that is meant, and raising their errors. */
#include "vm/codecs.h"

#include "vm/objects/int.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/raise.h"

static void *raise_unicode_error(Type *type, const char *encoding, Value object, size_t start,
                                 size_t end, const char *reason) {
    Value args[5] = {NULL, object, value_of_small_int((int64_t)start),
                     value_of_small_int((int64_t)end), NULL};
    args[0] = value_of(str_from_c(encoding));
    args[4] = value_of(str_from_c(reason));
    Value error = args[0] && args[4] ? call(value_of(type), args, 5, NULL) : NULL;
    decref_maybe(args[0]);
    decref_maybe(args[4]);
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
    raise_unicode_error(&exc_UnicodeDecodeError, encoding, value_of(object), start, end, reason);
    GIVE_UP(object);
    return NULL;
}

void *raise_unicode_encode_error(const char *encoding, Str *str, size_t start, size_t end,
                                 const char *reason) {
    return raise_unicode_error(&exc_UnicodeEncodeError, encoding, value_of(str), start, end,
                               reason);
}

Value codec_decode(Value object, const char *encoding, const char *errors) {
    Buffer buffer;
    if (!buffer_get(object, &buffer, false))
        return NULL;
    Value text = value_of(str_from_utf8((const char *)buffer.bytes, buffer.size));
    buffer_release(&buffer);
    return text;
}

Value codec_encode(Value str, const char *encoding, const char *errors) {
    size_t size;
    const char *text = str_utf8(str_of(str), &size);
    return text ? value_of(bytes_new(text, size)) : NULL;
}
