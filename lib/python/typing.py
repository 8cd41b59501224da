"""Names for type hints, and functions that read the hints of objects at run time.

What a subscript of such a name makes is an alias: it remembers its origin and its arguments, can
be subscripted again while type variables are left in it, and behaves like its origin otherwise.
"""

# The kinds of names, and what a subscript of each gives:
#   _SpecialForm          Union, Literal, ClassVar  whatever its function says
#   _SpecialGenericAlias  List, Deque, Iterable     _GenericAlias, after counting the arguments
#   _GenericAlias         List[T]                   the same with its type variables replaced
# Type variables and Generic are written in C (_typing), and call back here by name: the functions
# _typevar_subst to _generic_init_subclass are the rest of their methods.
# What reads hints (_typing_hints), makes classes of them (_typing_records) or is a class that only
# says what others have (_typing_abstract) is loaded when it is asked for.

from abc import ABCMeta
import collections
import collections.abc
import functools
import operator
import sys
import types
from types import FunctionType, GenericAlias, UnionType

from _typing import (Generic, NoDefault, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeAliasType,
                     TypeVar, TypeVarTuple, _idfunc)

__all__ = """
    Annotated Any Callable ClassVar Concatenate Final ForwardRef Generic Literal Optional ParamSpec
    Protocol Tuple Type TypeVar TypeVarTuple Union
    AbstractSet ByteString Container ContextManager Hashable ItemsView Iterable Iterator KeysView
    Mapping MappingView MutableMapping MutableSequence MutableSet Sequence Sized ValuesView
    Awaitable AsyncIterator AsyncIterable Coroutine Collection AsyncGenerator AsyncContextManager
    Reversible SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex SupportsInt
    SupportsRound
    ChainMap Counter Deque Dict DefaultDict List OrderedDict Set FrozenSet NamedTuple TypedDict
    Generator
    BinaryIO IO Match Pattern TextIO
    AnyStr assert_type assert_never cast clear_overloads dataclass_transform final get_args
    get_origin get_overloads get_protocol_members get_type_hints is_protocol is_typeddict
    LiteralString Never NewType no_type_check no_type_check_decorator NoDefault NoReturn
    NotRequired overload override ParamSpecArgs ParamSpecKwargs ReadOnly Required reveal_type
    runtime_checkable Self Text TYPE_CHECKING TypeAlias TypeGuard TypeIs TypeAliasType Unpack
    """.split()

TYPE_CHECKING = False


class _Sentinel:
    __slots__ = ()

    def __repr__(self):
        return "<sentinel>"


_sentinel = _Sentinel()


# ---- checking and showing what stands in brackets ------------------------------------------------

def _in_brackets(subscript):
    """The subscript as a tuple: X[a] and X[a,] give the same."""
    return subscript if isinstance(subscript, tuple) else (subscript,)


def _type_convert(arg, module=None, *, allow_special_forms=False):
    """None means type(None), and a str is a reference to a name."""
    if isinstance(arg, str):
        return ForwardRef(arg, module=module, is_class=allow_special_forms)
    return type(None) if arg is None else arg


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special_forms=False):
    """The argument converted; TypeError that begins with `msg` if it cannot be a type."""
    arg = _type_convert(arg, module, allow_special_forms=allow_special_forms)
    unsubscripted = arg is Generic or arg is Protocol
    if isinstance(arg, _GenericAlias):
        refused = (Generic, Protocol)
        if not allow_special_forms:
            refused += (ClassVar, Final) if is_argument else (ClassVar,)
        if arg.__origin__ in refused:
            raise TypeError(f"{arg} is not valid as type argument")
    elif isinstance(arg, _SpecialForm):
        unsubscripted = not (isinstance(arg, _BareForm)
                             or allow_special_forms and arg in (ClassVar, Final))
    elif type(arg) is tuple:
        raise TypeError(f"{msg} Got {arg!r:.100}.")
    if unsubscripted:
        raise TypeError(f"Plain {arg} is not valid as type argument")
    return arg


def _check_each(args, msg):
    return tuple(_type_check(arg, msg) for arg in args)


def _raise_count(subject, actual, expected, wanted):
    """TypeError for a number of arguments that is not the expected one, said as `wanted`."""
    raise TypeError(f"Too {'many' if actual > expected else 'few'} arguments for {subject}; "
                    f"actual {actual}, expected {wanted}")


def _type_repr(obj):
    """A type by its name, with the module unless that is builtins; others by their repr."""
    match obj:
        case type(__module__="builtins"):
            return obj.__qualname__
        case type():
            return f"{obj.__module__}.{obj.__qualname__}"
        case types.EllipsisType():
            return "..."
        case FunctionType():
            return obj.__name__
        case tuple():
            return f"[{_type_reprs(obj)}]"
    return repr(obj)


def _type_reprs(objects):
    return ", ".join(map(_type_repr, objects))


def _is_param_expr(arg):
    """Can this stand for the parameters of a Callable?"""
    return arg is ... or isinstance(arg, (tuple, list, ParamSpec, _ConcatenateGenericAlias))


def _should_unflatten_callable_args(typ, args):
    """Are the arguments of this Callable shown as [parameters], result?

    >>> alias = collections.abc.Callable[[int], str]
    >>> _should_unflatten_callable_args(alias, alias.__args__)
    True
    """
    return typ.__origin__ is collections.abc.Callable and not _is_pair_for_callable(args)


def _is_pair_for_callable(args):
    return len(args) == 2 and _is_param_expr(args[0])


# ---- parameters and arguments --------------------------------------------------------------------

def _is_unpacked_typevartuple(x):
    return not isinstance(x, type) and getattr(x, "__typing_is_unpacked_typevartuple__", False)


