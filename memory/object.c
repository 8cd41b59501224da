/* The end of objects: finalizer, weak references, dealloc, in constant C stack.
 *
 * Deallocating an object drops its references, which deallocates others. Past RELEASE_DEPTH such
 * levels an object waits: it is linked through its own dead header (the address, cut in two,
 * fills the count word and the collector's part of the flags), and the outermost release takes
 * the waiting ones up. Code that a finalizer or callback runs begins at depth 0 with a queue of
 * its own, so what it drops ends at once; but CALLBACK_DEPTH finalizers in one another are enough:
 * what they drop that has a finalizer or weak references waits till the outer ones are through. */
#include "memory/heap.h"

#include <stdatomic.h>

enum { RELEASE_DEPTH = 50, CALLBACK_DEPTH = 40, LINK_BITS = 8 };

typedef struct Release {
    unsigned depth, callbacks; /* of releases since the innermost callback; of callbacks */
    Object *waiting;
} Release;

static _Thread_local Release release;

/* It leaves the collector meanwhile, whose count would fall upon the link. */
static void link_waiting(Object *object) {
    if (object->flags & MEM_OBJECT_TRACKED)
        object->flags ^= MEM_OBJECT_TRACKED | MEM_OBJECT_GARBAGE;
    object->flags |= MEM_OBJECT_DYING;
    uintptr_t link = (uintptr_t)release.waiting >> 3; /* blocks are aligned to 8 */
    object->refcount = (uint32_t)link;
    object->flags = (object->flags & 0xff) | (uint32_t)(link >> 32) << LINK_BITS;
    release.waiting = object;
}

static Object *unlink_waiting(void) {
    Object *object = release.waiting;
    uintptr_t link = (uintptr_t)(object->flags >> LINK_BITS) << 32 | object->refcount;
    release.waiting = (Object *)(link << 3);
    object->refcount = 0;
    object->flags &= 0xff;
    if (object->flags & MEM_OBJECT_GARBAGE) {
        object->flags ^= MEM_OBJECT_GARBAGE;
        mem_gc_track(object);
    }
    return object;
}

static void release_one(Object *object);

static void release_waiting(void) {
    while (MEM_UNLIKELY(release.waiting != NULL) && release.callbacks < CALLBACK_DEPTH)
        release_one(unlink_waiting());
}

static Release begin_callback(void) {
    Release outer = release;
    release = (Release){.callbacks = outer.callbacks + 1};
    return outer;
}

/* Those that wait, wait for who is outside now. */
static void end_callback(Release outer) {
    Release inner = release;
    release = outer;
    while (MEM_UNLIKELY(inner.waiting != NULL)) {
        outer = release;
        release = inner;
        Object *object = unlink_waiting();
        inner = release;
        release = outer;
        link_waiting(object);
    }
    if (MEM_UNLIKELY(release.depth == 0 && release.waiting != NULL)) {
        release.depth = 1;
        release_waiting();
        release.depth = 0;
    }
}

void object_finalize(Object *object) {
    Release outer = begin_callback();
    object->flags |= MEM_OBJECT_FINALIZED;
    if (MEM_LIKELY(!heap.finalizers_ended))
        object->type->finalize(object);
    end_callback(outer);
}

void mem_end_finalizers(void) {
    heap.finalizers_ended = true;
    heap.ops.call_weak_callback = NULL;
}

static void clear_weakrefs(Object *object) {
    Release outer = begin_callback();
    mem_weakref_clear(object);
    end_callback(outer);
}

static inline bool has_goodbye(const Object *object) {
    return object->type->finalize != NULL || object->flags & MEM_OBJECT_WEAKREFS;
}

/* Finalizer and weak references. False: it has come back to life. */
static __attribute__((noinline)) bool say_goodbye(Object *object) {
    if (object->type->finalize != NULL && !(object->flags & MEM_OBJECT_FINALIZED)) {
        object->refcount = 1;
        object->flags &= ~(uint32_t)MEM_OBJECT_DYING;
        object_finalize(object);
        if (object->refcount == MEM_IMMORTAL || --object->refcount != 0)
            return false;
    }
    /* Callbacks may collect: that must not look at it any more. */
    object->flags = (object->flags & ~(uint32_t)MEM_OBJECT_TRACKED) | MEM_OBJECT_DYING;
    if (object->flags & MEM_OBJECT_WEAKREFS)
        clear_weakrefs(object);
    return true;
}

/* Count is 0. */
static inline void release_one(Object *object) {
    MemType *type = object->type;
    if (MEM_UNLIKELY(has_goodbye(object))) {
        if (!say_goodbye(object))
            return;
        type = object->type; /* a finalizer may change the class */
    }
    object->flags = (object->flags & ~(uint32_t)MEM_OBJECT_TRACKED) | MEM_OBJECT_DYING;
    type->dealloc(object);
}

void mem_release(Object *object) {
    MemType *type = object->type;
    if (type->kind == MEM_ATOM && type->finalize == NULL &&
        MEM_LIKELY(!(object->flags & (MEM_OBJECT_STATIC | MEM_OBJECT_WEAKREFS)))) {
        type->dealloc(object); /* refers to nothing: no depth */
        return;
    }
    if (MEM_UNLIKELY(object->flags & MEM_OBJECT_STATIC)) {
        object->refcount = MEM_IMMORTAL;
        return;
    }
    if (MEM_UNLIKELY(release.depth >= RELEASE_DEPTH ||
                     (release.callbacks >= CALLBACK_DEPTH && has_goodbye(object)))) {
        link_waiting(object);
        return;
    }
    release.depth++;
    release_one(object);
    if (release.depth == 1)
        release_waiting();
    release.depth--;
}

/* ---- without the lock ------------------------------------------------------------------------ */

typedef struct Deferred {
    struct Deferred *next;
    Object *object;
} Deferred;

static _Atomic(Deferred *) deferred;

/* Out of memory the reference is leaked: nothing better can be done without the lock. */
void mem_defer_decref(Object *object) {
    Deferred *entry = mem_raw_malloc(sizeof *entry);
    if (entry == NULL)
        return;
    entry->object = object;
    entry->next = atomic_load(&deferred);
    while (!atomic_compare_exchange_weak(&deferred, &entry->next, entry))
        ;
}

void mem_drain_deferred(void) {
    Deferred *entry = atomic_exchange(&deferred, NULL);
    while (entry != NULL) {
        Deferred *next = entry->next;
        Object *object = entry->object;
        mem_raw_free(entry);
        mem_decref(object);
        entry = next;
    }
}
