"""Structures and unions whose numbers are in the other byte order than the machine's.

Their metaclasses put the other order's type in the place of each member's when _fields_ is set;
that a class has an attribute _swappedbytes_ tells _ctypes that bit fields begin at the top.
"""

import sys

from ctypes import Array, Structure, Union

_OTHER_ENDIAN = "__ctype_be__" if sys.byteorder == "little" else "__ctype_le__"


def _other_endian(ctype):
    """The type in the other byte order."""
    if hasattr(ctype, _OTHER_ENDIAN):
        return getattr(ctype, _OTHER_ENDIAN)
    if isinstance(ctype, type(Array)):
        return _other_endian(ctype._type_) * ctype._length_
    if issubclass(ctype, (Structure, Union)):
        return ctype
    raise TypeError(f"This type does not support other endian: {ctype}")


class _swapped_meta:
    def __setattr__(self, name, value):
        if name == "_fields_":
            value = [(field, _other_endian(ctype), *bits) for field, ctype, *bits in value]
        super().__setattr__(name, value)


class _swapped_struct_meta(_swapped_meta, type(Structure)):
    pass


class _swapped_union_meta(_swapped_meta, type(Union)):
    pass


class _SwappedStructure(Structure, metaclass=_swapped_struct_meta):
    __slots__ = ()
    _swappedbytes_ = None


class _SwappedUnion(Union, metaclass=_swapped_union_meta):
    __slots__ = ()
    _swappedbytes_ = None


def _name(structure, union, order):
    structure.__name__ = structure.__qualname__ = f"{order}EndianStructure"
    structure.__doc__ = f"Structure with {order.lower()} endian byte order"
    union.__name__ = union.__qualname__ = f"{order}EndianUnion"
    union.__doc__ = f"Union with {order.lower()} endian byte order"
    return structure, union


if sys.byteorder == "little":
    LittleEndianStructure, LittleEndianUnion = Structure, Union
    BigEndianStructure, BigEndianUnion = _name(_SwappedStructure, _SwappedUnion, "Big")
else:
    BigEndianStructure, BigEndianUnion = Structure, Union
    LittleEndianStructure, LittleEndianUnion = _name(_SwappedStructure, _SwappedUnion, "Little")
