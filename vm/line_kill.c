/* The kill ring, and undoing. */
#include "vm/line_parts.h"
#include "memory/memory.h"

#include <string.h>

typedef struct Piece {
    wchar_t *text; /* mem_raw_malloc'd */
    size_t length, cursor;
} Piece;

static bool piece_set(Piece *piece, const wchar_t *text, size_t length, size_t cursor) {
    wchar_t *copy = mem_raw_malloc((length + 1) * sizeof *copy);
    if (!copy)
        return false;
    wmemcpy(copy, text, length);
    mem_raw_free(piece->text);
    *piece = (Piece){copy, length, cursor};
    return true;
}

static void piece_free(Piece *piece) {
    mem_raw_free(piece->text);
    *piece = (Piece){NULL, 0, 0};
}

/* ---- the kill ring --------------------------------------------------------------------------- */

enum { RING_SIZE = 16 };
static Piece ring[RING_SIZE]; /* the newest is the first */
static size_t ring_count, last_kill, last_yank;
static size_t yank_start, yank_index; /* where the last yanked text begins, and which it is */
bool kill_is_newest;

static bool ring_push(const wchar_t *text, size_t length) {
    Piece piece = {NULL, 0, 0};
    if (!piece_set(&piece, text, length, 0))
        return false;
    if (ring_count == RING_SIZE)
        piece_free(&ring[--ring_count]);
    memmove(ring + 1, ring, ring_count * sizeof *ring);
    ring[0] = piece;
    ring_count++;
    kill_is_newest = true;
    return true;
}

void kill_copy(const wchar_t *text, size_t length) {
    if (length)
        ring_push(text, length);
}

void kill_copy_line(const wchar_t *line, size_t length) {
    if (ring_push(line, length))
        ring[0].text[ring[0].length++] = L'\n'; /* piece_set() left room for it */
}

static void extend_newest(const wchar_t *text, size_t length, bool backwards) {
    Piece *newest = &ring[0];
    wchar_t *both = mem_raw_malloc((newest->length + length + 1) * sizeof *both);
    if (!both)
        return;
    wmemcpy(both + (backwards ? length : 0), newest->text, newest->length);
    wmemcpy(both + (backwards ? 0 : newest->length), text, length);
    mem_raw_free(newest->text);
    newest->text = both;
    newest->length += length;
}

void kill_range(size_t start, size_t end, bool backwards) {
    if (start >= end)
        return;
    LineText text = line_text();
    if (ring_count && last_kill + 1 == line_editor.command_number)
        extend_newest(text.text + start, end - start, backwards);
    else
        kill_copy(text.text + start, end - start);
    last_kill = line_editor.command_number;
    line_replace(start, end, NULL, 0);
}

const wchar_t *kill_newest(size_t *length) {
    *length = ring_count ? ring[0].length : 0;
    return ring[0].text;
}

void kill_free(void) {
    while (ring_count)
        piece_free(&ring[--ring_count]);
}

static unsigned char yank(size_t start, size_t end, size_t index) {
    line_replace(start, end, ring[index].text, ring[index].length);
    yank_start = start;
    yank_index = index;
    last_yank = line_editor.command_number;
    return CC_NORM;
}

unsigned char command_yank(EditLine *engine, wint_t key) {
    size_t cursor = line_text().cursor;
    return ring_count ? yank(cursor, cursor, 0) : CC_ERROR;
}

/* The text just yanked is replaced by the one before it in the ring. */
unsigned char command_yank_pop(EditLine *engine, wint_t key) {
    if (!ring_count || last_yank + 1 != line_editor.command_number)
        return CC_ERROR;
    return yank(yank_start, line_text().cursor, (yank_index + 1) % ring_count);
}

/* ---- undoing --------------------------------------------------------------------------------- */

enum { STEPS_MAX = 500 };
static Piece steps[STEPS_MAX], undone[STEPS_MAX];
static size_t step_count, undone_count;
static Piece noted;           /* the text when the last command began */
static bool is_noted, typing; /* typing: the last step grows with each character */

static void stack_push_steal(Piece *stack, size_t *count, Piece piece) {
    if (*count == STEPS_MAX) {
        piece_free(&stack[0]);
        memmove(stack, stack + 1, (STEPS_MAX - 1) * sizeof *stack);
        --*count;
    }
    stack[(*count)++] = piece;
}

static void stack_clear(Piece *stack, size_t *count) {
    while (*count)
        piece_free(&stack[--*count]);
}

/* Was one character of a word typed where the last one was? */
static bool is_typing(LineText now) {
    return now.length == noted.length + 1 && now.cursor == noted.cursor + 1 && now.cursor > 0 &&
           line_is_word_character(now.text[now.cursor - 1]);
}

void undo_note(void) {
    LineText now = line_text();
    if (is_noted && now.length == noted.length &&
        memcmp(now.text, noted.text, now.length * sizeof(wchar_t)) == 0) {
        noted.cursor = now.cursor;
        return;
    }
    if (is_noted) {
        bool more_of_a_word = is_typing(now);
        if (!(more_of_a_word && typing)) {
            stack_push_steal(steps, &step_count, noted);
            noted = (Piece){NULL, 0, 0};
        }
        typing = more_of_a_word;
        stack_clear(undone, &undone_count);
    }
    is_noted = piece_set(&noted, now.text, now.length, now.cursor);
}

void undo_forget(void) {
    stack_clear(steps, &step_count);
    stack_clear(undone, &undone_count);
    piece_free(&noted);
    is_noted = typing = false;
}

/* The text of the newest step of one stack; what it was goes to the other. */
static unsigned char step_between(Piece *from, size_t *from_count, Piece *to, size_t *to_count) {
    LineText now = line_text();
    Piece current = {NULL, 0, 0};
    if (!*from_count || !piece_set(&current, now.text, now.length, now.cursor))
        return CC_ERROR;
    Piece step = from[--*from_count];
    stack_push_steal(to, to_count, current);
    line_set(step.text, step.length);
    line_set_cursor(step.cursor);
    piece_free(&noted);
    noted = step;
    is_noted = true;
    typing = false;
    return CC_NORM;
}

unsigned char command_undo(EditLine *engine, wint_t key) {
    return step_between(steps, &step_count, undone, &undone_count);
}

unsigned char command_redo(EditLine *engine, wint_t key) {
    return step_between(undone, &undone_count, steps, &step_count);
}
