"""Tests that are examples: what looks like a session of the interpreter in docstrings and text
files is run, and has to give the output that stands there.

    if __name__ == "__main__":
        import doctest
        doctest.testmod()

prints what went wrong, and with -v all that was tried. `python -m doctest FILE` does it for a
module or a text file."""

# A parser makes examples of text, a finder collects the tests (the examples of one docstring) of an
# object and what it contains, a runner runs a test and reports, as its output checker tells whether
# the output is the one wanted. A test has one namespace, so that later examples see what earlier
# ones did.

__docformat__ = "reStructuredText en"

__all__ = ["register_optionflag", "DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE",
           "NORMALIZE_WHITESPACE", "ELLIPSIS", "SKIP", "IGNORE_EXCEPTION_DETAIL",
           "COMPARISON_FLAGS", "REPORT_UDIFF", "REPORT_CDIFF", "REPORT_NDIFF",
           "REPORT_ONLY_FIRST_FAILURE", "REPORTING_FLAGS", "FAIL_FAST", "Example", "DocTest",
           "DocTestParser", "DocTestFinder", "DocTestRunner", "OutputChecker", "DocTestFailure",
           "UnexpectedException", "DebugRunner", "testmod", "testfile", "run_docstring_examples",
           "DocTestSuite", "DocFileSuite", "set_unittest_reportflags", "script_from_examples",
           "testsource", "debug_src", "debug"]

import __future__
import _colorize
import builtins
import inspect
import linecache
import os
import re
import sys
import traceback
import types
import unittest
from collections import namedtuple
from contextlib import contextmanager
from io import IncrementalNewlineDecoder, StringIO

from _doctest_examples import (
    BLANKLINE_MARKER, COMPARISON_FLAGS, DONT_ACCEPT_BLANKLINE, DONT_ACCEPT_TRUE_FOR_1, ELLIPSIS,
    ELLIPSIS_MARKER, FAIL_FAST, IGNORE_EXCEPTION_DETAIL, NORMALIZE_WHITESPACE, OPTIONFLAGS_BY_NAME,
    REPORT_CDIFF, REPORT_NDIFF, REPORT_ONLY_FIRST_FAILURE, REPORT_UDIFF, REPORTING_FLAGS, SKIP,
    DocTest, DocTestParser, Example, OutputChecker, _Compared, _comment_line, _ellipsis_match,
    _ended, _exception_traceback, _indent, _plural, _strip_exception_details,
    register_optionflag)

# what is taken for the same, by example
__test__ = {
    "string": """
        >>> tall = "abc"
        >>> tall.upper(), len(tall)
        ('ABC', 3)
        """,
    "bool-int equivalence": """
        >>> 4 > 3, 3 > 4
        (True, False)
        >>> 4 > 3
        1
        >>> 3 > 4
        0
        """,
    "blank lines": r"""
        >>> print("above\n\nbelow")
        above
        <BLANKLINE>
        below
        """,
    "ellipsis": """
        >>> list(range(1000))  # doctest: +ELLIPSIS
        [0, 1, 2, ..., 999]
        >>> _ellipsis_match("aa...aa", "aaa")
        False
        """,
    "whitespace normalization": """
        >>> list(range(12))  # doctest: +NORMALIZE_WHITESPACE
        [0, 1, 2, 3, 4, 5,
         6, 7, 8, 9, 10, 11]
        """,
}


# ---- modules and files ---------------------------------------------------------------------------

def _normalize_module(module, depth=2):
    """The module, if it is one; that of this name; for None, that of the function which is `depth`
    calls above."""
    if inspect.ismodule(module):
        return module
    if isinstance(module, str):
        return __import__(module, fromlist=["*"])
    if module is None:
        return sys.modules[sys._getframe(depth).f_globals["__name__"]]
    raise TypeError("Expected a module, string, or None")


def _module_relative_path(module, test_path):
    if not inspect.ismodule(module):
        raise TypeError(f"Expected a module: {module!r}")
    if test_path.startswith("/"):
        raise ValueError("Module-relative files may not have absolute paths")
    path = os.path.join(*test_path.split("/"))
    if hasattr(module, "__file__"):
        return os.path.join(os.path.dirname(module.__file__), path)
    if module.__name__ == "__main__":
        script = sys.argv[0] if sys.argv else ""
        return os.path.join(os.path.dirname(script) if script else os.curdir, path)
    for folder in getattr(module, "__path__", ()):
        if os.path.exists(os.path.join(folder, path)):
            return os.path.join(folder, path)
    raise ValueError(f"Can't resolve paths relative to the module {module.__name__!r} "
                     "(it has no __file__)")


