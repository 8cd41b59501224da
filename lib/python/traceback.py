"""Exceptions and stacks as text, as the interpreter itself prints them."""

import sys
import _traceback
import linecache
from _colorize import ANSIColors, NoColors, can_colorize

__all__ = """
    extract_stack extract_tb format_exception format_exception_only format_list format_stack
    format_tb print_exc format_exc print_exception print_last print_stack print_tb clear_frames
    FrameSummary StackSummary TracebackException walk_stack walk_tb
    """.split()

_REPEATS_SHOWN = _RECURSIVE_CUTOFF = 3
_CodeType = type((lambda: None).__code__)


class _Sentinel:
    def __repr__(self):
        return "<implicit>"


_sentinel = _Sentinel()

_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"


def _colours(colorize):
    return ANSIColors if colorize else NoColors


# ---- frames ---------------------------------------------------------------------------------


class FrameSummary:
    """One entry of a stack."""

    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_line",
                 "locals", "_given", "_code")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None, _code=None, **kwargs):
        self.filename, self.name, self.lineno = filename, name, lineno
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno, self.end_colno = colno, end_colno
        self._line, self._given = line, line is not None
        self._code = _code  # of an input of the prompt: inputs share a filename
        if lookup_line:
            self.line
        self.locals = {key: _safe_string(value, "local", func=repr)
                       for key, value in locals.items()} if locals else None

    @property
    def line(self):
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = self._text_of(self.lineno)
        return self._line.strip()

    def _text_of(self, lineno):
        lines = self._code and linecache._lines_of_input(self._code)
        if lines and lineno <= len(lines):
            return lines[lineno - 1]
        return linecache.getline(self.filename, lineno)

    # It once was a tuple of four, and still can be used as one.

    def _as_tuple(self):
        return self.filename, self.lineno, self.name, self.line

    def __eq__(self, other):
        if isinstance(other, tuple):
            return self._as_tuple() == other
        if not isinstance(other, FrameSummary):
            return NotImplemented
        return all(getattr(self, field) == getattr(other, field)
                   for field in ("filename", "lineno", "name", "locals"))

    def __getitem__(self, position):
        return self._as_tuple()[position]

    def __iter__(self):
        return iter(self._as_tuple())

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
    for entry in _entries(tb):
        yield entry.tb_frame, entry.tb_lineno


def _entries(tb):
    while tb is not None:
        yield tb
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
    for entry in _entries(tb):
        positions = _position(entry.tb_frame.f_code, entry.tb_lasti)
        if positions[0] != entry.tb_lineno:
            positions = (entry.tb_lineno, None, None, None)
        yield entry.tb_frame, positions


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
                end_colno=end_colno, _code=code if code.co_filename == "<stdin>" else None))
        for filename in {frame.filename for frame in result}:
            linecache.checkcache(filename)
        if lookup_lines:
            for frame in result:
                frame.line
        return result

    @classmethod
    def from_list(klass, a_list):
        """From FrameSummary objects or (filename, line number, name, line) tuples."""
        def summary(filename, lineno, name, line):
            return FrameSummary(filename, lineno, name, line=line)

        return klass(entry if isinstance(entry, FrameSummary) else summary(*entry)
                     for entry in a_list)

    def format_frame_summary(self, frame_summary, *, colorize=False, **kwargs):
        """The text of one entry, its source included."""
        filename = frame_summary.filename
        if filename.startswith("<stdin-") and filename.endswith(">"):
            filename = "<stdin>"
        magenta, reset = _colours(colorize).MAGENTA, _colours(colorize).RESET
        text = (f'  File {magenta}"{filename}"{reset}, line {magenta}{frame_summary.lineno}{reset}, '
                f'in {magenta}{frame_summary.name}{reset}\n')
        source = ""
        if not frame_summary._given and frame_summary.lineno is not None:
            lines = [frame_summary._text_of(number)
                     for number in range(frame_summary.lineno, frame_summary.end_lineno + 1)]
            source = _traceback.source(lines, frame_summary.lineno, frame_summary.end_lineno,
                                       frame_summary.colno, frame_summary.end_colno, colorize)
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
    """How deep in groups the lines are that come next."""

    def __init__(self):
        self.exception_group_depth = 0
        self.need_close = False  # is the line still to come that ends a group?

    def indent(self):
        return "  " * self.exception_group_depth

    def emit(self, texts, margin_char="|"):
        """The texts, behind a margin if they are in a group."""
        margin = f"{self.indent()}{margin_char} " if self.exception_group_depth else ""
        for text in [texts] if isinstance(texts, str) else texts:
            yield "".join(margin + line for line in text.splitlines(True)) if margin else text


