/* The finder: native modules first, then the folders of sys.path (or of the package's __path__),
 * then the modules that are inside the binary.
 *
 * A folder holds module NAME as NAME/__init__.py, NAME.py or NAME.pyc, in this order; folders
 * named NAME without __init__.py, in any of the entries, make a namespace package together. */
#include "vm/finder.h"
#include "vm/library_path.h"
#include "vm/path_finder.h"
#include "vm/sandbox.h"
#include "vm/vm.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- tables ---------------------------------------------------------------------------------- */

const NativeModule *native_module_lookup(const char *name) {
    for (size_t i = 0; native_modules[i]; i++)
        if (strcmp(native_modules[i]->name, name) == 0)
            return native_modules[i];
    return NULL;
}

const EmbeddedModule *embedded_module_lookup(const char *name) {
    for (const EmbeddedModule *module = embedded_modules; module->name; module++)
        if (strcmp(module->name, name) == 0)
            return module;
    return NULL;
}

void found_release(Found *found) {
    if (found->file)
        GIVE_UP(found->file);
    if (found->locations)
        GIVE_UP(found->locations);
    decref_maybe(found->spec);
    found->file = NULL;
    found->locations = NULL;
    found->spec = NULL;
}

/* ---- folders --------------------------------------------------------------------------------- */

static bool is_kind(const char *path, mode_t kind) {
    struct stat status;
    return sandbox_is_allowed(path, SANDBOX_READ) && stat(path, &status) == 0 &&
           (status.st_mode & S_IFMT) == kind;
}

/* entry + "/" + tail + suffix: mem_free'd; null: MemoryError pending. */
static char *join(const char *entry, const char *tail, const char *suffix) {
    size_t a = strlen(entry), b = strlen(tail), c = strlen(suffix);
    char *path = mem_malloc(a + b + c + 2);
    if (!path)
        return raise_no_memory();
    memcpy(path, entry, a);
    if (a && path[a - 1] != '/')
        path[a++] = '/';
    memcpy(path + a, tail, b);
    memcpy(path + a + b, suffix, c + 1);
    return path;
}

static bool set_file(Found *found, const char *path, FoundKind kind) {
    found->file = str_from_file_name(path, strlen(path));
    found->kind = kind;
    return found->file != NULL;
}

static bool add_location(Found *found, const char *path) {
    if (!found->locations && !(found->locations = list_new(1)))
        return false;
    Str *location = str_from_file_name(path, strlen(path));
    return location && list_append_steal(found->locations, value_of(location));
}

bool finder_search_folder(const char *entry, const char *tail, Found *found, bool *is_file) {
    bool done = false;
    char *folder = join(entry, tail, ""), *file = NULL;
    if (!folder)
        return false;
    errno = 0;
    bool is_folder = is_kind(folder, S_IFDIR);
    *is_file = !is_folder && errno == ENOTDIR;
    if (is_folder) {
        static const struct {
            const char *name;
            FoundKind kind;
        } inits[] = {{"__init__.py", FOUND_SOURCE}, {"__init__.pyc", FOUND_BYTECODE}};
        for (int i = 0; i < 2; i++) {
            file = join(folder, inits[i].name, "");
            if (!file)
                goto done;
            if (is_kind(file, S_IFREG)) {
                if (found->locations)
                    GIVE_UP(found->locations);
                found->locations = NULL;
                done = set_file(found, file, inits[i].kind) && add_location(found, folder);
                goto done;
            }
            mem_free(file);
        }
    }
    static const struct {
        const char *suffix;
        FoundKind kind;
    } suffixes[] = {{".py", FOUND_SOURCE}, {".pyc", FOUND_BYTECODE}};
    for (int i = 0; i < 2; i++) {
        file = join(entry, tail, suffixes[i].suffix);
        if (!file)
            goto done;
        if (is_kind(file, S_IFREG)) {
            if (found->locations)
                GIVE_UP(found->locations);
            found->locations = NULL;
            done = set_file(found, file, suffixes[i].kind);
            goto done;
        }
        mem_free(file);
    }
    file = NULL;
    done = !is_folder || add_location(found, folder);
done:
    mem_free(folder);
    mem_free(file);
    return done;
}

Answer finder_is_library_root(const char *folder) {
    char *os_file = join(folder, "os", ".py");
    char *abc_file = os_file ? join(folder, "_collections_abc", ".py") : NULL;
    Answer answer = ANSWER_ERROR;
    if (abc_file)
        answer = is_kind(os_file, S_IFREG) && is_kind(abc_file, S_IFREG) ? ANSWER_YES : ANSWER_NO;
    mem_free(os_file);
    mem_free(abc_file);
    return answer;
}

