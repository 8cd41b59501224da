/* The locale of the process, for modules on C libraries that look at it. */
#ifndef LIB_NATIVE__LOCALE_H
#define LIB_NATIVE__LOCALE_H

/* The kinds of characters are those of the environment, as if from the start; UTF-8 if it names
 * none. */
void locale_use_environment(void);

#endif
