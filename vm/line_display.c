/* Drawing: the picture is laid out as rows of bytes (with their escape sequences), the part of them
 * that fits the screen is compared with what the screen shows, and only rows that differ are
 * written.
 *
 *     row 0   >>> def f(x):         each row is complete in itself: it begins and ends without a
 *     row 1   ...     return x      style, so any one of them may be written alone
 *     row 2   f(x)                  <- what stands below
 *
 * The screen's rows are known only relative to each other: `shown.row` is the one the cursor is in,
 * counted from the first row of the last picture. A row that is not there yet is made by a newline
 * from the last one, which scrolls the terminal if need be. */
#define _GNU_SOURCE /* wcwidth */
#include "vm/line_display.h"
#include "memory/memory.h"
#include "vm/line_text.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

typedef struct Row {
    size_t start, end; /* in the layout's bytes */
} Row;

typedef struct Layout {
    char *bytes;
    size_t size, capacity;
    Row *rows;
    size_t row_count, row_capacity;
    size_t text_rows; /* the rest stands below */
    size_t cursor_row, cursor_column;
    /* while it is being made */
    size_t columns, column;
    LineStyle style;
    bool failed;
} Layout;

static Layout layout; /* of the picture under way; its memory is used again */
static struct {
    Layout rows;                /* the visible rows as they were written */
    size_t row;                 /* where the cursor is */
    size_t first;               /* of the layout's rows on the screen's first */
    size_t columns, row_cursor; /* the screen's width then; the cursor's row for a resize */
    bool colour;
} shown;

static const char *const style_sequences[LINE_STYLE_COUNT] = {
    [STYLE_PLAIN] = "",
    [STYLE_KEYWORD] = "\x1b[1;34m",
    [STYLE_BUILTIN] = "\x1b[36m",
    [STYLE_DEFINITION] = "\x1b[1m",
    [STYLE_STRING] = "\x1b[32m",
    [STYLE_NUMBER] = "\x1b[33m",
    [STYLE_COMMENT] = "\x1b[31m",
    [STYLE_COMMAND] = "\x1b[1;36m",
    [STYLE_MATCH] = "\x1b[1;7m",
    [STYLE_HINT] = "\x1b[90m",
    [STYLE_PROMPT] = "\x1b[1;35m",
};

/* ---- the terminal ---------------------------------------------------------------------------- */

void line_display_write(const char *bytes, size_t size) {
    while (size) {
        ssize_t count = write(STDOUT_FILENO, bytes, size);
        if (count < 0 && errno == EAGAIN) { /* somebody made the terminal non-blocking */
            struct pollfd writable = {.fd = STDOUT_FILENO, .events = POLLOUT};
            poll(&writable, 1, -1);
        } else if (count < 0 && errno != EINTR)
            return;
        if (count > 0) {
            bytes += count;
            size -= (size_t)count;
        }
    }
}

static size_t screen_size(bool rows) {
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        size.ws_col = size.ws_row = 0;
    size_t number = rows ? size.ws_row : size.ws_col;
    return number ? number : rows ? 24 : 80;
}

size_t line_display_columns(void) {
    size_t columns = screen_size(false);
    return columns < 8 ? 8 : columns;
}

size_t line_display_rows(void) {
    return screen_size(true);
}

/* ---- laying out ------------------------------------------------------------------------------ */

static void put_bytes(Layout *to, const char *bytes, size_t size) {
    if (to->size + size > to->capacity) {
        size_t capacity = (to->size + size) * 2 + 256;
        char *larger = mem_raw_realloc(to->bytes, capacity);
        if (!larger) {
            to->failed = true;
            return;
        }
        to->bytes = larger;
        to->capacity = capacity;
    }
    memcpy(to->bytes + to->size, bytes, size);
    to->size += size;
}

static void put_text(Layout *to, const char *text) {
    put_bytes(to, text, strlen(text));
}

static void set_style(Layout *to, LineStyle style) {
    if (to->style == style || !shown.colour)
        return;
    if (to->style != STYLE_PLAIN)
        put_text(to, "\x1b[0m");
    put_text(to, style_sequences[style]);
    to->style = style;
}

static void end_row(Layout *to) {
    if (to->row_count) {
        LineStyle style = to->style;
        set_style(to, STYLE_PLAIN);
        to->style = style;
        to->rows[to->row_count - 1].end = to->size;
    }
}

static void begin_row(Layout *to) {
    LineStyle style = to->style;
    end_row(to);
    if (to->row_count == to->row_capacity) {
        size_t capacity = to->row_capacity * 2 + 16;
        Row *larger = mem_raw_realloc(to->rows, capacity * sizeof *larger);
        if (!larger) {
            to->failed = true;
            return;
        }
        to->rows = larger;
        to->row_capacity = capacity;
    }
    to->rows[to->row_count].start = to->rows[to->row_count].end = to->size;
    to->row_count++;
    to->column = 0;
    to->style = STYLE_PLAIN;
    set_style(to, style);
}

