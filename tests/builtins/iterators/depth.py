# Nesting of any depth is freed without recursion; what recurses in C stops with an exception.
import itertools


def stops(function):
    try:
        function()
    except RecursionError as error:
        print("maximum recursion depth exceeded" in str(error))


nested_list, nested_tuple, nested_dict = None, (), {}
for _ in range(100000):
    nested_list, nested_tuple, nested_dict = [nested_list], (nested_tuple,), {1: nested_dict}
for _ in range(400000):                 # a hash takes little stack
    nested_tuple = (nested_tuple,)
other = None
for _ in range(100000):
    other = [other]
stops(lambda: nested_list == other)     # expect: True
stops(lambda: repr(nested_list))        # expect: True
stops(lambda: hash(nested_tuple))       # expect: True
del nested_list, nested_tuple, nested_dict, other

maps = iter([])
for _ in range(100000):
    maps = map(str, maps)
stops(lambda: next(maps))               # expect: True
chains = itertools.chain([1])
for _ in range(100000):
    chains = itertools.chain(chains)
stops(lambda: next(chains))             # expect: True
first, second = itertools.tee(range(100000))
for _ in first:
    pass
del first, second
print("freed")                          # expect: freed
