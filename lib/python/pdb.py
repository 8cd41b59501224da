"""The debugger of the command line: python -m pdb script.py, pdb.run("statement"), breakpoint(),
and pdb.pm() after an exception. `help` at its prompt lists the commands; what is no command is
executed in the frame that is shown.

Pdb is a bdb.Bdb (where to stop) and a cmd.Cmd (the prompt). While it waits for commands, `stack` is
the stack of (frame, line) and `curindex` the entry that is shown."""
import bdb
import cmd
import code
import inspect
import io
import linecache
import os
import pprint
import sys
import tokenize
import traceback
import types
from contextlib import contextmanager

__all__ = ["run", "pm", "Pdb", "runeval", "runctx", "runcall", "set_trace", "post_mortem", "help"]

LINES_LISTED = 11
line_prefix = "\n-> "


class Restart(Exception):
    """The program is to be run again."""


def find_function(funcname, filename):
    """(name, file, line) of the first line of the function's body in the file, or None."""
    try:
        with tokenize.open(filename) as file:
            source = file.read()
        module = compile(source, filename, "exec", dont_inherit=True)
    except (OSError, SyntaxError, ValueError):
        return None
    waiting = [module]
    while waiting:
        made = waiting.pop()
        if made is not module and made.co_name == funcname:
            return funcname, filename, _first_line(made)
        waiting.extend(part for part in made.co_consts if isinstance(part, types.CodeType))
    return None


def _first_line(target):
    """The first line of a function's body."""
    lines = [line for _, _, line in target.co_lines() if line]
    later = [line for line in lines if line > target.co_firstlineno]
    return later[0] if later else target.co_firstlineno


