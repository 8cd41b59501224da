/* Editing text on a terminal: one line, or a block of lines as one text.
 *
 * libedit is the engine: it owns the text, the keys, the terminal's mode and the user's .editrc.
 * It draws nothing (its output goes to /dev/null); line_display.c draws. Text is UTF-32 and not
 * terminated. There is one editor, as there is one terminal. */
#ifndef VM_LINE_EDITOR_H
#define VM_LINE_EDITOR_H

#include "vm/line_display.h"

/* Texts to choose from, all alike up to the cursor's `start` characters of replaced text. */
typedef struct Completions {
    size_t start;    /* where in the text the part to complete begins */
    wchar_t **items; /* mem_raw_malloc'd, as is each; sorted */
    size_t count, capacity;
} Completions;
bool completions_add(Completions *completions, const char *utf8, size_t size);
void completions_sort(Completions *completions); /* and drops what is there twice */
void completions_free(Completions *completions);

/* What the editor asks of whom it reads for; a null function means there is no such thing. All are
 * called under the GIL, with no exception pending, and leave none. */
typedef struct LineClient {
    /* May Enter end the input here? If not, it begins a new line. */
    bool (*is_complete)(const wchar_t *text, size_t length);
    /* Columns that a line begun behind this text is indented by. */
    size_t (*indentation)(const wchar_t *text, size_t length);
    /* The columns that the last line (which ends in a colon) should be moved to the left. */
    size_t (*dedent)(const wchar_t *text, size_t length);
    void (*colour)(const wchar_t *text, size_t length, size_t cursor, uint8_t *styles);
    void (*complete)(const wchar_t *text, size_t length, size_t cursor, Completions *completions);
    /* Lines (UTF-8, newlines between) shown below; written to `hint`, empty for none. */
    void (*hint)(const wchar_t *text, size_t length, size_t cursor, char *hint, size_t size);
    bool keeps_history;
    bool of_program; /* input(): its history is not the prompt's */
} LineClient;

typedef enum LineOutcome {
    LINE_TEXT,
    LINE_END,         /* Ctrl-D, or the terminal is gone */
    LINE_INTERRUPTED, /* Ctrl-C */
    LINE_FAILED,      /* an exception is pending */
} LineOutcome;

/* Is there a terminal that can be drawn on, on both standard input and output? */
bool line_editor_is_possible(void);
/* Reads a text; *text is UTF-8, terminated, without an added newline, mem_free'd by the
 * caller, with room for one more character. The prompts may hold escape sequences. */
LineOutcome line_editor_read(const LineClient *client, const char *prompt, const char *next_prompt,
                             char **text);
/* Frees everything; the terminal is as it was. */
void line_editor_end(void);

#endif
