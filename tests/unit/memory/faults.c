/* Deliberate mistakes under the guarded modes: each must stop the program with its own words. */
#include "memory/memory.h"
#include "tests/support/test.h"
#include "tests/unit/memory/heap_checks.h"
#include "tests/unit/memory/node.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static size_t here(MemSite *sites, size_t capacity) {
    sites[0] = (MemSite){"script.py", 7};
    return 3;
}

static bool lock_held = true;

static bool holds_lock(void) {
    return lock_held;
}

static const MemRuntimeOps ops = {.current_site = here, .holds_lock = holds_lock};

/* Runs the mistake in a child; true if it was stopped with these words. */
static bool is_stopped(void (*mistake)(void), const char *words, MemMode mode) {
    int channel[2];
    if (pipe(channel) != 0)
        return false;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        dup2(channel[1], STDERR_FILENO);
        mem_init(&(MemConfig){.mode = mode}, &ops);
        mistake();
        MemLeaks leaks;
        mem_fini(&leaks);
        _exit(0);
    }
    close(channel[1]);
    char text[2000];
    size_t size = 0;
    ssize_t got;
    while (size < sizeof text - 1 &&
           (got = read(channel[0], text + size, sizeof text - 1 - size)) > 0)
        size += (size_t)got;
    text[size] = 0;
    close(channel[0]);
    int status;
    waitpid(child, &status, 0);
    bool stopped = WIFSIGNALED(status) && strstr(text, words) != NULL;
    if (!stopped)
        printf("expected \"%s\", got: %s\n", words, text);
    return stopped;
}

static volatile size_t at = 0;

static void overrun(void) {
    char *block = mem_malloc(40);
    block[40 + at] = 1;
    mem_free(block);
}

static void underrun(void) {
    char *block = mem_malloc(40);
    *(block - 1 - at) = 1;
    mem_free(block);
}

static void write_after_free(void) {
    char *volatile block = mem_malloc(40);
    mem_free(block);
    block[3] = 1;
}

static void free_twice(void) {
    char *volatile block = mem_malloc(40);
    mem_free(block);
    mem_free(block);
}

static void free_interior(void) {
    char *block = mem_malloc(400);
    memset(block, 0, 400);
    mem_free(block + 160 + at);
}

static void free_wrong_domain(void) {
    Node *node = node_new();
    mem_free(node);
}

static void free_wrong_size(void) {
    Node *node = node_new();
    mem_container_free(node, sizeof *node + 8);
}

static void free_without_lock(void) {
    void *block = mem_malloc(40);
    lock_held = false;
    mem_free(block);
}

static void raw_free_twice(void) {
    void *volatile block = mem_raw_malloc(1000);
    mem_raw_free(block);
    mem_raw_free(block);
}

static void check_mode(MemMode mode) {
    CHECK(is_stopped(overrun, "written behind the block: buffer of 40 bytes", mode));
    CHECK(is_stopped(overrun, "allocated at script.py:7", mode));
    CHECK(is_stopped(underrun, "written before the block", mode));
    CHECK(is_stopped(write_after_free, "written after its free", mode));
    CHECK(is_stopped(write_after_free, "freed at script.py:7", mode));
    CHECK(is_stopped(free_twice, "freed twice", mode));
    CHECK(is_stopped(free_interior, "free of a pointer into a block: buffer of 400", mode));
    CHECK(is_stopped(free_wrong_domain, "object freed as a buffer: node of", mode));
    CHECK(is_stopped(free_wrong_size, "freed with the wrong size: node of", mode));
    CHECK(is_stopped(free_without_lock, "free without holding the lock", mode));
}

#ifndef MEM_GUARDS_UNDER_ASAN
#ifdef __SANITIZE_ADDRESS__
#define MEM_GUARDS_UNDER_ASAN 1 /* it finds these faults itself, in its own words */
#else
#define MEM_GUARDS_UNDER_ASAN 0
#endif
#endif

