/* Statements: prepared text, the values bound to its parameters, and its rows. */
#include "lib/native/sqlite/sqlite.h"

#include <limits.h>

static Statement *statement_of(Value value) {
    return (Statement *)object_of(value);
}

/* A Statement, or SQLite's code. */
Value sqlite_prepare(Value self, Value *args) {
    sqlite3 *db = database_of(self)->db;
    size_t size;
    if (!db)
        return sqlite_raise_closed();
    if (!is_str(args[0]))
        return raise_type_error("expected a str");
    const char *text = sqlite_text(args[0], &size), *tail = NULL;
    if (text && size >= INT_MAX)
        return value_of_small_int(SQLITE_TOOBIG);
    Statement *statement = text ? type_allocate(&sqlite_statement_type, 0) : NULL;
    if (!statement)
        return NULL;
    statement->database = database_of(own(self));
    mem_gc_track(statement);
    sqlite_call_begin(statement->database);
    gil_release();
    int code = sqlite.sqlite3_prepare_v2(db, text, (int)size + 1, &statement->statement, &tail);
    gil_acquire();
    sqlite_call_end(statement->database);
    if (code == SQLITE_OK) {
        statement->tail = (size_t)(tail - text);
        return value_of(statement);
    }
    GIVE_UP(statement);
    return value_of_small_int(code);
}

static void statement_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(value_of(((Statement *)object)->database), visit, context);
}

static void statement_dealloc(Object *object) {
    Statement *statement = (Statement *)object;
    mem_gc_untrack(object);
    sqlite.sqlite3_finalize(statement->statement);
    decref_maybe(value_of(statement->database));
    mem_object_free(object, sizeof *statement);
}

void *sqlite_raise_stepping(void) {
    return raise_value_error("the statement is being executed");
}

int sqlite_step(Statement *statement) {
    if (statement->stepping) {
        sqlite_raise_stepping();
        return -1;
    }
    Database *database = statement->database;
    if (database->is_replaced)
        return SQLITE_BUSY;
    OWN(statement);
    statement->stepping = true;
    database->steps++;
    gil_release();
    int code = sqlite.sqlite3_step(statement->statement);
    gil_acquire();
    statement->stepping = false;
    database->steps--;
    if (code == SQLITE_INTERRUPT && exception_pending()) {
        sqlite.sqlite3_reset(statement->statement);
        code = -1;
    }
    GIVE_UP(statement);
    return code;
}

static Value statement_step(Value self, Value *args) {
    int code = statement_of(self)->statement ? sqlite_step(statement_of(self)) : SQLITE_DONE;
    return code < 0 ? NULL : value_of_small_int(code);
}

static Value statement_bind(Value self, Value *args) {
    Statement *statement = statement_of(self);
    int index;
    if (!int_as_int(args[0], &index))
        return NULL;
    if (statement->stepping)
        return sqlite_raise_stepping();
    int code =
        statement->statement ? sqlite_bind(statement->statement, index, args[1]) : SQLITE_RANGE;
    return code < 0 ? NULL : value_of_small_int(code);
}

bool sqlite_reset(Statement *statement) {
    if (statement->stepping)
        return sqlite_raise_stepping();
    if (statement->statement) {
        sqlite.sqlite3_reset(statement->statement);
        sqlite.sqlite3_clear_bindings(statement->statement);
    }
    return true;
}

static Value statement_reset(Value self, Value *args) {
    return sqlite_reset(statement_of(self)) ? NONE : NULL;
}

static int column_count(sqlite3_stmt *statement) {
    return statement ? sqlite.sqlite3_column_count(statement) : 0;
}

Tuple *sqlite_row_values(sqlite3_stmt *statement, Value text_factory, Value given) {
    Tuple *converters = is_tuple(given) ? tuple_of(given) : NULL;
    int count = column_count(statement);
    Tuple *row = tuple_new((size_t)count);
    for (int i = 0; i < count; i++) {
        if (!row)
            return NULL;
        Value converter = converters && (size_t)i < converters->count ? converters->items[i] : NONE;
        Value value = converter == NONE ? sqlite_column(statement, i, text_factory)
                                        : sqlite_converted_column(statement, i, converter);
        row->items[i] = value ? value : NONE;
        if (!value) {
            for (int rest = i + 1; rest < count; rest++)
                row->items[rest] = NONE;
            GIVE_UP(row);
            row = NULL;
        }
    }
    return row;
}

