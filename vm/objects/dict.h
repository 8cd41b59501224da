/* dict: insertion-ordered; an index table of 1, 2, 4 or 8-byte entries and a dense entry array.
 *
 * `keys_version` is unique over all dicts and renewed whenever an entry's place or the set of
 * keys changes (insert, delete, clear, resize), not when only a value is replaced. While it stays
 * the same, an entry index found once stays right: the caches of global variables build on this. */
#ifndef VM_OBJECTS_DICT_H
#define VM_OBJECTS_DICT_H

#include "vm/type.h"

typedef struct DictEntry {
    Hash hash;
    Value key; /* null: deleted */
    Value value;
} DictEntry;

struct Dict {
    Object header;
    size_t count;          /* live entries */
    size_t used;           /* entries in use, deleted ones included */
    size_t usable;         /* entries that may still be added before the table is remade */
    DictEntry *entries;    /* one mem_ buffer holds the entries and, behind them, the index table */
    uint32_t keys_version; /* 0: none given yet (dict_keys_version gives one) */
    uint8_t log2_size;     /* of the index table; 0: no table yet */
    bool only_str_keys;    /* all keys are exact strs: lookups need no __eq__ */
    bool is_namespace;     /* it is the dict of a Namespace */
};

/* What a class's __dict__ shows. Caches rely on the class's version for what they found here, so
 * each change ends that version, even one past the class: gc.get_referents() and the __eq__ that a
 * mappingproxy asks get hold of the dict itself. */
typedef struct Namespace {
    Dict dict;
    Type *owner; /* borrowed; null: no class yet, or none any more */
} Namespace;

static inline bool is_dict(Value value) {
    return is_object(value) && ((Type *)object_of(value)->type)->flags & TYPE_IS_DICT;
}
static inline bool is_exact_dict(Value value) {
    return has_type(value, &dict_type);
}
static inline Dict *dict_of(Value value) {
    return (Dict *)object_of(value);
}

MUST_CHECK Dict *dict_new(void);
MUST_CHECK Dict *dict_new_namespace(void);
MUST_CHECK Dict *dict_copy_namespace(Dict *dict); /* a namespace with what is in dict */
void dict_set_owner(Dict *space, Type *owner);    /* of a namespace */
MUST_CHECK Dict *dict_new_sized(size_t expected);
MUST_CHECK Dict *dict_copy(Dict *dict);
MUST_CHECK Lookup dict_lookup(Dict *dict, Value key, Value *value); /* value owned when found */
MUST_CHECK Lookup dict_lookup_hash(Dict *dict, Value key, Hash hash, Value *value);
/* For names (exact strs): never raises, never runs code. */
Value dict_get_name_borrowed(Dict *dict, Str *name); /* null if missing */
ptrdiff_t dict_find_name(Dict *dict, Str *name);     /* index of the entry, -1 if missing */
uint32_t dict_keys_version(Dict *dict);              /* never 0 */
void dict_replace_entry_steal(Dict *dict, size_t number, Value value); /* a live entry's value */
MUST_CHECK bool dict_set(Dict *dict, Value key, Value value);
MUST_CHECK bool dict_set_hash(Dict *dict, Value key, Hash hash, Value value);
MUST_CHECK bool dict_set_name(Dict *dict, Str *name, Value value);
MUST_CHECK bool dict_set_c(Dict *dict, const char *name, Value value);
MUST_CHECK bool dict_set_c_steal(Dict *dict, const char *name, Value value); /* null: error */
MUST_CHECK Lookup dict_delete(Dict *dict, Value key);            /* missing: nothing raised */
MUST_CHECK Lookup dict_pop(Dict *dict, Value key, Value *value); /* value owned */
/* FOUND: it was there; *value owned in both cases. */
MUST_CHECK Lookup dict_set_default(Dict *dict, Value key, Value fallback, Value *value);
void dict_clear(Dict *dict);
/* Walks live entries: position starts at 0; borrowed; false at the end. */
bool dict_next(Dict *dict, size_t *position, Value *key, Value *value);
bool dict_next_hash(Dict *dict, size_t *position, Value *key, Value *value, Hash *hash);
MUST_CHECK bool dict_update(Dict *dict, Value mapping_or_pairs); /* as dict.update */
MUST_CHECK bool dict_merge(Dict *dict, Value mapping);
MUST_CHECK bool dict_merge_unique(Dict *dict, Value mapping); /* KeyError: a key that is there */
MUST_CHECK List *dict_keys_list(Dict *dict);
MUST_CHECK List *dict_values_list(Dict *dict);
MUST_CHECK List *dict_items_list(Dict *dict);
MUST_CHECK Value dict_get_item(Value dict, Value key); /* __missing__, KeyError; owned */

/* The iterators over keys, values and items share a layout. */
typedef struct DictIterator {
    Object header;
    Dict *dict;      /* owned; null: exhausted */
    size_t count;    /* of the dict when made: a change of size is an error; SIZE_MAX: it changed */
    size_t position; /* of the next entry looked at; reversed ones: one behind it */
    size_t left;     /* items still to come */
    Value pair;      /* owned; the tuple an items iterator gave last, or null */
} DictIterator;

typedef struct DictView {
    Object header;
    Dict *dict; /* owned */
} DictView;

extern Type dict_keys_type, dict_values_type, dict_items_type, dict_key_iterator_type,
    dict_value_iterator_type, dict_item_iterator_type, dict_reverse_key_iterator_type,
    dict_reverse_value_iterator_type, dict_reverse_item_iterator_type;

#endif