def _load_testfile(filename, package, module_relative, encoding):
    """(text, path) of a file. A module that does not come from a file has its loader read it."""
    if package and not module_relative:
        raise ValueError("Package may only be specified for module-relative paths.")
    if module_relative:
        package = _normalize_module(package, 3)
        filename = _module_relative_path(package, filename)
        loader = getattr(package, "__loader__", None) or getattr(
            getattr(package, "__spec__", None), "loader", None)
        if hasattr(loader, "get_data"):
            text = loader.get_data(filename).decode(encoding)
            return IncrementalNewlineDecoder(None, True).decode(text, True), filename
    with open(filename, encoding=encoding) as f:
        return f.read(), filename


def _file_of(module):
    path = getattr(module, "__file__", None) or module.__name__
    return path[:-1] if path.endswith(".pyc") else path


def _namespace(globs, extraglobs):
    globs = {**globs, **(extraglobs or {})}
    globs.setdefault("__name__", "__main__")
    return globs


# ---- finding -------------------------------------------------------------------------------------

class DocTestFinder:
    """Finds the tests in the docstrings of an object and what it contains: functions, classes and
    the strings in __test__ of modules, methods, properties and classes of classes. Without
    `recurse` it only looks at the object, with `exclude_empty` not at those without docstring."""

    def __init__(self, verbose=False, parser=DocTestParser(), recurse=True, exclude_empty=True):
        self._verbose = verbose
        self._parser = parser
        self._recurse = recurse
        self._exclude_empty = exclude_empty

    def find(self, obj, name=None, module=None, globs=None, extraglobs=None):
        """The tests, sorted by name. Only what is defined in the module counts, if there is one
        (it is looked for if it is None, and there is none if it is False); its globals are those
        of the tests if no others are given, together with extraglobs."""
        name = getattr(obj, "__name__", None) if name is None else name
        if name is None:
            raise ValueError("DocTestFinder.find: name must be given when obj.__name__ doesn't "
                             f"exist: {type(obj)!r}")
        module = inspect.getmodule(obj) if module is None else module or None
        if globs is None:
            globs = {} if module is None else module.__dict__
        tests = []
        self._find(tests, obj, name, module, self._source_lines(obj, module),
                   _namespace(globs, extraglobs), {})
        return sorted(tests)

    @staticmethod
    def _source_lines(obj, module):
        try:
            path = inspect.getsourcefile(obj) or inspect.getfile(obj)
        except TypeError:
            return None
        return linecache.getlines(path, module and module.__dict__) or None

    def _find(self, tests, obj, name, module, source_lines, globs, seen):
        if self._verbose:
            print(f"Finding tests in {name}")
        if id(obj) in seen:
            return
        seen[id(obj)] = 1
        test = self._get_test(obj, name, module, globs, source_lines)
        if test is not None:
            tests.append(test)
        if self._recurse:
            for path, member in self._members(obj, module):
                self._find(tests, member, f"{name}.{path}", module, source_lines, globs, seen)

    def _members(self, obj, module):
        """(name, value) of what an object contains and may have tests."""
        is_class = inspect.isclass(obj)
        if not is_class and not inspect.ismodule(obj):
            return
        for name, value in list(vars(obj).items()):
            if is_class and isinstance(value, (staticmethod, classmethod)):
                value = value.__func__
            if (self._is_code(value) or is_class and isinstance(value, property)) \
                    and self._from_module(module, value):
                yield name, value
        if not is_class:
            yield from self._extra_members(obj)

    def _extra_members(self, module):
        for name, value in getattr(module, "__test__", {}).items():
            if not isinstance(name, str):
                raise ValueError("DocTestFinder.find: __test__ keys must be strings: "
                                 f"{type(name)!r}")
            if not (isinstance(value, str) or self._is_code(value) or inspect.ismodule(value)):
                raise ValueError("DocTestFinder.find: __test__ values must be strings, functions, "
                                 f"methods, classes, or modules: {type(value)!r}")
            yield f"__test__.{name}", value

    @staticmethod
    def _is_code(obj):
        if inspect.isclass(obj):
            return True
        try:
            obj = inspect.unwrap(obj)
        except ValueError:
            pass  # it wraps itself
        return inspect.isroutine(obj)

    def _from_module(self, module, object):
        """Is the object defined in the module?"""
        if module is None:
            return True
        if inspect.getmodule(object) is not None:
            return module is inspect.getmodule(object)
        if inspect.isfunction(object):
            return module.__dict__ is object.__globals__
        if inspect.ismethoddescriptor(object) or inspect.ismethodwrapper(object):
            # what cannot be told is taken for a part of it
            owner = getattr(object, "__objclass__", object)
            return getattr(owner, "__module__", module.__name__) == module.__name__
        if hasattr(object, "__module__"):
            return module.__name__ == object.__module__
        if isinstance(object, property):
            return True
        raise ValueError("object must be a class or function")

    def _get_test(self, obj, name, module, globs, source_lines):
        """The test in the object's own docstring, or None."""
        docstring = obj if isinstance(obj, str) else getattr(obj, "__doc__", None)
        docstring = "" if docstring is None else str(docstring)
        lineno = self._find_lineno(obj, source_lines)
        if self._exclude_empty and not docstring:
            return None
        filename = None if module is None else _file_of(module)
        return self._parser.get_doctest(docstring, globs, name, filename, lineno)

    def _find_lineno(self, obj, source_lines):
        """The line where the object's docstring begins, counted from 0; None if it is not known."""
        lineno = self._first_line(obj, source_lines)
        if lineno is None or source_lines is None:
            return None if lineno is None else lineno + 1
        quote = re.compile(r"(^|.*:)\s*\w*(\"|')")
        return next((i for i in range(lineno, len(source_lines)) if quote.match(source_lines[i])),
                    None)

    @staticmethod
    def _first_line(obj, source_lines):
        """The line where the definition begins."""
        has_doc = getattr(obj, "__doc__", None) is not None
        if inspect.ismodule(obj):
            return 0 if has_doc else None
        if inspect.isclass(obj):
            if not has_doc or source_lines is None:
                return None
            begin = re.compile(rf"\s*class\s*{re.escape(getattr(obj, '__name__', '-'))}\b")
            return next((i for i, line in enumerate(source_lines) if begin.match(line)), None)
        if inspect.ismethod(obj):
            obj = obj.__func__
        if isinstance(obj, property):
            obj = obj.fget
        if isinstance(obj, types.FunctionType) and getattr(obj, "__doc__", None):
            try:
                obj = inspect.unwrap(obj).__code__
            except (ValueError, AttributeError):
                return None
        obj = getattr(obj, "tb_frame", obj)
        obj = getattr(obj, "f_code", obj)
        return obj.co_firstlineno - 1 if inspect.iscode(obj) else None


