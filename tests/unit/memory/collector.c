/* The collector on nodes with two references each. */
#include "memory/memory.h"
#include "tests/support/test.h"
#include "tests/unit/memory/heap_checks.h"
#include "tests/unit/memory/node.h"

#include <stdlib.h>

/* Node k of a ring of `count`; the caller owns the first. */
static Node *ring_new(size_t count) {
    Node *first = node_new(), *last = first;
    for (size_t i = 1; i < count; i++) {
        Node *node = node_new();
        last->first = &node->header;
        last = node;
    }
    mem_incref(&first->header);
    last->first = &first->header;
    return first;
}

TEST(G2_unreachable_ring_is_collected) {
    Node *ring = ring_new(1000);
    CHECK_EQ(mem_gc_collect(2), 0);
    mem_decref(&ring->header);
    CHECK_EQ(nodes_alive, 1000);
    CHECK_EQ(mem_gc_collect(2), 1000);
    CHECK_EQ(nodes_alive, 0);
}

TEST(G4_young_ring_is_found_by_a_young_collection) {
    Node *old = ring_new(10);
    mem_gc_collect(2);
    mem_decref(&ring_new(7)->header);
    CHECK_EQ(mem_gc_collect(0), 7);
    mem_decref(&old->header);
    CHECK_EQ(mem_gc_collect(0), 0);
    CHECK_EQ(mem_gc_collect(1), 0);
    CHECK_EQ(mem_gc_collect(2), 10);
}

TEST(G4_survivors_age) {
    Node *ring = ring_new(10);
    CHECK_EQ(mem_gc_collect(0), 0);
    mem_decref(&ring->header);
    CHECK_EQ(mem_gc_collect(0), 0);
    CHECK_EQ(mem_gc_collect(1), 10);
    for (int round = 0; round < 5; round++) { /* both parities */
        ring = ring_new(10);
        mem_gc_collect(2);
        mem_decref(&ring->header);
        CHECK_EQ(mem_gc_collect(1), 0);
        CHECK_EQ(mem_gc_collect(2), 10);
    }
}

TEST(G1_large_containers_are_collected) {
    Node *a = node_new_sized(4000), *b = node_new();
    a->first = &b->header;
    mem_incref(&a->header);
    b->first = &a->header;
    mem_decref(&a->header);
    CHECK_EQ(mem_gc_collect(0), 2);
    CHECK_EQ(nodes_alive, 0);
}

/* It is reached from a young one: what was counted and what was marked must agree. */
TEST(G1_large_container_may_be_tracked_after_a_collection) {
    for (unsigned generation = 0; generation < 3; generation++) {
        Node *late = node_new_sized(4000), *young;
        mem_gc_untrack(late);
        mem_gc_collect(generation);
        mem_gc_track(late);
        young = node_new();
        node_set(young, 0, late);
        for (int i = 0; i < 10; i++)
            mem_decref(&ring_new(2)->header);
        CHECK_EQ(mem_gc_collect(generation), 20);
        mem_decref(&late->header);
        mem_decref(&young->header);
        CHECK_EQ(nodes_alive, 0);
    }
}

TEST(G5_finalizer_runs_once_and_may_resurrect) {
    Node *ring = ring_new(3);
    ring->header.type = &finalized_type;
    finalizer_resurrects = true;
    mem_decref(&ring->header);
    CHECK_EQ(mem_gc_collect(2), 0);
    CHECK_EQ(finalizer_calls, 1);
    CHECK_EQ(nodes_alive, 3);
    CHECK(resurrected == &ring->header);
    finalizer_resurrects = false;
    mem_decref(resurrected);
    CHECK_EQ(mem_gc_collect(2), 3);
    CHECK_EQ(finalizer_calls, 1);
    CHECK_EQ(nodes_alive, 0);
}

TEST(O5_deep_chain_is_freed_on_a_small_stack) {
    Node *chain = NULL;
    for (int i = 0; i < 1000000; i++) {
        Node *node = node_new();
        node->first = (Object *)chain;
        chain = node;
    }
    mem_decref(&chain->header);
    CHECK_EQ(nodes_alive, 0);
}

TEST(O6_weak_references_are_cleared_and_called) {
    Node *node = node_new();
    MemWeakref plain = {.header = {.refcount = 1}}, called = {.header = {.refcount = 1}};
    called.callback = &node->header; /* any */
    CHECK(mem_weakref_new(&called, &node->header));
    CHECK(mem_weakref_new(&plain, &node->header));
    CHECK(mem_weakref_first(&node->header) == &plain);
    CHECK_EQ(mem_weakref_count(&node->header), 2);
    Object *strong = mem_weakref_get(&plain);
    CHECK(strong == &node->header);
    mem_decref(strong);
    mem_decref(&node->header);
    CHECK(plain.referent == NULL);
    CHECK(called.referent == NULL);
    CHECK_EQ(weak_callbacks, 1);
    CHECK_EQ(nodes_alive, 0);
}

