# Keys: read as numbers, as names and as characters, put back, and from the mouse.
from _on_terminal import run

run("""
def main(screen):
    report(screen.getch(), screen.getkey(), screen.getkey(), screen.get_wch(), screen.get_wch())
    report(screen.getstr(0, 0, 3))
    screen.nodelay(True)
    report(screen.getch())
    attempt(screen.getkey)
    attempt(screen.get_wch)
    curses.ungetch("q")
    report(screen.getkey())
    curses.unget_wch("é")
    report(screen.get_wch())
    curses.ungetch(curses.KEY_F5)
    report(screen.getkey(), curses.keyname(curses.KEY_F5), curses.keyname(1), curses.unctrl(1))
    report(curses.has_key(curses.KEY_UP), curses.has_key(9))
    attempt(curses.keyname, -1)
    attempt(curses.unget_wch, "ab")
    attempt(curses.ungetch, "日")
    attempt(screen.getch, 1)
    report(curses.mousemask(curses.BUTTON1_CLICKED))
    curses.ungetmouse(0, 4, 3, 0, curses.BUTTON1_CLICKED)
    report(screen.getch() == curses.KEY_MOUSE, curses.getmouse())
    attempt(curses.getmouse)
curses.wrapper(main)
""", keys=b"a\x1bOA\x1bOQ" + "é日".encode() + b"abcdef\r")
# expect: 97 KEY_UP KEY_F(2) é 日
# expect: b'abc'
# expect: -1
# expect: error: no input
# expect: error: no input
# expect: q
# expect: é
# expect: KEY_F(5) b'KEY_F(5)' b'^A' b'^A'
# expect: True False
# expect: ValueError: invalid key number
# expect: TypeError: expect str of length 1 or int, got a str of length 2
# expect: OverflowError: byte doesn't fit in chtype
# expect: TypeError: _curses.window.getch requires 0 to 2 arguments
# expect: (4, 0)
# expect: True (0, 4, 3, 0, 4)
# expect: error: getmouse() returned ERR
