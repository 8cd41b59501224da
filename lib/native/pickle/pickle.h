/* The parts of module _pickle: opcodes, the pickler, the unpickler.
 *
 * A pickle is a program for a machine with a stack, a memo and marks on the stack. Protocols 0 to 5
 * are written and read byte for byte as CPython's. */
#ifndef LIB_NATIVE_PICKLE_PICKLE_H
#define LIB_NATIVE_PICKLE_PICKLE_H

#include "lib/native/exception_class.h"
#include "vm/vm.h"

enum {
    OP_MARK = '(',
    OP_STOP = '.',
    OP_POP = '0',
    OP_POP_MARK = '1',
    OP_DUP = '2',
    OP_FLOAT = 'F',
    OP_INT = 'I',
    OP_BININT = 'J',
    OP_BININT1 = 'K',
    OP_LONG = 'L',
    OP_BININT2 = 'M',
    OP_NONE = 'N',
    OP_PERSID = 'P',
    OP_BINPERSID = 'Q',
    OP_REDUCE = 'R',
    OP_STRING = 'S',
    OP_BINSTRING = 'T',
    OP_SHORT_BINSTRING = 'U',
    OP_UNICODE = 'V',
    OP_BINUNICODE = 'X',
    OP_APPEND = 'a',
    OP_BUILD = 'b',
    OP_GLOBAL = 'c',
    OP_DICT = 'd',
    OP_EMPTY_DICT = '}',
    OP_APPENDS = 'e',
    OP_GET = 'g',
    OP_BINGET = 'h',
    OP_INST = 'i',
    OP_LONG_BINGET = 'j',
    OP_LIST = 'l',
    OP_EMPTY_LIST = ']',
    OP_OBJ = 'o',
    OP_PUT = 'p',
    OP_BINPUT = 'q',
    OP_LONG_BINPUT = 'r',
    OP_SETITEM = 's',
    OP_TUPLE = 't',
    OP_EMPTY_TUPLE = ')',
    OP_SETITEMS = 'u',
    OP_BINFLOAT = 'G',
    OP_PROTO = 0x80, /* protocol 2 */
    OP_NEWOBJ,
    OP_EXT1,
    OP_EXT2,
    OP_EXT4,
    OP_TUPLE1,
    OP_TUPLE2,
    OP_TUPLE3,
    OP_NEWTRUE,
    OP_NEWFALSE,
    OP_LONG1,
    OP_LONG4,
    OP_BINBYTES = 'B', /* protocol 3 */
    OP_SHORT_BINBYTES = 'C',
    OP_SHORT_BINUNICODE = 0x8c, /* protocol 4 */
    OP_BINUNICODE8,
    OP_BINBYTES8,
    OP_EMPTY_SET,
    OP_ADDITEMS,
    OP_FROZENSET,
    OP_NEWOBJ_EX,
    OP_STACK_GLOBAL,
    OP_MEMOIZE,
    OP_FRAME,
    OP_BYTEARRAY8, /* protocol 5 */
    OP_NEXT_BUFFER,
    OP_READONLY_BUFFER,
};

enum {
    PROTOCOL_DEFAULT = 4,
    PROTOCOL_MAX = 5,
    FRAME_TARGET = 64 * 1024,
    FRAME_MIN = 4,
    BATCH = 1000
};

extern Type pickler_type, unpickler_type, pickle_buffer_type;
extern ExceptionClass pickle_error, pickling_error, unpickling_error;
#define raise_pickling(...)   raise_of(&pickling_error, __VA_ARGS__)
#define raise_unpickling(...) raise_of(&unpickling_error, __VA_ARGS__)

/* What the module shares: looked up when it is imported, kept to the end. */
typedef struct PickleShared {
    Value dispatch_table, extension_registry, inverted_registry, extension_cache; /* copyreg */
    Value name_mapping, import_mapping, reverse_name_mapping, reverse_import_mapping;
    Value get_attribute, codecs_encode, partial;
} PickleShared;
extern PickleShared pickle_shared;
/* Where the names of Python 2 and 3 differ: both are replaced by what the two mappings say. */
MUST_CHECK bool pickle_map_names(Value names, Value imports, Value *module, Value *name);
/* The object at a dotted path below a value; the parent too, if asked for. */
MUST_CHECK Value pickle_get_path(Value object, Str *path, Value *parent /* owned; may be null */);

/* A hook (persistent_id, persistent_load) is a method of the base type, which a subclass may
 * override, and may be assigned to an instance: *assigned is that of `self`, or null. The hook to
 * call, owned; *hook null if there is only the base's. */
MUST_CHECK bool pickle_find_hook(Value self, Type *base, const char *name, Value assigned,
                                 Value *hook);

/* ---- memo.c: objects by identity -> number ---- */
typedef struct MemoEntry {
    Value object; /* owned; null: free */
    size_t number;
} MemoEntry;
typedef struct Memo {
    MemoEntry *entries;
    size_t count, mask; /* mask + 1 entries; 0: none */
} Memo;
ptrdiff_t memo_find(const Memo *memo, Value object); /* -1: it is not there */
MUST_CHECK bool memo_add(Memo *memo, Value object, size_t number);
void memo_clear(Memo *memo);

/* ---- pickler.c, pickler_save.c ---- */
typedef struct Pickler {
    Object header;
    Memo memo;
    Value write;             /* of the file; null: the result stays in the output */
    Value persistent_id;     /* assigned, or null */
    Value dispatch_table;    /* the pickler's own, or null */
    Value buffer_callback;   /* or null */
    Value reducer_override;  /* while dumping, or null */
    Value persistent_method; /* while dumping, or null */
    uint8_t *output;
    size_t size, capacity;
    ptrdiff_t frame; /* where the frame under way begins; -1: none */
    int protocol;
    bool binary, fast, fix_imports, framing, running;
} Pickler;
static inline Pickler *pickler_of(Value value) {
    return (Pickler *)object_of(value);
}
MUST_CHECK bool pickler_write(Pickler *pickler, const void *bytes, size_t size);
MUST_CHECK bool pickler_op(Pickler *pickler, int op);
/* An opcode and a little-endian number behind it. */
MUST_CHECK bool pickler_op_number(Pickler *pickler, int op, uint64_t number, size_t bytes);
/* Bytes with their opcode and size before them: large ones stand outside of frames. */
MUST_CHECK bool pickler_op_bytes(Pickler *pickler, int op, size_t size_bytes, const void *bytes,
                                 size_t size, Value owner);
MUST_CHECK bool pickler_put(Pickler *pickler, Value object);
MUST_CHECK bool pickler_get(Pickler *pickler, size_t number);
MUST_CHECK bool pickler_maybe_end_frame(Pickler *pickler);
MUST_CHECK bool pickler_save(Pickler *pickler, Value object);
MUST_CHECK bool pickler_save_call(Pickler *pickler, Value function, Value args, Value object);
Value pickle_dump(Value module, Value *args);
Value pickle_dumps(Value module, Value *args);

/* ---- unpickler.c ---- */
Value pickle_load(Value module, Value *args);
Value pickle_loads(Value module, Value *args);

#endif
