/* -X mem-audit=N: every N instructions all references are counted anew (memory/audit.c). */
#ifndef VM_MEMORY_AUDIT_H
#define VM_MEMORY_AUDIT_H

#include "memory/memory.h"

/* From now on; 0: never. */
void memory_audit_start(uint64_t instructions);
/* MemRuntimeOps.visit_memory: static data, the threads' stacks. */
void memory_audit_visit(MemVisitWords visit, void *context);

#endif
