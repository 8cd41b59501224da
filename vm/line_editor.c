/* The line editor: libedit's engine with a reader, commands and a drawing of our own.
 *
 *     terminal --bytes--> line_keys.c --keys--> libedit's key maps --> line_commands.c, or
 * libedit's terminal <--rows--- line_display.c <------ the text in libedit's buffer
 *
 * libedit asks for a key through EL_GETCFN; when none has come yet, the text is drawn, so a burst
 * of keys or a paste is drawn once. el_init_fd with the real descriptors lets it see a terminal
 * while its own drawing goes nowhere. Enter, Ctrl-C and Ctrl-D are commands, too (the terminal's
 * signals are off while a text is edited); they set the outcome and end el_wgets. */
#define _GNU_SOURCE /* wcwidth */
#include "vm/line_parts.h"
#include "vm/environment.h"
#include "vm/line_text.h"
#include "vm/raise.h"
#include "vm/terminal_colour.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

LineEditor line_editor;

/* ---- the text -------------------------------------------------------------------------------- */

LineText line_text(void) {
    const LineInfoW *info = el_wline(line_editor.engine);
    return (LineText){info->buffer, (size_t)(info->lastchar - info->buffer),
                      (size_t)(info->cursor - info->buffer)};
}

void line_set_cursor(size_t cursor) {
    LineText text = line_text();
    el_cursor(line_editor.engine, (int)((ptrdiff_t)cursor - (ptrdiff_t)text.cursor));
}

void line_insert(const wchar_t *text, size_t length) {
    wchar_t *copy = mem_raw_malloc((length + 1) * sizeof *copy);
    if (!copy)
        return;
    for (size_t i = 0; i < length; i++)
        copy[i] = text[i] ? text[i] : 0xfffd; /* libedit's strings end at a null */
    copy[length] = 0;
    if (length)
        el_winsertstr(line_editor.engine, copy);
    mem_raw_free(copy);
}

void line_replace(size_t start, size_t end, const wchar_t *text, size_t length) {
    line_set_cursor(end);
    if (end > start)
        el_wdeletestr(line_editor.engine, (int)(end - start));
    line_insert(text, length);
}

void line_set(const wchar_t *text, size_t length) {
    line_replace(0, line_text().length, text, length);
}

size_t line_start_of(LineText text, size_t at) {
    while (at > 0 && text.text[at - 1] != '\n')
        at--;
    return at;
}

size_t line_end_of(LineText text, size_t at) {
    while (at < text.length && text.text[at] != '\n')
        at++;
    return at;
}

