/* PathFinder: the entries of a path, each asked by the finder that sys.path_importer_cache has for
 * it, or that one of sys.path_hooks makes.
 *
 * While the hooks are those of the start, and that is nearly always, folders are searched right
 * here and no finder is made for them. Only where an entry turns out to be a file the hook for
 * archives is asked: so zipimport is not loaded before somebody has an archive on the path. */
#include "vm/path_finder.h"
#include "vm/import_load.h"
#include "vm/vm.h"

#include <string.h>
#include <unistd.h>

/* ---- the hooks of the start ------------------------------------------------------------------ */

static Value archive_hook(Value self, Value *args) {
    Value make = import_core_attribute("zipimport", "zipimporter");
    Value finder = make ? call_1(make, args[0]) : NULL;
    decref_maybe(make);
    return finder;
}

static Value folder_hook(Value self, Value *args) {
    Value make = import_core_attribute("_frozen_importlib_external", "_default_path_hook");
    Value finder = make ? call_1(make, args[0]) : NULL;
    decref_maybe(make);
    return finder;
}

static const NativeMethod hooks[] = {
    NATIVE("zipimporter(path, /)", archive_hook, "The finder of an archive, or of a folder in it."),
    NATIVE("path_hook_for_FileFinder(path, /)", folder_hook, "The finder of a folder."),
};

