"""What is wrong with a mapping after **, and keys that come twice."""
import collections.abc


def f(**keywords):
    return sorted(keywords)


class Pairs(collections.abc.Mapping):
    def __init__(self, *names):
        self.names = names

    def __iter__(self):
        return iter(self.names)

    def __len__(self):
        return len(self.names)

    def __getitem__(self, name):
        return name


def message(call):
    try:
        return call()
    except TypeError as error:
        return str(error)


print(message(lambda: f(**Pairs("a", "b"))))  # expect: ['a', 'b']
print(message(lambda: f(**Pairs("a", "a"))))
# expect: __main__.f() got multiple values for keyword argument 'a'
print(message(lambda: f(x=1, **{"x": 2})))
# expect: __main__.f() got multiple values for keyword argument 'x'
print(message(lambda: f(**{"x": 3}, **{"x": 5}, y=2)))
# expect: __main__.f() got multiple values for keyword argument 'x'
print(message(lambda: f(**{1: 3}, **{1: 5})))
# expect: __main__.f() got multiple values for keyword argument '1'
print(message(lambda: f(**{1: 3})))  # expect: keywords must be strings
print(message(lambda: f(**7)))
# expect: __main__.f() argument after ** must be a mapping, not int
print(message(lambda: max(**[])))  # expect: max() argument after ** must be a mapping, not list
