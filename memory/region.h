/* Regions (memory.h) as their owner's work is stopped: whoever waits for a long compilation. */
#ifndef MEMORY_REGION_H
#define MEMORY_REGION_H

#include <stdbool.h>

/* Asked before every new chunk; false makes the allocation fail. Null: never asked. */
extern bool (*mem_region_may_grow)(void);

#endif
