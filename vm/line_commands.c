/* What keys do: ending, moving, deleting, indenting, history. Each is libedit's kind of function:
 * CC_NORM goes on, CC_NEWLINE ends the reading, CC_ERROR does nothing. */
#define _GNU_SOURCE /* wcwidth */
#include "vm/line_parts.h"
#include "memory/memory.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { INDENT = 4 };

/* ---- ending ---------------------------------------------------------------------------------- */

static void new_line(size_t indentation) {
    wchar_t blanks[128];
    size_t count = indentation < 127 ? indentation : 127;
    wmemset(blanks, L' ', 128);
    blanks[0] = L'\n';
    line_insert(blanks, count + 1);
}

/* A line that came with others (sent by a program, not typed) is not indented: it is already. */
static size_t indentation_here(void) {
    LineText text = line_text();
    if (!line_editor.client->indentation || line_keys_pending())
        return 0;
    return line_editor.client->indentation(text.text, text.cursor);
}

static bool is_on_last_line(LineText text) {
    return line_end_of(text, text.cursor) == text.length;
}

unsigned char command_enter(EditLine *engine, wint_t key) {
    LineText text = line_text();
    const LineClient *client = line_editor.client;
    bool complete = !client->is_complete ||
                    (is_on_last_line(text) && client->is_complete(text.text, text.length));
    if (complete)
        return line_done(LINE_TEXT);
    if (line_start_of(text, text.length) == 0) /* a single line goes on behind its end */
        line_set_cursor(text.length);
    new_line(indentation_here());
    return CC_NORM;
}

unsigned char command_newline(EditLine *engine, wint_t key) {
    if (!line_editor.client->is_complete)
        return command_enter(engine, key);
    new_line(indentation_here());
    return CC_NORM;
}

unsigned char command_interrupt(EditLine *engine, wint_t key) {
    return line_done(LINE_INTERRUPTED);
}

unsigned char command_end(EditLine *engine, wint_t key) {
    return line_text().length ? command_delete(engine, key) : line_done(LINE_END);
}

/* The terminal as the shell wants it while the signal does its work. */
static unsigned char leave_for(int number) {
    line_display_write("\r\n\x1b[?2004l", 10);
    el_wset(line_editor.engine, EL_PREP_TERM, 0);
    kill(number == SIGTSTP ? 0 : getpid(), number);
    el_wset(line_editor.engine, EL_PREP_TERM, 1);
    line_display_write("\x1b[?2004h", 8);
    line_display_reset();
    return CC_NORM;
}

unsigned char command_suspend(EditLine *engine, wint_t key) {
    return leave_for(SIGTSTP);
}

unsigned char command_quit(EditLine *engine, wint_t key) {
    return leave_for(SIGQUIT);
}

unsigned char command_clear_screen(EditLine *engine, wint_t key) {
    line_display_clear_screen();
    return CC_NORM;
}

unsigned char command_insert(EditLine *engine, wint_t key) {
    wchar_t character = key == KEY_CHARACTER ? line_editor.character : (wchar_t)key;
    line_insert(&character, 1);
    return CC_NORM;
}

/* The next key as it is, a control character for instance. */
unsigned char command_quoted(EditLine *engine, wint_t key) {
    wchar_t character = line_next_key();
    if (character && !(character >= 0x80 && character < LINE_KEY_END))
        line_insert(&character, 1);
    return character ? CC_NORM : CC_EOF;
}

unsigned char command_paste(EditLine *engine, wint_t key) {
    size_t length;
    wchar_t *text = line_keys_read_paste(&length);
    if (!text)
        return CC_ERROR;
    line_insert(text, length);
    mem_raw_free(text);
    return CC_NORM;
}

/* ---- moving ---------------------------------------------------------------------------------- */

static size_t wanted_column, vertical_command; /* up and down in a row keep the column */

/* To the line that begins at `start`, in the column of the first of these moves. */
static void move_to_line(LineText text, size_t start) {
    if (vertical_command + 1 != line_editor.command_number)
        wanted_column = text.cursor - line_start_of(text, text.cursor);
    vertical_command = line_editor.command_number;
    size_t end = line_end_of(text, start);
    line_set_cursor(start + wanted_column < end ? start + wanted_column : end);
}

