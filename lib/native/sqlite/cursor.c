/* What sqlite3.Cursor keeps, and its rows one by one.
 *
 * The class is Python (_sqlite3/_cursor.py) and uses these fields by name. A row that needs nothing
 * of Python, as most do, is fetched here in a third of the time; for any other, and whenever
 * something is not as it should be, the class is asked. */
#include "lib/native/sqlite/sqlite.h"

#include "vm/iterate.h"

typedef struct Cursor {
    Object header;
    Value connection; /* all owned; null until _reset */
    Value prepared;   /* the package's statement while there are rows, or None */
    Value statement;  /* SQLite's of it */
    Value converters, description, row_factory, last_row;
    int64_t row_count;
    int32_t array_size;
    bool locked, closed;
} Cursor;

#define CURSOR_VALUES(V)                                                                           \
    V(connection) V(prepared) V(statement) V(converters) V(description) V(row_factory) V(last_row)

static Cursor *cursor_of(Value value) {
    return (Cursor *)object_of(value);
}

static struct {
    Str *database, *thread, *text_factory, *next_slowly, *end_rows, *finish;
} cursor_names;

bool sqlite_cursor_prepare(void) {
#define INTERN(field, text)                                                                        \
    if (!cursor_names.field && !(cursor_names.field = str_intern_forever_steal(str_from_c(text)))) \
        return false;
    INTERN(database, "_database")
    INTERN(thread, "_thread")
    INTERN(text_factory, "text_factory")
    INTERN(next_slowly, "_next_slowly")
    INTERN(end_rows, "_end_rows")
    INTERN(finish, "_finish")
#undef INTERN
    return type_ready(&sqlite_cursor_type);
}

/* ---- whether it can be used ------------------------------------------------------------------ */

static Answer is_of_this_thread(Value connection) {
    Value thread;
    Lookup found = attribute_lookup(connection, cursor_names.thread, &thread);
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_ERROR ? ANSWER_ERROR : ANSWER_NO;
    int64_t id = 0;
    bool fits = thread == NONE || (is_int(thread) && int_fits_int64(thread, &id) &&
                                   id == (int64_t)current_thread->id);
    decref(thread);
    return fits;
}

static Answer is_open(Value connection) {
    Value database;
    Lookup found = attribute_lookup(connection, cursor_names.database, &database);
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_ERROR ? ANSWER_ERROR : ANSWER_NO;
    bool open = has_type(database, &sqlite_database_type) && database_of(database)->db;
    decref(database);
    return open;
}

static Answer is_ready(const Cursor *cursor) {
    if (!cursor->connection || cursor->locked || cursor->closed)
        return ANSWER_NO;
    Value connection = own(cursor->connection);
    Answer answer = is_of_this_thread(connection);
    if (answer == ANSWER_YES)
        answer = is_open(connection);
    decref(connection);
    return answer;
}

