/* Module mmap: files and memory of the system as bytes that can be changed in place, read as files
 * are, and shared with other processes.
 *
 * A mapping keeps a descriptor of its own (trackfd) to resize by. While buffers of it are out it
 * neither moves nor goes; who changes bytes through them is not seen, so all of a shared file
 * counts as output when the first buffer that may be changed is asked for. A closed one has no
 * data: every method asks is_open first, and again after it has run code of the program. */
#define _GNU_SOURCE
#include "lib/native/mapped_pages.h"
#include "lib/native/named_numbers.h"
#include "vm/audit.h"
#include "vm/limits.h"
#include "vm/objects/search.h"
#include "vm/vm.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef enum Access { ACCESS_DEFAULT, ACCESS_READ, ACCESS_WRITE, ACCESS_COPY } Access;

typedef struct Mapping {
    Object header;
    uint8_t *data; /* null: closed */
    size_t size, position;
    size_t exports;     /* buffers handed out */
    int64_t offset;     /* in the file */
    MappedPages *pages; /* of a file, which may become shorter; null: none */
    size_t counted;     /* of it, against the limit of memory: what is no file's */
    int descriptor;     /* its own; -1: none */
    int flags, protection;
    Access access;
    bool tracks_file;
    bool lent; /* as bytes to be changed: all of it has been counted as output */
} Mapping;

static Type mapping_type, mapping_iterator_type;

static Mapping *mapping_from(Value self) {
    return (Mapping *)object_of(self);
}

/* Asked after the bytes have been read or written, too. */
static bool is_whole(const Mapping *map) {
    return LIKELY(!mapped_pages_are_lost(map->pages)) ||
           raise_error(&exc_OSError, "the mapped file has become shorter");
}

static bool is_open(const Mapping *map) {
    if (!map->data)
        return raise_value_error("mmap closed or invalid");
    return is_whole(map);
}

/* What was read, if it was there. */
static Value check_result(const Mapping *map, Value result) {
    if (is_whole(map))
        return result;
    decref_maybe(result);
    return NULL;
}

static bool is_writable(const Mapping *map) {
    if (map->access == ACCESS_READ)
        return raise_type_error("mmap can't modify a readonly memory map.");
    return is_open(map);
}

/* Before so many bytes are changed: those of a shared file are output. */
static bool allow_change(const Mapping *map, size_t size) {
    bool is_output = map->flags & MAP_SHARED && !(map->flags & MAP_ANONYMOUS);
    return !is_output || limits_take_output(size) || limits_raise();
}

static void *raise_errno(void) {
    return raise_os_error(errno, NULL);
}

/* ---- life ------------------------------------------------------------------------------------ */

/* What the mapping's access means to the system, or what flags and protection mean for it. */
static bool choose_access(Mapping *map, int access, bool flags_given) {
    if (access != ACCESS_DEFAULT && flags_given)
        return raise_value_error("mmap can't specify both access and flags, prot.");
    switch (access) {
    case ACCESS_READ:
        map->flags = MAP_SHARED;
        map->protection = PROT_READ;
        break;
    case ACCESS_WRITE:
        map->flags = MAP_SHARED;
        map->protection = PROT_READ | PROT_WRITE;
        break;
    case ACCESS_COPY:
        map->flags = MAP_PRIVATE;
        map->protection = PROT_READ | PROT_WRITE;
        break;
    case ACCESS_DEFAULT:
        if (!(map->protection & PROT_WRITE))
            access = ACCESS_READ;
        else if (!(map->protection & PROT_READ))
            access = ACCESS_WRITE;
        break;
    default:
        return raise_value_error("mmap invalid access parameter.");
    }
    map->access = (Access)access;
    return true;
}

