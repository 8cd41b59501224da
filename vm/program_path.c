/* The path of the running program: of its name on the command line, along PATH if that is no path.
 */
#include "vm/program_path.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* In place: empty parts and "." go, ".." takes the part before it along. */
static void normalize(char *path) {
    char *end = path;
    for (const char *part = path; *part;) {
        while (*part == '/')
            part++;
        size_t size = strcspn(part, "/");
        if (size == 2 && part[0] == '.' && part[1] == '.') {
            while (end > path && *--end != '/') {
            }
        } else if (size && !(size == 1 && *part == '.')) {
            *end++ = '/';
            memmove(end, part, size);
            end += size;
        }
        part += size;
    }
    *end = '\0';
}

static bool make_absolute(const char *folder, size_t folder_size, const char *name, char *path) {
    char here[PROGRAM_PATH_SIZE] = "";
    if (*folder != '/' && !getcwd(here, sizeof here))
        return false;
    int size =
        snprintf(path, PROGRAM_PATH_SIZE, "%s/%.*s/%s", here, (int)folder_size, folder, name);
    return size > 0 && size < PROGRAM_PATH_SIZE;
}

static bool is_program(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

static bool find_in_path(const char *name, char *path) {
    const char *folders = getenv("PATH");
    while (folders && *folders) {
        size_t size = strcspn(folders, ":");
        if (make_absolute(folders, size, name, path) && is_program(path))
            return true;
        folders += size + (folders[size] == ':');
    }
    return false;
}

void program_path_find(const char *name, char path[PROGRAM_PATH_SIZE]) {
    const char *slash = strrchr(name, '/');
    bool found = slash ? make_absolute(name, (size_t)(slash - name), slash + 1, path)
                       : *name && find_in_path(name, path);
    if (found)
        normalize(path);
    else
        *path = '\0';
}