# ---- running -------------------------------------------------------------------------------------

class TestResults(namedtuple("TestResults", "failed attempted")):
    """How many examples failed, of how many; `skipped` of them were not run."""

    def __new__(cls, failed, attempted, *, skipped=0):
        self = super().__new__(cls, failed, attempted)
        self.skipped = skipped
        return self

    def __repr__(self):
        skipped = f", skipped={self.skipped}" if self.skipped else ""
        return f"TestResults(failed={self.failed}, attempted={self.attempted}{skipped})"


class _SpoofOut(StringIO):
    """The output of examples. One that ends in the middle of a line could not be written down."""

    def getvalue(self):
        return _ended(super().getvalue())

    def truncate(self, size=None):
        self.seek(size)
        super().truncate()


class _Counts:
    """How many examples failed, of how many, and how many of them were skipped."""

    __slots__ = ("failures", "tries", "skips")

    def __init__(self):
        self.failures = self.tries = self.skips = 0

    def add(self, other):
        for name in _Counts.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def as_results(self):
        return TestResults(self.failures, self.tries, skipped=self.skips)


def _extract_future_flags(globs):
    """The flags of the features that are imported into the globals."""
    flags = 0
    for name in __future__.all_feature_names:
        feature = getattr(__future__, name)
        if globs.get(name) is feature:
            flags |= feature.compiler_flag
    return flags


