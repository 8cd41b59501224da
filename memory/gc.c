/* The cycle collector: finds tracked objects that only refer to each other.
 *
 * Objects carry no links for it. It walks the pools of containers (a block whose first word is 0
 * is free) and the list of large ones. In three steps over the candidates, the tracked objects
 * of the generations collected:
 *
 *   1. count     traverse each, counting references up in the targets' flags
 *   2. mark      where that differs from the reference count somebody outside refers to it:
 *                it is reachable, and so is what it refers to (first in, first out)
 *   3. gather    what was not marked is garbage
 *
 * Marking gives a candidate its new age, which also takes it out of the candidates: no separate
 * bit, nothing to reset. Ages: 0 new, 1 survived once, 2 or 3 old; which of the last two means
 * "old" changes with every full collection, so a full one tells the marked from the others too.
 * A young collection looks only at pools in which something was tracked since (mem_gc_touched).
 *
 * Containers that turn out to hold only atoms, as records do, leave the collector in step 1 until
 * something else is put into them.
 *
 * The queue of step 2 may fail to grow: the object then keeps a count that cannot match and a
 * later walk begins from it. Step 3 wants memory for a list; without, each full collection takes
 * the next step for a few (mem_gc_is_incomplete says whether there are more): first all finalizers,
 * then the deletion.
 *
 * Garbage goes in the order of PEP 442: weak references cleared and the reachable ones'
 * callbacks called, finalizers once each, a look whether something came back, then clear. */
#include "memory/gc.h"

#include <string.h>

uint32_t mem_gc_pending;
uint8_t mem_gc_touched[MEM_GC_TOUCHED_COUNT];

GcState gc = {
    .enabled = true,
    .threshold = {2000, 10, 10},
    .old_age = 2,
    .next_check = 2000,
};

/* ---- candidates ------------------------------------------------------------------------------ */

static inline bool is_candidate(uint32_t flags) {
    return (flags & gc.mask) == gc.value &&
           (gc.ages >> ((flags & MEM_OBJECT_AGE) >> GC_AGE_SHIFT) & 1) != 0;
}

static void candidates_of_generation(unsigned generation) {
    gc.mask = MEM_OBJECT_TRACKED | GC_FROZEN;
    gc.value = MEM_OBJECT_TRACKED;
    if (generation == 0) {
        gc.ages = 1;
        gc.target_age = 1;
    } else if (generation == 1) {
        gc.ages = 3;
        gc.target_age = gc.old_age;
    } else {
        gc.target_age = gc.old_age ^ 1;
        gc.ages = 0xfu & ~(1u << gc.target_age);
    }
}

static void candidates_of_garbage(void) {
    gc.mask = gc.value = MEM_OBJECT_GARBAGE;
    gc.ages = 0xf;
}

typedef void (*Each)(Object *object);

static inline __attribute__((always_inline)) void walk_pool(Pool *pool, Each each) {
    size_t size = pool_block_size(pool);
    char *block = (char *)pool + POOL_HEADER_SIZE, *end = (char *)pool + pool->untouched;
    for (; block < end; block += size)
        if (is_candidate(block_flags(block))) /* a free block has none set */
            each((Object *)block);
}

/* The bytes in mem_gc_touched of an arena's 64 pools. */
static uint8_t *touched_bytes(const Arena *arena) {
    return &mem_gc_touched[((uintptr_t)arena->base >> MEM_POOL_SHIFT) % MEM_GC_TOUCHED_COUNT];
}

/* Which pools of the arena may hold candidates: a bit each. */
static uint64_t pools_to_walk(const Arena *arena, unsigned generation) {
    if (generation == 2)
        return ~(uint64_t)0;
    const uint8_t *touched = touched_bytes(arena);
    uint64_t bits = 0, mask = generation == 0 ? 0x0202020202020202u : ~(uint64_t)0;
    for (unsigned i = 0; i < MEM_POOLS_PER_ARENA; i += 8) {
        uint64_t eight;
        memcpy(&eight, touched + i, 8);
        if (MEM_LIKELY((eight & mask) == 0))
            continue;
        for (unsigned j = 0; j < 8; j++)
            if (touched[i + j] & (uint8_t)mask)
                bits |= (uint64_t)1 << (i + j);
    }
    return bits;
}

