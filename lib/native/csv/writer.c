/* The writer: a record is joined in a builder and written with one call. */
#include "lib/native/csv/csv.h"

typedef struct Writer {
    Object header;
    Value write; /* bound method of the file */
    Dialect *dialect;
} Writer;

static Writer *writer_of(Value value) {
    return (Writer *)object_of(value);
}

static bool in_terminator(const Dialect *dialect, uint32_t c) {
    const Str *terminator = str_of(dialect->line_terminator);
    for (size_t i = 0; i < terminator->length; i++)
        if (str_at(terminator, i) == c)
            return true;
    return false;
}

static bool is_special(const Dialect *dialect, uint32_t c) {
    return c == dialect->delimiter || c == dialect->quote || c == dialect->escape || c == '\n' ||
           c == '\r' || in_terminator(dialect, c);
}

/* Must the field stand in quotes because of what is in it? */
static bool needs_quotes(const Dialect *dialect, const Str *text) {
    if (dialect->quoting == QUOTE_NONE)
        return false;
    for (size_t i = 0; i < text->length; i++) {
        uint32_t c = str_at(text, i);
        if (!is_special(dialect, c))
            continue;
        bool escaped = c == dialect->quote ? !dialect->double_quote : c == dialect->escape;
        if (!escaped)
            return true;
    }
    return false;
}

static bool add_text(StrBuilder *builder, const Dialect *dialect, const Str *text, bool quoted) {
    if (quoted)
        str_builder_character(builder, dialect->quote);
    size_t start = 0;
    for (size_t i = 0; i < text->length; i++) {
        uint32_t c = str_at(text, i), before;
        if (!is_special(dialect, c))
            continue;
        if (dialect->quoting != QUOTE_NONE && c == dialect->quote && dialect->double_quote)
            before = dialect->quote;
        else if (dialect->quoting == QUOTE_NONE || c == dialect->quote || c == dialect->escape)
            before = dialect->escape;
        else
            continue;
        if (before == CHARACTER_NONE)
            return raise_csv_error("need to escape, but no escapechar set");
        str_builder_range(builder, text, start, i);
        str_builder_character(builder, before);
        start = i;
    }
    str_builder_range(builder, text, start, text->length);
    if (quoted)
        str_builder_character(builder, dialect->quote);
    return !builder->failed;
}

static bool is_number(Value value) {
    return is_small_int(value) || type_of(value)->to_float || type_of(value)->to_index;
}

static bool is_quoted_by_kind(const Dialect *dialect, Value field) {
    switch (dialect->quoting) {
    case QUOTE_ALL:
        return true;
    case QUOTE_NONNUMERIC:
        return !is_number(field);
    case QUOTE_STRINGS:
        return is_str(field);
    case QUOTE_NOTNULL:
        return field != NONE;
    }
    return false;
}

/* An empty text that has no quotes by the rules: may it get some? */
static bool may_quote_empty(const Dialect *dialect, Value field) {
    int quoting = dialect->quoting;
    return quoting != QUOTE_NONE &&
           !(field == NONE && (quoting == QUOTE_STRINGS || quoting == QUOTE_NOTNULL));
}

static bool add_field(StrBuilder *builder, const Dialect *dialect, Value field) {
    bool quoted = is_quoted_by_kind(dialect, field);
    Value text = is_str(field)   ? own(field)
                 : field == NONE ? value_of(str_empty())
                                 : object_str(field);
    if (!text)
        return false;
    bool fine = true;
    if (str_of(text)->length == 0 && dialect->delimiter == ' ' && dialect->skip_space && !quoted) {
        fine = may_quote_empty(dialect, field) ||
               raise_csv_error("empty field must be quoted if delimiter is a space and "
                               "skipinitialspace is true");
        quoted = true;
    }
    quoted = quoted || needs_quotes(dialect, str_of(text)) ||
             (dialect->delimiter == ' ' && dialect->skip_space && dialect->quoting != QUOTE_NONE &&
              str_of(text)->length && str_at(str_of(text), 0) == ' ');
    fine = fine && add_text(builder, dialect, str_of(text), quoted);
    decref(text);
    return fine;
}

/* Without a line terminator, a record of one empty field would be no record. */
static bool add_lone_empty(StrBuilder *builder, const Dialect *dialect, Value field) {
    if (!may_quote_empty(dialect, field))
        return raise_csv_error("single empty field record must be quoted");
    str_builder_character(builder, dialect->quote);
    return str_builder_character(builder, dialect->quote);
}

