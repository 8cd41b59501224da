"""A function's __code__: of its own kind, else with a warning."""
import warnings


def plain():
    return 1


def generator():
    yield


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    plain.__code__ = (lambda: 2).__code__
    print(plain(), len(caught))  # expect: 2 0
    plain.__code__ = generator.__code__
    print(caught[0].message)
# expect: Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)
print(list(plain()))  # expect: [None]
