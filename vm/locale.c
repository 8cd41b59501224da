/* The locale that the process starts in (PEP 538 and PEP 540).
 *
 * Text is UTF-8 whatever the locale says. What it decides is whether UTF-8 mode is on by default,
 * whether the standard streams refuse bytes that are no UTF-8, and what child processes find in
 * LC_CTYPE. The usual names are known; others are looked for by the C library. */
#include "vm/locale.h"
#include "vm/environment.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const utf8_names[] = {"C.UTF-8", "C.utf8", "UTF-8"};
enum { UTF8_NAMES = sizeof utf8_names / sizeof *utf8_names };

static struct { bool was_c, is_neutral; } start;

/* The first of the variables that says something, as the C library reads them; null: none. */
static const char *name_in_environment(void) {
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (int i = 0; i < 3; i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            return value;
    }
    return NULL;
}

static bool is_neutral_utf8(const char *name) {
    for (int i = 0; i < UTF8_NAMES; i++)
        if (strcmp(name, utf8_names[i]) == 0)
            return true;
    return false;
}

static bool is_c(const char *name) {
    return !name || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0 ||
           (!is_neutral_utf8(name) && !setlocale(LC_CTYPE, ""));
}

static void replace_c(bool with_remark) {
    for (int i = 0; i < UTF8_NAMES; i++) {
        if (!setlocale(LC_CTYPE, utf8_names[i]) || setenv("LC_CTYPE", utf8_names[i], 1) != 0)
            continue;
        if (with_remark)
            fprintf(stderr,
                    "Python detected LC_CTYPE=C: LC_CTYPE coerced to %s (set another locale or "
                    "PYTHONCOERCECLOCALE=0 to disable this locale coercion behavior).\n",
                    utf8_names[i]);
        return;
    }
}

void locale_start(void) {
    const char *name = name_in_environment();
    start.was_c = is_c(name);
    start.is_neutral = start.was_c || is_neutral_utf8(name);
    if (!start.was_c)
        return;
    const char *all = getenv("LC_ALL"), *wish = environment_get("PYTHONCOERCECLOCALE");
    bool with_remark = wish && strcmp(wish, "warn") == 0, is_fixed = all && *all;
    if (!is_fixed && !(wish && strcmp(wish, "0") == 0))
        replace_c(with_remark);
    else if (with_remark)
        fprintf(stderr, "Python runtime initialized with LC_CTYPE=C (a locale with default ASCII "
                        "encoding), which may cause Unicode compatibility problems. Using C.UTF-8, "
                        "C.utf8, or UTF-8 (if available) as alternative Unicode-compatible locales "
                        "is recommended.\n");
}

bool locale_was_c(void) {
    return start.was_c;
}

bool locale_is_neutral(void) {
    return start.is_neutral;
}
