/* ExceptionGroup and BaseExceptionGroup: a tree of exceptions, and how `except*` takes it apart.
 *
 * Splitting keeps the tree's shape: each group that has matching leaves below it is made anew by
 * derive() with the message, notes, cause, context and traceback of the original. */
#include "vm/objects/exception.h"
#include "vm/vm.h"

static Str *message_of(Value group) {
    return str_of(exception_of(group)->fields[FIELD_GROUP_MESSAGE]);
}

static Tuple *exceptions_of(Value group) {
    return tuple_of(exception_of(group)->fields[FIELD_GROUP_EXCEPTIONS]);
}

static bool is_group(Value value) {
    return is_exception(value) && is_instance_of(value, &exc_BaseExceptionGroup);
}

/* ---- making ---------------------------------------------------------------------------------- */

/* The class to make: BaseExceptionGroup turns into ExceptionGroup if only Exceptions are inside,
 * and nothing else can be inside a class that is an Exception itself. */
static Type *class_for(Type *type, bool only_exceptions) {
    if (type == &exc_BaseExceptionGroup)
        return only_exceptions ? &exc_ExceptionGroup : type;
    if (only_exceptions || !type_is_subtype(type, &exc_Exception))
        return type;
    if (type == &exc_ExceptionGroup)
        return raise_type_error("Cannot nest BaseExceptions in an ExceptionGroup");
    return raise_type_error("Cannot nest BaseExceptions in '%.200s'", type_short_name(type));
}

static Value group_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    if (count != 2)
        return raise_type_error("BaseExceptionGroup.__new__() takes exactly 2 arguments "
                                "(%zu given)",
                                count);
    if (!is_str(args[0]))
        return raise_type_error("BaseExceptionGroup.__new__() argument 1 must be str, not %.50s",
                                args[0] == NONE ? "None" : type_name_of(args[0]));
    Type *sequence = type_of(args[1]);
    if (!is_list(args[1]) && !is_tuple(args[1]) && (is_dict(args[1]) || !sequence->get_item))
        return raise_type_error("second argument (exceptions) must be a sequence");
    Tuple *exceptions = tuple_from_iterable(args[1]);
    if (!exceptions)
        return NULL;
    Value self = NULL;
    bool only_exceptions = true;
    if (!exceptions->count) {
        raise_value_error("second argument (exceptions) must be a non-empty sequence");
        goto done;
    }
    for (size_t i = 0; i < exceptions->count; i++) {
        if (!is_exception(exceptions->items[i])) {
            raise_value_error("Item %zu of second argument (exceptions) is not an exception", i);
            goto done;
        }
        if (!is_instance_of(exceptions->items[i], &exc_Exception))
            only_exceptions = false;
    }
    type = class_for(type, only_exceptions);
    if (type)
        self = exception_base_new(type, args, count, NULL);
    if (self) {
        exception_set_field(self, FIELD_GROUP_MESSAGE, args[0]);
        exception_set_field(self, FIELD_GROUP_EXCEPTIONS, value_of(exceptions));
    }
done:
    GIVE_UP(exceptions);
    return self;
}

static Value group_str(Value self) {
    size_t count = exceptions_of(self)->count;
    return value_of(str_format("%S (%zu sub-exception%s)", value_of(message_of(self)), count,
                               count == 1 ? "" : "s"));
}

static Value derive(Value self, Value *args) {
    Value both[2] = {value_of(message_of(self)), args[0]};
    return group_new(&exc_BaseExceptionGroup, both, 2, NULL);
}

/* A group of `exceptions` in the place of `original`: owned. */
static Value derive_from(Value original, List *exceptions) {
    Str *name = str_interned("derive");
    if (!name)
        return NULL;
    Value group = call_method_1(original, name, value_of(exceptions));
    GIVE_UP(name);
    if (!group)
        return NULL;
    if (!is_group(group)) {
        decref(group);
        return raise_type_error("derive must return an instance of BaseExceptionGroup");
    }
    Exception *from = exception_of(original), *to = exception_of(group);
    replace_value(&to->traceback, own_maybe(from->traceback));
    replace_value(&to->context, own_maybe(from->context));
    replace_value(&to->cause, own_maybe(from->cause));
    to->suppress_context = from->suppress_context;
    Value notes;
    switch (attribute_lookup(original, names.__notes__, &notes)) {
    case LOOKUP_ERROR:
        decref(group);
        return NULL;
    case LOOKUP_MISSING:
        return group;
    case LOOKUP_FOUND:
        break;
    }
    if (is_list(notes) || is_tuple(notes)) { /* anything else is not copied */
        List *copy = list_from_iterable(notes);
        bool done = copy && attribute_set(group, names.__notes__, value_of(copy));
        if (copy)
            GIVE_UP(copy);
        if (!done) {
            decref(notes);
            decref(group);
            return NULL;
        }
    }
    decref(notes);
    return group;
}

/* ---- splitting ------------------------------------------------------------------------------- */

typedef enum { BY_TYPE, BY_CALL, BY_IDENTITY } Criterion;