def _collect_type_parameters(args, *, enforce_default_ordering=True):
    """The type variables of `args`, each once, in the order of their first appearance.

    >>> T, P = TypeVar("T"), ParamSpec("P")
    >>> _collect_type_parameters((Dict[str, T], Callable[P, T]))
    (~T, ~P)
    """
    found = {}
    after_default = after_tuple = False
    for item in args:
        if isinstance(item, type):
            continue  # a class's own parameters are none of ours
        if isinstance(item, tuple):
            for inner in item:
                found.update(dict.fromkeys(_collect_type_parameters([inner])))
        elif not hasattr(item, "__typing_subst__"):
            after_tuple |= _is_unpacked_typevartuple(item)
            found.update(dict.fromkeys(getattr(item, "__parameters__", ())))
        elif item not in found:
            found[item] = None
            if not enforce_default_ordering:
                continue
            if not item.has_default():
                if after_default:
                    raise TypeError(f"Type parameter {item!r} without a default "
                                    "follows type parameter with a default")
            elif after_tuple:
                raise TypeError("Type parameter with a default follows TypeVarTuple")
            else:
                after_default = True
    return tuple(found)


def _unpack_args(*args):
    """Tuples of known length that are unpacked (*tuple[int, str]) become their items."""
    result = []
    for arg in args:
        inner = getattr(arg, "__typing_unpacked_tuple_args__", None)
        if inner is None or inner[-1:] == (...,):
            inner = (arg,)
        result += inner
    return result


def _prepare_args(owner, args):
    """Every parameter of the owner may change the arguments first: defaults, *Ts, (P) for ([P])."""
    for param in owner.__parameters__:
        if prepare := getattr(param, "__typing_prepare_subst__", None):
            args = prepare(owner, args)
    return args


def _spread(params, args):
    """The arguments in order; those of a TypeVarTuple, which are one tuple, one by one."""
    for param, arg in zip(params, args):
        if isinstance(param, TypeVarTuple):
            yield from arg
        else:
            yield arg


_cleanups = []  # functions that empty the caches


def _tp_cache(func=None, /, *, typed=False):
    """Remembers results by arguments; arguments that cannot be hashed are computed each time."""
    if func is None:
        return functools.partial(_tp_cache, typed=typed)
    cached = functools.lru_cache(typed=typed)(func)
    _cleanups.append(cached.cache_clear)

    @functools.wraps(func)
    def remembered(*args):
        try:
            return cached(*args)
        except TypeError:
            pass  # something unhashable, or an error that comes again
        return func(*args)
    return remembered


def _is_unpacked_alias(arg):
    return (isinstance(arg, _UnpackGenericAlias)
            or isinstance(arg, GenericAlias) and arg.__unpacked__)


def _typevar_subst(self, arg):
    """What TypeVar.__typing_subst__ does."""
    arg = _type_check(arg, "Parameters to generic types must be types.")
    if _is_unpacked_alias(arg):
        raise TypeError(f"{arg} is not valid as type argument")
    return arg


def _endless_item(arg):
    """[X] for *tuple[X, ...], which stands for any number of X; [] for others."""
    if not isinstance(arg, type):
        match getattr(arg, "__typing_unpacked_tuple_args__", None):
            case (item, types.EllipsisType()):
                return [item]
    return []


def _typevartuple_prepare_subst(self, alias, args):
    """What TypeVarTuple.__typing_prepare_subst__ does: its share of `args` becomes one tuple."""
    params = alias.__parameters__
    left = params.index(self)
    right = len(params) - left - 1
    if any(isinstance(param, TypeVarTuple) for param in params[left + 1:]):
        raise TypeError(f"More than one TypeVarTuple parameter in {alias}")
    endless = [k for k, arg in enumerate(args) if _endless_item(arg)]
    start, stop, filler = left, len(args) - right, []
    if len(endless) > 1:
        raise TypeError("More than one unpacked arbitrary-length tuple argument")
    if endless:  # it fills what the parameters on both sides miss
        at, = endless
        start, stop, filler = min(start, at), max(stop, at + 1), _endless_item(args[at])
    elif start > stop:
        _raise_count(alias, len(args), len(params), f"at least {len(params) - 1}")
    share = args[start:stop]
    if not share and self.has_default():
        share = _unpack_args(self.__default__)
    behind = args[stop:]
    return (*args[:start], *filler * (left - start), tuple(share),
            *filler * (right - len(behind)), *behind)


def _paramspec_subst(self, arg):
    """What ParamSpec.__typing_subst__ does."""
    if isinstance(arg, (list, tuple)):
        return _check_each(arg, "Expected a type.")
    if not _is_param_expr(arg):
        raise TypeError("Expected a list of types, an ellipsis, ParamSpec, or Concatenate. "
                        f"Got {arg}")
    return arg


def _paramspec_prepare_subst(self, alias, args):
    """What ParamSpec.__typing_prepare_subst__ does: Z[int, str] may mean Z[[int, str]]."""
    params = alias.__parameters__
    position = params.index(self)
    if position == len(args) and self.has_default():
        args = (*args, self.__default__)
    if position >= len(args):
        raise TypeError(f"Too few arguments for {alias}")
    if len(params) == 1 and not _is_param_expr(args[0]):
        args = (tuple(args),)
    return tuple(tuple(arg) if k == position and isinstance(arg, list) else arg
                 for k, arg in enumerate(args))


@_tp_cache
def _generic_class_getitem(cls, args):
    """What Generic.__class_getitem__ does."""
    args = tuple(map(_type_convert, _in_brackets(args)))
    if cls in (Generic, Protocol):
        _check_parameter_list(cls, args)
        return _GenericAlias(cls, args)
    args = _prepare_args(cls, args)
    params = cls.__parameters__
    if not params:
        raise TypeError(f"{cls} is not a generic class")
    if len(args) > len(params) or len(args) < len(params) and not params[len(args)].has_default():
        optional = sum(param.has_default() for param in params[len(args):])
        _raise_count(cls, len(args), len(params),
                     f"at least {len(params) - optional}" if optional else len(params))
    return _GenericAlias(cls, tuple(_spread(params, args)))


