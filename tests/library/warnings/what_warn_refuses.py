"""What warn() and warn_explicit() refuse, and what odd filters, registries and modules do to them."""
import _warnings
import io
import sys
import warnings


def attempt(function, *arguments, **keywords):
    try:
        return function(*arguments, **keywords)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def shown(function, *arguments, **keywords):
    """What is written to standard error, or the exception."""
    stream, sys.stderr = sys.stderr, io.StringIO()
    try:
        answer = attempt(function, *arguments, **keywords)
        return sys.stderr.getvalue() if answer is None else answer
    finally:
        sys.stderr = stream


explicit = warnings.warn_explicit
print(attempt(warnings.warn))  # expect: TypeError: warn() missing required argument 'message' (pos 1)
print(attempt(warnings.warn, "text", int))  # expect: TypeError: category must be a Warning subclass, not 'type'
print(attempt(warnings.warn, "text", "category"))  # expect: TypeError: category must be a Warning subclass, not 'str'
print(attempt(warnings.warn, "text", UserWarning, "one"))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(attempt(warnings.warn, "text", skip_file_prefixes="/"))  # expect: TypeError: warn() argument 'skip_file_prefixes' must be tuple, not str
print(attempt(warnings.warn, "text", skip_file_prefixes=["/"]))  # expect: TypeError: warn() argument 'skip_file_prefixes' must be tuple, not list
print(attempt(warnings.warn, "text", skip_file_prefixes=("/", 5)))  # expect: TypeError: Found non-str 'int' in skip_file_prefixes.
print(attempt(explicit, "text"))  # expect: TypeError: warn_explicit() missing required argument 'category' (pos 2)
print(attempt(explicit, "text", int, "file", 1))  # expect: ValueError: invalid literal for int() with base 10: 'text'
print(attempt(explicit, "text", 5, "file", 1))  # expect: TypeError: 'int' object is not callable
print(attempt(explicit, "text", UserWarning, 5, 1))  # expect: TypeError: warn_explicit() argument 'filename' must be str, not int
print(attempt(explicit, "text", UserWarning, "file", "line"))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(attempt(explicit, "text", UserWarning, "file", 2 ** 40))  # expect: OverflowError: Python int too large to convert to C int
print(attempt(explicit, "text", UserWarning, "file", 1, registry=[]))  # expect: TypeError: 'registry' must be a dict or None
print(attempt(explicit, "text", UserWarning, "file", 1, module_globals=[]))  # expect: TypeError: module_globals must be a dict, not 'list'

# How it is shown: with the line, and by which name.
with open("source.py", "w") as file:
    file.write("first\n   second  \n\n")
warnings.resetwarnings()
warnings.simplefilter("always")
print(shown(explicit, "text", UserWarning, "source.py", 1), end="")
# expect: source.py:1: UserWarning: text
# expect:   first
print(shown(explicit, "text", UserWarning, "source.py", 2), end="")
# expect: source.py:2: UserWarning: text
# expect:   second
print(shown(explicit, "text", UserWarning, "source.py", 3), end="")
# expect: source.py:3: UserWarning: text
# expect:   
print(shown(explicit, "text", UserWarning, "nowhere.py", 3), end="")  # expect: nowhere.py:3: UserWarning: text
print(shown(explicit, UserWarning("of a kind"), None, "nowhere", 3), end="")  # expect: nowhere:3: UserWarning: of a kind
print(shown(explicit, DeprecationWarning("old"), UserWarning, "nowhere", 3), end="")  # expect: nowhere:3: DeprecationWarning: old
print(shown(explicit, 5, UserWarning, "nowhere", 3), end="")  # expect: nowhere:3: UserWarning: 5
print(shown(explicit, "text", UserWarning, "nowhere", 3, None), end="")
print(shown(explicit, "text", UserWarning, "", 3), end="")  # expect: :3: UserWarning: text


class Silent:
    def __str__(self):
        raise ValueError("no text")


print(shown(explicit, Silent(), UserWarning, "nowhere", 3))  # expect: ValueError: no text


class SilentWarning(UserWarning):
    __str__ = Silent.__str__


print(shown(explicit, SilentWarning(), None, "nowhere", 3))  # expect: ValueError: no text
stderr, sys.stderr = sys.stderr, None
explicit("to nobody", UserWarning, "nowhere", 3)
sys.stderr = stderr

# Actions.
lines = []
for action in "default", "module", "once", "ignore", "error", "all", "always":
    warnings.resetwarnings()
    attempt(warnings.simplefilter, action)
    registry, other = {}, {}
    for line in 1, 1, 2:
        told = shown(explicit, "text " + action, UserWarning, "file", line, registry=registry)
        lines.append(f"{action} {line} {told!r}")
    told = shown(explicit, "text " + action, UserWarning, "file", 1, registry=other)
    lines.append(f"{told!r} {len(registry)}")
