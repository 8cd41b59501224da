/* Databases: opening and closing, errors, limits, copies of whole databases. */
#include "lib/native/sqlite/sqlite.h"

#include <string.h>

COLD void *sqlite_raise_closed(void) {
    return raise_value_error("the database is closed");
}

static Value database_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("Database(name, flags, /)");
    Value bound[2];
    int flags;
    if (!arguments_bind(&signature, args, count, keywords, bound) || !int_as_int(bound[1], &flags))
        return NULL;
    Bytes *name = str_to_file_name(bound[0]);
    Database *database = name ? type_allocate(type, 0) : NULL;
    if (database) {
        mem_gc_track(database);
        gil_release();
        sqlite.sqlite3_open_v2((const char *)name->data, &database->db, flags, NULL);
        gil_acquire();
        if (database->db) {
            sqlite_set_progress(database, 0);
        } else { /* not even for the error */
            GIVE_UP(database);
            database = raise_no_memory();
        }
    }
    decref_maybe(value_of(name));
    return value_of(database);
}

/* Really closed when its last statement goes, and the last call is over. */
static void close_database(Database *database) {
    sqlite_drop_hooks(database);
    sqlite3 *db = database->db;
    database->db = NULL;
    if (db && database->calls)
        database->closing = db;
    else if (db)
        sqlite.sqlite3_close_v2(db);
}

void sqlite_call_end(Database *database) {
    if (--database->calls || !database->closing)
        return;
    sqlite3 *db = database->closing;
    database->closing = NULL;
    sqlite.sqlite3_close_v2(db);
}

static void database_traverse(Object *object, MemVisit visit, void *context) {
    sqlite_visit_callbacks((Database *)object, visit, context);
}

static void database_clear(Object *object) {
    sqlite_drop_callbacks((Database *)object);
}

static void database_dealloc(Object *object) {
    mem_gc_untrack(object);
    close_database((Database *)object);
    mem_object_free(object, sizeof(Database));
}

static Value database_close(Value self, Value *args) {
    close_database(database_of(self));
    return NONE;
}

static Value database_timeout(Value self, Value *args) {
    int milliseconds;
    if (!database_of(self)->db)
        return sqlite_raise_closed();
    if (!int_as_int(args[0], &milliseconds))
        return NULL;
    sqlite.sqlite3_busy_timeout(database_of(self)->db, milliseconds);
    return NONE;
}

/* (code, message) of the last error */
static Value database_error(Value self, Value *args) {
    sqlite3 *db = database_of(self)->db;
    if (!db)
        return sqlite_raise_closed();
    Value message = value_of(str_from_c(sqlite.sqlite3_errmsg(db)));
    Tuple *pair =
        message ? tuple_pack(2, value_of_small_int(sqlite.sqlite3_extended_errcode(db)), message)
                : NULL;
    decref_maybe(message);
    return value_of(pair);
}

static Value database_interrupt(Value self, Value *args) {
    if (!database_of(self)->db)
        return sqlite_raise_closed();
    sqlite.sqlite3_interrupt(database_of(self)->db);
    return NONE;
}

/* The limit before; a negative number changes nothing. */
static Value database_limit(Value self, Value *args) {
    int category, limit;
    if (!int_as_int(args[0], &category) || !int_as_int(args[1], &limit))
        return NULL;
    if (!database_of(self)->db)
        return sqlite_raise_closed();
    return value_of_small_int(sqlite.sqlite3_limit(database_of(self)->db, category, limit));
}

/* (code, setting afterwards); -1 changes nothing. */
static Value database_config(Value self, Value *args) {
    int option, wanted, actual = 0;
    if (!int_as_int(args[0], &option) || !int_as_int(args[1], &wanted))
        return NULL;
    if (!database_of(self)->db)
        return sqlite_raise_closed();
    int code = sqlite.sqlite3_db_config(database_of(self)->db, option, wanted, &actual);
    return value_of(tuple_pack(2, value_of_small_int(code), value_of_small_int(actual)));
}

static Value database_enable_extensions(Value self, Value *args) {
    Answer enable = object_truth(args[0]);
    if (!database_of(self)->db)
        return sqlite_raise_closed();
    if (enable == ANSWER_ERROR)
        return NULL;
    return value_of_small_int(
        sqlite.sqlite3_enable_load_extension(database_of(self)->db, enable == ANSWER_YES));
}

