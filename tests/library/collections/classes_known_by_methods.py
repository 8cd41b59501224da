# Classes of collections.abc that accept whatever has their methods, and what they derive.
from collections import abc


class Stepper:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration

    def send(self, value):
        return value

    def throw(self, typ, val=None, tb=None):
        raise typ

    def close(self):
        pass


print([issubclass(Stepper, base) for base in (abc.Iterable, abc.Iterator, abc.Generator, abc.Sized)])  # expect: [True, True, True, False]


class Refuser(Stepper):
    __next__ = None


print(issubclass(Refuser, abc.Iterator), issubclass(Refuser, abc.Iterable))  # expect: False True


class Derived(abc.Iterator):
    def __next__(self):
        raise StopIteration


print(issubclass(Stepper, Derived), isinstance(Derived(), abc.Iterator))  # expect: False True


class Stubborn(abc.Generator):
    def send(self, value):
        return value

    def throw(self, typ, val=None, tb=None):
        if typ is not GeneratorExit:
            super().throw(typ, val, tb)


stubborn = Stubborn()
print(next(stubborn), stubborn.send(3))  # expect: None 3
for error in ValueError, ValueError('made'):
    try:
        stubborn.throw(error)
    except ValueError as caught:
        print(repr(caught))
# expect: ValueError()
# expect: ValueError('made')
try:
    stubborn.close()
except RuntimeError as error:
    print(error)  # expect: generator ignored GeneratorExit
print(abc.Coroutine.close.__qualname__, abc.Generator.throw.__qualname__)  # expect: Coroutine.close Generator.throw
print(sorted(abc.Generator.__abstractmethods__))  # expect: ['send', 'throw']
print(list(abc.Iterable.__iter__(None)), abc.Sized.__len__(None))  # expect: [] 0
for value in iter([]), reversed([]), iter({}.items()), zip(), (x for x in ()):
    print(isinstance(value, abc.Iterator), isinstance(value, abc.Generator))
# expect: True False
# expect: True False
# expect: True False
# expect: True False
# expect: True True
