/* The runtime as a whole: what starts and ends with the process. */
#ifndef VM_RUNTIME_H
#define VM_RUNTIME_H

#include "vm/cli.h"

/* Everything up to sys and builtins. False: an exception may be pending. */
MUST_CHECK bool runtime_init(const CommandLine *line);
/* Threads are joined, atexit functions run, streams flushed; the status the process ends with. */
int runtime_end_program(int status);
/* Gives everything up; a leak, if they are counted, makes the status 99. */
int runtime_fini(int status);
/* What to do with the pending exception that ends the program: prints it (or the argument of
 * SystemExit); returns the status. */
int runtime_handle_exit_exception(void);
/* The same where a prompt follows: SystemExit is an exception like others. */
void runtime_report_before_prompt(void);
/* Functions to call before the modules go, in turn (module atexit and threading set these). */
extern bool (*runtime_join_threads)(void);
extern void (*runtime_run_exit_functions)(void);
/* Registers (once) a function that gives up what C code holds of Python objects outside of any
 * module; called before the modules go, and again behind finalizers that may have made it anew. */
void runtime_on_fini(void (*function)(void));

#endif
