/* Why a module of CPython's library is not there, and what would bring it: a note on the
 * ModuleNotFoundError, which the traceback shows. The exception's own text stays as CPython's.
 *
 * So it is with extension modules of CPython that are on the path. Names of other modules get no
 * note: nothing is known of them. */
#include "vm/missing_module.h"
#include "vm/import.h"
#include "vm/sandbox.h"
#include "vm/vm.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>

#define ON_DISK                                                                                    \
    "it is part of CPython's library, which is used where it is on disk: --stdlib=DIR, "           \
    "FOLIO_STDLIB=DIR, or Debian's package libpython3-stdlib"
#define TK                                                                                         \
    "it is part of CPython's library, which is used where it is on disk: --stdlib=DIR, "           \
    "FOLIO_STDLIB=DIR, or Debian's package python3-tk"
#define WINDOWS "it is for Windows only"

static const struct {
    const char *name, *reason; /* sorted by name */
} missing[] = {
    {"_winapi", WINDOWS},
    {"_winreg", WINDOWS},
    {"dbm", "Folio has none of the databases of dbm; sqlite3 is another way to keep values"},
    {"ftplib", ON_DISK},
    {"idlelib", ON_DISK},
    {"imaplib", ON_DISK},
    {"lib2to3", ON_DISK},
    {"modulefinder", ON_DISK},
    {"msilib", WINDOWS},
    {"msvcrt", WINDOWS},
    {"nt", WINDOWS},
    {"pip", "packages are installed with another Python's pip; --site=DIR uses them here"},
    {"plistlib", ON_DISK},
    {"poplib", ON_DISK},
    {"shelve", ON_DISK},
    {"smtplib", ON_DISK},
    {"tabnanny", ON_DISK},
    {"tkinter", TK},
    {"turtle", ON_DISK},
    {"turtledemo", ON_DISK},
    {"wave", ON_DISK},
    {"webbrowser", ON_DISK},
    {"winreg", WINDOWS},
    {"winsound", WINDOWS},
    {"wsgiref", ON_DISK},
    {"xmlrpc", ON_DISK},
    {"zipapp", ON_DISK},
};

static const char *find_reason(const char *name) {
    size_t low = 0, high = sizeof missing / sizeof *missing;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, missing[middle].name);
        if (order == 0)
            return missing[middle].reason;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* A file of the path that is this module for CPython, "" if there is none. */
static void find_extension(const char *tail, Value path, char *file, size_t capacity) {
    *file = 0;
    for (size_t i = 0; path && is_list(path) && !*file && i < list_of(path)->count; i++) {
        Value entry = list_of(path)->items[i];
        const char *folder = is_exact_str(entry) ? str_utf8(str_of(entry), NULL) : NULL;
        char pattern[1024];
        glob_t found;
        if (!folder || strpbrk(folder, "*?[") || strpbrk(tail, "*?[/") ||
            snprintf(pattern, sizeof pattern, "%s/%s.*so", folder, tail) >= (int)sizeof pattern)
            continue;
        if (glob(pattern, GLOB_NOSORT, NULL, &found) == 0) {
            snprintf(file, capacity, "%s", found.gl_pathv[0]);
            globfree(&found);
        }
    }
    exception_clear(); /* of names that are no UTF-8 */
}

static Value add_note(Str *name, const char *reason) {
    Value exception = exception_fetch();
    Str *note = str_format("%S: %s", value_of(name), reason);
    Str *add = note ? str_interned("add_note") : NULL;
    if (add) {
        decref_maybe(call_method_1(exception, add, value_of(note)));
        GIVE_UP(add);
    }
    if (note)
        GIVE_UP(note);
    exception_clear(); /* without a note it is the same error */
    exception_restore_steal(exception);
    return NULL;
}

Value missing_module_explain(Str *name, Value path) {
    Value exception = exception_fetch();
    const char *text = str_utf8(name, NULL); /* null for half a surrogate pair */
    exception_clear();
    exception_restore_steal(exception);
    const char *reason = text ? find_reason(text) : NULL;
    if (reason)
        return add_note(name, reason);
    if (!text || sandbox.is_on)
        return NULL;
    char file[1024], extension[1200];
    const char *dot = strrchr(text, '.');
    exception = exception_fetch();
    find_extension(dot ? dot + 1 : text, path ? path : sys_get_borrowed("path"), file, sizeof file);
    exception_restore_steal(exception);
    if (!*file)
        return NULL;
    snprintf(extension, sizeof extension,
             "%s is compiled for CPython and cannot be loaded; a package's pure-Python form can",
             file);
    return add_note(name, extension);
}