/* The length of a file from an offset on, or the one that was asked for if it is there. */
static bool fit_into_file(int descriptor, int64_t offset, size_t *size) {
    struct stat status;
    if (fstat(descriptor, &status) < 0)
        return raise_errno();
    if (!S_ISREG(status.st_mode))
        return true;
    if (*size == 0) {
        if (status.st_size == 0)
            return raise_value_error("cannot mmap an empty file");
        if (offset >= status.st_size)
            return raise_value_error("mmap offset is greater than file size");
        *size = (size_t)(status.st_size - offset);
    } else if (offset > status.st_size || (size_t)(status.st_size - offset) < *size) {
        return raise_value_error("mmap length is greater than file size");
    }
    return true;
}

/* Pages that are not a file's are this process's. */
static bool count_size(Mapping *map, size_t size) {
    size_t counted = map->flags & (MAP_ANONYMOUS | MAP_PRIVATE) ? size : 0;
    size_t before = map->counted;
    if (counted > before && !mem_count_in(counted - before)) {
        mem_count_out(counted - before);
        return raise_no_memory();
    }
    if (counted < before)
        mem_count_out(before - counted);
    map->counted = counted;
    return true;
}

static bool map_memory(Mapping *map, int descriptor) {
    if (descriptor == -1)
        map->flags |= MAP_ANONYMOUS;
    else if (!fit_into_file(descriptor, map->offset, &map->size))
        return false;
    if (descriptor != -1 && map->tracks_file) {
        map->descriptor = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
        if (map->descriptor < 0)
            return raise_errno();
    }
    if (!count_size(map, map->size))
        return false;
    gil_release();
    void *data = mmap(NULL, map->size, map->protection, map->flags, descriptor, map->offset);
    int error = errno;
    gil_acquire();
    if (data == MAP_FAILED)
        return raise_os_error(error, NULL);
    map->data = data;
    if (descriptor != -1 && !(map->pages = mapped_pages_add(data, map->size)))
        return raise_no_memory();
    return true;
}

typedef struct Request {
    int descriptor, flags, protection, access;
    ptrdiff_t size;
    int64_t offset;
    bool tracks_file;
} Request;

static bool read_request(Request *request, Value given[7]) {
    if (!int_as_int(given[0], &request->descriptor) || !int_as_size(given[1], &request->size) ||
        (given[2] && !int_as_int(given[2], &request->flags)) ||
        (given[3] && !int_as_int(given[3], &request->protection)) ||
        (given[4] && !int_as_int(given[4], &request->access)) ||
        (given[5] && !int_as_int64(given[5], &request->offset)))
        return false;
    Answer tracks_file = given[6] ? object_truth(given[6]) : ANSWER_YES;
    request->tracks_file = tracks_file == ANSWER_YES;
    if (tracks_file == ANSWER_ERROR)
        return false;
    if (request->size < 0)
        return raise_overflow_error("memory mapped length must be positive");
    if (request->offset < 0)
        return raise_overflow_error("memory mapped offset must be positive");
    return true;
}

static Value make(Type *type, Value *args, size_t count, Tuple *keywords) {
    enum { SHARED = MAP_SHARED, READ_WRITE = PROT_READ | PROT_WRITE };
    static Signature signature =
        SIGNATURE("mmap(fileno, length, flags=MAP_SHARED, prot=PROT_WRITE|PROT_READ, "
                  "access=ACCESS_DEFAULT, offset=0, *, trackfd=True)");
    Value given[7];
    Request request = {.flags = SHARED, .protection = READ_WRITE, .access = ACCESS_DEFAULT};
    if (!arguments_bind(&signature, args, count, keywords, given) ||
        !read_request(&request, given) ||
        !audit("mmap.__new__", "iIiI", request.descriptor, (int64_t)request.size, request.access,
               (int64_t)request.offset))
        return NULL;
    Mapping *map = type_allocate(type, 0);
    if (!map)
        return NULL;
    map->data = NULL;
    map->size = (size_t)request.size;
    map->position = map->exports = 0;
    map->offset = request.offset;
    map->pages = NULL;
    map->descriptor = -1;
    map->flags = request.flags;
    map->protection = request.protection;
    map->tracks_file = request.tracks_file;
    bool flags_given = request.flags != SHARED || request.protection != READ_WRITE;
    if (choose_access(map, request.access, flags_given) && map_memory(map, request.descriptor))
        return value_of(map);
    GIVE_UP(map);
    return NULL;
}

