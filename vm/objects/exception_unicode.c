/* UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError: which part of what object could
 * not be converted, and why. Users may store anything in encoding, object and reason later. */
#include "vm/objects/exception.h"
#include "vm/vm.h"

/* ---- constructors ---------------------------------------------------------------------------- */

static bool check_count(size_t count, size_t expected) {
    if (count == expected)
        return true;
    return raise_type_error("function takes exactly %zu arguments (%zu given)", expected, count);
}

static bool check_str(Value arg, int number) {
    if (is_str(arg))
        return true;
    return raise_type_error("argument %d must be str, not %.50s", number,
                            arg == NONE ? "None" : type_name_of(arg));
}

static bool set_index(Value self, unsigned field, Value value) {
    ptrdiff_t index;
    Value number = int_as_size(value, &index) ? value_from_int64(index) : NULL;
    if (number)
        replace_value(&exception_of(self)->fields[field], number);
    return number != NULL;
}

static bool set_range(Value self, Value start, Value end) {
    return set_index(self, FIELD_UNICODE_START, start) && set_index(self, FIELD_UNICODE_END, end);
}

static bool encode_init(Value self, Value *args, size_t count, Tuple *names) {
    if (!exception_base_init(self, args, count, names) || !check_count(count, 5) ||
        !check_str(args[0], 1) || !check_str(args[1], 2) || !set_range(self, args[2], args[3]) ||
        !check_str(args[4], 5))
        return false;
    exception_set_field(self, FIELD_UNICODE_ENCODING, args[0]);
    exception_set_field(self, FIELD_UNICODE_OBJECT, args[1]);
    exception_set_field(self, FIELD_UNICODE_REASON, args[4]);
    return true;
}

static bool decode_init(Value self, Value *args, size_t count, Tuple *names) {
    if (!exception_base_init(self, args, count, names) || !check_count(count, 5) ||
        !check_str(args[0], 1) || !set_range(self, args[2], args[3]) || !check_str(args[4], 5))
        return false;
    Value object = args[1];
    if (is_bytes(object)) {
        incref(object);
    } else {
        Buffer buffer;
        if (!buffer_get(object, &buffer, false))
            return false;
        object = value_of(bytes_new(buffer.bytes, buffer.size));
        buffer_release(&buffer);
        if (!object)
            return false;
    }
    exception_set_field(self, FIELD_UNICODE_ENCODING, args[0]);
    exception_set_field(self, FIELD_UNICODE_OBJECT, object);
    exception_set_field(self, FIELD_UNICODE_REASON, args[4]);
    decref(object);
    return true;
}

static bool translate_init(Value self, Value *args, size_t count, Tuple *names) {
    if (!exception_base_init(self, args, count, names) || !check_count(count, 4) ||
        !check_str(args[0], 1) || !set_range(self, args[1], args[2]) || !check_str(args[3], 4))
        return false;
    exception_set_field(self, FIELD_UNICODE_OBJECT, args[0]);
    exception_set_field(self, FIELD_UNICODE_REASON, args[3]);
    return true;
}

static Value error_new(Type *type, const char *encoding, Value object, size_t start, size_t end,
                       const char *reason) {
    Value result = NULL;
    Str *name = str_from_c(encoding), *text = str_from_c(reason);
    if (name && text) {
        Tuple *args = tuple_pack(5, value_of(name), object, value_of_small_int((int64_t)start),
                                 value_of_small_int((int64_t)end), value_of(text));
        if (args) {
            result = exception_new(type, args);
            GIVE_UP(args);
        }
    }
    if (name)
        GIVE_UP(name);
    if (text)
        GIVE_UP(text);
    return result;
}

Value unicode_decode_error_new(const char *encoding, Value object, size_t start, size_t end,
                               const char *reason) {
    return error_new(&exc_UnicodeDecodeError, encoding, object, start, end, reason);
}

Value unicode_encode_error_new(const char *encoding, Str *object, size_t start, size_t end,
                               const char *reason) {
    return error_new(&exc_UnicodeEncodeError, encoding, value_of(object), start, end, reason);
}

static Value get_index(Value self, unsigned field) {
    Value index = exception_of(self)->fields[field];
    return index ? index : value_of_small_int(0);
}

static int64_t index_of(Value self, unsigned field) {
    int64_t index = 0;
    bool fits = int_fits_int64(get_index(self, field), &index); /* set_index has seen to it */
    return fits ? index : 0;
}

/* ---- text ------------------------------------------------------------------------------------ */

