/* Names in the file system: stat, folders, links, permissions. */
#define _GNU_SOURCE
#include "lib/native/posix/posix.h"
#include "vm/audit.h"
#include "vm/limits.h"
#include "vm/objects/generic_alias.h"
#include "vm/objects/struct_sequence.h"
#include "vm/warnings.h"

#include <dirent.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* ---- stat_result
 * ------------------------------------------------------------------------------------------- */

static const StructSequenceField stat_fields[] = {
    {"st_mode", "protection bits"},
    {"st_ino", "inode"},
    {"st_dev", "device"},
    {"st_nlink", "number of hard links"},
    {"st_uid", "user ID of owner"},
    {"st_gid", "group ID of owner"},
    {"st_size", "total size, in bytes"},
    {NULL, "integer time of last access"},
    {NULL, "integer time of last modification"},
    {NULL, "integer time of last change"},
    {"st_atime", "time of last access"},
    {"st_mtime", "time of last modification"},
    {"st_ctime", "time of last change"},
    {"st_atime_ns", "time of last access in nanoseconds"},
    {"st_mtime_ns", "time of last modification in nanoseconds"},
    {"st_ctime_ns", "time of last change in nanoseconds"},
    {"st_blksize", "blocksize for filesystem I/O"},
    {"st_blocks", "number of blocks allocated"},
    {"st_rdev", "device type (if inode device)"},
    {NULL, NULL},
};
static StructSequence stat_result;

static Value stat_value(const struct stat *info) {
    const struct timespec *times[] = {&info->st_atim, &info->st_mtim, &info->st_ctim};
    Value values[19] = {
        value_from_int64(info->st_mode), value_from_uint64(info->st_ino),
        value_from_uint64(info->st_dev), value_from_uint64(info->st_nlink),
        value_from_int64(info->st_uid),  value_from_int64(info->st_gid),
        value_from_int64(info->st_size),
    };
    for (int i = 0; i < 3; i++) {
        int64_t ns = times[i]->tv_sec * 1000000000 + times[i]->tv_nsec;
        values[7 + i] = value_from_int64(times[i]->tv_sec);
        values[10 + i] = float_new((double)times[i]->tv_sec + 1e-9 * (double)times[i]->tv_nsec);
        values[13 + i] = value_from_int64(ns);
    }
    values[16] = value_from_int64(info->st_blksize);
    values[17] = value_from_int64(info->st_blocks);
    values[18] = value_from_uint64(info->st_rdev);
    return struct_sequence_new_steal(&stat_result, values);
}

/* Neither a folder nor `follow` goes with a descriptor in place of a path; releases the path. */
static bool check_descriptor(Path *path, const char *function, int folder, bool follow) {
    if (path->name || (folder == AT_FDCWD && follow))
        return true;
    path_release(path);
    if (folder == AT_FDCWD)
        return raise_value_error("%s: cannot use fd and follow_symlinks together", function);
    return raise_value_error(*function == 'c' ? "%s: can't specify both dir_fd and fd"
                                              : "%s: can't specify dir_fd without matching path",
                             function);
}

static Value stat_path(Value argument, const char *function, int folder, bool follow) {
    Path path;
    struct stat info;
    int status;
    if (!path_init(&path, argument, function, *function != 'l') || /* lstat: names alone */
        !check_descriptor(&path, function, folder, follow))
        return NULL;
    if (path.name)
        POSIX_CALL(status,
                   fstatat(folder, path_text(&path), &info, follow ? 0 : AT_SYMLINK_NOFOLLOW));
    else
        POSIX_CALL(status, fstat(path.descriptor, &info));
    path_release(&path);
    return status < 0 ? posix_raise(path.name ? argument : NULL) : stat_value(&info);
}

static Value fn_stat(Value self, Value *args) {
    int folder;
    bool follow;
    return folder_argument(args[1], &folder) && truth_argument(args[2], true, &follow)
               ? stat_path(args[0], "stat", folder, follow)
               : NULL;
}
static Value fn_lstat(Value self, Value *args) {
    int folder;
    return folder_argument(args[1], &folder) ? stat_path(args[0], "lstat", folder, false) : NULL;
}
static Value fn_fstat(Value self, Value *args) {
    int descriptor, status;
    struct stat info;
    if (!int_as_int(args[0], &descriptor))
        return NULL;
    POSIX_CALL(status, fstat(descriptor, &info));
    return status < 0 ? posix_raise(NULL) : stat_value(&info);
}

