/* dict: the views that keys(), values() and items() give. Keys and items are sets as well. */
#include "vm/objects/dict_table.h"

#include "vm/objects/set_table.h"
#include "vm/vm.h"

Value dict_view_new(Type *type, Dict *dict) {
    DictView *view = mem_object_new(&type->mem, sizeof(DictView));
    if (view == NULL)
        return raise_no_memory();
    view->dict = dict;
    OWN(dict);
    mem_gc_track(view);
    return value_of(view);
}

static Dict *dict_of_view(Value view) {
    return ((DictView *)object_of(view))->dict;
}

static bool is_set_view(Value value) {
    return is_instance_of(value, &dict_keys_type) || is_instance_of(value, &dict_items_type);
}

void dict_view_clear(Object *object) {
    DictView *view = (DictView *)object;
    Value dict = value_of(view->dict);
    view->dict = NULL;
    decref_maybe(dict);
}

void dict_view_dealloc(Object *object) {
    mem_gc_untrack(object);
    dict_view_clear(object);
    mem_object_free(object, sizeof(DictView));
}

void dict_view_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(value_of(((DictView *)object)->dict), visit, context);
}

static ptrdiff_t view_length(Value self) {
    Dict *dict = dict_of_view(self);
    return dict != NULL ? (ptrdiff_t)dict->count : 0;
}

static Value view_repr(Value self) {
    Answer running = repr_enter(self);
    if (running != ANSWER_NO)
        return running == ANSWER_ERROR ? NULL : value_of(str_from_c("..."));
    List *items = list_from_iterable(self);
    Value result = NULL;
    if (items != NULL)
        result = value_of(str_format("%s(%R)", type_name_of(self), value_of(items)));
    decref_maybe(value_of(items));
    repr_leave(self);
    return result;
}

/* ---- membership ------------------------------------------------------------------------------ */

static Answer keys_contains(Value self, Value key) {
    Hash hash = key_hash(key);
    if (hash == -1)
        return ANSWER_ERROR;
    ptrdiff_t number = dict_find(dict_of_view(self), key, hash);
    return number == DICT_ERROR ? ANSWER_ERROR : number >= 0 ? ANSWER_YES : ANSWER_NO;
}

static Answer items_contains(Value self, Value item) {
    if (!is_tuple(item) || tuple_of(item)->count != 2)
        return ANSWER_NO;
    Value found;
    Lookup lookup = dict_lookup(dict_of_view(self), tuple_of(item)->items[0], &found);
    if (lookup != LOOKUP_FOUND)
        return lookup == LOOKUP_ERROR ? ANSWER_ERROR : ANSWER_NO;
    Answer answer = object_equal(found, tuple_of(item)->items[1]);
    decref(found);
    return answer;
}

/* Is every item of the iterable in the container? */
static Answer all_contained_in(Value iterable, Value container) {
    Value iterator = object_iter(iterable);
    if (iterator == NULL)
        return ANSWER_ERROR;
    Answer answer = ANSWER_YES;
    Next next = NEXT_DONE;
    Value item;
    while (answer == ANSWER_YES && (next = iterator_next(iterator, &item)) == NEXT_ITEM) {
        answer = object_contains(container, item);
        decref(item);
    }
    decref(iterator);
    return next == NEXT_ERROR ? ANSWER_ERROR : answer;
}

static Value view_compare(Value self, Value other, CompareOp op) {
    if (!is_any_set(other) && !is_set_view(other))
        return NOT_IMPLEMENTED;
    if (!recursion_enter(" in comparison"))
        return NULL;
    ptrdiff_t left = view_length(self), right = object_length(other);
    if (right < 0)
        return NULL;
    Answer answer = ANSWER_NO;
    switch (op) {
    case COMPARE_EQ:
    case COMPARE_NE:
        if (left == right)
            answer = all_contained_in(self, other);
        if (op == COMPARE_NE && answer != ANSWER_ERROR)
            answer = answer == ANSWER_YES ? ANSWER_NO : ANSWER_YES;
        break;
    case COMPARE_LT:
    case COMPARE_LE:
        if (op == COMPARE_LT ? left < right : left <= right)
            answer = all_contained_in(self, other);
        break;
    default:
        if (op == COMPARE_GT ? left > right : left >= right)
            answer = all_contained_in(other, self);
    }
    return answer == ANSWER_ERROR ? NULL : value_of_bool(answer == ANSWER_YES);
}

