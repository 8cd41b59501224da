/* -X context: the values of the variables on the failing line. */
#ifndef VM_TRACEBACK_CONTEXT_H
#define VM_TRACEBACK_CONTEXT_H

#include "vm/frame.h"
#include "vm/objects/str.h"

/* Appends a line "name = value" for each variable, and each stored attribute of one, that the lines
 * of `position` mention. What goes wrong on the way is left out. */
void context_append(StrBuilder *builder, FrameObject *frame, CodePosition position,
                    const char *indent);

#endif
