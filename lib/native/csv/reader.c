/* The reader: a state machine over the characters of lines; a record may span several.
 *
 * Runs of ordinary characters are taken at once; the builder holds the field under way. */
#include "lib/native/csv/csv.h"
#include "vm/pass.h"

typedef enum {
    AT_RECORD, /* nothing of it has been read */
    AT_FIELD,
    AFTER_ESCAPE,
    IN_FIELD,
    IN_QUOTES,
    AFTER_ESCAPE_IN_QUOTES,
    AFTER_QUOTE, /* in quotes: the end, or the first of two */
    AT_LINE_END, /* behind \r or \n: nothing else may come */
    AFTER_ESCAPED_LINE_END,
} State;

#define LINE_END (UINT32_MAX - 1) /* as a character: the line is over */

typedef struct Reader {
    Object header;
    Value lines; /* iterator */
    Dialect *dialect;
    List *fields; /* of the record under way, or null */
    StrBuilder field;
    State state;
    bool unquoted; /* the field under way */
    int64_t line_count;
} Reader;

static Reader *reader_of(Value value) {
    return (Reader *)object_of(value);
}

static bool save_field(Reader *reader) {
    int quoting = reader->dialect->quoting;
    bool empty = reader->field.length == 0;
    Value field;
    if (reader->unquoted && empty && (quoting == QUOTE_NOTNULL || quoting == QUOTE_STRINGS))
        field = NONE;
    else
        field = value_of(str_builder_finish(&reader->field));
    if (field && field != NONE && reader->unquoted && !empty &&
        (quoting == QUOTE_NONNUMERIC || quoting == QUOTE_STRINGS))
        replace_value(&field, object_to_float(field));
    return field && list_append_steal(reader->fields, field);
}

static bool check_limit(const Reader *reader) {
    if (reader->field.failed)
        return false;
    return (int64_t)reader->field.length <= csv_field_limit ||
           raise_csv_error("field larger than field limit (%zd)", (ptrdiff_t)csv_field_limit);
}

static bool add_character(Reader *reader, uint32_t c) {
    str_builder_character(&reader->field, c);
    return check_limit(reader);
}

static bool is_line_end(uint32_t c) {
    return c == '\n' || c == '\r' || c == LINE_END;
}

static bool end_field_and_record(Reader *reader, uint32_t c) {
    reader->state = c == LINE_END ? AT_RECORD : AT_LINE_END;
    return save_field(reader);
}

static bool start_field(Reader *reader, uint32_t c) {
    const Dialect *dialect = reader->dialect;
    reader->unquoted = true;
    if (is_line_end(c))
        return end_field_and_record(reader, c);
    if (c == dialect->quote && dialect->quoting != QUOTE_NONE) {
        reader->unquoted = false;
        reader->state = IN_QUOTES;
        return true;
    }
    if (c == dialect->escape) {
        reader->state = AFTER_ESCAPE;
        return true;
    }
    if (c == ' ' && dialect->skip_space)
        return true;
    if (c == dialect->delimiter)
        return save_field(reader);
    reader->state = IN_FIELD;
    return add_character(reader, c);
}

static bool continue_field(Reader *reader, uint32_t c) {
    if (is_line_end(c))
        return end_field_and_record(reader, c);
    if (c == reader->dialect->escape) {
        reader->state = AFTER_ESCAPE;
        return true;
    }
    if (c == reader->dialect->delimiter) {
        reader->state = AT_FIELD;
        return save_field(reader);
    }
    return add_character(reader, c);
}

static bool continue_quotes(Reader *reader, uint32_t c) {
    const Dialect *dialect = reader->dialect;
    if (c == LINE_END)
        return true;
    if (c == dialect->escape) {
        reader->state = AFTER_ESCAPE_IN_QUOTES;
        return true;
    }
    if (c == dialect->quote && dialect->quoting != QUOTE_NONE) {
        reader->state = dialect->double_quote ? AFTER_QUOTE : IN_FIELD;
        return true;
    }
    return add_character(reader, c);
}

static bool behind_quote(Reader *reader, uint32_t c) {
    const Dialect *dialect = reader->dialect;
    if (c == dialect->quote && dialect->quoting != QUOTE_NONE) {
        reader->state = IN_QUOTES;
        return add_character(reader, c);
    }
    if (c == dialect->delimiter) {
        reader->state = AT_FIELD;
        return save_field(reader);
    }
    if (is_line_end(c))
        return end_field_and_record(reader, c);
    if (dialect->strict) {
        Str *delimiter = str_from_character(dialect->delimiter);
        Str *quote = delimiter ? str_from_character(dialect->quote) : NULL;
        if (quote)
            raise_csv_error("'%U' expected after '%U'", delimiter, quote);
        decref_maybe(value_of(delimiter));
        decref_maybe(value_of(quote));
        return false;
    }
    reader->state = IN_FIELD;
    return add_character(reader, c);
}

static bool process(Reader *reader, uint32_t c) {
    switch (reader->state) {
    case AT_RECORD:
        if (c == LINE_END) /* an empty line is an empty record */
            return true;
        if (is_line_end(c)) {
            reader->state = AT_LINE_END;
            return true;
        }
        reader->state = AT_FIELD;
        return start_field(reader, c);
    case AT_FIELD:
        return start_field(reader, c);
    case AFTER_ESCAPE:
        reader->state = c == '\n' || c == '\r' ? AFTER_ESCAPED_LINE_END : IN_FIELD;
        return add_character(reader, c == LINE_END ? '\n' : c);
    case AFTER_ESCAPED_LINE_END:
        if (c == LINE_END)
            return true;
        reader->state = IN_FIELD;
        return continue_field(reader, c);
    case IN_FIELD:
        return continue_field(reader, c);
    case IN_QUOTES:
        return continue_quotes(reader, c);
    case AFTER_ESCAPE_IN_QUOTES:
        reader->state = IN_QUOTES;
        return add_character(reader, c == LINE_END ? '\n' : c);
    case AFTER_QUOTE:
        return behind_quote(reader, c);
    case AT_LINE_END:
        if (c == '\n' || c == '\r')
            return true;
        if (c != LINE_END)
            return raise_csv_error("new-line character seen in unquoted field - do you need to "
                                   "open the file with newline=''?");
        reader->state = AT_RECORD;
        return true;
    }
    return false;
}