static Value fn_access(Value self, Value *args) {
    Path path;
    int mode, folder, status;
    bool effective, follow;
    if (!int_as_int(args[1], &mode) || !folder_argument(args[2], &folder) ||
        !truth_argument(args[3], false, &effective) || !truth_argument(args[4], true, &follow) ||
        !path_init(&path, args[0], "access", false))
        return NULL;
    POSIX_CALL(status,
               faccessat(folder, path_text(&path), mode,
                         (effective ? AT_EACCESS : 0) | (follow ? 0 : AT_SYMLINK_NOFOLLOW)));
    path_release(&path);
    return exception_pending() ? NULL : value_of_bool(status == 0);
}

/* ---- one path, a status
 * ------------------------------------------------------------------------------------- */

#define FINISH(status, argument)                                                                   \
    path_release(&path);                                                                           \
    return (status) < 0 ? posix_raise(argument) : NONE

static Value fn_mkdir(Value self, Value *args) {
    Path path;
    int mode, folder, status;
    if (!int_argument(args[1], 0777, &mode) || !folder_argument(args[2], &folder) ||
        !audit("os.mkdir", "Oii", args[0], mode, folder_shown(folder)) ||
        !path_init(&path, args[0], "mkdir", false))
        return NULL;
    POSIX_CALL(status, mkdirat(folder, path_text(&path), (mode_t)mode));
    FINISH(status, args[0]);
}
static Value remove_at(Value *args, const char *event, const char *function, int flags) {
    Path path;
    int folder, status;
    if (!folder_argument(args[1], &folder) || !audit(event, "Oi", args[0], folder_shown(folder)) ||
        !path_init(&path, args[0], function, false))
        return NULL;
    POSIX_CALL(status, unlinkat(folder, path_text(&path), flags));
    FINISH(status, args[0]);
}
static Value fn_rmdir(Value self, Value *args) {
    return remove_at(args, "os.rmdir", "rmdir", AT_REMOVEDIR);
}
static Value fn_unlink(Value self, Value *args) {
    return remove_at(args, "os.remove", "unlink", 0);
}
static Value fn_remove(Value self, Value *args) {
    return remove_at(args, "os.remove", "remove", 0);
}
static Value fn_chdir(Value self, Value *args) {
    Path path;
    int status;
    if (!audit("os.chdir", "O", args[0]) || !path_init(&path, args[0], "chdir", true))
        return NULL;
    if (path.name)
        POSIX_CALL(status, chdir(path_text(&path)));
    else
        POSIX_CALL(status, fchdir(path.descriptor));
    FINISH(status, args[0]);
}
static Value fn_chmod(Value self, Value *args) {
    Path path;
    int mode, folder, status;
    bool follow;
    if (!int_as_int(args[1], &mode) || !folder_argument(args[2], &folder) ||
        !truth_argument(args[3], true, &follow) ||
        !audit("os.chmod", "Oii", args[0], mode, folder_shown(folder)) ||
        !path_init(&path, args[0], "chmod", true))
        return NULL;
    if (path.name)
        POSIX_CALL(status, fchmodat(folder, path_text(&path), (mode_t)mode,
                                    follow ? 0 : AT_SYMLINK_NOFOLLOW));
    else
        POSIX_CALL(status, fchmod(path.descriptor, (mode_t)mode));
    if (status < 0 && !follow && errno == ENOTSUP) {
        path_release(&path);
        return raise_error(&exc_NotImplementedError,
                           "chmod: follow_symlinks unavailable on this platform");
    }
    FINISH(status, args[0]);
}
static Value fn_fchmod(Value self, Value *args) {
    int descriptor, mode;
    if (!int_as_int(args[0], &descriptor) || !int_as_int(args[1], &mode) ||
        !audit("os.chmod", "iii", descriptor, mode, -1))
        return NULL;
    return fchmod(descriptor, (mode_t)mode) < 0 ? posix_raise(NULL) : NONE;
}
static Value fn_chown(Value self, Value *args) {
    Path path;
    uint32_t user, group;
    int folder, status;
    bool follow;
    if (!id_argument(args[1], "uid", &user) || !id_argument(args[2], "gid", &group) ||
        !folder_argument(args[3], &folder) || !truth_argument(args[4], true, &follow) ||
        !audit("os.chown", "OIIi", args[0], (int64_t)user, (int64_t)group, folder_shown(folder)) ||
        !path_init(&path, args[0], "chown", true) ||
        !check_descriptor(&path, "chown", folder, follow))
        return NULL;
    if (path.name)
        POSIX_CALL(status, fchownat(folder, path_text(&path), user, group,
                                    follow ? 0 : AT_SYMLINK_NOFOLLOW));
    else
        POSIX_CALL(status, fchown(path.descriptor, user, group));
    FINISH(status, args[0]);
}
static Value fn_truncate(Value self, Value *args) {
    Path path;
    int64_t size;
    int status;
    if (!int_as_int64(args[1], &size) || !audit("os.truncate", "OI", args[0], size) ||
        !path_init(&path, args[0], "truncate", true))
        return NULL;
    if (!limits_allow_growth(path.descriptor, path.name ? path_text(&path) : NULL, size)) {
        path_release(&path);
        return NULL;
    }
    if (path.name)
        POSIX_CALL(status, truncate(path_text(&path), size));
    else
        POSIX_CALL(status, ftruncate(path.descriptor, size));
    FINISH(status, args[0]);
}
static Value fn_mkfifo(Value self, Value *args) {
    Path path;
    int mode, folder, status;
    if (!int_argument(args[1], 0666, &mode) || !folder_argument(args[2], &folder) ||
        !path_init(&path, args[0], "mkfifo", false))
        return NULL;
    POSIX_CALL(status, mkfifoat(folder, path_text(&path), (mode_t)mode));
    FINISH(status, args[0]);
}

