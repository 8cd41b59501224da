/* _sqlite: SQLite's databases and statements, as libsqlite3 has them. The package sqlite3 makes the
 * Python database interface of them.
 *
 * Functions give SQLite's result codes; what a code means is for the package to say. The GIL is
 * given away while a statement runs; functions written in Python take it back. */
#include "lib/foreign.h"

#include <sqlite3.h>
#include <string.h>

/* clang-format off */
#define FUNCTIONS(F)                                                                               \
    F(sqlite3_open_v2) F(sqlite3_close_v2) F(sqlite3_busy_timeout) F(sqlite3_prepare_v2)           \
    F(sqlite3_finalize) F(sqlite3_step) F(sqlite3_reset) F(sqlite3_clear_bindings)                 \
    F(sqlite3_bind_null) F(sqlite3_bind_int64) F(sqlite3_bind_double) F(sqlite3_bind_text)         \
    F(sqlite3_bind_blob) F(sqlite3_bind_parameter_count) F(sqlite3_bind_parameter_name)            \
    F(sqlite3_column_count) F(sqlite3_column_name) F(sqlite3_column_type)                          \
    F(sqlite3_column_decltype) F(sqlite3_column_int64) F(sqlite3_column_double)                    \
    F(sqlite3_column_text) F(sqlite3_column_blob) F(sqlite3_column_bytes) F(sqlite3_changes)       \
    F(sqlite3_total_changes) F(sqlite3_last_insert_rowid) F(sqlite3_get_autocommit)                \
    F(sqlite3_errmsg) F(sqlite3_extended_errcode) F(sqlite3_stmt_readonly)                         \
    F(sqlite3_interrupt) F(sqlite3_libversion) F(sqlite3_complete)                                 \
    F(sqlite3_create_function_v2) F(sqlite3_value_type) F(sqlite3_value_int64)                     \
    F(sqlite3_value_double) F(sqlite3_value_text) F(sqlite3_value_blob) F(sqlite3_value_bytes)     \
    F(sqlite3_result_null) F(sqlite3_result_int64) F(sqlite3_result_double)                        \
    F(sqlite3_result_text) F(sqlite3_result_blob) F(sqlite3_result_error) F(sqlite3_user_data)
/* clang-format on */
static struct { FUNCTIONS(FOREIGN_POINTER) } s;
static ForeignLibrary library =
    FOREIGN_LIBRARY("sqlite3", "libsqlite3.so.0", "libsqlite3-0", FUNCTIONS, s);

typedef struct Database {
    Object header;
    sqlite3 *db; /* null: closed */
} Database;

typedef struct Statement {
    Object header;
    sqlite3_stmt *statement; /* null: finalized, or the text had none */
    Database *database;      /* owned */
    size_t tail;             /* bytes of the text that it took */
} Statement;

static Type database_type, statement_type;

static Database *database_of(Value value) {
    return (Database *)object_of(value);
}

static Statement *statement_of(Value value) {
    return (Statement *)object_of(value);
}

static COLD void *raise_closed(void) {
    return raise_value_error("the database or statement is closed");
}

/* ---- values ---------------------------------------------------------------------------------- */

static Value text_or_none(const char *text) {
    return text ? value_of(str_from_c(text)) : NONE;
}

static Value column_value(sqlite3_stmt *statement, int index) {
    switch (s.sqlite3_column_type(statement, index)) {
    case SQLITE_INTEGER:
        return value_from_int64(s.sqlite3_column_int64(statement, index));
    case SQLITE_FLOAT:
        return float_new(s.sqlite3_column_double(statement, index));
    case SQLITE_TEXT: {
        const char *text = (const char *)s.sqlite3_column_text(statement, index);
        return value_of(str_from_utf8(text, (size_t)s.sqlite3_column_bytes(statement, index)));
    }
    case SQLITE_BLOB: {
        const void *bytes = s.sqlite3_column_blob(statement, index);
        return value_of(bytes_new(bytes, (size_t)s.sqlite3_column_bytes(statement, index)));
    }
    }
    return NONE;
}

/* The code of SQLite, or -1 with an exception pending. */
static int bind_value(sqlite3_stmt *statement, int index, Value value) {
    if (value == NONE)
        return s.sqlite3_bind_null(statement, index);
    if (is_int(value)) {
        int64_t number;
        if (int_fits_int64(value, &number))
            return s.sqlite3_bind_int64(statement, index, number);
        raise_overflow_error("Python int too large to convert to SQLite INTEGER");
        return -1;
    }
    if (is_float(value))
        return s.sqlite3_bind_double(statement, index, float_of(value));
    if (is_str(value)) {
        size_t size;
        const char *text = str_utf8(str_of(value), &size);
        return text ? s.sqlite3_bind_text(statement, index, text, (int)size, SQLITE_TRANSIENT) : -1;
    }
    Buffer buffer;
    if (!buffer_get(value, &buffer, false))
        return -1;
    int code = s.sqlite3_bind_blob(statement, index, buffer.size ? (void *)buffer.bytes : "",
                                   (int)buffer.size, SQLITE_TRANSIENT);
    buffer_release(&buffer);
    return code;
}

