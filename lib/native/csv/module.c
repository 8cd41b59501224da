/* The module _csv. */
#include "lib/native/csv/csv.h"
#include "vm/runtime.h"

ExceptionClass csv_error = {.module = "_csv", .name = "Error", .base = &exc_Exception};
Dict *csv_dialects;
int64_t csv_field_limit = 128 * 1024;

static Value list_dialects(Value module, Value *args) {
    return value_of(dict_keys_list(csv_dialects));
}

static Value register_dialect(Value module, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("register_dialect", count, NULL, 1, 2))
        return NULL;
    if (!is_str(args[0]))
        return raise_type_error("dialect name must be a string");
    Dialect *dialect = csv_dialect_get(count > 1 ? args[1] : NULL, args + count, keywords);
    bool fine = dialect && dict_set(csv_dialects, args[0], value_of(dialect));
    decref_maybe(value_of(dialect));
    return fine ? NONE : NULL;
}

static Value unregister_dialect(Value module, Value *args) {
    Lookup found = dict_delete(csv_dialects, args[0]);
    if (found == LOOKUP_MISSING)
        raise_csv_error("unknown dialect");
    return found == LOOKUP_FOUND ? NONE : NULL;
}

static Value get_dialect(Value module, Value *args) {
    return csv_dialect_registered(args[0]);
}

static Value field_size_limit(Value module, Value *args) {
    int64_t old = csv_field_limit;
    if (args[0]) {
        if (!is_exact_int(args[0]))
            return raise_type_error("limit must be an integer");
        if (!int_as_int64(args[0], &csv_field_limit))
            return NULL;
    }
    return value_of_small_int(old);
}

static const NativeMethod functions[] = {
    NATIVE_RAW("reader", csv_reader,
               "    csv_reader = reader(iterable [, dialect='excel']\n                        "
               "[optional keyword args])\n    for row in csv_reader:\n        process(row)\n\nThe "
               "\"iterable\" argument can be any object that returns a line\nof input for each "
               "iteration, such as a file object or a list.  The\noptional \"dialect\" parameter "
               "is discussed below.  The function\nalso accepts optional keyword arguments which "
               "override settings\nprovided by the dialect.\n\nThe returned object is an "
               "iterator.  Each iteration returns a row\nof the CSV file (which can span multiple "
               "input lines).\n"),
    NATIVE_RAW("writer", csv_writer,
               "    csv_writer = csv.writer(fileobj [, dialect='excel']\n                         "
               "   [optional keyword args])\n    for row in sequence:\n        "
               "csv_writer.writerow(row)\n\n    [or]\n\n    csv_writer = csv.writer(fileobj [, "
               "dialect='excel']\n                            [optional keyword args])\n    "
               "csv_writer.writerows(rows)\n\nThe \"fileobj\" argument can be any object that "
               "supports the file API.\n"),
    NATIVE("list_dialects($module, /)", list_dialects,
           "Return a list of all known dialect names.\n\n    names = csv.list_dialects()"),
    NATIVE_RAW("register_dialect", register_dialect,
               "Create a mapping from a string name to a dialect class.\n    dialect = "
               "csv.register_dialect(name[, dialect[, **fmtparams]])"),
    NATIVE("unregister_dialect($module, /, name)", unregister_dialect,
           "Delete the name/dialect mapping associated with a string name.\n\n    "
           "csv.unregister_dialect(name)"),
    NATIVE("get_dialect($module, /, name)", get_dialect,
           "Return the dialect instance associated with name.\n\n    dialect = "
           "csv.get_dialect(name)"),
    NATIVE("field_size_limit($module, /, new_limit=<unrepresentable>)", field_size_limit,
           "Sets an upper limit on parsed fields.\n\n    csv.field_size_limit([limit])\n\nReturns "
           "old limit. If limit is not given, no new limit is set and\nthe old limit is returned"),
    NATIVE_END};

/* Dialects are the program's objects. */
static void forget_dialects(void) {
    if (csv_dialects)
        dict_clear(csv_dialects);
}

static bool csv_exec(Module *module) {
    static const char *const kinds[] = {"QUOTE_MINIMAL", "QUOTE_ALL",     "QUOTE_NONNUMERIC",
                                        "QUOTE_NONE",    "QUOTE_STRINGS", "QUOTE_NOTNULL"};
    if (!exception_class_use(&csv_error, module))
        return false;
    if (!csv_dialects && !(csv_dialects = dict_new()))
        return false;
    runtime_on_fini(forget_dialects);
    for (int i = 0; i < QUOTE_KINDS; i++)
        if (!module_add_int(module, kinds[i], i))
            return false;
    return type_ready(&csv_dialect_type) && type_ready(&csv_reader_type) &&
           type_ready(&csv_writer_type) && module_add_type(module, &csv_dialect_type) &&
           dict_set_c(module->dict, "Reader", value_of(&csv_reader_type)) &&
           dict_set_c(module->dict, "Writer", value_of(&csv_writer_type)) &&
           dict_set_c(module->dict, "_dialects", value_of(csv_dialects));
}

static void csv_fini(void) {
    exception_class_fini(&csv_error);
    decref_maybe(value_of(csv_dialects));
    csv_dialects = NULL;
}

const NativeModule _csv_module = {
    .name = "_csv",
    .doc = "CSV parsing and writing.\n",
    .functions = functions,
    .exec = csv_exec,
    .fini = csv_fini,
};
