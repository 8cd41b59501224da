/* Versions, and the tables of module sys. */
#ifndef VM_SYS_INFO_H
#define VM_SYS_INFO_H

#include "vm/objects/module.h"

#define PYTHON_MAJOR       3
#define PYTHON_MINOR       13
#define PYTHON_MICRO       0
#define PYTHON_VERSION     "3.13.0"
#define PYTHON_HEX_VERSION 0x030d00f0
#define FOLIO_VERSION      "0.1.0"
#define FOLIO_CACHE_TAG    "folio-010"

const char *sys_version_text(void);
MUST_CHECK bool sys_add_tables(Module *sys);
MUST_CHECK Value sys_async_gen_hooks(void);
MUST_CHECK Value sys_unraisable_hook_args(Value type, Value value, Value traceback, Value message,
                                          Value object);

#endif
