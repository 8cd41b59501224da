# Windows: where they are, what is written into them and read back.
from _on_terminal import run

run("""
screen = curses.initscr()
report(screen.getmaxyx(), curses.LINES, curses.COLS, curses.ACS_VLINE > 0)
win = curses.newwin(5, 20, 2, 3)
report(win.getbegyx(), win.getmaxyx(), win.getparyx(), win.getyx())
win.addstr("hello")
win.addstr(1, 2, "wörld", curses.A_BOLD)
win.addnstr(2, 0, b"bytes", 3)
win.addch("日")
win.insstr(0, 0, ">> ")
win.insch(3, 0, "i", curses.A_REVERSE)
report(win.instr(0, 0), win.instr(1, 2, 3), win.instr(2, 0, 10).decode(), win.getyx())
report(win.inch(3, 0) == ord("i") | curses.A_REVERSE, chr(win.inch(1, 2) & curses.A_CHARTEXT))
part = win.derwin(2, 5, 1, 1)
report(part.getbegyx(), part.getparyx(), part.getmaxyx())
part.addch(0, 0, "P")
report(chr(win.inch(1, 1) & 255))
del win
report(chr(part.inch(0, 0) & 255))
win = curses.newwin(5, 20)
attempt(win.move, 100, 100)
attempt(win.addstr, 100, 0, "x")
attempt(win.addstr, 4, 19, "xy")
attempt(win.addstr, 4, 19, b"xy")
attempt(win.addstr)
attempt(win.addch, "ab")
attempt(win.addch, 1.5)
attempt(win.addstr, 3)
attempt(win.addstr, "a\\0b")
attempt(win.derwin, 1, 1, 1)
attempt(win.derwin, 100, 100, 1, 1)
attempt(win.instr, -1)
attempt(win.is_linetouched, 9)
attempt(win.keypad)
attempt(win.refresh, 1, 2, 3, 4, 5, 6)
pad = curses.newpad(100, 100)
attempt(pad.refresh)
attempt(pad.refresh, 0, 0, 0, 0, 5, 5)
report(win.encoding)
win.encoding = "latin-1"
attempt(win.insch, "é")
attempt(win.insch, "日")
attempt(setattr, win, "encoding", 3)
attempt(delattr, win, "encoding")
win.bkgd(".", curses.A_DIM)
report(win.getbkgd() == ord(".") | curses.A_DIM, win.enclose(3, 3), win.enclose(30, 3))
curses.endwin()
report(curses.isendwin())
""")
# expect: (24, 80) 24 80 True
# expect: (2, 3) (5, 20) (-1, -1) (0, 0)
# expect: b'>> hello            ' b'w\xc3\xb6' byt日     (2, 0)
# expect: True w
# expect: (3, 4) (1, 1) (2, 5)
# expect: P
# expect: P
# expect: error: wmove() returned ERR
# expect: error: addwstr() returned ERR
# expect: error: addwstr() returned ERR
# expect: error: addstr() returned ERR
# expect: TypeError: _curses.window.addstr requires 1 to 4 arguments
# expect: TypeError: expect bytes or str of length 1, or int, got a str of length 2
# expect: TypeError: expect bytes or str of length 1, or int, got float
# expect: TypeError: expect bytes or str, got int
# expect: ValueError: embedded null character
# expect: TypeError: _curses.window.derwin requires 2 to 4 arguments
# expect: error: curses function returned NULL
# expect: ValueError: 'n' must be nonnegative
# expect: TypeError: is_linetouched: line number outside of boundaries
# expect: TypeError: True(1) or False(0)
# expect: TypeError: refresh() takes no arguments (6 given)
# expect: error: refresh() for a pad requires 6 arguments
# expect: None
# expect: UTF-8
# expect: None
# expect: UnicodeEncodeError: 'latin-1' codec can't encode character '\u65e5' in position 0: ordinal not in range(256)
# expect: TypeError: setting encoding to a non-string
# expect: TypeError: encoding may not be deleted
# expect: True True False
# expect: True
