/* The keys of a terminal: what its bytes mean. */
#ifndef VM_LINE_KEYS_H
#define VM_LINE_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

/* Keys that are no characters: codes that nobody types (C1 controls) and that fit libedit's map. */
typedef enum LineKey {
    KEY_ESCAPE = 0x1b,
    KEY_UP = 0x80,
    KEY_DOWN,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_HOME,
    KEY_END,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_DELETE,
    KEY_WORD_LEFT,
    KEY_WORD_RIGHT,
    KEY_BACK_TAB,
    KEY_PASTE, /* the text is to be had from line_keys_read_paste */
    KEY_TEXT_START,
    KEY_TEXT_END,
    KEY_KILL_WORD,
    KEY_KILL_WORD_BACK,
    KEY_YANK_POP,
    KEY_LAST_WORD,
    KEY_NEWLINE, /* a new line, whatever Enter would do */
    KEY_REDO,
    KEY_CHARACTER, /* a character beyond libedit's map: line_editor.character */
    /* What libedit's own vi commands hear when ours hand a key on (line_vi.c). */
    KEY_VI_DELETE,
    KEY_VI_CHANGE,
    KEY_VI_YANK,
    KEY_VI_PASTE_NEXT,
    KEY_VI_PASTE_PREVIOUS,
    LINE_KEY_END
} LineKey;
_Static_assert(LINE_KEY_END <= 0xa0, "C1 controls end at U+009F");

typedef enum KeyOutcome {
    KEY_READ,
    KEY_END_OF_INPUT,
    KEY_FAILED /* an exception is pending */
} KeyOutcome;

/* The next key. Before it waits, `idle` is called. In vi's modes Esc is a key of its own; else it
 * makes a meta key of what follows at once. */
KeyOutcome line_keys_read(wchar_t *key, bool vi, void (*idle)(void));
/* Read next, before what the terminal sends. */
void line_keys_push(wchar_t key);
/* Has more been typed (or sent) already? */
bool line_keys_pending(void);
/* The pasted text, newlines as \n; mem_raw_malloc'd. Null: there is none, or out
 * of memory. */
wchar_t *line_keys_read_paste(size_t *length);

#endif
