/* Specialisation: which guess an instruction caches. Each function looks at one execution's
 * operands and either rewrites the instruction into a specialised form (true: run it again) or
 * leaves it generic with a longer count-down. Nothing here raises. */
#ifndef VM_SPECIALIZE_H
#define VM_SPECIALIZE_H

#include "vm/instruction.h"
#include "vm/objects/function.h"
#include "vm/frame.h"

enum { SPECIALIZE_BACKOFF = 40 }; /* executions until the next try after a failed guess */

/* The last instruction that was left generic, and why: for the profile. */
typedef struct SpecializeFailure {
    const Instruction *pc;
    const char *reason;
} SpecializeFailure;
extern SpecializeFailure specialize_failure;

bool specialize_load_global(Instruction *pc, Frame *frame);
bool specialize_store_global(Instruction *pc, Frame *frame);
bool specialize_load_name(Instruction *pc, Frame *frame);
bool specialize_store_name(Instruction *pc, Frame *frame);
bool specialize_load_attr(Instruction *pc, Value object, Str *name, bool local);
bool specialize_store_attr(Instruction *pc, Value object, Str *name, bool local);
bool specialize_load_method(Instruction *pc, Value object, Str *name, bool local);
bool specialize_call(Instruction *pc, Value callee, Value *sp);
bool specialize_call_method(Instruction *pc, Value *sp);

#endif
