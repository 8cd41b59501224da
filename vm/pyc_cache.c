/* The cache of compiled modules.
 *
 * A cache file is read only if it is a plain file (no link, fifo or device), of the right version
 * and of this source (time to the nanosecond and size); the verifier of pyc_read refuses anything
 * that the interpreter could trip over. It is written into a temporary file of our own that is
 * renamed, so that nobody ever sees half of it. Whatever goes wrong only costs time. */
#define _GNU_SOURCE
#include "vm/pyc_cache.h"
#include "vm/import.h"
#include "vm/sys.h"
#include "vm/sys_info.h"
#include "vm/vm.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const check_hash_names[3] = {"default", "always", "never"};

enum { PATH_CAPACITY = PATH_MAX + 64 };

bool pyc_cache_stat(const char *source, PycInfo *info) {
    struct stat status;
    memset(info, 0, sizeof *info);
    if (stat(source, &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    info->mtime_seconds = status.st_mtim.tv_sec;
    info->mtime_nanoseconds = (uint32_t)status.st_mtim.tv_nsec;
    info->source_size = (uint64_t)status.st_size;
    return true;
}

/* ---- where ----------------------------------------------------------------------------------- */

/* The folder with a slash at its end, and the cache file. False: the names are too long. */
static bool cache_path(const char *source, char *folder, char *file) {
    const char *slash = strrchr(source, '/'), *name = slash ? slash + 1 : source;
    size_t name_size = strlen(name);
    if (name_size > 3 && strcmp(name + name_size - 3, ".py") == 0)
        name_size -= 3;
    Value prefix = sys_get_borrowed("pycache_prefix");
    int size;
    if (prefix && is_str(prefix)) {
        char *root = str_wtf8_copy(str_of(prefix), NULL);
        if (!root)
            exception_clear();
        const char *below = source + (*source == '/');
        size = root ? snprintf(folder, PATH_CAPACITY, "%s/%.*s", root,
                               (int)(slash >= below ? slash - below + 1 : 0), below)
                    : PATH_CAPACITY;
        mem_free(root);
    } else
        size = snprintf(folder, PATH_CAPACITY, "%.*s__pycache__/",
                        (int)(slash ? slash - source + 1 : 0), source);
    if (size < 0 || size >= PATH_CAPACITY)
        return false;
    char optimized[32] = "";
    if (settings.optimize)
        snprintf(optimized, sizeof optimized, ".opt-%d",
                 settings.optimize > 2 ? 2 : settings.optimize);
    size = snprintf(file, PATH_CAPACITY, "%s%.*s." FOLIO_CACHE_TAG "%s.pyc", folder, (int)name_size,
                    name, optimized);
    return size > 0 && size < PATH_CAPACITY;
}

Str *pyc_cache_name(Str *source) {
    char folder[PATH_CAPACITY], file[PATH_CAPACITY];
    Bytes *name = str_to_file_name(value_of(source));
    if (!name)
        return NULL;
    Str *result = cache_path((const char *)name->data, folder, file)
                      ? str_from_file_name(file, strlen(file))
                      : NULL;
    GIVE_UP(name);
    return result;
}

/* ---- reading --------------------------------------------------------------------------------- */

/* All bytes of a plain file, mem_raw_free'd by the caller; null if it is none. */
static uint8_t *read_plain_file(const char *path, int flags, size_t *size) {
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags);
    if (descriptor < 0)
        return NULL;
    struct stat status;
    uint8_t *bytes = NULL;
    size_t used = 0;
    if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size < INT_MAX)
        bytes = mem_raw_malloc((size_t)status.st_size + 1);
    while (bytes && used < (size_t)status.st_size) {
        ssize_t count = read(descriptor, bytes + used, (size_t)status.st_size - used);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        used += (size_t)count;
    }
    close(descriptor);
    if (bytes && used < (size_t)status.st_size) {
        mem_raw_free(bytes);
        return NULL;
    }
    *size = used;
    return bytes;
}

/* A file that goes by the source's hash instead of its time: what the hash is now, if the file or
 * the user wants it compared. What is written anew goes by the hash again. */
static bool follow_hash(const char *source, const PycInfo *file, PycInfo *info) {
    info->flags = file->flags;
    if (settings.check_hash_pycs == CHECK_HASH_NEVER ||
        (settings.check_hash_pycs == CHECK_HASH_DEFAULT && !(file->flags & PYC_CHECK_SOURCE))) {
        info->source_hash = file->source_hash;
        return true;
    }
    size_t size;
    uint8_t *bytes = read_plain_file(source, 0, &size);
    if (!bytes)
        return false;
    info->source_hash = pyc_source_hash((const char *)bytes, size);
    mem_raw_free(bytes);
    return settings.check_hash_pycs != CHECK_HASH_ALWAYS || info->source_hash == file->source_hash;
}

void pyc_cache_tell_refusal(const char *file, const char *reason) {
    if (settings.verbose)
        sys_write_stderr("# %s: %s\n", file, reason);
}

