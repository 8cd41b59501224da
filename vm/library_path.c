/* The folders of modules that Folio does not bring.
 *
 *   --stdlib=DIR, FOLIO_STDLIB     CPython's library; without these, Debian's if it is there
 *   --stdlib=only:DIR              and its modules go before Folio's own
 *   --stdlib=none                  none at all
 *   --site=DIR[:DIR], FOLIO_SITE   folders of packages, whose .pth files are read
 *
 * The two variables say what the machine has, so -E and -I do not ignore them.
 * The library stands last on sys.path; the finder passes over it where Folio brings the module
 * itself. Without options nothing is opened: at most three folders are asked for. */
#include "vm/library_path.h"
#include "vm/import.h"
#include "vm/objects/list.h"
#include "vm/sandbox.h"
#include "vm/vm.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *library, *sites;
static bool only;

static void set_library(const char *text) {
    only = strncmp(text, "only:", 5) == 0;
    library = only ? text + 5 : text;
}

bool library_path_read_option(const char *text) {
    if (strncmp(text, "stdlib=", 7) == 0)
        set_library(text + 7);
    else if (strncmp(text, "site=", 5) == 0)
        sites = text + 5;
    else
        return false;
    return true;
}

/* CPython's re is made of its own native engine, which is not here; the bytecode that dis reads is
 * Folio's; importlib keeps parts of an import system that runs already. */
bool library_path_is_ours(const char *name) {
    static const char *const always[] = {"re",
                                         "re._compiler",
                                         "re._constants",
                                         "re._parser",
                                         "importlib",
                                         "_frozen_importlib",
                                         "_frozen_importlib_external",
                                         "dis",
                                         "opcode",
                                         "_opcode_metadata"};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        if (strcmp(name, always[i]) == 0)
            return true;
    return !only;
}

static void read_environment(void) {
    const char *text = getenv("FOLIO_STDLIB");
    if (!library && text && *text)
        set_library(text);
    text = getenv("FOLIO_SITE");
    if (!sites && text && *text)
        sites = text;
}

/* Debian's library of the newest version whose modules Folio can run; null: none. */
static const char *installed_library(void) {
    static const char *const folders[] = {"/usr/lib/python3.13", "/usr/lib/python3.12",
                                          "/usr/lib/python3.11"};
    struct stat status;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (stat(folders[i], &status) == 0 && S_ISDIR(status.st_mode))
            return folders[i];
    return NULL;
}

/* site.addsitedir(folder) */
static bool add_site(const char *folder, size_t size) {
    Value add = import_attribute("site", "addsitedir");
    Str *name = add ? str_from_file_name(folder, size) : NULL;
    Value argument = name ? value_of(name) : NULL;
    Value result = name ? call(add, &argument, 1, NULL) : NULL;
    decref_maybe(result);
    if (name)
        GIVE_UP(name);
    decref_maybe(add);
    return result != NULL;
}

static bool add_sites(void) {
    for (const char *at = sites; at && *at;) {
        const char *colon = strchr(at, ':');
        if (!add_site(at, colon ? (size_t)(colon - at) : strlen(at)))
            return false;
        at = colon ? colon + 1 : NULL;
    }
    return true;
}

/* Modules of CPython's library count on os to be there, which its start has imported. */
static bool import_os(void) {
    Value os = only ? import_module_c("os") : own(NONE);
    decref_maybe(os);
    return os != NULL;
}

bool library_path_add(void) {
    read_environment();
    if (!add_sites())
        return false;
    const char *folder = library || sandbox.is_on ? library : installed_library();
    if (!folder || strcmp(folder, "none") == 0)
        return true;
    Value path = sys_get_borrowed("path");
    Str *entry = str_from_file_name(folder, strlen(folder));
    return entry && list_append_steal(list_of(path), value_of(entry)) && import_os();
}
