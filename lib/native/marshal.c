/* Module marshal: values and code objects as bytes.
 *
 * A value is a type byte and its content; with 0x80 set in the byte the value gets the next number,
 * and 'r' refers to it by that (read, never written). Code objects are the compiler's serialized
 * form with its size in front: the reader verifies them. Numbers are little-endian. */
#include "compiler/serialize.h"
#include "vm/objects/code.h"
#include "vm/vm.h"

#include <string.h>

enum { VERSION = 4, DEPTH_MAX = 2000, FLAG_REF = 0x80 };

/* ---- writing --------------------------------------------------------------------------------- */

typedef struct Writer {
    uint8_t *bytes; /* mem_ buffer */
    size_t size, capacity;
    int depth;
    bool allow_code;
} Writer;

static bool put(Writer *writer, const void *bytes, size_t size) {
    if (size > writer->capacity - writer->size) {
        size_t capacity = (writer->size + size) * 2 + 64;
        uint8_t *larger = mem_realloc(writer->bytes, capacity);
        if (!larger)
            return raise_no_memory();
        writer->bytes = larger;
        writer->capacity = capacity;
    }
    memcpy(writer->bytes + writer->size, bytes, size);
    writer->size += size;
    return true;
}

static bool put_byte(Writer *writer, char byte) {
    return put(writer, &byte, 1);
}

static bool put_size(Writer *writer, size_t size) {
    if (size > INT32_MAX)
        return raise_value_error("unmarshallable object");
    uint32_t number = (uint32_t)size;
    return put(writer, &number, 4);
}

static bool put_value(Writer *writer, Value value);

static bool put_int(Writer *writer, Value value) {
    int64_t number;
    if (int_fits_int64(value, &number) && number == (int32_t)number) {
        int32_t small = (int32_t)number;
        return put_byte(writer, 'i') && put(writer, &small, 4);
    }
    /* 15 bits in each digit, the number of digits with the sign in front. */
    size_t bits = int_bit_length(value), digits = (bits + 14) / 15, size = bits / 8 + 4;
    uint8_t *bytes = mem_calloc(size, 1);
    if (!bytes)
        return raise_no_memory();
    bool negative = int_sign(value) < 0;
    Value magnitude = negative ? int_negative(value) : own(value);
    bool done =
        magnitude && int_to_bytes(magnitude, bytes, size, true, false) && put_byte(writer, 'l');
    int32_t count = negative ? -(int32_t)digits : (int32_t)digits;
    done = done && put(writer, &count, 4);
    for (size_t i = 0; done && i < digits; i++) {
        size_t bit = i * 15;
        uint32_t word = 0;
        memcpy(&word, bytes + bit / 8, size - bit / 8 < 4 ? size - bit / 8 : 4);
        uint16_t digit = (uint16_t)(word >> (bit % 8) & 0x7fff);
        done = put(writer, &digit, 2);
    }
    decref_maybe(magnitude);
    mem_free(bytes);
    return done;
}

static bool put_str(Writer *writer, Str *str) {
    size_t size;
    char *text = str_wtf8_copy(str, &size);
    bool done = text && put_byte(writer, 'u') && put_size(writer, size) && put(writer, text, size);
    mem_free(text);
    return done;
}

static bool put_items(Writer *writer, char type, Value *items, size_t count) {
    if (!put_byte(writer, type) || !put_size(writer, count))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!put_value(writer, items[i]))
            return false;
    return true;
}

static bool put_set(Writer *writer, Value value) {
    List *items = list_from_iterable(value);
    if (!items)
        return false;
    char type = has_type(value, &frozenset_type) ? '>' : '<';
    bool done = put_items(writer, type, items->items, items->count);
    GIVE_UP(items);
    return done;
}

