/* Lengths, items, membership and iteration of any values. */
#include "vm/operations.h"

#include "vm/iterate.h"
#include "vm/names.h"
#include "vm/objects/exception.h"
#include "vm/objects/generator.h"
#include "vm/objects/generic_alias.h"
#include "vm/objects/int.h"
#include "vm/objects/iterators.h"
#include "vm/operations_internal.h"
#include "vm/raise.h"
#include "vm/type_internal.h"

ptrdiff_t object_length(Value value) {
    Type *type = ready_type_of(value);
    if (!type)
        return -1;
    if (type->length)
        return type->length(value);
    raise_type_error("object of type '%.200s' has no len()", type->mem.name);
    return -1;
}

ptrdiff_t object_length_hint(Value value, ptrdiff_t fallback) {
    Type *type = ready_type_of(value);
    if (!type)
        return -1;
    if (type->length) {
        ptrdiff_t length = type->length(value);
        if (length >= 0 || !exception_clear_if(&exc_TypeError))
            return length;
    }
    Value stack[] = {value}, hint;
    Lookup found = special_call(names.__length_hint__, stack, 1, &hint);
    if (found == LOOKUP_MISSING)
        return fallback;
    if (found == LOOKUP_ERROR)
        return exception_clear_if(&exc_TypeError) ? fallback : -1;
    if (hint == NOT_IMPLEMENTED)
        return fallback;
    ptrdiff_t length = -1;
    if (!is_int(hint)) {
        raise_type_error("__length_hint__ must be an integer, not %.100s", type_name_of(hint));
    } else if (!int_as_size(hint, &length)) {
        length = -1;
    } else if (length < 0) {
        raise_value_error("__length_hint__() should return >= 0");
        length = -1;
    }
    decref(hint);
    return length;
}

/* ---- items ----------------------------------------------------------------------------------- */

/* C[...] of a class: its metaclass's item, else __class_getitem__. */
static Value get_class_item(Value class, Value key) {
    if (class == value_of(&type_type)) /* type[int] */
        return generic_alias_new(class, key);
    Value method;
    Lookup found = attribute_lookup(class, names.__class_getitem__, &method);
    if (found == LOOKUP_ERROR)
        return NULL;
    if (found == LOOKUP_MISSING || method == NONE) {
        if (found == LOOKUP_FOUND)
            decref(method);
        return raise_type_error("type '%.200s' is not subscriptable", type_cast(class)->mem.name);
    }
    Value result = call_1(method, key);
    decref(method);
    return result;
}

Value object_get_item(Value container, Value key) {
    Type *type = ready_type_of(container);
    if (!type)
        return NULL;
    if (LIKELY(type->get_item != NULL))
        return type->get_item(container, key);
    if (type->flags & TYPE_IS_TYPE)
        return get_class_item(container, key);
    return raise_type_error("'%.200s' object is not subscriptable", type->mem.name);
}

bool object_set_item(Value container, Value key, Value value) {
    Type *type = ready_type_of(container);
    if (!type)
        return false;
    if (LIKELY(type->set_item != NULL))
        return type->set_item(container, key, value);
    return raise_type_error("'%.200s' object does not support item assignment", type->mem.name);
}

bool object_delete_item(Value container, Value key) {
    Type *type = ready_type_of(container);
    if (!type)
        return false;
    if (LIKELY(type->set_item != NULL))
        return type->set_item(container, key, NULL);
    bool sequence = type->flags & (TYPE_HEAP | TYPE_SEQUENCE) || type->contains || type->concat;
    bool index = is_int(key) || type_of(key)->to_index;
    return raise_type_error("'%.200s' object %s support item deletion", type->mem.name,
                            sequence && index ? "doesn't" : "does not");
}

