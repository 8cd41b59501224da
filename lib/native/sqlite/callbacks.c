/* What SQL calls in Python: functions, aggregates, collations, the authorizer, the progress handler
 * and the tracer.
 *
 * SQLite calls them while the GIL is given away. Their exceptions become errors of the statement
 * that ran; sqlite3.enable_callback_tracebacks() lets sys.unraisablehook see them. */
#include "lib/native/sqlite/sqlite.h"
#include "vm/pass.h"

#include <stdio.h>

static bool tracebacks;

Value sqlite_set_tracebacks(Value module, Value *args) {
    Answer wanted = object_truth(args[0]);
    if (wanted == ANSWER_ERROR)
        return NULL;
    tracebacks = wanted == ANSWER_YES;
    return NONE;
}

static void drop_exception(Value callback) {
    if (tracebacks)
        exception_write_unraisable(callback);
    else
        exception_clear();
}

/* The pending exception is the statement's error. */
static void fail(sqlite3_context *context, const char *message, Value callback) {
    if (exception_matches(&exc_MemoryError))
        sqlite.sqlite3_result_error_nomem(context);
    else if (exception_matches(&exc_OverflowError))
        sqlite.sqlite3_result_error_toobig(context);
    else
        sqlite.sqlite3_result_error(context, message, -1);
    drop_exception(callback);
}

/* ---- what SQLite holds ----------------------------------------------------------------------- */

static Callback *callback_new(Database *database, Value callable) {
    Callback *callback = mem_malloc(sizeof *callback);
    if (!callback)
        return raise_no_memory();
    callback->next = database->callbacks;
    callback->link = &database->callbacks;
    if (callback->next)
        callback->next->link = &callback->next;
    database->callbacks = callback;
    callback->callable = own(callable);
    return callback;
}

/* SQLite's destructor. The GIL is held: only closing and replacing call it. */
static void drop_callback(void *data) {
    Callback *callback = data;
    *callback->link = callback->next;
    if (callback->next)
        callback->next->link = callback->link;
    decref_maybe(callback->callable);
    mem_free(callback);
}

/* Owned, for the time of a call. None where the collector or another thread has taken it away. */
static Value own_callable(Value callable) {
    return own(callable ? callable : NONE);
}

static Value callable_of(void *data) {
    return own_callable(((Callback *)data)->callable);
}

void sqlite_visit_callbacks(Database *database, MemVisit visit, void *context) {
    for (Callback *callback = database->callbacks; callback; callback = callback->next)
        visit_value(callback->callable, visit, context);
    visit_value(database->authorizer, visit, context);
    visit_value(database->progress, visit, context);
    visit_value(database->tracer, visit, context);
}

void sqlite_drop_callbacks(Database *database) {
    sqlite_drop_hooks(database);
    for (Callback *callback = database->callbacks; callback; callback = callback->next)
        clear_value(&callback->callable);
}

/* ---- functions ------------------------------------------------------------------------------- */

static void call_function(sqlite3_context *context, int count, sqlite3_value **values) {
    gil_acquire();
    Value function = callable_of(sqlite.sqlite3_user_data(context));
    Tuple *args = sqlite_arguments(count, values);
    Value result = args ? call_tuple(function, args, NULL) : NULL;
    if (!result || !sqlite_give_result(context, result))
        fail(context, "user-defined function raised exception", function);
    decref_maybe(value_of(args));
    decref_maybe(result);
    decref(function);
    gil_release();
}

/* Takes a function or an aggregate away. */
static Value define_nothing(Database *database, const char *name, int count) {
    sqlite_call_begin(database);
    int code = sqlite.sqlite3_create_function_v2(database->db, name, count, SQLITE_UTF8, NULL, NULL,
                                                 NULL, NULL, NULL);
    sqlite_call_end(database);
    return value_of_small_int(code);
}

