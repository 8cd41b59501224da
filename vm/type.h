/* Types: what an object can do, as a flat table of slots, and how classes are looked up.
 *
 * A slot that is null is absent. Slots of a class made by `class` call its special methods
 * (type_slots.c); those of static types are C functions. slots.def pairs the two. */
#ifndef VM_TYPE_H
#define VM_TYPE_H

#include "compiler/opcode.h"
#include "vm/value.h"

typedef CompareOperator CompareOp; /* COMPARE_LT ... COMPARE_GE */

typedef enum {
    NUMBER_ADD,
    NUMBER_SUBTRACT,
    NUMBER_MULTIPLY,
    NUMBER_MATMUL,
    NUMBER_TRUE_DIVIDE,
    NUMBER_FLOOR_DIVIDE,
    NUMBER_REMAINDER,
    NUMBER_DIVMOD,
    NUMBER_LSHIFT,
    NUMBER_RSHIFT,
    NUMBER_AND,
    NUMBER_XOR,
    NUMBER_OR,
    NUMBER_COUNT,
} BinarySlot; /* power has three operands and its own slot */

typedef enum {
    NUMBER_NEGATIVE,
    NUMBER_POSITIVE,
    NUMBER_ABSOLUTE,
    NUMBER_INVERT,
    NUMBER_UNARY_COUNT
} UnarySlot;

/* A native function bound by its signature: one argument per parameter, in order, borrowed; null
 * where the caller gave none and the signature has a default. `*args` arrives as a Tuple,
 * `**kwargs` as a Dict. `self` is the instance (methods), the class (class methods), the module
 * (module functions). */
typedef Value (*NativeFunction)(Value self, Value *args);

/* The raw form: `count` positional arguments, then one value per name in `names` (may be null). */
typedef Value (*NativeVariadic)(Value self, Value *args, size_t count, Tuple *names);

typedef struct NativeMethod {
    const char *signature; /* "pop($self, index=-1, /)": name, binding and __text_signature__ */
    NativeFunction function;
    NativeVariadic variadic; /* instead of function */
    const char *doc;
    enum { NATIVE_PLAIN, NATIVE_CLASS, NATIVE_STATIC } kind;
} NativeMethod;

#define NATIVE(signature, function, doc)                                                           \
    { signature, function, NULL, doc, NATIVE_PLAIN }
#define NATIVE_RAW(signature, function, doc)                                                       \
    { signature, NULL, function, doc, NATIVE_PLAIN }
#define NATIVE_OF_CLASS(signature, function, doc)                                                  \
    { signature, function, NULL, doc, NATIVE_CLASS }
#define NATIVE_OF_CLASS_RAW(signature, function, doc)                                              \
    { signature, NULL, function, doc, NATIVE_CLASS }
#define NATIVE_OF_STATIC(signature, function, doc)                                                 \
    { signature, function, NULL, doc, NATIVE_STATIC }
#define NATIVE_OF_STATIC_RAW(signature, function, doc)                                             \
    { signature, NULL, function, doc, NATIVE_STATIC }
#define NATIVE_END                                                                                 \
    { NULL, NULL, NULL, NULL, NATIVE_PLAIN }

typedef struct NativeGetSet {
    const char *name;
    Value (*get)(Value self);
    bool (*set)(Value self, Value value); /* null: read only; value null: delete */
    const char *doc;
} NativeGetSet;

typedef enum {
    MEMBER_VALUE /* null reads as None */,
    MEMBER_VALUE_OR_ERROR /* null: AttributeError */,
    MEMBER_BEHIND_ITEMS /* the same; the offset counts from the end of the items (a str's text) */,
    MEMBER_INT32,
    MEMBER_UINT32,
    MEMBER_INT64,
    MEMBER_SIZE,
    MEMBER_DOUBLE,
    MEMBER_BOOL,
    MEMBER_TEXT /* const char * */
} MemberKind;

typedef struct NativeMember {
    const char *name;
    MemberKind kind;
    size_t offset;
    bool writable;
    const char *doc;
} NativeMember;

