"""itertools: arguments, states, and inputs that fail on the way."""
import copy
import itertools
import operator
import pickle
import warnings

warnings.simplefilter("ignore")


def attempt(function, *arguments, **keywords):
    try:
        return function(*arguments, **keywords)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"



class Broken:
    """Gives so many items and then fails."""

    def __init__(self, count):
        self.count = count

    def __iter__(self):
        return self

    def __next__(self):
        if self.count == 0:
            raise ValueError("broken off")
        self.count -= 1
        return self.count


def failing(*arguments):
    raise KeyError("function")


def drained(make, *arguments, **keywords):
    """All items, or those before the exception, and it."""
    items = []
    try:
        for item in itertools.islice(make(*arguments, **keywords), 12):
            items.append(item)
    except Exception as error:
        items.append(f"{type(error).__name__}: {error}")
    return items


tools = itertools
for_all = sorted(name for name in dir(tools) if not name.startswith("_"))
print([(name, attempt(getattr(tools, name), 5)) for name in for_all if name not in ("chain", "count", "repeat", "_grouper", "_tee", "_tee_dataobject", "filterfalse")])  # expect: [('accumulate', "TypeError: 'int' object is not iterable"), ('batched', "TypeError: batched() missing required argument 'n' (pos 2)"), ('combinations', "TypeError: combinations() missing required argument 'r' (pos 2)"), ('combinations_with_replacement', "TypeError: combinations_with_replacement() missing required argument 'r' (pos 2)"), ('compress', "TypeError: compress() missing required argument 'selectors' (pos 2)"), ('cycle', "TypeError: 'int' object is not iterable"), ('dropwhile', 'TypeError: dropwhile expected 2 arguments, got 1'), ('groupby', "TypeError: 'int' object is not iterable"), ('islice', 'TypeError: islice expected at least 2 arguments, got 1'), ('pairwise', "TypeError: 'int' object is not iterable"), ('permutations', "TypeError: 'int' object is not iterable"), ('product', "TypeError: 'int' object is not iterable"), ('starmap', 'TypeError: starmap expected 2 arguments, got 1'), ('takewhile', 'TypeError: takewhile expected 2 arguments, got 1'), ('tee', "TypeError: 'int' object is not iterable"), ('zip_longest', "TypeError: 'int' object is not iterable")]
print([(name, attempt(getattr(tools, name))) for name in for_all if name not in ("cycle", "pairwise", "count", "chain", "zip_longest", "product")])  # expect: [('accumulate', "TypeError: accumulate() missing required argument 'iterable' (pos 1)"), ('batched', "TypeError: batched() missing required argument 'iterable' (pos 1)"), ('combinations', "TypeError: combinations() missing required argument 'iterable' (pos 1)"), ('combinations_with_replacement', "TypeError: combinations_with_replacement() missing required argument 'iterable' (pos 1)"), ('compress', "TypeError: compress() missing required argument 'data' (pos 1)"), ('dropwhile', 'TypeError: dropwhile expected 2 arguments, got 0'), ('filterfalse', 'TypeError: filterfalse expected 2 arguments, got 0'), ('groupby', "TypeError: groupby() missing required argument 'iterable' (pos 1)"), ('islice', 'TypeError: islice expected at least 2 arguments, got 0'), ('permutations', "TypeError: permutations() missing required argument 'iterable' (pos 1)"), ('repeat', "TypeError: repeat() missing required argument 'object' (pos 1)"), ('starmap', 'TypeError: starmap expected 2 arguments, got 0'), ('takewhile', 'TypeError: takewhile expected 2 arguments, got 0'), ('tee', 'TypeError: tee expected at least 1 argument, got 0')]
print([(name, attempt(getattr(tools, name), [], wrong=1)) for name in for_all if name not in ("filterfalse",)])  # expect: [('accumulate', "TypeError: accumulate() got an unexpected keyword argument 'wrong'"), ('batched', "TypeError: batched() missing required argument 'n' (pos 2)"), ('chain', 'TypeError: chain() takes no keyword arguments'), ('combinations', "TypeError: combinations() missing required argument 'r' (pos 2)"), ('combinations_with_replacement', "TypeError: combinations_with_replacement() missing required argument 'r' (pos 2)"), ('compress', "TypeError: compress() missing required argument 'selectors' (pos 2)"), ('count', "TypeError: count() got an unexpected keyword argument 'wrong'"), ('cycle', 'TypeError: cycle() takes no keyword arguments'), ('dropwhile', 'TypeError: dropwhile() takes no keyword arguments'), ('groupby', "TypeError: groupby() got an unexpected keyword argument 'wrong'"), ('islice', 'TypeError: islice() takes no keyword arguments'), ('pairwise', 'TypeError: pairwise() takes no keyword arguments'), ('permutations', "TypeError: permutations() got an unexpected keyword argument 'wrong'"), ('product', "TypeError: product() got an unexpected keyword argument 'wrong'"), ('repeat', "TypeError: repeat() got an unexpected keyword argument 'wrong'"), ('starmap', 'TypeError: starmap() takes no keyword arguments'), ('takewhile', 'TypeError: takewhile() takes no keyword arguments'), ('tee', 'TypeError: itertools.tee() takes no keyword arguments'), ('zip_longest', 'TypeError: zip_longest() got an unexpected keyword argument')]
print(drained(tools.accumulate, [1, 2, 3]), drained(tools.accumulate, [1, 2, 3], operator.mul), drained(tools.accumulate, [1, 2], initial=10), drained(tools.accumulate, [], initial=10), drained(tools.accumulate, Broken(2)), drained(tools.accumulate, [1, 2], failing), drained(tools.accumulate, ["a", 5]), drained(tools.accumulate, [1, 2], None), drained(tools.accumulate, [], None), attempt(tools.accumulate, [1], 5, 6, 7), drained(tools.accumulate, [1, 2], 5))  # expect: [1, 3, 6] [1, 2, 6] [10, 11, 13] [10] [1, 1, 'ValueError: broken off'] [1, "KeyError: 'function'"] ['a', 'TypeError: can only concatenate str (not "int") to str'] [1, 3] [] TypeError: accumulate() takes at most 3 arguments (4 given) [1, "TypeError: 'int' object is not callable"]
print(drained(tools.batched, "abcdefg", 3), attempt(tools.batched, "abc", 0), attempt(tools.batched, "abc", "x"), drained(tools.batched, "abcd", 3, strict=True), drained(tools.batched, "abcdef", 3, strict=True), drained(tools.batched, Broken(4), 3), drained(tools.batched, "", 2), attempt(tools.batched, "abc", 2 ** 70))  # expect: [('a', 'b', 'c'), ('d', 'e', 'f'), ('g',)] ValueError: n must be at least one TypeError: 'str' object cannot be interpreted as an integer [('a', 'b', 'c'), 'ValueError: batched(): incomplete batch'] [('a', 'b', 'c'), ('d', 'e', 'f')] [(3, 2, 1), 'ValueError: broken off'] [] OverflowError: Python int too large to convert to C ssize_t
print(drained(tools.chain, "ab", [1], ()), drained(tools.chain), drained(tools.chain, [1], 5), drained(tools.chain, Broken(1)), drained(tools.chain.from_iterable, ["ab", "c"]), drained(tools.chain.from_iterable, ["ab", 5]), drained(tools.chain.from_iterable, Broken(1)), attempt(tools.chain.from_iterable, 5), attempt(tools.chain.from_iterable), tools.chain[int])  # expect: ['a', 'b', 1] [] [1, "TypeError: 'int' object is not iterable"] [0, 'ValueError: broken off'] ['a', 'b', 'c'] ['a', 'b', "TypeError: 'int' object is not iterable"] ["TypeError: 'int' object is not iterable"] TypeError: 'int' object is not iterable TypeError: chain.from_iterable() takes exactly one argument (0 given) itertools.chain[int]
print(drained(tools.combinations, "abcd", 2), drained(tools.combinations, "ab", 3), drained(tools.combinations, "ab", 0), attempt(tools.combinations, "ab", -1), attempt(tools.combinations, "ab", "x"), attempt(tools.combinations, Broken(2), 1), drained(tools.combinations_with_replacement, "abc", 2), drained(tools.combinations_with_replacement, "", 1), drained(tools.combinations_with_replacement, "", 0), attempt(tools.combinations_with_replacement, "ab", -1), drained(tools.combinations, iterable="ab", r=1))  # expect: [('a', 'b'), ('a', 'c'), ('a', 'd'), ('b', 'c'), ('b', 'd'), ('c', 'd')] [] [()] ValueError: r must be non-negative TypeError: 'str' object cannot be interpreted as an integer ValueError: broken off [('a', 'a'), ('a', 'b'), ('a', 'c'), ('b', 'b'), ('b', 'c'), ('c', 'c')] [] [()] ValueError: r must be non-negative [('a',), ('b',)]
print(drained(tools.permutations, "abc"), drained(tools.permutations, "abc", 2), drained(tools.permutations, "ab", 3), drained(tools.permutations, "ab", 0), drained(tools.permutations, ""), attempt(tools.permutations, "ab", -1), attempt(tools.permutations, "ab", "x"), drained(tools.permutations, "abc", None), attempt(tools.permutations, Broken(1)))  # expect: [('a', 'b', 'c'), ('a', 'c', 'b'), ('b', 'a', 'c'), ('b', 'c', 'a'), ('c', 'a', 'b'), ('c', 'b', 'a')] [('a', 'b'), ('a', 'c'), ('b', 'a'), ('b', 'c'), ('c', 'a'), ('c', 'b')] [] [()] [()] ValueError: r must be non-negative TypeError: Expected int as r [('a', 'b', 'c'), ('a', 'c', 'b'), ('b', 'a', 'c'), ('b', 'c', 'a'), ('c', 'a', 'b'), ('c', 'b', 'a')] ValueError: broken off
print(drained(tools.product, "ab", "cd"), drained(tools.product), drained(tools.product, "ab", repeat=2), drained(tools.product, "ab", repeat=0), attempt(tools.product, "ab", repeat=-1), attempt(tools.product, "ab", repeat="x"), drained(tools.product, "ab", ""), attempt(tools.product, 5), attempt(tools.product, Broken(1)), attempt(tools.product, "ab", repeat=2 ** 62), attempt(tools.product, other=1))  # expect: [('a', 'c'), ('a', 'd'), ('b', 'c'), ('b', 'd')] [()] [('a', 'a'), ('a', 'b'), ('b', 'a'), ('b', 'b')] [()] ValueError: repeat argument cannot be negative TypeError: 'str' object cannot be interpreted as an integer [] TypeError: 'int' object is not iterable ValueError: broken off OverflowError: repeat argument too large TypeError: product() got an unexpected keyword argument 'other'
print(drained(tools.compress, "abcd", [1, 0, 1]), drained(tools.compress, Broken(2), [0, 1, 1]), drained(tools.compress, "abc", Broken(2)), drained(tools.compress, data="ab", selectors=[1, 1]), attempt(tools.compress, "ab", 5))  # expect: ['a', 'c'] [0, 'ValueError: broken off'] ['a', 'ValueError: broken off'] ['a', 'b'] TypeError: 'int' object is not iterable
print(drained(tools.count), drained(tools.count, 5, 2)[:3], drained(tools.count, 1.5)[:2], drained(tools.count, 2 ** 62 - 1)[:3], drained(tools.count, 0, -1)[:3], drained(tools.count, 1, 0.5)[:3], attempt(tools.count, "x"), attempt(tools.count, 1, "x"), repr(tools.count()), repr(tools.count(5)), repr(tools.count(5, 2)), repr(tools.count(1.5, 1)), repr(tools.count(2 ** 80)), drained(tools.count, 2 ** 80, 2 ** 70)[:2], repr(tools.count(step=2)), drained(tools.count, 1, 0)[:2], drained(tools.count, True)[:2])  # expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] [5, 7, 9] [1.5, 2.5] [4611686018427387903, 4611686018427387904, 4611686018427387905] [0, -1, -2] [1, 1.5, 2.0] TypeError: a number is required TypeError: a number is required count(0) count(5) count(5, 2) count(1.5) count(1208925819614629174706176) [1208925819614629174706176, 1210106411235346586009600] count(0, 2) [1, 1] [1, 2]
print(drained(tools.cycle, "ab"), drained(tools.cycle, ""), drained(tools.cycle, Broken(2)), drained(tools.dropwhile, lambda x: x < 2, [0, 1, 2, 0]), drained(tools.dropwhile, failing, [1]), drained(tools.dropwhile, bool, Broken(2)), drained(tools.takewhile, lambda x: x < 2, [0, 1, 2, 0]), drained(tools.takewhile, failing, [1]), drained(tools.takewhile, bool, Broken(2)), drained(tools.takewhile, 5, [1]), drained(tools.filterfalse, None, [0, 1, ""]), drained(tools.filterfalse, bool, [0, 1]), drained(tools.filterfalse, failing, [1]), drained(tools.filterfalse, None, Broken(1)))  # expect: ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'] [] [1, 0, 'ValueError: broken off'] [2, 0] ["KeyError: 'function'"] [0, 'ValueError: broken off'] [0, 1] ["KeyError: 'function'"] [1] ["TypeError: 'int' object is not callable"] [0, ''] [0] ["KeyError: 'function'"] [0, 'ValueError: broken off']
print([(key, list(group)) for key, group in tools.groupby("aabbba")], [(key, list(group)) for key, group in tools.groupby([1, -1, 2], abs)], drained(tools.groupby, [1], failing), drained(tools.groupby, Broken(0)), [key for key, group in tools.groupby("aab")], drained(tools.groupby, [1, 2], key=None)[0][0])  # expect: [('a', ['a', 'a']), ('b', ['b', 'b', 'b']), ('a', ['a'])] [(1, [1, -1]), (2, [2])] ["KeyError: 'function'"] ['ValueError: broken off'] ['a', 'b'] 1
groups = tools.groupby("aab")
key, first = next(groups)
key, second = next(groups)
print(list(first), list(second), attempt(next, groups), attempt(tools.groupby, "a", 5, 6), attempt(tools._grouper if hasattr(tools, "_grouper") else len, 5))  # expect: [] ['b'] StopIteration:  TypeError: groupby() takes at most 2 arguments (3 given) TypeError: _grouper expected 2 arguments, got 1
groups = tools.groupby(Broken(2), lambda x: 5)
print(drained(lambda: next(groups)[1]), attempt(next, groups))  # expect: [1, 0, 'ValueError: broken off'] ValueError: broken off
print(drained(tools.islice, "abcdef", 2), drained(tools.islice, "abcdef", 1, 4), drained(tools.islice, "abcdef", 1, None, 2), drained(tools.islice, "abc", None), drained(tools.islice, "abc", 0), attempt(tools.islice, "abc", -1), attempt(tools.islice, "abc", 0, -1), attempt(tools.islice, "abc", 0, 1, 0), attempt(tools.islice, "abc", "x"), attempt(tools.islice, "abc", "x", 1), attempt(tools.islice, "abc", 0, 1, "x"), attempt(tools.islice, "abc", 2 ** 70), attempt(tools.islice, "abc"), attempt(tools.islice, "abc", 1, 2, 3, 4), drained(tools.islice, Broken(2), 5), drained(tools.islice, Broken(2), 3, 5))  # expect: ['a', 'b'] ['b', 'c', 'd'] ['b', 'd', 'f'] ['a', 'b', 'c'] [] ValueError: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize. ValueError: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize. ValueError: Step for islice() must be a positive integer or None. ValueError: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize. ValueError: Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize. ValueError: Step for islice() must be a positive integer or None. ValueError: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize. TypeError: islice expected at least 2 arguments, got 1 TypeError: islice expected at most 4 arguments, got 5 [1, 0, 'ValueError: broken off'] ['ValueError: broken off']
print(drained(tools.pairwise, "abc"), drained(tools.pairwise, "a"), drained(tools.pairwise, ""), drained(tools.pairwise, Broken(2)), drained(tools.pairwise, Broken(0)), drained(tools.repeat, 5)[:2], drained(tools.repeat, 5, 2), drained(tools.repeat, 5, -2), attempt(tools.repeat, 5, "x"), repr(tools.repeat(5)), repr(tools.repeat(5, 2)), attempt(tools.repeat(5).__length_hint__), tools.repeat(5, 2).__length_hint__(), drained(tools.repeat, object=1, times=1), attempt(tools.repeat, 1, None))  # expect: [('a', 'b'), ('b', 'c')] [] [] [(1, 0), 'ValueError: broken off'] ['ValueError: broken off'] [5, 5] [5, 5] [] TypeError: 'str' object cannot be interpreted as an integer repeat(5) repeat(5, 2) TypeError: len() of unsized object 2 [1] TypeError: 'NoneType' object cannot be interpreted as an integer
print(drained(tools.starmap, pow, [(2, 3), [3, 2]]), drained(tools.starmap, pow, [5]), drained(tools.starmap, failing, [()]), drained(tools.starmap, pow, Broken(0)), drained(tools.zip_longest, "abc", [1]), drained(tools.zip_longest, "abc", [1], fillvalue="-"), drained(tools.zip_longest), drained(tools.zip_longest, "a", 5) if False else attempt(tools.zip_longest, "a", 5), drained(tools.zip_longest, "abc", Broken(1)), attempt(tools.zip_longest, "a", other=1))  # expect: [8, 9] ["TypeError: 'int' object is not iterable"] ["KeyError: 'function'"] ['ValueError: broken off'] [('a', 1), ('b', None), ('c', None)] [('a', 1), ('b', '-'), ('c', '-')] [] TypeError: 'int' object is not iterable [('a', 0), 'ValueError: broken off'] TypeError: zip_longest() got an unexpected keyword argument
one, two = tools.tee("abc")
print(next(one), list(two), list(one), attempt(tools.tee, "abc", -1), tools.tee("abc", 0), attempt(tools.tee, "abc", "x"), attempt(tools.tee, 5), [list(each) for each in tools.tee([1, 2], 3)], drained(lambda: tools.tee(Broken(1))[1]), list(copy.copy(tools.tee("xy")[0])), len(tools.tee(tools.tee("a")[0])))  # expect: a ['a', 'b', 'c'] ['b', 'c'] ValueError: n must be >= 0 () TypeError: 'str' object cannot be interpreted as an integer TypeError: 'int' object is not iterable [[1, 2], [1, 2], [1, 2]] [0, 'ValueError: broken off'] ['x', 'y'] 2
one, two = tools.tee(Broken(2))
print(drained(lambda: one), drained(lambda: two))  # expect: [1, 0, 'ValueError: broken off'] [1, 0, 'ValueError: broken off']


class Selfish:
    """Asks its own tee for more while it is asked."""

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.other)


selfish = Selfish()
one, selfish.other = tools.tee(selfish)
print(attempt(next, one))  # expect: RuntimeError: cannot re-enter the tee iterator
print([attempt(copy.copy, getattr(tools, name)("ab")) is not None for name in ("chain", "cycle", "pairwise")], attempt(pickle.dumps, tools.count()) is not None, attempt(pickle.dumps, tools.pairwise("a")))  # expect: [True, True, True] True TypeError: cannot pickle 'itertools.pairwise' object
print(tools.count(1).__reduce__() if hasattr(tools.count(1), "__reduce__") else None, tools.repeat(1, 2).__reduce__(), [type(getattr(tools, name).__doc__).__name__ for name in for_all][:2])  # expect: (<class 'itertools.count'>, (1,)) (<class 'itertools.repeat'>, (1, 2)) ['str', 'str']
