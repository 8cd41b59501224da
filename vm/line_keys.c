/* Keys: bytes of the terminal become characters and LineKeys.
 *
 * Escape sequences are decoded here and not by libedit's key map, where binding one of them would
 * make Esc wait for more and so break vi's command mode. A sequence is what follows an Esc within
 * 30 ms; Esc alone is a key. */
#include "vm/line_keys.h"
#include "memory/memory.h"
#include "vm/line_text.h"
#include "vm/thread.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

enum { ESCAPE_WAIT_MS = 30, PUSHED_MAX = 8 };

static unsigned char bytes[16384];
static size_t byte_start, byte_end;
static wchar_t pushed[PUSHED_MAX];
static size_t pushed_count;
static bool paste_began; /* and has not been read: vi's . may repeat the key without the text */

/* ---- bytes ----------------------------------------------------------------------------------- */

static bool has_byte(int wait_ms) {
    if (byte_start < byte_end)
        return true;
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    return poll(&input, 1, wait_ms) > 0;
}

bool line_keys_pending(void) {
    return pushed_count || has_byte(0);
}

/* Waits for bytes; signals are handled, and `idle` called again after each (a new screen size). */
static KeyOutcome fill(void (*idle)(void)) {
    for (;;) {
        if (idle && !has_byte(0))
            idle();
        gil_release();
        struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
        int ready = poll(&input, 1, -1);
        ssize_t count = ready > 0 ? read(STDIN_FILENO, bytes, sizeof bytes) : ready;
        int error = errno;
        gil_acquire();
        if (eval_breaker && !eval_breaker_handle())
            return KEY_FAILED;
        if (count > 0) {
            byte_start = 0;
            byte_end = (size_t)count;
            return KEY_READ;
        }
        if (count == 0 || (error != EINTR && error != EAGAIN))
            return KEY_END_OF_INPUT;
    }
}

static KeyOutcome next_byte(unsigned char *byte, void (*idle)(void)) {
    if (byte_start == byte_end) {
        KeyOutcome outcome = fill(idle);
        if (outcome != KEY_READ)
            return outcome;
    }
    *byte = bytes[byte_start++];
    return KEY_READ;
}

/* ---- escape sequences ------------------------------------------------------------------------ */

static wchar_t key_of_number(unsigned number) {
    switch (number) {
    case 1:
    case 7:
        return KEY_HOME;
    case 3:
        return KEY_DELETE;
    case 4:
    case 8:
        return KEY_END;
    case 5:
        return KEY_PAGE_UP;
    case 6:
        return KEY_PAGE_DOWN;
    case 200:
        paste_began = true;
        return KEY_PASTE;
    default:
        return 0;
    }
}

static wchar_t key_of_final(unsigned char final, unsigned number, unsigned modifier) {
    bool by_word = modifier == 5 || modifier == 3;
    switch (final) {
    case 'A':
        return KEY_UP;
    case 'B':
        return KEY_DOWN;
    case 'C':
        return by_word ? KEY_WORD_RIGHT : KEY_RIGHT;
    case 'D':
        return by_word ? KEY_WORD_LEFT : KEY_LEFT;
    case 'H':
        return modifier == 5 ? KEY_TEXT_START : KEY_HOME;
    case 'F':
        return modifier == 5 ? KEY_TEXT_END : KEY_END;
    case 'Z':
        return KEY_BACK_TAB;
    case '~':
        return key_of_number(number);
    default:
        return 0;
    }
}

/* Behind ESC [ or ESC O: up to the final letter. 0: a sequence that means nothing here. */
static KeyOutcome read_sequence(wchar_t *key) {
    unsigned numbers[2] = {0, 0}, index = 0;
    for (;;) {
        unsigned char byte;
        KeyOutcome outcome = next_byte(&byte, NULL);
        if (outcome != KEY_READ)
            return outcome;
        if (byte >= '0' && byte <= '9')
            numbers[index] = (numbers[index] * 10 + byte - '0') % 100000;
        else if (byte == ';')
            index = 1;
        else if (byte >= '@' && byte <= '~') {
            *key = key_of_final(byte, numbers[0], numbers[1]);
            return KEY_READ;
        }
    }
}

