/* The man page and the completions of shells, from the option table: option_documents
 * man|bash|zsh|fish VERSION. They cannot say anything else than --help does. */
#include "vm/option_entries.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* The help is laid out for a terminal: its blanks become one; `quoted` are escaped by `escape`. */
static void put_help(const char *help, const char *quoted, const char *escape) {
    help += strspn(help, " \n");
    for (; *help; help++) {
        if (*help == ' ' || *help == '\n') {
            help += strspn(help, " \n") - 1;
            putchar(' ');
        } else {
            if (strchr(quoted, *help))
                fputs(escape, stdout);
            putchar(*help);
        }
    }
}

/* --name=ARGUMENT, not --name ARGUMENT. */
static bool has_equals(const Entry *option) {
    return option->name[strlen(option->name) - 1] == '=';
}

/* The words to choose from, as in always|default|never. */
static bool is_choice(const char *argument) {
    return strchr(argument, '|') && argument[strspn(argument, "abcdefghijklmnopqrstuvwxyz|")] == 0;
}

static void put_choices(const char *argument) {
    for (; *argument; argument++)
        putchar(*argument == '|' ? ' ' : *argument);
}

/* ---- man ------------------------------------------------------------------------------------- */

static void man_item(const char *prefix, const char *name, const char *separator,
                     const char *argument, const char *help) {
    printf(".TP\n\\fB%s%s\\fR%s%s%s%s\n", prefix, name, *argument ? separator : "",
           *argument ? "\\fI" : "", argument, *argument ? "\\fR" : "");
    fputs("\\&", stdout); /* a line may begin with a quote, which is a request otherwise */
    put_help(help, "\\", "\\");
    putchar('\n');
}

static void print_man(const char *version) {
    printf(
        ".TH FOLIO 1 \"\" \"Folio %s\" \"User Commands\"\n"
        ".SH NAME\nfolio \\- runs Python 3.13 programs\n"
        ".SH SYNOPSIS\n.B folio\n[option] ... [\\fB\\-c\\fR cmd | \\fB\\-m\\fR mod | file | \\-] "
        "[arg] ...\n.br\n.B folio\n\\fIsub-command\\fR ...\n"
        ".SH DESCRIPTION\nFolio runs programs written in Python 3.13. Without a program and on a "
        "terminal it is an interactive prompt, where \\fB:help\\fR tells what it can do.\n"
        ".SH OPTIONS\n",
        version);
    for (size_t i = 0; i < COUNT(letters); i++)
        man_item("\\-", letters[i].name, " ", letters[i].argument, letters[i].help);
    for (size_t i = 0; i < COUNT(long_options); i++)
        man_item("\\-\\-", long_options[i].name, has_equals(&long_options[i]) ? "" : " ",
                 long_options[i].argument, long_options[i].help);
    printf(".SH SUB-COMMANDS\nA script of such a name runs as ./NAME.\n");
    for (size_t i = 0; i < COUNT(subcommands); i++)
        man_item("folio ", subcommands[i].name, " ", subcommands[i].argument, subcommands[i].help);
    printf(".SH IMPLEMENTATION OPTIONS\nEach is also a variable FOLIO_NAME of the environment.\n");
    for (size_t i = 0; i < COUNT(x_options); i++)
        man_item("\\-X ", x_options[i].name, "=", x_options[i].argument, x_options[i].help);
    printf(
        ".SH ENVIRONMENT\nFor each variable PYTHON... there is a FOLIO... for Folio alone, which "
        "goes first.\n");
    for (size_t i = 0; i < COUNT(variables); i++)
        man_item("", variables[i].name, " ", "", variables[i].help);
    printf(".SH EXIT STATUS\n"
           "That of SystemExit, or 0; 1 for an uncaught exception, 2 for wrong usage or a missing "
           "file, 120 when standard output cannot be flushed at the end. Ctrl-C ends a program by "
           "the signal SIGINT.\n"
           ".SH FILES\n.TP\n~/.local/state/folio/history\nwhat was typed at the prompt\n"
           ".TP\n~/.editrc\nkeys of the prompt, see editrc(5)\n");
}

/* ---- shells ---------------------------------------------------------------------------------- */

static void print_names(const Entry *entries, size_t count, const char *prefix) {
    for (size_t i = 0; i < count; i++)
        printf("%s%s%s", i ? " " : "", prefix, entries[i].name);
}

/* -X names that take a value end in an equals sign. */
static void print_x_names(void) {
    for (size_t i = 0; i < COUNT(x_options); i++)
        printf("%s%s%s", i ? " " : "", x_options[i].name, *x_options[i].argument ? "=" : "");
}