static void timespec_of_ns(int64_t ns, struct timespec *time) {
    time->tv_sec = ns / 1000000000 - (ns % 1000000000 < 0);
    time->tv_nsec = ns - time->tv_sec * 1000000000;
}

static bool timespec_of_seconds(Value seconds, struct timespec *time) {
    static const char too_large[] = "timestamp out of range for platform time_t";
    if (!is_float(seconds)) {
        int64_t whole;
        if (!int_as_int64(seconds, &whole))
            return exception_clear_if(&exc_OverflowError) && raise_overflow_error("%s", too_large);
        *time = (struct timespec){whole, 0};
        return true;
    }
    double number = float_of(seconds), whole = floor(number);
    if (isnan(number))
        return raise_value_error("Invalid value NaN (not a number)");
    if (!(whole >= -0x1p63 && whole < 0x1p63))
        return raise_overflow_error("%s", too_large);
    *time = (struct timespec){(time_t)whole, (long)((number - whole) * 1e9)};
    return true;
}

/* The pair `times` or `ns`. */
static bool read_times(Value pair, bool by_ns, struct timespec times[2]) {
    if (!is_tuple(pair) || tuple_of(pair)->count != 2)
        return raise_type_error(by_ns
                                    ? "utime: 'ns' must be a tuple of two ints"
                                    : "utime: 'times' must be either a tuple of two ints or None");
    for (int i = 0; i < 2; i++) {
        Value item = tuple_of(pair)->items[i];
        int64_t ns;
        if (by_ns ? !int_as_int64(item, &ns) : !timespec_of_seconds(item, &times[i]))
            return false;
        if (by_ns)
            timespec_of_ns(ns, &times[i]);
    }
    return true;
}

static Value fn_utime(Value self, Value *args) {
    Path path;
    int folder, status;
    bool follow;
    struct timespec times[2] = {{0, UTIME_NOW}, {0, UTIME_NOW}};
    Value pair = args[1] && args[1] != NONE ? args[1] : args[2];
    if (args[1] && args[1] != NONE && args[2])
        return raise_value_error("utime: you may specify either 'times' or 'ns' but not both");
    if (pair && !read_times(pair, pair == args[2], times))
        return NULL;
    if (!folder_argument(args[3], &folder) || !truth_argument(args[4], true, &follow) ||
        !audit("os.utime", "OOOi", args[0], args[1], args[2], folder_shown(folder)) ||
        !path_init(&path, args[0], "utime", true) ||
        !check_descriptor(&path, "utime", folder, follow))
        return NULL;
    if (path.name)
        POSIX_CALL(status,
                   utimensat(folder, path_text(&path), times, follow ? 0 : AT_SYMLINK_NOFOLLOW));
    else
        POSIX_CALL(status, futimens(path.descriptor, times));
    FINISH(status, args[0]);
}

