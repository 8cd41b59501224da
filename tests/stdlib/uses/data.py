"""Uses of the modules for numbers, containers, dates and records; `# module NAME` opens each."""

# module collections
from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict, deque, namedtuple
Point = namedtuple("Point", "x y", defaults=[0])
print(Point(1), Point(2, 3)._replace(x=9), Counter("abracadabra").most_common(2))
groups = defaultdict(list)
groups["a"].append(1)
ordered = OrderedDict(a=1, b=2)
ordered.move_to_end("a")
print(groups, ordered, deque([1, 2, 3], 2), ChainMap({"x": 1}, {"y": 2})["y"], UserDict(k=1))

# module collections.abc
from collections.abc import Iterable, Mapping, MutableSequence, Sequence
class Words(MutableSequence):
    def __init__(self): self.words = []
    def __len__(self): return len(self.words)
    def __getitem__(self, index): return self.words[index]
    def __setitem__(self, index, word): self.words[index] = word
    def __delitem__(self, index): del self.words[index]
    def insert(self, index, word): self.words.insert(index, word)
words = Words()
words.extend("abc")
words.reverse()
print(list(words), words.pop(), isinstance(words, Sequence), isinstance({}, Mapping), Iterable[int])

# module heapq
import heapq
heap = [5, 1, 8, 3]
heapq.heapify(heap)
print([heapq.heappop(heap) for _ in range(4)], heapq.nlargest(2, [4, 9, 1]), list(heapq.merge([1, 4], [2])))

# module bisect
import bisect
scores = [10, 20, 20, 30]
bisect.insort(scores, 25)
print(scores, bisect.bisect_left(scores, 20), bisect.bisect(scores, 20), bisect.bisect([3, 1], 2, key=abs))

# module array
from array import array
numbers = array("i", [3, 1, 2])
numbers.extend([9])
print(numbers, numbers.tobytes(), array("d", [1.5]).itemsize, array("u", "ab").tounicode())

# module weakref
import weakref
class Node: pass
node = Node()
reference, seen = weakref.ref(node, lambda _: print("gone")), weakref.WeakValueDictionary(n=node)
finalizer = weakref.finalize(node, print, "finalized")
print(reference() is node, len(seen), finalizer.alive)
del node
print(reference(), len(seen), finalizer.alive)

# module types
import types
print(types.SimpleNamespace(a=1), types.MappingProxyType({"k": 1}), types.new_class("C", (int,)).__mro__[1])
print(types.GenericAlias(list, (int,)), isinstance(len, types.BuiltinFunctionType))

# module copy
import copy
class Box:
    def __init__(self, items): self.items = items
box = Box([[1], {2: (3,)}])
deep, shallow = copy.deepcopy(box), copy.copy(box)
print(shallow.items is box.items, deep.items == box.items, deep.items[0] is box.items[0])
print(copy.replace(__import__("datetime").date(2024, 1, 2), day=5))

# module copyreg
import copyreg
import pickle
class Odd:
    def __init__(self, n): self.n = n
copyreg.pickle(Odd, lambda odd: (Odd, (odd.n * 2,)))
print(pickle.loads(pickle.dumps(Odd(4))).n, copyreg.__reduce_ex__.__name__)

# module enum
import enum
class Color(enum.Enum):
    RED = 1
    GREEN = enum.auto()
    CRIMSON = RED
class Mode(enum.Flag):
    READ = 4
    WRITE = 2
print(list(Color), Color.CRIMSON, Color(2).name, Mode.READ | Mode.WRITE, Mode.WRITE in Mode(6))
print(enum.IntEnum("Level", "LOW HIGH").HIGH + 1, enum.StrEnum("Tag", {"A": "a"}).A)
try:
    Color(9)
except ValueError as error:
    print(error)

# module dataclasses
from dataclasses import asdict, astuple, dataclass, field, fields, replace
@dataclass(order=True, frozen=True)
class Item:
    name: str
    price: float = 1.0
    tags: list = field(default_factory=list, compare=False, repr=False)
item = Item("pen", tags=["x"])
print(item, asdict(item), replace(item, price=2.0) > item, [f.name for f in fields(item)], astuple(item))
try:
    item.name = "ink"
except Exception as error:
    print(type(error).__name__, error)

# module numbers
import numbers
print(isinstance(3, numbers.Integral), isinstance(2.5, numbers.Rational), issubclass(complex, numbers.Number))

# module math
import math
print(math.comb(10, 3), math.isqrt(99), math.fsum([0.1] * 10), math.gcd(12, 18), math.hypot(3, 4), math.tau)

# module cmath
import cmath
print(cmath.sqrt(-4), cmath.phase(1j), cmath.isclose(cmath.exp(cmath.pi * 1j), -1))

