/* types.GenericAlias: list[int]. Nearly every attribute is its origin's. */
#include "vm/objects/generic_alias.h"

#include "vm/import.h"
#include "vm/names.h"
#include "vm/objects/list.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/objects/type_parameters.h"
#include "vm/objects/union.h"
#include "vm/operations.h"
#include "vm/raise.h"

#include <string.h>

typedef struct GenericAlias {
    Object header;
    Value origin;      /* owned */
    Value args;        /* owned tuple */
    Tuple *parameters; /* owned; null until asked for */
    bool starred;      /* *tuple[int, str] */
} GenericAlias;

typedef struct AliasIterator {
    Object header;
    Value alias; /* owned; null once it was given */
} AliasIterator;

static Type alias_iterator_type;

static GenericAlias *alias_of(Value value) {
    return (GenericAlias *)(void *)object_of(value);
}

static Value make(Type *type, Value origin, Value args, bool starred) {
    Tuple *tuple = NULL;
    if (is_tuple(args)) {
        OWN(object_of(args));
        tuple = tuple_of(args);
    } else if (!(tuple = tuple_pack(1, args))) {
        return NULL;
    }
    GenericAlias *alias = type_allocate(type, 0);
    if (!alias) {
        GIVE_UP(tuple);
        return NULL;
    }
    alias->origin = own(origin);
    alias->args = value_of(tuple);
    alias->starred = starred;
    mem_gc_track(alias);
    return value_of(alias);
}

Value generic_alias_new(Value origin, Value args) {
    return make(&generic_alias_type, origin, args, false);
}

Value generic_alias_class_getitem(Value type, Value *args) {
    return generic_alias_new(type, args[0]);
}

static Value new (Type *type, Value *args, size_t count, Tuple *names_given) {
    if (names_given && names_given->count)
        return raise_type_error("GenericAlias() takes no keyword arguments");
    if (count != 2)
        return raise_type_error("GenericAlias expected 2 arguments, got %zu", count);
    return make(type, args[0], args[1], false);
}

static void clear(Object *object) {
    GenericAlias *alias = alias_of(value_of(object));
    clear_value(&alias->origin);
    clear_value(&alias->args);
    clear_value((Value *)&alias->parameters);
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    clear(object);
    mem_object_free(object, object->type->basic_size);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    GenericAlias *alias = alias_of(value_of(object));
    visit_value(alias->origin, visit, context);
    visit_value(alias->args, visit, context);
    visit_value(value_of(alias->parameters), visit, context);
}

/* ---- behaviour ------------------------------------------------------------------------------- */

static Value repr(Value self) {
    GenericAlias *alias = alias_of(self);
    Tuple *args = tuple_of(alias->args);
    StrBuilder builder;
    str_builder_init(&builder);
    bool good = (!alias->starred || str_builder_character(&builder, '*')) &&
                type_parameters_write(&builder, alias->origin) &&
                str_builder_character(&builder, '[');
    for (size_t i = 0; good && i < args->count; i++)
        good = (!i || str_builder_c(&builder, ", ")) &&
               type_parameters_write(&builder, args->items[i]);
    if (good && !args->count)
        good = str_builder_c(&builder, "()");
    if (!good || !str_builder_character(&builder, ']')) {
        str_builder_abandon(&builder);
        return NULL;
    }
    return value_of(str_builder_finish(&builder));
}

static Hash hash(Value self) {
    Hash origin = object_hash(alias_of(self)->origin);
    if (origin == -1)
        return -1;
    Hash args = object_hash(alias_of(self)->args);
    if (args == -1)
        return -1;
    Hash result = origin ^ args;
    return result == -1 ? -2 : result;
}

static Value compare(Value self, Value other, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !is_instance_of(other, &generic_alias_type) ||
        !is_instance_of(self, &generic_alias_type))
        return NOT_IMPLEMENTED;
    GenericAlias *left = alias_of(self), *right = alias_of(other);
    Answer equal = left->starred == right->starred ? ANSWER_YES : ANSWER_NO;
    if (equal == ANSWER_YES)
        equal = object_equal(left->origin, right->origin);
    if (equal == ANSWER_YES)
        equal = object_equal(left->args, right->args);
    if (equal == ANSWER_ERROR)
        return NULL;
    return value_of_bool((equal == ANSWER_YES) == (op == COMPARE_EQ));
}

