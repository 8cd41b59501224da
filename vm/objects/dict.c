/* dict: the table (dict_table.h draws it) and the C interface of dict.h.
 *
 * A lookup probes the index with CPython's recurrence (i = 5i + 1 + perturb). While all keys are
 * exact strs and the key is one too, nothing but memory is compared. Otherwise __eq__ may run and
 * do anything to this dict: the key compared with is owned meanwhile, and the probe starts again
 * if the table or that entry changed.
 *
 * What is replaced or removed is given up last, when the dict is whole again. */
#include "vm/objects/dict_table.h"

#include "vm/objects/tuple.h"
#include "vm/pass.h"
#include "vm/vm.h"

#include <string.h>

enum { LOG2_SIZE_MIN = 3, PERTURB_SHIFT = 5 };

#define EMPTY   ((size_t)-1)
#define DELETED ((size_t)-2)
#define INLINED static inline __attribute__((always_inline))

/* ---- the index ------------------------------------------------------------------------------ */

static inline size_t capacity_of(unsigned log2_size) {
    return ((size_t)2 << log2_size) / 3;
}

/* log2 of the bytes of a slot: the largest two numbers of each width are EMPTY and DELETED. */
static inline unsigned width_of(unsigned log2_size) {
    return log2_size <= 8 ? 0 : log2_size <= 16 ? 1 : log2_size <= 32 ? 2 : 3;
}
_Static_assert(512 / 3 < 254 && 131072 / 3 < 65534, "entry numbers stay below the two marks");

static inline void *index_of(const Dict *dict) {
    return dict->entries + capacity_of(dict->log2_size);
}

INLINED size_t slot_get(const void *index, unsigned width, size_t slot) {
    switch (width) {
    case 0:
        return ((const uint8_t *)index)[slot] >= 254 ? (size_t)((const int8_t *)index)[slot]
                                                     : ((const uint8_t *)index)[slot];
    case 1: {
        size_t entry = ((const uint16_t *)index)[slot];
        return entry >= 65534 ? (size_t)((const int16_t *)index)[slot] : entry;
    }
    case 2: {
        size_t entry = ((const uint32_t *)index)[slot];
        return entry >= UINT32_MAX - 1 ? (size_t)((const int32_t *)index)[slot] : entry;
    }
    default:
        return ((const uint64_t *)index)[slot];
    }
}

INLINED void slot_set(void *index, unsigned width, size_t slot, size_t entry) {
    switch (width) {
    case 0:
        ((uint8_t *)index)[slot] = (uint8_t)entry;
        break;
    case 1:
        ((uint16_t *)index)[slot] = (uint16_t)entry;
        break;
    case 2:
        ((uint32_t *)index)[slot] = (uint32_t)entry;
        break;
    default:
        ((uint64_t *)index)[slot] = entry;
    }
}

#define PROBE_NEXT(slot, perturb, mask)                                                            \
    ((perturb) >>= PERTURB_SHIFT, (slot) = ((slot)*5 + 1 + (perturb)) & (mask))

/* The slot that holds the number of an entry which is in the table. */
static size_t slot_of_entry(const Dict *dict, Hash hash, size_t entry) {
    const void *index = index_of(dict);
    unsigned width = width_of(dict->log2_size);
    size_t mask = ((size_t)1 << dict->log2_size) - 1, perturb = (size_t)hash;
    size_t slot = perturb & mask;
    while (slot_get(index, width, slot) != entry)
        PROBE_NEXT(slot, perturb, mask);
    return slot;
}

static void index_add(const Dict *dict, Hash hash, size_t entry) {
    void *index = index_of(dict);
    unsigned width = width_of(dict->log2_size);
    size_t mask = ((size_t)1 << dict->log2_size) - 1, perturb = (size_t)hash;
    size_t slot = perturb & mask;
    while (slot_get(index, width, slot) < DELETED)
        PROBE_NEXT(slot, perturb, mask);
    slot_set(index, width, slot, entry);
}

/* ---- lookup --------------------------------------------------------------------------------- */

