/* The command line, read before anything is allocated. */
#define _GNU_SOURCE /* strsep */
#include "vm/cli.h"
#include "vm/memory_report.h"
#include "vm/pyc_cache.h"
#include "vm/opcode_reference.h"
#include "vm/sys_info.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum { NO_ARGUMENT, AN_ARGUMENT, LAST_ARGUMENT } OptionArgument;

typedef struct Option {
    char letter;
    OptionArgument argument;
    int *flag;
    const char *help;
} Option;

static int none; /* for options without a field of their own */
static const Option options[] = {
#define OPTION(letter, argument, name, help) {letter, argument, FIELD_##name, help},
#define FIELD_none                           &none
#define FIELD_bytes_warning                  &settings.bytes_warning
#define FIELD_dont_write_bytecode            &settings.dont_write_bytecode
#define FIELD_debug                          &settings.debug
#define FIELD_ignore_environment             &settings.ignore_environment
#define FIELD_inspect                        &settings.inspect
#define FIELD_isolated                       &settings.isolated
#define FIELD_optimize                       &settings.optimize
#define FIELD_safe_path                      &settings.safe_path
#define FIELD_quiet                          &settings.quiet
#define FIELD_no_user_site                   &settings.no_user_site
#define FIELD_no_site                        &settings.no_site
#define FIELD_verbose                        &settings.verbose
#include "vm/options.def"
};
enum { OPTION_COUNT = sizeof options / sizeof options[0] };

static const struct {
    const char *name, *argument, *help;
} x_options[] = {
#define X_OPTION(name, argument, help) {name, argument, help},
#include "vm/options.def"
};
enum { X_OPTION_COUNT = sizeof x_options / sizeof x_options[0] };

typedef enum { SUBCOMMAND_RUN, SUBCOMMAND_REPL, SUBCOMMAND_MODULE, SUBCOMMAND_HELP } SubcommandKind;

typedef struct Subcommand {
    const char *name;
    SubcommandKind kind;
    const char *module, *arguments, *help;
} Subcommand;

static const Subcommand subcommands[] = {
#define SUBCOMMAND(name, kind, module, arguments, help)                                            \
    {name, SUBCOMMAND_##kind, module, arguments, help},
#include "vm/options.def"
};
enum { SUBCOMMAND_COUNT = sizeof subcommands / sizeof subcommands[0] };

/* ---- help and mistakes ----------------------------------------------------------------------- */

static void print_usage(FILE *stream) {
    fprintf(stream, "usage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\n",
            settings.executable);
}

static void print_help(void) {
    print_usage(stdout);
    printf("Options (and corresponding environment variables):\n");
    for (int i = 0; i < OPTION_COUNT; i++) {
        static const char *const arguments[] = {
            ['c'] = "cmd", ['m'] = "mod", ['W'] = "arg", ['X'] = "opt"};
        if (options[i].argument == NO_ARGUMENT)
            printf("-%c     : %s\n", options[i].letter, options[i].help);
        else
            printf("-%c %s : %s\n", options[i].letter, arguments[(unsigned char)options[i].letter],
                   options[i].help);
    }
    printf("\nSub-commands (a script of such a name runs as ./NAME):\n");
    for (int i = 0; i < SUBCOMMAND_COUNT; i++)
        printf("%-8s: %s\n", subcommands[i].name, subcommands[i].help);
    printf("\nArguments:\n"
           "file   : program read from script file\n"
           "-      : program read from stdin (default; interactive mode if a tty)\n"
           "arg ...: arguments passed to program in sys.argv[1:]\n"
           "\n-X options (each also as FOLIO_NAME in the environment):\n");
    for (int i = 0; i < X_OPTION_COUNT; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s%s%s", x_options[i].name, *x_options[i].argument ? "=" : "",
                 x_options[i].argument);
        printf("-X %-24s %s\n", name, x_options[i].help);
    }
}

static void print_version(int times) {
    if (times > 1)
        printf("Python %s\n", sys_version_text());
    else
        printf("Python %s (Folio %s)\n", PYTHON_VERSION, FOLIO_VERSION);
}

static void complain(CommandLine *line) {
    print_usage(stderr);
    fprintf(stderr, "Try `folio -h' for more information.\n");
    line->mode = RUN_WRONG;
}

/* ---- the environment ------------------------------------------------------------------------- */

static const char *environment(const char *name) {
    const char *value = settings.ignore_environment ? NULL : getenv(name);
    return value && *value ? value : NULL;
}