/* What is asked of a buffer, as inspect.BufferFlags numbers it. */
enum {
    BUFFER_SIMPLE = 0,
    BUFFER_WRITABLE = 1,
    BUFFER_FULL_READ_ONLY = 0x11c, /* of any format and shape */
    BUFFER_FULL = BUFFER_FULL_READ_ONLY | BUFFER_WRITABLE,
};

/* A view of an object's bytes (the buffer protocol). */
typedef struct Buffer {
    uint8_t *bytes;
    size_t size; /* bytes */
    Value owner; /* owned reference; buffer_release gives it up */
    bool read_only;
    const char *format; /* struct format of an item, "B" for bytes */
    size_t item_size;
    int dimensions;
    const ptrdiff_t *shape, *strides; /* null: one dimension, contiguous */
    void *private;
} Buffer;

typedef bool (*GetBuffer)(Value self, Buffer *buffer, int flags);

enum {
    TYPE_HEAP = 1 << 0, /* made by a class statement or type() */
    TYPE_BASE = 1 << 1, /* may be subclassed */
    TYPE_READY = 1 << 2,
    TYPE_IMMUTABLE = 1 << 3, /* attributes of the type cannot be set */
    TYPE_ABSTRACT = 1 << 4,  /* has __abstractmethods__ */
    TYPE_HAS_FINALIZER = 1 << 5,
    TYPE_SEQUENCE = 1 << 6,   /* matches [a, b] patterns */
    TYPE_MAPPING = 1 << 7,    /* matches {k: v} patterns */
    TYPE_MATCH_SELF = 1 << 8, /* int(x) pattern binds the subject itself */
    TYPE_NO_INSTANTIATION = 1 << 9,
    TYPE_METHOD_LIKE = 1 << 10,     /* descriptor that LOAD_METHOD need not bind (functions) */
    TYPE_DEFAULT_GETATTR = 1 << 11, /* get_attr is the generic one, as instances use it */
    TYPE_IS_MODULE = 1 << 12,       /* instances are Modules: attributes in a dict of their own */
    TYPE_PLAIN = 1 << 13,           /* instances are Instances (instance.h) and nothing more */
    TYPE_DEFAULT_SETATTR = 1 << 14, /* set_attr is the generic one */
    TYPE_CUSTOM_MRO = 1 << 15,      /* made by a metaclass's own mro() */
    TYPE_OPEN = 1 << 16,            /* a static type whose attributes can be set */
    TYPE_CHANGED = 1 << 17,         /* and one was */
    TYPE_IS_LOCK = 1 << 18,         /* its __exit__ runs no code of the program */
    /* Subclass tests in one instruction, the type itself included. */
    TYPE_IS_INT = 1 << 20,
    TYPE_IS_STR = 1 << 21,
    TYPE_IS_BYTES = 1 << 22,
    TYPE_IS_LIST = 1 << 23,
    TYPE_IS_TUPLE = 1 << 24,
    TYPE_IS_DICT = 1 << 25,
    TYPE_IS_TYPE = 1 << 26,
    TYPE_IS_EXCEPTION = 1 << 27,
    TYPE_IS_SET = 1 << 28,
    TYPE_IS_FROZENSET = 1 << 29,
    TYPE_IS_FLOAT = 1 << 30,
};
#define TYPE_SUBCLASS_FLAGS 0x7ff00000u

struct Type {
    MemType mem; /* header, name, basic_size, item_size, kind, dealloc, traverse, clear, finalize */
    uint32_t flags;
    uint32_t version; /* unique over all types and renewed on every change; 0: not cached */
    Type *base;
    Tuple *bases, *mro;                 /* owned; null until ready */
    Dict *dict;                         /* owned; the class namespace */
    Value name, qualified_name, module; /* Str; heap types, else derived from mem.name */
    struct SubclassList *subclasses;    /* direct ones, not owned: they leave when they die */
    /* Where the attribute word (objects/instance.h) lies: 0 none, > 0 its offset, < 0 after the
     * items of an object of variable size, -1 for the first word there. */
    ptrdiff_t shape_offset;
    struct Shape *root_shape;
    bool accepts_weakrefs;
    struct TypeExtra *extra; /* type_internal.h: what only type*.c need to know */