/* How far the characters mean nothing in this state. */
static size_t ordinary_run(const Reader *reader, const Str *line, size_t start) {
    const Dialect *dialect = reader->dialect;
    size_t i = start;
    if (reader->state == IN_FIELD)
        for (; i < line->length; i++) {
            uint32_t c = str_at(line, i);
            if (c == dialect->delimiter || c == '\n' || c == '\r' || c == dialect->escape)
                break;
        }
    else if (reader->state == IN_QUOTES)
        for (; i < line->length; i++) {
            uint32_t c = str_at(line, i);
            if (c == dialect->quote || c == dialect->escape)
                break;
        }
    return i;
}

static bool process_line(Reader *reader, const Str *line) {
    for (size_t i = 0; i < line->length;) {
        size_t end = ordinary_run(reader, line, i);
        if (end > i) {
            str_builder_range(&reader->field, line, i, end);
            if (!check_limit(reader))
                return false;
            i = end;
            continue;
        }
        if (!pass_may_go_on() || !process(reader, str_at(line, i)))
            return false;
        i++;
    }
    return process(reader, LINE_END);
}

static bool restart(Reader *reader) {
    str_builder_abandon(&reader->field);
    str_builder_init(&reader->field);
    List *fresh = list_new(0), *old = reader->fields;
    reader->fields = fresh;
    decref_maybe(value_of(old));
    reader->state = AT_RECORD;
    reader->unquoted = false;
    return fresh != NULL;
}

/* The lines ended within a record. */
static Next finish_early(Reader *reader) {
    if (reader->field.length == 0 && reader->state != IN_QUOTES)
        return NEXT_DONE;
    if (reader->dialect->strict) {
        raise_csv_error("unexpected end of data");
        return NEXT_ERROR;
    }
    return save_field(reader) ? NEXT_ITEM : NEXT_ERROR;
}

static Next reader_next(Value self, Value *item) {
    Reader *reader = reader_of(self);
    if (!restart(reader))
        return NEXT_ERROR;
    do {
        Value line;
        Next next = iterator_next(reader->lines, &line);
        if (next == NEXT_DONE) {
            next = finish_early(reader);
            if (next != NEXT_ITEM)
                return next;
            break;
        }
        if (next == NEXT_ERROR)
            return NEXT_ERROR;
        if (!is_str(line)) {
            raise_csv_error("iterator should return strings, not %T (the file should be opened in "
                            "text mode)",
                            line);
            decref(line);
            return NEXT_ERROR;
        }
        reader->line_count++;
        /* The iterator may have called this reader: it has its fields still, or none. */
        bool fine = reader->fields && process_line(reader, str_of(line));
        decref(line);
        if (!fine) {
            if (!exception_pending())
                raise_csv_error("iterator has already advanced the reader");
            return NEXT_ERROR;
        }
    } while (reader->state != AT_RECORD);
    *item = value_of(reader->fields);
    reader->fields = NULL;
    return NEXT_ITEM;
}

Value csv_reader(Value module, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("reader", count, NULL, 1, 2))
        return NULL;
    Value lines = object_iter(args[0]);
    Dialect *dialect =
        lines ? csv_dialect_get(count > 1 ? args[1] : NULL, args + count, keywords) : NULL;
    Reader *reader = dialect ? type_allocate(&csv_reader_type, 0) : NULL;
    if (!reader) {
        decref_maybe(lines);
        decref_maybe(value_of(dialect));
        return NULL;
    }
    reader->lines = lines;
    reader->dialect = dialect;
    str_builder_init(&reader->field);
    mem_gc_track(reader);
    return value_of(reader);
}

static void reader_dealloc(Object *object) {
    Reader *reader = (Reader *)object;
    mem_gc_untrack(object);
    str_builder_abandon(&reader->field);
    decref_maybe(reader->lines);
    decref_maybe(value_of(reader->dialect));
    decref_maybe(value_of(reader->fields));
    mem_object_free(object, sizeof *reader);
}

static void reader_traverse(Object *object, MemVisit visit, void *context) {
    Reader *reader = (Reader *)object;
    visit_value(reader->lines, visit, context);
    visit_value(value_of(reader->dialect), visit, context);
    visit_value(value_of(reader->fields), visit, context);
}

static const NativeMember members[] = {
    {"dialect", MEMBER_VALUE, offsetof(Reader, dialect), false, NULL},
    {"line_num", MEMBER_INT64, offsetof(Reader, line_count), false, NULL},
    {NULL, 0, 0, false, NULL}};

Type csv_reader_type = {
    TYPE_INIT_CONTAINER("_csv.reader", sizeof(Reader), reader_dealloc, reader_traverse, NULL),
    .flags = TYPE_NO_INSTANTIATION | TYPE_IMMUTABLE,
    .base = &object_type,
    .doc = "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin "
           "CSV format.\n",
    .members = members,
    .iter = iterator_iter_self,
    .next = reader_next,
};
