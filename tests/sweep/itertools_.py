import itertools as it, functools as ft, operator as op
print(list(it.chain("ab", [1])), list(it.islice(it.count(3), 4)), list(it.product("ab", repeat=2)), list(it.permutations("abc", 2)))
print(list(it.combinations(range(4), 2)), list(it.accumulate([1, 2, 3])), [(k, list(g)) for k, g in it.groupby("aabbc")], list(it.zip_longest("ab", "c")))
print(list(it.takewhile(lambda x: x < 3, it.count())), list(it.pairwise("abc")), list(it.batched("abcde", 2)), [list(x) for x in it.tee("ab")], next(it.cycle("x")))
print(ft.reduce(op.add, range(5)), ft.partial(pow, 2)(5), op.itemgetter(1, 0)("ab"), op.attrgetter("real")(3), op.methodcaller("upper")("x"))
@ft.lru_cache(maxsize=3)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
@ft.singledispatch
def kind(x): return "object"
@kind.register
def _(x: int): return "int"
@ft.total_ordering
class Order:
    def __lt__(self, other): return False
    def __eq__(self, other): return True
class Cached:
    @ft.cached_property
    def value(self): return 42
print(fib(15), fib.cache_info(), kind(3), kind(""), Order() >= Order(), Cached().value, sorted([3, 1], key=ft.cmp_to_key(lambda a, b: a - b)))
