"""The examples of doctest: finding them in a text, and comparing what they print."""

import re
import traceback


# ---- option flags --------------------------------------------------------------------------------

OPTIONFLAGS_BY_NAME = {}


def register_optionflag(name):
    """The flag of a name, a new one if the name is new."""
    return OPTIONFLAGS_BY_NAME.setdefault(name, 1 << len(OPTIONFLAGS_BY_NAME))


_COMPARISON = ("DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE", "NORMALIZE_WHITESPACE",
               "ELLIPSIS", "SKIP", "IGNORE_EXCEPTION_DETAIL")
_REPORTING = ("REPORT_UDIFF", "REPORT_CDIFF", "REPORT_NDIFF", "REPORT_ONLY_FIRST_FAILURE",
              "FAIL_FAST")
(DONT_ACCEPT_TRUE_FOR_1, DONT_ACCEPT_BLANKLINE, NORMALIZE_WHITESPACE, ELLIPSIS, SKIP,
 IGNORE_EXCEPTION_DETAIL) = map(register_optionflag, _COMPARISON)
(REPORT_UDIFF, REPORT_CDIFF, REPORT_NDIFF, REPORT_ONLY_FIRST_FAILURE,
 FAIL_FAST) = map(register_optionflag, _REPORTING)
COMPARISON_FLAGS = 2 * IGNORE_EXCEPTION_DETAIL - 1
REPORTING_FLAGS = 2 * FAIL_FAST - 1 - COMPARISON_FLAGS

BLANKLINE_MARKER = "<BLANKLINE>"
ELLIPSIS_MARKER = "..."


# ---- text ----------------------------------------------------------------------------------------

def _plural(count, noun):
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _ended(text):
    """The text with a newline at its end, unless it is empty."""
    return text + "\n" if text and not text.endswith("\n") else text


def _indent(text, indent=4):
    return re.sub("(?m)^(?!$)", indent * " ", text)


def _comment_line(line):
    return f"# {line}".rstrip()


def _exception_traceback(exc_info):
    return "".join(traceback.format_exception(*exc_info))


def _strip_exception_details(msg):
    """The name of an exception, without its modules and its text."""
    name = re.match("[^\n:]*", msg)[0]
    return name.rpartition(".")[2]


def _ellipsis_match(want, got):
    """Is it the same, if ... stands for any text?"""
    if ELLIPSIS_MARKER not in want:
        return want == got
    first, *middle, last = want.split(ELLIPSIS_MARKER)
    start, end = len(first), len(got) - len(last)
    if start > end or not got.startswith(first) or not got.endswith(last):
        return False
    for piece in middle:
        # the leftmost place leaves the most for the rest
        start = got.find(piece, start, end)
        if start < 0:
            return False
        start += len(piece)
    return True


# ---- examples ------------------------------------------------------------------------------------

class _Compared:
    """Equal to those of the same type with the same attributes, as far as they are named."""

    def _values(self, names):
        return tuple(getattr(self, name) for name in names)

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        names = self._hashed + self._compared
        return self._values(names) == other._values(names)

    def __hash__(self):
        return hash(self._values(self._hashed))


class Example(_Compared):
    """A statement and its output: source and want end in a newline (unless want is empty), exc_msg
    is the text of the exception that want tells of or None, lineno and indent say where it stands
    in the docstring, options maps flags to whether they are set or cleared here."""

    __module__ = "doctest"
    _hashed, _compared = ("source", "want", "lineno", "indent", "exc_msg"), ("options",)

    def __init__(self, source, want, exc_msg=None, lineno=0, indent=0, options=None):
        self.source = source if source.endswith("\n") else source + "\n"
        self.want = _ended(want)
        self.exc_msg = exc_msg if exc_msg is None or exc_msg.endswith("\n") else exc_msg + "\n"
        self.lineno, self.indent = lineno, indent
        self.options = {} if options is None else options


class DocTest(_Compared):
    """Examples that are run one after the other with the globals `globs`. name, filename, lineno
    and docstring tell where they come from."""

    __module__ = "doctest"
    _hashed, _compared = ("docstring", "name", "filename", "lineno"), ("examples", "globs")

    def __init__(self, examples, globs, name, filename, lineno, docstring):
        assert not isinstance(examples, str), \
            "DocTest no longer accepts str; use DocTestParser instead"
        self.examples, self.globs = examples, globs.copy()
        self.name, self.filename, self.lineno, self.docstring = name, filename, lineno, docstring

    def __repr__(self):
        count = _plural(len(self.examples), "example") if self.examples else "no examples"
        return f"<{type(self).__name__} {self.name} from {self.filename}:{self.lineno} ({count})>"

    def _sort_key(self):
        return self.name, self.filename, -1 if self.lineno is None else self.lineno, id(self)

    def __lt__(self, other):
        if not isinstance(other, DocTest):
            return NotImplemented
        return self._sort_key() < other._sort_key()


