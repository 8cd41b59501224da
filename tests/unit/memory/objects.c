/* Counts, finalizers, weak references, regions; objects given up by threads without the lock. */
#include "memory/memory.h"
#include "tests/support/test.h"
#include "tests/unit/memory/heap_checks.h"
#include "tests/unit/memory/node.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

TEST(O1_the_header_is_two_words) {
    CHECK_EQ(sizeof(Object), 16);
    Node *node = node_new();
    CHECK_EQ(node->header.refcount, 1);
    CHECK(node->header.type == &node_type);
    mem_decref(&node->header);
    CHECK_EQ(nodes_alive, 0);
}

TEST(O4_immortals_are_never_counted) {
    Node *node = node_new();
    mem_make_immortal(&node->header);
    mem_incref(&node->header);
    mem_decref(&node->header);
    mem_decref(&node->header);
    CHECK_EQ(mem_refcount(&node->header), 4294967295u);
    CHECK_EQ(mem_gc_collect(2), 0);
    node->header.refcount = 1;
    mem_decref(&node->header);
}

TEST(O4_a_count_about_to_overflow_turns_immortal) {
    Node *node = node_new();
    node->header.refcount = UINT32_MAX - 2;
    for (int i = 0; i < 5; i++)
        mem_incref(&node->header);
    CHECK_EQ(node->header.refcount, MEM_IMMORTAL);
    for (int i = 0; i < 5; i++)
        mem_decref(&node->header);
    CHECK_EQ(node->header.refcount, MEM_IMMORTAL);
    node->header.refcount = 1;
    mem_decref(&node->header);
}

TEST(O4_a_static_object_survives_its_count) {
    node_type.header.type = &node_type;
    node_type.header.refcount = 1;
    mem_decref(&node_type.header);
    CHECK_EQ(node_type.header.refcount, MEM_IMMORTAL);
}

/* A chain whose every link is of another shape: first field, second field, large, finalized. */
TEST(O5_mixed_chains_need_constant_stack) {
    Node *chain = NULL;
    finalizer_calls = 0;
    finalizer_resurrects = false;
    int finalized = 0;
    for (int i = 0; i < 300000; i++) {
        Node *node = node_new_sized(i % 50 == 0 ? 600 : 48);
        if (i % 3 == 0) {
            node->header.type = &finalized_type;
            finalized++;
        }
        *(i % 2 == 0 ? &node->first : &node->second) = (Object *)chain;
        chain = node;
    }
    mem_decref(&chain->header);
    CHECK_EQ(nodes_alive, 0);
    CHECK_EQ(finalizer_calls, finalized);
}

/* A full tree: both fields lead on, so the waiting list branches. */
static Node *tree_new(int depth) {
    Node *node = node_new();
    if (depth > 0) {
        node->first = &tree_new(depth - 1)->header;
        node->second = &tree_new(depth - 1)->header;
    }
    return node;
}

TEST(O5_trees_end_too) {
    Node *tree = tree_new(14), *chain = tree;
    for (int i = 0; i < 1000; i++) {
        Node *node = node_new();
        node->first = &chain->header;
        chain = node;
    }
    mem_decref(&chain->header);
    CHECK_EQ(nodes_alive, 0);
}

TEST(O6_finalizer_may_bring_it_back) {
    Node *node = node_new();
    node->header.type = &finalized_type;
    finalizer_calls = 0;
    finalizer_resurrects = true;
    MemWeakref reference = {.header = {.refcount = 1}};
    CHECK(mem_weakref_new(&reference, &node->header));
    mem_decref(&node->header);
    CHECK_EQ(finalizer_calls, 1);
    CHECK_EQ(nodes_alive, 1);
    CHECK(reference.referent == &node->header); /* it lives, so they stay */
    CHECK(mem_gc_is_tracked(node));
    finalizer_resurrects = false;
    mem_decref(resurrected);
    CHECK_EQ(finalizer_calls, 1); /* never twice */
    CHECK_EQ(nodes_alive, 0);
    CHECK(reference.referent == NULL);
}

