/* The screen as a whole: beginning and ending it, modes of the terminal, sizes, the cursor. */
#include "lib/native/curses/curses.h"
#include "lib/native/curses/module.h"
#include "lib/native/posix_call.h"
#include "vm/import.h"

#include <unistd.h>

/* ---- beginning ------------------------------------------------------------------------------- */

/* The line graphics, which differ by terminal: by their letters in the table of the VT100. */
static const struct {
    const char *name;
    char letter;
} line_graphics[] = {
    {"ACS_ULCORNER", 'l'}, {"ACS_LLCORNER", 'm'}, {"ACS_URCORNER", 'k'}, {"ACS_LRCORNER", 'j'},
    {"ACS_LTEE", 't'},     {"ACS_RTEE", 'u'},     {"ACS_BTEE", 'v'},     {"ACS_TTEE", 'w'},
    {"ACS_HLINE", 'q'},    {"ACS_VLINE", 'x'},    {"ACS_PLUS", 'n'},     {"ACS_S1", 'o'},
    {"ACS_S9", 's'},       {"ACS_DIAMOND", '`'},  {"ACS_CKBOARD", 'a'},  {"ACS_DEGREE", 'f'},
    {"ACS_PLMINUS", 'g'},  {"ACS_BULLET", '~'},   {"ACS_LARROW", ','},   {"ACS_RARROW", '+'},
    {"ACS_DARROW", '.'},   {"ACS_UARROW", '-'},   {"ACS_BOARD", 'h'},    {"ACS_LANTERN", 'i'},
    {"ACS_BLOCK", '0'},    {"ACS_BSSB", 'l'},     {"ACS_SSBB", 'm'},     {"ACS_BBSS", 'k'},
    {"ACS_SBBS", 'j'},     {"ACS_SBSS", 'u'},     {"ACS_SSSB", 't'},     {"ACS_SSBS", 'v'},
    {"ACS_BSSS", 'w'},     {"ACS_BSBS", 'q'},     {"ACS_SBSB", 'x'},     {"ACS_SSSS", 'n'},
    {"ACS_S3", 'p'},       {"ACS_S7", 'r'},       {"ACS_LEQUAL", 'y'},   {"ACS_GEQUAL", 'z'},
    {"ACS_PI", '{'},       {"ACS_NEQUAL", '|'},   {"ACS_STERLING", '}'},
};

static bool set_number(Dict *dict, const char *name, int64_t number) {
    return dict_set_c(dict, name, value_of_small_int(number));
}

static bool add_line_graphics(Dict *dict) {
    for (size_t i = 0; i < sizeof line_graphics / sizeof *line_graphics; i++)
        if (!set_number(dict, line_graphics[i].name,
                        (int64_t)(*ncurses.acs_map)[(unsigned char)line_graphics[i].letter]))
            return false;
    return true;
}

static bool add_size(Dict *dict) {
    return set_number(dict, "LINES", *ncurses.LINES) && set_number(dict, "COLS", *ncurses.COLS);
}

/* initscr() of the library ends the process where it does not know the terminal. */
static bool terminal_is_known(void) {
    int reason;
    if (curses_is_terminal_set() || ncurses.setupterm(NULL, STDOUT_FILENO, &reason) != ERR)
        return true;
    return raise_curses_error("initscr: could not find terminal");
}

Value curses_initscr(Value module, Value *args) {
    if (curses_is_screen_set()) {
        ncurses.wrefresh(*ncurses.stdscr);
        return curses_window_new_steal(*ncurses.stdscr, NULL);
    }
    if (!terminal_is_known())
        return NULL;
    Value window = curses_window_new_steal(ncurses.initscr(), NULL);
    if (!window)
        return NULL;
    curses_set_screen();
    curses_set_screen_encoding(curses_window_of(window)->encoding);
    if (add_line_graphics(module_names(module)) && add_size(module_names(module)))
        return window;
    decref(window);
    return NULL;
}

/* ---- sizes ----------------------------------------------------------------------------------- */

/* LINES and COLS of _curses, and of the package, which has copies. */
static bool update_size(Value module) {
    if (!add_size(module_names(module)))
        return false;
    Value package = import_module_c("curses");
    if (!package)
        return false;
    bool good = is_object(package) && type_of(package)->flags & TYPE_IS_MODULE &&
                add_size(module_names(package));
    decref(package);
    return good || exception_pending() ? good : true;
}

