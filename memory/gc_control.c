/* When to collect, and what the gc module asks.
 *
 * Generation 0 counts containers allocated less containers freed since the last collection. The
 * fast paths count nothing: what left the pools less what waits in the caches is that number,
 * looked at when a cache is refilled. */
#include "memory/gc.h"

int64_t gc_containers_alive(void) {
    return gc.out - (heap.slow ? 0 : (int64_t)caches_container_count());
}

static void request_if_due(void) {
    int64_t alive = gc_containers_alive();
    if (gc.base > alive)
        gc.base = alive;
    int64_t count = alive - gc.base, threshold = gc.threshold[0];
    if (count <= threshold || !gc.enabled || threshold == 0 || gc.collecting) {
        gc.next_check = gc.out + (count < threshold ? threshold - count : 64);
        return;
    }
    gc.next_check = gc.out + threshold;
    if (mem_gc_pending == 0) {
        mem_gc_pending = 1;
        if (heap.ops.gc_requested != NULL)
            heap.ops.gc_requested();
    }
}

void gc_note_taken(size_t count) {
    gc.out += (int64_t)count;
    if (MEM_UNLIKELY(gc.out > gc.next_check))
        request_if_due();
}

void gc_note_given(size_t count) {
    gc.out -= (int64_t)count;
    if (gc.out < gc.base) {
        gc.base = gc.out;
        gc.next_check = gc.out + gc.threshold[0];
    }
}

void gc_restart_count(void) {
    gc.base = gc_containers_alive();
    gc.next_check = gc.out + gc.threshold[0];
}

/* The generation to collect now: a full collection waits until twice as many objects have grown old
 * as there were containers after the last one, tracked or not, as it walks the pools of all: the
 * work of a heap that only grows stays within three visits per object. */
static unsigned due_generation(void) {
    if (gc.count[2] > gc.threshold[2] && gc.long_lived_pending > 2 * gc.long_lived_total)
        return 2;
    return gc.count[1] > gc.threshold[1] ? 1 : 0;
}

size_t mem_gc_run(void) {
    mem_gc_pending = 0;
    if (!gc.enabled || gc.collecting)
        return 0;
    return mem_gc_collect(due_generation());
}

void mem_gc_save_garbage(MemVisit save, void *context) {
    gc.save = save;
    gc.save_context = context;
}

bool mem_gc_is_collecting(void) {
    return gc.collecting;
}

void mem_gc_enable(bool enabled) {
    gc.enabled = enabled;
    gc.next_check = gc.out;
}

bool mem_gc_is_enabled(void) {
    return gc.enabled;
}

void mem_gc_set_threshold(const uint32_t thresholds[MEM_GC_GENERATIONS]) {
    for (unsigned i = 0; i < MEM_GC_GENERATIONS; i++)
        gc.threshold[i] = thresholds[i];
    gc.next_check = gc.out;
}

void mem_gc_get_threshold(uint32_t thresholds[MEM_GC_GENERATIONS]) {
    for (unsigned i = 0; i < MEM_GC_GENERATIONS; i++)
        thresholds[i] = gc.threshold[i];
}

void mem_gc_get_count(uint32_t counts[MEM_GC_GENERATIONS]) {
    int64_t count = gc_containers_alive() - gc.base;
    counts[0] = count > 0 ? (uint32_t)count : 0;
    counts[1] = gc.count[1];
    counts[2] = gc.count[2];
}

const MemGcStats *mem_gc_stats(unsigned generation) {
    return &gc.stats[generation];
}

/* ---- all tracked objects --------------------------------------------------------------------- */

typedef void (*Action)(Object *object, void *context);

static void each_tracked(Action action, void *context) {
    for (size_t i = 0; i < arenas.count; i++) {
        for (size_t number = 0; number < arenas.all[i]->untouched; number++) {
            Pool *pool = arena_pool(arenas.all[i], number);
            if (!arena_pool_in_use(arenas.all[i], number) || pool->kind != MEM_CONTAINER)
                continue;
            char *block = (char *)pool + POOL_HEADER_SIZE, *end = (char *)pool + pool->untouched;
            for (; block < end; block += pool_block_size(pool))
                if (block_flags(block) & MEM_OBJECT_TRACKED)
                    action((Object *)block, context);
        }
    }
    Listed *ring = &listed_blocks.first[MEM_CONTAINER];
    for (Listed *listed = ring->next; listed != ring; listed = listed->next) {
        Object *object = listed_block(listed);
        if (object->flags & MEM_OBJECT_TRACKED)
            action(object, context);
    }
}

static void freeze_one(Object *object, void *context) {
    if (!(object->flags & GC_FROZEN)) {
        object->flags |= GC_FROZEN;
        gc.frozen++;
    }
}

static void unfreeze_one(Object *object, void *context) {
    object->flags &= ~(uint32_t)(GC_FROZEN | MEM_OBJECT_AGE);
    object->flags |= gc.old_age << GC_AGE_SHIFT;
}

void mem_gc_freeze(void) {
    each_tracked(freeze_one, NULL);
}

void mem_gc_unfreeze(void) {
    each_tracked(unfreeze_one, NULL);
    gc.frozen = 0;
}

size_t mem_gc_freeze_count(void) {
    return gc.frozen;
}

typedef struct Selection {
    int generation;
    Object *target;
    bool refers;
    MemVisit visit;
    void *context;
} Selection;

static void visit_selected(Object *object, void *context) {
    Selection *selection = context;
    if (object->flags & GC_FROZEN)
        return;
    int age = (int)((object->flags & MEM_OBJECT_AGE) >> GC_AGE_SHIFT);
    if (selection->generation < 0 || (age > 2 ? 2 : age) == selection->generation)
        selection->visit(object, selection->context);
}

void mem_gc_visit_objects(int generation, MemVisit visit, void *context) {
    Selection selection = {.generation = generation, .visit = visit, .context = context};
    each_tracked(visit_selected, &selection);
}

static void compare_target(Object *object, void *context) {
    Selection *selection = context;
    if (object == selection->target)
        selection->refers = true;
}

static void visit_referrer(Object *object, void *context) {
    Selection *selection = context;
    selection->refers = false;
    object->type->traverse(object, compare_target, selection);
    if (selection->refers)
        selection->visit(object, selection->context);
}

void mem_gc_visit_referrers(Object *target, MemVisit visit, void *context) {
    Selection selection = {.target = target, .visit = visit, .context = context};
    each_tracked(visit_referrer, &selection);
}
