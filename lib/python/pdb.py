"""The debugger of the command line: python -m pdb script.py, pdb.run("statement"), breakpoint(),
and pdb.pm() after an exception. `help` at its prompt lists the commands; what is no command is
executed in the frame that is shown.

Pdb is a bdb.Bdb (where to stop) and a cmd.Cmd (the prompt); _pdb_statements takes lines apart and
executes statements, _pdb_programs is the command line. While it waits for commands, `stack` is the
stack of (frame, line) and `curindex` the entry that is shown."""
import bdb
import cmd
import functools
import inspect
import linecache
import os
import pprint
import signal
import sys
import types

from _pdb_breakpoints import Breakpoints, find_function
from _pdb_completion import Completion, use_delimiters
from _pdb_programs import Restart, run_command_line
from _pdb_statements import VARIABLES, Statements, format_error

__all__ = ["run", "pm", "Pdb", "runeval", "runctx", "runcall", "set_trace", "post_mortem", "help"]

LINES_LISTED = 11
line_prefix = "\n-> "


# in the queue: show where it stops, and what is displayed; or do not
_SHOW_FRAME, _BE_SILENT = "_pdbcmd_print_frame_status", "_pdbcmd_silence_frame_status"
_CHAINED_MAX = 999


def _without_argument(method):
    """A decorator: the command takes none."""
    usage = method.__doc__.partition("\n")[0]

    @functools.wraps(method)
    def checked(self, arg):
        if arg:
            self.error(f"Invalid argument: {arg}\n      Usage: {usage}")
            return None
        return method(self, arg)
    return checked