/* ---- two paths ------------------------------------------------------------------------------- */

static bool audit_two_paths(Value *args, char function, int source, int target) {
    source = folder_shown(source);
    target = folder_shown(target);
    if (function == 's')
        return audit("os.symlink", "OOi", args[0], args[1], target);
    return audit(function == 'l' ? "os.link" : "os.rename", "OOii", args[0], args[1], source,
                 target);
}

static Value two_paths(Value *args, const char *function, Value first_folder, Value second_folder,
                       bool follow) {
    Path from, to;
    int source, target, status;
    if (!folder_argument(first_folder, &source) || !folder_argument(second_folder, &target) ||
        !audit_two_paths(args, *function, source, target) ||
        !path_init_named(&from, args[0], function, "src", false))
        return NULL;
    if (!path_init_named(&to, args[1], function, "dst", false)) {
        path_release(&from);
        return NULL;
    }
    if (*function == 'l')
        POSIX_CALL(status, linkat(source, path_text(&from), target, path_text(&to),
                                  follow ? AT_SYMLINK_FOLLOW : 0));
    else if (*function == 's')
        POSIX_CALL(status, symlinkat(path_text(&from), target, path_text(&to)));
    else
        POSIX_CALL(status, renameat(source, path_text(&from), target, path_text(&to)));
    path_release(&from);
    path_release(&to);
    return status < 0 ? posix_raise_two(args[0], args[1]) : NONE;
}
static Value fn_rename(Value self, Value *args) {
    return two_paths(args, "rename", args[2], args[3], false);
}
static Value fn_replace(Value self, Value *args) {
    return two_paths(args, "replace", args[2], args[3], false);
}
static Value fn_link(Value self, Value *args) {
    bool follow;
    return truth_argument(args[4], true, &follow)
               ? two_paths(args, "link", args[2], args[3], follow)
               : NULL;
}
static Value fn_symlink(Value self, Value *args) {
    return two_paths(args, "symlink", NULL, args[3], false);
}

/* ---- names out ------------------------------------------------------------------------------- */

static Value fn_readlink(Value self, Value *args) {
    Path path;
    int folder;
    ssize_t size;
    char target[4097];
    if (!folder_argument(args[1], &folder) || !path_init(&path, args[0], "readlink", false))
        return NULL;
    POSIX_CALL(size, readlinkat(folder, path_text(&path), target, sizeof target - 1));
    path_release(&path);
    return size < 0 ? posix_raise(args[0]) : posix_name(target, (size_t)size, path.bytes_given);
}

static Value current_folder(bool as_bytes) {
    char folder[4097];
    if (!getcwd(folder, sizeof folder))
        return posix_raise(NULL);
    return posix_name(folder, strlen(folder), as_bytes);
}
static Value fn_getcwd(Value self, Value *args) {
    return current_folder(false);
}
static Value fn_getcwdb(Value self, Value *args) {
    return current_folder(true);
}

/* Opens a folder for reading; a descriptor is duplicated. */
static DIR *open_folder(Path *path) {
    DIR *folder;
    int copy = -1;
    gil_release();
    if (path->name) {
        folder = opendir(path_text(path));
    } else {
        copy = fcntl(path->descriptor, F_DUPFD_CLOEXEC, 0);
        folder = copy < 0 ? NULL : fdopendir(copy);
        if (folder)
            rewinddir(folder);
    }
    int error = errno;
    if (!folder && copy >= 0)
        close(copy);
    gil_acquire();
    errno = error;
    return folder;
}

static bool is_dots(const char *name) {
    return name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2]));
}

static Value dot(void) {
    return value_of(str_interned("."));
}

/* The next entry, or null with errno 0 at the end. The GIL is kept: what another thread reads from
 * the folder, or its closing, would overwrite the entry. */
static const struct dirent *next_entry(DIR *folder) {
    const struct dirent *entry;
    do {
        errno = 0;
        entry = readdir(folder);
    } while (entry && is_dots(entry->d_name));
    return entry;
}

