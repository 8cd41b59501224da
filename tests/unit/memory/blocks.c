/* Size classes, pools and blocks, straight from the pools. */
#include "memory/memory.h"
#include "tests/support/test.h"
#include "tests/unit/memory/heap_checks.h"
#include "tests/unit/memory/node.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static MemBlockInfo info_of(const void *block) {
    MemBlockInfo info = {0};
    CHECK(mem_block_info(block, &info));
    return info;
}

static MemPoolInfo pool_of_block(const void *block) {
    MemPoolInfo info = {0};
    CHECK(mem_pool_info(block, &info));
    return info;
}

static bool find_arena(const MemArenaInfo *arena, void *context) {
    MemArenaInfo *wanted = context;
    if (arena->address == wanted->address)
        *wanted = *arena;
    return true;
}

static MemArenaInfo arena_info(const char *address) {
    MemArenaInfo info = {.address = address};
    mem_walk_arenas(find_arena, &info);
    return info;
}

TEST(A1_every_size_gets_its_class) {
    for (size_t n = 1; n <= 512; n++) {
        void *block = mem_malloc(n);
        MemBlockInfo info = info_of(block);
        CHECK_EQ(info.size_class, (n - 1) / MEM_STEP);
        CHECK_EQ(info.size, ((n - 1) / MEM_STEP + 1) * MEM_STEP);
        CHECK_EQ((uintptr_t)block % MEM_STEP, 0);
        memset(block, 0xAB, n);
        mem_free(block);
    }
#ifndef MEM_GEOMETRY_LARGE
    static const size_t expected[][3] = {{42, 48, 5}, {8, 8, 0},      {9, 16, 1},
                                         {72, 72, 8}, {497, 504, 62}, {512, 512, 63}};
#else
    static const size_t expected[][3] = {{42, 48, 2}, {8, 16, 0},     {17, 32, 1},
                                         {72, 80, 4}, {497, 512, 31}, {512, 512, 31}};
#endif
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        void *block = mem_malloc(expected[i][0]);
        CHECK_EQ(info_of(block).size, expected[i][1]);
        CHECK_EQ(info_of(block).size_class, expected[i][2]);
        mem_free(block);
    }
}

TEST(A1_pools_hold_as_many_blocks_as_drawn) {
#ifndef MEM_GEOMETRY_LARGE
    size_t of_48 = 84, of_512 = 7;
#else
    size_t of_48 = 340, of_512 = 31;
#endif
    void *small = mem_malloc(48), *large = mem_malloc(512);
    CHECK_EQ(pool_of_block(small).capacity, of_48);
    CHECK_EQ(pool_of_block(large).capacity, of_512);
    mem_free(small);
    mem_free(large);
}

TEST(A2_ends_of_the_range) {
    void *a = mem_malloc(0), *b = mem_malloc(0);
    CHECK(a != NULL && b != NULL && a != b);
    mem_free(a);
    mem_free(b);
    MemStats before, with;
    mem_stats_get(&before);
    void *large = mem_malloc(513);
    MemBlockInfo info = info_of(large);
    CHECK(info.pool == NULL);
    CHECK_EQ(info.size, 513);
    mem_stats_get(&with);
    CHECK_EQ(with.listed[MEM_BUFFER], before.listed[MEM_BUFFER] + 1);
    CHECK_EQ(with.listed_bytes, before.listed_bytes + 513 + 32);
    mem_free(large);
    size_t too_large = (size_t)PTRDIFF_MAX + 1;
    __asm__("" : "+r"(too_large));
    CHECK(mem_malloc(too_large) == NULL);
    CHECK(mem_raw_malloc(too_large) == NULL);
    CHECK(mem_calloc(too_large, 4) == NULL);
    CHECK(mem_raw_calloc(too_large, 4) == NULL);
    mem_free(NULL);
    mem_raw_free(NULL);
    check_heap();
}

