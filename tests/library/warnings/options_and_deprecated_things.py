# What -W options say becomes filters; deprecated functions and classes warn when they are used.
import inspect
import warnings

for option in ("error::DeprecationWarning", "i::UserWarning:a.b:3", "x", "::foo", "::::-1", "::::x", "a:b:c:d:e:f"):
    try:
        warnings._setoption(option)
        action, message, category, module, line = warnings.filters[0]
        print(action, message, category.__name__, module, line)
    except warnings._OptionError as error:
        print(error)
# expect: error None DeprecationWarning None 0
# expect: ignore None UserWarning re.compile('a\\.b\\Z') 3
# expect: invalid action: 'x'
# expect: unknown warning category: 'foo'
# expect: invalid lineno -1
# expect: invalid lineno 'x'
# expect: too many fields (max 5): 'a:b:c:d:e:f'


@warnings.deprecated("old function")
async def function(): ...


@warnings.deprecated("old class")
class Base:
    def __init__(self, *args): ...


with warnings.catch_warnings(record=True, action="always") as caught:
    function().close()
    Base(1)

    class Derived(Base): ...
    Derived(2)
print([str(w.message) for w in caught])  # expect: ['old function', 'old class', 'old class']
print({w.filename == __file__ for w in caught}, inspect.iscoroutinefunction(function))  # expect: {True} True
print(Base.__deprecated__, warnings.catch_warnings(record=True))  # expect: old class catch_warnings(record=True)
