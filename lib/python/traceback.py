"""Exceptions and stacks as text, as the interpreter itself prints them."""

import sys
import _traceback
import linecache

__all__ = ["extract_stack", "extract_tb", "format_exception", "format_exception_only",
           "format_list", "format_stack", "format_tb", "print_exc", "format_exc",
           "print_exception", "print_last", "print_stack", "print_tb", "clear_frames",
           "FrameSummary", "StackSummary", "TracebackException", "walk_stack", "walk_tb"]

_REPEATS_SHOWN = _RECURSIVE_CUTOFF = 3
_CodeType = type((lambda: None).__code__)


class _Sentinel:
    def __repr__(self):
        return "<implicit>"


_sentinel = _Sentinel()

_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"


# ---- frames ---------------------------------------------------------------------------------


class FrameSummary:
    """One entry of a stack."""

    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_line",
                 "locals", "_given")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None, **kwargs):
        self.filename = filename
        self.lineno = lineno
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.name = name
        self._line = line
        self._given = line is not None
        if lookup_line:
            self.line
        if not locals:
            self.locals = None
        else:
            self.locals = {key: _safe_string(value, "local", func=repr)
                           for key, value in locals.items()}

    @property
    def line(self):
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line.strip()

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename == other.filename and self.lineno == other.lineno and
                    self.name == other.name and self.locals == other.locals)
        if isinstance(other, tuple):
            return (self.filename, self.lineno, self.name, self.line) == other
        return NotImplemented

    def __getitem__(self, position):
        return (self.filename, self.lineno, self.name, self.line)[position]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    def __len__(self):
        return 4


