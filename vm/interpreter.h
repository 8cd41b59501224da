/* Running code objects. */
#ifndef VM_INTERPRETER_H
#define VM_INTERPRETER_H

#include "vm/observe.h"

/* Runs a module's or exec's code: names are bound in `namespace` (a mapping; the globals' own dict
 * for modules). */
MUST_CHECK Value run_code(CodeObject *code, Dict *globals, Value namespace);
/* Runs a class body (called with __build_class__'s function): returns the __class__ cell or None.
 */
MUST_CHECK Value run_class_body(Function *function, Value namespace);
/* Calls a Python function. */
MUST_CHECK Value function_call(Value function, Value *args, size_t count, Tuple *names);

/* The loop, and its build that asks the observers (observe.h). They run thread->frame until it
 * returns, yields or raises, or until the other one should go on: INTERPRETER_CHANGE. */
MUST_CHECK Value interpret_unobserved(Thread *thread);
MUST_CHECK Value interpret_observed(Thread *thread);
#define INTERPRETER_CHANGE ((Value)&interpreter_change)
extern char interpreter_change;

/* Runs thread->frame until it returns, yields or raises. */
MUST_CHECK static inline Value interpret(Thread *thread) {
    Value result;
    do {
        result = is_observed() ? interpret_observed(thread) : interpret_unobserved(thread);
    } while (UNLIKELY(result == INTERPRETER_CHANGE));
    return result;
}

#endif
