"""Classes made of annotations: NewType, NamedTuple and TypedDict of typing."""

import collections
from typing import (Annotated, Generic, NotRequired, ReadOnly, Required, _caller,
                    _generic_class_getitem, _idfunc, _sentinel, _type_check,
                    _TYPEDDICT_QUALIFIERS, _UnionOperand, get_args, get_origin)

__name__ = "typing"


class NewType(_UnionOperand):
    """NewType("UserId", int) is a subtype of int for type checkers.

    At run time it is a function that returns its argument.
    """

    __call__ = _idfunc

    def __init__(self, name, tp):
        self.__qualname__, self.__name__ = name, name.rpartition(".")[2]
        self.__supertype__ = tp
        module = _caller()
        if module != "typing":
            self.__module__ = module

    def __mro_entries__(self, bases):
        base = self.__name__

        class Refusing:
            def __init_subclass__(cls):
                name = cls.__name__
                raise TypeError("Cannot subclass an instance of NewType. Perhaps you were looking "
                                f"for: `{name} = NewType({name!r}, {base})`")
        return (Refusing,)

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __reduce__(self):
        return self.__qualname__


def _warn_old_form(kind, fields, kwargs, no_fields):
    """The ways of giving no fields, or fields by keywords, will go away."""
    import warnings
    what = ("Passing `None` as the 'fields' parameter" if fields is None else
            f"Creating {kind} classes using keyword arguments" if kwargs else
            "Failing to pass a value for the 'fields' parameter")
    instead = ("Use the class-based or functional syntax instead." if kwargs else
               f"To create a {kind} class with 0 fields using the functional syntax, pass an empty "
               + no_fields)
    warnings.warn(f"{what} is deprecated and will be disallowed in Python 3.15. {instead}",
                  DeprecationWarning, stacklevel=3)


def _make_nmtuple(name, types, module, defaults=()):
    fields = {n: _type_check(t, f"field {n} annotation must be a type") for n, t in types}
    made = collections.namedtuple(name, fields, defaults=defaults, module=module)
    made.__annotations__ = made.__new__.__annotations__ = fields
    return made


# Names that the body of a NamedTuple may not define, and those that it defines without meaning to.
_prohibited = frozenset("__new__ __init__ __slots__ __getnewargs__ _fields _field_defaults "
                        "_field_types _make _replace _asdict _source".split())
_special = frozenset("__module__ __name__ __annotations__ __static_attributes__ __firstlineno__"
                     .split())


class NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        if "__classcell__" in ns:
            raise TypeError("uses of super() and __class__ are unsupported in methods of "
                            "NamedTuple subclasses")
        if any(base not in (_NamedTuple, Generic) for base in bases):
            raise TypeError("can only inherit from a NamedTuple type and Generic")
        if clash := next((name for name in ns if name in _prohibited), None):
            raise AttributeError("Cannot overwrite NamedTuple attribute " + clash)
        fields = ns.get("__annotations__", {})
        made = _make_nmtuple(typename, fields.items(), ns["__module__"],
                             [ns[name] for name in _fields_with_default(fields, ns)])
        made.__bases__ = tuple(tuple if base is _NamedTuple else base for base in bases)
        if Generic in bases:
            made.__class_getitem__ = classmethod(_generic_class_getitem)
        for key, value in ns.items():
            if key not in _special:
                if key not in fields:
                    setattr(made, key, value)
                _tell_name(made, key, value)
        if Generic in bases:
            made.__init_subclass__()
        return made


def _fields_with_default(fields, ns):
    found = []
    for field in fields:
        if field in ns:
            found.append(field)
        elif found:
            raise TypeError(f"Non-default namedtuple field {field} cannot follow default field"
                            f"{'s' if len(found) > 1 else ''} {', '.join(found)}")
    return found


def _tell_name(owner, key, value):
    """What type() does for the values in a class's body: their __set_name__ is called."""
    set_name = getattr(type(value), "__set_name__", None)
    if set_name is None:
        return
    try:
        set_name(value, owner, key)
    except BaseException as e:
        e.add_note(f"Error calling __set_name__ on {type(value).__name__!r} instance {key!r} "
                   f"in {owner.__name__!r}")
        raise


