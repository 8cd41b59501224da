/* The locale that the process starts in. */
#ifndef VM_LOCALE_H
#define VM_LOCALE_H

#include <stdbool.h>

/* Looks at the environment: the C locale, or one that is not there, is replaced by C.UTF-8 in
 * LC_CTYPE, for child processes too, unless LC_ALL or PYTHONCOERCECLOCALE=0 forbid it. */
void locale_start(void);
/* Was it the C locale? Then UTF-8 mode is on by default. */
bool locale_was_c(void);
/* Does the locale, C or C.UTF-8, say nothing of how people write? Then streams let bytes pass that
 * are no UTF-8. */
bool locale_is_neutral(void);

#endif
