/* Audit events: what a program does that is worth watching, told to the hooks of sys.addaudithook.
 *
 * A place that does such a thing asks with audit() before it is done; a hook refuses by raising.
 * Without hooks that costs a call and a test: no arguments are made. */
#ifndef VM_AUDIT_H
#define VM_AUDIT_H

#include "vm/value.h"

/* False: a hook's exception is pending. `types` has a letter for each argument that follows:
 * O a borrowed Value (null: None), i an int, I an int64_t, s a UTF-8 text (null: None). */
MUST_CHECK bool audit(const char *event, const char *types, ...);
/* The same with arguments already in a tuple. */
MUST_CHECK bool audit_with_tuple(Value event, Value *args, size_t count);

MUST_CHECK bool audit_add_hook(Value hook);
void audit_fini(void);

#endif