static Value argument_value(sqlite3_value *value) {
    switch (s.sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
        return value_from_int64(s.sqlite3_value_int64(value));
    case SQLITE_FLOAT:
        return float_new(s.sqlite3_value_double(value));
    case SQLITE_TEXT: {
        const char *text = (const char *)s.sqlite3_value_text(value);
        return value_of(str_from_utf8(text, (size_t)s.sqlite3_value_bytes(value)));
    }
    case SQLITE_BLOB: {
        const void *bytes = s.sqlite3_value_blob(value);
        return value_of(bytes_new(bytes, (size_t)s.sqlite3_value_bytes(value)));
    }
    }
    return NONE;
}

static bool give_result(sqlite3_context *context, Value value) {
    int64_t number;
    Buffer buffer;
    if (value == NONE)
        s.sqlite3_result_null(context);
    else if (is_int(value) && int_fits_int64(value, &number))
        s.sqlite3_result_int64(context, number);
    else if (is_float(value))
        s.sqlite3_result_double(context, float_of(value));
    else if (is_str(value)) {
        size_t size;
        const char *text = str_utf8(str_of(value), &size);
        if (!text)
            return false;
        s.sqlite3_result_text(context, text, (int)size, SQLITE_TRANSIENT);
    } else {
        if (!buffer_get(value, &buffer, false))
            return false;
        s.sqlite3_result_blob(context, buffer.bytes, (int)buffer.size, SQLITE_TRANSIENT);
        buffer_release(&buffer);
    }
    return true;
}

/* ---- Database -------------------------------------------------------------------------------- */

static Value database_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("Database(name, flags, /)");
    Value bound[2];
    int flags;
    if (!arguments_bind(&signature, args, count, keywords, bound) || !int_as_int(bound[1], &flags))
        return NULL;
    Bytes *name = str_to_file_name(bound[0]);
    Database *database = name ? type_allocate(type, 0) : NULL;
    if (database) {
        gil_release();
        s.sqlite3_open_v2((const char *)name->data, &database->db, flags, NULL);
        gil_acquire();
    }
    decref_maybe(value_of(name));
    return value_of(database);
}

static void database_dealloc(Object *object) {
    Database *database = (Database *)object;
    if (database->db)
        s.sqlite3_close_v2(database->db);
    mem_object_free(object, sizeof *database);
}

static Value database_close(Value self, Value *args) {
    Database *database = database_of(self);
    sqlite3 *db = database->db;
    database->db = NULL;
    if (db)
        s.sqlite3_close_v2(db); /* really, when its last statement goes */
    return NONE;
}

static Value database_timeout(Value self, Value *args) {
    int milliseconds;
    if (!database_of(self)->db)
        return raise_closed();
    if (!int_as_int(args[0], &milliseconds))
        return NULL;
    s.sqlite3_busy_timeout(database_of(self)->db, milliseconds);
    return NONE;
}

/* (code, message) of the last error */
static Value database_error(Value self, Value *args) {
    sqlite3 *db = database_of(self)->db;
    if (!db)
        return raise_closed();
    Value message = text_or_none(s.sqlite3_errmsg(db));
    Tuple *pair =
        message ? tuple_pack(2, value_of_small_int(s.sqlite3_extended_errcode(db)), message) : NULL;
    decref_maybe(message);
    return value_of(pair);
}

/* A Statement, or SQLite's code. */
static Value database_prepare(Value self, Value *args) {
    sqlite3 *db = database_of(self)->db;
    size_t size;
    if (!db)
        return raise_closed();
    const char *text = str_utf8(str_of(args[0]), &size), *tail = NULL;
    Statement *statement = text ? type_allocate(&statement_type, 0) : NULL;
    if (!statement)
        return NULL;
    statement->database = database_of(own(self));
    int code = s.sqlite3_prepare_v2(db, text, (int)size + 1, &statement->statement, &tail);
    if (code == SQLITE_OK) {
        statement->tail = (size_t)(tail - text);
        return value_of(statement);
    }
    GIVE_UP(statement);
    return value_of_small_int(code);
}

