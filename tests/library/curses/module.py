# What the module has before there is a screen.
import _curses
import _curses_panel
import curses

print(curses.error, issubclass(curses.error, Exception))    # expect: <class '_curses.error'> True
print(_curses_panel.error, _curses_panel.error is curses.error)
# expect: <class '_curses_panel.error'> False
print(curses.version, _curses.__version__, _curses_panel.version)   # expect: b'2.2' b'2.2' 2.1
print(type(curses.ncurses_version), curses.ncurses_version.major >= 6)
# expect: <class 'curses.ncurses_version'> True
print(curses.KEY_UP, curses.KEY_F1, curses.KEY_MIN, curses.KEY_MAX, curses.KEY_RESIZE)
# expect: 259 265 257 511 410
print(curses.A_BOLD, curses.A_REVERSE, curses.A_ITALIC, curses.A_COLOR, curses.A_CHARTEXT)
# expect: 2097152 262144 2147483648 65280 255
print(curses.COLOR_WHITE, curses.ERR, curses.OK, curses.BUTTON1_CLICKED, curses.BUTTON_SHIFT)
# expect: 7 -1 0 4 67108864
print(hasattr(curses, "ACS_VLINE"), hasattr(curses, "LINES"), hasattr(curses, "COLORS"))
# expect: False False False
for kind in (curses.window, _curses_panel.panel):
    try:
        kind()
    except TypeError as error:
        print(error)
# expect: cannot create '_curses.window' instances
# expect: cannot create '_curses_panel.panel' instances
print(curses.window.addch.__text_signature__, curses.window.addch.__doc__.splitlines()[0])
# expect: None addch([y, x,] ch, [attr=_curses.A_NORMAL])
print(curses.tparm.__doc__.splitlines()[0])
# expect: Instantiate the specified byte string with the supplied parameters.
print(curses.get_escdelay(), curses.get_tabsize(), curses.has_extended_color_support())
# expect: 1000 8 True