class Pdb(bdb.Bdb, cmd.Cmd):
    _previous_sigint_handler = None

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
        self.rcLines = self._read_rc() if readrc else []
        self.forget()

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
        self.curframe = self.curframe_locals = None

    def setup(self, frame, tb):
        self.forget()
        self.stack, self.curindex = self.get_stack(frame, tb)
        self._show_frame(self.curindex, shown=False)

    def _show_frame(self, index, shown=True):
        self.curindex = index
        self.curframe = self.stack[index][0]
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
        if self.bp_commands(frame):
            self.interaction(frame, None)

    user_opcode = user_line

    def bp_commands(self, frame):
        """Does the commands of the breakpoint that was hit; should there be a prompt then?"""
        number = getattr(self, "currentbp", None)
        self.currentbp = None
        if not number or number not in self.commands_of:
            return True
        commands, silent, doprompt = self.commands_of[number]
        last = self.lastcmd
        self.setup(frame, None)
        for line in commands:
            self.onecmd(line)
        self.lastcmd = last
        if not silent:
            self.print_stack_entry(self.stack[self.curindex])
        if doprompt:
            self._command_loop()
        self.forget()
        return False

    def user_return(self, frame, return_value):
        if self._wait_for_mainpyfile:
            return
        frame.f_locals["__return__"] = return_value
        self.message("--Return--")
        self.interaction(frame, None)

    def user_exception(self, frame, exc_info):
        if self._wait_for_mainpyfile:
            return
        kind, value, tb = exc_info
        frame.f_locals["__exception__"] = kind, value
        prefix = "Internal " if not tb and kind is StopIteration else ""
        self.message(prefix + traceback.format_exception_only(kind, value)[-1].strip())
        self.interaction(frame, tb)

    def interaction(self, frame, tb_or_exc):
        tb = getattr(tb_or_exc, "__traceback__", tb_or_exc)
        self.setup(frame, tb)
        for line in self._take_rc():
            self.onecmd(line)
        self.print_stack_entry(self.stack[self.curindex])
        self._command_loop()
        self.forget()

    def _take_rc(self):
        lines, self.rcLines = self.rcLines, []
        return [line.strip() for line in lines if line.strip() and line.strip()[0] != "#"]

    def _command_loop(self):
        while True:
            try:
                self.cmdloop()
                return
            except KeyboardInterrupt:
                self.message("--KeyboardInterrupt--")

    def preloop(self):
        for expression, old in list(self.displaying.get(self.curframe, {}).items()):
            new = self._displayed(expression)
            if new is not old and new != old:
                self.displaying[self.curframe][expression] = new
                self.message(f"display {expression}: {self._safe_repr(new)}  "
                             f"[old: {self._safe_repr(old)}]")

    # -- command lines

    def precmd(self, line):
        """Aliases, and ;; between commands."""
        if not line.strip():
            return line
        words = line.split()
        while words and words[0] in self.aliases:
            line = self.aliases[words[0]]
            for number, word in enumerate(words[1:], 1):
                line = line.replace(f"%{number}", word)
            line = line.replace("%*", " ".join(words[1:]))
            words = line.split()
        if words and words[0] != "alias":
            parts = line.split(";;", 1)
            if len(parts) == 2:
                self.cmdqueue.insert(0, parts[1].lstrip())
                line = parts[0].rstrip()
        return line

    def onecmd(self, line):
        if self._defining is None:
            return cmd.Cmd.onecmd(self, line)
        return self._define_command(line)

    def _define_command(self, line):
        """A line of a breakpoint's commands; true at their end."""
        command, _, line = self.parseline(line)
        entry = self.commands_of[self._defining]
        if not command:
            return False
        if command == "silent":
            entry[1] = True
            return False
        if command == "end":
            return True
        entry[0].append(line)
        method = getattr(self, "do_" + command, self.default)
        if method.__name__ in self._going_on:
            entry[2] = False
            return True
        return False

    _going_on = ("do_continue", "do_step", "do_next", "do_return", "do_until", "do_jump",
                 "do_quit")

    def default(self, line):
        """A statement, executed in the frame that is shown."""
        if line[:1] == "!":
            line = line[1:].strip()
        displayhook, stdin, stdout = sys.displayhook, sys.stdin, sys.stdout
        try:
            statement = self._complete_statement(line)
            if statement is None:
                return
            sys.displayhook, sys.stdin, sys.stdout = self.displayhook, self.stdin, self.stdout
            exec(statement, self.curframe.f_globals, self.curframe_locals)
        except Exception:
            self._error_exc()
        finally:
            sys.displayhook, sys.stdin, sys.stdout = displayhook, stdin, stdout

    def _complete_statement(self, line):
        compiler = code.compile_command
        statement = compiler(line + "\n", "<stdin>", "single")
        while statement is None:
            more = self._ask("...   ")
            if more is None:
                self.lastcmd = ""
                self.error("Incomplete command")
                return None
            line += "\n" + more
            statement = compiler(line + "\n", "<stdin>", "single")
        return statement

    def _ask(self, prompt):
        if self.use_rawinput:
            try:
                return input(prompt)
            except (EOFError, KeyboardInterrupt):
                return None
        self.message(prompt, end="")
        self.stdout.flush()
        line = self.stdin.readline()
        return line.rstrip("\r\n") if line else None

    def displayhook(self, value):
        if value is not None:
            self.message(repr(value))

    def _error_exc(self):
        kind, value = sys.exc_info()[:2]
        self.error(traceback.format_exception_only(kind, value)[-1].strip())

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
            return _Raised(f"** raised {traceback.format_exception_only(error)[-1].strip()} **")

    @staticmethod
    def _safe_repr(value):
        try:
            return repr(value)
        except Exception as error:
            return f"*** repr failed: {traceback.format_exception_only(error)[-1].strip()} ***"

    def emptyline(self):
        if self.lastcmd:
            return self.onecmd(self.lastcmd)
        return None

    # -- the stack

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

    # -- going on

    def do_step(self, arg):
        """s(tep)

        Go on to the next line, also into functions."""
        self.set_step()
        return 1
    do_s = do_step

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

    def do_return(self, arg):
        """r(eturn)

        Go on until this function returns."""
        self.set_return(self.curframe)
        return 1
    do_r = do_return

    def do_continue(self, arg):
        """c(ont(inue))

        Go on to the next breakpoint."""
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

    # -- breakpoints

    def do_break(self, arg, temporary=False):
        """b(reak) [([filename:]lineno | function) [, condition]]

        Set a breakpoint; without an argument, list them."""
        if not arg:
            if self.breaks:
                self.message("Num Type         Disp Enb   Where")
                for breakpoint in bdb.Breakpoint.bpbynumber:
                    if breakpoint:
                        self.message(breakpoint.bpformat())
            return
        place, _, condition = (part.strip() for part in arg.partition(","))
        condition = condition or None
        if condition and (problem := self._compile_error(condition)):
            self.error(f"Invalid condition {condition}: {problem!r}")
            return
        found = self._parse_place(place)
        if found is None:
            return
        filename, line, function = found
        line = self.checkline(filename, line)
        if not line:
            return
        problem = self.set_break(filename, line, temporary, condition, function)
        if problem:
            self.error(problem)
        else:
            made = self.get_breaks(filename, line)[-1]
            self.message(f"Breakpoint {made.number} at {made.file}:{made.line}")
    do_b = do_break

    def do_tbreak(self, arg):
        """tbreak [([filename:]lineno | function) [, condition]]

        A breakpoint for once."""
        self.do_break(arg, True)

    @staticmethod
    def _compile_error(expression):
        try:
            compile(expression, "<stdin>", "eval")
        except SyntaxError as error:
            return error
        return None

    def _parse_place(self, place):
        """(file, line, function's name or None), or None when it has been told what is wrong."""
        head, colon, tail = place.rpartition(":")
        if colon:
            head, tail = head.rstrip(), tail.lstrip()
            filename = self.lookupmodule(head)
            if not filename:
                self.error(f"{head!r} not found from sys.path")
                return None
            if tail.isdigit():
                return filename, int(tail), None
            found = find_function(tail, filename)
            if not found:
                self.error(f"Bad lineno: {tail}")
                return None
            return filename, found[2], tail
        if place.isdigit():
            return self.defaultFile(), int(place), None
        try:
            function = eval(place, self.curframe.f_globals, self.curframe_locals)
            function = getattr(function, "__func__", function)
            target = function.__code__
            return target.co_filename, _first_line(target), target.co_name
        except Exception:
            found = find_function(place, self.canonic(self.defaultFile()))
        if not found:
            self.error(f"The specified object {place!r} is not a function or was not found "
                       "along sys.path.")
            return None
        return found[1], found[2], place

    def defaultFile(self):
        filename = self.curframe.f_code.co_filename
        return self.mainpyfile if filename == "<string>" and self.mainpyfile else filename

    def lookupmodule(self, filename):
        """The file of a module or script, or None."""
        if os.path.isabs(filename) and os.path.exists(filename):
            return filename
        for folder in ["", *sys.path]:
            for name in (filename, filename + ".py"):
                path = os.path.join(folder, name)
                if os.path.isfile(path):
                    return path
        return None

    def checkline(self, filename, lineno):
        """The line if a breakpoint can be there; else 0, and it is told why."""
        if self.curframe:
            line = linecache.getline(filename, lineno, self.curframe.f_globals)
        else:
            line = linecache.getline(filename, lineno)
        if not line:
            self.message("End of file")
            return 0
        line = line.strip()
        if not line or line[0] == "#" or line[:3] in ('"""', "'''"):
            self.error("Blank or comment")
            return 0
        return lineno

    def do_clear(self, arg):
        """cl(ear) [filename:lineno | bpnumber...]

        Delete breakpoints; without an argument all of them, if that is confirmed."""
        if not arg:
            answer = self._ask("Clear all breaks? ")
            if (answer or "no").strip().lower() in ("y", "yes"):
                cleared = [b for b in bdb.Breakpoint.bpbynumber if b]
                self.clear_all_breaks()
                for breakpoint in cleared:
                    self.message(f"Deleted {breakpoint}")
            return
        if ":" in arg:
            filename, _, line = arg.rpartition(":")
            try:
                line = int(line)
            except ValueError:
                self.error(f"Invalid line number ({line})")
                return
            cleared = list(self.get_breaks(filename, line))
            problem = self.clear_break(filename, line)
            if problem:
                self.error(problem)
            for breakpoint in cleared:
                self.message(f"Deleted {breakpoint}")
            return
        for breakpoint in self._breakpoints(arg):
            self.clear_bpbynumber(breakpoint.number)
            self.message(f"Deleted {breakpoint}")
    do_cl = do_clear

    def _breakpoints(self, arg):
        for number in arg.split():
            try:
                yield self.get_bpbynumber(number)
            except ValueError as error:
                self.error(error)

    def do_enable(self, arg):
        """enable bpnumber...

        Heed breakpoints again."""
        for breakpoint in self._breakpoints(arg):
            breakpoint.enable()
            self.message(f"Enabled {breakpoint}")

    def do_disable(self, arg):
        """disable bpnumber...

        Do not heed breakpoints, but keep them."""
        for breakpoint in self._breakpoints(arg):
            breakpoint.disable()
            self.message(f"Disabled {breakpoint}")

    def do_condition(self, arg):
        """condition bpnumber [condition]

        Stop only if the condition is true; without one, always."""
        number, _, condition = arg.partition(" ")
        for breakpoint in self._breakpoints(number):
            condition = condition.strip() or None
            if condition and (problem := self._compile_error(condition)):
                self.error(f"Invalid condition {condition}: {problem!r}")
                return
            breakpoint.cond = condition
            if condition:
                self.message(f"New condition set for breakpoint {breakpoint.number}.")
            else:
                self.message(f"Breakpoint {breakpoint.number} is now unconditional.")

    def do_ignore(self, arg):
        """ignore bpnumber [count]

        Do not stop there the next count times."""
        number, _, count = arg.partition(" ")
        try:
            count = max(int(count or 0), 0)
        except ValueError:
            self.error(f"Invalid ignore count ({count})")
            return
        for breakpoint in self._breakpoints(number):
            breakpoint.ignore = count
            if count:
                times = f"{count} crossings" if count > 1 else "1 crossing"
                self.message(f"Will ignore next {times} of breakpoint {breakpoint.number}.")
            else:
                self.message("Will stop next time breakpoint "
                             f"{breakpoint.number} is reached.")

    def do_commands(self, arg):
        """commands [bpnumber]

        Commands to be done when the breakpoint is hit, up to `end`. `silent` among them: do not
        say where. One that goes on ends them."""
        try:
            number = int(arg) if arg else len(bdb.Breakpoint.bpbynumber) - 1
            self.get_bpbynumber(number)
        except ValueError:
            self.error(f"cannot set commands: {arg or 'no breakpoint'}")
            return
        self.commands_of[number] = [[], False, True]
        self._defining, prompt, self.prompt = number, self.prompt, "(com) "
        try:
            self.cmdloop()
        except KeyboardInterrupt:
            del self.commands_of[number]
            self.error("command definition aborted, old commands restored")
        finally:
            self._defining, self.prompt = None, prompt

    # -- looking

    def do_args(self, arg):
        """a(rgs)

        The arguments of this function."""
        target = self.curframe.f_code
        count = target.co_argcount + target.co_kwonlyargcount
        count += bool(target.co_flags & inspect.CO_VARARGS)
        count += bool(target.co_flags & inspect.CO_VARKEYWORDS)
        for name in target.co_varnames[:count]:
            if name in self.curframe_locals:
                self.message(f"{name} = {self._safe_repr(self.curframe_locals[name])}")
            else:
                self.message(f"{name} = *** undefined ***")
    do_a = do_args

    def do_retval(self, arg):
        """retval

        What the function that returns just now has returned."""
        if "__return__" in self.curframe_locals:
            self.message(self._safe_repr(self.curframe_locals["__return__"]))
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
                    self.message(f"{expression}: {self._safe_repr(value)}")
            else:
                self.message("No expression is being displayed")
            return
        if problem := self._compile_error(arg):
            self.error(f"Unable to display {arg}: {problem!r}")
            return
        shown[arg] = value = self._displayed(arg)
        self.message(f"display {arg}: {self._safe_repr(value)}")

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
        lines = linecache.getlines(filename, self.curframe.f_globals)
        self._print_lines(lines[first - 1:last], first, self.get_file_breaks(filename))
        self.lineno = min(last, len(lines))
        if len(lines) < last:
            self.message("[EOF]")
    do_l = do_list

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
        current = self.curframe.f_lineno if breaks != () else -1
        for number, line in enumerate(lines, start):
            text = str(number).rjust(3)
            text += " " if len(text) < 4 else ""
            text += "B" if number in breaks else " "
            text += "->" if number == current else ""
            self.message(text + "\t" + line.rstrip())

    # -- other

    def do_interact(self, arg):
        """interact

        A prompt of Python with the variables of this frame."""
        names = {**self.curframe.f_globals, **self.curframe_locals}
        code.interact("*pdb interact start*", local=names, exitmsg="*exit from pdb interact command*")

    def do_alias(self, arg):
        """alias [name [command]]

        Another name for a command, in which %1, %2, ... and %* stand for its arguments."""
        name, _, command = arg.partition(" ")
        if not name:
            for each in sorted(self.aliases):
                self.message(f"{each} = {self.aliases[each]}")
        elif command:
            self.aliases[name] = command.strip()
        elif name in self.aliases:
            self.message(f"{name} = {self.aliases[name]}")
        else:
            self.error(f"Unknown alias {name!r}")

    def do_unalias(self, arg):
        """unalias name

        Forget an alias."""
        if arg and self.aliases.pop(arg.split()[0], None) is None:
            self.error(f"Unknown alias {arg!r}")

    def do_help(self, arg):
        """h(elp) [command]

        The commands, or what one does."""
        if not arg:
            cmd.Cmd.do_help(self, arg)
            return
        method = getattr(self, "do_" + arg, None)
        if method is None or not method.__doc__:
            self.error(f"No help for {arg!r}")
        else:
            self.message(inspect.cleandoc(method.__doc__))
    do_h = do_help

    # -- scripts and modules

    def _run(self, target):
        import __main__

        self._wait_for_mainpyfile = True
        self._user_requested_quit = False
        self.mainpyfile = self.canonic(target.filename)
        __main__.__dict__.clear()
        __main__.__dict__.update(target.namespace)
        self.run(target.code)


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


