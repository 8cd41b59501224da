/* memory_bench: the allocator against malloc, and mimalloc where its library is found.
 *
 * One process, interleaved rounds, thread CPU time, the best of 9, the geometric mean over seven
 * sizes; printed as ratios beside the highest that is promised. Build it optimised:
 *     cmake --build build/release --target memory_bench && build/release/memory_bench */
#include "memory/memory.h"

#include <dlfcn.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 9, MOST = 200000 };

typedef struct Allocator {
    const char *name;
    void *(*allocate)(size_t size);
    void (*release)(void *block, size_t size);
} Allocator;

static MemType atom = {.name = "atom", .kind = MEM_ATOM};

static void *ours_new(size_t size) {
    return mem_atom_new(&atom, size);
}

static void ours_free(void *block, size_t size) {
    mem_atom_free(block, size);
}

static void *glibc_new(size_t size) {
    return malloc(size);
}

static void glibc_free(void *block, size_t size) {
    free(block);
}

static void *(*mimalloc_malloc)(size_t size);
static void (*mimalloc_release)(void *block);

static void *mimalloc_new(size_t size) {
    return mimalloc_malloc(size);
}

static void mimalloc_free(void *block, size_t size) {
    mimalloc_release(block);
}

static bool find_mimalloc(void) {
    void *library = dlopen("libmimalloc.so.2", RTLD_NOW);
    if (library == NULL)
        library = dlopen("libmimalloc.so", RTLD_NOW);
    if (library == NULL)
        return false;
    *(void **)&mimalloc_malloc = dlsym(library, "mi_malloc");
    *(void **)&mimalloc_release = dlsym(library, "mi_free");
    return mimalloc_malloc != NULL && mimalloc_release != NULL;
}

static double now_ns(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

/* ---- workloads: each returns nanoseconds per allocation and free ----------------------------- */

static void *blocks[MOST];
static uint16_t sizes[MOST];

static uint32_t next_random(void) {
    static uint64_t state = 1;
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33);
}

static double pair(const Allocator *with, size_t size) {
    enum { COUNT = 200000 };
    void *alive = with->allocate(size);
    double start = now_ns();
    for (int i = 0; i < COUNT; i++) {
        void *block = with->allocate(size);
        *(volatile char *)block = 1;
        with->release(block, size);
    }
    double time = now_ns() - start;
    with->release(alive, size);
    return time / COUNT;
}

static double lifo(const Allocator *with, size_t size) {
    enum { COUNT = 500, TIMES = 200 };
    double start = now_ns();
    for (int time = 0; time < TIMES; time++) {
        for (int i = 0; i < COUNT; i++)
            blocks[i] = with->allocate(size);
        for (int i = COUNT; i-- > 0;)
            with->release(blocks[i], size);
    }
    return (now_ns() - start) / COUNT / TIMES;
}

static double churn(const Allocator *with, size_t size) {
    enum { ALIVE = 20000, COUNT = 100000 };
    for (int i = 0; i < ALIVE; i++)
        blocks[i] = with->allocate(sizes[i] = (uint16_t)(16 + next_random() % size));
    double start = now_ns();
    for (int i = 0; i < COUNT; i++) {
        uint32_t k = next_random() % ALIVE;
        with->release(blocks[k], sizes[k]);
        blocks[k] = with->allocate(sizes[k] = (uint16_t)(16 + next_random() % size));
    }
    double time = now_ns() - start;
    for (int i = 0; i < ALIVE; i++)
        with->release(blocks[i], sizes[i]);
    return time / COUNT;
}

static double many(const Allocator *with, size_t size, bool random) {
    double start = now_ns();
    for (int i = 0; i < MOST; i++) {
        blocks[i] = with->allocate(size);
        *(volatile char *)blocks[i] = 1;
    }
    double time = now_ns() - start;
    for (int i = MOST - 1; random && i > 0; i--) {
        uint32_t k = next_random() % (uint32_t)(i + 1);
        void *block = blocks[i];
        blocks[i] = blocks[k];
        blocks[k] = block;
    }
    start = now_ns();
    for (int i = 0; i < MOST; i++)
        with->release(blocks[i], size);
    return (time + now_ns() - start) / MOST;
}

static double random_out(const Allocator *with, size_t size) {
    return many(with, size, true);
}

static double first_out(const Allocator *with, size_t size) {
    return many(with, size, false);
}

static double only_block(const Allocator *with, size_t size) {
    enum { COUNT = 100000 };
    double start = now_ns();
    for (int i = 0; i < COUNT; i++)
        with->release(with->allocate(size), size);
    return (now_ns() - start) / COUNT;
}

typedef struct Workload {
    const char *name;
    double (*run)(const Allocator *with, size_t size);
    double most_glibc, most_mimalloc; /* promised; 0: nothing */
} Workload;

static const Workload workloads[] = {
    {"alloc+free, class alive", pair, 0.85, 1.6},
    {"500 in, LIFO out", lifo, 0.75, 1.4},
    {"20,000 alive, random replace", churn, 1.0, 3},
    {"200,000 in, random out", random_out, 0.8, 0},
    {"200,000 in, FIFO out", first_out, 2.2, 0},
    {"first and last block of a class", only_block, 2.2, 0},
};

static const size_t measured_sizes[] = {16, 32, 48, 64, 128, 256, 500};
enum { SIZE_COUNT = sizeof measured_sizes / sizeof *measured_sizes };

/* Geometric means of the best rounds. */
static void measure(const Workload *workload, const Allocator *allocators, size_t count,
                    double *means) {
    double logs[3] = {0};
    for (int s = 0; s < SIZE_COUNT; s++) {
        double best[3] = {1e18, 1e18, 1e18};
        for (int round = 0; round < ROUNDS; round++) {
            for (size_t a = 0; a < count; a++) {
                double time = workload->run(&allocators[a], measured_sizes[s]);
                if (time < best[a])
                    best[a] = time;
            }
        }
        for (size_t a = 0; a < count; a++)
            logs[a] += log(best[a]);
    }
    for (size_t a = 0; a < count; a++)
        means[a] = exp(logs[a] / SIZE_COUNT);
}

int main(void) {
    static Allocator allocators[3] = {{"memory", ours_new, ours_free},
                                      {"glibc", glibc_new, glibc_free},
                                      {"mimalloc", mimalloc_new, mimalloc_free}};
    size_t count = find_mimalloc() ? 3 : 2;
    bool kept = true;
    printf("%-34s %8s %8s %8s   ratio (at most)\n", "ns per allocation and free", "memory", "glibc",
           "mimalloc");
    for (size_t i = 0; i < sizeof workloads / sizeof *workloads; i++) {
        const Workload *workload = &workloads[i];
        double means[3] = {0};
        measure(workload, allocators, count, means);
        double glibc = means[0] / means[1], mimalloc = count > 2 ? means[0] / means[2] : 0;
        printf("%-34s %8.2f %8.2f %8.2f   %.2f (%.2f)", workload->name, means[0], means[1],
               means[2], glibc, workload->most_glibc);
        kept = kept && glibc <= workload->most_glibc;
        if (mimalloc != 0 && workload->most_mimalloc != 0) {
            printf("  %.2f (%.2f)", mimalloc, workload->most_mimalloc);
            kept = kept && mimalloc <= workload->most_mimalloc;
        }
        putchar('\n');
    }
    return kept ? 0 : 1;
}
