/* What is written into windows and read back from their cells. */
#include "lib/native/curses/curses.h"

/* ---- characters ------------------------------------------------------------------------------ */

/* The attributes behind a character, if there are any. */
static bool read_attribute(const PlacedCall *call, size_t index, attr_t *attribute) {
    *attribute = A_NORMAL;
    return call->count <= index || curses_attribute(call->args[index], attribute);
}

static int add_wide(WINDOW *window, const wchar_t *text, attr_t attribute) {
    cchar_t cell;
    int code = ncurses.setcchar(&cell, text, attribute, (short)pair_of_attribute(attribute), NULL);
    return code == ERR ? ERR : ncurses.wadd_wch(window, &cell);
}

Value curses_window_addch(Value self, Value *args, size_t count, Tuple *names) {
    static const PlacedArity arity = {"_curses.window.addch", 1, 2, "1 to 4"};
    PlacedCall call;
    attr_t attribute;
    CursesCharacter character;
    if (!placed_call_read(&call, &arity, self, args, count, names) ||
        !read_attribute(&call, 1, &attribute) || !curses_character(call.args[0], &character))
        return NULL;
    int code = !placed_call_move(&call) ? ERR
               : character.is_wide      ? add_wide(call.window, character.wide, attribute)
                                        : ncurses.waddch(call.window, character.narrow | attribute);
    return curses_outcome(code, character.is_wide ? "add_wch" : "addch");
}

Value curses_window_echochar(Value self, Value *args) {
    WINDOW *window = native_window_of(self);
    attr_t attribute = A_NORMAL;
    chtype character;
    if ((args[1] && !curses_attribute(args[1], &attribute)) ||
        !curses_narrow(args[0], curses_window_of(self), &character))
        return NULL;
    int code = ncurses.is_pad(window) ? ncurses.pechochar(window, character | attribute)
                                      : ncurses.wechochar(window, character | attribute);
    return curses_outcome(code, "echochar");
}

Value curses_window_insch(Value self, Value *args, size_t count, Tuple *names) {
    static const PlacedArity arity = {"_curses.window.insch", 1, 2, "1 to 4"};
    PlacedCall call;
    attr_t attribute;
    chtype character;
    if (!placed_call_read(&call, &arity, self, args, count, names) ||
        !read_attribute(&call, 1, &attribute) ||
        !curses_narrow(call.args[0], curses_window_of(self), &character))
        return NULL;
    int code = placed_call_move(&call) ? ncurses.winsch(call.window, character | attribute) : ERR;
    return curses_outcome(code, "insch");
}

Value curses_window_delch(Value self, Value *args, size_t count, Tuple *names) {
    static const PlacedArity arity = {"_curses.window.delch", 0, 0, "0 to 2"};
    PlacedCall call;
    if (!placed_call_read(&call, &arity, self, args, count, names))
        return NULL;
    int code = placed_call_move(&call) ? ncurses.wdelch(call.window) : ERR;
    return curses_outcome(code, call.is_placed ? "mvwdelch" : "wdelch");
}

Value curses_window_inch(Value self, Value *args, size_t count, Tuple *names) {
    static const PlacedArity arity = {"_curses.window.inch", 0, 0, "0 to 2"};
    PlacedCall call;
    if (!placed_call_read(&call, &arity, self, args, count, names))
        return NULL;
    chtype cell = placed_call_move(&call) ? ncurses.winch(call.window) : (chtype)ERR;
    return value_from_uint64(cell);
}

/* ---- texts ----------------------------------------------------------------------------------- */

/* One of addstr, addnstr, insstr and insnstr. */
typedef struct TextMethod {
    PlacedArity arity;
    const char *wide_name, *narrow_name; /* in errors */
    bool inserts, is_counted;
} TextMethod;

static int write_wide(const TextMethod *method, WINDOW *window, Value text, int limit) {
    wchar_t *wide = curses_wide_text(str_of(text));
    if (!wide)
        return ERR;
    int code = method->inserts ? ncurses.wins_nwstr(window, wide, limit)
                               : ncurses.waddnwstr(window, wide, limit);
    mem_free(wide);
    return code;
}

