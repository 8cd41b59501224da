# Abstract methods and registered classes.
import abc
class B(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
try: B()
except TypeError as e: print(e)  # expect: Can't instantiate abstract class B without an implementation for abstract method 'f'
class C(B):
    def f(self): return 1
print(C().f(), isinstance(C(),B), B.__abstractmethods__)  # expect: 1 True frozenset({'f'})
@B.register
class D: pass
print(issubclass(D,B), isinstance(D(),B), issubclass(int,B), isinstance(3,B), isinstance(3,B))  # expect: True True False False False