def _check_parameter_list(cls, args):
    """What stands behind Generic and Protocol declares type variables."""
    if not args:
        raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
    parameters = f"Parameters to {cls.__name__}[...] must all be "
    if not all(isinstance(arg, (TypeVar, ParamSpec)) or _is_unpacked_typevartuple(arg)
               for arg in args):
        raise TypeError(parameters + "type variables or parameter specification variables.")
    if len(set(args)) < len(args):
        raise TypeError(parameters + "unique")


def _generic_init_subclass(cls, *args, **kwargs):
    """What Generic.__init_subclass__ does: finds cls.__parameters__."""
    super(Generic, cls).__init_subclass__(*args, **kwargs)
    written = cls.__dict__.get("__orig_bases__")
    if written is None:
        plain = (Generic in cls.__bases__ and cls.__name__ != "Protocol"
                 and type(cls).__name__ != "_TypedDictMeta")  # which may not be loaded
        written = ()
    else:
        plain = Generic in written
    if plain:
        raise TypeError("Cannot inherit from plain Generic")
    used = _collect_type_parameters(written)
    declared = [base.__parameters__ for base in written
                if isinstance(base, _GenericAlias) and base.__origin__ is Generic]
    if len(declared) > 1:
        raise TypeError("Cannot inherit from Generic[...] multiple times.")
    for parameters in declared:
        if missing := [str(param) for param in used if param not in parameters]:
            raise TypeError(f"Some type variables ({', '.join(missing)}) are not listed in "
                            f"Generic[{', '.join(map(str, parameters))}]")
        used = parameters
    cls.__parameters__ = used


# ---- special forms -------------------------------------------------------------------------------

class _Final:
    """Classes that only this module derives classes from."""
    __slots__ = ("__weakref__",)

    def __init_subclass__(cls, /, *args, **kwds):
        if "_root" not in kwds:
            raise TypeError("Cannot subclass special typing classes")


class _NotIterable:
    """What has __getitem__ only for subscripting is not a sequence."""
    __slots__ = ()
    __iter__ = None


class _UnionOperand:
    """What X | Y makes a Union of."""
    __slots__ = ()

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]


class _SpecialForm(_Final, _NotIterable, _UnionOperand, _root=True):
    # A name whose subscript is what the decorated function makes of it; each has its own __doc__.
    __slots__ = ("_name", "__doc__", "_getitem")

    def __init__(self, getitem):
        self._getitem, self._name, self.__doc__ = getitem, getitem.__name__, getitem.__doc__

    def __getattr__(self, item):
        if item in _NAMES:
            return self._name
        raise AttributeError(item)

    def __repr__(self):
        return "typing." + self._name

    def __reduce__(self):
        return self._name

    @_tp_cache
    def __getitem__(self, parameters):
        return self._getitem(self, parameters)

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")


_NAMES = frozenset({"__name__", "__qualname__"})


class _TypedCacheSpecialForm(_SpecialForm, _root=True):
    """Whose arguments differ when their types do: Literal[1], Literal[True]."""

    def __getitem__(self, parameters):
        return self._getitem(self, *_in_brackets(parameters))


class _BareForm(_SpecialForm, _root=True):
    """A form that is a type by itself."""

    def __init__(self, name, doc):
        self._name, self.__doc__ = name, doc

    def __getitem__(self, parameters):
        raise TypeError(f"{self} is not subscriptable")