/* All keys are exact strs, and so is the one looked for. */
INLINED ptrdiff_t find_str_of_width(const Dict *dict, Str *key, Hash hash, unsigned width) {
    const DictEntry *entries = dict->entries;
    const void *index = index_of(dict);
    size_t mask = ((size_t)1 << dict->log2_size) - 1, perturb = (size_t)hash;
    size_t slot = perturb & mask;
    for (;;) {
        size_t number = slot_get(index, width, slot);
        if (LIKELY(number < DELETED)) {
            const DictEntry *entry = &entries[number];
            if (entry->key == value_of(key) ||
                (entry->hash == hash && str_equal(str_of(entry->key), key)))
                return (ptrdiff_t)number;
        } else if (number == EMPTY)
            return DICT_MISSING;
        PROBE_NEXT(slot, perturb, mask);
    }
}

static __attribute__((noinline)) ptrdiff_t find_str_wide(const Dict *dict, Str *key, Hash hash) {
    unsigned width = width_of(dict->log2_size);
    return width == 1   ? find_str_of_width(dict, key, hash, 1)
           : width == 2 ? find_str_of_width(dict, key, hash, 2)
                        : find_str_of_width(dict, key, hash, 3);
}

static inline ptrdiff_t find_str(const Dict *dict, Str *key, Hash hash) {
    return LIKELY(dict->log2_size <= 8) ? find_str_of_width(dict, key, hash, 0)
                                        : find_str_wide(dict, key, hash);
}

/* Equality of an entry's key that needs __eq__; *changed when the table is not what it was. */
static Answer ask_equal(Dict *dict, size_t number, Value key, bool *changed) {
    DictEntry *entries = dict->entries;
    uint8_t log2_size = dict->log2_size;
    Value stored = own(entries[number].key);
    Answer answer = object_compare_truth(stored, key, COMPARE_EQ);
    *changed = dict->entries != entries || dict->log2_size != log2_size || number >= dict->used ||
               entries[number].key != stored;
    decref(stored);
    return answer;
}

static ptrdiff_t find_any(Dict *dict, Value key, Hash hash) {
restart:
    if (dict->count == 0)
        return DICT_MISSING;
    const void *index = index_of(dict);
    unsigned width = width_of(dict->log2_size);
    size_t mask = ((size_t)1 << dict->log2_size) - 1, perturb = (size_t)hash;
    for (size_t slot = perturb & mask;; PROBE_NEXT(slot, perturb, mask)) {
        size_t number = slot_get(index, width, slot);
        if (number == EMPTY)
            return DICT_MISSING;
        if (number == DELETED || dict->entries[number].hash != hash)
            continue;
        KeyMatch match = key_match(dict->entries[number].key, key);
        if (match == KEY_EQUAL)
            return (ptrdiff_t)number;
        if (match == KEY_ASK) {
            bool changed;
            Answer answer = ask_equal(dict, number, key, &changed);
            if (answer == ANSWER_ERROR)
                return DICT_ERROR;
            if (UNLIKELY(changed))
                goto restart;
            if (answer == ANSWER_YES)
                return (ptrdiff_t)number;
        }
    }
}

ptrdiff_t dict_find(Dict *dict, Value key, Hash hash) {
    if (dict->count == 0)
        return DICT_MISSING;
    if (LIKELY(dict->only_str_keys) && LIKELY(is_exact_str(key)))
        return find_str(dict, str_of(key), hash);
    return find_any(dict, key, hash);
}

/* A name in a dict that has other keys too: only strs can equal it without running code. */
static ptrdiff_t find_name_among_others(const Dict *dict, Str *name, Hash hash) {
    const void *index = index_of(dict);
    unsigned width = width_of(dict->log2_size);
    size_t mask = ((size_t)1 << dict->log2_size) - 1, perturb = (size_t)hash;
    for (size_t slot = perturb & mask;; PROBE_NEXT(slot, perturb, mask)) {
        size_t number = slot_get(index, width, slot);
        if (number == EMPTY)
            return DICT_MISSING;
        if (number == DELETED || dict->entries[number].hash != hash)
            continue;
        Value key = dict->entries[number].key;
        if (key == value_of(name) || (is_str(key) && str_equal(str_of(key), name)))
            return (ptrdiff_t)number;
    }
}

ptrdiff_t dict_find_name(Dict *dict, Str *name) {
    if (dict->count == 0)
        return DICT_MISSING;
    Hash hash = LIKELY(name->hash != -1) ? name->hash : str_hash(name);
    return LIKELY(dict->only_str_keys) ? find_str(dict, name, hash)
                                       : find_name_among_others(dict, name, hash);
}