TEST(A3_a_pool_holds_one_kind) {
    static MemType atom_type = {.name = "atom", .basic_size = 48, .kind = MEM_ATOM};
    Node *node = node_new_sized(48);
    void *buffer = mem_malloc(48), *atom = mem_object_new(&atom_type, 48);
    CHECK(info_of(node).pool != info_of(buffer).pool);
    CHECK(info_of(atom).pool != info_of(node).pool && info_of(atom).pool != info_of(buffer).pool);
    CHECK_EQ(info_of(atom).kind, MEM_ATOM);
    CHECK(info_of(atom).object->type == &atom_type);
    mem_object_free(atom, 48);
    CHECK_EQ(info_of(node).kind, MEM_CONTAINER);
    CHECK_EQ(info_of(buffer).kind, MEM_BUFFER);
    CHECK(info_of(node).object == &node->header);
    CHECK(info_of(buffer).object == NULL);
    CHECK(info_of(node).object->type == &node_type);
    mem_free(buffer);
    mem_decref(&node->header);
}

TEST(A4_pool_moves) {
    void *blocks[600];
    size_t capacity = (MEM_POOL_SIZE - 48) / 512;
    blocks[0] = mem_malloc(512);
    CHECK_EQ(pool_of_block(blocks[0]).state, MEM_POOL_USED);
    CHECK_EQ(pool_of_block(blocks[0]).capacity, capacity);
    for (size_t i = 1; i < capacity; i++)
        blocks[i] = mem_malloc(512);
    CHECK_EQ(pool_of_block(blocks[0]).state, MEM_POOL_FULL);
    CHECK_EQ(pool_of_block(blocks[0]).place, 0);
    blocks[capacity] = mem_malloc(512); /* another pool */
    CHECK(info_of(blocks[capacity]).pool != info_of(blocks[0]).pool);
    mem_free(blocks[3]);
    CHECK_EQ(pool_of_block(blocks[0]).state, MEM_POOL_USED);
    CHECK_EQ(pool_of_block(blocks[0]).place, 1); /* back at the head */
    CHECK_EQ(pool_of_block(blocks[capacity]).place, 2);
    CHECK(mem_malloc(512) == blocks[3]);
    for (size_t i = 0; i < capacity; i++)
        mem_free(blocks[i]);
    MemPoolInfo empty = pool_of_block(blocks[0]);
    CHECK_EQ(empty.state, MEM_POOL_EMPTY);
    CHECK_EQ(empty.place, 1); /* head of freepools */
    check_heap();
    mem_free(blocks[capacity]);
}

TEST(A4_one_pool_serves_two_classes) {
    void *keep = mem_malloc(100); /* keeps the arena */
    void *small = mem_malloc(8);
    const char *pool = info_of(small).pool;
    mem_free(small);
    void *large = mem_malloc(512);
    CHECK(info_of(large).pool == pool);
    CHECK(large == small); /* the first block of either */
    mem_free(large);
    mem_free(keep);
}

TEST(A5_freed_blocks_come_back_last_first) {
    void *keep = mem_malloc(48), *a = mem_malloc(48), *b = mem_malloc(48), *c = mem_malloc(48);
    CHECK((char *)b - (char *)a == 48 && (char *)c - (char *)b == 48); /* lowest first */
    mem_free(a);
    mem_free(b);
    mem_free(c);
    void *first = mem_malloc(48), *second = mem_malloc(48), *third = mem_malloc(48);
    CHECK(first == c && second == b && third == a);
    mem_free(first);
    mem_free(second);
    mem_free(third);
    mem_free(keep); /* the pool's last block: it goes back to the arena and comes anew */
    void *blocks[12];
    for (int i = 0; i < 12; i++)
        blocks[i] = mem_malloc(48);
    mem_free(blocks[5]);
    mem_free(blocks[2]);
    mem_free(blocks[9]);
    CHECK(mem_malloc(48) == blocks[9]);
    CHECK(mem_malloc(48) == blocks[2]);
    CHECK(mem_malloc(48) == blocks[5]);
    void *next = mem_malloc(48);
    CHECK_EQ(info_of(next).index, 12); /* only now the untouched one */
    mem_free(next);
    for (int i = 0; i < 12; i++)
        mem_free(blocks[i]);
    check_heap();
}

