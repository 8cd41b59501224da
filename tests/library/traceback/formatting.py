# Text of exceptions and stacks; the code has a name and lines of its own in linecache.
import linecache
import sys
import traceback

source = """\
def recurse(n):
    if n:
        recurse(n - 1)
    else:
        raise ValueError("bottom")
def chained():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("x")
def caused():
    try:
        {}["key"]["other"]
    except KeyError as error:
        raise RuntimeError("later") from error
def stack():
    return traceback.extract_stack(limit=1)
def wide():
    return (len(1,
                2) +
            3)
"""
linecache.cache["code.py"] = len(source), None, source.splitlines(True), "code.py"
space = {"traceback": traceback}
exec(compile(source, "code.py", "exec"), space)


def show(name, *arguments, **options):
    try:
        space[name](*arguments)
    except Exception as error:
        error.__traceback__ = error.__traceback__.tb_next
        return "".join(traceback.format_exception(error, **options))


print(show("recurse", 10))  # expect: Traceback (most recent call last):
                            # expect:   File "code.py", line 3, in recurse
                            # expect:     recurse(n - 1)
                            # expect:     ~~~~~~~^^^^^^^
                            # expect:   File "code.py", line 3, in recurse
                            # expect:     recurse(n - 1)
                            # expect:     ~~~~~~~^^^^^^^
                            # expect:   File "code.py", line 3, in recurse
                            # expect:     recurse(n - 1)
                            # expect:     ~~~~~~~^^^^^^^
                            # expect:   [Previous line repeated 7 more times]
                            # expect:   File "code.py", line 5, in recurse
                            # expect:     raise ValueError("bottom")
                            # expect: ValueError: bottom
                            # expect:
print(show("chained"))  # expect: Traceback (most recent call last):
                        # expect:   File "code.py", line 8, in chained
                        # expect:     1 / 0
                        # expect:     ~~^~~
                        # expect: ZeroDivisionError: division by zero
                        # expect:
                        # expect: During handling of the above exception, another exception occurred:
                        # expect:
                        # expect: Traceback (most recent call last):
                        # expect:   File "code.py", line 10, in chained
                        # expect:     raise KeyError("x")
                        # expect: KeyError: 'x'
                        # expect:
print(show("caused", chain=False))  # expect: Traceback (most recent call last):
                                    # expect:   File "code.py", line 15, in caused
                                    # expect:     raise RuntimeError("later") from error
                                    # expect: RuntimeError: later
                                    # expect:
print(show("wide"))  # expect: Traceback (most recent call last):
                     # expect:   File "code.py", line 19, in wide
                     # expect:     return (len(1,
                     # expect:             ~~~^^^
                     # expect:                 2) +
                     # expect:                 ^^
                     # expect: TypeError: len() takes exactly one argument (2 given)
                     # expect:
print(show("recurse", 1, limit=1), show("recurse", 1, limit=-1))  # expect: Traceback (most recent call last):
                                                                  # expect:   File "code.py", line 3, in recurse
                                                                  # expect:     recurse(n - 1)
                                                                  # expect:     ~~~~~~~^^^^^^^
                                                                  # expect: ValueError: bottom
                                                                  # expect:  Traceback (most recent call last):
                                                                  # expect:   File "code.py", line 5, in recurse
                                                                  # expect:     raise ValueError("bottom")
                                                                  # expect: ValueError: bottom
                                                                  # expect:
print(space["stack"](), traceback.format_list(space["stack"]()))  # expect: [<FrameSummary file code.py, line 17 in stack>] ['  File "code.py", line 17, in stack\n    return traceback.extract_stack(limit=1)\n']
error = ValueError("text")
error.add_note("a note")
print(traceback.format_exception_only(error), traceback.format_exception_only(KeyError, KeyError("k")))  # expect: ['ValueError: text\n', 'a note\n'] ["KeyError: 'k'\n"]
try:
    compile("x = = 1", "f.py", "exec")
except SyntaxError as caught:
    print(traceback.format_exception_only(caught))  # expect: ['  File "f.py", line 1\n', '    x = = 1\n', '        ^\n', 'SyntaxError: invalid syntax\n']
group = ExceptionGroup("top", [ValueError(1), ExceptionGroup("inner", [TypeError(2)])])
print("".join(traceback.format_exception(group)))  # expect:   | ExceptionGroup: top (2 sub-exceptions)
                                                   # expect:   +-+---------------- 1 ----------------
                                                   # expect:     | ValueError: 1
                                                   # expect:     +---------------- 2 ----------------
                                                   # expect:     | ExceptionGroup: inner (1 sub-exception)
                                                   # expect:     +-+---------------- 1 ----------------
                                                   # expect:       | TypeError: 2
                                                   # expect:       +------------------------------------
                                                   # expect:
print(traceback.format_exception_only(group, show_group=True))  # expect: ['ExceptionGroup: top (2 sub-exceptions)\n', '   ValueError: 1\n', '   ExceptionGroup: inner (1 sub-exception)\n', '      TypeError: 2\n']
print(traceback.format_list([("a.py", 3, "f", "x = 1"), ("a.py", 4, "g", None)]))  # expect: ['  File "a.py", line 3, in f\n    x = 1\n', '  File "a.py", line 4, in g\n']
te = traceback.TracebackException.from_exception(error)
print(te, te.stack, te.exc_type_str, te == traceback.TracebackException.from_exception(error))  # expect: text [] ValueError True
try:
    undefined_nam = sys
    undefined_name
except NameError as caught:
    print(traceback.format_exception_only(caught))  # expect: ["NameError: name 'undefined_name' is not defined\n"]
