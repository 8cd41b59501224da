"""The assertions of test cases: what they check, and how they describe that it does not hold."""

import collections
import re

from ._contexts import _AssertNotWarnsContext, _AssertRaisesContext, _AssertWarnsContext
from .util import (_common_shorten_repr, _count_diff_all_purpose, _count_diff_hashable,
                   safe_repr)

__unittest = True

DIFF_OMITTED = "\nDiff is %s characters long. Set self.maxDiff to None to see it."
_NOT_INDEXED = (TypeError, IndexError, NotImplementedError)
_ORDINALS = ("first", "second")

# the assertions that assertEqual() uses when both objects are of the type; by name, as subclasses
# may have others
_EQUALITY_ASSERTIONS = {
    dict: "assertDictEqual", list: "assertListEqual", tuple: "assertTupleEqual",
    set: "assertSetEqual", frozenset: "assertSetEqual", str: "assertMultiLineEqual"}


def _diff(first, second):
    import difflib
    return "\n" + "".join(difflib.ndiff(first, second))


def _pretty_diff(first, second):
    import difflib
    import pprint
    return "\n" + "\n".join(difflib.ndiff(pprint.pformat(first).splitlines(),
                                          pprint.pformat(second).splitlines()))


def _missing_length(seqs, kind):
    for which, seq in zip(_ORDINALS, seqs):
        try:
            len(seq)
        except (TypeError, NotImplementedError):
            return f"{which.title()} {kind} has no length.    Non-sequence?"
    return None


def _first_difference(seqs, kind):
    """Describes it, if it is within the length that both sequences have."""
    for i in range(min(map(len, seqs))):
        items = []
        for which, seq in zip(_ORDINALS, seqs):
            try:
                items.append(seq[i])
            except _NOT_INDEXED:
                return f"\nUnable to index element {i} of {which} {kind}\n"
        if items[0] != items[1]:
            return "\nFirst differing element %d:\n%s\n%s\n" % (i, *_common_shorten_repr(*items))
    return ""


def _surplus(seqs, kind):
    """Describes what the longer sequence has more than the other."""
    lengths = [*map(len, seqs)]
    common = min(lengths)
    for which, seq, length in zip(_ORDINALS, seqs, lengths):
        if length > common:
            text = f"\n{which.title()} {kind} contains {length - common} additional elements.\n"
            try:
                return text + f"First extra element {common}:\n{safe_repr(seq[common])}\n"
            except _NOT_INDEXED:
                return text + f"Unable to index element {common} of {which} {kind}\n"
    return ""


