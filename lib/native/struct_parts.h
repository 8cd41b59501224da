/* What the files of the _struct module share: a parsed format, packing and unpacking with it. */
#ifndef LIB_NATIVE_STRUCT_PARTS_H
#define LIB_NATIVE_STRUCT_PARTS_H

#include "lib/native/exception_class.h"

typedef struct StructField { /* `count` items of one code; for s and p one item of that size */
    char code;
    size_t offset, size, count;
} StructField;

typedef struct StructObject {
    Object header;
    Value format; /* owned Str; null: not initialised */
    StructField *fields;
    size_t field_count, item_count, size;
    size_t user_count; /* calls under way and iterators: __init__ must wait till there are none */
    bool big_endian, native;
} StructObject;

extern ExceptionClass struct_error; /* struct.error */

/* struct_format.c */
MUST_CHECK bool struct_parse(StructObject *object, const char *format);
/* struct_codes.c: one item. */
MUST_CHECK bool struct_pack_item(const StructObject *object, const StructField *field,
                                 uint8_t *target, Value value);
MUST_CHECK Value struct_unpack_item(const StructObject *object, const StructField *field,
                                    const uint8_t *source);

#endif
