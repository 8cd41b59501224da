/* set and frozenset: the table and the C interface of set.h.
 *
 * Open addressing as CPython's, so that equal hashes give an equal order of iteration: from the
 * hash's slot up to ten neighbours are tried, then the next place of the recurrence
 * i = 5i + 1 + perturb. A new item takes the last deleted entry (null key, hash -1) that
 * its search passed. The table is remade when three fifths of it are live or deleted.
 *
 * Equality may run Python code, which may change this very set: the entry's key is owned meanwhile
 * and the search starts again if the table changed. */
#include "vm/objects/set_table.h"

#include "vm/iterate.h"
#include "vm/pass.h"
#include "vm/vm.h"

#include <string.h>

enum { TABLE_MIN = 8, NEIGHBOURS = 9, PERTURB_SHIFT = 5, DELETED_HASH = -1 };

static SetEntry empty_table[TABLE_MIN]; /* never written */

static void init(Set *set) {
    set->count = set->fill = set->finger = 0;
    set->mask = TABLE_MIN - 1;
    set->table = empty_table;
    set->hash = -1;
}

Set *set_new_of_type(Type *type) {
    Set *set = type_allocate(type, 0);
    if (set == NULL)
        return NULL;
    init(set);
    mem_gc_track(set);
    return set;
}

/* ---- lookup ---------------------------------------------------------------------------------- */

/* The answer of __eq__; *changed if the table is not what it was. */
static Answer ask_equal(Set *set, SetEntry *entry, Value item, bool *changed) {
    SetEntry *table = set->table;
    size_t mask = set->mask;
    Value stored = own(entry->key);
    Answer answer = object_compare_truth(stored, item, COMPARE_EQ);
    *changed = set->table != table || set->mask != mask || entry->key != stored;
    decref(stored);
    return answer;
}

static SetEntry *find_further(Set *set, Value item, Hash hash, SetEntry **deleted) {
restart:
    *deleted = NULL;
    SetEntry *table = set->table;
    size_t mask = set->mask, perturb = (size_t)hash, slot = perturb & mask;
    for (;;) {
        SetEntry *entry = &table[slot];
        SetEntry *last = slot + NEIGHBOURS <= mask ? entry + NEIGHBOURS : entry;
        for (; entry <= last; entry++) {
            if (entry->key == NULL) {
                if (entry->hash != DELETED_HASH)
                    return entry;
                *deleted = entry;
                continue;
            }
            if (entry->hash != hash)
                continue;
            KeyMatch match = key_match(entry->key, item);
            if (match == KEY_EQUAL)
                return entry;
            if (match == KEY_ASK) {
                bool changed;
                Answer answer = ask_equal(set, entry, item, &changed);
                if (answer == ANSWER_ERROR)
                    return NULL;
                if (UNLIKELY(changed))
                    goto restart;
                if (answer == ANSWER_YES)
                    return entry;
            }
        }
        perturb >>= PERTURB_SHIFT;
        slot = (slot * 5 + 1 + perturb) & mask;
    }
}

/* The entry of the item, or the unused one where the search ended; null: error. *deleted is the
 * last deleted entry passed on the way there, or null. Most searches end where they begin. */
ALWAYS_INLINE SetEntry *find(Set *set, Value item, Hash hash, SetEntry **deleted) {
    SetEntry *entry = &set->table[(size_t)hash & set->mask];
    if (entry->key != item && (entry->key != NULL || entry->hash == DELETED_HASH))
        return find_further(set, item, hash, deleted);
    *deleted = NULL;
    return entry;
}

Lookup set_find_hash(Set *set, Value item, Hash hash) {
    if (set->count == 0)
        return LOOKUP_MISSING;
    SetEntry *deleted, *entry = find(set, item, hash, &deleted);
    return entry == NULL ? LOOKUP_ERROR : entry->key != NULL ? LOOKUP_FOUND : LOOKUP_MISSING;
}

Answer set_contains(Set *set, Value item) {
    Hash hash = key_hash(item);
    return UNLIKELY(hash == -1) ? ANSWER_ERROR : (Answer)set_find_hash(set, item, hash);
}

/* ---- making room ----------------------------------------------------------------------------- */

