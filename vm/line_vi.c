/* vi's commands that go by lines. libedit's own take the whole text for one line; ours handle the
 * line the cursor is in and hand on everything else: the original commands are bound to codes of
 * their own (KEY_VI_...), which are pushed in front of the key that was read. */
#include "vm/line_parts.h"

static void hand_on(wchar_t original, wchar_t key) {
    line_keys_push(key);
    line_keys_push(original);
    kill_is_newest = false;
}

/* Typing begins at the cursor, or behind it where that is the last character of a line. */
static unsigned char begin_typing(bool behind) {
    line_keys_push(behind ? 'a' : 'i');
    return CC_NORM;
}

static bool is_line_empty(LineText text) {
    return line_start_of(text, text.cursor) == line_end_of(text, text.cursor);
}

unsigned char command_vi_enter(EditLine *engine, wint_t key) {
    unsigned char result = command_enter(engine, key);
    return result == CC_NORM ? begin_typing(false) : result;
}

unsigned char command_vi_append(EditLine *engine, wint_t key) {
    LineText text = line_text();
    line_set_cursor(line_end_of(text, text.cursor));
    return begin_typing(false);
}

unsigned char command_vi_insert(EditLine *engine, wint_t key) {
    LineText text = line_text();
    line_set_cursor(line_start_of(text, text.cursor));
    command_home(engine, key);
    return begin_typing(false);
}

/* o and O: a new line below or above this one. */
unsigned char command_vi_open(EditLine *engine, wint_t key) {
    LineText text = line_text();
    if (key == 'o')
        line_set_cursor(line_end_of(text, text.cursor));
    else {
        line_set_cursor(line_start_of(text, text.cursor));
        line_insert(L"\n", 1);
        line_set_cursor(line_text().cursor - 1);
        return begin_typing(false);
    }
    command_newline(engine, key);
    return begin_typing(false);
}

/* C kills to the end of the line, S the whole line; then one types. */
unsigned char command_vi_change_line(EditLine *engine, wint_t key) {
    LineText text = line_text();
    size_t end = line_end_of(text, text.cursor);
    kill_range(key == 'S' ? line_start_of(text, text.cursor) : text.cursor, end, false);
    return begin_typing(false);
}

/* These lines, of which the last may have no newline: d takes one newline with them, c leaves it.
 */
static unsigned char take_lines(wint_t verb, LineText text, size_t start, size_t end) {
    if (verb == 'c') {
        kill_range(start, end, false);
        return begin_typing(false);
    }
    kill_copy_line(text.text + start, end - start);
    if (verb == 'd' && end < text.length)
        line_replace(start, end + 1, NULL, 0);
    else if (verb == 'd')
        line_replace(start ? start - 1 : 0, end, NULL, 0);
    return CC_NORM;
}

static unsigned char take_part(wint_t verb, LineText text, size_t start, size_t end) {
    if (verb == 'y') {
        kill_copy(text.text + start, end - start);
        return CC_NORM;
    }
    kill_range(start, end, start < text.cursor);
    return verb == 'c' ? begin_typing(false) : CC_NORM;
}

/* d, c, y with a motion: those that go by lines are ours. */
unsigned char command_vi_operator(EditLine *engine, wint_t key) {
    wchar_t motion = line_next_key();
    LineText text = line_text();
    size_t start = line_start_of(text, text.cursor), end = line_end_of(text, text.cursor);
    if (motion == (wchar_t)key)
        return take_lines(key, text, start, end);
    switch (motion) {
    case 0:
        return CC_EOF;
    case '$':
        return take_part(key, text, text.cursor, end);
    case '0':
        return take_part(key, text, start, text.cursor);
    case 'G':
        return take_lines(key, text, start, text.length);
    case 'j':
    case '+':
        return end == text.length ? CC_ERROR
                                  : take_lines(key, text, start, line_end_of(text, end + 1));
    case 'k':
    case '-':
        return start == 0 ? CC_ERROR : take_lines(key, text, line_start_of(text, start - 1), end);
    default:
        hand_on(key == 'd' ? KEY_VI_DELETE : key == 'c' ? KEY_VI_CHANGE : KEY_VI_YANK, motion);
        return CC_NORM;
    }
}

unsigned char command_vi_replace(EditLine *engine, wint_t key) {
    wchar_t character = line_next_key();
    LineText text = line_text();
    bool can = character >= ' ' && !(character >= 0x7f && character < 0xa0) &&
               text.cursor < line_end_of(text, text.cursor);
    if (can) {
        line_replace(text.cursor, text.cursor + 1, &character, 1);
        line_set_cursor(text.cursor);
    }
    return character ? CC_NORM : CC_EOF;
}

/* p and P: whole lines go below or above, other text behind the cursor or before it. */
unsigned char command_vi_put(EditLine *engine, wint_t key) {
    size_t length;
    const wchar_t *kill = kill_newest(&length);
    if (!kill_is_newest || !length) {
        line_keys_push(key == 'p' ? KEY_VI_PASTE_NEXT : KEY_VI_PASTE_PREVIOUS);
        return CC_NORM;
    }
    LineText text = line_text();
    bool lines = kill[length - 1] == '\n';
    if (lines && key == 'p' && line_end_of(text, text.cursor) == text.length) {
        line_set_cursor(text.length);
        line_insert(L"\n", 1);
        length--;
    } else if (lines)
        line_set_cursor(key == 'p' ? line_end_of(text, text.cursor) + 1
                                   : line_start_of(text, text.cursor));
    else if (key == 'p' && !is_line_empty(text))
        line_set_cursor(text.cursor + 1);
    line_insert(kill, length);
    return CC_NORM;
}
