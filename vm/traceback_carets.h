/* The source of a traceback entry, with the part that raised underlined. */
#ifndef VM_TRACEBACK_CARETS_H
#define VM_TRACEBACK_CARETS_H

#include "compiler/code.h"
#include "vm/objects/str.h"

/* Appends the lines of `position` in the file (or `given`: a list of these lines), indented by
 * `indent` and four spaces; nothing if the source is not to be had. With `colour` what is
 * underlined is coloured. False: out of memory (the builder has failed). */
bool carets_append(StrBuilder *builder, Str *filename, List *given /* may be null */,
                   CodePosition position, const char *indent, bool colour);

#endif
