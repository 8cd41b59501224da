# References and proxies: what they give while their object lives, and after it has gone.
import copy
import gc
import weakref
import sys


def raises(text):
    try:
        exec(text, globals())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


class Thing:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return isinstance(other, Thing) and self.name == other.name

    def __hash__(self):
        return hash(self.name)


thing, equal, other = Thing("t"), Thing("t"), Thing("o")
reference = weakref.ref(thing)

print(reference() is thing, weakref.ref(thing) is reference, weakref.getweakrefcount(thing), weakref.getweakrefs(thing) == [reference])  # expect: True True 1 True
print(reference == weakref.ref(equal), reference == weakref.ref(other), reference != weakref.ref(other), hash(reference) == hash(thing))  # expect: True False True True
print(reference == 5, reference != 5)  # expect: False True
raises('reference < reference')  # expect: TypeError: '<' not supported between instances of 'weakref.ReferenceType' and 'weakref.ReferenceType'
print(repr(reference).split(" at ")[0], repr(reference).split("; to ")[1].split(" at")[0], reference.__callback__)  # expect: <weakref 'Thing' None
print(weakref.ref(thing, print) is weakref.ref(thing, print), weakref.ref(thing, print).__callback__, weakref.getweakrefcount(5))  # expect: False <built-in function print> 0
raises('weakref.ref(5)')  # expect: TypeError: cannot create weak reference to 'int' object
raises('weakref.ref([])')  # expect: TypeError: cannot create weak reference to 'list' object
raises('weakref.ref()')  # expect: TypeError: __new__ expected at least 1 argument, got 0
raises('weakref.ref(thing, None, 3)')  # expect: TypeError: __new__ expected at most 2 arguments, got 3
raises('weakref.ref(thing, callback=None)')  # expect: TypeError: ref() takes no keyword arguments
raises('weakref.proxy(5)')  # expect: TypeError: cannot create weak reference to 'int' object
raises('weakref.proxy(thing, 1, 2)')  # expect: TypeError: proxy expected at most 2 arguments, got 3
raises('reference.x = 1')  # expect: AttributeError: 'weakref.ReferenceType' object has no attribute 'x' and no __dict__ for setting new attributes
print(weakref.getweakrefs(5), weakref.ref.__class_getitem__(int), copy.copy(reference) is reference)  # expect: [] weakref.ReferenceType[int] True

class Keyed(weakref.ref):
    __slots__ = "key",
    def __new__(cls, thing, callback=None, key=None):
        return super().__new__(cls, thing, callback)
    def __init__(self, thing, callback=None, key=None):
        super().__init__(thing, callback)
        self.key = key
keyed = Keyed(thing, key=1)

print(keyed.key, keyed() is thing, keyed is Keyed(thing), keyed == reference, type(keyed).__mro__[1])  # expect: 1 True False True <class 'weakref.ReferenceType'>

class Named:
    def __init__(self):
        self.__name__ = "own name"

print(repr(weakref.ref(named := Named())).split("; ")[1].split(" at ")[0])  # expect: to 'Named'
told = []
with_callback = [weakref.ref(thing, lambda r, i=i: told.append((i, r()))) for i in range(3)]
del thing
gc.collect()
print(told, reference(), [r() for r in with_callback], repr(reference).split("; ")[1], hash(reference) == hash("t"))  # expect: [(2, None), (1, None), (0, None)] None [None, None, None] dead> True
print(reference == reference, reference == weakref.ref(equal), with_callback[0] == with_callback[1])  # expect: True False False
raises('hash(with_callback[0])')  # expect: TypeError: weak object has gone away

def fails(r):
    raise KeyError("in a callback")
sys.unraisablehook = lambda u: print("unraisable", u.exc_type.__name__, u.exc_value)
failing = weakref.ref(equal, fails)

del globals()["equal"]  # expect: unraisable KeyError 'in a callback'

