/* set and frozenset: the types, their slots and methods, and the iterator. */
#include "vm/objects/generic_alias.h"
#include "vm/objects/iterators.h"
#include "vm/objects/set_table.h"
#include "vm/pass.h"
#include "vm/vm.h"

/* Gives up the reference in a field and empties it. */
static void clear_set(Set **field) {
    Set *set = *field;
    *field = NULL;
    decref_maybe(value_of(set));
}

/* ---- life ------------------------------------------------------------------------------------ */

static Value set_new_slot(Type *type, Value *args, size_t count, Tuple *names) {
    return value_of(set_new_of_type(type));
}

static bool set_init_slot(Value self, Value *args, size_t count, Tuple *names) {
    if (!arguments_check("set", count, names, 0, 1))
        return false;
    if (set_of(self)->fill != 0)
        set_empty(set_of(self));
    return count == 0 || set_update(set_of(self), args[0]);
}

static Value frozenset_new_slot(Type *type, Value *args, size_t count, Tuple *names) {
    bool plain = type == &frozenset_type || type->init == frozenset_type.init;
    if (!arguments_check("frozenset", count, plain ? names : NULL, 0, 1))
        return NULL;
    if (count == 1 && type == &frozenset_type && has_type(args[0], &frozenset_type))
        return own(args[0]);
    Set *set = set_new_of_type(type);
    if (set != NULL && count == 1 && !set_update(set, args[0])) {
        GIVE_UP(set);
        return NULL;
    }
    return value_of(set);
}