/* What leaves and groups are compared with: a class or tuple of classes, a predicate, or a set of
 * the identities of leaves. */
typedef struct Matcher {
    Criterion by;
    Value what;
} Matcher;

static bool matcher_init(Matcher *matcher, Value what) {
    matcher->what = what;
    matcher->by = BY_TYPE;
    if (is_exception_class(what))
        return true;
    if (!is_type(what) && is_callable(what)) {
        matcher->by = BY_CALL;
        return true;
    }
    bool valid = is_tuple(what);
    for (size_t i = 0; valid && i < tuple_of(what)->count; i++)
        valid = is_exception_class(tuple_of(what)->items[i]);
    return valid || raise_type_error("expected an exception type, a tuple of exception types, or "
                                     "a callable (other than a class)");
}

static Answer matches(const Matcher *matcher, Value exception) {
    if (matcher->by == BY_TYPE)
        return exception_matches_clause(exception, matcher->what);
    if (matcher->by == BY_CALL) {
        Value result = call_1(matcher->what, exception);
        if (!result)
            return ANSWER_ERROR;
        Answer answer = object_truth(result);
        decref(result);
        return answer;
    }
    if (is_group(exception))
        return ANSWER_NO;
    Value identity = object_id(exception);
    if (!identity)
        return ANSWER_ERROR;
    Answer answer = set_contains(set_of(matcher->what), identity);
    decref(identity);
    return answer;
}

/* Owned results; null where a side is empty (or not asked for). */
static bool split(Value exception, const Matcher *matcher, Value *match, Value *rest) {
    *match = NULL;
    if (rest)
        *rest = NULL;
    Answer answer = matches(matcher, exception);
    if (answer == ANSWER_ERROR)
        return false;
    if (answer) {
        *match = own(exception);
        return true;
    }
    if (!is_group(exception)) {
        if (rest)
            *rest = own(exception);
        return true;
    }
    if (!recursion_enter(" in exceptiongroup_split_recursive"))
        return false;
    List *matching = list_new(0), *others = list_new(0);
    Tuple *exceptions = exceptions_of(exception);
    OWN(exceptions);
    bool done = matching && others;
    for (size_t i = 0; done && i < exceptions->count; i++) {
        Value part, other;
        done = split(exceptions->items[i], matcher, &part, rest ? &other : NULL);
        if (!done)
            break;
        if (part)
            done = list_append_steal(matching, part);
        if (rest && other)
            done = list_append_steal(others, other) && done;
    }
    if (done && matching->count) {
        *match = derive_from(exception, matching);
        done = *match != NULL;
    }
    if (done && rest && others->count) {
        *rest = derive_from(exception, others);
        done = *rest != NULL;
    }
    GIVE_UP(exceptions);
    if (matching)
        GIVE_UP(matching);
    if (others)
        GIVE_UP(others);
    if (!done) {
        clear_value(match);
        if (rest)
            clear_value(rest);
    }
    return done;
}

static Value group_split(Value self, Value *args) {
    Matcher matcher;
    Value match, rest;
    if (!matcher_init(&matcher, args[0]) || !split(self, &matcher, &match, &rest))
        return NULL;
    Tuple *pair = tuple_pack(2, match ? match : NONE, rest ? rest : NONE);
    decref_maybe(match);
    decref_maybe(rest);
    return value_of(pair);
}

static Value group_subgroup(Value self, Value *args) {
    Matcher matcher;
    Value match;
    if (!matcher_init(&matcher, args[0]) || !split(self, &matcher, &match, NULL))
        return NULL;
    return match ? match : NONE;
}

/* ---- except* --------------------------------------------------------------------------------- */

static bool check_star_clause(Value type_or_tuple) {
    static const char *const message =
        "catching ExceptionGroup with except* is not allowed. Use except instead.";
    bool is_one = is_tuple(type_or_tuple);
    size_t count = is_one ? tuple_of(type_or_tuple)->count : 1;
    for (size_t i = 0; i < count; i++) {
        Value type = is_one ? tuple_of(type_or_tuple)->items[i] : type_or_tuple;
        if (!is_exception_class(type))
            return raise_type_error(
                "catching classes that do not inherit from BaseException is not allowed");
    }
    for (size_t i = 0; i < count; i++) {
        Value type = is_one ? tuple_of(type_or_tuple)->items[i] : type_or_tuple;
        if (type_is_subtype(type_cast(type), &exc_BaseExceptionGroup))
            return raise_type_error(message);
    }
    return true;
}

/* ExceptionGroup("", [exception]); a traceback it gets when it is raised again. */
static Value wrap(Value exception) {
    Tuple *one = tuple_from_array(&exception, 1);
    if (!one)
        return NULL;
    Value args[2] = {value_of(str_empty()), value_of(one)};
    Value group = group_new(&exc_BaseExceptionGroup, args, 2, NULL);
    decref(args[0]);
    GIVE_UP(one);
    return group;
}