class DocTestParser:
    """Finds the examples in a text."""

    __module__ = "doctest"

    _OPTIONS = re.compile(r"(?m)#\s*doctest:\s*([^\n'\"]*)$")
    _NO_STATEMENT = re.compile(r" *(#.*)?$")
    _TRACEBACK = re.compile(r"Traceback \((?:most recent call|innermost) last\):\s*$.*?^(\w+.*)",
                            re.MULTILINE | re.DOTALL)

    def parse(self, string, name="<string>"):
        """The examples and the texts between them (perhaps empty), in turns."""
        string = string.expandtabs()
        indent = min(map(len, re.findall(r"(?m)^( *)(?=\S)", string)), default=0)
        lines = [line[indent:] + "\n" for line in string.split("\n")]
        lines[-1] = lines[-1][:-1]
        pieces, text, at = [], "", 0
        while at < len(lines):
            if not self._begins(lines[at], ">>>"):
                text += lines[at]
                at += 1
                continue
            middle, end = self._extent(lines, at)
            source = [line.rstrip("\n") for line in lines[at:middle]]
            want = [line.rstrip("\n") for line in lines[middle:end]]
            example = self._example(source, want, name, at, indent)
            pieces += [text] if example is None else [text, example]
            text, at = "", end
        return [*pieces, text]

    def get_examples(self, string, name="<string>"):
        """The examples in the text."""
        return [piece for piece in self.parse(string, name) if isinstance(piece, Example)]

    def get_doctest(self, string, globs, name, filename, lineno):
        """The test that is made of the examples in the text."""
        return DocTest(self.get_examples(string, name), globs, name, filename, lineno, string)

    @staticmethod
    def _begins(line, prompt):
        return line.lstrip(" ").startswith(prompt)

    def _extent(self, lines, at):
        """(where the statement that begins here ends, where its output ends)"""
        middle = at + 1
        while middle < len(lines) and self._begins(lines[middle], "..."):
            middle += 1
        end = middle
        while end < len(lines) and lines[end].strip(" \n") and not self._begins(lines[end], ">>>"):
            end += 1
        return middle, end

    def _example(self, source, want, name, lineno, outer_indent):
        indent = len(source[0]) - len(source[0].lstrip(" "))
        for i, line in enumerate(source):
            prompt, after = line[indent:indent + 3], line[indent + 3:]
            if after and after[0] != " ":
                raise ValueError(f"line {lineno + i + 1!r} of the docstring for {name} lacks blank "
                                 f"after {prompt}: {line!r}")
        self._check_indent(source[1:], " " * indent + ".", name, lineno)
        self._check_indent(want, " " * indent, name, lineno + len(source))
        source = "\n".join(line[indent + 4:] for line in source)
        want = "\n".join(line[indent:] for line in want)
        options = self._options_in(source, name, lineno)
        if self._NO_STATEMENT.match(source):
            return None
        found = self._TRACEBACK.match(want)
        return Example(source, want, found and found[1], lineno, outer_indent + indent, options)

    def _check_indent(self, lines, prefix, name, lineno):
        for i, line in enumerate(lines):
            if line and not line.startswith(prefix):
                raise ValueError(f"line {lineno + i + 1!r} of the docstring for {name} has "
                                 f"inconsistent leading whitespace: {line!r}")

    def _options_in(self, source, name, lineno):
        where = f"of the doctest for {name} has an"
        options = {}
        for words in self._OPTIONS.findall(source):
            for word in words.replace(",", " ").split():
                flag = OPTIONFLAGS_BY_NAME.get(word[1:])
                if flag is None or word[0] not in "+-":
                    raise ValueError(f"line {lineno + 1!r} {where} invalid option: {word!r}")
                options[flag] = word[0] == "+"
        if options and self._NO_STATEMENT.match(source):
            raise ValueError(f"line {lineno!r} {where} option directive on a line with no example: "
                             f"{source!r}")
        return options


# ---- checking ------------------------------------------------------------------------------------

class OutputChecker:
    """Compares the output of an example with the wanted one."""

    __module__ = "doctest"

    def _toAscii(self, s):
        return s.encode("ascii", "backslashreplace").decode("ascii")

    def check_output(self, want, got, optionflags):
        """Is it the same, as far as the flags ask for it?"""
        # what a terminal may not show can be written as escapes
        got, want = self._toAscii(got), self._toAscii(want)
        if got == want:
            return True
        if not optionflags & DONT_ACCEPT_TRUE_FOR_1 and (got, want) in (("True\n", "1\n"),
                                                                        ("False\n", "0\n")):
            return True
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            want = re.sub(rf"(?m)^{BLANKLINE_MARKER}\s*?$", "", want)
            got = re.sub(r"(?m)^[^\S\n]+$", "", got)
        if optionflags & NORMALIZE_WHITESPACE:
            got, want = " ".join(got.split()), " ".join(want.split())
        return got == want or bool(optionflags & ELLIPSIS) and _ellipsis_match(want, got)

    def output_difference(self, example, got, optionflags):
        """Describes how the output differs: by a diff if the flags ask for one."""
        want = example.want
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            got = re.sub("(?m)^ *(?=\n)", BLANKLINE_MARKER, got)
        if self._is_worth_a_diff(want, got, optionflags):
            return self._diff(want.splitlines(True), got.splitlines(True), optionflags)
        return "".join(f"{verb}:\n{_indent(text)}" if text else f"{verb} nothing\n"
                       for verb, text in (("Expected", want), ("Got", got)))

    @staticmethod
    def _is_worth_a_diff(want, got, optionflags):
        if optionflags & REPORT_NDIFF:
            return True  # that marks characters
        return bool(optionflags & (REPORT_UDIFF | REPORT_CDIFF)) and all(
            text.count("\n") > 2 for text in (want, got))

    @staticmethod
    def _diff(want, got, optionflags):
        import difflib
        if optionflags & REPORT_UDIFF:
            kind = "unified diff with -expected +actual"
            lines = list(difflib.unified_diff(want, got, n=2))[2:]
        elif optionflags & REPORT_CDIFF:
            kind = "context diff with expected followed by actual"
            lines = list(difflib.context_diff(want, got, n=2))[2:]
        else:
            kind = "ndiff with -expected +actual"
            lines = difflib.ndiff(want, got)
        return f"Differences ({kind}):\n" + _indent("".join(lines))
