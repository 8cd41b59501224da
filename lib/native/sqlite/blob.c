/* Blobs: the bytes of one column of one row, read and written in place. */
#include "lib/native/sqlite/sqlite.h"

static Blob *blob_of(Value value) {
    return (Blob *)object_of(value);
}

/* open_blob(database, table, column, row, writable): a Blob, or SQLite's code. */
Value sqlite_open_blob(Value self, Value *args) {
    const char *names[3];
    int64_t row;
    Answer writable = object_truth(args[4]);
    for (int i = 0; i < 3; i++) {
        if (!is_str(args[i]))
            return raise_type_error("expected a str");
        if (!(names[i] = sqlite_text(args[i], NULL)))
            return NULL;
    }
    if (writable == ANSWER_ERROR || !int_as_int64(args[3], &row))
        return NULL;
    sqlite3 *db = database_of(self)->db; /* now: the row's __index__ may have closed it */
    if (!db)
        return sqlite_raise_closed();
    if (database_of(self)->is_replaced)
        return value_of_small_int(SQLITE_BUSY);
    Blob *blob = type_allocate(&sqlite_blob_type, 0);
    if (!blob)
        return NULL;
    blob->database = database_of(own(self));
    mem_gc_track(blob);
    sqlite_call_begin(blob->database);
    gil_release();
    int code = sqlite.sqlite3_blob_open(db, names[0], names[1], names[2], row,
                                        writable == ANSWER_YES, &blob->blob);
    gil_acquire();
    sqlite_call_end(blob->database);
    if (code == SQLITE_OK)
        return value_of(blob);
    GIVE_UP(blob);
    return value_of_small_int(code);
}

static void blob_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(value_of(((Blob *)object)->database), visit, context);
}

static void blob_dealloc(Object *object) {
    Blob *blob = (Blob *)object;
    mem_gc_untrack(object);
    sqlite.sqlite3_blob_close(blob->blob);
    decref_maybe(value_of(blob->database));
    mem_object_free(object, sizeof *blob);
}

static Value blob_close(Value self, Value *args) {
    Blob *blob = blob_of(self);
    sqlite3_blob *handle = blob->blob;
    blob->blob = NULL;
    sqlite.sqlite3_blob_close(handle);
    return NONE;
}

/* bytes, or SQLite's code */
static Value blob_read(Value self, Value *args) {
    int size, offset;
    if (!int_as_int(args[0], &size) || !int_as_int(args[1], &offset))
        return NULL;
    Bytes *bytes = bytes_new(NULL, (size_t)size);
    if (!bytes)
        return NULL;
    int code = sqlite.sqlite3_blob_read(blob_of(self)->blob, bytes->data, size, offset);
    if (code == SQLITE_OK)
        return value_of(bytes);
    GIVE_UP(bytes);
    return value_of_small_int(code);
}

static Value blob_write(Value self, Value *args) {
    Buffer buffer;
    int offset;
    if (!int_as_int(args[1], &offset) || !buffer_get(args[0], &buffer, false))
        return NULL;
    int code =
        sqlite.sqlite3_blob_write(blob_of(self)->blob, buffer.bytes, (int)buffer.size, offset);
    buffer_release(&buffer);
    return value_of_small_int(code);
}

static Value get_size(Value self) {
    return value_of_small_int(sqlite.sqlite3_blob_bytes(blob_of(self)->blob));
}

static Value get_is_open(Value self) {
    return value_of_bool(blob_of(self)->blob != NULL);
}

static const NativeMethod methods[] = {
    NATIVE("close($self, /)", blob_close, NULL),
    NATIVE("read($self, size, offset, /)", blob_read, "Bytes, or SQLite's code."),
    NATIVE("write($self, data, offset, /)", blob_write, NULL), NATIVE_END};
static const NativeGetSet getsets[] = {
    {"size", get_size, NULL, NULL}, {"is_open", get_is_open, NULL, NULL}, {NULL, NULL, NULL, NULL}};

Type sqlite_blob_type = {
    TYPE_INIT_CONTAINER("_sqlite.Blob", sizeof(Blob), blob_dealloc, blob_traverse,
                        NULL), /* a cycle is broken at its database */
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .base = &object_type,
    .methods = methods,
    .getsets = getsets,
};