class Number:
    def __init__(self, n):
        self.n = n

    def __getattr__(self, name):
        return "attribute " + name

    def __str__(self):
        return f"Number {self.n}"

    def __bytes__(self):
        return b"bytes"

    def __len__(self):
        return self.n

    def __iter__(self):
        return self

    def __next__(self):
        return self.n

    def __reversed__(self):
        return [self.n]

    def __contains__(self, item):
        return item == self.n

    def __getitem__(self, key):
        return "item", key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)

    def __pow__(self, other, modulus=None):
        return "pow", other, modulus

    def __rpow__(self, other, modulus=None):
        return "rpow", other, modulus

    def __ipow__(self, other):
        return Number(77)

    def __divmod__(self, other):
        return "divmod", other

    def __rdivmod__(self, other):
        return "rdivmod", other


for _name in ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "and", "or", "xor", "lshift", "rshift"):
    for _prefix in "", "r", "i":
        setattr(Number, f"__{_prefix}{_name}__",
                lambda self, other, name=_prefix + _name: Number(f"{name} {getattr(other, 'n', other)}"))
for _name in "neg", "pos", "abs", "invert":
    setattr(Number, f"__{_name}__", lambda self, name=_name: name)
for _name, _type in ("int", int), ("float", float), ("index", int):
    setattr(Number, f"__{_name}__", lambda self, type=_type: type(self.n))
for _name in "lt", "le", "eq", "ne", "gt", "ge":
    setattr(Number, f"__{_name}__", lambda self, other, name=_name: (name, other))
number = Number(5)
p = weakref.proxy(number)


def uses(p):
    """Every operation on the proxy."""
    for text in """p.n; p.x; str(p); bytes(p); len(p); bool(p); list(zip(p, "ab")); next(p); list(reversed(p)); 5 in p
                   p[3]; p.__setitem__(1, 2); p.__delitem__(1); pow(p, 2); pow(p, 2, 3); pow(2, p); p ** 3; 3 ** p
                   divmod(p, 2); divmod(2, p); -p; +p; abs(p); ~p; int(p); float(p); [0, 1, 2, 3, 4, 5][p]; hex(p)
                   (p + 1).n; (1 + p).n; (p - 1).n; (1 - p).n; (p * 1).n; (1 * p).n; (p @ 1).n; (1 @ p).n
                   (p / 1).n; (1 / p).n; (p // 1).n; (1 // p).n; (p % 1).n; (1 % p).n; (p & 1).n; (1 & p).n
                   (p | 1).n; (1 | p).n; (p ^ 1).n; (1 ^ p).n; (p << 1).n; (1 << p).n; (p >> 1).n; (1 >> p).n
                   (p + p).n; p < 1; p <= 1; p == 1; p != 1; p > 1; p >= 1; 1 < p; (p == p)[0]; p.__class__.__name__""".replace("\n", ";").split(";"):
        try:
            print(text.strip(), "->", eval(text.strip()), end="; ")
        except Exception as error:
            print(text.strip(), "->", type(error).__name__, error, end="; ")
    print()
    for operator in "+ - * @ / // % & | ^ << >> **".split():
        namespace = {"q": p}
        try:
            exec(f"q {operator}= 2", namespace)
            print(operator, namespace["q"].n, end="; ")
        except Exception as error:
            print(operator, type(error).__name__, error, end="; ")
    print()
    for statement in "p.y = 1", "del p.y", "hash(p)", "p()", "dir(p)", "p[1] = 2", "del p[1]", "for x in p: break":
        try:
            exec(statement)
        except Exception as error:
            print(statement, type(error).__name__, error)
    print(type(p).__name__, repr(p).split(" at ")[0])

