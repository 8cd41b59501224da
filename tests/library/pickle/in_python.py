# pickle._Pickler and _Unpickler write and read what the native ones do, and their parts can be
# overridden.
import collections
import decimal
import io
import pickle


class Point:
    def __init__(self, x):
        self.x = x


class Slots:
    __slots__ = "a", "b"

    def __init__(self):
        self.a, self.b = 1, [2]


class Keyword:
    def __new__(cls, *, k):
        self = object.__new__(cls)
        self.k = k
        return self

    def __getnewargs_ex__(self):
        return (), {"k": self.k}

    class Inside:
        class Further:
            pass


in_itself, pair, table = [1], ([],), {}
in_itself.append(in_itself)
pair[0].append(pair)
table[1] = table
OBJECTS = [
    None, True, 0, 255, 65536, -1, 2 ** 31, 2 ** 40, -2 ** 200, 2 ** 3000, 1.5, "", "é\n\\\0",
    "\udc80", "x" * 300, "y" * 70000, b"", b"a" * 300, b"z" * 70000, bytearray(70000), (), (1,),
    (1, 2, 3, 4), list(range(2500)), {i: str(i) for i in range(2500)}, set(range(1500)),
    frozenset({1}), in_itself, pair, table, Point(3), [Point(1)] * 3, Keyword(k=2), Keyword.Inside,
    Keyword.Inside.Further, collections.OrderedDict(a=1), collections.deque([1], 3),
    decimal.Decimal("1.5"), len, int, type(None), ..., range(5), "".join, print, Point.__init__,
]
print(all(pickle._dumps(each, p) == pickle.dumps(each, p) for each in OBJECTS for p in range(6)))  # expect: True
print(all(pickle.dumps(pickle._loads(pickle.dumps(each, p)), p) == pickle.dumps(each, p)
          for each in OBJECTS for p in range(6)))  # expect: True
print(pickle._loads(pickle._dumps(Slots())).b, pickle.dumps(Keyword.Inside.Further, 2))  # expect: [2] b'\x80\x02c__builtin__\ngetattr\nq\x00h\x00c__main__\nKeyword\nX\x06\x00\x00\x00Insideq\x01\x86RX\x07\x00\x00\x00Furtherq\x02\x86Rq\x03.'

buffers = []
data = pickle._dumps([pickle.PickleBuffer(b"abc")], 5, buffer_callback=buffers.append)
print(data, bytes(pickle._loads(data, buffers=buffers)[0]))  # expect: b'\x80\x05\x95\x06\x00\x00\x00\x00\x00\x00\x00]\x94\x97\x98a.' b'abc'


class Names(pickle._Pickler):
    dispatch = dict(pickle._Pickler.dispatch)

    def save_point(self, point):
        self.save_reduce(Point, (point.x * 10,), obj=point)
    dispatch[Point] = save_point

    def persistent_id(self, obj):
        return "the list" if obj is in_itself else None


class Finds(pickle._Unpickler):
    def persistent_load(self, pid):
        return pid.upper()

    def find_class(self, module, name):
        return print if name == "print" else super().find_class(module, name)


file = io.BytesIO()
pickler = Names(file, 2)
pickler.dump([Point(4), in_itself])
print(len(pickler.memo))  # expect: 5
file.seek(0)
point, text = Finds(file).load()
print(point.x, text)  # expect: 40 THE LIST
for bad in b"", b".", b"}", b"\x80\x09.", b"h\x01.", b"S'a\n.", b"P1\n.", b"(K\x01d.", b"\x8c":
    try:
        pickle._loads(bad)
    except Exception as error:
        print(f"{type(error).__name__}({error})")
# expect: EOFError()
# expect: IndexError(pop from empty list)
# expect: EOFError()
# expect: ValueError(unsupported pickle protocol: 9)
# expect: UnpicklingError(Memo value not found at index 1)
# expect: UnpicklingError(the STRING opcode argument must be quoted)
# expect: UnpicklingError(unsupported persistent id encountered)
# expect: IndexError(list index out of range)
# expect: IndexError(index out of range)
for bad in lambda: 0, Slots():
    try:
        pickle._dumps(bad, 0)
    except Exception as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])
# expect: PicklingError Can't pickle <function <lambda>
# expect: TypeError a class that defines __slots__ without defining __getstate__ cannot be pickled