/* None, or the message of what went wrong. */
static Value database_load_extension(Value self, Value *args) {
    sqlite3 *db = database_of(self)->db;
    const char *entry = NULL;
    char *message = NULL;
    if (!db)
        return sqlite_raise_closed();
    Bytes *name = str_to_file_name(args[0]);
    if (!name || (args[1] != NONE && !(entry = sqlite_text(args[1], NULL)))) {
        decref_maybe(value_of(name));
        return NULL;
    }
    sqlite_call_begin(database_of(self));
    gil_release();
    int code = sqlite.sqlite3_load_extension(db, (const char *)name->data, entry, &message);
    gil_acquire();
    GIVE_UP(name);
    Value text = NONE;
    if (code != SQLITE_OK)
        text = value_of(str_from_c(message ? message : sqlite.sqlite3_errmsg(db)));
    sqlite.sqlite3_free(message);
    sqlite_call_end(database_of(self));
    return text;
}

/* ---- whole databases ------------------------------------------------------------------------- */

/* One round of a backup after the other, each of `pages`; code of the last. */
static int copy_pages(sqlite3_backup *backup, int pages, Value progress, int sleep_ms) {
    int code;
    do {
        gil_release();
        code = sqlite.sqlite3_backup_step(backup, pages);
        gil_acquire();
        if (progress != NONE) {
            Value result = call_3(progress, value_of_small_int(code),
                                  value_of_small_int(sqlite.sqlite3_backup_remaining(backup)),
                                  value_of_small_int(sqlite.sqlite3_backup_pagecount(backup)));
            if (!result)
                return -1;
            decref(result);
        }
        if (eval_breaker && !eval_breaker_handle()) /* Ctrl-C, while it waits for others */
            return -1;
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
            gil_release();
            sqlite.sqlite3_sleep(sleep_ms);
            gil_acquire();
        }
    } while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED);
    return code;
}

/* backup(target, name, pages, progress, sleep_ms): a code, that of the target if it is an error */
static Value database_backup(Value self, Value *args) {
    if (!has_type(args[0], &sqlite_database_type))
        return raise_type_error("expected a Database");
    Database *source = database_of(self), *target = database_of(args[0]);
    int pages, sleep_ms;
    const char *name = sqlite_text(args[1], NULL);
    if (!name || !int_as_int(args[2], &pages) || !int_as_int(args[4], &sleep_ms))
        return NULL;
    if (!source->db || !target->db)
        return sqlite_raise_closed();
    if (source->is_replaced || target->is_replaced)
        return value_of_small_int(SQLITE_BUSY);
    sqlite_call_begin(source);
    sqlite_call_begin(target);
    sqlite3 *db = target->db;
    gil_release();
    sqlite3_backup *backup = sqlite.sqlite3_backup_init(db, "main", source->db, name);
    gil_acquire();
    int code = 0, finished;
    if (backup) {
        code = copy_pages(backup, pages, args[3], sleep_ms);
        gil_release();
        finished = sqlite.sqlite3_backup_finish(backup);
        gil_acquire();
    } else
        finished = sqlite.sqlite3_extended_errcode(db);
    sqlite_call_end(target);
    sqlite_call_end(source);
    return code < 0 ? NULL : value_of_small_int(finished);
}

/* bytes, or None if there is no such database */
static Value database_serialize(Value self, Value *args) {
    sqlite3 *db = database_of(self)->db;
    if (!db)
        return sqlite_raise_closed();
    const char *name = sqlite_text(args[0], NULL);
    if (!name)
        return NULL;
    sqlite3_int64 size;
    sqlite_call_begin(database_of(self));
    gil_release();
    unsigned char *data = sqlite.sqlite3_serialize(db, name, &size, 0);
    gil_acquire();
    sqlite_call_end(database_of(self));
    if (!data)
        return NONE;
    Value bytes = value_of(bytes_new(data, (size_t)size));
    sqlite.sqlite3_free(data);
    return bytes;
}

/* SQLite looks at none of these when it closes what the database was; then they would read what is
 * not there any more. Open blobs are statements, too. */
static bool is_in_use(const Database *database) {
    if (database->calls || database->steps)
        return true; /* and may have SQLite's mutex */
    sqlite3_stmt *statement = NULL;
    while ((statement = sqlite.sqlite3_next_stmt(database->db, statement)))
        if (sqlite.sqlite3_stmt_busy(statement))
            return true;
    return false;
}

