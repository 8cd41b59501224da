"""What ordinary programs do: text, containers, classes, numbers, generators, modules."""

CASES = {
    "text": (
        """
import string, textwrap
words = [f"word{i % 97}" for i in range(2000)]
line = " ".join(words)
lines = [f"{i},name {i},{i * 1.5},{i % 2 == 0}" for i in range(500)]
table = str.maketrans("abcdefgh", "ABCDEFGH", "xyz")
prose = "The quick brown fox jumps over the lazy dog, then sleeps. " * 40
template = string.Template("$name is $age")
accented = "na\\xefve caf\\xe9 \\u4e2d\\u6587 " * 100
""",
        {
            "build +=": "s = ''\nfor w in words: s += w + ' '",
            "build list join": "out = []\nfor w in words: out.append(w.upper())\n''.join(out)",
            "split fields": "for l in lines: a, b, c, d = l.split(',')",
            "split strip": "[f.strip() for l in lines for f in l.split(',')]",
            "join ints": "','.join(str(i) for i in range(1000))",
            "join map": "','.join(map(str, range(1000)))",
            "f-string": "for i in range(500): f'{i}: {i * 2} of {i / 3:.2f}'",
            "f-string wide": "for i in range(500): f'{i:>10}|{i:<10}|{i:^10}|{i:010d}|{i:,}|{i:x}'",
            "f-string floats": "for i in range(500): f'{i / 7:.3f} {i / 7:10.4e} {i / 7:g} {i / 7}'",
            "f-string repr": "for w in words: f'{w!r}'",
            "f-string =": "for i in range(500): f'{i=}'",
            "format": "for i in range(500): '{0}: {1:>8} {name}'.format(i, i * 2, name='x')",
            "percent": "for i in range(500): '%5d %-10s %6.2f' % (i, 'abc', i / 3)",
            "template": "for i in range(100): template.substitute(name='Ada', age=i)",
            "translate": "prose.translate(table)",
            "replace": "prose.replace('fox', 'cat').replace('dog', 'mouse')",
            "count find": "prose.count('fox'), prose.find('zebra'), prose.rfind('quick')",
            "title lower": "prose.title().lower().swapcase()",
            "is alpha": "sum(1 for c in prose if c.isalpha())",
            "characters": "for c in prose:\n    if c == ' ': pass",
            "ord shift": "''.join(chr((ord(c) - 97 + 13) % 26 + 97) if 'a' <= c <= 'z' else c for c in prose)",
            "reverse": "prose[::-1]",
            "palindromes": "[w for w in words if w == w[::-1]]",
            "starts": "sum(l.startswith(('1', '2')) for l in lines)",
            "partition": "for l in lines: l.partition(',')",
            "splitlines": "'\\n'.join(lines).splitlines()",
            "encode decode": "prose.encode().decode()",
            "encode accented": "accented.encode().decode()",
            "latin": "accented[:11].encode('latin-1').decode('latin-1')",
            "zip characters": "sum(a == b for a, b in zip(prose, reversed(prose)))",
            "wrap": "textwrap.wrap(prose, 60)",
            "dedent": "textwrap.dedent('    a\\n    b\\n      c\\n' * 20)",
            "indent": "textwrap.indent(prose.replace('. ', '\\n'), '> ')",
            "expandtabs": "(prose.replace(' ', '\\t')).expandtabs()",
            "center": "for w in words: w.center(20, '*')",
            "sort words": "sorted(words)",
            "sort lower": "sorted(words, key=str.lower)",
            "int parse": "[int(l[:l.index(',')]) for l in lines]",
            "float parse": "[float(l.split(',')[2]) for l in lines]",
            "hex": "[hex(i)[2:].zfill(8) for i in range(500)]",
            "in": "sum('fox' in w for w in words)",
        },
    ),
    "containers": (
        """
import bisect, collections, copy, heapq, itertools, functools, operator, random
words = [f"word{i % 97}" for i in range(2000)]
numbers = [i * 7919 % 10007 for i in range(2000)]
floats = [n / 7 for n in numbers]
pairs = [(n % 50, w) for n, w in zip(numbers, words)]
rows = [{"id": i, "name": f"n{i % 31}", "value": i * 1.5} for i in range(500)]
graph = {i: [(i * 2) % 500, (i * 3 + 1) % 500, (i + 7) % 500] for i in range(500)}
Point = collections.namedtuple("Point", "x y")
points = [Point(i, i * 2) for i in range(500)]
nested = {"a": [1, 2, {"b": (3, 4), "c": "text"}], "d": {str(i): [i] for i in range(50)}}
matrix = [[i * j for j in range(30)] for i in range(30)]
big = {i: str(i) for i in range(2000)}
left, right = set(numbers[:1000]), set(numbers[500:1500])
word_set = set(words)
texts = set(str(i) for i in range(1000)); other_texts = set(str(i) for i in range(500, 1500))
""",
        {
            "dict of lists": "d = {}\nfor k, w in pairs: d.setdefault(k, []).append(w)",
            "defaultdict": "d = collections.defaultdict(list)\nfor k, w in pairs: d[k].append(w)",
            "count get": "d = {}\nfor w in words: d[w] = d.get(w, 0) + 1",
            "Counter": "collections.Counter(words).most_common(10)",
            "Counter ints": "collections.Counter(numbers)",
            "list comprehension": "[n * n for n in numbers if n % 3 == 0]",
            "nested comprehension": "[a * b for a in range(40) for b in range(40)]",
            "dict comprehension": "{w: len(w) for w in words}",
            "set comprehension": "{n % 100 for n in numbers}",
            "generator sum": "sum(n * 2 for n in numbers)",
            "any all": "any(n > 20000 for n in numbers), all(n >= 0 for n in numbers)",
            "pipeline": "sum(map(lambda n: n + 1, filter(lambda n: n & 1, numbers)))",
            "sort": "sorted(numbers)",
            "sort floats": "sorted(floats)",
            "sort reverse": "sorted(numbers, reverse=True)",
            "sort key lambda": "sorted(rows, key=lambda r: r['name'])",
            "sort itemgetter": "sorted(rows, key=operator.itemgetter('name'))",
            "sort attrgetter": "sorted(points, key=operator.attrgetter('y'))",
            "sort tuples": "sorted(pairs)",
            "sort items by value": "sorted(big.items(), key=lambda item: item[1])",
            "sort sorted": "sorted(range(2000))",
            "min max key": "min(rows, key=lambda r: r['value']), max(rows, key=lambda r: r['value'])",
            "min max": "min(numbers), max(numbers), min(floats), max(floats), sum(floats)",
            "group": "for k, g in itertools.groupby(sorted(pairs), key=lambda p: p[0]): len(list(g))",
            "bfs": "seen, queue = {0}, collections.deque([0])\nwhile queue:\n    n = queue.popleft()\n    for m in graph[n]:\n        if m not in seen:\n            seen.add(m)\n            queue.append(m)",
            "dijkstra": "best, heap = {0: 0}, [(0, 0)]\nwhile heap:\n    d, n = heapq.heappop(heap)\n    if d > best[n]: continue\n    for m in graph[n]:\n        e = d + (n * 7 + m) % 13 + 1\n        if e < best.get(m, 1 << 60):\n            best[m] = e\n            heapq.heappush(heap, (e, m))",
            "heap ints": "h = []\nfor n in numbers: heapq.heappush(h, n)\nwhile h: heapq.heappop(h)",
            "heapify nlargest": "heapq.nlargest(10, numbers), heapq.nsmallest(10, numbers)",
            "deque rotate": "d = collections.deque(numbers)\nfor _ in range(100): d.rotate(7)",
            "deque window": "d = collections.deque(maxlen=5)\nfor n in numbers: d.append(n)",
            "namedtuple make": "for i in range(500): Point(i, i)",
            "namedtuple access": "for p in points: p.x + p.y",
            "namedtuple unpack": "for x, y in points: x + y",
            "namedtuple replace": "for p in points[:100]: p._replace(x=1)",
            "OrderedDict": "d = collections.OrderedDict()\nfor w in words: d[w] = 1\nfor w in words[:50]: d.move_to_end(w)",
            "ChainMap": "c = collections.ChainMap({'a': 1}, big)\nfor i in range(100): c[i]",
            "deepcopy": "copy.deepcopy(nested)",
            "deepcopy objects": "copy.deepcopy(rows[:50])",
            "copy": "copy.copy(big), copy.copy(numbers)",
            "transpose": "list(zip(*matrix))",
            "matrix product": "[[sum(a * b for a, b in zip(row, column)) for column in zip(*matrix[:12])] for row in matrix[:12]]",
            "matrix loops": "c = [[0] * 12 for _ in range(12)]\nfor i in range(12):\n    for j in range(12):\n        for k in range(12): c[i][j] += matrix[i][k] * matrix[k][j]",
            "list slices": "[numbers[i:i + 10] for i in range(0, 2000, 10)]",
            "list pop append": "l = []\nfor n in numbers: l.append(n)\nwhile l: l.pop()",
            "list insert": "l = []\nfor n in numbers[:300]: bisect.insort(l, n)",
            "list remove": "l = numbers[:200]\nfor n in numbers[:200]: l.remove(n)",
            "list extend": "l = []\nfor row in matrix: l.extend(row)",
            "list concatenate": "l = []\nfor row in matrix: l = l + row",
            "list equal": "numbers == list(numbers)",
            "list reverse": "numbers[::-1]; numbers.copy().reverse()",
            "list of zeros": "[0] * 1000; [None] * 1000; [0.0] * 1000",
            "tuples": "tuple(numbers) + (1, 2); tuple(n for n in numbers)",
            "enumerate zip": "for i, (a, b) in enumerate(zip(numbers, words)): pass",
            "accumulate": "list(itertools.accumulate(numbers))",
            "itertools chain": "list(itertools.chain.from_iterable(matrix))",
            "combinations": "list(itertools.combinations(range(16), 3))",
            "permutations": "list(itertools.permutations(range(6)))",
            "product": "sum(1 for a, b in itertools.product(range(40), repeat=2))",
            "islice count": "list(itertools.islice(itertools.count(), 1000))",
            "pairwise": "[b - a for a, b in itertools.pairwise(numbers)]",
            "zip_longest": "list(itertools.zip_longest(numbers, words[:50]))",
            "reduce": "functools.reduce(operator.add, numbers)",
            "reduce lambda": "functools.reduce(lambda a, b: a + b, numbers)",
            "dict items": "for k, v in big.items(): pass",
            "dict merge": "{**big, 'a': 1} | {'b': 2}",
            "dict invert": "{v: k for k, v in big.items()}",
            "dict delete": "d = dict(big)\nfor k in list(d):\n    if k & 1: del d[k]",
            "dict of tuples": "d = {}\nfor i in range(500): d[i, i + 1] = i\nfor i in range(500): d[i, i + 1]",
            "dict fromkeys": "dict.fromkeys(numbers)",
            "dict zip": "dict(zip(words, numbers))",
            "dict equal": "big == dict(big)",
            "unique ordered": "list(dict.fromkeys(words))",
            "set from list": "set(numbers)",
            "set from words": "set(words)",
            "set algebra": "left & right, left | right, left - right, left ^ right",
            "set algebra of str": "texts & other_texts, texts | other_texts, texts - other_texts, texts ^ other_texts",
            "set in": "sum(n in left for n in numbers)",
            "set of str in": "sum(w in word_set for w in words)",
            "set add": "s = set()\nfor n in numbers: s.add(n)",
            "frozenset": "d = {frozenset((i, i + 1)): i for i in range(300)}",
            "shuffle": "random.shuffle(numbers[:500])",
            "sample choice": "random.sample(numbers, 50); [random.choice(numbers) for _ in range(100)]",
        },
    ),
    "classes": (
        """
import abc, dataclasses, enum, functools, typing, contextlib, weakref
@dataclasses.dataclass
class Item:
    name: str
    price: float
    count: int = 1
    def total(self): return self.price * self.count
@dataclasses.dataclass(frozen=True, order=True)
class Key:
    a: int
    b: int
@dataclasses.dataclass(slots=True)
class Small:
    a: int
    b: int = 0
    tags: list = dataclasses.field(default_factory=list)
items = [Item(f"n{i}", i * 1.5) for i in range(300)]
keys = [Key(i % 7, i) for i in range(300)]
class Colour(enum.Enum):
    RED = 1; GREEN = 2; BLUE = 3
class Flag(enum.Flag):
    A = 1; B = 2; C = 4
class Level(enum.IntEnum):
    LOW = 1; HIGH = 5
class Base:
    def __init__(self, a): self.a = a
    def area(self): return self.a
class Middle(Base):
    def __init__(self, a, b): super().__init__(a); self.b = b
    def area(self): return super().area() * self.b
class Last(Middle):
    def __init__(self, a, b, c): super().__init__(a, b); self.c = c
    def area(self): return super().area() * self.c
class Slotted:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x = x; self.y = y
class Vector:
    def __init__(self, x, y): self.x = x; self.y = y
    def __add__(self, other): return Vector(self.x + other.x, self.y + other.y)
    def __mul__(self, k): return Vector(self.x * k, self.y * k)
    def __eq__(self, other): return self.x == other.x and self.y == other.y
    def __hash__(self): return hash((self.x, self.y))
    def __lt__(self, other): return (self.x, self.y) < (other.x, other.y)
    def __repr__(self): return f"Vector({self.x}, {self.y})"
vectors = [Vector(i * 7 % 101, i) for i in range(200)]
class Temperature:
    def __init__(self): self._c = 0.0
    @property
    def f(self): return self._c * 9 / 5 + 32
    @f.setter
    def f(self, value): self._c = (value - 32) * 5 / 9
    @functools.cached_property
    def once(self): return 42
    @classmethod
    def make(cls): return cls()
    @staticmethod
    def zero(): return 0
t = Temperature()
class Positive:
    def __set_name__(self, owner, name): self.name = "_" + name
    def __get__(self, o, owner=None): return getattr(o, self.name)
    def __set__(self, o, value): setattr(o, self.name, value)
class Account:
    balance = Positive()
    def __init__(self): self.balance = 1
account = Account()
class Stack:
    def __init__(self): self.items = []
    def push(self, item): self.items.append(item)
    def pop(self): return self.items.pop()
    def __len__(self): return len(self.items)
    def __iter__(self): return iter(self.items)
    def __getitem__(self, i): return self.items[i]
    def __contains__(self, x): return x in self.items
class Range3:
    def __init__(self, n): self.n = n; self.i = 0
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1
        return self.i
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
class Square(Shape):
    def area(self): return 4
square = Square()
class Node:
    def __init__(self, value, left=None, right=None): self.value, self.left, self.right = value, left, right
def tree(d): return Node(d, tree(d - 1), tree(d - 1)) if d else None
def walk(n): return n.value + walk(n.left) + walk(n.right) if n else 0
root = tree(8)
class Dynamic:
    def __getattr__(self, name): return name
dynamic = Dynamic()
class Many:
    def __init__(self, **k): self.__dict__.update(k)
class Keyword:
    def __init__(self, a, b=2, *, c=3): self.a = a; self.b = b; self.c = c
class Typed(typing.NamedTuple):
    a: int
    b: str = "x"
@contextlib.contextmanager
def managed(): yield 1
class Manager:
    def __enter__(self): return self
    def __exit__(self, *error): return False
@functools.lru_cache(None)
def cached_fib(n): return n if n < 2 else cached_fib(n - 1) + cached_fib(n - 2)
@functools.singledispatch
def show(x): return "object"
@show.register
def _(x: int): return "int"
""",
        {
            "dataclass make": "for i in range(300): Item('n', 1.5, i)",
            "dataclass use": "for i in items: i.total()",
            "dataclass equal": "items == list(items); items[0] == items[1]",
            "dataclass repr": "for i in items: repr(i)",
            "dataclass replace": "for i in items[:50]: dataclasses.replace(i, count=3)",
            "dataclass asdict": "for i in items[:50]: dataclasses.asdict(i)",
            "dataclass frozen make": "for i in range(200): Key(i, i)",
            "dataclass order": "sorted(keys, reverse=True)",
            "dataclass hash": "set(keys)",
            "dataclass slots": "for i in range(200): Small(i).tags",
            "dataclass define": "@dataclasses.dataclass\nclass C:\n    a: int\n    b: str = ''",
            "class define": "class C:\n    x = 1\n    def f(self): pass\n    def g(self): pass",
            "enum define": "class E(enum.Enum):\n    A = 1; B = 2",
            "enum attributes": "for i in range(200): Colour.RED, Colour.GREEN.value, Colour.BLUE.name",
            "enum lookup": "for i in range(200): Colour(2), Colour['RED']",
            "enum compare": "for i in range(200): Colour.RED is Colour.RED; Colour.RED == Colour.BLUE",
            "enum iterate": "for i in range(50):\n    for c in Colour: pass",
            "enum dict": "d = {c: c.name for c in Colour}\nfor i in range(200): d[Colour.RED]",
            "flag": "for i in range(100): Flag.A | Flag.B, Flag.A in (Flag.A | Flag.C)",
            "int enum": "for i in range(200): Level.HIGH > Level.LOW, Level.LOW + 1",
            "super": "for i in range(200): Last(1, 2, 3).area()",
            "slots": "for i in range(300):\n    s = Slotted(i, i); s.x += s.y",
            "operators": "total = Vector(0, 0)\nfor v in vectors: total = total + v * 2",
            "sort __lt__": "sorted(vectors)",
            "hash __eq__": "set(vectors) & set(vectors)",
            "repr": "[repr(v) for v in vectors]",
            "property": "for i in range(300): t.f; t.f = 50.0",
            "cached property": "for i in range(300): t.once",
            "class static": "for i in range(300): Temperature.zero(); t.make()",
            "descriptor": "for i in range(300): account.balance = account.balance",
            "container methods": "s = Stack()\nfor i in range(300): s.push(i); len(s); s[0]\nwhile s: s.pop()",
            "iterator class": "for x in Range3(500): pass",
            "iter generator": "s = Stack(); s.items = list(range(300))\nfor x in s: pass\n5 in s",
            "isinstance abc": "for i in range(300): isinstance(square, Shape)",
            "tree": "walk(root)",
            "tree make": "tree(8)",
            "__getattr__": "for i in range(300): dynamic.x",
            "__dict__": "for i in range(200): vars(Many(a=1, b=2))",
            "keywords": "for i in range(300): Keyword(1, c=5)",
            "getattr setattr": "for i in range(300): setattr(account, 'z', getattr(account, 'z', 0))",
            "NamedTuple": "for i in range(300): Typed(i).a",
            "contextmanager": "for i in range(200):\n    with managed(): pass",
            "with": "for i in range(300):\n    with Manager(): pass",
            "lru_cache": "cached_fib.cache_clear(); cached_fib(200)",
            "singledispatch": "for i in range(200): show(i)",
            "weakref": "for v in vectors: weakref.ref(v)()",
            "type calls": "for i in range(300): type(t).__name__, callable(t), isinstance(t, (int, str, Temperature))",
        },
    ),
    "flow": (
        """
import asyncio, queue, threading, concurrent.futures
def numbers(n):
    for i in range(n): yield i
def squares(it):
    for i in it: yield i * i
def odd(it): return (i for i in it if i & 1)
def flatten(t):
    for x in t:
        if isinstance(x, list): yield from flatten(x)
        else: yield x
nest = [1, [2, [3, 4, [5, 6]], 7], [8, [9, [10]]]] * 20
def echo():
    r = None
    while True: r = yield r
def inorder(n):
    if n > 0:
        yield from inorder(n - 1)
        yield n
        yield from inorder(n - 2)
async def nothing(): return 1
async def tasks():
    for _ in range(50): await nothing()
    return sum(await asyncio.gather(*(nothing() for _ in range(50))))
async def sleepy():
    async def one(): await asyncio.sleep(0)
    await asyncio.gather(*(one() for _ in range(50)))
async def queued():
    q = asyncio.Queue()
    async def put():
        for i in range(100): await q.put(i)
    async def get():
        for i in range(100): await q.get()
    await asyncio.gather(put(), get())
async def agen():
    for i in range(200): yield i
async def aloop():
    async for x in agen(): pass
loop = asyncio.new_event_loop()
def raises(n):
    if n: return raises(n - 1)
    raise KeyError("x")
def collatz(n):
    c = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        c += 1
    return c
def sieve(n):
    flags = [True] * n
    for i in range(2, int(n ** .5) + 1):
        if flags[i]: flags[i * i::i] = [False] * len(range(i * i, n, i))
    return [i for i in range(2, n) if flags[i]]
def hanoi(n, a, b, c): return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)
def ackermann(m, n): return n + 1 if m == 0 else ackermann(m - 1, 1) if n == 0 else ackermann(m - 1, ackermann(m, n - 1))
def queens(n, row=0, cols=0, d1=0, d2=0):
    if row == n: return 1
    count, free = 0, ~(cols | d1 | d2) & ((1 << n) - 1)
    while free:
        bit = free & -free
        free ^= bit
        count += queens(n, row + 1, cols | bit, (d1 | bit) << 1, (d2 | bit) >> 1)
    return count
def levenshtein(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]
def decorated(f):
    def inner(*a, **k): return f(*a, **k)
    return inner
@decorated
def add(a, b=2): return a + b
""",
        {
            "pipeline": "sum(odd(squares(numbers(1000))))",
            "flatten": "list(flatten(nest))",
            "yield from tree": "list(inorder(12))",
            "send": "g = echo(); next(g)\nfor i in range(500): g.send(i)",
            "next default": "g = numbers(300)\nwhile next(g, None) is not None: pass",
            "list generator": "list(numbers(1000))",
            "unpack generator": "for i in range(200): a, b, c = numbers(3)",
            "try except": "for i in range(300):\n    try: {}['x']\n    except KeyError as e: pass",
            "try finally": "for i in range(300):\n    try: i + 1\n    finally: i",
            "raise deep": "for i in range(50):\n    try: raises(10)\n    except KeyError: pass",
            "raise int": "for i in range(200):\n    try: int('x')\n    except ValueError: pass",
            "raise attribute": "for i in range(200):\n    try: (5).nope\n    except AttributeError: pass",
            "raise from": "for i in range(100):\n    try:\n        try: raise ValueError(1)\n        except ValueError as e: raise KeyError(2) from e\n    except KeyError: pass",
            "asyncio tasks": "loop.run_until_complete(tasks())",
            "asyncio sleep": "loop.run_until_complete(sleepy())",
            "asyncio queue": "loop.run_until_complete(queued())",
            "async for": "loop.run_until_complete(aloop())",
            "asyncio.run": "asyncio.run(nothing())",
            "queue": "q = queue.Queue()\nfor i in range(100): q.put(i)\nfor i in range(100): q.get()",
            "SimpleQueue": "q = queue.SimpleQueue()\nfor i in range(100): q.put(i)\nfor i in range(100): q.get()",
            "threads": "ts = [threading.Thread(target=len, args=('',)) for i in range(5)]\nfor t in ts: t.start()\nfor t in ts: t.join()",
            "thread pool": "with concurrent.futures.ThreadPoolExecutor(2) as pool: list(pool.map(abs, range(50)))",
            "collatz": "collatz(97)",
            "sieve": "sieve(3000)",
            "hanoi": "hanoi(8, 0, 1, 2)",
            "ackermann": "ackermann(2, 8)",
            "queens": "queens(6)",
            "levenshtein": "levenshtein('kitten sitting on', 'sitting kitten in')",
            "decorated": "for i in range(300): add(1, b=3)",
            "match": "for x in (1, 'a', [1, 2], {'k': 1}, None) * 40:\n    match x:\n        case int(): pass\n        case str(): pass\n        case [a, b]: pass\n        case {'k': v}: pass\n        case _: pass",
            "walrus while": "it = iter(range(300))\nwhile (x := next(it, None)) is not None: pass",
            "global counter": "c = [0]\ndef bump(): c[0] += 1\nfor i in range(300): bump()",
            "star arguments": "def f(*a, **k): return len(a)\nfor i in range(300): f(1, 2, *(3, 4), x=1)",
            "closures": "fs = [lambda x, i=i: x + i for i in range(100)]\nsum(f(1) for f in fs)",
        },
    ),
    "numbers": (
        """
import cmath, decimal, fractions, math, random, statistics, numbers as _n
D, F = decimal.Decimal, fractions.Fraction
data = [random.Random(1).random() * i for i in range(500)]
ints = [i * 7919 % 1009 for i in range(500)]
a, b = 3 ** 2000, 7 ** 1500
m = 2 ** 521 - 1
prices = [D(i) / D(7) for i in range(1, 200)]
cents = [D("1.10"), D("2.25"), D("19.99")] * 50
""",
        {
            "factorial": "math.factorial(500)",
            "big multiply": "a * b",
            "big divide": "(a * b) // a, (a * b) % (b + 1)",
            "big add": "x = 0\nfor i in range(100): x += a",
            "big shift": "for i in range(50): (a << i) >> (i + 3)",
            "big str": "str(a)",
            "big parse": "int(str(a))",
            "big hex": "hex(a); int(hex(a), 16)",
            "big power": "3 ** 3000",
            "mod power": "pow(3, m - 1, m)",
            "big gcd": "math.gcd(a * 6, b * 4)",
            "big compare": "a < b, a == a + 1, -a < 0",
            "big bits": "a & b, a | b, a ^ b, ~a, a.bit_count()",
            "fibonacci big": "x, y = 0, 1\nfor i in range(1000): x, y = y, x + y",
            "digits of pi": "k, q, r, t, n, l = 1, 1, 0, 1, 3, 3\nfor _ in range(100):\n    if 4 * q + r - t < n * t:\n        q, r, n = 10 * q, 10 * (r - n * t), (10 * (3 * q + r)) // t - 10 * n\n    else:\n        q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2",
            "64-bit hash": "h = 14695981039346656037\nfor i in range(300): h = ((h ^ i) * 1099511628211) & 0xFFFFFFFFFFFFFFFF",
            "32-bit random": "x = 12345\nfor i in range(300): x = (1103515245 * x + 12345) & 0x7fffffff",
            "float loop": "x = 0.0\nfor f in data: x += f * f / (f + 1.0)",
            "math functions": "for f in data: math.sin(f) + math.cos(f) + math.sqrt(f)",
            "math hypot floor": "for f in data: math.hypot(f, 1); math.floor(f); math.ceil(f)",
            "round": "for f in data: round(f); round(f, 2)",
            "int of float": "for f in data: int(f); float(int(f))",
            "divmod": "for i in ints: divmod(i, 7); i // 3; i % 10",
            "abs min max": "for i in ints: abs(i - 500); min(i, 3); max(i, 4, 5)",
            "digits": "sum(int(c) for c in str(2 ** 500))",
            "is prime": "for n in range(2, 200): all(n % d for d in range(2, int(n ** .5) + 1))",
            "complex": "z = 0j\nfor i in range(100): z = z * z + (0.1 + 0.2j)",
            "Decimal sum": "sum(cents, D(0))",
            "Decimal multiply": "for p in cents: (p * D('1.19')).quantize(D('0.01'))",
            "Decimal divide": "for p in prices: p / 3",
            "Decimal round": "for p in prices: round(p, 2)",
            "Decimal str": "for p in prices: str(p)",
            "Decimal parse": "for i in range(200): D('123.45')",
            "Decimal compare": "sorted(prices); max(prices)",
            "Decimal sqrt": "D(2).sqrt()",
            "Decimal format": "for p in cents: f'{p:.2f}'",
            "Fraction add": "x = F(0)\nfor i in range(1, 30): x += F(1, i)",
            "Fraction parse": "for i in range(50): F('3/7')",
            "Fraction multiply": "x = F(1, 3)\nfor i in range(1, 30): x = x * F(i, i + 1)",
            "mean stdev": "statistics.mean(data), statistics.stdev(data)",
            "median mode": "statistics.median(data), statistics.mode(ints)",
            "fmean": "statistics.fmean(data)",
            "quantiles": "statistics.quantiles(data)",
            "fsum prod": "math.fsum(data), math.prod(range(1, 50))",
            "random": "for i in range(200): random.random()",
            "randint": "for i in range(200): random.randint(1, 6)",
            "uniform gauss": "for i in range(100): random.uniform(1, 2); random.gauss(0, 1)",
            "shuffle": "l = list(range(300)); random.shuffle(l)",
            "choices": "random.choices(ints, k=100)",
        },
    ),
    "octets": (
        """
import array, base64, binascii, hashlib, io, struct, zlib, uuid
data = bytes(range(256)) * 20
text = base64.b64encode(data)
record = struct.Struct("<IHBd")
packed = record.pack(1, 2, 3, 4.5) * 200
view = memoryview(bytearray(data))
lines = b"".join(b"line %d of the text\\n" % i for i in range(300))
words = lines.split()
""",
        {
            "bytes loop": "s = 0\nfor b in data: s += b",
            "bytes index": "for i in range(500): data[i]",
            "bytes slices": "[data[i:i + 16] for i in range(0, 1000, 16)]",
            "bytes join": "b' '.join(words)",
            "bytes concatenate": "x = b''\nfor w in words[:200]: x += w",
            "bytes split": "lines.split(b'\\n'); lines.splitlines()",
            "bytes replace": "lines.replace(b'line', b'row')",
            "bytes format": "for i in range(200): b'%d: %s' % (i, b'x')",
            "bytes hex": "data.hex(); bytes.fromhex(data.hex())",
            "bytes from list": "bytes([i & 255 for i in range(500)])",
            "bytes translate": "data.translate(bytes(255 - i for i in range(256)))",
            "bytes strip": "for w in words: w.strip(b'l').upper().startswith(b'I')",
            "bytearray append": "x = bytearray()\nfor b in data[:1000]: x.append(b)",
            "bytearray extend": "x = bytearray()\nfor w in words: x += w",
            "bytearray xor": "x = bytearray(data[:500])\nfor i in range(500): x[i] ^= 0x55",
            "bytearray slice": "x = bytearray(data)\nfor i in range(100): x[i:i + 4] = b'abcd'",
            "memoryview": "for i in range(200): view[i:i + 8].tobytes()",
            "memoryview cast": "sum(view.cast('I'))",
            "memoryview set": "for i in range(300): view[i] = 5",
            "struct pack": "for i in range(200): record.pack(i, 2, 3, 4.5)",
            "struct unpack": "for i in range(200): record.unpack_from(packed, i * record.size)",
            "struct iter": "list(record.iter_unpack(packed))",
            "struct function": "for i in range(200): struct.unpack('>HH', struct.pack('>HH', i, 2))",
            "int to bytes": "for i in range(300): int.from_bytes(i.to_bytes(4, 'big'), 'little')",
            "array": "a = array.array('d', range(500)); sum(a); a.tobytes()",
            "array append": "a = array.array('i')\nfor i in range(500): a.append(i)",
            "base64": "base64.b64decode(base64.b64encode(data))",
            "base32 85": "base64.b32encode(data[:500]); base64.b85encode(data[:500])",
            "crc32": "zlib.crc32(data), zlib.adler32(data)",
            "zlib": "zlib.decompress(zlib.compress(lines))",
            "md5": "hashlib.md5(data).hexdigest()",
            "sha256": "hashlib.sha256(data).hexdigest()",
            "sha256 small": "for w in words[:50]: hashlib.sha256(w).digest()",
            "sha1 sha512": "hashlib.sha1(data).digest(), hashlib.sha512(data).digest()",
            "BytesIO": "f = io.BytesIO()\nfor w in words: f.write(w)\nf.getvalue()",
            "BytesIO lines": "for line in io.BytesIO(lines): pass",
            "StringIO": "f = io.StringIO()\nfor i in range(500): f.write('abc')\nf.getvalue()",
            "StringIO lines": "for line in io.StringIO(lines.decode()): pass",
            "uuid": "uuid.uuid4(); str(uuid.UUID(int=5))",
        },
    ),
    "system": (
        """
import argparse, configparser, contextlib, csv, datetime, glob, io, json, logging, os, pathlib, pickle, re, shlex, shutil, string, subprocess, sys, tempfile, time, urllib.parse, collections
holder = tempfile.TemporaryDirectory()
folder = holder.name
for i in range(40):
    os.makedirs(f"{folder}/d{i % 5}/e{i % 3}", exist_ok=True)
    with open(f"{folder}/d{i % 5}/e{i % 3}/f{i}.txt", "w") as f: f.write("line of text\\n" * 50)
one = f"{folder}/one.txt"
with open(one, "w") as f: f.write("".join(f"line {i} of the file\\n" for i in range(2000)))
utf = f"{folder}/utf.txt"
with open(utf, "w", encoding="utf-8") as f: f.write("".join(f"l\\xefne {i} of the \\u4e2d file\\n" for i in range(2000)))
tiny = f"{folder}/tiny.txt"
with open(tiny, "w") as f: f.write("abc\\n")
records = [{"id": i, "name": f"name {i}", "tags": ["a", "b"], "x": i / 7, "ok": True, "none": None} for i in range(8000)]
megabyte = json.dumps(records)
rows = "\\n".join(f'{i},"name, {i}",{i * 1.5},x' for i in range(1000))
lists = [r.split(",") for r in rows.split("\\n")]
pickled = pickle.dumps(records[:1000])
now = datetime.datetime(2024, 5, 17, 12, 30, 45, 123456)
ini = "\\n".join(f"[s{i}]\\na = {i}\\nb = text %%d\\n" for i in range(30))
path = pathlib.Path(folder)
logger = logging.getLogger("bench"); logger.propagate = False
logger.addHandler(logging.StreamHandler(io.StringIO())); logger.setLevel("INFO")
log = "\\n".join(f"2024-05-17 12:30:{i % 60:02d} INFO [worker-{i % 8}] request id={i} path=/p/{i} took {i % 90}ms" for i in range(1000))
entry = re.compile(r"(?P<date>\\S+) (?P<time>\\S+) (?P<level>\\w+) \\[(?P<worker>[^\\]]+)\\] request id=(?P<id>\\d+) path=(?P<path>\\S+) took (?P<ms>\\d+)ms")
def parser():
    p = argparse.ArgumentParser()
    p.add_argument("file"); p.add_argument("--count", type=int, default=1); p.add_argument("-v", action="store_true")
    return p
""",
        {
            "json loads 1 MB": "json.loads(megabyte)",
            "json dumps 1 MB": "json.dumps(records)",
            "csv reader": "list(csv.reader(io.StringIO(rows)))",
            "csv DictReader": "list(csv.DictReader(io.StringIO(rows), ['a', 'b', 'c', 'd']))",
            "csv writer": "csv.writer(io.StringIO()).writerows(lists)",
            "pickle dumps": "pickle.dumps(records[:1000])",
            "pickle loads": "pickle.loads(pickled)",
            "log parsing": "d = collections.Counter()\nfor line in log.split('\\n'):\n    m = entry.match(line)\n    d[m['worker']] += int(m['ms'])",
            "log groupdict": "for line in log.split('\\n')[:200]: entry.match(line).groupdict()",
            "re.sub function": "re.sub(r'\\d+', lambda m: str(int(m.group()) + 1), log)",
            "re.split": "re.split(r'[\\s=/]+', log)",
            "file read": "with open(one) as f: f.read()",
            "file read utf-8": "with open(utf, encoding='utf-8') as f: f.read()",
            "file read tiny": "with open(tiny) as f: f.read()",
            "file read bytes": "with open(one, 'rb') as f: f.read()",
            "file lines": "with open(one) as f:\n    for line in f: pass",
            "file lines utf-8": "with open(utf, encoding='utf-8') as f:\n    for line in f: pass",
            "file strip split": "with open(one) as f:\n    for line in f: line.strip().split(' ')",
            "file readlines": "with open(one) as f: f.readlines()",
            "file write": "with open(tiny + '2', 'w') as f:\n    for i in range(1000): f.write(f'{i}\\n')",
            "file print": "with open(tiny + '2', 'w') as f:\n    for i in range(500): print(i, 'x', file=f)",
            "file write bytes": "with open(tiny + '2', 'wb') as f:\n    for i in range(500): f.write(b'abcdef')",
            "read_text": "path.joinpath('tiny.txt').read_text()",
            "write_text": "path.joinpath('tiny3.txt').write_text('abc')",
            "os.walk": "for root, dirs, files in os.walk(folder): pass",
            "scandir": "[e.name for e in os.scandir(folder) if e.is_file()]",
            "glob": "glob.glob(folder + '/**/*.txt', recursive=True)",
            "rglob": "list(path.rglob('*.txt'))",
            "path parts": "for i in range(50):\n    p = pathlib.PurePosixPath('/a/b/c.tar.gz'); p.name, p.stem, p.suffix, p.parent, p.parts",
            "path join": "for i in range(50): str(path / 'a' / 'b.txt')",
            "os.path": "for i in range(100): os.path.splitext(os.path.basename(os.path.join('/a', 'b.txt')))",
            "exists stat": "os.path.exists(one), os.stat(one).st_size, os.path.isdir(folder)",
            "listdir": "sorted(os.listdir(folder))",
            "copy file": "shutil.copy(tiny, tiny + '4')",
            "temporary file": "with tempfile.TemporaryFile() as f: f.write(b'x')",
            "environ": "for i in range(100): os.environ.get('HOME'), os.getenv('NOPE')",
            "strptime": "for i in range(50): datetime.datetime.strptime('2024-05-17 12:30:45', '%Y-%m-%d %H:%M:%S')",
            "strftime": "for i in range(100): now.strftime('%Y-%m-%d %H:%M:%S')",
            "fromisoformat": "for i in range(100): datetime.datetime.fromisoformat('2024-05-17T12:30:45')",
            "isoformat": "for i in range(100): now.isoformat(); str(now)",
            "timedelta": "for i in range(100): (now + datetime.timedelta(days=i, hours=3)) - now",
            "date": "for i in range(100): datetime.date(2024, 1, 1).weekday(); now.date().toordinal()",
            "datetime replace": "for i in range(100): now.replace(hour=3, minute=i % 60)",
            "datetime compare": "sorted([now + datetime.timedelta(i * 7 % 13) for i in range(50)])",
            "time.strftime": "for i in range(50): time.strftime('%Y', time.gmtime(i))",
            "argparse": "parser().parse_args(['x', '--count', '3', '-v'])",
            "configparser": "c = configparser.ConfigParser(); c.read_string(ini); c['s3']['a']",
            "logging": "for i in range(50): logger.info('message %d of %s', i, 'x')",
            "shlex": "shlex.split('a \"b c\" d=\\'e f\\' ' * 10)",
            "urlparse": "for i in range(50): urllib.parse.urlparse('http://u@h.org:80/p/a?q=%d#f' % i)",
            "quote": "for i in range(50): urllib.parse.unquote(urllib.parse.quote('a b/\\xe9?&'))",
            "urlencode": "for i in range(50): urllib.parse.urlencode({'a': 1, 'b': 'x y'})",
        },
    ),
}