Value sqlite_create_function(Value self, Value *args) {
    int count;
    const char *name = sqlite_text(args[0], NULL);
    Answer deterministic = object_truth(args[3]);
    if (!name || !int_as_int(args[1], &count) || deterministic == ANSWER_ERROR)
        return NULL;
    sqlite3 *db = database_of(self)->db; /* now: the arguments may have closed it */
    if (!db)
        return sqlite_raise_closed();
    int flags = SQLITE_UTF8 | (deterministic == ANSWER_YES ? SQLITE_DETERMINISTIC : 0);
    if (args[2] == NONE)
        return define_nothing(database_of(self), name, count);
    Callback *callback = callback_new(database_of(self), args[2]);
    if (!callback)
        return NULL;
    sqlite_call_begin(database_of(self));
    int code = sqlite.sqlite3_create_function_v2(db, name, count, flags, callback, call_function,
                                                 NULL, NULL, drop_callback);
    sqlite_call_end(database_of(self));
    return value_of_small_int(code);
}

/* ---- aggregates ------------------------------------------------------------------------------ */

typedef enum { AGGREGATE_STEP, AGGREGATE_INVERSE, AGGREGATE_VALUE, AGGREGATE_FINALIZE } Phase;

static const char *const phase_names[] = {"step", "inverse", "value", "finalize"};

static void fail_phase(sqlite3_context *context, const char *method, Value class) {
    char message[80];
    bool missing = exception_matches(&exc_AttributeError);
    snprintf(message, sizeof message, "user-defined aggregate's '%s' method %s", method,
             missing ? "not defined" : "raised error");
    fail(context, message, class);
}

static Value call_method(Value instance, const char *name, Tuple *args) {
    Str *key = str_from_c(name);
    Value method = key ? attribute_get(instance, key) : NULL;
    decref_maybe(value_of(key));
    Value result = method ? call_tuple(method, args, NULL) : NULL;
    decref_maybe(method);
    return result;
}

/* The instance is made with the first row and kept in SQLite's memory of the group. */
static void run_phase_of(Value class, sqlite3_context *context, Phase phase, int count,
                         sqlite3_value **values) {
    bool takes_row = phase == AGGREGATE_STEP || phase == AGGREGATE_INVERSE;
    Value *instance =
        sqlite.sqlite3_aggregate_context(context, takes_row ? (int)sizeof *instance : 0);
    if (!instance || (!*instance && phase != AGGREGATE_STEP))
        return; /* no rows: the result is NULL */
    if (!*instance && !(*instance = call_0(class))) {
        fail_phase(context, "__init__", class);
        return;
    }
    Tuple *args = sqlite_arguments(count, values);
    Value result = args ? call_method(*instance, phase_names[phase], args) : NULL;
    if (!result || (!takes_row && !sqlite_give_result(context, result)))
        fail_phase(context, phase_names[phase], class);
    decref_maybe(value_of(args));
    decref_maybe(result);
}

static void run_phase(sqlite3_context *context, Phase phase, int count, sqlite3_value **values) {
    Value class = callable_of(sqlite.sqlite3_user_data(context));
    run_phase_of(class, context, phase, count, values);
    decref(class);
}

static void aggregate_step(sqlite3_context *context, int count, sqlite3_value **values) {
    gil_acquire();
    run_phase(context, AGGREGATE_STEP, count, values);
    gil_release();
}

static void aggregate_inverse(sqlite3_context *context, int count, sqlite3_value **values) {
    gil_acquire();
    run_phase(context, AGGREGATE_INVERSE, count, values);
    gil_release();
}

static void aggregate_value(sqlite3_context *context) {
    gil_acquire();
    run_phase(context, AGGREGATE_VALUE, 0, NULL);
    gil_release();
}