/* Into a table without deleted entries, a key it does not hold. */
static void insert_clean(SetEntry *table, size_t mask, Value key, Hash hash) {
    size_t perturb = (size_t)hash, slot = perturb & mask;
    for (;;) {
        SetEntry *entry = &table[slot];
        SetEntry *last = slot + NEIGHBOURS <= mask ? entry + NEIGHBOURS : entry;
        for (; entry <= last; entry++)
            if (entry->key == NULL) {
                entry->key = key;
                entry->hash = hash;
                return;
            }
        perturb >>= PERTURB_SHIFT;
        slot = (slot * 5 + 1 + perturb) & mask;
    }
}

static void free_table(SetEntry *table) {
    if (table != empty_table)
        mem_free(table);
}

/* A table of more than `wanted` entries. */
static bool resize(Set *set, size_t wanted) {
    size_t size = TABLE_MIN;
    while (size <= wanted && size != 0)
        size <<= 1;
    SetEntry *table =
        size == 0 || size > PTRDIFF_MAX / sizeof(SetEntry) ? NULL : mem_calloc(size, sizeof *table);
    if (table == NULL)
        return raise_no_memory();
    for (size_t i = 0; i <= set->mask; i++)
        if (set->table[i].key != NULL)
            insert_clean(table, size - 1, set->table[i].key, set->table[i].hash);
    free_table(set->table);
    set->table = table;
    set->mask = size - 1;
    set->fill = set->count;
    return true;
}

static inline size_t grown_size(const Set *set) {
    return set->count > 50000 ? set->count * 2 : set->count * 4;
}

bool set_tidy(Set *set) {
    return set->fill - set->count <= set->mask / 4 || resize(set, grown_size(set));
}

/* ---- change ---------------------------------------------------------------------------------- */

bool set_add_hash(Set *set, Value item, Hash hash) {
    if (UNLIKELY(set->table == empty_table) && !resize(set, 0))
        return false;
    SetEntry *deleted, *entry = find(set, item, hash, &deleted);
    if (entry == NULL)
        return false;
    if (entry->key != NULL)
        return true;
    if (UNLIKELY(set->table == empty_table)) /* __eq__ emptied it meanwhile */
        return set_add_hash(set, item, hash);
    set->count++;
    if (deleted != NULL) {
        *deleted = (SetEntry){own(item), hash};
        return true;
    }
    *entry = (SetEntry){own(item), hash};
    set->fill++;
    if (UNLIKELY(set->fill * 5 >= set->mask * 3))
        return resize(set, grown_size(set));
    return true;
}

bool set_add(Set *set, Value item) {
    Hash hash = key_hash(item);
    return LIKELY(hash != -1) && set_add_hash(set, item, hash);
}

Lookup set_discard_hash(Set *set, Value item, Hash hash) {
    if (set->count == 0)
        return LOOKUP_MISSING;
    SetEntry *deleted, *entry = find(set, item, hash, &deleted);
    if (entry == NULL)
        return LOOKUP_ERROR;
    if (entry->key == NULL)
        return LOOKUP_MISSING;
    Value old = entry->key;
    entry->key = NULL;
    entry->hash = DELETED_HASH;
    set->count--;
    decref(old);
    return LOOKUP_FOUND;
}

Lookup set_discard(Set *set, Value item) {
    Hash hash = key_hash(item);
    return hash == -1 ? LOOKUP_ERROR : set_discard_hash(set, item, hash);
}

void set_empty(Set *set) {
    SetEntry *table = set->table;
    size_t mask = set->mask;
    Hash hash = set->hash;
    init(set);
    set->hash = hash;
    for (size_t i = 0; i <= mask; i++)
        decref_maybe(table[i].key);
    free_table(table);
}

void set_swap(Set *left, Set *right) {
    Set other = *left;
    left->count = right->count;
    left->fill = right->fill;
    left->mask = right->mask;
    left->table = right->table;
    left->finger = right->finger;
    right->count = other.count;
    right->fill = other.fill;
    right->mask = other.mask;
    right->table = other.table;
    right->finger = other.finger;
}

/* ---- filling --------------------------------------------------------------------------------- */

