/* The sandbox's wall in this process: see sandbox.h. */
#define _GNU_SOURCE
#include "vm/sandbox.h"

#include "vm/vm.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

Sandbox sandbox;

/* ---- options --------------------------------------------------------------------------------- */

static bool add_folder(const char *path, SandboxUse use) {
    char *resolved = realpath(path, NULL); /* kept till the end */
    if (!resolved || sandbox.folder_count == SANDBOX_FOLDERS_MAX) {
        free(resolved);
        return false;
    }
    sandbox.folders[sandbox.folder_count++] = (struct SandboxFolder){resolved, use};
    return true;
}

bool sandbox_read_option(const char *text, bool *wrong) {
    static const struct {
        const char *name;
        SandboxUse use;
    } folders[] = {{"allow-read=", SANDBOX_READ}, {"allow-write=", SANDBOX_WRITE}};
    *wrong = false;
    for (int i = 0; i < 2; i++) {
        size_t size = strlen(folders[i].name);
        if (strncmp(text, folders[i].name, size) != 0)
            continue;
        sandbox.is_on = true;
        *wrong = !add_folder(text + size, folders[i].use);
        if (*wrong)
            fprintf(stderr, "--%s: there is no folder '%s'\n", text, text + size);
        return true;
    }
    bool threads = strcmp(text, "allow-threads") == 0;
    if (!threads && strcmp(text, "sandbox") != 0)
        return false;
    sandbox.is_on = true;
    sandbox.allows_threads |= threads;
    return true;
}

void sandbox_add_program(const char *path) {
    if (sandbox.is_on && !add_folder(path, SANDBOX_READ))
        errno = 0; /* whoever opens it will say that it is not there */
}

/* ---- paths ----------------------------------------------------------------------------------- */

static bool is_within(const char *path, const char *folder) {
    size_t size = strlen(folder);
    return strncmp(path, folder, size) == 0 &&
           (path[size] == 0 || path[size] == '/' || (size && folder[size - 1] == '/'));
}

/* Where a path leads to, links followed; of what is not there yet, where it would be. False:
 * nowhere, or it is a link to what is not there. */
static bool resolve(const char *path, char *resolved) {
    struct stat status;
    char folder[PATH_MAX];
    if (realpath(path, resolved))
        return true;
    if (errno != ENOENT || lstat(path, &status) == 0 || strlen(path) >= sizeof folder)
        return false;
    strcpy(folder, path);
    char *slash = strrchr(folder, '/');
    const char *name = slash ? slash + 1 : folder;
    char kept[NAME_MAX + 1];
    if (!*name || strcmp(name, "..") == 0 || strcmp(name, ".") == 0 || strlen(name) > NAME_MAX)
        return false;
    strcpy(kept, name);
    if (slash)
        slash[slash == folder] = 0;
    if (!realpath(slash ? folder : ".", resolved) || strlen(resolved) + strlen(kept) + 2 > PATH_MAX)
        return false;
    strcat(strcat(resolved, "/"), kept);
    return true;
}

bool sandbox_is_allowed(const char *path, SandboxUse use) {
    char resolved[PATH_MAX];
    if (!sandbox.is_on)
        return true;
    if (!resolve(path, resolved))
        return false;
    for (size_t i = 0; i < sandbox.folder_count; i++)
        if (sandbox.folders[i].use >= use && is_within(resolved, sandbox.folders[i].path))
            return true;
    return false;
}

bool sandbox_allow_path(const char *path, SandboxUse use) {
    if (sandbox_is_allowed(path, use))
        return true;
    Str *name = str_from_file_name(path, strlen(path));
    if (name) {
        raise_os_error(EACCES, value_of(name));
        GIVE_UP(name);
    }
    return false;
}

/* ---- functions and types --------------------------------------------------------------------- */

void *sandbox_refuse(void) {
    return raise_error(&exc_PermissionError, "this is not allowed in the sandbox");
}

static Value refuse(Value self, Value *args, size_t count, Tuple *keywords) {
    return sandbox_refuse();
}

static Value refuse_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    return sandbox_refuse();
}

static const NativeMethod refusal = NATIVE_RAW(
    "not_allowed_in_the_sandbox", refuse, "Stands for a function that the sandbox does not allow.");

/* What of a module is allowed; null: all. */
static const char *allowed_of(const char *module, size_t size) {
    static const struct {
        const char *name, *allowed;
    } modules[] = {
#define SYSTEM_MODULE(name, allowed) {#name, allowed},
#include "vm/sandbox.def"
    };
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
        if (strlen(modules[i].name) == size && memcmp(modules[i].name, module, size) == 0)
            return modules[i].allowed;
    return NULL;
}

/* Is the word one of the list? */
static bool names_word(const char *list, const char *word, size_t size) {
    for (const char *at = list; (at = strstr(at, word)); at++)
        if ((at == list || at[-1] == ' ') && strncmp(at, word, size) == 0 &&
            (at[size] == ' ' || !at[size]))
            return true;
    return false;
}

static bool is_allowed(const char *module, size_t module_size, const char *name, size_t size) {
    const char *allowed = allowed_of(module, module_size);
    char word[64];
    if (!allowed)
        return true;
    if (size >= sizeof word)
        return false;
    memcpy(word, name, size);
    word[size] = 0;
    return names_word(allowed, word, size) ||
           (sandbox.allows_threads && module_size == 7 && memcmp(module, "_thread", 7) == 0);
}

const NativeMethod *sandbox_method(const NativeMethod *method, Value module) {
    if (LIKELY(!sandbox.is_on) || !module || !is_str(module))
        return method;
    const char *text = str_utf8(str_of(module), NULL);
    if (!text) { /* no memory: no chances */
        exception_clear();
        return &refusal;
    }
    return is_allowed(text, strlen(text), method->signature, strcspn(method->signature, "("))
               ? method
               : &refusal;
}

void sandbox_filter_type(Type *type) {
    const char *name = type->mem.name, *dot = strrchr(name, '.');
    if (sandbox.is_on && dot && !(type->flags & TYPE_HEAP) &&
        !is_allowed(name, (size_t)(dot - name), dot + 1, strlen(dot + 1)))
        type->new = refuse_new;
}
