/* memoryview: an item as a Python value and as bytes, by its format. */
#include "vm/objects/memoryview_parts.h"

#include "vm/objects/float_half.h"
#include "vm/objects/int.h"

char memoryview_native_format(const char *format) {
    static const bool known[128] = {
        ['c'] = true, ['b'] = true, ['B'] = true, ['h'] = true, ['H'] = true, ['i'] = true,
        ['I'] = true, ['l'] = true, ['L'] = true, ['q'] = true, ['Q'] = true, ['n'] = true,
        ['N'] = true, ['f'] = true, ['d'] = true, ['e'] = true, ['?'] = true, ['P'] = true,
    };
    if (format[0] == '@')
        format++;
    unsigned char type = (unsigned char)format[0];
    return type && !format[1] && type < sizeof known && known[type] ? format[0] : 0;
}

size_t memoryview_native_size(char format) {
    switch (format) {
    case 'h':
    case 'H':
    case 'e':
        return 2;
    case 'i':
    case 'I':
    case 'f':
        return 4;
    case 'l':
    case 'L':
    case 'q':
    case 'Q':
    case 'n':
    case 'N':
    case 'P':
    case 'd':
        return 8;
    default:
        return 1;
    }
}

#define READ(type)                                                                                 \
    ({                                                                                             \
        type item;                                                                                 \
        memcpy(&item, bytes, sizeof item);                                                         \
        item;                                                                                      \
    })

Value memoryview_unpack(const MemoryView *view, const uint8_t *bytes) {
    switch (memoryview_native_format(memoryview_format(view))) {
    case 'B':
        return value_of_small_int(*bytes);
    case 'b':
        return value_of_small_int((int8_t)*bytes);
    case 'c':
        return value_of(bytes_new(bytes, 1));
    case '?':
        return value_of_bool(*bytes);
    case 'h':
        return value_of_small_int(READ(int16_t));
    case 'H':
        return value_of_small_int(READ(uint16_t));
    case 'i':
        return value_of_small_int(READ(int32_t));
    case 'I':
        return value_of_small_int(READ(uint32_t));
    case 'l':
    case 'q':
    case 'n':
        return value_from_int64(READ(int64_t));
    case 'L':
    case 'Q':
    case 'N':
    case 'P':
        return value_from_uint64(READ(uint64_t));
    case 'f':
        return float_new(READ(float));
    case 'd':
        return float_new(READ(double));
    case 'e':
        return float_new(float_from_half(READ(uint16_t)));
    default:
        return raise_error(&exc_NotImplementedError, "memoryview: format %s not supported",
                           memoryview_format(view));
    }
}

static void *invalid_type(const MemoryView *view) {
    return raise_type_error("memoryview: invalid type for format '%s'", memoryview_format(view));
}
static void *invalid_value(const MemoryView *view) {
    return raise_value_error("memoryview: invalid value for format '%s'", memoryview_format(view));
}

/* __index__ may release the view: it is looked at again behind it. */
static bool pack_integer(const MemoryView *view, uint8_t *bytes, Value item, char format,
                         size_t size) {
    bool is_unsigned = format == 'P' || (format >= 'A' && format <= 'Z');
    Value number = object_index(item);
    if (!number) {
        if (exception_matches(&exc_TypeError)) {
            exception_clear();
            return invalid_type(view);
        }
        return false;
    }
    uint8_t encoded[8];
    if (!memoryview_check_alive(view)) {
        decref(number);
        return false;
    }
    bool good = int_to_bytes(number, encoded, size, true, !is_unsigned);
    decref(number);
    if (!good) {
        exception_clear();
        return invalid_value(view);
    }
    memcpy(bytes, encoded, size);
    return true;
}

bool memoryview_pack(MemoryView *view, uint8_t *bytes, Value item) {
    char format = memoryview_native_format(memoryview_format(view));
    double number;
    float single;
    uint16_t half;
    switch (format) {
    case 0:
        return raise_error(&exc_NotImplementedError, "memoryview: format %s not supported",
                           memoryview_format(view));
    case 'c':
        if (!is_bytes(item))
            return invalid_type(view);
        if (bytes_of(item)->size != 1)
            return invalid_value(view);
        *bytes = bytes_of(item)->data[0];
        return true;
    case '?': {
        Answer truth = object_truth(item);
        if (truth == ANSWER_ERROR || !memoryview_check_alive(view))
            return false;
        *bytes = (uint8_t)truth;
        return true;
    }
    case 'f':
    case 'd':
    case 'e':
        if (!object_as_double(item, &number)) {
            if (exception_clear_if(&exc_TypeError))
                return invalid_type(view);
            return false;
        }
        if (!memoryview_check_alive(view))
            return false;
        if (format == 'd') {
            memcpy(bytes, &number, sizeof number);
            return true;
        }
        single = (float)number;
        if (format == 'f') {
            memcpy(bytes, &single, sizeof single);
            return true;
        }
        if (!float_to_half(number, &half))
            return invalid_value(view);
        memcpy(bytes, &half, sizeof half);
        return true;
    default:
        return pack_integer(view, bytes, item, format, memoryview_native_size(format));
    }
}