class DocTestRunner(_Counts):
    """Runs tests, and counts what comes of them.

    >>> test = DocTestParser().get_doctest(">>> 6 * 7" + chr(10) + "42", {}, "product", None, 0)
    >>> runner = DocTestRunner(verbose=False)
    >>> runner.run(test)
    TestResults(failed=0, attempted=1)
    >>> runner.summarize(verbose=True)
    1 item passed all tests:
       1 test in product
    1 test in 1 item.
    1 passed.
    Test passed.
    TestResults(failed=0, attempted=1)
    """

    DIVIDER = "*" * 70

    def __init__(self, checker=None, verbose=None, optionflags=0):
        super().__init__()
        self._checker = checker or OutputChecker()
        self._verbose = "-v" in sys.argv if verbose is None else verbose
        self.optionflags = self.original_optionflags = optionflags
        self._stats = {}  # the counts of each test, by name
        self._fakeout = _SpoofOut()

    # what is reported; subclasses do otherwise

    def report_start(self, out, test, example):
        """Called before an example."""
        if self._verbose:
            want = f":\n{_indent(example.want)}" if example.want else " nothing\n"
            out(f"Trying:\n{_indent(example.source)}Expecting{want}")

    def report_success(self, out, test, example, got):
        """Called when the output was the wanted one."""
        if self._verbose:
            out("ok\n")

    def report_failure(self, out, test, example, got):
        """Called when the output was another one."""
        out(self._failure_header(test, example)
            + self._checker.output_difference(example, got, self.optionflags))

    def report_unexpected_exception(self, out, test, example, exc_info):
        """Called when there was an exception and none was wanted."""
        out(self._failure_header(test, example) + "Exception raised:\n"
            + _indent(_exception_traceback(exc_info)))

    def _failure_header(self, test, example):
        if test.filename:
            known = test.lineno is not None and example.lineno is not None
            lineno = test.lineno + example.lineno + 1 if known else "?"
            where = f'File "{test.filename}", line {lineno}, in {test.name}'
        else:
            where = f"Line {example.lineno + 1}, in {test.name}"
        return f"{self.DIVIDER}\n{where}\nFailed example:\n{_indent(example.source)}"

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        """Run the examples of a test, and report by calling out with texts. The test's globals
        are cleared after that, unless they are still of interest."""
        self.test = test
        if compileflags is None:
            compileflags = _extract_future_flags(test.globs)
        if out is None:
            out = self._writer(sys.stdout)
        try:
            with self._diverted():
                return self.__run(test, compileflags, out)
        finally:
            if clear_globs:
                test.globs.clear()
                builtins._ = None

    @staticmethod
    def _writer(stream):
        encoding = stream.encoding
        if encoding is None or encoding.lower() == "utf-8":
            return stream.write
        return lambda text: stream.write(
            text.encode(encoding, "backslashreplace").decode(encoding))

    @contextmanager
    def _diverted(self):
        """Collects output without colours, shows values as usual, and lets linecache find the
        examples' lines."""
        from _doctest_debugger import PatchedSetTrace
        before = sys.stdout, sys.displayhook, linecache.getlines
        can_colorize = _colorize.can_colorize
        _colorize.can_colorize = lambda: False
        sys.stdout, sys.displayhook = self._fakeout, sys.__displayhook__
        linecache.getlines = self.__patched_linecache_getlines
        self.save_linecache_getlines = before[2]
        try:
            with PatchedSetTrace(before[0]) as self.debugger:
                yield
        finally:
            sys.stdout, sys.displayhook, linecache.getlines = before
            _colorize.can_colorize = can_colorize

    # SymPy's runner takes these three by their mangled names.

    def __patched_linecache_getlines(self, filename, module_globals=None):
        found = re.match(r"<doctest (.+)\[(\d+)\]>$", filename)
        if found and found[1] == self.test.name:
            return self.test.examples[int(found[2])].source.splitlines(keepends=True)
        return self.save_linecache_getlines(filename, module_globals)

    def __record_outcome(self, test, counts):
        self._stats.setdefault(test.name, _Counts()).add(counts)
        self.add(counts)
        return counts.as_results()

    def __run(self, test, compileflags, out):
        counts = _Counts()
        flags_before = self.optionflags
        for number, example in enumerate(test.examples):
            quiet = flags_before & REPORT_ONLY_FIRST_FAILURE and counts.failures
            self.optionflags = flags_before
            for flag, wanted in example.options.items():
                self.optionflags = self.optionflags & ~flag | wanted * flag
            counts.tries += 1
            if self.optionflags & SKIP:
                counts.skips += 1
                continue
            if not quiet:
                self.report_start(out, test, example)
            exc_info = self._execute(example, f"<doctest {test.name}[{number}]>", compileflags)
            got = self._fakeout.getvalue()
            self._fakeout.truncate(0)
            if not self._verdict(test, example, got, exc_info, None if quiet else out):
                counts.failures += 1
                if self.optionflags & FAIL_FAST:
                    break
        self.optionflags = flags_before
        return self.__record_outcome(test, counts)

    def _execute(self, example, filename, compileflags):
        """Runs it; the exception that it raised or None."""
        try:
            exec(compile(example.source, filename, "single",
                         compileflags, True), self.test.globs)
            self.debugger.finish_example()
        except KeyboardInterrupt:
            raise
        except:
            raised = sys.exc_info()
            self.debugger.finish_example()
            return raised
        return None

    def _verdict(self, test, example, got, exc_info, out):
        """Was the outcome the wanted one? Reports it, if there is an out."""
        if exc_info is None:
            good = self._checker.check_output(example.want, got, self.optionflags)
        elif example.exc_msg is None:
            if out:
                self.report_unexpected_exception(out, test, example, exc_info)
            return False
        else:
            got += _exception_traceback(exc_info)
            good = self._is_wanted_exception(example.exc_msg, exc_info)
        if out:
            report = self.report_success if good else self.report_failure
            report(out, test, example, got)
        return good

    def _is_wanted_exception(self, want, exc_info):
        kind, value, _ = exc_info
        lines = traceback.format_exception_only(kind, value)
        if issubclass(kind, SyntaxError):
            # what stands before the message tells where the error is
            names = f"{kind.__qualname__}:", f"{kind.__module__}.{kind.__qualname__}:"
            while not lines[0].startswith(names) and len(lines) > 1:
                del lines[0]
        got = "".join(lines)
        check = self._checker.check_output
        return check(want, got, self.optionflags) or bool(
            self.optionflags & IGNORE_EXCEPTION_DETAIL) and check(
                _strip_exception_details(want), _strip_exception_details(got), self.optionflags)

    def summarize(self, verbose=None):
        """Print what came of all tests, if verbose of those that passed as well."""
        verbose = self._verbose if verbose is None else verbose
        colours = _colorize.get_colors()
        if verbose:
            self._print_passed(colours)
        failed = sorted((name, counts) for name, counts in self._stats.items() if counts.failures)
        if failed:
            print(f"{colours.RED}{self.DIVIDER}{colours.RESET}\n"
                  f"{_plural(len(failed), 'item')} had failures:")
            for name, counts in failed:
                print(f" {counts.failures:3d} of {counts.tries:3d} in {name}")
        self._print_totals(verbose, colours)
        return self.as_results()

    def _print_passed(self, colours):
        stats = sorted(self._stats.items())
        empty = [name for name, counts in stats if not counts.tries]
        passed = [(name, counts.tries) for name, counts in stats
                  if counts.tries and not counts.failures]
        if empty:
            print(f"{_plural(len(empty), 'item')} had no tests:")
            print(*(f"    {name}" for name in empty), sep="\n")
        if passed:
            green, reset = colours.GREEN, colours.RESET
            print(f"{green}{_plural(len(passed), 'item')} passed all tests:{reset}")
            for name, count in passed:
                print(f" {green}{count:3d} test{'' if count == 1 else 's'} in {name}{reset}")

    def _print_totals(self, verbose, colours):
        failures, reset = self.failures, colours.RESET
        if verbose:
            print(f"{_plural(self.tries, 'test')} in {_plural(len(self._stats), 'item')}.")
            failed = f" and {colours.RED}{failures} failed{reset}" if failures else ""
            print(f"{colours.GREEN}{self.tries - failures} passed{reset}{failed}.")
        if failures:
            skipped = (f" and {colours.YELLOW}{_plural(self.skips, 'skipped test')}{reset}"
                       if self.skips else "")
            print(f"{colours.BOLD_RED}***Test Failed*** {_plural(failures, 'failure')}{reset}"
                  f"{skipped}.")
        elif verbose:
            print(f"{colours.BOLD_GREEN}Test passed.{reset}")

    def merge(self, other):
        """Add the counts of another runner's tests."""
        for name, counts in other._stats.items():
            self._stats.setdefault(name, _Counts()).add(counts)
        self.add(other)