bool exception_group_match(Value exception, Value type_or_tuple, Value *match, Value *rest) {
    *match = *rest = NULL;
    if (exception == NONE) {
        *match = *rest = NONE;
        return true;
    }
    if (!check_star_clause(type_or_tuple))
        return false;
    Answer answer = exception_matches_clause(exception, type_or_tuple);
    if (answer == ANSWER_ERROR)
        return false;
    if (answer) {
        *match = is_group(exception) ? own(exception) : wrap(exception);
        *rest = NONE;
        return *match != NULL;
    }
    if (!is_group(exception)) {
        *match = NONE;
        *rest = own(exception);
        return true;
    }
    Matcher matcher = {BY_TYPE, type_or_tuple};
    if (!split(exception, &matcher, match, rest))
        return false;
    *match = *match ? *match : NONE;
    *rest = *rest ? *rest : NONE;
    return true;
}

/* The identities of all leaves below `exception`, added to `leaves`. */
static bool collect_leaves(Value exception, Set *leaves) {
    if (!is_group(exception)) {
        Value identity = object_id(exception);
        if (!identity)
            return false;
        bool done = set_add(leaves, identity);
        decref(identity);
        return done;
    }
    if (!recursion_enter(" in collect_exception_group_leaf_ids"))
        return false;
    Tuple *exceptions = exceptions_of(exception);
    for (size_t i = 0; i < exceptions->count; i++)
        if (!collect_leaves(exceptions->items[i], leaves))
            return false;
    return true;
}

/* A part of the original that was raised again, not a new exception: it has the same traceback,
 * notes, cause and context. */
static Answer is_same_exception(Value first, Value second) {
    Exception *a = exception_of(first), *b = exception_of(second);
    if (a->traceback != b->traceback || a->cause != b->cause || a->context != b->context)
        return ANSWER_NO;
    Dict *left = exception_dict_borrowed(first), *right = exception_dict_borrowed(second);
    Value notes = left ? dict_get_name_borrowed(left, names.__notes__) : NULL;
    Value other = right ? dict_get_name_borrowed(right, names.__notes__) : NULL;
    if (!notes || !other)
        return notes == other;
    return object_equal(notes, other);
}

Value exception_prepare_reraise_star(Value original, List *raised_list) {
    if (!raised_list->count)
        return NONE;
    for (size_t i = 0; i < raised_list->count; i++) { /* our compiler puts nothing else there */
        Value item = raised_list->items[i];
        if (item != NONE && !is_exception(item))
            return raise_system_error("%T among what except* has raised", item);
    }
    if (!is_group(original)) /* a bare exception: what its clauses raised, or itself */
        return own(raised_list->items[0]);
    Value result = NULL;
    List *raised = list_new(0), *reraised = list_new(0);
    Set *leaves = set_new(NULL);
    if (!raised || !reraised || !leaves)
        goto done;
    for (size_t i = 0; i < raised_list->count; i++) {
        Value exception = raised_list->items[i];
        if (exception == NONE)
            continue;
        Answer same = is_same_exception(exception, original);
        if (same == ANSWER_ERROR || !list_append(same ? reraised : raised, exception) ||
            (same && !collect_leaves(exception, leaves)))
            goto done;
    }
    if (reraised->count) {
        /* All that was raised again, in the shape it had in the original. */
        Matcher matcher = {BY_IDENTITY, value_of(leaves)};
        Value part;
        if (!split(original, &matcher, &part, NULL))
            goto done;
        if (part && !raised->count) {
            result = part;
            goto done;
        }
        if (part && !list_append_steal(raised, part))
            goto done;
    }
    if (raised->count == 1)
        result = own(raised->items[0]);
    else if (raised->count) {
        Value args[2] = {value_of(str_empty()), value_of(raised)};
        result = group_new(&exc_BaseExceptionGroup, args, 2, NULL);
        decref(args[0]);
    } else
        result = NONE;
done:
    if (raised)
        GIVE_UP(raised);
    if (reraised)
        GIVE_UP(reraised);
    if (leaves)
        GIVE_UP(leaves);
    return result;
}

/* ---- type ------------------------------------------------------------------------------------ */

static Value class_getitem(Value class, Value *args) {
    return call_2(value_of(&generic_alias_type), class, args[0]);
}

static const NativeMethod methods[] = {
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", class_getitem, "See PEP 585"),
    NATIVE("derive($self, object, /)", derive, "A group of the same kind with those exceptions."),
    NATIVE("split($self, object, /)", group_split,
           "A pair of groups: the exceptions that match, and the rest."),
    NATIVE("subgroup($self, object, /)", group_subgroup,
           "A group of the exceptions that match, None if there are none."),
    NATIVE_END,
};

static const NativeMember members[] = {
    {"message", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_GROUP_MESSAGE), false, "exception message"},
    {"exceptions", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_GROUP_EXCEPTIONS), false,
     "nested exceptions"},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

const ExceptionLayout exception_group_layouts[] = {
    {&exc_BaseExceptionGroup, GROUP_FIELDS, group_new, NULL, group_str, methods, NULL, members},
    {NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL},
};