# module decimal
from decimal import Decimal, getcontext, localcontext, ROUND_HALF_UP
getcontext().prec = 10
print(Decimal(1) / 7, Decimal("1.10") + Decimal("2.205"), Decimal("2.675").quantize(Decimal("0.01"), ROUND_HALF_UP))
with localcontext(prec=30):
    print(Decimal(2).sqrt(), Decimal("1e3").normalize(), f"{Decimal('1234567.891'):,.2f}")

# module _pydecimal
from _pydecimal import Decimal, Context
print(Decimal(1) / 3, Decimal("0.5").exp(), Context(prec=5).divide(Decimal(10), 3), Decimal(2) ** 100)

# module fractions
from fractions import Fraction
print(Fraction(3, 4) + Fraction("1/6"), Fraction(0.125), Fraction("3.14159").limit_denominator(10), f"{Fraction(1, 3):.3f}")

# module statistics
import statistics
data = [2.5, 3.25, 5.5, 11.5, 11.5]
print(statistics.mean(data), statistics.median(data), statistics.mode(data), statistics.stdev(data))
print(statistics.quantiles(data), statistics.linear_regression([1, 2, 3], [2, 4, 7]))
print(statistics.NormalDist(100, 15).cdf(115), statistics.correlation(data, data[::-1]))

# module random
import random
random.seed(42)
print(random.random(), random.randint(1, 100), random.sample(range(50), 4), random.choices("ab", [1, 3], k=5))
print(random.gauss(0, 1), random.shuffle(x := list(range(6))), x, random.Random("s").getrandbits(70))

# module secrets
import secrets
print(len(secrets.token_hex(8)), secrets.compare_digest("a", "a"), secrets.choice([7]), 0 <= secrets.randbelow(5) < 5)

# module datetime
from datetime import date, datetime, timedelta, timezone
moment = datetime(2024, 2, 29, 13, 5, tzinfo=timezone(timedelta(hours=2)))
print(moment.isoformat(), moment + timedelta(days=366), moment.astimezone(timezone.utc), moment.timestamp())
print(datetime.strptime("05 Mar 2023", "%d %b %Y"), date.fromisocalendar(2024, 9, 4), f"{moment:%A %j %p}")
print(repr(timedelta(days=1, seconds=-5)), date(2024, 3, 1) - date(2023, 3, 1))

# module _pydatetime
from _pydatetime import date, datetime, timedelta
print(datetime(2024, 2, 29, 13) + timedelta(1.5), date.fromisoformat("2024-W09-4"))

# module _strptime
import _strptime
print(_strptime._strptime_time("2024-05-06 07:08", "%Y-%m-%d %H:%M"))

# module zoneinfo
import zoneinfo
from datetime import datetime
zone = zoneinfo.ZoneInfo("Europe/Berlin")
summer = datetime(2024, 7, 1, 12, tzinfo=zone)
print(summer, summer.utcoffset(), summer.tzname(), zone, "UTC" in zoneinfo.available_timezones())

# module calendar
import calendar
print(calendar.month(2024, 2), calendar.monthrange(2023, 2), calendar.isleap(1900), calendar.timegm((1970, 1, 2, 0, 0, 0)))
print(calendar.HTMLCalendar(firstweekday=6).formatmonth(2024, 2)[:120], list(calendar.Calendar().itermonthdays(2024, 6))[:8])

# module time
import time
print(time.gmtime(0), time.strftime("%Y-%m-%d", time.gmtime(86400)), time.monotonic() <= time.monotonic())

# module itertools
import itertools
print(list(itertools.product("ab", repeat=2)), list(itertools.batched("abcde", 2)))
print([(k, len(list(g))) for k, g in itertools.groupby("aabccc")], list(itertools.accumulate([1, 2, 3])))

# module functools
import functools
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
@functools.singledispatch
def show(value): return "any"
@show.register
def _(value: int): return "int"
print(fib(50), fib.cache_info(), show(1), show("x"), functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]))
print(functools.partial(int, base=2)("101"), sorted([3, 1], key=functools.cmp_to_key(lambda a, b: a - b)))

# module operator
import operator
print(operator.itemgetter(1, 0)("ab"), operator.attrgetter("real")(3), operator.methodcaller("upper")("x"))
print(operator.concat([1], [2]), operator.index(True), operator.length_hint(iter([1, 2])))

# module graphlib
import graphlib
print(list(graphlib.TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"b"}}).static_order()))
try:
    graphlib.TopologicalSorter({1: [2], 2: [1]}).prepare()
except graphlib.CycleError as error:
    print(error.args[0])

# module colorsys
import colorsys
print(colorsys.rgb_to_hsv(0.2, 0.4, 0.4), colorsys.hls_to_rgb(0.5, 0.25, 0.5), colorsys.rgb_to_yiq(1, 0, 0))

