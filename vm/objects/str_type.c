/* The type str: its slots, constructor and iterator. The methods stand in files of their own and
 * are listed in str_methods.h. */
#include "vm/arguments.h"
#include "vm/codecs.h"
#include "vm/names.h"
#include "vm/objects/int.h"
#include "vm/objects/iterators.h"
#include "vm/objects/search.h"
#include "vm/objects/slice.h"
#include "vm/objects/str_methods.h"
#include "vm/objects/str_parts.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/pass.h"

/* ---- life ----------------------------------------------------------------------------------- */

static void str_dealloc(Object *object) {
    Str *str = (Str *)object;
    if (UNLIKELY(str->interned))
        str_intern_forget(str);
    if (UNLIKELY(str->has_utf8))
        str_utf8_forget(str);
    size_t size = str_item_size(str);
    if (LIKELY(object->type == &str_type.mem))
        mem_object_free(object, STR_HEADER_SIZE + (str->grown ? str_grown_size(size) : size));
    else
        mem_object_free(object, type_instance_size((Type *)object->type, size));
}

/* An instance of a subclass with the characters of `text`, whose reference is taken. */
static Value new_of_subclass_steal(Type *type, Value text) {
    if (!text || type == &str_type)
        return text;
    Str *source = str_of(text);
    size_t size = str_item_size(source);
    Str *str = type_allocate(type, size);
    if (str) {
        str->hash = source->hash;
        str->length = source->length;
        str->width = source->width;
        str->ascii = source->ascii;
        str->interned = str->has_utf8 = str->grown = false;
        memcpy(str->data, source->data, size);
        if (type->mem.kind == MEM_CONTAINER)
            mem_gc_track(str);
    }
    decref(text);
    return value_of(str);
}

static bool encoding_text(Value value, const char *parameter, const char **text) {
    *text = NULL;
    if (!value)
        return true;
    if (!is_str(value))
        return raise_type_error("str() argument '%s' must be str, not %N", parameter, value);
    size_t size;
    *text = str_utf8(str_of(value), &size);
    if (*text && strlen(*text) != size)
        return raise_value_error("embedded null character");
    return *text != NULL;
}

static Value decode_object(Value object, Value encoding_value, Value errors_value) {
    const char *encoding, *errors;
    if (!encoding_text(encoding_value, "encoding", &encoding) ||
        !encoding_text(errors_value, "errors", &errors))
        return NULL;
    if (is_str(object))
        return raise_type_error("decoding str is not supported");
    if (!type_of(object)->get_buffer)
        return raise_type_error("decoding to str: need a bytes-like object, %T found", object);
    return codec_decode(object, encoding, errors);
}

static Value str_new(Type *type, Value *args, size_t count, Tuple *keyword_names) {
    if (count == 1 && !keyword_names) /* the usual call */
        return new_of_subclass_steal(type, object_str(args[0]));
    if (count > 3 && !keyword_names)
        return raise_type_error("str expected at most 3 arguments, got %zu", count);
    size_t given = count + (keyword_names ? keyword_names->count : 0);
    if (given > 3)
        return raise_type_error("str() takes at most 3 arguments (%zu given)", given);
    static Signature signature = SIGNATURE("str(object='', encoding='utf-8', errors='strict')");
    Value bound[3];
    if (!arguments_bind(&signature, args, count, keyword_names, bound))
        return NULL;
    Value text;
    if (!bound[0])
        text = value_of(EMPTY_STR);
    else if (!bound[1] && !bound[2])
        text = object_str(bound[0]);
    else
        text = decode_object(bound[0], bound[1], bound[2]);
    return new_of_subclass_steal(type, text);
}

/* ---- slots ---------------------------------------------------------------------------------- */

static Value repr_slot(Value self) {
    return value_of(str_repr(str_of(self)));
}

/* The exact str of a str or an instance of a subclass. */
Value str_exact(Value self) {
    if (LIKELY(is_exact_str(self)))
        return own(self);
    Str *str = str_of(self);
    return value_of(str_from_characters(str->data, str->width, str->length));
}