Value dict_get_name_borrowed(Dict *dict, Str *name) {
    ptrdiff_t number = dict_find_name(dict, name);
    return number >= 0 ? dict->entries[number].value : NULL;
}

Lookup dict_lookup_hash(Dict *dict, Value key, Hash hash, Value *value) {
    ptrdiff_t number = dict_find(dict, key, hash);
    if (number < 0)
        return number == DICT_ERROR ? LOOKUP_ERROR : LOOKUP_MISSING;
    *value = own(dict->entries[number].value);
    return LOOKUP_FOUND;
}

Lookup dict_lookup(Dict *dict, Value key, Value *value) {
    Hash hash = key_hash(key);
    return UNLIKELY(hash == -1) ? LOOKUP_ERROR : dict_lookup_hash(dict, key, hash, value);
}

uint32_t dict_keys_version(Dict *dict) {
    static uint32_t last_version;
    if (dict->keys_version == 0) {
        if (++last_version == 0)
            last_version = 1;
        dict->keys_version = last_version;
    }
    return dict->keys_version;
}

/* ---- making room ---------------------------------------------------------------------------- */

size_t dict_table_size(const Dict *dict) {
    if (dict->log2_size == 0)
        return 0;
    return capacity_of(dict->log2_size) * sizeof(DictEntry) +
           ((size_t)1 << (dict->log2_size + width_of(dict->log2_size)));
}

/* Moves the live entries, close together, to a table of that size, behind `gap` deleted ones. */
static bool table_remake(Dict *dict, unsigned log2_size, size_t gap) {
    if (log2_size > 56)
        return raise_no_memory();
    Dict fresh = *dict;
    fresh.log2_size = (uint8_t)log2_size;
    fresh.entries = mem_malloc(dict_table_size(&fresh));
    if (fresh.entries == NULL)
        return raise_no_memory();
    memset(index_of(&fresh), 0xff, (size_t)1 << (log2_size + width_of(log2_size)));
    memset(fresh.entries, 0, gap * sizeof(DictEntry));
    if (gap != 0)
        fresh.entries[0].hash = (Hash)gap;
    size_t count = gap;
    for (size_t i = 0; i < dict->used; i++)
        if (dict->entries[i].key != NULL) {
            fresh.entries[count] = dict->entries[i];
            index_add(&fresh, dict->entries[i].hash, count++);
        }
    mem_free(dict->entries);
    dict->entries = fresh.entries;
    dict->log2_size = (uint8_t)log2_size;
    dict->used = count;
    dict->usable = capacity_of(log2_size) - count;
    dict->keys_version = 0;
    return true;
}

static unsigned log2_size_for(size_t slots) {
    unsigned log2_size = LOG2_SIZE_MIN;
    while (log2_size < 63 && ((size_t)1 << log2_size) < slots)
        log2_size++;
    return log2_size;
}

/* For so many entries in all. */
static unsigned log2_size_for_count(size_t count) {
    return count > SIZE_MAX / 4 ? 63 : log2_size_for((count * 3 + 1) / 2);
}

bool dict_reserve(Dict *dict, size_t extra) {
    if (dict->usable >= extra)
        return true;
    return table_remake(dict, log2_size_for_count(dict->count + extra), 0);
}

static void forget_table(Dict *dict) {
    dict->count = dict->used = dict->usable = 0;
    dict->entries = NULL;
    dict->keys_version = 0;
    dict->log2_size = 0;
    dict->only_str_keys = true;
}

void dict_init(Dict *dict) {
    forget_table(dict);
    dict->is_namespace = false;
}

Dict *dict_new(void) {
    Dict *dict = mem_object_new(&dict_type.mem, sizeof(Dict));
    if (dict == NULL)
        return raise_no_memory();
    dict_init(dict);
    return dict;
}

Dict *dict_new_namespace(void) {
    Namespace *space = mem_object_new(&dict_type.mem, sizeof *space);
    if (space == NULL)
        return raise_no_memory();
    dict_init(&space->dict);
    space->dict.is_namespace = true;
    space->owner = NULL;
    return &space->dict;
}

void dict_set_owner(Dict *space, Type *owner) {
    ((Namespace *)space)->owner = owner;
}

