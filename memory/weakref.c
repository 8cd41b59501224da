/* Weak references: a table beside the heap, keyed by the referent's address.
 *
 * Open addressing with linear probing; an entry heads the list of the weak references to one
 * object. A flag in the object's header says whether to look here at all. Deleting moves later
 * entries of the run back, so there are no tombstones. */
#include "memory/heap.h"

typedef struct Entry {
    Object *referent; /* null: unused */
    MemWeakref *first;
} Entry;

static struct {
    Entry *entries;
    size_t capacity; /* a power of two, or 0 */
    size_t count;
} table;

static size_t slot_of(const Object *referent) {
    return (size_t)(((uintptr_t)referent >> 4) * 0x9e3779b97f4a7c15u >> 20) & (table.capacity - 1);
}

static Entry *entry_find(const Object *referent) {
    size_t slot = slot_of(referent);
    while (table.entries[slot].referent != NULL && table.entries[slot].referent != referent)
        slot = (slot + 1) & (table.capacity - 1);
    return &table.entries[slot];
}

static bool table_grow(void) {
    if (2 * (table.count + 1) <= table.capacity)
        return true;
    size_t old_capacity = table.capacity, capacity = old_capacity != 0 ? 2 * old_capacity : 16;
    Entry *old = table.entries, *entries = mem_raw_calloc(capacity, sizeof *entries);
    if (entries == NULL)
        return false;
    table.entries = entries;
    table.capacity = capacity;
    for (size_t i = 0; i < old_capacity; i++)
        if (old[i].referent != NULL)
            *entry_find(old[i].referent) = old[i];
    mem_raw_free(old);
    return true;
}

static void entry_remove(Entry *entry) {
    size_t mask = table.capacity - 1, hole = (size_t)(entry - table.entries);
    for (size_t i = (hole + 1) & mask; table.entries[i].referent != NULL; i = (i + 1) & mask) {
        size_t home = slot_of(table.entries[i].referent);
        if (((i - home) & mask) >= ((i - hole) & mask)) {
            table.entries[hole] = table.entries[i];
            hole = i;
        }
    }
    table.entries[hole] = (Entry){0};
    table.count--;
}

bool mem_weakref_new(MemWeakref *reference, Object *referent) {
    if (!table_grow())
        return false;
    Entry *entry = entry_find(referent);
    if (entry->referent == NULL) {
        *entry = (Entry){.referent = referent};
        table.count++;
        referent->flags |= MEM_OBJECT_WEAKREFS;
    }
    /* Those without a callback stay in front, so that they are quickly found for reuse. */
    MemWeakref *before = NULL, *after = entry->first;
    if (reference->callback != NULL)
        for (; after != NULL && after->callback == NULL; after = after->next)
            before = after;
    reference->referent = referent;
    reference->previous = before;
    reference->next = after;
    if (before != NULL)
        before->next = reference;
    else
        entry->first = reference;
    if (after != NULL)
        after->previous = reference;
    return true;
}

static void unlink_reference(MemWeakref *reference) {
    if (reference->next != NULL)
        reference->next->previous = reference->previous;
    if (reference->previous != NULL)
        reference->previous->next = reference->next;
    reference->next = reference->previous = NULL;
}

void mem_weakref_remove(MemWeakref *reference) {
    Object *referent = reference->referent;
    if (referent == NULL)
        return;
    reference->referent = NULL;
    if (reference->previous == NULL) {
        Entry *entry = entry_find(referent);
        entry->first = reference->next;
        if (entry->first == NULL) {
            referent->flags &= ~(uint32_t)MEM_OBJECT_WEAKREFS;
            entry_remove(entry);
        }
    }
    unlink_reference(reference);
}

Object *mem_weakref_get(MemWeakref *reference) {
    Object *referent = reference->referent;
    if (referent == NULL || referent->flags & MEM_OBJECT_DYING)
        return NULL;
    mem_incref(referent);
    return referent;
}

MemWeakref *mem_weakref_first(Object *referent) {
    return referent->flags & MEM_OBJECT_WEAKREFS ? entry_find(referent)->first : NULL;
}

size_t mem_weakref_count(Object *referent) {
    size_t count = 0;
    for (MemWeakref *reference = mem_weakref_first(referent); reference != NULL;
         reference = reference->next)
        count++;
    return count;
}

MemWeakref *weakrefs_detach(Object *referent, bool (*wanted)(const MemWeakref *)) {
    if (!(referent->flags & MEM_OBJECT_WEAKREFS))
        return NULL;
    Entry *entry = entry_find(referent);
    MemWeakref *reference = entry->first, *first = NULL, **tail = &first;
    entry_remove(entry);
    referent->flags &= ~(uint32_t)MEM_OBJECT_WEAKREFS;
    while (reference != NULL) {
        MemWeakref *next = reference->next;
        reference->referent = NULL;
        reference->next = reference->previous = NULL;
        if (reference->callback != NULL && reference->header.refcount != 0 &&
            !(reference->header.flags & MEM_OBJECT_DYING) &&
            (wanted == NULL || wanted(reference))) {
            mem_incref(&reference->header);
            *tail = reference;
            tail = &reference->next;
        }
        reference = next;
    }
    return first;
}

void weakrefs_call(MemWeakref *reference) {
    while (reference != NULL) {
        MemWeakref *next = reference->next;
        reference->next = NULL;
        if (heap.ops.call_weak_callback != NULL)
            heap.ops.call_weak_callback(reference);
        mem_decref(&reference->header);
        reference = next;
    }
}

void mem_weakref_clear(Object *referent) {
    weakrefs_call(weakrefs_detach(referent, NULL));
}

void weakrefs_fini(void) {
    mem_raw_free(table.entries);
    table.entries = NULL;
    table.capacity = table.count = 0;
}
