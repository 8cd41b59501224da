/* Why a module of CPython's library is not there, and what would bring it: a note on the
 * ModuleNotFoundError, which the traceback shows. The exception's own text stays as CPython's.
 *
 * Names of other modules get no note: nothing is known of them. */
#include "vm/missing_module.h"
#include "vm/vm.h"

#include <string.h>

#define ON_DISK                                                                                    \
    "it is part of CPython's library, which is used where it is on disk: --stdlib=DIR, "           \
    "FOLIO_STDLIB=DIR, or Debian's package libpython3-stdlib"
#define TK      "Folio has no Tk: windows of tkinter cannot be shown"
#define WINDOWS "it is for Windows only"

static const struct {
    const char *name, *reason; /* sorted by name */
} missing[] = {
    {"_tkinter", TK},
    {"_winapi", WINDOWS},
    {"_winreg", WINDOWS},
    {"curses", "Folio has no curses: it needs the C module _curses"},
    {"dbm", "Folio has none of the databases of dbm; sqlite3 is another way to keep values"},
    {"ftplib", ON_DISK},
    {"idlelib", TK},
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
    {"turtle", TK},
    {"turtledemo", TK},
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

Value missing_module_explain(Str *name) {
    const char *text = str_utf8(name, NULL);
    const char *reason = text ? find_reason(text) : NULL;
    if (!reason)
        return NULL;
    Value exception = exception_fetch();
    Str *note = str_format("%S: %s", value_of(name), reason);
    Str *add_note = note ? str_interned("add_note") : NULL;
    if (add_note) {
        decref_maybe(call_method_1(exception, add_note, value_of(note)));
        GIVE_UP(add_note);
    }
    if (note)
        GIVE_UP(note);
    exception_clear(); /* without a note it is the same error */
    exception_restore_steal(exception);
    return NULL;
}