/* A character as messages show it: \xff, \u1234, \U00012345. */
static Str *escaped(uint32_t character) {
    char text[16];
    int size = snprintf(text, sizeof text,
                        character <= 0xff     ? "\\x%02x"
                        : character <= 0xffff ? "\\u%04x"
                                              : "\\U%08x",
                        character);
    return str_from_ascii(text, (size_t)size);
}

static Value error_str(Value self) {
    Value *fields = exception_of(self)->fields;
    Value object = fields[FIELD_UNICODE_OBJECT];
    if (!object)
        return value_of(str_empty());
    Value encoding = fields[FIELD_UNICODE_ENCODING], reason = fields[FIELD_UNICODE_REASON];
    int64_t start = index_of(self, FIELD_UNICODE_START), end = index_of(self, FIELD_UNICODE_END);
    bool decoding = is_instance_of(self, &exc_UnicodeDecodeError) && is_bytes(object);
    bool translating = is_instance_of(self, &exc_UnicodeTranslateError);
    long size = is_str(object) ? (long)str_of(object)->length
                : decoding     ? (long)((Bytes *)object_of(object))->size
                               : 0;
    bool single = start >= 0 && start < size && end == start + 1;
    Str *result = NULL, *shown = NULL;
    Value kept[3] = {own(object), own(encoding ? encoding : NONE), own(reason ? reason : NONE)};
    if (single && is_str(object)) {
        shown = escaped(str_at(str_of(object), (size_t)start));
        if (!shown)
            goto done;
    }
    if (translating)
        result = single ? str_format("can't translate character '%U' in position %zd: %S", shown,
                                     (ptrdiff_t)start, kept[2])
                        : str_format("can't translate characters in position %zd-%zd: %S",
                                     (ptrdiff_t)start, (ptrdiff_t)(end - 1), kept[2]);
    else if (decoding && single) {
        char byte[8];
        snprintf(byte, sizeof byte, "%02x", ((Bytes *)object_of(object))->data[start]);
        result = str_format("'%S' codec can't decode byte 0x%s in position %zd: %S", kept[1], byte,
                            (ptrdiff_t)start, kept[2]);
    } else if (decoding)
        result = str_format("'%S' codec can't decode bytes in position %zd-%zd: %S", kept[1],
                            (ptrdiff_t)start, (ptrdiff_t)(end - 1), kept[2]);
    else
        result = single ? str_format("'%S' codec can't encode character '%U' in position %zd: %S",
                                     kept[1], shown, (ptrdiff_t)start, kept[2])
                        : str_format("'%S' codec can't encode characters in position %zd-%zd: %S",
                                     kept[1], (ptrdiff_t)start, (ptrdiff_t)(end - 1), kept[2]);
done:
    for (int i = 0; i < 3; i++)
        decref(kept[i]);
    if (shown)
        GIVE_UP(shown);
    return value_of(result);
}

/* ---- start and end: always ints -------------------------------------------------------------- */

static bool set_attribute(Value self, unsigned field, Value value) {
    if (!value)
        return raise_type_error("can't delete numeric/char attribute");
    if (!is_int(value))
        return raise_type_error("an integer is required");
    return set_index(self, field, value);
}

static Value start_get(Value self) {
    return own(get_index(self, FIELD_UNICODE_START));
}
static bool start_set(Value self, Value value) {
    return set_attribute(self, FIELD_UNICODE_START, value);
}
static Value end_get(Value self) {
    return own(get_index(self, FIELD_UNICODE_END));
}
static bool end_set(Value self, Value value) {
    return set_attribute(self, FIELD_UNICODE_END, value);
}

static const NativeGetSet getsets[] = {
    {"start", start_get, start_set, "exception start"},
    {"end", end_get, end_set, "exception end"},
    {NULL, NULL, NULL, NULL},
};

static const NativeMember members[] = {
    {"encoding", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_UNICODE_ENCODING), true, "exception encoding"},
    {"object", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_UNICODE_OBJECT), true, "exception object"},
    {"reason", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_UNICODE_REASON), true, "exception reason"},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

const ExceptionLayout exception_unicode_layouts[] = {
    {&exc_UnicodeEncodeError, UNICODE_ERROR_FIELDS, NULL, encode_init, error_str, NULL, getsets,
     members},
    {&exc_UnicodeDecodeError, UNICODE_ERROR_FIELDS, NULL, decode_init, error_str, NULL, getsets,
     members},
    {&exc_UnicodeTranslateError, UNICODE_ERROR_FIELDS, NULL, translate_init, error_str, NULL,
     getsets, members},
    {NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL},
};
