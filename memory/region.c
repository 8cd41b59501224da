/* Regions: bump allocation, freed as a whole (tokens, the AST, the compiler's blocks).
 *
 * A region is a list of chunks of raw memory, the newest first; each is twice as large as the one
 * before, up to a bound. Work that fills chunk after chunk can be stopped there. What does not fit
 * in the rest of the current chunk begins a new one. */
#include "memory/region.h"

#include "memory/memory.h"

#include <string.h>

enum { FIRST_CHUNK = 4096, LARGEST_CHUNK = 256 * 1024 };

typedef struct Chunk {
    struct Chunk *previous;
    size_t capacity; /* bytes behind this header */
    size_t used;
} Chunk;

struct MemRegion {
    Chunk *chunk;
    size_t next_capacity;
    bool stoppable;
};

MemRegion *mem_region_new(void) {
    MemRegion *region = mem_raw_malloc(sizeof *region);
    if (region == NULL)
        return NULL;
    region->chunk = NULL;
    region->next_capacity = FIRST_CHUNK - sizeof(Chunk);
    region->stoppable = false;
    return region;
}

MemRegion *mem_region_new_stoppable(void) {
    MemRegion *region = mem_region_new();
    if (region != NULL)
        region->stoppable = true;
    return region;
}

bool (*mem_work_may_go_on)(void);

bool mem_region_work_may_go_on(const MemRegion *region) {
    return !region->stoppable || mem_work_may_go_on == NULL || mem_work_may_go_on();
}

static Chunk *chunk_new(MemRegion *region, size_t size) {
    if (!mem_region_work_may_go_on(region))
        return NULL;
    size_t capacity = region->next_capacity > size ? region->next_capacity : size;
    Chunk *chunk = mem_raw_malloc(sizeof *chunk + capacity);
    if (chunk == NULL)
        return NULL;
    chunk->capacity = capacity;
    chunk->used = 0;
    chunk->previous = region->chunk;
    region->chunk = chunk;
    if (region->next_capacity < LARGEST_CHUNK)
        region->next_capacity = 2 * (region->next_capacity + sizeof(Chunk)) - sizeof(Chunk);
    return chunk;
}

enum { FAILING = -1 };
static int64_t fail_at;

bool mem_region_fail_at(uint64_t number) {
    bool has_failed = fail_at == FAILING;
    fail_at = (int64_t)number;
    return has_failed;
}

static bool must_fail(void) {
    if (fail_at != FAILING && --fail_at == 0)
        fail_at = FAILING;
    return fail_at == FAILING;
}

void *mem_region_alloc(MemRegion *region, size_t size) {
    if (size > PTRDIFF_MAX - 64 || (MEM_UNLIKELY(fail_at != 0) && must_fail()))
        return NULL;
    size = (size + 7) & ~(size_t)7;
    Chunk *chunk = region->chunk;
    if (chunk == NULL || size > chunk->capacity - chunk->used) {
        chunk = chunk_new(region, size);
        if (chunk == NULL)
            return NULL;
    }
    void *memory = (char *)(chunk + 1) + chunk->used;
    chunk->used += size;
    return memset(memory, 0, size);
}

void mem_region_free(MemRegion *region) {
    if (region == NULL)
        return;
    for (Chunk *chunk = region->chunk; chunk != NULL;) {
        Chunk *previous = chunk->previous;
        mem_raw_free(chunk);
        chunk = previous;
    }
    mem_raw_free(region);
}
