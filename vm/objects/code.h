/* Code objects: the VM's side of a Code, with values for its constants and names, and the run-time
 * instructions, which are made at the first call. */
#ifndef VM_OBJECTS_CODE_H
#define VM_OBJECTS_CODE_H

#include "compiler/code.h"
#include "vm/instruction.h"
#include "vm/type.h"

struct CodeObject {
    Object header;
    Code *code;                      /* owned: one reference */
    Instruction *instructions;       /* null until first run */
    uint32_t instruction_count;      /* words */
    uint32_t slot_count, frame_size; /* frame_size: slots and temporaries */
    uint32_t argcount;               /* positional parameters */
    uint32_t flags;                  /* CO_*, copied */
    bool simple_parameters;    /* only positional parameters: no *args, **kwargs, keyword-only */
    uint32_t *plain_offsets;   /* per word: the plain unit it stands for */
    uint32_t *handler_targets; /* per handler of code: its target word */
    Value *constants;          /* code->constant_count, owned */
    Str **names;               /* code->name_count, owned, interned */
    Str **slot_names;          /* code->slot_count, owned, interned */
    Value filename, name, qualified_name; /* Str, owned */
    struct CodeEvents *events;            /* events.c: null until the code is watched */
    uint64_t hotness;
};

/* A constant as a Python object: owned. */
MUST_CHECK Value value_of_constant(const Constant *constant);
/* The code object of a Code (whose reference it takes, also on error), nested ones included. Of a
 * Code that is only begun (code.h) it has the numbers, name, qualified name and filename;
 * `constants`, `names` and `slot_names` are null until it is completed. */
MUST_CHECK CodeObject *code_object_new_steal(Code *code);
/* Reads what is missing: before anything of the code's body is looked at. Running does it. */
MUST_CHECK bool code_object_complete(CodeObject *code);
void code_events_free(struct CodeEvents *events); /* events.c; null is allowed */
/* Makes the run-time instructions; false: MemoryError pending. */
MUST_CHECK bool code_object_prepare(CodeObject *code);
/* Where a unit comes from, as Python code may know it: without columns and the lines that follow
 * the first if -X no_debug_ranges says so. */
CodePosition code_object_position(const CodeObject *code, uint32_t unit);
/* The plain unit of the instruction before `next` (frame->pc points behind or into it; at the very
 * start it has not begun). */
static inline uint32_t code_object_plain_offset(const CodeObject *code, const Instruction *next) {
    return next == code->instructions ? 0 : code->plain_offsets[next - 1 - code->instructions];
}

static inline bool is_code(Value value) {
    return has_type(value, &code_type);
}

#endif
