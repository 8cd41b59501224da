"""What sys.excepthook writes of exceptions with odd parts, and suggestions for names that are not there."""
import io
import re
import sys


def written(error, hook=None):
    stream, sys.stderr = sys.stderr, io.StringIO()
    try:
        (hook or sys.__excepthook__)(type(error), error, error.__traceback__)
        return sys.stderr.getvalue()
    finally:
        sys.stderr = stream


def last(function, *arguments):
    """The last line that is written of what it raises, with the traceback that suggestions look at."""
    try:
        function(*arguments)
    except BaseException as error:
        return re.sub(r" \(.*\)", "", written(error).splitlines()[-1])


# Texts and notes that cannot be had.
class Silent(Exception):
    def __str__(self):
        raise ValueError("no text")


class Bytes(Exception):
    def __str__(self):
        return b"bytes"


class Unreadable:
    def __repr__(self):
        raise ValueError("no repr")

    __str__ = __repr__


class Meta(type):
    @property
    def __module__(cls):
        raise ValueError("no module")


class NoModule(Exception, metaclass=Meta):
    pass


def with_notes(notes, error=None):
    error = error or ValueError("x")
    error.__notes__ = notes
    return written(error)


print(written(Silent()), written(Bytes()), written(NoModule("x")), sep="", end="")
# expect: Silent: <exception str() failed>
# expect: Bytes: <exception str() failed>
# expect: <unknown>.NoModule: x
named = type("Odd", (Exception,), {})
named.__module__ = 5
print(written(named("x")), end="")  # expect: <unknown>.Odd: x
named.__module__ = "else.where"
print(written(named("x")), end="")  # expect: else.where.Odd: x
named.__qualname__ = "Quali.fied"
print(written(named()), end="")  # expect: else.where.Quali.fied
print(with_notes(["one", "two\nlines", 5, Unreadable()]), end="")
# expect: ValueError: x
# expect: one
# expect: two
# expect: lines
# expect: 5
# expect: <note str() failed>
print(with_notes(("in a tuple",)), with_notes("text"), with_notes(5), with_notes(None), with_notes(Unreadable()), with_notes([]), sep="", end="")
# expect: ValueError: x
# expect: in a tuple
# expect: ValueError: x
# expect: 'text'
# expect: ValueError: x
# expect: 5
# expect: ValueError: x
# expect: ValueError: x
# expect: <__notes__ repr() failed>
# expect: ValueError: x
print(written(ValueError("several\nlines\n")), written(ValueError("")), written(ValueError(" ")), written(ValueError(None)), sep="", end="")
# expect: ValueError: several
# expect: lines
# expect: 
# expect: ValueError
# expect: ValueError:  
# expect: ValueError: None


# SyntaxErrors with odd fields.
def syntax(*fields, **attributes):
    error = SyntaxError(*fields)
    for name, value in attributes.items():
        setattr(error, name, value)
    return written(error)


