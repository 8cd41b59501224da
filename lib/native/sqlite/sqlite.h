/* What the files of module _sqlite share: the library's functions, and the three types around its
 * handles.
 *
 * Functions give SQLite's result codes; what a code means is for the package sqlite3 to say. The
 * GIL is given away while SQLite may run SQL; what it then calls in Python (callbacks.c) takes it
 * back. */
#ifndef LIB_NATIVE_SQLITE_SQLITE_H
#define LIB_NATIVE_SQLITE_SQLITE_H

#include "lib/foreign.h"

#include <sqlite3.h>

/* clang-format off */
#define SQLITE_FUNCTIONS(F)                                                                        \
    F(sqlite3_open_v2) F(sqlite3_close_v2) F(sqlite3_busy_timeout) F(sqlite3_prepare_v2)           \
    F(sqlite3_finalize) F(sqlite3_step) F(sqlite3_reset) F(sqlite3_clear_bindings)                 \
    F(sqlite3_bind_null) F(sqlite3_bind_int64) F(sqlite3_bind_double) F(sqlite3_bind_text)         \
    F(sqlite3_bind_blob) F(sqlite3_bind_parameter_count) F(sqlite3_bind_parameter_name)            \
    F(sqlite3_column_count) F(sqlite3_column_name) F(sqlite3_column_type)                          \
    F(sqlite3_column_decltype) F(sqlite3_column_int64) F(sqlite3_column_double)                    \
    F(sqlite3_column_text) F(sqlite3_column_blob) F(sqlite3_column_bytes) F(sqlite3_changes)       \
    F(sqlite3_total_changes) F(sqlite3_last_insert_rowid) F(sqlite3_get_autocommit)                \
    F(sqlite3_errmsg) F(sqlite3_errstr) F(sqlite3_extended_errcode) F(sqlite3_stmt_readonly)       \
    F(sqlite3_stmt_busy) F(sqlite3_next_stmt)                                                      \
    F(sqlite3_interrupt) F(sqlite3_libversion) F(sqlite3_threadsafe) F(sqlite3_complete)           \
    F(sqlite3_create_function_v2) F(sqlite3_create_window_function)                                \
    F(sqlite3_create_collation_v2) F(sqlite3_aggregate_context) F(sqlite3_user_data)               \
    F(sqlite3_set_authorizer) F(sqlite3_progress_handler) F(sqlite3_trace_v2)                      \
    F(sqlite3_expanded_sql) F(sqlite3_free) F(sqlite3_malloc64)                                    \
    F(sqlite3_value_type) F(sqlite3_value_int64) F(sqlite3_value_double) F(sqlite3_value_text)     \
    F(sqlite3_value_blob) F(sqlite3_value_bytes) F(sqlite3_result_null) F(sqlite3_result_int64)    \
    F(sqlite3_result_double) F(sqlite3_result_text) F(sqlite3_result_blob)                         \
    F(sqlite3_result_error) F(sqlite3_result_error_nomem) F(sqlite3_result_error_toobig)           \
    F(sqlite3_blob_open) F(sqlite3_blob_close) F(sqlite3_blob_bytes) F(sqlite3_blob_read)          \
    F(sqlite3_blob_write) F(sqlite3_backup_init) F(sqlite3_backup_step) F(sqlite3_backup_finish)   \
    F(sqlite3_backup_remaining) F(sqlite3_backup_pagecount) F(sqlite3_serialize)                   \
    F(sqlite3_deserialize) F(sqlite3_limit) F(sqlite3_db_config)                                   \
    F(sqlite3_enable_load_extension) F(sqlite3_load_extension) F(sqlite3_sleep)                    \
    F(sqlite3_config) F(sqlite3_vfs_find) F(sqlite3_vfs_register) F(sqlite3_vfs_unregister)
/* clang-format on */

extern struct SqliteFunctions { SQLITE_FUNCTIONS(FOREIGN_POINTER) } sqlite;

/* What SQLite calls and gives up itself: its data of a function, an aggregate or a collation. On a
 * list of its database, where the collector sees it. */
typedef struct Callback {
    struct Callback *next, **link; /* link: what points to it */
    Value callable;                /* owned; null: collected */
} Callback;

typedef struct Database {
    Object header;
    sqlite3 *db;      /* null: closed */
    sqlite3 *closing; /* closed while SQLite is in a call: goes after it */
    unsigned calls;   /* under way (statements protect their database themselves) */
    unsigned steps;   /* of statements, under way */
    bool is_replaced; /* its content, just now: nothing may begin to read or write it */
    Value authorizer, progress, tracer; /* owned; null: none */
    Callback *callbacks;
} Database;

