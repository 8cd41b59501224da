/* Exception classes of native modules: `class error(Exception)` in a line.
 *
 * Module objects of the same native module share the class; a count of them says when it goes. */
#ifndef LIB_NATIVE_EXCEPTION_CLASS_H
#define LIB_NATIVE_EXCEPTION_CLASS_H

#include "vm/vm.h"

typedef struct ExceptionClass {
    const char *module, *name; /* what __module__ and __name__ say */
    Type *base;
    Value class; /* owned; null while no module object uses it */
    int users;
} ExceptionClass;

/* In exec: makes the class if need be and binds it in the module. */
MUST_CHECK bool exception_class_use(ExceptionClass *exception, Module *module);
/* In free_state, once for every successful use. */
void exception_class_leave(ExceptionClass *exception);

#define raise_of(exception, ...) raise_error(type_cast((exception)->class), __VA_ARGS__)

#endif
