/* Opening libncursesw and libpanelw. */
#include "lib/native/curses/library.h"

NcursesFunctions ncurses;
PanelFunctions panels;

static ForeignLibrary ncurses_library =
    FOREIGN_LIBRARY("_curses", "libncursesw.so.6", "libncursesw6", NCURSES_FUNCTIONS, ncurses);
static ForeignLibrary panel_library =
    FOREIGN_LIBRARY("_curses_panel", "libpanelw.so.6", "libncursesw6", PANEL_FUNCTIONS, panels);

bool ncurses_library_open(void) {
    return foreign_library_open(&ncurses_library);
}

bool panel_library_open(void) {
    return ncurses_library_open() && foreign_library_open(&panel_library);
}
