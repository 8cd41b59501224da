"""Which special methods mocks have, and how those of a MagicMock answer."""

from unittest._mock_calls import DEFAULT


def _dunders(names, prefix=""):
    return {f"__{prefix}{name}__" for name in names.split()}


_numerics = ("add sub mul matmul truediv floordiv mod lshift rshift and xor or pow")
_magics = (_dunders("lt gt le ge eq ne getitem setitem delitem len contains str sizeof enter exit "
                    "neg pos abs invert complex int float index round trunc floor ceil bool next "
                    "fspath aiter hash iter divmod rdivmod")
           | _dunders(_numerics) | _dunders(_numerics, "r") | _dunders(_numerics, "i"))
_non_defaults = _dunders("get set delete reversed missing reduce reduce_ex getinitargs getnewargs "
                         "getstate setstate getformat repr dir subclasses format getnewargs_ex")
_async_method_magics = _dunders("aenter aexit anext")
_async_magics = _async_method_magics | {"__aiter__"}
_all_sync_magics = _magics | _non_defaults
_all_magics = _all_sync_magics | _async_magics
_unsupported_magics = _dunders("getattr setattr init new prepare instancecheck subclasscheck del")


def _is_magic(name):
    return f"__{name[2:-2]}__" == name


class _AsyncIterator:
    """Gives an iterator's items to `async for`."""

    def __init__(self, iterator):
        self.iterator = iterator

    def __aiter__(self):
        return self

    async def __anext__(self):
        for item in self.iterator:
            return item
        raise StopAsyncIteration


# How a MagicMock's special methods answer: with a value; with one made for the mock; or by a
# function of (the value set by the user or DEFAULT, the mock, the arguments).
_fixed_results = {
    **dict.fromkeys(_dunders("lt gt le ge"), NotImplemented),
    **dict.fromkeys(_dunders("contains exit aexit"), False),
    **dict.fromkeys(_dunders("int index"), 1),
    "__len__": 0, "__complex__": 1j, "__float__": 1.0, "__bool__": True,
}
_made_results = {
    "__hash__": object.__hash__, "__str__": object.__str__, "__sizeof__": object.__sizeof__,
    "__fspath__": lambda mock: f"{type(mock).__name__}/{mock._extract_mock_name()}/{id(mock)}",
}
_computed_results = {
    "__eq__": lambda result, mock, other: (
        result if result is not DEFAULT else mock is other or NotImplemented),
    "__ne__": lambda result, mock, other: (
        DEFAULT if result is not DEFAULT else False if mock is other else NotImplemented),
    "__iter__": lambda result, mock: iter(() if result is DEFAULT else result),
    "__aiter__": lambda result, mock: _AsyncIterator(iter(() if result is DEFAULT else result)),
}


def _set_default_result(mock, method, name):
    if name in _fixed_results:
        method.return_value = _fixed_results[name]
    elif name in _made_results:
        method.return_value = _made_results[name](mock)
    elif name in _computed_results:
        def compute(*args):
            return _computed_results[name](method._mock_return_value, mock, *args)
        method.side_effect = compute


def _as_method(name, func):
    """A function that is called with self when it stands on a class, as no callable else is."""
    def method(self, /, *args, **kwargs):
        return func(self, *args, **kwargs)
    method.__name__ = name
    return method
