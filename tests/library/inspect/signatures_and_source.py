# Signatures of all kinds of callables; sources, documents, members.
import functools
import inspect


def f(a, /, b: int, *rest, c=1, **more) -> str:
    """Says what
       it does."""
    return a


class Base:
    def method(self, x):
        """Of the base."""

    @classmethod
    def build(cls, size=3): ...


class Derived(Base):
    def __init__(self, name, *, age=0): ...
    def method(self, x): ...


for thing in (f, Base().method, Base.build, Derived, functools.partial(f, 1, b=2), len, int.from_bytes, lambda *, k: k):
    print(inspect.signature(thing))  # expect: (a, /, b: int, *rest, c=1, **more) -> str
                                     # expect: (x)
                                     # expect: (size=3)
                                     # expect: (name, *, age=0)
                                     # expect: (*, b: int = 2, c=1, **more) -> str
                                     # expect: (obj, /)
                                     # expect: (bytes, byteorder='big', *, signed=False)
                                     # expect: (*, k)
bound = inspect.signature(f).bind(1, 2, 3, z=4)
bound.apply_defaults()
print(bound, bound.args, bound.kwargs)  # expect: <BoundArguments (a=1, b=2, rest=(3,), c=1, more={'z': 4})> (1, 2, 3) {'c': 1, 'z': 4}
for arguments in ((), (1,), (1, 2)):
    try:
        print(inspect.signature(lambda a, b: 0).bind(*arguments, c=3))
    except TypeError as error:
        print(error)  # expect: missing a required argument: 'a'
                      # expect: missing a required argument: 'b'
                      # expect: got an unexpected keyword argument 'c'
print(inspect.getfullargspec(f))  # expect: FullArgSpec(args=['a', 'b'], varargs='rest', varkw='more', defaults=None, kwonlyargs=['c'], kwonlydefaults={'c': 1}, annotations={'return': <class 'str'>, 'b': <class 'int'>})
print(inspect.getdoc(f), inspect.getdoc(Derived.method))  # expect: Says what
                                                          # expect: it does. Of the base.
print(inspect.getsource(Base.build).strip())  # expect: @classmethod
                                              # expect:     def build(cls, size=3): ...
print(inspect.getsourcelines(Derived)[1], inspect.getmodule(f).__name__)  # expect: 20 __main__
print([name for name, value in inspect.getmembers(Derived, inspect.isfunction)])  # expect: ['__init__', 'method']
print(type(inspect.getattr_static(Derived, "build")), inspect.getmro(Derived))  # expect: <class 'classmethod'> (<class '__main__.Derived'>, <class '__main__.Base'>, <class 'object'>)
print(inspect.isfunction(f), inspect.isbuiltin(len), inspect.isroutine(str.join), inspect.ismethod(Base.build))  # expect: True True True True


async def coroutine(): ...
def generator(): yield


print(inspect.iscoroutinefunction(coroutine), inspect.isgeneratorfunction(generator))  # expect: True True
g = generator()
print(inspect.getgeneratorstate(g), next(g), inspect.getgeneratorstate(g), inspect.stack()[0].function)  # expect: GEN_CREATED None GEN_SUSPENDED <module>
print(inspect.getcallargs(f, 1, 2, 3, c=4), inspect.cleandoc("  a\n    b\n      c\n"))  # expect: {'a': 1, 'b': 2, 'rest': (3,), 'more': {}, 'c': 4} a
                                                                                        # expect: b
                                                                                        # expect:   c
