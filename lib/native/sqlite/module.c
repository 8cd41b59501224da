/* Module _sqlite: SQLite's databases, statements and blobs as libsqlite3 has them. The package
 * sqlite3 makes the Python database interface of them. */
#include "lib/native/named_numbers.h"
#include "lib/native/sqlite/sqlite.h"

struct SqliteFunctions sqlite;
static ForeignLibrary library =
    FOREIGN_LIBRARY("sqlite3", "libsqlite3.so.0", "libsqlite3-0", SQLITE_FUNCTIONS, sqlite);

#define CONSTANT(name) {#name, name},
#define ERROR(name)    {#name, name},
static const NamedNumber constants[] = {
#include "lib/native/sqlite/constants.def"
};
#undef CONSTANT
#define CONSTANT(name)
static const NamedNumber errors[] = {
#include "lib/native/sqlite/constants.def"
};
#undef CONSTANT
#undef ERROR

static Value complete_statement(Value module, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("complete_statement() argument 'statement' must be str, not %s",
                                type_name_of(args[0]));
    const char *text = sqlite_text(args[0], NULL);
    return text ? value_of_bool(sqlite.sqlite3_complete(text)) : NULL;
}

/* What a code means, for an error without a database. */
static Value error_text(Value module, Value *args) {
    int code;
    return int_as_int(args[0], &code) ? value_of(str_from_c(sqlite.sqlite3_errstr(code))) : NULL;
}

static const NativeMethod functions[] = {
    NATIVE("complete_statement($module, /, statement)", complete_statement,
           "Checks if a string contains a complete SQL statement."),
    NATIVE("enable_callback_tracebacks($module, enable, /)", sqlite_set_tracebacks,
           "Enable or disable callback functions throwing errors to stderr."),
    NATIVE("_set_cursor_class($module, class, /)", sqlite_set_cursor_class, NULL),
    NATIVE("error_text($module, code, /)", error_text, NULL), NATIVE_END};

/* The names of result codes, by code. */
static bool add_error_names(Module *module) {
    Dict *names = dict_new();
    for (size_t i = 0; names && i < sizeof errors / sizeof *errors; i++) {
        Value name = value_of(str_from_c(errors[i].name));
        bool added = name && dict_set(names, value_of_small_int(errors[i].number), name);
        decref_maybe(name);
        if (!added) {
            GIVE_UP(names);
            return false;
        }
    }
    return module_add_steal(module, "error_names", value_of(names));
}

/* ---- SQLite's memory ------------------------------------------------------------------------- */

/* It counts as ours, and is refused as ours is. */
static void *allocate(int size) {
    return mem_raw_malloc((size_t)size);
}

static void *reallocate(void *memory, int size) {
    return mem_raw_realloc(memory, (size_t)size);
}

static int size_of(void *memory) {
    return (int)mem_raw_size(memory);
}

static int round_up(int size) {
    return (size + 7) & ~7;
}

static int memory_init(void *context) {
    return SQLITE_OK;
}

static void memory_shutdown(void *context) {
}

static const sqlite3_mem_methods memory_methods = {allocate, mem_raw_free, reallocate,      size_of,
                                                   round_up, memory_init,  memory_shutdown, NULL};

static bool open_library(void) {
    if (library.handle)
        return true;
    if (!foreign_library_open(&library))
        return false;
    sqlite.sqlite3_config(SQLITE_CONFIG_MALLOC, &memory_methods); /* before it is first used */
    sqlite_count_output();
    return true;
}

/* ---- the module ------------------------------------------------------------------------------ */

static bool sqlite_exec(Module *module) {
    return open_library() && type_ready(&sqlite_database_type) &&
           type_ready(&sqlite_statement_type) && type_ready(&sqlite_blob_type) &&
           module_add_type(module, &sqlite_database_type) &&
           module_add_type(module, &sqlite_row_type) && sqlite_cursor_prepare() &&
           module_add_type(module, &sqlite_cursor_type) &&
           module_add_text(module, "version", sqlite.sqlite3_libversion()) &&
           module_add_int(module, "threadsafe", sqlite.sqlite3_threadsafe()) &&
           MODULE_ADD_NUMBERS(module, constants) && add_error_names(module);
}

const NativeModule _sqlite_module = {
    .name = "_sqlite",
    .doc = "SQLite's databases, statements and blobs.",
    .functions = functions,
    .exec = sqlite_exec,
    .fini = sqlite_forget_cursor_class,
};
