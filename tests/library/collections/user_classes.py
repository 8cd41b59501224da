# UserDict, UserList, UserString and ChainMap: loaded when asked for, members like any other.
import collections
import copy
import pickle

print('UserDict' in dir(collections), hasattr(collections, 'UserSet'))  # expect: True False
try:
    collections.UserSet
except AttributeError as error:
    print(error)  # expect: module 'collections' has no attribute 'UserSet'
space = {}
exec('from collections import *', space)
print(sorted(set(space) - {'__builtins__'}) == sorted(collections.__all__))  # expect: True
from collections import ChainMap, UserDict, UserList, UserString

print(UserDict.__module__, UserString.upper.__qualname__, UserList.__name__)  # expect: collections UserString.upper UserList


class Lower(UserDict):
    def __setitem__(self, key, item):
        super().__setitem__(key.lower(), item)

    def __missing__(self, key):
        return f'no {key}'


lower = Lower({'A': 1}, B=2)
print(lower, lower['C'], lower.get('C'), lower | {'D': 4}, {'Z': 0} | lower)  # expect: {'a': 1, 'b': 2} no C None {'a': 1, 'b': 2, 'd': 4} {'z': 0, 'a': 1, 'b': 2}
print(type(lower.copy()).__name__, copy.copy(lower) == lower, pickle.loads(pickle.dumps(lower)))  # expect: Lower True {'a': 1, 'b': 2}

numbers = UserList([3, 1, 2])
numbers.sort(reverse=True)
print(numbers, type(numbers[1:]).__name__, [0] + numbers, numbers < [4], 2 * numbers)  # expect: [3, 2, 1] UserList [0, 3, 2, 1] True [3, 2, 1, 3, 2, 1]
numbers += (7,)
numbers.reverse()
print(numbers, numbers == UserList([7, 1, 2, 3]), numbers.index(2), numbers.pop())  # expect: [7, 1, 2] True 2 3
try:
    hash(numbers)
except TypeError as error:
    print(error)  # expect: unhashable type: 'UserList'

text = UserString('Some text')
print(type(text.upper()).__name__, text[-4:], text + 1, 'x' + text, text.find(UserString('t')))  # expect: UserString text Some text1 xSome text 5
print(text.split(), text == 'Some text', text in {'Some text'}, UserString('%s!') % text)  # expect: ['Some', 'text'] True True Some text!
print(text.replace('e', 'E', maxsplit=1), text.isupper(), text.encode(), text.index('m', 1))  # expect: SomE text False b'Some text' 2

chain = ChainMap({'a': 1}, {'a': 2, 'b': 3})
print(chain['a'], len(chain), list(chain), chain.parents, chain | {'c': 0})  # expect: 1 2 ['a', 'b'] ChainMap({'a': 2, 'b': 3}) ChainMap({'a': 1, 'c': 0}, {'a': 2, 'b': 3})
for act in (lambda: chain.pop('b'), lambda: chain.__delitem__('b'), chain.new_child().popitem):
    try:
        act()
    except KeyError as error:
        print(error)
# expect: "Key not found in the first mapping: 'b'"
# expect: "Key not found in the first mapping: 'b'"
# expect: 'No keys found in the first mapping.'


class Fixed(collections.Counter):
    def get(self, key, default=None):
        return 10


class Twice(collections.Counter):
    def __setitem__(self, key, count):
        super().__setitem__(key, count * 2)


print(Fixed("aab"))  # expect: Fixed({'a': 11, 'b': 11})
print(Twice("aab"))  # expect: Twice({'a': 6, 'b': 2})