Code *pyc_cache_load(const char *source, PycInfo *info) {
    char folder[PATH_CAPACITY], file[PATH_CAPACITY];
    if (!cache_path(source, folder, file))
        return NULL;
    size_t size;
    uint8_t *bytes = read_plain_file(file, O_NOFOLLOW, &size);
    if (!bytes)
        return NULL;
    Code *code = NULL;
    info->filename = source; /* the folder may have been moved: for tracebacks */
    PycInfo header;
    Diagnostic diagnostic = {.message = "made from another source"};
    PycStatus status = PYC_STALE;
    if (!pyc_read_info(bytes, size, &header) || !(header.flags & PYC_HASH) ||
        follow_hash(source, &header, info))
        status = pyc_read(bytes, size, info, &code, &diagnostic);
    mem_raw_free(bytes);
    if (status == PYC_CORRUPT)
        info->flags = 0; /* not what anybody asked for: "never compare" would hide later changes */
    if (status != PYC_VALID) {
        pyc_cache_tell_refusal(file, diagnostic.message);
        return NULL;
    }
    return code;
}

Code *pyc_code(const uint8_t *bytes, size_t size, Value name, Value path) {
    Code *code = NULL;
    Diagnostic diagnostic;
    PycStatus status = pyc_read(bytes, size, NULL, &code, &diagnostic);
    uint32_t magic = pyc_magic(), flags = 0;
    if (status == PYC_VALID)
        return code;
    if (status == PYC_NO_MEMORY)
        return raise_no_memory();
    if (size < sizeof magic || memcmp(bytes, &magic, sizeof magic) != 0) {
        Value begin = value_of(bytes_new(bytes, size < sizeof magic ? size : sizeof magic));
        if (begin)
            raise_import_error(&exc_ImportError, name, path, "bad magic number in %R: %R", name,
                               begin);
        decref_maybe(begin);
        return NULL;
    }
    if (size < PYC_PUBLIC_HEADER_SIZE)
        return raise_error(&exc_EOFError, "reached EOF while reading pyc header of %R", name);
    if (size == PYC_PUBLIC_HEADER_SIZE)
        return raise_error(&exc_EOFError, "marshal data too short");
    memcpy(&flags, bytes + 4, sizeof flags);
    if (flags & ~(uint32_t)(PYC_HASH | PYC_CHECK_SOURCE))
        return raise_import_error(&exc_ImportError, name, path, "invalid flags %u in %R",
                                  (unsigned)flags, name);
    return raise_import_error(&exc_ImportError, name, path, "%R is refused: %s", name,
                              diagnostic.message);
}

Code *pyc_file_load(Str *file, Value module) {
    Bytes *name = str_to_file_name(value_of(file));
    if (!name)
        return NULL;
    size_t size;
    uint8_t *bytes = read_plain_file((const char *)name->data, 0, &size);
    GIVE_UP(name);
    if (!bytes)
        return raise_import_error(&exc_ImportError, module, value_of(file), "cannot read %R",
                                  value_of(file));
    Code *code = pyc_code(bytes, size, module ? module : value_of(file), value_of(file));
    mem_raw_free(bytes);
    return code;
}

/* ---- writing --------------------------------------------------------------------------------- */

/* mkdir -p of the path up to its last slash. */
static void make_folders(char *folder) {
    for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        mkdir(folder, 0777);
        *slash = '/';
    }
}

static bool write_all(int descriptor, const uint8_t *bytes, size_t size) {
    while (size) {
        ssize_t count = write(descriptor, bytes, size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        bytes += count;
        size -= (size_t)count;
    }
    return true;
}

void pyc_cache_store(const char *source, const PycInfo *info, const Code *code) {
    char folder[PATH_CAPACITY], file[PATH_CAPACITY], temporary[PATH_CAPACITY + 40];
    Value forbidden = sys_get_borrowed("dont_write_bytecode");
    if ((forbidden && forbidden != FALSE_VALUE) || !cache_path(source, folder, file))
        return;
    SerializedCode bytes;
    Diagnostic diagnostic;
    if (!pyc_write(code, info, &bytes, &diagnostic))
        return;
    snprintf(temporary, sizeof temporary, "%s.%ld", file, (long)getpid());
    int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
    struct stat status; /* who may not read the source may not read this */
    mode_t mode = stat(source, &status) == 0 ? (status.st_mode | S_IWUSR) & 0666 : 0600;
    int descriptor = open(temporary, flags, mode);
    if (descriptor < 0 && errno == ENOENT) {
        make_folders(folder);
        descriptor = open(temporary, flags, mode);
    }
    if (descriptor >= 0) {
        bool written = write_all(descriptor, bytes.bytes, bytes.size);
        written = close(descriptor) == 0 && written;
        if (!written || rename(temporary, file) != 0)
            unlink(temporary);
    }
    mem_raw_free(bytes.bytes);
}