def post_mortem(t=None):
    """Look at the frames of a traceback or exception, or of the exception being handled."""
    tb = sys.exception() if t is None else t
    if tb is None:
        raise ValueError("A valid traceback must be passed if no exception is being handled")
    debugger = Pdb()
    debugger.reset()
    debugger.interaction(None, tb.__traceback__ if isinstance(tb, BaseException) else tb)


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


# -- from the command line


class _Script:
    def __init__(self, path):
        self.filename = os.path.realpath(path)
        sys.path[0] = os.path.dirname(self.filename)
        with io.open_code(self.filename) as file:
            self.code = compile(file.read(), self.filename, "exec")
        self.namespace = {"__name__": "__main__", "__file__": self.filename,
                          "__builtins__": __builtins__, "__spec__": None}


class _Module:
    def __init__(self, name):
        import runpy
        _, spec, self.code = runpy._get_module_details(name)
        self.filename = self.code.co_filename
        self.namespace = {"__name__": "__main__", "__file__": os.path.normcase(self.filename),
                          "__package__": spec.parent, "__loader__": spec.loader, "__spec__": spec,
                          "__builtins__": __builtins__}


def _debug(pdb, target):
    """Runs the program once; is it to be run again?"""
    try:
        pdb._run(target)
        if pdb._user_requested_quit:
            return False
        print("The program finished and will be restarted")
    except Restart:
        print("Restarting", target.filename, "with arguments:")
        print("\t" + " ".join(sys.argv[1:]))
    except SystemExit:
        print("The program exited via sys.exit(). Exit status:", end=" ")
        print(sys.exc_info()[1])
    except BaseException as error:
        traceback.print_exception(error)
        print("Uncaught exception. Entering post mortem debugging")
        print("Running 'cont' or 'step' will restart the program")
        pdb.interaction(None, error.__traceback__)
        print(f"Post mortem debugger finished. The {target.filename} will be restarted")
    return not pdb._user_requested_quit


def main():
    import argparse

    parser = argparse.ArgumentParser(prog="pdb", description="Debug the Python program given by "
                                     "a file or a module.", allow_abbrev=False)
    parser.add_argument("-c", "--command", action="append", default=[], metavar="command",
                        dest="commands", help="pdb commands to execute as if given in a .pdbrc file")
    parser.add_argument("-m", metavar="module", dest="module")
    parser.add_argument("args", nargs=argparse.REMAINDER, metavar="pyfile")
    options = parser.parse_args()
    if not options.module and not options.args:
        parser.print_help()
        sys.exit(2)
    name = options.module or options.args.pop(0)
    if not options.module and not os.path.exists(name):
        print(f"Error: {name} does not exist")
        sys.exit(1)
    sys.argv[:] = [name, *options.args]
    target = (_Module if options.module else _Script)(name)
    pdb = Pdb()
    pdb.rcLines.extend(options.commands)
    while _debug(pdb, target):
        pass


if __name__ == "__main__":
    import pdb
    pdb.main()
