top = 1


def outer(a, b):
    global g
    c = a

    def inner():
        nonlocal c
        c = b + top + g
        return lambda d: c

    return inner
