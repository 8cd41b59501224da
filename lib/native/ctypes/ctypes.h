/* Module _ctypes: C data as Python objects, and C functions called with it.
 *
 *     CType    a class that stands for a C type: Type, and behind it size, alignment, members ...
 *     CData    an instance of one: C data in memory of its own, inside another's, or anywhere
 *
 * Six metaclasses make the classes, one for each kind; each has a base class whose instances they
 * are. Every class below those is ready for use once its metaclass's __init__ has run: `kind` says
 * so. What a C type is does not change any more once it is final: used by an instance, a subclass
 * or another type.
 *
 * Whatever Python objects the data points to are kept alive by the outermost object that the data
 * is inside of (`kept`), under the path of indices that leads to the place. */
#ifndef LIB_NATIVE_CTYPES_CTYPES_H
#define LIB_NATIVE_CTYPES_CTYPES_H

#include "lib/native/ctypes/scalar.h"
#include "lib/native/exception_class.h"

typedef enum CKind {
    C_NOT_READY, /* the abstract base classes, and classes while they are made */
    C_SIMPLE,
    C_STRUCT,
    C_UNION,
    C_ARRAY,
    C_POINTER,
    C_FUNCTION,
} CKind;

typedef struct CType {
    Type type;
    CKind kind;
    bool is_final;
    bool is_swapped;   /* a number in the other byte order; a struct whose bits begin at the top */
    bool has_pointers; /* addresses in it: it cannot be pickled */
    bool is_irregular; /* a struct or union that is not laid out as C does it by itself */
    size_t size, align;
    size_t length;        /* items of an array, members of a struct with those of its bases */
    const Scalar *scalar; /* C_SIMPLE */
    Value fields;         /* owned: a tuple of a struct's own CFields; null: none */
    struct CType *item;   /* owned; of arrays, and what pointers point to (may be null) */
    ffi_type *ffi;        /* owned if `ffi_elements` is there; null: not made yet */
    ffi_type **ffi_elements;
    char *format;     /* for the buffer protocol; mem_ buffer */
    ptrdiff_t *shape; /* of arrays; mem_ buffer */
    int dimensions;
    /* C_FUNCTION */
    int call_flags;
    Value arguments, converters, result, checker; /* owned, null if not given */
    /* Array types of this item: not owned; each leaves the list when it dies. */
    struct CType *arrays, *next_array, **array_link;
} CType;

typedef struct CData {
    Object header;
    uint8_t *memory;
    size_t size;
    struct CData *owner; /* owned: whose memory it is inside of, or null */
    size_t index;        /* in the owner */
    Value kept;          /* owned: a dict by path, None, one object, or null */
    size_t exports;      /* buffers handed out */
    bool owns_memory;
    _Alignas(uint64_t) uint8_t small[16]; /* what fits stands here; blocks are aligned to 8 */
} CData;

/* ---- types (type.c) -------------------------------------------------------------------------- */

extern Type ctype_metatype; /* the base of the six */
extern Type simple_metatype, struct_metatype, union_metatype, array_metatype, pointer_metatype,
    function_metatype;
extern CType simple_base, struct_base, union_base, array_base, pointer_base, function_base;

#define CTYPE_METATYPE_INIT(type_name)                                                             \
    TYPE_INIT_CONTAINER(type_name, sizeof(CType), ctype_dealloc, ctype_traverse, ctype_clear),     \
        .base = &ctype_metatype, .flags = TYPE_BASE | TYPE_IS_TYPE
void ctype_dealloc(Object *object);
void ctype_traverse(Object *object, MemVisit visit, void *context);
void ctype_clear(Object *object);

/* The class as a CType; null if it is none, or not ready. */
CType *ctype_from(Value value);
CType *ctype_of(Value instance); /* of an instance of CData or anything: null if it is none */
static inline bool is_ctype_kind(const CType *type, CKind kind) {
    return type && type->kind == kind;
}
static inline const char *ctype_name(const CType *type) {
    return type->type.mem.name;
}
/* A class right below its base class: its values are seen as Python's own. */
static inline bool is_plain_simple(const CType *type) {
    return type->kind == C_SIMPLE && type->type.base == &simple_base.type;
}
bool is_text_item(const CType *type, char code); /* the simple type of that letter */