static Value database_interrupt(Value self, Value *args) {
    if (!database_of(self)->db)
        return raise_closed();
    s.sqlite3_interrupt(database_of(self)->db);
    return NONE;
}

/* A function that SQL calls: its errors become errors of the statement. */
static void call_function(sqlite3_context *context, int count, sqlite3_value **values) {
    gil_acquire();
    Value function = s.sqlite3_user_data(context), result = NULL;
    Tuple *args = tuple_new((size_t)count);
    bool fine = args != NULL;
    for (int i = 0; args && i < count; i++) {
        args->items[i] = fine ? argument_value(values[i]) : NONE;
        if (!args->items[i]) {
            args->items[i] = NONE;
            fine = false;
        }
    }
    if (fine)
        result = call_tuple(function, args, NULL);
    if (!result || !give_result(context, result)) {
        exception_clear();
        s.sqlite3_result_error(context, "user-defined function raised exception", -1);
    }
    decref_maybe(value_of(args));
    decref_maybe(result);
    gil_release();
}

static void drop_function(void *function) { /* the GIL is held: only closing and replacing do it */
    decref((Value)function);
}

static Value database_create_function(Value self, Value *args) {
    sqlite3 *db = database_of(self)->db;
    int count;
    if (!db)
        return raise_closed();
    const char *name = str_utf8(str_of(args[0]), NULL);
    Answer deterministic = object_truth(args[3]);
    if (!name || !int_as_int(args[1], &count) || deterministic == ANSWER_ERROR)
        return NULL;
    int flags = SQLITE_UTF8 | (deterministic == ANSWER_YES ? SQLITE_DETERMINISTIC : 0);
    bool remove = args[2] == NONE;
    return value_of_small_int(s.sqlite3_create_function_v2(
        db, name, count, flags, remove ? NULL : own(args[2]), remove ? NULL : call_function, NULL,
        NULL, remove ? NULL : drop_function));
}

#define DATABASE_NUMBER(getter, function)                                                          \
    static Value getter(Value self) {                                                              \
        sqlite3 *db = database_of(self)->db;                                                       \
        return db ? value_from_int64((int64_t)s.function(db)) : raise_closed();                    \
    }
DATABASE_NUMBER(get_changes, sqlite3_changes)
DATABASE_NUMBER(get_total_changes, sqlite3_total_changes)
DATABASE_NUMBER(get_last_row, sqlite3_last_insert_rowid)
DATABASE_NUMBER(get_autocommit, sqlite3_get_autocommit)

static Value get_is_open(Value self) {
    return value_of_bool(database_of(self)->db != NULL);
}

/* ---- Statement ------------------------------------------------------------------------------- */

static void statement_dealloc(Object *object) {
    Statement *statement = (Statement *)object;
    s.sqlite3_finalize(statement->statement);
    decref_maybe(value_of(statement->database));
    mem_object_free(object, sizeof *statement);
}

static Value statement_step(Value self, Value *args) {
    Statement *statement = statement_of(self);
    if (!statement->statement)
        return value_of_small_int(SQLITE_DONE);
    incref(self);
    gil_release();
    int code = s.sqlite3_step(statement->statement);
    gil_acquire();
    decref(self);
    return value_of_small_int(code);
}

static Value statement_bind(Value self, Value *args) {
    Statement *statement = statement_of(self);
    int index;
    if (!int_as_int(args[0], &index))
        return NULL;
    int code =
        statement->statement ? bind_value(statement->statement, index, args[1]) : SQLITE_RANGE;
    return code < 0 ? NULL : value_of_small_int(code);
}

static Value statement_reset(Value self, Value *args) {
    Statement *statement = statement_of(self);
    if (statement->statement) {
        s.sqlite3_reset(statement->statement);
        s.sqlite3_clear_bindings(statement->statement);
    }
    return NONE;
}

static Value statement_row(Value self, Value *args) {
    sqlite3_stmt *statement = statement_of(self)->statement;
    int count = statement ? s.sqlite3_column_count(statement) : 0;
    Tuple *row = tuple_new((size_t)count);
    bool fine = row != NULL;
    for (int i = 0; row && i < count; i++) {
        row->items[i] = fine ? column_value(statement, i) : NONE;
        if (!row->items[i]) {
            row->items[i] = NONE;
            fine = false;
        }
    }
    if (fine)
        return value_of(row);
    decref_maybe(value_of(row));
    return NULL;
}

/* What `get` says of each of the columns or parameters. */
static Value names_of(sqlite3_stmt *statement, int count, int first,
                      const char *(*get)(sqlite3_stmt *, int)) {
    List *names = list_new((size_t)count);
    for (int i = 0; names && i < count; i++) {
        Value name = text_or_none(get(statement, first + i));
        if (!name || !list_append_steal(names, name)) {
            GIVE_UP(names);
            return NULL;
        }
    }
    return value_of(names);
}

