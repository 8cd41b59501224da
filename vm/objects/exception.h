/* Exceptions: one layout for all of them, an Exception and behind it the attributes that its
 * built-in type adds, as an array of values.
 *
 *   header | attribute word | args, traceback, cause, context | field 0 | field 1 | ...
 *
 * The attribute word's dict holds __notes__ and what users set. A class made by `class` has its
 * slots behind the fields of the built-in type it comes from. */
#ifndef VM_OBJECTS_EXCEPTION_H
#define VM_OBJECTS_EXCEPTION_H

#include "vm/raise.h"

const char *type_short_name(const Type *type);

typedef struct Exception {
    Object header;
    uintptr_t shape;      /* attribute word (instance.h) */
    Tuple *args;          /* owned */
    Value traceback;      /* a traceback, or null */
    Value cause, context; /* exceptions, or null */
    bool suppress_context;
    uint8_t field_count;
    Value fields[]; /* owned or null: null reads as None */
} Exception;

enum { FIELD_STOP_ITERATION_VALUE, STOP_ITERATION_FIELDS };
enum { FIELD_SYSTEM_EXIT_CODE, SYSTEM_EXIT_FIELDS };
enum { FIELD_NAME_ERROR_NAME, NAME_ERROR_FIELDS };
enum { FIELD_ATTRIBUTE_ERROR_NAME, FIELD_ATTRIBUTE_ERROR_OBJ, ATTRIBUTE_ERROR_FIELDS };
enum {
    FIELD_IMPORT_MSG,
    FIELD_IMPORT_NAME,
    FIELD_IMPORT_PATH,
    FIELD_IMPORT_NAME_FROM,
    IMPORT_ERROR_FIELDS
};
enum {
    FIELD_OS_ERRNO,
    FIELD_OS_STRERROR,
    FIELD_OS_FILENAME,
    FIELD_OS_FILENAME2,
    FIELD_OS_WRITTEN, /* characters_written of BlockingIOError; an int, or null */
    OS_ERROR_FIELDS
};
enum {
    FIELD_SYNTAX_MSG,
    FIELD_SYNTAX_FILENAME,
    FIELD_SYNTAX_LINENO,
    FIELD_SYNTAX_OFFSET,
    FIELD_SYNTAX_TEXT,
    FIELD_SYNTAX_END_LINENO,
    FIELD_SYNTAX_END_OFFSET,
    FIELD_SYNTAX_PRINT_FILE_AND_LINE,
    SYNTAX_ERROR_FIELDS
};
enum {
    FIELD_UNICODE_ENCODING, /* a str; not of UnicodeTranslateError */
    FIELD_UNICODE_OBJECT,   /* a str, for decoding a bytes */
    FIELD_UNICODE_START,    /* an int */
    FIELD_UNICODE_END,      /* an int */
    FIELD_UNICODE_REASON,   /* a str */
    UNICODE_ERROR_FIELDS
};
enum { FIELD_GROUP_MESSAGE, FIELD_GROUP_EXCEPTIONS /* a tuple */, GROUP_FIELDS };

static inline bool is_exception(Value value) {
    return is_object(value) && ((Type *)object_of(value)->type)->flags & TYPE_IS_EXCEPTION;
}
static inline Exception *exception_of(Value value) {
    return (Exception *)(void *)object_of(value);
}
/* A class whose instances can be raised. */
static inline bool is_exception_class(Value value) {
    return is_type(value) && type_cast(value)->flags & TYPE_IS_EXCEPTION;
}

/* Makes the static types ready and sets MemoryErrors aside; the other way round at the end. */
MUST_CHECK bool exceptions_init(void);
void exceptions_forget(void); /* gives up what the MemoryError of last resort has seen */
void exceptions_fini(void);

/* type(*args) for built-in types, without going through the class's __call__. */
MUST_CHECK Value exception_new(Type *type, Tuple *args);
/* From the store set aside, so that it needs no memory: owned. */
Value exception_no_memory(void);

MUST_CHECK Value unicode_decode_error_new(const char *encoding, Value object, size_t start,
                                          size_t end, const char *reason);
MUST_CHECK Value unicode_encode_error_new(const char *encoding, Str *object, size_t start,
                                          size_t end, const char *reason);

/* Sets a field of a fresh exception: `value` borrowed, null for none. */
void exception_set_field(Value exception, unsigned field, Value value);

/* `except type_or_tuple:` (TypeError if it is not a class of exceptions or a tuple of them). */
MUST_CHECK Answer exception_matches_clause(Value exception, Value type_or_tuple);
/* `except* type_or_tuple:`: the part that matches (owned; None if nothing does) and the rest
 * (owned; None if nothing is left). A bare exception that matches comes wrapped in a group. */
MUST_CHECK bool exception_group_match(Value exception, Value type_or_tuple, Value *match,
                                      Value *rest);
/* What a `try ... except*` raises at its end, from the exceptions its clauses raised: owned; None
 * if there is nothing to raise. */
MUST_CHECK Value exception_prepare_reraise_star(Value original, List *raised);

/* exception_types.c, exception_os.c, ... tell exception.c what each built-in type adds. */
typedef struct ExceptionLayout {
    Type *type;
    unsigned fields;
    Value (*new)(Type *type, Value *args, size_t count, Tuple *names);
    bool (*init)(Value self, Value *args, size_t count, Tuple *names);
    Value (*str)(Value self);
    const NativeMethod *methods;
    const NativeGetSet *getsets;
    const NativeMember *members;
} ExceptionLayout;
extern const ExceptionLayout exception_layouts[], exception_os_layouts[],
    exception_syntax_layouts[], exception_unicode_layouts[], exception_group_layouts[];
/* What their constructors share. */
MUST_CHECK Value exception_base_new(Type *type, Value *args, size_t count, Tuple *names);
MUST_CHECK bool exception_base_init(Value self, Value *args, size_t count, Tuple *names);
MUST_CHECK Value exception_base_str(Value self);
/* Sets args from the positional ones; `allowed[i]` (null ends it) names the keyword that sets
 * fields[first + i]. */
MUST_CHECK bool exception_init_keywords(Value self, Value *args, size_t count, Tuple *names,
                                        const char *const *allowed, unsigned first);
MUST_CHECK bool exception_check_no_keywords(Value self, Tuple *names);
/* The instance's __dict__ if it has one (borrowed). */
Dict *exception_dict_borrowed(Value self);
#define EXCEPTION_FIELD(field) (offsetof(Exception, fields) + (field) * sizeof(Value))

#endif
