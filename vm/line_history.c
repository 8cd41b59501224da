/* History: an array of texts, kept in a file of the state folder.
 *
 * The file is $PYTHON_HISTORY (or $FOLIO_HISTORY), else folio/history in $XDG_STATE_HOME
 * (~/.local/state). An entry is a line; a newline inside it is written as CR LF, as CPython's
 * history file has it. Each entry is appended as it is made, under a lock, so sessions at the same
 * time do not lose each other's. A file that has grown too long is cut when it is read. */
#include "vm/line_history.h"
#include "vm/environment.h"
#include "vm/line_text.h"
#include "memory/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ENTRIES_KEPT = 10000, FILE_ENTRIES_MAX = 2 * ENTRIES_KEPT };

typedef struct Entry {
    wchar_t *text; /* mem_raw_malloc'd */
    size_t length;
} Entry;

static struct History {
    Entry *entries;
    size_t count, capacity;
    bool is_loaded, of_program;
} histories[2] = {[1] = {.of_program = true}}, *chosen = histories;

void line_history_choose(bool of_program) {
    chosen = &histories[of_program];
}

/* ---- the file -------------------------------------------------------------------------------- */

static void make_folders(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        if (mkdir(path, 0700) != 0 && errno != EEXIST) {
            *slash = '/';
            return;
        }
        *slash = '/';
    }
}

static bool find_path(char *path) {
    const char *given = environment_get("PYTHON_HISTORY"), *state = getenv("XDG_STATE_HOME"),
               *home = getenv("HOME");
    if (given)
        return snprintf(path, PATH_MAX, "%s", given) < PATH_MAX;
    if (state && *state == '/')
        return snprintf(path, PATH_MAX, "%s/folio/history", state) < PATH_MAX;
    return home && *home &&
           snprintf(path, PATH_MAX, "%s/.local/state/folio/history", home) < PATH_MAX;
}

/* The file, locked; -1: there is none to be had. */
static int open_file(void) {
    char path[PATH_MAX];
    if (!find_path(path))
        return -1;
    make_folders(path);
    int file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file >= 0)
        flock(file, LOCK_EX);
    return file;
}

static char *read_whole(int file, size_t *size) {
    struct stat status;
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
        return NULL;
    char *bytes = mem_raw_malloc((size_t)status.st_size + 1);
    if (!bytes)
        return NULL;
    *size = 0;
    while (*size < (size_t)status.st_size) {
        ssize_t count = pread(file, bytes + *size, (size_t)status.st_size - *size, (off_t)*size);
        if (count <= 0)
            break;
        *size += (size_t)count;
    }
    return bytes;
}

static void write_whole(int file, const char *bytes, size_t size) {
    while (size) {
        ssize_t count = write(file, bytes, size);
        if (count < 0)
            return;
        bytes += count;
        size -= (size_t)count;
    }
}

/* The entry as the file has it, mem_raw_malloc'd. */
static char *encode(const wchar_t *text, size_t length, size_t *size) {
    char *bytes = mem_raw_malloc(length * 4 + 2), *to = bytes;
    if (!bytes)
        return NULL;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\n')
            *to++ = '\r';
        to = utf8_put(to, text[i]);
    }
    *to++ = '\n';
    *size = (size_t)(to - bytes);
    return bytes;
}

/* ---- entries --------------------------------------------------------------------------------- */

static bool equals_last(const wchar_t *text, size_t length) {
    return chosen->count && chosen->entries[chosen->count - 1].length == length &&
           memcmp(chosen->entries[chosen->count - 1].text, text, length * sizeof(wchar_t)) == 0;
}

bool line_history_append(const wchar_t *text, size_t length) {
    if (chosen->count == chosen->capacity) {
        size_t capacity = chosen->capacity * 2 + 64;
        Entry *larger = mem_raw_realloc(chosen->entries, capacity * sizeof *larger);
        if (!larger)
            return false;
        chosen->entries = larger;
        chosen->capacity = capacity;
    }
    wchar_t *copy = mem_raw_malloc((length + 1) * sizeof *copy);
    if (!copy)
        return false;
    wmemcpy(copy, text, length);
    copy[length] = 0;
    chosen->entries[chosen->count++] = (Entry){copy, length};
    return true;
}