/* The names of all entries; null without an exception where errno says why. */
static List *read_names(DIR *folder, bool as_bytes) {
    List *list = list_new(0);
    const struct dirent *entry = NULL;
    while (list && (entry = next_entry(folder)) != NULL) {
        Value name = posix_name(entry->d_name, strlen(entry->d_name), as_bytes);
        if (!name || !list_append_steal(list, name)) {
            GIVE_UP(list);
            return NULL;
        }
    }
    if (list && errno) {
        int error = errno;
        GIVE_UP(list);
        errno = error;
        return NULL;
    }
    return list;
}

static Value fn_listdir(Value self, Value *args) {
    Path path;
    Value argument = args[0] && args[0] != NONE ? own(args[0]) : dot();
    if (!argument || !audit("os.listdir", "O", args[0]) ||
        !path_init(&path, argument, "listdir", true)) {
        decref_maybe(argument);
        return NULL;
    }
    DIR *folder = open_folder(&path);
    List *list = folder ? read_names(folder, path.bytes_given) : NULL;
    if (!list && !exception_pending())
        posix_raise(path.name ? argument : NULL);
    if (folder)
        closedir(folder);
    path_release(&path);
    decref(argument);
    return value_of(list);
}

/* ---- scandir --------------------------------------------------------------------------------- */

typedef struct DirEntry {
    Object header;
    Value name, path;  /* owned */
    Value stat, lstat; /* owned, null until asked for */
    uint64_t inode;
    int folder;   /* descriptor that path is relative to, or AT_FDCWD */
    uint8_t type; /* DT_* */
} DirEntry;

typedef struct ScanDir {
    Object header;
    DIR *folder; /* null: exhausted or closed */
    Value path;  /* owned: str, bytes or a descriptor's int */
    bool as_bytes;
} ScanDir;

static Type dir_entry_type, scan_dir_type;

static DirEntry *entry_of(Value self) {
    return (DirEntry *)(void *)object_of(self);
}

static Value entry_stat(DirEntry *entry, bool follow) {
    Value *cache = follow ? &entry->stat : &entry->lstat;
    if (!*cache)
        *cache = stat_path(entry->path, "DirEntry.stat", entry->folder, follow);
    return own_maybe(*cache);
}

static Value entry_has_type(DirEntry *entry, bool follow, mode_t mode, uint8_t type) {
    if (entry->type != DT_UNKNOWN && !(follow && entry->type == DT_LNK))
        return value_of_bool(entry->type == type);
    Value info = entry_stat(entry, follow);
    if (!info)
        return exception_clear_if(&exc_FileNotFoundError) ? FALSE_VALUE : NULL;
    int64_t bits = small_int_of(tuple_of(info)->items[0]);
    decref(info);
    return value_of_bool((bits & S_IFMT) == mode);
}
static Value entry_is_dir(Value self, Value *args) {
    bool follow;
    return truth_argument(args[0], true, &follow)
               ? entry_has_type(entry_of(self), follow, S_IFDIR, DT_DIR)
               : NULL;
}
static Value entry_is_file(Value self, Value *args) {
    bool follow;
    return truth_argument(args[0], true, &follow)
               ? entry_has_type(entry_of(self), follow, S_IFREG, DT_REG)
               : NULL;
}
static Value entry_is_symlink(Value self, Value *args) {
    return entry_has_type(entry_of(self), false, S_IFLNK, DT_LNK);
}
static Value entry_is_junction(Value self, Value *args) {
    return FALSE_VALUE;
}
static Value entry_method_stat(Value self, Value *args) {
    bool follow;
    return truth_argument(args[0], true, &follow) ? entry_stat(entry_of(self), follow) : NULL;
}
static Value entry_inode(Value self, Value *args) {
    return value_from_uint64(entry_of(self)->inode);
}
static Value entry_fspath(Value self, Value *args) {
    return own(entry_of(self)->path);
}
static Value entry_repr(Value self) {
    return value_of(str_format("<DirEntry %R>", entry_of(self)->name));
}
static void entry_dealloc(Object *object) {
    DirEntry *entry = (DirEntry *)object;
    decref_maybe(entry->name);
    decref_maybe(entry->path);
    decref_maybe(entry->stat);
    decref_maybe(entry->lstat);
    mem_object_free(entry, sizeof *entry);
}
static const NativeMethod entry_methods[] = {
    NATIVE("is_dir($self, /, *, follow_symlinks=True)", entry_is_dir,
           "Return True if the entry is a directory; cached per entry."),
    NATIVE("is_file($self, /, *, follow_symlinks=True)", entry_is_file,
           "Return True if the entry is a file; cached per entry."),
    NATIVE("is_symlink($self, /)", entry_is_symlink, NULL),
    NATIVE("is_junction($self, /)", entry_is_junction, NULL),
    NATIVE("stat($self, /, *, follow_symlinks=True)", entry_method_stat, NULL),
    NATIVE("inode($self, /)", entry_inode, NULL),
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE("__fspath__($self, /)", entry_fspath, NULL),
    NATIVE_END,
};
static const NativeMember entry_members[] = {
    {"name", MEMBER_VALUE, offsetof(DirEntry, name), false, NULL},
    {"path", MEMBER_VALUE, offsetof(DirEntry, path), false, NULL},
    {NULL, 0, 0, false, NULL},
};
static Type dir_entry_type = {
    TYPE_INIT_ATOM("posix.DirEntry", sizeof(DirEntry), entry_dealloc),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .repr = entry_repr,
    .methods = entry_methods,
    .members = entry_members,
};

