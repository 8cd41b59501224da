/* What was typed before, in this session and in others. */
#ifndef VM_LINE_HISTORY_H
#define VM_LINE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

/* Reads the history file, once. */
void line_history_load(void);
/* Adds an entry and appends it to the file, unless it is empty or equals the last one. */
void line_history_add(const wchar_t *text, size_t length);
size_t line_history_count(void);
/* The oldest is 0; borrowed until the next add. */
const wchar_t *line_history_entry(size_t index, size_t *length);
/* The nearest entry below (direction -1) or above (1) `from` that begins with this prefix; the
 * count of entries if there is none. */
size_t line_history_find_prefix(size_t from, int direction, const wchar_t *prefix, size_t length);
void line_history_free(void);

#endif