Value curses_update_lines_cols(Value module, Value *args) {
    return update_size(module) ? NONE : NULL;
}

static Value resize_by(Value module, Value *args, int (*resize)(int, int), const char *name) {
    int size[2];
    if (!curses_numbers(args, size, 2) || !curses_needs_screen() ||
        !curses_outcome(resize(size[0], size[1]), name))
        return NULL;
    return update_size(module) ? NONE : NULL;
}

Value curses_resizeterm(Value module, Value *args) {
    return resize_by(module, args, ncurses.resizeterm, "resizeterm");
}

Value curses_resize_term(Value module, Value *args) {
    return resize_by(module, args, ncurses.resize_term, "resize_term");
}

Value curses_is_term_resized(Value module, Value *args) {
    int size[2];
    if (!curses_numbers(args, size, 2) || !curses_needs_screen())
        return NULL;
    return value_of_bool(ncurses.is_term_resized(size[0], size[1]));
}

/* ---- functions without arguments --------------------------------------------------------------
 */

#define SCREEN_CALL(name)                                                                          \
    Value curses_##name(Value module, Value *args) {                                               \
        return curses_needs_screen() ? curses_outcome(ncurses.name(), #name) : NULL;               \
    }
SCREEN_CALL(beep)
SCREEN_CALL(def_prog_mode)
SCREEN_CALL(def_shell_mode)
SCREEN_CALL(endwin)
SCREEN_CALL(flash)
SCREEN_CALL(nocbreak)
SCREEN_CALL(noecho)
SCREEN_CALL(nonl)
SCREEN_CALL(noraw)
SCREEN_CALL(reset_prog_mode)
SCREEN_CALL(reset_shell_mode)
SCREEN_CALL(resetty)
SCREEN_CALL(savetty)

#define SCREEN_VOID(name)                                                                          \
    Value curses_##name(Value module, Value *args) {                                               \
        if (!curses_needs_screen())                                                                \
            return NULL;                                                                           \
        ncurses.name();                                                                            \
        return NONE;                                                                               \
    }
SCREEN_VOID(flushinp)
SCREEN_VOID(noqiflush)

#define SCREEN_ANSWER(name)                                                                        \
    Value curses_##name(Value module, Value *args) {                                               \
        return curses_needs_screen() ? value_of_bool(ncurses.name()) : NULL;                       \
    }
SCREEN_ANSWER(has_ic)
SCREEN_ANSWER(has_il)
SCREEN_ANSWER(isendwin)

#define SCREEN_NUMBER(name)                                                                        \
    Value curses_##name(Value module, Value *args) {                                               \
        return curses_needs_screen() ? value_from_int64((int64_t)ncurses.name()) : NULL;           \
    }
SCREEN_NUMBER(baudrate)
SCREEN_NUMBER(termattrs)

#define SCREEN_TEXT(name)                                                                          \
    Value curses_##name(Value module, Value *args) {                                               \
        return curses_needs_screen() ? curses_bytes(ncurses.name()) : NULL;                        \
    }
SCREEN_TEXT(longname)
SCREEN_TEXT(termname)

Value curses_doupdate(Value module, Value *args) {
    if (!curses_needs_screen())
        return NULL;
    gil_release();
    int code = ncurses.doupdate();
    gil_acquire();
    return curses_outcome(code, "doupdate");
}

Value curses_erasechar(Value module, Value *args) {
    if (!curses_needs_screen())
        return NULL;
    char character = ncurses.erasechar();
    return value_of(bytes_new(&character, 1));
}

Value curses_killchar(Value module, Value *args) {
    char character = ncurses.killchar();
    return value_of(bytes_new(&character, 1));
}

Value curses_filter(Value module, Value *args) {
    ncurses.filter();
    return NONE;
}

/* ---- modes that are on or off ---------------------------------------------------------------- */

