/* C libraries of others, opened when the module that needs them is first imported.
 *
 * The binary is not linked with them, so that a start does not pay for what a program does not use
 * and a machine without the library loses only that module. A binding lists the functions it
 * calls; their types come from the library's own header:
 *
 *     #define FUNCTIONS(F) F(deflate) F(deflateEnd)
 *     static struct { FUNCTIONS(FOREIGN_POINTER) } z;
 *     static ForeignLibrary library =
 *         FOREIGN_LIBRARY("zlib", "libz.so.1", "zlib1g", FUNCTIONS, z);
 *     ...
 *     if (!foreign_library_open(&library)) return false;       -- in the module's exec
 *     z.deflate(&stream, Z_FINISH);
 *
 * A library stays open until the process ends. */
#ifndef LIB_FOREIGN_H
#define LIB_FOREIGN_H

#include "vm/vm.h"

typedef struct ForeignLibrary {
    const char *module;              /* who needs it, for the ImportError */
    const char *file_name, *package; /* what the loader looks for, and Debian's package of it */
    const char *const *names;        /* of the functions; ended by null */
    void **functions;                /* in the order of the names */
    void *handle;                    /* null: not open */
} ForeignLibrary;

#define FOREIGN_POINTER(name) __typeof__(name) *name;
#define FOREIGN_NAME(name)    #name,
#define FOREIGN_LIBRARY(module_name, file, package_name, LIST, table)                              \
    {                                                                                              \
        .module = module_name, .file_name = file, .package = package_name,                         \
        .names = (const char *const[]){LIST(FOREIGN_NAME) NULL}, .functions = (void **)&table      \
    }

/* False: ImportError, which says what to install. Further calls cost nothing. */
MUST_CHECK bool foreign_library_open(ForeignLibrary *library);

#endif
