"""The command line of unittest."""

import os
import sys

from . import loader, runner
from .signals import installHandler

__unittest = True
_NO_TESTS_EXITCODE = 5


def _examples(*lines):
    return "\n".join(("Examples:", *lines, ""))


MAIN_EXAMPLES = _examples(
    "  %(prog)s test_module               - run tests from test_module",
    "  %(prog)s module.TestClass          - run tests from module.TestClass",
    "  %(prog)s module.Class.test_method  - run specified test method",
    "  %(prog)s path/to/test_file.py      - run tests from test_file.py")
MODULE_EXAMPLES = _examples(
    "  %(prog)s                           - run default set of tests",
    "  %(prog)s MyTestSuite               - run suite 'MyTestSuite'",
    "  %(prog)s MyTestCase.testSomething  - run MyTestCase.testSomething",
    "  %(prog)s MyTestCase                - run all 'test*' test methods",
    "                                       in MyTestCase")

# the options that a program may have decided on: (attribute, flags, its type, the rest)
_OPTIONAL = (
    ("failfast", ("-f", "--failfast"), bool,
     {"action": "store_true", "help": "Stop on first fail or error"}),
    ("catchbreak", ("-c", "--catch"), bool,
     {"action": "store_true", "help": "Catch Ctrl-C and display results so far"}),
    ("buffer", ("-b", "--buffer"), bool,
     {"action": "store_true", "help": "Buffer stdout and stderr during tests"}),
    ("testNamePatterns", ("-k",), list,
     {"action": "append", "type": lambda text: text if "*" in text else f"*{text}*",
      "help": "Only run tests which match the given substring"}),
)


def _convert_name(name):
    """path/to/module.py is path.to.module"""
    if not name.lower().endswith(".py") or not os.path.isfile(name):
        return name
    path = name
    if os.path.isabs(name):
        path = os.path.relpath(name)
        if os.path.isabs(path) or path.startswith(os.pardir):
            return name  # elsewhere
    return os.path.normpath(path)[:-3].replace("\\", ".").replace("/", ".")


def _convert_names(names):
    return [_convert_name(name) for name in names]


