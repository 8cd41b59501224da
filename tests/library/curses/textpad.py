# The editor of curses.textpad, by its keys.
from _on_terminal import run

PROGRAM = """
import curses.textpad
def main(screen):
    win = curses.newwin(3, 10, 1, 1)
    curses.textpad.rectangle(screen, 0, 0, 4, 11)
    box = curses.textpad.Textbox(win, insert_mode={insert})
    report(repr(box.edit()))
curses.wrapper(main)
"""
run(PROGRAM.format(insert=False), b"hello\x02\x02LO\nsecond\x01S\x07")
# expect: 'helLO \nSecond \n'
run(PROGRAM.format(insert=True), b"ac\x02b\x05!\nx\x10\x04\x0e\x7fy\x07")
# expect: 'abcy! \n x \n'
run(PROGRAM.format(insert=False), b"one\ntwo\x10\x01\x0b\x0b\x06\x06\x0f-\x07")
# expect: '  - \ntwo \n'
