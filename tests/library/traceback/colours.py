# What colorize=True adds: escape sequences around what is wrong, names, lines and messages.
import _colorize
import os
import traceback


def show(text):
    print("".join(text).replace("\x1b", "^").replace("\n", "|"))


def attempt(code):
    try:
        exec(code, {"x": 1})
    except Exception as error:
        return error


error = attempt("x / 0")
show(traceback.format_exception_only(error, colorize=True))  # expect: ^[1;35mZeroDivisionError^[0m: ^[35mdivision by zero^[0m|
show(traceback.format_exception_only(KeyError, KeyError(), colorize=True))  # expect: ^[1;35mKeyError^[0m|
show(traceback.format_exception(error, colorize=True)[-2:])  # expect:   File ^[35m"<string>"^[0m, line ^[35m1^[0m, in ^[35m<module>^[0m|^[1;35mZeroDivisionError^[0m: ^[35mdivision by zero^[0m|
show(traceback.format_exception_only(attempt("a $ b"), colorize=True))  # expect:   File ^[35m"<string>"^[0m, line ^[35m1^[0m|    a ^[1;31m$^[0m b|      ^[1;31m^^[0m|^[1;35mSyntaxError^[0m: ^[35minvalid syntax^[0m|
show(traceback.format_exception_only(attempt("a $ b")))  # expect:   File "<string>", line 1|    a $ b|      ^|SyntaxError: invalid syntax|

group = ExceptionGroup("several", [error])
show(traceback.format_exception_only(group, show_group=True, colorize=True))  # expect: ^[1;35mExceptionGroup^[0m: ^[35mseveral (1 sub-exception)^[0m|   ^[1;35mZeroDivisionError^[0m: ^[35mdivision by zero^[0m|


def place():
    return 1 + {}["a"]["b"]


try:
    place()
except KeyError as caught:
    show(traceback.format_exception(caught, colorize=True)[-2].splitlines(True)[1:])  # expect:     return 1 + ^[31m{}^[0m^[1;31m["a"]^[0m["b"]|               ^[31m~~^[0m^[1;31m^^^^^^[0m|

os.environ["PYTHON_COLORS"] = "1"
print(_colorize.can_colorize(), ascii(_colorize.get_colors().RED))  # expect: True '\x1b[31m'
os.environ["PYTHON_COLORS"] = "0"
print(_colorize.can_colorize(), ascii(_colorize.get_colors().RED))  # expect: False ''
del os.environ["PYTHON_COLORS"]
os.environ["FORCE_COLOR"] = "1"
print(_colorize.can_colorize())  # expect: True
os.environ["NO_COLOR"] = "1"
print(_colorize.can_colorize(), _colorize.get_colors(colorize=True).BOLD_GREEN == "\x1b[1;32m")  # expect: False True
