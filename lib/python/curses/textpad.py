"""A small editor in a window, with the keys of Emacs."""

import curses
import curses.ascii as ascii


def rectangle(win, uly, ulx, lry, lrx):
    """Draws a rectangle between two corners, which are part of it."""
    win.vline(uly + 1, ulx, curses.ACS_VLINE, lry - uly - 1)
    win.hline(uly, ulx + 1, curses.ACS_HLINE, lrx - ulx - 1)
    win.hline(lry, ulx + 1, curses.ACS_HLINE, lrx - ulx - 1)
    win.vline(uly + 1, lrx, curses.ACS_VLINE, lry - uly - 1)
    win.addch(uly, ulx, curses.ACS_ULCORNER)
    win.addch(uly, lrx, curses.ACS_URCORNER)
    win.addch(lry, lrx, curses.ACS_LRCORNER)
    win.addch(lry, ulx, curses.ACS_LLCORNER)


class Textbox:
    """An editor of what a window shows: edit() until Ctrl-G, then gather() gives the text.

    Ctrl-A, Ctrl-E      to the beginning and the end of the line
    Ctrl-B, Ctrl-F      left and right, also from line to line
    Ctrl-P, Ctrl-N      up and down
    Ctrl-H, Ctrl-D      deletes before and under the cursor
    Ctrl-K              deletes to the end of the line, or the line if it is empty
    Ctrl-O              inserts an empty line
    Ctrl-J              to the next line; ends the editing if there is only one
    Ctrl-L              shows the window anew
    Ctrl-G              ends the editing

    The arrow keys and backspace do as Ctrl-B, Ctrl-F, Ctrl-P, Ctrl-N and Ctrl-H.
    """

    def __init__(self, win, insert_mode=False):
        self.win = win
        self.insert_mode = insert_mode
        self._update_max_yx()
        self.stripspaces = 1
        self.lastcmd = None
        win.keypad(1)

    def edit(self, validate=None):
        "Edits until a command ends it; validate(key) may change a key, or make it 0 to ignore it."
        while True:
            key = self.win.getch()
            if validate:
                key = validate(key)
            if not key:
                continue
            if not self.do_command(key):
                return self.gather()
            self.win.refresh()

    def do_command(self, ch):
        "Does what one key asks for; 0 if that ends the editing."
        self._update_max_yx()
        y, x = self.win.getyx()
        self.lastcmd = ch
        if ascii.isprint(ch):
            if y < self.maxy or x < self.maxx:
                self._insert_printable_char(ch)
            return 1
        command = _commands.get(ch)
        if command is None:
            return 1
        return 0 if command(self, y, x) is _END else 1

    def gather(self):
        "The text of the window, without the blanks at the ends of lines if stripspaces is set."
        lines = []
        self._update_max_yx()
        for y in range(self.maxy + 1):
            self.win.move(y, 0)
            end = self._end_of_line(y)
            if self.stripspaces and end == 0:
                continue
            count = min(end, self.maxx) + 1 if self.stripspaces else self.maxx + 1
            lines.append("".join(chr(ascii.ascii(self.win.inch(y, x))) for x in range(count)))
            if self.maxy > 0:
                lines.append("\n")
        return "".join(lines)

    # ---- parts ----

    def _update_max_yx(self):
        height, width = self.win.getmaxyx()
        self.maxy = height - 1
        self.maxx = width - 1

    def _end_of_line(self, y):
        """The column behind the last character of a line that is no blank."""
        self._update_max_yx()
        for x in range(self.maxx, -1, -1):
            if ascii.ascii(self.win.inch(y, x)) != ascii.SP:
                return min(self.maxx, x + 1)
        return 0

    def _insert_printable_char(self, ch):
        """Writes a character; in insert mode those behind it are pushed on, line by line."""
        self._update_max_yx()
        y, x = self.win.getyx()
        cursor = None  # where it belongs when others were pushed
        while y < self.maxy or x < self.maxx:
            pushed = self.win.inch() if self.insert_mode else None
            try:
                self.win.addch(ch)
            except curses.error:
                pass  # the cursor has no place behind the last corner
            if pushed is None or not ascii.isprint(pushed):
                break
            ch = pushed
            y, x = self.win.getyx()
            cursor = cursor or (y, x)
        if cursor:
            self.win.move(*cursor)

    def _move_to_text(self, y, x):
        """Moves to another line, not behind the end of its text."""
        self.win.move(y, x)
        if x > self._end_of_line(y):
            self.win.move(y, self._end_of_line(y))

    # ---- commands: called with the place of the cursor ----

    def _line_begin(self, y, x):
        self.win.move(y, 0)

    def _line_end(self, y, x):
        self.win.move(y, self._end_of_line(y) if self.stripspaces else self.maxx)

    def _left(self, y, x):
        if x > 0:
            self.win.move(y, x - 1)
        elif y > 0:
            self._line_end(y - 1, x)

    def _right(self, y, x):
        if x < self.maxx:
            self.win.move(y, x + 1)
        elif y < self.maxy:
            self.win.move(y + 1, 0)

    def _up(self, y, x):
        if y > 0:
            self._move_to_text(y - 1, x)

    def _down(self, y, x):
        if y < self.maxy:
            self._move_to_text(y + 1, x)

    def _delete_before(self, y, x):
        self._left(y, x)
        self.win.delch()

    def _delete_under(self, y, x):
        self.win.delch()

    def _delete_rest(self, y, x):
        if x == 0 and self._end_of_line(y) == 0:
            self.win.deleteln()
        else:
            self.win.move(y, x)  # from where _end_of_line() has looked
            self.win.clrtoeol()

    def _insert_line(self, y, x):
        self.win.insertln()

    def _next_line(self, y, x):
        if self.maxy == 0:
            return _END
        if y < self.maxy:
            self.win.move(y + 1, 0)

    def _show(self, y, x):
        self.win.refresh()

    def _end(self, y, x):
        return _END


_END = object()  # what a command returns that ends the editing

_commands = {
    ascii.SOH: Textbox._line_begin,
    ascii.ENQ: Textbox._line_end,
    ascii.STX: Textbox._left,
    curses.KEY_LEFT: Textbox._left,
    ascii.ACK: Textbox._right,
    curses.KEY_RIGHT: Textbox._right,
    ascii.DLE: Textbox._up,
    curses.KEY_UP: Textbox._up,
    ascii.SO: Textbox._down,
    curses.KEY_DOWN: Textbox._down,
    ascii.BS: Textbox._delete_before,
    curses.KEY_BACKSPACE: Textbox._delete_before,
    ascii.DEL: Textbox._delete_before,
    ascii.EOT: Textbox._delete_under,
    ascii.VT: Textbox._delete_rest,
    ascii.SI: Textbox._insert_line,
    ascii.NL: Textbox._next_line,
    ascii.FF: Textbox._show,
    ascii.BEL: Textbox._end,
}