/* PYTHONX=n counts like so many -x, anything else like one. */
static void count_from_environment(int *flag, const char *name) {
    const char *value = environment(name);
    if (!value)
        return;
    char *end;
    long number = strtol(value, &end, 10);
    int count = *end || number < 0 ? 1 : (int)number;
    if (count > *flag)
        *flag = count;
}

const char *cli_x_option(const CommandLine *line, const char *name) {
    size_t size = strlen(name);
    for (size_t i = line->x_count; i-- > 0;)
        if (strncmp(line->x_options[i], name, size) == 0) {
            if (line->x_options[i][size] == '=')
                return line->x_options[i] + size + 1;
            if (!line->x_options[i][size])
                return "";
        }
    char variable[80] = "FOLIO_";
    if (size + sizeof "FOLIO_" > sizeof variable)
        return NULL;
    for (size_t i = 0; i <= size; i++)
        variable[6 + i] = name[i] == '-' ? '_' : (char)toupper((unsigned char)name[i]);
    return getenv(variable);
}

static bool is_on(const char *value) {
    return value && strcmp(value, "0") != 0;
}

static void read_warnings(CommandLine *line) {
    /* In front of the command line's, which then win. */
    static char copy[4096];
    const char *value = environment("PYTHONWARNINGS");
    if (!value || strlen(value) >= sizeof copy)
        return;
    strcpy(copy, value);
    const char *given[64];
    size_t count = line->warn_count;
    memcpy(given, line->warn_options, sizeof given);
    line->warn_count = 0;
    for (char *rest = copy, *part; (part = strsep(&rest, ",")) && line->warn_count + count < 64;)
        if (*part)
            line->warn_options[line->warn_count++] = part;
    for (size_t i = 0; i < count && line->warn_count < 64; i++)
        line->warn_options[line->warn_count++] = given[i];
}

static void read_environment(CommandLine *line) {
    count_from_environment(&settings.debug, "PYTHONDEBUG");
    count_from_environment(&settings.inspect, "PYTHONINSPECT");
    count_from_environment(&settings.optimize, "PYTHONOPTIMIZE");
    count_from_environment(&settings.verbose, "PYTHONVERBOSE");
    count_from_environment(&settings.dont_write_bytecode, "PYTHONDONTWRITEBYTECODE");
    count_from_environment(&settings.no_user_site, "PYTHONNOUSERSITE");
    count_from_environment(&settings.safe_path, "PYTHONSAFEPATH");
    count_from_environment(&settings.dev_mode, "PYTHONDEVMODE");
    settings.unbuffered |= environment("PYTHONUNBUFFERED") != NULL;
    const char *seed = environment("PYTHONHASHSEED");
    line->hash_seed = -1;
    if (seed && strcmp(seed, "random") != 0) {
        char *end;
        unsigned long long number = strtoull(seed, &end, 10);
        if (*end || *seed == '-' || number > UINT32_MAX) {
            fprintf(stderr, "Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be "
                            "\"random\" or an integer in range [0; 4294967295]\n");
            line->mode = RUN_WRONG;
            return;
        }
        line->hash_seed = (int64_t)number;
        settings.hash_randomization = number != 0;
    }
    read_warnings(line);
}

/* ---- -X options ------------------------------------------------------------------------------ */

static void read_memory_options(CommandLine *line) {
    const char *value;
    if ((value = cli_x_option(line, "malloc"))) {
        static const char *const modes[] = {"pool", "pool_debug", "system", "system_debug"};
        for (int i = 0; i < 4; i++)
            if (strcmp(value, modes[i]) == 0)
                line->memory.mode = (MemMode)i;
    }
    if ((value = cli_x_option(line, "mem-cache")))
        line->memory.no_cache = !is_on(value);
    if ((value = cli_x_option(line, "mem-reserve")))
        line->memory.no_reserve = !is_on(value);
    if ((value = cli_x_option(line, "mem-limit")))
        line->memory.limit = strtoull(value, NULL, 10);
    if ((value = cli_x_option(line, "mem-fail"))) {
        char *end;
        line->memory.fail_at = strtoull(value, &end, 10);
        line->memory.fail_count = *end == ':' ? strtoull(end + 1, NULL, 10) : 1;
    }
}

/* -X help=TOPIC: a page instead of a run. */
static void read_help_option(CommandLine *line) {
    const char *topic = cli_x_option(line, "help");
    if (!topic)
        return;
    if (strcmp(topic, "opcodes") == 0) {
        opcode_reference_print(stdout);
        line->mode = RUN_NOTHING;
    } else {
        fprintf(stderr, "folio: -X help knows opcodes\n");
        line->mode = RUN_WRONG;
    }
}

