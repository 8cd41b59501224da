/* Tuples with named fields: subclasses of tuple made from a table of names.
 *
 *   Object | count = visible fields | item 0 .. visible - 1 | the fields that are no items
 *
 * Each name is a member that reads its place; classes cannot be made from these types. */
#include "vm/objects/struct_sequence.h"
#include "vm/vm.h"

#include <string.h>

static StructSequence *sequence_of(Value self) {
    return (StructSequence *)(void *)type_of(self);
}

static void dealloc(Object *object) {
    StructSequence *sequence = (StructSequence *)(void *)object->type;
    Tuple *tuple = (Tuple *)object;
    mem_gc_untrack(object);
    for (uint32_t i = 0; i < sequence->total; i++)
        clear_value(&tuple->items[i]);
    mem_object_free(object, object->type->basic_size);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    StructSequence *sequence = (StructSequence *)(void *)object->type;
    for (uint32_t i = 0; i < sequence->total; i++)
        visit_value(((Tuple *)object)->items[i], visit, context);
}

Value struct_sequence_new_steal(StructSequence *sequence, Value *values) {
    bool complete = true;
    for (uint32_t i = 0; i < sequence->total; i++)
        complete = complete && values[i];
    Tuple *tuple =
        complete ? mem_object_new(&sequence->type.mem, sequence->type.mem.basic_size) : NULL;
    if (!tuple) {
        for (uint32_t i = 0; i < sequence->total; i++)
            decref_maybe(values[i]);
        return complete ? raise_no_memory() : NULL;
    }
    tuple->count = sequence->visible;
    memcpy(tuple->items, values, sequence->total * sizeof(Value));
    mem_gc_track(tuple);
    return value_of(tuple);
}

/* Are all keys names of fields from `first` on? */
static bool names_hidden_fields(const StructSequence *sequence, size_t first, Dict *dict) {
    size_t known = 0;
    for (size_t i = first; i < sequence->total; i++) {
        Str *key = sequence->fields[i].name ? str_interned(sequence->fields[i].name) : NULL;
        known += key && dict_get_name_borrowed(dict, key);
        decref_maybe(value_of(key));
    }
    return known == dict->count;
}

/* time.struct_time(sequence, dict={}) */
static Value fill(StructSequence *sequence, Tuple *given, Value dict) {
    const char *name = sequence->type.mem.name;
    if (given->count < sequence->visible)
        return raise_type_error(sequence->visible == sequence->total
                                    ? "%.500s() takes a %u-sequence (%zu-sequence given)"
                                    : "%.500s() takes an at least %u-sequence (%zu-sequence given)",
                                name, sequence->visible, given->count);
    if (given->count > sequence->total)
        return raise_type_error(sequence->visible == sequence->total
                                    ? "%.500s() takes a %u-sequence (%zu-sequence given)"
                                    : "%.500s() takes an at most %u-sequence (%zu-sequence given)",
                                name, sequence->total, given->count);
    if (dict && !names_hidden_fields(sequence, given->count, dict_of(dict)))
        return exception_pending() ? NULL
                                   : raise_type_error("%.500s() got duplicate or unexpected field "
                                                      "name(s)",
                                                      name);
    Value values[STRUCT_SEQUENCE_FIELDS_MAX];
    for (uint32_t i = 0; i < sequence->total; i++) {
        values[i] = NULL;
        if (i < given->count)
            values[i] = own(given->items[i]);
        else if (dict && sequence->fields[i].name) {
            Str *key = str_interned(sequence->fields[i].name);
            if (key) {
                Value found = dict_get_name_borrowed(dict_of(dict), key);
                values[i] = own(found ? found : NONE);
                GIVE_UP(key);
            }
        } else
            values[i] = NONE;
    }
    return struct_sequence_new_steal(sequence, values);
}

static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("structseq(sequence, dict={})");
    Value bound[2], result = NULL;
    if (type->flags & TYPE_NO_INSTANTIATION)
        return raise_type_error("cannot create '%s' instances", type->mem.name);
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    if (bound[1] && !is_dict(bound[1]))
        raise_type_error("%.500s() takes a dict as second arg, if any", type->mem.name);
    else {
        Tuple *given = is_tuple(bound[0]) || is_list(bound[0]) || type_of(bound[0])->iter ||
                               type_of(bound[0])->get_item
                           ? tuple_from_iterable(bound[0])
                           : raise_type_error("constructor requires a sequence");
        if (given) {
            result = fill((StructSequence *)(void *)type, given, bound[1]);
            GIVE_UP(given);
        }
    }
    arguments_release(&signature, bound);
    return result;
}

static Value repr(Value self) {
    StructSequence *sequence = sequence_of(self);
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_c(&builder, sequence->type.mem.name);
    str_builder_character(&builder, '(');
    for (uint32_t i = 0; i < sequence->visible; i++) {
        if (i)
            str_builder_c(&builder, ", ");
        if (sequence->fields[i].name) {
            str_builder_c(&builder, sequence->fields[i].name);
            str_builder_character(&builder, '=');
        }
        if (!str_builder_repr(&builder, tuple_of(self)->items[i])) {
            str_builder_abandon(&builder);
            return NULL;
        }
    }
    str_builder_character(&builder, ')');
    return value_of(str_builder_finish(&builder));
}