static Value ready(Value self, Value *args) {
    Answer answer = is_ready(cursor_of(self));
    return answer == ANSWER_ERROR ? NULL : value_of_bool(answer == ANSWER_YES);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static Next next_slowly(Value self, Value *item) {
    *item = call_method_0(self, cursor_names.next_slowly);
    return *item ? NEXT_ITEM : iterator_failed();
}

/* The error of a step stays pending; there are no more rows. */
static void finish_failed(Value self) {
    Value error = exception_fetch();
    Value done = call_method_0(self, cursor_names.finish);
    if (!done)
        exception_clear();
    decref_maybe(done);
    exception_restore_steal(error);
}

/* The row, a step behind it; null without an exception: Python must say what is wrong. */
static Value take(Value self, Statement *statement, Value text_factory) {
    Cursor *cursor = cursor_of(self);
    bool is_row = cursor->row_factory == value_of(&sqlite_row_type);
    Value description = is_row && cursor->description ? own(cursor->description) : NONE;
    Value converters = cursor->converters ? own(cursor->converters) : NONE;
    cursor->locked = true;
    Value args[] = {text_factory, converters, description};
    Value row = sqlite_take_row(value_of(statement), args);
    cursor->locked = false;
    decref(description);
    decref(converters);
    if (!row && statement->code < 0)
        finish_failed(self);
    else if (!row && exception_matches(&exc_UnicodeDecodeError))
        exception_clear(); /* the row is there still */
    return row;
}

/* Behind the last row: the statement can be used again. */
static bool finish(Cursor *cursor, Statement *statement) {
    sqlite3 *db = statement->database->db;
    if (statement->changes_rows && db)
        cursor->row_count = sqlite.sqlite3_changes(db);
    clear_value(&cursor->prepared);
    clear_value(&cursor->statement);
    statement->is_busy = false;
    return sqlite_reset(statement);
}

static Next take_next(Value self, Statement *statement, Value text_factory, Value *item) {
    Value row = take(self, statement, text_factory);
    if (!row)
        return exception_pending() ? NEXT_ERROR : next_slowly(self, item);
    bool fine = true;
    if (statement->code == SQLITE_DONE) {
        fine = finish(cursor_of(self), statement);
    } else if (statement->code != SQLITE_ROW) {
        Value done = call_method_0(self, cursor_names.end_rows);
        decref_maybe(done);
        fine = done != NULL;
    }
    if (!fine) {
        decref(row);
        return NEXT_ERROR;
    }
    *item = row;
    return NEXT_ITEM;
}

static bool is_simple(const Cursor *cursor) {
    Value factory = cursor->row_factory;
    return cursor->statement && has_type(cursor->statement, &sqlite_statement_type) &&
           (!factory || factory == NONE || factory == value_of(&sqlite_row_type));
}

static Next cursor_next(Value self, Value *item) {
    const Cursor *cursor = cursor_of(self);
    Answer answer = is_ready(cursor);
    if (answer == ANSWER_ERROR)
        return NEXT_ERROR;
    if (answer == ANSWER_YES && (!cursor->prepared || cursor->prepared == NONE))
        return NEXT_DONE;
    if (answer == ANSWER_NO || !is_simple(cursor))
        return next_slowly(self, item);
    Value text_factory = attribute_get(cursor->connection, cursor_names.text_factory);
    if (!text_factory)
        return NEXT_ERROR;
    Value statement = own_maybe(cursor->statement);
    Next next = text_factory == value_of(&str_type) && statement
                    ? take_next(self, (Statement *)object_of(statement), text_factory, item)
                    : next_slowly(self, item);
    decref_maybe(statement);
    decref(text_factory);
    return next;
}

static Value fetch_one(Value self, Value *args) {
    Value row;
    Next next = cursor_next(self, &row);
    return next == NEXT_ITEM ? row : next == NEXT_DONE ? NONE : NULL;
}

/* ---- life ------------------------------------------------------------------------------------ */

static void reset_values(Cursor *cursor) {
#define CLEAR(name) clear_value(&cursor->name);
    CURSOR_VALUES(CLEAR)
#undef CLEAR
}

static Value reset(Value self, Value *args) {
    Cursor *cursor = cursor_of(self);
    reset_values(cursor);
    replace_value(&cursor->connection, own(args[0]));
    cursor->row_count = -1;
    cursor->array_size = 1;
    cursor->locked = cursor->closed = false;
    return NONE;
}

static Value cursor_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    Cursor *cursor = type_allocate(type, 0);
    if (cursor)
        mem_gc_track(cursor);
    return value_of(cursor);
}

static void cursor_clear(Object *object) {
    reset_values((Cursor *)object);
}

static void cursor_dealloc(Object *object) {
    mem_gc_untrack(object);
    reset_values((Cursor *)object);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void cursor_traverse(Object *object, MemVisit visit, void *context) {
    const Cursor *cursor = (Cursor *)object;
#define VISIT(name) visit_value(cursor->name, visit, context);
    CURSOR_VALUES(VISIT)
#undef VISIT
}

static const NativeMethod methods[] = {
    NATIVE("_reset($self, connection, /)", reset, NULL), NATIVE("_is_ready($self, /)", ready, NULL),
    NATIVE("fetchone($self, /)", fetch_one, "Fetches one row from the resultset."), NATIVE_END};

#define FIELD(name, kind, field)                                                                   \
    { name, kind, offsetof(Cursor, field), true, NULL }
static const NativeMember members[] = {FIELD("_connection", MEMBER_VALUE_OR_ERROR, connection),
                                       FIELD("_prepared", MEMBER_VALUE, prepared),
                                       FIELD("_statement", MEMBER_VALUE, statement),
                                       FIELD("_converters", MEMBER_VALUE, converters),
                                       FIELD("_description", MEMBER_VALUE, description),
                                       FIELD("row_factory", MEMBER_VALUE, row_factory),
                                       FIELD("_lastrowid", MEMBER_VALUE, last_row),
                                       FIELD("_rowcount", MEMBER_INT64, row_count),
                                       FIELD("arraysize", MEMBER_INT32, array_size),
                                       FIELD("_locked", MEMBER_BOOL, locked),
                                       FIELD("_closed", MEMBER_BOOL, closed),
                                       {NULL, 0, 0, false, NULL}};

Type sqlite_cursor_type = {
    TYPE_INIT_CONTAINER("_sqlite.Cursor", sizeof(Cursor), cursor_dealloc, cursor_traverse,
                        cursor_clear),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .methods = methods,
    .members = members,
    .new = cursor_new,
    .iter = iterator_iter_self,
    .next = cursor_next,
};
