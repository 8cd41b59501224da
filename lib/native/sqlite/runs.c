/* Statements run with whole sets of values, and their rows by the list.
 *
 * What the package does for each value and each row in Python happens here for the values and rows
 * that need no adapter, converter or factory; anything else is left to it, untouched. An execute
 * takes half the time, an executemany a third. */
#include "lib/native/sqlite/sqlite.h"

static bool is_plain(Value value) {
    return value == NONE || is_small_int(value) || has_type(value, &int_type) ||
           is_exact_str(value) || has_type(value, &float_type) || has_type(value, &bytes_type) ||
           has_type(value, &bytearray_type);
}

/* The values of an exact tuple or list; as many plain ones as there are parameters? */
static bool take_plain(sqlite3_stmt *statement, Value given, Value **values, size_t *count) {
    if (is_exact_tuple(given)) {
        *values = tuple_of(given)->items;
        *count = tuple_of(given)->count;
    } else if (is_exact_list(given)) {
        *values = list_of(given)->items;
        *count = list_of(given)->count;
    } else
        return false;
    size_t wanted = statement ? (size_t)sqlite.sqlite3_bind_parameter_count(statement) : 0;
    bool plain = *count == wanted;
    for (size_t i = 0; plain && i < *count; i++)
        plain = is_plain((*values)[i]);
    return plain;
}

enum { NOT_PLAIN = -2, FAILED = -1 };

/* Binds the values, which runs no Python code, and takes the first step: SQLite's code, FAILED with
 * an exception pending, or NOT_PLAIN with nothing done. */
static int run(Statement *statement, Value given) {
    Value *values;
    size_t count;
    if (statement->stepping) {
        sqlite_raise_stepping();
        return FAILED;
    }
    if (!take_plain(statement->statement, given, &values, &count))
        return NOT_PLAIN;
    if (!statement->statement)
        return SQLITE_DONE;
    sqlite.sqlite3_reset(statement->statement);
    for (size_t i = 0; i < count; i++) {
        int code = sqlite_bind(statement->statement, (int)i + 1, values[i]);
        if (code != SQLITE_OK)
            return code < 0 ? FAILED : code;
    }
    return sqlite_step(statement);
}

/* SQLite's code; None: the values are for Python to bind. */
Value sqlite_run(Value self, Value *args) {
    int code = run((Statement *)object_of(self), args[0]);
    return code == FAILED ? NULL : code == NOT_PLAIN ? NONE : value_of_small_int(code);
}

/* To the end of what a statement gives; its changes are added. */
static int finish_run(Statement *statement, int code, int64_t *changes) {
    while (code == SQLITE_ROW)
        code = sqlite_step(statement);
    if (code == SQLITE_DONE) {
        if (!statement->database->db) {
            sqlite_raise_closed();
            return FAILED;
        }
        *changes += sqlite.sqlite3_changes(statement->database->db);
    }
    return code;
}

/* (changes, code, set): all sets of an iterator, up to one that is for Python to bind (null: none)
 * or one that failed. */
Value sqlite_run_many(Value self, Value *args) {
    Statement *statement = (Statement *)object_of(self);
    int code = SQLITE_DONE;
    int64_t changes = 0;
    Value values = NULL;
    Next next = NEXT_DONE;
    while (code == SQLITE_DONE && (next = iterator_next(args[0], &values)) == NEXT_ITEM) {
        code = run(statement, values);
        if (code == NOT_PLAIN)
            break;
        clear_value(&values);
        if (code != FAILED)
            code = finish_run(statement, code, &changes);
    }
    if (next == NEXT_ERROR || code == FAILED)
        return NULL;
    Value total = value_from_int64(changes);
    Tuple *result = total ? tuple_pack(3, total, value_of_small_int(values ? SQLITE_DONE : code),
                                       values ? values : NONE)
                          : NULL;
    decref_maybe(total);
    decref_maybe(values);
    return value_of(result);
}

/* The current row, as a Row if there is a description, and a step to the next: `code` says what
 * came of it. */
Value sqlite_take_row(Value self, Value *args) {
    Statement *statement = (Statement *)object_of(self);
    statement->code = SQLITE_ROW;
    Tuple *row = sqlite_row_values(statement->statement, args[0], args[1]);
    Value result = row && args[2] != NONE ? sqlite_row_new(args[2], row) : own_maybe(value_of(row));
    decref_maybe(value_of(row));
    if (!result)
        return NULL;
    statement->code = sqlite_step(statement);
    if (statement->code == FAILED)
        clear_value(&result);
    return result;
}

/* The same for up to `most` rows, in a list. */
Value sqlite_take_rows(Value self, Value *args) {
    Statement *statement = (Statement *)object_of(self);
    int64_t most;
    if (!int_as_int64(args[3], &most))
        return NULL;
    List *rows = list_new(0);
    statement->code = SQLITE_ROW;
    for (int64_t i = 0; rows && i < most && statement->code == SQLITE_ROW; i++)
        if (!list_append_steal(rows, sqlite_take_row(self, args))) {
            GIVE_UP(rows);
            return NULL;
        }
    return value_of(rows);
}

Value sqlite_step_code(Value self) {
    return value_of_small_int(((Statement *)object_of(self))->code);
}
