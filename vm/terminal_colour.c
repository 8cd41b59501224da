/* Whether to colour: variables first, then the terminal. */
#include "vm/terminal_colour.h"
#include "vm/environment.h"

#include <stdlib.h>
#include <string.h>

static bool is_set(const char *name) {
    const char *value = getenv(name);
    return value && *value;
}

bool colour_is_wanted(bool is_terminal) {
    const char *python = environment_get("PYTHON_COLORS"), *terminal = getenv("TERM");
    if (python && strcmp(python, "0") == 0)
        return false;
    if (python && strcmp(python, "1") == 0)
        return true;
    if (is_set("NO_COLOR"))
        return false;
    if (is_set("FORCE_COLOR"))
        return true;
    return is_terminal && !(terminal && strcmp(terminal, "dumb") == 0);
}
