/* Whether to colour what people read. */
#ifndef VM_TERMINAL_COLOUR_H
#define VM_TERMINAL_COLOUR_H

#include <stdbool.h>

/* PYTHON_COLORS goes before NO_COLOR, that before FORCE_COLOR, that before TERM=dumb; then what
 * counts is whether the output is a terminal. */
bool colour_is_wanted(bool is_terminal);

#endif