static Hash hash_slot(Value self) {
    return str_hash(str_of(self));
}

static Value compare_long(const Str *a, const Str *b, CompareOp op) {
    size_t common = a->length < b->length ? a->length : b->length;
    int order = 0;
    if (a->width == b->width) {
        if (a->length != b->length && (op == COMPARE_EQ || op == COMPARE_NE))
            return value_of_bool(op == COMPARE_NE);
        /* Up to the first piece that differs. */
        size_t size = common * a->width;
        if (!pass_compare(a->data, b->data, size, &order))
            return NULL;
        if (order && a->width > 1)
            order = str_compare(a, b);
    } else {
        order = str_compare(a, b);
    }
    if (order == 0)
        order = a->length == b->length ? 0 : a->length < b->length ? -1 : 1;
    return value_of_bool(order_satisfies(order, op));
}

/* The type's file gives these to the type. */
static Value str_compare_slot(Value left, Value right, CompareOp op) {
    if (!is_str(left) || !is_str(right))
        return NOT_IMPLEMENTED;
    const Str *a = str_of(left), *b = str_of(right);
    if (a->length > PASS_BYTES && b->length > PASS_BYTES)
        return compare_long(a, b, op);
    if (op == COMPARE_EQ || op == COMPARE_NE)
        return value_of_bool(str_equal(a, b) == (op == COMPARE_EQ));
    return value_of_bool(order_satisfies(str_compare(a, b), op));
}

static ptrdiff_t length_slot(Value self) {
    return (ptrdiff_t)str_of(self)->length;
}

/* part[begin, end) = str[at::step] */
static void copy_with_step(Str *part, size_t begin, size_t end, const Str *str, ptrdiff_t at,
                           ptrdiff_t step) {
    if (str->width == 1) {
        for (size_t i = begin; i < end; i++, at += step)
            part->data[i] = str->data[at];
        return;
    }
    for (size_t i = begin; i < end; i++, at += step)
        character_put(part->data, part->width, i, str_at(str, (size_t)at));
}

static Value get_slice(Str *str, Value slice) {
    ptrdiff_t start, stop, step;
    size_t count;
    if (!slice_indices(slice, str->length, &start, &stop, &step, &count))
        return NULL;
    if (count == 0)
        return value_of(EMPTY_STR);
    if (step == 1)
        return value_of(str_substring(str, (size_t)start, (size_t)start + count));
    uint32_t bits = 0;
    ptrdiff_t at = start;
    if (!str->ascii) {
        for (size_t i = 0; pass_goes_on(i, count); i++, at += step)
            bits |= str_at(str, (size_t)at);
    }
    Str *part = exception_pending() ? NULL : str_new_unfilled(count, bits);
    if (!part)
        return NULL;
    for (size_t i = 0, end; (end = pass_piece(i, count)) > i; i = end)
        copy_with_step(part, i, end, str, start + (ptrdiff_t)i * step, step);
    if (exception_pending()) {
        GIVE_UP(part);
        return NULL;
    }
    return value_of(part);
}

static inline Value item_at(Str *str, int64_t index) {
    if (index < 0)
        index += (int64_t)str->length;
    if (UNLIKELY((uint64_t)index >= str->length))
        return raise_index_error("string index out of range");
    return value_of(str_character(str, (size_t)index));
}

static Value get_item_slot(Value self, Value key) {
    Str *str = str_of(self);
    if (LIKELY(is_small_int(key)))
        return item_at(str, small_int_of(key));
    if (is_slice(key))
        return get_slice(str, key);
    if (!is_int(key) && !type_of(key)->to_index)
        return raise_type_error("string indices must be integers, not '%T'", key);
    ptrdiff_t index;
    if (!object_index_as_size(key, &index, &exc_IndexError))
        return NULL;
    return item_at(str, index);
}

static Answer contains_slot(Value self, Value item) {
    if (!is_str(item)) {
        raise_type_error("'in <string>' requires string as left operand, not %T", item);
        return ANSWER_ERROR;
    }
    ptrdiff_t hit = str_find(str_of(self), str_of(item), 0, str_of(self)->length);
    return hit >= 0 ? ANSWER_YES : hit == SEARCH_ERROR ? ANSWER_ERROR : ANSWER_NO;
}

