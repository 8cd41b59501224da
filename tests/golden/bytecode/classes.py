class A(B, metaclass=M):
    x: int = 1

    def method(self):
        self.attribute = super().method()
        return __class__


class G[T: int = bool](list[T]):
    def get[K](self, key: K = None) -> T: ...


type Alias[*Ts] = tuple[*Ts]