/* What the __init__ of each metaclass begins with: the class as it is, not ready. */
MUST_CHECK CType *ctype_begin(Value self, Value *args, size_t count);
void ctype_set_address(CType *type); /* its instances are laid out as an address */
/* An attribute of the class, owned; of the class itself without its bases, borrowed. */
MUST_CHECK Lookup ctype_attribute(CType *type, const char *name, Value *value);
Value ctype_own_attribute_borrowed(CType *type, const char *name); /* null: none */
/* The part of a base class that its subclasses begin with. */
MUST_CHECK bool ctype_inherit(CType *type, CType *base);
MUST_CHECK bool ctype_set_format(CType *type, const char *format, ...);
/* A class of the metaclass, called `name`, with the base and the namespace. */
MUST_CHECK Value ctype_make(Type *metatype, Str *name, CType *base, Dict *namespace);

MUST_CHECK CType *array_type_of(CType *item, ptrdiff_t length); /* owned */
MUST_CHECK Value pointer_type_of(Dict *known, Value type);      /* POINTER() */
MUST_CHECK ffi_type *ctype_ffi(CType *type);

/* ---- instances (data.c) ---------------------------------------------------------------------- */

extern Type data_type;

/* The first lines of a base class. */
#define CTYPE_BASE_INIT(type_name, metatype, size)                                                 \
    .mem = {.header = {MEM_IMMORTAL, MEM_OBJECT_STATIC, &(metatype).mem},                          \
            .name = type_name,                                                                     \
            .basic_size = (size),                                                                  \
            .kind = MEM_CONTAINER,                                                                 \
            .dealloc = data_dealloc,                                                               \
            .traverse = data_traverse,                                                             \
            .clear = data_clear},                                                                  \
    .base = &data_type, .flags = TYPE_BASE, .accepts_weakrefs = false

void data_dealloc(Object *object);
void data_traverse(Object *object, MemVisit visit, void *context);
void data_clear(Object *object);

static inline CData *data_from(Value value) {
    return (CData *)(void *)object_of(value);
}
static inline bool is_data(Value value) {
    return is_instance_of(value, &data_type);
}

Value data_make(Type *type, Value *args, size_t count, Tuple *keywords); /* the slot `new` */
MUST_CHECK CData *data_new(CType *type);                                 /* zeroed */
MUST_CHECK CData *data_copy(CType *type, const void *memory);
MUST_CHECK CData *data_view(CType *type, CData *owner, size_t index, void *memory);
MUST_CHECK CData *data_at(CType *type, void *memory);
MUST_CHECK bool ctype_check_instantiable(const CType *type); /* TypeError "abstract class" */

/* The value of a place in memory that is item `index` of the owner. */
MUST_CHECK Value data_get(CType *type, CData *owner, size_t index, void *memory);
MUST_CHECK bool data_set(CType *type, CData *owner, size_t index, void *memory, Value value);
/* Writes the value; what must be kept: owned. */
MUST_CHECK Value data_store(CType *type, void *memory, Value value);

MUST_CHECK bool data_keep_steal(CData *data, size_t index, Value kept); /* null: error */
MUST_CHECK Value data_kept(CData *data); /* what its outermost object keeps: owned */

/* ---- arrays of characters (text_array.c) ----------------------------------------------------- */

/* A member that is such an array reads and is written as text. */
bool is_text_array(const CType *type);
MUST_CHECK Value text_array_get(const CType *type, const uint8_t *memory);
MUST_CHECK bool text_array_set(const CType *type, uint8_t *memory, Value value);
/* Adds `value` and `raw` to the array class. */
MUST_CHECK bool text_array_add_attributes(CType *type);

/* The items start, start + step ... at `memory`: bytes, str or a list, by the type of the items. */
MUST_CHECK Value items_get_slice(CType *item, CData *owner, uint8_t *memory, ptrdiff_t start,
                                 ptrdiff_t step, size_t count);

