/* What SQLite writes into files counts as the program's output (--max-output).
 *
 * Each of its file systems (VFS) but the one in memory is registered anew, with an xOpen of ours
 * that gives the file another table of methods:
 *
 *     file -> +--------------------------+------------------+
 *             | the file system's own    | CountedMethods   |
 *             +--------------------------+------------------+
 *
 * Beyond the limit a write finds the disk full, and LimitReached is raised when Python goes on. A
 * transaction that this stops is undone when the database is opened again. The index beside a
 * write-ahead log, a few bytes for each of its pages, is not counted. */
#include "lib/native/sqlite/sqlite.h"
#include "vm/limits.h"

#include <stdalign.h>
#include <string.h>

enum { FILE_SYSTEMS_MAX = 16 };

typedef struct CountedMethods {
    sqlite3_io_methods methods;
    const sqlite3_io_methods *original;
} CountedMethods;

/* Begins with what SQLite knows of it. */
typedef struct FileSystem {
    sqlite3_vfs vfs;
    sqlite3_vfs *original;
} FileSystem;

static FileSystem file_systems[FILE_SYSTEMS_MAX];

static int counted_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset) {
    const CountedMethods *counted = (const CountedMethods *)file->pMethods;
    if (!limits_take_output((size_t)size))
        return SQLITE_FULL;
    int code = counted->original->xWrite(file, bytes, size, offset);
    if (code != SQLITE_OK)
        limits_return_output((size_t)size);
    return code;
}

/* Where the methods stand in a file's memory. */
static size_t methods_offset(const sqlite3_vfs *original) {
    size_t alignment = alignof(CountedMethods);
    return ((size_t)original->szOsFile + alignment - 1) & ~(alignment - 1);
}

static int open_counted(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags,
                        int *flags_out) {
    const sqlite3_vfs *original = ((const FileSystem *)vfs)->original;
    int code = original->xOpen(vfs, name, file, flags, flags_out);
    if (!file->pMethods)
        return code;
    CountedMethods *counted = (CountedMethods *)((char *)file + methods_offset(original));
    counted->original = file->pMethods;
    counted->methods = *file->pMethods;
    counted->methods.xWrite = counted_write;
    file->pMethods = &counted->methods;
    return code;
}

static void replace(FileSystem *system, sqlite3_vfs *original, bool is_default) {
    system->original = original;
    system->vfs = *original;
    system->vfs.xOpen = open_counted;
    system->vfs.szOsFile = (int)(methods_offset(original) + sizeof(CountedMethods));
    sqlite.sqlite3_vfs_unregister(original);
    sqlite.sqlite3_vfs_register(&system->vfs, is_default);
}

void sqlite_count_output(void) {
    sqlite3_vfs *found[FILE_SYSTEMS_MAX];
    size_t count = 0;
    for (sqlite3_vfs *vfs = sqlite.sqlite3_vfs_find(NULL); vfs && count < FILE_SYSTEMS_MAX;
         vfs = vfs->pNext)
        if (strcmp(vfs->zName, "memdb") != 0)
            found[count++] = vfs;
    for (size_t i = 0; i < count; i++)
        replace(&file_systems[i], found[i], i == 0);
}