static inline bool is_signal_waiting(void) {
    return UNLIKELY(eval_breaker & BREAK_LOOP) && is_main_thread();
}

/* Into an empty table. False: a signal waits, and only some have been copied; nothing is raised. */
static bool merge_into_unused(Set *set, const Set *other) {
    for (size_t i = 0; i <= other->mask; i++) {
        if (other->table[i].key == NULL)
            continue;
        insert_clean(set->table, set->mask, own(other->table[i].key), other->table[i].hash);
        set->count = ++set->fill;
        if (is_signal_waiting())
            return false;
    }
    return true;
}

/* Into an empty table of the same size, without deleted entries in either. False: a signal waits,
 * and nothing has been copied. */
static bool clone_table(Set *set, const Set *other) {
    size_t size = set->mask + 1, done = 0;
    memcpy(set->table, other->table, size * sizeof(SetEntry));
    while (done < size) {
        size_t end = size - done > PASS_ITEMS ? done + PASS_ITEMS : size;
        for (; done < end; done++)
            if (set->table[done].key != NULL)
                incref(set->table[done].key);
        if (done < size && is_signal_waiting()) {
            while (done-- > 0)
                decref_maybe(set->table[done].key); /* other owns it, too */
            memset(set->table, 0, size * sizeof(SetEntry));
            return false;
        }
    }
    set->count = set->fill = other->count;
    return true;
}

static bool set_merge(Set *set, Set *other) {
    if (set == other || other->count == 0)
        return true;
    if ((set->fill + other->count) * 5 >= set->mask * 3
            ? !resize(set, (set->count + other->count) * 2)
            : set->table == empty_table && !resize(set, 0))
        return false;
    if (set->fill == 0 && set->mask == other->mask && other->fill == other->count) {
        if (clone_table(set, other))
            return true;
    } else if (set->fill == 0 && merge_into_unused(set, other)) {
        return true;
    }
    size_t position = 0;
    Value item;
    Hash hash;
    while (set_next_hash(other, &position, &item, &hash)) {
        incref(item);
        bool done = pass_may_go_on_undisturbed() && set_add_hash(set, item, hash);
        decref(item);
        if (!done)
            return false;
    }
    return true;
}

static bool update_from_dict(Set *set, Dict *dict) {
    if ((set->fill + dict->count) * 5 >= set->mask * 3 &&
        !resize(set, (set->count + dict->count) * 2))
        return false;
    size_t position = 0;
    Value key, value;
    Hash hash;
    while (dict_next_hash(dict, &position, &key, &value, &hash)) {
        incref(key);
        bool done = pass_may_go_on_undisturbed() && set_add_hash(set, key, hash);
        decref(key);
        if (!done)
            return false;
    }
    return true;
}

bool set_update(Set *set, Value iterable) {
    if (is_any_set(iterable))
        return set_merge(set, set_of(iterable));
    if (is_exact_dict(iterable))
        return update_from_dict(set, dict_of(iterable));
    Value iterator = object_iter(iterable);
    if (iterator == NULL)
        return false;
    Next next;
    Value item;
    while ((next = iterator_next_inline(iterator, &item)) == NEXT_ITEM) {
        bool done = set_add(set, item);
        decref(item);
        if (!done) {
            next = NEXT_ERROR;
            break;
        }
    }
    decref(iterator);
    return next == NEXT_DONE;
}

Set *set_copy(Set *set, Type *type) {
    Set *copy = set_new_of_type(type);
    if (copy != NULL && !set_merge(copy, set)) {
        GIVE_UP(copy);
        return NULL;
    }
    return copy;
}

static Set *new_from(Type *type, Value iterable) {
    Set *set = set_new_of_type(type);
    if (set != NULL && iterable != NULL && !set_update(set, iterable)) {
        GIVE_UP(set);
        return NULL;
    }
    return set;
}

Set *set_new(Value iterable) {
    return new_from(&set_type, iterable);
}

Set *frozenset_new(Value iterable) {
    return new_from(&frozenset_type, iterable);
}

/* ---- walking --------------------------------------------------------------------------------- */

bool set_next(Set *set, size_t *position, Value *item) {
    Hash hash;
    return set_next_hash(set, position, item, &hash);
}