print(syntax("m", ("f", 1, 2, "text", 1, 4)), end="")
# expect:   File "f", line 1
# expect:     text
# expect:      ^^
# expect: SyntaxError: m
print(syntax("m", ("f", 1, 2, "  text\n", 1, 4)), end="")
# expect:   File "f", line 1
# expect:     text
# expect: SyntaxError: m
print(syntax("m", ("f", 1, 20, "text", 1, 25)), end="")
# expect:   File "f", line 1
# expect:     text
# expect:         ^
# expect: SyntaxError: m
print(syntax("m", ("f", 1, 3, "\t\ttext\f", 1, 0)), end="")
# expect:   File "f", line 1
# expect:     		text
# expect:     		^
# expect: SyntaxError: m
print(syntax("m", ("f", 1, 2, "text", 3, 4)), end="")
# expect:   File "f", line 1
# expect:     text
# expect:      ^^^
# expect: SyntaxError: m
print(syntax("m", ("f", 1, 0, "text", 1, 0)), end="")
# expect:   File "f", line 1
# expect:     text
# expect: SyntaxError: m
print(syntax("m", ("f", 1, -1, "text", 1, -1)), end="")
# expect:   File "f", line 1
# expect:     text
# expect: SyntaxError: m
print(syntax("m", ("f", 1, None, "text", None, None)), end="")
# expect:   File "f", line 1
# expect:     text
# expect: SyntaxError: m
print(syntax("m", ("f", 1, 2, None, 1, 2)), end="")
# expect:   File "f", line 1
# expect: SyntaxError: m
print(syntax("m", ("f", 1, 2, "", 1, 2)), end="")
# expect:   File "f", line 1
# expect:     
# expect:     ^
# expect: SyntaxError: m
print(syntax("m", (None, 1, 2, "text", 1, 2)), end="")
# expect:   File "<string>", line 1
# expect:     text
# expect:      ^
# expect: SyntaxError: m
print(syntax("m", (None, None, 2, "text", 1, 2)), end="")
# expect:     text
# expect:      ^^^
# expect: SyntaxError: m
print(syntax("m", ("f", None, 2, "text", 1, 2)), end="")
# expect:     text
# expect:      ^^^
# expect: SyntaxError: m (f)
print(syntax(), syntax(5), syntax("m", msg=None), syntax("m", filename=5), sep="", end="")
# expect: SyntaxError: <no detail available>
# expect: SyntaxError: 5
# expect: SyntaxError: <no detail available>
# expect: SyntaxError: m (5)
print(syntax("m", ("f", 1, 2, "text", 1, 4), lineno="x"), end="")
# expect:   File "f", line x
# expect:     text
# expect:      ^^^
# expect: SyntaxError: m

# Chains: causes, contexts, cycles, and groups.
first, second = ValueError("first"), KeyError("second")
first.__cause__ = second
print(written(first), end="")
# expect: KeyError: 'second'
# expect: 
# expect: The above exception was the direct cause of the following exception:
# expect: 
# expect: ValueError: first
second.__context__ = first
print(written(first), end="")
# expect: KeyError: 'second'
# expect: 
# expect: The above exception was the direct cause of the following exception:
# expect: 
# expect: ValueError: first
first.__cause__, first.__context__ = None, second
print(written(first), end="")  # expect: ValueError: first
first.__suppress_context__ = False
print(written(first), end="")
# expect: KeyError: 'second'
# expect: 
# expect: During handling of the above exception, another exception occurred:
# expect: 
# expect: ValueError: first
first.__context__ = second.__context__ = None
group = ExceptionGroup("many", [ValueError(number) for number in range(18)])
print(written(group), end="")
# expect:   | ExceptionGroup: many (18 sub-exceptions)
# expect:   +-+---------------- 1 ----------------
# expect:     | ValueError: 0
# expect:     +---------------- 2 ----------------
# expect:     | ValueError: 1
# expect:     +---------------- 3 ----------------
# expect:     | ValueError: 2
# expect:     +---------------- 4 ----------------
# expect:     | ValueError: 3
# expect:     +---------------- 5 ----------------
# expect:     | ValueError: 4
# expect:     +---------------- 6 ----------------
# expect:     | ValueError: 5
# expect:     +---------------- 7 ----------------
# expect:     | ValueError: 6
# expect:     +---------------- 8 ----------------
# expect:     | ValueError: 7
# expect:     +---------------- 9 ----------------
# expect:     | ValueError: 8
# expect:     +---------------- 10 ----------------
# expect:     | ValueError: 9
# expect:     +---------------- 11 ----------------
# expect:     | ValueError: 10
# expect:     +---------------- 12 ----------------
# expect:     | ValueError: 11
# expect:     +---------------- 13 ----------------
# expect:     | ValueError: 12
# expect:     +---------------- 14 ----------------
# expect:     | ValueError: 13
# expect:     +---------------- 15 ----------------
# expect:     | ValueError: 14
# expect:     +---------------- ... ----------------
# expect:     | and 3 more exceptions
# expect:     +------------------------------------
deep = ValueError("innermost")
for number in range(12):
    deep = ExceptionGroup("level %d" % number, [deep])
