/* The writer of JSON texts: a callable made by json.encoder, (value, indent level) -> a tuple with
 * the text. */
#include "lib/native/json_parts.h"
#include "vm/pass.h"

#include <math.h>

typedef struct Encoder {
    Object header;
    /* owned: a dict (id -> object, of the containers being written) or None; a callable; a
     * callable for strs, null if it is one of this module's; a str of one level or None; strs */
    Value markers, default_function, string_encoder, indent, key_separator, item_separator;
    bool ascii, sort_keys, skip_keys, allow_nan;
} Encoder;

enum { ENCODER_VALUES = 6 };

typedef struct Writing {
    const Encoder *encoder;
    StrBuilder builder;
    size_t level;
} Writing;

static bool write_value(Writing *writing, Value value);

static bool write_newline(Writing *writing) {
    if (writing->encoder->indent == NONE)
        return true;
    str_builder_character(&writing->builder, '\n');
    bool fine = true;
    for (size_t i = 0; i < writing->level; i++)
        fine = str_builder_str(&writing->builder, str_of(writing->encoder->indent));
    return fine;
}

static bool write_text(Writing *writing, Value text) {
    Value function = writing->encoder->string_encoder;
    if (!function)
        return json_write_string(&writing->builder, str_of(text), writing->encoder->ascii);
    Value encoded = call_1(function, text);
    if (!encoded)
        return false;
    bool fine = false;
    if (is_str(encoded))
        fine = str_builder_str(&writing->builder, str_of(encoded));
    else
        raise_type_error("encoder() must return a string, not %T", encoded);
    decref(encoded);
    return fine;
}