/* The fields beyond the items, by name: owned. */
static Dict *hidden_fields(Value self) {
    StructSequence *sequence = sequence_of(self);
    Dict *dict = dict_new();
    for (uint32_t i = sequence->visible; dict && i < sequence->total; i++)
        if (sequence->fields[i].name &&
            !dict_set_c(dict, sequence->fields[i].name, tuple_of(self)->items[i])) {
            GIVE_UP(dict);
            return NULL;
        }
    return dict;
}

static Value reduce(Value self, Value *args) {
    Tuple *plain = tuple_from_array(tuple_of(self)->items, tuple_of(self)->count);
    Dict *hidden = plain ? hidden_fields(self) : NULL;
    Tuple *arguments = hidden ? tuple_pack(2, value_of(plain), value_of(hidden)) : NULL;
    Tuple *result = arguments ? tuple_pack(2, value_of(type_of(self)), value_of(arguments)) : NULL;
    if (plain)
        GIVE_UP(plain);
    if (hidden)
        GIVE_UP(hidden);
    if (arguments)
        GIVE_UP(arguments);
    return value_of(result);
}

/* copy.replace(): the same with the named fields changed. */
static Value replace(Value self, Value *args) {
    StructSequence *sequence = sequence_of(self);
    Dict *changes = dict_of(args[0]);
    if (sequence->unnamed)
        return raise_type_error("__replace__() is not supported for %.500s because it has unnamed "
                                "field(s)",
                                sequence->type.mem.name);
    Value values[STRUCT_SEQUENCE_FIELDS_MAX];
    size_t used = 0;
    for (uint32_t i = 0; i < sequence->total; i++) {
        Str *key = str_interned(sequence->fields[i].name);
        Value found = key ? dict_get_name_borrowed(changes, key) : NULL;
        if (key)
            GIVE_UP(key);
        used += found != NULL;
        values[i] = key ? own(found ? found : tuple_of(self)->items[i]) : NULL;
    }
    Value result = struct_sequence_new_steal(sequence, values);
    if (result && used != changes->count) {
        decref(result);
        return raise_type_error("Got unexpected field name(s)");
    }
    return result;
}

static const NativeMethod methods[] = {
    NATIVE("__reduce__($self, /)", reduce, NULL),
    NATIVE("__replace__($self, /, **changes)", replace,
           "Return a copy of the structure with new values for the specified fields."),
    NATIVE_END,
};

static bool set_class_attributes(StructSequence *sequence) {
    Dict *dict = sequence->type.dict;
    Tuple *match = tuple_new(sequence->visible);
    if (!match)
        return false;
    size_t named = 0;
    for (uint32_t i = 0; i < sequence->visible; i++)
        match->items[i] = NONE;
    for (uint32_t i = 0; i < sequence->visible; i++) {
        if (!sequence->fields[i].name)
            continue;
        Str *name = str_interned(sequence->fields[i].name);
        if (!name) {
            GIVE_UP(match);
            return false;
        }
        match->items[named++] = value_of(name);
    }
    Tuple *match_args = tuple_from_array(match->items, named);
    GIVE_UP(match);
    bool done = match_args && dict_set_name(dict, names.__match_args__, value_of(match_args)) &&
                dict_set_c(dict, "n_fields", value_of_small_int(sequence->total)) &&
                dict_set_c(dict, "n_sequence_fields", value_of_small_int(sequence->visible)) &&
                dict_set_c(dict, "n_unnamed_fields", value_of_small_int(sequence->unnamed));
    if (match_args)
        GIVE_UP(match_args);
    type_modified(&sequence->type);
    return done;
}

bool struct_sequence_ready(StructSequence *sequence, const char *name, const char *doc,
                           const StructSequenceField *fields, uint32_t visible, uint32_t total) {
    if (sequence->type.flags & TYPE_READY)
        return true;
    size_t size = sizeof(Tuple) + total * sizeof(Value);
    sequence->type = (Type){
        TYPE_INIT_CONTAINER(name, size, dealloc, traverse, NULL),
        .flags = TYPE_IMMUTABLE,
        .base = &tuple_type,
        .doc = doc,
        .new = new,
        .repr = repr,
        .methods = methods,
        .members = sequence->members,
    };
    sequence->fields = fields;
    sequence->visible = visible;
    sequence->total = total;
    sequence->unnamed = 0;
    size_t used = 0;
    for (uint32_t i = 0; i < total; i++) {
        if (!fields[i].name) {
            sequence->unnamed++;
            continue;
        }
        sequence->members[used++] =
            (NativeMember){fields[i].name, MEMBER_VALUE, offsetof(Tuple, items) + i * sizeof(Value),
                           false, fields[i].doc};
    }
    sequence->members[used].name = NULL;
    return type_ready(&sequence->type) && set_class_attributes(sequence);
}
