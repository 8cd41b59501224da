/* Shared libraries: opened, closed, and looked into for symbols. */
#include "lib/native/ctypes/ctypes.h"

#include "vm/audit.h"
#include "vm/sys.h"

#include <dlfcn.h>
#include <string.h>

static COLD void *raise_loader_error(Type *error, const char *fallback) {
    const char *text = dlerror();
    Str *message = str_from_file_name(text ? text : fallback, strlen(text ? text : fallback));
    if (message)
        raise_error(error, "%U", message);
    decref_maybe(value_of(message));
    return NULL;
}

/* dlopen(name, flag): None is the program itself. */
Value library_open(Value self, Value *args) {
    int mode = RTLD_LOCAL;
    if (args[1] && !int_as_int(args[1], &mode))
        return NULL;
    Bytes *name = NULL;
    if (args[0] != NONE && !(name = str_to_file_name(args[0])))
        return NULL;
    void *handle = NULL;
    if (audit("ctypes.dlopen", "O", args[0])) {
        gil_release();
        handle = dlopen(name ? (const char *)name->data : NULL, mode | RTLD_NOW);
        gil_acquire();
        if (!handle)
            raise_loader_error(&exc_OSError, "dlopen() error");
    }
    decref_maybe(value_of(name));
    return handle ? value_from_uint64((uintptr_t)handle) : NULL;
}

static bool read_handle(Value value, void **handle) {
    if (!is_int(value))
        return raise_type_error("an integer is required");
    *handle = (void *)(uintptr_t)int_as_mask64(value);
    return true;
}

Value library_close(Value self, Value *args) {
    void *handle;
    if (!read_handle(args[0], &handle))
        return NULL;
    return dlclose(handle) ? raise_loader_error(&exc_OSError, "dlclose() error") : NONE;
}

static bool find_symbol(void *handle, Str *name, Type *error, void **address) {
    const char *text = str_utf8(name, NULL);
    if (!text)
        return false;
    dlerror();
    *address = dlsym(handle, text);
    return *address || raise_loader_error(error, "symbol not found");
}

Value library_find(Value self, Value *args) {
    void *handle, *address;
    if (!read_handle(args[0], &handle))
        return NULL;
    if (!is_str(args[1]))
        return raise_type_error("dlsym() argument 2 must be str, not %N", args[1]);
    return find_symbol(handle, str_of(args[1]), &exc_OSError, &address)
               ? value_from_uint64((uintptr_t)address)
               : NULL;
}

bool library_symbol(Value library, Str *name, Type *error, void **address) {
    Str *key = str_interned("_handle");
    Value value = key ? attribute_get(library, key) : NULL;
    decref_maybe(value_of(key));
    if (!value)
        return false;
    void *handle = NULL;
    bool good = is_int(value) || raise_type_error("the _handle attribute of the second argument "
                                                  "must be an integer");
    if (good)
        handle = (void *)(uintptr_t)int_as_mask64(value);
    decref(value);
    return good && find_symbol(handle, name, error, address);
}
