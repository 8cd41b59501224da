/* From windows to the screen and to each other: refreshing, what counts as changed, overlaying; and
 * the options of a window. */
#include "lib/native/curses/curses.h"

/* ---- refreshing ------------------------------------------------------------------------------ */

typedef struct Refresh {
    const char *name;
    int (*pad)(WINDOW *, int, int, int, int, int, int);
    int (*window)(WINDOW *);
    const char *pad_name, *window_name;
} Refresh;

static int without_lock(const Refresh *how, WINDOW *window, bool is_pad, const int *n) {
    gil_release();
    int code = is_pad ? how->pad(window, n[0], n[1], n[2], n[3], n[4], n[5]) : how->window(window);
    gil_acquire();
    return code;
}

static Value refresh_window(const Refresh *how, Value self, Value *args, size_t count,
                            Tuple *names) {
    WINDOW *window = native_window_of(self);
    bool is_pad = ncurses.is_pad(window);
    int n[6] = {0};
    if (!curses_arity(how->name, "0 to 6", count, names, 0, SIZE_MAX))
        return NULL;
    if (count != 0 && count != 6)
        return raise_type_error("_curses.window.%s requires 0 to 6 arguments", how->name);
    if (!curses_numbers(args, n, count))
        return NULL;
    if (is_pad && count == 0)
        return raise_curses_error("%s() %sfor a pad requires 6 arguments", how->name,
                                  how->window == ncurses.wnoutrefresh ? "called " : "");
    if (!is_pad && count == 6)
        return raise_type_error("%s() takes no arguments (6 given)", how->name);
    return curses_outcome(without_lock(how, window, is_pad, n),
                          is_pad ? how->pad_name : how->window_name);
}

Value curses_window_refresh(Value self, Value *args, size_t count, Tuple *names) {
    Refresh how = {"refresh", ncurses.prefresh, ncurses.wrefresh, "prefresh", "wrefresh"};
    return refresh_window(&how, self, args, count, names);
}

Value curses_window_noutrefresh(Value self, Value *args, size_t count, Tuple *names) {
    Refresh how = {"noutrefresh", ncurses.pnoutrefresh, ncurses.wnoutrefresh, "pnoutrefresh",
                   "wnoutrefresh"};
    return refresh_window(&how, self, args, count, names);
}

/* ---- changed lines --------------------------------------------------------------------------- */

Value curses_window_touchwin(Value self, Value *args) {
    return curses_outcome(ncurses.touchwin(native_window_of(self)), "touchwin");
}

Value curses_window_untouchwin(Value self, Value *args) {
    return curses_outcome(ncurses.untouchwin(native_window_of(self)), "untouchwin");
}

Value curses_window_redrawwin(Value self, Value *args) {
    return curses_outcome(ncurses.redrawwin(native_window_of(self)), "redrawwin");
}

Value curses_window_redrawln(Value self, Value *args) {
    int lines[2];
    if (!curses_numbers(args, lines, 2))
        return NULL;
    return curses_outcome(ncurses.wredrawln(native_window_of(self), lines[0], lines[1]),
                          "redrawln");
}

Value curses_window_touchline(Value self, Value *args, size_t count, Tuple *names) {
    int lines[2];
    bool changed = true;
    if (!curses_arity("_curses.window.touchline", "2 to 3", count, names, 2, 3) ||
        !curses_numbers(args, lines, 2) || (count == 3 && !curses_flag(args[2], &changed)))
        return NULL;
    return curses_outcome(ncurses.wtouchln(native_window_of(self), lines[0], lines[1], changed),
                          "touchline");
}

Value curses_window_is_wintouched(Value self, Value *args) {
    return value_of_bool(ncurses.is_wintouched(native_window_of(self)));
}