static bool put_dict(Writer *writer, Dict *dict) {
    List *items = dict_items_list(dict);
    bool done = items && put_byte(writer, '{');
    for (size_t i = 0; done && i < items->count; i++) {
        Value *pair = tuple_of(items->items[i])->items;
        done = put_value(writer, pair[0]) && put_value(writer, pair[1]);
    }
    if (items)
        GIVE_UP(items);
    return done && put_byte(writer, '0');
}

static bool put_code(Writer *writer, CodeObject *code) {
    if (!writer->allow_code)
        return raise_value_error("marshalling code objects is disallowed");
    SerializedCode serialized;
    Diagnostic diagnostic;
    if (!code_serialize(code->code, &serialized, &diagnostic))
        return raise_value_error("object too deeply nested to marshal");
    bool done = put_byte(writer, 'c') && put_size(writer, serialized.size) &&
                put(writer, serialized.bytes, serialized.size);
    mem_raw_free(serialized.bytes);
    return done;
}

static bool put_buffer(Writer *writer, Value value) {
    Buffer buffer;
    if (!buffer_get(value, &buffer, false)) {
        exception_clear();
        return raise_value_error("unmarshallable object");
    }
    bool done = put_byte(writer, 's') && put_size(writer, buffer.size) &&
                put(writer, buffer.bytes, buffer.size);
    buffer_release(&buffer);
    return done;
}

static bool put_content(Writer *writer, Value value) {
    if (value == NONE)
        return put_byte(writer, 'N');
    if (value == TRUE_VALUE || value == FALSE_VALUE)
        return put_byte(writer, value == TRUE_VALUE ? 'T' : 'F');
    if (value == ELLIPSIS)
        return put_byte(writer, '.');
    if (value == value_of(&exc_StopIteration))
        return put_byte(writer, 'S');
    if (is_exact_int(value))
        return put_int(writer, value);
    if (is_exact_float(value)) {
        double number = float_of(value);
        return put_byte(writer, 'g') && put(writer, &number, 8);
    }
    if (has_type(value, &complex_type)) {
        Complex *number = (Complex *)object_of(value);
        return put_byte(writer, 'y') && put(writer, &number->real, 8) &&
               put(writer, &number->imag, 8);
    }
    if (is_exact_str(value))
        return put_str(writer, str_of(value));
    if (is_exact_tuple(value))
        return put_items(writer, '(', tuple_of(value)->items, tuple_of(value)->count);
    if (is_exact_list(value)) {
        Tuple *copy = list_as_tuple(list_of(value));
        bool done = copy && put_items(writer, '[', copy->items, copy->count);
        if (copy)
            GIVE_UP(copy);
        return done;
    }
    if (is_exact_dict(value))
        return put_dict(writer, dict_of(value));
    if (has_type(value, &set_type) || has_type(value, &frozenset_type))
        return put_set(writer, value);
    if (is_code(value))
        return put_code(writer, (CodeObject *)object_of(value));
    return put_buffer(writer, value);
}

static bool put_value(Writer *writer, Value value) {
    if (writer->depth >= DEPTH_MAX)
        return raise_value_error("object too deeply nested to marshal");
    writer->depth++;
    bool done = put_content(writer, value);
    writer->depth--;
    return done;
}

static Value dump_bytes(Value value, Value allow_code) {
    Answer allows = allow_code ? object_truth(allow_code) : ANSWER_YES;
    if (allows == ANSWER_ERROR)
        return NULL;
    Writer writer = {.allow_code = allows};
    Value result = NULL;
    if (put_value(&writer, value))
        result = value_of(bytes_new(writer.bytes, writer.size));
    mem_free(writer.bytes);
    return result;
}

/* ---- reading --------------------------------------------------------------------------------- */

typedef struct Reader {
    const uint8_t *at, *end;
    List *references;
    int depth;
    bool allow_code;
} Reader;

static const uint8_t *take(Reader *reader, size_t size) {
    if ((size_t)(reader->end - reader->at) < size)
        return raise_error(&exc_EOFError, "marshal data too short");
    const uint8_t *bytes = reader->at;
    reader->at += size;
    return bytes;
}