TEST(O6_weak_reference_table_survives_many) {
    enum { COUNT = 1000 };
    static MemWeakref references[COUNT];
    Node *nodes[COUNT];
    for (int i = 0; i < COUNT; i++) {
        nodes[i] = node_new();
        references[i] = (MemWeakref){.header = {.refcount = 1}};
        CHECK(mem_weakref_new(&references[i], &nodes[i]->header));
    }
    for (int i = 0; i < COUNT; i += 2)
        mem_weakref_remove(&references[i]);
    for (int i = 0; i < COUNT; i++) {
        CHECK_EQ(mem_weakref_count(&nodes[i]->header), i % 2);
        mem_decref(&nodes[i]->header);
        CHECK(references[i].referent == NULL);
    }
}

/* A random graph: what cannot be reached from the roots goes, the rest stays. */
TEST(G2_random_graphs) {
    enum { COUNT = 2000 };
    srand(7);
    for (int round = 0; round < 20; round++) {
        Node *nodes[COUNT];
        bool root[COUNT], reachable[COUNT] = {false};
        for (int i = 0; i < COUNT; i++) {
            nodes[i] = node_new_sized((size_t)(rand() % 10 == 0 ? 600 : 32 + rand() % 400));
            root[i] = rand() % 50 == 0;
        }
        for (int i = 0; i < COUNT; i++) {
            if (rand() % 4 != 0)
                node_set(nodes[i], 0, nodes[rand() % COUNT]);
            if (rand() % 4 == 0)
                node_set(nodes[i], 1, nodes[rand() % COUNT]);
            nodes[i]->number = i;
        }
        int stack[COUNT], depth = 0, expected = 0;
        for (int i = 0; i < COUNT; i++)
            if (root[i])
                reachable[i] = true, stack[depth++] = i;
        while (depth != 0) {
            expected++;
            Node *node = nodes[stack[--depth]];
            for (int k = 0; k < 2; k++) {
                Node *next = (Node *)(k == 0 ? node->first : node->second);
                if (next != NULL && !reachable[next->number]) {
                    reachable[next->number] = true;
                    stack[depth++] = next->number;
                }
            }
        }
        for (int i = 0; i < COUNT; i++)
            if (!root[i])
                mem_decref(&nodes[i]->header);
        mem_gc_collect((unsigned)(round % 3));
        CHECK_EQ(nodes_alive, expected);
        if (round % 5 == 0)
            mem_fail_at(1, 1000000); /* nothing can be allocated meanwhile */
        for (int i = 0; i < COUNT; i++)
            if (root[i])
                mem_decref(&nodes[i]->header);
        mem_fail_at(0, 0);
        mem_gc_collect(2);
        CHECK_EQ(nodes_alive, 0);
    }
}

/* G4: building 8N visits at most 10 times what building N does. */
static uint64_t visits_of_building(size_t count) {
    uint64_t before = 0, after = 0;
    for (unsigned g = 0; g < 3; g++)
        before += mem_gc_stats(g)->visited;
    Node *chain = NULL;
    for (size_t i = 0; i < count; i++) {
        Node *node = node_new();
        node->first = (Object *)chain;
        chain = node;
        if (mem_gc_pending)
            mem_gc_run();
    }
    for (unsigned g = 0; g < 3; g++)
        after += mem_gc_stats(g)->visited;
    mem_decref(&chain->header);
    mem_gc_collect(2);
    return after - before;
}

TEST(G4_collecting_stays_linear) {
    uint64_t small = visits_of_building(100000), large = visits_of_building(800000);
    printf("visits %llu %llu\n", (unsigned long long)small, (unsigned long long)large);
    CHECK(small > 0);
    CHECK(large <= 10 * small);
}

TEST(G3_cyclic_garbage_does_not_pile_up) {
    size_t most = 0;
    for (int i = 0; i < 100000; i++) {
        mem_decref(&ring_new(2)->header);
        if (nodes_alive > most)
            most = nodes_alive;
        if (mem_gc_pending)
            mem_gc_run();
    }
    printf("at most %zu alive\n", most);
    CHECK(most < 6000);
    mem_gc_collect(2);
    CHECK_EQ(nodes_alive, 0);
}

int main(void) {
    mem_init(NULL, &node_ops);
    RUN(G2_unreachable_ring_is_collected);
    RUN(G4_young_ring_is_found_by_a_young_collection);
    RUN(G4_survivors_age);
    RUN(G1_large_containers_are_collected);
    RUN(G1_large_container_may_be_tracked_after_a_collection);
    RUN(G5_finalizer_runs_once_and_may_resurrect);
    RUN(O5_deep_chain_is_freed_on_a_small_stack);
    RUN(O6_weak_references_are_cleared_and_called);
    RUN(O6_weak_reference_table_survives_many);
    RUN(G2_random_graphs);
    RUN(G4_collecting_stays_linear);
    RUN(G3_cyclic_garbage_does_not_pile_up);
    check_nothing_left();
    return test_result();
}