def walk_stack(f):
    """(frame, line) from a frame outwards; the caller's if None."""
    if f is None:
        f = sys._getframe().f_back.f_back.f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """(frame, line) of a traceback inwards."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _position(code, offset):
    """(line, end line, column, end column) of an instruction of what may only look like code."""
    if type(code) is _CodeType:
        return _traceback.position(code, offset)
    if offset < 0:
        return None, None, None, None
    for index, positions in enumerate(code.co_positions()):
        if index == offset // 2:
            return positions
    return None, None, None, None


def _walk_tb_with_positions(tb):
    while tb is not None:
        positions = _position(tb.tb_frame.f_code, tb.tb_lasti)
        if positions[0] != tb.tb_lineno:
            positions = (tb.tb_lineno, None, None, None)
        yield tb.tb_frame, positions
        tb = tb.tb_next


class StackSummary(list):
    """A list of FrameSummary objects."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """From (frame, line) pairs."""
        return klass._extract_from_extended_frame_gen(
            ((f, (lineno, None, None, None)) for f, lineno in frame_gen), limit=limit,
            lookup_lines=lookup_lines, capture_locals=capture_locals)

    @classmethod
    def _extract_from_extended_frame_gen(klass, frame_gen, *, limit=None, lookup_lines=True,
                                         capture_locals=False):
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
            if limit is not None and limit < 0:
                limit = 0
        frames = list(frame_gen)
        if limit is not None:
            frames = frames[:limit] if limit >= 0 else frames[limit:]
        result = klass()
        for f, (lineno, end_lineno, colno, end_colno) in frames:
            code = f.f_code
            linecache.lazycache(code.co_filename, f.f_globals)
            result.append(FrameSummary(
                code.co_filename, lineno, code.co_name, lookup_line=False,
                locals=f.f_locals if capture_locals else None, end_lineno=end_lineno, colno=colno,
                end_colno=end_colno))
        for filename in {frame.filename for frame in result}:
            linecache.checkcache(filename)
        if lookup_lines:
            for frame in result:
                frame.line
        return result

    @classmethod
    def from_list(klass, a_list):
        """From FrameSummary objects or (filename, line number, name, line) tuples."""
        result = klass()
        for frame in a_list:
            if isinstance(frame, FrameSummary):
                result.append(frame)
            else:
                filename, lineno, name, line = frame
                result.append(FrameSummary(filename, lineno, name, line=line))
        return result

    def format_frame_summary(self, frame_summary, **kwargs):
        """The text of one entry, its source included."""
        filename = frame_summary.filename
        if filename.startswith("<stdin-") and filename.endswith(">"):
            filename = "<stdin>"
        text = f'  File "{filename}", line {frame_summary.lineno}, in {frame_summary.name}\n'
        source = ""
        if not frame_summary._given and frame_summary.lineno is not None:
            lines = [linecache.getline(frame_summary.filename, number)
                     for number in range(frame_summary.lineno, frame_summary.end_lineno + 1)]
            source = _traceback.source(lines, frame_summary.lineno, frame_summary.end_lineno,
                                       frame_summary.colno, frame_summary.end_colno)
        if not source and frame_summary.line:
            source = f"    {frame_summary.line}\n"
        text += source
        if frame_summary.locals:
            for name, value in sorted(frame_summary.locals.items()):
                text += f"    {name} = {value}\n"
        return text

    def format(self, **kwargs):
        """A list of texts; entries that repeat are counted after the third."""
        result = []
        last = None
        count = 0

        def flush():
            more = count - _REPEATS_SHOWN
            if more > 0:
                result.append(f"  [Previous line repeated {more} more "
                              f"time{'s' if more > 1 else ''}]\n")

        for frame in self:
            text = self.format_frame_summary(frame, **kwargs)
            if text is None:
                continue
            place = frame.filename, frame.lineno, frame.name
            if place != last or frame.lineno is None:
                flush()
                last = place
                count = 0
            count += 1
            if count <= _REPEATS_SHOWN:
                result.append(text)
        flush()
        return result


def _safe_string(value, what, func=str):
    try:
        return func(value)
    except:
        return f"<{what} {func.__name__}() failed>"


# ---- exceptions -----------------------------------------------------------------------------


class _ExceptionPrintContext:
    def __init__(self):
        self.seen = set()
        self.exception_group_depth = 0
        self.need_close = False

    def indent(self):
        return " " * (2 * self.exception_group_depth)

    def emit(self, text_gen, margin_char=None):
        if margin_char is None:
            margin_char = "|"
        indent = self.indent()
        if self.exception_group_depth:
            indent += margin_char + " "
        if isinstance(text_gen, str):
            text_gen = [text_gen]
        for text in text_gen:
            if not indent:
                yield text
            else:
                yield "".join(indent + line for line in text.splitlines(True))


class TracebackException:
    """An exception ready to be formatted, without references to its frames."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True,
                 capture_locals=False, compact=False, max_group_width=15, max_group_depth=10,
                 save_exc_type=True, _seen=None):
        outermost = _seen is None
        if outermost:
            _seen = set()
        _seen.add(id(exc_value))
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        self.stack = StackSummary._extract_from_extended_frame_gen(
            _walk_tb_with_positions(exc_traceback), limit=limit, lookup_lines=lookup_lines,
            capture_locals=capture_locals)
        self._exc_type = exc_type if save_exc_type else None
        self._str = _safe_string(exc_value, "exception")
        try:
            self.__notes__ = getattr(exc_value, "__notes__", None)
        except Exception as error:
            self.__notes__ = [f"Ignored error getting __notes__: {_safe_string(error, '__notes__', repr)}"]
        self._is_syntax_error = False
        self._have_exc_type = exc_type is not None
        if exc_type is not None:
            self.exc_type_qualname = exc_type.__qualname__
            self.exc_type_module = exc_type.__module__
        else:
            self.exc_type_qualname = None
            self.exc_type_module = None
        if exc_type and issubclass(exc_type, SyntaxError):
            self.filename = exc_value.filename
            lno = exc_value.lineno
            self.lineno = str(lno) if lno is not None else None
            end_lno = exc_value.end_lineno
            self.end_lineno = str(end_lno) if end_lno is not None else None
            self.text = exc_value.text
            self.offset = exc_value.offset
            self.end_offset = exc_value.end_offset
            self.msg = exc_value.msg
            self._is_syntax_error = True
        elif isinstance(exc_value, BaseException):
            self._str += _traceback.suggestion(exc_value, exc_traceback)
        self.__suppress_context__ = (exc_value.__suppress_context__ if exc_value is not None
                                     else False)
        self.__cause__ = self.__context__ = None
        self.exceptions = None
        options = dict(limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals,
                       max_group_width=max_group_width, max_group_depth=max_group_depth)
        # Chains may be long: a list instead of recursion.
        todo = [(self, exc_value)]
        while outermost and todo:
            te, e = todo.pop()
            if e is None:
                continue
            cause, context = e.__cause__, e.__context__
            if cause is not None and id(cause) not in _seen:
                te.__cause__ = TracebackException(type(cause), cause, cause.__traceback__,
                                                  _seen=_seen, **options)
                todo.append((te.__cause__, cause))
            if compact:
                need_context = cause is None and not e.__suppress_context__
            else:
                need_context = True
            if context is not None and need_context and id(context) not in _seen:
                te.__context__ = TracebackException(type(context), context, context.__traceback__,
                                                    _seen=_seen, **options)
                todo.append((te.__context__, context))
            if isinstance(e, BaseExceptionGroup):
                te.exceptions = []
                for member in e.exceptions:
                    made = TracebackException(type(member), member, member.__traceback__,
                                              _seen=_seen, **options)
                    te.exceptions.append(made)
                    todo.append((made, member))

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type(self):
        import warnings
        warnings.warn("Deprecated in 3.13. Use exc_type_qualname instead.", DeprecationWarning,
                      stacklevel=2)
        return self._exc_type

    @property
    def exc_type_str(self):
        if not self._have_exc_type:
            return None
        name = self.exc_type_qualname
        module = self.exc_type_module
        if module not in ("__main__", "builtins"):
            if not isinstance(module, str):
                module = "<unknown>"
            name = module + "." + name
        return name

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    __hash__ = None

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group=False, _depth=0, **kwargs):
        """The lines behind the stack: type, message, notes."""
        indent = 3 * _depth * " "
        if not self._have_exc_type:
            yield indent + _format_final_exc_line(None, self._str)
            return
        name = self.exc_type_str
        if not self._is_syntax_error:
            text = _format_final_exc_line(name, self._str)
            if _depth > 0:
                yield from (indent + line for line in text.splitlines(True))
            else:
                yield text
        else:
            yield from (indent + line for line in self._format_syntax_error(name))
        notes = self.__notes__
        if isinstance(notes, (list, tuple)) or (
                hasattr(notes, "__getitem__") and hasattr(notes, "__len__") and
                not isinstance(notes, (str, bytes, dict))):
            for note in notes:
                note = _safe_string(note, "note")
                yield from (indent + line + "\n" for line in note.split("\n"))
        elif notes is not None:
            yield indent + _safe_string(notes, "__notes__", func=repr) + "\n"
        if self.exceptions and show_group:
            for member in self.exceptions:
                yield from member.format_exception_only(show_group=show_group, _depth=_depth + 1)

    def _format_syntax_error(self, stype, **kwargs):
        filename_suffix = ""
        if self.lineno is not None:
            yield f'  File "{self.filename or "<string>"}", line {self.lineno}\n'
        elif self.filename is not None:
            filename_suffix = f" ({self.filename})"
        text = self.text
        if isinstance(text, str):
            line = text.rstrip("\n")
            stripped = line.lstrip(" \n\f")
            spaces = len(line) - len(stripped)
            yield f"    {stripped}\n"
            offset = self.offset
            if self.lineno is not None and offset is not None:
                limit = len(line) + 1
                if self.lineno != self.end_lineno:
                    end_offset = limit
                else:
                    end_offset = self.end_offset if self.end_offset not in (None, 0) else offset
                offset = min(offset, limit)
                end_offset = min(end_offset, limit)
                if offset >= end_offset:
                    end_offset = offset + 1
                colno = offset - 1 - spaces
                end_colno = end_offset - 1 - spaces
                if colno >= 0:
                    margin = "".join(c if c.isspace() else " " for c in stripped[:colno])
                    margin += " " * (colno - len(margin))
                    yield f"    {margin}{'^' * (end_colno - colno)}\n"
        yield f"{stype}: {self.msg or '<no detail available>'}{filename_suffix}\n"

    def format(self, *, chain=True, _ctx=None, **kwargs):
        """All lines."""
        if _ctx is None:
            _ctx = _ExceptionPrintContext()
        output = []
        exc = self
        if chain:
            while exc:
                if exc.__cause__ is not None:
                    message, before = _CAUSE, exc.__cause__
                elif exc.__context__ is not None and not exc.__suppress_context__:
                    message, before = _CONTEXT, exc.__context__
                else:
                    message = before = None
                output.append((message, exc))
                exc = before
        else:
            output.append((None, exc))
        for message, exc in reversed(output):
            if message is not None:
                yield from _ctx.emit(message)
            if exc.exceptions is None:
                if exc.stack:
                    yield from _ctx.emit("Traceback (most recent call last):\n")
                    yield from _ctx.emit(exc.stack.format())
                yield from _ctx.emit(exc.format_exception_only())
            elif _ctx.exception_group_depth > self.max_group_depth:
                yield from _ctx.emit(f"... (max_group_depth is {self.max_group_depth})\n")
            else:
                yield from self._format_group(exc, _ctx)

    def _format_group(self, exc, _ctx):
        outermost = _ctx.exception_group_depth == 0
        if outermost:
            _ctx.exception_group_depth += 1
        if exc.stack:
            yield from _ctx.emit("Exception Group Traceback (most recent call last):\n",
                                 margin_char="+" if outermost else None)
            yield from _ctx.emit(exc.stack.format())
        yield from _ctx.emit(exc.format_exception_only())
        num = len(exc.exceptions)
        shown = num if num <= self.max_group_width else self.max_group_width + 1
        _ctx.need_close = False
        for i in range(shown):
            last = i == shown - 1
            if last:
                _ctx.need_close = True
            truncated = i >= self.max_group_width
            title = f"{i + 1}" if not truncated else "..."
            yield (_ctx.indent() + ("+-" if i == 0 else "  ") +
                   f"+---------------- {title} ----------------\n")
            _ctx.exception_group_depth += 1
            if not truncated:
                yield from exc.exceptions[i].format(_ctx=_ctx)
            else:
                more = num - self.max_group_width
                yield from _ctx.emit(f"and {more} more exception{'s' if more > 1 else ''}\n")
            if last and _ctx.need_close:
                yield _ctx.indent() + "+------------------------------------\n"
                _ctx.need_close = False
            _ctx.exception_group_depth -= 1
        if outermost:
            assert _ctx.exception_group_depth == 1
            _ctx.exception_group_depth = 0

    def print(self, *, file=None, chain=True, **kwargs):
        if file is None:
            file = sys.stderr
        for line in self.format(chain=chain):
            print(line, file=file, end="")