static bool take_size(Reader *reader, size_t *size, const char *what) {
    const uint8_t *bytes = take(reader, 4);
    int32_t number;
    if (!bytes)
        return false;
    memcpy(&number, bytes, 4);
    if (number < 0)
        return raise_value_error("bad marshal data (%s size out of range)", what);
    *size = (size_t)number;
    return true;
}

/* Null without an exception: the end mark of a dict. */
static Value take_value(Reader *reader);

static Value take_required(Reader *reader, const char *what) {
    Value value = take_value(reader);
    if (!value && !exception_pending())
        raise_type_error("NULL object in marshal data for %s", what);
    return value;
}

/* Keeps the place of a value that others may refer to. */
static bool reserve_reference(Reader *reader, bool flagged, size_t *index) {
    *index = reader->references->count;
    return !flagged || list_append(reader->references, NONE);
}

static Value finish_reference(Reader *reader, bool flagged, size_t index, Value value) {
    if (value && flagged)
        replace_value(&reader->references->items[index], own(value));
    return value;
}

static Value take_long(Reader *reader) {
    const uint8_t *bytes = take(reader, 4);
    int32_t count;
    if (!bytes)
        return NULL;
    memcpy(&count, bytes, 4);
    size_t digits = count < 0 ? (size_t) - (int64_t)count : (size_t)count;
    const uint8_t *packed = take(reader, digits * 2);
    if (!packed)
        return NULL;
    size_t size = digits * 15 / 8 + 8;
    uint8_t *memory = mem_calloc(size, 1);
    if (!memory)
        return raise_no_memory();
    bool good = true;
    for (size_t i = 0; i < digits; i++) {
        uint16_t digit;
        memcpy(&digit, packed + i * 2, 2);
        good &= digit <= 0x7fff && (digit || i + 1 < digits);
        size_t bit = i * 15;
        uint32_t word;
        memcpy(&word, memory + bit / 8, 4);
        word |= (uint32_t)digit << (bit % 8);
        memcpy(memory + bit / 8, &word, 4);
    }
    Value number = good ? int_from_bytes(memory, size, true, false)
                        : raise_value_error("bad marshal data (unnormalized long data)");
    mem_free(memory);
    if (!number || count >= 0)
        return number;
    Value negative = int_negative(number);
    decref(number);
    return negative;
}

static Value take_items(Reader *reader, char type, size_t count, bool flagged) {
    size_t index;
    if (count > (size_t)(reader->end - reader->at))
        return raise_error(&exc_EOFError, "marshal data too short");
    List *items = list_new(count);
    if (!items || !reserve_reference(reader, flagged, &index)) {
        if (items)
            GIVE_UP(items);
        return NULL;
    }
    if (type == '[' && flagged)
        finish_reference(reader, flagged, index, value_of(items));
    for (size_t i = 0; i < count; i++) {
        Value item = take_required(reader, type == '[' ? "list" : type == '(' ? "tuple" : "set");
        if (!item || !list_append_steal(items, item)) {
            GIVE_UP(items);
            return NULL;
        }
    }
    if (type == '[')
        return value_of(items);
    Value result = type == '('   ? value_of(list_as_tuple(items))
                   : type == '<' ? value_of(set_new(value_of(items)))
                                 : value_of(frozenset_new(value_of(items)));
    GIVE_UP(items);
    return finish_reference(reader, flagged, index, result);
}

static Value take_dict(Reader *reader, bool flagged) {
    size_t index;
    Dict *dict = dict_new();
    if (!dict || !reserve_reference(reader, flagged, &index)) {
        if (dict)
            GIVE_UP(dict);
        return NULL;
    }
    finish_reference(reader, flagged, index, value_of(dict));
    for (;;) {
        Value key = take_value(reader);
        if (!key && !exception_pending())
            return value_of(dict);
        Value value = key ? take_value(reader) : NULL;
        bool done = value && dict_set(dict, key, value);
        bool ended = key && !value && !exception_pending();
        decref_maybe(key);
        decref_maybe(value);
        if (ended)
            return value_of(dict);
        if (!done) {
            GIVE_UP(dict);
            return NULL;
        }
    }
}

