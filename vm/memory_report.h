/* What -X mem-map, mem-at and malloc-stats ask for: maps and numbers of the running program. */
#ifndef VM_MEMORY_REPORT_H
#define VM_MEMORY_REPORT_H

#include <stdbool.h>

enum { TRACE_FRAMES_MAX = 65535 }; /* of a traceback (tracemalloc) */

/* -X mem-at=FILE:LINE: watch for this place. False: it has not that form. */
bool memory_report_place(const char *when);
/* The runtime stands: begin to trace, and to watch for the moment that -X mem-at names. False: not
 * enough memory. */
bool memory_report_start(void);
/* MemRuntimeOps.peak_reached: asks for memory_report_peak at the next boundary; any thread. */
void memory_report_wanted(void);
/* At an instruction boundary: more memory is in use than ever, so the map is taken anew. */
void memory_report_peak(void);
/* MemRuntimeOps.arena_mapped: -X malloc-stats prints the numbers. */
void memory_report_arena(void);
/* The program has ended, its modules are still there: writes the map and the numbers. False: a
 * message has been printed. */
bool memory_report_end(void);

#endif
