/* The heap against a plain model of it, in random steps.
 *
 * The model knows pools as lists: per class and kind the used pools in order, per arena its empty
 * ones, the arenas by how full they are. Before each step it says which address must come next;
 * after each, mem_check looks at all structures (every step while the heap is small, now and then
 * when large). Usage: model [steps [seed]]. Each step draws its own random numbers, so a run that
 * fails is shrunk by leaving steps out, in child processes, as long as it still fails. */
#include "memory/heap.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 6000 };

typedef struct Slot {
    uint8_t *block;
    size_t size;
    unsigned kind;
    uint8_t pattern;
} Slot;

static Slot slots[SLOTS];
static size_t live;
static uint64_t random_state;

static uint32_t random_below(uint32_t limit) {
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((random_state >> 33) % limit);
}

static MemType types[KIND_COUNT] = {
    {.name = "none"}, {.name = "atom", .kind = MEM_ATOM}, {.name = "box", .kind = MEM_CONTAINER}};

/* Bytes behind the header belong to the pattern. */
static size_t pattern_start(const Slot *slot) {
    return slot->kind == MEM_BUFFER ? 0 : sizeof(Object);
}

static void fill(Slot *slot) {
    slot->pattern = (uint8_t)random_below(256);
    for (size_t i = pattern_start(slot); i < slot->size; i++)
        slot->block[i] = (uint8_t)(slot->pattern + i);
}

static bool is_intact(const Slot *slot, size_t size) {
    for (size_t i = pattern_start(slot); i < size; i++)
        if (slot->block[i] != (uint8_t)(slot->pattern + i))
            return false;
    return true;
}

/* ---- the model's word on the next address ---------------------------------------------------- */

/* A4, A5, A6: the head of the used list, its last freed block, else its lowest untouched one; an
 * empty pool of the fullest arena, its last emptied one first. Null: not foretold (a new arena). */
static void *foretell(unsigned kind, size_t size) {
    unsigned size_class = (unsigned)MEM_CLASS_OF(size);
    const Pool *pool = used_pools[kind][size_class];
    if (pool != NULL)
        return pool->free != NULL ? pool->free : (char *)pool + pool->untouched;
    const Arena *fullest = NULL;
    for (size_t i = 0; i < arenas.count; i++)
        if (arenas.all[i]->free_pools != 0 &&
            (fullest == NULL || arenas.all[i]->free_pools < fullest->free_pools))
            fullest = arenas.all[i];
    if (fullest == NULL)
        return NULL;
    /* Of equally full ones the latest arrival, which only the list knows. */
    if (arenas.usable->free_pools != fullest->free_pools)
        return (void *)1;
    fullest = arenas.usable;
    pool = fullest->freepools;
    if (pool == NULL && fullest->discarded != 0)
        return NULL;
    if (pool == NULL)
        pool = arena_pool(fullest, fullest->untouched);
    return (char *)pool + POOL_HEADER_SIZE;
}

static size_t random_size(void) {
    switch (random_below(8)) {
    case 0:
        return 1 + random_below(2000);
    case 1:
        return 400 + random_below(200);
    default:
        return 1 + random_below(512);
    }
}

static bool step_new(Slot *slot) {
    unsigned kind = random_below(3);
    size_t size = random_size();
    if (kind != MEM_BUFFER && size < sizeof(Object))
        size = sizeof(Object);
    void *expected = size <= 512 ? foretell(kind, size) : NULL;
    void *block = kind == MEM_BUFFER ? mem_malloc(size) : mem_object_new(&types[kind], size);
    if (block == NULL || (expected != NULL && block != expected)) {
        printf("%zu bytes: %p, expected %p\n", size, block, expected);
        return false;
    }
    *slot = (Slot){block, size, kind, 0};
    fill(slot);
    live++;
    return true;
}

static bool step_free(Slot *slot) {
    if (!is_intact(slot, slot->size))
        return false;
    Pool *pool = slot->size <= 512 ? pool_of(slot->block) : NULL;
    bool stays = pool != NULL && pool->allocated > 1;
    if (slot->kind == MEM_BUFFER)
        mem_free(slot->block);
    else
        mem_object_free(slot->block, slot->size);
    bool first = !stays || pool->free == slot->block; /* A5: at the head */
    bool head = !stays || pool->allocated + 1 < pool->capacity ||
                used_pools[pool->kind][pool->size_class] == pool; /* A4: full -> used */
    slot->block = NULL;
    live--;
    if (!first || !head)
        printf("freed: at the head %d, pool at the head %d\n", first, head);
    return first && head;
}

