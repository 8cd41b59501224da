/* The lists of options.def as arrays, for what prints them: --help, the man page, the completions.
 */
#ifndef VM_OPTION_ENTRIES_H
#define VM_OPTION_ENTRIES_H

typedef struct Entry {
    const char *name;     /* of a long option that is written --name=ARGUMENT: with the `=' */
    const char *argument; /* empty: none */
    const char *help;     /* laid out for a terminal */
} Entry;

static const Entry letters[] = {
#define OPTION(letter, kind, argument, flag, help) {(const char[]){letter, 0}, argument, help},
#include "vm/options.def"
};
static const Entry long_options[] = {
#define LONG_OPTION(name, argument, help) {name, argument, help},
#include "vm/options.def"
};
static const Entry x_options[] = {
#define X_OPTION(name, argument, help) {name, argument, help},
#include "vm/options.def"
};
static const Entry variables[] = {
#define VARIABLE(name, help) {name, "", help},
#include "vm/options.def"
};
static const Entry subcommands[] = {
#define SUBCOMMAND(name, kind, module, arguments, help) {name, arguments, help},
#include "vm/options.def"
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

#endif