print(written(deep), end="")
# expect:   | ExceptionGroup: level 11 (1 sub-exception)
# expect:   +-+---------------- 1 ----------------
# expect:     | ExceptionGroup: level 10 (1 sub-exception)
# expect:     +-+---------------- 1 ----------------
# expect:       | ExceptionGroup: level 9 (1 sub-exception)
# expect:       +-+---------------- 1 ----------------
# expect:         | ExceptionGroup: level 8 (1 sub-exception)
# expect:         +-+---------------- 1 ----------------
# expect:           | ExceptionGroup: level 7 (1 sub-exception)
# expect:           +-+---------------- 1 ----------------
# expect:             | ExceptionGroup: level 6 (1 sub-exception)
# expect:             +-+---------------- 1 ----------------
# expect:               | ExceptionGroup: level 5 (1 sub-exception)
# expect:               +-+---------------- 1 ----------------
# expect:                 | ExceptionGroup: level 4 (1 sub-exception)
# expect:                 +-+---------------- 1 ----------------
# expect:                   | ExceptionGroup: level 3 (1 sub-exception)
# expect:                   +-+---------------- 1 ----------------
# expect:                     | ExceptionGroup: level 2 (1 sub-exception)
# expect:                     +-+---------------- 1 ----------------
# expect:                       | ... (max_group_depth is 10)
# expect:                       +------------------------------------
inner = BaseExceptionGroup("inner", [first, BaseExceptionGroup("other", [KeyboardInterrupt()])])
inner.__cause__ = second
outer = BaseExceptionGroup("outer", [inner, Silent()])
outer.add_note("of the group\nin lines")
inner.add_note("within")
print(written(outer), end="")
# expect:   | BaseExceptionGroup: outer (2 sub-exceptions)
# expect:   | of the group
# expect:   | in lines
# expect:   +-+---------------- 1 ----------------
# expect:     | KeyError: 'second'
# expect:     | 
# expect:     | The above exception was the direct cause of the following exception:
# expect:     | 
# expect:     | BaseExceptionGroup: inner (2 sub-exceptions)
# expect:     | within
# expect:     +-+---------------- 1 ----------------
# expect:       | ValueError: first
# expect:       +---------------- 2 ----------------
# expect:       | BaseExceptionGroup: other (1 sub-exception)
# expect:       +-+---------------- 1 ----------------
# expect:         | KeyboardInterrupt
# expect:         +------------------------------------
# expect:     +---------------- 2 ----------------
# expect:     | Silent: <exception str() failed>
# expect:     +------------------------------------

# Streams that are none, and hooks that fail.
stderr = sys.stderr
sys.stderr = None
sys.__excepthook__(ValueError, ValueError("to nobody"), None)
sys.stderr = stderr


def hooked(*arguments):
    stream, sys.stderr = sys.stderr, io.StringIO()
    try:
        sys.__excepthook__(*arguments)
        return sys.stderr.getvalue()
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    finally:
        sys.stderr = stream


print(hooked(ValueError, ValueError("x"), 5), hooked(5, ValueError("x"), None), hooked(ValueError, "text", None), hooked(ValueError, 5, None), hooked(), sep="|")
# expect: ValueError: x
# expect: |ValueError: x
# expect: |TypeError: print_exception(): Exception expected for value, str found
# expect: |TypeError: print_exception(): Exception expected for value, int found
# expect: |TypeError: excepthook expected 3 arguments, got 0


# Suggestions.
class Shape:
    sides = 4
    _hidden = 5
    width = 6

    def method(self):
        return widht

    def attribute(self):
        return self.sidse

    def bare(self):
        return width

    def hidden(self):
        return self._hiden


def local_names():
    counter = 1
    return countre


def missing_library():
    return collections.deque


def nearly_library():
    colections = 1
    return collections