class _OneTypeForm(_SpecialForm, _root=True):
    """A form that says something about one type."""

    def __init__(self, name, doc, message="single type", **options):
        self._name, self.__doc__, self._options = name, doc, options
        self._message = f"{self} accepts only {message}."

    @_tp_cache
    def __getitem__(self, parameters):
        return _GenericAlias(self, (_type_check(parameters, self._message, **self._options),))


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """The type of which nothing is known: it fits every type, and every type fits it."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


NoReturn = _BareForm("NoReturn", "The result of a function that never returns.")
Never = _BareForm("Never", "The type that has no values.")
Self = _BareForm("Self", "The class in whose body it stands, or the subclass it is used through.")
LiteralString = _BareForm("LiteralString", "A str that was put together from literals only.")
TypeAlias = _BareForm("TypeAlias", "Says that an assignment defines a name for a type.")

ClassVar = _OneTypeForm("ClassVar", "A variable of the class, not to be set in instances.",
                        allow_special_forms=True)
Final = _OneTypeForm("Final", "A name that is assigned once and not overridden in subclasses.",
                     allow_special_forms=True)
Required = _OneTypeForm("Required", "A key that a TypedDict with total=False must have.",
                        "a single type", allow_special_forms=True)
NotRequired = _OneTypeForm("NotRequired", "A key that a TypedDict may lack.",
                           "a single type", allow_special_forms=True)
ReadOnly = _OneTypeForm("ReadOnly", "A key of a TypedDict that is not to be assigned.",
                        "a single type", allow_special_forms=True)
TypeGuard = _OneTypeForm("TypeGuard", "The result of a predicate: when true, the first argument is "
                         "of the type given.")
TypeIs = _OneTypeForm("TypeIs", "The result of a predicate: true just when the first argument is "
                      "of the type given.")


@_SpecialForm
def Union(self, parameters):
    """Union[X, Y] is X or Y, and can be written X | Y.

    Unions in unions are flattened, repeated members dropped, and a union of one is that one.
    """
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    members = []
    message = "Union[arg, ...]: each arg must be a type."
    for member in _check_each(_in_brackets(parameters), message):
        is_union = isinstance(member, (_UnionGenericAlias, UnionType))
        members += member.__args__ if is_union else (member,)
    members = _unique(members)
    if len(members) == 1:
        return members[0]
    optional = len(members) == 2 and type(None) in members
    return _UnionGenericAlias(self, members, name="Optional" if optional else None)


def _unique(members):
    try:
        return tuple(dict.fromkeys(members))
    except TypeError:  # some cannot be hashed
        return tuple(m for k, m in enumerate(members) if m not in members[:k])


def _make_union(left, right):
    """What the | of type variables does."""
    return Union[left, right]


@_SpecialForm
def Optional(self, parameters):
    """Optional[X] is X or None."""
    return Union[_type_check(parameters, f"{self} requires a single type."), type(None)]


@_TypedCacheSpecialForm
@_tp_cache(typed=True)
def Literal(self, *parameters):
    """Literal[1, 'a'] is one of the values given."""
    values = []
    for value in parameters:
        values += value.__args__ if isinstance(value, _LiteralGenericAlias) else (value,)
    try:
        values = [value for value, _ in dict.fromkeys(_with_types(values))]
    except TypeError:
        pass  # some cannot be hashed: they stay as they are
    return _LiteralGenericAlias(self, tuple(values))


def _with_types(values):
    """1 and True are equal, but not as literals."""
    return [(value, type(value)) for value in values]


@_SpecialForm
def Concatenate(self, parameters):
    """Concatenate[X, P] is the parameters of P with X before them."""
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    *before, last = _in_brackets(parameters)
    if not (last is ... or isinstance(last, ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or "
                        "ellipsis.")
    before = _check_each(before, "Concatenate[arg, ...]: each arg must be a type.")
    return _ConcatenateGenericAlias(self, (*before, last))


@_SpecialForm
def Unpack(self, parameters):
    """Unpack[X] is the items of the tuple type or TypeVarTuple X, as *X."""
    unpacked = _type_check(parameters, f"{self} accepts only single type.")
    return _UnpackGenericAlias(self, (unpacked,))


@_TypedCacheSpecialForm
@_tp_cache(typed=True)
def Annotated(self, *params):
    """Annotated[X, note, ...] is X, with notes for those who know them."""
    if len(params) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments "
                        "(a type and an annotation).")
    noted, *notes = params
    if _is_unpacked_typevartuple(noted):
        raise TypeError("Annotated[...] should not be used with an unpacked TypeVarTuple")
    noted = _type_check(noted, "Annotated[t, ...]: t must be a type.", allow_special_forms=True)
    return _AnnotatedAlias(noted, tuple(notes))


# ---- references by name --------------------------------------------------------------------------

class ForwardRef(_Final, _UnionOperand, _root=True):
    """A type written as a str, which is evaluated when somebody asks for hints."""

    __slots__ = ("__forward_arg__", "__forward_code__", "__forward_evaluated__",
                 "__forward_is_argument__", "__forward_is_class__", "__forward_module__",
                 "__forward_value__")

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        # *Ts and *tuple[int] are no expressions; the first item of (*Ts,) is what is meant
        source = f"({arg},)[0]" if arg.startswith("*") else arg
        try:
            self.__forward_code__ = compile(source, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}")
        self.__forward_arg__, self.__forward_module__ = arg, module
        self.__forward_is_argument__, self.__forward_is_class__ = is_argument, is_class
        self.__forward_evaluated__, self.__forward_value__ = False, None

    def _evaluate(self, globalns, localns, type_params=_sentinel, *, recursive_guard):
        if type_params is _sentinel:
            _warn_no_type_params("typing.ForwardRef._evaluate")
            type_params = ()
        if self.__forward_arg__ in recursive_guard:
            return self
        if not self.__forward_evaluated__ or localns is not globalns:
            globalns, localns = self._namespaces(globalns, localns, type_params)
            found = _type_check(eval(self.__forward_code__, globalns, localns),
                                "Forward references must evaluate to types.",
                                is_argument=self.__forward_is_argument__,
                                allow_special_forms=self.__forward_is_class__)
            self.__forward_value__ = _eval_type(
                found, globalns, localns, type_params,
                recursive_guard=recursive_guard | {self.__forward_arg__})
            self.__forward_evaluated__ = True
        return self.__forward_value__

    def _namespaces(self, globalns, localns, type_params):
        """Where the name is looked up: each of the two stands for the other if that is missing."""
        if globalns is None:
            globalns = {} if localns is None else localns
        if localns is None:
            localns = globalns
        if self.__forward_module__ is not None:
            module = sys.modules.get(self.__forward_module__)
            globalns = getattr(module, "__dict__", globalns)
        if type_params:
            globalns, localns = dict(globalns), dict(localns)
        for param in type_params:
            # they hide globals and locals, but in a class's body globals hide them
            if not (self.__forward_is_class__ and param.__name__ in globalns):
                globalns[param.__name__] = param
                localns.pop(param.__name__, None)
        return globalns, localns

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        if self.__forward_arg__ != other.__forward_arg__:
            return False
        if self.__forward_evaluated__ and other.__forward_evaluated__:
            return self.__forward_value__ == other.__forward_value__
        return self.__forward_module__ == other.__forward_module__

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __repr__(self):
        module = self.__forward_module__
        return f"ForwardRef({self.__forward_arg__!r}{'' if module is None else f', {module=}'})"


def _warn_no_type_params(function):
    import warnings
    warnings.warn(
        f"Failing to pass a value to the 'type_params' parameter of {function!r} is deprecated, as "
        f"it leads to incorrect behaviour when calling {function} on a stringified annotation that "
        "references a PEP 695 type parameter. It will be disallowed in Python 3.15.",
        DeprecationWarning, stacklevel=3)


def _eval_type(t, globalns, localns, type_params=_sentinel, *, recursive_guard=frozenset()):
    """The type with every reference by name in it replaced by what it names."""
    if type_params is _sentinel:
        _warn_no_type_params("typing._eval_type")
        type_params = ()
    if isinstance(t, ForwardRef):
        return t._evaluate(globalns, localns, type_params, recursive_guard=recursive_guard)
    if isinstance(t, GenericAlias):
        t = _convert_builtin_alias(t)
    return _with_each_arg(t, lambda arg: _eval_type(arg, globalns, localns, type_params,
                                                    recursive_guard=recursive_guard))


def _convert_builtin_alias(alias):
    """list["int"] keeps its str: here they become references, and *tuple an Unpack."""
    args = tuple(ForwardRef(arg) if isinstance(arg, str) else arg for arg in alias.__args__)
    if _should_unflatten_callable_args(alias, args):
        args = args[:-1], args[-1]
    converted = alias.__origin__[args]
    return Unpack[converted] if alias.__unpacked__ else converted


def _with_each_arg(t, change):
    """The type with each of its arguments changed; what has no arguments stays."""
    if not isinstance(t, (_GenericAlias, GenericAlias, UnionType)):
        return t
    args = tuple(map(change, t.__args__))
    if args == t.__args__:
        return t
    if isinstance(t, UnionType):
        return functools.reduce(operator.or_, args)
    return GenericAlias(t.__origin__, args) if isinstance(t, GenericAlias) else t.copy_with(args)


# ---- aliases -------------------------------------------------------------------------------------

def _is_dunder(name):
    return name.startswith("__") and name.endswith("__")


class _BaseGenericAlias(_Final, _root=True):
    """What the aliases share: calls and attributes go on to the origin."""

    # attributes that are set in the alias itself, as are those with __
    _own = frozenset({"_name", "_inst", "_nparams", "_defaults", "_removal_version"})

    def __init__(self, origin, *, inst=True, name=None):
        # not through __setattr__, which would ask where each belongs
        self.__dict__.update(__origin__=origin, _inst=inst, _name=name)

    def __getattr__(self, attr):
        if "__origin__" in self.__dict__:  # not while it is being copied or unpickled
            if attr in _NAMES:
                return self._name or self.__origin__.__name__
            if not _is_dunder(attr):
                return getattr(self.__origin__, attr)
        raise AttributeError(attr)

    def __setattr__(self, attr, val):
        if _is_dunder(attr) or attr in self._own:
            super().__setattr__(attr, val)
        else:
            setattr(self.__origin__, attr, val)

    def __dir__(self):
        of_origin = (attr for attr in dir(self.__origin__) if not _is_dunder(attr))
        return list({*super().__dir__(), *of_origin})

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; "
                            f"use {self.__origin__.__name__}() instead")
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except Exception:  # instances may have no such attribute, or their own idea of setting it
            pass
        return made

    def __mro_entries__(self, bases):
        """The origin, and Generic unless a later base brings it."""
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        entries = [self.__origin__] if self.__origin__ not in bases else []
        later = bases[bases.index(self) + 1:]
        if not any(_brings_generic(base, bases) for base in later):
            entries.append(Generic)
        return tuple(entries)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")


def _brings_generic(base, bases):
    if isinstance(base, _BaseGenericAlias):
        return True
    entries = (base,)
    if not isinstance(base, type):
        find = getattr(base, "__mro_entries__", None)
        entries = find(bases) if find else ()
    return isinstance(entries, tuple) and any(
        isinstance(entry, type) and issubclass(entry, Generic) for entry in entries)


class _GenericAlias(_UnionOperand, _BaseGenericAlias, _root=True):
    """An alias with arguments: Generic[T], List[int], Union[int, str]."""

    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name)
        args = _in_brackets(args)
        self.__dict__.update(__args__=args, __parameters__=_collect_type_parameters(
            args, enforce_default_ordering=origin in (Generic, Protocol)))
        if not name:
            self.__module__ = origin.__module__

    @_tp_cache
    def __getitem__(self, args):
        """Replaces the type variables: List[T][int]."""
        if self.__origin__ in (Generic, Protocol):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        params = self.__parameters__
        if not params:
            raise TypeError(f"{self} is not a generic class")
        args = _prepare_args(self, _unpack_args(*map(_type_convert, _in_brackets(args))))
        if len(args) != len(params):
            _raise_count(self, len(args), len(params), len(params))
        return self.copy_with(self._substitute_each(self.__args__, dict(zip(params, args))))

    def _substitute_each(self, args, arg_of):
        return tuple(new for arg in args for new in self._substitute(arg, arg_of))

    def _substitute(self, old, arg_of):
        """What one argument becomes: usually one other, but P in a Callable and *Ts many."""
        if isinstance(old, type):
            return (old,)
        new = old
        if substitute := getattr(old, "__typing_subst__", None):
            new = substitute(arg_of[old])
        elif params := getattr(old, "__parameters__", ()):
            new = old[tuple(_spread(params, map(arg_of.get, params)))]
        in_callable = self.__origin__ == collections.abc.Callable
        if in_callable and isinstance(new, tuple) or _is_unpacked_typevartuple(old):
            return new
        return (self._substitute_each(old, arg_of) if isinstance(old, tuple) else new,)

    def copy_with(self, args):
        """The alias with other arguments."""
        return type(self)(self.__origin__, args, name=self._name, inst=self._inst)

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __repr__(self):
        name = "typing." + self._name if self._name else _type_repr(self.__origin__)
        return f"{name}[{_type_reprs(self.__args__) or '()'}]"

    def __reduce__(self):
        args = self.__args__
        if len(args) == 1 and not isinstance(args[0], tuple):
            args, = args
        return operator.getitem, (globals()[self._name] if self._name else self.__origin__, args)

    def __mro_entries__(self, bases):
        if self._name or isinstance(self.__origin__, _SpecialForm):
            return super().__mro_entries__(bases)
        if self.__origin__ is Generic:
            later = bases[bases.index(self) + 1:]
            if Protocol in bases or any(isinstance(base, _BaseGenericAlias) and base is not self
                                        for base in later):
                return ()
        return (self.__origin__,)

    def __iter__(self):
        yield Unpack[self]


class _SpecialGenericAlias(_NotIterable, _UnionOperand, _BaseGenericAlias, _root=True):
    """The bare name of a deprecated alias: List, Deque, Iterable."""

    _alias_type = _GenericAlias  # what a subscript makes

    def __init__(self, origin, nparams, *, inst=True, name=None, defaults=()):
        super().__init__(origin, inst=inst, name=name or origin.__name__)
        self.__dict__.update(_nparams=nparams, _defaults=defaults,
                             __doc__=f"A generic version of {_type_repr(origin)}.")

    @_tp_cache
    def __getitem__(self, params):
        params = _check_each(_in_brackets(params), "Parameters to generic types must be types.")
        given, wanted, optional = len(params), self._nparams, len(self._defaults)
        if not wanted:
            raise TypeError(f"{self} is not a generic class")
        if not wanted - optional <= given <= wanted:
            _raise_count(self, given, wanted,
                         f"at least {wanted - optional}" if optional else wanted)
        return self.copy_with(params + self._defaults[optional - (wanted - given):])

    def copy_with(self, params):
        return self._alias_type(self.__origin__, params, name=self._name, inst=self._inst)

    def __subclasscheck__(self, cls):
        if isinstance(cls, _GenericAlias):
            return super().__subclasscheck__(cls)
        if isinstance(cls, _SpecialGenericAlias):
            cls = cls.__origin__
        return issubclass(cls, self.__origin__)

    def __repr__(self):
        return "typing." + self._name

    def __reduce__(self):
        return self._name


class _DeprecatedGenericAlias(_SpecialGenericAlias, _root=True):
    def __init__(self, origin, nparams, *, removal_version, **options):
        super().__init__(origin, nparams, **options)
        self._removal_version = removal_version

    def __instancecheck__(self, inst):
        import warnings
        warnings._deprecated(f"{self.__module__}.{self._name}", remove=self._removal_version)
        return super().__instancecheck__(inst)


class _CallableGenericAlias(_NotIterable, _GenericAlias, _root=True):
    """Callable[[int], str]: its arguments are kept flat, (int, str)."""

    def __repr__(self):
        if _is_pair_for_callable(self.__args__):
            return super().__repr__()
        *params, result = self.__args__
        return f"typing.Callable[[{_type_reprs(params)}], {_type_repr(result)}]"

    def __reduce__(self):
        args = self.__args__
        if not _is_pair_for_callable(args):
            args = list(args[:-1]), args[-1]
        return operator.getitem, (Callable, args)


class _CallableType(_SpecialGenericAlias, _root=True):
    _alias_type = _CallableGenericAlias

    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        # lists cannot be hashed, and the cache wants them to be
        return self._with_result(tuple(args) if isinstance(args, list) else args, result)

    @_tp_cache
    def _with_result(self, args, result):
        result = _type_check(result, "Callable[args, result]: result must be a type.")
        return self.copy_with((*map(_type_convert, _in_brackets(args)), result))


class _TupleType(_SpecialGenericAlias, _root=True):
    @_tp_cache
    def __getitem__(self, params):
        params, rest = _in_brackets(params), ()
        if len(params) >= 2 and params[-1] is ...:
            params, rest = params[:-1], (...,)
        checked = _check_each(params, "Tuple[t0, t1, ...]: each t must be a type.")
        return self.copy_with(checked + rest)


class _UnionGenericAlias(_NotIterable, _GenericAlias, _root=True):
    """X | Y, whose members have no order."""

    def copy_with(self, params):
        return Union[params]

    def __eq__(self, other):
        if not isinstance(other, (_UnionGenericAlias, UnionType)):
            return NotImplemented
        mine, others = self.__args__, other.__args__
        try:
            return set(mine) == set(others)
        except TypeError:
            return all(m in others for m in mine) and all(o in mine for o in others)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        others = [arg for arg in self.__args__ if arg is not type(None)]
        if len(self.__args__) == 2 and len(others) == 1:
            return f"typing.Optional[{_type_repr(others[0])}]"
        return super().__repr__()

    def __instancecheck__(self, obj):
        return any(isinstance(obj, arg) for arg in self.__args__)

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, arg) for arg in self.__args__)

    def __reduce__(self):
        getitem, (_, args) = super().__reduce__()
        return getitem, (Union, args)


class _LiteralGenericAlias(_GenericAlias, _root=True):
    def _values(self):
        return frozenset(_with_types(self.__args__))

    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self):
        return hash(self._values())


class _ConcatenateGenericAlias(_GenericAlias, _root=True):
    def copy_with(self, params):
        *before, last = params
        if isinstance(last, (list, tuple)):
            return (*before, *last)
        if isinstance(last, _ConcatenateGenericAlias):
            params = (*before, *last.__args__)
        return super().copy_with(params)


class _UnpackGenericAlias(_GenericAlias, _root=True):
    def __repr__(self):
        return f"typing.Unpack[{_type_reprs(self.__args__)}]"

    def __getitem__(self, args):
        return args if self.__typing_is_unpacked_typevartuple__ else super().__getitem__(args)

    @property
    def __typing_unpacked_tuple_args__(self):
        unpacked, = self.__args__
        if not isinstance(unpacked, (_GenericAlias, GenericAlias)):
            return None
        if unpacked.__origin__ is not tuple:
            raise TypeError("Unpack[...] must be used with a tuple type")
        return unpacked.__args__

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)


class _AnnotatedAlias(_NotIterable, _GenericAlias, _root=True):
    """Annotated[origin, *metadata]; nested ones are one."""

    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            origin, metadata = origin.__origin__, origin.__metadata__ + metadata
        super().__init__(origin, origin, name="Annotated")
        self.__metadata__ = metadata

    def copy_with(self, params):
        origin, = params
        return _AnnotatedAlias(origin, self.__metadata__)

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __repr__(self):
        notes = ", ".join(map(repr, self.__metadata__))
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {notes}]"

    def __reduce__(self):
        return operator.getitem, (Annotated, (self.__origin__, *self.__metadata__))

    def __mro_entries__(self, bases):
        return (self.__origin__,)


# ---- protocols -----------------------------------------------------------------------------------

# Names in the bodies and namespaces of protocols that are no members of them.
EXCLUDED_ATTRIBUTES = frozenset("""
    __parameters__ __orig_bases__ __orig_class__ __type_params__ __protocol_attrs__
    __non_callable_proto_members__ _is_protocol _is_runtime_protocol
    __abstractmethods__ __annotations__ __dict__ __doc__ __init__ __module__ __new__ __slots__
    __subclasshook__ __weakref__ __class_getitem__ __match_args__ __static_attributes__
    __firstlineno__ _MutableMapping__marker
    """.split())

# Classes that are no protocols, but may be bases of them.
_PROTO_ALLOWLIST = {
    "collections.abc": """Callable Awaitable Iterable Iterator AsyncIterable AsyncIterator Hashable
                          Sized Container Collection Reversible Buffer""".split(),
    "contextlib": ["AbstractContextManager", "AbstractAsyncContextManager"],
}


def _is_protocol_class(cls):
    return getattr(cls, "_is_protocol", False)


def _get_protocol_attrs(cls):
    """The names that a class with this protocol must have."""
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ not in ("Protocol", "Generic"):
            names.update(base.__dict__, getattr(base, "__annotations__", {}))
    return {name for name in names - EXCLUDED_ATTRIBUTES if not name.startswith("_abc_")}


def _init_of_protocol(self, *args, **kwargs):
    """__init__ of protocols: protocols cannot be instantiated, and a class derived from one without
    an __init__ of its own has the next one of its ancestors that is none of these."""
    cls = type(self)
    if cls._is_protocol:
        raise TypeError("Protocols cannot be instantiated")
    if cls.__init__ is _init_of_protocol:  # else replaced already, and called by super().__init__
        inherited = (base.__dict__.get("__init__", _init_of_protocol) for base in cls.__mro__)
        cls.__init__ = next(init for init in inherited if init is not _init_of_protocol)
        cls.__init__(self, *args, **kwargs)


def _caller():
    """The name of the module that called the caller."""
    return sys._getframemodulename(2) or "__main__"


# abc and functools ask about classes without meaning to: they are answered without an error
_ASKING_MODULES = frozenset({"abc", "functools"})
_NOT_RUNTIME = "Instance and class checks can only be used with @runtime_checkable protocols"


class _ProtocolMeta(ABCMeta):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        if bases != (Generic,) and Protocol in bases:  # not while Protocol is being made
            for base in bases:
                if not (base in (object, Generic)
                        or base.__name__ in _PROTO_ALLOWLIST.get(base.__module__, ())
                        or issubclass(base, Generic) and _is_protocol_class(base)):
                    raise TypeError("Protocols can only inherit from other protocols, "
                                    f"got {base!r}")
        return super().__new__(mcls, name, bases, namespace, **kwargs)

    def __init__(cls, *args, **kwargs):
        if _is_protocol_class(cls):
            cls.__protocol_attrs__ = _get_protocol_attrs(cls)

    def __subclasscheck__(cls, other):
        if cls is Protocol:
            return type.__subclasscheck__(cls, other)
        if _is_protocol_class(cls) and sys._getframemodulename(1) not in _ASKING_MODULES:
            if problem := _subclass_check_problem(cls):
                raise TypeError(problem if isinstance(other, type)
                                else "issubclass() arg 1 must be a class")
        return ABCMeta.__subclasscheck__(cls, other)

    def __instancecheck__(cls, instance):
        if cls is Protocol:
            return type.__instancecheck__(cls, instance)
        is_protocol = _is_protocol_class(cls)
        if (is_protocol and not cls._is_runtime_protocol
                and sys._getframemodulename(1) not in _ASKING_MODULES):
            raise TypeError(_NOT_RUNTIME)
        if ABCMeta.__instancecheck__(cls, instance):
            return True
        return is_protocol and all(_instance_has(instance, name, cls)
                                   for name in cls.__protocol_attrs__)


def _subclass_check_problem(cls):
    """Why the protocol does not tell its subclasses; None if it does."""
    if not cls._is_runtime_protocol:
        return _NOT_RUNTIME
    fields = cls.__non_callable_proto_members__
    if fields and cls.__dict__.get("__subclasshook__") is _proto_hook:
        return ("Protocols with non-method members don't support issubclass(). "
                f"Non-method members: {', '.join(map(repr, sorted(fields)))}.")
    return None


def _instance_has(instance, name, cls):
    from inspect import getattr_static
    try:
        found = getattr_static(instance, name)
    except AttributeError:
        return False
    return found is not None or name in cls.__non_callable_proto_members__


def _class_has(cls, name):
    for base in cls.__mro__:
        if name in base.__dict__:
            return base.__dict__[name] is not None
        annotations = getattr(base, "__annotations__", {})
        if (isinstance(annotations, collections.abc.Mapping) and name in annotations
                and issubclass(cls, Generic) and _is_protocol_class(cls)):
            return True
    return False


@classmethod
def _proto_hook(cls, other):
    """__subclasshook__ of protocols."""
    matches = cls.__dict__.get("_is_protocol", False) and all(
        _class_has(other, name) for name in cls.__protocol_attrs__)
    return True if matches else NotImplemented


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base class of protocols: classes that say which members an object must have.

    A class with these members fits the protocol without being derived from it. isinstance() and
    issubclass() know this only for protocols that are decorated with @runtime_checkable.
    """

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        own = cls.__dict__
        if not own.get("_is_protocol", False):
            cls._is_protocol = Protocol in cls.__bases__
        if "__subclasshook__" not in own:
            cls.__subclasshook__ = _proto_hook
        if cls._is_protocol and cls.__init__ is Protocol.__init__:
            cls.__init__ = _init_of_protocol


