/* What the files of the line editor share. */
#ifndef VM_LINE_PARTS_H
#define VM_LINE_PARTS_H

#include "vm/line_editor.h"
#include "vm/line_history.h"
#include "vm/line_keys.h"

#include <histedit.h>

typedef struct LineEditor {
    EditLine *engine; /* null: not started */
    FILE *nowhere;    /* where libedit draws */
    const LineClient *client;
    const char *prompt, *next_prompt;
    bool colour;
    /* How the reading ends: set by a command that returns CC_NEWLINE, which is done then. */
    LineOutcome outcome;
    bool is_done;
    char *result;      /* the text, mem_malloc'd */
    wchar_t character; /* of KEY_CHARACTER */
    size_t command_number;
    size_t history_at; /* the entry that is shown; the count of entries: none */
    wchar_t *scratch;  /* what was typed before history was looked through; mem_raw_malloc'd */
    size_t scratch_length, prefix_length;
    char below[16384]; /* shown until the next key */
} LineEditor;
extern LineEditor line_editor;

typedef unsigned char LineCommand(EditLine *engine, wint_t key);
#define COMMAND(function, name, keys, vi_keys) LineCommand function;
#include "vm/line_commands.def"

/* ---- the text (line_editor.c) ---------------------------------------------------------------- */

typedef struct LineText { /* libedit's own buffer: valid until the text changes */
    const wchar_t *text;
    size_t length, cursor;
} LineText;
LineText line_text(void);
void line_set_cursor(size_t cursor);
/* The cursor is behind the new text then. */
void line_replace(size_t start, size_t end, const wchar_t *text, size_t length);
void line_insert(const wchar_t *text, size_t length);
void line_set(const wchar_t *text, size_t length);
/* The line of the text that holds this place: its start, and its end (at the newline). */
size_t line_start_of(LineText text, size_t at);
size_t line_end_of(LineText text, size_t at);
bool line_is_word_character(wchar_t c);

/* A key for a command that goes on; 0 at the end of input. */
wchar_t line_next_key(void);
/* Reading ends with this outcome; returned by a command. */
unsigned char line_done(LineOutcome outcome);
/* The part of the newest fitting history entry that goes on where the text ends; length 0: none. */
const wchar_t *line_suggestion(LineText text, size_t *length);

/* ---- kill ring and undo (line_kill.c) -------------------------------------------------------- */

/* Notes the text as it is before the next command. */
void undo_note(void);
void undo_forget(void);
/* Deletes a part of the text and keeps it for yanking; kills in a row are kept as one. */
void kill_range(size_t start, size_t end, bool backwards);
void kill_copy(const wchar_t *text, size_t length);
/* Keeps a whole line, with a newline also where the text has none behind it. */
void kill_copy_line(const wchar_t *line, size_t length);
void kill_free(void);
/* The newest kill: length 0 if there is none. */
const wchar_t *kill_newest(size_t *length);
extern bool kill_is_newest; /* ours, rather than libedit's in vi mode */

#endif
