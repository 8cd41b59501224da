# list[int], int | str and what may be done with them.
a = list[int]
print(a, a.__origin__, a.__args__, a.__parameters__, a(), a == list[int], a != list[str])  # expect: list[int] <class 'list'> (<class 'int'>,) () [] True True
print(dict[str, list[int]], tuple[()], tuple[int, ...], list[None], list["x"], type(a))  # expect: dict[str, list[int]] tuple[()] tuple[int, ...] list[None] list['x'] <class 'types.GenericAlias'>
print(list[[int, str]], hash(a) == hash(list[int]), a.append, a.__mro_entries__(()))  # expect: list[[int, str]] True <method 'append' of 'list' objects> (<class 'list'>,)
print(*list[int] and [1], [*tuple[int, str]])  # expect: 1 [*tuple[int, str]]
u = int | str | None
print(u, u.__args__, int | int, (int | str) == (str | int), list[int] | None, None | int)  # expect: int | str | None (<class 'int'>, <class 'str'>, <class 'NoneType'>) <class 'int'> True list[int] | None None | int
print(isinstance(1, u), isinstance(None, u), isinstance(b"", u), issubclass(bool, int | str), type(u))  # expect: True True False True <class 'types.UnionType'>
for action in (
    lambda: list[int][str],
    lambda: a.nothing,
    lambda: isinstance([], list[int]),
    lambda: issubclass(list, list[int]),
    lambda: int | 3,
    lambda: type(u)(),
    lambda: setattr(a, "x", 1),
    lambda: int[3],
    lambda: u[int],
    lambda: type(a)(1),
):
    try:
        print(action())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)  # expect: TypeError list[int] is not a generic class
                                    # expect: AttributeError type object 'list' has no attribute 'nothing'
                                    # expect: TypeError isinstance() argument 2 cannot be a parameterized generic
                                    # expect: TypeError issubclass() argument 2 cannot be a parameterized generic
                                    # expect: TypeError unsupported operand type(s) for |: 'type' and 'int'
                                    # expect: TypeError cannot create 'types.UnionType' instances
                                    # expect: AttributeError 'types.GenericAlias' object has no attribute 'x' and no __dict__ for setting new attributes
                                    # expect: TypeError type 'int' is not subscriptable
                                    # expect: TypeError int | str | None is not a generic class
                                    # expect: TypeError GenericAlias expected 2 arguments, got 1


class C(list[int]):
    pass


print(C.__bases__, C.__orig_bases__, C([1]))  # expect: (<class 'list'>,) (list[int],) [1]


class G:
    def __class_getitem__(cls, item):
        return (cls.__name__, item)


print(G[1], G[1, 2], type[int])  # expect: ('G', 1) ('G', (1, 2)) type[int]
import types

n = types.SimpleNamespace(a=1, b="x")
print(n, n.a, n == types.SimpleNamespace(a=1, b="x"), n.__dict__)  # expect: namespace(a=1, b='x') 1 True {'a': 1, 'b': 'x'}
n.c = n
print(n)  # expect: namespace(a=1, b='x', c=namespace(...))