def _format_final_exc_line(etype, value, **kwargs):
    text = _safe_string(value, "exception")
    if value is None or not text:
        return f"{etype}\n"
    return f"{etype}: {text}\n"


def _levenshtein_distance(a, b, max_cost):
    """How far two names are from each other; more than max_cost if that is not worth counting."""
    return _traceback.distance(a, b, max_cost)


# ---- functions ------------------------------------------------------------------------------


def _parse_value_tb(exc, value, tb):
    if (value is _sentinel) != (tb is _sentinel):
        raise ValueError("Both or neither of value and tb must be given")
    if value is tb is _sentinel:
        if exc is not None:
            if isinstance(exc, BaseException):
                return exc, exc.__traceback__
            raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
        return None, None
    return value, tb


def print_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, file=None, chain=True,
                    **kwargs):
    """Writes an exception to a file (standard error)."""
    value, tb = _parse_value_tb(exc, value, tb)
    TracebackException(type(value), value, tb, limit=limit, compact=True).print(file=file,
                                                                               chain=chain)


def _print_exception_bltin(exc, /):
    print_exception(exc)


def format_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, chain=True, **kwargs):
    """The text of an exception, a list of strings."""
    value, tb = _parse_value_tb(exc, value, tb)
    return list(TracebackException(type(value), value, tb, limit=limit,
                                   compact=True).format(chain=chain))


