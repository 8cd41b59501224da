/* Tuples with named fields: sys.version_info, os.stat_result, time.struct_time. */
#ifndef VM_OBJECTS_STRUCT_SEQUENCE_H
#define VM_OBJECTS_STRUCT_SEQUENCE_H

#include "vm/objects/tuple.h"

enum { STRUCT_SEQUENCE_FIELDS_MAX = 32 };

typedef struct StructSequenceField {
    const char *name; /* null: without a name, only an item */
    const char *doc;
} StructSequenceField;

/* The type and what is known of it. `visible` fields are items of the tuple; the rest can only be
 * reached by name. Declare it with STRUCT_SEQUENCE and call struct_sequence_ready before use. */
typedef struct StructSequence {
    Type type;
    const StructSequenceField *fields;
    uint32_t visible, total, unnamed;
    NativeMember members[STRUCT_SEQUENCE_FIELDS_MAX];
} StructSequence;

MUST_CHECK bool struct_sequence_ready(StructSequence *sequence, const char *name, const char *doc,
                                      const StructSequenceField *fields, uint32_t visible,
                                      uint32_t total);
/* `values` holds an owned reference per field (all `total` of them), which it takes, also on
 * error; a null one is an error that is pending already. */
MUST_CHECK Value struct_sequence_new_steal(StructSequence *sequence, Value *values);

#endif
