# setupterm() is enough for what the terminfo database knows; the rest asks for initscr().
import curses

for function, args in ((curses.tigetnum, ("colors",)), (curses.tparm, (b"x",)),
                       (curses.beep, ()), (curses.newwin, (1, 1)), (curses.has_colors, ()),
                       (curses.unctrl, ("a",)), (curses.color_pair, (1,))):
    try:
        print(function(*args))
    except curses.error as error:
        print(function.__name__, error)
# expect: tigetnum must call (at least) setupterm() first
# expect: tparm must call (at least) setupterm() first
# expect: beep must call initscr() first
# expect: newwin must call initscr() first
# expect: has_colors must call initscr() first
# expect: unctrl must call initscr() first
# expect: color_pair must call initscr() first

try:
    curses.setupterm("no-such-terminal", 1)
except curses.error as error:
    print(error)                                # expect: setupterm: could not find terminal
try:
    curses.setupterm(3)
except TypeError as error:
    print(error)                # expect: setupterm() argument 'term' must be str or None, not int
print(curses.setupterm("vt100", fd=1))          # expect: None
print(curses.setupterm("xterm", 1))             # expect: None
print(curses.tigetflag("am"), curses.tigetflag("nosuch"))       # expect: 1 -1
print(curses.tigetnum("cols"), curses.tigetnum("nosuch"))       # expect: 80 -2
print(curses.tigetstr("cup"))                   # expect: b'\x1b[%i%p1%d;%p2%dH$<5>'
print(curses.tigetstr("nosuch"))                # expect: None
print(curses.tparm(curses.tigetstr("cup"), 3, 4))               # expect: b'\x1b[4;5H$<5>'
for bad in ((curses.tparm, "x"), (curses.tparm, b"a\0b"), (curses.tigetstr, 1),
            (curses.tigetstr, "a\0b"), (curses.putp, "x")):
    try:
        bad[0](*bad[1:])
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
# expect: TypeError a bytes-like object is required, not 'str'
# expect: ValueError embedded null byte
# expect: TypeError tigetstr() argument must be str, not int
# expect: ValueError embedded null character
# expect: TypeError a bytes-like object is required, not 'str'