static void set_dealloc(Object *object) {
    mem_gc_untrack(object);
    set_empty((Set *)object);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void set_traverse(Object *object, MemVisit visit, void *context) {
    const Set *set = (Set *)object;
    if (set->fill != 0)
        for (size_t i = 0; i <= set->mask; i++)
            visit_value(set->table[i].key, visit, context);
}

static void set_clear_slot(Object *object) {
    set_empty((Set *)object);
}

/* ---- repr and hash --------------------------------------------------------------------------- */

static Value repr_items(Value self, List *items) {
    bool plain = has_type(self, &set_type);
    StrBuilder builder;
    str_builder_init(&builder);
    bool done = plain || (str_builder_c(&builder, type_short_name(type_of(self))) &&
                          str_builder_character(&builder, '('));
    done = done && str_builder_character(&builder, '{');
    for (size_t i = 0; done && i < items->count; i++)
        done = (i == 0 || str_builder_ascii(&builder, ", ", 2)) &&
               str_builder_repr(&builder, items->items[i]);
    done = done && str_builder_character(&builder, '}') &&
           (plain || str_builder_character(&builder, ')'));
    if (!done) {
        str_builder_abandon(&builder);
        return NULL;
    }
    return value_of(str_builder_finish(&builder));
}

static Value set_repr(Value self) {
    if (set_of(self)->count == 0)
        return value_of(str_format("%s()", type_short_name(type_of(self))));
    Answer running = repr_enter(self);
    if (running != ANSWER_NO)
        return running == ANSWER_ERROR
                   ? NULL
                   : value_of(str_format("%s(...)", type_short_name(type_of(self))));
    List *items = list_from_iterable(self); /* a repr may change the set */
    Value result = items != NULL ? repr_items(self, items) : NULL;
    decref_maybe(value_of(items));
    repr_leave(self);
    return result;
}

static uint64_t shuffle_bits(uint64_t hash) {
    return ((hash ^ 89869747u) ^ (hash << 16)) * 3644798167u;
}

/* Independent of order; CPython's numbers. */
static Hash frozenset_hash(Value self) {
    Set *set = set_of(self);
    if (set->hash != -1)
        return set->hash;
    uint64_t mixed = 0;
    size_t position = 0;
    Value item;
    Hash hash;
    while (set_next_hash(set, &position, &item, &hash)) {
        mixed ^= shuffle_bits((uint64_t)hash);
        if (!pass_may_go_on())
            return -1;
    }
    mixed ^= (set->count + 1) * 1927868237u;
    mixed ^= (mixed >> 11) ^ (mixed >> 25);
    mixed = mixed * 69069u + 907133923u;
    set->hash = mixed == (uint64_t)-1 ? 590923713 : (Hash)mixed;
    return set->hash;
}

/* ---- comparison and membership --------------------------------------------------------------- */

static Value answer_value(Answer answer) {
    return answer == ANSWER_ERROR ? NULL : value_of_bool(answer == ANSWER_YES);
}

static Answer sets_equal(Set *left, Set *right) {
    if (left->count != right->count)
        return ANSWER_NO;
    if (left->hash != -1 && right->hash != -1 && left->hash != right->hash)
        return ANSWER_NO;
    return set_is_subset(left, right);
}

static Value set_compare(Value self, Value other, CompareOp op) {
    if (!is_any_set(self) || !is_any_set(other))
        return NOT_IMPLEMENTED;
    if (!recursion_enter(" in comparison"))
        return NULL;
    Set *left = set_of(self), *right = set_of(other);
    switch (op) {
    case COMPARE_EQ:
        return answer_value(sets_equal(left, right));
    case COMPARE_NE: {
        Answer equal = sets_equal(left, right);
        return equal == ANSWER_ERROR ? NULL : value_of_bool(equal == ANSWER_NO);
    }
    case COMPARE_LE:
        return answer_value(set_is_subset(left, right));
    case COMPARE_GE:
        return answer_value(set_is_subset(right, left));
    case COMPARE_LT:
        return left->count < right->count ? answer_value(set_is_subset(left, right)) : FALSE_VALUE;
    default:
        return left->count > right->count ? answer_value(set_is_subset(right, left)) : FALSE_VALUE;
    }
}

/* A set as an item to look for stands for its frozen copy: owned; null if the pending error is not
 * that it cannot be hashed. */
static Set *frozen_key(Value item) {
    if (!has_flag(item, TYPE_IS_SET) || !exception_clear_if(&exc_TypeError))
        return NULL;
    return set_copy(set_of(item), &frozenset_type);
}

static Answer set_contains_slot(Value self, Value item) {
    Answer answer = set_contains(set_of(self), item);
    if (UNLIKELY(answer == ANSWER_ERROR)) {
        Set *key = frozen_key(item);
        if (key == NULL)
            return ANSWER_ERROR;
        answer = set_contains(set_of(self), value_of(key));
        GIVE_UP(key);
    }
    return answer;
}

static Lookup discard_any(Value self, Value item) {
    Lookup found = set_discard(set_of(self), item);
    if (UNLIKELY(found == LOOKUP_ERROR)) {
        Set *key = frozen_key(item);
        if (key == NULL)
            return LOOKUP_ERROR;
        found = set_discard(set_of(self), value_of(key));
        GIVE_UP(key);
    }
    return found;
}

static ptrdiff_t set_length(Value self) {
    return (ptrdiff_t)set_of(self)->count;
}

/* ---- operators ------------------------------------------------------------------------------- */

#define BOTH_SETS(left, right) (is_any_set(left) && is_any_set(right))

static Value set_or(Value left, Value right) {
    return BOTH_SETS(left, right) ? value_of(set_union(set_of(left), right)) : NOT_IMPLEMENTED;
}

static Value set_and(Value left, Value right) {
    return BOTH_SETS(left, right) ? value_of(set_intersection(set_of(left), right))
                                  : NOT_IMPLEMENTED;
}

static Value set_subtract(Value left, Value right) {
    return BOTH_SETS(left, right) ? value_of(set_difference(set_of(left), right)) : NOT_IMPLEMENTED;
}

/* A copy of `other` in which the items of `set` are toggled. */
static Value symmetric_difference(Value set, Value other) {
    Type *type = has_flag(set, TYPE_IS_SET) ? &set_type : &frozenset_type;
    Set *result = set_new_of_type(type);
    if (result != NULL &&
        !(set_update(result, other) && set_symmetric_difference_update(result, set)))
        clear_set(&result);
    return value_of(result);
}

static Value set_xor(Value left, Value right) {
    return BOTH_SETS(left, right) ? symmetric_difference(left, right) : NOT_IMPLEMENTED;
}

static Value set_inplace_or(Value self, Value other) {
    if (!is_any_set(other))
        return NOT_IMPLEMENTED;
    return set_update(set_of(self), other) ? own(self) : NULL;
}

static bool intersect_in_place(Value self, Value other) {
    Set *common = set_intersection(set_of(self), other);
    if (common == NULL)
        return false;
    set_swap(set_of(self), common);
    GIVE_UP(common);
    return true;
}

static Value set_inplace_and(Value self, Value other) {
    if (!is_any_set(other))
        return NOT_IMPLEMENTED;
    return intersect_in_place(self, other) ? own(self) : NULL;
}

static Value set_inplace_subtract(Value self, Value other) {
    if (!is_any_set(other))
        return NOT_IMPLEMENTED;
    return set_difference_update(set_of(self), other) ? own(self) : NULL;
}

static Value set_inplace_xor(Value self, Value other) {
    if (!is_any_set(other))
        return NOT_IMPLEMENTED;
    return set_symmetric_difference_update(set_of(self), other) ? own(self) : NULL;
}

/* ---- methods of both ------------------------------------------------------------------------- */

static Value set_copy_method(Value self, Value *args) {
    if (has_type(self, &frozenset_type))
        return own(self);
    return value_of(
        set_copy(set_of(self), has_flag(self, TYPE_IS_SET) ? &set_type : &frozenset_type));
}

/* A new set, worked on with one operand after the other. */
static Value fold(Value self, Value others, Set *(*operation)(Set *set, Value other)) {
    Tuple *operands = tuple_of(others);
    if (operands->count == 0)
        return value_of(
            set_copy(set_of(self), has_flag(self, TYPE_IS_SET) ? &set_type : &frozenset_type));
    Set *result = set_of(own(self));
    for (size_t i = 0; i < operands->count && result != NULL; i++) {
        Set *next = operation(result, operands->items[i]);
        GIVE_UP(result);
        result = next;
    }
    return value_of(result);
}

static Value set_union_method(Value self, Value *args) {
    Tuple *others = tuple_of(args[0]);
    Set *result = set_copy(set_of(self), has_flag(self, TYPE_IS_SET) ? &set_type : &frozenset_type);
    for (size_t i = 0; i < others->count && result != NULL; i++)
        if (!set_update(result, others->items[i]))
            clear_set(&result);
    return value_of(result);
}

static Value set_intersection_method(Value self, Value *args) {
    return fold(self, args[0], set_intersection);
}

static Value set_difference_method(Value self, Value *args) {
    return fold(self, args[0], set_difference);
}

static Value set_symmetric_difference_method(Value self, Value *args) {
    return symmetric_difference(self, args[0]);
}

/* Any iterable as a set: owned. */
static Set *as_set(Value iterable) {
    return is_any_set(iterable) ? set_of(own(iterable)) : set_new(iterable);
}

static Value set_issubset(Value self, Value *args) {
    Set *other = as_set(args[0]);
    if (other == NULL)
        return NULL;
    Answer answer = set_is_subset(set_of(self), other);
    GIVE_UP(other);
    return answer_value(answer);
}

static Value set_issuperset(Value self, Value *args) {
    if (is_any_set(args[0]))
        return answer_value(set_is_subset(set_of(args[0]), set_of(self)));
    Value iterator = object_iter(args[0]);
    if (iterator == NULL)
        return NULL;
    Value item;
    Next next;
    Answer answer = ANSWER_YES;
    while (answer == ANSWER_YES && (next = iterator_next(iterator, &item)) != NEXT_DONE) {
        if (next == NEXT_ERROR) {
            answer = ANSWER_ERROR;
            break;
        }
        answer = set_contains(set_of(self), item);
        decref(item);
    }
    decref(iterator);
    return answer_value(answer);
}

static Answer are_disjoint_sets(Set *small, Set *large) {
    size_t position = 0;
    Value item;
    Hash hash;
    while (set_next_hash(small, &position, &item, &hash)) {
        incref(item);
        Lookup found = pass_may_go_on() ? set_find_hash(large, item, hash) : LOOKUP_ERROR;
        decref(item);
        if (found != LOOKUP_MISSING)
            return found == LOOKUP_ERROR ? ANSWER_ERROR : ANSWER_NO;
    }
    return ANSWER_YES;
}

static Answer is_disjoint(Set *set, Value other) {
    if (value_of(set) == other)
        return set->count == 0 ? ANSWER_YES : ANSWER_NO;
    if (is_any_set(other)) {
        bool smaller = set_of(other)->count > set->count;
        return are_disjoint_sets(smaller ? set : set_of(other), smaller ? set_of(other) : set);
    }
    Value iterator = object_iter(other);
    if (iterator == NULL)
        return ANSWER_ERROR;
    Answer answer = ANSWER_YES;
    Value item;
    Next next = NEXT_DONE;
    while (answer == ANSWER_YES && (next = iterator_next(iterator, &item)) == NEXT_ITEM) {
        Answer found = set_contains(set, item);
        decref(item);
        answer = found == ANSWER_ERROR ? ANSWER_ERROR
                 : found == ANSWER_YES ? ANSWER_NO
                                       : ANSWER_YES;
    }
    decref(iterator);
    return next == NEXT_ERROR ? ANSWER_ERROR : answer;
}

static Value set_isdisjoint(Value self, Value *args) {
    return answer_value(is_disjoint(set_of(self), args[0]));
}

static Value set_reduce(Value self, Value *args) {
    List *items = list_from_iterable(self);
    Tuple *arguments = items != NULL ? tuple_pack(1, value_of(items)) : NULL;
    decref_maybe(value_of(items));
    if (arguments == NULL)
        return NULL;
    Value state = call_method_0(self, names.__getstate__);
    Tuple *result =
        state != NULL ? tuple_pack(3, value_of(type_of(self)), value_of(arguments), state) : NULL;
    GIVE_UP(arguments);
    decref_maybe(state);
    return value_of(result);
}

static Value set_sizeof(Value self, Value *args) {
    const Set *set = set_of(self);
    size_t table = set->fill != 0 ? (set->mask + 1) * sizeof(SetEntry) : 0;
    return value_from_int64((int64_t)(type_instance_size(type_of(self), 0) + table));
}

/* ---- methods that change the set ------------------------------------------------------------- */

static Value set_add_method(Value self, Value *args) {
    return set_add(set_of(self), args[0]) ? NONE : NULL;
}

static Value set_clear_method(Value self, Value *args) {
    set_empty(set_of(self));
    return NONE;
}

static Value set_discard_method(Value self, Value *args) {
    return discard_any(self, args[0]) == LOOKUP_ERROR ? NULL : NONE;
}

static Value set_remove(Value self, Value *args) {
    Lookup found = discard_any(self, args[0]);
    if (found == LOOKUP_MISSING)
        return raise_key_error(args[0]);
    return found == LOOKUP_ERROR ? NULL : NONE;
}

static Value set_pop(Value self, Value *args) {
    Set *set = set_of(self);
    if (set->count == 0)
        return raise_error(&exc_KeyError, "pop from an empty set");
    size_t i = set->finger & set->mask;
    while (set->table[i].key == NULL)
        i = (i + 1) & set->mask;
    Value item = set->table[i].key;
    set->table[i] = (SetEntry){NULL, -1};
    set->count--;
    set->finger = i + 1;
    return item;
}

/* For methods that take any number of others. */
static Value update_with_all(Value self, Value others, bool (*update)(Set *, Value)) {
    for (size_t i = 0; i < tuple_of(others)->count; i++)
        if (!update(set_of(self), tuple_of(others)->items[i]))
            return NULL;
    return NONE;
}

static Value set_update_method(Value self, Value *args) {
    return update_with_all(self, args[0], set_update);
}

static Value set_difference_update_method(Value self, Value *args) {
    return update_with_all(self, args[0], set_difference_update);
}

static Value set_intersection_update_method(Value self, Value *args) {
    Value common = fold(self, args[0], set_intersection);
    if (common == NULL)
        return NULL;
    set_swap(set_of(self), set_of(common));
    decref(common);
    return NONE;
}

static Value set_symmetric_difference_update_method(Value self, Value *args) {
    return set_symmetric_difference_update(set_of(self), args[0]) ? NONE : NULL;
}

/* ---- the iterator ---------------------------------------------------------------------------- */

typedef struct SetIterator {
    Object header;
    Set *set; /* owned; null: exhausted */
    size_t count, position, left;
} SetIterator;

Value set_iter(Value self) {
    SetIterator *iterator = mem_object_new(&set_iterator_type.mem, sizeof(SetIterator));
    if (iterator == NULL)
        return raise_no_memory();
    iterator->set = set_of(own(self));
    iterator->count = iterator->left = set_of(self)->count;
    iterator->position = 0;
    mem_gc_track(iterator);
    return value_of(iterator);
}

static void iterator_clear(Object *object) {
    SetIterator *iterator = (SetIterator *)object;
    clear_set(&iterator->set);
}

static void iterator_dealloc(Object *object) {
    mem_gc_untrack(object);
    iterator_clear(object);
    mem_object_free(object, sizeof(SetIterator));
}

static void iterator_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(value_of(((SetIterator *)object)->set), visit, context);
}

