# class C[T], def f[T], type X = ...: the objects they make.
from _typing import TypeVar, ParamSpec, TypeVarTuple, NoDefault


def f[Q: int, *R, **S, W = str, Z: (int, str) = int]():
    return Q, R, S, W, Z


print([(p, type(p).__name__, p.__default__, p.has_default()) for p in f()])  # expect: [(Q, 'TypeVar', typing.NoDefault, False), (R, 'TypeVarTuple', typing.NoDefault, False), (S, 'ParamSpec', typing.NoDefault, False), (W, 'TypeVar', <class 'str'>, True), (Z, 'TypeVar', <class 'int'>, True)]
print(f()[0].__bound__, f()[4].__constraints__, f.__type_params__)  # expect: <class 'int'> (<class 'int'>, <class 'str'>) (Q, R, S, W, Z)
type Plain = int
type Listed[T] = list[T]
type Endless = list[Endless]
print(Plain, Plain.__value__, Plain.__type_params__, Listed[int], Listed.__value__, Endless.__value__)  # expect: Plain <class 'int'> () Listed[int] list[T] list[Endless]
print(Plain | str, None | Plain, Listed.__parameters__, Plain.__module__)  # expect: Plain | str None | Plain (T,) __main__
for action in (
    lambda: Plain[int],
    lambda: TypeVar("T", int),
    lambda: TypeVar("T", covariant=True, contravariant=True),
    lambda: TypeVar(1),
    lambda: TypeVar("T").__mro_entries__(()),
    lambda: TypeVarTuple("Ts").__typing_subst__(1),
    lambda: setattr(Plain, "__value__", 1),
    lambda: setattr(TypeVar("T"), "__name__", 1),
    lambda: type("X", (TypeVar,), {}),
):
    try:
        print(action())
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)  # expect: TypeError Only generic type aliases are subscriptable
                                    # expect: TypeError A single constraint is not allowed
                                    # expect: ValueError Bivariant types are not supported.
                                    # expect: TypeError typevar() argument 'name' must be str, not int
                                    # expect: TypeError Cannot subclass an instance of TypeVar
                                    # expect: TypeError Substitution of bare TypeVarTuple is not supported
                                    # expect: AttributeError attribute '__value__' of 'typing.TypeAliasType' objects is not writable
                                    # expect: AttributeError readonly attribute
                                    # expect: TypeError type 'typing.TypeVar' is not an acceptable base type
print(TypeVar("T"), TypeVar("T", covariant=True), TypeVar("T", contravariant=True), ParamSpec("P"), TypeVarTuple("Ts"))  # expect: ~T +T -T ~P Ts
P = ParamSpec("P")
print(P.args, P.kwargs, P.args == P.args, P.args == P.kwargs, P.args.__origin__ is P)  # expect: P.args P.kwargs True False True
print(NoDefault, TypeVar("T", default=int).__default__, TypeVar("T").__default__ is NoDefault)  # expect: typing.NoDefault <class 'int'> True
