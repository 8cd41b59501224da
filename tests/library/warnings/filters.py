# Filters decide what a warning does.
import warnings

with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    warnings.warn("one")
    warnings.warn("two", DeprecationWarning)
    print([(str(w.message), w.category.__name__, w.lineno) for w in log])  # expect: [('one', 'UserWarning', 6), ('two', 'DeprecationWarning', 7)]


def shown(action, count=3):
    with warnings.catch_warnings(record=True) as log:
        warnings.resetwarnings()
        warnings.simplefilter(action)
        for i in range(count):
            warnings.warn("same")
        warnings.warn("other place")
        return len(log)


print(shown("always"), shown("default"), shown("ignore"), shown("once"), shown("module"))  # expect: 4 2 0 2 2
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("raised", RuntimeWarning)
    except RuntimeWarning as error:
        print(repr(error))  # expect: RuntimeWarning('raised')
    try:
        compile('1 is 1', "f", "exec")
    except SyntaxError as error:
        print(error.msg, error.lineno)  # expect: "is" with 'int' literal. Did you mean "=="? 1

for wrong in (lambda: warnings.warn("x", 3), lambda: warnings.simplefilter("what"),
              lambda: warnings.filterwarnings("error", 3)):
    try:
        wrong()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)  # expect: TypeError category must be a Warning subclass, not 'int'
                                            # expect: ValueError invalid action: 'what'
                                            # expect: TypeError message must be a string


@warnings.deprecated("use new")
def old():
    return 5


with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    print(old(), [str(w.message) for w in log], old.__deprecated__)  # expect: 5 ['use new'] use new


def caller():
    warnings.warn("level", stacklevel=2)


with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    caller()
    print(log[0].lineno == caller.__code__.co_firstlineno + 6, log[0].filename.endswith("filters.py"))  # expect: True True
with warnings.catch_warnings(record=True) as log:
    warnings.resetwarnings()
    warnings.filterwarnings("ignore", "quiet.*")
    warnings.warn("quiet please")
    warnings.warn("Loud")
    print([str(w.message) for w in log])  # expect: ['Loud']
print(warnings.formatwarning("text", UserWarning, "file.py", 3, "  line  "))  # expect: file.py:3: UserWarning: text
                                                                              # expect:   line
                                                                              # expect:

# pytest's recorder looks at what catch_warnings says of itself, and makes it usable again.
recorder = warnings.catch_warnings(record=True)
told = []
for _ in range(2):
    told.append(recorder._entered)
    with recorder as log:
        warnings.warn("caught")
        told += recorder._entered, len(log)
    recorder._entered = False
print(told)  # expect: [False, True, 1, False, True, 1]
