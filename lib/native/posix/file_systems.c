/* File systems: what they hold, extended attributes, devices, and owners by descriptor. */
#define _GNU_SOURCE
#include "lib/native/posix/posix.h"
#include "vm/audit.h"
#include "vm/objects/struct_sequence.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

/* None, or the error with the path that was given; the path is released. */
static Value finish(Path *path, int status) {
    Value result = status < 0 ? posix_raise(path->argument) : NONE;
    path_release(path);
    return result;
}

/* ---- statvfs --------------------------------------------------------------------------------- */

static const StructSequenceField statvfs_fields[] = {
    {"f_bsize", NULL},  {"f_frsize", NULL},  {"f_blocks", NULL}, {"f_bfree", NULL},
    {"f_bavail", NULL}, {"f_files", NULL},   {"f_ffree", NULL},  {"f_favail", NULL},
    {"f_flag", NULL},   {"f_namemax", NULL}, {"f_fsid", NULL},   {NULL, NULL}};
static StructSequence statvfs_result;

static Value statvfs_value(const struct statvfs *info) {
    Value values[] = {value_from_uint64(info->f_bsize),  value_from_uint64(info->f_frsize),
                      value_from_uint64(info->f_blocks), value_from_uint64(info->f_bfree),
                      value_from_uint64(info->f_bavail), value_from_uint64(info->f_files),
                      value_from_uint64(info->f_ffree),  value_from_uint64(info->f_favail),
                      value_from_uint64(info->f_flag),   value_from_uint64(info->f_namemax),
                      value_from_uint64(info->f_fsid)};
    return struct_sequence_new_steal(&statvfs_result, values);
}

static Value fn_statvfs(Value self, Value *args) {
    Path path;
    struct statvfs info;
    int status;
    if (!path_init(&path, args[0], "statvfs", true))
        return NULL;
    if (path.name)
        POSIX_CALL(status, statvfs(path_text(&path), &info));
    else
        POSIX_CALL(status, fstatvfs(path.descriptor, &info));
    Value done = finish(&path, status);
    return done ? statvfs_value(&info) : NULL;
}
static Value fn_fstatvfs(Value self, Value *args) {
    int descriptor, status;
    struct statvfs info;
    if (!int_as_int(args[0], &descriptor))
        return NULL;
    POSIX_CALL(status, fstatvfs(descriptor, &info));
    return status < 0 ? posix_raise(NULL) : statvfs_value(&info);
}

bool posix_add_file_system_types(Module *module) {
    return struct_sequence_ready(&statvfs_result, "os.statvfs_result",
                                 "statvfs_result: Result from statvfs or fstatvfs.\n\n"
                                 "This object may be accessed either as a tuple of\n"
                                 "  (bsize, frsize, blocks, bfree, bavail, files, ffree, favail, "
                                 "flag, namemax),\n"
                                 "or via the attributes f_bsize, f_frsize, f_blocks, f_bfree, and "
                                 "so on.\n\nSee os.statvfs for more information.",
                                 statvfs_fields, 10, 11) &&
           dict_set_c(module->dict, "statvfs_result", value_of(&statvfs_result));
}

/* ---- extended attributes --------------------------------------------------------------------- */

/* A file, and how: by path, by path without following a link, or by descriptor. */
typedef struct AttributeFile {
    Path path, name; /* name: of the attribute; path.name and name.name may be null */
    bool follow;
} AttributeFile;

static bool attribute_file_init(AttributeFile *file, Value path, Value name, Value follow,
                                const char *function) {
    *file = (AttributeFile){0};
    if (!truth_argument(follow, true, &file->follow) ||
        !path_init(&file->path, path, function, true))
        return false;
    if (!file->path.name && !file->follow) {
        raise_value_error("%s: cannot use fd and follow_symlinks together", function);
    } else if (!name || path_init(&file->name, name, function, false)) {
        return true;
    }
    path_release(&file->path);
    return false;
}

static void attribute_file_release(AttributeFile *file) {
    path_release(&file->name);
    path_release(&file->path);
}

static Value attribute_file_raise(AttributeFile *file) {
    Value result = posix_raise(file->path.argument);
    attribute_file_release(file);
    return result;
}

/* The value of the attribute, or without a name the list of names: into `data` as far as `size`. */
static ptrdiff_t read_attribute(const AttributeFile *file, void *data, size_t size) {
    const char *name = file->name.name ? path_text(&file->name) : NULL;
    ptrdiff_t count;
    if (!file->path.name) {
        int fd = file->path.descriptor;
        POSIX_CALL(count, name ? fgetxattr(fd, name, data, size) : flistxattr(fd, data, size));
        return count;
    }
    const char *path = path_text(&file->path);
    if (file->follow)
        POSIX_CALL(count, name ? getxattr(path, name, data, size) : listxattr(path, data, size));
    else
        POSIX_CALL(count, name ? lgetxattr(path, name, data, size) : llistxattr(path, data, size));
    return count;
}

