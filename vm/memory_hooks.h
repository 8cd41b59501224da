/* What memory/ asks of the VM, beyond what runtime.c tells it itself. */
#ifndef VM_MEMORY_HOOKS_H
#define VM_MEMORY_HOOKS_H

#include "vm/value.h"

/* MemRuntimeOps.current_site: file and line of the running frames, the innermost first. */
size_t memory_current_site(MemSite *sites, size_t capacity);
/* MemRuntimeOps.visit_roots: modules, and what the threads' frames hold. */
void memory_visit_roots(MemVisit visit, void *context);
/* MemRuntimeOps.describe: "__main__.cache -> dict" for the value of a global variable. */
bool memory_describe(const Object *holder, const Object *object, char *text, size_t size);
/* MemRuntimeOps.show: a value in a few characters, into MEM_SHOWN_MAX bytes. */
bool memory_show(const Object *object, char *text, size_t size);
/* MemRuntimeOps.gc_phase: calls the hook below, which module gc sets. */
void memory_tell_gc_phase(bool is_start, unsigned generation, size_t collected);
extern void (*memory_gc_phase)(bool is_start, unsigned generation, size_t collected);

#endif
