"""What typing does with annotations: reading the hints of objects, and decorators.

Names that are loaded when they are asked for; all say that they are of typing.
"""

import functools
import sys
import types
from types import (FunctionType, GenericAlias, MethodDescriptorType, MethodType, MethodWrapperType,
                   UnionType, WrapperDescriptorType)
from typing import (Annotated, ForwardRef, Generic, Never, NotRequired, ParamSpecArgs,
                    ParamSpecKwargs, ReadOnly, Required, _AnnotatedAlias, _BaseGenericAlias,
                    _eval_type, _GenericAlias, _should_unflatten_callable_args, _with_each_arg)

__name__ = "typing"


# Objects without annotations that have no hints; others are an error.
_allowed_types = (FunctionType, types.BuiltinFunctionType, MethodType, types.ModuleType,
                  WrapperDescriptorType, MethodWrapperType, MethodDescriptorType)


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of a class and its bases, or of a module or function, as a dict.

    References by name are evaluated; Annotated, Required and such are dropped unless
    include_extras is true.
    """
    if getattr(obj, "__no_type_check__", None):
        return {}
    in_class = isinstance(obj, type)
    scopes = _class_scopes(obj, globalns, localns) if in_class else \
        _object_scope(obj, globalns, localns)
    hints = {}
    for owner, annotations, *namespaces in scopes:
        type_params = getattr(owner, "__type_params__", ())
        for name, hint in annotations.items():
            if hint is None:
                hint = type(None)
            elif isinstance(hint, str):
                hint = ForwardRef(hint, not isinstance(obj, (type, types.ModuleType)),
                                  is_class=in_class)
            hints[name] = _eval_type(hint, *namespaces, type_params)
    if not include_extras:
        hints = {name: _strip_annotations(hint) for name, hint in hints.items()}
    return hints


def _class_scopes(cls, globalns, localns):
    """For each base: itself, its annotations, and the globals and locals they are evaluated in."""
    for base in reversed(cls.__mro__):
        annotations = base.__dict__.get("__annotations__", {})
        if isinstance(annotations, types.GetSetDescriptorType):
            continue
        base_globals, base_locals = globalns, localns
        if globalns is None:
            base_globals = getattr(sys.modules.get(base.__module__), "__dict__", {})
        if localns is None:
            base_locals = dict(vars(base))
            if globalns is None:
                # names of the class's body are seen only where no global has the name
                base_globals, base_locals = base_locals, base_globals
        yield base, annotations, base_globals, base_locals


def _object_scope(obj, globalns, localns):
    """The same of a module or function."""
    annotations = getattr(obj, "__annotations__", None)
    if annotations is None:
        if not isinstance(obj, _allowed_types):
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        annotations = {}
    if globalns is None:
        home = obj
        while hasattr(home, "__wrapped__"):
            home = home.__wrapped__
        globalns = (vars(obj) if isinstance(obj, types.ModuleType)
                    else getattr(home, "__globals__", {}))
    return [(obj, annotations, globalns, globalns if localns is None else localns)]


def _strip_annotations(t):
    """The type without Annotated, Required, NotRequired and ReadOnly."""
    while True:
        if isinstance(t, _AnnotatedAlias):
            t = t.__origin__
        elif getattr(t, "__origin__", None) in _TYPEDDICT_QUALIFIERS:
            t = t.__args__[0]
        else:
            return _with_each_arg(t, _strip_annotations)


_TYPEDDICT_QUALIFIERS = (Required, NotRequired, ReadOnly)


def get_origin(tp):
    """What was subscripted to make the type; None if nothing was.

    >>> get_origin(List[int]), get_origin(Literal["a"]), get_origin(int)
    (<class 'list'>, typing.Literal, None)
    """
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_BaseGenericAlias, GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if isinstance(tp, UnionType):
        return UnionType
    return Generic if tp is Generic else None


def get_args(tp):
    """What stood in the brackets of the type.

    >>> get_args(Dict[str, int]), get_args(Callable[[int], str]), get_args(int)
    ((<class 'str'>, <class 'int'>), ([<class 'int'>], <class 'str'>), ())
    """
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if not isinstance(tp, (_GenericAlias, GenericAlias, UnionType)):
        return ()
    args = tp.__args__
    if not isinstance(tp, UnionType) and _should_unflatten_callable_args(tp, args):
        return (list(args[:-1]), args[-1])
    return args


_ASSERT_NEVER_REPR_MAX_LENGTH = 100


def assert_never(arg: Never, /) -> Never:
    """Tells type checkers that this line is never reached; raises AssertionError when it is."""
    value, limit = repr(arg), _ASSERT_NEVER_REPR_MAX_LENGTH
    raise AssertionError("Expected code to be unreachable, but got: "
                         + (value[:limit] + "..." if len(value) > limit else value))


def assert_type(val, typ, /):
    """Asks type checkers to confirm the type of the value, which is returned."""
    return val


def cast(typ, val):
    """Tells type checkers that the value is of the type; returns the value."""
    return val


def reveal_type[T](obj: T, /) -> T:
    """Asks type checkers to show the type of the value; prints and returns it at run time."""
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def no_type_check(arg):
    """Decorator: the annotations of this function, or of everything in this class, are no hints."""
    if isinstance(arg, type):
        for member in (getattr(arg, name) for name in dir(arg)):
            if not _was_defined_in(arg, member):
                continue
            if isinstance(member, type):
                no_type_check(member)
            elif isinstance(member, (FunctionType, MethodType)):
                getattr(member, "__func__", member).__no_type_check__ = True
    return _mark(arg, "__no_type_check__")


def _was_defined_in(cls, member):
    try:
        return (member.__qualname__ == f"{cls.__qualname__}.{member.__name__}"
                and member.__module__ == cls.__module__)
    except AttributeError:
        return False


def _mark(obj, attribute):
    try:
        setattr(obj, attribute, True)
    except (AttributeError, TypeError):
        pass  # what has no place for it goes unmarked
    return obj


def no_type_check_decorator(decorator):
    """Gives a decorator the effect of @no_type_check too. Deprecated."""
    import warnings
    warnings._deprecated("typing.no_type_check_decorator", remove=(3, 15))

    @functools.wraps(decorator)
    def decorate(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))
    return decorate


def final(f):
    """Decorator: the method is not to be overridden, the class not to be subclassed.

    Sets __final__ where that is possible, and checks nothing.
    """
    return _mark(f, "__final__")


def override(method, /):
    """Decorator: the method overrides one of a base class.

    Sets __override__ where that is possible, and checks nothing.
    """
    return _mark(method, "__override__")


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False,
                        frozen_default=False, field_specifiers=(), **kwargs):
    """Decorator: this function, class or metaclass makes classes that are as dataclasses.

    The arguments are remembered in __dataclass_transform__.
    """
    options = dict(eq_default=eq_default, order_default=order_default,
                   kw_only_default=kw_only_default, frozen_default=frozen_default,
                   field_specifiers=field_specifiers, kwargs=kwargs)

    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = options
        return cls_or_fn
    return decorator