static ScanDir *scan_of(Value self) {
    return (ScanDir *)(void *)object_of(self);
}
static void scan_end(ScanDir *scan) {
    if (scan->folder)
        closedir(scan->folder);
    scan->folder = NULL;
}

static Value entry_path(ScanDir *scan, Value name) {
    if (is_int(scan->path))
        return own(name);
    Value slash = scan->as_bytes ? value_of(bytes_new("/", 1)) : value_of(str_from_character('/'));
    Value result = NULL;
    if (!slash)
        return NULL;
    Bytes *text = str_to_file_name(scan->path);
    bool ends = text && text->size && text->data[text->size - 1] == '/';
    decref_maybe(value_of(text));
    Value start = ends ? own(scan->path) : object_add(scan->path, slash);
    if (start)
        result = object_add(start, name);
    decref_maybe(start);
    decref(slash);
    return result;
}

static Next scan_next(Value self, Value *item) {
    ScanDir *scan = scan_of(self);
    if (!scan->folder)
        return NEXT_DONE;
    const struct dirent *found = next_entry(scan->folder);
    if (!found) {
        int error = errno;
        scan_end(scan);
        if (!error)
            return NEXT_DONE;
        errno = error;
        posix_raise(scan->path);
        return NEXT_ERROR;
    }
    DirEntry *entry = mem_object_new(&dir_entry_type.mem, sizeof *entry);
    if (!entry) {
        raise_no_memory();
        return NEXT_ERROR;
    }
    entry->name = entry->path = entry->stat = entry->lstat = NULL;
    entry->inode = found->d_ino;
    entry->type = found->d_type;
    entry->folder = is_small_int(scan->path) ? (int)small_int_of(scan->path) : AT_FDCWD;
    entry->name = posix_name(found->d_name, strlen(found->d_name), scan->as_bytes);
    entry->path = entry->name ? entry_path(scan, entry->name) : NULL;
    if (!entry->path) {
        GIVE_UP(entry);
        return NEXT_ERROR;
    }
    *item = value_of(entry);
    return NEXT_ITEM;
}
static Value scan_iter(Value self) {
    return own(self);
}
static Value scan_enter(Value self, Value *args) {
    return own(self);
}
static Value scan_close(Value self, Value *args) {
    scan_end(scan_of(self));
    return NONE;
}
static void scan_finalize(Object *object) {
    ScanDir *scan = (ScanDir *)object;
    if (scan->folder)
        warn_resource(value_of(scan), "unclosed scandir iterator %R", value_of(scan));
}
static void scan_dealloc(Object *object) {
    scan_end((ScanDir *)object);
    decref_maybe(((ScanDir *)object)->path);
    mem_object_free(object, sizeof(ScanDir));
}
static const NativeMethod scan_methods[] = {
    NATIVE("__enter__($self, /)", scan_enter, NULL),
    NATIVE("__exit__($self, type, value, traceback, /)", scan_close, NULL),
    NATIVE("close($self, /)", scan_close, NULL),
    NATIVE_END,
};
static Type scan_dir_type = {
    TYPE_INIT_ATOM("posix.ScandirIterator", sizeof(ScanDir), scan_dealloc),
    .mem.finalize = scan_finalize,
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .iter = scan_iter,
    .next = scan_next,
    .methods = scan_methods,
};