class _Stopped(Exception):
    def __str__(self):
        return str(self.test)


class DocTestFailure(_Stopped):
    """The output `got` of the example was not the wanted one."""

    def __init__(self, test, example, got):
        self.test, self.example, self.got = test, example, got


class UnexpectedException(_Stopped):
    """The example raised the exception of exc_info."""

    def __init__(self, test, example, exc_info):
        self.test, self.example, self.exc_info = test, example, exc_info


class DebugRunner(DocTestRunner):
    """Raises an exception for the first example that fails; the test's globals stay as they are
    then.

    >>> test = DocTestParser().get_doctest(">>> x = 1" + chr(10) + ">>> 1 / 0", {}, "f", None, 0)
    >>> try:
    ...     DebugRunner(verbose=False).run(test)
    ... except UnexpectedException as failure:
    ...     print(failure.exc_info[0].__name__, failure.example.lineno, test.globs["x"])
    ZeroDivisionError 1 1
    """

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        results = super().run(test, compileflags, out, False)
        if clear_globs:
            test.globs.clear()
        return results

    def report_unexpected_exception(self, out, test, example, exc_info):
        raise UnexpectedException(test, example, exc_info)

    def report_failure(self, out, test, example, got):
        raise DocTestFailure(test, example, got)


# ---- whole modules and files ---------------------------------------------------------------------