static Next iterator_step(Value self, Value *item) {
    SetIterator *iterator = (SetIterator *)object_of(self);
    if (iterator->set == NULL)
        return NEXT_DONE;
    if (iterator->count != iterator->set->count) {
        iterator->count = SIZE_MAX; /* from now on always an error */
        raise_runtime_error("Set changed size during iteration");
        return NEXT_ERROR;
    }
    if (set_next(iterator->set, &iterator->position, item)) {
        incref(*item);
        if (iterator->left > 0)
            iterator->left--;
        return NEXT_ITEM;
    }
    iterator_clear(&iterator->header);
    return NEXT_DONE;
}

static Value iterator_length_hint(Value self, Value *args) {
    const SetIterator *iterator = (SetIterator *)object_of(self);
    bool valid = iterator->set != NULL && iterator->count == iterator->set->count;
    return value_from_int64(valid ? (int64_t)iterator->left : 0);
}

static Value iterator_reduce_method(Value self, Value *args) {
    SetIterator copy = *(SetIterator *)object_of(self);
    if (copy.set != NULL)
        OWN(copy.set);
    Value result = iterator_rebuild_rest(value_of(&copy), iterator_step);
    clear_set(&copy.set);
    return result;
}

static const NativeMethod iterator_methods[] = {
    NATIVE("__length_hint__($self, /)", iterator_length_hint,
           "Private method returning an estimate of len(list(it))."),
    NATIVE("__reduce__($self, /)", iterator_reduce_method,
           "Return state information for pickling."),
    NATIVE_END,
};

