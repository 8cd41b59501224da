/* The second build of the interpreter's loop: the one that asks the observers (observe.h). */
#define OBSERVED 1
#include "vm/interpreter.c"