static Str *join(const Dialect *dialect, Value fields) {
    Value last = NULL, field;
    size_t count = 0;
    StrBuilder builder;
    str_builder_init(&builder);
    Next next;
    while ((next = iterator_next(fields, &field)) == NEXT_ITEM) {
        if (count++ > 0)
            str_builder_character(&builder, dialect->delimiter);
        decref_maybe(last);
        last = field;
        if (!add_field(&builder, dialect, field)) {
            next = NEXT_ERROR;
            break;
        }
    }
    if (next != NEXT_ERROR && count == 1 && builder.length == 0 &&
        !add_lone_empty(&builder, dialect, last))
        next = NEXT_ERROR;
    decref_maybe(last);
    if (next == NEXT_ERROR) {
        str_builder_abandon(&builder);
        return NULL;
    }
    str_builder_str(&builder, str_of(dialect->line_terminator));
    return str_builder_finish(&builder);
}

static Value write_row(Writer *writer, Value row) {
    Value fields = object_iter(row);
    if (!fields) {
        if (exception_clear_if(&exc_TypeError))
            raise_csv_error("iterable expected, not %T", row);
        return NULL;
    }
    Str *line = join(writer->dialect, fields);
    decref(fields);
    Value result = line ? call_1(writer->write, value_of(line)) : NULL;
    decref_maybe(value_of(line));
    return result;
}

static Value writer_writerow(Value self, Value *args) {
    return write_row(writer_of(self), args[0]);
}

static Value writer_writerows(Value self, Value *args) {
    Value rows = object_iter(args[0]), row;
    Next next = NEXT_ERROR;
    while (rows && (next = iterator_next(rows, &row)) == NEXT_ITEM) {
        Value result = write_row(writer_of(self), row);
        decref(row);
        if (!result) {
            next = NEXT_ERROR;
            break;
        }
        decref(result);
    }
    decref_maybe(rows);
    return next == NEXT_DONE ? NONE : NULL;
}

Value csv_writer(Value module, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("writer", count, NULL, 1, 2))
        return NULL;
    Str *name = str_interned("write");
    Value write = NULL;
    if (!name)
        return NULL;
    Lookup found = attribute_lookup(args[0], name, &write);
    GIVE_UP(name);
    if (found == LOOKUP_ERROR)
        return NULL;
    if (found == LOOKUP_MISSING || !is_callable(write)) {
        decref_maybe(write);
        return raise_type_error("argument 1 must have a \"write\" method");
    }
    Dialect *dialect = csv_dialect_get(count > 1 ? args[1] : NULL, args + count, keywords);
    Writer *writer = dialect ? type_allocate(&csv_writer_type, 0) : NULL;
    if (!writer) {
        decref(write);
        decref_maybe(value_of(dialect));
        return NULL;
    }
    writer->write = write;
    writer->dialect = dialect;
    mem_gc_track(writer);
    return value_of(writer);
}

static void writer_dealloc(Object *object) {
    Writer *writer = (Writer *)object;
    mem_gc_untrack(object);
    decref_maybe(writer->write);
    decref_maybe(value_of(writer->dialect));
    mem_object_free(object, sizeof *writer);
}

static void writer_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((Writer *)object)->write, visit, context);
    visit_value(value_of(((Writer *)object)->dialect), visit, context);
}

static const NativeMember members[] = {
    {"dialect", MEMBER_VALUE, offsetof(Writer, dialect), false, NULL}, {NULL, 0, 0, false, NULL}};
static const NativeMethod methods[] = {
    NATIVE("writerow($self, row, /)", writer_writerow,
           "writerow(iterable)\n\nConstruct and write a CSV record from an iterable of "
           "fields.  Non-string\nelements will be converted to string."),
    NATIVE("writerows($self, rows, /)", writer_writerows,
           "writerows(iterable of iterables)\n\nConstruct and write a series of iterables to a csv "
           "file.  Non-string\nelements will be converted to string."),
    NATIVE_END};

Type csv_writer_type = {
    TYPE_INIT_CONTAINER("_csv.writer", sizeof(Writer), writer_dealloc, writer_traverse, NULL),
    .flags = TYPE_NO_INSTANTIATION | TYPE_IMMUTABLE,
    .base = &object_type,
    .doc = "CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV "
           "format from sequence input.\n",
    .methods = methods,
    .members = members,
};
