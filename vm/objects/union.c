/* types.UnionType: int | str. The members are kept flat, each once, in order. */
#include "vm/objects/union.h"

#include "vm/names.h"
#include "vm/objects/list.h"
#include "vm/objects/set.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/objects/type_parameters.h"
#include "vm/operations.h"
#include "vm/raise.h"

#include <string.h>

typedef struct Union {
    Object header;
    Tuple *args;       /* owned */
    Tuple *parameters; /* owned; null until asked for */
} Union;

static Union *union_of(Value value) {
    return (Union *)(void *)object_of(value);
}

Value union_args_borrowed(Value value) {
    return value_of(union_of(value)->args);
}

static bool can_join(Value value) {
    if (value == NONE || is_type(value) || is_instance_of(value, &generic_alias_type) ||
        has_type(value, &union_type))
        return true;
    return is_object(value) && !strcmp(type_of(value)->mem.name, "typing.TypeAliasType");
}

/* Adds a member unless it is there, or an alias equal to it. */
static bool add(List *list, Value member) {
    for (size_t i = 0; i < list->count; i++) {
        Answer same = ANSWER_NO;
        Value other = own(list->items[i]);
        if (is_instance_of(member, &generic_alias_type) &&
            is_instance_of(other, &generic_alias_type))
            same = object_equal(other, member);
        else
            same = member == other;
        decref(other);
        if (same != ANSWER_NO)
            return same == ANSWER_YES;
    }
    return list_append(list, member);
}

static bool add_flat(List *list, Value member) {
    if (member == NONE)
        return add(list, value_of(&none_type));
    if (!has_type(member, &union_type))
        return add(list, member);
    Tuple *args = union_of(member)->args;
    for (size_t i = 0; i < args->count; i++)
        if (!add(list, args->items[i]))
            return false;
    return true;
}

static Value make(List *members) {
    if (members->count == 1)
        return own(members->items[0]);
    Tuple *args = list_as_tuple(members);
    Union *made = args ? mem_object_new(&union_type.mem, sizeof *made) : NULL;
    if (!made) {
        if (args) {
            GIVE_UP(args);
            raise_no_memory();
        }
        return NULL;
    }
    made->args = args;
    made->parameters = NULL;
    mem_gc_track(made);
    return value_of(made);
}

Value union_new(Value left, Value right) {
    if (!can_join(left) || !can_join(right))
        return NOT_IMPLEMENTED;
    List *members = list_new(2);
    Value result = NULL;
    if (members && add_flat(members, left) && add_flat(members, right))
        result = make(members);
    if (members)
        GIVE_UP(members);
    return result;
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    Tuple *args = union_of(value_of(object))->args;
    Tuple *parameters = union_of(value_of(object))->parameters;
    mem_object_free(object, sizeof(Union));
    GIVE_UP(args);
    if (parameters)
        GIVE_UP(parameters);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    visit_value(value_of(union_of(value_of(object))->args), visit, context);
    visit_value(value_of(union_of(value_of(object))->parameters), visit, context);
}

static Value repr(Value self) {
    Tuple *args = union_of(self)->args;
    StrBuilder builder;
    str_builder_init(&builder);
    for (size_t i = 0; i < args->count; i++) {
        bool good = !i || str_builder_c(&builder, " | ");
        if (good && args->items[i] == value_of(&none_type))
            good = str_builder_c(&builder, "None");
        else if (good)
            good = type_parameters_write(&builder, args->items[i]);
        if (!good) {
            str_builder_abandon(&builder);
            return NULL;
        }
    }
    return value_of(str_builder_finish(&builder));
}

static Hash hash(Value self) {
    Set *set = frozenset_new(value_of(union_of(self)->args));
    if (!set)
        return -1;
    Hash result = object_hash(value_of(set));
    GIVE_UP(set);
    return result;
}

static Value compare(Value self, Value other, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !has_type(other, &union_type))
        return NOT_IMPLEMENTED;
    Set *left = frozenset_new(value_of(union_of(self)->args));
    Set *right = left ? frozenset_new(value_of(union_of(other)->args)) : NULL;
    Value result = right ? object_compare(value_of(left), value_of(right), op) : NULL;
    if (left)
        GIVE_UP(left);
    if (right)
        GIVE_UP(right);
    return result;
}

static Value get_attr(Value self, Str *name) {
    if (str_equal(name, names.__module__)) /* "types", as the class says */
        return attribute_get(value_of(&union_type), name);
    return attribute_get_generic(self, name);
}

static Tuple *parameters(Value self) {
    Union *of = union_of(self);
    if (!of->parameters)
        of->parameters = type_parameters_collect(of->args);
    return of->parameters;
}

static Value get_parameters(Value self) {
    Tuple *variables = parameters(self);
    return variables ? own(value_of(variables)) : NULL;
}

/* The members with their variables replaced, joined again by |. */
static Value get_item(Value self, Value item) {
    Tuple *variables = parameters(self);
    if (!variables)
        return NULL;
    Tuple *args = type_parameters_substitute(self, union_of(self)->args, variables, item);
    if (!args)
        return NULL;
    Value result = args->count ? own(args->items[0]) : value_of(tuple_empty());
    for (size_t i = 1; result && i < args->count; i++)
        replace_value(&result, object_binary(NUMBER_OR, result, args->items[i]));
    GIVE_UP(args);
    return result;
}

static Value union_or(Value left, Value right) {
    return union_new(left, right);
}

static const NativeMember members[] = {
    {"__args__", MEMBER_VALUE, offsetof(Union, args), false, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static const NativeGetSet getsets[] = {
    {"__parameters__", get_parameters, NULL, "Type variables in the types.UnionType."},
    {NULL, NULL, NULL, NULL},
};

Type union_type = {
    TYPE_INIT_CONTAINER("types.UnionType", sizeof(Union), dealloc, traverse, NULL),
    .doc = "Represent a PEP 604 union type\n\nE.g. for int | str",
    .members = members,
    .getsets = getsets,
    .repr = repr,
    .hash = hash,
    .compare = compare,
    .get_attr = get_attr,
    .get_item = get_item,
    .binary[NUMBER_OR] = union_or,
};
