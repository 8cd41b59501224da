# Classes derived from aliases get Generic once; forms that go away warn where they are used.
import warnings
from collections.abc import Sequence
from typing import Deque, ForwardRef, Generic, List, NamedTuple, TypedDict, TypeVar
import typing

T = TypeVar("T")


class Items(typing.Sequence[T]): ...
class Own(List[T], Items[T]): ...


print(Items.__bases__ == (Sequence, Generic), Own.__bases__ == (list, Items))  # expect: True True
print(List.__doc__)  # expect: A generic version of list.
print(Deque.__doc__)  # expect: A generic version of collections.deque.

for old in (lambda: NamedTuple("N", x=int), lambda: NamedTuple("N"), lambda: TypedDict("D", None),
            lambda: typing._eval_type(list["int"], globals(), {})):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        old()
    print(caught[0].filename == __file__, str(caught[0].message).split(" is ")[0])
    # expect: True Creating NamedTuple classes using keyword arguments
    # expect: True Failing to pass a value for the 'fields' parameter
    # expect: True Passing `None` as the 'fields' parameter
    # expect: True Failing to pass a value to the 'type_params' parameter of 'typing._eval_type'

print(ForwardRef("int") == ForwardRef("int"), ForwardRef("a", module="m"))  # expect: True ForwardRef('a', module='m')