/* Also called to clean up when a statement is reset, then with the GIL held. */
static void aggregate_finalize(sqlite3_context *context) {
    bool held = gil_is_mine();
    if (!held)
        gil_acquire();
    Value pending = exception_fetch();
    run_phase(context, AGGREGATE_FINALIZE, 0, NULL);
    Value *instance = sqlite.sqlite3_aggregate_context(context, 0);
    if (instance) {
        decref_maybe(*instance);
        *instance = NULL;
    }
    exception_restore_steal(pending);
    if (!held)
        gil_release();
}

/* create_aggregate(name, count, class or None, is_window) */
Value sqlite_create_aggregate(Value self, Value *args) {
    int count;
    const char *name = sqlite_text(args[0], NULL);
    if (!name || !int_as_int(args[1], &count))
        return NULL;
    sqlite3 *db = database_of(self)->db;
    if (!db)
        return sqlite_raise_closed();
    bool window = args[3] == TRUE_VALUE;
    if (args[2] == NONE)
        return define_nothing(database_of(self), name, count);
    Callback *callback = callback_new(database_of(self), args[2]);
    if (!callback)
        return NULL;
    sqlite_call_begin(database_of(self));
    int code = sqlite.sqlite3_create_window_function(
        db, name, count, SQLITE_UTF8, callback, aggregate_step, aggregate_finalize,
        window ? aggregate_value : NULL, window ? aggregate_inverse : NULL, drop_callback);
    sqlite_call_end(database_of(self));
    return value_of_small_int(code);
}

/* ---- collations ------------------------------------------------------------------------------ */

/* Below, equal, above; an error counts as equal. */
static int collate(void *data, int size, const void *text, int other_size, const void *other) {
    gil_acquire();
    Value callback = callable_of(data);
    int order = 0;
    Value left = value_of(str_from_utf8(text, (size_t)size));
    Value right = left ? value_of(str_from_utf8(other, (size_t)other_size)) : NULL;
    Value result = right ? call_2(callback, left, right) : NULL;
    if (result && is_int(result))
        order = int_sign(result);
    else if (result)
        raise_type_error("an integer is required (got type %s)", type_name_of(result));
    if (exception_pending())
        drop_exception(callback);
    decref_maybe(left);
    decref_maybe(right);
    decref_maybe(result);
    decref(callback);
    gil_release();
    return order;
}

Value sqlite_create_collation(Value self, Value *args) {
    sqlite3 *db = database_of(self)->db;
    if (!db)
        return sqlite_raise_closed();
    const char *name = sqlite_text(args[0], NULL);
    if (!name)
        return NULL;
    Callback *callback = NULL;
    if (args[1] != NONE && !(callback = callback_new(database_of(self), args[1])))
        return NULL;
    sqlite_call_begin(database_of(self));
    int code = sqlite.sqlite3_create_collation_v2(db, name, SQLITE_UTF8, callback,
                                                  callback ? collate : NULL,
                                                  callback ? drop_callback : NULL);
    if (callback && code != SQLITE_OK)
        drop_callback(callback); /* this one function leaves it to its caller */
    sqlite_call_end(database_of(self));
    return value_of_small_int(code);
}

/* ---- hooks ----------------------------------------------------------------------------------- */

static int authorize(void *data, int action, const char *first, const char *second,
                     const char *database, const char *trigger) {
    gil_acquire();
    Value callback = own_callable(((Database *)data)->authorizer);
    const char *texts[] = {first, second, database, trigger};
    Tuple *args = tuple_new(5);
    bool fine = args != NULL;
    for (size_t i = 0; args && i < 4; i++) {
        Value text = texts[i] ? value_of(str_from_c(texts[i])) : NONE;
        fine = fine && text;
        args->items[i + 1] = text ? text : NONE;
    }
    if (args)
        args->items[0] = value_of_small_int(action);
    Value result = fine ? call_tuple(callback, args, NULL) : NULL;
    int verdict = SQLITE_DENY;
    if (!result || !is_int(result) || !int_as_int(result, &verdict))
        verdict = SQLITE_DENY;
    if (exception_pending())
        drop_exception(callback);
    decref_maybe(value_of(args));
    decref_maybe(result);
    decref(callback);
    gil_release();
    return verdict;
}

