"""The step view's terminal, and what the program reads and prints meanwhile.

On a terminal the pictures are on its second screen and keys come one by one; otherwise the pictures
follow each other as text and commands are lines of standard input. What the program prints goes to a
file without a name that is shown as part of the picture, and to the real output when the view ends.
What it reads it is asked for in the view; lines that were typed once are given again when it comes
back to them.
"""

import io
import os
import sys

import _stepper

from . import colours

_POLL = 0.2     # seconds until a new size of the terminal is seen
_ESCAPES = {b"[A": "k", b"OA": "k", b"[B": "j", b"OB": "j", b"[C": "s", b"OC": "s", b"[D": "b",
            b"OD": "b"}
_SECOND_SCREEN, _FIRST_SCREEN = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"


def _nameless_file(name):
    if hasattr(os, "memfd_create"):
        return os.memfd_create(name)
    import tempfile
    descriptor, path = tempfile.mkstemp()
    os.unlink(path)
    return descriptor


def _read(size):
    """Of standard input; nothing also when it is closed or the terminal is gone."""
    try:
        return os.read(0, size)
    except OSError:
        return b""


def _write_all(descriptor, data):
    while data:
        data = data[os.write(descriptor, data):]


def flush_program():
    """What the program has printed and Python still holds goes out."""
    try:
        sys.__stdout__.flush()
    except (AttributeError, ValueError, OSError):
        pass        # closed or gone: its own affair


class Screen:
    def __init__(self):
        self.is_terminal = os.isatty(0) and os.isatty(1)
        self.out = self.output = None
        self.finished = False
        self.with_signals = False   # whether Ctrl-C and Ctrl-Z are signals or keys
        self.size = None
        self.paint = colours.Paint(self.is_terminal and colours.wanted("auto"))

    def enter(self):
        """From the first stop on, what the program prints is kept."""
        flush_program()
        if self.output is None:
            self.out = os.dup(1)
            self.output = _nameless_file("folio-step")
            os.dup2(self.output, 1)
            if self.is_terminal:
                os.dup2(self.output, 2)
                self._write(_SECOND_SCREEN)
        self._take_keys(False)

    def _take_keys(self, with_signals):
        self.with_signals = with_signals
        if self.is_terminal:
            _stepper.raw(0, with_signals)

    def leave(self, for_good):
        """The program goes on: Ctrl-C is a signal again."""
        if for_good:
            self.finish()
        else:
            self._take_keys(True)

    def finish(self):
        """Back to the first screen, where everything that was printed appears."""
        if self.output is None or self.finished:
            return
        self.finished = True
        flush_program()
        if self.is_terminal:
            self._write(_FIRST_SCREEN)
            _stepper.restore(0)
            os.dup2(self.out, 2)
        place, size = 0, os.lseek(self.output, 0, os.SEEK_END)
        while place < size:
            data = os.pread(self.output, 65536, place)
            place += len(data)
            _write_all(self.out, data)
        os.dup2(self.out, 1)

    def suspend(self):
        """Ctrl-Z: the shell goes on until it continues us."""
        self._write(_FIRST_SCREEN)
        _stepper.restore(0)
        os.kill(0, 19)      # SIGSTOP: also those that wait for us, whatever the program handles
        self._take_keys(False)
        self._write(_SECOND_SCREEN)

    def _write(self, text):
        _write_all(self.out, text.encode("utf-8", "replace"))

    # ---- pictures -------------------------------------------------------------------------------

    def show(self, picture):
        if not self.is_terminal:
            self._write("\n".join(picture.plain()) + "\n")
            return
        self.size = self._measure()
        lines = picture.lines(*self.size, self.paint)
        self._write("\x1b[H" + "\x1b[K\r\n".join(lines) + "\x1b[K\x1b[J")

    def _measure(self):
        size = os.get_terminal_size(self.out)
        return size.columns or 80, size.lines or 24

    # ---- keys and lines -------------------------------------------------------------------------

    def key(self):
        """A command: "" at the end of the input, "resized" when the picture is to be made anew."""
        if not self.is_terminal:
            return self._command()
        import select
        while not select.select([0], [], [], _POLL)[0]:
            if self._measure() != self.size:
                return "resized"
        data = _read(1)
        if data == b"\x1b":
            rest = _read(8) if select.select([0], [], [], 0.05)[0] else b""
            return _ESCAPES.get(rest, "unknown")
        return data.decode("latin-1")

    def _command(self):
        data = _read(1)
        if data not in (b"\n", b"", b"g"):
            _read(1)             # a command per line; g has its number there
        return data.decode("latin-1")

    def ask(self, prompt):
        """A line typed in the last row of the picture, or the next line of standard input."""
        if self.finished:
            return _read(4096)
        if not self.is_terminal:
            return self._read_line()
        width, height = self._measure()
        self._write(f"\x1b[{height};1H\x1b[K{prompt[-(width // 2):]}\x1b[?25h")
        _stepper.restore(0)
        try:
            return _read(4096)
        finally:
            self._take_keys(self.with_signals)
            self._write("\x1b[?25l")

    @staticmethod
    def _read_line():
        """Not a byte more than the line: what follows are commands."""
        line = b""
        while not line.endswith(b"\n") and (byte := _read(1)):
            line += byte
        return line

    # ---- what the program prints ----------------------------------------------------------------

    def output_lines(self):
        if self.output is None:
            return []
        size = os.lseek(self.output, 0, os.SEEK_END)
        data = os.pread(self.output, 4096, max(size - 4096, 0))
        return data.decode("utf-8", "replace").splitlines()

    def echo(self, data):
        """What is typed for the program stands in its output, as on any terminal."""
        if self.is_terminal and not self.finished and self.output is not None:
            _write_all(self.output, data)

    def position(self):
        flush_program()
        return os.lseek(self.output, 0, os.SEEK_END)

    def rewind(self, position):
        os.ftruncate(self.output, position)
        os.lseek(self.output, position, os.SEEK_SET)


class ProgramInput(io.RawIOBase):
    """Standard input as the program has it."""

    def __init__(self, screen):
        self._screen = screen
        self._typed = _nameless_file("folio-step-input")    # one for all processes
        self._position = 0                                  # of this process in it

    def readable(self):
        return True

    def isatty(self):
        return os.isatty(0)

    def readinto(self, buffer):
        data = os.pread(self._typed, len(buffer), self._position)
        if not data:
            flush_program()
            line = self._screen.ask(self._prompt())
            os.pwrite(self._typed, line, self._position)
            data = line[:len(buffer)]
        self._screen.echo(data)
        self._position += len(data)
        buffer[:len(data)] = data
        return len(data)

    def _prompt(self):
        return "input: " + "".join(self._screen.output_lines()[-1:])

    def text(self, like):
        """A text stream over it with the coding of another one."""
        return io.TextIOWrapper(io.BufferedReader(self), like.encoding, like.errors)