Type set_iterator_type = {
    TYPE_INIT_CONTAINER("set_iterator", sizeof(SetIterator), iterator_dealloc, iterator_traverse,
                        iterator_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .methods = iterator_methods,
    .iter = iterator_iter_self,
    .next = iterator_step,
};

/* ---- the types ------------------------------------------------------------------------------- */

#define METHODS_OF_BOTH                                                                            \
    NATIVE("copy($self, /)", set_copy_method, "Return a shallow copy of a set."),                  \
        NATIVE("difference($self, /, *others)", set_difference_method,                             \
               "Return a new set with elements in the set that are not in the others."),           \
        NATIVE("intersection($self, /, *others)", set_intersection_method,                         \
               "Return a new set with elements common to the set and all others."),                \
        NATIVE("isdisjoint($self, other, /)", set_isdisjoint,                                      \
               "Return True if two sets have a null intersection."),                               \
        NATIVE("issubset($self, other, /)", set_issubset,                                          \
               "Report whether another set contains this set."),                                   \
        NATIVE("issuperset($self, other, /)", set_issuperset,                                      \
               "Report whether this set contains another set."),                                   \
        NATIVE("__reduce__($self, /)", set_reduce, "Return state information for pickling."),      \
        NATIVE("__sizeof__($self, /)", set_sizeof,                                                 \
               "S.__sizeof__() -> size of S in memory, in bytes."),                                \
        NATIVE("symmetric_difference($self, other, /)", set_symmetric_difference_method,           \
               "Return a new set with elements in either the set or other but not both."),         \
        NATIVE("union($self, /, *others)", set_union_method,                                       \
               "Return a new set with elements from the set and all others."),                     \
        NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,        \
                        "See PEP 585")