static int report_progress(void *data) {
    gil_acquire();
    Value callback = own_callable(((Database *)data)->progress);
    Value result = call_0(callback);
    Answer stop = result ? object_truth(result) : ANSWER_ERROR;
    if (stop == ANSWER_ERROR)
        drop_exception(callback);
    decref_maybe(result);
    decref(callback);
    gil_release();
    return stop != ANSWER_NO;
}

/* Nobody else is asked: long work looks at signals, whose exceptions end it. */
static int look_up(void *unused) {
    if (LIKELY(!(eval_breaker & BREAK_LOOP)) || gil_is_mine())
        return 0;
    gil_acquire();
    bool stop = !pass_may_go_on();
    gil_release();
    return stop;
}

enum { STEPS_BETWEEN_LOOKS = 10000 }; /* of SQLite's machine: under a millisecond */

void sqlite_set_progress(Database *database, int count) {
    if (database->progress)
        sqlite.sqlite3_progress_handler(database->db, count, report_progress, database);
    else
        sqlite.sqlite3_progress_handler(database->db, STEPS_BETWEEN_LOOKS, look_up, NULL);
}

/* The statement with its values put in; as it was written if that is too long. */
static Value traced_text(sqlite3_stmt *statement, const char *text) {
    if (text[0] == '-' && text[1] == '-')
        return value_of(str_from_c(text)); /* a trigger begins */
    char *expanded = sqlite.sqlite3_expanded_sql(statement);
    if (!expanded)
        return value_of(str_from_c(text));
    Value result = value_of(str_from_c(expanded));
    sqlite.sqlite3_free(expanded);
    return result;
}

static int trace(unsigned kind, void *data, void *statement, void *text) {
    gil_acquire();
    Value callback = own_callable(((Database *)data)->tracer);
    Value shown = traced_text(statement, text);
    Value result = shown ? call_1(callback, shown) : NULL;
    if (!result)
        drop_exception(callback);
    decref_maybe(shown);
    decref_maybe(result);
    decref(callback);
    gil_release();
    return 0;
}

static void replace_hook(Value *hook, Value callback) {
    Value before = *hook;
    *hook = callback == NONE ? NULL : own(callback);
    decref_maybe(before);
}

Value sqlite_set_authorizer(Value self, Value *args) {
    Database *database = database_of(self);
    if (!database->db)
        return sqlite_raise_closed();
    replace_hook(&database->authorizer, args[0]);
    return value_of_small_int(sqlite.sqlite3_set_authorizer(
        database->db, database->authorizer ? authorize : NULL, database));
}

Value sqlite_set_progress_handler(Value self, Value *args) {
    Database *database = database_of(self);
    int count;
    if (!database->db)
        return sqlite_raise_closed();
    if (!int_as_int(args[1], &count))
        return NULL;
    replace_hook(&database->progress, args[0]);
    sqlite_set_progress(database, count);
    return NONE;
}

Value sqlite_set_tracer(Value self, Value *args) {
    Database *database = database_of(self);
    if (!database->db)
        return sqlite_raise_closed();
    replace_hook(&database->tracer, args[0]);
    return value_of_small_int(sqlite.sqlite3_trace_v2(database->db, SQLITE_TRACE_STMT,
                                                      database->tracer ? trace : NULL, database));
}

void sqlite_drop_hooks(Database *database) {
    if (database->db) {
        sqlite.sqlite3_set_authorizer(database->db, NULL, NULL);
        sqlite.sqlite3_progress_handler(database->db, 0, NULL, NULL);
        sqlite.sqlite3_trace_v2(database->db, SQLITE_TRACE_STMT, NULL, NULL);
    }
    replace_hook(&database->authorizer, NONE);
    replace_hook(&database->progress, NONE);
    replace_hook(&database->tracer, NONE);
}