def runtime_checkable(cls):
    """Lets isinstance() and issubclass() look for the members of the protocol.

    Only the presence of the members is checked, not their types.
    """
    if not (issubclass(cls, Generic) and _is_protocol_class(cls)):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    fields = set()
    for name in cls.__protocol_attrs__:
        try:
            if not callable(getattr(cls, name, None)):
                fields.add(name)
        except Exception as e:
            raise TypeError(
                f"Failed to determine whether protocol member {name!r} is a method member") from e
    cls.__non_callable_proto_members__ = fields
    return cls


def is_protocol(tp, /):
    """Is this a class derived from Protocol directly?

    >>> from typing import SupportsInt
    >>> is_protocol(SupportsInt), is_protocol(int)
    (True, False)
    """
    return isinstance(tp, type) and _is_protocol_class(tp) and tp is not Protocol


def get_protocol_members(tp, /):
    """The names of the members of a protocol, as a frozenset.

    >>> from typing import SupportsInt
    >>> get_protocol_members(SupportsInt)
    frozenset({'__int__'})
    """
    if not is_protocol(tp):
        raise TypeError(f"{tp!r} is not a Protocol")
    return frozenset(tp.__protocol_attrs__)


# ---- overloads -----------------------------------------------------------------------------------

# module name -> qualified name -> first line -> function
_overload_registry = collections.defaultdict(functools.partial(collections.defaultdict, dict))