master = None  # counts what came of all the tests of this section


def _run_all(tests, verbose, report, optionflags, raise_on_error):
    global master
    kind = DebugRunner if raise_on_error else DocTestRunner
    runner = kind(verbose=verbose, optionflags=optionflags)
    for test in tests:
        runner.run(test)
    if report:
        runner.summarize()
    if master is None:
        master = runner
    else:
        master.merge(runner)
    return runner.as_results()


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0,
            extraglobs=None, raise_on_error=False, exclude_empty=False):
    """Test the examples in a module's docstrings and its dictionary __test__; without a module
    those of __main__. With `report` a summary is printed, with raise_on_error the first failure
    is an exception."""
    m = sys.modules.get("__main__") if m is None else m
    if not inspect.ismodule(m):
        raise TypeError(f"testmod: module required; {m!r}")
    tests = DocTestFinder(exclude_empty=exclude_empty).find(
        m, m.__name__ if name is None else name, globs=globs, extraglobs=extraglobs)
    return _run_all(tests, verbose, report, optionflags, raise_on_error)


def testfile(filename, module_relative=True, name=None, package=None, globs=None, verbose=None,
             report=True, optionflags=0, extraglobs=None, raise_on_error=False,
             parser=DocTestParser(), encoding=None):
    """Test the examples in a text file, see testmod(). Unless module_relative is false its path is
    one from the folder of the package, or of the calling module."""
    text, path = _load_testfile(filename, package, module_relative, encoding or "utf-8")
    test = parser.get_doctest(text, _namespace(globs or {}, extraglobs),
                              os.path.basename(path) if name is None else name, path, 0)
    return _run_all([test], verbose, report, optionflags, raise_on_error)


def run_docstring_examples(f, globs, verbose=False, name="NoName", compileflags=None,
                           optionflags=0):
    """Test the examples in the docstring of an object, with these globals."""
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(verbose=verbose, recurse=False).find(f, name, globs=globs):
        runner.run(test, compileflags=compileflags)


# ---- unittest ------------------------------------------------------------------------------------

_unittest_reportflags = 0


def set_unittest_reportflags(flags):
    """Set the reporting flags of test cases that have none; the old ones.

    >>> old = set_unittest_reportflags(REPORT_NDIFF | REPORT_ONLY_FIRST_FAILURE)
    >>> set_unittest_reportflags(old) == REPORT_NDIFF | REPORT_ONLY_FIRST_FAILURE
    True
    >>> set_unittest_reportflags(ELLIPSIS)
    Traceback (most recent call last):
    ValueError: ('Only reporting flags allowed', 8)
    """
    global _unittest_reportflags
    if flags & ~REPORTING_FLAGS:
        raise ValueError("Only reporting flags allowed", flags)
    old, _unittest_reportflags = _unittest_reportflags, flags
    return old