/* The contents change now, and no code runs before they have. */
static inline void will_change(Dict *dict) {
    if (UNLIKELY(dict->is_namespace) && ((Namespace *)dict)->owner)
        type_modified(((Namespace *)dict)->owner);
}

Dict *dict_new_sized(size_t expected) {
    Dict *dict = dict_new();
    if (dict != NULL && expected != 0 && !dict_reserve(dict, expected)) {
        GIVE_UP(dict);
        return NULL;
    }
    return dict;
}

/* Copies of tables are made without looking at signals, or up to the first one. Then its handler
 * runs, which may change the dict, and the copy begins anew and does not look: so it is always that
 * of one moment. */
typedef enum { CLONE_FAILED, CLONE_STOPPED, CLONE_DONE } Clone;

static inline bool is_stopped(bool looks) {
    return looks && eval_breaker & BREAK_LOOP && is_main_thread();
}

static void disown_entries(DictEntry *entries, size_t count) {
    for (size_t i = 0; i < count; i++) {
        decref_maybe(entries[i].key);
        if (entries[i].key != NULL)
            decref(entries[i].value);
    }
}

/* False: stopped, and none is owned. */
static bool own_entries(DictEntry *entries, size_t count, bool looks) {
    for (size_t done = 0; done < count;) {
        size_t end = count - done > PASS_ITEMS ? done + PASS_ITEMS : count;
        for (; done < end; done++)
            if (entries[done].key != NULL) {
                incref(entries[done].key);
                incref(entries[done].value);
            }
        if (done < count && is_stopped(looks)) {
            disown_entries(entries, done);
            return false;
        }
    }
    return true;
}

/* Without the deleted entries. */
static Clone clone_live(Dict *target, const Dict *source, bool looks) {
    if (!dict_reserve(target, source->count))
        return CLONE_FAILED;
    for (size_t i = 0; i < source->used; i++) {
        const DictEntry *entry = &source->entries[i];
        if (entry->key == NULL)
            continue;
        if (UNLIKELY(target->used % PASS_ITEMS == PASS_ITEMS - 1) && is_stopped(looks)) {
            dict_clear(target);
            return CLONE_STOPPED;
        }
        target->entries[target->used] = *entry;
        incref(entry->key);
        incref(entry->value);
        index_add(target, entry->hash, target->used++);
        target->count++;
        target->usable--;
    }
    target->only_str_keys = source->only_str_keys;
    return CLONE_DONE;
}

static Clone clone_all(Dict *target, const Dict *source, bool looks) {
    size_t size = dict_table_size(source);
    DictEntry *entries = mem_malloc(size);
    if (entries == NULL) {
        raise_no_memory();
        return CLONE_FAILED;
    }
    memcpy(entries, source->entries, source->used * sizeof(DictEntry));
    void *index = entries + capacity_of(source->log2_size);
    memcpy(index, index_of(source), size - (size_t)((char *)index - (char *)entries));
    if (!own_entries(entries, source->used, looks)) {
        mem_free(entries);
        return CLONE_STOPPED;
    }
    mem_free(target->entries);
    target->entries = entries;
    target->count = source->count;
    target->used = source->used;
    target->usable = source->usable;
    target->log2_size = source->log2_size;
    target->only_str_keys = source->only_str_keys;
    target->keys_version = 0;
    return CLONE_DONE;
}

static Clone clone(Dict *target, const Dict *source, bool looks) {
    if (source->count == 0)
        return CLONE_DONE;
    bool mostly_live = source->count >= source->used - source->used / 3;
    return mostly_live ? clone_all(target, source, looks) : clone_live(target, source, looks);
}

bool dict_clone_table(Dict *target, const Dict *source) {
    will_change(target);
    Clone result = clone(target, source, true);
    if (UNLIKELY(result == CLONE_STOPPED))
        result = eval_breaker_interrupt() ? clone(target, source, false) : CLONE_FAILED;
    if (mem_gc_is_tracked(source))
        mem_gc_track(target);
    return result == CLONE_DONE;
}

/* `copy` with the contents of dict; null (and given up) if memory lacks. */
static Dict *filled_from(Dict *copy, Dict *dict) {
    if (copy != NULL && !dict_clone_table(copy, dict)) {
        GIVE_UP(copy);
        return NULL;
    }
    return copy;
}