static int write_narrow(const TextMethod *method, WINDOW *window, Value text, int limit) {
    const Bytes *bytes = bytes_of(text);
    if (memchr(bytes->data, 0, bytes->size)) {
        raise_value_error("embedded null byte");
        return ERR;
    }
    const char *narrow = (const char *)bytes->data;
    return method->inserts ? ncurses.winsnstr(window, narrow, limit)
                           : ncurses.waddnstr(window, narrow, limit);
}

static int write_text(const TextMethod *method, const PlacedCall *call, int limit) {
    if (!placed_call_move(call))
        return ERR;
    Value text = call->args[0];
    return is_str(text) ? write_wide(method, call->window, text, limit)
                        : write_narrow(method, call->window, text, limit);
}

static Value text_method(const TextMethod *method, Value self, Value *args, size_t count,
                         Tuple *names) {
    PlacedCall call;
    int limit = -1;
    attr_t attribute;
    if (!placed_call_read(&call, &method->arity, self, args, count, names))
        return NULL;
    size_t attribute_index = method->is_counted ? 2 : 1;
    bool has_attribute = call.count > attribute_index;
    if ((method->is_counted && !int_as_int(call.args[1], &limit)) ||
        !read_attribute(&call, attribute_index, &attribute))
        return NULL;
    bool is_wide = is_str(call.args[0]);
    if (!is_wide && !is_bytes(call.args[0]))
        return raise_type_error("expect bytes or str, got %T", call.args[0]);
    attr_t before = has_attribute ? (attr_t)ncurses.getattrs(call.window) : A_NORMAL;
    if (has_attribute)
        ncurses.wattrset(call.window, (int)attribute);
    int code = write_text(method, &call, limit);
    if (has_attribute)
        ncurses.wattrset(call.window, (int)before);
    if (exception_pending())
        return NULL;
    return curses_outcome(code, is_wide ? method->wide_name : method->narrow_name);
}

#define TEXT_METHOD(name, min, max, range, wide_name, inserts, is_counted)                         \
    Value curses_window_##name(Value self, Value *args, size_t count, Tuple *names) {              \
        static const TextMethod method = {                                                         \
            {"_curses.window." #name, min, max, range}, wide_name, #name, inserts, is_counted};    \
        return text_method(&method, self, args, count, names);                                     \
    }
TEXT_METHOD(addstr, 1, 2, "1 to 4", "addwstr", false, false)
TEXT_METHOD(addnstr, 2, 3, "2 to 5", "addnwstr", false, true)
TEXT_METHOD(insstr, 1, 2, "1 to 4", "inswstr", true, false)
TEXT_METHOD(insnstr, 2, 3, "2 to 5", "insn_wstr", true, true)

/* ---- reading back ---------------------------------------------------------------------------- */

enum { TEXT_MAX = 1023 };

/* [y, x] [, n]: how much is wanted, at most TEXT_MAX. */
static bool read_limit(const PlacedCall *call, int *limit) {
    *limit = TEXT_MAX;
    if (call->count == 0)
        return true;
    if (!int_as_int(call->args[0], limit))
        return false;
    if (*limit < 0)
        return raise_value_error("'n' must be nonnegative");
    if (*limit > TEXT_MAX)
        *limit = TEXT_MAX;
    return true;
}

Value curses_window_instr(Value self, Value *args, size_t count, Tuple *names) {
    static const PlacedArity arity = {"instr", 0, 1, "0 or 3"};
    PlacedCall call;
    int limit;
    char text[TEXT_MAX + 1];
    if (!placed_call_read(&call, &arity, self, args, count, names) || !read_limit(&call, &limit))
        return NULL;
    bool good = placed_call_move(&call) && ncurses.winnstr(call.window, text, limit) != ERR;
    return curses_bytes(good ? text : "");
}

Value curses_window_getstr(Value self, Value *args, size_t count, Tuple *names) {
    static const PlacedArity arity = {"getstr", 0, 1, "0 to 3"};
    PlacedCall call;
    int limit;
    char text[TEXT_MAX + 1];
    if (!placed_call_read(&call, &arity, self, args, count, names) || !read_limit(&call, &limit))
        return NULL;
    gil_release();
    bool good = placed_call_move(&call) && ncurses.wgetnstr(call.window, text, limit) != ERR;
    gil_acquire();
    return curses_bytes(good ? text : "");
}
