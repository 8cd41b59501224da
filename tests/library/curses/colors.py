# Colors and their pairs.
from _on_terminal import run

run("""
screen = curses.initscr()
attempt(curses.color_pair, 1)
curses.start_color()
report(curses.COLORS, curses.COLOR_PAIRS, curses.has_colors(), curses.can_change_color())
curses.init_pair(1, curses.COLOR_RED, curses.COLOR_BLUE)
report(curses.pair_content(1), curses.color_pair(1), curses.pair_number(curses.color_pair(1)))
screen.addstr(0, 0, "red", curses.color_pair(1))
report(curses.pair_number(screen.inch(0, 0)))
screen.chgat(0, 0, 2, curses.color_pair(0))
report(curses.pair_number(screen.inch(0, 0)), curses.pair_number(screen.inch(0, 2)))
attempt(curses.init_pair, 1, 256, 0)
attempt(curses.init_pair, -1, 1, 0)
attempt(curses.init_pair, 2**31, 1, 0)
attempt(curses.init_pair, 70000, 1, 0)
attempt(curses.init_color, 1, 1001, 0, 0)
attempt(curses.init_color, 1, 0, -1, 0)
attempt(curses.color_content, 300)
curses.init_color(1, 100, 200, 300)
report(curses.color_content(1))
curses.use_default_colors()
curses.init_pair(2, -1, -1)
report(curses.pair_content(2))
curses.endwin()
""")
# expect: error: must call start_color() first
# expect: 256 65536 True True
# expect: (1, 4) 256 1
# expect: 1
# expect: 0 1
# expect: ValueError: Color number is greater than COLORS-1 (255).
# expect: ValueError: Color pair is less than 0.
# expect: ValueError: Color pair is greater than maximum (2147483647).
# expect: ValueError: Color pair is greater than COLOR_PAIRS-1 (65535).
# expect: ValueError: Color component is greater than 1000
# expect: ValueError: Color component is less than 0
# expect: ValueError: Color number is greater than COLORS-1 (255).
# expect: (100, 200, 300)
# expect: (-1, -1)
