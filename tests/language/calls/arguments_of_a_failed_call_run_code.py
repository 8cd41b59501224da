# The arguments of a call that fails run code as they go, which must not take their place.
import functools


def nothing():
    pass


class Noisy:
    def __del__(self):
        self.work(1, 2, 3, 4)

    def work(self, a, b, c, d):
        return [a, b, c, d, str(self)]


class Name(str):
    def __hash__(self):
        Noisy().work(5, 6, 7, 8)
        return hash(str(self))

    __eq__ = str.__eq__


def named(a, *rest, **others):
    return a, rest, sorted(others.items())


def calls():  # in a generator arguments stand above its caller's window
    for call in (lambda: nothing(Noisy(), Noisy(), Noisy()), lambda: nothing(x=Noisy(), y=Noisy())):
        try:
            yield call()
        except TypeError as error:
            yield error
    try:
        nothing(Noisy(), [1] * 3, Noisy())
    except TypeError as error:
        yield error
    try:
        nothing(Noisy(), x=Noisy())
    except TypeError as error:
        yield error
    yield named([1], [2], **{Name("key"): [3], Name("word"): [4]})


for each in calls():
    print(each)
    # expect: nothing() takes 0 positional arguments but 3 were given
    # expect: nothing() got an unexpected keyword argument 'x'
    # expect: nothing() takes 0 positional arguments but 3 were given
    # expect: nothing() got an unexpected keyword argument 'x'
    # expect: ([1], ([2],), [('key', [3]), ('word', [4])])
for call in (lambda: functools.reduce(nothing, [Noisy(), Noisy()]),
             lambda: list(map(nothing, [Noisy()])), lambda: sorted([Noisy()], key=nothing)):
    try:
        call()
    except TypeError as error:
        print(error)
        # expect: nothing() takes 0 positional arguments but 2 were given
        # expect: nothing() takes 0 positional arguments but 1 was given
        # expect: nothing() takes 0 positional arguments but 1 was given