unsigned char command_up(EditLine *engine, wint_t key) {
    LineText text = line_text();
    size_t start = line_start_of(text, text.cursor);
    if (!start)
        return command_history_up(engine, key);
    move_to_line(text, line_start_of(text, start - 1));
    return CC_NORM;
}

unsigned char command_down(EditLine *engine, wint_t key) {
    LineText text = line_text();
    size_t end = line_end_of(text, text.cursor);
    if (end == text.length)
        return command_history_down(engine, key);
    move_to_line(text, end + 1);
    return CC_NORM;
}

unsigned char command_left(EditLine *engine, wint_t key) {
    size_t cursor = line_text().cursor;
    if (!cursor)
        return CC_ERROR;
    line_set_cursor(cursor - 1);
    return CC_NORM;
}

static bool accept_suggestion(void) {
    size_t length;
    const wchar_t *suggestion = line_suggestion(line_text(), &length);
    if (length)
        line_insert(suggestion, length);
    return length;
}

unsigned char command_right(EditLine *engine, wint_t key) {
    LineText text = line_text();
    if (text.cursor == text.length)
        return accept_suggestion() ? CC_NORM : CC_ERROR;
    line_set_cursor(text.cursor + 1);
    return CC_NORM;
}

static size_t word_start_before(LineText text) {
    size_t at = text.cursor;
    while (at > 0 && !line_is_word_character(text.text[at - 1]))
        at--;
    while (at > 0 && line_is_word_character(text.text[at - 1]))
        at--;
    return at;
}

static size_t word_end_behind(LineText text) {
    size_t at = text.cursor;
    while (at < text.length && !line_is_word_character(text.text[at]))
        at++;
    while (at < text.length && line_is_word_character(text.text[at]))
        at++;
    return at;
}

unsigned char command_word_left(EditLine *engine, wint_t key) {
    line_set_cursor(word_start_before(line_text()));
    return CC_NORM;
}

unsigned char command_word_right(EditLine *engine, wint_t key) {
    line_set_cursor(word_end_behind(line_text()));
    return CC_NORM;
}

/* To the first character that is no blank; from there to the very start. */
unsigned char command_home(EditLine *engine, wint_t key) {
    LineText text = line_text();
    size_t start = line_start_of(text, text.cursor), first = start;
    while (first < text.length && (text.text[first] == ' ' || text.text[first] == '\t'))
        first++;
    line_set_cursor(text.cursor == first ? start : first);
    return CC_NORM;
}

unsigned char command_line_end(EditLine *engine, wint_t key) {
    LineText text = line_text();
    if (text.cursor == text.length)
        return accept_suggestion() ? CC_NORM : CC_ERROR;
    line_set_cursor(line_end_of(text, text.cursor));
    return CC_NORM;
}

unsigned char command_text_start(EditLine *engine, wint_t key) {
    line_set_cursor(0);
    return CC_NORM;
}

unsigned char command_text_end(EditLine *engine, wint_t key) {
    line_set_cursor(line_text().length);
    return CC_NORM;
}

/* ---- deleting -------------------------------------------------------------------------------- */

/* How many blanks, and nothing else, stand before the cursor in its line. */
static size_t blanks_before(LineText text) {
    size_t start = line_start_of(text, text.cursor);
    for (size_t i = start; i < text.cursor; i++)
        if (text.text[i] != ' ')
            return 0;
    return text.cursor - start;
}

/* Characters that only combine with the one before go together with it. */
static size_t character_start(LineText text, size_t at) {
    while (at > 1 && text.text[at - 1] >= 0x300 && wcwidth(text.text[at - 1]) == 0)
        at--;
    return at - 1;
}

unsigned char command_backspace(EditLine *engine, wint_t key) {
    LineText text = line_text();
    if (!text.cursor)
        return CC_ERROR;
    size_t blanks = blanks_before(text);
    size_t start =
        blanks ? text.cursor - ((blanks - 1) % INDENT + 1) : character_start(text, text.cursor);
    line_replace(start, text.cursor, NULL, 0);
    return CC_NORM;
}

