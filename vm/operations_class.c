/* isinstance, issubclass and dir. */
#include "vm/operations.h"

#include "vm/frame.h"
#include "vm/names.h"
#include "vm/objects/list.h"
#include "vm/objects/tuple.h"
#include "vm/objects/union.h"
#include "vm/operations_internal.h"
#include "vm/raise.h"
#include "vm/type_internal.h"

/* Nested tuples take little stack, and walking very deep ones takes long: counted besides. */
enum { NESTING_MAX = 10000 };

static bool nest(const char *where) {
    if (!recursion_enter(where))
        return false;
    if (current_thread->native_depth < NESTING_MAX) {
        current_thread->native_depth++;
        return true;
    }
    return raise_error(&exc_RecursionError, "maximum recursion depth exceeded%s", where);
}

static void unnest(void) {
    current_thread->native_depth--;
}

static Answer answer_of(Lookup found, Value result) {
    if (found != LOOKUP_FOUND)
        return ANSWER_ERROR;
    Answer answer = object_truth(result);
    decref(result);
    return answer;
}

/* An object's __bases__ if it is a tuple: owned; null without exception if not. */
static Lookup abstract_bases(Value class, Value *bases) {
    Lookup found = attribute_lookup(class, names.__bases__, bases);
    if (found != LOOKUP_FOUND || is_tuple(*bases))
        return found;
    clear_value(bases);
    return LOOKUP_MISSING;
}

/* Whether `class` stands in derived.__bases__ or theirs, for things that only look like classes. */
static Answer is_abstract_subclass(Value derived, Value class) {
    if (!nest(" in __issubclass__"))
        return ANSWER_ERROR;
    Answer answer = ANSWER_NO;
    incref(derived);
    for (;;) {
        if (derived == class) {
            answer = ANSWER_YES;
            break;
        }
        Value bases;
        Lookup found = abstract_bases(derived, &bases);
        if (found != LOOKUP_FOUND) {
            answer = found == LOOKUP_ERROR ? ANSWER_ERROR : ANSWER_NO;
            break;
        }
        Tuple *tuple = tuple_of(bases);
        if (tuple->count == 1) { /* no recursion along a single line */
            replace_value(&derived, own(tuple->items[0]));
            decref(bases);
            continue;
        }
        for (size_t i = 0; i < tuple->count && answer == ANSWER_NO; i++)
            answer = is_abstract_subclass(tuple->items[i], class);
        decref(bases);
        break;
    }
    decref(derived);
    unnest();
    return answer;
}

static bool check_class(Value class, const char *message) {
    Value bases;
    Lookup found = abstract_bases(class, &bases);
    if (found == LOOKUP_MISSING)
        return raise_type_error("%s", message);
    if (found == LOOKUP_FOUND)
        decref(bases);
    return found == LOOKUP_FOUND;
}

Answer is_instance_plainly(Value value, Value class) {
    if (is_type(class)) {
        if (is_instance_of(value, type_cast(class)))
            return ANSWER_YES;
        Value actual;
        Lookup found = attribute_lookup(value, names.__class__, &actual);
        if (found != LOOKUP_FOUND)
            return found == LOOKUP_ERROR ? ANSWER_ERROR : ANSWER_NO;
        Answer answer = actual != value_of(type_of(value)) && is_type(actual) &&
                        type_is_subtype(type_cast(actual), type_cast(class));
        decref(actual);
        return answer;
    }
    if (!check_class(class, "isinstance() arg 2 must be a type, a tuple of types, or a union"))
        return ANSWER_ERROR;
    Value actual;
    Lookup found = attribute_lookup(value, names.__class__, &actual);
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_ERROR ? ANSWER_ERROR : ANSWER_NO;
    Answer answer = is_abstract_subclass(actual, class);
    decref(actual);
    return answer;
}

Answer is_subclass_plainly(Value derived, Value class) {
    if (is_type(class) && is_type(derived))
        return type_is_subtype(type_cast(derived), type_cast(class));
    if (!check_class(derived, "issubclass() arg 1 must be a class") ||
        !check_class(class, "issubclass() arg 2 must be a class, a tuple of classes, or a union"))
        return ANSWER_ERROR;
    return is_abstract_subclass(derived, class);
}

Answer object_is_instance(Value value, Value class) {
    if (value_of(type_of(value)) == class)
        return ANSWER_YES;
    if (has_type(class, &type_type))
        return is_instance_plainly(value, class);
    if (has_type(class, &union_type))
        class = union_args_borrowed(class);
    if (is_tuple(class)) {
        if (!nest(" in __instancecheck__"))
            return ANSWER_ERROR;
        Answer answer = ANSWER_NO;
        incref(class);
        for (size_t i = 0; i < tuple_of(class)->count && answer == ANSWER_NO; i++)
            answer = object_is_instance(value, tuple_of(class)->items[i]);
        decref(class);
        unnest();
        return answer;
    }
    Value stack[] = {class, value}, result;
    if (!ready_type_of(class) || !recursion_enter(" in __instancecheck__"))
        return ANSWER_ERROR;
    Lookup found = special_call(names.__instancecheck__, stack, 2, &result);
    if (found == LOOKUP_MISSING)
        return is_instance_plainly(value, class);
    return answer_of(found, result);
}

Answer object_is_subclass(Value derived, Value class) {
    if (has_type(class, &type_type)) {
        if (derived == class)
            return ANSWER_YES;
        return is_subclass_plainly(derived, class);
    }
    if (has_type(class, &union_type))
        class = union_args_borrowed(class);
    if (is_tuple(class)) {
        if (!nest(" in __subclasscheck__"))
            return ANSWER_ERROR;
        Answer answer = ANSWER_NO;
        incref(class);
        for (size_t i = 0; i < tuple_of(class)->count && answer == ANSWER_NO; i++)
            answer = object_is_subclass(derived, tuple_of(class)->items[i]);
        decref(class);
        unnest();
        return answer;
    }
    Value stack[] = {class, derived}, result;
    if (!ready_type_of(class) || !recursion_enter(" in __subclasscheck__"))
        return ANSWER_ERROR;
    Lookup found = special_call(names.__subclasscheck__, stack, 2, &result);
    if (found == LOOKUP_MISSING)
        return is_subclass_plainly(derived, class);
    return answer_of(found, result);
}

/* ---- dir ------------------------------------------------------------------------------------- */

static Value dir_of_scope(void) {
    Frame *frame = frame_current();
    if (!frame)
        return raise_system_error("frame does not exist");
    Value locals = frame_locals(frame);
    if (!locals)
        return NULL;
    Value keys = call_method_0(locals, names.keys);
    decref(locals);
    if (!keys)
        return NULL;
    List *list = list_from_iterable(keys);
    decref(keys);
    if (list && !list_sort(list, NULL, false)) {
        GIVE_UP(list);
        return NULL;
    }
    return value_of(list);
}

Value object_dir(Value value) {
    if (!value)
        return dir_of_scope();
    Value stack[] = {value}, result;
    Lookup found =
        ready_type_of(value) ? special_call(names.__dir__, stack, 1, &result) : LOOKUP_ERROR;
    if (found == LOOKUP_MISSING)
        return raise_type_error("object does not provide __dir__");
    if (found == LOOKUP_ERROR)
        return NULL;
    List *list = list_from_iterable(result);
    decref(result);
    if (list && !list_sort(list, NULL, false)) {
        GIVE_UP(list);
        return NULL;
    }
    return value_of(list);
}
