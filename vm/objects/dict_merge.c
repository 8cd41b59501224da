/* dict: filling one from mappings, pairs, keywords and keys.
 *
 * Keys that are not plain strs may run code on insertion; a source dict that changes meanwhile is
 * an error. */
#include "vm/objects/dict_table.h"

#include "vm/objects/set_table.h"
#include "vm/pass.h"
#include "vm/vm.h"

/* Is walking its entries the same as asking it for keys and items? */
static bool is_plain_mapping(Value mapping) {
    return is_dict(mapping) && type_of(mapping)->iter == dict_iter;
}

/* KeyError if it is there. */
static bool check_missing(Dict *dict, Value key, Hash hash) {
    ptrdiff_t found = dict_find(dict, key, hash);
    if (found >= 0)
        raise_key_error(key);
    return found == DICT_MISSING;
}

static bool merge_dict(Dict *dict, Dict *source, bool unique) {
    if (dict == source || source->count == 0)
        return true;
    if (dict->used == 0 && source->count >= source->used / 2)
        return dict_clone_table(dict, source);
    if (dict->usable < source->count && !dict_reserve(dict, source->count))
        return false;
    size_t position = 0, count = source->count;
    Value key, value;
    Hash hash;
    while (dict_next_hash(source, &position, &key, &value, &hash)) {
        incref(key);
        incref(value);
        bool done = pass_may_go_on_undisturbed() && (!unique || check_missing(dict, key, hash)) &&
                    dict_set_hash(dict, key, hash, value);
        decref(key);
        decref(value);
        if (!done)
            return false;
        if (source->count != count)
            return raise_runtime_error("dict mutated during update");
    }
    return true;
}

/* *done false at the end of the keys. */
static bool merge_next_key(Dict *dict, Value mapping, Value keys, bool unique, bool *done) {
    Value key;
    Next next = iterator_next(keys, &key);
    *done = next == NEXT_DONE;
    if (next != NEXT_ITEM)
        return next == NEXT_DONE;
    bool merged = false;
    Hash hash = key_hash(key);
    if (hash != -1 && (!unique || check_missing(dict, key, hash))) {
        Value value = object_get_item(mapping, key);
        merged = value != NULL && dict_set_hash(dict, key, hash, value);
        decref_maybe(value);
    }
    decref(key);
    return merged;
}

static bool merge_mapping(Dict *dict, Value mapping, bool unique) {
    Value keys = call_method_0(mapping, names.keys);
    if (keys == NULL)
        return false;
    Value iterator = object_iter(keys);
    decref(keys);
    if (iterator == NULL)
        return false;
    bool done = false, merged = true;
    while (merged && !done)
        merged = merge_next_key(dict, mapping, iterator, unique, &done);
    decref(iterator);
    return merged;
}

bool dict_merge(Dict *dict, Value mapping) {
    return is_plain_mapping(mapping) ? merge_dict(dict, dict_of(mapping), false)
                                     : merge_mapping(dict, mapping, false);
}

bool dict_merge_unique(Dict *dict, Value mapping) {
    return is_plain_mapping(mapping) ? merge_dict(dict, dict_of(mapping), true)
                                     : merge_mapping(dict, mapping, true);
}

/* A pair of any sequence type; the errors name its number. */
static bool set_pair(Dict *dict, Value pair, size_t number) {
    Tuple *items = tuple_from_iterable(pair);
    if (items == NULL) {
        if (exception_clear_if(&exc_TypeError))
            raise_type_error("cannot convert dictionary update sequence element #%zd to a sequence",
                             (ptrdiff_t)number);
        return false;
    }
    bool done = false;
    if (items->count != 2)
        raise_value_error("dictionary update sequence element #%zd has length %zd; 2 is required",
                          (ptrdiff_t)number, (ptrdiff_t)items->count);
    else
        done = dict_set(dict, items->items[0], items->items[1]);
    GIVE_UP(items);
    return done;
}

static bool update_from_pairs(Dict *dict, Value pairs) {
    Value iterator = object_iter(pairs);
    if (iterator == NULL)
        return false;
    Next next;
    Value pair;
    for (size_t number = 0; (next = iterator_next(iterator, &pair)) == NEXT_ITEM; number++) {
        bool done = set_pair(dict, pair, number);
        decref(pair);
        if (!done) {
            next = NEXT_ERROR;
            break;
        }
    }
    decref(iterator);
    return next == NEXT_DONE;
}

bool dict_update(Dict *dict, Value source) {
    if (is_plain_mapping(source))
        return merge_dict(dict, dict_of(source), false);
    Value keys;
    Lookup found = attribute_lookup(source, names.keys, &keys);
    if (found == LOOKUP_ERROR)
        return false;
    if (found == LOOKUP_MISSING)
        return update_from_pairs(dict, source);
    decref(keys);
    return merge_mapping(dict, source, false);
}

bool dict_update_arguments(Dict *dict, const char *function, Value *args, size_t count,
                           Tuple *names) {
    if (count > 1)
        return raise_type_error("%s expected at most 1 argument, got %zd", function,
                                (ptrdiff_t)count);
    if (count == 1 && !dict_update(dict, args[0]))
        return false;
    size_t keywords = names != NULL ? names->count : 0;
    for (size_t i = 0; i < keywords; i++)
        if (!dict_set(dict, names->items[i], args[count + i]))
            return false;
    return true;
}

Value dict_update_method(Value self, Value *args, size_t count, Tuple *names) {
    return dict_update_arguments(dict_of(self), "update", args, count, names) ? NONE : NULL;
}

/* The keys of a set or dict, with the hashes it has. */
static bool set_known_keys(Dict *dict, Value source, Value value) {
    size_t position = 0;
    Value key, ignored;
    Hash hash;
    while (is_exact_dict(source) ? dict_next_hash(dict_of(source), &position, &key, &ignored, &hash)
                                 : set_next_hash(set_of(source), &position, &key, &hash)) {
        incref(key);
        bool done = pass_may_go_on_undisturbed() && dict_set_hash(dict, key, hash, value);
        decref(key);
        if (!done)
            return false;
    }
    return true;
}

/* Into an exact dict, or through the subclass's own __setitem__. */
static bool set_keys(Value mapping, Value iterable, Value value) {
    bool exact = is_exact_dict(mapping);
    if (exact && (is_exact_dict(iterable) || has_type(iterable, &set_type) ||
                  has_type(iterable, &frozenset_type)))
        return set_known_keys(dict_of(mapping), iterable, value);
    Value iterator = object_iter(iterable);
    if (iterator == NULL)
        return false;
    Next next;
    Value key;
    while ((next = iterator_next(iterator, &key)) == NEXT_ITEM) {
        bool done =
            exact ? dict_set(dict_of(mapping), key, value) : object_set_item(mapping, key, value);
        decref(key);
        if (!done) {
            next = NEXT_ERROR;
            break;
        }
    }
    decref(iterator);
    return next == NEXT_DONE;
}

Value dict_from_keys(Value type, Value *args) {
    Value value = args[1] != NULL ? args[1] : NONE;
    Value result = call_0(type);
    if (result == NULL)
        return NULL;
    if (!set_keys(result, args[0], value))
        clear_value(&result);
    return result;
}
