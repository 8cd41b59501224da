/* Functions, methods, cells, native functions. */
#ifndef VM_OBJECTS_FUNCTION_H
#define VM_OBJECTS_FUNCTION_H

#include "vm/arguments.h"
#include "vm/type.h"

struct Function {
    Object header;
    CodeObject *code; /* owned, as all below */
    Dict *globals;
    Dict *builtins;
    Tuple *closure;             /* of cells; null if none */
    Tuple *defaults;            /* null if none */
    Dict *keyword_defaults;     /* null if none */
    Value name, qualified_name; /* Str */
    Value module;               /* any; may be null */
    Value doc;                  /* any; may be null; see function_doc */
    Value annotations;          /* dict, or a tuple of name, value, ... not yet one; or null */
    Value type_params;          /* tuple or null */
    uintptr_t shape;            /* attribute word (instance.h) */
    uint32_t version;           /* unique; renewed when code or defaults change; 0: not cached */
    bool doc_is_in_code;        /* doc is the first constant of a code that is only begun */
};

struct Cell {
    Object header;
    Value content; /* null: empty */
};

/* The docstring, borrowed, or null; false: an exception is pending. */
MUST_CHECK bool function_doc(Function *function, Value *doc);

/* Before a function gets other code: its calls in progress keep the one they have. */
MUST_CHECK bool function_keep_calls(Function *function);

typedef struct Method { /* bound */
    Object header;
    Value function;
    Value self;
} Method;

/* A native function, or a native method bound to its instance or class. */
typedef struct NativeCallable {
    Object header;
    const NativeMethod *method;
    Signature *signature; /* shared by all made from the same NativeMethod */
    Value self;           /* what the C function gets as self; null for static ones */
    Value module;         /* Str or null */
    Type *owner;          /* the class it was found in, borrowed; null for module functions */
} NativeCallable;

/* A native method in a type's dict, not bound ("method_descriptor"). */
typedef struct MethodDescriptor {
    Object header;
    const NativeMethod *method;
    Signature *signature;
    Type *owner; /* owned */
} MethodDescriptor;

MUST_CHECK Value function_new(CodeObject *code, Dict *globals, Value qualified_name /* or null */);
MUST_CHECK Value cell_new(Value content /* may be null */);
MUST_CHECK Value method_new(Value function, Value self);
MUST_CHECK Value native_function_new(const NativeMethod *method, Value self, Value module);
/* The one Signature of a NativeMethod (a table keyed by its address); null: MemoryError. */
MUST_CHECK Signature *native_signature(const NativeMethod *method);
/* Calls a native with arguments as CALL has them; binds by signature unless raw. */
MUST_CHECK Value native_call(const NativeMethod *method, Signature *signature, Value self,
                             Value *args, size_t count, Tuple *names);

void native_signatures_fini(void);
/* From the signature text: name, "($self, x, /)" or None, the doc or None; owned. */
MUST_CHECK Str *native_method_name(const NativeMethod *method);

static inline bool is_function(Value value) {
    return has_type(value, &function_type);
}

#endif