unsigned char command_delete(EditLine *engine, wint_t key) {
    LineText text = line_text();
    if (text.cursor == text.length)
        return CC_ERROR;
    size_t end = text.cursor + 1;
    while (end < text.length && text.text[end] >= 0x300 && wcwidth(text.text[end]) == 0)
        end++;
    line_replace(text.cursor, end, NULL, 0);
    return CC_NORM;
}

/* To the end of the line; there, the newline. */
unsigned char command_kill_line(EditLine *engine, wint_t key) {
    LineText text = line_text();
    size_t end = line_end_of(text, text.cursor);
    kill_range(text.cursor, end > text.cursor || end == text.length ? end : end + 1, false);
    return CC_NORM;
}

unsigned char command_kill_to_start(EditLine *engine, wint_t key) {
    LineText text = line_text();
    size_t start = line_start_of(text, text.cursor);
    kill_range(start < text.cursor || !start ? start : start - 1, text.cursor, true);
    return CC_NORM;
}

unsigned char command_kill_word(EditLine *engine, wint_t key) {
    LineText text = line_text();
    kill_range(text.cursor, word_end_behind(text), false);
    return CC_NORM;
}

unsigned char command_kill_word_back(EditLine *engine, wint_t key) {
    LineText text = line_text();
    kill_range(word_start_before(text), text.cursor, true);
    return CC_NORM;
}

/* ---- indenting ------------------------------------------------------------------------------- */

static void insert_blanks(size_t count) {
    while (count--)
        line_insert(L" ", 1);
}

unsigned char command_back_tab(EditLine *engine, wint_t key) {
    LineText text = line_text();
    size_t start = line_start_of(text, text.cursor), blanks = 0;
    while (blanks < INDENT && start + blanks < text.length && text.text[start + blanks] == ' ')
        blanks++;
    size_t cursor = text.cursor;
    line_replace(start, start + blanks, NULL, 0);
    line_set_cursor(cursor > start + blanks ? cursor - blanks : start);
    return CC_NORM;
}

/* `else:` and its like go back to the statement they belong to. */
unsigned char command_colon(EditLine *engine, wint_t key) {
    line_insert(L":", 1);
    LineText text = line_text();
    if (!line_editor.client->dedent || line_keys_pending())
        return CC_NORM;
    size_t columns = line_editor.client->dedent(text.text, text.cursor);
    if (columns) {
        size_t start = line_start_of(text, text.cursor), cursor = text.cursor;
        line_replace(start, start + columns, NULL, 0);
        line_set_cursor(cursor - columns);
    }
    return CC_NORM;
}

/* ---- completion ------------------------------------------------------------------------------ */

static size_t width_of(const wchar_t *text) {
    size_t width = 0;
    for (; *text; text++)
        width += wcwidth(*text) > 0 ? (size_t)wcwidth(*text) : 0;
    return width;
}

/* The choices in columns, for below the text. */
static void list_completions(const Completions *completions) {
    size_t widest = 0, columns = line_display_columns();
    for (size_t i = 0; i < completions->count; i++)
        if (width_of(completions->items[i]) > widest)
            widest = width_of(completions->items[i]);
    size_t per_row = columns / (widest + 2) ? columns / (widest + 2) : 1;
    size_t rows = (completions->count + per_row - 1) / per_row;
    size_t room = line_display_rows() / 2 > 2 ? line_display_rows() / 2 - 1 : 1;
    size_t shown_rows = rows < room ? rows : room;
    FILE *out = fmemopen(line_editor.below, sizeof line_editor.below - 1, "w");
    if (!out)
        return;
    for (size_t row = 0; row < shown_rows; row++) {
        for (size_t i = row; i < completions->count; i += rows) {
            const wchar_t *item = completions->items[i];
            bool is_last = i + rows >= completions->count;
            fprintf(out, "%ls%*s", item, is_last ? 0 : (int)(widest + 2 - width_of(item)), "");
        }
        fputc('\n', out);
    }
    if (shown_rows < rows)
        fprintf(out, "... and more: %zu in all", completions->count);
    fclose(out);
}

