/* The lock of module imp: held by programs around work on sys.modules, and by fork. */
#ifndef VM_IMPORT_LOCK_H
#define VM_IMPORT_LOCK_H

#include <stdbool.h>

void import_lock_acquire(void); /* its owner may acquire it again */
bool import_lock_release(void); /* false: the calling thread does not own it */
bool import_lock_is_held(void);

#endif
