/* Between the two halves of saving: builtin objects (pickler_save.c), all others
 * (pickler_reduce.c). */
#ifndef LIB_NATIVE_PICKLE_SAVE_H
#define LIB_NATIVE_PICKLE_SAVE_H

#include "lib/native/pickle/pickle.h"

/* Classes and functions by their names, the rest by what their reduction says. */
MUST_CHECK bool save_by_reduction(Pickler *pickler, Value object);
/* Of a list or dict that is on the stack, from an iterator (of pairs). */
MUST_CHECK bool save_list_items(Pickler *pickler, Value iterator);
MUST_CHECK bool save_dict_items(Pickler *pickler, Value iterator);

#endif
