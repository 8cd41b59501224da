/* Functions that tell another module than the one that has them: re.compile is of "re", although
 * _re brings it, so that it is found by what it says (pickle, help). */
#ifndef LIB_NATIVE_SHOWN_MODULE_H
#define LIB_NATIVE_SHOWN_MODULE_H

#include "vm/vm.h"

/* One function, and all that a native module lists. In exec. */
MUST_CHECK bool function_show_module(Module *module, const char *function, const char *shown);
MUST_CHECK bool functions_show_module(Module *module, const char *shown);

#endif
