"""The base of debuggers: breakpoints, and stopping where a user wants to.

A Bdb traces the program (sys.settrace). `stop_frame` is the frame to stop in (None: any),
`stop_line` the first line there (-1: none); when it is left, its caller becomes the one to stop in.
Wherever it stops it calls one of the user_... methods, which subclasses define."""
import fnmatch
import linecache
import os
import sys
from inspect import CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR

__all__ = ["BdbQuit", "Bdb", "Breakpoint"]

GENERATOR_AND_COROUTINE_FLAGS = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR


class BdbQuit(Exception):
    """The user gave up on the program."""


def _is_suspendable(frame):
    """Does the frame return to its caller without being done, as generators and coroutines do?"""
    return bool(frame.f_code.co_flags & GENERATOR_AND_COROUTINE_FLAGS)


def _outwards(frame, last=None):
    """The frame and its callers, as far as `last`."""
    while frame:
        yield frame
        if frame is last:
            break
        frame = frame.f_back


class Bdb:
    """A tracer that stops where it is told to."""

    def __init__(self, skip=None):
        self.skip = skip and set(skip)
        self.fncache, self.breaks = {}, {}
        for filename, line in Breakpoint.bplist:
            self.breaks.setdefault(filename, []).append(line)
        self.botframe = self.enterframe = self.frame_returning = None
        self.quitting = self.trace_opcodes = False
        self.frame_trace_lines_opcodes = {}

    def canonic(self, filename):
        """The file's absolute name; names in <> stay."""
        if filename == "<" + filename[1:-1] + ">":
            return filename
        if filename not in self.fncache:
            self.fncache[filename] = os.path.normcase(os.path.abspath(filename))
        return self.fncache[filename]

    def reset(self):
        linecache.checkcache()
        self.botframe = None
        self._stop_at(None, None)

    # -- what the trace function is told

    def trace_dispatch(self, frame, event, arg):
        if self.quitting:
            return None
        self.enterframe = frame
        try:
            handler = getattr(self, "dispatch_" + event, None)
            if handler is None:
                return self.trace_dispatch
            if self.trace_opcodes:
                frame.f_trace_opcodes = True
            return handler(frame) if event == "line" else handler(frame, arg)
        finally:
            self.enterframe = None

    def dispatch_line(self, frame):
        if self.stop_here(frame) or self.break_here(frame):
            self._tell(self.user_line, frame)
        return self.trace_dispatch

    def dispatch_opcode(self, frame, arg):
        if self.stop_here(frame) or self.break_here(frame):
            self._tell(self.user_opcode, frame)
        return self.trace_dispatch

    def dispatch_call(self, frame, arg):
        if self.botframe is None:
            self.botframe = frame.f_back
        elif not self.stop_here(frame) and not self.break_anywhere(frame):
            return None
        elif not (self.stopframe and _is_suspendable(frame)):
            self._tell(self.user_call, frame, arg)
        return self.trace_dispatch

    def dispatch_return(self, frame, arg):
        wanted = frame == self.returnframe or self.stop_here(frame)
        if wanted and not (self.stopframe and _is_suspendable(frame)):
            self.frame_returning = frame
            try:
                self.user_return(frame, arg)
            finally:
                self.frame_returning = None
            self._raise_if_quitting()
            if self.stopframe is frame and self.stoplineno != -1:
                self._stop_at(None, None)
        return self.trace_dispatch

    def dispatch_exception(self, frame, arg):
        kind, _, traceback = arg
        if self.stop_here(frame):
            # the StopIteration that ends a loop within a generator is nobody's concern
            wanted = not (_is_suspendable(frame) and kind is StopIteration and traceback is None)
        else:
            # the generator that is stopped in is leaving through another frame
            wanted = (self.stopframe and frame is not self.stopframe
                      and _is_suspendable(self.stopframe)
                      and kind in (StopIteration, GeneratorExit))
        if wanted:
            self._tell(self.user_exception, frame, arg)
        return self.trace_dispatch

    def _tell(self, method, *args):
        method(*args)
        self._raise_if_quitting()

    def _raise_if_quitting(self):
        if self.quitting:
            raise BdbQuit

    # -- where to stop

    def is_skipped_module(self, module_name):
        return module_name is not None and any(
            fnmatch.fnmatch(module_name, pattern) for pattern in self.skip)

    def stop_here(self, frame):
        """Is it the frame, at or behind the line, that was asked for?"""
        if self.skip and self.is_skipped_module(frame.f_globals.get("__name__")):
            return False
        if frame is self.stopframe:
            return self.stoplineno != -1 and frame.f_lineno >= self.stoplineno
        return not self.stopframe

    def break_here(self, frame):
        """Is there a breakpoint on the frame's line that is to be heeded now?"""
        filename = self.canonic(frame.f_code.co_filename)
        lines = self.breaks.get(filename, ())
        for line in frame.f_lineno, frame.f_code.co_firstlineno:
            if line in lines:
                breakpoint, delete = effective(filename, line, frame)
                break
        else:
            return False
        if not breakpoint:
            return False
        self.currentbp = breakpoint.number
        if delete and breakpoint.temporary:
            self.do_clear(str(breakpoint.number))
        return True

    def break_anywhere(self, frame):
        """Are there breakpoints in the frame's file?"""
        return self.canonic(frame.f_code.co_filename) in self.breaks

    def do_clear(self, arg):
        raise NotImplementedError("subclass of bdb must implement do_clear()")

    # -- what subclasses say about it

    def user_call(self, frame, argument_list):
        """A function may be stopped in."""

    def user_line(self, frame):
        """The frame stops at a line."""

    def user_return(self, frame, return_value):
        """The frame is about to return."""

    def user_exception(self, frame, exc_info):
        """An exception has reached the frame."""

    def user_opcode(self, frame):
        """The frame stops at an instruction."""

    # -- going on

    def _stop_at(self, stopframe, returnframe, line=0, opcodes=False):
        if opcodes != self.trace_opcodes:
            self.trace_opcodes = opcodes
            for frame in _outwards(self.enterframe, self.botframe):
                frame.f_trace_opcodes = opcodes
        self.stopframe, self.stoplineno, self.returnframe = stopframe, line, returnframe
        self.quitting = False

    def _trace_caller(self, frame):
        caller = frame.f_back
        is_outside = caller is None or caller.f_code is Bdb._traced.__code__
        if not is_outside and not caller.f_trace:
            caller.f_trace = self.trace_dispatch

    def set_until(self, frame, lineno=None):
        """Stop behind the line, or when the frame returns."""
        self._stop_at(frame, frame, frame.f_lineno + 1 if lineno is None else lineno)

    def set_step(self):
        """Stop at the next line, wherever it is."""
        if self.frame_returning:
            self._trace_caller(self.frame_returning)
        self._stop_at(None, None)

    def set_stepinstr(self):
        """Stop at the next instruction."""
        self._stop_at(None, None, opcodes=True)

    def set_next(self, frame):
        """Stop at the next line of the frame or of its caller."""
        if self.frame_returning:
            self._trace_caller(self.frame_returning)
        self._stop_at(frame, None)

    def set_return(self, frame):
        """Stop when the frame returns."""
        if _is_suspendable(frame):
            self._stop_at(frame, None, -1)
        else:
            self._stop_at(frame.f_back, frame)

    def set_trace(self, frame=None):
        """Debug from the frame on (the caller's)."""
        sys.settrace(None)
        frame = frame or sys._getframe().f_back
        self.reset()
        self.enterframe = frame
        for self.botframe in _outwards(frame):
            given = self.botframe.f_trace_lines, self.botframe.f_trace_opcodes
            self.frame_trace_lines_opcodes[self.botframe] = given
            self.botframe.f_trace, self.botframe.f_trace_lines = self.trace_dispatch, True
        self.set_stepinstr()  # at the next instruction: still in the line that asked for it
        self.enterframe = None
        sys.settrace(self.trace_dispatch)

    def set_continue(self):
        """Stop at breakpoints alone."""
        self._stop_at(self.botframe, None, -1)
        if self.breaks:
            return
        sys.settrace(None)
        for frame in _outwards(sys._getframe(1), self.botframe):
            if frame is not self.botframe:
                del frame.f_trace
        for frame, (lines, opcodes) in self.frame_trace_lines_opcodes.items():
            frame.f_trace_lines, frame.f_trace_opcodes = lines, opcodes
        self.frame_trace_lines_opcodes = {}

    def set_quit(self):
        """Give up on the program: BdbQuit is raised in it."""
        self.stopframe = self.botframe
        self.returnframe = None
        self.quitting = True
        sys.settrace(None)

    # -- breakpoints; the methods answer with what is wrong, or None

    def set_break(self, filename, lineno, temporary=False, cond=None, funcname=None):
        filename = self.canonic(filename)
        if not linecache.getline(filename, lineno):
            return f"Line {filename}:{lineno} does not exist"
        lines = self.breaks.setdefault(filename, [])
        if lineno not in lines:
            lines.append(lineno)
        Breakpoint(filename, lineno, temporary, cond, funcname)
        for frame in _outwards(self.enterframe):  # those that run already are traced from now on
            if self.break_anywhere(frame):
                frame.f_trace = self.trace_dispatch
        return None

    def _prune_breaks(self, filename, lineno):
        if (filename, lineno) not in Breakpoint.bplist:
            self.breaks[filename].remove(lineno)
        if not self.breaks[filename]:
            del self.breaks[filename]

    def clear_break(self, filename, lineno):
        filename = self.canonic(filename)
        if filename not in self.breaks:
            return f"There are no breakpoints in {filename}"
        if lineno not in self.breaks[filename]:
            return f"There is no breakpoint at {filename}:{lineno}"
        for breakpoint in Breakpoint.bplist[filename, lineno][:]:
            breakpoint.deleteMe()
        self._prune_breaks(filename, lineno)
        return None

    def clear_bpbynumber(self, arg):
        try:
            breakpoint = self.get_bpbynumber(arg)
        except ValueError as error:
            return str(error)
        breakpoint.deleteMe()
        self._prune_breaks(breakpoint.file, breakpoint.line)
        return None

    def clear_all_file_breaks(self, filename):
        filename = self.canonic(filename)
        if filename not in self.breaks:
            return f"There are no breakpoints in {filename}"
        for line in self.breaks.pop(filename):
            for breakpoint in Breakpoint.bplist[filename, line][:]:
                breakpoint.deleteMe()
        return None

    def clear_all_breaks(self):
        if not self.breaks:
            return "There are no breakpoints"
        for breakpoint in Breakpoint.bpbynumber:
            if breakpoint:
                breakpoint.deleteMe()
        self.breaks = {}
        return None

    def get_bpbynumber(self, arg):
        if not arg:
            raise ValueError("Breakpoint number expected")
        try:
            number = int(arg)
        except ValueError:
            raise ValueError(f"Non-numeric breakpoint number {arg}") from None
        try:
            breakpoint = Breakpoint.bpbynumber[number]
        except IndexError:
            raise ValueError(f"Breakpoint number {number} out of range") from None
        if breakpoint is None:
            raise ValueError(f"Breakpoint {number} already deleted")
        return breakpoint

    def get_break(self, filename, lineno):
        return lineno in self.breaks.get(self.canonic(filename), ())

    def get_breaks(self, filename, lineno):
        filename = self.canonic(filename)
        return self.get_break(filename, lineno) and Breakpoint.bplist[filename, lineno] or []

    def get_file_breaks(self, filename):
        return self.breaks.get(self.canonic(filename), [])

    def get_all_breaks(self):
        return self.breaks

    # -- the stack

    def get_stack(self, f, t):
        """([(frame, line), ...], index of the current one), of a frame and a traceback."""
        if t and t.tb_frame is f:
            t = t.tb_next
        frames = list(_outwards(f, self.botframe))
        stack = [(frame, frame.f_lineno) for frame in reversed(frames)]
        is_whole = not frames or frames[-1] is not self.botframe
        depth = len(stack)
        while t is not None:
            stack.append((t.tb_frame, t.tb_lineno))
            t = t.tb_next
        # without the frame in which debugging began, the innermost is meant
        return stack, max(0, (len(stack) if is_whole else depth) - 1)

    def format_stack_entry(self, frame_lineno, lprefix=": "):
        import reprlib

        frame, line = frame_lineno
        filename = self.canonic(frame.f_code.co_filename)
        text = f"{filename}({line}){frame.f_code.co_name or '<lambda>'}()"
        if "__return__" in frame.f_locals:
            text += "->" + reprlib.repr(frame.f_locals["__return__"])
        if line is None:
            return text + f"{lprefix}Warning: lineno is None"
        source = linecache.getline(filename, line, frame.f_globals)
        return text + lprefix + source.strip() if source else text

    # -- running something

    def _traced(self, function, *args, **kwds):
        """The result of the call, which is traced; None if the user gave up on it."""
        self.reset()
        sys.settrace(self.trace_dispatch)
        try:
            return function(*args, **kwds)
        except BdbQuit:
            return None
        finally:
            self.quitting = True
            sys.settrace(None)

    def _run_code(self, function, code, globals, locals):
        if globals is None:
            globals = vars(__import__("__main__"))
        return self._traced(function, code, globals, globals if locals is None else locals)

    def run(self, cmd, globals=None, locals=None):
        """Debug statements."""
        if isinstance(cmd, str):
            cmd = compile(cmd, "<string>", "exec")
        self._run_code(exec, cmd, globals, locals)

    def runctx(self, cmd, globals, locals):
        self.run(cmd, globals, locals)

    def runeval(self, expr, globals=None, locals=None):
        """Debug an expression; its value."""
        return self._run_code(eval, expr, globals, locals)

    def runcall(self, func, /, *args, **kwds):
        """Debug a call; its result."""
        return self._traced(func, *args, **kwds)


