/* Interning: of all equal strs that are interned, one object. Names compare by address then.
 *
 * The table holds borrowed references: an interned str that dies takes itself out (its dealloc
 * calls str_intern_forget). Those that C code names are immortal and freed by str_intern_finish.
 * Open addressing with linear probing, at most 2/3 full; removing shifts the rest of the run back,
 * so there are no tombstones. One-character Latin-1 strs and the empty one need no entry. */
#include "vm/hash.h"
#include "vm/objects/str_parts.h"

#include <string.h>

static Str **table;
static size_t table_mask, table_count; /* mask: size - 1; a power of two */

static size_t ideal_slot(Str *str) {
    return (size_t)str_hash(str) & table_mask;
}

static size_t find_slot(Str *str) { /* of its equal, or the empty one where it belongs */
    size_t slot = ideal_slot(str);
    while (table[slot] && !(table[slot]->hash == str->hash && str_equal(table[slot], str)))
        slot = (slot + 1) & table_mask;
    return slot;
}

static bool grow_table(void) {
    size_t old_size = table ? table_mask + 1 : 0, size = old_size ? old_size * 2 : 2048;
    Str **old = table, **bigger = mem_calloc(size, sizeof *bigger);
    if (!bigger)
        return raise_no_memory();
    table = bigger;
    table_mask = size - 1;
    for (size_t i = 0; i < old_size; i++) {
        if (old[i]) {
            size_t slot = ideal_slot(old[i]);
            while (table[slot])
                slot = (slot + 1) & table_mask;
            table[slot] = old[i];
        }
    }
    mem_free(old);
    return true;
}

static Str *shared_short(Str *str) {
    if (str->length == 0)
        return EMPTY_STR;
    if (str->length == 1 && str->width == 1)
        return latin1_character(str->data[0]);
    return NULL;
}

Str *str_intern_steal(Str *str) {
    if (!str || str->interned)
        return str;
    Str *shared = shared_short(str);
    if (!shared) {
        if (UNLIKELY(!table || table_count * 3 >= table_mask * 2) && !grow_table()) {
            GIVE_UP(str);
            return NULL;
        }
        size_t slot = find_slot(str);
        shared = table[slot];
        if (!shared) {
            if (!is_exact_str(value_of(str))) { /* an instance of a subclass is never shared */
                Str *copy = str_new_unfilled(str->length, str_bits(str));
                if (copy)
                    memcpy(copy->data, str->data, str->length * str->width);
                GIVE_UP(str);
                return str_intern_steal(copy);
            }
            table[slot] = str;
            table_count++;
            str->interned = true;
            return str;
        }
        OWN(shared);
    }
    GIVE_UP(str);
    return shared;
}

/* The str of an ASCII text that is interned already: found without memory for another one. */
static Str *find_interned(const char *text) {
    size_t size = strlen(text);
    if (!table || size < 2)
        return NULL;
    Hash hash = hash_bytes(text, size);
    for (size_t slot = (size_t)hash & table_mask; table[slot]; slot = (slot + 1) & table_mask) {
        Str *str = table[slot];
        if (str->hash == hash && str->ascii && str->length == size &&
            memcmp(str->data, text, size) == 0)
            return str;
    }
    return NULL;
}

Str *str_interned(const char *text) {
    Str *known = find_interned(text);
    if (!known)
        return str_intern_steal(str_from_c(text));
    OWN(known);
    return known;
}

Str *str_intern_forever_steal(Str *str) {
    str = str_intern_steal(str);
    if (str)
        str->header.refcount = MEM_IMMORTAL;
    return str;
}

void str_intern_forget(Str *str) {
    if (!table)
        return;
    size_t hole = ideal_slot(str);
    while (table[hole] != str) {
        if (!table[hole])
            return;
        hole = (hole + 1) & table_mask;
    }
    for (size_t slot = (hole + 1) & table_mask; table[slot]; slot = (slot + 1) & table_mask) {
        size_t ideal = ideal_slot(table[slot]);
        if (((slot - ideal) & table_mask) >= ((slot - hole) & table_mask)) {
            table[hole] = table[slot];
            hole = slot;
        }
    }
    table[hole] = NULL;
    table_count--;
}

void str_intern_finish(void) {
    size_t size = table ? table_mask + 1 : 0;
    Str **old = table;
    table = NULL;
    table_mask = table_count = 0;
    for (size_t i = 0; i < size; i++) {
        if (!old[i])
            continue;
        old[i]->interned = false;
        if (old[i]->header.refcount == MEM_IMMORTAL) {
            old[i]->header.refcount = 1;
            GIVE_UP(old[i]);
        }
    }
    mem_free(old);
}
