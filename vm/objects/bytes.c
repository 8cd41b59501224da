/* bytes: making them, and the slots of the type. The methods are shared with bytearray and stand
 * in bytes_methods.c. */
#include "vm/objects/bytes_parts.h"

#include "vm/hash.h"
#include "vm/sys.h"

static struct {
    Object header;
    Hash hash;
    size_t size;
    uint8_t data[8];
} empty_bytes = {{MEM_IMMORTAL, MEM_OBJECT_STATIC, &bytes_type.mem}, 0, 0, {0}};
_Static_assert(offsetof(Bytes, data) == 32, "empty_bytes is laid out as Bytes");

#define BYTE(c)                                                                                    \
    {                                                                                              \
        {MEM_IMMORTAL, MEM_OBJECT_STATIC, &bytes_type.mem}, -1, 1, {                               \
            c                                                                                      \
        }                                                                                          \
    }
#define ROW4(c)  BYTE(c), BYTE(c + 1), BYTE(c + 2), BYTE(c + 3)
#define ROW16(c) ROW4(c), ROW4(c + 4), ROW4(c + 8), ROW4(c + 12)
#define ROW64(c) ROW16(c), ROW16(c + 16), ROW16(c + 32), ROW16(c + 48)
static struct {
    Object header;
    Hash hash;
    size_t size;
    uint8_t data[8];
} single_bytes[256] = {ROW64(0), ROW64(64), ROW64(128), ROW64(192)};

Bytes *bytes_new(const void *data, size_t size) {
    if (size == 0)
        return (Bytes *)(void *)&empty_bytes;
    if (size == 1 && data)
        return (Bytes *)(void *)&single_bytes[*(const uint8_t *)data];
    if (size > (size_t)PTRDIFF_MAX - sizeof(Bytes) - 1)
        return raise_no_memory();
    Bytes *bytes = mem_object_new(&bytes_type.mem, BYTES_HEADER_SIZE + size + 1);
    if (!bytes)
        return raise_no_memory();
    bytes->hash = -1;
    bytes->size = size;
    bytes->data[size] = 0;
    if (data)
        memcpy(bytes->data, data, size);
    return bytes;
}

Bytes *bytes_resize_steal(Bytes *bytes, size_t size) {
    if (size == bytes->size)
        return bytes;
    if (size == 0 || bytes->size == 0) {
        Bytes *fresh = bytes_new(NULL, size);
        GIVE_UP(bytes);
        return fresh;
    }
    Bytes *resized =
        mem_object_resize(bytes, BYTES_HEADER_SIZE + bytes->size + 1, BYTES_HEADER_SIZE + size + 1);
    if (!resized) {
        GIVE_UP(bytes);
        return raise_no_memory();
    }
    resized->size = size;
    resized->data[size] = 0;
    return resized;
}

static void bytes_dealloc(Object *object) {
    Bytes *bytes = (Bytes *)object;
    if (LIKELY(object->type == &bytes_type.mem))
        mem_object_free(object, BYTES_HEADER_SIZE + bytes->size + 1);
    else
        mem_object_free(object, type_instance_size((Type *)object->type, bytes->size + 1));
}

static Value new_of_subclass_steal(Type *type, Bytes *source) {
    if (!source || type == &bytes_type)
        return value_of(source);
    Bytes *bytes = type_allocate(type, source->size + 1);
    if (bytes) {
        bytes->hash = source->hash;
        bytes->size = source->size;
        memcpy(bytes->data, source->data, source->size + 1);
        if (type->mem.kind == MEM_CONTAINER)
            mem_gc_track(bytes);
    }
    GIVE_UP(source);
    return value_of(bytes);
}

static Value bytes_new_slot(Type *type, Value *args, size_t count, Tuple *keyword_names) {
    static Signature signature = SIGNATURE("bytes(source=b'', encoding='utf-8', errors='strict')");
    Value bound[3];
    if (!arguments_bind(&signature, args, count, keyword_names, bound))
        return NULL;
    return new_of_subclass_steal(type, bytes_from_arguments("bytes", bound[0], bound[1], bound[2]));
}

static Hash hash_slot(Value self) {
    Bytes *bytes = bytes_of(self);
    if (bytes->hash == -1)
        bytes->hash = hash_bytes(bytes->data, bytes->size);
    return bytes->hash;
}

static bool get_buffer_slot(Value self, Buffer *buffer, int flags) {
    if (flags & BUFFER_WRITABLE)
        return raise_error(&exc_BufferError, "Object is not writable.");
    Bytes *bytes = bytes_of(self);
    *buffer = (Buffer){.bytes = bytes->data,
                       .size = bytes->size,
                       .owner = own(self),
                       .read_only = true,
                       .format = "B",
                       .item_size = 1,
                       .dimensions = 1};
    return true;
}

static Value get_item_slot(Value self, Value key) {
    Bytes *bytes = bytes_of(self);
    if (LIKELY(is_small_int(key))) {
        int64_t index = small_int_of(key);
        if (index < 0)
            index += (int64_t)bytes->size;
        if (UNLIKELY((uint64_t)index >= bytes->size))
            return raise_index_error("index out of range");
        return value_of_small_int(bytes->data[index]);
    }
    return byte_sequence_get_item(self, key);
}

static Value iter_slot(Value self) {
    return byte_iterator_new(&bytes_iterator_type, self);
}

static Value str_slot(Value self) {
    if (settings.bytes_warning && !warn(&exc_BytesWarning, 1, "str() on a bytes instance"))
        return NULL;
    return bytes_repr(self);
}

Type bytes_type = {
    TYPE_INIT_ATOM("bytes", BYTES_HEADER_SIZE, bytes_dealloc),
    .mem.item_size = 1,
    .flags = TYPE_BASE | TYPE_IMMUTABLE | TYPE_IS_BYTES | TYPE_MATCH_SELF,
    .doc = "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\n"
           "bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n"
           "bytes(int) -> bytes object of size given by the parameter initialized with null bytes\n"
           "bytes() -> empty bytes object",
    .methods = bytes_methods,
    .new = bytes_new_slot,
    .repr = bytes_repr,
    .str = str_slot,
    .hash = hash_slot,
    .compare = byte_sequence_compare,
    .iter = iter_slot,
    .length = byte_sequence_length,
    .get_item = get_item_slot,
    .contains = byte_sequence_contains,
    .concat = byte_sequence_concat,
    .repeat = byte_sequence_repeat,
    .binary[NUMBER_REMAINDER] = byte_sequence_remainder,
    .get_buffer = get_buffer_slot,
};