/* The folder of the package below one of sys.path, if that holds the library and has it. */
static bool add_library_folder(Value entry, const char *package, List *folders) {
    if (!is_str(entry))
        return true;
    Bytes *name = str_to_file_name(entry);
    if (!name)
        return exception_clear_if(&exc_ValueError);
    const char *root = (const char *)name->data;
    char *folder = *root ? join(root, package, "") : NULL;
    bool fine = folder || !*root;
    if (folder) {
        for (char *c = folder + strlen(root); *c; c++)
            if (*c == '.')
                *c = '/';
        Answer has_library = is_kind(folder, S_IFDIR) ? finder_is_library_root(root) : ANSWER_NO;
        fine = has_library != ANSWER_ERROR;
        if (has_library == ANSWER_YES) {
            Str *text = str_from_file_name(folder, strlen(folder));
            fine = text && list_append_steal(folders, value_of(text));
        }
        mem_free(folder);
    }
    GIVE_UP(name);
    return fine;
}

List *finder_library_folders(const char *package) {
    List *folders = list_new(0);
    Value path = sys_get_borrowed("path");
    if (!folders || !path || !is_list(path))
        return folders;
    for (size_t i = 0; i < list_of(path)->count; i++) {
        Value entry = own(list_of(path)->items[i]);
        bool fine = add_library_folder(entry, package, folders);
        decref(entry);
        if (!fine) {
            GIVE_UP(folders);
            return NULL;
        }
    }
    return folders;
}

/* ---- the search ------------------------------------------------------------------------------ */

static bool found_embedded(const EmbeddedModule *module, Found *found) {
    found->kind = FOUND_EMBEDDED;
    found->embedded = module;
    return true;
}

/* CPython has these inside of it, too, so that they go before the folders of sys.path. */
bool finder_is_frozen(const char *name) {
    static const char *const frozen[] = {"__hello__",
                                         "__phello__",
                                         "__phello__.spam",
                                         "_collections_abc",
                                         "_frozen_importlib",
                                         "_frozen_importlib_external",
                                         "abc",
                                         "codecs",
                                         "genericpath",
                                         "importlib._bootstrap",
                                         "importlib._bootstrap_external",
                                         "importlib.machinery",
                                         "importlib.util",
                                         "io",
                                         "ntpath",
                                         "os",
                                         "posixpath",
                                         "runpy",
                                         "site",
                                         "stat",
                                         "zipimport"};
    for (size_t i = 0; i < sizeof frozen / sizeof *frozen; i++)
        if (strcmp(name, frozen[i]) == 0)
            return library_path_is_ours(name);
    return false;
}

bool finder_find(Str *name, Value path, Found *found) {
    memset(found, 0, sizeof *found);
    size_t size;
    const char *text = str_utf8(name, &size);
    if (!text) /* no module has half a surrogate pair in its name, ... */
        return exception_clear_if(&exc_UnicodeEncodeError);
    if (strlen(text) != size || (size && text[size - 1] == '.'))
        return true; /* ... a null character, or no name in its package */
    if (!path && (found->native = native_module_lookup(text))) {
        found->kind = FOUND_NATIVE;
        return true;
    }
    const EmbeddedModule *embedded = embedded_module_lookup(text);
    if (embedded && finder_is_frozen(text))
        return found_embedded(embedded, found);
    Value folders = path ? path : sys_get_borrowed("path");
    if (folders) {
        incref(folders);
        size_t depth = 0;
        for (const char *c = text; *c; c++)
            depth += *c == '.';
        bool done =
            path_finder_search(name, folders, embedded && library_path_is_ours(text), depth, found);
        decref(folders);
        if (!done) {
            found_release(found);
            return false;
        }
    }
    if (found->file || found->spec)
        return true;
    if (embedded) {
        found_release(found);
        return found_embedded(embedded, found);
    }
    if (!found->native && path && (found->native = native_module_lookup(text)))
        found->kind = FOUND_NATIVE; /* a submodule written in C */
    else if (found->locations)
        found->kind = FOUND_NAMESPACE;
    return true;
}

/* ---- files ----------------------------------------------------------------------------------- */

char *file_read_all(Str *file, size_t *size) {
    Bytes *name = str_to_file_name(value_of(file));
    if (!name)
        return NULL;
    if (!sandbox_allow_path((const char *)name->data, SANDBOX_READ)) {
        GIVE_UP(name);
        return NULL;
    }
    char *buffer = NULL;
    size_t used = 0, capacity = 0;
    gil_release();
    int descriptor;
    do
        descriptor = open((const char *)name->data, O_RDONLY | O_CLOEXEC);
    while (descriptor < 0 && errno == EINTR);
    int error = descriptor < 0 ? errno : 0;
    struct stat status;
    size_t expected =
        descriptor >= 0 && fstat(descriptor, &status) == 0 ? (size_t)status.st_size + 1 : 4096;
    gil_acquire();
    while (!error) {
        if (used + 1 >= capacity) {
            capacity = capacity ? capacity * 2 : expected + 16;
            char *larger = mem_realloc(buffer, capacity);
            if (!larger) {
                error = ENOMEM;
                break;
            }
            buffer = larger;
        }
        ssize_t count = read(descriptor, buffer + used, capacity - used - 1);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            error = errno;
        if (count <= 0)
            break;
        used += (size_t)count;
    }
    if (descriptor >= 0)
        close(descriptor);
    GIVE_UP(name);
    if (error) {
        mem_free(buffer);
        return error == ENOMEM ? raise_no_memory() : raise_os_error(error, value_of(file));
    }
    buffer[used] = 0;
    *size = used;
    return buffer;
}
