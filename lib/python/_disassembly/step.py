"""The step view: `folio -X step program.py` walks a program instruction by instruction.

The engine (_stepper) calls Session.stop between two instructions; what it returns says where to stop
next. step_view.py makes the picture. On a terminal keys are commands, else lines of standard input
are, and the pictures follow each other.

Going back: before the program goes on, the process forks. The parent keeps the state and waits; when
the user wants to go back to instruction N, the child ends and tells N, and the nearest ancestor that
is not past it runs on from its state to N, unseen. What the program prints is kept in a file of our
own that is cut back with it; other effects on the world are not undone.
"""

import os
import sys

import _stepper

from . import colours, step_view

INTO, OVER, LINE, NEXT, OUT, TO_LINE, TO_COUNT, RUN = range(8)
_GO_BACK = 113          # status of a child that wants an ancestor to take over
_SNAPSHOTS = 200        # beyond these, going back runs again from the last one

COMMANDS = {"s": (INTO, "instruction"), "\r": (INTO, ""), "\n": (INTO, ""), " ": (INTO, ""),
            "n": (OVER, "over"), "l": (LINE, "line"), "m": (NEXT, "line over"), "o": (OUT, "out"),
            "c": (RUN, "continue")}
KEYS = ("s step  n over  l line  m line over  o out  g to line  c continue  b back  u undo  "
        "j/k object  q quit")


class Session:
    """One walk through a program; `request` is where a child tells how far to go back."""

    def __init__(self):
        self.screen = _Screen()
        self.cursor = 0
        self.snapshots = 0
        self.request = None
        self.previous = []       # numbers of the instructions at earlier stops

    def stop(self):
        """Asked by the engine: shows where the program is, gives the next (mode, number)."""
        self.screen.enter()
        answer = None
        while answer is None:       # again when the user came back to here
            answer = self._go(self._choose())
        self.screen.leave(answer[0] == RUN)
        return answer

    def _choose(self):
        """What to do next. The picture holds references to what it shows: it goes before we do."""
        while True:
            picture = None
            picture = step_view.Picture(self.cursor, self.screen.output_lines())
            self.screen.show(picture)
            key = self.screen.key()
            if key in COMMANDS:
                return COMMANDS[key][0], 0
            elif key == "g":
                line = self.screen.number("line: ")
                if line is not None:
                    return TO_LINE, line
            elif key in ("b", "u"):
                self._back(self._goal(key))
            elif key == "j":
                self.cursor = min(self.cursor + 1, max(picture.item_count - 1, 0))
            elif key == "k":
                self.cursor = max(self.cursor - 1, 0)
            elif key in ("q", ""):
                self._quit()

    # ---- forwards and backwards -----------------------------------------------------------------

    def _go(self, answer):
        """Leaves a snapshot behind and lets the program run on; None: the user came back to it."""
        here = _stepper.count()
        if self.snapshots < _SNAPSHOTS:
            answer = self._snapshot(here, answer)
        if answer is not None:
            self.previous.append(here)
        return answer

    def _snapshot(self, here, answer):
        """The answer in the child; in the parent None or an answer that runs to where it should."""
        position = self.screen.position()
        while True:
            reader, writer = os.pipe()
            child = os.fork()
            if child == 0:
                os.close(reader)
                if self.request is not None:
                    os.close(self.request)
                self.request = writer
                self.snapshots += 1
                return answer
            os.close(writer)
            goal = self._wait(child, reader)
            if goal < here:
                self._back(goal)
            self.screen.rewind(position)
            if goal == here:
                return None
            answer = TO_COUNT, goal

    def _wait(self, child, reader):
        """Until the child ends: with its status we end too, unless it wants us to take over."""
        with os.fdopen(reader, "rb") as pipe:
            wish = pipe.read()
        status = os.waitpid(child, 0)[1]
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) == _GO_BACK and wish:
            return int(wish)
        if os.WIFSIGNALED(status):
            import signal
            signal.signal(os.WTERMSIG(status), signal.SIG_DFL)
            os.kill(os.getpid(), os.WTERMSIG(status))
        os._exit(os.WEXITSTATUS(status))

    def _goal(self, key):
        if key == "u":
            return self.previous[-1] if self.previous else 0
        return _stepper.count() - 1

    def _back(self, goal):
        """Ends this process; an ancestor goes on at instruction `goal`. Nothing at the beginning."""
        if self.request is None or not self.previous or goal < self.previous[0]:
            return
        os.write(self.request, str(goal).encode())
        os._exit(_GO_BACK)

    def _quit(self):
        self.screen.leave(True)
        sys.stdout.flush()
        self.screen.finish()
        os._exit(0)


