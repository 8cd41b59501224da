# A run with every outcome; mocks and patches.
import io
import re
import unittest
from unittest import mock


class Sums(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        print("class")  # expect: class

    def setUp(self):
        self.addCleanup(seen.append, "cleanup")

    def test_good(self):
        with self.assertRaisesRegex(ValueError, "bad"):
            raise ValueError("bad thing")

    def test_fails(self):
        self.assertEqual([1, 2], [1, 2, 3])

    def test_error(self):
        raise KeyError("k")

    @unittest.skip("why")
    def test_skipped(self): ...

    @unittest.expectedFailure
    def test_expected(self):
        self.fail()

    def test_parts(self):
        for i in range(3):
            with self.subTest(i=i):
                self.assertLess(i, 2)


seen = []
stream = io.StringIO()
result = unittest.TextTestRunner(stream, verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(Sums))
text = re.sub(r"in \d\.\d+s", "in 0s", re.sub(r'File "[^"]*"', "File", stream.getvalue()))
print([line for line in text.splitlines() if line.startswith(("test_", "FAIL", "ERROR", "Ran", "AssertionError", "KeyError"))])  # expect: ['test_error (__main__.Sums.test_error) ... ERROR', 'test_expected (__main__.Sums.test_expected) ... expected failure', 'test_fails (__main__.Sums.test_fails) ... FAIL', 'test_good (__main__.Sums.test_good) ... ok', 'test_parts (__main__.Sums.test_parts) ... ', "test_skipped (__main__.Sums.test_skipped) ... skipped 'why'", 'ERROR: test_error (__main__.Sums.test_error)', "KeyError: 'k'", 'FAIL: test_fails (__main__.Sums.test_fails)', 'AssertionError: Lists differ: [1, 2] != [1, 2, 3]', 'FAIL: test_parts (__main__.Sums.test_parts) (i=2)', 'AssertionError: 2 not less than 2', 'Ran 6 tests in 0s', 'FAILED (failures=2, errors=1, skipped=1, expected failures=1)']
print(result, len(seen))  # expect: <unittest.runner.TextTestResult run=6 errors=1 failures=2> 5

m = mock.Mock(return_value=3, **{"method.side_effect": [1, ValueError("second")]})
print(m(1, a=2), m.call_args, m.method(), m.mock_calls, m.call_count)  # expect: 3 call(1, a=2) 1 [call(1, a=2), call.method()] 1
try:
    m.method()
except ValueError as error:
    print(error)  # expect: second
for check in (lambda: m.assert_called_with(2), lambda: m.assert_not_called(), lambda: m.asert_called(),
              lambda: mock.Mock(spec=["x"]).y):
    try:
        print(check())
    except (AssertionError, AttributeError, TypeError) as error:
        print(type(error).__name__, error)  # expect: AssertionError expected call not found.
                                            # expect: Expected: mock(2)
                                            # expect:   Actual: mock(1, a=2)
                                            # expect: AssertionError Expected 'mock' to not have been called. Called 1 times.
                                            # expect: Calls: [call(1, a=2), call.method(), call.method()].
                                            # expect: AttributeError 'asert_called' is not a valid assertion. Use a spec for the mock if 'asert_called' is meant to be an attribute.
                                            # expect: AttributeError Mock object has no attribute 'y'
import os
with mock.patch("os.getcwd", return_value="/x") as getcwd, mock.patch.dict(os.environ, {"A": "1"}):
    print(os.getcwd(), os.environ["A"], getcwd.called)  # expect: /x 1 True
print(os.getcwd() == "/x", "A" in os.environ, mock.sentinel.a, mock.ANY == 3, mock.call(1).x(2))  # expect: False False sentinel.a True call().x(2)
magic = mock.MagicMock()
magic.__getitem__.return_value = "item"
with magic as inside:
    print(magic[3], len(magic), inside is magic.__enter__.return_value, list(magic), int(magic))  # expect: item 0 True [] 1
with mock.patch("builtins.open", mock.mock_open(read_data="a\nb\n")):
    print(open("f").readlines())  # expect: ['a\n', 'b\n']
