/* What the parts of module _curses share of the module itself. */
#ifndef LIB_NATIVE_CURSES_MODULE_H
#define LIB_NATIVE_CURSES_MODULE_H

#include "lib/native/curses/library.h"
#include "lib/native/exception_class.h"

extern ExceptionClass curses_error;

static inline Dict *module_names(Value module) {
    return ((Module *)object_of(module))->dict;
}

#endif
