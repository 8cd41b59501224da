# How objects that do not fit in a line are laid out, by type and by option.
import collections
import dataclasses
import types
from pprint import PrettyPrinter, isreadable, isrecursive, pformat, pp, saferepr


@dataclasses.dataclass
class Point:
    x: int
    others: list
    hidden: str = dataclasses.field(default="h", repr=False)


def show(obj, **options):
    print(pformat(obj, **options))


show({"b": 1, "a": [1, 2]})  # expect: {'a': [1, 2], 'b': 1}
pp({"b": 1, "a": 2})  # expect: {'b': 1, 'a': 2}
show({"key": ["one", "two"], 3: (1,)}, width=12)
# expect: {3: (1,),
# expect:  'key': ['one',
# expect:          'two']}
show(["one", "two", ["three"]], width=12, indent=4)
# expect: [   'one',
# expect:     'two',
# expect:     [   'three']]
show(list(range(12)), width=20, compact=True)
# expect: [0, 1, 2, 3, 4, 5,
# expect:  6, 7, 8, 9, 10,
# expect:  11]
show({}, width=1, indent=4)  # expect: {   }
show([[[1]], ((2,),)], depth=2)  # expect: [[[...]], ((...,),)]
show([1234567, True], underscore_numbers=True)  # expect: [1_234_567, True]
show("a text of words\nand lines", width=12)
# expect: ('a text '
# expect:  'of '
# expect:  'words\n'
# expect:  'and '
# expect:  'lines')
show([b"0123456789"], width=12)
# expect: [b'01234567'
# expect:  b'89']
show(bytearray(b"01234567"), width=20)
# expect: bytearray(b'0123'
# expect:           b'4567')
show({1, 2, 3}, width=4)
# expect: {1,
# expect:  2,
# expect:  3}
show(frozenset({10, 20}), width=10)
# expect: frozenset({10,
# expect:            20})
show(collections.OrderedDict(b=1, a=2), width=20)
# expect: OrderedDict([('b',
# expect:               1),
# expect:              ('a',
# expect:               2)])
show(collections.defaultdict(int, b=1, a=2), width=30)
# expect: defaultdict(<class 'int'>,
# expect:             {'a': 2,
# expect:              'b': 1})
show(collections.Counter("aab"), width=10)
# expect: Counter({'a': 2,
# expect:          'b': 1})
show(collections.deque([1, 2], maxlen=5), width=10)
# expect: deque([1,
# expect:        2],
# expect:       maxlen=5)
show(collections.ChainMap({"a": 1}, {"b": 2}), width=20)
# expect: ChainMap({'a': 1},
# expect:          {'b': 2})
show(types.MappingProxyType({"a": 1, "b": 2}), width=20)
# expect: mappingproxy({'a': 1,
# expect:               'b': 2})
show(types.SimpleNamespace(a=1, b=[2]), width=12)
# expect: namespace(a=1,
# expect:           b=[2])
show(Point(1, ["long"]), width=20)
# expect: Point(x=1,
# expect:       others=['long'])
show(collections.UserList([1, 2]), width=4)
# expect: [1,
# expect:  2]
loop = [1]
loop.append(loop)
print(isrecursive(loop), isreadable(loop), isreadable([1]), isreadable([int]))  # expect: True False True False
print(saferepr(loop) == f"[1, <Recursion on list with id={id(loop)}>]")  # expect: True
show([3, "a", None, 1], width=80)  # expect: [3, 'a', None, 1]
show({3: 1, "a": 2, (): 3})  # expect: {3: 1, 'a': 2, (): 3}
for bad in ({"indent": -1}, {"depth": 0}, {"width": 0}):
    try:
        PrettyPrinter(**bad)
    except ValueError as e:
        print(e)
# expect: indent must be >= 0
# expect: depth must be > 0
# expect: width must be != 0


class Upper(PrettyPrinter):
    def format(self, obj, context, maxlevels, level):
        if isinstance(obj, str):
            return obj.upper(), True, False
        return super().format(obj, context, maxlevels, level)


Upper(width=12).pprint(["some", "words", {"a": "b"}])
# expect: [SOME,
# expect:  WORDS,
# expect:  {A: B}]

# What has every attribute that it is asked for is no dataclass.
from pprint import pformat
from unittest.mock import call

print(pformat([call(1, 2), call.method(3)], width=20))
# expect: [call(1, 2),
# expect:  call.method(3)]