Value path_finder_hooks(void) {
    List *list = list_new(2);
    for (size_t i = 0; list && i < sizeof hooks / sizeof *hooks; i++) {
        Value hook = native_function_new(&hooks[i], NULL, NULL);
        if (!hook || !list_append_steal(list, hook)) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return value_of(list);
}

static bool is_own_hook(Value hook, const NativeMethod *method) {
    return has_type(hook, &native_function_type) &&
           ((NativeCallable *)object_of(hook))->method == method;
}

static bool has_own_hooks(Value list) {
    return list && is_list(list) && list_of(list)->count == 2 &&
           is_own_hook(list_of(list)->items[0], &hooks[0]) &&
           is_own_hook(list_of(list)->items[1], &hooks[1]);
}

/* ---- the finder of an entry ------------------------------------------------------------------ */

/* The first finder that a hook makes for the entry; None: no hook knows it. Owned. */
static Value ask_hooks(Value entry) {
    Value list = sys_get_borrowed("path_hooks"), finder = NULL;
    if (!list || list == NONE || !is_list(list))
        return NONE;
    if (!list_of(list)->count && !warn(&exc_ImportWarning, 1, "sys.path_hooks is empty"))
        return NULL;
    incref(list);
    for (size_t i = 0; !finder && i < list_of(list)->count; i++) {
        Value hook = own(list_of(list)->items[i]);
        finder = call_1(hook, entry);
        decref(hook);
        if (!finder && !exception_clear_if(&exc_ImportError)) {
            decref(list);
            return NULL;
        }
    }
    decref(list);
    return finder ? finder : NONE;
}

/* The same, kept in sys.path_importer_cache. */
static Value make_finder(Value entry) {
    Value finder = ask_hooks(entry), cache = sys_get_borrowed("path_importer_cache");
    if (finder && cache && is_dict(cache) && !dict_set(dict_of(cache), entry, finder))
        clear_value(&finder);
    return finder;
}

static Lookup cached_finder(Value entry, Value *finder) {
    Value cache = sys_get_borrowed("path_importer_cache");
    if (!cache || !is_dict(cache) || !dict_of(cache)->count)
        return LOOKUP_MISSING;
    return dict_lookup(dict_of(cache), entry, finder);
}

/* ---- asking a finder ------------------------------------------------------------------------- */

/* Portions of a namespace package, where a finder has nothing else. */
static bool add_portions(Value spec, Found *found) {
    Str *key = str_interned("submodule_search_locations");
    Value portions = key ? attribute_get(spec, key) : NULL;
    if (key)
        GIVE_UP(key);
    if (!portions)
        return false;
    bool done = false;
    if (portions == NONE)
        raise_import_error(&exc_ImportError, NULL, NULL, "spec missing loader");
    else if (found->locations || (found->locations = list_new(0)))
        done = list_extend(found->locations, portions);
    decref(portions);
    return done;
}

static bool ask_finder(Value finder, Str *name, Found *found) {
    if (finder == NONE)
        return true;
    Str *find = str_interned("find_spec"), *key = str_interned("loader");
    Value spec = find && key ? call_method_2(finder, find, value_of(name), NONE) : NULL;
    Value loader = spec && spec != NONE ? attribute_get(spec, key) : NULL;
    bool done = spec == NONE;
    if (loader == NONE)
        done = add_portions(spec, found);
    else if (loader) {
        found->spec = own(spec);
        found->kind = FOUND_SPEC;
        done = true;
    }
    decref_maybe(loader);
    decref_maybe(spec);
    if (find)
        GIVE_UP(find);
    if (key)
        GIVE_UP(key);
    return done;
}

/* ---- entries --------------------------------------------------------------------------------- */

/* Does the folder, of a package that is `depth` packages down, belong to CPython's library? */
static Answer is_standard_library(const char *folder, size_t depth) {
    size_t size = strlen(folder);
    for (; depth > 0 && size > 0; depth--)
        while (size > 0 && folder[--size] != '/')
            ;
    if (depth > 0)
        return ANSWER_NO;
    char *root = mem_malloc(size + 1);
    if (!root) {
        raise_no_memory();
        return ANSWER_ERROR;
    }
    memcpy(root, folder, size);
    root[size] = 0;
    Answer answer = finder_is_library_root(root);
    mem_free(root);
    return answer;
}

/* The folder as a path from the root, in `current` if need be; null: it has none. */
static const char *absolute_folder(const char *folder, char *current, size_t capacity) {
    if (*folder == '/')
        return folder;
    if (!getcwd(current, capacity))
        return NULL;
    if (!*folder || strcmp(folder, ".") == 0)
        return current;
    size_t size = strlen(current);
    if (size + strlen(folder) + 2 > capacity)
        return NULL;
    if (current[size - 1] != '/')
        current[size++] = '/';
    strcpy(current + size, folder);
    return current;
}

typedef struct Search {
    Str *name;
    const char *tail; /* of the name: what follows the last dot */
    bool ours;
    size_t depth;
    Found *found;
} Search;

static Thread *opening; /* who is loading what archives are read with */

/* An entry that is a file, or in one: an archive, perhaps. */
static bool search_archive(const Search *search, Value entry) {
    if (opening == current_thread)
        return true;
    Thread *before = opening;
    opening = current_thread;
    Value finder = make_finder(entry);
    opening = before;
    bool done = finder && ask_finder(finder, search->name, search->found);
    decref_maybe(finder);
    return done;
}

/* `entry` is a path from the root or relative, "" the current folder, which is `folder`. */
static bool search_folder(const Search *search, Value entry, const char *folder) {
    Value finder = NULL;
    Lookup known = cached_finder(entry, &finder);
    if (known == LOOKUP_MISSING && !has_own_hooks(sys_get_borrowed("path_hooks"))) {
        finder = make_finder(entry);
        known = finder ? LOOKUP_FOUND : LOOKUP_ERROR;
    }
    if (known == LOOKUP_MISSING) {
        bool is_file;
        return finder_search_folder(folder, search->tail, search->found, &is_file) &&
               (!is_file || search_archive(search, entry));
    }
    bool done = known == LOOKUP_FOUND && ask_finder(finder, search->name, search->found);
    if (known == LOOKUP_FOUND)
        decref(finder);
    return done;
}

/* Strs (and bytes) name folders and archives; anything else is passed over. */
static bool search_entry(const Search *search, Value entry) {
    if (!is_str(entry) && !is_bytes(entry))
        return true;
    Bytes *name = str_to_file_name(entry);
    if (!name)
        return exception_clear_if(&exc_ValueError); /* a name that no file can have */
    char current[4096];
    const char *folder = absolute_folder((const char *)name->data, current, sizeof current);
    Answer passed_over = !folder ? ANSWER_YES : ANSWER_NO;
    if (folder && search->ours)
        passed_over = is_standard_library(folder, search->depth);
    bool done = passed_over == ANSWER_YES;
    if (passed_over == ANSWER_NO) {
        Value key = name->size ? own(entry) : value_of(str_from_file_name(folder, strlen(folder)));
        done = key && search_folder(search, key, folder);
        decref_maybe(key);
    }
    GIVE_UP(name);
    return done;
}

bool path_finder_search(Str *name, Value path, bool ours, size_t depth, Found *found) {
    const char *text = str_utf8(name, NULL), *dot = text ? strrchr(text, '.') : NULL;
    Value iterator = text ? object_iter(path) : NULL, entry;
    if (!iterator)
        return false;
    Search search = {name, dot ? dot + 1 : text, ours, depth, found};
    Next next;
    while ((next = iterator_next(iterator, &entry)) == NEXT_ITEM) {
        bool done = search_entry(&search, entry);
        decref(entry);
        if (!done || found->file || found->spec) {
            next = done ? NEXT_DONE : NEXT_ERROR;
            break;
        }
    }
    decref(iterator);
    return next != NEXT_ERROR;
}
