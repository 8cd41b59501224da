/* Helpers of the inspection files. */
#ifndef MEMORY_WALK_H
#define MEMORY_WALK_H

#include "memory/heap.h"

/* A bit per block of a pool: it is free. */
typedef struct FreeBits {
    uint64_t words[(MEM_POOL_SIZE >> MEM_STEP_SHIFT) / 64];
} FreeBits;

size_t pool_block_index(const Pool *pool, const void *block);
void *pool_next_free(const Pool *pool, void *block);

#endif
