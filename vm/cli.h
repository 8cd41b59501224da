/* The command line. */
#ifndef VM_CLI_H
#define VM_CLI_H

#include "vm/sys.h"

typedef enum RunMode {
    RUN_PROMPT_OR_STDIN,
    RUN_PROMPT,
    RUN_STDIN,
    RUN_COMMAND,
    RUN_MODULE,
    RUN_SUBCOMMAND, /* a module of our own */
    RUN_FILE,
    RUN_NOTHING, /* -h, -V: printed already */
    RUN_WRONG,   /* a usage error: status 2 */
    RUN_FATAL,   /* the environment says what cannot be: status 1 */
} RunMode;

enum { CLI_OPTIONS_MAX = 64 }; /* of -W, and of -X; more are ignored */

typedef struct CommandLine {
    RunMode mode;
    const char *target;   /* the command, module or file */
    bool skip_first_line; /* -x */
    MemConfig memory;
    bool random_hashes; /* -R */
    int64_t hash_seed;  /* -1: random */
    const char *warn_options[CLI_OPTIONS_MAX], *x_options[CLI_OPTIONS_MAX];
    size_t warn_count, x_count;
} CommandLine;

/* Reads arguments and environment into `line` and the global settings; allocates nothing. */
void cli_parse(int argc, char **argv, CommandLine *line);
/* The value of -X name or FOLIO_NAME ("" if it has none), or null. */
const char *cli_x_option(const CommandLine *line, const char *name);

#endif
