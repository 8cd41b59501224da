/* What watches a program from its first instruction to its last: -X profile=bytecode,
 * -X step. */
#ifndef VM_WATCH_H
#define VM_WATCH_H

#include "vm/type.h"

/* Before the program; false: an exception is pending. */
MUST_CHECK bool watch_begin(void);
/* After it, whatever its end: reports. Trouble is told, not raised. */
void watch_end(int status);

#endif
