/* Snapshots, maps, differences, explanations, the audit. */
#include "memory/memory.h"
#include "tests/support/test.h"
#include "tests/unit/memory/heap_checks.h"
#include "tests/unit/memory/node.h"

#include <stdlib.h>
#include <string.h>

static Node *root;
static uint32_t line = 1;

static size_t site(MemSite *sites, size_t capacity) {
    sites[0] = (MemSite){"leak.py", line};
    return capacity != 0;
}

static void visit_roots(MemVisit visit, void *context) {
    if (root != NULL)
        visit(&root->header, context);
}

static bool describe(const Object *holder, const Object *object, char *text, size_t size) {
    if (holder == NULL)
        snprintf(text, size, "__main__.cache");
    return holder == NULL;
}

static const MemRuntimeOps ops = {
    .current_site = site, .visit_roots = visit_roots, .describe = describe};

/* What a function prints; to be freed. */
static char *map_of(MemMapForm form, size_t *size) {
    MemSnapshot *snapshot = mem_snapshot();
    char *text = NULL;
    FILE *file = open_memstream(&text, size);
    CHECK(snapshot != NULL && file != NULL);
    CHECK(mem_write_map(snapshot, form, file));
    fclose(file);
    mem_snapshot_free(snapshot);
    return text;
}

static char *difference(const MemSnapshot *before, const MemSnapshot *after) {
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    mem_snapshot_diff(before, after, file);
    fclose(file);
    return text;
}

enum { COUNT = 3000 };
static Node *nodes[COUNT];

static void build(void) {
    srand(23);
    for (int i = 0; i < COUNT; i++)
        nodes[i] = node_new_sized((size_t)(48 + rand() % 500));
    for (int i = 0; i < COUNT; i += 3) {
        mem_decref(&nodes[i]->header);
        nodes[i] = NULL;
    }
}

static void drop(void) {
    for (int i = 0; i < COUNT; i++)
        if (nodes[i] != NULL)
            mem_decref(&nodes[i]->header);
}

TEST(I1_two_maps_in_a_row_are_identical) {
    build();
    for (int form = MEM_MAP_TEXT; form <= MEM_MAP_HTML; form++) {
        size_t first_size, second_size;
        char *first = map_of((MemMapForm)form, &first_size);
        char *second = map_of((MemMapForm)form, &second_size);
        CHECK(first_size == second_size && memcmp(first, second, first_size) == 0);
        CHECK(first_size > 1000);
        free(first);
        free(second);
    }
    drop();
}

TEST(I2_html_has_the_five_figures) {
    build();
    size_t size;
    char *html = map_of(MEM_MAP_HTML, &size);
    static const char *const ids[] = {"fig-process", "fig-arena", "fig-pools", "fig-freeblock",
                                      "fig-usable-arenas"};
    for (size_t i = 0; i < 5; i++) {
        char text[40];
        snprintf(text, sizeof text, "id=\"%s\"", ids[i]);
        CHECK(strstr(html, text) != NULL);
    }
    CHECK(strstr(html, "<script") == NULL);
    CHECK(strstr(html, "http") == NULL);
    CHECK(strstr(html, "class=\"arrow\"") != NULL);
    free(html);
    drop();
}

TEST(I2_html_of_many_blocks_stays_small) {
    enum { MANY = 100000 };
    static Node *many[MANY];
    for (int i = 0; i < MANY; i++)
        many[i] = node_new();
    size_t size;
    free(map_of(MEM_MAP_HTML, &size));
    printf("%.1f MB of HTML\n", (double)size / 1e6);
    CHECK(size <= 5000000);
    for (int i = 0; i < MANY; i++)
        mem_decref(&many[i]->header);
}

TEST(I2_text_marks_every_block) {
    Node *first = node_new_sized(512), *second = node_new_sized(512);
    mem_decref(&first->header);
    size_t size;
    char *text = map_of(MEM_MAP_TEXT, &size);
    CHECK(strstr(text, "container 512") != NULL);
    CHECK(strstr(text, " o#") != NULL);
    free(text);
    mem_decref(&second->header);
}

