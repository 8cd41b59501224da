/* CPython's library on disk: --stdlib and --site, and whose module goes first. */
#ifndef VM_LIBRARY_PATH_H
#define VM_LIBRARY_PATH_H

#include <stdbool.h>

bool library_path_read_option(const char *text); /* what follows "--"; false: another option */
bool library_path_is_ours(const char *name);     /* Folio's own before the library's? */
bool library_path_add(void);                     /* to sys.path; false: exception */

#endif
