/* What the prompt's commands show of values. */
#ifndef VM_REPL_INSPECT_H
#define VM_REPL_INSPECT_H

#include "vm/value.h"

/* To sys.stdout; formats as in raise.h. */
MUST_CHECK bool repl_print(const char *format, ...);
/* What a dotted name stands for, found without running code: owned or null; nothing is raised. */
Value repl_lookup_static(const char *text);

MUST_CHECK bool repl_show_heap(void);
MUST_CHECK bool repl_show_memory(const char *text, Value value);
MUST_CHECK bool repl_show_references(const char *text, Value value);
MUST_CHECK bool repl_show_doc(const char *text, Value value);
MUST_CHECK bool repl_show_source(const char *text, Value value);
MUST_CHECK bool repl_show_variable(Str *name, Value value);

#endif
