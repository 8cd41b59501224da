/* Drawing a text that is being edited: prompts, colours, wrapping, what stands below. */
#ifndef VM_LINE_DISPLAY_H
#define VM_LINE_DISPLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

typedef enum LineStyle {
    STYLE_PLAIN,
    STYLE_KEYWORD,
    STYLE_BUILTIN,
    STYLE_DEFINITION,
    STYLE_STRING,
    STYLE_NUMBER,
    STYLE_COMMENT,
    STYLE_COMMAND,
    STYLE_MATCH, /* the brackets at the cursor */
    STYLE_HINT,
    STYLE_PROMPT,
    LINE_STYLE_COUNT
} LineStyle;

typedef struct LinePicture {
    const char *prompt, *next_prompt; /* UTF-8, may hold escape sequences */
    const wchar_t *text;
    const uint8_t *styles;     /* one LineStyle per character; null: all plain */
    size_t length, cursor;     /* a cursor beyond the length: none */
    const wchar_t *suggestion; /* grey, behind the text; null: none */
    size_t suggestion_length;
    const char *below; /* UTF-8 lines, null or empty: none */
} LinePicture;

/* Begins on a fresh line of the terminal. */
void line_display_begin(bool colour);
/* Makes the screen show the picture, by writing only the rows that differ from the last one. */
void line_display_draw(const LinePicture *picture);
/* The whole text once more, for good; the cursor goes to the line below it. */
void line_display_finish(const LinePicture *picture);
/* Forgets what the screen shows: the next draw writes everything where the cursor is. */
void line_display_reset(void);
void line_display_clear_screen(void);
void line_display_free(void);
size_t line_display_columns(void);
size_t line_display_rows(void);
/* Writes all of it to the terminal. */
void line_display_write(const char *bytes, size_t size);

#endif
