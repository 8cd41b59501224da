/* The % operator of str and bytes. */
#ifndef VM_OBJECTS_PERCENT_H
#define VM_OBJECTS_PERCENT_H

#include "vm/objects/search.h"
#include "vm/objects/str.h"

/* `format` is text or, with `bytes`, bytes read as Latin-1; so is the result. */
MUST_CHECK Str *percent_format(Str *format, Value arguments, bool bytes);

#endif