def _overload_dummy(*args, **kwds):
    """What stands for an overloaded function until its implementation is defined."""
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions "
        "outside a stub module should always be followed by an implementation that is not "
        "@overload-ed.")


def overload(func):
    """Decorator of the signatures that stand before the implementation of a function.

    get_overloads(function) returns them.
    """
    plain = getattr(func, "__func__", func)
    try:
        overloads = _overload_registry[plain.__module__][plain.__qualname__]
        overloads[plain.__code__.co_firstlineno] = func
    except AttributeError:
        pass  # not a function
    return _overload_dummy


def get_overloads(func):
    """The overloads of the function, in the order of their definition."""
    plain = getattr(func, "__func__", func)
    of_module = _overload_registry.get(plain.__module__, {})
    return list(of_module.get(plain.__qualname__, {}).values())


def clear_overloads():
    """Forgets all overloads."""
    _overload_registry.clear()


# ---- aliases of classes --------------------------------------------------------------------------

T = TypeVar("T")
KT = TypeVar("KT")
VT = TypeVar("VT")
T_co = TypeVar("T_co", covariant=True)
V_co = TypeVar("V_co", covariant=True)
VT_co = TypeVar("VT_co", covariant=True)
T_contra = TypeVar("T_contra", contravariant=True)
CT_co = TypeVar("CT_co", covariant=True, bound=type)
AnyStr = TypeVar("AnyStr", bytes, str)