bool line_is_word_character(wchar_t c) {
    return c == '_' || c >= 128 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool line_is_vi(void) {
    const wchar_t *name = NULL;
    return el_wget(line_editor.engine, EL_EDITOR, &name) == 0 && name && wcscmp(name, L"vi") == 0;
}

/* ---- drawing --------------------------------------------------------------------------------- */

const wchar_t *line_suggestion(LineText text, size_t *length) {
    *length = 0;
    if (!line_editor.client->keeps_history || !line_editor.colour || !text.length ||
        text.cursor != text.length)
        return NULL;
    size_t index = line_history_find_prefix(line_history_count(), -1, text.text, text.length), size;
    if (index == line_history_count())
        return NULL;
    const wchar_t *entry = line_history_entry(index, &size);
    *length = size - text.length;
    return entry + text.length;
}

static size_t length_of_line(const wchar_t *text, size_t length) {
    size_t end = 0;
    while (end < length && text[end] != '\n')
        end++;
    return end;
}

/* The picture of the text as it is. The styles belong to the caller. */
static LinePicture picture_of(LineText text, uint8_t **styles, bool with_cursor) {
    LinePicture picture = {.prompt = line_editor.prompt,
                           .next_prompt = line_editor.next_prompt,
                           .text = text.text,
                           .length = text.length,
                           .cursor = text.cursor};
    *styles = NULL;
    if (line_editor.colour && line_editor.client->colour && text.length)
        *styles = mem_raw_malloc(text.length);
    if (*styles) {
        memset(*styles, STYLE_PLAIN, text.length);
        line_editor.client->colour(text.text, text.length, with_cursor ? text.cursor : SIZE_MAX,
                                   *styles);
    }
    picture.styles = *styles;
    return picture;
}

static void line_draw(void) {
    LineText text = line_text();
    uint8_t *styles;
    LinePicture picture = picture_of(text, &styles, true);
    char hint[2048] = "";
    if (line_editor.below[0])
        picture.below = line_editor.below;
    else if (line_editor.client->hint) {
        line_editor.client->hint(text.text, text.length, text.cursor, hint, sizeof hint);
        picture.below = hint;
    }
    size_t length;
    picture.suggestion = line_suggestion(text, &length);
    picture.suggestion_length = length_of_line(picture.suggestion, length);
    line_display_draw(&picture);
    mem_raw_free(styles);
}

/* ---- keys ------------------------------------------------------------------------------------ */

/* libedit's reader, for commands. */
static int read_key(EditLine *engine, wchar_t *key) {
    line_editor.command_number++;
    undo_note();
    KeyOutcome outcome = line_keys_read(key, line_is_vi(), line_draw);
    if (outcome != KEY_READ)
        line_done(outcome == KEY_FAILED ? LINE_FAILED : LINE_END);
    line_editor.below[0] = 0;
    if (*key > 0xff) {
        line_editor.character = *key;
        *key = KEY_CHARACTER;
    }
    return outcome == KEY_READ ? 1 : 0;
}

wchar_t line_next_key(void) {
    wchar_t key;
    KeyOutcome outcome = line_keys_read(&key, line_is_vi(), line_draw);
    if (outcome != KEY_READ)
        line_done(outcome == KEY_FAILED ? LINE_FAILED : LINE_END);
    return outcome == KEY_READ ? key : 0;
}

unsigned char line_done(LineOutcome outcome) {
    line_editor.is_done = true;
    line_editor.outcome = outcome;
    return CC_NEWLINE;
}

/* ---- start and end --------------------------------------------------------------------------- */

typedef struct Binding {
    LineCommand *command;
    const wchar_t *name;
    unsigned keys[6], vi_keys[6];
} Binding;

#define KEYS(...)                              __VA_ARGS__
#define COMMAND(function, name, keys, vi_keys) {function, L"" name, {KEYS keys}, {KEYS vi_keys}},
static const Binding bindings[] = {
#include "vm/line_commands.def"
};
/* libedit's own vi commands under codes that ours hand on. */
static const struct {
    unsigned key;
    const wchar_t *command;
} vi_originals[] = {
    {KEY_VI_DELETE, L"vi-delete-meta"},
    {KEY_VI_CHANGE, L"vi-change-meta"},
    {KEY_VI_YANK, L"vi-yank"},
    {KEY_VI_PASTE_NEXT, L"vi-paste-next"},
    {KEY_VI_PASTE_PREVIOUS, L"vi-paste-prev"},
};

static void bind_key(unsigned key, const wchar_t *command, bool vi_command_mode) {
    wchar_t text[8];
    swprintf(text, 8, L"\\%03o", key);
    if (vi_command_mode)
        el_wset(line_editor.engine, EL_BIND, L"-a", text, command, NULL);
    else
        el_wset(line_editor.engine, EL_BIND, text, command, NULL);
}

/* The commands are there before .editrc is read; the keys after it, as it may choose the map. */
static void add_commands(void) {
    for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++)
        el_wset(line_editor.engine, EL_ADDFN, bindings[i].name, bindings[i].name,
                bindings[i].command);
}

/* What libedit would read on a line of its own, or do with another program; and a second Esc of
 * vi's, which would swallow the key behind it. */
static void remove_foreign_commands(void) {
    if (!line_is_vi()) /* there a sequence that begins with Esc would make Esc wait */
        el_wset(line_editor.engine, EL_BIND, L"\\033x", L"ed-ignore", NULL);
    static const unsigned vi_keys[] = {':', 'v', '_', '@', KEY_ESCAPE};
    for (size_t i = 0; i < sizeof vi_keys / sizeof *vi_keys; i++)
        bind_key(vi_keys[i], L"ed-ignore", true);
}

/* libedit's own insertion also draws, on what it takes for the screen, and not within its bounds
 * where text was inserted without it. */
static void bind_characters(void) {
    for (unsigned key = ' '; key <= 0xff; key++)
        if (key < 0x7f || key >= 0xa0)
            bind_key(key, L"folio-insert", false);
    bind_key(KEY_CHARACTER, L"folio-insert", false);
    bind_key(KEY_CHARACTER, L"ed-ignore", true);
}

static void bind_commands(void) {
    bind_characters();
    remove_foreign_commands();
    for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++) {
        for (size_t k = 0; k < 6 && bindings[i].keys[k]; k++)
            bind_key(bindings[i].keys[k], bindings[i].name, false);
        for (size_t k = 0; k < 6 && bindings[i].vi_keys[k]; k++)
            bind_key(bindings[i].vi_keys[k], bindings[i].name, true);
    }
    for (size_t i = 0; i < sizeof vi_originals / sizeof *vi_originals; i++)
        bind_key(vi_originals[i].key, vi_originals[i].command, true);
}