class DocTestCase(_Compared, unittest.TestCase):
    """A test as a test case; setUp and tearDown are called with the test."""

    _hashed = ("_dt_optionflags", "_dt_setUp", "_dt_tearDown", "_dt_checker")
    _compared = ("_dt_test",)

    def __init__(self, test, optionflags=0, setUp=None, tearDown=None, checker=None):
        super().__init__()
        self._dt_test = test
        self._dt_optionflags, self._dt_checker = optionflags, checker
        self._dt_setUp, self._dt_tearDown = setUp, tearDown

    def setUp(self):
        self._dt_globs = self._dt_test.globs.copy()
        if self._dt_setUp is not None:
            self._dt_setUp(self._dt_test)

    def tearDown(self):
        if self._dt_tearDown is not None:
            self._dt_tearDown(self._dt_test)
        globs = self._dt_test.globs
        globs.clear()
        globs.update(self._dt_globs)

    def runTest(self):
        flags = self._dt_optionflags
        if not flags & REPORTING_FLAGS:
            flags |= _unittest_reportflags
        runner = DocTestRunner(self._dt_checker, verbose=False, optionflags=flags)
        runner.DIVIDER = "-" * 70
        output = StringIO()
        results = runner.run(self._dt_test, out=output.write, clear_globs=False)
        if results.skipped == results.attempted:
            raise unittest.SkipTest("all examples were skipped")
        if results.failed:
            raise self.failureException(self.format_failure(output.getvalue()))

    def format_failure(self, err):
        test = self._dt_test
        lineno = "unknown line number" if test.lineno is None else test.lineno
        return (f'Failed doctest test for {test.name}\n  File "{test.filename}", line {lineno}, '
                f"in {test.name.rpartition('.')[2]}\n\n{err}")

    def debug(self):
        """Run the test; the first failure is an exception.

        >>> test = DocTestParser().get_doctest(">>> 1" + chr(10) + "2", {}, "f", "f.py", 0)
        >>> try:
        ...     DocTestCase(test).debug()
        ... except DocTestFailure as failure:
        ...     print(failure, repr(failure.example.want), repr(failure.got))
        <DocTest f from f.py:0 (1 example)> '2\\n' '1\\n'
        """
        self.setUp()
        runner = DebugRunner(self._dt_checker, verbose=False, optionflags=self._dt_optionflags)
        runner.run(self._dt_test, clear_globs=False)
        self.tearDown()

    def id(self):
        return self._dt_test.name

    def __repr__(self):
        path, _, name = self._dt_test.name.rpartition(".")
        return f"{name} ({path})"

    __str__ = object.__str__

    def shortDescription(self):
        return f"Doctest: {self._dt_test.name}"


class SkipDocTestCase(DocTestCase):
    """Stands for the tests of a module whose docstrings are not there."""

    def __init__(self, module):
        self.module = module
        super().__init__(None)

    def setUp(self):
        self.skipTest("DocTestSuite will not work with -O2 and above")

    def test_skip(self):
        pass

    def shortDescription(self):
        return f"Skipping tests from {self.module.__name__}"

    __str__ = shortDescription


class DocFileCase(DocTestCase):
    """The test of a text file as a test case."""

    def id(self):
        return self._dt_test.name.replace(".", "_")

    def __repr__(self):
        return self._dt_test.filename

    def format_failure(self, err):
        return (f"Failed doctest test for {self._dt_test.name}\n"
                f'  File "{self._dt_test.filename}", line 0\n\n{err}')


class _DocTestSuite(unittest.TestSuite):
    def _removeTestAtIndex(self, index):
        pass  # they can be run again


def DocTestSuite(module=None, globs=None, extraglobs=None, test_finder=None, **options):
    """A suite of the tests of a module (or its name; the calling module if it is None). The
    options are those of DocTestCase."""
    module = _normalize_module(module)
    tests = (test_finder or DocTestFinder()).find(module, globs=globs, extraglobs=extraglobs)
    if not tests and sys.flags.optimize >= 2:
        return _DocTestSuite([SkipDocTestCase(module)])
    suite = _DocTestSuite()
    for test in sorted(tests):
        if test.examples:
            test.filename = test.filename or _file_of(module)
            suite.addTest(DocTestCase(test, **options))
    return suite


