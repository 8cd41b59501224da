/* Commands of the prompt: lines that begin with a colon, which no Python does. */
#ifndef VM_REPL_COMMANDS_H
#define VM_REPL_COMMANDS_H

#include "vm/line_editor.h"

/* Runs one (":dis f"). False: an exception is pending. */
bool repl_run_command(const char *text);
/* The names that begin so. */
void repl_complete_command(const wchar_t *text, size_t length, Completions *completions);

#endif
