# Windows in files, terminals that change their size, and errors inside wrapper().
from _on_terminal import run

run("""
import io
screen = curses.initscr()
win = curses.newwin(3, 10)
win.addstr(1, 1, "kept")
file = io.BytesIO()
win.putwin(file)
file.seek(0)
again = curses.getwin(file)
report(again.getmaxyx(), again.instr(1, 0))
attempt(curses.getwin, io.BytesIO(b"nothing"))
attempt(curses.getwin, io.StringIO("text"))
report(curses.is_term_resized(30, 90))
curses.resizeterm(30, 90)
report(curses.LINES, curses.COLS, screen.getmaxyx())
win.resize(4, 12)
report(win.getmaxyx())
curses.setsyx(3, 4)
report(curses.getsyx())
curses.setsyx(-1, -1)
report(curses.getsyx())
curses.endwin()
""")
# expect: (3, 10) b' kept     '
# expect: error: curses function returned NULL
# expect: TypeError: f.read() returned str instead of bytes
# expect: True
# expect: 30 90 (30, 90)
# expect: (4, 12)
# expect: (3, 4)
# expect: (-1, -1)

run("""
def main(screen, *args):
    report(args, screen.getmaxyx())
    raise ValueError("inside")
try:
    curses.wrapper(main, 1, 2)
except ValueError as error:
    report(error, curses.isendwin())
""")
# expect: (1, 2) (24, 80)
# expect: inside True
run("attempt(curses.wrapper, print)", term="no-such-terminal")
# expect: error: setupterm: could not find terminal
