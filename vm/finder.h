/* Where a module comes from. */
#ifndef VM_FINDER_H
#define VM_FINDER_H

#include "vm/import.h"

typedef enum FoundKind {
    FOUND_NOTHING,
    FOUND_NATIVE,
    FOUND_EMBEDDED,  /* in the binary, written in Python */
    FOUND_SOURCE,    /* file is NAME.py or NAME/__init__.py */
    FOUND_BYTECODE,  /* file is NAME.pyc without a source */
    FOUND_NAMESPACE, /* only folders: locations */
    FOUND_SPEC,      /* by a finder of sys.path_importer_cache */
} FoundKind;

typedef struct Found {
    FoundKind kind;
    const NativeModule *native;
    const EmbeddedModule *embedded;
    Str *file;       /* owned, or null */
    List *locations; /* of a package, owned; null for plain modules */
    Value spec;      /* owned, or null */
} Found;

/* `path` is the package's __path__, null for top-level modules (sys.path, then the embedded ones).
 * False: an exception is pending. */
MUST_CHECK bool finder_find(Str *name, Value path, Found *found);
void found_release(Found *found);
/* The __path__ of a package in the binary: where a library on sys.path has what the binary has not.
 * Owned; null: MemoryError. */
MUST_CHECK List *finder_library_folders(const char *package);
/* Looks into one folder for the last part of a name. A namespace portion is noted in `locations`;
 * `is_file`: this is no folder but a file, or below one. */
MUST_CHECK bool finder_search_folder(const char *folder, const char *tail, Found *found,
                                     bool *is_file);
/* Does the folder hold CPython's standard library? Modules that Folio brings itself go before it,
 * but after every other folder. */
Answer finder_is_library_root(const char *folder);
/* Is it one of the modules in the binary that no folder can hide? */
bool finder_is_frozen(const char *name);
const NativeModule *native_module_lookup(const char *name);
const EmbeddedModule *embedded_module_lookup(const char *name);

/* The whole file, mem_free'd by the caller; null: OSError or MemoryError. */
MUST_CHECK char *file_read_all(Str *file, size_t *size);

#endif
