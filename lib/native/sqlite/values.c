/* Values of SQLite as Python's, and the other way round. */
#include "lib/native/sqlite/sqlite.h"

#include <limits.h>

const char *sqlite_text(Value value, size_t *size) {
    return is_str(value) ? str_utf8(str_of(value), size)
                         : raise_type_error("argument must be str, not %T", value);
}

static Value text_value(const void *text, int size, Value factory) {
    if (factory == value_of(&str_type))
        return value_of(str_from_utf8(text ? text : "", (size_t)size));
    Value bytes = value_of(bytes_new(text, (size_t)size));
    if (!bytes || factory == value_of(&bytes_type))
        return bytes;
    Value made = call_1(factory, bytes);
    decref(bytes);
    return made;
}

static Value column_bytes(sqlite3_stmt *statement, int index) {
    const void *bytes = sqlite.sqlite3_column_blob(statement, index);
    return value_of(bytes_new(bytes, (size_t)sqlite.sqlite3_column_bytes(statement, index)));
}

Value sqlite_column(sqlite3_stmt *statement, int index, Value text_factory) {
    switch (sqlite.sqlite3_column_type(statement, index)) {
    case SQLITE_INTEGER:
        return value_from_int64(sqlite.sqlite3_column_int64(statement, index));
    case SQLITE_FLOAT:
        return float_new(sqlite.sqlite3_column_double(statement, index));
    case SQLITE_TEXT: {
        const void *text = sqlite.sqlite3_column_text(statement, index);
        return text_value(text, sqlite.sqlite3_column_bytes(statement, index), text_factory);
    }
    case SQLITE_BLOB:
        return column_bytes(statement, index);
    }
    return NONE;
}

Value sqlite_converted_column(sqlite3_stmt *statement, int index, Value converter) {
    if (sqlite.sqlite3_column_type(statement, index) == SQLITE_NULL)
        return NONE;
    if (!sqlite.sqlite3_column_blob(statement, index))
        return NONE; /* an empty blob: what CPython does, too */
    Value bytes = column_bytes(statement, index);
    Value made = bytes ? call_1(converter, bytes) : NULL;
    decref_maybe(bytes);
    return made;
}

static int bind_bytes(sqlite3_stmt *statement, int index, Value value) {
    Buffer buffer;
    if (!buffer_get(value, &buffer, false))
        return -1;
    int code = -1;
    if (buffer.size > INT_MAX)
        raise_overflow_error("BLOB longer than INT_MAX bytes");
    else
        code = sqlite.sqlite3_bind_blob(statement, index, buffer.size ? (void *)buffer.bytes : "",
                                        (int)buffer.size, SQLITE_TRANSIENT);
    buffer_release(&buffer);
    return code;
}

static int bind_text(sqlite3_stmt *statement, int index, Str *str) {
    size_t size;
    const char *text = str_utf8(str, &size);
    if (!text)
        return -1;
    if (size > INT_MAX) {
        raise_overflow_error("string longer than INT_MAX bytes");
        return -1;
    }
    return sqlite.sqlite3_bind_text(statement, index, text, (int)size, SQLITE_TRANSIENT);
}

int sqlite_bind(sqlite3_stmt *statement, int index, Value value) {
    if (value == NONE)
        return sqlite.sqlite3_bind_null(statement, index);
    if (is_int(value)) {
        int64_t number;
        if (int_fits_int64(value, &number))
            return sqlite.sqlite3_bind_int64(statement, index, number);
        raise_overflow_error("Python int too large to convert to SQLite INTEGER");
        return -1;
    }
    if (is_float(value))
        return sqlite.sqlite3_bind_double(statement, index, float_of(value));
    if (is_str(value))
        return bind_text(statement, index, str_of(value));
    return bind_bytes(statement, index, value);
}

static Value argument(sqlite3_value *value) {
    switch (sqlite.sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
        return value_from_int64(sqlite.sqlite3_value_int64(value));
    case SQLITE_FLOAT:
        return float_new(sqlite.sqlite3_value_double(value));
    case SQLITE_TEXT: {
        const void *text = sqlite.sqlite3_value_text(value);
        return text_value(text, sqlite.sqlite3_value_bytes(value), value_of(&str_type));
    }
    case SQLITE_BLOB: {
        const void *bytes = sqlite.sqlite3_value_blob(value);
        return value_of(bytes_new(bytes, (size_t)sqlite.sqlite3_value_bytes(value)));
    }
    }
    return NONE;
}

/* A function's arguments. */
Tuple *sqlite_arguments(int count, sqlite3_value **values) {
    Tuple *args = tuple_new((size_t)count);
    bool fine = args != NULL;
    for (int i = 0; args && i < count; i++) {
        args->items[i] = fine ? argument(values[i]) : NONE;
        if (!args->items[i]) {
            args->items[i] = NONE;
            fine = false;
        }
    }
    if (fine)
        return args;
    decref_maybe(value_of(args));
    return NULL;
}

static bool give_text(sqlite3_context *context, Str *str) {
    size_t size;
    const char *text = str_utf8(str, &size);
    if (!text)
        return false;
    if (size > INT_MAX)
        return raise_overflow_error("string is longer than INT_MAX bytes");
    sqlite.sqlite3_result_text(context, text, (int)size, SQLITE_TRANSIENT);
    return true;
}

static bool give_bytes(sqlite3_context *context, Value value) {
    Buffer buffer;
    if (!buffer_get(value, &buffer, false))
        return false;
    bool fits = buffer.size <= INT_MAX;
    if (fits)
        sqlite.sqlite3_result_blob(context, buffer.size ? (void *)buffer.bytes : "",
                                   (int)buffer.size, SQLITE_TRANSIENT);
    else
        raise_overflow_error("BLOB longer than INT_MAX bytes");
    buffer_release(&buffer);
    return fits;
}

bool sqlite_give_result(sqlite3_context *context, Value value) {
    int64_t number;
    if (value == NONE)
        sqlite.sqlite3_result_null(context);
    else if (is_int(value)) {
        if (!int_fits_int64(value, &number))
            return raise_overflow_error("Python int too large to convert to SQLite INTEGER");
        sqlite.sqlite3_result_int64(context, number);
    } else if (is_float(value))
        sqlite.sqlite3_result_double(context, float_of(value));
    else if (is_str(value))
        return give_text(context, str_of(value));
    else
        return give_bytes(context, value);
    return true;
}
