/* -X importtime: how long each import takes. */
#ifndef VM_IMPORT_TIME_H
#define VM_IMPORT_TIME_H

#include "vm/objects/str.h"

typedef struct ImportTimer {
    int64_t start_us, outer_us; /* outer: what the imports beside this one have taken so far */
} ImportTimer;

ImportTimer import_time_begin(void);
/* Writes a line for the module, below those of the modules that it imported. */
void import_time_end(const ImportTimer *timer, Str *name);

#endif
