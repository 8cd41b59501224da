/* The interned names of names.def: `names.__init__`. Filled by names_init before anything runs. */
#ifndef VM_NAMES_H
#define VM_NAMES_H

#include "vm/value.h"

typedef struct Names {
#define NAME(name)           Str *name;
#define NAME_AS(field, text) Str *field;
#include "vm/names.def"
#undef NAME
#undef NAME_AS
} Names;
extern Names names;

MUST_CHECK bool names_init(void);
void names_fini(void);

#endif
