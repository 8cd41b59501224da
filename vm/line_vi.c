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

/* dd: the line and one newline; cc: what is in it; yy: copies it. */
static unsigned char take_line(wint_t verb) {
    LineText text = line_text();
    size_t start = line_start_of(text, text.cursor), end = line_end_of(text, text.cursor);
    if (verb == 'y') {
        kill_copy(text.text + start, end - start + (end < text.length));
        return CC_NORM;
    }
    if (verb == 'c') {
        kill_range(start, end, false);
        return begin_typing(false);
    }
    if (end < text.length)
        kill_range(start, end + 1, false);
    else
        kill_range(start ? start - 1 : 0, end, false);
    return CC_NORM;
}

/* d, c, y with a motion: those that go by lines are ours. */
unsigned char command_vi_operator(EditLine *engine, wint_t key) {
    wchar_t motion = line_next_key();
    LineText text = line_text();
    if (!motion)
        return CC_EOF;
    if (motion == (wchar_t)key)
        return take_line(key);
    if ((motion == '$' || motion == '0') && key != 'y') {
        size_t start = motion == '$' ? text.cursor : line_start_of(text, text.cursor);
        size_t end = motion == '$' ? line_end_of(text, text.cursor) : text.cursor;
        kill_range(start, end, motion == '0');
        return key == 'c' ? begin_typing(false) : CC_NORM;
    }
    hand_on(key == 'd' ? KEY_VI_DELETE : key == 'c' ? KEY_VI_CHANGE : KEY_VI_YANK, motion);
    return CC_NORM;
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