print(uses(p))
# expect: p.n -> 5; p.x -> attribute x; str(p) -> Number 5; bytes(p) -> b'bytes'; len(p) -> 5; bool(p) -> True; list(zip(p, "ab")) -> [(5, 'a'), (5, 'b')]; next(p) -> 5; list(reversed(p)) -> [5]; 5 in p -> True; p[3] -> ('item', 3); set 1 2
# expect: p.__setitem__(1, 2) -> None; del 1
# expect: p.__delitem__(1) -> None; pow(p, 2) -> ('pow', 2, None); pow(p, 2, 3) -> ('pow', 2, 3); pow(2, p) -> ('rpow', 2, None); p ** 3 -> ('pow', 3, None); 3 ** p -> ('rpow', 3, None); divmod(p, 2) -> ('divmod', 2); divmod(2, p) -> ('rdivmod', 2); -p -> neg; +p -> pos; abs(p) -> abs; ~p -> invert; int(p) -> 5; float(p) -> 5.0; [0, 1, 2, 3, 4, 5][p] -> 5; hex(p) -> 0x5; (p + 1).n -> add 1; (1 + p).n -> radd 1; (p - 1).n -> sub 1; (1 - p).n -> rsub 1; (p * 1).n -> mul 1; (1 * p).n -> rmul 1; (p @ 1).n -> matmul 1; (1 @ p).n -> rmatmul 1; (p / 1).n -> truediv 1; (1 / p).n -> rtruediv 1; (p // 1).n -> floordiv 1; (1 // p).n -> rfloordiv 1; (p % 1).n -> mod 1; (1 % p).n -> rmod 1; (p & 1).n -> and 1; (1 & p).n -> rand 1; (p | 1).n -> or 1; (1 | p).n -> ror 1; (p ^ 1).n -> xor 1; (1 ^ p).n -> rxor 1; (p << 1).n -> lshift 1; (1 << p).n -> rlshift 1; (p >> 1).n -> rshift 1; (1 >> p).n -> rrshift 1; (p + p).n -> add 5; p < 1 -> ('lt', 1); p <= 1 -> ('le', 1); p == 1 -> ('eq', 1); p != 1 -> ('ne', 1); p > 1 -> ('gt', 1); p >= 1 -> ('ge', 1); 1 < p -> ('gt', 1); (p == p)[0] -> eq; p.__class__.__name__ -> Number; 
# expect: + iadd 2; - isub 2; * imul 2; @ imatmul 2; / itruediv 2; // ifloordiv 2; % imod 2; & iand 2; | ior 2; ^ ixor 2; << ilshift 2; >> irshift 2; ** 77; 
# expect: hash(p) TypeError unhashable type: 'weakref.ProxyType'
# expect: p() TypeError 'weakref.ProxyType' object is not callable
# expect: set 1 2
# expect: del 1
# expect: ProxyType <weakproxy
# expect: None
print(number.__dict__)  # expect: {'n': 5}

class Called:
    def __call__(self, *args, **keywords):
        return args, keywords
called = Called()
c = weakref.proxy(called)