/* All of it as bytes; it may grow between asking for its size and reading it. */
static Bytes *attribute_bytes(AttributeFile *file) {
    enum { TRIES = 16 };
    for (int i = 0; i < TRIES; i++) {
        ptrdiff_t size = read_attribute(file, NULL, 0);
        if (size < 0)
            break;
        Bytes *bytes = bytes_new(NULL, (size_t)size);
        ptrdiff_t count = bytes ? read_attribute(file, bytes->data, (size_t)size) : 0;
        if (!bytes || count >= 0) {
            attribute_file_release(file);
            return bytes ? bytes_resize_steal(bytes, (size_t)count) : NULL;
        }
        int error = errno;
        GIVE_UP(bytes);
        errno = error;
        if (error != ERANGE)
            break;
    }
    attribute_file_raise(file);
    return NULL;
}

static Value fn_getxattr(Value self, Value *args) {
    AttributeFile file;
    return audit("os.getxattr", "OO", args[0], args[1]) &&
                   attribute_file_init(&file, args[0], args[1], args[2], "getxattr")
               ? value_of(attribute_bytes(&file))
               : NULL;
}

/* The names of a file's attributes stand one behind the other, each ended by a zero. */
static Value fn_listxattr(Value self, Value *args) {
    AttributeFile file;
    Str *here = args[0] && args[0] != NONE ? NULL : str_from_c(".");
    Value path = here ? value_of(here) : args[0];
    if (!path || !audit("os.listxattr", "O", args[0]) ||
        !attribute_file_init(&file, path, NULL, args[1], "listxattr")) {
        decref_maybe(value_of(here));
        return NULL;
    }
    Bytes *bytes = attribute_bytes(&file);
    decref_maybe(value_of(here));
    List *list = bytes ? list_new(0) : NULL;
    for (size_t at = 0; list && at < bytes->size;) {
        size_t size = strnlen((const char *)bytes->data + at, bytes->size - at);
        Value name = posix_name((const char *)bytes->data + at, size, false);
        if (!name || !list_append_steal(list, name)) {
            GIVE_UP(list);
            list = NULL;
        }
        at += size + 1;
    }
    decref_maybe(value_of(bytes));
    return value_of(list);
}

static Value finish_attribute(AttributeFile *file, int status) {
    if (status < 0)
        return attribute_file_raise(file);
    attribute_file_release(file);
    return NONE;
}

static Value fn_setxattr(Value self, Value *args) {
    AttributeFile file;
    Buffer value;
    int flags, status;
    if (!int_argument(args[3], 0, &flags) ||
        !audit("os.setxattr", "OOOi", args[0], args[1], args[2], flags) ||
        !attribute_file_init(&file, args[0], args[1], args[4], "setxattr"))
        return NULL;
    if (!buffer_get(args[2], &value, false)) {
        attribute_file_release(&file);
        return NULL;
    }
    const char *name = path_text(&file.name);
    if (!file.path.name)
        POSIX_CALL(status, fsetxattr(file.path.descriptor, name, value.bytes, value.size, flags));
    else
        POSIX_CALL(status, (file.follow ? setxattr : lsetxattr)(path_text(&file.path), name,
                                                                value.bytes, value.size, flags));
    int error = errno;
    buffer_release(&value);
    errno = error;
    return finish_attribute(&file, status);
}

static Value fn_removexattr(Value self, Value *args) {
    AttributeFile file;
    int status;
    if (!audit("os.removexattr", "OO", args[0], args[1]) ||
        !attribute_file_init(&file, args[0], args[1], args[2], "removexattr"))
        return NULL;
    const char *name = path_text(&file.name);
    if (!file.path.name)
        POSIX_CALL(status, fremovexattr(file.path.descriptor, name));
    else
        POSIX_CALL(status, (file.follow ? removexattr : lremovexattr)(path_text(&file.path), name));
    return finish_attribute(&file, status);
}

/* ---- folders, devices, owners ---------------------------------------------------------------- */

