"""The step view: `folio -X step program.py` walks a program instruction by instruction.

The engine (_stepper) calls Session.stop between two instructions; what it returns says where to stop
next. step_view.py makes the picture, step_screen.py has the terminal, and what the program reads and
prints.

Going back: before the program goes on, the process forks. The parent keeps the state and waits; when
the user wants to go back to instruction N, the child ends and tells N, and the nearest ancestor that
is not past it runs on from its state to N, unseen. What the program prints is cut back with it, what
it has read it reads again; other effects on the world are not undone. While the program has several
threads there are no forks: going back then runs again from before.
"""

import os
import sys

import _signal
import _stepper

from . import step_view
from .step_screen import ProgramInput, Screen

INTO, OVER, LINE, NEXT, OUT, TO_LINE, TO_COUNT, RUN = range(8)
_GO_BACK = 113          # status of a child that wants an ancestor to take over
_SNAPSHOTS = 200        # beyond these, going back runs again from the last one
_NEVER = 2 ** 62        # a number of an instruction that does not come

COMMANDS = {"s": (INTO, 0), "\r": (INTO, 0), "\n": (INTO, 0), " ": (INTO, 0), "n": (OVER, 0),
            "l": (LINE, 0), "m": (NEXT, 0), "o": (OUT, 0), "e": (TO_COUNT, _NEVER), "c": (RUN, 0)}
_CTRL_C, _CTRL_Z = "\x03", "\x1a"
_QUIT = ("q", "", _CTRL_C)


class Session:
    """One walk through a program; `request` is where a child tells how far to go back."""

    def __init__(self):
        self.screen = Screen()
        self.cursor = 0
        self.snapshots = 0
        self.request = None
        self.previous = []       # numbers of the instructions at earlier stops

    def begin(self, with_library):
        if sys.stdin is not None:
            sys.stdin = ProgramInput(self.screen).text(sys.stdin)
        if self.screen.is_terminal and _signal.getsignal(_signal.SIGINT) is _DEFAULT:
            _signal.signal(_signal.SIGINT, _interrupted)
        _stepper.start(self.stop, with_library)

    def stop(self):
        """Asked by the engine: shows where the program is, gives the next (mode, number)."""
        self.screen.enter()
        answer = None
        while answer is None:       # again when the user came back to here
            answer = self._go(self._choose())
        self._leave(answer[0] == RUN)
        return answer

    def end(self, status):
        """The program has ended, with the view or behind it: one may still go back."""
        if self.previous and not self.screen.finished:
            self.screen.enter()
            title = f"the program has ended with status {status}, {_stepper.count()} instructions"
            self._stay(title)
        self._leave(True)

    def _stay(self, title):
        keys = ("b back", "u undo", "? help", "q quit")
        key = None
        while key not in (*_QUIT, "\n", "\r"):
            key = self._key(lambda: step_view.Page(title, self.screen.output_lines(), keys))
            if key == "b":
                self._back(_stepper.count())
            elif key == "u":
                self._back(self.previous[-1])

    def _leave(self, for_good):
        self.screen.leave(for_good)
        if for_good and _signal.getsignal(_signal.SIGINT) is _interrupted:
            _signal.signal(_signal.SIGINT, _DEFAULT)

    # ---- keys -----------------------------------------------------------------------------------

    def _key(self, make_picture):
        """Shows the picture and gives the key that is not about the view itself."""
        while True:
            self.screen.show(make_picture())
            key = self.screen.key()
            if key in ("?", "h"):
                self.screen.show(step_view.Page("the keys of the step view", step_view.HELP,
                                                ("any key: back",)))
                self.screen.key()
            elif key == _CTRL_Z:
                self.screen.suspend()
            elif key != "resized":
                return key

    def _picture(self):
        """Made anew for every key: it holds references to what it shows."""
        picture = step_view.Picture(self.cursor, self.screen.output_lines())
        self.cursor = picture.cursor
        self.last_item = max(picture.item_count - 1, 0)
        return picture

    def _choose(self):
        while True:
            key = self._key(self._picture)
            if key in COMMANDS:
                return COMMANDS[key]
            if key == "g":
                line = self.screen.ask("to line: ").strip()
                if line.isdigit():
                    return TO_LINE, int(line)
            elif key == "b":
                self._back(_stepper.count() - 1)
            elif key == "u":
                self._back(self.previous[-1] if self.previous else 0)
            elif key == "j":
                self.cursor = min(self.cursor + 1, self.last_item)
            elif key == "k":
                self.cursor = max(self.cursor - 1, 0)
            elif key in _QUIT:
                self._quit()

    def _quit(self):
        self._leave(True)
        os._exit(0)

    # ---- forwards and backwards -----------------------------------------------------------------

    def _go(self, answer):
        """Leaves a snapshot behind and lets the program run on; None: the user came back to it."""
        here = _stepper.count()
        if answer[0] != RUN and self.snapshots < _SNAPSHOTS:
            answer = self._snapshot(here, answer)
        if answer is not None:
            self.previous.append(here)
        return answer

    def _snapshot(self, here, answer):
        """The answer in the child; in the parent None or an answer that runs to where it should."""
        position = self.screen.position()
        while True:
            reader, writer = os.pipe()
            child = _stepper.fork()
            if not child:
                os.close(reader)
                self._become_child(writer, child is None)
                return answer
            os.close(writer)
            goal = self._wait(child, reader)
            if goal < here:
                self._back(goal)
            self.screen.rewind(position)
            if goal == here:
                return None
            answer = TO_COUNT, goal

    def _become_child(self, writer, is_same_process):
        if is_same_process:
            os.close(writer)
            return
        if self.request is not None:
            os.close(self.request)
        self.request = writer
        self.snapshots += 1

    def _wait(self, child, reader):
        """Until the child ends: with its status we end too, unless it wants us to take over."""
        handler = _signal.signal(_signal.SIGINT, _signal.SIG_IGN)
        with os.fdopen(reader, "rb") as pipe:
            wish = pipe.read()
        status = os.waitpid(child, 0)[1]
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL if handler is None else handler)
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) == _GO_BACK and wish:
            return int(wish)
        if os.WIFSIGNALED(status):
            _signal.signal(os.WTERMSIG(status), _signal.SIG_DFL)
            os.kill(os.getpid(), os.WTERMSIG(status))
        os._exit(os.WEXITSTATUS(status))

    def _back(self, goal):
        """Ends this process; an ancestor goes on at instruction `goal`. Nothing at the beginning."""
        if self.request is None or not self.previous or goal < self.previous[0]:
            return
        os.write(self.request, str(goal).encode())
        os._exit(_GO_BACK)


_DEFAULT = _signal.default_int_handler
_session = Session()


def _interrupted(number, frame):
    """Ctrl-C while the program runs."""
    _stepper.interrupt()


def begin(argument):
    """From the next instruction on; `argument` "all": also in the library."""
    _session.begin(argument == "all")


def end(status):
    """The program has ended."""
    _stepper.stop()
    _session.end(status)