class Pdb(Statements, Breakpoints, Completion, bdb.Bdb, cmd.Cmd):
    _previous_sigint_handler = None
    _file_times = {}  # by name: when it was changed, as it was first seen

    def __init__(self, completekey="tab", stdin=None, stdout=None, skip=None, nosigint=False,
                 readrc=True):
        bdb.Bdb.__init__(self, skip=skip)
        cmd.Cmd.__init__(self, completekey, stdin, stdout)
        sys.audit("pdb.Pdb")
        if stdout:
            self.use_rawinput = False
        self.prompt = "(Pdb) "
        self.aliases = {}
        self.displaying = {}
        self.mainpyfile = ""
        self._wait_for_mainpyfile = False
        self.commands_of = {}
        self._defining = None
        self._handles_sigint = not nosigint
        self._allow_interrupt = False
        self._chained, self._chained_index = [], 0
        self.rcLines = self._read_rc() if readrc else []
        self.curframe = None
        self.forget()
        use_delimiters()

    @staticmethod
    def _read_rc():
        lines = []
        for path in (os.path.expanduser("~/.pdbrc"), ".pdbrc"):
            try:
                with open(path, encoding="utf-8") as file:
                    lines.extend(file)
            except OSError:
                pass
        return lines

    def message(self, text, end="\n"):
        print(text, file=self.stdout, end=end)

    def error(self, text):
        print("***", text, file=self.stdout)

    # -- stopping

    def reset(self):
        bdb.Bdb.reset(self)
        self.forget()

    def forget(self):
        self.lineno = None
        self.stack = []
        self.curindex = 0
        self._raised_at = {}  # by frame of the traceback: finally clauses may be further
        if self.curframe:
            self.curframe.f_globals.pop(VARIABLES, None)
        self.curframe = self.curframe_locals = None

    def setup(self, frame, tb):
        self.forget()
        self.stack, self.curindex = self.get_stack(frame, tb)
        while tb is not None:
            self._raised_at[tb.tb_frame] = tb.tb_lineno
            tb = tb.tb_next
        self._show_frame(self.curindex, shown=False)
        if self._chained:
            self.set_convenience_variable(self.curframe, "_exception",
                                          self._chained[self._chained_index])
        # the commands of .pdbrc come first, and go on at the next stop if one of them goes on
        self.cmdqueue.extend(line.strip() for line in self.rcLines
                             if line.strip() and line.strip()[0] != "#")
        self.rcLines = []

    def _show_frame(self, index, shown=True):
        self.curindex = index
        self.curframe = self.stack[index][0]
        self.set_convenience_variable(self.curframe, "_frame", self.curframe)
        self.curframe_locals = self.curframe.f_locals
        self.lineno = None
        if shown:
            self.print_stack_entry(self.stack[index])

    def user_call(self, frame, argument_list):
        if self._wait_for_mainpyfile:
            return
        if self.stop_here(frame):
            self.message("--Call--")
            self.interaction(frame, None)

    def user_line(self, frame):
        if self._wait_for_mainpyfile:
            if (self.mainpyfile != self.canonic(frame.f_code.co_filename) or
                    frame.f_lineno <= 0):
                return
            self._wait_for_mainpyfile = False
        self._queue_breakpoint_commands()
        self.interaction(frame, None)

    user_opcode = user_line

    def _queue_breakpoint_commands(self):
        number = getattr(self, "currentbp", None)
        self.currentbp = None
        self.cmdqueue.extend(self.commands_of.get(number, ()))

    def user_return(self, frame, return_value):
        if self._wait_for_mainpyfile:
            return
        frame.f_locals["__return__"] = return_value
        self.set_convenience_variable(frame, "_retval", return_value)
        self.message("--Return--")
        self.interaction(frame, None)

    def user_exception(self, frame, exc_info):
        if self._wait_for_mainpyfile:
            return
        kind, value, tb = exc_info
        frame.f_locals["__exception__"] = kind, value
        self.set_convenience_variable(frame, "_exception", value)
        is_end = kind is StopIteration and not tb  # a coroutine or generator is done
        has_text = value is not None and not (is_end and getattr(value, "value", None) is None)
        self.message(("Internal " if is_end else "")
                     + (format_error(value) if has_text else kind.__name__))
        self.interaction(frame, tb)

    def interaction(self, frame, tb_or_exc):
        if Pdb._previous_sigint_handler:
            self._restore_sigint()
        self._chained = _chain(tb_or_exc) if isinstance(tb_or_exc, BaseException) else []
        if len(self._chained) > _CHAINED_MAX:
            self.message(f"More than {_CHAINED_MAX} chained exceptions found, not all exceptions "
                         "will be browsable with `exceptions`.")
            del self._chained[:-_CHAINED_MAX]
        self._chained_index = len(self._chained) - 1
        self.setup(frame, getattr(tb_or_exc, "__traceback__", tb_or_exc))
        # behind what is in the queue: if that goes on, nobody is told of this stop
        self.cmdqueue.append(_SHOW_FRAME)
        self._command_loop()
        self._be_silent()
        self.forget()

    def _command_loop(self):
        while True:
            try:
                self._allow_interrupt = True
                self.cmdloop()
                self._allow_interrupt = False
                return
            except KeyboardInterrupt:
                self.message("--KeyboardInterrupt--")

    def _show_stop(self):
        if self.stack:
            self.print_stack_entry(self.stack[self.curindex])
        self._show_displayed()

    def _be_silent(self):
        if self.cmdqueue and self.cmdqueue[-1] == _SHOW_FRAME:
            self.cmdqueue.pop()

    def postcmd(self, stop, line):
        if self.curframe and not stop:
            self._warn_of_changed_file(self.curframe.f_code.co_filename)
        return stop

    def _warn_of_changed_file(self, filename):
        try:
            changed = os.path.getmtime(filename)
        except OSError:
            return
        if self._file_times.setdefault(filename, changed) != changed:
            self._file_times[filename] = changed
            self.error(f"WARNING: file '{filename}' was edited, running stale code until the "
                       "program is rerun")

    # -- interrupts while the program runs

    def sigint_handler(self, signum, frame):
        if self._allow_interrupt:
            raise KeyboardInterrupt
        self.message("\nProgram interrupted. (Use 'cont' to resume).")
        self.set_step()
        self.set_trace(frame)

    def _catch_sigint(self):
        try:
            Pdb._previous_sigint_handler = signal.signal(signal.SIGINT, self.sigint_handler)
        except ValueError:
            pass  # another thread than the main one

    @staticmethod
    def _restore_sigint():
        try:
            signal.signal(signal.SIGINT, Pdb._previous_sigint_handler)
        except ValueError:
            return
        Pdb._previous_sigint_handler = None

    def _show_displayed(self):
        for expression, old in list(self.displaying.get(self.curframe, {}).items()):
            new = self._displayed(expression)
            if new is not old and new != old:
                self.displaying[self.curframe][expression] = new
                self.message(f"display {expression}: {self._safe_repr(new, expression)}  "
                             f"[old: {self._safe_repr(old, expression)}]")

    # -- command lines

    def onecmd(self, line):
        if line == _SHOW_FRAME:
            self._show_stop()
            return None
        if line == _BE_SILENT:
            self._be_silent()
            return None
        if self._defining is None:
            return super().onecmd(line)
        return self._define_command(line)

    def _define_command(self, line):
        """A line of a breakpoint's commands; true at their end."""
        command, _, line = self.parseline(line)
        commands = self.commands_of[self._defining]
        if not line:
            return False
        if command == "end":
            return True
        if command == "silent":
            commands.append(_BE_SILENT)
            return False
        commands.append(line)
        method = getattr(self, f"do_{command}", self.default)
        return method.__name__ in self._going_on

    _going_on = ("do_continue", "do_step", "do_next", "do_return", "do_until", "do_jump",
                 "do_quit")

    def _getval(self, arg):
        """The value of an expression; an error is told of and raised."""
        try:
            return eval(arg, self.curframe.f_globals, self.curframe_locals)
        except:
            self._error_exc()
            raise

    def _displayed(self, arg):
        try:
            return eval(arg, self.curframe.f_globals, self.curframe_locals)
        except Exception as error:
            return _Raised(f"** raised {format_error(error)} **")

    @staticmethod
    def _safe_repr(value, expression):
        try:
            return repr(value)
        except Exception as error:
            return f"*** repr({expression}) failed: {format_error(error)} ***"

    def emptyline(self):
        if self.lastcmd:
            return self.onecmd(self.lastcmd)
        return None

    # -- the stack

    @_without_argument
    def do_where(self, arg):
        """w(here)

        The stack, the newest frame last; > marks the one that is shown."""
        for entry in self.stack:
            self.print_stack_entry(entry)
    do_w = do_bt = do_where

    def do_up(self, arg):
        """u(p) [count]

        Show a frame further up (older)."""
        if self.curindex == 0:
            self.error("Oldest frame")
            return
        self._move(arg, -1)
    do_u = do_up

    def do_down(self, arg):
        """d(own) [count]

        Show a frame further down (newer)."""
        if self.curindex + 1 == len(self.stack):
            self.error("Newest frame")
            return
        self._move(arg, 1)
    do_d = do_down

    def _move(self, arg, direction):
        try:
            count = int(arg or 1)
        except ValueError:
            self.error(f"Invalid frame count ({arg})")
            return
        last = len(self.stack) - 1
        index = self.curindex + direction * count if count >= 0 else last if direction > 0 else 0
        self._show_frame(min(max(index, 0), last))

    def print_stack_entry(self, frame_lineno, prompt_prefix=line_prefix):
        prefix = "> " if frame_lineno[0] is self.curframe else "  "
        self.message(prefix + self.format_stack_entry(frame_lineno, prompt_prefix))

    def do_exceptions(self, arg):
        """exceptions [number]

        The chained exceptions, or another one of them whose frames are looked at."""
        if not self._chained:
            self.message("Did not find chained exceptions. To move between exceptions, "
                         "pdb/post_mortem must be given an exception object rather than a "
                         "traceback.")
        elif not arg:
            for number, exception in enumerate(self._chained):
                self.message(self._describe_chained(number, exception))
        else:
            self._choose_exception(arg)

    def _describe_chained(self, number, exception):
        shown = repr(exception)
        if len(shown) > 80:
            shown = shown[:77] + "..."
        if exception.__traceback__ is None:
            return f"    - {shown}"
        return f"{'>' if number == self._chained_index else ' '} {number:>3} {shown}"

    def _choose_exception(self, arg):
        try:
            number = int(arg)
        except ValueError:
            return self.error("Argument must be an integer")
        if not 0 <= number < len(self._chained):
            return self.error("No exception with that number")
        if self._chained[number].__traceback__ is None:
            return self.error("This exception does not have a traceback, cannot jump to it")
        self._chained_index = number
        self.setup(None, self._chained[number].__traceback__)
        self.print_stack_entry(self.stack[self.curindex])

    # -- going on

    @_without_argument
    def do_step(self, arg):
        """s(tep)

        Go on to the next line, also into functions."""
        self.set_step()
        return 1
    do_s = do_step

    @_without_argument
    def do_next(self, arg):
        """n(ext)

        Go on to the next line of this function."""
        self.set_next(self.curframe)
        return 1
    do_n = do_next

    def do_until(self, arg):
        """unt(il) [lineno]

        Go on to a line behind this one, or behind lineno."""
        line = None
        if arg:
            try:
                line = int(arg)
            except ValueError:
                self.error(f"Error in argument: {arg!r}")
                return None
            if line <= self.curframe.f_lineno:
                self.error('"until" line number is smaller than current line number')
                return None
        self.set_until(self.curframe, line)
        return 1
    do_unt = do_until

    @_without_argument
    def do_return(self, arg):
        """r(eturn)

        Go on until this function returns."""
        self.set_return(self.curframe)
        return 1
    do_r = do_return

    @_without_argument
    def do_continue(self, arg):
        """c(ont(inue))

        Go on to the next breakpoint."""
        if self._handles_sigint:
            self._catch_sigint()
        self.set_continue()
        return 1
    do_c = do_cont = do_continue

    def do_jump(self, arg):
        """j(ump) lineno

        Go on at another line of this function."""
        if self.curindex + 1 != len(self.stack):
            self.error("You can only jump within the bottom frame")
            return
        try:
            line = int(arg)
        except ValueError:
            self.error("The 'jump' command requires a line number")
            return
        try:
            self.curframe.f_lineno = line
            self.stack[self.curindex] = self.stack[self.curindex][0], line
            self.print_stack_entry(self.stack[self.curindex])
        except ValueError as error:
            self.error(f"Jump failed: {error}")
    do_j = do_jump

    def do_run(self, arg):
        """run [args...]

        Begin anew, with other arguments."""
        if arg:
            import shlex
            program = sys.argv[0:1]
            try:
                sys.argv = shlex.split(arg)
            except ValueError as error:
                self.error(f"Cannot run {arg}: {error}")
                return
            sys.argv[:0] = program
        raise Restart
    do_restart = do_run

    def do_quit(self, arg):
        """q(uit) | exit

        Give up on the program."""
        self._user_requested_quit = True
        self.set_quit()
        return 1
    do_q = do_exit = do_quit

    def do_EOF(self, arg):
        """EOF

        The end of the input quits."""
        self.message("")
        return self.do_quit(arg)

    # -- looking

    @_without_argument
    def do_args(self, arg):
        """a(rgs)

        The arguments of this function."""
        target = self.curframe.f_code
        count = target.co_argcount + target.co_kwonlyargcount
        count += bool(target.co_flags & inspect.CO_VARARGS)
        count += bool(target.co_flags & inspect.CO_VARKEYWORDS)
        for name in target.co_varnames[:count]:
            if name in self.curframe_locals:
                shown = self._safe_repr(self.curframe_locals[name], name)
                self.message(f"{name} = {shown}")
            else:
                self.message(f"{name} = *** undefined ***")
    do_a = do_args

    @_without_argument
    def do_retval(self, arg):
        """retval

        What the function that returns just now has returned."""
        if "__return__" in self.curframe_locals:
            self.message(self._safe_repr(self.curframe_locals["__return__"], "retval"))
        else:
            self.error("Not yet returned!")
    do_rv = do_retval

    def do_p(self, arg):
        """p expression

        Print its value."""
        self._print(arg, repr)

    def do_pp(self, arg):
        """pp expression

        Print its value over several lines."""
        self._print(arg, pprint.pformat)

    def _print(self, arg, show):
        try:
            value = self._getval(arg)
        except Exception:
            return
        try:
            self.message(show(value))
        except Exception:
            self._error_exc()

    def do_whatis(self, arg):
        """whatis expression

        Of what type its value is."""
        try:
            value = self._getval(arg)
        except Exception:
            return
        function = getattr(value, "__func__", value)
        if isinstance(function, types.FunctionType):
            kind = "Method" if function is not value else "Function"
            self.message(f"{kind} {function.__code__.co_name}")
        elif isinstance(value, type):
            self.message(f"Class {value.__module__}.{value.__qualname__}")
        else:
            self.message(type(value))

    def do_display(self, arg):
        """display [expression]

        Show its value each time it has changed at a stop in this function."""
        shown = self.displaying.setdefault(self.curframe, {})
        if not arg:
            if shown:
                self.message("Currently displaying:")
                for expression, value in shown.items():
                    self.message(f"{expression}: {self._safe_repr(value, expression)}")
            else:
                self.message("No expression is being displayed")
            return
        if problem := self._compile_error(arg):
            self.error(f"Unable to display {arg}: {format_error(problem)}")
            return
        shown[arg] = value = self._displayed(arg)
        self.message(f"display {arg}: {self._safe_repr(value, arg)}")

    def do_undisplay(self, arg):
        """undisplay [expression]

        Show it no longer; without an argument, none."""
        if not arg:
            self.displaying.pop(self.curframe, None)
        elif self.displaying.get(self.curframe, {}).pop(arg, self) is self:
            self.error(f"not displaying {arg}")

    def do_list(self, arg):
        """l(ist) [first[, last] | .]

        Eleven lines around this one, or further ones; from first to last (or so many)."""
        self.lastcmd = "list"
        if arg and arg != ".":
            try:
                numbers = [int(part) for part in arg.split(",")]
            except ValueError:
                self.error(f"Error in argument: {arg!r}")
                return
            first = numbers[0]
            last = numbers[1] if len(numbers) > 1 else None
            if last is None:
                first = max(1, first - 5)
            elif last < first:
                last += first
        elif self.lineno is None or arg == ".":
            first, last = max(1, self.curframe.f_lineno - 5), None
        else:
            first, last = self.lineno + 1, None
        if last is None:
            last = first + LINES_LISTED - 1
        filename = self.curframe.f_code.co_filename
        if filename.startswith("<frozen"):
            filename = self.curframe.f_globals.get("__file__") or filename
        lines = linecache.getlines(filename, self.curframe.f_globals)
        self._print_lines(lines[first - 1:last], first, self.get_file_breaks(filename))
        self.lineno = min(last, len(lines))
        if len(lines) < last:
            self.message("[EOF]")
    do_l = do_list

    @_without_argument
    def do_longlist(self, arg):
        """ll | longlist

        The whole source of this function."""
        try:
            lines, first = self._source_of(self.curframe)
        except OSError as error:
            self.error(error)
            return
        self._print_lines(lines, first, self.get_file_breaks(self.curframe.f_code.co_filename))
    do_ll = do_longlist

    @staticmethod
    def _source_of(thing):
        lines, first = inspect.getsourcelines(thing)
        return lines, max(1, first)

    def do_source(self, arg):
        """source expression

        The source of a function or class."""
        try:
            lines, first = self._source_of(self._getval(arg))
        except (OSError, TypeError) as error:
            self.error(error)
        except Exception:
            pass
        else:
            self._print_lines(lines, first)

    def _print_lines(self, lines, start, breaks=()):
        current = raised = -1
        if breaks != ():
            current, raised = self.curframe.f_lineno, self._raised_at.get(self.curframe, -1)
        for number, line in enumerate(lines, start):
            text = str(number).rjust(3)
            text += " " if len(text) < 4 else ""
            text += "B" if number in breaks else " "
            text += "->" if number == current else ">>" if number == raised else ""
            self.message(text + "\t" + line.rstrip())

    # -- other

    def do_help(self, arg):
        """h(elp) [command]

        The commands, or what one does."""
        if not arg:
            cmd.Cmd.do_help(self, arg)
            return
        method = getattr(self, "do_" + arg, None)
        if method is None:
            self.error(f"No help for {arg!r}")
        elif not method.__doc__:
            self.error(f"No help for {arg!r}; __doc__ string missing")
        else:
            self.message(inspect.cleandoc(method.__doc__))
    do_h = do_help

    # -- scripts and modules

    def _run(self, target):
        import __main__

        self._wait_for_mainpyfile = True
        self._user_requested_quit = False
        self.mainpyfile = self.canonic(target.filename)
        program, namespace = target.load()
        __main__.__dict__.clear()
        __main__.__dict__.update(namespace)
        self._file_times.clear()
        self.run(program)