def NamedTuple(typename, fields=_sentinel, /, **kwargs):
    """Makes a named tuple with types, as a base class or as a function.

    class Point(NamedTuple): x: int; y: int = 0
    Point = NamedTuple("Point", [("x", int), ("y", int)])
    """
    if kwargs and fields is not _sentinel:
        raise TypeError("Cannot pass `None` as the 'fields' parameter and also specify fields "
                        "using keyword arguments" if fields is None else
                        "Either list of fields or keywords can be provided to NamedTuple, not both")
    if fields is _sentinel or fields is None:
        _warn_old_form("NamedTuple", fields, kwargs,
                       f"list, e.g. `{typename} = NamedTuple({typename!r}, [])`.")
        fields = kwargs.items()
    made = _make_nmtuple(typename, fields, _caller())
    made.__orig_bases__ = (NamedTuple,)
    return made


_NamedTuple = type.__new__(NamedTupleMeta, "NamedTuple", (), {})
NamedTuple.__mro_entries__ = lambda bases: (_NamedTuple,)


def _get_typeddict_qualifiers(annotation):
    while (origin := get_origin(annotation)) is Annotated or origin in _TYPEDDICT_QUALIFIERS:
        if origin is not Annotated:
            yield origin
        annotation = get_args(annotation)[0]


class _TypedDictMeta(type):
    """Makes classes whose instances are plain dicts."""

    def __new__(cls, name, bases, ns, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict "
                                "base class")
        generic = (Generic,) if any(issubclass(base, Generic) for base in bases) else ()
        made = type.__new__(_TypedDictMeta, name, (*generic, dict), ns)
        if not hasattr(made, "__orig_bases__"):
            made.__orig_bases__ = bases
        message = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
        own = {key: _type_check(t, message, module=made.__module__)
               for key, t in ns.get("__annotations__", {}).items()}
        made.__annotations__ = {}
        keys = _TypedDictKeys()
        for base in bases:
            made.__annotations__.update(base.__dict__.get("__annotations__", {}))
            keys.inherit(base.__dict__)
        made.__annotations__ |= own
        for key, annotation in own.items():
            keys.add(key, set(_get_typeddict_qualifiers(annotation)), total)
        keys.store(made)
        made.__total__ = total
        return made

    __call__ = dict  # static method

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


class _TypedDictKeys:
    """Which keys of a TypedDict are required, and which may be assigned."""

    def __init__(self):
        self.required = {}  # key -> is it?
        self.mutable, self.readonly = set(), set()

    def inherit(self, namespace):
        for attribute, required in ("__required_keys__", True), ("__optional_keys__", False):
            self.required.update(dict.fromkeys(namespace.get(attribute, ()), required))
        self.mutable.update(namespace.get("__mutable_keys__", ()))
        self.readonly.update(namespace.get("__readonly_keys__", ()))

    def add(self, key, qualifiers, total):
        self.required[key] = Required in qualifiers or total and NotRequired not in qualifiers
        if ReadOnly not in qualifiers:
            self.mutable.add(key)
            self.readonly.discard(key)
        elif key in self.mutable:
            raise TypeError(f"Cannot override mutable key {key!r} with read-only key")
        else:
            self.readonly.add(key)

    def store(self, cls):
        cls.__required_keys__ = frozenset(key for key, is_it in self.required.items() if is_it)
        cls.__optional_keys__ = frozenset(self.required) - cls.__required_keys__
        cls.__mutable_keys__ = frozenset(self.mutable)
        cls.__readonly_keys__ = frozenset(self.readonly)


def TypedDict(typename, fields=_sentinel, /, *, total=True):
    """Makes a name for dicts with certain keys and types, as a base class or as a function.

    >>> class Film(TypedDict):
    ...     title: str
    ...     year: NotRequired[int]
    >>> Film(title="Metropolis") == {"title": "Metropolis"}
    True
    """
    if fields is _sentinel or fields is None:
        _warn_old_form("TypedDict", fields, {},
                       f"dictionary, e.g. `{typename} = TypedDict({typename!r}, {{}})`.")
        fields = {}
    made = _TypedDictMeta(typename, (), {"__annotations__": dict(fields), "__module__": _caller()},
                          total=total)
    made.__orig_bases__ = (TypedDict,)
    return made


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    """Is this a class made by TypedDict?

    >>> is_typeddict(TypedDict("Film", {"title": str})), is_typeddict(dict)
    (True, False)
    """
    return isinstance(tp, _TypedDictMeta)
