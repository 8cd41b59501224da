/* Contexts for those who run callbacks or keep variables in them. */
#ifndef LIB_NATIVE_CONTEXTVARS_H
#define LIB_NATIVE_CONTEXTVARS_H

#include "vm/value.h"

bool is_context(Value value);
MUST_CHECK Value context_copy_current(void);
/* Makes it the thread's current one until the leave: TypeError if it is no context, RuntimeError if
 * it is entered already. */
MUST_CHECK bool context_enter(Value context);
void context_leave(void);

/* Variables of native modules, in the thread's current context. */
MUST_CHECK Value context_variable_new(const char *name);
MUST_CHECK Lookup context_variable_lookup(Value variable, Value *value); /* value owned */
MUST_CHECK bool context_variable_set(Value variable, Value value);

#endif