# ---- the terminal ---------------------------------------------------------------------------


class _Screen:
    """A terminal's second screen, or plain text when there is none."""

    def __init__(self):
        self.is_terminal = os.isatty(0) and os.isatty(1)
        self.out = self.output = None
        self.finished = False
        self.paint = colours.Paint(self.is_terminal and colours.wanted("auto"))

    def enter(self):
        """What the program prints goes to a file of ours from the first stop on."""
        sys.stdout.flush()
        if self.output is None:
            self.out = os.dup(1)
            self.output = self._open()
            os.dup2(self.output, 1)
            if self.is_terminal:
                os.dup2(self.output, 2)
                _stepper.raw(0)
                self._write("\x1b[?1049h\x1b[?25l")

    @staticmethod
    def _open():
        if hasattr(os, "memfd_create"):
            return os.memfd_create("folio-step")
        path = f"/tmp/folio-step-{os.getpid()}"
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        os.unlink(path)
        return descriptor

    def _write(self, text):
        data = text.encode("utf-8", "replace")
        while data:
            data = data[os.write(self.out, data):]

    def show(self, picture):
        if not self.is_terminal:
            self._write("\n".join(picture.plain()) + "\n")
            return
        size = os.get_terminal_size(self.out)
        width, height = size.columns or 80, size.lines or 24
        lines = picture.lines(width, height - 1, self.paint)
        keys = self.paint.dim(KEYS[:width])
        self._write("\x1b[H" + "".join(line + "\x1b[K\r\n" for line in lines) + keys + "\x1b[K\x1b[J")

    def key(self):
        data = os.read(0, 1)
        if self.is_terminal and data == b"\x1b":
            data = {b"[A": b"k", b"[B": b"j"}.get(os.read(0, 2), b"?")
        if not self.is_terminal and data not in (b"\n", b"", b"g"):
            os.read(0, 1)        # a command per line; g has its number there
        return data.decode("latin-1")

    def number(self, prompt):
        """A number typed by the user; None if it is none."""
        digits = ""
        if self.is_terminal:
            self._write(f"\r{prompt}\x1b[K")
        while (key := os.read(0, 1)) not in (b"\n", b"\r", b""):
            digits += key.decode("latin-1")
            if self.is_terminal:
                self._write(key.decode("latin-1"))
        return int(digits) if digits.strip().isdecimal() else None

    def output_lines(self):
        if self.output is None:
            return []
        size = os.lseek(self.output, 0, os.SEEK_END)
        data = os.pread(self.output, 4096, max(size - 4096, 0))
        return data.decode("utf-8", "replace").splitlines()

    def position(self):
        sys.stdout.flush()
        return os.lseek(self.output, 0, os.SEEK_END)

    def rewind(self, position):
        os.ftruncate(self.output, position)
        os.lseek(self.output, position, os.SEEK_SET)

    def leave(self, for_good):
        if for_good:
            self.finish()

    def finish(self):
        """Back to the first screen, where everything that was printed appears."""
        if self.output is None or self.finished:
            return
        self.finished = True
        if self.is_terminal:
            self._write("\x1b[?25h\x1b[?1049l")
            _stepper.restore(0)
            os.dup2(self.out, 2)
        place, size = 0, os.lseek(self.output, 0, os.SEEK_END)
        while place < size:
            data = os.pread(self.output, 65536, place)
            place += len(data)
            while data:
                data = data[os.write(self.out, data):]
        os.dup2(self.out, 1)


_session = None


def begin(argument):
    """From the next instruction on; `argument` "all": also in the library."""
    global _session
    _session = Session()
    _stepper.start(_session.stop, argument == "all")


def end(argument):
    """The program has ended."""
    _stepper.stop()
    sys.stdout.flush()
    _session.screen.finish()
