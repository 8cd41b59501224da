/* libncursesw and libpanelw: ncurses.wmove(...), panels.new_panel(...). Global variables of the
 * library are reached as *ncurses.COLS. */
#ifndef LIB_NATIVE_CURSES_LIBRARY_H
#define LIB_NATIVE_CURSES_LIBRARY_H

#include "lib/foreign.h"

#define NCURSES_NOMACROS /* functions, whose addresses can be had */
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <panel.h>

/* From <term.h>, which takes thousands of names besides. */
extern int setupterm(const char *term, int descriptor, int *result);

/* clang-format off */
#define NCURSES_FUNCTIONS(F)                                                                       \
    F(COLOR_PAIRS) F(COLORS) F(COLS) F(ESCDELAY) F(LINES) F(TABSIZE) F(acs_map) F(newscr)          \
    F(stdscr) F(baudrate) F(beep) F(box) F(can_change_color) F(cbreak) F(clearok) F(copywin)       \
    F(curs_set) F(curses_version) F(def_prog_mode) F(def_shell_mode) F(delay_output) F(delwin)     \
    F(derwin) F(doupdate) F(echo) F(endwin) F(erasechar) F(extended_color_content)                 \
    F(extended_pair_content) F(filter) F(flash) F(flushinp) F(getattrs) F(getbegx) F(getbegy)      \
    F(getbkgd) F(getcurx) F(getcury) F(getmaxx) F(getmaxy) F(getmouse) F(getparx) F(getpary)       \
    F(getwin) F(halfdelay) F(has_colors) F(has_ic) F(has_il) F(has_key) F(idcok) F(idlok)          \
    F(immedok) F(init_extended_color) F(init_extended_pair) F(initscr) F(intrflush)                \
    F(is_leaveok) F(is_linetouched) F(is_pad) F(is_term_resized) F(is_wintouched) F(isendwin)      \
    F(keyname) F(keypad) F(killchar) F(leaveok) F(longname) F(meta) F(mouseinterval)               \
    F(mousemask) F(mvderwin) F(mvwin) F(napms) F(newpad) F(newwin) F(nl) F(nocbreak) F(nodelay)    \
    F(noecho) F(nonl) F(noqiflush) F(noraw) F(notimeout) F(overlay) F(overwrite) F(pechochar)      \
    F(pnoutrefresh) F(prefresh) F(putp) F(putwin) F(qiflush) F(raw) F(redrawwin)                   \
    F(reset_prog_mode) F(reset_shell_mode) F(resetty) F(resize_term) F(resizeterm) F(savetty)      \
    F(scroll) F(scrollok) F(set_escdelay) F(set_tabsize) F(setcchar) F(setupterm) F(start_color)   \
    F(subpad) F(subwin) F(syncok) F(termattrs) F(termname) F(tigetflag) F(tigetnum) F(tigetstr)    \
    F(touchwin) F(tparm) F(typeahead) F(unctrl) F(unget_wch) F(ungetch) F(ungetmouse)              \
    F(untouchwin) F(use_default_colors) F(use_env) F(wadd_wch) F(waddch) F(waddnstr)               \
    F(waddnwstr) F(wattroff) F(wattron) F(wattrset) F(wbkgd) F(wbkgdset) F(wborder) F(wchgat)      \
    F(wclear) F(wclrtobot) F(wclrtoeol) F(wcursyncup) F(wdelch) F(wdeleteln) F(wechochar)          \
    F(wenclose) F(werase) F(wget_wch) F(wgetch) F(wgetnstr) F(whline) F(winch) F(winnstr)          \
    F(wins_nwstr) F(winsch) F(winsdelln) F(winsertln) F(winsnstr) F(wmove) F(wnoutrefresh)         \
    F(wredrawln) F(wrefresh) F(wresize) F(wscrl) F(wsetscrreg) F(wstandend) F(wstandout)           \
    F(wsyncdown) F(wsyncup) F(wtimeout) F(wtouchln) F(wvline)

#define PANEL_FUNCTIONS(F)                                                                         \
    F(bottom_panel) F(del_panel) F(hide_panel) F(move_panel) F(new_panel) F(panel_above)           \
    F(panel_below) F(panel_hidden) F(panel_userptr) F(replace_panel) F(set_panel_userptr)          \
    F(show_panel) F(top_panel) F(update_panels)
/* clang-format on */

typedef struct NcursesFunctions {
    NCURSES_FUNCTIONS(FOREIGN_POINTER)
} NcursesFunctions;
typedef struct PanelFunctions {
    PANEL_FUNCTIONS(FOREIGN_POINTER)
} PanelFunctions;
extern NcursesFunctions ncurses;
extern PanelFunctions panels;

/* COLOR_PAIR() and PAIR_NUMBER(), which are macros. */
static inline chtype color_pair_bits(int pair) {
    return (chtype)pair << NCURSES_ATTR_SHIFT & A_COLOR;
}

static inline int pair_of_attribute(attr_t attribute) {
    return (int)((attribute & A_COLOR) >> NCURSES_ATTR_SHIFT);
}

/* ImportError if they are not there. */
MUST_CHECK bool ncurses_library_open(void);
MUST_CHECK bool panel_library_open(void);

#endif
