/* Regions (memory.h) whose owner's work can be stopped: by whoever waits for a long compilation. */
#ifndef MEMORY_REGION_H
#define MEMORY_REGION_H

#include "memory/memory.h"

#include <stdbool.h>
#include <stdint.h>

/* Asked from time to time in long work; false stops it, as if memory had run out. Null: nobody
 * wants to. */
extern bool (*mem_work_may_go_on)(void);

/* A region that asks before every new chunk. */
MEM_MUST_CHECK MemRegion *mem_region_new_stoppable(void);
/* Asks in work that is done with the region, if it is such a one. */
MEM_MUST_CHECK bool mem_region_work_may_go_on(const MemRegion *region);

/* For tests: the nth allocation from regions and all after it fail; 0: none. (mem_fail_at knows
 * their chunks only.) Whether any has failed so far. */
bool mem_region_fail_at(uint64_t number);

#endif