def format_exception_only(exc, /, value=_sentinel, *, show_group=False, **kwargs):
    """The lines without the stack."""
    if value is _sentinel:
        value = exc
    te = TracebackException(type(value), value, None, compact=True)
    return list(te.format_exception_only(show_group=show_group))


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_exc") and not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    if hasattr(sys, "last_exc"):
        print_exception(sys.last_exc, limit=limit, file=file, chain=chain)
    else:
        print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def print_list(extracted_list, file=None):
    if file is None:
        file = sys.stderr
    for item in StackSummary.from_list(extracted_list).format():
        print(item, file=file, end="")


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_tb(tb, limit=None, file=None):
    print_list(extract_tb(tb, limit=limit), file=file)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit=limit).format()


def extract_tb(tb, limit=None):
    return StackSummary._extract_from_extended_frame_gen(_walk_tb_with_positions(tb), limit=limit)


def print_stack(f=None, limit=None, file=None):
    if f is None:
        f = sys._getframe().f_back
    print_list(extract_stack(f, limit=limit), file=file)


def format_stack(f=None, limit=None):
    if f is None:
        f = sys._getframe().f_back
    return format_list(extract_stack(f, limit=limit))


def extract_stack(f=None, limit=None):
    """The frames from the outermost to `f` (the caller)."""
    if f is None:
        f = sys._getframe().f_back
    stack = StackSummary.extract(walk_stack(f), limit=limit)
    stack.reverse()
    return stack


def clear_frames(tb):
    """Clears the variables of all frames of a traceback."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass
        tb = tb.tb_next