static inline __attribute__((always_inline)) void walk_candidates(unsigned generation, Each each) {
    for (size_t i = 0; i < arenas.count; i++) {
        Arena *arena = arenas.all[i];
        uint64_t bits = pools_to_walk(arena, generation);
        for (; bits != 0; bits &= bits - 1) {
            unsigned number = (unsigned)__builtin_ctzll(bits);
            if (arena_pool_in_use(arena, number) &&
                arena_pool(arena, number)->kind == MEM_CONTAINER)
                walk_pool(arena_pool(arena, number), each);
        }
    }
    Listed *ring = &listed_blocks.first[MEM_CONTAINER];
    for (Listed *listed = ring->next; listed != ring; listed = listed->next) {
        if (listed->age > generation)
            break;
        Object *object = listed_block(listed);
        if (is_candidate(object->flags))
            each(object);
    }
}

/* After a collection: what was touched is only so for the generations above. */
static void forget_touched(unsigned generation) {
    uint64_t kept = generation == 0 ? 0x0101010101010101u : 0;
    uint64_t *words = (uint64_t *)mem_gc_touched;
    for (size_t i = 0; i < arenas.count; i++) {
        uint64_t *touched = words + (touched_bytes(arenas.all[i]) - mem_gc_touched) / 8;
        for (unsigned j = 0; j < MEM_POOLS_PER_ARENA / 8; j++)
            touched[j] &= kept;
    }
    Listed *ring = &listed_blocks.first[MEM_CONTAINER];
    for (Listed *listed = ring->next; listed != ring && listed->age <= generation;
         listed = listed->next) {
        listed->age = generation < 2 ? generation + 1 : 2;
        Object *object = listed_block(listed);
        if (!mem_gc_is_tracked(object)) /* should it be tracked later: as old as its place */
            object->flags = (object->flags & ~(uint32_t)MEM_OBJECT_AGE) | gc.target_age
                                                                              << GC_AGE_SHIFT;
    }
}

/* ---- 1. count -------------------------------------------------------------------------------- */

static void visit_count(Object *target, void *context) {
    if (is_candidate(target->flags))
        target->flags += GC_COUNT_ONE;
}

/* In no cycle: what refers to it need not be told apart from other holders. */
static void untrack_leaf(Object *object) {
    mem_gc_untrack(object);
    object->flags &= GC_COUNT_ONE - 1;
}

static void count_references(Object *object) {
    if (object->type->is_leaf != NULL && object->type->is_leaf(object)) {
        untrack_leaf(object);
        return;
    }
    gc.candidates++;
    object->type->traverse(object, visit_count, NULL);
}

/* ---- 2. mark --------------------------------------------------------------------------------- */

enum { CHUNK_OBJECTS = 1022, NEVER_EQUAL = 0x7fffff };

typedef struct Chunk {
    struct Chunk *next;
    size_t count;
    Object *objects[CHUNK_OBJECTS];
} Chunk;

/* Written at the last chunk, read at the first; one chunk is always there. */
static struct {
    Chunk first_chunk;
    Chunk *first, *last, *spare;
    size_t read;
    bool overflow; /* something is only noted in its count */
} queue;

static bool queue_push(Object *object) {
    if (queue.last->count == CHUNK_OBJECTS) {
        Chunk *chunk = queue.spare;
        if (chunk != NULL)
            queue.spare = NULL;
        else if ((chunk = mem_raw_malloc(sizeof *chunk)) == NULL)
            return false;
        chunk->next = NULL;
        chunk->count = 0;
        queue.last->next = chunk;
        queue.last = chunk;
    }
    queue.last->objects[queue.last->count++] = object;
    return true;
}

static void queue_start(void) {
    queue.first = queue.last = &queue.first_chunk;
    queue.first_chunk.next = NULL;
    queue.first_chunk.count = 0;
    queue.read = 0;
}

static void chunk_drop(Chunk *chunk) {
    if (chunk == &queue.first_chunk)
        return;
    if (queue.spare == NULL)
        queue.spare = chunk;
    else
        mem_raw_free(chunk);
}

static void queue_end(void) {
    chunk_drop(queue.first); /* empty, and the only one */
    mem_raw_free(queue.spare);
    queue.spare = NULL;
}

static inline void mark(Object *object) {
    object->flags = (object->flags & (0xff & ~(MEM_OBJECT_AGE | MEM_OBJECT_GARBAGE))) |
                    gc.target_age << GC_AGE_SHIFT;
    gc.marked++;
}

static void visit_mark(Object *target, void *context) {
    uint32_t flags = target->flags;
    if (!is_candidate(flags))
        return;
    if (MEM_LIKELY(queue_push(target))) {
        mark(target);
        return;
    }
    uint32_t count = target->refcount != NEVER_EQUAL ? NEVER_EQUAL : NEVER_EQUAL - 1;
    target->flags = (flags & (GC_COUNT_ONE - 1)) | count << GC_COUNT_SHIFT;
    queue.overflow = true;
}

