/* Module sys.monitoring (PEP 669). */
#ifndef VM_MONITORING_H
#define VM_MONITORING_H

#include "vm/objects/module.h"

/* Puts it into module sys. */
MUST_CHECK bool monitoring_add(Module *sys);
/* Gives up what the tools hold. */
void monitoring_fini(void);

#endif
