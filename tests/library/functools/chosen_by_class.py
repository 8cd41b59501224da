# singledispatch and total_ordering: loaded when asked for; which implementation is chosen.
import functools
import pickle
from collections import abc

print('singledispatch' in dir(functools), hasattr(functools, '_none_from_it'))  # expect: True False


@functools.singledispatch
def name(value):
    return 'anything'


@name.register
def _(value: int | str):
    return 'int or str'


@name.register(abc.Sized)
def _(value):
    return 'sized'


name.register(abc.Mapping, lambda value: 'mapping')
print(name(None), name(True), name('x'), name([]), name({}))  # expect: anything int or str int or str sized mapping
print(sorted(cls.__name__ for cls in name.registry))  # expect: ['Mapping', 'Sized', 'int', 'object', 'str']


class Both(abc.Sized, abc.Hashable):
    def __len__(self):
        return 0

    def __hash__(self):
        return 0


class Neither:
    __len__ = __hash__ = lambda self: 0


name.register(abc.Hashable, lambda value: 'hashable')
print(name(Both()), name(Neither()), name.dispatch(list)([]))  # expect: sized sized sized
for wrong in (name, lambda: name.register(3), lambda: name.register('x', print),
              lambda: name.register(lambda value: 0)):
    try:
        wrong()
    except (TypeError, RuntimeError) as error:
        print(str(error).split(' at 0x')[0])
# expect: name requires at least 1 positional argument
# expect: Invalid first argument to `register()`: 3. Use either `@register(some_class)` or plain `@register` on an annotated function.
# expect: Invalid first argument to `register()`. 'x' is not a class or union type.
# expect: Invalid first argument to `register()`: <function <lambda>.<locals>.<lambda>


@functools.total_ordering
class Size:
    def __init__(self, size):
        self.size = size

    def __eq__(self, other):
        return self.size == other.size

    def __lt__(self, other):
        return self.size < other.size


print(Size(1) <= Size(1), Size(2) > Size(1), Size(1) >= Size(2), Size.__ge__.__qualname__)  # expect: True True False _ge_from_lt
print(pickle.loads(pickle.dumps(Size.__ge__)) is Size.__ge__)  # expect: True


@functools.singledispatch
def ambiguous(value):
    return 'anything'


ambiguous.register(abc.Iterable, print)
ambiguous.register(abc.Container, print)


class Unrelated:
    pass


abc.Iterable.register(Unrelated)
abc.Container.register(Unrelated)
try:
    ambiguous(Unrelated())
except RuntimeError as error:
    print(sorted(str(error).split()))  # expect: ["'collections.abc.Container'>", "'collections.abc.Iterable'>", '<class', '<class', 'Ambiguous', 'dispatch:', 'or']
