/* sys.settrace and sys.setprofile. */
#ifndef VM_TRACE_H
#define VM_TRACE_H

#include "vm/events.h"

/* The function (None: none) for that thread's frames from now on. */
MUST_CHECK bool trace_set(Thread *thread, Value function);
MUST_CHECK bool profile_set(Thread *thread, Value function);
/* No thread has any. */
void trace_fini(void);

#endif