static size_t common_length(const Completions *completions) {
    size_t length = wcslen(completions->items[0]);
    for (size_t i = 1; i < completions->count; i++) {
        size_t common = 0;
        while (common < length && completions->items[i][common] == completions->items[0][common])
            common++;
        length = common;
    }
    return length;
}

unsigned char command_tab(EditLine *engine, wint_t key) {
    LineText text = line_text();
    size_t start = line_start_of(text, text.cursor), blanks = blanks_before(text);
    if (!line_editor.client->complete || text.cursor == start || blanks) {
        insert_blanks(INDENT - (text.cursor - start) % INDENT);
        return CC_NORM;
    }
    Completions completions = {.start = text.cursor};
    line_editor.client->complete(text.text, text.length, text.cursor, &completions);
    unsigned char result = CC_ERROR;
    if (completions.count) {
        size_t length = common_length(&completions), typed = text.cursor - completions.start;
        if (length > typed || completions.count == 1)
            line_replace(completions.start, text.cursor, completions.items[0], length);
        if (completions.count > 1)
            list_completions(&completions);
        result = CC_NORM;
    }
    completions_free(&completions);
    return result;
}

/* ---- history --------------------------------------------------------------------------------- */

/* Is what is shown still the entry it was, or new text? */
static bool is_entry_unchanged(LineText text) {
    if (line_editor.history_at >= line_history_count())
        return false;
    size_t length;
    const wchar_t *entry = line_history_entry(line_editor.history_at, &length);
    return length == text.length && memcmp(entry, text.text, length * sizeof(wchar_t)) == 0;
}

/* Keeps what was typed; entries that begin like it (a single line, cursor at its end) are meant. */
static bool keep_scratch(LineText text) {
    wchar_t *copy = mem_raw_malloc((text.length + 1) * sizeof *copy);
    if (!copy)
        return false;
    wmemcpy(copy, text.text, text.length);
    mem_raw_free(line_editor.scratch);
    line_editor.scratch = copy;
    line_editor.scratch_length = text.length;
    bool has_prefix = text.cursor == text.length && line_start_of(text, text.length) == 0;
    line_editor.prefix_length = has_prefix ? text.length : 0;
    line_editor.history_at = line_history_count();
    return true;
}

unsigned char command_history_up(EditLine *engine, wint_t key) {
    LineText text = line_text();
    if (!line_editor.client->keeps_history || (!is_entry_unchanged(text) && !keep_scratch(text)))
        return CC_ERROR;
    size_t found = line_history_find_prefix(line_editor.history_at, -1, line_editor.scratch,
                                            line_editor.prefix_length);
    if (found == line_history_count())
        return CC_ERROR;
    size_t length;
    const wchar_t *entry = line_history_entry(found, &length);
    line_set(entry, length);
    line_editor.history_at = found;
    return CC_NORM;
}

unsigned char command_history_down(EditLine *engine, wint_t key) {
    if (!line_editor.client->keeps_history || !is_entry_unchanged(line_text()))
        return CC_ERROR;
    size_t found = line_history_find_prefix(line_editor.history_at, 1, line_editor.scratch,
                                            line_editor.prefix_length);
    line_editor.history_at = found;
    if (found == line_history_count())
        line_set(line_editor.scratch, line_editor.scratch_length);
    else {
        size_t length;
        const wchar_t *entry = line_history_entry(found, &length);
        line_set(entry, length);
    }
    return CC_NORM;
}

/* The last word of an entry; again: of the one before. */
unsigned char command_last_word(EditLine *engine, wint_t key) {
    static size_t last_command, entry_index, inserted;
    bool again = last_command + 1 == line_editor.command_number;
    size_t cursor = line_text().cursor, length;
    if (!line_editor.client->keeps_history)
        return CC_ERROR;
    if (!again) {
        entry_index = line_history_count();
        inserted = 0;
    }
    if (!entry_index)
        return CC_ERROR;
    const wchar_t *entry = line_history_entry(--entry_index, &length);
    size_t start = length;
    while (start > 0 && entry[start - 1] != ' ' && entry[start - 1] != '\n')
        start--;
    line_replace(cursor - inserted, cursor, entry + start, length - start);
    inserted = length - start;
    last_command = line_editor.command_number;
    return CC_NORM;
}
