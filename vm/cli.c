/* The command line, read before anything is allocated. */
#include "vm/cli_parts.h"
#include "vm/deterministic.h"
#include "vm/library_path.h"
#include "vm/limits.h"
#include "vm/pyc_cache.h"
#include "vm/sandbox.h"

#include <stdio.h>
#include <string.h>

typedef struct Option {
    char letter;
    OptionArgument argument;
    int *flag;
} Option;

static int none; /* for options without a field of their own */
static const Option options[] = {
#define OPTION(letter, kind, argument, flag, help) {letter, kind, FIELD_##flag},
#define FIELD_none                                 &none
#define FIELD_bytes_warning                        &settings.bytes_warning
#define FIELD_dont_write_bytecode                  &settings.dont_write_bytecode
#define FIELD_debug                                &settings.debug
#define FIELD_ignore_environment                   &settings.ignore_environment
#define FIELD_inspect                              &settings.inspect
#define FIELD_isolated                             &settings.isolated
#define FIELD_optimize                             &settings.optimize
#define FIELD_safe_path                            &settings.safe_path
#define FIELD_quiet                                &settings.quiet
#define FIELD_no_user_site                         &settings.no_user_site
#define FIELD_no_site                              &settings.no_site
#define FIELD_verbose                              &settings.verbose
#include "vm/options.def"
};
enum { OPTION_COUNT = sizeof options / sizeof options[0] };