def DocFileTest(path, module_relative=True, package=None, globs=None, parser=DocTestParser(),
                encoding=None, **options):
    """The test case of a text file, see testfile()."""
    text, path = _load_testfile(path, package, module_relative, encoding or "utf-8")
    globs = {"__file__": path, **(globs or {})}
    return DocFileCase(parser.get_doctest(text, globs, os.path.basename(path), path, 0), **options)


def DocFileSuite(*paths, **kw):
    """A suite of the tests of text files; the keywords are those of DocFileTest()."""
    if kw.get("module_relative", True):
        kw["package"] = _normalize_module(kw.get("package"))
    return _DocTestSuite([DocFileTest(path, **kw) for path in paths])


# ---- debugging -----------------------------------------------------------------------------------

def script_from_examples(s):
    r"""The program that the examples in a text make; all the rest is comments.

    >>> print(script_from_examples("A sum:\n\n>>> 1 + 2\n3\n\nFine.\n"), end="")
    # A sum:
    #
    1 + 2
    # Expected:
    ## 3
    #
    # Fine.
    """
    lines = []
    for piece in DocTestParser().parse(s):
        if not isinstance(piece, Example):
            lines += map(_comment_line, piece.split("\n")[:-1])
            continue
        lines.append(piece.source[:-1])
        if piece.want:
            lines += ["# Expected:", *(f"## {line}" for line in piece.want.split("\n")[:-1])]
    while lines and lines[-1] == "#":
        del lines[-1]
    while lines and lines[0] == "#":
        del lines[0]
    return "\n".join([*lines, ""])


def testsource(module, name):
    """The examples in the docstring of the object that has this name, with the module's, as a
    program."""
    for test in DocTestFinder().find(_normalize_module(module)):
        if test.name == name:
            return script_from_examples(test.docstring)
    raise ValueError(name, "not found in tests")


def debug_script(src, pm=False, globs=None):
    """Debug a program; with pm only after an exception."""
    import pdb
    globs = dict(globs or {})
    debugger = pdb.Pdb(nosigint=True)
    if not pm:
        debugger.run(f"exec({src!r})", globs, globs)
        return
    try:
        exec(src, globs, globs)
    except:
        _, value, tb = sys.exc_info()
        print(value)
        debugger.reset()
        debugger.interaction(None, tb)


def debug_src(src, pm=False, globs=None):
    """Debug the examples in a text."""
    debug_script(script_from_examples(src), pm, globs)


def debug(module, name, pm=False):
    """Debug the examples in a docstring, see testsource()."""
    module = _normalize_module(module)
    debug_script(testsource(module, name), pm, module.__dict__)


# ---- command line --------------------------------------------------------------------------------

def __getattr__(name):
    if name == "_OutputRedirectingPdb":  # SymPy's runner debugs with it
        from _doctest_debugger import ExampleDebugger
        return ExampleDebugger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _test_path(path, verbose, flags):
    """Tests a text file or a module, which is imported by its name from its folder."""
    if not path.endswith(".py"):
        return testfile(path, module_relative=False, verbose=verbose, optionflags=flags)
    folder, name = os.path.split(path)
    sys.path.insert(0, folder)
    module = __import__(name[:-3])
    del sys.path[0]
    return testmod(module, verbose=verbose, optionflags=flags)


def _test():
    import argparse
    parser = argparse.ArgumentParser(description="doctest runner")
    parser.add_argument("-v", "--verbose", action="store_true",
                        help="print very verbose output for all tests")
    parser.add_argument("-o", "--option", action="append", choices=OPTIONFLAGS_BY_NAME.keys(),
                        default=[],
                        help="specify a doctest option flag to apply to the test run; may be "
                             "specified more than once to apply multiple options")
    parser.add_argument("-f", "--fail-fast", action="store_true",
                        help="stop running tests after first failure (this is a shorthand for -o "
                             "FAIL_FAST, and is in addition to any other -o options)")
    parser.add_argument("file", nargs="+", help="file containing the tests to run")
    args = parser.parse_args()
    flags = FAIL_FAST if args.fail_fast else 0
    for option in args.option:
        flags |= OPTIONFLAGS_BY_NAME[option]
    return any(_test_path(path, args.verbose, flags).failed for path in args.file)


if __name__ == "__main__":
    sys.exit(_test())