static void parse(const char *bytes, size_t size) {
    wchar_t *text = mem_raw_malloc((size + 1) * sizeof *text);
    if (!text)
        return;
    size_t length = 0;
    for (const char *at = bytes, *end = bytes + size; at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *stop = newline ? newline : end;
        bool goes_on = stop > at && stop[-1] == '\r';
        length += utf8_to_characters(at, (size_t)(stop - goes_on - at), text + length);
        if (goes_on)
            text[length++] = '\n';
        else {
            if (length && (chosen->of_program || !equals_last(text, length)) &&
                !line_history_append(text, length))
                break;
            length = 0;
        }
        at = newline ? newline + 1 : end;
    }
    mem_raw_free(text);
}

static void write_entries(int file, size_t first) {
    for (size_t i = first; i < chosen->count; i++) {
        size_t size;
        char *bytes = encode(chosen->entries[i].text, chosen->entries[i].length, &size);
        if (bytes)
            write_whole(file, bytes, size);
        mem_raw_free(bytes);
    }
}

/* The newest entries become the file. */
static void cut_file(int file) {
    if (ftruncate(file, 0) == 0)
        write_entries(file, chosen->count - ENTRIES_KEPT);
}

void line_history_load(void) {
    if (chosen->is_loaded)
        return;
    chosen->is_loaded = true;
    int file = open_file();
    if (file < 0)
        return;
    size_t size;
    char *bytes = read_whole(file, &size);
    if (bytes)
        parse(bytes, size);
    mem_raw_free(bytes);
    if (chosen->count > FILE_ENTRIES_MAX)
        cut_file(file);
    close(file);
}

void line_history_add(const wchar_t *text, size_t length) {
    while (length && (text[length - 1] == '\n' || text[length - 1] == ' '))
        length--; /* the empty line that ended a block */
    if (!length || equals_last(text, length) || !line_history_append(text, length) ||
        chosen->of_program)
        return;
    int file = open_file();
    if (file < 0)
        return;
    size_t size;
    char *bytes = encode(text, length, &size);
    if (bytes)
        write_whole(file, bytes, size);
    mem_raw_free(bytes);
    close(file);
}

size_t line_history_count(void) {
    return chosen->count;
}

const wchar_t *line_history_entry(size_t index, size_t *length) {
    *length = chosen->entries[index].length;
    return chosen->entries[index].text;
}

size_t line_history_find_prefix(size_t from, int direction, const wchar_t *prefix, size_t length) {
    for (size_t i = from; direction < 0 ? i-- > 0 : ++i < chosen->count;)
        if (chosen->entries[i].length >= length &&
            memcmp(chosen->entries[i].text, prefix, length * sizeof(wchar_t)) == 0)
            return i;
    return chosen->count;
}

void line_history_remove(size_t index) {
    mem_raw_free(chosen->entries[index].text);
    memmove(chosen->entries + index, chosen->entries + index + 1,
            (--chosen->count - index) * sizeof *chosen->entries);
}

void line_history_replace(size_t index, const wchar_t *text, size_t length) {
    /* As the last one, which then takes the old one's place. */
    if (!line_history_append(text, length))
        return;
    mem_raw_free(chosen->entries[index].text);
    chosen->entries[index] = chosen->entries[--chosen->count];
}

void line_history_clear(void) {
    for (size_t i = 0; i < chosen->count; i++)
        mem_raw_free(chosen->entries[i].text);
    mem_raw_free(chosen->entries);
    chosen->entries = NULL;
    chosen->count = chosen->capacity = 0;
    chosen->is_loaded = false;
}

bool line_history_read(const char *path) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    size_t size;
    char *bytes = file < 0 ? NULL : read_whole(file, &size);
    if (bytes)
        parse(bytes, size);
    mem_raw_free(bytes);
    if (file >= 0)
        close(file);
    return bytes;
}

bool line_history_write(const char *path, size_t first, bool append) {
    int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (append ? O_APPEND : O_TRUNC), 0600);
    if (file < 0)
        return false;
    write_entries(file, first);
    close(file);
    return true;
}

void line_history_free(void) {
    for (int i = 0; i < 2; i++) {
        line_history_choose(i);
        line_history_clear();
    }
    line_history_choose(false);
}
