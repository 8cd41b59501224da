"""How objects that pickle and copy do not know are taken apart and put together again."""

__all__ = ["pickle", "constructor", "add_extension", "remove_extension", "clear_extension_cache"]

dispatch_table = {}


def _check_callable(value, what):
    if not callable(value):
        raise TypeError(f"{what} must be callable")


def constructor(object):
    _check_callable(object, "constructors")


def pickle(ob_type, pickle_function, constructor_ob=None):
    _check_callable(pickle_function, "reduction functions")
    if constructor_ob is not None:
        constructor(constructor_ob)
    dispatch_table[ob_type] = pickle_function


def pickle_complex(c):
    return complex, (c.real, c.imag)


pickle(complex, pickle_complex, complex)


def pickle_union(union):
    import functools
    import operator

    return functools.reduce, (operator.or_, union.__args__)


pickle(type(int | str), pickle_union)


# ---- protocols 0 and 1: state kept by a built-in base goes through its constructor


def _reconstructor(cls, base, state):
    if base is object:
        return object.__new__(cls)
    made = base.__new__(cls, state)
    if base.__init__ is not object.__init__:
        base.__init__(made, state)
    return made


def _native_base(cls):
    """The nearest class in the mro that no class statement made."""
    for base in cls.__mro__:
        if not base.__flags__ & (1 << 9):
            return base
        new = base.__new__
        if type(new) is type(object.__new__) and getattr(new, "__self__", None) is base:
            return base
    return object


def _reduce_ex(self, proto):
    assert proto < 2
    cls = self.__class__
    base = _native_base(cls)
    if base is cls and base is not object:
        raise TypeError(f"cannot pickle {cls.__name__!r} object")
    state = None if base is object else base(self)
    arguments = (cls, base, state)
    try:
        get_state = self.__getstate__
    except AttributeError:
        if getattr(self, "__slots__", None):
            raise TypeError(
                f"cannot pickle {cls.__name__!r} object: "
                f"a class that defines __slots__ without defining __getstate__ "
                f"cannot be pickled with protocol {proto}"
            ) from None
        values = getattr(self, "__dict__", None)
    else:
        if getattr(self, "__slots__", None) and _is_default_getstate(cls):
            raise TypeError("a class that defines __slots__ without defining __getstate__ "
                            "cannot be pickled")
        values = get_state()
    if values:
        return _reconstructor, arguments, values
    return _reconstructor, arguments


def _is_default_getstate(cls):
    return getattr(cls, "__getstate__", None) is object.__getstate__


# ---- protocol 2 and later


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _slotnames(cls):
    """The names of all __slots__ of a class and its bases, mangled; kept as __slotnames__."""
    names = cls.__dict__.get("__slotnames__")
    if names is not None:
        return names
    names = []
    for base in cls.__mro__:
        slots = base.__dict__.get("__slots__", ())
        owner = base.__name__.lstrip("_")
        for name in (slots,) if isinstance(slots, str) else slots:
            if name in ("__dict__", "__weakref__"):
                continue
            private = name.startswith("__") and not name.endswith("__")
            names.append(f"_{owner}{name}" if private and owner else name)
    try:
        cls.__slotnames__ = names
    except Exception:
        pass
    return names


# ---- codes that stand for classes in pickles

_extension_registry = {}
_inverted_registry = {}
_extension_cache = {}


def add_extension(module, name, code):
    code = int(code)
    if not 1 <= code <= 0x7FFFFFFF:
        raise ValueError("code out of range")
    key = (module, name)
    if _extension_registry.get(key) == code and _inverted_registry.get(code) == key:
        return
    if key in _extension_registry:
        raise ValueError(f"key {key} is already registered with code {_extension_registry[key]}")
    if code in _inverted_registry:
        raise ValueError(f"code {code} is already in use for key {_inverted_registry[code]}")
    _extension_registry[key] = code
    _inverted_registry[code] = key


def remove_extension(module, name, code):
    key = (module, name)
    if _extension_registry.get(key) != code or _inverted_registry.get(code) != key:
        raise ValueError(f"key {key} is not registered with code {code}")
    del _extension_registry[key]
    del _inverted_registry[code]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    _extension_cache.clear()