static const Subcommand subcommands[] = {
#define SUBCOMMAND(name, kind, module, arguments, help)                                            \
    {name, SUBCOMMAND_##kind, module, arguments, help},
#include "vm/options.def"
};
enum { SUBCOMMAND_COUNT = sizeof subcommands / sizeof subcommands[0] };

/* ---- arguments ------------------------------------------------------------------------------- */

static const Option *find_option(char letter) {
    for (int i = 0; i < OPTION_COUNT; i++)
        if (options[i].letter == letter)
            return &options[i];
    return NULL;
}

static void take_argument(CommandLine *line, char letter, const char *argument) {
    switch (letter) {
    case 'c':
        line->mode = RUN_COMMAND;
        line->target = argument;
        break;
    case 'm':
        line->mode = RUN_MODULE;
        line->target = argument;
        break;
    case 'W':
        if (line->warn_count < CLI_OPTIONS_MAX)
            line->warn_options[line->warn_count++] = argument;
        break;
    case 'X':
        if (line->x_count < CLI_OPTIONS_MAX)
            line->x_options[line->x_count++] = argument;
        break;
    }
}

/* Letters behind one dash; *index stands at this argument and moves on if the next one is taken.
 * True: the options end here. */
static bool read_letters(CommandLine *line, int argc, char **argv, int *index, int *versions) {
    for (const char *at = argv[*index] + 1; *at; at++) {
        const Option *option = find_option(*at == '?' ? 'h' : *at);
        if (!option) {
            fprintf(stderr, *at == 'J' ? "-J is reserved for Jython\n" : "Unknown option: -%c\n",
                    *at);
            cli_complain(line);
            return true;
        }
        (*option->flag)++;
        if (option->argument != NO_ARGUMENT) {
            const char *argument = at[1] ? at + 1 : argv[++*index];
            if (!argument || *index >= argc) {
                fprintf(stderr, "Argument expected for the -%c option\n", *at);
                cli_complain(line);
                return true;
            }
            take_argument(line, *at, argument);
            return option->argument == LAST_ARGUMENT;
        }
        settings.unbuffered |= *at == 'u';
        line->skip_first_line |= *at == 'x';
        line->random_hashes |= *at == 'R';
        *versions += *at == 'V';
        if (option->letter == 'h') {
            cli_print_help("help");
            line->mode = RUN_NOTHING;
            return true;
        }
    }
    return false;
}

/* The argument of --check-hash-based-pycs; true: it is none. */
static bool read_check_hash_pycs(CommandLine *line, const char *argument) {
    for (int i = 0; i < 3; i++) {
        if (strcmp(argument, check_hash_names[i]) == 0) {
            settings.check_hash_pycs = i;
            return false;
        }
    }
    fprintf(stderr, "--check-hash-based-pycs must be one of 'default', 'always', or 'never'\n");
    cli_complain(line);
    return true;
}

/* --name; true: the options end here. */
static bool read_long_option(CommandLine *line, char **argv, int *index, int *versions) {
    const char *name = argv[*index] + 2;
    bool wrong;
    if (!*name)
        return true;
    if (strcmp(name, "version") == 0)
        ++*versions;
    else if (cli_print_help(name)) {
        line->mode = RUN_NOTHING;
        return true;
    } else if (strcmp(name, "check-hash-based-pycs") == 0 && argv[*index + 1])
        return read_check_hash_pycs(line, argv[++*index]);
    else if (limits_read_option(name, &wrong)) {
        if (wrong)
            cli_complain(line);
        return wrong;
    } else if (sandbox_read_option(name, &wrong) || deterministic_read_option(name, &wrong)) {
        if (wrong)
            cli_complain(line);
        return wrong;
    } else if (!library_path_read_option(name)) {
        bool known = strcmp(name, "check-hash-based-pycs") == 0;
        fprintf(stderr,
                known ? "Argument expected for the --%s options\n" : "unknown option --%s\n", name);
        if (!known)
            cli_suggest_long_option(name);
        cli_complain(line);
        return true;
    }
    return false;
}

/* Options from *index on, which then stands behind them. */
static void read_options(CommandLine *line, int argc, char **argv, int *index, int *versions) {
    bool ended = false;
    while (!ended && *index < argc && argv[*index][0] == '-' && argv[*index][1]) {
        ended = argv[*index][1] == '-' ? read_long_option(line, argv, index, versions)
                                       : read_letters(line, argc, argv, index, versions);
        ++*index;
    }
}

/* ---- sub-commands ---------------------------------------------------------------------------- */

static const Subcommand *find_subcommand(const char *name) {
    for (int i = 0; i < SUBCOMMAND_COUNT; i++)
        if (strcmp(subcommands[i].name, name) == 0)
            return &subcommands[i];
    return NULL;
}

/* `folio help [topic]`: of a sub-command here, of anything else from module pydoc. */
static void read_help_topic(CommandLine *line, const Subcommand *help, const char *topic) {
    const Subcommand *subcommand = topic ? find_subcommand(topic) : NULL;
    line->mode = RUN_NOTHING;
    if (!topic)
        cli_print_help("help");
    else if (subcommand)
        printf("usage: %s %s %s\n%s\n", settings.executable, subcommand->name,
               subcommand->arguments, subcommand->help);
    else {
        line->mode = RUN_MODULE;
        line->target = help->module;
    }
}

/* The word at *index may name a sub-command: what follows is read as it wants. */
static void read_subcommand(CommandLine *line, int argc, char **argv, int *index, int *versions) {
    bool chosen = line->mode != RUN_PROMPT_OR_STDIN || *versions || *index >= argc;
    const Subcommand *subcommand = chosen ? NULL : find_subcommand(argv[*index]);
    if (!subcommand)
        return;
    ++*index;
    switch (subcommand->kind) {
    case SUBCOMMAND_RUN:
        read_options(line, argc, argv, index, versions);
        break;
    case SUBCOMMAND_REPL:
        read_options(line, argc, argv, index, versions);
        if (line->mode == RUN_PROMPT_OR_STDIN)
            line->mode = RUN_PROMPT;
        break;
    case SUBCOMMAND_MODULE:
        line->mode = RUN_SUBCOMMAND;
        line->target = subcommand->module;
        break;
    case SUBCOMMAND_HELP:
        read_help_topic(line, subcommand, *index < argc ? argv[*index] : NULL);
        break;
    }
}

/* Everything from `index` on is the program's: sys.argv, whose first item may be replaced. */
static void set_program_arguments(CommandLine *line, int argc, char **argv, int index) {
    static char dash_c[] = "-c", dash_m[] = "-m", empty[] = "";
    if (line->mode == RUN_COMMAND || line->mode == RUN_MODULE || line->mode == RUN_SUBCOMMAND) {
        settings.argv = argv + index - 1; /* the argument's place gets the name of the option */
        settings.argc = argc - index + 1;
        settings.first_argument = line->mode == RUN_COMMAND ? dash_c : dash_m;
        return;
    }
    settings.argv = argv + index;
    settings.argc = argc - index;
    if (index >= argc) {
        static char *nothing[] = {empty, NULL};
        settings.argv = nothing;
        settings.argc = 1;
        return;
    }
    if (line->mode == RUN_PROMPT)
        return;
    if (strcmp(argv[index], "-") == 0)
        line->mode = RUN_STDIN;
    else {
        line->mode = RUN_FILE;
        line->target = argv[index];
        sandbox_add_program(line->target);
    }
}

void cli_parse(int argc, char **argv, CommandLine *line) {
    memset(line, 0, sizeof *line);
    settings.executable = argc ? argv[0] : "folio";
    settings.original_argc = argc;
    settings.original_argv = argv;
    int index = 1, versions = 0;
    read_options(line, argc, argv, &index, &versions);
    read_subcommand(line, argc, argv, &index, &versions);
    if (line->mode == RUN_WRONG || line->mode == RUN_NOTHING)
        return;
    if (versions) {
        cli_print_version(versions);
        line->mode = RUN_NOTHING;
        return;
    }
    set_program_arguments(line, argc, argv, index);
    if (settings.isolated) {
        settings.ignore_environment = settings.no_user_site = settings.safe_path = 1;
        settings.isolated = 1;
    }
    settings.interactive = settings.inspect;
    if (sandbox.is_on)
        settings.dont_write_bytecode = settings.no_user_site = 1;
    cli_read_environment(line);
    cli_read_x_options(line);
    limits_share_memory_option(&line->memory.limit);
}