_alias = _SpecialGenericAlias

# The aliases that have the names of their classes, by the number of their arguments.
for _module, _names_by_count in (
        (collections.abc, ("Hashable Sized",
                           """Awaitable AsyncIterable AsyncIterator Iterable Iterator Reversible
                           Container Collection MutableSet Sequence MutableSequence MappingView
                           KeysView ValuesView""",
                           "Mapping MutableMapping ItemsView",
                           "Coroutine")),
        (collections, ("", "Counter", "OrderedDict ChainMap"))):
    for _count, _names in enumerate(_names_by_count):
        for _name in _names.split():
            globals()[_name] = _alias(getattr(_module, _name), _count)
del _module, _names_by_count, _count, _names, _name

Generator = _alias(collections.abc.Generator, 3, defaults=(type(None), type(None)))
AsyncGenerator = _alias(collections.abc.AsyncGenerator, 2, defaults=(type(None),))
AbstractSet = _alias(collections.abc.Set, 1, name="AbstractSet")
Deque = _alias(collections.deque, 1, name="Deque")
DefaultDict = _alias(collections.defaultdict, 2, name="DefaultDict")
List = _alias(list, 1, inst=False, name="List")
Set = _alias(set, 1, inst=False, name="Set")
FrozenSet = _alias(frozenset, 1, inst=False, name="FrozenSet")
Dict = _alias(dict, 2, inst=False, name="Dict")
Type = _alias(type, 1, inst=False, name="Type")
Type.__doc__ = """Deprecated alias to builtins.type.

    Type[C] is C itself or a subclass of it.
    """