print(last(Shape().method), last(Shape().attribute), last(Shape().bare), last(Shape().hidden), sep="\n")
# expect: NameError: name 'widht' is not defined
# expect: AttributeError: 'Shape' object has no attribute 'sidse'. Did you mean: 'sides'?
# expect: NameError: name 'width' is not defined. Did you mean: 'self.width'?
# expect: AttributeError: 'Shape' object has no attribute '_hiden'. Did you mean: '_hidden'?
print(last(local_names), last(missing_library), last(nearly_library), last(lambda: pritn), last(lambda: Ture), sep="\n")
# expect: NameError: name 'countre' is not defined. Did you mean: 'counter'?
# expect: NameError: name 'collections' is not defined. Did you forget to import 'collections'?
# expect: NameError: name 'collections' is not defined. Did you mean: 'colections'? Or did you forget to import 'collections'?
# expect: NameError: name 'pritn' is not defined. Did you mean: 'print'?
# expect: NameError: name 'Ture' is not defined
print(last(lambda: Shape.sidse), last(lambda: Shape().hiden), last(lambda: (5).bit_lenght), last(lambda: io.StringOI), last(lambda: [].apend), last(lambda: Shape()._x), last(lambda: Shape().completely_different), sep="\n")
# expect: AttributeError: type object 'Shape' has no attribute 'sidse'. Did you mean: 'sides'?
# expect: AttributeError: 'Shape' object has no attribute 'hiden'. Did you mean: 'hidden'?
# expect: AttributeError: 'int' object has no attribute 'bit_lenght'. Did you mean: 'bit_length'?
# expect: AttributeError: module 'io' has no attribute 'StringOI'. Did you mean: 'StringIO'?
# expect: AttributeError: 'list' object has no attribute 'apend'. Did you mean: 'append'?
# expect: AttributeError: 'Shape' object has no attribute '_x'
# expect: AttributeError: 'Shape' object has no attribute 'completely_different'
print(last(exec, "from io import StringOI"), last(exec, "from os import pth"), last(exec, "import jsn"), last(exec, "from json import nothing_like_it"), sep="\n")
# expect: ImportError: cannot import name 'StringOI' from 'io'. Did you mean: 'StringIO'?
# expect: ImportError: cannot import name 'pth' from 'os'. Did you mean: 'path'?
# expect: ModuleNotFoundError: No module named 'jsn'
# expect: ImportError: cannot import name 'nothing_like_it' from 'json'


class BadDir:
    def __dir__(self):
        raise ValueError("no dir")


class OddDir:
    def __dir__(self):
        return [5, "value", None]


class ManyNames:
    def __dir__(self):
        return ["value%d" % number for number in range(1000)]


print(last(lambda: BadDir().valeu), last(lambda: OddDir().valeu), last(lambda: ManyNames().value1x), last(lambda: getattr(OddDir(), "x" * 100)), sep="\n")
# expect: AttributeError: 'BadDir' object has no attribute 'valeu'
# expect: AttributeError: 'OddDir' object has no attribute 'valeu'
# expect: AttributeError: 'ManyNames' object has no attribute 'value1x'
# expect: AttributeError: 'OddDir' object has no attribute 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'
unnamed = NameError("name 'pritn' is not defined")
print(written(unnamed), end="")  # expect: NameError: name 'pritn' is not defined
unnamed.name = "pritn"
print(written(unnamed), end="")  # expect: NameError: name 'pritn' is not defined
unnamed.name = 5
print(written(unnamed), end="")  # expect: NameError: name 'pritn' is not defined
absent = AttributeError("absent", name="sidse", obj=Shape())
print(written(absent), written(AttributeError("absent", name=5, obj=Shape())), written(AttributeError("absent", name="sidse")), written(ImportError("m", name="json", name_from="loadz")), sep="", end="")
# expect: AttributeError: absent. Did you mean: 'sides'?
# expect: AttributeError: absent
# expect: AttributeError: absent
# expect: ImportError: m. Did you mean: 'load'?


class Selfish:
    def __init__(self):
        self.value = 1

    def look(self):
        return value

    def odd(this):
        self = 5
        return valeu


print(last(Selfish().look), last(Selfish().odd), sep="\n")
# expect: NameError: name 'value' is not defined. Did you mean: 'self.value'?
# expect: NameError: name 'valeu' is not defined