/* A float as text: owned. */
static Value float_text(const Writing *writing, Value value) {
    double number = float_of(value);
    if (isfinite(number))
        return float_to_str(number);
    if (!writing->encoder->allow_nan)
        return raise_value_error("Out of range float values are not JSON compliant: %R", value);
    return value_of(str_from_c(isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity"));
}

static bool write_str_steal(Writing *writing, Value text) {
    if (!text)
        return false;
    bool fine = str_builder_str(&writing->builder, str_of(text));
    decref(text);
    return fine;
}

/* ---- containers ------------------------------------------------------------------------------ */

/* Notes that a container is being written; *marker is owned, null without markers. */
static bool enter(Writing *writing, Value container, Value *marker) {
    *marker = NULL;
    if (!recursion_enter(" while encoding a JSON object"))
        return false;
    Value markers = writing->encoder->markers;
    if (markers == NONE)
        return true;
    Value id = object_id(container), known;
    if (!id)
        return false;
    Lookup found = dict_lookup(dict_of(markers), id, &known);
    if (found == LOOKUP_FOUND) {
        decref(known);
        raise_value_error("Circular reference detected");
    }
    if (found != LOOKUP_MISSING || !dict_set(dict_of(markers), id, container)) {
        decref(id);
        return false;
    }
    *marker = id;
    return true;
}

static bool leave(Writing *writing, Value marker, bool fine) {
    if (!marker)
        return fine;
    if (fine)
        fine = dict_delete(dict_of(writing->encoder->markers), marker) != LOOKUP_ERROR;
    decref(marker);
    return fine;
}

/* The comma or the opening's new line before an item. */
static bool write_separator(Writing *writing, bool first) {
    if (!first && !str_builder_str(&writing->builder, str_of(writing->encoder->item_separator)))
        return false;
    return write_newline(writing);
}

static bool write_list(Writing *writing, Value value) {
    /* Items are looked at one by one: default functions may change a list meanwhile. */
    size_t count = is_list(value) ? list_of(value)->count : tuple_of(value)->count;
    if (count == 0)
        return str_builder_c(&writing->builder, "[]");
    Value marker;
    if (!enter(writing, value, &marker))
        return false;
    bool fine = str_builder_character(&writing->builder, '[');
    writing->level++;
    for (size_t i = 0; fine; i++) {
        if (i >= (is_list(value) ? list_of(value)->count : tuple_of(value)->count))
            break;
        Value item = own(is_list(value) ? list_of(value)->items[i] : tuple_of(value)->items[i]);
        fine = write_separator(writing, i == 0) && write_value(writing, item);
        decref(item);
    }
    writing->level--;
    fine = fine && write_newline(writing) && str_builder_character(&writing->builder, ']');
    return leave(writing, marker, fine);
}

/* The text of a key, owned; None to skip it. */
static Value key_text(const Writing *writing, Value key) {
    if (is_str(key))
        return own(key);
    if (is_float(key))
        return float_text(writing, key);
    if (key == NONE || key == TRUE_VALUE || key == FALSE_VALUE)
        return value_of(str_from_c(key == NONE ? "null" : key == TRUE_VALUE ? "true" : "false"));
    if (is_int(key))
        return int_to_str(key, 10, false);
    if (writing->encoder->skip_keys)
        return NONE;
    return raise_type_error("keys must be str, int, float, bool or None, not %T", key);
}

static bool write_member(Writing *writing, Value key, Value value, bool *first) {
    Value text = key_text(writing, key);
    if (!text || text == NONE)
        return text == NONE;
    bool fine = (*first || write_separator(writing, false)) && write_text(writing, text) &&
                str_builder_str(&writing->builder, str_of(writing->encoder->key_separator)) &&
                write_value(writing, value);
    *first = false;
    decref(text);
    return fine;
}

/* The items of a dict as a list of pairs, sorted if wanted: owned. */
static List *dict_pairs(const Encoder *encoder, Value value) {
    List *list;
    if (is_exact_dict(value))
        list = dict_items_list(dict_of(value));
    else {
        Value items = call_method_0(value, names.items);
        list = items ? list_from_iterable(items) : NULL;
        decref_maybe(items);
    }
    if (list && encoder->sort_keys && !list_sort(list, NULL, false)) {
        decref(value_of(list));
        return NULL;
    }
    return list;
}

static bool write_members(Writing *writing, Value value) {
    List *pairs = dict_pairs(writing->encoder, value);
    bool fine = pairs != NULL, first = true;
    for (size_t i = 0; fine && i < pairs->count; i++) {
        Value pair = own(pairs->items[i]);
        if (!is_tuple(pair) || tuple_of(pair)->count != 2)
            fine = raise_value_error("items must return 2-tuples");
        else
            fine =
                write_member(writing, tuple_of(pair)->items[0], tuple_of(pair)->items[1], &first);
        decref(pair);
    }
    decref_maybe(value_of(pairs));
    return fine;
}

static bool write_dict(Writing *writing, Value value) {
    if (dict_of(value)->count == 0 && is_exact_dict(value))
        return str_builder_c(&writing->builder, "{}");
    Value marker;
    if (object_length(value) == 0)
        return str_builder_c(&writing->builder, "{}");
    if (!enter(writing, value, &marker))
        return false;
    bool fine = str_builder_character(&writing->builder, '{');
    writing->level++; /* the new line comes even before no member, where all are skipped */
    fine = fine && write_newline(writing) && write_members(writing, value);
    writing->level--;
    fine = fine && write_newline(writing) && str_builder_character(&writing->builder, '}');
    return leave(writing, marker, fine);
}

static bool write_default(Writing *writing, Value value) {
    Value marker;
    if (!enter(writing, value, &marker))
        return false;
    Value replaced = call_1(writing->encoder->default_function, value);
    bool fine = replaced && write_value(writing, replaced);
    decref_maybe(replaced);
    return leave(writing, marker, fine);
}

static bool write_value(Writing *writing, Value value) {
    if (!pass_may_go_on())
        return false;
    if (is_str(value))
        return write_text(writing, value);
    if (value == NONE)
        return str_builder_c(&writing->builder, "null");
    if (value == TRUE_VALUE)
        return str_builder_c(&writing->builder, "true");
    if (value == FALSE_VALUE)
        return str_builder_c(&writing->builder, "false");
    if (is_int(value))
        return write_str_steal(writing, int_to_str(value, 10, false));
    if (is_float(value))
        return write_str_steal(writing, float_text(writing, value));
    if (is_list(value) || is_tuple(value))
        return write_list(writing, value);
    if (is_dict(value))
        return write_dict(writing, value);
    return write_default(writing, value);
}

/* ---- the type -------------------------------------------------------------------------------- */

static Value encoder_call(Value self, Value *args, size_t count, Tuple *names) {
    static Signature signature = SIGNATURE("Encoder(obj, _current_indent_level)");
    Value bound[2];
    int64_t level;
    if (!arguments_bind(&signature, args, count, names, bound) || !int_as_int64(bound[1], &level))
        return NULL;
    Writing writing = {.encoder = (Encoder *)object_of(self),
                       .level = level > 0 ? (size_t)level : 0};
    str_builder_init(&writing.builder);
    if (!write_value(&writing, bound[0])) {
        str_builder_abandon(&writing.builder);
        if (!exception_pending())
            raise_no_memory();
        return NULL;
    }
    Value text = value_of(str_builder_finish(&writing.builder));
    return value_of(tuple_from_array_steal(&text, 1));
}

static Value *field(Encoder *self, size_t i) {
    Value *fields[] = {&self->markers, &self->default_function, &self->string_encoder,
                       &self->indent,  &self->key_separator,    &self->item_separator};
    return fields[i];
}

static bool truths(Value *values, bool *results, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Answer answer = object_truth(values[i]);
        if (answer == ANSWER_ERROR)
            return false;
        results[i] = answer == ANSWER_YES;
    }
    return true;
}

/* Is the callable this module's function of that C function? */
static bool is_native(Value callable, NativeFunction function) {
    return has_type(callable, &native_function_type) &&
           ((NativeCallable *)object_of(callable))->method->function == function;
}

static Value encoder_new(Type *type, Value *args, size_t count, Tuple *names) {
    static Signature signature =
        SIGNATURE("make_encoder(markers, default, encoder, indent, key_separator, "
                  "item_separator, sort_keys, skipkeys, allow_nan)");
    Value bound[9];
    bool flags[3];
    if (!arguments_bind(&signature, args, count, names, bound))
        return NULL;
    if (bound[0] != NONE && !is_dict(bound[0]))
        return raise_type_error("make_encoder() argument 1 must be dict or None, not %T", bound[0]);
    for (size_t i = 3; i < 6; i++)
        if (!is_str(bound[i]) && !(i == 3 && bound[i] == NONE))
            return raise_type_error("make_encoder() argument %zu must be str, not %T", i + 1,
                                    bound[i]);
    if (!truths(bound + 6, flags, 3))
        return NULL;
    Encoder *self = type_allocate(type, 0);
    if (!self)
        return NULL;
    for (size_t i = 0; i < ENCODER_VALUES; i++)
        *field(self, i) = own(bound[i]);
    self->ascii = is_native(bound[2], json_method_encode_ascii);
    if (self->ascii || is_native(bound[2], json_method_encode))
        clear_value(&self->string_encoder);
    self->sort_keys = flags[0];
    self->skip_keys = flags[1];
    self->allow_nan = flags[2];
    mem_gc_track(self);
    return value_of(self);
}

static void encoder_clear(Object *object) {
    for (size_t i = 0; i < ENCODER_VALUES; i++)
        clear_value(field((Encoder *)object, i));
}

static void encoder_dealloc(Object *object) {
    mem_gc_untrack(object);
    encoder_clear(object);
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

static void encoder_traverse(Object *object, MemVisit visit, void *context) {
    for (size_t i = 0; i < ENCODER_VALUES; i++)
        visit_value(*field((Encoder *)object, i), visit, context);
}

Type json_encoder_type = {
    TYPE_INIT_CONTAINER("_json.Encoder", sizeof(Encoder), encoder_dealloc, encoder_traverse,
                        encoder_clear),
    .flags = TYPE_BASE,
    .base = &object_type,
    .doc = "Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, "
           "skipkeys, allow_nan)",
    .new = encoder_new,
    .call = encoder_call,
};
