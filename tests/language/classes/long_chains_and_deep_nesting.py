# Freeing chains of instances needs no stack; endless lookups end in RecursionError.
import gc
import types


class Plain:
    pass


class Slots:
    __slots__ = ("next",)


class InDict:
    def __init__(self):
        self.__dict__


class OfList(list):
    pass


for cls in Plain, Slots, InDict, OfList:
    chain = None
    for i in range(100_000):
        link = cls()
        link.next = chain
        chain = link
    del chain, link
for make in (
    lambda inner: [inner].__len__,
    lambda inner: property(inner),
    lambda inner: types.MappingProxyType({1: inner}),
    lambda inner: types.GenericAlias(list, (inner,)),
    lambda inner: types.SimpleNamespace(a=inner),
):
    chain = None
    for i in range(100_000):
        chain = make(chain)
    del chain
print("freed")  # expect: freed
derived = Plain
for i in range(500):
    derived = type(f"C{i}", (derived,), {})
Plain.late = 5
Plain.__len__ = lambda self: 7
print(len(derived.__mro__), derived().late, len(derived()))  # expect: 502 5 7
del derived
gc.collect()
print(Plain.__subclasses__())  # expect: []


class Endless:
    def __getattr__(self, name):
        return getattr(self, name + "x")


class CallsItself:
    pass


CallsItself.__call__ = CallsItself()
alias = types.GenericAlias(list, (int,))
for i in range(100_000):
    alias = types.GenericAlias(list, (alias,))
nested = ()
for i in range(100_000):
    nested = (nested,)
for action in (
    lambda: Endless().a,
    lambda: CallsItself()(),
    lambda: repr(alias),
    lambda: hash(alias),
    lambda: isinstance(1, nested),
    lambda: issubclass(int, nested),
):
    try:
        print(action())
    except RecursionError:
        print("RecursionError")  # expect: RecursionError
                                 # expect: RecursionError
                                 # expect: RecursionError
                                 # expect: RecursionError
                                 # expect: RecursionError
                                 # expect: RecursionError
