/* input() with the line editor: at the prompt, and in programs that import readline. */
#ifndef VM_LINE_INPUT_H
#define VM_LINE_INPUT_H

#include "vm/line_editor.h"
#include "vm/value.h"

/* Set by module readline. */
extern bool line_input_is_enabled, line_input_keeps_history;
extern void (*line_input_complete)(const wchar_t *text, size_t length, size_t cursor,
                                   Completions *completions);

/* Is it to be edited, rather than read from this sys.stdin, sys.stdout? */
bool line_input_is_wanted(Value input, Value output);
/* The line, without a newline: a str; EOFError, KeyboardInterrupt. */
MUST_CHECK Value line_input_read(Str *prompt /* may be null */);

#endif
