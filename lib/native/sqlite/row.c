/* sqlite3.Row: a row that is a sequence and, by the names of its columns, a mapping. */
#include "lib/native/sqlite/sqlite.h"

#include <string.h>

typedef struct Row {
    Object header;
    Value description; /* owned; the cursor's: tuples that begin with the name, or None */
    Tuple *values;     /* owned */
} Row;

static Value cursor_class; /* owned; set by the package */

static Row *row_of(Value value) {
    return (Row *)object_of(value);
}

Value sqlite_set_cursor_class(Value module, Value *args) {
    if (!is_type(args[0]))
        return raise_type_error("expected a class");
    replace_value(&cursor_class, own(args[0]));
    return NONE;
}

void sqlite_forget_cursor_class(void) {
    clear_value(&cursor_class);
}

static Value make(Type *type, Value description, Tuple *values) {
    Row *row = type_allocate(type, 0);
    if (!row)
        return NULL;
    row->description = own(description);
    row->values = values;
    OWN(values);
    mem_gc_track(row);
    return value_of(row);
}

Value sqlite_row_new(Value description, Tuple *values) {
    return make(&sqlite_row_type, description, values);
}

static Value new_row(Type *type, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("Row", count, keywords, 2, 2))
        return NULL;
    if (!cursor_class || !type_is_subtype(type_of(args[0]), type_cast(cursor_class)))
        return raise_type_error("Row() argument 1 must be sqlite3.Cursor, not %T", args[0]);
    if (!is_tuple(args[1]))
        return raise_type_error("Row() argument 2 must be tuple, not %T", args[1]);
    Str *name = str_interned("_description");
    Value description = name ? attribute_get(args[0], name) : NULL;
    Value row = description ? make(type, description, tuple_of(args[1])) : NULL;
    decref_maybe(value_of(name));
    decref_maybe(description);
    return row;
}

static void row_clear(Object *object) {
    replace_value(&((Row *)object)->description, NONE);
}

static void row_dealloc(Object *object) {
    mem_gc_untrack(object);
    decref_maybe(((Row *)object)->description);
    decref_maybe(value_of(((Row *)object)->values));
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void row_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((Row *)object)->description, visit, context);
    visit_value(value_of(((Row *)object)->values), visit, context);
}

/* ---- names ----------------------------------------------------------------------------------- */

static size_t column_count(const Row *row) {
    return is_tuple(row->description) ? tuple_of(row->description)->count : 0;
}

/* Borrowed; None for what no cursor describes so. */
static Value column_name(const Row *row, size_t index) {
    Value column = tuple_of(row->description)->items[index];
    return is_tuple(column) && tuple_of(column)->count > 0 ? tuple_of(column)->items[0] : NONE;
}

static uint8_t lower(uint8_t c) {
    return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

/* Case makes no difference between ASCII letters alone. */
static bool is_name(Value name, const Str *wanted) {
    if (!is_str(name))
        return false;
    const Str *text = str_of(name);
    if (!text->ascii || !wanted->ascii)
        return str_equal(text, wanted);
    if (text->length != wanted->length)
        return false;
    for (size_t i = 0; i < text->length; i++)
        if (lower(text->data[i]) != lower(wanted->data[i]))
            return false;
    return true;
}

static Value get_item(Value self, Value key) {
    const Row *row = row_of(self);
    if (is_int(key) || has_type(key, &slice_type))
        return object_get_item(value_of(row->values), key);
    if (!is_str(key))
        return raise_index_error("Index must be int or string");
    for (size_t i = 0; i < column_count(row) && i < row->values->count; i++)
        if (is_name(column_name(row, i), str_of(key)))
            return own(row->values->items[i]);
    return raise_index_error("No item with that key");
}

static Value keys(Value self, Value *args) {
    const Row *row = row_of(self);
    List *list = list_new(column_count(row));
    for (size_t i = 0; list && i < column_count(row); i++)
        if (!list_append(list, column_name(row, i))) {
            GIVE_UP(list);
            return NULL;
        }
    return value_of(list);
}

/* ---- as a sequence --------------------------------------------------------------------------- */

static ptrdiff_t length(Value self) {
    return (ptrdiff_t)row_of(self)->values->count;
}

static Value iter(Value self) {
    return object_iter(value_of(row_of(self)->values));
}

static Value compare(Value self, Value other, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !is_instance_of(self, &sqlite_row_type) ||
        !is_instance_of(other, &sqlite_row_type))
        return NOT_IMPLEMENTED;
    Answer equal = object_equal(row_of(self)->description, row_of(other)->description);
    if (equal == ANSWER_YES)
        equal = object_equal(value_of(row_of(self)->values), value_of(row_of(other)->values));
    return equal == ANSWER_ERROR ? NULL
                                 : value_of_bool((equal == ANSWER_YES) == (op == COMPARE_EQ));
}

static Hash hash(Value self) {
    Hash description = object_hash(row_of(self)->description);
    Hash values = description == -1 ? -1 : object_hash(value_of(row_of(self)->values));
    Hash both = description ^ values;
    return values == -1 ? -1 : both == -1 ? -2 : both;
}

static const NativeMethod methods[] = {
    NATIVE("keys($self, /)", keys, "Returns the keys of the row."), NATIVE_END};

Type sqlite_row_type = {
    TYPE_INIT_CONTAINER("sqlite3.Row", sizeof(Row), row_dealloc, row_traverse, row_clear),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .methods = methods,
    .new = new_row,
    .get_item = get_item,
    .length = length,
    .iter = iter,
    .compare = compare,
    .hash = hash,
};