TEST(D2_faults_stop_under_pool_debug) {
    if (!MEM_GUARDS_UNDER_ASAN)
        check_mode(MEM_POOL_DEBUG);
}

TEST(D2_faults_stop_under_system_debug) {
    if (!MEM_GUARDS_UNDER_ASAN)
        check_mode(MEM_SYSTEM_DEBUG);
}

/* 4,096 freed blocks wait, so that a late write is still seen. */
TEST(D2_freed_blocks_wait_in_quarantine) {
    if (MEM_GUARDS_UNDER_ASAN)
        return;
    for (int mode = MEM_POOL_DEBUG; mode <= MEM_SYSTEM_DEBUG; mode += 2) {
        mem_init(&(MemConfig){.mode = (MemMode)mode}, NULL);
        void *volatile block = mem_malloc(40);
        mem_free(block);
        int reused = 0;
        for (int i = 0; i < 4095; i++) {
            void *other = mem_malloc(40);
            reused += other == block;
            mem_free(other);
        }
        CHECK_EQ(reused, 0);
        MemLeaks leaks;
        mem_fini(&leaks);
        CHECK_EQ(leaks.buffers + leaks.raw_bytes + leaks.arenas, 0);
    }
}

TEST(D2_raw_free_twice_stops) {
    if (!MEM_GUARDS_UNDER_ASAN)
        CHECK(is_stopped(raw_free_twice, "freed twice, or not raw memory", MEM_POOL));
}

/* The collector and everything else work the same in every mode. */
static void exercise(MemMode mode) {
    mem_init(&(MemConfig){.mode = mode}, &node_ops);
    for (int i = 0; i < 1000; i++) {
        Node *a = node_new(), *b = node_new_sized((size_t)(40 + i));
        node_set(a, 0, b);
        node_set(b, 0, a);
        mem_decref(&a->header);
        mem_decref(&b->header);
    }
    CHECK_EQ(mem_gc_collect(0), 2000);
    void *buffer = mem_malloc(10);
    for (size_t size = 1; size < 2000; size += 37)
        buffer = mem_realloc(buffer, size);
    CHECK_EQ(mem_allocated_blocks(), 1);
    MemBlockInfo info;
    CHECK(mem_block_info(buffer, &info));
    mem_free(buffer);
    check_heap();
    check_nothing_left();
}

TEST(D1_every_mode_works) {
    exercise(MEM_POOL);
    exercise(MEM_POOL_DEBUG);
    exercise(MEM_SYSTEM);
    exercise(MEM_SYSTEM_DEBUG);
    exercise(MEM_POOL);
}

/* D5: every N until a clean run. */
static bool build_and_collect(void) {
    Node *nodes[50] = {NULL};
    MemWeakref reference = {.header = {.refcount = 1}};
    bool good = true;
    void *buffer = NULL, *raw = mem_raw_malloc(100);
    good &= raw != NULL;
    for (int i = 0; i < 50; i++) {
        nodes[i] = mem_container_new(&node_type, (size_t)(48 + 20 * i));
        if (nodes[i] == NULL) {
            good = false;
            continue;
        }
        nodes_alive++;
        nodes[i]->size = (uint32_t)(48 + 20 * i);
        nodes[i]->first = nodes[i]->second = NULL;
        mem_gc_track(nodes[i]);
        mem_incref(&nodes[i]->header);
        nodes[i]->first = &nodes[i]->header;
        void *moved = mem_realloc(buffer, (size_t)(30 * i + 1));
        good &= moved != NULL;
        buffer = moved != NULL ? moved : buffer;
    }
    if (nodes[0] != NULL)
        good &= mem_weakref_new(&reference, &nodes[0]->header);
    for (int i = 0; i < 50; i++)
        if (nodes[i] != NULL)
            mem_decref(&nodes[i]->header);
    size_t collected = mem_gc_collect(2); /* without memory they live until the next one */
    good &= collected == 50;
    mem_raw_free(raw);
    mem_free(buffer);
    mem_fail_at(0, 0);
    mem_gc_collect(2);
    return good;
}