static void unmap(Mapping *map) {
    uint8_t *data = map->data;
    int descriptor = map->descriptor;
    map->data = NULL;
    map->descriptor = -1;
    mapped_pages_remove(map->pages);
    map->pages = NULL;
    if (descriptor >= 0)
        close(descriptor);
    if (data)
        munmap(data, map->size);
    mem_count_out(map->counted);
    map->counted = 0;
}

static void mapping_dealloc(Object *object) {
    unmap((Mapping *)object);
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

static Value mapping_repr(Value self) {
    static const char *const accesses[] = {"DEFAULT", "READ", "WRITE", "COPY"};
    const Mapping *map = mapping_from(self);
    const char *type = type_name_of(self);
    if (!map->data)
        return value_of(str_format("<%s closed=True>", type));
    Value offset = value_from_int64(map->offset);
    Str *text = offset ? str_format("<%s closed=False, access=ACCESS_%s, length=%zu, pos=%zu, "
                                    "offset=%S>",
                                    type, accesses[map->access], map->size, map->position, offset)
                       : NULL;
    decref_maybe(offset);
    return value_of(text);
}

/* ---- as a sequence --------------------------------------------------------------------------- */

static ptrdiff_t mapping_length(Value self) {
    const Mapping *map = mapping_from(self);
    return is_open(map) ? (ptrdiff_t)map->size : -1;
}

/* The place that an index means. Its __index__ may have closed the mapping. */
static uint8_t *find_item(const Mapping *map, Value key) {
    ptrdiff_t index;
    if (!object_index_as_size(key, &index, &exc_IndexError) || !is_open(map))
        return NULL;
    if (index < 0)
        index += (ptrdiff_t)map->size;
    if (index < 0 || (size_t)index >= map->size)
        return raise_index_error("mmap index out of range");
    return map->data + index;
}

static bool has_index(Value key) {
    return is_int(key) || type_of(key)->to_index;
}

static Value read_slice(const Mapping *map, Value slice) {
    ptrdiff_t start, stop, step;
    if (!slice_unpack(slice, &start, &stop, &step) || !is_open(map))
        return NULL;
    size_t count = slice_adjust(map->size, &start, &stop, step);
    if (step == 1)
        return value_of(bytes_new(map->data + start, count));
    Bytes *bytes = bytes_new(NULL, count);
    for (size_t i = 0; bytes && i < count; i++, start += step)
        bytes->data[i] = map->data[start];
    return value_of(bytes);
}

static Value mapping_get_item(Value self, Value key) {
    const Mapping *map = mapping_from(self);
    if (!is_open(map))
        return NULL;
    if (is_slice(key))
        return check_result(map, read_slice(map, key));
    if (!has_index(key))
        return raise_type_error("mmap indices must be integers");
    const uint8_t *item = find_item(map, key);
    return item ? check_result(map, value_of_small_int(*item)) : NULL;
}

static bool write_slice(Mapping *map, Value slice, Value value) {
    ptrdiff_t start, stop, step;
    Buffer buffer;
    if (!slice_unpack(slice, &start, &stop, &step) || !buffer_get(value, &buffer, false))
        return false;
    bool good = is_open(map);
    size_t count = good ? slice_adjust(map->size, &start, &stop, step) : 0;
    if (good && buffer.size != count)
        good = raise_index_error("mmap slice assignment is wrong size");
    good = good && allow_change(map, count);
    if (good && step == 1)
        memmove(map->data + start, buffer.bytes, count);
    else
        for (size_t i = 0; good && i < count; i++, start += step)
            map->data[start] = buffer.bytes[i];
    buffer_release(&buffer);
    return good;
}

/* Its __index__ may have closed or resized the mapping. */
static bool write_item(Mapping *map, size_t index, Value value) {
    ptrdiff_t number;
    if (!has_index(value))
        return raise_type_error("mmap item value must be an int");
    if (!object_index_as_size(value, &number, NULL))
        return false;
    if (number < 0 || number > 255)
        return raise_value_error("mmap item value must be in range(0, 256)");
    if (!is_open(map))
        return false;
    if (index >= map->size)
        return raise_index_error("mmap index out of range");
    if (!allow_change(map, 1))
        return false;
    map->data[index] = (uint8_t)number;
    return true;
}

static bool mapping_set_item(Value self, Value key, Value value) {
    Mapping *map = mapping_from(self);
    if (!is_writable(map))
        return false;
    if (!value)
        return raise_type_error(is_slice(key) ? "mmap object doesn't support slice deletion"
                                              : "mmap doesn't support item deletion");
    if (is_slice(key))
        return write_slice(map, key, value) && is_whole(map);
    if (!has_index(key))
        return raise_type_error("mmap indices must be integer");
    const uint8_t *item = find_item(map, key);
    return item && write_item(map, (size_t)(item - map->data), value) && is_whole(map);
}

static bool mapping_get_buffer(Value self, Buffer *buffer, int flags) {
    Mapping *map = mapping_from(self);
    if (!is_open(map))
        return false;
    if (flags & BUFFER_WRITABLE && map->access == ACCESS_READ)
        return raise_error(&exc_BufferError, "Object is not writable.");
    if (flags != BUFFER_SIMPLE && map->access != ACCESS_READ && !map->lent) {
        if (!allow_change(map, map->size))
            return false;
        map->lent = true;
    }
    *buffer = (Buffer){.bytes = map->data,
                       .size = map->size,
                       .owner = own(self),
                       .read_only = map->access == ACCESS_READ,
                       .format = "B",
                       .item_size = 1,
                       .dimensions = 1};
    map->exports++;
    return true;
}

static void mapping_release_buffer(Value self, Buffer *buffer) {
    mapping_from(self)->exports--;
}

/* Iterating gives bytes of length one, while indexing gives numbers. */
typedef struct MappingIterator {
    Object header;
    Value mapping; /* owned; null: exhausted */
    size_t index;
} MappingIterator;

static Value mapping_iter(Value self) {
    MappingIterator *iterator = mem_object_new(&mapping_iterator_type.mem, sizeof *iterator);
    if (!iterator)
        return raise_no_memory();
    iterator->mapping = own(self);
    iterator->index = 0;
    return value_of(iterator);
}

static void iterator_dealloc(Object *object) {
    decref_maybe(((MappingIterator *)object)->mapping);
    mem_object_free(object, sizeof(MappingIterator));
}

static Next mapping_iterator_next(Value self, Value *item) {
    MappingIterator *iterator = (MappingIterator *)object_of(self);
    if (!iterator->mapping)
        return NEXT_DONE;
    const Mapping *map = mapping_from(iterator->mapping);
    if (!is_open(map))
        return NEXT_ERROR;
    if (iterator->index >= map->size) {
        clear_value(&iterator->mapping);
        return NEXT_DONE;
    }
    *item = check_result(map, value_of(bytes_new(map->data + iterator->index, 1)));
    iterator->index++;
    return *item ? NEXT_ITEM : NEXT_ERROR;
}

static Type mapping_iterator_type = {
    TYPE_INIT_ATOM("iterator", sizeof(MappingIterator), iterator_dealloc),
    .flags = TYPE_NO_INSTANTIATION,
    .iter = own,
    .next = mapping_iterator_next,
};

/* ---- as a file ------------------------------------------------------------------------------- */

static size_t bytes_left(const Mapping *map) {
    return map->position < map->size ? map->size - map->position : 0;
}

static Value take(Mapping *map, size_t count) {
    Bytes *bytes = bytes_new(map->data + map->position, count);
    if (bytes)
        map->position += count;
    return check_result(map, value_of(bytes));
}

static Value method_read(Value self, Value *args) {
    Mapping *map = mapping_from(self);
    ptrdiff_t count = -1;
    if (!is_open(map))
        return NULL;
    if (args[0] && args[0] != NONE && !has_index(args[0]))
        return raise_type_error("argument should be integer or None, not '%T'", args[0]);
    if (args[0] && args[0] != NONE && !object_index_as_size(args[0], &count, &exc_OverflowError))
        return NULL;
    if (!is_open(map))
        return NULL;
    size_t left = bytes_left(map);
    return take(map, count < 0 || (size_t)count > left ? left : (size_t)count);
}

static Value method_read_byte(Value self, Value *args) {
    Mapping *map = mapping_from(self);
    if (!is_open(map))
        return NULL;
    if (!bytes_left(map))
        return raise_value_error("read byte out of range");
    return check_result(map, value_of_small_int(map->data[map->position++]));
}

static Value method_readline(Value self, Value *args) {
    Mapping *map = mapping_from(self);
    if (!is_open(map))
        return NULL;
    size_t left = bytes_left(map);
    const uint8_t *start = map->data + map->position;
    const uint8_t *end = left ? memchr(start, '\n', left) : NULL;
    return take(map, end ? (size_t)(end - start) + 1 : left);
}

static Value method_write(Value self, Value *args) {
    Mapping *map = mapping_from(self);
    Buffer buffer;
    if (!is_open(map) || !buffer_get(args[0], &buffer, false))
        return NULL;
    bool good = is_writable(map);
    size_t count = buffer.size;
    if (good && count > bytes_left(map))
        good = raise_value_error("data out of range");
    if (good && (good = allow_change(map, count))) {
        memmove(map->data + map->position, buffer.bytes, count);
        map->position += count;
    }
    buffer_release(&buffer);
    return good && is_whole(map) ? value_from_int64((int64_t)count) : NULL;
}

static Value method_write_byte(Value self, Value *args) {
    Mapping *map = mapping_from(self);
    int64_t number;
    if (!is_open(map) || !int_as_int64(args[0], &number))
        return NULL;
    if (number < 0)
        return raise_overflow_error("unsigned byte integer is less than minimum");
    if (number > 255)
        return raise_overflow_error("unsigned byte integer is greater than maximum");
    if (!is_writable(map))
        return NULL;
    if (!bytes_left(map))
        return raise_value_error("write byte out of range");
    if (!allow_change(map, 1))
        return NULL;
    map->data[map->position++] = (uint8_t)number;
    return check_result(map, NONE);
}

static Value method_seek(Value self, Value *args) {
    Mapping *map = mapping_from(self);
    ptrdiff_t distance, from;
    int whence = 0;
    if (!is_open(map) || !int_as_size(args[0], &distance) ||
        (args[1] && !int_as_int(args[1], &whence)) || !is_open(map))
        return NULL;
    if (whence < 0 || whence > 2)
        return raise_value_error("unknown seek type");
    from = whence == 0 ? 0 : (ptrdiff_t)(whence == 1 ? map->position : map->size);
    if (distance < -from || distance > (ptrdiff_t)map->size - from)
        return raise_value_error("seek out of range");
    map->position = (size_t)(from + distance);
    return value_from_int64((int64_t)map->position);
}

static Value method_tell(Value self, Value *args) {
    const Mapping *map = mapping_from(self);
    return is_open(map) ? value_from_int64((int64_t)map->position) : NULL;
}

static Value method_seekable(Value self, Value *args) {
    return TRUE_VALUE;
}

/* The size of the file; of memory without one, its own. */
static Value method_size(Value self, Value *args) {
    const Mapping *map = mapping_from(self);
    struct stat status;
    if (!is_open(map))
        return NULL;
    return fstat(map->descriptor, &status) < 0 ? raise_errno() : value_from_int64(status.st_size);
}

/* ---- the rest -------------------------------------------------------------------------------- */

static size_t clip(ptrdiff_t index, size_t size) {
    if (index < 0)
        index += (ptrdiff_t)size;
    return index < 0 ? 0 : (size_t)index > size ? size : (size_t)index;
}

static Value find(Value self, Value *args, bool last) {
    Mapping *map = mapping_from(self);
    if (!is_open(map))
        return NULL;
    ptrdiff_t start = (ptrdiff_t)map->position, end = (ptrdiff_t)map->size, found = -1;
    Buffer sought;
    if ((args[1] && !int_as_size(args[1], &start)) || (args[2] && !int_as_size(args[2], &end)) ||
        !buffer_get(args[0], &sought, false))
        return NULL;
    bool good = is_open(map);
    if (good) {
        size_t low = clip(start, map->size), high = clip(end, map->size);
        map->exports++; /* it stays where it is if a signal comes */
        if (low <= high && sought.size <= high - low)
            found = (last ? search_last : search_first)(map->data + low, 1, high - low,
                                                        sought.bytes, 1, sought.size);
        map->exports--;
        if (found >= 0)
            found += (ptrdiff_t)low;
    }
    buffer_release(&sought);
    good = good && found != SEARCH_ERROR && is_whole(map);
    return good ? value_from_int64(found) : NULL;
}

static Value method_find(Value self, Value *args) {
    return find(self, args, false);
}

static Value method_rfind(Value self, Value *args) {
    return find(self, args, true);
}

static Value method_move(Value self, Value *args) {
    Mapping *map = mapping_from(self);
    ptrdiff_t to, from, count;
    if (!is_open(map) || !int_as_size(args[0], &to) || !int_as_size(args[1], &from) ||
        !int_as_size(args[2], &count) || !is_writable(map))
        return NULL;
    ptrdiff_t size = (ptrdiff_t)map->size;
    if (to < 0 || from < 0 || count < 0 || size - to < count || size - from < count)
        return raise_value_error("source, destination, or count out of range");
    if (!allow_change(map, (size_t)count))
        return NULL;
    memmove(map->data + to, map->data + from, (size_t)count);
    return check_result(map, NONE);
}

static Value method_flush(Value self, Value *args) {
    Mapping *map = mapping_from(self);
    ptrdiff_t offset = 0, size;
    if (!is_open(map) || (args[0] && !int_as_size(args[0], &offset)))
        return NULL;
    size = (ptrdiff_t)map->size - (args[1] ? 0 : offset);
    if ((args[1] && !int_as_size(args[1], &size)) || !is_open(map))
        return NULL;
    if (offset < 0 || size < 0 || (ptrdiff_t)map->size - offset < size)
        return raise_value_error("flush values out of range");
    if (map->access == ACCESS_READ || map->access == ACCESS_COPY)
        return NONE;
    map->exports++; /* it stays where it is while others run */
    gil_release();
    int status = msync(map->data + offset, (size_t)size, MS_SYNC);
    int error = errno;
    gil_acquire();
    map->exports--;
    return status < 0 ? raise_os_error(error, NULL) : NONE;
}

static Value method_madvise(Value self, Value *args) {
    Mapping *map = mapping_from(self);
    int option;
    if (!is_open(map) || !int_as_int(args[0], &option))
        return NULL;
    ptrdiff_t start = 0, size = (ptrdiff_t)map->size;
    if ((args[1] && !int_as_size(args[1], &start)) || (args[2] && !int_as_size(args[2], &size)) ||
        !is_open(map))
        return NULL;
    if (start < 0 || start >= (ptrdiff_t)map->size)
        return raise_value_error("madvise start out of bounds");
    if (size < 0)
        return raise_value_error("madvise length invalid");
    if (PTRDIFF_MAX - start < size)
        return raise_overflow_error("madvise length too large");
    if (size > (ptrdiff_t)map->size - start)
        size = (ptrdiff_t)map->size - start;
    return madvise(map->data + start, (size_t)size, option) < 0 ? raise_errno() : NONE;
}

static bool may_resize(const Mapping *map, ptrdiff_t size) {
    if (!is_open(map))
        return false;
    if (map->exports)
        return raise_error(&exc_BufferError, "mmap can't resize with extant buffers exported.");
    if (!map->tracks_file)
        return raise_value_error("mmap can't resize with trackfd=False.");
    if (map->access == ACCESS_READ || map->access == ACCESS_COPY)
        return raise_type_error("mmap can't resize a readonly or copy-on-write memory map.");
    if (size < 0 || PTRDIFF_MAX - map->offset < size)
        return raise_value_error("new size out of range");
    /* The system would grow it by addresses behind which no memory is. */
    if (map->descriptor < 0 && map->flags & MAP_SHARED && (size_t)size > map->size)
        return raise_value_error("mmap: can't expand a shared anonymous mapping on Linux");
    return true;
}

static Value method_resize(Value self, Value *args) {
    Mapping *map = mapping_from(self);
    ptrdiff_t size;
    if (!int_as_size(args[0], &size) || !may_resize(map, size))
        return NULL;
    if (map->descriptor >= 0 && !limits_allow_growth(map->descriptor, NULL, map->offset + size))
        return NULL;
    if (map->descriptor >= 0 && ftruncate(map->descriptor, map->offset + size) < 0)
        return raise_errno();
    if ((size_t)size > map->size && !count_size(map, (size_t)size))
        return NULL;
    void *data = mremap(map->data, map->size, (size_t)size, MREMAP_MAYMOVE);
    int error = errno;
    if (data != MAP_FAILED) {
        map->data = data;
        map->size = (size_t)size;
        if (map->pages)
            mapped_pages_move(map->pages, data, map->size);
    }
    map->lent = false;
    bool counted = count_size(map, map->size); /* never more than now */
    return counted && data != MAP_FAILED ? NONE : raise_os_error(error, NULL);
}

static Value method_close(Value self, Value *args) {
    Mapping *map = mapping_from(self);
    if (map->exports)
        return raise_error(&exc_BufferError, "cannot close exported pointers exist");
    unmap(map);
    return NONE;
}

static Value method_enter(Value self, Value *args) {
    return is_open(mapping_from(self)) ? own(self) : NULL;
}

static Value method_exit(Value self, Value *args) {
    Str *name = str_interned("close");
    Value result = name ? call_method_0(self, name) : NULL;
    decref_maybe(value_of(name));
    return result;
}

static Value method_sizeof(Value self, Value *args) {
    return value_of_small_int((int64_t)type_of(self)->mem.basic_size);
}

static Value get_closed(Value self) {
    return value_of_bool(!mapping_from(self)->data);
}

static const NativeMethod methods[] = {
    NATIVE("close($self, /)", method_close, NULL),
    NATIVE("find($self, sub, start=None, end=None, /)", method_find, NULL),
    NATIVE("rfind($self, sub, start=None, end=None, /)", method_rfind, NULL),
    NATIVE("flush($self, offset=0, size=None, /)", method_flush, NULL),
    NATIVE("madvise($self, option, start=0, length=None, /)", method_madvise, NULL),
    NATIVE("move($self, dest, src, count, /)", method_move, NULL),
    NATIVE("read($self, n=None, /)", method_read, NULL),
    NATIVE("read_byte($self, /)", method_read_byte, NULL),
    NATIVE("readline($self, /)", method_readline, NULL),
    NATIVE("resize($self, newsize, /)", method_resize, NULL),
    NATIVE("seek($self, pos, whence=0, /)", method_seek, NULL),
    NATIVE("seekable($self, /)", method_seekable, NULL),
    NATIVE("size($self, /)", method_size, NULL),
    NATIVE("tell($self, /)", method_tell, NULL),
    NATIVE("write($self, bytes, /)", method_write, NULL),
    NATIVE("write_byte($self, byte, /)", method_write_byte, NULL),
    NATIVE("__enter__($self, /)", method_enter, NULL),
    NATIVE("__exit__($self, type=None, value=None, traceback=None, /)", method_exit, NULL),
    NATIVE("__sizeof__($self, /)", method_sizeof, "Size of object in memory, in bytes."),
    NATIVE_END,
};

static const NativeGetSet getsets[] = {
    {"closed", get_closed, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static Type mapping_type = {
    TYPE_INIT_ATOM("mmap.mmap", sizeof(Mapping), mapping_dealloc),
    .flags = TYPE_BASE,
    .accepts_weakrefs = true,
    .doc = "mmap(fileno, length, flags=MAP_SHARED, prot=PROT_WRITE|PROT_READ,\n"
           "     access=ACCESS_DEFAULT, offset=0, *, trackfd=True)\n\n"
           "Maps length bytes from the file specified by the file descriptor fileno,\n"
           "and returns a mmap object. A length of 0 means what the file is long.\n"
           "To map anonymous memory, pass -1 as the fileno.",
    .new = make,
    .repr = mapping_repr,
    .length = mapping_length,
    .get_item = mapping_get_item,
    .set_item = mapping_set_item,
    .iter = mapping_iter,
    .get_buffer = mapping_get_buffer,
    .release_buffer = mapping_release_buffer,
    .methods = methods,
    .getsets = getsets,
};

/* ---- the module ------------------------------------------------------------------------------ */

static bool add_constants(Module *module) {
    static const NamedNumber constants[] = {
        NAMED(ACCESS_DEFAULT),  NAMED(ACCESS_READ),     NAMED(ACCESS_WRITE),
        NAMED(ACCESS_COPY),     NAMED(PROT_READ),       NAMED(PROT_WRITE),
        NAMED(PROT_EXEC),       NAMED(MAP_SHARED),      NAMED(MAP_PRIVATE),
        NAMED(MAP_ANON),        NAMED(MAP_ANONYMOUS),   NAMED(MAP_DENYWRITE),
        NAMED(MAP_EXECUTABLE),  NAMED(MAP_NORESERVE),   NAMED(MAP_POPULATE),
        NAMED(MAP_STACK),       NAMED(MADV_NORMAL),     NAMED(MADV_RANDOM),
        NAMED(MADV_SEQUENTIAL), NAMED(MADV_WILLNEED),   NAMED(MADV_DONTNEED),
        NAMED(MADV_REMOVE),     NAMED(MADV_DONTFORK),   NAMED(MADV_DOFORK),
        NAMED(MADV_HWPOISON),   NAMED(MADV_MERGEABLE),  NAMED(MADV_UNMERGEABLE),
        NAMED(MADV_HUGEPAGE),   NAMED(MADV_NOHUGEPAGE), NAMED(MADV_DONTDUMP),
        NAMED(MADV_DODUMP),     NAMED(MADV_FREE),
#ifdef MAP_32BIT
        NAMED(MAP_32BIT),
#endif
    };
    if (!MODULE_ADD_NUMBERS(module, constants))
        return false;
    long page = sysconf(_SC_PAGESIZE);
    return module_add_int(module, "PAGESIZE", page) &&
           module_add_int(module, "ALLOCATIONGRANULARITY", page);
}

static bool exec(Module *module) {
    return type_ready(&mapping_iterator_type) && module_add_type(module, &mapping_type) &&
           add_constants(module) && dict_set_c(module->dict, "error", value_of(&exc_OSError));
}

const NativeModule mmap_module = {
    .name = "mmap",
    .exec = exec,
};
