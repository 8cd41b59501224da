"""What assertRaises(), assertWarns() and their like do, as context managers or with a callable."""

import re
import sys
import traceback
import types
import warnings

__unittest = True


def _is_subtype(expected, base):
    """Is it a subclass, or a tuple (of tuples) of such?"""
    if isinstance(expected, tuple):
        return all(_is_subtype(item, base) for item in expected)
    return isinstance(expected, type) and issubclass(expected, base)


def _name_of(obj):
    try:
        return obj.__name__
    except AttributeError:
        return str(obj)


class _BaseTestCaseContext:
    msg = None

    def __init__(self, test_case):
        self.test_case = test_case

    def _raiseFailure(self, text):
        raise self.test_case.failureException(self.test_case._formatMessage(self.msg, text))


class _Expectation(_BaseTestCaseContext):
    """Of an exception or a warning; _base_type and _base_type_str say what may be expected."""

    obj_name = None  # of the callable, if there is one

    def __init__(self, expected, test_case, expected_regex=None):
        super().__init__(test_case)
        self.expected = expected
        self.expected_regex = None if expected_regex is None else re.compile(expected_regex)

    def handle(self, name, args, kwargs):
        """What the assertion of this name does: calls args[0] with the rest, or, when there is
        nothing to call, gives the context manager."""
        try:
            if not _is_subtype(self.expected, self._base_type):
                raise TypeError(f"{name}() arg 1 must be {self._base_type_str}")
            if args:
                call, *args = args
                self.obj_name = _name_of(call)
                with self:
                    call(*args, **kwargs)
                return None
            self.msg = kwargs.pop("msg", None)
            for keyword in kwargs:
                raise TypeError(f"{keyword!r} is an invalid keyword argument for this function")
            return self
        finally:
            self = None  # it refers to the exception, which refers to this frame

    def _missed(self, verb):
        by = f" by {self.obj_name}" if self.obj_name else ""
        self._raiseFailure(f"{_name_of(self.expected)} not {verb}{by}")

    def _matches(self, text):
        return self.expected_regex is None or self.expected_regex.search(text)

    def _mismatch(self, text):
        self._raiseFailure(f'"{self.expected_regex.pattern}" does not match "{text}"')


class _AssertRaisesContext(_Expectation):
    """Expects an exception; it is in `exception` afterwards."""

    _base_type = BaseException
    _base_type_str = "an exception type or tuple of exception types"
    __class_getitem__ = classmethod(types.GenericAlias)

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, tb):
        if exc_type is None:
            self._missed("raised")
        traceback.clear_frames(tb)
        if not issubclass(exc_type, self.expected):
            return False
        self.exception = exc_value.with_traceback(None)
        text = str(exc_value) if self.expected_regex is not None else ""
        if not self._matches(text):
            self._mismatch(text)
        return True


class _AssertWarnsContext(_Expectation):
    """Expects a warning; it is in `warning` afterwards, where it was given in `filename` and
    `lineno`."""

    _base_type = Warning
    _base_type_str = "a warning type or tuple of warning types"

    def __enter__(self):
        # modules remember which warnings they gave, and give them only once
        for module in list(sys.modules.values()):
            if getattr(module, "__warningregistry__", None):
                module.__warningregistry__ = {}
        self.warnings_manager = warnings.catch_warnings(record=True)
        self.warnings = self.warnings_manager.__enter__()
        warnings.simplefilter("always", self.expected)
        return self

    def __exit__(self, *exc_info):
        self.warnings_manager.__exit__(*exc_info)
        if exc_info[0] is None:
            self._check([made for made in self.warnings
                         if isinstance(made.message, self.expected)])

    def _check(self, found):
        for made in found:
            if self._matches(str(made.message)):
                self.warning = made.message
                self.filename, self.lineno = made.filename, made.lineno
                return
        if found:
            self._mismatch(found[0].message)
        self._missed("triggered")


class _AssertNotWarnsContext(_AssertWarnsContext):
    def _check(self, found):
        if found:
            self._raiseFailure(f"{_name_of(self.expected)} triggered")