static Value take_code(Reader *reader) {
    size_t size;
    if (!reader->allow_code)
        return raise_value_error("unmarshalling code objects is disallowed");
    const uint8_t *bytes = take_size(reader, &size, "code") ? take(reader, size) : NULL;
    if (!bytes)
        return NULL;
    Diagnostic diagnostic;
    memset(&diagnostic, 0, sizeof diagnostic);
    Code *code = code_deserialize(bytes, size, &diagnostic);
    if (!code)
        return diagnostic.kind == DIAGNOSTIC_MEMORY
                   ? raise_no_memory()
                   : raise_value_error("bad marshal data (%s)", diagnostic.message);
    return value_of(code_object_new_steal(code));
}

static Value take_text(Reader *reader, char type) {
    size_t size;
    const uint8_t *bytes;
    if (type == 'z' || type == 'Z') {
        bytes = take(reader, 1);
        size = bytes ? *bytes : 0;
        bytes = bytes ? take(reader, size) : NULL;
    } else
        bytes = take_size(reader, &size, "string") ? take(reader, size) : NULL;
    if (!bytes)
        return NULL;
    Str *str = type == 'u' || type == 't' ? str_from_wtf8((const char *)bytes, size)
                                          : str_from_latin1(bytes, size);
    if (str && (type == 't' || type == 'A' || type == 'Z'))
        str = str_intern_steal(str);
    return value_of(str);
}

static Value take_plain(Reader *reader, char type) {
    const uint8_t *bytes;
    size_t size;
    double numbers[2];
    int32_t number;
    switch (type) {
    case 'N':
        return NONE;
    case 'T':
        return TRUE_VALUE;
    case 'F':
        return FALSE_VALUE;
    case '.':
        return ELLIPSIS;
    case 'S':
        return value_of(&exc_StopIteration);
    case 'i':
        bytes = take(reader, 4);
        if (!bytes)
            return NULL;
        memcpy(&number, bytes, 4);
        return value_of_small_int(number);
    case 'I': { /* old: 64 bits */
        int64_t wide;
        bytes = take(reader, 8);
        if (!bytes)
            return NULL;
        memcpy(&wide, bytes, 8);
        return value_from_int64(wide);
    }
    case 'l':
        return take_long(reader);
    case 'g':
        bytes = take(reader, 8);
        if (!bytes)
            return NULL;
        memcpy(numbers, bytes, 8);
        return float_new(numbers[0]);
    case 'y':
        bytes = take(reader, 16);
        if (!bytes)
            return NULL;
        memcpy(numbers, bytes, 16);
        return complex_new(numbers[0], numbers[1]);
    case 's':
        bytes = take_size(reader, &size, "bytes object") ? take(reader, size) : NULL;
        return bytes ? value_of(bytes_new(bytes, size)) : NULL;
    case 'u':
    case 't':
    case 'a':
    case 'A':
    case 'z':
    case 'Z':
        return take_text(reader, type);
    case 'c':
        return take_code(reader);
    default:
        return raise_value_error("bad marshal data (unknown type code)");
    }
}

static Value take_reference(Reader *reader) {
    size_t index;
    if (!take_size(reader, &index, "reference"))
        return NULL;
    if (index >= reader->references->count || reader->references->items[index] == NONE)
        return raise_value_error("bad marshal data (invalid reference)");
    return own(reader->references->items[index]);
}

