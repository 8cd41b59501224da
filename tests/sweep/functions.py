def f(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw
print(f(1, c=3), f(*[1, 2, 3], **{"c": 5, "z": 6}), f(1, 2, 3, c=1, d=2, e=3), f.__defaults__, f.__kwdefaults__)
def outer(n):
    count = 0
    def inner():
        nonlocal count
        count += n
        return count
    return inner
g = outer(3); print(g(), g(), (lambda x, y=1: x + y)(5), outer.__code__.co_varnames, f.__name__)
def decorate(fn):
    def wrapper(*a, **k):
        return fn(*a, **k) + 1
    return wrapper
@decorate
def twice(x: int) -> int:
    "doc"
    return 2 * x
print(twice(4), twice.__closure__ is not None)
try:
    f()
except TypeError as error:
    print(error)
def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)
print(deep(60))