TEST(G5_weak_references_into_garbage) {
    Node *a = node_new(), *b = node_new();
    node_set(a, 0, b);
    node_set(b, 0, a);
    MemWeakref outside = {.header = {.refcount = 1}, .callback = &node_type.header};
    CHECK(mem_weakref_new(&outside, &a->header));
    weak_callbacks = 0;
    mem_decref(&a->header);
    mem_decref(&b->header);
    CHECK_EQ(mem_gc_collect(2), 2);
    CHECK(outside.referent == NULL);
    CHECK_EQ(weak_callbacks, 1);
    CHECK_EQ(outside.header.refcount, 1);
}

/* Two rings; the finalizer of one brings only that one back. */
TEST(G5_only_the_resurrected_part_stays) {
    Node *a = node_new(), *b = node_new(), *c = node_new(), *d = node_new();
    node_set(a, 0, b);
    node_set(b, 0, a);
    node_set(c, 0, d);
    node_set(d, 0, c);
    node_set(c, 1, a); /* the dying ring refers to the other */
    a->header.type = &finalized_type;
    finalizer_calls = 0;
    finalizer_resurrects = true;
    mem_decref(&a->header);
    mem_decref(&b->header);
    mem_decref(&c->header);
    mem_decref(&d->header);
    CHECK_EQ(mem_gc_collect(2), 2);
    CHECK_EQ(nodes_alive, 2);
    CHECK_EQ(a->header.refcount, 2);
    CHECK(a->first == &b->header);
    mem_decref(resurrected);
    CHECK_EQ(mem_gc_collect(2), 2);
    CHECK_EQ(finalizer_calls, 1);
    CHECK_EQ(nodes_alive, 0);
}

TEST(G1_without_memory_a_collection_is_still_right) {
    enum { COUNT = 20000 };
    static Node *leaves[COUNT];
    Node *fan = NULL; /* wide: a tree whose levels exceed what the queue holds at first */
    for (int i = 0; i < COUNT; i++) {
        leaves[i] = node_new();
        if (i > 0) {
            Node *parent = leaves[(i - 1) / 2];
            *(i % 2 == 1 ? &parent->first : &parent->second) = &leaves[i]->header;
        }
    }
    fan = leaves[0];
    Node *ring = node_new();
    node_set(ring, 0, ring);
    mem_decref(&ring->header);
    for (int i = 0; i < 999; i++) { /* more than a collection without memory can list */
        Node *other = node_new();
        node_set(other, 0, other);
        mem_decref(&other->header);
    }
    mem_fail_at(1, UINT32_MAX);
    size_t collected = mem_gc_collect(2);
    CHECK(mem_gc_is_incomplete());
    CHECK(collected > 0 && collected < 1000);
    CHECK_EQ(nodes_alive, COUNT + 1000 - (int)collected); /* nothing lost */
    check_heap();
    while (mem_gc_is_incomplete())
        collected += mem_gc_collect(2);
    mem_fail_at(0, 0);
    CHECK_EQ(collected, 1000);
    CHECK_EQ(nodes_alive, COUNT);
    mem_decref(&fan->header);
    CHECK_EQ(nodes_alive, 0);
}

/* Rings of three with a finalizer each, far more than one round disposes of. */
TEST(G5_without_memory_all_finalizers_run_before_anything_is_deleted) {
    enum { RINGS = 700 };
    MemWeakref references[2] = {{.header = {.refcount = 1}, .callback = &node_type.header},
                                {.header = {.refcount = 1}}};
    for (int i = 0; i < RINGS; i++) {
        Node *a = node_new(), *b = node_new(), *c = node_new();
        node_set(a, 0, b);
        node_set(b, 0, c);
        node_set(c, 0, a);
        c->header.type = &finalized_type;
        if (i < 2)
            CHECK(mem_weakref_new(&references[i], &b->header));
        mem_decref(&a->header);
        mem_decref(&b->header);
        mem_decref(&c->header);
    }
    finalizer_calls = weak_callbacks = 0;
    finalizer_resurrects = false;
    mem_fail_at(1, UINT32_MAX);
    size_t collected = 0;
    do {
        collected += mem_gc_collect(2);
        CHECK(finalizer_calls == RINGS || nodes_alive == 3 * RINGS);
        CHECK(references[0].referent == NULL && references[1].referent == NULL);
    } while (mem_gc_is_incomplete());
    mem_fail_at(0, 0);
    CHECK_EQ(finalizer_calls, RINGS);
    CHECK_EQ(weak_callbacks, 1);
    CHECK(collected > 0); /* of a broken ring the rest goes uncounted */
    CHECK_EQ(nodes_alive, 0);
}

