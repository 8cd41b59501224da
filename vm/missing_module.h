/* Why a module that was not found is missing, in the words of the ModuleNotFoundError. */
#ifndef VM_MISSING_MODULE_H
#define VM_MISSING_MODULE_H

#include "vm/objects/str.h"
#include "vm/value.h"

/* Null, with the pending ModuleNotFoundError, which has a note if the module is known. */
Value missing_module_explain(Str *name, Value path /* or null */);

#endif