TEST(A6_untouched_bytes_stay_untouched) {
    mem_trim();
    void *block = mem_malloc(64); /* the first of a new arena */
    MemPoolInfo pool = pool_of_block(block);
    memset(block, 0xFF, 64);
    CHECK_EQ(info_of(block).index, 0);
    CHECK_EQ(pool.untouched, pool.capacity - 1);
#ifndef __SANITIZE_ADDRESS__
    const char *mark = (const char *)block + 64, *end = pool.address + MEM_POOL_SIZE;
    while (mark < end && *mark == 0)
        mark++;
    CHECK(mark == end);
#endif
    mem_free(block);
}

TEST(A6_used_memory_goes_before_untouched) {
    mem_trim();
    enum { SMALL = 40 };
    void *keep = mem_malloc(8), *freed[SMALL];
    const char *arena = info_of(keep).arena;
    for (int i = 0; i < SMALL; i++) /* a pool each */
        freed[i] = mem_malloc((size_t)(16 * (i % 31 + 1)));
    const char *pool = info_of(freed[5]).pool;
    MemArenaInfo before = arena_info(arena);
    mem_free(freed[5]);
    mem_free(freed[36]); /* of the same class: their pool is empty now */
    void *next = mem_malloc(504);
    CHECK(info_of(next).pool == pool); /* the freed pool before untouched ones */
    CHECK_EQ(arena_info(arena).untouched_pools, before.untouched_pools);
    enum { MOST = MEM_POOLS_PER_ARENA * 40 };
    void *blocks[MOST];
    size_t count = 0;
    while (arena_info(arena).free_pools > 0 &&
           count < MOST) /* a new arena only when none has a pool left */
        CHECK(info_of(blocks[count++] = mem_malloc(512)).arena == arena);
    while (count > 0)
        mem_free(blocks[--count]);
    mem_free(next);
    for (int i = 0; i < SMALL; i++)
        if (i != 5 && i != 36)
            mem_free(freed[i]);
    mem_free(keep);
    check_heap();
}

TEST(A6_first_block_makes_one_page_resident) {
    mem_trim();
    void *block = mem_malloc(64);
    const char *arena = info_of(block).arena;
    size_t page = 4096, pages = MEM_ARENA_SIZE / page, resident = 0;
    static unsigned char map[4096];
    if (mincore((void *)(uintptr_t)arena, MEM_ARENA_SIZE, map) == 0)
        for (size_t i = 0; i < pages; i++)
            resident += map[i] & 1;
    MemStats stats;
    mem_stats_get(&stats);
    CHECK_EQ(stats.arenas, 1);
    CHECK_EQ(resident, 1);
    mem_free(block);
}

TEST(A10_only_our_addresses_are_ours) {
    static int somewhere;
    int local = 0;
    void *guard = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    void *system = malloc(10), *block = mem_malloc(10), *large = mem_malloc(1000);
    CHECK(mem_owns(block));
    CHECK(!mem_owns(large));
    CHECK(!mem_owns(&somewhere));
    CHECK(!mem_owns(&local));
    CHECK(!mem_owns(guard));
    CHECK(!mem_owns(system));
    CHECK(!mem_owns(NULL));
    srand(1);
    for (int i = 0; i < 10000; i++) {
        uintptr_t wild = (uintptr_t)rand() << 33 ^ (uintptr_t)rand() << 16 ^ (uintptr_t)rand();
        if (wild >> MEM_ARENA_SHIFT != (uintptr_t)block >> MEM_ARENA_SHIFT)
            (void)mem_owns((void *)wild);
    }
    CHECK(!mem_owns((void *)UINTPTR_MAX));
    munmap(guard, 4096);
    free(system);
    mem_free(block);
    mem_free(large);
}

