/* What the files of the array module share: arrays, and items by type code. */
#ifndef LIB_NATIVE_ARRAY_PARTS_H
#define LIB_NATIVE_ARRAY_PARTS_H

#include "vm/vm.h"

typedef struct ArrayCode {
    char code;
    size_t size;
    const char *format; /* of the buffer protocol */
    bool is_text, is_signed;
    int machine_format; /* for pickling */
} ArrayCode;

typedef struct Array {
    Object header;
    const ArrayCode *code;
    size_t count, capacity; /* items */
    uint8_t *items;         /* mem_ buffer, null while capacity is 0 */
    size_t exports;         /* buffers handed out: the size must not change */
} Array;

extern Type array_type;

static inline bool is_array(Value value) {
    return is_instance_of(value, &array_type);
}
static inline Array *array_of(Value value) {
    return (Array *)object_of(value);
}
static inline uint8_t *array_at(const Array *array, size_t index) {
    return array->items + index * array->code->size;
}

/* array_items.c */
const ArrayCode *array_code(uint32_t code); /* null: there is none */
extern const char array_codes[];            /* all of them, for typecodes */
MUST_CHECK Value array_load(const ArrayCode *code, const uint8_t *item);
MUST_CHECK bool array_store(const ArrayCode *code, uint8_t *item, Value value);

/* array.c */
MUST_CHECK Array *array_new(Type *type, const ArrayCode *code, size_t count); /* not filled */
MUST_CHECK bool array_resize(Array *array, size_t count);                     /* BufferError */
MUST_CHECK bool array_append(Array *array, Value value);
MUST_CHECK bool array_extend(Array *array, Value iterable);
MUST_CHECK bool array_add_bytes(Array *array, const uint8_t *bytes, size_t size);
MUST_CHECK bool array_add_text(Array *array, Str *text);
MUST_CHECK Value array_items_list(Array *array);

/* array_methods.c */
extern const NativeMethod array_methods[];
extern const NativeGetSet array_getsets[];
Value array_method_tounicode(Value self, Value *args);

#endif