static Value call_alias(Value self, Value *args, size_t count, Tuple *names_given) {
    Value object = call(alias_of(self)->origin, args, count, names_given);
    if (!object)
        return NULL;
    if (!attribute_set(object, names.__orig_class__, self) &&
        !exception_clear_if(&exc_AttributeError) && !exception_clear_if(&exc_TypeError)) {
        decref(object);
        return NULL;
    }
    return object;
}

static const char *const own_names[] = {
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__copy__",
    "__deepcopy__",
    "__bases__",
    NULL,
};

static Value get_attr(Value self, Str *name) {
    for (const char *const *own_name = own_names; *own_name; own_name++)
        if (str_equal_c(name, *own_name))
            return attribute_get_generic(self, name);
    return attribute_get(alias_of(self)->origin, name);
}

static Tuple *parameters(Value self) {
    GenericAlias *alias = alias_of(self);
    if (!alias->parameters)
        alias->parameters = type_parameters_collect(tuple_of(alias->args));
    return alias->parameters;
}

static Value get_item(Value self, Value item) {
    GenericAlias *alias = alias_of(self);
    Tuple *variables = parameters(self);
    if (!variables)
        return NULL;
    Tuple *args = type_parameters_substitute(self, tuple_of(alias->args), variables, item);
    if (!args)
        return NULL;
    Value result = make(&generic_alias_type, alias->origin, value_of(args), alias->starred);
    GIVE_UP(args);
    return result;
}

static Value alias_or(Value left, Value right) {
    return union_new(left, right);
}

static Value get_parameters(Value self) {
    Tuple *variables = parameters(self);
    return variables ? own(value_of(variables)) : NULL;
}

static Value get_unpacked_args(Value self) {
    GenericAlias *alias = alias_of(self);
    return own(alias->starred && alias->origin == value_of(&tuple_type) ? alias->args : NONE);
}

static Value mro_entries(Value self, Value *args) {
    return value_of(tuple_pack(1, alias_of(self)->origin));
}

static Value instance_check(Value self, Value *args) {
    return raise_type_error("isinstance() argument 2 cannot be a parameterized generic");
}

static Value subclass_check(Value self, Value *args) {
    return raise_type_error("issubclass() argument 2 cannot be a parameterized generic");
}

static Value reduce(Value self, Value *args) {
    GenericAlias *alias = alias_of(self);
    Value result = NULL;
    if (!alias->starred) {
        Value pair = value_of(tuple_pack(2, alias->origin, alias->args));
        if (pair)
            result = value_of(tuple_pack(2, value_of(&generic_alias_type), pair));
        decref_maybe(pair);
        return result;
    }
    Value plain = make(&generic_alias_type, alias->origin, alias->args, false);
    Value iterator = plain ? object_iter(plain) : NULL;
    Value arguments = iterator ? value_of(tuple_pack(1, iterator)) : NULL;
    Value next = arguments ? builtin_lookup("next") : NULL;
    if (next)
        result = value_of(tuple_pack(2, next, arguments));
    decref_maybe(next);
    decref_maybe(arguments);
    decref_maybe(iterator);
    decref_maybe(plain);
    return result;
}

static Value dir(Value self, Value *args) {
    Value list = object_dir(alias_of(self)->origin);
    for (const char *const *name = own_names; list && *name; name++) {
        Str *str = str_from_c(*name);
        Answer there = str ? object_contains(list, value_of(str)) : ANSWER_ERROR;
        bool good = there == ANSWER_YES ||
                    (there == ANSWER_NO && list_append(list_of(list), value_of(str)));
        if (str)
            GIVE_UP(str);
        if (!good)
            clear_value(&list);
    }
    return list;
}

