/* A snapshot's inside, for the files that print or compare it. */
#ifndef MEMORY_SNAPSHOT_H
#define MEMORY_SNAPSHOT_H

#include "memory/heap.h"

typedef struct SnapshotBlock {
    const char *address;
    size_t size;
    const char *type; /* null: a buffer, or not allocated */
    const char *text; /* what a small object holds; null: nothing to say */
    MemSite site;     /* file null: not traced */
    uint32_t refcount;
    uint16_t place; /* free: in the chain of free blocks, from 1 */
    uint8_t state, kind;
} SnapshotBlock;

typedef struct SnapshotPool {
    MemPoolInfo info;
    SnapshotBlock *blocks; /* capacity of them; used and full pools */
} SnapshotPool;

typedef struct SnapshotArena {
    MemArenaInfo info;
    SnapshotPool pools[MEM_POOLS_PER_ARENA];
} SnapshotArena;

struct MemSnapshot {
    MemRegion *region; /* everything, this too */
    MemStats stats;
    size_t program; /* bytes of code and libraries; 0: unknown */
    size_t traced;  /* blocks with a site */
    SnapshotArena *arenas;
    size_t arena_count;
    SnapshotBlock *large;
    size_t large_count;
};

/* What to call a block's content: its type or "buffer". */
static inline const char *snapshot_block_name(const SnapshotBlock *block) {
    return block->type != NULL ? block->type : mem_kind_names[block->kind];
}

/* Calls `visit` for every allocated block. */
void snapshot_each_allocated(const MemSnapshot *snapshot,
                             void (*visit)(const SnapshotBlock *block, void *context),
                             void *context);

typedef struct SnapshotGroup {
    const char *name; /* a type's, or a file's */
    uint32_t line;    /* of the file; 0: a type */
    size_t count, bytes;
} SnapshotGroup;

/* The allocated blocks by type, or those with a known site by line; the most bytes first. To be
 * freed with mem_raw_free. Null: out of memory. */
SnapshotGroup *snapshot_groups(const MemSnapshot *snapshot, bool by_line, size_t *count);

#endif