static Value take_content(Reader *reader) {
    if (reader->at == reader->end)
        return raise_error(&exc_EOFError, "EOF read where object expected");
    uint8_t code = *reader->at++;
    bool flagged = code & FLAG_REF;
    char type = (char)(code & ~FLAG_REF);
    size_t count, index;
    switch (type) {
    case '0':
        return NULL;
    case 'r':
        return take_reference(reader);
    case ')': {
        const uint8_t *bytes = take(reader, 1);
        return bytes ? take_items(reader, '(', *bytes, flagged) : NULL;
    }
    case '(':
    case '[':
    case '<':
    case '>':
        return take_size(reader, &count, "collection") ? take_items(reader, type, count, flagged)
                                                       : NULL;
    case '{':
        return take_dict(reader, flagged);
    default:
        if (!reserve_reference(reader, flagged, &index))
            return NULL;
        return finish_reference(reader, flagged, index, take_plain(reader, type));
    }
}

static Value take_value(Reader *reader) {
    if (reader->depth >= DEPTH_MAX)
        return raise_value_error("recursion limit exceeded");
    reader->depth++;
    Value value = take_content(reader);
    reader->depth--;
    return value;
}

static Value load_bytes(const uint8_t *bytes, size_t size, Value allow_code, size_t *used) {
    Answer allows = allow_code ? object_truth(allow_code) : ANSWER_YES;
    List *references = allows == ANSWER_ERROR ? NULL : list_new(0);
    if (!references)
        return NULL;
    Reader reader = {bytes, bytes + size, references, 0, allows};
    Value value = take_required(&reader, "object");
    GIVE_UP(references);
    *used = (size_t)(reader.at - bytes);
    return value;
}

/* ---- functions ------------------------------------------------------------------------------- */

static Value dumps(Value self, Value *args) {
    return dump_bytes(args[0], args[2]);
}

static Value dump(Value self, Value *args) {
    Value bytes = dump_bytes(args[0], args[3]);
    Value result = bytes ? call_method_1(args[1], names.write, bytes) : NULL;
    decref_maybe(bytes);
    return result;
}

static Value loads(Value self, Value *args) {
    Buffer buffer;
    size_t used;
    if (!buffer_get(args[0], &buffer, false))
        return NULL;
    Value value = load_bytes(buffer.bytes, buffer.size, args[1], &used);
    buffer_release(&buffer);
    return value;
}

/* Reads all there is; a file that can seek is set back behind the value. */
static Value load(Value self, Value *args) {
    Value data = call_method_0(args[0], names.read);
    if (!data)
        return NULL;
    if (!is_bytes(data)) {
        raise_type_error("file.read() returned not bytes but %s", type_name_of(data));
        decref(data);
        return NULL;
    }
    Bytes *bytes = (Bytes *)object_of(data);
    size_t used, size = bytes->size;
    Value value = load_bytes(bytes->data, size, args[1], &used);
    decref(data);
    if (value && used < size) {
        Value back = value_from_int64((int64_t)used - (int64_t)size);
        Value moved = back ? call_method_2(args[0], names.seek, back, value_of_small_int(1)) : NULL;
        decref_maybe(back);
        decref_maybe(moved);
        exception_clear();
    }
    return value;
}

static const NativeMethod functions[] = {
    NATIVE("dump(value, file, version=version, /, *, allow_code=True)", dump,
           "Write the value on the open file."),
    NATIVE("load(file, /, *, allow_code=True)", load,
           "Read one value from the open file and return it."),
    NATIVE("dumps(value, version=version, /, *, allow_code=True)", dumps,
           "Return the bytes object that would be written to a file by dump(value, file)."),
    NATIVE("loads(bytes, /, *, allow_code=True)", loads,
           "Convert the bytes-like object to a value."),
    NATIVE_END,
};

static bool exec(Module *module) {
    return module_add_int(module, "version", VERSION);
}

const NativeModule marshal_module = {
    .name = "marshal",
    .doc = "This module contains functions that can read and write Python values in\na binary "
           "format.",
    .functions = functions,
    .exec = exec,
};
