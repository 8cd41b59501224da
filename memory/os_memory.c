/* Memory from the system: mappings aligned to their own size. The only file that asks for them,
 * and for what else the process has mapped.
 *
 * The kernel places mappings below each other, and where it is asked to if nothing is there: so a
 * plain request is nearly always aligned already; when not, a larger one is cut to size. */
#include "memory/heap.h"

#include <errno.h>
#include <inttypes.h>
#include <sys/mman.h>

#define GIBIBYTE ((uintptr_t)1 << 30)

static MemArenaSource source;

void mem_set_arena_source(const MemArenaSource *new_source) {
    source = new_source != NULL ? *new_source : (MemArenaSource){0};
}

static void *map(void *hint, size_t size) {
    void *memory = mmap(hint, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

static void *map_aligned(size_t size) {
    static char *expected; /* just below the last mapping; at first a guess: below the libraries */
    if (expected == NULL)
        expected = (char *)(((uintptr_t)&errno & ~(uintptr_t)(size - 1)) - GIBIBYTE);
    char *memory = map(expected, size);
    if (memory == NULL || ((uintptr_t)memory & (size - 1)) != 0) {
        if (memory != NULL)
            munmap(memory, size);
        char *wide = map(NULL, 2 * size);
        if (wide == NULL)
            return NULL;
        memory = (char *)(((uintptr_t)wide + size - 1) & ~(uintptr_t)(size - 1));
        size_t before = (size_t)(memory - wide), after = size - before;
        if (before != 0)
            munmap(wide, before);
        if (after != 0)
            munmap(memory + size, after);
    }
    if (memory != NULL)
        expected = memory - size;
    return memory;
}

void *os_map(size_t size) {
    if (limits_refuse() || !limits_take(size))
        return NULL;
    void *memory = source.map != NULL ? source.map(source.context, size) : map_aligned(size);
    if (memory == NULL)
        limits_give(size);
    return memory;
}

bool os_unmap(void *memory, size_t size) {
    MEM_UNPOISON(memory, size);
    bool done = source.unmap != NULL ? source.unmap(source.context, memory, size)
                                     : munmap(memory, size) == 0;
    if (done)
        limits_give(size);
    return done;
}

void os_discard(void *memory, size_t size) {
    madvise(memory, size, MADV_DONTNEED);
}

size_t os_program_size(void) {
    FILE *file = fopen("/proc/self/maps", "r");
    if (file == NULL)
        return 0;
    uint64_t start, end, inode, size = 0;
    while (fscanf(file, "%" SCNx64 "-%" SCNx64 " %*s %*s %*s %" SCNu64 "%*[^\n]", &start, &end,
                  &inode) == 3)
        if (inode != 0)
            size += end - start;
    fclose(file);
    return size;
}