TEST(I4_a_leak_stands_alone) {
    CHECK(mem_trace_start(1));
    line = 3;
    Node *kept = node_new();
    MemSnapshot *before = mem_snapshot();
    line = 7;
    Node *leaked[3] = {node_new(), node_new(), node_new()};
    line = 9;
    mem_decref(&node_new()->header);
    line = 3;
    Node *renewed = node_new(); /* as many as died there */
    mem_decref(&kept->header);
    MemSnapshot *after = mem_snapshot();
    char *text = difference(before, after);
    CHECK(strstr(text, "+3 node leak.py:7 (+") == text);
    CHECK(strchr(text, '\n') != NULL && strstr(strchr(text, '\n') + 1, "node") == NULL);
    free(text);
    text = difference(after, after);
    CHECK_STR_EQ(text, "no blocks gained or lost\n");
    free(text);
    mem_snapshot_free(before);
    mem_snapshot_free(after);
    for (int i = 0; i < 3; i++)
        mem_decref(&leaked[i]->header);
    mem_decref(&renewed->header);
    mem_trace_stop();
}

TEST(I4_pools_and_arenas_that_changed) {
    mem_trim();
    void *keep = mem_malloc(8), *first = mem_malloc(488);
    MemPoolInfo pool;
    CHECK(mem_pool_info(first, &pool));
    char line[100];
    snprintf(line, sizeof line, "pool %p: used buffer %zu -> empty\n", (const void *)pool.address,
             pool.block_size);
    MemSnapshot *one = mem_snapshot();
    mem_free(first);
    MemSnapshot *two = mem_snapshot();
    void **chain = NULL;
    for (size_t i = 0; i < 3 * MEM_ARENA_SIZE / 512; i++) {
        void **block = mem_malloc(512);
        *block = chain;
        chain = block;
    }
    MemSnapshot *three = mem_snapshot();
    while (chain != NULL) {
        void **next = *chain;
        mem_free(chain);
        chain = next;
    }
    mem_trim();
    MemSnapshot *four = mem_snapshot();
    char *text = difference(one, two);
    CHECK(strstr(text, line) != NULL);
    free(text);
    text = difference(two, three);
    CHECK(strstr(text, " mapped\n") != NULL && strstr(text, "unmapped") == NULL);
    CHECK(strstr(text, "-> full buffer 512\n") != NULL);
    free(text);
    text = difference(three, four);
    CHECK(strstr(text, " unmapped\n") != NULL);
    free(text);
    MemSnapshot *all[] = {one, two, three, four};
    for (int i = 0; i < 4; i++)
        mem_snapshot_free(all[i]);
    mem_free(keep);
}

TEST(I5_explains_what_holds_an_arena) {
    root = node_new();
    Node *middle = node_new(), *last = node_new();
    node_set(root, 0, middle);
    node_set(middle, 0, last);
    mem_decref(&middle->header);
    mem_decref(&last->header);
    last->header.type = &finalized_type;
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    CHECK(mem_explain_arena(last, file));
    fclose(file);
    CHECK(strstr(text, "1 finalized: __main__.cache -> node -> finalized\n") != NULL);
    CHECK(strstr(text, "2 node: ") != NULL);
    free(text);
    last->header.type = &node_type;
    mem_decref(&root->header);
    root = NULL;
}

static int reports;
static const char *reported;

static void report(const MemBlockInfo *block, size_t found, void *context) {
    reports++;
    reported = block->address;
}

TEST(O3_audit_finds_a_wrong_count) {
    root = node_new();
    Node *child = node_new();
    node_set(root, 0, child);
    mem_decref(&child->header);
    CHECK_EQ(mem_audit(report, NULL), 0);
    child->header.refcount++;
    CHECK_EQ(mem_audit(report, NULL), 1);
    CHECK_EQ(reports, 1);
    CHECK(reported == (char *)child);
    child->header.refcount--;
    mem_decref(&root->header);
    root = NULL;
}

/* A runtime that only shows its memory: here `outside`. */
static const void *outside[3];

static void visit_outside(MemVisitWords visit, void *context) {
    visit(outside, outside + 3, context);
}

static const MemRuntimeOps showing_ops = {.visit_memory = visit_outside};

TEST(O3_audit_allows_what_the_runtimes_memory_may_hold) {
    mem_init(NULL, &showing_ops);
    Node *node = node_new(), *child = node_new();
    node_set(node, 0, child);
    reports = 0;
    CHECK_EQ(mem_audit(report, NULL), 2); /* nobody owns the one, and the other's count is 2 */
    outside[0] = node;
    outside[1] = child;
    CHECK_EQ(mem_audit(report, NULL), 0);
    child->header.refcount++;
    CHECK_EQ(mem_audit(report, NULL), 1);
    CHECK(reported == (char *)child);
    child->header.refcount = 0; /* lower than the references found */
    CHECK_EQ(mem_audit(report, NULL), 1);
    child->header.refcount = 2;
    mem_decref(&child->header);
    mem_decref(&node->header);
    outside[0] = outside[1] = NULL;
    mem_init(NULL, &ops);
}

