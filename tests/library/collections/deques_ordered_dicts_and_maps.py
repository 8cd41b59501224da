"""deque, OrderedDict and mmap with arguments of every kind."""
import copy
import mmap
import pickle
import re
from collections import OrderedDict, deque


def attempt(function, *arguments, **keywords):
    try:
        return function(*arguments, **keywords)
    except BaseException as error:
        return re.sub(r" at 0x\w+", "", f"{type(error).__name__}: {error}")


class Broken:
    def __iter__(self):
        yield 1
        raise ValueError("broken off")


class Unequal:
    def __eq__(self, other):
        raise ValueError("never equal")

    __hash__ = object.__hash__


print(attempt(deque, 5), attempt(deque, [1], "x"), attempt(deque, [1], -1), attempt(deque, [1], 2 ** 70), attempt(deque, [1], 2, 3), attempt(deque, x=1), attempt(deque, Broken()), attempt(deque, "abc", 2), attempt(deque, iterable="ab", maxlen=1), attempt(deque, "ab", None))  # expect: TypeError: 'int' object is not iterable TypeError: an integer is required ValueError: maxlen must be non-negative OverflowError: Python int too large to convert to C ssize_t TypeError: deque() takes at most 2 arguments (3 given) TypeError: deque() got an unexpected keyword argument 'x' ValueError: broken off deque(['b', 'c'], maxlen=2) deque(['b'], maxlen=1) deque(['a', 'b'])
items = deque("abcd")
print([attempt(getattr(items, name)) for name in ("append", "appendleft", "extend", "extendleft", "insert", "index", "remove", "count", "rotate")], items)  # expect: ['TypeError: deque.append() takes exactly one argument (0 given)', 'TypeError: deque.appendleft() takes exactly one argument (0 given)', 'TypeError: deque.extend() takes exactly one argument (0 given)', 'TypeError: deque.extendleft() takes exactly one argument (0 given)', 'TypeError: insert expected 2 arguments, got 0', 'TypeError: index expected at least 1 argument, got 0', 'TypeError: deque.remove() takes exactly one argument (0 given)', 'TypeError: deque.count() takes exactly one argument (0 given)', None] deque(['d', 'a', 'b', 'c'])
print(attempt(items.rotate, "x"), attempt(items.rotate, 1.5), items.rotate(2 ** 62), attempt(items.rotate, 2 ** 70), items.rotate(-1), items, deque().rotate(5), attempt(items.rotate, 1, 2))  # expect: TypeError: 'str' object cannot be interpreted as an integer TypeError: 'float' object cannot be interpreted as an integer None OverflowError: Python int too large to convert to C ssize_t None deque(['a', 'b', 'c', 'd']) None TypeError: rotate expected at most 1 argument, got 2
print(attempt(items.index, "z"), attempt(items.index, "a", 5), attempt(items.index, "a", "x"), items.index("a", -10), attempt(items.index, "a", 0, 0), attempt(items.index, Unequal()), attempt(items.remove, "z"), attempt(items.remove, Unequal()), attempt(items.count, Unequal()), attempt(lambda: Unequal() in items))  # expect: ValueError: 'z' is not in deque ValueError: 'a' is not in deque TypeError: slice indices must be integers or have an __index__ method 0 ValueError: 'a' is not in deque ValueError: never equal ValueError: 'z' is not in deque ValueError: never equal ValueError: never equal ValueError: never equal
print(attempt(items.insert, "x", 1), items.insert(-100, 1), items.insert(100, 2), items, attempt(deque([1], 1).insert, 0, 2), attempt(items.extend, 5), attempt(items.extend, Broken()), attempt(items.extendleft, Broken()), items.extend(items), items, items.extendleft(deque([7])), items[0])  # expect: TypeError: 'str' object cannot be interpreted as an integer None None deque([7, 1, 1, 'a', 'b', 'c', 'd', 2, 1, 1, 1, 'a', 'b', 'c', 'd', 2, 1]) IndexError: deque already at its maximum size TypeError: 'int' object is not iterable ValueError: broken off ValueError: broken off None deque([7, 1, 1, 'a', 'b', 'c', 'd', 2, 1, 1, 1, 'a', 'b', 'c', 'd', 2, 1]) None 7
print(items[1], items[-1], attempt(lambda: items[99]), attempt(lambda: items[-99]), attempt(lambda: items["x"]), attempt(lambda: items[0:1]), attempt(items.__setitem__, 99, 1), attempt(items.__delitem__, 99), items.__delitem__(0))  # expect: 1 1 IndexError: deque index out of range IndexError: deque index out of range TypeError: sequence index must be integer, not 'str' TypeError: sequence index must be integer, not 'slice' IndexError: deque index out of range IndexError: deque index out of range None
print(attempt(deque().pop), attempt(deque().popleft), deque([1, 2]) + deque([3]), attempt(lambda: deque() + [1]), deque([1]) * 2, 2 * deque([1]), attempt(lambda: deque([1]) * "x"), deque([1, 2, 3], 3) * 2, deque([1]) * -1, deque([1], 2) + deque([2, 3]))  # expect: IndexError: pop from an empty deque IndexError: pop from an empty deque deque([1, 2, 3]) TypeError: can only concatenate deque (not "list") to deque deque([1, 1]) deque([1, 1]) TypeError: can't multiply sequence by non-int of type 'str' deque([1, 2, 3], maxlen=3) deque([]) deque([2, 3], maxlen=2)
one = deque([1, 2])
one += "ab"
one *= 2
print(one, attempt(one.__iadd__, 5), one.__imul__(0), one.maxlen, deque([1], 5).maxlen, attempt(setattr, one, "maxlen", 5), bool(one), repr(deque([1], 2)), repr(deque()))  # expect: deque([]) TypeError: 'int' object is not iterable deque([]) None 5 AttributeError: attribute 'maxlen' of 'collections.deque' objects is not writable False deque([1], maxlen=2) deque([])
print([getattr(deque([1, 2]), name)(deque([1, 3])) for name in ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")], deque([1]) == [1], attempt(lambda: deque([1]) < [1]), deque([1]) < deque([1, 2]), attempt(lambda: deque([Unequal()]) == deque([1])), attempt(hash, deque()), copy.copy(deque([1], 2)), copy.deepcopy(deque([[1]], 2)), pickle.loads(pickle.dumps(deque([1, 2], 3))), deque([1]).copy())  # expect: [False, True, True, True, False, False] False TypeError: '<' not supported between instances of 'collections.deque' and 'list' True ValueError: never equal TypeError: unhashable type: 'collections.deque' deque([1], maxlen=2) deque([[1]], maxlen=2) deque([1, 2], maxlen=3) deque([1])
changing = deque([1, 2])
iterator = iter(changing)
print(next(iterator), changing.append(3), attempt(next, iterator), iterator.__length_hint__(), iter(changing).__reduce__()[1], list(reversed(changing)), reversed(changing).__reduce__()[1], changing.reverse(), changing, changing.clear(), changing, deque.__class_getitem__(int), deque([1]).__sizeof__() > 0)  # expect: 1 None RuntimeError: deque mutated during iteration 0 (deque([]), 0) [3, 2, 1] (deque([]), 0) None deque([]) None deque([]) collections.deque[int] True


class Deleting:
    def __init__(self, from_):
        self.from_ = from_

    def __eq__(self, other):
        self.from_.clear()
        return False

    __hash__ = object.__hash__


hostile = deque([1, 2, 3])
print(attempt(hostile.index, Deleting(hostile)), attempt(lambda d=deque([1, 2]): d.count(Deleting(d))), attempt(lambda d=deque([1, 2]): Deleting(d) in d))  # expect: RuntimeError: deque mutated during iteration RuntimeError: deque mutated during iteration RuntimeError: deque mutated during iteration


# OrderedDict.
print(attempt(OrderedDict, 5), attempt(OrderedDict, {}, {}), OrderedDict(a=1), OrderedDict([(1, 2)], b=3), attempt(OrderedDict, [([], 1)]), repr(OrderedDict()))  # expect: TypeError: 'int' object is not iterable TypeError: expected at most 1 arguments, got 2 OrderedDict({'a': 1}) OrderedDict({1: 2, 'b': 3}) TypeError: unhashable type: 'list' OrderedDict()
ordered = OrderedDict(zip("abc", range(3)))
print(ordered.move_to_end("a"), ordered, ordered.move_to_end("c", last=False), ordered, attempt(ordered.move_to_end, "z"), attempt(ordered.move_to_end), attempt(ordered.move_to_end, []), attempt(ordered.popitem, 1, 2), ordered.popitem(last=False), ordered.popitem(), ordered, ordered.popitem(), attempt(ordered.popitem), attempt(ordered.popitem, False))  # expect: None OrderedDict() None OrderedDict() KeyError: 'z' TypeError: move_to_end() missing required argument 'key' (pos 1) TypeError: unhashable type: 'list' TypeError: popitem() takes at most 1 argument (2 given) ('c', 2) ('a', 0) OrderedDict() ('b', 1) KeyError: 'dictionary is empty' KeyError: 'dictionary is empty'
ordered = OrderedDict(a=1, b=2)
print(ordered.pop("a"), attempt(ordered.pop, "a"), ordered.pop("a", 5), attempt(ordered.pop), attempt(ordered.pop, []), ordered.setdefault("x"), ordered.setdefault("x", 5), ordered.setdefault("y", 6), attempt(ordered.setdefault, []), attempt(ordered.setdefault), ordered.update(z=1), ordered.update([("w", 2)]), ordered)  # expect: 1 KeyError: 'a' 5 TypeError: pop() missing required argument 'key' (pos 1) TypeError: unhashable type: 'list' None None 6 TypeError: unhashable type: 'list' TypeError: setdefault() missing required argument 'key' (pos 1) None None OrderedDict({'b': 2, 'x': None, 'y': 6, 'z': 1, 'w': 2})
print(ordered == dict(ordered), ordered == OrderedDict(reversed(ordered.items())), ordered != {}, OrderedDict(a=1) | {"b": 2}, {"b": 2} | OrderedDict(a=1), attempt(lambda: ordered | 5), ordered.__ior__({"q": 1}) is ordered, list(reversed(ordered)), list(reversed(ordered.items()))[:1], list(reversed(ordered.values()))[:1], list(reversed(ordered.keys()))[:1], ordered.copy() == ordered, OrderedDict.fromkeys("ab"), OrderedDict.fromkeys("ab", 1), attempt(OrderedDict.fromkeys), attempt(OrderedDict.fromkeys, 5))  # expect: True False True OrderedDict({'a': 1, 'b': 2}) OrderedDict({'b': 2, 'a': 1}) TypeError: unsupported operand type(s) for |: 'collections.OrderedDict' and 'int' True ['q', 'w', 'z', 'y', 'x', 'b'] [('q', 1)] [1] ['q'] True OrderedDict({'a': None, 'b': None}) OrderedDict({'a': 1, 'b': 1}) TypeError: fromkeys() missing required argument 'iterable' (pos 1) TypeError: 'int' object is not iterable
print(copy.copy(ordered) == ordered, pickle.loads(pickle.dumps(ordered)) == ordered, ordered.__reduce__()[1:4], ordered.clear(), ordered, ordered.__sizeof__() > 0, bool(ordered), attempt(hash, ordered), attempt(ordered.__delitem__, "x"), attempt(lambda: ordered["x"]))  # expect: True True ((), None, None) None OrderedDict() True False TypeError: unhashable type: 'collections.OrderedDict' KeyError: 'x' KeyError: 'x'
ordered = OrderedDict(a=1, b=2)
iterator = iter(ordered)
next(iterator)
ordered["c"] = 3
print(attempt(next, iterator))  # expect: RuntimeError: OrderedDict mutated during iteration
iterator = iter(ordered)
next(iterator)
del ordered["b"]
print(attempt(next, iterator), iter(ordered).__reduce__()[1])  # expect: RuntimeError: OrderedDict mutated during iteration (['a', 'c'],)
ordered.attribute = "kept"
print(copy.copy(ordered).attribute, pickle.loads(pickle.dumps(ordered)).attribute, vars(ordered), repr(OrderedDict(a=ordered)))  # expect: kept kept {'attribute': 'kept'} OrderedDict({'a': OrderedDict({'a': 1, 'c': 3})})
ordered["self"] = ordered
print(repr(ordered))  # expect: OrderedDict({'a': 1, 'c': 3, 'self': ...})


class Sub(OrderedDict):
    def __missing__(self, key):
        return "missing " + key


print(Sub(a=1), Sub()["x"], Sub(a=1) | Sub(b=2), type(Sub().copy()).__name__, Sub.fromkeys("a"), Sub(a=1) == OrderedDict(a=1), Sub().pop("x", 1), attempt(Sub().pop, "x"))  # expect: Sub({'a': 1}) missing x Sub({'a': 1, 'b': 2}) Sub Sub({'a': None}) True 1 KeyError: 'x'

# mmap.
print(attempt(mmap.mmap, -1, -1), attempt(mmap.mmap, -1, "x"), attempt(mmap.mmap, "x", 1), attempt(mmap.mmap, -1, 0), attempt(mmap.mmap, 10000, 1), attempt(mmap.mmap, -1, 10, offset=1), attempt(mmap.mmap, -1, 10, offset=-1), attempt(mmap.mmap, -1, 10, access=99), attempt(mmap.mmap, -1, 10, access=1, flags=2), attempt(mmap.mmap, -1, 2 ** 70))  # expect: OverflowError: memory mapped length must be positive TypeError: 'str' object cannot be interpreted as an integer TypeError: 'str' object cannot be interpreted as an integer OSError: [Errno 22] Invalid argument OSError: [Errno 9] Bad file descriptor OSError: [Errno 22] Invalid argument OverflowError: memory mapped offset must be positive ValueError: mmap invalid access parameter. ValueError: mmap can't specify both access and flags, prot. OverflowError: Python int too large to convert to C ssize_t
with open("mapped", "w+b") as file:
    print(attempt(mmap.mmap, file.fileno(), 0), file.write(b"one\ntwo\nthree three"), file.flush(), attempt(mmap.mmap, file.fileno(), 100), attempt(mmap.mmap, file.fileno(), 0, offset=4096))  # expect: ValueError: cannot mmap an empty file 19 None ValueError: mmap length is greater than file size ValueError: mmap offset is greater than file size
    with mmap.mmap(file.fileno(), 0) as area:
        print(len(area), area[0], area[-1], area[:3], area[::5], attempt(lambda: area[99]), attempt(lambda: area["x"]), attempt(area.__setitem__, 0, 256), attempt(area.__setitem__, 0, b"x"), attempt(area.__setitem__, 99, 1), attempt(area.__setitem__, slice(0, 2), b"abc"), attempt(area.__setitem__, slice(0, 2), "ab"), area.__setitem__(0, 79), area.__setitem__(slice(0, 6, 2), b"XYZ"), area[:6], attempt(area.__delitem__, 0))  # expect: 19 111 101 b'one' b'owrh' IndexError: mmap index out of range TypeError: mmap indices must be integers ValueError: mmap item value must be in range(0, 256) TypeError: mmap item value must be an int IndexError: mmap index out of range IndexError: mmap slice assignment is wrong size TypeError: a bytes-like object is required, not 'str' None None b'XnY\nZw' TypeError: mmap doesn't support item deletion
        print(area.find(b"three"), area.find(b"three", 9), area.find(b"zz"), area.rfind(b"three"), area.find(b""), area.find(b"three", -5), area.rfind(b"t", 0, 5), attempt(area.find, "x"), attempt(area.find, b"x", "y"), area.read(2), area.readline(), area.tell(), area.seek(0, 2), area.read(), area.readline(), attempt(area.read_byte), area.seek(0), area.read_byte(), attempt(area.seek, -1), attempt(area.seek, 100), attempt(area.seek, 0, 9), attempt(area.seek, "x"), area.seek(-3, 2), area.read(-1), area.seek(1, 0), area.seek(1, 1), area.read(None)[:3], attempt(area.read, "x"))  # expect: 8 14 -1 14 0 14 -1 TypeError: a bytes-like object is required, not 'str' TypeError: 'str' object cannot be interpreted as an integer b'Xn' b'Y\n' 4 19 b'' b'' ValueError: read byte out of range 0 88 ValueError: seek out of range ValueError: seek out of range ValueError: unknown seek type TypeError: 'str' object cannot be interpreted as an integer 16 b'ree' 1 2 b'Y\nZ' TypeError: argument should be integer or None, not 'str'
        print(area.seek(0), area.write(b"12"), area.write_byte(51), attempt(area.write_byte, 256), attempt(area.write_byte, "x"), attempt(area.write, "x"), attempt(area.write, b"x" * 100), area[:4], area.move(0, 4, 3), area[:8], attempt(area.move, 0, 0, 100), attempt(area.move, -1, 0, 1), attempt(area.move, "x", 0, 1), area.flush(), area.flush(0, 4), attempt(area.flush, 1, 4), attempt(area.flush, -1, 4), attempt(area.flush, 0, 100), area.size(), attempt(area.resize, -1), attempt(area.resize, "x"), area.resize(30), len(area), area.size(), area.seekable(), area.closed)  # expect: 0 2 None OverflowError: unsigned byte integer is greater than maximum TypeError: 'str' object cannot be interpreted as an integer TypeError: a bytes-like object is required, not 'str' ValueError: data out of range b'123\n' None b'Zwo\nZwo\n' ValueError: source, destination, or count out of range ValueError: source, destination, or count out of range TypeError: 'str' object cannot be interpreted as an integer None None OSError: [Errno 22] Invalid argument ValueError: flush values out of range ValueError: flush values out of range 19 ValueError: new size out of range TypeError: 'str' object cannot be interpreted as an integer None 30 30 True False
        view = memoryview(area)
        print(attempt(area.close), attempt(area.resize, 5), view[:2].tobytes(), view.release(), attempt(area.madvise, 99999), area.madvise(mmap.MADV_NORMAL), attempt(area.madvise, mmap.MADV_NORMAL, -1), attempt(area.madvise, mmap.MADV_NORMAL, 100), attempt(area.madvise, mmap.MADV_NORMAL, 0, -1), repr(area), attempt(hash, area) is not None)  # expect: BufferError: cannot close exported pointers exist BufferError: mmap can't resize with extant buffers exported. b'Zw' None OSError: [Errno 22] Invalid argument None ValueError: madvise start out of bounds ValueError: madvise start out of bounds ValueError: madvise length invalid <mmap.mmap closed=False, access=ACCESS_DEFAULT, length=30, pos=3, offset=0> True
    print(repr(area), area.closed, [attempt(getattr(area, name), *given) for name, *given in (("read",), ("readline",), ("read_byte",), ("write", b"x"), ("write_byte", 1), ("seek", 0), ("tell",), ("size",), ("flush",), ("find", b"x"), ("move", 0, 0, 0), ("resize", 1), ("close",), ("madvise", 0), ("__len__",), ("__getitem__", 0), ("__enter__",))])  # expect: <mmap.mmap closed=True> True ['ValueError: mmap closed or invalid', 'ValueError: mmap closed or invalid', 'ValueError: mmap closed or invalid', 'ValueError: mmap closed or invalid', 'ValueError: mmap closed or invalid', 'ValueError: mmap closed or invalid', 'ValueError: mmap closed or invalid', 'ValueError: mmap closed or invalid', 'ValueError: mmap closed or invalid', 'ValueError: mmap closed or invalid', 'ValueError: mmap closed or invalid', 'ValueError: mmap closed or invalid', None, 'ValueError: mmap closed or invalid', 'ValueError: mmap closed or invalid', 'ValueError: mmap closed or invalid', 'ValueError: mmap closed or invalid']
    def of_access(access):
        with mmap.mmap(file.fileno(), 0, access=access) as area:
            calls = ("__setitem__", 0, 90), ("write", b"q"), ("write_byte", 1), ("resize", 50), ("move", 0, 1, 1), ("flush",)
            return [attempt(getattr(area, name), *given) for name, *given in calls], area[0], memoryview(area).readonly

    print(of_access(mmap.ACCESS_READ))  # expect: (["TypeError: mmap can't modify a readonly memory map.", "TypeError: mmap can't modify a readonly memory map.", "TypeError: mmap can't modify a readonly memory map.", "TypeError: mmap can't resize a readonly or copy-on-write memory map.", "TypeError: mmap can't modify a readonly memory map.", None], 90, True)
    print(of_access(mmap.ACCESS_COPY))  # expect: ([None, 1, None, "TypeError: mmap can't resize a readonly or copy-on-write memory map.", None, None], 1, False)
print(open("mapped", "rb").read())  # expect: b'Zwo\nZwo\nthree three\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