    const char *doc;
    const NativeMethod *methods;
    const NativeGetSet *getsets;
    const NativeMember *members;

    /* making and destroying */
    Value (*new)(Type *type, Value *args, size_t count, Tuple *names);
    bool (*init)(Value self, Value *args, size_t count, Tuple *names);
    /* basic */
    Value (*repr)(Value self);
    Value (*str)(Value self);
    Hash (*hash)(Value self);
    Value (*compare)(Value self, Value other, CompareOp op); /* may return NOT_IMPLEMENTED */
    Value (*call)(Value self, Value *args, size_t count, Tuple *names);
    Value (*get_attr)(Value self, Str *name);
    bool (*set_attr)(Value self, Str *name, Value value); /* value null: delete */
    Answer (*truth)(Value self);
    /* descriptors */
    Value (*descr_get)(Value self, Value instance /* null: through the class */, Value owner);
    bool (*descr_set)(Value self, Value instance, Value value); /* value null: delete */
    /* iteration */
    Value (*iter)(Value self);
    Next (*next)(Value self, Value *item); /* item owned */
    /* Optional, and not inherited: some of the next items at once, at most `room`, owned, without
     * running Python code. 0: `next` knows better (there may be more, the end, or an error). */
    size_t (*next_items)(Value self, Value *items, size_t room);
    /* containers */
    ptrdiff_t (*length)(Value self); /* -1: error */
    Value (*get_item)(Value self, Value key);
    bool (*set_item)(Value self, Value key, Value value); /* value null: delete */
    Answer (*contains)(Value self, Value item);
    Value (*concat)(Value self, Value other); /* sequences: tried after the binary add slots */
    Value (*repeat)(Value self, Value count);
    Value (*inplace_concat)(Value self, Value other);
    Value (*inplace_repeat)(Value self, Value count);
    /* numbers; a binary slot is called with the operands in source order, whichever has it */
    Value (*binary[NUMBER_COUNT])(Value left, Value right);
    Value (*inplace[NUMBER_COUNT])(Value left, Value right);
    Value (*power)(Value base, Value exponent, Value modulus /* None if absent */);
    Value (*inplace_power)(Value base, Value exponent);
    Value (*unary[NUMBER_UNARY_COUNT])(Value self);
    Value (*to_int)(Value self);
    Value (*to_float)(Value self);
    Value (*to_index)(Value self);
    /* coroutines */
    Value (*await)(Value self);
    Value (*async_iter)(Value self);
    Value (*async_next)(Value self);
    /* buffers */
    GetBuffer get_buffer;
    void (*release_buffer)(Value self, Buffer *buffer);
};

/* The first lines of a static type:
 *     Type range_type = {TYPE_INIT("range", sizeof(Range), MEM_CONTAINER), .mem.dealloc = ...};
 * A static type needs no dict of its own making: type_ready fills it when it is first looked at. */
#define TYPE_INIT(type_name, size, mem_kind)                                                       \
    .mem = {.header = {MEM_IMMORTAL, MEM_OBJECT_STATIC, &type_type.mem},                           \
            .name = type_name,                                                                     \
            .basic_size = (uint32_t)(size),                                                        \
            .kind = mem_kind}
/* The same with what memory/ calls: of an object without references, and of one with them. */
#define TYPE_INIT_ATOM(type_name, size, dealloc_function)                                          \
    .mem = {.header = {MEM_IMMORTAL, MEM_OBJECT_STATIC, &type_type.mem},                           \
            .name = type_name,                                                                     \
            .basic_size = (uint32_t)(size),                                                        \
            .kind = MEM_ATOM,                                                                      \
            .dealloc = dealloc_function}
#define TYPE_INIT_CONTAINER(type_name, size, dealloc_function, traverse_function, clear_function)  \
    .mem = {.header = {MEM_IMMORTAL, MEM_OBJECT_STATIC, &type_type.mem},                           \
            .name = type_name,                                                                     \
            .basic_size = (uint32_t)(size),                                                        \
            .kind = MEM_CONTAINER,                                                                 \
            .dealloc = dealloc_function,                                                           \
            .traverse = traverse_function,                                                         \
            .clear = clear_function}