static bool step_resize(Slot *slot) {
    size_t size = random_size(), old = slot->size;
    if (slot->kind != MEM_BUFFER) {
        if (size < sizeof(Object))
            size = sizeof(Object);
        slot->block = mem_object_resize(slot->block, old, size);
    } else {
        slot->block = mem_realloc(slot->block, size);
    }
    slot->size = size;
    if (slot->block == NULL || !is_intact(slot, old < size ? old : size))
        return false;
    if (slot->kind != MEM_BUFFER && ((Object *)slot->block)->type != &types[slot->kind])
        return false;
    fill(slot);
    return true;
}

static bool step(uint32_t target) {
    Slot *slot = &slots[random_below(SLOTS)];
    if (slot->block == NULL)
        return live < target ? step_new(slot) : true;
    if (live > target || random_below(3) == 0)
        return step_free(slot);
    return random_below(4) == 0 ? step_resize(slot) : true;
}

/* A step's random numbers do not depend on the steps before it. */
static void seed_step(uint64_t seed, uint64_t number) {
    uint64_t mixed = (seed ^ number * 0x9e3779b97f4a7c15u) * 0xbf58476d1ce4e5b9u;
    random_state = mixed ^ mixed >> 31;
}

/* Why the run fails, and at which step; null: it does not. */
static const char *run(uint64_t steps, uint64_t seed, const bool *left_out, uint64_t *failed_at) {
    uint32_t target = 100;
    for (uint64_t i = 0; i < steps; i++) {
        *failed_at = i;
        seed_step(seed, i);
        if (i % 5000 == 0)
            target = random_below(8) == 0 ? 0 : random_below(SLOTS);
        bool good = (left_out != NULL && left_out[i]) || step(target);
        if (i % 20000 == 19999)
            mem_trim();
        const char *problem = i < 20000 || i % 53 == 0 ? mem_check() : NULL;
        if (!good || problem != NULL)
            return problem != NULL ? problem : "not what the model says";
    }
    for (int i = 0; i < SLOTS; i++)
        if (slots[i].block != NULL && !step_free(&slots[i]))
            return "not what the model says at the end";
    return mem_check();
}

/* An empty heap, whatever became of the old one. */
static void begin_anew(void) {
    memset(slots, 0, sizeof slots);
    live = 0;
    memset(used_pools, 0, sizeof used_pools);
    arenas = (Arenas){.reserve = 1, .reserve_allowed = 16};
    listed_init();
}

/* In a process of its own: the heap is no good any more where it fails. */
static bool still_fails(uint64_t steps, uint64_t seed, const bool *left_out) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        uint64_t at;
        if (freopen("/dev/null", "w", stdout) == NULL)
            _exit(0);
        begin_anew();
        _exit(run(steps, seed, left_out, &at) != NULL);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return status != 0;
}

/* Leaves out ever smaller stretches of steps that the failure does not need. */
static void shrink(uint64_t steps, uint64_t seed) {
    bool *left_out = calloc(steps, sizeof *left_out);
    int tries = 400;
    for (uint64_t stretch = steps / 2; stretch > 0; stretch /= 2) {
        for (uint64_t start = 0; start < steps && tries > 0; start += stretch) {
            uint64_t size = start + stretch < steps ? stretch : steps - start;
            if (left_out[start])
                continue;
            memset(left_out + start, true, size);
            tries--;
            if (!still_fails(steps, seed, left_out))
                memset(left_out + start, false, size);
        }
    }
    printf("of the %llu steps these are enough:", (unsigned long long)steps);
    for (uint64_t i = 0, printed = 0; i < steps && printed < 40; i++)
        if (!left_out[i] && ++printed)
            printf(" %llu", (unsigned long long)i);
    printf("\n");
    free(left_out);
}

int main(int argc, char **argv) {
    uint64_t steps = argc > 1 ? strtoull(argv[1], NULL, 10) : 200000;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    mem_init(&(MemConfig){.no_cache = true}, NULL);
    uint64_t failed_at = 0;
    const char *problem = run(steps, seed, NULL, &failed_at);
    if (problem != NULL) {
        printf("seed %llu, step %llu: %s\n", (unsigned long long)seed,
               (unsigned long long)failed_at, problem);
        shrink(failed_at + 1, seed);
        return 1;
    }
    MemLeaks leaks;
    mem_fini(&leaks);
    bool good = leaks.blocks == 0 && leaks.buffers == 0 && leaks.arenas == 0;
    printf("%s %llu steps\n", good ? "ok  " : "FAIL", (unsigned long long)steps);
    return good ? 0 : 1;
}
