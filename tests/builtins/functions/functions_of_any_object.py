def attempt(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return f'{type(e).__name__}: {e}'
class A:
    x = 1
    def __init__(self):
        self.y = 2
a = A()
print(len('abc'), len([1, 2]), attempt(len, 5), repr('a'), ascii('é'), format(3.5, '.2f'), hash('') == hash(''), callable(len), callable(5), callable(A), callable(a))
# expect: 3 2 TypeError: object of type 'int' has no len() 'a' '\xe9' 3.50 True True False True False
print(getattr(a, 'x'), getattr(a, 'z', 3), hasattr(a, 'y'), hasattr(a, 'z'), attempt(getattr, a, 'z'), attempt(getattr, a, 5), attempt(setattr, 5, 'a', 1), sep='\n')
# expect: 1
# expect: 3
# expect: True
# expect: False
# expect: AttributeError: 'A' object has no attribute 'z'
# expect: TypeError: attribute name must be string, not 'int'
# expect: AttributeError: 'int' object has no attribute 'a' and no __dict__ for setting new attributes
setattr(a, 'z', 5); print(a.z, vars(a)); delattr(a, 'z'); print(vars(a), attempt(delattr, a, 'z'))
# expect: 5 {'y': 2, 'z': 5}
# expect: {'y': 2} AttributeError: 'A' object has no attribute 'z'
print(attempt(vars, 5), isinstance(5, (str, int)), isinstance(5, str), issubclass(bool, int), attempt(isinstance, 5, 5), attempt(issubclass, 5, int), sep='\n')
# expect: TypeError: vars() argument must have __dict__ attribute
# expect: True
# expect: False
# expect: True
# expect: TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
# expect: TypeError: issubclass() arg 1 must be a class
print(list(iter([1, 2])), next(iter([1])), next(iter([]), 'd'), attempt(next, iter([])), attempt(next, [1]), attempt(iter, 5), attempt(iter, 5, 6), sep='\n')
# expect: [1, 2]
# expect: 1
# expect: d
# expect: StopIteration: 
# expect: TypeError: 'list' object is not an iterator
# expect: TypeError: 'int' object is not iterable
# expect: TypeError: iter(v, w): v must be callable
it = iter([1, 2, 3, 0, 5]); print(list(iter(lambda: next(it), 0)))  # expect: [1, 2, 3]
print(all([]), all([1, 0]), any([]), any([0, 1]), sorted([3, 1, 2]), sorted('bca', reverse=True), sorted([-3, 2], key=abs), attempt(sorted, [1, 'a']), attempt(sorted, 5))
# expect: True False False True [1, 2, 3] ['c', 'b', 'a'] [2, -3] TypeError: '<' not supported between instances of 'str' and 'int' TypeError: 'int' object is not iterable
print(attempt(lambda: len()), attempt(lambda: len(1, 2)), attempt(lambda: isinstance(1)), attempt(lambda: sorted([1], 2)), attempt(lambda: print(sep=5)), sep='\n')
# expect: TypeError: len() takes exactly one argument (0 given)
# expect: TypeError: len() takes exactly one argument (2 given)
# expect: TypeError: isinstance expected 2 arguments, got 1
# expect: TypeError: sorted expected 1 argument, got 2
# expect: TypeError: sep must be None or a string, not int
print(1, 2, sep='-', end='!\n'); print(); print('a', 'b', sep=''); print(*[1, 2], sep=None)
# expect: 1-2!
# expect: 
# expect: ab
# expect: 1 2
def f():
    q = 1
    return sorted(locals()), sorted(dir())
print(f(), 'A' in globals(), 'a' in dir())  # expect: (['q'], ['q']) True True
def g():
    yield 1
    return 'done'
it = g(); next(it)
try:
    next(it)
except StopIteration as e:
    print(e.value, e.args)  # expect: done ('done',)
