/* What the files of the command line share. */
#ifndef VM_CLI_PARTS_H
#define VM_CLI_PARTS_H

#include "vm/cli.h"

typedef enum { NO_ARGUMENT, AN_ARGUMENT, LAST_ARGUMENT } OptionArgument;
typedef enum { SUBCOMMAND_RUN, SUBCOMMAND_REPL, SUBCOMMAND_MODULE, SUBCOMMAND_HELP } SubcommandKind;

typedef struct Subcommand {
    const char *name;
    SubcommandKind kind;
    const char *module, *arguments, *help;
} Subcommand;

/* ---- cli_help.c ------------------------------------------------------------------------------ */

/* The text of --help, --help-all, --help-env or --help-xoptions; false: no such option. */
bool cli_print_help(const char *option);
void cli_print_version(int times);
/* The usage, and that it was wrong: RUN_WRONG. */
void cli_complain(CommandLine *line);
/* Says what was probably meant. */
void cli_suggest_long_option(const char *name);
void cli_check_x_option(const char *text);
/* The sub-command that a missing file's name is nearly; null: none. */
const char *cli_similar_subcommand(const char *name);

/* ---- cli_environment.c: what is wrong makes the mode RUN_FATAL ------------------------------- */

void cli_read_environment(CommandLine *line);
void cli_read_x_options(CommandLine *line);

#endif
