/* Exception classes of native modules: `class error(Exception)` in a line.
 *
 * Module objects of the same native module share the class, which is made for the first of them and
 * kept to the end of the runtime: objects that raise it may outlive them. */
#ifndef LIB_NATIVE_EXCEPTION_CLASS_H
#define LIB_NATIVE_EXCEPTION_CLASS_H

#include "vm/vm.h"

typedef struct ExceptionClass {
    const char *module, *name; /* what __module__ and __name__ say */
    Type *base, *second_base;  /* the second may be null */
    const char *bound_as;      /* in the module; null: as its name */
    Value class;               /* owned; null until it is used */
} ExceptionClass;

/* class name(*bases), of that module; owned. `bases` may be null: an exception is pending. */
MUST_CHECK Value exception_class_new(const char *module, const char *name, Tuple *bases);
/* In exec: makes the class if need be and binds it in the module. */
MUST_CHECK bool exception_class_use(ExceptionClass *exception, Module *module);
/* In fini. */
void exception_class_fini(ExceptionClass *exception);

#define raise_of(exception, ...) raise_error(type_cast((exception)->class), __VA_ARGS__)

#endif
