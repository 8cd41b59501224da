"""Finding tests: in classes and modules, by name, and in folders."""

import functools
import os
import re
import sys
import traceback
import types
from fnmatch import fnmatch, fnmatchcase

from . import case, suite, util

__unittest = True

VALID_MODULE_NAME = re.compile(r"[_a-z]\w*\.py$", re.IGNORECASE)


class _FailedTest(case.TestCase):
    """Stands for tests that could not be loaded: raises the exception, whatever its name."""

    _testMethodName = None

    def __init__(self, method_name, exception):
        self._exception = exception
        super().__init__(method_name)

    def __getattr__(self, name):
        if name != self._testMethodName:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return self._fail

    def _fail(self):
        raise self._exception


def _make_skipped_test(name, exception, suite_class):
    @case.skip(str(exception))
    def skipped(self):
        pass
    return suite_class((type("ModuleSkipped", (case.TestCase,), {name: skipped})(name),))


def _is_test_class(obj):
    return (isinstance(obj, type) and issubclass(obj, case.TestCase)
            and obj not in (case.TestCase, case.FunctionTestCase))


def _stem(path):
    return os.path.splitext(path)[0]


def _real_stem(path):
    return _stem(os.path.realpath(path))


def _is_package(path):
    return os.path.isfile(os.path.join(path, "__init__.py"))


