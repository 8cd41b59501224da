def plain(a, b=1, *args, c=2, **kwargs):
    "docstring"
    return a + b


def closure(x):
    def inner(y: int) -> int:
        nonlocal x
        x += y
        return x

    return inner


@decorate(1)
def decorated():
    pass


square = lambda n: n * n