Dict *dict_copy(Dict *dict) {
    return filled_from(dict_new(), dict);
}

Dict *dict_copy_namespace(Dict *dict) {
    return filled_from(dict_new_namespace(), dict);
}

/* ---- change --------------------------------------------------------------------------------- */

/* The collector does not know of a dict before it holds something that can be in a cycle. */
static inline void track_for(Dict *dict, Value stored) {
    if (!mem_gc_is_tracked(dict) && may_be_in_cycle(stored))
        mem_gc_track(dict);
}

void dict_replace_entry_steal(Dict *dict, size_t number, Value value) {
    track_for(dict, value);
    will_change(dict);
    replace_value(&dict->entries[number].value, value);
}

static inline void replace_entry_value(Dict *dict, size_t number, Value value) {
    dict_replace_entry_steal(dict, number, own(value));
}

bool dict_insert_steal(Dict *dict, Value key, Hash hash, Value value) {
    if (UNLIKELY(dict->usable == 0) && !table_remake(dict, log2_size_for(dict->count * 3), 0)) {
        decref(key);
        decref(value);
        return false;
    }
    if (!is_exact_str(key)) {
        dict->only_str_keys = false;
        track_for(dict, key);
    }
    track_for(dict, value);
    will_change(dict);
    index_add(dict, hash, dict->used);
    dict->entries[dict->used++] = (DictEntry){hash, key, value};
    dict->usable--;
    dict->count++;
    dict->keys_version = 0;
    return true;
}

bool dict_set_hash(Dict *dict, Value key, Hash hash, Value value) {
    ptrdiff_t number = dict_find(dict, key, hash);
    if (number >= 0) {
        replace_entry_value(dict, (size_t)number, value);
        return true;
    }
    if (number == DICT_ERROR)
        return false;
    return dict_insert_steal(dict, own(key), hash, own(value));
}

bool dict_set(Dict *dict, Value key, Value value) {
    Hash hash = key_hash(key);
    return LIKELY(hash != -1) && dict_set_hash(dict, key, hash, value);
}

bool dict_set_name(Dict *dict, Str *name, Value value) {
    ptrdiff_t number = dict_find_name(dict, name);
    if (number >= 0) {
        replace_entry_value(dict, (size_t)number, value);
        return true;
    }
    return dict_insert_steal(dict, own(value_of(name)), str_hash(name), own(value));
}

bool dict_set_c(Dict *dict, const char *name, Value value) {
    Str *key = str_interned(name);
    if (key == NULL)
        return false;
    bool done = dict_set_name(dict, key, value);
    GIVE_UP(key);
    return done;
}

bool dict_set_c_steal(Dict *dict, const char *name, Value value) {
    if (value == NULL)
        return false;
    bool done = dict_set_c(dict, name, value);
    decref(value);
    return done;
}

void dict_take_entry(Dict *dict, size_t index, Value *key, Value *value) {
    DictEntry *entries = dict->entries, *entry = &entries[index];
    size_t slot = slot_of_entry(dict, entry->hash, index);
    will_change(dict);
    slot_set(index_of(dict), width_of(dict->log2_size), slot, DELETED);
    *key = entry->key;
    *value = entry->value;
    entry->key = entry->value = NULL;
    dict->count--;
    dict->keys_version = 0;
    if (index == 0)
        entry->hash = 1;
    if (entries[0].key == NULL && (size_t)entries[0].hash >= index) { /* the front grows */
        size_t front = (size_t)entries[0].hash;
        while (front < dict->used && entries[front].key == NULL)
            front++;
        entries[0].hash = (Hash)front;
    }
    if (dict->count == 0)
        dict->only_str_keys = true;
}

/* Takes the place of the deleted entry before the first live one. Where there is none, the table is
 * remade with room for so many that a move costs little on average. */
static bool move_to_front(Dict *dict, size_t index) {
    size_t front = dict_skip_deleted(dict, 0);
    if (front == index)
        return true;
    if (front == 0) {
        size_t gap = dict->count / 2 + 1;
        for (size_t i = index; i-- > 0;)
            index -= dict->entries[i].key == NULL;
        if (!table_remake(dict, log2_size_for_count(dict->count + 2 * gap), gap))
            return false;
        front = gap;
        index += gap;
    }
    DictEntry *entries = dict->entries, entry = entries[index];
    size_t slot = slot_of_entry(dict, entry.hash, index);
    slot_set(index_of(dict), width_of(dict->log2_size), slot, front - 1);
    entries[index].key = entries[index].value = NULL;
    entries[front - 1] = entry;
    if (front > 1)
        entries[0].hash = (Hash)(front - 1);
    dict->keys_version = 0;
    return true;
}

