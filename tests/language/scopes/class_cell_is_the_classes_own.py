def outer():
    __class__ = 1

    class X:
        nonlocal __class__
        __class__ = 42

        def f(self):
            return __class__

    return __class__, X().f() is X


print(outer())  # expect: (42, True)
