# bind() gives each argument to its parameter, and says what is missing or too much.
import inspect


def everything(a, b=2, /, c=3, *rest, d, **others): ...
def positional_only(a=1, b=2, /): ...
def keyword_only(a, *, b): ...


def bind(function, *args, **kwargs):
    try:
        print(inspect.signature(function).bind(*args, **kwargs))
    except TypeError as error:
        print(error)


bind(everything, 1, c=4, d=5, e=6)  # expect: <BoundArguments (a=1, c=4, d=5, others={'e': 6})>
bind(everything, 1, a=2, d=5)  # expect: <BoundArguments (a=1, d=5, others={'a': 2})>
bind(everything, 1, 2, 3, 4)  # expect: missing a required argument: 'd'
bind(keyword_only, 1)  # expect: missing a required keyword-only argument: 'b'
bind(positional_only, a=1, b=2)  # expect: got some positional-only arguments passed as keyword arguments: 'a, b'
bind(positional_only, 1, 2, 3)  # expect: too many positional arguments
bind(keyword_only, 1, a=2, b=3)  # expect: multiple values for argument 'a'

bound = inspect.signature(everything).bind_partial(1, d=4)
bound.apply_defaults()
print(bound.args, bound.kwargs)  # expect: (1, 2, 3) {'d': 4}


class Unequal:
    def __eq__(self, other):
        1 / 0

    def __call__(self, a): ...


print(inspect.signature(Unequal()))  # expect: (a)
positional_only.__text_signature__ = "(a=inspect)"
try:
    inspect.signature(positional_only)
except ValueError as error:
    print(str(error).endswith("builtin has invalid signature"))  # expect: True
