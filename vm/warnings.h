/* Warnings from C. False: the filters turned the warning into an exception (or something else
 * failed), which is pending. */
#ifndef VM_WARNINGS_H
#define VM_WARNINGS_H

#include "vm/objects/module.h"
#include "vm/raise.h"

/* As warnings.warn(message, category, stacklevel). */
MUST_CHECK bool warn(Type *category, ptrdiff_t stack_level, const char *format, ...);
/* As warnings.warn_explicit; module and registry may be null. */
MUST_CHECK bool warn_explicit(Type *category, Value message, Value filename, int line, Value module,
                              Value registry);
/* An object with something open is given up: ResourceWarning with source; never raises. */
void warn_resource(Value source, const char *format, ...);

/* The state that module _warnings shows: owned by warnings.c. */
MUST_CHECK bool warnings_init(void);
void warnings_fini(void);
extern const NativeModule _warnings_module;

#endif