static Value concat_slot(Value self, Value other) {
    if (!is_str(other))
        return raise_type_error("can only concatenate str (not \"%T\") to str", other);
    return value_of(str_concat(str_of(self), str_of(other)));
}

static Value repeat_slot(Value self, Value count_value) {
    ptrdiff_t count;
    if (!is_int(count_value) && !type_of(count_value)->to_index)
        return raise_type_error("can't multiply sequence by non-int of type '%T'", count_value);
    if (!object_index_as_size(count_value, &count, &exc_OverflowError))
        return NULL;
    Str *str = str_of(self);
    if (count <= 0 || str->length == 0)
        return value_of(EMPTY_STR);
    if (count == 1)
        return str_exact(self);
    if (str->length > (size_t)PTRDIFF_MAX / (size_t)count)
        return raise_overflow_error("repeated string is too long");
    size_t unit = str->length * str->width, total = unit * (size_t)count;
    Str *repeated = str_new_unfilled(str->length * (size_t)count, str_bits(str));
    if (!repeated)
        return NULL;
    if (unit == 1 && total <= PASS_BYTES) {
        memset(repeated->data, str->data[0], total);
        return value_of(repeated);
    }
    memcpy(repeated->data, str->data, unit);
    if (!pass_repeat(repeated->data, unit, total)) {
        GIVE_UP(repeated);
        return NULL;
    }
    return value_of(repeated);
}

static Value remainder_slot(Value left, Value right) {
    if (!is_str(left))
        return NOT_IMPLEMENTED;
    return str_percent(left, right);
}

ptrdiff_t str_find(const Str *str, const Str *needle, size_t start, size_t end) {
    if (start > end)
        return SEARCH_MISSING;
    ptrdiff_t hit = search_first(str->data + start * str->width, str->width, end - start,
                                 needle->data, needle->width, needle->length);
    return hit < 0 ? hit : hit + (ptrdiff_t)start;
}

bool str_contains(const Str *str, const Str *needle) {
    return str_find(str, needle, 0, str->length) >= 0;
}

/* ---- small methods -------------------------------------------------------------------------- */

Value str_method_join(Value self, Value *args) {
    return value_of(str_join(str_of(self), args[0]));
}

Value str_method_encode(Value self, Value *args) {
    const char *names[2]; /* of the encoding, of the error handler */
    return codec_names("encode", args, names) ? codec_encode(self, names[0], names[1]) : NULL;
}

Value str_method_sizeof(Value self, Value *args) {
    Str *str = str_of(self);
    size_t size = str_item_size(str);
    Type *type = type_of(self);
    size_t total = type == &str_type ? STR_HEADER_SIZE + (str->grown ? str_grown_size(size) : size)
                                     : type_instance_size(type, size);
    return value_of_small_int((int64_t)total);
}

Value str_method_getnewargs(Value self, Value *args) {
    Str *str = str_of(self), *copy = str_new_unfilled(str->length, str_bits(str));
    if (!copy)
        return NULL;
    memcpy(copy->data, str->data, str->length * str->width);
    Value exact = value_of(copy);
    Tuple *tuple = tuple_pack(1, exact);
    decref(exact);
    return value_of(tuple);
}

/* ---- iterator ------------------------------------------------------------------------------- */

static Value iter_slot(Value self) {
    Type *type = str_of(self)->ascii ? &str_ascii_iterator_type : &str_iterator_type;
    StrIterator *iterator = mem_object_new(&type->mem, sizeof *iterator);
    if (!iterator)
        return raise_no_memory();
    iterator->str = str_of(own(self));
    iterator->index = 0;
    mem_gc_track(iterator);
    return value_of(iterator);
}

static StrIterator *iterator_of(Value value) {
    return (StrIterator *)object_of(value);
}

