/* Reading keys: getch(), getkey() and get_wch(). */
#include "lib/native/curses/curses.h"
#include "vm/signals.h"

/* A key, or ERR. */
static bool read_key(const PlacedArity *arity, Value self, Value *args, size_t count, Tuple *names,
                     int *key) {
    PlacedCall call;
    if (!placed_call_read(&call, arity, self, args, count, names))
        return false;
    gil_release();
    *key = placed_call_move(&call) ? ncurses.wgetch(call.window) : ERR;
    gil_acquire();
    return true;
}

/* Nothing came: a signal, or the end of the time for it. */
static COLD Value raise_no_input(void) {
    return signals_check() ? raise_curses_error("no input") : NULL;
}

Value curses_window_getch(Value self, Value *args, size_t count, Tuple *names) {
    static const PlacedArity arity = {"_curses.window.getch", 0, 0, "0 to 2"};
    int key;
    return read_key(&arity, self, args, count, names, &key) ? value_of_small_int(key) : NULL;
}

Value curses_window_getkey(Value self, Value *args, size_t count, Tuple *names) {
    static const PlacedArity arity = {"_curses.window.getkey", 0, 0, "0 to 2"};
    int key;
    if (!read_key(&arity, self, args, count, names, &key))
        return NULL;
    if (key == ERR)
        return raise_no_input();
    if (key <= UINT8_MAX)
        return value_of(str_from_character((uint32_t)key));
    const char *name = ncurses.keyname(key);
    return value_of(str_from_c(name ? name : ""));
}

Value curses_window_get_wch(Value self, Value *args, size_t count, Tuple *names) {
    static const PlacedArity arity = {"_curses.window.get_wch", 0, 0, "0 to 2"};
    PlacedCall call;
    wint_t key;
    if (!placed_call_read(&call, &arity, self, args, count, names))
        return NULL;
    gil_release();
    int code = placed_call_move(&call) ? ncurses.wget_wch(call.window, &key) : ERR;
    gil_acquire();
    if (code == ERR)
        return raise_no_input();
    return code == KEY_CODE_YES ? value_from_int64(key)
                                : value_of(str_from_character((uint32_t)key));
}