TEST(D5_every_allocation_may_fail) {
    for (int for_good = 0; for_good < 2; for_good++) {
        int failed = 0;
        for (uint64_t n = 1;; n++) {
            mem_init(NULL, &node_ops);
            mem_fail_at(n, for_good ? 1000000 : 1);
            bool good = build_and_collect();
            check_nothing_left();
            CHECK_EQ(nodes_alive, 0);
            if (good)
                break;
            failed++;
            if (n > 1000) {
                CHECK(false);
                break;
            }
        }
        CHECK(failed > 50);
    }
}

TEST(D7_limit_is_kept_and_left) {
    mem_init(&(MemConfig){.limit = 4 << 20}, NULL);
    void **chain = NULL;
    size_t count = 0;
    for (;; count++) {
        void **block = mem_malloc(512);
        if (block == NULL)
            break;
        *block = chain;
        chain = block;
    }
    CHECK(count > 6000 && count < 9000);
    CHECK(mem_raw_malloc(1 << 20) == NULL);
    CHECK(mem_malloc(1 << 20) == NULL);
    CHECK(mem_bytes_taken() <= 4 << 20);
    while (chain != NULL) {
        void **next = *chain;
        mem_free(chain);
        chain = next;
    }
    void *large = mem_malloc(1 << 20);
    CHECK(large != NULL);
    mem_free(large);
    MemLeaks leaks;
    mem_fini(&leaks);
    CHECK_EQ(leaks.buffers + leaks.arenas, 0);
    CHECK_EQ(mem_bytes_taken(), 0);
    mem_set_limit(0);
}

TEST(D6_a_leak_is_counted) {
    mem_init(NULL, NULL);
    void *buffer = mem_malloc(100), *raw = mem_raw_malloc(77);
    Node *node = node_new();
    MemLeaks leaks;
    mem_fini(&leaks);
    CHECK_EQ(leaks.buffers, 1);
    CHECK_EQ(leaks.blocks, 1);
    CHECK_EQ(leaks.raw_bytes, 77);
    CHECK_EQ(leaks.arenas, 1);
    mem_free(buffer);
    mem_raw_free(raw);
    mem_decref(&node->header);
    mem_fini(&leaks);
    CHECK_EQ(leaks.blocks + leaks.buffers + leaks.raw_bytes + leaks.arenas, 0);
}

TEST(D3_sites_are_remembered) {
    mem_init(NULL, &ops);
    lock_held = true;
    CHECK(mem_trace_start(1));
    void *block = mem_malloc(100);
    MemTrace trace;
    CHECK(mem_trace_find(block, &trace));
    CHECK_EQ(trace.count, 1);
    CHECK_EQ(trace.total, 3);
    CHECK_EQ(trace.size, 100);
    CHECK_STR_EQ(trace.sites[0].file, "script.py");
    CHECK_EQ(trace.sites[0].line, 7);
    size_t current, peak;
    mem_trace_sizes(&current, &peak);
    CHECK_EQ(current, 100);
    block = mem_realloc(block, 5000);
    mem_trace_sizes(&current, &peak);
    CHECK_EQ(current, 5000);
    mem_free(block);
    mem_trace_sizes(&current, &peak);
    CHECK_EQ(current, 0);
    CHECK(peak >= 5000);
    mem_trace_stop();
    MemLeaks leaks;
    mem_fini(&leaks);
    CHECK_EQ(leaks.raw_bytes, 0);
}

int main(void) {
    RUN(D2_faults_stop_under_pool_debug);
    RUN(D2_faults_stop_under_system_debug);
    RUN(D2_freed_blocks_wait_in_quarantine);
    RUN(D2_raw_free_twice_stops);
    RUN(D1_every_mode_works);
    RUN(D5_every_allocation_may_fail);
    RUN(D7_limit_is_kept_and_left);
    RUN(D6_a_leak_is_counted);
    RUN(D3_sites_are_remembered);
    return test_result();
}
