# Panels: windows in a stack.
from _on_terminal import run

run("""
from curses import panel
attempt(panel.top_panel)
screen = curses.initscr()
report(panel.top_panel(), panel.bottom_panel())
windows = [curses.newwin(3, 10, i, i) for i in range(3)]
first, second, third = panels = [panel.new_panel(window) for window in windows]
report(panel.top_panel() is third, panel.bottom_panel() is first, first.above() is second)
report(first.below(), third.above(), second.window() is windows[1])
first.top()
report(panel.top_panel() is first, first.above())
second.hide()
report(second.hidden(), first.below() is third)
attempt(second.hide)
second.show()
attempt(second.userptr)
second.set_userptr(second)
report(second.userptr() is second)
attempt(second.move, 100, 100)
second.move(5, 6)
report(windows[1].getbegyx())
second.replace(curses.newwin(2, 2))
report(second.window().getmaxyx())
attempt(panel.new_panel, 1)
panel.update_panels()
curses.doupdate()
del first, third, panels[0]
report(panel.top_panel() is second, len(panels))
curses.endwin()
""")
# expect: error: must call initscr() first
# expect: None None
# expect: True True True
# expect: None None True
# expect: True None
# expect: True True
# expect: None
# expect: error: no userptr set
# expect: True
# expect: error: move_panel() returned ERR
# expect: (5, 6)
# expect: (2, 2)
# expect: TypeError: new_panel() argument must be _curses.window, not int
# expect: True 2
