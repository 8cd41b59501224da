/* The table of a dict, for the files that implement dict.
 *
 * buffer:  entries[capacity] | index[1 << log2_size]
 *
 * The index holds, per slot, the number of an entry, EMPTY or DELETED, in 1, 2, 4 or 8 bytes;
 * capacity is two thirds of the slots, so a probe always meets an empty one. Entries stand in
 * insertion order; a deleted one has a null key. While entry 0 is deleted, its hash field counts
 * the deleted entries at the front, so a dict used as a queue need not walk over them. */
#ifndef VM_OBJECTS_DICT_TABLE_H
#define VM_OBJECTS_DICT_TABLE_H

#include "vm/objects/dict.h"
#include "vm/objects/key.h"

enum { DICT_MISSING = -1, DICT_ERROR = -2 };

/* The entry of a key: its number, DICT_MISSING or DICT_ERROR; may run __eq__. */
MUST_CHECK ptrdiff_t dict_find(Dict *dict, Value key, Hash hash);
/* Appends an entry whose key is known to be missing; references taken over, also on error. */
MUST_CHECK bool dict_insert_steal(Dict *dict, Value key, Hash hash, Value value);
/* Takes an entry out of the table; its key and value become the caller's. */
void dict_take_entry(Dict *dict, size_t index, Value *key, Value *value);
/* The same of the last entry; the dict must not be empty. */
void dict_take_last(Dict *dict, Value *key, Value *value);
/* Moves an entry behind the last or before the first one. */
MUST_CHECK bool dict_move_entry(Dict *dict, size_t index, bool last);
/* Makes room so that `extra` more entries fit without another resize. */
MUST_CHECK bool dict_reserve(Dict *dict, size_t extra);
size_t dict_table_size(const Dict *dict); /* bytes of the buffer */
void dict_init(Dict *dict);               /* the fields of an empty dict */
/* The iter slot of dict: a subclass with another one is asked for its keys when merged. */
Value dict_iter(Value self);
Value dict_keys_iter(Value self), dict_values_iter(Value self), dict_items_iter(Value self);
Value dict_keys_reversed(Value self, Value *args), dict_values_reversed(Value self, Value *args),
    dict_items_reversed(Value self, Value *args);
void dict_view_dealloc(Object *object), dict_view_clear(Object *object);
void dict_view_traverse(Object *object, MemVisit visit, void *context);
MUST_CHECK Value dict_view_new(Type *type, Dict *dict);
MUST_CHECK Value dict_reversed(Value self, Value *args);
Value dict_update_method(Value self, Value *args, size_t count, Tuple *names);
Value dict_from_keys(Value type, Value *args);
MUST_CHECK bool dict_update_arguments(Dict *dict, const char *function, Value *args, size_t count,
                                      Tuple *names);
MUST_CHECK bool dict_clone_table(Dict *target /* empty */, const Dict *source);

/* The first entry at or after position that is live; `used` if none. */
static inline size_t dict_skip_deleted(const Dict *dict, size_t position) {
    const DictEntry *entries = dict->entries;
    if (position == 0 && dict->used != 0 && entries[0].key == NULL)
        position = (size_t)entries[0].hash;
    while (position < dict->used && entries[position].key == NULL)
        position++;
    return position;
}

#endif
