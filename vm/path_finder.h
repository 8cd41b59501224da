/* PathFinder: the entries of sys.path, or of a package's __path__. */
#ifndef VM_PATH_FINDER_H
#define VM_PATH_FINDER_H

#include "vm/finder.h"

/* Looks through the path. `ours`: Folio brings a module of that name, which is in `depth` packages.
 * What is found: a file or a spec; or, with neither, portions of a namespace package. */
MUST_CHECK bool path_finder_search(Str *name, Value path, bool ours, size_t depth, Found *found);
/* What sys.path_hooks holds at the start: a list. */
MUST_CHECK Value path_finder_hooks(void);

#endif