TEST(A11_realloc_keeps_the_bytes) {
    static const size_t sizes[] = {1, 8, 9, 40, 48, 49, 512, 513, 600, 4000, 514, 512, 100, 1};
    char *block = mem_realloc(NULL, sizes[0]);
    size_t old = sizes[0];
    block[0] = 1;
    for (size_t i = 1; i < sizeof sizes / sizeof *sizes; i++) {
        block = mem_realloc(block, sizes[i]);
        for (size_t k = 0; k < old && k < sizes[i]; k++)
            if (block[k] != (char)(k + 1)) {
                CHECK_EQ(block[k], (char)(k + 1));
                break;
            }
        for (size_t k = 0; k < sizes[i]; k++)
            block[k] = (char)(k + 1);
        old = sizes[i];
    }
    block = mem_realloc(block, 0);
    CHECK(block != NULL && block[0] == 1);
    mem_free(block);
}

TEST(A11_realloc_stays_where_it_fits) {
    void *block = mem_malloc(64);
    CHECK(mem_realloc(block, 60) == block);
    CHECK(mem_realloc(block, 50) == block); /* more than 3/4 of 64 */
    void *moved = mem_realloc(block, 40);
    CHECK(moved != block);
    CHECK_EQ(info_of(moved).size, (40 + MEM_STEP - 1) / MEM_STEP * MEM_STEP);
    mem_fail_at(1, 1);
    CHECK(mem_realloc(moved, 400) == NULL);
    mem_fail_at(1, 1);
    CHECK(mem_realloc(moved, 4) == moved); /* shrinking never fails */
    mem_fail_at(0, 0);
    mem_free(moved);
}

TEST(A12_books_are_exact) {
    enum { COUNT = 3000 };
    static void *blocks[COUNT];
    srand(3);
    for (int i = 0; i < COUNT; i++)
        blocks[i] = mem_malloc((size_t)(1 + rand() % 700));
    for (int i = 0; i < COUNT; i += 3) {
        mem_free(blocks[i]);
        blocks[i] = NULL;
    }
    check_heap(); /* compares the sum to the byte */
    for (int i = 0; i < COUNT; i++)
        mem_free(blocks[i]);
}

TEST(O1_object_resize_keeps_header_and_kind) {
    Node *node = node_new_sized(48);
    node->number = 17;
    mem_gc_untrack(node);
    node = mem_object_resize(node, 48, 480);
    node->size = 480;
    CHECK_EQ(node->number, 17);
    CHECK_EQ(info_of(node).kind, MEM_CONTAINER);
    node = mem_object_resize(node, 480, 4800);
    node->size = 4800;
    CHECK_EQ(node->number, 17);
    node = mem_object_resize(node, 4800, 48);
    node->size = 48;
    CHECK_EQ(node->number, 17);
    CHECK_EQ(node->header.refcount, 1);
    mem_decref(&node->header);
    check_heap();
}

int main(void) {
    mem_init(&(MemConfig){.no_cache = true}, &node_ops);
    RUN(A6_untouched_bytes_stay_untouched);
    RUN(A6_first_block_makes_one_page_resident);
    RUN(A6_used_memory_goes_before_untouched);
    RUN(A1_every_size_gets_its_class);
    RUN(A1_pools_hold_as_many_blocks_as_drawn);
    RUN(A2_ends_of_the_range);
    RUN(A3_a_pool_holds_one_kind);
    RUN(A4_pool_moves);
    RUN(A4_one_pool_serves_two_classes);
    RUN(A5_freed_blocks_come_back_last_first);
    RUN(A10_only_our_addresses_are_ours);
    RUN(A11_realloc_keeps_the_bytes);
    RUN(A11_realloc_stays_where_it_fits);
    RUN(A12_books_are_exact);
    RUN(O1_object_resize_keeps_header_and_kind);
    check_nothing_left();
    return test_result();
}