class TestProgram:
    """Runs the tests that the command line names, those of a module or those that are found in a
    folder; by default it ends the process with what came of them."""

    module = None
    verbosity = 1
    failfast = catchbreak = buffer = progName = warnings = testNamePatterns = None
    _main_parser = _discovery_parser = None

    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None,
                 testLoader=loader.defaultTestLoader, exit=True, verbosity=1, failfast=None,
                 catchbreak=None, buffer=None, warnings=None, *, tb_locals=False, durations=None):
        if isinstance(module, str):
            __import__(module)
            module = sys.modules[module]
        if warnings is None and not sys.warnoptions:
            warnings = "default"  # unless the command line says something of them
        argv = sys.argv if argv is None else argv
        self.module, self.defaultTest = module, defaultTest
        self.testRunner, self.testLoader = testRunner, testLoader
        self.exit, self.verbosity, self.warnings = exit, verbosity, warnings
        self.failfast, self.catchbreak, self.buffer = failfast, catchbreak, buffer
        self.tb_locals, self.durations = tb_locals, durations
        self.progName = os.path.basename(argv[0])
        self.parseArgs(argv)
        self.runTests()

    # -- which tests

    def parseArgs(self, argv):
        self._initArgParsers()
        if self.module is None and len(argv) > 1 and argv[1].lower() == "discover":
            self._do_discovery(argv[2:])
            return
        self._main_parser.parse_args(argv[1:], self)
        if self.tests:
            self.testNames = _convert_names(self.tests)
            if __name__ == "__main__":
                self.module = None
        elif self.module is None:
            self._do_discovery([])
            return
        elif self.defaultTest is None or isinstance(self.defaultTest, str):
            self.testNames = self.defaultTest and (self.defaultTest,)
        else:
            self.testNames = list(self.defaultTest)
        self.createTests()

    def _do_discovery(self, argv, Loader=None):
        self.start, self.pattern, self.top = ".", "test*.py", None
        if argv is not None:
            if self._discovery_parser is None:
                self._initArgParsers()
            self._discovery_parser.parse_args(argv, self)
        self.createTests(from_discovery=True, Loader=Loader)

    def createTests(self, from_discovery=False, Loader=None):
        if self.testNamePatterns:
            self.testLoader.testNamePatterns = self.testNamePatterns
        if from_discovery:
            finder = self.testLoader if Loader is None else Loader()
            self.test = finder.discover(self.start, self.pattern, self.top)
        elif self.testNames is None:
            self.test = self.testLoader.loadTestsFromModule(self.module)
        else:
            self.test = self.testLoader.loadTestsFromNames(self.testNames, self.module)

    # -- options

    def _initArgParsers(self):
        common = self._getParentArgParser()
        self._main_parser = self._getMainArgParser(common)
        self._discovery_parser = self._getDiscoveryArgParser(common)

    def _getParentArgParser(self):
        import argparse
        parser = argparse.ArgumentParser(add_help=False)
        add = parser.add_argument
        for flags, level, text in ((("-v", "--verbose"), 2, "Verbose output"),
                                   (("-q", "--quiet"), 0, "Quiet output")):
            add(*flags, dest="verbosity", action="store_const", const=level, help=text)
        add("--locals", dest="tb_locals", action="store_true",
            help="Show local variables in tracebacks")
        add("--durations", type=int, metavar="N",
            help="Show the N slowest test cases (N=0 for all)")
        for name, flags, kind, rest in _OPTIONAL:
            if getattr(self, name) is None:
                add(*flags, dest=name, **rest)
                setattr(self, name, kind())
        return parser

    def _getMainArgParser(self, parent):
        import argparse
        parser = argparse.ArgumentParser(self.progName, parents=[parent])
        parser.print_help = self._print_help
        parser.add_argument("tests", nargs="*", help="a list of any number of test modules, "
                                                     "classes and test methods.")
        return parser

    def _getDiscoveryArgParser(self, parent):
        import argparse
        parser = argparse.ArgumentParser(
            f"{self.progName} discover", parents=[parent],
            epilog="For test discovery all test modules must be importable from the top level "
                   "directory of the project.")
        for name, flags, text in (
                ("start", ("-s", "--start-directory"),
                 "Directory to start discovery ('.' default)"),
                ("pattern", ("-p", "--pattern"), "Pattern to match tests ('test*.py' default)"),
                ("top", ("-t", "--top-level-directory"),
                 "Top level directory of project (defaults to start directory)")):
            parser.add_argument(*flags, dest=name, help=text)
            parser.add_argument(name, nargs="?", default=argparse.SUPPRESS,
                                help=argparse.SUPPRESS)
        return parser

    def _print_help(self, *args, **kwargs):
        print(self._main_parser.format_help())
        examples = MAIN_EXAMPLES if self.module is None else MODULE_EXAMPLES
        print(examples % {"prog": self.progName})
        if self.module is None:
            self._discovery_parser.print_help()

    # -- the run

    def runTests(self):
        if self.catchbreak:
            installHandler()
        if self.testRunner is None:
            self.testRunner = runner.TextTestRunner
        test_runner = self.testRunner
        if isinstance(test_runner, type):
            test_runner = self._make_runner()
        self.result = test_runner.run(self.test)
        if self.exit:
            if not self.result.wasSuccessful():
                sys.exit(1)
            nothing_ran = self.result.testsRun == 0 and not self.result.skipped
            sys.exit(_NO_TESTS_EXITCODE if nothing_ran else 0)

    def _make_runner(self):
        """Of a class that may not know all of the arguments."""
        usual = {name: getattr(self, name)
                 for name in ("verbosity", "failfast", "buffer", "warnings")}
        newer = {"tb_locals": self.tb_locals, "durations": self.durations}
        for arguments in (usual | newer, usual):
            try:
                return self.testRunner(**arguments)
            except TypeError:
                continue
        return self.testRunner()


main = TestProgram