static const NativeMethod set_methods[] = {
    METHODS_OF_BOTH,
    NATIVE("add($self, object, /)", set_add_method,
           "Add an element to a set.\n\nThis has no effect if the element is already present."),
    NATIVE("clear($self, /)", set_clear_method, "Remove all elements from this set."),
    NATIVE("discard($self, object, /)", set_discard_method,
           "Remove an element from a set if it is a member.\n\n"
           "Unlike set.remove(), the discard() method does not raise\n"
           "an exception when an element is missing from the set."),
    NATIVE("difference_update($self, /, *others)", set_difference_update_method,
           "Update the set, removing elements found in others."),
    NATIVE("intersection_update($self, /, *others)", set_intersection_update_method,
           "Update the set, keeping only elements found in it and all others."),
    NATIVE("pop($self, /)", set_pop,
           "Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty."),
    NATIVE("remove($self, object, /)", set_remove,
           "Remove an element from a set; it must be a member.\n\n"
           "If the element is not a member, raise a KeyError."),
    NATIVE("symmetric_difference_update($self, other, /)", set_symmetric_difference_update_method,
           "Update the set, keeping only elements found in either set, but not in both."),
    NATIVE("update($self, /, *others)", set_update_method,
           "Update the set, adding elements from all others."),
    NATIVE_END,
};

