"""The operators of the language as functions; the work is done by _operator."""

try:
    from _operator import *
except ImportError:
    from _pyoperator import *

_SPECIAL = """
    lt le eq ne ge gt not_ abs add and_ call floordiv index inv invert lshift mod mul matmul neg or_
    pos pow rshift sub truediv xor concat contains delitem getitem setitem iadd iand iconcat
    ifloordiv ilshift imod imul imatmul ior ipow irshift isub itruediv ixor""".split()

__all__ = sorted([*_SPECIAL, 'attrgetter', 'countOf', 'indexOf', 'is_', 'is_not', 'itemgetter',
                  'length_hint', 'methodcaller', 'truth'])

# Each operator also goes by the name of its special method.
for _name in _SPECIAL:
    globals()[f'__{_name.rstrip("_")}__'] = globals()[_name]
del _name, _SPECIAL