static Value statement_columns(Value self, Value *args) {
    sqlite3_stmt *statement = statement_of(self)->statement;
    return names_of(statement, statement ? s.sqlite3_column_count(statement) : 0, 0,
                    s.sqlite3_column_name);
}

static Value statement_types(Value self, Value *args) {
    sqlite3_stmt *statement = statement_of(self)->statement;
    return names_of(statement, statement ? s.sqlite3_column_count(statement) : 0, 0,
                    s.sqlite3_column_decltype);
}

static Value statement_parameters(Value self, Value *args) {
    sqlite3_stmt *statement = statement_of(self)->statement;
    return names_of(statement, statement ? s.sqlite3_bind_parameter_count(statement) : 0, 1,
                    s.sqlite3_bind_parameter_name);
}

static Value get_tail(Value self) {
    return value_from_uint64(statement_of(self)->tail);
}

static Value get_read_only(Value self) {
    sqlite3_stmt *statement = statement_of(self)->statement;
    return value_of_bool(!statement || s.sqlite3_stmt_readonly(statement));
}

static Value get_is_empty(Value self) {
    return value_of_bool(!statement_of(self)->statement);
}

/* ---- the module ------------------------------------------------------------------------------ */

static Value complete_statement(Value module, Value *args) {
    const char *text = is_str(args[0]) ? str_utf8(str_of(args[0]), NULL) : NULL;
    if (!text)
        return exception_pending() ? NULL : raise_type_error("statement must be str");
    return value_of_bool(s.sqlite3_complete(text));
}

static const NativeMethod database_methods[] = {
    NATIVE("close($self, /)", database_close, NULL),
    NATIVE("busy_timeout($self, milliseconds, /)", database_timeout, NULL),
    NATIVE("error($self, /)", database_error, "(code, message) of the last error."),
    NATIVE("prepare($self, text, /)", database_prepare, "A Statement, or SQLite's code."),
    NATIVE("interrupt($self, /)", database_interrupt, NULL),
    NATIVE("create_function($self, name, count, function, deterministic, /)",
           database_create_function, NULL),
    NATIVE_END};
static const NativeGetSet database_getsets[] = {
    {"changes", get_changes, NULL, NULL},   {"total_changes", get_total_changes, NULL, NULL},
    {"last_row", get_last_row, NULL, NULL}, {"autocommit", get_autocommit, NULL, NULL},
    {"is_open", get_is_open, NULL, NULL},   {NULL, NULL, NULL, NULL}};
static const NativeMethod statement_methods[] = {
    NATIVE("step($self, /)", statement_step, NULL),
    NATIVE("bind($self, index, value, /)", statement_bind, NULL),
    NATIVE("reset($self, /)", statement_reset, NULL),
    NATIVE("row($self, /)", statement_row, NULL),
    NATIVE("columns($self, /)", statement_columns, NULL),
    NATIVE("types($self, /)", statement_types, NULL),
    NATIVE("parameters($self, /)", statement_parameters, NULL),
    NATIVE_END};
static const NativeGetSet statement_getsets[] = {{"tail", get_tail, NULL, NULL},
                                                 {"read_only", get_read_only, NULL, NULL},
                                                 {"is_empty", get_is_empty, NULL, NULL},
                                                 {NULL, NULL, NULL, NULL}};

static Type database_type = {
    TYPE_INIT_ATOM("_sqlite.Database", sizeof(Database), database_dealloc),
    .flags = TYPE_IMMUTABLE,
    .base = &object_type,
    .methods = database_methods,
    .getsets = database_getsets,
    .new = database_new,
};
static Type statement_type = {
    TYPE_INIT_ATOM("_sqlite.Statement", sizeof(Statement), statement_dealloc),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .base = &object_type,
    .methods = statement_methods,
    .getsets = statement_getsets,
};

static const NativeMethod functions[] = {
    NATIVE("complete_statement($module, /, statement)", complete_statement,
           "Checks if a string contains a complete SQL statement."),
    NATIVE_END};

static bool sqlite_exec(Module *module) {
    return foreign_library_open(&library) && type_ready(&database_type) &&
           type_ready(&statement_type) && module_add_type(module, &database_type) &&
           module_add_type(module, &statement_type) &&
           module_add_text(module, "version", s.sqlite3_libversion());
}

const NativeModule _sqlite_module = {
    .name = "_sqlite",
    .doc = "SQLite's databases and statements.",
    .functions = functions,
    .exec = sqlite_exec,
};
