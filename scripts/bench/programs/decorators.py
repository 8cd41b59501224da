"""Functions around functions: closures, *args and **kwargs, caches, partial."""
from functools import partial, reduce, wraps


def counted(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)
    wrapper.calls = 0
    return wrapper


def memoised(function):
    known = {}

    @wraps(function)
    def wrapper(*args):
        if args not in known:
            known[args] = function(*args)
        return known[args]
    return wrapper


@counted
def area(width, height=1, *, scale=1):
    return width * height * scale


@memoised
def binomial(n, k):
    return 1 if k in (0, n) else binomial(n - 1, k - 1) + binomial(n - 1, k)


def compose(*functions):
    return reduce(lambda f, g: lambda x: g(f(x)), functions)


double = partial(area, height=2)
total = 0
for i in range(120000):
    total += area(i) + double(i) + area(i, height=3, scale=2)
pipeline = compose(*[lambda x, k=k: x + k for k in range(20)])
total += sum(pipeline(i) for i in range(32000))
print(total, area.calls, binomial(60, 30))
