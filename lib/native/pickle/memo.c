/* The pickler's memo: a hash table by identity; small ints are never memoized. */
#include "lib/native/pickle/pickle.h"

/* Objects made one after the other are neighbours in the table, too. From a place that is taken
 * the search goes where the higher bits of the address lead. */
static inline MemoEntry *find(const Memo *memo, Value object) {
    size_t bits = (size_t)((uintptr_t)object_of(object) >> 4);
    for (size_t i = bits;; i = 5 * i + 1 + (bits >>= 6)) {
        MemoEntry *entry = &memo->entries[i & memo->mask];
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): there is a table, grow() made it */
        if (!entry->object || entry->object == object)
            return entry;
    }
}

ptrdiff_t memo_find(const Memo *memo, Value object) {
    if (!memo->entries)
        return -1;
    MemoEntry *entry = find(memo, object);
    return entry->object ? (ptrdiff_t)entry->number : -1;
}

static bool grow(Memo *memo) {
    size_t room = memo->entries ? (memo->mask + 1) * 4 : 64;
    Memo larger = {mem_calloc(room, sizeof(MemoEntry)), memo->count, room - 1};
    if (!larger.entries)
        return raise_no_memory();
    for (size_t i = 0; memo->entries && i <= memo->mask; i++)
        if (memo->entries[i].object)
            *find(&larger, memo->entries[i].object) = memo->entries[i];
    mem_free(memo->entries);
    *memo = larger;
    return true;
}

bool memo_add(Memo *memo, Value object, size_t number) {
    if ((!memo->entries || memo->count * 3 > memo->mask * 2) && !grow(memo))
        return false;
    MemoEntry *entry = find(memo, object);
    if (!entry->object) {
        entry->object = own(object);
        memo->count++;
    }
    entry->number = number;
    return true;
}

void memo_clear(Memo *memo) {
    Memo old = *memo;
    *memo = (Memo){0};
    for (size_t i = 0; old.entries && i <= old.mask; i++)
        decref_maybe(old.entries[i].object);
    mem_free(old.entries);
}
