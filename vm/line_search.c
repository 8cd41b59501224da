/* Ctrl-R: history is searched as one types. The text shown is the newest entry that holds what is
 * searched for; Ctrl-R finds older ones, Ctrl-S newer ones, Ctrl-G or Ctrl-C brings back what was
 * there, any other key goes on with the entry that was found. */
#include "vm/line_parts.h"
#include "memory/memory.h"

#include <stdio.h>
#include <string.h>

enum { PATTERN_MAX = 128, CONTROL_C = 3, CONTROL_G = 7, CONTROL_R = 18, CONTROL_S = 19 };

typedef struct Search {
    wchar_t pattern[PATTERN_MAX + 1];
    size_t length, at; /* at: the entry that is shown; the count of entries: none */
    bool failed;
} Search;

static size_t find_in(const wchar_t *entry, size_t entry_length, const Search *search) {
    for (size_t i = 0; i + search->length <= entry_length; i++)
        if (memcmp(entry + i, search->pattern, search->length * sizeof(wchar_t)) == 0)
            return i;
    return entry_length + 1;
}

static bool show_entry(Search *search, size_t index) {
    size_t length;
    const wchar_t *entry = line_history_entry(index, &length);
    size_t place = find_in(entry, length, search);
    if (place > length)
        return false;
    search->at = index;
    line_set(entry, length);
    line_set_cursor(place);
    return true;
}

static void find(Search *search, size_t from, int direction) {
    size_t count = line_history_count();
    search->failed = true;
    for (size_t i = from; search->failed && i < count; i += (size_t)direction)
        if (show_entry(search, i))
            search->failed = false;
}

static void tell(const Search *search) {
    snprintf(line_editor.below, sizeof line_editor.below, "%ssearch: %ls",
             search->failed ? "not found, " : "", search->pattern);
}

/* The key that ended the search. */
static wchar_t search_keys(Search *search) {
    for (;;) {
        tell(search);
        wchar_t key = line_next_key();
        size_t last = line_history_count() - 1;
        size_t here = search->at <= last ? search->at : last;
        if (key == CONTROL_R)
            find(search, search->at <= last ? here - 1 : last, -1);
        else if (key == CONTROL_S)
            find(search, here + 1, 1);
        else if ((key == 8 || key == 127) && search->length) {
            search->pattern[--search->length] = 0;
            find(search, last, -1);
        } else if (key >= ' ' && key != 127 && !(key >= 0x80 && key < 0xa0)) {
            if (search->length < PATTERN_MAX)
                search->pattern[search->length++] = key;
            find(search, here, -1);
        } else
            return key;
    }
}

unsigned char command_search(EditLine *engine, wint_t key) {
    LineText text = line_text();
    wchar_t *before = mem_raw_malloc((text.length + 1) * sizeof *before);
    size_t length = text.length, cursor = text.cursor;
    if (!before || !line_editor.client->keeps_history || !line_history_count()) {
        mem_raw_free(before);
        return CC_ERROR;
    }
    wmemcpy(before, text.text, length);
    Search search = {.at = line_history_count()};
    wchar_t end = search_keys(&search);
    line_editor.below[0] = 0;
    if (end == CONTROL_G || end == CONTROL_C) {
        line_set(before, length);
        line_set_cursor(cursor);
    } else {
        line_editor.history_at = search.at;
        line_editor.prefix_length = 0;
        if (end)
            line_keys_push(end);
    }
    mem_raw_free(before);
    return end ? CC_NORM : CC_EOF;
}
