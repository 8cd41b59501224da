/* os.path.normpath: a path without needless parts, by its text alone.
 *
 * What matters in it is ASCII, so that it works on bytes: those of a bytes object, the characters
 * of a narrow str, or the UTF-8 of a wide one. */
#include "lib/native/posix/posix.h"
#include "vm/vm.h"

#include <string.h>

/* The slashes a path begins with that count: two are not one, three are. */
static size_t root_size(const uint8_t *path, size_t size) {
    if (size == 0 || path[0] != '/')
        return 0;
    return size >= 2 && path[1] == '/' && (size == 2 || path[2] != '/') ? 2 : 1;
}

static bool is_dots(const uint8_t *part, size_t size, size_t count) {
    return size == count && memcmp(part, "..", count) == 0;
}

/* Writes the normal form of `path`, which is no longer but where it is ".": its size. */
static size_t normalize(uint8_t *to, const uint8_t *path, size_t size) {
    size_t root = root_size(path, size), count = root;
    size_t fixed = root; /* what ".." does not take away: the root, and ".." that lead up from it */
    memset(to, '/', root);
    for (size_t start = 0, end; start < size; start = end + 1) {
        const uint8_t *slash = memchr(path + start, '/', size - start);
        end = slash ? (size_t)(slash - path) : size;
        size_t length = end - start;
        if (length == 0 || is_dots(path + start, length, 1))
            continue;
        bool is_up = is_dots(path + start, length, 2);
        if (is_up && count > fixed) {
            while (count > root && to[count - 1] != '/')
                count--;
            count -= count > root;
            continue;
        }
        if (is_up && root)
            continue;
        if (count > root)
            to[count++] = '/';
        memmove(to + count, path + start, length);
        count += length;
        fixed = is_up ? count : fixed;
    }
    if (count == 0)
        to[count++] = '.';
    return count;
}

static Value normal_bytes(const Bytes *path) {
    Bytes *normal = bytes_new(NULL, path->size + 1);
    if (!normal)
        return NULL;
    return value_of(bytes_resize_steal(normal, normalize(normal->data, path->data, path->size)));
}

static Str *normal_narrow(const Str *path) {
    uint8_t few[256], *normal = path->length < sizeof few ? few : mem_malloc(path->length + 1);
    if (!normal)
        return raise_no_memory();
    Str *str = str_from_latin1(normal, normalize(normal, path->data, path->length));
    if (normal != few)
        mem_free(normal);
    return str;
}

static Str *normal_wide(const Str *path) {
    size_t size;
    char *text = str_wtf8_copy(path, &size); /* normalized where it is */
    if (!text)
        return raise_no_memory();
    size = normalize((uint8_t *)text, (uint8_t *)text, size);
    Str *str = str_from_wtf8(text, size);
    mem_free(text);
    return str;
}

Value posix_normal_path(Value self, Value *args) {
    Value path = file_system_path(args[0]);
    if (!path)
        return NULL;
    Value normal = is_bytes(path)             ? normal_bytes(bytes_of(path))
                   : str_of(path)->width == 1 ? value_of(normal_narrow(str_of(path)))
                                              : value_of(normal_wide(str_of(path)));
    decref(path);
    return normal;
}