/* ---- iterating: *tuple[int, str] ------------------------------------------------------------- */

static Value iter(Value self) {
    AliasIterator *iterator = mem_object_new(&alias_iterator_type.mem, sizeof *iterator);
    if (!iterator)
        return raise_no_memory();
    iterator->alias = own(self);
    mem_gc_track(iterator);
    return value_of(iterator);
}

static Next iterator_next_alias(Value self, Value *item) {
    AliasIterator *iterator = (AliasIterator *)(void *)object_of(self);
    if (!iterator->alias)
        return NEXT_DONE;
    GenericAlias *alias = alias_of(iterator->alias);
    *item = make(&generic_alias_type, alias->origin, alias->args, true);
    if (!*item)
        return NEXT_ERROR;
    clear_value(&iterator->alias);
    return NEXT_ITEM;
}

static Value iterator_self(Value self) {
    return own(self);
}

static void iterator_clear(Object *object) {
    clear_value(&((AliasIterator *)(void *)object)->alias);
}

static void iterator_dealloc(Object *object) {
    mem_gc_untrack(object);
    iterator_clear(object);
    mem_object_free(object, sizeof(AliasIterator));
}

static void iterator_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((AliasIterator *)(void *)object)->alias, visit, context);
}

static Value iterator_reduce(Value self, Value *args) {
    Value function = builtin_lookup("iter"); /* may run code that exhausts the iterator */
    Value alias = ((AliasIterator *)(void *)object_of(self))->alias;
    Value target = alias ? own(alias) : value_of(tuple_empty());
    Value arguments = function ? value_of(tuple_pack(1, target)) : NULL;
    Value result = arguments ? value_of(tuple_pack(2, function, arguments)) : NULL;
    decref_maybe(arguments);
    decref_maybe(target);
    decref_maybe(function);
    return result;
}

static const NativeMethod iterator_methods[] = {
    NATIVE("__reduce__($self, /)", iterator_reduce, NULL),
    NATIVE_END,
};

static Type alias_iterator_type = {
    TYPE_INIT_CONTAINER("generic_alias_iterator", sizeof(AliasIterator), iterator_dealloc,
                        iterator_traverse, iterator_clear),
    .methods = iterator_methods,
    .iter = iterator_self,
    .next = iterator_next_alias,
};

/* ---- the type -------------------------------------------------------------------------------- */

static const NativeMethod methods[] = {
    NATIVE("__mro_entries__($self, object, /)", mro_entries, NULL),
    NATIVE("__instancecheck__($self, object, /)", instance_check, NULL),
    NATIVE("__subclasscheck__($self, object, /)", subclass_check, NULL),
    NATIVE("__reduce__($self, /)", reduce, NULL),
    NATIVE("__dir__($self, /)", dir, NULL),
    NATIVE_END,
};

static const NativeMember members[] = {
    {"__origin__", MEMBER_VALUE, offsetof(GenericAlias, origin), false, NULL},
    {"__args__", MEMBER_VALUE, offsetof(GenericAlias, args), false, NULL},
    {"__unpacked__", MEMBER_BOOL, offsetof(GenericAlias, starred), false, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static const NativeGetSet getsets[] = {
    {"__parameters__", get_parameters, NULL, "Type variables in the GenericAlias."},
    {"__typing_unpacked_tuple_args__", get_unpacked_args, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

Type generic_alias_type = {
    TYPE_INIT_CONTAINER("types.GenericAlias", sizeof(GenericAlias), dealloc, traverse, clear),
    .flags = TYPE_BASE,
    .accepts_weakrefs = true,
    .doc = "GenericAlias(origin, args, /)\n--\n\n"
           "Represent a PEP 585 generic type\n\n"
           "E.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
    .methods = methods,
    .members = members,
    .getsets = getsets,
    .new = new,
    .repr = repr,
    .hash = hash,
    .compare = compare,
    .call = call_alias,
    .get_attr = get_attr,
    .iter = iter,
    .get_item = get_item,
    .binary[NUMBER_OR] = alias_or,
};