extern Type type_type, object_type, int_type, bool_type, float_type, complex_type, str_type,
    bytes_type, bytearray_type, memoryview_type, list_type, tuple_type, dict_type, set_type,
    frozenset_type, range_type, slice_type, none_type, not_implemented_type, ellipsis_type,
    function_type, native_function_type, method_type, code_type, frame_type, traceback_type,
    cell_type, generator_type, coroutine_type, async_generator_type, module_type, property_type,
    classmethod_type, staticmethod_type, super_type, weakref_type, generic_alias_type, union_type,
    method_descriptor_type, wrapper_descriptor_type, method_wrapper_type, getset_descriptor_type,
    member_descriptor_type, classmethod_descriptor_type, mappingproxy_type, enumerate_type,
    zip_type, map_type, filter_type, reversed_type;

static inline Type *type_of(Value value) {
    return is_small_int(value) ? &int_type : (Type *)object_of(value)->type;
}

static inline bool has_type(Value value, const Type *type) { /* exactly */
    return is_object(value) && object_of(value)->type == &type->mem;
}

static inline bool has_flag(Value value, uint32_t flag) {
    return type_of(value)->flags & flag;
}

static inline Type *type_cast(Value value) {
    return (Type *)object_of(value);
}

static inline bool is_type(Value value) {
    return is_object(value) && ((Type *)object_of(value)->type)->flags & TYPE_IS_TYPE;
}

static inline const char *type_name_of(Value value) { /* for messages; UTF-8; "deque"'s is dotted */
    return type_of(value)->mem.name;
}
const char *type_short_name(const Type *type); /* after the last dot: __name__ */

/* Completes a static type (mro, dict, inherited slots): idempotent, done on first look. */
MUST_CHECK bool type_ready(Type *type);
bool type_is_subtype(const Type *type, const Type *base); /* by mro, no __subclasscheck__ */

static inline bool is_instance_of(Value value, const Type *type) {
    return type_of(value) == type || type_is_subtype(type_of(value), type);
}

/* The attribute of a class along its mro, without descriptors; borrowed; null if there is none.
 * Never raises. Goes through the method cache keyed by (version, name). */
Value type_lookup_borrowed(Type *type, Str *name);
/* Gives the type a version if it has none; 0 when versions have run out. */
uint32_t type_version(Type *type);
/* What was found in the type and those below it may not be so any more. Its namespace calls this at
 * each change; who changes bases or flags must. */
void type_modified(Type *type);
void type_drop_namespace(Type *type); /* type->dict, if any: others may still hold it */
/* What patterns instances match from now on (TYPE_SEQUENCE, TYPE_MAPPING), those of subclasses
 * too. Builtin types keep theirs: str and bytes are sequences, yet match no sequence pattern. */
void type_set_pattern_flags(Type *type, uint32_t flags);

/* For `new` functions: an instance of `type` (the native type itself or a class made from it) with
 * room for item_count items, zeroed behind the header; a class counts its instance. The caller
 * fills its fields and, if the *native* type is a container, tracks it. Null: MemoryError is
 * pending. */
MUST_CHECK void *type_allocate(Type *type, size_t item_count);
/* The bytes of an object made by type_allocate, for mem_object_free. */
static inline size_t type_instance_size(const Type *type, size_t item_count) {
    return type->mem.basic_size + item_count * type->mem.item_size;
}

/* builtins.__build_class__: args are function, name, bases...; names may hold `metaclass`. */
MUST_CHECK Value class_build(Value *args, size_t count, Tuple *names);
/* metaclass(name, bases, namespace) as type() does it; the dict is copied. */
MUST_CHECK Value class_new(Str *name, Tuple *bases, Dict *namespace);

/* `object` and `type` first; the end frees what ready types own. */
MUST_CHECK bool types_init(void);
void types_fini(void);
/* The static types that are ready, one after another; null: the first, or no more. */
Type *type_next_static(const Type *type);

#endif