static Value fn_chroot(Value self, Value *args) {
    Path path;
    int status;
    if (!path_init(&path, args[0], "chroot", false))
        return NULL;
    POSIX_CALL(status, chroot(path_text(&path)));
    return finish(&path, status);
}
static Value fn_fchdir(Value self, Value *args) {
    int descriptor, status;
    if (!descriptor_argument(args[0], &descriptor) || !audit("os.chdir", "i", descriptor))
        return NULL;
    POSIX_CALL(status, fchdir(descriptor));
    return status < 0 ? posix_raise(NULL) : NONE;
}
static Value fn_fchown(Value self, Value *args) {
    int descriptor, status;
    uint32_t user, group;
    if (!int_as_int(args[0], &descriptor) || !id_argument(args[1], "uid", &user) ||
        !id_argument(args[2], "gid", &group) ||
        !audit("os.chown", "iIIi", descriptor, (int64_t)user, (int64_t)group, -1))
        return NULL;
    POSIX_CALL(status, fchown(descriptor, user, group));
    return status < 0 ? posix_raise(NULL) : NONE;
}
static Value fn_lchown(Value self, Value *args) {
    Path path;
    int status;
    uint32_t user, group;
    if (!id_argument(args[1], "uid", &user) || !id_argument(args[2], "gid", &group) ||
        !audit("os.chown", "OIIi", args[0], (int64_t)user, (int64_t)group, -1) ||
        !path_init(&path, args[0], "lchown", false))
        return NULL;
    POSIX_CALL(status, lchown(path_text(&path), user, group));
    return finish(&path, status);
}
static Value fn_mknod(Value self, Value *args) {
    Path path;
    int mode, folder, status;
    uint64_t device = 0;
    if (!int_argument(args[1], 0600, &mode) || (args[2] && !int_as_uint64(args[2], &device)) ||
        !folder_argument(args[3], &folder) || !path_init(&path, args[0], "mknod", false))
        return NULL;
    POSIX_CALL(status, mknodat(folder, path_text(&path), (mode_t)mode, device));
    Value result = status < 0 ? posix_raise(NULL) : NONE;
    path_release(&path);
    return result;
}
/* -1 is no device, as a number and as a part of one. */
static bool device_argument(Value argument, uint64_t *device) {
    Value index = object_index(argument);
    if (!index)
        return false;
    *device = int_as_mask64(index);
    bool good = int_sign(index) >= 0 ? int_as_uint64(index, device) : *device == UINT64_MAX;
    decref(index);
    return good || exception_pending()
               ? good
               : raise_overflow_error("can't convert negative int to unsigned") != NULL;
}
static Value fn_major(Value self, Value *args) {
    uint64_t device;
    return device_argument(args[0], &device)
               ? value_from_int64(device == UINT64_MAX ? -1 : (int64_t)major(device))
               : NULL;
}
static Value fn_minor(Value self, Value *args) {
    uint64_t device;
    return device_argument(args[0], &device)
               ? value_from_int64(device == UINT64_MAX ? -1 : (int64_t)minor(device))
               : NULL;
}
static Value fn_makedev(Value self, Value *args) {
    uint64_t major_number, minor_number;
    if (!device_argument(args[0], &major_number) || !device_argument(args[1], &minor_number))
        return NULL;
    if ((major_number > UINT32_MAX && major_number != UINT64_MAX) ||
        (minor_number > UINT32_MAX && minor_number != UINT64_MAX))
        return raise_overflow_error("Python int too large to convert to C unsigned int");
    if (major_number == UINT64_MAX && minor_number == UINT64_MAX)
        return value_of_small_int(-1);
    return value_from_uint64(makedev((unsigned)major_number, (unsigned)minor_number));
}
static Value fn_sync(Value self, Value *args) {
    gil_release();
    sync();
    gil_acquire();
    return NONE;
}

const NativeMethod posix_file_system_functions[] = {
    NATIVE("statvfs(path)", fn_statvfs, "Perform a statvfs system call on the given path."),
    NATIVE("fstatvfs(fd, /)", fn_fstatvfs, "Perform an fstatvfs system call on the given fd."),
    NATIVE("getxattr(path, attribute, *, follow_symlinks=True)", fn_getxattr,
           "Return the value of extended attribute attribute on path."),
    NATIVE("setxattr(path, attribute, value, flags=0, *, follow_symlinks=True)", fn_setxattr,
           "Set extended attribute attribute on path to value."),
    NATIVE("removexattr(path, attribute, *, follow_symlinks=True)", fn_removexattr,
           "Remove extended attribute attribute on path."),
    NATIVE("listxattr(path=None, *, follow_symlinks=True)", fn_listxattr,
           "Return a list of extended attributes on path."),
    NATIVE("chroot(path)", fn_chroot, "Change root directory to path."),
    NATIVE("fchdir(fd)", fn_fchdir, "Change to the directory of the given file descriptor."),
    NATIVE("fchown(fd, uid, gid)", fn_fchown,
           "Change the owner and group id of the file specified by file descriptor."),
    NATIVE("lchown(path, uid, gid)", fn_lchown,
           "Change the owner and group id of path to the numeric uid and gid."),
    NATIVE("mknod(path, mode=384, device=0, *, dir_fd=None)", fn_mknod,
           "Create a node in the file system."),
    NATIVE("major(device, /)", fn_major,
           "Extracts a device major number from a raw device number."),
    NATIVE("minor(device, /)", fn_minor,
           "Extracts a device minor number from a raw device number."),
    NATIVE("makedev(major, minor, /)", fn_makedev,
           "Composes a raw device number from the major and minor device numbers."),
    NATIVE("sync()", fn_sync, "Force write of everything to disk."),
    NATIVE_END,
};