def set_trace():
    Bdb().set_trace()


class Breakpoint:
    """A numbered place to stop at: enabled or not, perhaps with a condition, a count of times to
    ignore it, or only once. With funcname it is at the function's first line."""

    next = 1
    bplist = {}
    bpbynumber = [None]

    def __init__(self, file, line, temporary=False, cond=None, funcname=None):
        self.file, self.line, self.funcname = file, line, funcname
        self.temporary, self.cond, self.enabled = temporary, cond, True
        self.func_first_executable_line = None
        self.ignore = self.hits = 0
        self.number = Breakpoint.next
        Breakpoint.next += 1
        self.bpbynumber.append(self)
        self.bplist.setdefault((file, line), []).append(self)

    @staticmethod
    def clearBreakpoints():
        Breakpoint.next = 1
        Breakpoint.bplist = {}
        Breakpoint.bpbynumber = [None]

    def deleteMe(self):
        place = self.file, self.line
        self.bpbynumber[self.number] = None
        self.bplist[place].remove(self)
        if not self.bplist[place]:
            del self.bplist[place]

    def bpprint(self, out=None):
        print(self.bpformat(), file=out or sys.stdout)

    def enable(self):
        self.enabled = True

    def disable(self):
        self.enabled = False

    def bpformat(self):
        disposition = "del  " if self.temporary else "keep "
        disposition += "yes  " if self.enabled else "no   "
        text = f"{self.number:<4}breakpoint   {disposition} at {self.file}:{self.line}"
        if self.cond:
            text += f"\n\tstop only if {self.cond}"
        if self.ignore:
            text += f"\n\tignore next {self.ignore} hits"
        if self.hits:
            text += f"\n\tbreakpoint already hit {self.hits} time{'s' if self.hits > 1 else ''}"
        return text

    def __str__(self):
        return f"breakpoint {self.number} at {self.file}:{self.line}"


def checkfuncname(b, frame):
    """Is the frame at the place of the breakpoint?"""
    if not b.funcname:
        return b.line == frame.f_lineno
    if frame.f_code.co_name != b.funcname:
        return False
    if not b.func_first_executable_line:
        b.func_first_executable_line = frame.f_lineno
    return b.func_first_executable_line == frame.f_lineno


def effective(file, line, frame):
    """The breakpoint to stop for (None: none), and whether a temporary one is done with."""
    for breakpoint in Breakpoint.bplist[file, line]:
        if not breakpoint.enabled or not checkfuncname(breakpoint, frame):
            continue
        breakpoint.hits += 1
        if breakpoint.cond:
            try:
                if not eval(breakpoint.cond, frame.f_globals, frame.f_locals):
                    continue
            except Exception:
                return breakpoint, False  # stop, so that the user sees it; it stays
        if breakpoint.ignore > 0:
            breakpoint.ignore -= 1
            continue
        return breakpoint, True
    return None, None