# module struct
import struct
print(struct.pack("<hIq", -1, 2, 3), struct.unpack(">f", b"\x40\x48\xf5\xc3"), struct.calcsize("@bi"))
print(list(struct.iter_unpack("<H", b"\1\0\2\0")), struct.Struct("3s?").pack(b"abcd", True))

# module pickle
import pickle
value = {"a": [1, 2.5, None], "b": {3, 4}, "c": (b"x", "é"), "d": range(3)}
print([pickle.loads(pickle.dumps(value, protocol)) == value for protocol in range(6)])
print(pickle.dumps([1, "a"], 0), pickle.dumps((True, 2**70), 4))

# module pickletools
import pickle
import pickletools
pickletools.dis(pickle.dumps({"a": [1, (2.5,)]}, 2))
print(pickletools.optimize(pickle.dumps("xyz", 4)))

# module marshal
import marshal
print(marshal.loads(marshal.dumps([1, "a", (2.5, None, b"x"), {1: 2}])))

# module shelve
import shelve
with shelve.open("shelf") as shelf:
    shelf["key"] = [1, {"a": 2}]
    shelf["other"] = "x"
with shelve.open("shelf") as shelf:
    print(sorted(shelf.items()))

# module dbm
import dbm
with dbm.open("data", "c") as database:
    database["k"] = "v"
    print(database["k"], list(database.keys()), b"k" in database)
print(dbm.whichdb("data"))

# module dbm.dumb
import dbm.dumb
with dbm.dumb.open("data", "n") as database:
    database[b"k"] = b"v" * 5
    database["l"] = "m"
    del database["l"]
with dbm.dumb.open("data", "r") as database:
    print(dict(database))

# module dbm.sqlite3
import dbm.sqlite3
with dbm.sqlite3.open("data", "c") as database:
    database["k"] = "v"
    print(database[b"k"], len(database), list(database))

# module sqlite3
import sqlite3
connection = sqlite3.connect(":memory:")
connection.execute("create table t(a integer, b text)")
connection.executemany("insert into t values (?, ?)", [(1, "x"), (2, "y"), (3, None)])
connection.row_factory = sqlite3.Row
print([tuple(row) for row in connection.execute("select b, a from t where a > :low", {"low": 1})])
print(connection.execute("select count(*) as n from t").fetchone().keys(), connection.total_changes)
try:
    connection.execute("selec 1")
except sqlite3.Error as error:
    print(type(error).__name__, error)

# module hashlib
import hashlib
for name in "md5", "sha1", "sha256", "sha3_256", "blake2b":
    print(name, hashlib.new(name, b"abc").hexdigest())
print(hashlib.pbkdf2_hmac("sha256", b"pass", b"salt", 10).hex(), hashlib.shake_128(b"").hexdigest(8))

# module hmac
import hmac
print(hmac.new(b"key", b"message", "sha256").hexdigest(), hmac.compare_digest(b"a", b"b"))
print(hmac.digest(b"k", b"m", "md5"))

# module uuid
import uuid
print(uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), uuid.UUID(int=5).hex, uuid.uuid4().version)

# module keyword
import keyword
print(keyword.kwlist, keyword.softkwlist, keyword.iskeyword("await"))

# module abc
import abc
class Shape(abc.ABC):
    @property
    @abc.abstractmethod
    def area(self): ...
try:
    Shape()
except TypeError as error:
    print(error)
print(sorted(Shape.__abstractmethods__), abc.get_cache_token() >= 0)

# module _py_abc
from _py_abc import ABCMeta
class Base(metaclass=ABCMeta): pass
Base.register(int)
print(isinstance(3, Base), issubclass(str, Base))

# module typing
import typing
T = typing.TypeVar("T")
class Box(typing.Generic[T]):
    item: "T"
class Movie(typing.TypedDict, total=False):
    name: typing.Required[str]
@typing.runtime_checkable
class Sized(typing.Protocol):
    def __len__(self) -> int: ...
print(Box[int], typing.Optional[int], typing.get_type_hints(Box), Movie.__required_keys__, isinstance([], Sized))
print(typing.get_args(typing.Callable[[int], str]), typing.NamedTuple("P", [("x", int)])(3), typing.Literal[1, "a"])

# module contextlib
import contextlib
import io
@contextlib.contextmanager
def tag(name):
    print("<" + name)
    yield name
    print(name + ">")
with contextlib.ExitStack() as stack, contextlib.suppress(KeyError):
    print([stack.enter_context(tag(name)) for name in "ab"])
    raise KeyError
with contextlib.redirect_stdout(io.StringIO()) as out:
    print("hidden")
print(out.getvalue(), contextlib.nullcontext(5).__enter__())

# module contextvars
import contextvars
variable = contextvars.ContextVar("variable", default=1)
context = contextvars.copy_context()
print(context.run(lambda: (variable.set(5), variable.get())[1]), variable.get(), context[variable])