static void print_bash(void) {
    printf("# bash completion for folio\n"
           "_folio() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} i\n"
           "    COMPREPLY=()\n"
           "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
           "        case ${COMP_WORDS[i]} in\n"
           "        -[cm]) ((i + 1 == COMP_CWORD)) || { COMPREPLY=($(compgen -f -- \"$word\")); "
           "return; } ;;\n"
           "        esac\n"
           "    done\n"
           "    case $before in\n"
           "    -X) COMPREPLY=($(compgen -W '");
    print_x_names();
    printf(
        "' -- \"$word\"))\n"
        "        [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace; return ;;\n"
        "    -W) COMPREPLY=($(compgen -W 'default error always module once ignore' -- \"$word\")); "
        "return ;;\n"
        "    -m) COMPREPLY=($(compgen -W \"$(folio -c 'import sys; "
        "print(*sorted(sys.stdlib_module_names))' 2>/dev/null)\" -- \"$word\")); return ;;\n"
        "    --check-hash-based-pycs) COMPREPLY=($(compgen -W 'always default never' -- "
        "\"$word\")); return ;;\n"
        "    esac\n"
        "    if [[ $word == -* ]]; then\n"
        "        COMPREPLY=($(compgen -W '");
    print_names(letters, COUNT(letters), "-");
    putchar(' ');
    print_names(long_options, COUNT(long_options), "--");
    printf("' -- \"$word\"))\n"
           "        return\n"
           "    fi\n"
           "    ((COMP_CWORD == 1)) && COMPREPLY=($(compgen -W '");
    print_names(subcommands, COUNT(subcommands), "");
    printf("' -- \"$word\"))\n"
           "    COMPREPLY+=($(compgen -f -X '!*.@(py|pyc|pyz|zip)' -- \"$word\") "
           "$(compgen -d -- \"$word\"))\n"
           "}\n"
           "shopt -s extglob\n"
           "complete -o filenames -F _folio folio\n");
}

/* Single quotes cannot stand in zsh's single quotes: the help's are written '\''. */
static void zsh_help(const char *help) {
    put_help(help, "'", "'\\'");
}

static void zsh_entries(const char *name, const Entry *entries, size_t count, const char *equals) {
    printf("_folio_%s() {\n  local -a entries\n  entries=(\n", name);
    for (size_t i = 0; i < count; i++) {
        printf("    '%s%s:", entries[i].name, *entries[i].argument ? equals : "");
        zsh_help(entries[i].help);
        printf("'\n");
    }
    printf("  )\n  _describe %s entries\n}\n", name);
}

static void zsh_argument(const char *argument) {
    if (is_choice(argument)) {
        printf(": :(");
        put_choices(argument);
        putchar(')');
    } else if (strstr(argument, "DIR"))
        printf(": :_files -/");
    else if (*argument)
        printf(": :");
}

static void print_zsh(void) {
    printf("#compdef folio\n");
    zsh_entries("subcommands", subcommands, COUNT(subcommands), "");
    zsh_entries("x_options", x_options, COUNT(x_options), "=");
    printf("_folio_first() {\n  _folio_subcommands\n  _files -g '*.(py|pyc|pyz|zip)(-.)' -/\n}\n"
           "_arguments -s \\\n");
    for (size_t i = 0; i < COUNT(letters); i++) {
        char flag[8];
        snprintf(flag, sizeof flag, "-%s", letters[i].name);
        const char *argument = letters[i].argument;
        const char *more = *letters[i].name == 'X' ? ":option:_folio_x_options"
                           : *argument             ? ": :"
                                                   : "";
        printf("    \"%s[", flag);
        put_help(letters[i].help, "[]:\"", "\\");
        printf("]%s\" \\\n", more);
    }
    for (size_t i = 0; i < COUNT(long_options); i++) {
        printf("    \"--%s[", long_options[i].name);
        put_help(long_options[i].help, "[]:\"", "\\");
        printf("]");
        zsh_argument(long_options[i].argument);
        printf("\" \\\n");
    }
    printf("    '1: :_folio_first' \\\n    '*:file:_files'\n");
}

static void fish_argument(const char *argument) {
    if (is_choice(argument)) {
        printf(" -x -a '");
        put_choices(argument);
        putchar('\'');
    } else if (strstr(argument, "DIR"))
        printf(" -x -a '(__fish_complete_directories)'");
    else if (*argument)
        printf(" -x");
}

static void print_fish(void) {
    printf("# fish completion for folio\n");
    for (size_t i = 0; i < COUNT(subcommands); i++) {
        printf("complete -c folio -n __fish_use_subcommand -a %s -d '", subcommands[i].name);
        put_help(subcommands[i].help, "'\\", "\\");
        printf("'\n");
    }
    for (size_t i = 0; i < COUNT(letters); i++) {
        printf("complete -c folio -s %s%s -d '", letters[i].name,
               *letters[i].argument ? " -r" : "");
        put_help(letters[i].help, "'\\", "\\");
        printf("'\n");
    }
    for (size_t i = 0; i < COUNT(long_options); i++) {
        printf("complete -c folio -l %.*s", (int)strcspn(long_options[i].name, "="),
               long_options[i].name);
        fish_argument(long_options[i].argument);
        printf(" -d '");
        put_help(long_options[i].help, "'\\", "\\");
        printf("'\n");
    }
    for (size_t i = 0; i < COUNT(x_options); i++) {
        printf("complete -c folio -s X -x -a '%s%s' -d '", x_options[i].name,
               *x_options[i].argument ? "=" : "");
        put_help(x_options[i].help, "'\\", "\\");
        printf("'\n");
    }
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "man") == 0)
        print_man(argc > 2 ? argv[2] : "");
    else if (strcmp(what, "bash") == 0)
        print_bash();
    else if (strcmp(what, "zsh") == 0)
        print_zsh();
    else if (strcmp(what, "fish") == 0)
        print_fish();
    else
        return 2;
    return 0;
}
