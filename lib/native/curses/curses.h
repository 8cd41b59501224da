/* Modules _curses and _curses_panel: ncurses' screens, windows and panels.
 *
 * What the library returns is checked in one place (curses_outcome); what must be true before a
 * function may be called, in three (curses_needs_...). The library keeps its state in globals, so
 * does this binding: there is one terminal. */
#ifndef LIB_NATIVE_CURSES_CURSES_H
#define LIB_NATIVE_CURSES_CURSES_H

#include "lib/native/curses/library.h"

#include <string.h>

/* The functions of the module and the methods of windows: functions.def and window.def. */
#define PLAIN(signature, function, doc) Value function(Value self, Value *args);
#define RAW(name, function, doc)                                                                   \
    Value function(Value self, Value *args, size_t count, Tuple *names);
#include "lib/native/curses/functions.def"
#include "lib/native/curses/window.def"
#undef PLAIN
#undef RAW

/* ---- checks and results ---------------------------------------------------------------------- */

COLD void *raise_curses_error(const char *format, ...);
/* None, or the error "function() returned ERR". */
MUST_CHECK Value curses_outcome(int code, const char *function);
/* True after setupterm(), initscr() and start_color(); else the error is raised. */
MUST_CHECK bool curses_needs_terminal(void);
MUST_CHECK bool curses_needs_screen(void);
MUST_CHECK bool curses_needs_colors(void);
void curses_set_terminal(void);
void curses_set_screen(void);
void curses_set_colors(void);
bool curses_is_terminal_set(void);
bool curses_is_screen_set(void);

MUST_CHECK Value curses_pair(int64_t first, int64_t second);
/* The bytes of a text; the error of a null one. */
MUST_CHECK Value curses_bytes(const char *text);
/* A C long, as attributes are given. */
MUST_CHECK bool curses_attribute(Value value, attr_t *attribute);
MUST_CHECK bool curses_flag(Value value, bool *flag); /* the truth of anything; null: true */

/* ---- windows --------------------------------------------------------------------------------- */

typedef struct CursesWindow {
    Object header;
    WINDOW *window;
    struct CursesWindow *parent; /* owned: a window may not go before its parts; or null */
    Str *encoding;               /* owned: of narrow characters */
} CursesWindow;

extern Type curses_window_type;

static inline bool is_curses_window(Value value) {
    return has_type(value, &curses_window_type);
}

static inline CursesWindow *curses_window_of(Value value) {
    return (CursesWindow *)object_of(value);
}

static inline WINDOW *native_window_of(Value value) {
    return curses_window_of(value)->window;
}

/* Takes the native window, which may be null: the error of `function`. */
MUST_CHECK Value curses_window_new_steal(WINDOW *window, CursesWindow *parent /* may be null */);

/* A call of a method that takes `y, x` before its other arguments or leaves them out. */
typedef struct PlacedCall {
    WINDOW *window;
    Value *args; /* behind y and x */
    size_t count;
    bool is_placed;
    int y, x;
} PlacedCall;

typedef struct PlacedArity {
    const char *name;  /* for messages */
    uint8_t min, max;  /* arguments beside y and x */
    const char *range; /* for messages: "1 to 4" */
} PlacedArity;

/* TypeError if there are keywords or the count is out of range. */
MUST_CHECK bool placed_call_read(PlacedCall *call, const PlacedArity *arity, Value self,
                                 Value *args, size_t count, Tuple *names);
/* Moves the cursor there, if a place was given. False: it is outside. */
bool placed_call_move(const PlacedCall *call);
/* Counts of arguments: "name requires range arguments". */
MUST_CHECK bool curses_arity(const char *name, const char *range, size_t count, Tuple *names,
                             size_t min, size_t max);
/* So many arguments; else what is expected is the message. */
MUST_CHECK bool curses_exact(const char *name, const char *expected, size_t count, Tuple *names,
                             size_t wanted);
MUST_CHECK bool curses_numbers(Value *args, int *numbers, size_t count);

/* ---- characters and texts -------------------------------------------------------------------- */

/* What is drawn in a cell: an int with attributes, or a character of its own. */
typedef struct CursesCharacter {
    bool is_wide;
    chtype narrow;
    wchar_t wide[2];
} CursesCharacter;

/* An int, a bytes or a str of length 1; the window tells the encoding, null: that of the screen. */
MUST_CHECK bool curses_character(Value value, CursesCharacter *character);
MUST_CHECK bool curses_narrow(Value value, const CursesWindow *window, chtype *character);
/* The characters of a str without NULs, terminated; mem_free. */
MUST_CHECK wchar_t *curses_wide_text(Str *str);
void curses_set_screen_encoding(Str *encoding);

#endif