class Assertions:
    failureException = AssertionError
    longMessage = True
    maxDiff = 80 * 8
    _diffThreshold = 2 ** 16  # longer strings are not compared line by line

    # -- failing

    def fail(self, msg=None):
        """Fail immediately, with the given message."""
        raise self.failureException(msg)

    def _formatMessage(self, msg, standardMsg):
        """The text of a failure: the assertion's own, with the user's if there is one and
        longMessage is true, or else one of the two."""
        if not self.longMessage:
            return msg or standardMsg
        return standardMsg if msg is None else f"{standardMsg} : {msg}"

    def _failed(self, msg, text, *objects):
        self.fail(self._formatMessage(msg, text % tuple(map(safe_repr, objects))))

    def _failed_with_diff(self, msg, text, diff):
        self.fail(self._formatMessage(msg, self._truncateMessage(text, diff)))

    def _truncateMessage(self, message, diff):
        if self.maxDiff is not None and len(diff) > self.maxDiff:
            diff = DIFF_OMITTED % len(diff)
        return message + diff

    # -- truth, identity, order, membership

    def assertTrue(self, expr, msg=None):
        """Check that the expression is true."""
        if not expr:
            text = self._formatMessage(msg, f"{safe_repr(expr)} is not true")
            raise self.failureException(text)

    def assertFalse(self, expr, msg=None):
        """Check that the expression is false."""
        if expr:
            text = self._formatMessage(msg, f"{safe_repr(expr)} is not false")
            raise self.failureException(text)

    def assertIs(self, expr1, expr2, msg=None):
        """Check that both are the same object."""
        if expr1 is not expr2:
            self._failed(msg, "%s is not %s", expr1, expr2)

    def assertIsNot(self, expr1, expr2, msg=None):
        """Check that they are different objects."""
        if expr1 is expr2:
            self._failed(msg, "unexpectedly identical: %s", expr1)

    def assertIsNone(self, obj, msg=None):
        """Check that the object is None."""
        if obj is not None:
            self._failed(msg, "%s is not None", obj)

    def assertIsNotNone(self, obj, msg=None):
        """Check that the object is not None."""
        if obj is None:
            self._failed(msg, "unexpectedly None")

    def assertIsInstance(self, obj, cls, msg=None):
        """Check that isinstance(obj, cls) is true."""
        if not isinstance(obj, cls):
            self.fail(self._formatMessage(msg, f"{safe_repr(obj)} is not an instance of {cls!r}"))

    def assertNotIsInstance(self, obj, cls, msg=None):
        """Check that isinstance(obj, cls) is false."""
        if isinstance(obj, cls):
            self.fail(self._formatMessage(msg, f"{safe_repr(obj)} is an instance of {cls!r}"))

    def assertIn(self, member, container, msg=None):
        """Check that the container has the member."""
        if member not in container:
            self._failed(msg, "%s not found in %s", member, container)

    def assertNotIn(self, member, container, msg=None):
        """Check that the container does not have the member."""
        if member in container:
            self._failed(msg, "%s unexpectedly found in %s", member, container)

    def assertLess(self, a, b, msg=None):
        """Check that a < b."""
        if not a < b:
            self._failed(msg, "%s not less than %s", a, b)

    def assertLessEqual(self, a, b, msg=None):
        """Check that a <= b."""
        if not a <= b:
            self._failed(msg, "%s not less than or equal to %s", a, b)

    def assertGreater(self, a, b, msg=None):
        """Check that a > b."""
        if not a > b:
            self._failed(msg, "%s not greater than %s", a, b)

    def assertGreaterEqual(self, a, b, msg=None):
        """Check that a >= b."""
        if not a >= b:
            self._failed(msg, "%s not greater than or equal to %s", a, b)

    # -- equality

    def addTypeEqualityFunc(self, typeobj, function):
        """Let assertEqual() compare two objects of the type by a function (or the method of that
        name), which is called with both and msg."""
        self._type_equality_funcs[typeobj] = function

    def _getAssertEqualityFunc(self, first, second):
        if type(first) is type(second):
            found = self._type_equality_funcs.get(type(first))
            if found is not None:
                return getattr(self, found) if isinstance(found, str) else found
        return self._baseAssertEqual

    def _baseAssertEqual(self, first, second, msg=None):
        if not first == second:
            text = "%s != %s" % _common_shorten_repr(first, second)
            raise self.failureException(self._formatMessage(msg, text))

    def assertEqual(self, first, second, msg=None):
        """Check that the two objects are equal."""
        self._getAssertEqualityFunc(first, second)(first, second, msg=msg)

    def assertNotEqual(self, first, second, msg=None):
        """Check that the two objects are not equal."""
        if not first != second:
            text = self._formatMessage(msg, f"{safe_repr(first)} == {safe_repr(second)}")
            raise self.failureException(text)

    @staticmethod
    def _nearness(first, second, delta, places):
        """(are they near enough?, the difference, what is near enough)"""
        distance = abs(first - second)
        if delta is not None:
            return distance <= delta, distance, f"{safe_repr(delta)} delta"
        places = 7 if places is None else places
        return round(distance, places) == 0, distance, f"{places!r} places"

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        """Check that the two are equal, or that their difference is 0 when rounded to this number
        of decimal places (7 if not given), or not above delta."""
        if first == second:
            return
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        near, distance, limit = self._nearness(first, second, delta, places)
        if not near:
            raise self.failureException(self._formatMessage(
                msg, f"{safe_repr(first)} != {safe_repr(second)} within {limit} "
                f"({safe_repr(distance)} difference)"))

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        """Check what assertAlmostEqual() does not allow."""
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        near, distance, limit = self._nearness(first, second, delta, places)
        if first == second or near:
            found = "" if delta is None else f" ({safe_repr(distance)} difference)"
            raise self.failureException(self._formatMessage(
                msg, f"{safe_repr(first)} == {safe_repr(second)} within {limit}{found}"))

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        """Check that two sequences, of seq_type if it is given, are equal."""
        seqs = (seq1, seq2)
        kind = "sequence" if seq_type is None else seq_type.__name__
        for which, seq in zip(_ORDINALS, seqs):
            if seq_type is not None and not isinstance(seq, seq_type):
                raise self.failureException(f"{which.title()} sequence is not a {kind}: "
                                            f"{safe_repr(seq)}")
        problem = _missing_length(seqs, kind)
        if problem is None:
            if seq1 == seq2:
                return
            where = _first_difference(seqs, kind)
            if (not where and seq_type is None and len(seq1) == len(seq2)
                    and type(seq1) is not type(seq2)):
                return  # the items are the same
            problem = "%ss differ: %s != %s\n" % (kind.capitalize(),
                                                  *_common_shorten_repr(seq1, seq2))
            problem += where + _surplus(seqs, kind)
        self._failed_with_diff(msg, problem, _pretty_diff(seq1, seq2))

    def assertListEqual(self, list1, list2, msg=None):
        """Check that two lists are equal."""
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        """Check that two tuples are equal."""
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        """Check that two sets (or what has difference()) are equal."""
        lines = []
        for name, other, items, others in (("first", "second", set1, set2),
                                           ("second", "first", set2, set1)):
            try:
                extra = items.difference(others)
            except TypeError as e:
                self.fail(f"invalid type when attempting set difference: {e}")
            except AttributeError as e:
                self.fail(f"{name} argument does not support set difference: {e}")
            if extra:
                lines += [f"Items in the {name} set but not the {other}:", *map(repr, extra)]
        if lines:
            self.fail(self._formatMessage(msg, "\n".join(lines)))

    def assertDictEqual(self, d1, d2, msg=None):
        """Check that two dictionaries are equal."""
        self.assertIsInstance(d1, dict, "First argument is not a dictionary")
        self.assertIsInstance(d2, dict, "Second argument is not a dictionary")
        if d1 != d2:
            self._failed_with_diff(msg, "%s != %s" % _common_shorten_repr(d1, d2),
                                   _pretty_diff(d1, d2))

    def assertMultiLineEqual(self, first, second, msg=None):
        """Check that two strings are equal; differences are shown line by line."""
        self.assertIsInstance(first, str, "First argument is not a string")
        self.assertIsInstance(second, str, "Second argument is not a string")
        if first == second:
            return
        if max(len(first), len(second)) > self._diffThreshold:
            self._baseAssertEqual(first, second, msg)
        texts = first, second
        if all(texts):
            # a newline at the end shows as a line more when only one of them has it
            complete = all(text.endswith("\n") for text in texts)
            lines = [text if complete else text + "\n" for text in texts]
        else:
            lines = [text if text.endswith("\n") or not text else text + "\n" for text in texts]
        self._failed_with_diff(msg, "%s != %s" % _common_shorten_repr(first, second),
                               _diff(*(text.splitlines(keepends=True) for text in lines)))

    def assertCountEqual(self, first, second, msg=None):
        """Check that both have the same items, each as often, in any order."""
        first, second = list(first), list(second)
        try:
            if collections.Counter(first) == collections.Counter(second):
                return
            differences = _count_diff_hashable(first, second)
        except TypeError:
            differences = _count_diff_all_purpose(first, second)
        if differences:
            lines = ["First has %d, Second has %d:  %r" % counts for counts in differences]
            self._failed_with_diff(msg, "Element counts were not equal:\n", "\n".join(lines))

    # -- regular expressions

    def assertRegex(self, text, expected_regex, msg=None):
        """Check that the regular expression is found in the text."""
        if isinstance(expected_regex, (str, bytes)):
            assert expected_regex, "expected_regex must not be empty."
            expected_regex = re.compile(expected_regex)
        if not expected_regex.search(text):
            raise self.failureException(self._formatMessage(
                msg, f"Regex didn't match: {expected_regex.pattern!r} not found in {text!r}"))

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        """Check that the regular expression is not found in the text."""
        if isinstance(unexpected_regex, (str, bytes)):
            unexpected_regex = re.compile(unexpected_regex)
        found = unexpected_regex.search(text)
        if found:
            raise self.failureException(self._formatMessage(
                msg, f"Regex matched: {found[0]!r} matches {unexpected_regex.pattern!r} "
                f"in {text!r}"))

    # -- exceptions, warnings, logs

    def assertRaises(self, expected_exception, *args, **kwargs):
        """Check that a call of args[0] with the rest raises the exception (or one of a tuple of
        them). Without args it is the context manager of a with statement in which that is to
        happen; its attribute `exception` is what was raised. It can be given msg."""
        context = _AssertRaisesContext(expected_exception, self)
        try:
            return context.handle("assertRaises", args, kwargs)
        finally:
            context = None  # as it may hold the exception

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        """assertRaises(), and the regular expression is to be found in the exception's text."""
        context = _AssertRaisesContext(expected_exception, self, expected_regex)
        try:
            return context.handle("assertRaisesRegex", args, kwargs)
        finally:
            context = None

    def assertWarns(self, expected_warning, *args, **kwargs):
        """Check, like assertRaises(), that a warning is given; the attributes `warning`,
        `filename` and `lineno` of the context manager tell about it."""
        return _AssertWarnsContext(expected_warning, self).handle("assertWarns", args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        """assertWarns(), and the regular expression is to be found in the warning's text."""
        return _AssertWarnsContext(expected_warning, self, expected_regex).handle(
            "assertWarnsRegex", args, kwargs)

    def _assertNotWarns(self, expected_warning, *args, **kwargs):
        return _AssertNotWarnsContext(expected_warning, self).handle("_assertNotWarns", args,
                                                                     kwargs)

    def assertLogs(self, logger=None, level=None):
        """Check that in the with statement messages of the level (INFO if not given) or above are
        logged by the logger (the root logger) or those below it. The value of the with statement
        has lists of them: `records`, and as text `output`."""
        from ._log import _AssertLogsContext
        return _AssertLogsContext(self, logger, level, no_logs=False)

    def assertNoLogs(self, logger=None, level=None):
        """Check that no such messages are logged as assertLogs() asks for."""
        from ._log import _AssertLogsContext
        return _AssertLogsContext(self, logger, level, no_logs=True)
