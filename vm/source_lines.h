/* Lines of source text, for tracebacks and warnings. */
#ifndef VM_SOURCE_LINES_H
#define VM_SOURCE_LINES_H

#include "compiler/code.h"
#include "vm/objects/list.h"
#include "vm/objects/str.h"

/* The line (from 1) without its end: owned; null if it cannot be had, nothing pending. */
Str *source_text_line(Str *filename, int line);
/* Text that is in no file ("<string>" of -c, the prompt's inputs) is remembered under its name. */
MUST_CHECK bool source_lines_register(const char *filename, const char *text, size_t size);
/* The same for inputs that share a name ("<stdin>"): it is the text of this code. */
MUST_CHECK bool source_lines_register_code(Code *root, const char *filename, const char *text,
                                           size_t size);
/* The lines of such a text, from `first` to `last`: owned; null: it is no such code's. */
List *source_lines_of_code(const Code *code, int first, int last);
Str *source_text_of_code(const Code *code); /* the whole of it: owned; null as above */
/* The text that was remembered, or a library module's: owned; null: there is none, or an exception
 * is pending. */
Str *source_registered_text(Str *filename);
void source_lines_fini(void);

#endif