bool dict_move_entry(Dict *dict, size_t index, bool last) {
    if (!last)
        return move_to_front(dict, index);
    if (index + 1 == dict->used)
        return true;
    Value key, value;
    Hash hash = dict->entries[index].hash;
    dict_take_entry(dict, index, &key, &value);
    return dict_insert_steal(dict, key, hash, value);
}

void dict_take_last(Dict *dict, Value *key, Value *value) {
    size_t index = dict->used - 1;
    while (dict->entries[index].key == NULL)
        index--;
    dict_take_entry(dict, index, key, value);
    dict->used = index; /* without more room: the slot stays marked as deleted */
    if (index != 0 && dict->entries[0].key == NULL && (size_t)dict->entries[0].hash > index)
        dict->entries[0].hash = (Hash)index;
}

Lookup dict_pop(Dict *dict, Value key, Value *value) {
    Hash hash = key_hash(key);
    if (hash == -1)
        return LOOKUP_ERROR;
    ptrdiff_t number = dict_find(dict, key, hash);
    if (number < 0)
        return number == DICT_ERROR ? LOOKUP_ERROR : LOOKUP_MISSING;
    Value stored;
    dict_take_entry(dict, (size_t)number, &stored, value);
    decref(stored);
    return LOOKUP_FOUND;
}

Lookup dict_delete(Dict *dict, Value key) {
    Value value;
    Lookup found = dict_pop(dict, key, &value);
    if (found == LOOKUP_FOUND)
        decref(value);
    return found;
}

Lookup dict_set_default(Dict *dict, Value key, Value fallback, Value *value) {
    Hash hash = key_hash(key);
    if (hash == -1)
        return LOOKUP_ERROR;
    ptrdiff_t number = dict_find(dict, key, hash);
    if (number == DICT_ERROR)
        return LOOKUP_ERROR;
    if (number >= 0) {
        *value = own(dict->entries[number].value);
        return LOOKUP_FOUND;
    }
    if (!dict_insert_steal(dict, own(key), hash, own(fallback)))
        return LOOKUP_ERROR;
    *value = own(fallback);
    return LOOKUP_MISSING;
}

void dict_clear(Dict *dict) {
    DictEntry *entries = dict->entries;
    size_t used = dict->used;
    will_change(dict);
    forget_table(dict);
    disown_entries(entries, used);
    mem_free(entries);
}

/* ---- walking -------------------------------------------------------------------------------- */

bool dict_next_hash(Dict *dict, size_t *position, Value *key, Value *value, Hash *hash) {
    size_t index = dict_skip_deleted(dict, *position);
    if (index >= dict->used)
        return false;
    *key = dict->entries[index].key;
    *value = dict->entries[index].value;
    *hash = dict->entries[index].hash;
    *position = index + 1;
    return true;
}

bool dict_next(Dict *dict, size_t *position, Value *key, Value *value) {
    Hash hash;
    return dict_next_hash(dict, position, key, value, &hash);
}

typedef enum { PART_KEYS, PART_VALUES, PART_ITEMS } Part;

static List *part_list(Dict *dict, Part part) {
    List *list = list_new(dict->count);
    size_t position = 0;
    Value key, value;
    while (list != NULL && dict_next(dict, &position, &key, &value)) {
        Value item = part == PART_KEYS     ? own(key)
                     : part == PART_VALUES ? own(value)
                                           : value_of(tuple_pack(2, key, value));
        if (item == NULL || !list_append_steal(list, item)) {
            GIVE_UP(list);
            list = NULL;
        }
    }
    return list;
}

List *dict_keys_list(Dict *dict) {
    return part_list(dict, PART_KEYS);
}

List *dict_values_list(Dict *dict) {
    return part_list(dict, PART_VALUES);
}

List *dict_items_list(Dict *dict) {
    return part_list(dict, PART_ITEMS);
}