/* A character with its width; what has none is shown as a control character or a replacement. */
static void put_character(Layout *to, uint32_t c) {
    char bytes[8];
    size_t size = 0;
    int width = 1;
    if (c == '\t') {
        do {
            put_character(to, ' ');
        } while (to->column % 4 && to->column < to->columns);
        return;
    }
    if (c < 32 || c == 127) {
        bytes[0] = '^';
        bytes[1] = (char)(c ^ 64);
        size = 2;
        width = 2;
    } else {
        width = is_surrogate(c) ? -1 : c < 127 ? 1 : wcwidth((wchar_t)c);
        size = (size_t)(utf8_put(bytes, width < 0 ? 0xfffd : (wchar_t)c) - bytes);
        width = width < 0 ? 1 : width;
    }
    if (to->column + (size_t)width > to->columns)
        begin_row(to);
    put_bytes(to, bytes, size);
    to->column += (size_t)width;
}

/* Where an escape sequence that begins here ends. */
static const char *skip_escape(const char *at) {
    const char *end = at + 1;
    if (*end == '[')
        for (end++; *end && !(*end >= '@' && *end <= '~'); end++)
            continue;
    return *end ? end + 1 : end;
}

static void put_prompt(Layout *to, const char *prompt) {
    LineStyle style = to->style;
    set_style(to, STYLE_PROMPT);
    for (const char *at = prompt, *end = prompt + strlen(prompt); *at;) {
        if (*at == '\x1b') {
            const char *next = skip_escape(at);
            put_bytes(to, at, (size_t)(next - at));
            at = next;
        } else if (*at == '\n') {
            begin_row(to);
            at++;
        } else
            put_character(to, utf8_next(&at, end));
    }
    set_style(to, STYLE_PLAIN);
    set_style(to, style);
}

static void note_cursor(Layout *to) {
    if (to->column >= to->columns)
        begin_row(to);
    to->cursor_row = to->row_count - 1;
    to->cursor_column = to->column;
}

static void put_body(Layout *to, const LinePicture *picture) {
    put_prompt(to, picture->prompt);
    for (size_t i = 0; i < picture->length; i++) {
        if (i == picture->cursor)
            note_cursor(to);
        if (picture->text[i] == '\n') {
            set_style(to, STYLE_PLAIN);
            begin_row(to);
            put_prompt(to, picture->next_prompt);
            continue;
        }
        set_style(to, picture->styles ? (LineStyle)picture->styles[i] : STYLE_PLAIN);
        put_character(to, (uint32_t)picture->text[i]);
    }
    set_style(to, STYLE_PLAIN);
    if (picture->cursor == picture->length)
        note_cursor(to);
    set_style(to, STYLE_HINT);
    for (size_t i = 0; i < picture->suggestion_length; i++)
        if (to->column + 2 < to->columns) /* a suggestion does not wrap */
            put_character(to, (uint32_t)picture->suggestion[i]);
    set_style(to, STYLE_PLAIN);
}

static void put_below(Layout *to, const char *below) {
    to->text_rows = to->row_count;
    const char *end = below ? below + strlen(below) : NULL;
    for (const char *at = below; at && *at;) {
        begin_row(to);
        set_style(to, STYLE_HINT);
        while (*at && *at != '\n') {
            uint32_t c = utf8_next(&at, end);
            if (to->column + 2 <= to->columns)
                put_character(to, c);
        }
        set_style(to, STYLE_PLAIN);
        at += *at == '\n';
    }
}

static bool lay_out(Layout *to, const LinePicture *picture) {
    to->size = to->row_count = 0;
    to->columns = line_display_columns();
    to->style = STYLE_PLAIN;
    to->failed = false;
    begin_row(to);
    if (to->failed)
        return false;
    put_body(to, picture);
    put_below(to, picture->below);
    end_row(to);
    return !to->failed;
}

/* ---- writing --------------------------------------------------------------------------------- */

static Layout output; /* bytes on their way to the terminal */

/* The cursor goes `count` places to where `letter` says: A up, B down, C right. */
static void put_move(size_t count, char letter) {
    char sequence[32];
    snprintf(sequence, sizeof sequence, "\x1b[%zu%c", count, letter);
    put_text(&output, sequence);
}

static void move_rows(size_t row) {
    size_t last = shown.rows.row_count ? shown.rows.row_count - 1 : 0;
    if (row < shown.row)
        put_move(shown.row - row, 'A');
    else if (row > shown.row && row <= last)
        put_move(row - shown.row, 'B');
    else if (row > shown.row) { /* rows that are not there yet */
        move_rows(last);
        for (size_t i = last; i < row; i++)
            put_text(&output, "\r\n");
    }
    put_text(&output, "\r");
    shown.row = row;
}