typedef struct Statement {
    Object header;
    sqlite3_stmt *statement; /* null: the text had none */
    Database *database;      /* owned */
    size_t tail;             /* bytes of the text that it took */
    int code;                /* of the step behind the row that was taken last */
    bool stepping;           /* in a step: what it calls must leave it alone */
    bool is_busy;            /* a cursor uses it */
    bool changes_rows;       /* an INSERT, UPDATE, DELETE or REPLACE, as the package found */
} Statement;

typedef struct Blob {
    Object header;
    sqlite3_blob *blob; /* null: closed */
    Database *database; /* owned */
} Blob;

extern Type sqlite_database_type, sqlite_statement_type, sqlite_blob_type, sqlite_row_type,
    sqlite_cursor_type;

static inline Database *database_of(Value value) {
    return (Database *)object_of(value);
}

COLD void *sqlite_raise_closed(void);

/* Around a call of SQLite with the database's handle: what it calls back, the destructor of a
 * function that is replaced, or another thread may close the database meanwhile. With the GIL. */
static inline void sqlite_call_begin(Database *database) {
    database->calls++;
}
void sqlite_call_end(Database *database);

/* values.c */
/* The UTF-8 of an argument, which must be a str. */
MUST_CHECK const char *sqlite_text(Value value, size_t *size);
MUST_CHECK Value sqlite_column(sqlite3_stmt *statement, int index, Value text_factory);
MUST_CHECK Value sqlite_converted_column(sqlite3_stmt *statement, int index, Value converter);
/* The code of SQLite, or -1 with an exception pending. */
int sqlite_bind(sqlite3_stmt *statement, int index, Value value);
MUST_CHECK Tuple *sqlite_arguments(int count, sqlite3_value **values);
MUST_CHECK bool sqlite_give_result(sqlite3_context *context, Value value);

/* callbacks.c: methods of Database, and what closing one ends */
MUST_CHECK Value sqlite_create_function(Value self, Value *args);
MUST_CHECK Value sqlite_create_aggregate(Value self, Value *args);
MUST_CHECK Value sqlite_create_collation(Value self, Value *args);
MUST_CHECK Value sqlite_set_authorizer(Value self, Value *args);
MUST_CHECK Value sqlite_set_progress_handler(Value self, Value *args);
MUST_CHECK Value sqlite_set_tracer(Value self, Value *args);
/* Has SQLite ask the progress handler each `count` steps, or else for signals. */
void sqlite_set_progress(Database *database, int count);
void sqlite_visit_callbacks(Database *database, MemVisit visit, void *context);
void sqlite_drop_hooks(Database *database);
/* The collector breaks a cycle: nobody will run SQL in it any more. */
void sqlite_drop_callbacks(Database *database);
MUST_CHECK Value sqlite_set_tracebacks(Value module, Value *args);

/* output.c: from now on, what it writes counts against the limit of output. */
void sqlite_count_output(void);

/* statement.c, blob.c: methods of Database that make one */
MUST_CHECK Value sqlite_prepare(Value self, Value *args);
/* One step of a statement that has text: SQLite's code, -1 with an exception pending. */
int sqlite_step(Statement *statement);
COLD void *sqlite_raise_stepping(void);
/* To its beginning, without values. False: it is in a step. */
MUST_CHECK bool sqlite_reset(Statement *statement);
/* The current row. Of a column with a converter (not None) it gets the bytes; of other text
 * text_factory gets them, if it is another than str and bytes. */
MUST_CHECK Tuple *sqlite_row_values(sqlite3_stmt *statement, Value text_factory, Value converters);
/* runs.c: methods of Statement */
MUST_CHECK Value sqlite_run(Value self, Value *args);
MUST_CHECK Value sqlite_run_many(Value self, Value *args);
MUST_CHECK Value sqlite_take_row(Value self, Value *args);
MUST_CHECK Value sqlite_take_rows(Value self, Value *args);
Value sqlite_step_code(Value self);
/* cursor.c */
MUST_CHECK bool sqlite_cursor_prepare(void);
/* row.c */
MUST_CHECK Value sqlite_row_new(Value description, Tuple *values);
MUST_CHECK Value sqlite_set_cursor_class(Value module, Value *args);
void sqlite_forget_cursor_class(void);
MUST_CHECK Value sqlite_open_blob(Value self, Value *args);

#endif
