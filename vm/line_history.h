/* What was typed before, in this session and in others. */
#ifndef VM_LINE_HISTORY_H
#define VM_LINE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

/* There are two: what was typed at the prompt, which is kept in a file, and what a program read
 * with input(). All else is about the one chosen last. */
void line_history_choose(bool of_program);
/* Reads the history file of the prompt, once. */
void line_history_load(void);
/* Adds an entry (and appends it to the prompt's file), unless it is empty or equals the last one.
 */
void line_history_add(const wchar_t *text, size_t length);
/* Adds any entry, to no file. False: no memory. */
bool line_history_append(const wchar_t *text, size_t length);
size_t line_history_count(void);
/* The oldest is 0; borrowed until the next add. */
const wchar_t *line_history_entry(size_t index, size_t *length);
/* The nearest entry below (direction -1) or above (1) `from` that begins with this prefix; the
 * count of entries if there is none. */
size_t line_history_find_prefix(size_t from, int direction, const wchar_t *prefix, size_t length);
/* An entry less; another text for it. */
void line_history_remove(size_t index);
void line_history_replace(size_t index, const wchar_t *text, size_t length);
void line_history_clear(void);
/* Entries of a file of the caller's, as the prompt's file has them; false: errno says why. */
bool line_history_read(const char *path);
bool line_history_write(const char *path, size_t first, bool append);
void line_history_free(void); /* both */

#endif