/* The frames of a traceback: from 1 on, with -X tracemalloc alone 1; 0 from the environment: off.
 */
static void read_trace_frames(CommandLine *line) {
    const char *given = cli_x_option(line, "tracemalloc");
    const char *value = given ? given : environment("PYTHONTRACEMALLOC");
    if (!value)
        return;
    char *end;
    long number = *value ? strtol(value, &end, 10) : 1;
    if ((*value && *end) || number < (given ? 1 : 0) || number > TRACE_FRAMES_MAX) {
        fprintf(stderr,
                "Fatal Python error: config_init_tracemalloc: %s: invalid number of frames\n",
                given ? "-X tracemalloc=NFRAME" : "PYTHONTRACEMALLOC");
        line->mode = RUN_WRONG;
        return;
    }
    settings.trace_frames = (int)number;
}

static void read_x_options(CommandLine *line) {
    read_memory_options(line);
    read_trace_frames(line);
    read_help_option(line);
    settings.exit_check = is_on(cli_x_option(line, "exit-check"));
    settings.dump = cli_x_option(line, "dump");
    settings.memory_map = cli_x_option(line, "mem-map");
    settings.memory_at = cli_x_option(line, "mem-at");
    settings.malloc_stats = is_on(cli_x_option(line, "malloc-stats"));
    if (is_on(cli_x_option(line, "dev")))
        settings.dev_mode = 1;
    const char *digits = cli_x_option(line, "int_max_str_digits");
    if (!digits)
        digits = environment("PYTHONINTMAXSTRDIGITS");
    if (digits) {
        char *end;
        long number = strtol(digits, &end, 10);
        if (*end || !*digits || number < 0 || (number > 0 && number < 640)) {
            fprintf(stderr,
                    "Fatal Python error: config_init_int_max_str_digits: -X int_max_str_digits: "
                    "invalid limit; must be >= 640 or 0 for unlimited.\n");
            line->mode = RUN_WRONG;
            return;
        }
        settings.int_max_str_digits = (int)number;
    }
    settings.step = cli_x_option(line, "step");
    settings.profile = cli_x_option(line, "profile");
    settings.pycache_prefix = cli_x_option(line, "pycache_prefix");
    if (!settings.pycache_prefix)
        settings.pycache_prefix = environment("PYTHONPYCACHEPREFIX");
    settings.utf8_mode = is_on(cli_x_option(line, "utf8"));
}

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
        if (line->warn_count < 64)
            line->warn_options[line->warn_count++] = argument;
        break;
    case 'X':
        if (line->x_count < 64)
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
            fprintf(stderr, "Unknown option: -%c\n", *at);
            complain(line);
            return true;
        }
        (*option->flag)++;
        if (option->argument != NO_ARGUMENT) {
            const char *argument = at[1] ? at + 1 : argv[++*index];
            if (!argument || *index >= argc) {
                fprintf(stderr, "Argument expected for the -%c option\n", *at);
                complain(line);
                return true;
            }
            take_argument(line, *at, argument);
            return option->argument == LAST_ARGUMENT;
        }
        settings.unbuffered |= *at == 'u';
        line->skip_first_line |= *at == 'x';
        *versions += *at == 'V';
        if (option->letter == 'h') {
            print_help();
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
    complain(line);
    return true;
}

/* --name; true: the options end here. */
static bool read_long_option(CommandLine *line, char **argv, int *index, int *versions) {
    const char *name = argv[*index] + 2;
    if (!*name)
        return true;
    if (strcmp(name, "version") == 0)
        ++*versions;
    else if (!strcmp(name, "help") || !strcmp(name, "help-all") || !strcmp(name, "help-env") ||
             !strcmp(name, "help-xoptions")) {
        print_help();
        line->mode = RUN_NOTHING;
        return true;
    } else if (strcmp(name, "check-hash-based-pycs") == 0 && argv[*index + 1])
        return read_check_hash_pycs(line, argv[++*index]);
    else {
        fprintf(stderr, "unknown option --%s\n", name);
        complain(line);
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
        print_help();
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
        print_version(versions);
        line->mode = RUN_NOTHING;
        return;
    }
    set_program_arguments(line, argc, argv, index);
    if (settings.isolated) {
        settings.ignore_environment = settings.no_user_site = settings.safe_path = 1;
        settings.isolated = 1;
    }
    settings.interactive = settings.inspect;
    read_environment(line);
    if (line->mode != RUN_WRONG)
        read_x_options(line);
}