static Value view_isdisjoint(Value self, Value *args) {
    Value other = args[0];
    if (self == other)
        return value_of_bool(view_length(self) == 0);
    Value container = self;
    if (is_any_set(other) || is_set_view(other)) { /* walk the smaller one */
        ptrdiff_t count = object_length(other);
        if (count < 0)
            return NULL;
        if (count > view_length(self)) {
            container = other;
            other = self;
        }
    }
    Value iterator = object_iter(other);
    if (iterator == NULL)
        return NULL;
    Answer found = ANSWER_NO;
    Next next = NEXT_DONE;
    Value item;
    while (found == ANSWER_NO && (next = iterator_next(iterator, &item)) == NEXT_ITEM) {
        found = object_contains(container, item);
        decref(item);
    }
    decref(iterator);
    if (next == NEXT_ERROR || found == ANSWER_ERROR)
        return NULL;
    return value_of_bool(found == ANSWER_NO);
}

/* ---- set operators: the other operand may be any iterable ------------------------------------ */

static Value finish(Set *result, bool done) {
    if (result != NULL && !done) {
        GIVE_UP(result);
        result = NULL;
    }
    return value_of(result);
}

static Value view_subtract(Value left, Value right) {
    Set *result = set_new(left);
    return finish(result, result != NULL && set_difference_update(result, right));
}

static Value view_or(Value left, Value right) {
    Set *result = set_new(left);
    return finish(result, result != NULL && set_update(result, right));
}

static Value view_xor(Value left, Value right) {
    Set *result = set_new(left);
    return finish(result, result != NULL && set_symmetric_difference_update(result, right));
}

static bool add_common(Set *result, Value walked, Value searched) {
    Value iterator = object_iter(walked);
    if (iterator == NULL)
        return false;
    Next next;
    Value item;
    while ((next = iterator_next(iterator, &item)) == NEXT_ITEM) {
        Answer found = object_contains(searched, item);
        bool done = found != ANSWER_ERROR && (found == ANSWER_NO || set_add(result, item));
        decref(item);
        if (!done) {
            next = NEXT_ERROR;
            break;
        }
    }
    decref(iterator);
    return next == NEXT_DONE;
}

static Value view_and(Value left, Value right) {
    if (!is_set_view(left)) { /* iterable & view */
        Value swapped = left;
        left = right;
        right = swapped;
    }
    if (has_type(right, &set_type) && view_length(left) <= (ptrdiff_t)set_of(right)->count) {
        Set *result = set_new(NULL);
        return finish(result, result != NULL && add_common(result, left, right));
    }
    if (is_set_view(right) && view_length(right) > view_length(left)) {
        Value swapped = left;
        left = right;
        right = swapped;
    }
    Set *result = set_new(NULL);
    return finish(result, result != NULL && add_common(result, right, left));
}

/* ---- the types ------------------------------------------------------------------------------- */

static Value view_mapping(Value self) {
    extern Value mappingproxy_new(Value mapping);
    return mappingproxy_new(value_of(dict_of_view(self)));
}

static const NativeGetSet getsets[] = {
    {"mapping", view_mapping, NULL, "dictionary that this view refers to"},
    {NULL, NULL, NULL, NULL},
};

#define ISDISJOINT                                                                                 \
    NATIVE("isdisjoint($self, object, /)", view_isdisjoint,                                        \
           "Return True if the view and the given iterable have a null intersection.")

static const NativeMethod keys_methods[] = {
    ISDISJOINT,
    NATIVE("__reversed__($self, /)", dict_keys_reversed,
           "Return a reverse iterator over the dict keys."),
    NATIVE_END,
};

static const NativeMethod items_methods[] = {
    ISDISJOINT,
    NATIVE("__reversed__($self, /)", dict_items_reversed,
           "Return a reverse iterator over the dict items."),
    NATIVE_END,
};

static const NativeMethod values_methods[] = {
    NATIVE("__reversed__($self, /)", dict_values_reversed,
           "Return a reverse iterator over the dict values."),
    NATIVE_END,
};

#define VIEW_TYPE(type_name, part)                                                                 \
    TYPE_INIT_CONTAINER(type_name, sizeof(DictView), dict_view_dealloc, dict_view_traverse,        \
                        dict_view_clear),                                                          \
        .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION, .methods = part##_methods,                \
        .getsets = getsets, .repr = view_repr, .iter = dict_##part##_iter, .length = view_length

#define SET_OPERATORS                                                                              \
    .compare = view_compare, .binary[NUMBER_SUBTRACT] = view_subtract,                             \
    .binary[NUMBER_AND] = view_and, .binary[NUMBER_XOR] = view_xor, .binary[NUMBER_OR] = view_or

Type dict_keys_type = {
    VIEW_TYPE("dict_keys", keys),
    SET_OPERATORS,
    .contains = keys_contains,
};

Type dict_items_type = {
    VIEW_TYPE("dict_items", items),
    SET_OPERATORS,
    .contains = items_contains,
};

Type dict_values_type = {
    VIEW_TYPE("dict_values", values),
};
