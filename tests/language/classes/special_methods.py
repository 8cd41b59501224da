# Operators of classes: reflected operands, subclasses first, in place, comparison, containers.
class N:
    def __init__(self, v):
        self.v = v

    def __repr__(self):
        return f"N({self.v})"

    def __add__(self, other):
        return N(("add", other))

    def __radd__(self, other):
        return N(("radd", other))

    def __iadd__(self, other):
        self.v += other
        return self

    def __sub__(self, other):
        return NotImplemented

    def __pow__(self, other, mod=None):
        return ("pow", other, mod)

    def __rpow__(self, other, mod=None):
        return ("rpow", other)

    def __neg__(self):
        return "neg"

    def __index__(self):
        return 2

    def __eq__(self, other):
        return isinstance(other, N) and self.v == other.v

    def __lt__(self, other):
        return "lt"

    def __getitem__(self, key):
        return key

    def __len__(self):
        return 3

    def __contains__(self, item):
        return item == "in"

    def __call__(self, *args, **kwargs):
        return args, kwargs

    def __bool__(self):
        return False

    def __format__(self, spec):
        return f"<{spec}>"


n = N(1)
print(n + 1, 1 + n, n + n)  # expect: N(('add', 1)) N(('radd', 1)) N(('add', N(1)))
n += 5
print(n)  # expect: N(6)
print(n ** 2, 2 ** n, pow(n, 2, 3), -n)  # expect: ('pow', 2, None) ('rpow', 2) ('pow', 2, 3) neg
print([10, 20, 30][n], n == N(6), n != N(6), n < 1, 1 > n)  # expect: 30 True False lt lt
print(n[1:2], n[1, 2], len(n), "in" in n, 3 in n, n(1, a=2), bool(n), f"{n:x}", format(n))  # expect: slice(1, 2, None) (1, 2) 3 True False ((1,), {'a': 2}) False <x> <>
for text in ("n - 1", "1 - n", "n @ n", "~n", "n <= 1", "+n", "del n[0]"):
    try:
        exec(text)
    except TypeError as e:
        print(e)  # expect: unsupported operand type(s) for -: 'N' and 'int'
                  # expect: unsupported operand type(s) for -: 'int' and 'N'
                  # expect: unsupported operand type(s) for @: 'N' and 'N'
                  # expect: bad operand type for unary ~: 'N'
                  # expect: '<=' not supported between instances of 'N' and 'int'
                  # expect: bad operand type for unary +: 'N'
                  # expect: 'N' object doesn't support item deletion
try:
    hash(n)
except TypeError as e:
    print(e)  # expect: unhashable type: 'N'


class Base:
    def __add__(self, other):
        return "Base.__add__"

    def __radd__(self, other):
        return "Base.__radd__"

    def __eq__(self, other):
        return "Base.__eq__"


class Derived(Base):
    def __radd__(self, other):
        return "Derived.__radd__"

    def __eq__(self, other):
        return "Derived.__eq__"


print(Base() + Derived(), Derived() + Base(), Base() == Derived(), Base() != Base())  # expect: Derived.__radd__ Base.__add__ Derived.__eq__ False


class Seq:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i


print(list(Seq()), 9 in Seq(), 5 in Seq())  # expect: [0, 1, 4, 9] True False


class It:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n


print(list(It()), sum(It()), max(It()))  # expect: [1, 2, 3] 6 3


class NoIter:
    __iter__ = None
    __contains__ = None
    __hash__ = None


for action in (iter, lambda v: 1 in v, hash, len, lambda v: v[0], lambda v: v()):
    try:
        action(NoIter())
    except TypeError as e:
        print(e)  # expect: 'NoIter' object is not iterable
                  # expect: 'NoIter' object is not a container
                  # expect: unhashable type: 'NoIter'
                  # expect: object of type 'NoIter' has no len()
                  # expect: 'NoIter' object is not subscriptable
                  # expect: 'NoIter' object is not callable


class BadResults:
    def __bool__(self):
        return 1

    def __len__(self):
        return -1

    def __repr__(self):
        return 3

    def __str__(self):
        return 4

    def __hash__(self):
        return "h"

    def __index__(self):
        return "i"

    def __iter__(self):
        return 1

    def __init__(self, x=None):
        if x:
            return x


for action in (bool, len, repr, str, hash, lambda v: [1][v], iter, lambda v: BadResults(5), format):
    try:
        action(BadResults())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)  # expect: TypeError __bool__ should return bool, returned int
                                    # expect: ValueError __len__() should return >= 0
                                    # expect: TypeError __repr__ returned non-string (type int)
                                    # expect: TypeError __str__ returned non-string (type int)
                                    # expect: TypeError __hash__ method should return an integer
                                    # expect: TypeError __index__ returned non-int (type str)
                                    # expect: TypeError iter() returned non-iterator of type 'int'
                                    # expect: TypeError __init__() should return None, not 'int'
                                    # expect: TypeError __str__ returned non-string (type int)


class Late:
    pass


late = Late()
try:
    len(late)
except TypeError as e:
    print(e)  # expect: object of type 'Late' has no len()
Late.__len__ = lambda self: 12
print(len(late), bool(late))  # expect: 12 True
del Late.__len__
try:
    len(late)
except TypeError as e:
    print(e)  # expect: object of type 'Late' has no len()
Late.__getattr__ = lambda self, name: name
print(late.something)  # expect: something