class TestLoader:
    """Makes suites of tests. What goes wrong is in its list `errors`, and the suite has a test
    that fails instead."""

    testMethodPrefix = "test"
    sortTestMethodsUsing = staticmethod(util.three_way_cmp)
    testNamePatterns = None
    suiteClass = suite.TestSuite
    _top_level_dir = None

    def __init__(self):
        super().__init__()
        self.errors = []
        self._loading_packages = set()  # so that load_tests() may call discover() again

    def _failure(self, name, exception, text):
        """A suite with a failed test in the place of what could not be loaded, and its text."""
        return self.suiteClass((_FailedTest(name, exception),)), text

    def _import_failure(self, name):
        text = f"Failed to import test module: {name}\n{traceback.format_exc()}"
        return self._failure(name, ImportError(text), text)

    def _report(self, failure):
        tests, text = failure
        self.errors.append(text)
        return tests

    # -- classes and modules

    def getTestCaseNames(self, testCaseClass):
        """The names of the methods of a class that are tests, sorted."""
        def is_test(name):
            if not name.startswith(self.testMethodPrefix) \
                    or not callable(getattr(testCaseClass, name)):
                return False
            full = f"{util.strclass(testCaseClass)}.{name}"
            return self.testNamePatterns is None or any(
                fnmatchcase(full, pattern) for pattern in self.testNamePatterns)

        names = [name for name in dir(testCaseClass) if is_test(name)]
        if self.sortTestMethodsUsing:
            names.sort(key=functools.cmp_to_key(self.sortTestMethodsUsing))
        return names

    def loadTestsFromTestCase(self, testCaseClass):
        """The tests of a class: a suite with an instance for each method."""
        if issubclass(testCaseClass, suite.TestSuite):
            raise TypeError("Test cases should not be derived from TestSuite. Maybe you meant to "
                            "derive from TestCase?")
        if testCaseClass in (case.TestCase, case.FunctionTestCase):
            return self.suiteClass([])
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module, *, pattern=None):
        """The tests of a module's classes, or what its function load_tests makes of them."""
        members = [getattr(module, name) for name in dir(module)]
        load_tests = getattr(module, "load_tests", None)
        tests = self.suiteClass([self.loadTestsFromTestCase(member) for member in members
                                 if _is_test_class(member)])
        if load_tests is None:
            return tests
        try:
            return load_tests(self, tests, pattern)
        except Exception as e:
            text = f"Failed to call load_tests:\n{traceback.format_exc()}"
            return self._report(self._failure(module.__name__, e, text))

    # -- names

    def loadTestsFromNames(self, names, module=None):
        """The tests of all the names, see loadTestsFromName()."""
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])

    def loadTestsFromName(self, name, module=None):
        """The tests of a module, class or method that is named with dots (from the module, if it
        is given), or those that what has the name returns when it is called."""
        path = name.split(".")
        failure = parent = None
        if module is None:
            module, failure = self._import_longest(path)
            if module is None:
                return self._report(failure)
            del path[0]
        obj = module
        for part in path:
            try:
                parent, obj = obj, getattr(obj, part)
            except AttributeError as e:
                # in a package, the import of a module of this name is what failed
                if failure is None or getattr(obj, "__path__", None) is None:
                    text = f"Failed to access attribute:\n{traceback.format_exc()}"
                    failure = self._failure(part, e, text)
                return self._report(failure)
        return self._tests_of_object(obj, path, parent)

    def _import_longest(self, path):
        """Imports as much of a dotted name as is a module. (The first module or None, the failure
        of the last import that did not succeed)."""
        failure = None
        for size in range(len(path), 0, -1):
            try:
                return __import__(".".join(path[:size])), failure
            except ImportError:
                failure = self._import_failure(path[size - 1])
        return None, failure

    def _tests_of_object(self, obj, path, parent):
        if isinstance(obj, types.ModuleType):
            return self.loadTestsFromModule(obj)
        if _is_test_class(obj):
            return self.loadTestsFromTestCase(obj)
        if isinstance(obj, types.FunctionType) and isinstance(parent, type) \
                and issubclass(parent, case.TestCase):
            test = parent(path[-1])
            if not isinstance(getattr(test, path[-1]), types.FunctionType):
                return self.suiteClass([test])
            # a static method: it makes tests
        elif isinstance(obj, suite.TestSuite):
            return obj
        if not callable(obj):
            raise TypeError(f"don't know how to make test from: {obj}")
        made = obj()
        if isinstance(made, case.TestCase):
            return self.suiteClass([made])
        if isinstance(made, suite.TestSuite):
            return made
        raise TypeError(f"calling {obj} returned {made}, not a test")

    # -- folders

    def discover(self, start_dir, pattern="test*.py", top_level_dir=None):
        """The tests of the modules in a folder (or package, by its name) and in the packages
        below it whose file names match the pattern. They are imported by their names from the top
        level folder, which is the start folder if it is not given. A package's load_tests
        function gets the pattern and has to find what is in the package."""
        before = self._top_level_dir
        top = before if top_level_dir is None else top_level_dir
        self._top_level_dir = os.path.abspath(start_dir if top is None else top)
        if self._top_level_dir not in sys.path:
            sys.path.insert(0, self._top_level_dir)
        if os.path.isdir(start_dir):
            folder = os.path.abspath(start_dir)
            if folder != self._top_level_dir and not _is_package(folder):
                raise ImportError(f"Start directory is not importable: {folder!r}")
        else:
            folder = self._folder_of_package(start_dir, implicit_top=top is None)
        tests = self.suiteClass(list(self._find_tests(folder, pattern)))
        self._top_level_dir = before
        return tests

    def _folder_of_package(self, name, implicit_top):
        try:
            __import__(name)
        except ImportError:
            raise ImportError(f"Start directory is not importable: {name!r}") from None
        package = sys.modules[name]
        if getattr(package, "__file__", None) is None:
            if package.__name__ in sys.builtin_module_names:
                raise TypeError("Can not use builtin modules as dotted module names")
            raise TypeError(f"don't know how to discover from {package!r}")
        if implicit_top:
            sys.path.remove(self._top_level_dir)
            first = package.__name__.partition(".")[0]
            self._top_level_dir = self._get_directory_containing_module(first)
        return os.path.abspath(os.path.dirname(package.__file__))

    def _get_directory_containing_module(self, module_name):
        path = os.path.abspath(sys.modules[module_name].__file__)
        folder = os.path.dirname(path)
        is_package = os.path.basename(path).lower().startswith("__init__.py")
        return os.path.dirname(folder) if is_package else folder

    def _get_name_from_path(self, path):
        if path == self._top_level_dir:
            return "."
        relative = os.path.relpath(_stem(os.path.normpath(path)), self._top_level_dir)
        assert not os.path.isabs(relative) and not relative.startswith(".."), \
            "Path must be within the project"
        return relative.replace(os.path.sep, ".")

    def _get_module_from_name(self, name):
        __import__(name)
        return sys.modules[name]

    def _match_path(self, path, full_path, pattern):
        """Is the file a module of tests? Subclasses may know better."""
        return fnmatch(path, pattern)

    def _find_tests(self, start_dir, pattern):
        """The suites of what is in the folder; the folder itself is the first."""
        name = self._get_name_from_path(start_dir)
        if name != "." and name not in self._loading_packages:
            tests, go_on = self._find_test_path(start_dir, pattern)
            if tests is not None:
                yield tests
            if not go_on:
                return
        for path in sorted(os.listdir(start_dir)):
            path = os.path.join(start_dir, path)
            tests, go_on = self._find_test_path(path, pattern)
            if tests is not None:
                yield tests
            if go_on:
                name = self._get_name_from_path(path)
                self._loading_packages.add(name)
                try:
                    yield from self._find_tests(path, pattern)
                finally:
                    self._loading_packages.discard(name)

    def _find_test_path(self, path, pattern):
        """(the tests of a module or package, or None; whether to look into it)"""
        name = os.path.basename(path)
        if os.path.isfile(path):
            if VALID_MODULE_NAME.match(name) and self._match_path(name, path, pattern):
                return self._tests_of_path(path, self._tests_of_file, pattern)
        elif os.path.isdir(path) and _is_package(path):
            return self._tests_of_path(path, self._tests_of_package, pattern)
        return None, False

    def _tests_of_path(self, path, tests_of, pattern):
        name = self._get_name_from_path(path)
        try:
            module = self._get_module_from_name(name)
        except case.SkipTest as e:
            return _make_skipped_test(name, e, self.suiteClass), False
        except:
            return self._report(self._import_failure(name)), False
        return tests_of(module, name, path, pattern)

    def _tests_of_file(self, module, name, path, pattern):
        found = os.path.abspath(getattr(module, "__file__", path))
        if _real_stem(found).lower() != _real_stem(path).lower():
            raise ImportError(
                f"{_stem(os.path.basename(path))!r} module incorrectly imported from "
                f"{os.path.dirname(_real_stem(found))!r}. Expected {os.path.dirname(path)!r}. "
                "Is this module globally installed?")
        return self.loadTestsFromModule(module, pattern=pattern), False

    def _tests_of_package(self, package, name, path, pattern):
        self._loading_packages.add(name)
        try:
            tests = self.loadTestsFromModule(package, pattern=pattern)
            return tests, getattr(package, "load_tests", None) is None
        finally:
            self._loading_packages.discard(name)


defaultTestLoader = TestLoader()