Tuple = _TupleType(tuple, -1, inst=False, name="Tuple")
Tuple.__doc__ = """Deprecated alias to builtins.tuple.

    Tuple[X, Y] has an X and a Y; Tuple[X, ...] has any number of X.
    """
Callable = _CallableType(collections.abc.Callable, 2)
Callable.__doc__ = """Deprecated alias to collections.abc.Callable.

    Callable[[X, Y], Z] takes an X and a Y and returns a Z; Callable[..., Z] takes anything.
    """
Text = str


_LOADED_LATE = dict.fromkeys("""
    assert_never assert_type cast dataclass_transform final get_args get_origin
    get_type_hints no_type_check no_type_check_decorator override reveal_type
    _ASSERT_NEVER_REPR_MAX_LENGTH _TYPEDDICT_QUALIFIERS _allowed_types _strip_annotations
    """.split(), "_typing_hints")
_LOADED_LATE |= dict.fromkeys("""
    NamedTuple NamedTupleMeta NewType TypedDict is_typeddict _NamedTuple _TypedDict
    _TypedDictMeta _get_typeddict_qualifiers _make_nmtuple _prohibited _special
    """.split(), "_typing_records")
_LOADED_LATE |= dict.fromkeys("""
    BinaryIO IO SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex SupportsInt
    SupportsRound TextIO
    """.split(), "_typing_abstract")


def __getattr__(attr):
    """What is loaded late; and aliases that need other modules are made when first asked for."""
    if attr in _LOADED_LATE:
        made = globals()[attr] = getattr(__import__(_LOADED_LATE[attr]), attr)
        return made
    if attr == "_collect_parameters":
        import warnings
        warnings.warn("The private _collect_parameters function is deprecated and will be removed "
                      "in a future version of Python. Any use of private functions is discouraged "
                      "and may break in the future.", DeprecationWarning, stacklevel=2)
        return _collect_type_parameters
    if attr in ("Pattern", "Match"):
        import re
        made = _alias(getattr(re, attr), 1)
    elif attr in ("ContextManager", "AsyncContextManager"):
        import contextlib
        made = _alias(getattr(contextlib, "Abstract" + attr), 2, name=attr, defaults=(bool | None,))
    elif attr == "ByteString":
        made = _DeprecatedGenericAlias(collections.abc.ByteString, 0, removal_version=(3, 14))
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {attr!r}")
    globals()[attr] = made
    return made


def __dir__():
    return sorted({*globals(), *_LOADED_LATE})