/* Characters are UTF-8 whatever the locale says: the widths of the C library must know. */
static void use_utf8_widths(void) {
    if (wcwidth(0x4e00) != 2 && !setlocale(LC_CTYPE, "C.UTF-8"))
        setlocale(LC_CTYPE, "");
}

bool line_editor_is_possible(void) {
    const char *terminal = getenv("TERM");
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && terminal && *terminal &&
           strcmp(terminal, "dumb") != 0 && !environment_get("PYTHON_BASIC_REPL");
}

static bool start(void) {
    if (line_editor.engine)
        return true;
    use_utf8_widths();
    line_editor.nowhere = fopen("/dev/null", "r+");
    if (!line_editor.nowhere)
        return false;
    line_editor.engine = el_init_fd("folio", stdin, line_editor.nowhere, line_editor.nowhere,
                                    STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO);
    if (!line_editor.engine) {
        fclose(line_editor.nowhere);
        return false;
    }
    EditLine *engine = line_editor.engine;
    el_wset(engine, EL_SIGNAL, 0);
    el_wset(engine, EL_EDITOR, L"emacs");
    add_commands();
    el_source(engine, NULL);
    bind_commands();
    el_wset(engine, EL_GETCFN, read_key);
    el_wset(engine, EL_SETTY, L"-d", L"-isig", L"-ixon", NULL); /* Ctrl-C, Ctrl-S are keys */
    return true;
}

void line_editor_end(void) {
    if (line_editor.engine) {
        el_end(line_editor.engine);
        fclose(line_editor.nowhere);
    }
    line_editor.engine = NULL;
    undo_forget();
    kill_free();
    mem_raw_free(line_editor.scratch);
    line_editor.scratch = NULL;
    line_history_free();
    line_display_free();
}

/* ---- reading --------------------------------------------------------------------------------- */

static void on_resize(int number) { /* it is enough that it interrupts poll */
}

/* Watches the size of the screen, unless the program does. */
static bool watch_size(struct sigaction *old) {
    if (sigaction(SIGWINCH, NULL, old) != 0 || old->sa_handler != SIG_DFL)
        return false;
    struct sigaction action = {.sa_handler = on_resize};
    return sigaction(SIGWINCH, &action, NULL) == 0;
}

static char *utf8_of(LineText text) {
    char *bytes = mem_malloc(text.length * 4 + 2), *to = bytes;
    if (!bytes)
        return raise_no_memory();
    for (size_t i = 0; i < text.length; i++)
        to = utf8_put(to, text.text[i]);
    *to = 0;
    return bytes;
}

/* What stays on the screen and in the history once the text is final. */
static void finish(LineText text) {
    uint8_t *styles;
    LinePicture picture = picture_of(text, &styles, false);
    picture.cursor = SIZE_MAX;
    line_display_finish(&picture);
    mem_raw_free(styles);
    if (line_editor.outcome != LINE_TEXT)
        return;
    line_editor.result = utf8_of(text);
    if (!line_editor.result)
        line_editor.outcome = LINE_FAILED;
    else if (line_editor.client->keeps_history)
        line_history_add(text.text, text.length);
}

LineOutcome line_editor_read(const LineClient *client, const char *prompt, const char *next_prompt,
                             char **text) {
    *text = NULL;
    if (!start())
        return LINE_END;
    line_editor.client = client;
    line_editor.prompt = prompt;
    line_editor.next_prompt = next_prompt;
    line_editor.colour = colour_is_wanted(true);
    line_editor.is_done = false;
    line_editor.result = NULL;
    line_editor.below[0] = 0;
    line_history_choose(client->of_program);
    if (client->keeps_history && !client->of_program)
        line_history_load();
    line_editor.history_at = line_history_count();
    struct sigaction old_action;
    bool watching = watch_size(&old_action);
    line_display_write("\x1b[?2004h", 8);
    line_display_begin(line_editor.colour);
    int count;
    el_wgets(line_editor.engine, &count);
    if (!line_editor.is_done) /* by a command of libedit's own, as vi's # */
        line_editor.outcome = LINE_TEXT;
    finish(line_text());
    line_display_write("\x1b[?2004l", 8);
    if (watching)
        sigaction(SIGWINCH, &old_action, NULL);
    undo_forget();
    *text = line_editor.result;
    return line_editor.outcome;
}
