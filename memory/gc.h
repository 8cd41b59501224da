/* What gc.c and gc_control.c share. */
#ifndef MEMORY_GC_H
#define MEMORY_GC_H

#include "memory/heap.h"

typedef struct GcState {
    bool enabled, collecting, ending;
    uint32_t threshold[MEM_GC_GENERATIONS];
    uint32_t count[MEM_GC_GENERATIONS]; /* [0] unused: see mem_gc_get_count */
    MemGcStats stats[MEM_GC_GENERATIONS];
    int64_t out, base, next_check; /* gc_control.c: the books of generation 0 */
    size_t long_lived_pending, long_lived_total;
    size_t frozen;
    /* The collection that is going on. */
    uint32_t mask, value, ages; /* of a candidate's flags */
    uint32_t target_age;        /* of the marked */
    uint32_t old_age;           /* 2 or 3 */
    size_t candidates, marked;
    MemVisit save; /* takes the garbage instead of its deletion */
    void *save_context;
    Object **garbage;
    size_t garbage_count, garbage_capacity, garbage_skip;
    bool incomplete; /* the list was too short for all */
} GcState;

extern GcState gc;

/* Containers that are neither free nor in a cache, tracked or not. */
int64_t gc_containers_alive(void);

void gc_restart_count(void);

/* weakref.c: take all weak references from an object; those with a callback that are alive and
 * wanted come back as a chain of owned references. */
MemWeakref *weakrefs_detach(Object *referent, bool (*wanted)(const MemWeakref *));
void weakrefs_call(MemWeakref *references);

#endif
