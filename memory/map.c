/* Writing a map in one of its forms. */
#include "memory/map.h"

#include <string.h>

bool mem_write_map(const MemSnapshot *snapshot, MemMapForm form, FILE *file) {
    static void (*const forms[])(const MemSnapshot *, FILE *) = {map_text, map_json, map_html,
                                                                 map_overview};
    forms[form](snapshot, file);
    return fflush(file) == 0 && !ferror(file);
}

bool mem_map_form(const char *file_name, MemMapForm *form) {
    static const char *const endings[] = {".txt", ".json", ".html"};
    size_t length = strlen(file_name);
    for (unsigned i = 0; i < 3; i++) {
        size_t size = strlen(endings[i]);
        if (length >= size && strcmp(file_name + length - size, endings[i]) == 0) {
            *form = (MemMapForm)i;
            return true;
        }
    }
    return false;
}