static wchar_t meta_key(unsigned char byte) {
    switch (byte) {
    case 'b':
        return KEY_WORD_LEFT;
    case 'f':
        return KEY_WORD_RIGHT;
    case 'd':
        return KEY_KILL_WORD;
    case 8:
    case 127:
        return KEY_KILL_WORD_BACK;
    case 'y':
        return KEY_YANK_POP;
    case 'r':
        return KEY_REDO;
    case '.':
    case '_':
        return KEY_LAST_WORD;
    case '<':
        return KEY_TEXT_START;
    case '>':
        return KEY_TEXT_END;
    case '\r':
    case '\n':
        return KEY_NEWLINE;
    default:
        return 0;
    }
}

/* Behind ESC. *key may be 0: nothing that is known. */
static KeyOutcome read_escape(wchar_t *key, bool vi) {
    *key = KEY_ESCAPE;
    if (!has_byte(ESCAPE_WAIT_MS))
        return KEY_READ;
    unsigned char byte;
    KeyOutcome outcome = next_byte(&byte, NULL);
    if (outcome != KEY_READ)
        return outcome;
    if (byte == '[' || byte == 'O')
        return read_sequence(key);
    wchar_t meta = vi ? 0 : meta_key(byte);
    if (meta)
        *key = meta;
    else
        byte_start--; /* libedit knows more of them */
    return KEY_READ;
}

/* ---- characters ------------------------------------------------------------------------------ */

static KeyOutcome read_character(unsigned char lead, wchar_t *key) {
    unsigned char text[4] = {lead};
    unsigned count = lead < 0xc2 || lead > 0xf4 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    for (unsigned i = 1; i < count; i++) {
        KeyOutcome outcome = next_byte(text + i, NULL);
        if (outcome != KEY_READ)
            return outcome;
        if ((text[i] & 0xc0) != 0x80) { /* a key of its own, behind half a character */
            byte_start--;
            break;
        }
    }
    uint32_t c;
    bool known = utf8_read(text, text + count, false, &c, &count) == UTF8_OK;
    *key = known && !(c >= 0x80 && c < 0xa0) ? (wchar_t)c : 0; /* C1 controls are our keys */
    return KEY_READ;
}

KeyOutcome line_keys_read(wchar_t *key, bool vi, void (*idle)(void)) {
    *key = 0;
    if (pushed_count) {
        *key = pushed[--pushed_count];
        return KEY_READ;
    }
    while (!*key) {
        unsigned char byte;
        KeyOutcome outcome = next_byte(&byte, idle);
        if (outcome == KEY_READ)
            outcome = byte == KEY_ESCAPE ? read_escape(key, vi) : read_character(byte, key);
        if (outcome != KEY_READ)
            return outcome;
    }
    return KEY_READ;
}

void line_keys_push(wchar_t key) {
    if (pushed_count < PUSHED_MAX)
        pushed[pushed_count++] = key;
}

/* ---- pasted text ----------------------------------------------------------------------------- */

/* Newlines are sent as carriage returns, or as both. */
static size_t decode(const char *text, size_t size, wchar_t *to) {
    size_t length = 0;
    for (const char *at = text, *end = text + size; at < end;) {
        bool behind_return = at > text && at[-1] == '\r';
        uint32_t c = utf8_next(&at, end);
        if (c != '\n' || !behind_return)
            to[length++] = c == '\r' ? '\n' : (wchar_t)c;
    }
    return length;
}

wchar_t *line_keys_read_paste(size_t *length) {
    static const char end[] = "\x1b[201~";
    const size_t end_size = sizeof end - 1;
    char *text = NULL;
    size_t size = 0, capacity = 0;
    if (!paste_began)
        return NULL;
    paste_began = false;
    while (size < end_size || memcmp(text + size - end_size, end, end_size) != 0) {
        if (size == capacity) {
            capacity = capacity * 2 + 4096;
            char *larger = mem_raw_realloc(text, capacity);
            if (!larger) {
                mem_raw_free(text);
                return NULL;
            }
            text = larger;
        }
        if (next_byte((unsigned char *)text + size, NULL) != KEY_READ)
            break;
        size++;
    }
    bool ended = size >= end_size && memcmp(text + size - end_size, end, end_size) == 0;
    wchar_t *characters = mem_raw_malloc((size + 1) * sizeof *characters);
    if (characters)
        *length = decode(text, ended ? size - end_size : size, characters);
    mem_raw_free(text);
    return characters;
}