static Value fn_scandir(Value self, Value *args) {
    Path path;
    Value argument = args[0] && args[0] != NONE ? own(args[0]) : dot();
    if (!argument || !audit("os.scandir", "O", args[0]) ||
        !path_init(&path, argument, "scandir", true)) {
        decref_maybe(argument);
        return NULL;
    }
    ScanDir *scan = NULL;
    DIR *folder = open_folder(&path);
    if (!folder)
        posix_raise(path.name ? argument : NULL);
    else if (!(scan = mem_object_new(&scan_dir_type.mem, sizeof *scan)))
        raise_no_memory();
    if (scan) {
        scan->folder = folder;
        scan->as_bytes = path.bytes_given;
        scan->path = path.name ? posix_name(path_text(&path), path.name->size, path.bytes_given)
                               : own(argument);
        if (!scan->path) {
            GIVE_UP(scan);
            scan = NULL;
        }
    } else if (folder) {
        closedir(folder);
    }
    path_release(&path);
    decref(argument);
    return value_of(scan);
}

static Value fn_fspath(Value self, Value *args) {
    return file_system_path(args[0]);
}

static Value fn_umask(Value self, Value *args) {
    int mask;
    return int_as_int(args[0], &mask) ? value_of_small_int(umask((mode_t)mask)) : NULL;
}

const NativeMethod posix_path_functions[] = {
    NATIVE("_path_normpath(path)", posix_normal_path,
           "Normalize path, eliminating double slashes, etc."),
    NATIVE("stat(path, *, dir_fd=None, follow_symlinks=True)", fn_stat,
           "Perform a stat system call on the given path."),
    NATIVE("lstat(path, *, dir_fd=None)", fn_lstat, NULL),
    NATIVE("fstat(fd)", fn_fstat, NULL),
    NATIVE("access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)",
           fn_access, "Use the real uid/gid to test for access to a path."),
    NATIVE("mkdir(path, mode=511, *, dir_fd=None)", fn_mkdir, "Create a directory."),
    NATIVE("rmdir(path, *, dir_fd=None)", fn_rmdir, "Remove a directory."),
    NATIVE("unlink(path, *, dir_fd=None)", fn_unlink, "Remove a file (same as remove())."),
    NATIVE("remove(path, *, dir_fd=None)", fn_remove, "Remove a file (same as unlink())."),
    NATIVE("chdir(path)", fn_chdir, "Change the current working directory."),
    NATIVE("chmod(path, mode, *, dir_fd=None, follow_symlinks=True)", fn_chmod, NULL),
    NATIVE("fchmod(fd, mode)", fn_fchmod, NULL),
    NATIVE("chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", fn_chown, NULL),
    NATIVE("truncate(path, length)", fn_truncate, NULL),
    NATIVE("mkfifo(path, mode=438, *, dir_fd=None)", fn_mkfifo, NULL),
    NATIVE("utime(path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks=True)",
           fn_utime, "Set the access and modified time of path."),
    NATIVE("rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", fn_rename,
           "Rename a file or directory."),
    NATIVE("replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", fn_replace,
           "Rename a file or directory, overwriting the destination."),
    NATIVE("link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", fn_link,
           "Create a hard link to a file."),
    NATIVE("symlink(src, dst, target_is_directory=False, *, dir_fd=None)", fn_symlink,
           "Create a symbolic link pointing to src named dst."),
    NATIVE("readlink(path, *, dir_fd=None)", fn_readlink, NULL),
    NATIVE("getcwd()", fn_getcwd,
           "Return a unicode string representing the current working directory."),
    NATIVE("getcwdb()", fn_getcwdb, NULL),
    NATIVE("listdir(path=None)", fn_listdir,
           "Return a list containing the names of the files in the directory."),
    NATIVE("scandir(path=None)", fn_scandir,
           "Return an iterator of DirEntry objects for given path."),
    NATIVE("fspath(path)", fn_fspath, "Return the file system path representation of the object."),
    NATIVE("umask(mask, /)", fn_umask, NULL),
    NATIVE_END,
};

bool posix_add_types(Module *module) {
    return struct_sequence_ready(&stat_result, "os.stat_result",
                                 "stat_result: Result from stat, fstat, or lstat.", stat_fields, 10,
                                 19) &&
           type_ready(&scan_dir_type) && module_add_type(module, &dir_entry_type) &&
           dict_set_c(module->dict, "stat_result", value_of(&stat_result));
}