static Value database_deserialize(Value self, Value *args) {
    Buffer buffer;
    const char *name = sqlite_text(args[1], NULL);
    if (!name || !buffer_get(args[0], &buffer, false))
        return NULL;
    sqlite3 *db = database_of(self)->db; /* now: the data may have closed it */
    if (!db || is_in_use(database_of(self))) {
        buffer_release(&buffer);
        return db ? value_of_small_int(SQLITE_BUSY) : sqlite_raise_closed();
    }
    size_t size = buffer.size;
    unsigned char *copy = sqlite.sqlite3_malloc64(size);
    if (copy)
        memcpy(copy, buffer.bytes, size);
    buffer_release(&buffer);
    if (!copy && size)
        return raise_no_memory();
    sqlite_call_begin(database_of(self));
    database_of(self)->is_replaced = true;
    gil_release();
    int code =
        sqlite.sqlite3_deserialize(db, name, copy, (sqlite3_int64)size, (sqlite3_int64)size,
                                   SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
    gil_acquire();
    database_of(self)->is_replaced = false;
    sqlite_call_end(database_of(self));
    return value_of_small_int(code);
}

#define DATABASE_NUMBER(getter, function)                                                          \
    static Value getter(Value self) {                                                              \
        sqlite3 *db = database_of(self)->db;                                                       \
        return db ? value_from_int64((int64_t)sqlite.function(db)) : sqlite_raise_closed();        \
    }
DATABASE_NUMBER(get_changes, sqlite3_changes)
DATABASE_NUMBER(get_total_changes, sqlite3_total_changes)
DATABASE_NUMBER(get_last_row, sqlite3_last_insert_rowid)
DATABASE_NUMBER(get_autocommit, sqlite3_get_autocommit)

static Value get_is_open(Value self) {
    return value_of_bool(database_of(self)->db != NULL);
}

static const NativeMethod methods[] = {
    NATIVE("close($self, /)", database_close, NULL),
    NATIVE("busy_timeout($self, milliseconds, /)", database_timeout, NULL),
    NATIVE("error($self, /)", database_error, "(code, message) of the last error."),
    NATIVE("prepare($self, text, /)", sqlite_prepare, "A Statement, or SQLite's code."),
    NATIVE("open_blob($self, database, table, column, row, writable, /)", sqlite_open_blob,
           "A Blob, or SQLite's code."),
    NATIVE("create_function($self, name, count, function, deterministic, /)",
           sqlite_create_function, NULL),
    NATIVE("create_aggregate($self, name, count, class, is_window, /)", sqlite_create_aggregate,
           NULL),
    NATIVE("create_collation($self, name, function, /)", sqlite_create_collation, NULL),
    NATIVE("set_authorizer($self, function, /)", sqlite_set_authorizer, NULL),
    NATIVE("set_progress_handler($self, function, count, /)", sqlite_set_progress_handler, NULL),
    NATIVE("set_tracer($self, function, /)", sqlite_set_tracer, NULL),
    NATIVE("interrupt($self, /)", database_interrupt, NULL),
    NATIVE("limit($self, category, limit, /)", database_limit, NULL),
    NATIVE("config($self, option, setting, /)", database_config, NULL),
    NATIVE("enable_extensions($self, enable, /)", database_enable_extensions, NULL),
    NATIVE("load_extension($self, name, entry, /)", database_load_extension, NULL),
    NATIVE("backup($self, target, name, pages, progress, sleep_ms, /)", database_backup, NULL),
    NATIVE("serialize($self, name, /)", database_serialize, NULL),
    NATIVE("deserialize($self, data, name, /)", database_deserialize, NULL),
    NATIVE_END};
static const NativeGetSet getsets[] = {
    {"changes", get_changes, NULL, NULL},   {"total_changes", get_total_changes, NULL, NULL},
    {"last_row", get_last_row, NULL, NULL}, {"autocommit", get_autocommit, NULL, NULL},
    {"is_open", get_is_open, NULL, NULL},   {NULL, NULL, NULL, NULL}};

Type sqlite_database_type = {
    TYPE_INIT_CONTAINER("_sqlite.Database", sizeof(Database), database_dealloc, database_traverse,
                        database_clear),
    .flags = TYPE_IMMUTABLE,
    .base = &object_type,
    .methods = methods,
    .getsets = getsets,
    .new = database_new,
};