static Next iterator_next_slot(Value self, Value *item) {
    StrIterator *iterator = iterator_of(self);
    Str *str = iterator->str;
    if (!str)
        return NEXT_DONE;
    if (LIKELY(iterator->index < str->length)) {
        *item = value_of(str_character(str, iterator->index));
        if (!*item)
            return NEXT_ERROR;
        iterator->index++;
        return NEXT_ITEM;
    }
    iterator->str = NULL;
    GIVE_UP(str);
    return NEXT_DONE;
}

static void iterator_dealloc(Object *object) {
    StrIterator *iterator = (StrIterator *)object;
    mem_gc_untrack(object);
    if (iterator->str)
        GIVE_UP(iterator->str);
    mem_object_free(object, sizeof *iterator);
}

static void iterator_traverse(Object *object, MemVisit visit, void *context) {
    StrIterator *iterator = (StrIterator *)object;
    if (iterator->str)
        visit(&iterator->str->header, context);
}

static void iterator_clear(Object *object) {
    StrIterator *iterator = (StrIterator *)object;
    Str *str = iterator->str;
    iterator->str = NULL;
    if (str)
        GIVE_UP(str);
}

static Value iterator_length_hint(Value self, Value *args) {
    StrIterator *iterator = iterator_of(self);
    size_t left = iterator->str ? iterator->str->length - iterator->index : 0;
    return value_of_small_int((int64_t)left);
}

static Value iterator_reduce(Value self, Value *args) {
    StrIterator *iterator = iterator_of(self);
    Value iter = iterator_builtin("iter");
    if (!iter)
        return NULL;
    if (iterator->str)
        return iterator_rebuild_steal(iter, value_of(iterator->str), (ptrdiff_t)iterator->index);
    return iterator_rebuild_steal(iter, value_of(EMPTY_STR), -1);
}

static Value iterator_set_state(Value self, Value *args) {
    StrIterator *iterator = iterator_of(self);
    ptrdiff_t index;
    if (!int_as_size(args[0], &index))
        return NULL;
    if (iterator->str) {
        size_t length = iterator->str->length;
        iterator->index = index < 0 ? 0 : (size_t)index > length ? length : (size_t)index;
    }
    return NONE;
}

static Value self_slot(Value self) {
    return own(self);
}

static const NativeMethod iterator_methods[] = {
    NATIVE("__length_hint__($self, /)", iterator_length_hint, "How many characters are left."),
    NATIVE("__reduce__($self, /)", iterator_reduce, "What pickle needs."),
    NATIVE("__setstate__($self, state, /)", iterator_set_state, "Go on at this index."),
    NATIVE_END};

Type str_iterator_type = {TYPE_INIT_CONTAINER("str_iterator", sizeof(StrIterator), iterator_dealloc,
                                              iterator_traverse, iterator_clear),
                          .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
                          .methods = iterator_methods, .iter = self_slot,
                          .next = iterator_next_slot};
Type str_ascii_iterator_type = {
    TYPE_INIT_CONTAINER("str_ascii_iterator", sizeof(StrIterator), iterator_dealloc,
                        iterator_traverse, iterator_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION, .methods = iterator_methods, .iter = self_slot,
    .next = iterator_next_slot};

/* ---- the type ------------------------------------------------------------------------------- */

static const NativeMethod methods[] = {STR_METHODS NATIVE_END};

Type str_type = {
    TYPE_INIT_ATOM("str", STR_HEADER_SIZE, str_dealloc),
    .mem.item_size = 1,
    .flags = TYPE_BASE | TYPE_IMMUTABLE | TYPE_IS_STR | TYPE_MATCH_SELF,
    .doc = "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n"
           "Text: the str() of an object, or bytes decoded.",
    .methods = methods,
    .new = str_new,
    .repr = repr_slot,
    .str = str_exact,
    .hash = hash_slot,
    .compare = str_compare_slot,
    .iter = iter_slot,
    .length = length_slot,
    .get_item = get_item_slot,
    .contains = contains_slot,
    .concat = concat_slot,
    .repeat = repeat_slot,
    .binary[NUMBER_REMAINDER] = remainder_slot,
};