#define SCREEN_MODE(name)                                                                          \
    Value curses_##name(Value module, Value *args) {                                               \
        bool on;                                                                                   \
        if (!curses_flag(args[0], &on) || !curses_needs_screen())                                  \
            return NULL;                                                                           \
        return on ? curses_outcome(ncurses.name(), #name)                                          \
                  : curses_outcome(ncurses.no##name(), #name);                                     \
    }
SCREEN_MODE(cbreak)
SCREEN_MODE(echo)
SCREEN_MODE(nl)
SCREEN_MODE(raw)

Value curses_qiflush(Value module, Value *args) {
    bool on;
    if (!curses_flag(args[0], &on) || !curses_needs_screen())
        return NULL;
    if (on)
        ncurses.qiflush();
    else
        ncurses.noqiflush();
    return NONE;
}

Value curses_intrflush(Value module, Value *args) {
    bool on;
    if (!curses_flag(args[0], &on) || !curses_needs_screen())
        return NULL;
    return curses_outcome(ncurses.intrflush(NULL, on), "intrflush");
}

Value curses_meta(Value module, Value *args) {
    bool on;
    if (!curses_flag(args[0], &on) || !curses_needs_screen())
        return NULL;
    return curses_outcome(ncurses.meta(*ncurses.stdscr, on), "meta");
}

Value curses_use_env(Value module, Value *args) {
    bool on;
    if (!curses_flag(args[0], &on))
        return NULL;
    ncurses.use_env(on);
    return NONE;
}

/* ---- functions with numbers ------------------------------------------------------------------ */

Value curses_curs_set(Value module, Value *args) {
    int visibility;
    if (!int_as_int(args[0], &visibility) || !curses_needs_screen())
        return NULL;
    int before = ncurses.curs_set(visibility);
    return before == ERR ? curses_outcome(before, "curs_set") : value_of_small_int(before);
}

Value curses_delay_output(Value module, Value *args) {
    int milliseconds;
    if (!int_as_int(args[0], &milliseconds) || !curses_needs_screen())
        return NULL;
    return curses_outcome(ncurses.delay_output(milliseconds), "delay_output");
}

/* As `b` in format strings: an unsigned char. */
static bool int_as_byte(Value value, unsigned char *byte) {
    int64_t number;
    if (!int_as_int64(value, &number))
        return false;
    if (number < 0)
        return raise_overflow_error("unsigned byte integer is less than minimum");
    if (number > UINT8_MAX)
        return raise_overflow_error("unsigned byte integer is greater than maximum");
    *byte = (unsigned char)number;
    return true;
}

Value curses_halfdelay(Value module, Value *args) {
    unsigned char tenths = 0;
    if (!int_as_byte(args[0], &tenths) || !curses_needs_screen())
        return NULL;
    return curses_outcome(ncurses.halfdelay(tenths), "halfdelay");
}

Value curses_napms(Value module, Value *args) {
    int milliseconds;
    if (!int_as_int(args[0], &milliseconds) || !curses_needs_screen())
        return NULL;
    gil_release();
    int code = ncurses.napms(milliseconds);
    gil_acquire();
    return value_of_small_int(code);
}

Value curses_typeahead(Value module, Value *args) {
    int descriptor;
    if (!int_as_int(args[0], &descriptor) || !curses_needs_screen())
        return NULL;
    return curses_outcome(ncurses.typeahead(descriptor), "typeahead");
}

Value curses_get_escdelay(Value module, Value *args) {
    return value_of_small_int(*ncurses.ESCDELAY);
}

Value curses_set_escdelay(Value module, Value *args) {
    int milliseconds;
    if (!int_as_int(args[0], &milliseconds))
        return NULL;
    if (milliseconds <= 0)
        return raise_value_error("ms must be > 0");
    return curses_outcome(ncurses.set_escdelay(milliseconds), "set_escdelay");
}

Value curses_get_tabsize(Value module, Value *args) {
    return value_of_small_int(*ncurses.TABSIZE);
}

Value curses_set_tabsize(Value module, Value *args) {
    int size;
    if (!int_as_int(args[0], &size))
        return NULL;
    if (size <= 0)
        return raise_value_error("size must be > 0");
    return curses_outcome(ncurses.set_tabsize(size), "set_tabsize");
}

/* ---- the cursor of the screen to come -------------------------------------------------------- */

Value curses_getsyx(Value module, Value *args) {
    if (!curses_needs_screen())
        return NULL;
    WINDOW *screen = *ncurses.newscr;
    if (ncurses.is_leaveok(screen))
        return curses_pair(-1, -1);
    return curses_pair(ncurses.getcury(screen), ncurses.getcurx(screen));
}

Value curses_setsyx(Value module, Value *args) {
    int place[2];
    if (!curses_numbers(args, place, 2) || !curses_needs_screen())
        return NULL;
    WINDOW *screen = *ncurses.newscr;
    bool leave = place[0] == -1 && place[1] == -1;
    ncurses.leaveok(screen, leave);
    if (!leave)
        ncurses.wmove(screen, place[0], place[1]);
    return NONE;
}
