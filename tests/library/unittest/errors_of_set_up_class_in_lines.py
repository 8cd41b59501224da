# After an expected failure, an error that is no test's comes without its name, as CPython writes it.
import io
import unittest


class Expected(unittest.TestCase):
    @unittest.expectedFailure
    def test(self):
        self.fail()


class Broken(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise RuntimeError

    def test(self):
        pass


for order in (Expected, Broken), (Broken, Expected):
    loaded = [unittest.defaultTestLoader.loadTestsFromTestCase(case) for case in order]
    stream = io.StringIO()
    unittest.TextTestRunner(stream, verbosity=2).run(unittest.TestSuite(loaded))
    print(*stream.getvalue().splitlines()[:2], sep="\n")
    # expect: test (__main__.Expected.test) ... expected failure
    # expect: ERROR
    # expect: setUpClass (__main__.Broken) ... ERROR
    # expect: test (__main__.Expected.test) ... expected failure
