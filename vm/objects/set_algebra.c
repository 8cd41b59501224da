/* set and frozenset: difference, intersection, union, symmetric difference, subsets.
 *
 * The order of results is CPython's: what is walked and what is looked up in is chosen alike. Items
 * of a set that is walked are owned while __eq__ may run. */
#include "vm/objects/set_table.h"

#include "vm/pass.h"
#include "vm/vm.h"

static Type *plain_type(const Set *set) {
    return has_flag(value_of(set), TYPE_IS_SET) ? &set_type : &frozenset_type;
}

/* Calls an action for every item of any iterable, with its hash. Made for each action: 0.8 of the
 * time of `&`. */
typedef bool (*ItemAction)(Value item, Hash hash, void *context);

ALWAYS_INLINE bool for_each(Value iterable, ItemAction action, void *context) {
    size_t position = 0;
    Value item, value;
    Hash hash;
    bool done = true;
    if (is_any_set(iterable)) {
        while (done && set_next_hash(set_of(iterable), &position, &item, &hash)) {
            incref(item);
            done = pass_may_go_on() && action(item, hash, context);
            decref(item);
        }
        return done;
    }
    if (is_exact_dict(iterable)) {
        while (done && dict_next_hash(dict_of(iterable), &position, &item, &value, &hash)) {
            incref(item);
            done = pass_may_go_on() && action(item, hash, context);
            decref(item);
        }
        return done;
    }
    Value iterator = object_iter(iterable);
    if (iterator == NULL)
        return false;
    Next next;
    while ((next = iterator_next(iterator, &item)) == NEXT_ITEM) {
        hash = key_hash(item);
        done = hash != -1 && action(item, hash, context);
        decref(item);
        if (!done) {
            next = NEXT_ERROR;
            break;
        }
    }
    decref(iterator);
    return next == NEXT_DONE;
}

/* ---- difference ------------------------------------------------------------------------------ */

ALWAYS_INLINE bool discard_action(Value item, Hash hash, void *context) {
    return set_discard_hash(context, item, hash) != LOOKUP_ERROR;
}

bool set_difference_update(Set *set, Value other) {
    if (other == value_of(set)) {
        set_empty(set);
        return true;
    }
    if (is_any_set(other) && set_of(other)->count >> 3 > set->count) {
        Set *common = set_intersection(set, other); /* few can be in both */
        if (common == NULL)
            return false;
        bool done = for_each(value_of(common), discard_action, set);
        GIVE_UP(common);
        return done && set_tidy(set);
    }
    return for_each(other, discard_action, set) && set_tidy(set);
}

typedef struct Selection {
    Set *result;
    Value other; /* a set or an exact dict */
    bool wanted; /* take the items that are in other, or that are not */
} Selection;

ALWAYS_INLINE bool select_action(Value item, Hash hash, void *context) {
    Selection *selection = context;
    Lookup found;
    if (is_any_set(selection->other))
        found = set_find_hash(set_of(selection->other), item, hash);
    else {
        Value value;
        found = dict_lookup_hash(dict_of(selection->other), item, hash, &value);
        if (found == LOOKUP_FOUND)
            decref(value);
    }
    if (found == LOOKUP_ERROR)
        return false;
    return (found == LOOKUP_FOUND) != selection->wanted ||
           set_add_hash(selection->result, item, hash);
}

static Set *copy_and_discard(Set *set, Value other) {
    Set *result = set_copy(set, plain_type(set));
    if (result != NULL && !set_difference_update(result, other)) {
        GIVE_UP(result);
        return NULL;
    }
    return result;
}

Set *set_difference(Set *set, Value other) {
    bool is_set = is_any_set(other);
    if (!is_set && !is_exact_dict(other))
        return copy_and_discard(set, other);
    size_t other_count = is_set ? set_of(other)->count : dict_of(other)->count;
    if (set->count >> 2 > other_count)
        return copy_and_discard(set, other);
    Selection selection = {set_new_of_type(plain_type(set)), other, false};
    if (selection.result != NULL && !for_each(value_of(set), select_action, &selection)) {
        GIVE_UP(selection.result);
        return NULL;
    }
    return selection.result;
}

/* ---- intersection and union ------------------------------------------------------------------ */

Set *set_intersection(Set *set, Value other) {
    if (other == value_of(set))
        return set_copy(set, plain_type(set));
    Value walked = other, searched = value_of(set);
    if (is_any_set(other) && set_of(other)->count > set->count) {
        walked = value_of(set);
        searched = other;
    }
    Selection selection = {set_new_of_type(plain_type(set)), searched, true};
    if (selection.result != NULL && !for_each(walked, select_action, &selection)) {
        GIVE_UP(selection.result);
        return NULL;
    }
    return selection.result;
}

Set *set_union(Set *set, Value other) {
    Set *result = set_copy(set, plain_type(set));
    if (result != NULL && other != value_of(set) && !set_update(result, other)) {
        GIVE_UP(result);
        return NULL;
    }
    return result;
}

/* ---- symmetric difference -------------------------------------------------------------------- */

ALWAYS_INLINE bool toggle_action(Value item, Hash hash, void *context) {
    Lookup found = set_discard_hash(context, item, hash);
    return found == LOOKUP_MISSING ? set_add_hash(context, item, hash) : found == LOOKUP_FOUND;
}

bool set_symmetric_difference_update(Set *set, Value other) {
    if (other == value_of(set)) {
        set_empty(set);
        return true;
    }
    if (is_any_set(other) || is_exact_dict(other))
        return for_each(other, toggle_action, set);
    Set *items = set_new_of_type(plain_type(set)); /* each item counts once */
    if (items == NULL)
        return false;
    bool done = set_update(items, other) && for_each(value_of(items), toggle_action, set);
    GIVE_UP(items);
    return done;
}

/* ---- comparison ------------------------------------------------------------------------------ */

Answer set_is_subset(Set *set, Set *other) {
    if (set->count > other->count)
        return ANSWER_NO;
    size_t position = 0;
    Value item;
    Hash hash;
    while (set_next_hash(set, &position, &item, &hash)) {
        incref(item);
        Lookup found = pass_may_go_on() ? set_find_hash(other, item, hash) : LOOKUP_ERROR;
        decref(item);
        if (found != LOOKUP_FOUND)
            return found == LOOKUP_ERROR ? ANSWER_ERROR : ANSWER_NO;
    }
    return ANSWER_YES;
}
