class A:
    x = 1

    def __private(self, __y):
        return super().method(x, __class__)

    z = [x for x in range(3) if x]


class G[T]:
    def f[K: T](self, t: T) -> K:
        return t