class TracebackException:
    """An exception ready to be formatted, without references to its frames."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True,
                 capture_locals=False, compact=False, max_group_width=15, max_group_depth=10,
                 save_exc_type=True, _seen=None):
        outermost = _seen is None
        if outermost:
            _seen = set()
        _seen.add(id(exc_value))
        self.max_group_width, self.max_group_depth = max_group_width, max_group_depth
        self.stack = StackSummary._extract_from_extended_frame_gen(
            _walk_tb_with_positions(exc_traceback), limit=limit, lookup_lines=lookup_lines,
            capture_locals=capture_locals)
        self._str = _safe_string(exc_value, "exception")
        try:
            self.__notes__ = getattr(exc_value, "__notes__", None)
        except Exception as error:
            shown = _safe_string(error, "__notes__", repr)
            self.__notes__ = [f"Ignored error getting __notes__: {shown}"]
        self._exc_type = exc_type if save_exc_type else None
        self._have_exc_type = exc_type is not None
        self.exc_type_qualname = getattr(exc_type, "__qualname__", None)
        self.exc_type_module = getattr(exc_type, "__module__", None)
        self._is_syntax_error = self._have_exc_type and issubclass(exc_type, SyntaxError)
        if self._is_syntax_error:
            for detail in "filename", "lineno", "end_lineno", "text", "offset", "end_offset", "msg":
                value = getattr(exc_value, detail)
                is_line = detail.endswith("lineno") and value is not None
                setattr(self, detail, str(value) if is_line else value)
        elif isinstance(exc_value, BaseException):
            self._str += _traceback.suggestion(exc_value, exc_traceback)
        self.__suppress_context__ = getattr(exc_value, "__suppress_context__", False)
        self.__cause__ = self.__context__ = None
        self.exceptions = None
        options = dict(limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals,
                       max_group_width=max_group_width, max_group_depth=max_group_depth)
        if outermost:
            self._add_related(exc_value, compact, _seen, options)

    def _add_related(self, exc_value, compact, seen, options):
        """Causes, contexts and members of groups, each once. Chains may be long: no recursion."""
        pending = [(self, exc_value)]

        def make(e):
            made = TracebackException(type(e), e, e.__traceback__, _seen=seen, **options)
            pending.append((made, e))
            return made

        def make_once(e):
            return None if e is None or id(e) in seen else make(e)

        while pending:
            made, e = pending.pop()
            if e is None:
                continue
            made.__cause__ = make_once(e.__cause__)
            if not compact or e.__cause__ is None and not e.__suppress_context__:
                made.__context__ = make_once(e.__context__)
            if isinstance(e, BaseExceptionGroup):
                made.exceptions = [make(member) for member in e.exceptions]

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

    def format_exception_only(self, *, show_group=False, _depth=0, colorize=False, **kwargs):
        """The lines behind the stack: type, message, notes."""
        indent = 3 * _depth * " "
        if not self._have_exc_type:
            yield indent + _format_final_exc_line(None, self._str, colorize=colorize)
            return
        name = self.exc_type_str
        if not self._is_syntax_error:
            text = _format_final_exc_line(name, self._str, colorize=colorize)
            if _depth > 0:
                yield from (indent + line for line in text.splitlines(True))
            else:
                yield text
        else:
            yield from (indent + line for line in self._format_syntax_error(name, colorize=colorize))
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
                yield from member.format_exception_only(
                    show_group=show_group, _depth=_depth + 1, colorize=colorize)

    def _format_syntax_error(self, stype, *, colorize=False, **kwargs):
        colours = _colours(colorize)
        magenta, reset = colours.MAGENTA, colours.RESET
        filename_suffix = ""
        if self.lineno is not None:
            yield (f'  File {magenta}"{self.filename or "<string>"}"{reset}, '
                   f'line {magenta}{self.lineno}{reset}\n')
        elif self.filename is not None:
            filename_suffix = f" ({self.filename})"
        if isinstance(self.text, str):
            yield from self._format_marked_line(colours)
        yield (f"{colours.BOLD_MAGENTA}{stype}{reset}: "
               f"{magenta}{self.msg or '<no detail available>'}{reset}{filename_suffix}\n")

    def _format_marked_line(self, colours):
        """The line of a syntax error, and carets below what is wrong."""
        line = self.text.rstrip("\n")
        stripped = line.lstrip(" \n\f")
        offset = self.offset
        limit = len(line) + 1
        if self.lineno is None or offset is None:
            yield f"    {stripped}\n"
            return
        if self.lineno != self.end_lineno:
            end_offset = limit
        else:
            end_offset = self.end_offset if self.end_offset not in (None, 0) else offset
        offset = min(offset, limit)
        end_offset = min(end_offset, limit)
        if offset >= end_offset:
            end_offset = offset + 1
        spaces = len(line) - len(stripped)
        start, end = offset - 1 - spaces, end_offset - 1 - spaces
        if start < 0:
            yield f"    {stripped}\n"
            return
        red, reset = colours.BOLD_RED, colours.RESET
        yield f"    {stripped[:start]}{red}{stripped[start:end]}{reset}{stripped[end:]}\n"
        margin = "".join(c if c.isspace() else " " for c in stripped[:start]).ljust(start)
        yield f"    {margin}{red}{'^' * (end - start)}{reset}\n"

    def format(self, *, chain=True, _ctx=None, colorize=False, **kwargs):
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
                    yield from _ctx.emit(exc.stack.format(colorize=colorize))
                yield from _ctx.emit(exc.format_exception_only(colorize=colorize))
            elif _ctx.exception_group_depth > self.max_group_depth:
                yield from _ctx.emit(f"... (max_group_depth is {self.max_group_depth})\n")
            else:
                yield from self._format_group(exc, _ctx, colorize)

    def _format_group(self, exc, _ctx, colorize):
        outermost = _ctx.exception_group_depth == 0
        _ctx.exception_group_depth += outermost
        if exc.stack:
            yield from _ctx.emit("Exception Group Traceback (most recent call last):\n",
                                 margin_char="+" if outermost else "|")
            yield from _ctx.emit(exc.stack.format(colorize=colorize))
        yield from _ctx.emit(exc.format_exception_only(colorize=colorize))
        hidden = len(exc.exceptions) - self.max_group_width
        shown = exc.exceptions[:self.max_group_width] if hidden > 0 else exc.exceptions
        _ctx.need_close = False
        for number, member in enumerate(shown, 1):
            _ctx.need_close |= member is shown[-1] and hidden <= 0
            yield _ctx.indent() + _group_line(number, number == 1)
            _ctx.exception_group_depth += 1
            yield from member.format(_ctx=_ctx, colorize=colorize)
            _ctx.exception_group_depth -= 1
        if hidden > 0:
            _ctx.need_close = True
            yield _ctx.indent() + _group_line("...", not shown)
            _ctx.exception_group_depth += 1
            yield from _ctx.emit(f"and {hidden} more exception{'s' if hidden > 1 else ''}\n")
            _ctx.exception_group_depth -= 1
        if _ctx.need_close:
            yield f"{_ctx.indent()}  +------------------------------------\n"
            _ctx.need_close = False
        _ctx.exception_group_depth -= outermost

    def print(self, *, file=None, chain=True, colorize=False, **kwargs):
        _write(self.format(chain=chain, colorize=colorize), file)


def _group_line(title, is_first):
    """The line above a member of a group."""
    return f"{'+-' if is_first else '  '}+---------------- {title} ----------------\n"


def _format_final_exc_line(etype, value, *, colorize=False):
    colours = _colours(colorize)
    text = _safe_string(value, "exception") if value is not None else ""
    message = f": {colours.MAGENTA}{text}{colours.RESET}" if text else ""
    return f"{colours.BOLD_MAGENTA}{etype}{colours.RESET}{message}\n"


def _levenshtein_distance(a, b, max_cost):
    """How far two names are from each other; more than max_cost if that is not worth counting."""
    return _traceback.distance(a, b, max_cost)


# ---- functions ------------------------------------------------------------------------------


def _write(lines, file):
    for line in lines:
        print(line, file=sys.stderr if file is None else file, end="")


def _parse_value_tb(exc, value, tb):
    """The exception, from an argument alone or from the three of old."""
    if (value is _sentinel) != (tb is _sentinel):
        raise ValueError("Both or neither of value and tb must be given")
    if value is not _sentinel:
        return value, tb
    if not isinstance(exc, (BaseException, type(None))):
        raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
    return exc, getattr(exc, "__traceback__", None)


def format_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, chain=True,
                     colorize=False, **kwargs):
    """The text of an exception, a list of strings."""
    value, tb = _parse_value_tb(exc, value, tb)
    made = TracebackException(type(value), value, tb, limit=limit, compact=True)
    return list(made.format(chain=chain, colorize=colorize))


def print_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, file=None, chain=True,
                    colorize=False, **kwargs):
    """Writes an exception to a file (standard error)."""
    value, tb = _parse_value_tb(exc, value, tb)
    made = TracebackException(type(value), value, tb, limit=limit, compact=True)
    made.print(file=file, chain=chain, colorize=colorize)


def _print_exception_bltin(exc, /):
    print_exception(exc, colorize=can_colorize())


def format_exception_only(exc, /, value=_sentinel, *, show_group=False,
                          colorize=False, **kwargs):
    """The lines without the stack."""
    value = exc if value is _sentinel else value
    made = TracebackException(type(value), value, None, compact=True)
    return list(made.format_exception_only(show_group=show_group, colorize=colorize))


def print_exc(limit=None, file=None, chain=True):
    """Writes the exception that is being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """The text of the exception that is being handled, as one string."""
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """Writes the exception that nobody handled, after the interactive interpreter has shown it."""
    for names in ("last_exc",), ("last_type", "last_value", "last_traceback"):
        if hasattr(sys, names[0]):
            what = (getattr(sys, name) for name in names)
            return print_exception(*what, limit=limit, file=file, chain=chain)
    raise ValueError("no last exception")


def format_list(extracted_list):
    """The texts of FrameSummary objects or tuples of four."""
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    """Writes what format_list() gives."""
    _write(format_list(extracted_list), file)


def extract_tb(tb, limit=None):
    """The entries of a traceback."""
    return StackSummary._extract_from_extended_frame_gen(_walk_tb_with_positions(tb), limit=limit)


def format_tb(tb, limit=None):
    """The texts of a traceback's entries."""
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    """Writes what format_tb() gives."""
    _write(format_tb(tb, limit), file)


def extract_stack(f=None, limit=None):
    """The frames from the outermost to `f` (the caller)."""
    stack = StackSummary.extract(walk_stack(f or sys._getframe(1)), limit=limit)
    stack.reverse()
    return stack


def format_stack(f=None, limit=None):
    """The texts of these frames."""
    return extract_stack(f or sys._getframe(1), limit).format()


def print_stack(f=None, limit=None, file=None):
    """Writes what format_stack() gives."""
    _write(format_stack(f or sys._getframe(1), limit), file)


def clear_frames(tb):
    """Clears the variables of all frames of a traceback."""
    for frame, _ in walk_tb(tb):
        try:
            frame.clear()
        except RuntimeError:
            pass  # it still runs