TEST(G6_frozen_objects_are_left_alone) {
    Node *ring = node_new();
    node_set(ring, 0, ring);
    mem_gc_freeze();
    CHECK_EQ(mem_gc_freeze_count(), 1);
    mem_decref(&ring->header);
    CHECK_EQ(mem_gc_collect(2), 0);
    mem_gc_unfreeze();
    CHECK_EQ(mem_gc_freeze_count(), 0);
    CHECK_EQ(mem_gc_collect(2), 1);
}

static void count_visit(Object *object, void *context) {
    ++*(size_t *)context;
}

TEST(G6_objects_and_referrers_are_found) {
    Node *a = node_new(), *b = node_new_sized(2000), *c = node_new();
    node_set(a, 0, c);
    node_set(b, 1, c);
    size_t all = 0, young = 0, referrers = 0;
    mem_gc_visit_objects(-1, count_visit, &all);
    mem_gc_visit_objects(0, count_visit, &young);
    mem_gc_visit_referrers(&c->header, count_visit, &referrers);
    CHECK_EQ(all, 3);
    CHECK_EQ(young, 3);
    CHECK_EQ(referrers, 2);
    mem_decref(&a->header);
    mem_decref(&b->header);
    mem_decref(&c->header);
}

TEST(D1_regions_are_zeroed_and_freed_whole) {
    size_t before = mem_raw_bytes();
    MemRegion *region = mem_region_new();
    for (size_t size = 1; size < 100000; size = size * 3 / 2 + 1) {
        char *memory = mem_region_alloc(region, size);
        CHECK((uintptr_t)memory % 8 == 0);
        for (size_t i = 0; i < size; i++)
            if (memory[i] != 0) {
                CHECK_EQ(memory[i], 0);
                break;
            }
        memset(memory, 0xEE, size);
    }
    CHECK(mem_region_alloc(region, SIZE_MAX - 3) == NULL);
    mem_region_free(region);
    CHECK_EQ(mem_raw_bytes(), before);
}

enum { THREADS = 8, PER_THREAD = 2000 };
static Node *shared[THREADS][PER_THREAD];

/* A thread without the lock: raw memory, and references given up. */
static void *thread_main(void *argument) {
    Node **mine = argument;
    for (int i = 0; i < PER_THREAD; i++) {
        void *raw = mem_raw_malloc((size_t)(i % 100));
        mem_defer_decref(&mine[i]->header);
        mem_raw_free(mem_raw_realloc(raw, (size_t)(i % 300)));
    }
    return NULL;
}

TEST(T1_references_given_up_without_the_lock) {
    size_t raw = mem_raw_bytes();
    pthread_t threads[THREADS];
    for (int t = 0; t < THREADS; t++)
        for (int i = 0; i < PER_THREAD; i++)
            shared[t][i] = node_new();
    for (int t = 0; t < THREADS; t++)
        pthread_create(&threads[t], NULL, thread_main, shared[t]);
    for (int round = 0; round < 100; round++)
        mem_drain_deferred(); /* this thread holds the lock */
    for (int t = 0; t < THREADS; t++)
        pthread_join(threads[t], NULL);
    mem_drain_deferred();
    CHECK_EQ(nodes_alive, 0);
    CHECK_EQ(mem_raw_bytes(), raw);
}

int main(void) {
    mem_init(NULL, &node_ops);
    RUN(O1_the_header_is_two_words);
    RUN(O4_immortals_are_never_counted);
    RUN(O4_a_count_about_to_overflow_turns_immortal);
    RUN(O4_a_static_object_survives_its_count);
    RUN(O5_mixed_chains_need_constant_stack);
    RUN(O5_trees_end_too);
    RUN(O6_finalizer_may_bring_it_back);
    RUN(G5_weak_references_into_garbage);
    RUN(G5_only_the_resurrected_part_stays);
    RUN(G1_without_memory_a_collection_is_still_right);
    RUN(G5_without_memory_all_finalizers_run_before_anything_is_deleted);
    RUN(G6_frozen_objects_are_left_alone);
    RUN(G6_objects_and_referrers_are_found);
    RUN(D1_regions_are_zeroed_and_freed_whole);
    RUN(T1_references_given_up_without_the_lock);
    check_nothing_left();
    return test_result();
}