static const NativeMethod frozenset_methods[] = {
    METHODS_OF_BOTH,
    NATIVE_END,
};

Type set_type = {
    TYPE_INIT_CONTAINER("set", sizeof(Set), set_dealloc, set_traverse, set_clear_slot),
    .flags = TYPE_BASE | TYPE_IS_SET | TYPE_MATCH_SELF | TYPE_IMMUTABLE,
    .accepts_weakrefs = true,
    .doc = "set(iterable=(), /)\n--\n\n"
           "Build an unordered collection of unique elements.",
    .methods = set_methods,
    .new = set_new_slot,
    .init = set_init_slot,
    .repr = set_repr,
    .compare = set_compare,
    .iter = set_iter,
    .length = set_length,
    .contains = set_contains_slot,
    .binary[NUMBER_OR] = set_or,
    .binary[NUMBER_AND] = set_and,
    .binary[NUMBER_SUBTRACT] = set_subtract,
    .binary[NUMBER_XOR] = set_xor,
    .inplace[NUMBER_OR] = set_inplace_or,
    .inplace[NUMBER_AND] = set_inplace_and,
    .inplace[NUMBER_SUBTRACT] = set_inplace_subtract,
    .inplace[NUMBER_XOR] = set_inplace_xor,
};

Type frozenset_type = {
    TYPE_INIT_CONTAINER("frozenset", sizeof(Set), set_dealloc, set_traverse, set_clear_slot),
    .flags = TYPE_BASE | TYPE_IS_FROZENSET | TYPE_MATCH_SELF | TYPE_IMMUTABLE,
    .accepts_weakrefs = true,
    .doc = "frozenset(iterable=(), /)\n--\n\n"
           "Build an immutable unordered collection of unique elements.",
    .methods = frozenset_methods,
    .new = frozenset_new_slot,
    .repr = set_repr,
    .hash = frozenset_hash,
    .compare = set_compare,
    .iter = set_iter,
    .length = set_length,
    .contains = set_contains_slot,
    .binary[NUMBER_OR] = set_or,
    .binary[NUMBER_AND] = set_and,
    .binary[NUMBER_SUBTRACT] = set_subtract,
    .binary[NUMBER_XOR] = set_xor,
};