Value curses_window_is_linetouched(Value self, Value *args) {
    WINDOW *window = native_window_of(self);
    int line;
    if (!int_as_int(args[0], &line))
        return NULL;
    if (line < 0 || line >= ncurses.getmaxy(window))
        return raise_type_error("is_linetouched: line number outside of boundaries");
    return value_of_bool(ncurses.is_linetouched(window, line));
}

#define WINDOW_SYNC(method, function)                                                              \
    Value curses_window_##method(Value self, Value *args) {                                        \
        ncurses.function(native_window_of(self));                                                  \
        return NONE;                                                                               \
    }
WINDOW_SYNC(cursyncup, wcursyncup)
WINDOW_SYNC(syncdown, wsyncdown)
WINDOW_SYNC(syncup, wsyncup)

/* ---- one window over another ----------------------------------------------------------------- */

/* overlay(destination [, six numbers]): with them, copywin() does it. */
static Value lay_over(const char *name, int (*whole)(const WINDOW *, WINDOW *), bool overlays,
                      Value self, Value *args, size_t count, Tuple *names) {
    int n[6];
    if (!curses_arity(name, "1 to 7", count, names, 0, SIZE_MAX))
        return NULL;
    if (count != 1 && count != 7)
        return raise_type_error("_curses.window.%s requires 1 to 7 arguments", name);
    if (!is_curses_window(args[0]))
        return raise_type_error("%s() argument 1 must be _curses.window, not %N", name, args[0]);
    WINDOW *from = native_window_of(self), *to = native_window_of(args[0]);
    if (count == 1)
        return curses_outcome(whole(from, to), name);
    if (!curses_numbers(args + 1, n, 6))
        return NULL;
    return curses_outcome(ncurses.copywin(from, to, n[0], n[1], n[2], n[3], n[4], n[5], overlays),
                          "copywin");
}

Value curses_window_overlay(Value self, Value *args, size_t count, Tuple *names) {
    return lay_over("overlay", ncurses.overlay, true, self, args, count, names);
}

Value curses_window_overwrite(Value self, Value *args, size_t count, Tuple *names) {
    return lay_over("overwrite", ncurses.overwrite, false, self, args, count, names);
}

/* ---- options --------------------------------------------------------------------------------- */

/* A flag that must be a number; what else is given is refused by saying so. */
static bool read_option(const char *name, Value *args, size_t count, Tuple *names, int *flag) {
    return curses_exact(name, "True(1) or False(0)", count, names, 1) && int_as_int(args[0], flag);
}

#define WINDOW_OPTION(name)                                                                        \
    Value curses_window_##name(Value self, Value *args, size_t count, Tuple *names) {              \
        int flag;                                                                                  \
        if (!read_option(#name, args, count, names, &flag))                                        \
            return NULL;                                                                           \
        return curses_outcome(ncurses.name(native_window_of(self), flag), #name);                  \
    }
WINDOW_OPTION(clearok)
WINDOW_OPTION(idlok)
WINDOW_OPTION(keypad)
WINDOW_OPTION(leaveok)
WINDOW_OPTION(nodelay)
WINDOW_OPTION(notimeout)
WINDOW_OPTION(scrollok)
WINDOW_OPTION(syncok)

#define WINDOW_OPTION_VOID(name)                                                                   \
    Value curses_window_##name(Value self, Value *args, size_t count, Tuple *names) {              \
        int flag;                                                                                  \
        if (!read_option(#name, args, count, names, &flag))                                        \
            return NULL;                                                                           \
        ncurses.name(native_window_of(self), flag);                                                \
        return NONE;                                                                               \
    }
WINDOW_OPTION_VOID(idcok)
WINDOW_OPTION_VOID(immedok)

Value curses_window_timeout(Value self, Value *args, size_t count, Tuple *names) {
    int milliseconds;
    if (!curses_exact("timeout", "delay", count, names, 1) || !int_as_int(args[0], &milliseconds))
        return NULL;
    ncurses.wtimeout(native_window_of(self), milliseconds);
    return NONE;
}