static Value statement_row(Value self, Value *args) {
    return value_of(sqlite_row_values(statement_of(self)->statement, args[0], args[1]));
}

/* What `get` says of each of the columns or parameters. */
static Value names_of(sqlite3_stmt *statement, int count, int first,
                      const char *(*get)(sqlite3_stmt *, int)) {
    List *names = list_new((size_t)count);
    for (int i = 0; names && i < count; i++) {
        const char *text = get(statement, first + i);
        Value name = text ? value_of(str_from_c(text)) : NONE;
        if (!name || !list_append_steal(names, name)) {
            GIVE_UP(names);
            return NULL;
        }
    }
    return value_of(names);
}

static Value statement_columns(Value self, Value *args) {
    sqlite3_stmt *statement = statement_of(self)->statement;
    return names_of(statement, column_count(statement), 0, sqlite.sqlite3_column_name);
}

/* What a cursor's description is: seven items for each column, the first of which is its name. */
static Value statement_description(Value self, Value *args) {
    sqlite3_stmt *statement = statement_of(self)->statement;
    int count = column_count(statement);
    Tuple *description = tuple_new((size_t)count);
    bool fine = description != NULL;
    for (int i = 0; description && i < count; i++) {
        const char *text = fine ? sqlite.sqlite3_column_name(statement, i) : NULL;
        Value name = text ? value_of(str_from_c(text)) : NONE;
        Tuple *column = name ? tuple_pack(7, name, NONE, NONE, NONE, NONE, NONE, NONE) : NULL;
        decref_maybe(name);
        fine = column != NULL;
        description->items[i] = column ? value_of(column) : NONE;
    }
    if (fine)
        return value_of(description);
    decref_maybe(value_of(description));
    return NULL;
}

static Value statement_types(Value self, Value *args) {
    sqlite3_stmt *statement = statement_of(self)->statement;
    return names_of(statement, column_count(statement), 0, sqlite.sqlite3_column_decltype);
}

static Value statement_parameters(Value self, Value *args) {
    sqlite3_stmt *statement = statement_of(self)->statement;
    return names_of(statement, statement ? sqlite.sqlite3_bind_parameter_count(statement) : 0, 1,
                    sqlite.sqlite3_bind_parameter_name);
}

static Value get_tail(Value self) {
    return value_from_uint64(statement_of(self)->tail);
}

static Value get_read_only(Value self) {
    sqlite3_stmt *statement = statement_of(self)->statement;
    return value_of_bool(!statement || sqlite.sqlite3_stmt_readonly(statement));
}

static Value get_is_empty(Value self) {
    return value_of_bool(!statement_of(self)->statement);
}

static const NativeMethod methods[] = {
    NATIVE("step($self, /)", statement_step, NULL),
    NATIVE("bind($self, index, value, /)", statement_bind, NULL),
    NATIVE("reset($self, /)", statement_reset, NULL),
    NATIVE("run($self, values, /)", sqlite_run, NULL),
    NATIVE("run_many($self, iterator, /)", sqlite_run_many, NULL),
    NATIVE("take_row($self, text_factory, converters, description, /)", sqlite_take_row, NULL),
    NATIVE("take_rows($self, text_factory, converters, description, most, /)", sqlite_take_rows,
           NULL),
    NATIVE("row($self, text_factory, converters, /)", statement_row, NULL),
    NATIVE("columns($self, /)", statement_columns, NULL),
    NATIVE("description($self, /)", statement_description, NULL),
    NATIVE("types($self, /)", statement_types, NULL),
    NATIVE("parameters($self, /)", statement_parameters, NULL),
    NATIVE_END};
static const NativeGetSet getsets[] = {{"tail", get_tail, NULL, NULL},
                                       {"read_only", get_read_only, NULL, NULL},
                                       {"code", sqlite_step_code, NULL, NULL},
                                       {"is_empty", get_is_empty, NULL, NULL},
                                       {NULL, NULL, NULL, NULL}};

static const NativeMember members[] = {
    {"is_busy", MEMBER_BOOL, offsetof(Statement, is_busy), true, NULL},
    {"changes_rows", MEMBER_BOOL, offsetof(Statement, changes_rows), true, NULL},
    {NULL, 0, 0, false, NULL}};

Type sqlite_statement_type = {
    TYPE_INIT_CONTAINER("_sqlite.Statement", sizeof(Statement), statement_dealloc,
                        statement_traverse, NULL), /* a cycle is broken at its database */
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .base = &object_type,
    .methods = methods,
    .getsets = getsets,
    .members = members,
};
