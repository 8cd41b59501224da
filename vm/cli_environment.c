/* What the environment and -X say: into the settings. */
#define _GNU_SOURCE /* strsep */
#include "vm/cli_parts.h"
#include "vm/environment.h"
#include "vm/locale.h"
#include "vm/memory_report.h"
#include "vm/opcode_reference.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the environment ------------------------------------------------------------------------- */

/* PYTHONX=n counts like so many -x (up to `most`), anything else like one. */
static void count_from_environment(int *flag, const char *name, int most) {
    const char *value = environment_get(name);
    if (!value)
        return;
    char *end;
    long number = strtol(value, &end, 10);
    int count = *end || number < 0 ? 1 : number > most ? most : (int)number;
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

/* -X name, or the variable of CPython's for it. */
static const char *option_or_variable(const CommandLine *line, const char *name,
                                      const char *variable) {
    const char *value = cli_x_option(line, name);
    return value ? value : environment_get(variable);
}

static void fatal_in(CommandLine *line, const char *state, const char *message) {
    fprintf(stderr, "Fatal Python error: %s\nPython runtime state: %s\n\n", message, state);
    line->mode = RUN_FATAL;
}

static void fatal(CommandLine *line, const char *message) {
    fatal_in(line, "preinitialized", message);
}

/* Of what has to be known before anything else. */
static void fatal_early(CommandLine *line, const char *message) {
    fatal_in(line, "preinitializing", message);
}

static void read_warnings(CommandLine *line) {
    /* In front of the command line's, which then win. */
    static char copy[4096];
    const char *value = environment_get("PYTHONWARNINGS");
    if (!value || strlen(value) >= sizeof copy)
        return;
    strcpy(copy, value);
    const char *given[CLI_OPTIONS_MAX];
    size_t count = line->warn_count;
    memcpy(given, line->warn_options, sizeof given);
    line->warn_count = 0;
    for (char *rest = copy, *part;
         (part = strsep(&rest, ",")) && line->warn_count + count < CLI_OPTIONS_MAX;)
        if (*part)
            line->warn_options[line->warn_count++] = part;
    for (size_t i = 0; i < count && line->warn_count < CLI_OPTIONS_MAX; i++)
        line->warn_options[line->warn_count++] = given[i];
}

void cli_read_environment(CommandLine *line) {
    count_from_environment(&settings.optimize, "PYTHONOPTIMIZE", INT_MAX);
    count_from_environment(&settings.verbose, "PYTHONVERBOSE", INT_MAX);
    count_from_environment(&settings.debug, "PYTHONDEBUG", 1);
    count_from_environment(&settings.inspect, "PYTHONINSPECT", 1);
    count_from_environment(&settings.dont_write_bytecode, "PYTHONDONTWRITEBYTECODE", 1);
    count_from_environment(&settings.no_user_site, "PYTHONNOUSERSITE", 1);
    settings.safe_path |= environment_get("PYTHONSAFEPATH") != NULL;
    settings.dev_mode |= environment_get("PYTHONDEVMODE") != NULL;
    settings.unbuffered |= environment_get("PYTHONUNBUFFERED") != NULL;
    const char *seed = environment_get("PYTHONHASHSEED");
    line->hash_seed = -1;
    if (seed && strcmp(seed, "random") != 0 && !line->random_hashes) {
        char *end;
        unsigned long long number = strtoull(seed, &end, 10);
        if (*end || *seed == '-' || number > UINT32_MAX) {
            fatal(line, "config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in "
                        "range [0; 4294967295]");
            return;
        }
        line->hash_seed = (int64_t)number;
        settings.hash_randomization = number != 0;
    }
    read_warnings(line);
}

/* ---- -X options ------------------------------------------------------------------------------ */

/* -X malloc with our names of the allocators, PYTHONMALLOC with CPython's. */
static void read_allocator(CommandLine *line) {
    static const struct {
        const char *ours, *names[3];
    } modes[] = {{"pool", {"default", "pymalloc", "mimalloc"}},
                 {"pool_debug", {"debug", "pymalloc_debug", "mimalloc_debug"}},
                 {"system", {"malloc", "malloc", "malloc"}},
                 {"system_debug", {"malloc_debug", "malloc_debug", "malloc_debug"}}};
    const char *ours = cli_x_option(line, "malloc"), *name = environment_get("PYTHONMALLOC");
    for (int i = 0; i < 4; i++) {
        bool named = name && (!strcmp(name, modes[i].names[0]) ||
                              !strcmp(name, modes[i].names[1]) || !strcmp(name, modes[i].names[2]));
        if (ours ? strcmp(ours, modes[i].ours) == 0 : named) {
            line->memory.mode = (MemMode)i;
            return;
        }
    }
    if (ours)
        fatal(line, "-X malloc: unknown allocator");
    else if (name)
        fatal_early(line, "preconfig_init_allocator: PYTHONMALLOC: unknown allocator");
}

static void read_memory_options(CommandLine *line) {
    const char *value;
    read_allocator(line);
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
    const char *value = given ? given : environment_get("PYTHONTRACEMALLOC");
    if (!value)
        return;
    char *end;
    long number = *value ? strtol(value, &end, 10) : 1;
    if ((*value && *end) || number < (given ? 1 : 0) || number > TRACE_FRAMES_MAX)
        fatal(line, given
                        ? "config_init_tracemalloc: -X tracemalloc=NFRAME: invalid number of frames"
                        : "config_init_tracemalloc: PYTHONTRACEMALLOC: invalid number of frames");
    else
        settings.trace_frames = (int)number;
}

static void read_digit_limit(CommandLine *line) {
    const char *digits = option_or_variable(line, "int_max_str_digits", "PYTHONINTMAXSTRDIGITS");
    if (!digits)
        return;
    char *end;
    long number = strtol(digits, &end, 10);
    if (*end || !*digits || number < 0 || (number > 0 && number < 640))
        fatal(line, "config_init_int_max_str_digits: -X int_max_str_digits: invalid limit; must be "
                    ">= 640 or 0 for unlimited.");
    settings.int_max_str_digits = (int)number;
}

static void read_utf8_mode(CommandLine *line) {
    const char *given = cli_x_option(line, "utf8"), *variable = environment_get("PYTHONUTF8");
    if (given && *given && strcmp(given, "0") != 0 && strcmp(given, "1") != 0)
        fatal_early(line, "preconfig_init_utf8_mode: invalid -X utf8 option value");
    else if (!given && variable && strcmp(variable, "0") != 0 && strcmp(variable, "1") != 0)
        fatal_early(line,
                    "preconfig_init_utf8_mode: invalid PYTHONUTF8 environment variable value");
    else
        settings.utf8_mode = given || variable ? is_on(given ? given : variable) : locale_was_c();
}

static void read_audit(CommandLine *line) {
    const char *count = cli_x_option(line, "mem-audit");
    if (!count)
        return;
    char *end;
    settings.memory_audit = strtoull(count, &end, 10);
    if (!isdigit((unsigned char)*count) || *end || settings.memory_audit == 0)
        fatal(line, "-X mem-audit=N: N is a number of instructions");
}

static void read_cpu_count(CommandLine *line) {
    const char *count = option_or_variable(line, "cpu_count", "PYTHON_CPU_COUNT");
    if (!count || strcmp(count, "default") == 0)
        return;
    char *end;
    long number = strtol(count, &end, 10);
    if (*end || !*count || number < 1 || number > INT_MAX)
        fatal(line, "config_init_cpu_count: -X cpu_count=n option: n is missing or an invalid "
                    "number, n must be greater than 0");
    settings.cpu_count = (int)number;
}

/* There always is a global interpreter lock; asking for none is refused. */
static void read_gil(CommandLine *line) {
    const char *wanted = option_or_variable(line, "gil", "PYTHON_GIL");
    if (!wanted || strcmp(wanted, "1") == 0)
        return;
    fatal(line, strcmp(wanted, "0") == 0
                    ? "config_read_gil: Disabling the GIL is not supported by this build"
                    : "config_read_gil: PYTHON_GIL / -X gil must be \"0\" or \"1\"");
}

void cli_read_x_options(CommandLine *line) {
    read_memory_options(line);
    read_help_option(line);
    settings.exit_check = is_on(cli_x_option(line, "exit-check"));
    settings.dump = cli_x_option(line, "dump");
    settings.memory_map = cli_x_option(line, "mem-map");
    settings.memory_at = cli_x_option(line, "mem-at");
    if (settings.memory_at && strcmp(settings.memory_at, "peak") != 0 &&
        strcmp(settings.memory_at, "exit") != 0 && !memory_report_place(settings.memory_at))
        fatal(line, "-X mem-at=WHEN: WHEN is exit, peak or FILE:LINE");
    read_audit(line);
    settings.malloc_stats = is_on(option_or_variable(line, "malloc-stats", "PYTHONMALLOCSTATS"));
    if (is_on(cli_x_option(line, "dev")))
        settings.dev_mode = 1;
    settings.profile = cli_x_option(line, "profile");
    settings.pycache_prefix = option_or_variable(line, "pycache_prefix", "PYTHONPYCACHEPREFIX");
    settings.import_time = is_on(option_or_variable(line, "importtime", "PYTHONPROFILEIMPORTTIME"));
    settings.no_debug_ranges =
        is_on(option_or_variable(line, "no_debug_ranges", "PYTHONNODEBUGRANGES"));
    settings.warn_default_encoding =
        is_on(option_or_variable(line, "warn_default_encoding", "PYTHONWARNDEFAULTENCODING"));
    settings.context = cli_x_option(line, "context") != NULL;
    settings.step = cli_x_option(line, "step");
    read_trace_frames(line);
    read_digit_limit(line);
    locale_start();
    read_utf8_mode(line);
    read_gil(line);
    read_cpu_count(line);
    for (size_t i = 0; i < line->x_count; i++)
        cli_check_x_option(line->x_options[i]);
}