/* ---- structs (struct_type.c, struct_layout.c) ------------------------------------------------ */

/* Lays the members of _fields_ out behind those of the base, and adds their descriptors. */
MUST_CHECK bool struct_set_fields(CType *type, Value fields);

/* ---- members (cfield.c) ---------------------------------------------------------------------- */

typedef struct CField {
    Object header;
    CType *type; /* owned */
    size_t offset, index;
    BitField bits; /* bits 0: not a bit field */
    bool is_swapped, is_anonymous;
} CField;
extern Type cfield_type;
MUST_CHECK CField *cfield_new(CType *type, size_t offset, size_t index);
static inline CField *cfield_from(Value value) {
    return (CField *)(void *)object_of(value);
}

/* ---- arguments and calls (argument.c, call.c) ------------------------------------------------ */

typedef union CValue {
    int64_t integer;
    float single;
    double real;
    long double extended;
    void *pointer;
    uint8_t bytes[16];
} CValue;

typedef struct CArgument { /* what byref() and from_param() give: `tag` is 'P' or a simple code */
    Object header;
    char tag;
    ffi_type *ffi;
    CValue value;
    void *copy;   /* of a struct, which is passed by its value; mem_ buffer */
    Value object; /* owned: what the value belongs to */
} CArgument;
extern Type argument_type;
static inline CArgument *argument_from(Value value) {
    return (CArgument *)(void *)object_of(value);
}
static inline bool is_argument(Value value) {
    return has_type(value, &argument_type);
}
MUST_CHECK CArgument *argument_new(char tag, ffi_type *ffi, Value object /* may be null */);
/* Whatever functions take without being told a type; `position` is for the message, from 1. */
MUST_CHECK CArgument *argument_convert(Value value, size_t position);
/* The attribute _as_parameter_. */
MUST_CHECK Lookup argument_as_parameter(Value value, Value *parameter);

/* The pending exception as one of the class: "PREFIX" and then "NameOfIt: its text". */
COLD void *raise_again_as(Type *class, const char *format, ...);

/* from_param of the classes (parameter.c). */
Value parameter_of_class(Value self, Value *args);
Value parameter_of_simple(Value self, Value *args);
Value parameter_of_pointer(Value self, Value *args);

enum { /* call_flags */
       CALL_C = 1,
       CALL_PYTHON_API = 4,
       CALL_ERRNO = 8,
       CALL_LAST_ERROR = 16,
};
enum { ARGUMENTS_MAX = 1024 };

typedef struct CallPlan {
    void *address;
    int flags;
    Tuple *converters; /* null: arguments are passed as they are */
    Value result;      /* a C type, a callable, None */
    Value checker;     /* may be null */
} CallPlan;
MUST_CHECK Value foreign_call(const CallPlan *plan, Value *args, size_t count);
extern ExceptionClass argument_error;
extern _Thread_local int kept_errno;

/* from_param of each of the types; TypeError if one has none. */
MUST_CHECK Tuple *converters_of(Tuple *types);

/* ---- callbacks (callback.c) ------------------------------------------------------------------ */

extern Type thunk_type;
/* Machine code that calls the callable; *address is its entry. */
MUST_CHECK Value thunk_new(Value callable, Tuple *arguments, Value result, int flags,
                           void **address);

/* ---- parts of the module --------------------------------------------------------------------- */

/* Class methods that make instances over memory that is there (construct.c). */
Value data_from_address(Value self, Value *args);
Value data_from_buffer(Value self, Value *args);
Value data_from_buffer_copy(Value self, Value *args);
Value data_in_dll(Value self, Value *args);
/* A symbol of a CDLL; an error of the class. */
MUST_CHECK bool library_symbol(Value library, Str *name, Type *error, void **address);
Value library_open(Value self, Value *args); /* dlopen, dlclose, dlsym (library.c) */
Value library_close(Value self, Value *args);
Value library_find(Value self, Value *args);
MUST_CHECK bool memory_functions_add(Module *module); /* _cast_addr and others (memory.c) */

#endif