def _chain(exception):
    """The exception and what it came from, the oldest first."""
    found = []
    while exception is not None and exception not in found and len(found) <= _CHAINED_MAX:
        found.append(exception)
        if exception.__cause__ is not None or exception.__suppress_context__:
            exception = exception.__cause__
        else:
            exception = exception.__context__
    return found[::-1]


class _Raised:
    """In the place of a value that could not be computed."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text

    def __eq__(self, other):
        return isinstance(other, _Raised) and other.text == self.text


# -- from programs


def set_trace(*, header=None):
    """Stop in the caller: what breakpoint() does."""
    debugger = Pdb()
    if header is not None:
        debugger.message(header)
    debugger.set_trace(sys._getframe(1))


def _post_mortem(t, pdb_instance):
    if t is None or isinstance(t, BaseException) and t.__traceback__ is None:
        raise ValueError("A valid traceback must be passed if no exception is being handled")
    pdb_instance.reset()
    pdb_instance.interaction(None, t)


def post_mortem(t=None):
    """Look at the frames of a traceback or exception, or of the exception being handled."""
    _post_mortem(sys.exception() if t is None else t, Pdb())


def pm():
    """Look at the frames of the last exception that nobody handled."""
    post_mortem(sys.last_exc if hasattr(sys, "last_exc") else sys.last_traceback)


def runcall(*args, **kwds):
    """Debug a call; its result."""
    return Pdb().runcall(*args, **kwds)


def runeval(expression, globals=None, locals=None):
    """Debug an expression; its value."""
    return Pdb().runeval(expression, globals, locals)


def run(statement, globals=None, locals=None):
    """Debug statements."""
    Pdb().run(statement, globals, locals)


def runctx(statement, globals, locals):
    """Debug statements in namespaces of their own."""
    run(statement, globals, locals)


def help():
    import pydoc
    pydoc.pager(__doc__)


def main():
    run_command_line(Pdb)


if __name__ == "__main__":
    import pdb
    pdb.main()
