/* Running a script, a module, a command, standard input or the prompt as __main__. */
#ifndef VM_RUN_H
#define VM_RUN_H

#include "vm/cli.h"

/* The status the program ends with; an exception that ended it has been printed. */
int run_command_line(const CommandLine *line);

/* The interactive prompt (repl.c) in the namespace of __main__; after a program (-i) it does not
 * introduce itself. */
int repl_run(Module *main, bool after_program);

/* Prints what -X dump asks for; the status. */
int dump_source(const char *bytes, size_t size, const char *filename, const char *what);

#endif