static void drain(void) {
    for (;;) {
        Chunk *chunk = queue.first;
        while (queue.read < chunk->count) {
            Object *object = chunk->objects[queue.read++];
            object->type->traverse(object, visit_mark, NULL);
        }
        if (chunk->next == NULL) {
            chunk->count = queue.read = 0;
            return;
        }
        queue.first = chunk->next;
        queue.read = 0;
        chunk_drop(chunk);
    }
}

static inline void mark_from(Object *object) {
    mark(object);
    object->type->traverse(object, visit_mark, NULL);
    drain();
}

static void mark_reachable(Object *object) {
    if (object->flags >> GC_COUNT_SHIFT != object->refcount)
        mark_from(object);
}

static void mark_all_reachable(unsigned generation) {
    queue_start();
    do {
        queue.overflow = false;
        walk_candidates(generation, mark_reachable);
    } while (queue.overflow);
}

/* ---- 3. gather ------------------------------------------------------------------------------- */

/* The list when there is no memory for one: each time for the next ones, as what was disposed of
 * may live on until all that hold it were. */
static Object *few[256];
enum { FEW = sizeof few / sizeof few[0] };
static size_t few_done;

static struct {
    MemWeakref *references, **tail; /* of all garbage, detached */
    bool finalizers;                /* some garbage has yet to be finalized */
} unlisted;

static bool is_reachable(const MemWeakref *reference) {
    return !(reference->header.flags & MEM_OBJECT_GARBAGE);
}

static bool is_marked(const MemWeakref *reference) {
    return !is_candidate(reference->header.flags);
}

static MemWeakref **detach_weakrefs(Object *object, MemWeakref **tail,
                                    bool (*wanted)(const MemWeakref *)) {
    *tail = weakrefs_detach(object, wanted);
    while (*tail != NULL)
        tail = &(*tail)->next;
    return tail;
}

static bool is_to_finalize(const Object *object) {
    return object->type->finalize != NULL && !(object->flags & MEM_OBJECT_FINALIZED);
}

static void look_at_unlisted(Object *object) {
    unlisted.tail = detach_weakrefs(object, unlisted.tail, is_marked);
    unlisted.finalizers |= is_to_finalize(object);
}

static void choose_few(unsigned generation, size_t count) {
    gc.garbage = few;
    gc.garbage_capacity = FEW;
    unlisted.references = NULL;
    unlisted.tail = &unlisted.references;
    unlisted.finalizers = false;
    walk_candidates(generation, look_at_unlisted);
    if (!unlisted.finalizers) {
        gc.garbage_skip = few_done < count ? few_done : 0;
        few_done = gc.garbage_skip + FEW;
    }
}

static void garbage_list_new(unsigned generation, size_t count) {
    gc.garbage_count = 0;
    gc.garbage_capacity = count;
    gc.garbage_skip = 0;
    gc.garbage = mem_raw_malloc(count * sizeof *gc.garbage);
    gc.incomplete = gc.garbage == NULL;
    if (gc.incomplete)
        choose_few(generation, count);
}

static void garbage_list_free(void) {
    if (gc.garbage != few)
        mem_raw_free(gc.garbage);
    gc.garbage = NULL;
}

bool mem_gc_is_incomplete(void) {
    return gc.incomplete;
}

static bool is_left_for_later(const Object *object) {
    if (gc.garbage_count == gc.garbage_capacity || (unlisted.finalizers && !is_to_finalize(object)))
        return true;
    bool skipped = gc.garbage_skip != 0;
    gc.garbage_skip -= skipped;
    return skipped;
}

static void gather(Object *object) {
    if (MEM_UNLIKELY(gc.incomplete && is_left_for_later(object))) {
        mark(object); /* survives, its count is taken back */
        return;
    }
    object->flags = (object->flags & (GC_COUNT_ONE - 1)) | MEM_OBJECT_GARBAGE;
    if (object->refcount != MEM_IMMORTAL)
        object->refcount++;
    gc.garbage[gc.garbage_count++] = object;
}

/* ---- garbage --------------------------------------------------------------------------------- */

static bool clear_weakrefs(void) {
    MemWeakref *first = NULL, **tail = &first;
    for (size_t i = 0; i < gc.garbage_count; i++)
        tail = detach_weakrefs(gc.garbage[i], tail, is_reachable);
    bool any = first != NULL;
    weakrefs_call(first);
    return any;
}

static bool finalize_garbage(void) {
    bool any = false;
    for (size_t i = 0; i < gc.garbage_count; i++) {
        Object *object = gc.garbage[i];
        if (is_to_finalize(object)) {
            object_finalize(object);
            any = true;
        }
    }
    return any;
}