TEST(O3_audit_finds_a_buffer_that_nobody_owns) {
    mem_init(NULL, &showing_ops);
    for (size_t size = 40; size < 4000; size *= 10) {
        char *buffer = mem_malloc(size), **inner;
        outside[2] = buffer;
        CHECK_EQ(mem_audit(report, NULL), 0);
        outside[2] = buffer + size / 2; /* owners may point into it */
        CHECK_EQ(mem_audit(report, NULL), 0);
        outside[2] = NULL;
        CHECK_EQ(mem_audit(report, NULL), 1);
        CHECK(reported == buffer);
        inner = mem_malloc(64);
        memset(inner, 0, 64);
        inner[3] = buffer;
        outside[2] = inner;
        CHECK_EQ(mem_audit(report, NULL), 0); /* owned by another buffer */
        outside[2] = NULL;
        mem_free(buffer);
        mem_free(inner);
    }
    mem_init(NULL, &ops);
}

static bool count_block(const MemBlockInfo *block, void *context) {
    ++*(size_t *)context;
    return true;
}

TEST(D4_numbers_agree_with_the_walk) {
    size_t before = mem_allocated_blocks(), walked = 0;
    build();
    void *buffer = mem_malloc(7);
    CHECK_EQ(mem_allocated_blocks(), before + COUNT / 3 * 2 + 1);
    mem_walk_allocated(count_block, &walked);
    CHECK_EQ(walked, mem_allocated_blocks());
    mem_free(buffer);
    drop();
    CHECK_EQ(mem_allocated_blocks(), before);
    FILE *file = fopen("/dev/null", "w");
    mem_stats_print(file);
    fclose(file);
}

TEST(O7_caches_are_flushed_before_anybody_looks) {
    for (int i = 0; i < 100; i++)
        nodes[i] = node_new();
    const void *pool = (const void *)((uintptr_t)nodes[50] & ~(MEM_POOL_SIZE - 1));
    MemPoolInfo info;
    CHECK(mem_pool_info(pool, &info));
    CHECK_EQ(info.allocated + info.free + info.untouched, info.capacity);
    for (int i = 0; i < 100; i++)
        mem_decref(&nodes[i]->header);
    check_heap();
    MemStats stats;
    mem_stats_get(&stats);
    CHECK_EQ(stats.blocks[MEM_CONTAINER], 0);
}

TEST(I3_blocks_straight_from_the_pools) {
    void *a = mem_pool_malloc(40), *b = mem_pool_malloc(40);
    mem_pool_free(a);
    CHECK(mem_pool_malloc(40) == a);
    MemBlockInfo info;
    CHECK(mem_block_info(b, &info));
    CHECK_EQ(info.size, (40 + MEM_STEP - 1) / MEM_STEP * MEM_STEP);
    mem_pool_free(a);
    mem_pool_free(b);
}

TEST(O8_a_freed_block_is_the_next_one) {
    Node *a = node_new();
    uintptr_t address = (uintptr_t)a;
    mem_decref(&a->header);
    Node *b = node_new();
    CHECK((uintptr_t)b == address);
    mem_decref(&b->header);
}

int main(void) {
    mem_init(NULL, &ops);
    RUN(I1_two_maps_in_a_row_are_identical);
    RUN(I2_html_has_the_five_figures);
    RUN(I2_html_of_many_blocks_stays_small);
    RUN(I2_text_marks_every_block);
    RUN(I4_a_leak_stands_alone);
    RUN(I4_pools_and_arenas_that_changed);
    RUN(I5_explains_what_holds_an_arena);
    RUN(O3_audit_finds_a_wrong_count);
    RUN(O3_audit_allows_what_the_runtimes_memory_may_hold);
    RUN(O3_audit_finds_a_buffer_that_nobody_owns);
    RUN(D4_numbers_agree_with_the_walk);
    RUN(O7_caches_are_flushed_before_anybody_looks);
    RUN(I3_blocks_straight_from_the_pools);
    RUN(O8_a_freed_block_is_the_next_one);
    check_nothing_left();
    return test_result();
}
