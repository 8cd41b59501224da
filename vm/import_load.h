/* Loading what a finder has found. */
#ifndef VM_IMPORT_LOAD_H
#define VM_IMPORT_LOAD_H

#include "vm/finder.h"

/* A native module, registered in sys.modules before its exec runs: owned. */
MUST_CHECK Module *import_make_native(const NativeModule *native, Str *name);
/* The specs of what is in the binary: owned. */
MUST_CHECK Value import_builtin_spec(Str *name);
MUST_CHECK Value import_embedded_spec(Str *name, const EmbeddedModule *embedded);
/* The module, in sys.modules: owned. */
MUST_CHECK Value import_load_found(Str *name, const Found *found);
/* The same of the spec that a finder of the program gave. */
MUST_CHECK Value import_load_spec(Str *name, Value spec);
/* Takes the frames of importlib out of the traceback of the pending exception. */
void import_hide_frames(void);
/* An attribute of a module in the binary that importing itself stands on (import.c): no finder is
 * asked for it, nor for what it imports. */
MUST_CHECK Value import_core_attribute(const char *module, const char *attribute);

#endif