print(*lines, sep="\n")
# expect: default 1 'file:1: UserWarning: text default\n'
# expect: default 1 ''
# expect: default 2 'file:2: UserWarning: text default\n'
# expect: 'file:1: UserWarning: text default\n' 3
# expect: module 1 'file:1: UserWarning: text module\n'
# expect: module 1 ''
# expect: module 2 ''
# expect: 'file:1: UserWarning: text module\n' 4
# expect: once 1 'file:1: UserWarning: text once\n'
# expect: once 1 ''
# expect: once 2 ''
# expect: 'file:1: UserWarning: text once\n' 4
# expect: ignore 1 ''
# expect: ignore 1 ''
# expect: ignore 2 ''
# expect: '' 1
# expect: error 1 'UserWarning: text error'
# expect: error 1 'UserWarning: text error'
# expect: error 2 'UserWarning: text error'
# expect: 'UserWarning: text error' 1
# expect: all 1 'file:1: UserWarning: text all\n'
# expect: all 1 ''
# expect: all 2 'file:2: UserWarning: text all\n'
# expect: 'file:1: UserWarning: text all\n' 3
# expect: always 1 'file:1: UserWarning: text always\n'
# expect: always 1 'file:1: UserWarning: text always\n'
# expect: always 2 'file:2: UserWarning: text always\n'
# expect: 'file:1: UserWarning: text always\n' 1

# Filters that are none, and registries with odd contents.
kept = warnings.filters[:]


def with_filters(filters, **keywords):
    warnings.filters[:] = filters
    _warnings._filters_mutated()
    try:
        return shown(explicit, "text", UserWarning, "file", 7, **keywords)
    finally:
        warnings.filters[:] = kept
        _warnings._filters_mutated()


print(with_filters([5]))  # expect: ValueError: _warnings.filters item 0 isn't a 5-tuple
print(with_filters([("always", None, UserWarning, None)]))  # expect: ValueError: _warnings.filters item 0 isn't a 5-tuple
print(with_filters([("always", None, UserWarning, None, "line")]))  # expect: TypeError: an integer is required
print(with_filters([("always", None, UserWarning, None, 2 ** 80)]))  # expect: OverflowError: Python int too large to convert to C ssize_t
print(with_filters([("always", None, 5, None, 0)]))  # expect: TypeError: issubclass() arg 2 must be a class, a tuple of classes, or a union
print(with_filters([(5, None, UserWarning, None, 0)]))  # expect: TypeError: action must be a string, not 'int'
print(with_filters([("sometimes", None, UserWarning, None, 0)]))
# expect: RuntimeError: Unrecognized action ('sometimes') in warnings.filters:
# expect:  ('sometimes', None, <class 'UserWarning'>, None, 0)
print(with_filters([("always", "te", UserWarning, None, 0)]), end="")  # expect: file:7: UserWarning: text
print(with_filters([("error", "no", UserWarning, None, 0), ("always", "text", UserWarning, "file", 7)]), end="")  # expect: file:7: UserWarning: text
print(with_filters([("error", 5, UserWarning, None, 0)]))  # expect: AttributeError: 'int' object has no attribute 'match'
print(with_filters([("error", None, UserWarning, Silent(), 0)]))  # expect: AttributeError: 'Silent' object has no attribute 'match'
print(with_filters([("error", None, UserWarning, None, 8), ("always", None, Warning, None, 7)]), end="")  # expect: file:7: UserWarning: text
print(with_filters([("error", None, ValueError, None, 0)], registry={"version": "old"}), end="")  # expect: file:7: UserWarning: text
print(with_filters([("always", None, Warning, None, 0)], registry={("text", UserWarning, 7): True}), end="")  # expect: file:7: UserWarning: text


# Where the warning is said to be.
def level(number, **keywords):
    return shown(warnings.warn, "of a level", UserWarning, number, **keywords)


warnings.resetwarnings()
warnings.simplefilter("always")
print(level(100), end="")  # expect: <sys>:0: UserWarning: of a level
print(level(-5).count("of a level"))  # expect: 1
print(level(1, skip_file_prefixes=("",)), end="")  # expect: <sys>:0: UserWarning: of a level
print(level(1, skip_file_prefixes=()).count("of a level"))  # expect: 1
print(level(1, skip_file_prefixes=("/nowhere/",)).count("of a level"))  # expect: 1


def in_namespace(**names):
    namespace = {"warnings": warnings, **names}
    answer = shown(exec, "warnings.warn('of a namespace')", namespace)
    return answer, sorted(key for key in namespace if key.startswith("__w"))


print(in_namespace())  # expect: ('<string>:1: UserWarning: of a namespace\n', ['__warningregistry__'])
print(in_namespace(__name__="name"))  # expect: ('<string>:1: UserWarning: of a namespace\n', ['__warningregistry__'])
print(in_namespace(__name__=5))  # expect: ('<string>:1: UserWarning: of a namespace\n', ['__warningregistry__'])
print(in_namespace(__name__=None))  # expect: ('', ['__warningregistry__'])
print(in_namespace(__name__="name", __warningregistry__={}))  # expect: ('<string>:1: UserWarning: of a namespace\n', ['__warningregistry__'])
print(in_namespace(__name__="name", __warningregistry__=5))  # expect: ("TypeError: 'registry' must be a dict or None", ['__warningregistry__'])
print(in_namespace(__name__="name", __warningregistry__=None))  # expect: ('<string>:1: UserWarning: of a namespace\n', ['__warningregistry__'])

# The module warnings has the last word.
seen = []
warnings.showwarning = lambda *arguments: seen.append([str(part) for part in arguments])
explicit("shown elsewhere", UserWarning, "file", 1)
print(seen)  # expect: [['shown elsewhere', "<class 'UserWarning'>", 'file', '1', 'None', 'None']]
warnings.showwarning = 5
print(attempt(explicit, "not shown", UserWarning, "file", 1))  # expect: TypeError: warnings.showwarning() must be set to a function or method
del warnings.showwarning
print(shown(explicit, "shown again", UserWarning, "file", 1), end="")  # expect: file:1: UserWarning: shown again
