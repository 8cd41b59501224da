/* What the system is asked for by name: sysconf, confstr, pathconf. */
#define _GNU_SOURCE
#include "lib/native/posix/posix.h"

#include <string.h>
#include <unistd.h>

typedef enum Table { TABLE_sysconf, TABLE_confstr, TABLE_pathconf } Table;

static const struct {
    Table table;
    int value;
    const char *name;
} entries[] = {
#define CONFIGURATION(table, name) {TABLE_##table, _##name, #name},
#include "lib/native/posix/configuration.def"
};
enum { ENTRY_COUNT = sizeof entries / sizeof *entries };

static bool name_argument(Table table, Value argument, int *value) {
    if (is_int(argument))
        return int_as_int(argument, value);
    if (!is_str(argument))
        return raise_type_error("configuration names must be strings or integers");
    const char *name = str_utf8(str_of(argument), NULL);
    if (!name)
        return false;
    for (size_t i = 0; i < ENTRY_COUNT; i++) {
        if (entries[i].table == table && strcmp(entries[i].name, name) == 0) {
            *value = entries[i].value;
            return true;
        }
    }
    return raise_value_error("unrecognized configuration name");
}

/* -1 is an error, or that there is no limit. */
static Value limit_or_raise(long limit) {
    return limit == -1 && errno ? posix_raise(NULL) : value_from_int64(limit);
}

static Value fn_sysconf(Value self, Value *args) {
    int name;
    if (!name_argument(TABLE_sysconf, args[0], &name))
        return NULL;
    errno = 0;
    return limit_or_raise(sysconf(name));
}
static Value fn_fpathconf(Value self, Value *args) {
    int descriptor, name;
    if (!descriptor_argument(args[0], &descriptor) ||
        !name_argument(TABLE_pathconf, args[1], &name))
        return NULL;
    errno = 0;
    return limit_or_raise(fpathconf(descriptor, name));
}
static Value fn_pathconf(Value self, Value *args) {
    Path path;
    int name;
    if (!name_argument(TABLE_pathconf, args[1], &name) ||
        !path_init(&path, args[0], "pathconf", true))
        return NULL;
    errno = 0;
    long limit = path.name ? pathconf(path_text(&path), name) : fpathconf(path.descriptor, name);
    Value result = limit == -1 && errno ? posix_raise(args[0]) : value_from_int64(limit);
    path_release(&path);
    return result;
}
static Value fn_confstr(Value self, Value *args) {
    int name;
    if (!name_argument(TABLE_confstr, args[0], &name))
        return NULL;
    errno = 0;
    size_t size = confstr(name, NULL, 0); /* with the zero at the end */
    if (size == 0)
        return errno ? posix_raise(NULL) : NONE;
    char *text = mem_malloc(size);
    if (!text)
        return raise_no_memory();
    confstr(name, text, size);
    Value result = posix_name(text, size - 1, false);
    mem_free(text);
    return result;
}

static Value table_value(Table table) {
    Dict *names_of = dict_new();
    for (size_t i = 0; names_of && i < ENTRY_COUNT; i++) {
        if (entries[i].table == table &&
            !dict_set_c(names_of, entries[i].name, value_of_small_int(entries[i].value))) {
            GIVE_UP(names_of);
            names_of = NULL;
        }
    }
    return value_of(names_of);
}

bool posix_add_configuration_names(Module *module) {
    return module_add_steal(module, "sysconf_names", table_value(TABLE_sysconf)) &&
           module_add_steal(module, "confstr_names", table_value(TABLE_confstr)) &&
           module_add_steal(module, "pathconf_names", table_value(TABLE_pathconf));
}

const NativeMethod posix_configuration_functions[] = {
    NATIVE("sysconf(name, /)", fn_sysconf,
           "Return an integer-valued system configuration variable."),
    NATIVE("confstr(name, /)", fn_confstr, "Return a string-valued system configuration variable."),
    NATIVE("pathconf(path, name)", fn_pathconf,
           "Return the configuration limit name for the file or directory path."),
    NATIVE("fpathconf(fd, name, /)", fn_fpathconf,
           "Return the configuration limit name for the file descriptor fd."),
    NATIVE_END,
};