Answer object_contains_by_iteration(Value container, Value item) {
    Type *type = type_of(container);
    Value iterator = object_iter(container);
    if (!iterator) {
        if (exception_clear_if(&exc_TypeError))
            raise_type_error("argument of type '%.200s' is not iterable", type->mem.name);
        return ANSWER_ERROR;
    }
    Answer answer = ANSWER_NO;
    Value candidate;
    Next next;
    while (answer == ANSWER_NO && (next = iterator_next(iterator, &candidate)) != NEXT_DONE) {
        if (next == NEXT_ERROR) {
            answer = ANSWER_ERROR;
            break;
        }
        answer = object_equal(candidate, item);
        decref(candidate);
    }
    decref(iterator);
    return answer;
}

Answer object_contains(Value container, Value item) {
    Type *type = ready_type_of(container);
    if (!type)
        return ANSWER_ERROR;
    if (type->contains)
        return type->contains(container, item);
    return object_contains_by_iteration(container, item);
}

/* ---- iteration ------------------------------------------------------------------------------- */

/* Objects with __getitem__ for numbers: classes cannot be told from mappings, natives say so. */
static bool is_old_sequence(const Type *type) {
    return type->get_item && !(type->flags & TYPE_IS_DICT) &&
           (type->flags & (TYPE_HEAP | TYPE_SEQUENCE) || type->length);
}

Value object_iter(Value iterable) {
    Type *type = ready_type_of(iterable);
    if (!type)
        return NULL;
    if (!type->iter) {
        if (is_old_sequence(type))
            return sequence_iterator_new(iterable);
        return raise_type_error("'%.200s' object is not iterable", type->mem.name);
    }
    Value iterator = type->iter(iterable);
    if (!iterator)
        return NULL;
    Type *iterator_type = ready_type_of(iterator);
    if (iterator_type && iterator_type->next)
        return iterator;
    if (iterator_type)
        raise_type_error("iter() returned non-iterator of type '%.100s'", type_name_of(iterator));
    decref(iterator);
    return NULL;
}

Next iterator_failed(void) {
    return exception_clear_if(&exc_StopIteration) ? NEXT_DONE : NEXT_ERROR;
}

Next iterator_next(Value iterator, Value *item) {
    Type *type = ready_type_of(iterator);
    if (UNLIKELY(!type))
        return NEXT_ERROR;
    if (UNLIKELY(!type->next)) {
        raise_type_error("'%.200s' object is not an iterator", type->mem.name);
        return NEXT_ERROR;
    }
    if (!recursion_enter(" while iterating")) /* iterators of iterators of iterators */
        return NEXT_ERROR;
    /* Loops in C that may never end are interrupted here. */
    if (UNLIKELY(eval_breaker & BREAK_LOOP) && !eval_breaker_handle())
        return NEXT_ERROR;
    Next next = type->next(iterator, item);
    return LIKELY(next != NEXT_ERROR) ? next : iterator_failed();
}

/* The value of the pending StopIteration (cleared). */
static Next take_stop_value(Value *result) {
    if (!exception_pending()) {
        *result = NONE;
        return NEXT_DONE;
    }
    if (!exception_matches(&exc_StopIteration))
        return NEXT_ERROR;
    Value exception = exception_fetch();
    Value value = exception_of(exception)->fields[FIELD_STOP_ITERATION_VALUE];
    *result = own(value ? value : NONE);
    decref(exception);
    return NEXT_DONE;
}

Next iterator_send(Value iterator, Value sent, Value *item_or_result) {
    Type *type = ready_type_of(iterator);
    *item_or_result = NULL;
    if (UNLIKELY(!type))
        return NEXT_ERROR;
    if (type == &generator_type || type == &coroutine_type)
        return generator_resume(generator_of(iterator), sent, item_or_result);
    if (sent == NONE && type->next) {
        if (is_class_next(type->next)) { /* it would drop StopIteration's value */
            Value stack[] = {iterator};
            Lookup found = special_call(names.__next__, stack, 1, item_or_result);
            if (found == LOOKUP_FOUND)
                return NEXT_ITEM;
            return take_stop_value(item_or_result);
        }
        Next next = type->next(iterator, item_or_result);
        return next == NEXT_ITEM ? NEXT_ITEM : take_stop_value(item_or_result);
    }
    *item_or_result = call_method_1(iterator, names.send, sent);
    return *item_or_result ? NEXT_ITEM : take_stop_value(item_or_result);
}
