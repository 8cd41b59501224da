/* Lines, borders, backgrounds and attributes of windows, and what moves or clears their contents.
 */
#include "lib/native/curses/curses.h"

/* ---- lines and borders ----------------------------------------------------------------------- */

typedef int (*DrawLine)(WINDOW *window, chtype character, int length);

static Value draw_line(const PlacedArity *arity, DrawLine draw, const char *name, Value self,
                       Value *args, size_t count, Tuple *names) {
    PlacedCall call;
    int length;
    chtype character;
    attr_t attribute = A_NORMAL;
    if (!placed_call_read(&call, arity, self, args, count, names) ||
        !int_as_int(call.args[1], &length) ||
        (call.count > 2 && !curses_attribute(call.args[2], &attribute)) ||
        !curses_narrow(call.args[0], curses_window_of(self), &character))
        return NULL;
    if (!placed_call_move(&call))
        return curses_outcome(ERR, "wmove");
    return curses_outcome(draw(call.window, character | attribute, length), name);
}

Value curses_window_hline(Value self, Value *args, size_t count, Tuple *names) {
    static const PlacedArity arity = {"_curses.window.hline", 2, 3, "2 to 5"};
    return draw_line(&arity, ncurses.whline, "hline", self, args, count, names);
}

Value curses_window_vline(Value self, Value *args, size_t count, Tuple *names) {
    static const PlacedArity arity = {"_curses.window.vline", 2, 3, "2 to 5"};
    return draw_line(&arity, ncurses.wvline, "vline", self, args, count, names);
}

Value curses_window_border(Value self, Value *args) {
    chtype c[8] = {0};
    for (size_t i = 0; i < 8; i++)
        if (args[i] && !curses_narrow(args[i], curses_window_of(self), &c[i]))
            return NULL;
    ncurses.wborder(native_window_of(self), c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]);
    return NONE;
}

Value curses_window_box(Value self, Value *args, size_t count, Tuple *names) {
    chtype c[2] = {0};
    if (!curses_arity("_curses.window.box", "0 to 2", count, names, 0, 2))
        return NULL;
    if (count == 1)
        return raise_type_error("_curses.window.box requires 0 to 2 arguments");
    for (size_t i = 0; i < count; i++)
        if (!curses_narrow(args[i], curses_window_of(self), &c[i]))
            return NULL;
    ncurses.box(native_window_of(self), c[0], c[1]);
    return NONE;
}

/* ---- attributes ------------------------------------------------------------------------------ */

#define WINDOW_ATTRIBUTE(name)                                                                     \
    Value curses_window_##name(Value self, Value *args) {                                          \
        attr_t attribute;                                                                          \
        if (!curses_attribute(args[0], &attribute))                                                \
            return NULL;                                                                           \
        return curses_outcome(ncurses.w##name(native_window_of(self), (int)attribute), #name);     \
    }
WINDOW_ATTRIBUTE(attroff)
WINDOW_ATTRIBUTE(attron)
WINDOW_ATTRIBUTE(attrset)

/* A character with attributes, as the background is. */
static bool read_background(Value self, Value *args, chtype *background) {
    attr_t attribute = A_NORMAL;
    if ((args[1] && !curses_attribute(args[1], &attribute)) ||
        !curses_narrow(args[0], curses_window_of(self), background))
        return false;
    *background |= attribute;
    return true;
}

Value curses_window_bkgd(Value self, Value *args) {
    chtype background;
    if (!read_background(self, args, &background))
        return NULL;
    return curses_outcome(ncurses.wbkgd(native_window_of(self), background), "bkgd");
}

Value curses_window_bkgdset(Value self, Value *args) {
    chtype background;
    if (!read_background(self, args, &background))
        return NULL;
    ncurses.wbkgdset(native_window_of(self), background);
    return NONE;
}

Value curses_window_getbkgd(Value self, Value *args) {
    return value_from_int64((int64_t)ncurses.getbkgd(native_window_of(self)));
}

/* chgat([y, x, ] [n, ] attr) */
Value curses_window_chgat(Value self, Value *args, size_t count, Tuple *names) {
    static const PlacedArity arity = {"chgat", 1, 2, "1 to 4"};
    PlacedCall call;
    int length = -1;
    attr_t attribute;
    if (!placed_call_read(&call, &arity, self, args, count, names) ||
        (call.count == 2 && !int_as_int(call.args[0], &length)) ||
        !curses_attribute(call.args[call.count - 1], &attribute))
        return NULL;
    int line = call.is_placed ? call.y : ncurses.getcury(call.window);
    int code = placed_call_move(&call)
                   ? ncurses.wchgat(call.window, length, attribute & A_ATTRIBUTES,
                                    (short)pair_of_attribute(attribute), NULL)
                   : ERR;
    ncurses.wtouchln(call.window, line, 1, 1);
    return curses_outcome(code, "chgat");
}

/* ---- contents -------------------------------------------------------------------------------- */

#define WINDOW_CALL(method, function)                                                              \
    Value curses_window_##method(Value self, Value *args) {                                        \
        return curses_outcome(ncurses.function(native_window_of(self)), #function);                \
    }
WINDOW_CALL(deleteln, wdeleteln)
WINDOW_CALL(erase, werase)
WINDOW_CALL(insertln, winsertln)

#define WINDOW_VOID(method, function)                                                              \
    Value curses_window_##method(Value self, Value *args) {                                        \
        ncurses.function(native_window_of(self));                                                  \
        return NONE;                                                                               \
    }
WINDOW_VOID(clear, wclear)
WINDOW_VOID(clrtobot, wclrtobot)
WINDOW_VOID(clrtoeol, wclrtoeol)
WINDOW_VOID(standend, wstandend)
WINDOW_VOID(standout, wstandout)

Value curses_window_insdelln(Value self, Value *args, size_t count, Tuple *names) {
    int lines;
    if (!curses_exact("insdelln", "nlines", count, names, 1) || !int_as_int(args[0], &lines))
        return NULL;
    return curses_outcome(ncurses.winsdelln(native_window_of(self), lines), "winsdelln");
}

Value curses_window_scroll(Value self, Value *args, size_t count, Tuple *names) {
    WINDOW *window = native_window_of(self);
    int lines;
    if (!curses_arity("_curses.window.scroll", "0 to 1", count, names, 0, 1))
        return NULL;
    if (count == 0)
        return curses_outcome(ncurses.scroll(window), "scroll");
    return int_as_int(args[0], &lines) ? curses_outcome(ncurses.wscrl(window, lines), "scroll")
                                       : NULL;
}

Value curses_window_setscrreg(Value self, Value *args) {
    int lines[2];
    if (!curses_numbers(args, lines, 2))
        return NULL;
    return curses_outcome(ncurses.wsetscrreg(native_window_of(self), lines[0], lines[1]),
                          "wsetscrreg");
}
