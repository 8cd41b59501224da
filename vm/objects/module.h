/* Modules, and how native ones are declared.
 *
 * A native module is a static NativeModule named in lib/native_modules.def; import makes the
 * module object, adds the functions, and calls exec. */
#ifndef VM_OBJECTS_MODULE_H
#define VM_OBJECTS_MODULE_H

#include "vm/type.h"

struct Module {
    Object header;
    Dict *dict; /* owned */
    Value name; /* owned, may be null */
    const struct NativeModule *native;
};

typedef struct NativeModule {
    const char *name;
    const char *doc;
    const NativeMethod *functions;
    bool (*exec)(Module *module); /* fills the rest; null if nothing. Again for a second object */
    /* Gives up what exec made beside the module, if it ran: at the end of the runtime, when no
     * Python code can run any more, for the module's types and functions may outlive it. */
    void (*fini)(void); /* may be null */
} NativeModule;

MUST_CHECK Module *module_new(Value name);
/* Is what its dict and its type lack missing, with no __getattr__ of the module to be asked? */
bool module_lacks_hook(Value module);
MUST_CHECK bool module_add_steal(Module *module, const char *name, Value value); /* null: error */
MUST_CHECK bool module_add_int(Module *module, const char *name, int64_t number);
MUST_CHECK bool module_add_text(Module *module, const char *name, const char *text);
MUST_CHECK bool module_add_type(Module *module, Type *type); /* under its short name */

#endif
