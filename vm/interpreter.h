/* Running code objects. */
#ifndef VM_INTERPRETER_H
#define VM_INTERPRETER_H

#include "vm/frame.h"

/* Runs a module's or exec's code: names are bound in `namespace` (a mapping; the globals' own dict
 * for modules). */
MUST_CHECK Value run_code(CodeObject *code, Dict *globals, Value namespace);
/* Runs a class body (called with __build_class__'s function): returns the __class__ cell or None.
 */
MUST_CHECK Value run_class_body(Function *function, Value namespace);
/* Calls a Python function. */
MUST_CHECK Value function_call(Value function, Value *args, size_t count, Tuple *names);

/* The loop: runs thread->frame until it returns, yields or raises. */
MUST_CHECK Value interpret(Thread *thread);

#endif