/* Code has run: what is referred to from outside again stays, with all it refers to. */
static void spare_resurrected(void) {
    candidates_of_garbage();
    for (size_t i = 0; i < gc.garbage_count; i++)
        gc.garbage[i]->type->traverse(gc.garbage[i], visit_count, NULL);
    queue_start();
    do {
        queue.overflow = false;
        for (size_t i = 0; i < gc.garbage_count; i++) {
            Object *object = gc.garbage[i]; /* one of its references is ours */
            if (object->flags & MEM_OBJECT_GARBAGE &&
                object->flags >> GC_COUNT_SHIFT != object->refcount - 1)
                mark_from(object);
        }
    } while (queue.overflow);
    for (size_t i = 0; i < gc.garbage_count; i++)
        gc.garbage[i]->flags &= GC_COUNT_ONE - 1;
}

static size_t delete_garbage(void) {
    size_t count = 0;
    for (size_t i = 0; i < gc.garbage_count; i++) {
        Object *object = gc.garbage[i];
        if (object->flags & MEM_OBJECT_GARBAGE)
            count++;
    }
    for (size_t i = 0; i < gc.garbage_count; i++) {
        Object *object = gc.garbage[i];
        if (object->flags & MEM_OBJECT_GARBAGE) {
            mark(object); /* should something still hold it */
            if (gc.save != NULL)
                gc.save(object, gc.save_context);
            else if (object->type->clear != NULL)
                object->type->clear(object);
        }
#ifdef MEM_SABOTAGE_LOST_DECREF
        if (i % 100 == 99)
            continue;
#endif
        mem_decref(object);
    }
    return count;
}

/* Where code has run nothing is deleted: whether it is garbage still, the next collection says. */
static size_t dispose_of_few(void) {
    weakrefs_call(unlisted.references);
    finalize_garbage();
    if (unlisted.references == NULL && !unlisted.finalizers)
        return delete_garbage();
    for (size_t i = 0; i < gc.garbage_count; i++) {
        mark(gc.garbage[i]);
        mem_decref(gc.garbage[i]);
    }
    return 0;
}

static size_t dispose_of_garbage(void) {
    if (gc.incomplete)
        return dispose_of_few();
    bool ran = clear_weakrefs();
    ran |= finalize_garbage();
    if (ran) {
        spare_resurrected();
        queue_end();
    }
    return delete_garbage();
}

/* ---- a collection ---------------------------------------------------------------------------- */

static size_t collect(unsigned generation) {
    candidates_of_generation(generation);
    gc.candidates = gc.marked = 0;
    walk_candidates(generation, count_references);
    mark_all_reachable(generation);
    gc.stats[generation].visited += gc.candidates;
    size_t unreachable = gc.candidates - gc.marked;
    gc.incomplete = false;
    if (unreachable != 0) {
        garbage_list_new(generation, unreachable);
        walk_candidates(generation, gather);
    }
    queue_end();
    if (generation == 2)
        gc.old_age = gc.target_age;
    forget_touched(generation);
    if (generation == 1) {
        gc.long_lived_pending += gc.marked;
    } else if (generation == 2) {
        gc.long_lived_pending = 0;
        gc.long_lived_total = (size_t)gc_containers_alive() - unreachable;
    }
    if (unreachable == 0)
        return 0;
    size_t count = dispose_of_garbage();
    garbage_list_free();
    return count;
}

static void tell_phase(bool is_start, unsigned generation, size_t collected) {
    if (heap.ops.gc_phase != NULL)
        heap.ops.gc_phase(is_start, generation, collected);
}

void mem_gc_set_ending(void) {
    gc.ending = true;
}

size_t mem_gc_collect(unsigned generation) {
    if (gc.collecting)
        return 0;
    gc.collecting = true;
    tell_phase(true, generation, 0);
    mem_gc_pending = 0;
    for (unsigned i = 0; i <= generation && i < MEM_GC_GENERATIONS; i++)
        gc.count[i] = 0;
    if (generation + 1 < MEM_GC_GENERATIONS)
        gc.count[generation + 1]++;
    if (generation == 2)
        caches_flush();
    gc_restart_count();
    size_t count = collect(generation);
    gc.stats[generation].collections++;
    gc.stats[generation].collected += count;
    if (generation == 2) {
        caches_flush();
        if (arenas.reserve > 1)
            arenas.reserve /= 2;
        if (!gc.ending) {
            arenas_trim(arenas.reserve);
            arenas_discard();
        }
    }
    tell_phase(false, generation, count);
    gc.collecting = false;
    return count;
}
