/* What must hold of the whole heap, for the tests of memory/. */
#ifndef TESTS_UNIT_MEMORY_HEAP_CHECKS_H
#define TESTS_UNIT_MEMORY_HEAP_CHECKS_H

#include "memory/memory.h"
#include "tests/support/test.h"

/* Its structures agree with each other. */
static inline void check_heap(void) {
    const char *problem = mem_check();
    if (problem != NULL) {
        printf("mem_check: %s\n", problem);
        test_failures++;
    }
}

/* Ends memory/; whatever a test left behind is a failure. */
static inline void check_nothing_left(void) {
    MemLeaks leaks;
    mem_fini(&leaks);
    CHECK_EQ(leaks.blocks, 0);
    CHECK_EQ(leaks.buffers, 0);
    CHECK_EQ(leaks.raw_bytes, 0);
    CHECK_EQ(leaks.arenas, 0);
}

#endif