static void write_row(size_t row, const char *bytes, size_t size) {
    move_rows(row);
    put_text(&output, "\x1b[K");
    put_bytes(&output, bytes, size);
}

/* Writes the rows [first, first + count) of the layout where they differ from what is shown. */
static void write_rows(const Layout *from, size_t first, size_t count) {
    size_t old_count = shown.rows.row_count;
    for (size_t i = 0; i < count; i++) {
        Row row = from->rows[first + i];
        bool same = i < old_count &&
                    shown.rows.rows[i].end - shown.rows.rows[i].start == row.end - row.start &&
                    memcmp(shown.rows.bytes + shown.rows.rows[i].start, from->bytes + row.start,
                           row.end - row.start) == 0;
        if (same)
            continue;
        write_row(i, from->bytes + row.start, row.end - row.start);
        if (i >= shown.rows.row_count)
            shown.rows.row_count = i + 1;
    }
    if (count < old_count) {
        move_rows(count);
        put_text(&output, "\x1b[J");
    }
}

static void remember(const Layout *from, size_t first, size_t count) {
    Layout *to = &shown.rows;
    to->size = to->row_count = 0;
    to->style = STYLE_PLAIN;
    for (size_t i = 0; i < count; i++) {
        begin_row(to);
        put_bytes(to, from->bytes + from->rows[first + i].start,
                  from->rows[first + i].end - from->rows[first + i].start);
        end_row(to);
    }
}

static void flush(void) {
    line_display_write(output.bytes, output.size);
    output.size = 0;
}

/* The screen has another width: what it made of our rows is unknown; begin again above. */
static void after_resize(void) {
    if (shown.columns && shown.columns != layout.columns && shown.rows.row_count) {
        move_rows(0);
        put_text(&output, "\x1b[J");
        shown.rows.row_count = 0;
        shown.row = 0;
    }
    shown.columns = layout.columns;
}

/* How many of the text's rows are shown, and from which one, so that the cursor's is among them. */
static size_t choose_window(size_t *below) {
    size_t height = line_display_rows();
    size_t count = layout.row_count - layout.text_rows;
    *below = count > height / 2 ? height / 2 : count;
    size_t room = height > *below ? height - *below : 1;
    if (layout.text_rows <= room) {
        shown.first = 0;
        return layout.text_rows;
    }
    if (layout.cursor_row < shown.first)
        shown.first = layout.cursor_row;
    if (layout.cursor_row >= shown.first + room)
        shown.first = layout.cursor_row - room + 1;
    if (shown.first + room > layout.text_rows)
        shown.first = layout.text_rows - room;
    return room;
}

void line_display_draw(const LinePicture *picture) {
    if (!lay_out(&layout, picture))
        return;
    after_resize();
    size_t below, visible = choose_window(&below), first = shown.first;
    if (below) /* the rows below follow those of the text that are seen */
        memmove(layout.rows + first + visible, layout.rows + layout.text_rows,
                below * sizeof *layout.rows);
    put_text(&output, "\x1b[?25l");
    write_rows(&layout, first, visible + below);
    remember(&layout, first, visible + below);
    move_rows(layout.cursor_row - first);
    if (layout.cursor_column)
        put_move(layout.cursor_column, 'C');
    put_text(&output, "\x1b[?25h");
    flush();
}

void line_display_finish(const LinePicture *picture) {
    if (!lay_out(&layout, picture))
        return;
    after_resize();
    if (layout.row_count > line_display_rows() && shown.rows.row_count) { /* not all was seen */
        move_rows(0);
        put_text(&output, "\x1b[J");
        shown.rows.row_count = 0;
    }
    write_rows(&layout, 0, layout.row_count);
    shown.rows.row_count = layout.row_count;
    move_rows(layout.row_count - 1);
    put_text(&output, "\r\n");
    flush();
    line_display_reset();
}

void line_display_reset(void) {
    shown.rows.row_count = 0;
    shown.row = shown.first = 0;
}

void line_display_clear_screen(void) {
    put_text(&output, "\x1b[H\x1b[2J");
    line_display_reset();
}

/* Output that ended without a newline stays: a mark and as many blanks as the screen is wide take
 * the cursor to the next row just then. */
void line_display_begin(bool colour) {
    shown.colour = colour;
    line_display_reset();
    put_text(&output, colour ? "\x1b[90m\xe2\x8f\x8e\x1b[0m" : "\xe2\x8f\x8e");
    for (size_t i = line_display_columns(); i > 1; i--)
        put_text(&output, " ");
    put_text(&output, "\r\x1b[K");
    shown.columns = line_display_columns();
}

void line_display_free(void) {
    Layout *const all[] = {&layout, &shown.rows, &output};
    for (int i = 0; i < 3; i++) {
        mem_raw_free(all[i]->bytes);
        mem_raw_free(all[i]->rows);
        memset(all[i], 0, sizeof *all[i]);
    }
}
