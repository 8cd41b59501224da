/* The module _string: how string.Formatter reads templates. */
#include "vm/objects/str_template.h"
#include "vm/vm.h"

/* ---- formatter_parser: pieces of a template ------------------------------------------------- */

typedef struct {
    Object header;
    Str *str; /* owned */
    size_t at;
    bool is_field; /* steps of a field name, not pieces of a template */
} TemplateIterator;

static Value range_str(Str *str, TemplateRange range) {
    return value_of(str_substring(str, range.start, range.end));
}

static Next next_piece(TemplateIterator *iterator, Value *item) {
    TemplatePiece piece;
    Next next = template_next(iterator->str, &iterator->at, iterator->str->length, &piece);
    if (next != NEXT_ITEM)
        return next;
    Value parts[4] = {range_str(iterator->str, piece.literal), NULL, NULL, NULL};
    parts[1] = piece.has_field ? range_str(iterator->str, piece.field) : NONE;
    parts[2] = piece.has_field ? range_str(iterator->str, piece.specification) : NONE;
    parts[3] = piece.conversion ? value_of(str_from_character(piece.conversion)) : NONE;
    Tuple *tuple = NULL;
    if (parts[0] && parts[1] && parts[2] && parts[3])
        tuple = tuple_from_array(parts, 4);
    for (int i = 0; i < 4; i++)
        decref_maybe(parts[i]);
    *item = value_of(tuple);
    return tuple ? NEXT_ITEM : NEXT_ERROR;
}

static Next next_step(TemplateIterator *iterator, Value *item) {
    FieldStep step;
    Next next = template_field_next(iterator->str, &iterator->at, iterator->str->length, &step);
    if (next != NEXT_ITEM)
        return next;
    Value name =
        step.index >= 0 ? value_of_small_int(step.index) : range_str(iterator->str, step.name);
    Tuple *tuple = name ? tuple_pack(2, value_of_bool(step.is_attribute), name) : NULL;
    decref_maybe(name);
    *item = value_of(tuple);
    return tuple ? NEXT_ITEM : NEXT_ERROR;
}

static Next iterator_next_slot(Value self, Value *item) {
    TemplateIterator *iterator = (TemplateIterator *)object_of(self);
    return iterator->is_field ? next_step(iterator, item) : next_piece(iterator, item);
}

static void iterator_dealloc(Object *object) {
    TemplateIterator *iterator = (TemplateIterator *)object;
    GIVE_UP(iterator->str);
    mem_object_free(object, sizeof *iterator);
}

static Value iterator_self(Value self) {
    return own(self);
}

static Type formatter_iterator_type = {
    TYPE_INIT_ATOM("formatteriterator", sizeof(TemplateIterator), iterator_dealloc),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION, .iter = iterator_self,
    .next = iterator_next_slot};
static Type field_name_iterator_type = {
    TYPE_INIT_ATOM("fieldnameiterator", sizeof(TemplateIterator), iterator_dealloc),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION, .iter = iterator_self,
    .next = iterator_next_slot};

static Value iterator_new(Type *type, Str *str, size_t at, bool is_field) {
    TemplateIterator *iterator = mem_object_new(&type->mem, sizeof *iterator);
    if (!iterator)
        return raise_no_memory();
    OWN(str);
    iterator->str = str;
    iterator->at = at;
    iterator->is_field = is_field;
    return value_of(iterator);
}

static Value formatter_parser(Value module, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("expected str, got %T", args[0]);
    return iterator_new(&formatter_iterator_type, str_of(args[0]), 0, false);
}

static Value formatter_field_name_split(Value module, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("expected str, got %T", args[0]);
    Str *str = str_of(args[0]);
    TemplateRange first = template_field_first(str, (TemplateRange){0, str->length});
    ptrdiff_t index;
    if (!template_index(str, first, &index))
        return NULL;
    Value name = index >= 0 ? value_of_small_int(index) : range_str(str, first);
    Value rest = iterator_new(&field_name_iterator_type, str, first.end, true);
    Tuple *tuple = name && rest ? tuple_pack(2, name, rest) : NULL;
    decref_maybe(name);
    decref_maybe(rest);
    return value_of(tuple);
}

static const NativeMethod functions[] = {
    NATIVE("formatter_field_name_split(field_name, /)", formatter_field_name_split,
           "The first part of a field name, and an iterator over the rest."),
    NATIVE("formatter_parser(format_string, /)", formatter_parser,
           "An iterator over the pieces of a template."),
    NATIVE_END};

static bool exec(Module *module) {
    return type_ready(&formatter_iterator_type) && type_ready(&field_name_iterator_type);
}

const NativeModule _string_module = {.name = "_string",
                                     .doc = "Helpers of the module string.",
                                     .functions = functions,
                                     .exec = exec};