print(c(1, a=2), type(c).__name__, weakref.proxy(called) is c, weakref.getweakrefcount(called))  # expect: ((1,), {'a': 2}) CallableProxyType True 1
del number, called
print(uses(p))
# expect: p.n -> ReferenceError weakly-referenced object no longer exists; p.x -> ReferenceError weakly-referenced object no longer exists; str(p) -> ReferenceError weakly-referenced object no longer exists; bytes(p) -> ReferenceError weakly-referenced object no longer exists; len(p) -> ReferenceError weakly-referenced object no longer exists; bool(p) -> ReferenceError weakly-referenced object no longer exists; list(zip(p, "ab")) -> ReferenceError weakly-referenced object no longer exists; next(p) -> ReferenceError weakly-referenced object no longer exists; list(reversed(p)) -> ReferenceError weakly-referenced object no longer exists; 5 in p -> ReferenceError weakly-referenced object no longer exists; p[3] -> ReferenceError weakly-referenced object no longer exists; p.__setitem__(1, 2) -> ReferenceError weakly-referenced object no longer exists; p.__delitem__(1) -> ReferenceError weakly-referenced object no longer exists; pow(p, 2) -> ReferenceError weakly-referenced object no longer exists; pow(p, 2, 3) -> ReferenceError weakly-referenced object no longer exists; pow(2, p) -> ReferenceError weakly-referenced object no longer exists; p ** 3 -> ReferenceError weakly-referenced object no longer exists; 3 ** p -> ReferenceError weakly-referenced object no longer exists; divmod(p, 2) -> ReferenceError weakly-referenced object no longer exists; divmod(2, p) -> ReferenceError weakly-referenced object no longer exists; -p -> ReferenceError weakly-referenced object no longer exists; +p -> ReferenceError weakly-referenced object no longer exists; abs(p) -> ReferenceError weakly-referenced object no longer exists; ~p -> ReferenceError weakly-referenced object no longer exists; int(p) -> ReferenceError weakly-referenced object no longer exists; float(p) -> ReferenceError weakly-referenced object no longer exists; [0, 1, 2, 3, 4, 5][p] -> ReferenceError weakly-referenced object no longer exists; hex(p) -> ReferenceError weakly-referenced object no longer exists; (p + 1).n -> ReferenceError weakly-referenced object no longer exists; (1 + p).n -> ReferenceError weakly-referenced object no longer exists; (p - 1).n -> ReferenceError weakly-referenced object no longer exists; (1 - p).n -> ReferenceError weakly-referenced object no longer exists; (p * 1).n -> ReferenceError weakly-referenced object no longer exists; (1 * p).n -> ReferenceError weakly-referenced object no longer exists; (p @ 1).n -> ReferenceError weakly-referenced object no longer exists; (1 @ p).n -> ReferenceError weakly-referenced object no longer exists; (p / 1).n -> ReferenceError weakly-referenced object no longer exists; (1 / p).n -> ReferenceError weakly-referenced object no longer exists; (p // 1).n -> ReferenceError weakly-referenced object no longer exists; (1 // p).n -> ReferenceError weakly-referenced object no longer exists; (p % 1).n -> ReferenceError weakly-referenced object no longer exists; (1 % p).n -> ReferenceError weakly-referenced object no longer exists; (p & 1).n -> ReferenceError weakly-referenced object no longer exists; (1 & p).n -> ReferenceError weakly-referenced object no longer exists; (p | 1).n -> ReferenceError weakly-referenced object no longer exists; (1 | p).n -> ReferenceError weakly-referenced object no longer exists; (p ^ 1).n -> ReferenceError weakly-referenced object no longer exists; (1 ^ p).n -> ReferenceError weakly-referenced object no longer exists; (p << 1).n -> ReferenceError weakly-referenced object no longer exists; (1 << p).n -> ReferenceError weakly-referenced object no longer exists; (p >> 1).n -> ReferenceError weakly-referenced object no longer exists; (1 >> p).n -> ReferenceError weakly-referenced object no longer exists; (p + p).n -> ReferenceError weakly-referenced object no longer exists; p < 1 -> ReferenceError weakly-referenced object no longer exists; p <= 1 -> ReferenceError weakly-referenced object no longer exists; p == 1 -> ReferenceError weakly-referenced object no longer exists; p != 1 -> ReferenceError weakly-referenced object no longer exists; p > 1 -> ReferenceError weakly-referenced object no longer exists; p >= 1 -> ReferenceError weakly-referenced object no longer exists; 1 < p -> ReferenceError weakly-referenced object no longer exists; (p == p)[0] -> ReferenceError weakly-referenced object no longer exists; p.__class__.__name__ -> ReferenceError weakly-referenced object no longer exists; 
# expect: + ReferenceError weakly-referenced object no longer exists; - ReferenceError weakly-referenced object no longer exists; * ReferenceError weakly-referenced object no longer exists; @ ReferenceError weakly-referenced object no longer exists; / ReferenceError weakly-referenced object no longer exists; // ReferenceError weakly-referenced object no longer exists; % ReferenceError weakly-referenced object no longer exists; & ReferenceError weakly-referenced object no longer exists; | ReferenceError weakly-referenced object no longer exists; ^ ReferenceError weakly-referenced object no longer exists; << ReferenceError weakly-referenced object no longer exists; >> ReferenceError weakly-referenced object no longer exists; ** ReferenceError weakly-referenced object no longer exists; 
# expect: p.y = 1 ReferenceError weakly-referenced object no longer exists
# expect: del p.y ReferenceError weakly-referenced object no longer exists
# expect: hash(p) TypeError unhashable type: 'weakref.ProxyType'
# expect: p() TypeError 'weakref.ProxyType' object is not callable
# expect: dir(p) ReferenceError weakly-referenced object no longer exists
# expect: p[1] = 2 ReferenceError weakly-referenced object no longer exists
# expect: del p[1] ReferenceError weakly-referenced object no longer exists
# expect: for x in p: break ReferenceError weakly-referenced object no longer exists
# expect: ProxyType <weakproxy
# expect: None
raises('c()')  # expect: ReferenceError: weakly-referenced object no longer exists
print(repr(c).split("; ")[1])  # expect: dead>
