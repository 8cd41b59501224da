/* Opening C libraries at run time, with errors that help. */
#include "lib/foreign.h"
#include "vm/sandbox.h"

#include <dlfcn.h>

static COLD void *fail(const ForeignLibrary *library, const char *format, const char *detail) {
    Str *name = str_from_c(library->module);
    if (!name)
        return NULL;
    Str *reason = str_format(format, library->module, library->file_name, detail);
    if (reason)
        raise_import_error(&exc_ImportError, value_of(name), NULL, "%U", reason);
    GIVE_UP(name);
    decref_maybe(value_of(reason));
    return NULL;
}

bool foreign_library_open(ForeignLibrary *library) {
    if (library->handle)
        return true;
    if (sandbox.is_on)
        return fail(library, "%s needs %s, which %s", "the sandbox does not open");
    void *handle = dlopen(library->file_name, RTLD_NOW | RTLD_LOCAL);
    if (!handle)
        return fail(library, "%s needs %s: install %s", library->package);
    for (size_t i = 0; library->names[i]; i++) {
        library->functions[i] = dlsym(handle, library->names[i]);
        if (!library->functions[i]) {
            fail(library, "%s needs a newer %s, one with %s", library->names[i]);
            dlclose(handle);
            return false;
        }
    }
    library->handle = handle;
    return true;
}
