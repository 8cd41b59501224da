/* What the command line says of itself, from the lists of options.def. */
#include "vm/cli_parts.h"
#include "vm/option_entries.h"
#include "vm/sys_info.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- help ------------------------------------------------------------------------------------ */

static void print_usage(FILE *stream) {
    fprintf(stream, "usage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\n",
            settings.executable);
}

static void print_long_option(const Entry *option) {
    bool spaced = *option->argument && option->name[strlen(option->name) - 1] != '=';
    printf("--%s%s%s:%s%s\n", option->name, spaced ? " " : "", option->argument,
           *option->help == '\n' ? "" : " ", option->help);
}

static void print_options(void) {
    print_usage(stdout);
    printf("Options (and corresponding environment variables):\n");
    for (size_t i = 0; i < COUNT(letters); i++)
        printf("-%s %-4s: %s\n", letters[i].name, letters[i].argument, letters[i].help);
    for (size_t i = 0; i < COUNT(long_options); i++)
        print_long_option(&long_options[i]);
    printf("\nSub-commands (a script of such a name runs as ./NAME):\n");
    for (size_t i = 0; i < COUNT(subcommands); i++)
        printf("%-7s: %s\n", subcommands[i].name, subcommands[i].help);
    printf("\nArguments:\n"
           "file   : program read from script file\n"
           "-      : program read from stdin (default; interactive mode if a tty)\n"
           "arg ...: arguments passed to program in sys.argv[1:]\n");
}

static void print_x_options(void) {
    printf("The following implementation-specific options are available (each also as FOLIO_NAME "
           "in\nthe environment):\n");
    for (size_t i = 0; i < COUNT(x_options); i++)
        printf("-X %s%s%s: %s\n", x_options[i].name, *x_options[i].argument ? "=" : "",
               x_options[i].argument, x_options[i].help);
}

static void print_variables(void) {
    printf("Environment variables that change behavior (FOLIO... instead of PYTHON... is for Folio "
           "alone\nand goes first):\n");
    for (size_t i = 0; i < COUNT(variables); i++)
        printf("%-16s: %s\n", variables[i].name, variables[i].help);
}

bool cli_print_help(const char *option) {
    bool all = strcmp(option, "help-all") == 0, options = strcmp(option, "help") == 0,
         names = strcmp(option, "help-env") == 0, extra = strcmp(option, "help-xoptions") == 0;
    if (all || options)
        print_options();
    if (all)
        putchar('\n');
    if (all || names)
        print_variables();
    if (all)
        putchar('\n');
    if (all || extra)
        print_x_options();
    return all || options || names || extra;
}

void cli_print_version(int times) {
    if (times > 1)
        printf("Python %s\n", sys_version_text());
    else
        printf("Python %s (Folio %s)\n", PYTHON_VERSION, FOLIO_VERSION);
}

/* ---- mistakes -------------------------------------------------------------------------------- */

void cli_complain(CommandLine *line) {
    print_usage(stderr);
    fprintf(stderr, "Try `folio -h' for more information.\n");
    line->mode = RUN_WRONG;
}

enum { NAME_MAX_SIZE = 40 };

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Letters to insert, delete, replace or swap; NAME_MAX_SIZE for names too long to be one. */
static size_t distance(const char *a, size_t a_size, const char *b, size_t b_size) {
    size_t rows[3][NAME_MAX_SIZE + 1];
    if (a_size > NAME_MAX_SIZE || b_size > NAME_MAX_SIZE)
        return NAME_MAX_SIZE;
    for (size_t j = 0; j <= b_size; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_size; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b_size; j++) {
            bool same = a[i - 1] == b[j - 1];
            row[j] = least(least(row[j - 1], above[j]) + 1, above[j - 1] + !same);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
    }
    return rows[a_size % 3][b_size];
}

/* The entry whose name is nearly this one; null: none, or it is one. */
static const char *similar(const Entry *entries, size_t count, const char *name, size_t size) {
    const char *best = NULL;
    size_t best_distance = size / 3 + 1;
    for (size_t i = 0; i < count; i++) {
        size_t away = distance(name, size, entries[i].name, strlen(entries[i].name));
        if (away == 0)
            return NULL;
        if (away <= best_distance && away < size) {
            best = entries[i].name;
            best_distance = away - 1;
        }
    }
    return best;
}

void cli_suggest_long_option(const char *name) {
    const char *meant = similar(long_options, COUNT(long_options), name, strlen(name));
    if (meant)
        fprintf(stderr, "Did you mean --%s?\n", meant);
}

/* Unknown -X options are not errors, but one that is nearly another is hardly meant. */
void cli_check_x_option(const char *text) {
    text += *text == ' '; /* as in "-X utf8" quoted whole, which sets what is named " utf8" */
    size_t size = strcspn(text, "=");
    const char *meant = similar(x_options, COUNT(x_options), text, size);
    if (meant && size > 3)
        fprintf(stderr, "folio: -X %.*s means nothing; did you mean -X %s?\n", (int)size, text,
                meant);
}

const char *cli_similar_subcommand(const char *name) {
    bool is_path = strpbrk(name, "./") != NULL;
    return is_path ? NULL : similar(subcommands, COUNT(subcommands), name, strlen(name));
}
