"""Signatures: the part of inspect that says how an object is called."""

import builtins
import enum
import functools
import sys
import types
from collections import OrderedDict
from inspect import (CO_VARARGS, CO_VARKEYWORDS, _signature_is_functionlike, _void,
                     formatannotation, get_annotations, getattr_static, isbuiltin, isclass,
                     isfunction, ismethoddescriptor, ismodule, unwrap)
from keyword import iskeyword
from operator import attrgetter

__name__ = "inspect"


# ---- signatures: finding them --------------------------------------------------------------------

_NonUserDefinedCallables = (types.WrapperDescriptorType, types.MethodWrapperType,
                            types.ClassMethodDescriptorType, types.BuiltinFunctionType)


def _signature_is_builtin(obj):
    return (isbuiltin(obj) or ismethoddescriptor(obj) or isinstance(obj, _NonUserDefinedCallables)
            or obj is type or obj is object)


def _signature_get_user_defined_method(cls, method_name, *, follow_wrapper_chains=True):
    if method_name == "__new__":
        meth = getattr(cls, method_name, None)
    else:
        meth = getattr_static(cls, method_name, None)
    if meth is None:
        return None
    if isinstance(meth, (classmethod, staticmethod)):
        return _descriptor_get(meth, cls)
    if follow_wrapper_chains:
        meth = unwrap(meth, stop=lambda m: hasattr(m, "__signature__")
                      or isinstance(m, _NonUserDefinedCallables))
    if isinstance(meth, _NonUserDefinedCallables):
        return None
    if method_name != "__new__":
        meth = _descriptor_get(meth, cls)
    return meth


def _descriptor_get(descriptor, obj):
    if isclass(descriptor):
        return descriptor
    get = getattr(type(descriptor), "__get__", None)
    return descriptor if get is None else get(descriptor, obj, type(obj))


def _signature_bound_method(sig):
    """The signature without its first parameter, which a bound method fills."""
    params = tuple(sig.parameters.values())
    if not params or params[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if params[0].kind in (_POSITIONAL_OR_KEYWORD, _POSITIONAL_ONLY):
        params = params[1:]
    elif params[0].kind is not _VAR_POSITIONAL:
        raise ValueError("invalid argument type")
    return sig.replace(parameters=params)


def _signature_get_partial(wrapped_sig, partial, extra_args=()):
    """The signature that is left of a function when partial has given some arguments."""
    keywords = partial.keywords or {}
    try:
        given = wrapped_sig.bind_partial(*extra_args, *(partial.args or ()), **keywords).arguments
    except TypeError as e:
        raise ValueError(f"partial object {partial!r} has incorrect arguments") from e
    positional, keyword_only = [], []
    only_by_keyword = False  # what follows an argument given by keyword
    for name, param in wrapped_sig.parameters.items():
        kind = param.kind
        by_keyword = name in keywords and kind in (_POSITIONAL_OR_KEYWORD, _KEYWORD_ONLY)
        if name in given and by_keyword:
            param = param.replace(default=given[name])  # may be given again
            only_by_keyword |= kind is _POSITIONAL_OR_KEYWORD
        elif name in given and kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            continue
        if only_by_keyword:
            if kind is _VAR_POSITIONAL:
                continue
            if kind is _POSITIONAL_OR_KEYWORD:
                param = param.replace(kind=_KEYWORD_ONLY)
        (keyword_only if only_by_keyword else positional).append(param)
    return wrapped_sig.replace(parameters=positional + keyword_only)


def _signature_from_callable(obj, *, follow_wrapper_chains=True, skip_bound_arg=True, globals=None,
                             locals=None, eval_str=False, sigcls):
    """The signature of anything that can be called."""
    def of(other):
        return _signature_from_callable(
            other, follow_wrapper_chains=follow_wrapper_chains, skip_bound_arg=skip_bound_arg,
            globals=globals, locals=locals, sigcls=sigcls, eval_str=eval_str)

    if not callable(obj):
        raise TypeError("{!r} is not a callable object".format(obj))
    if isinstance(obj, types.MethodType):
        sig = of(obj.__func__)
        return _signature_bound_method(sig) if skip_bound_arg else sig
    if follow_wrapper_chains:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__")
                     or isinstance(f, types.MethodType))
        if isinstance(obj, types.MethodType):
            return of(obj)
    if (told := _told_signature(obj, sigcls)) is not None:
        return told
    partialmethod = getattr(obj, "__partialmethod__", None) or getattr(obj, "_partialmethod", None)
    if isinstance(partialmethod, functools.partialmethod):
        return _signature_of_partialmethod(partialmethod, of(partialmethod.func))
    if isinstance(obj, functools.partial):
        return _signature_get_partial(of(obj.func), obj)
    if isfunction(obj) or _signature_is_functionlike(obj):
        return _signature_from_function(sigcls, obj, skip_bound_arg=skip_bound_arg,
                                        globals=globals, locals=locals, eval_str=eval_str)
    if _signature_is_builtin(obj):
        return _signature_from_builtin(sigcls, obj, skip_bound_arg=skip_bound_arg)
    if isinstance(obj, type):
        return _signature_of_class(obj, of, sigcls, follow_wrapper_chains, skip_bound_arg)
    call = getattr_static(type(obj), "__call__", None)
    if call is None:
        raise ValueError(f"callable {obj!r} is not supported by signature")
    if text := getattr(obj, "__text_signature__", None):
        return _signature_fromstr(sigcls, obj, text)
    return of(_descriptor_get(call, obj))


def _told_signature(obj, sigcls):
    """The signature that the object itself tells, as an object, a text, or a function."""
    told = getattr(obj, "__signature__", None)
    if told is not None and not isinstance(told, Signature):
        if callable(told):
            told = told()  # a way of enum's to put it off
        if isinstance(told, str):
            return _signature_fromstr(sigcls, obj, told)
    if not isinstance(told, (Signature, types.NoneType)):
        raise TypeError(f"unexpected object {told!r} in __signature__ attribute")
    return told


def _signature_of_partialmethod(method, wrapped_sig):
    """What partial leaves, with self before it again, unless that goes into *args."""
    left = _signature_get_partial(wrapped_sig, method, (None,))
    self_parameter = next(iter(wrapped_sig.parameters.values()))
    if self_parameter.kind is _VAR_POSITIONAL:
        return left
    return left.replace(parameters=(self_parameter, *left.parameters.values()))


def _signature_of_class(obj, of, sigcls, follow_wrapper_chains, skip_bound_arg):
    def bound(sig):
        return _signature_bound_method(sig) if skip_bound_arg else sig

    def method(cls, name):
        return _signature_get_user_defined_method(cls, name,
                                                  follow_wrapper_chains=follow_wrapper_chains)

    call = method(type(obj), "__call__")  # the metaclass decides what calling the class takes
    if call is not None:
        return of(call)
    new, init = method(obj, "__new__"), method(obj, "__init__")
    for base in obj.__mro__:
        # whichever of the two is defined nearer
        if new is not None and "__new__" in base.__dict__:
            return bound(of(new))
        if init is not None and "__init__" in base.__dict__:
            return of(init)
    for base in obj.__mro__[:-1]:
        text_sig = getattr(base, "__text_signature__", None)
        if text_sig:
            return _signature_fromstr(sigcls, base, text_sig)
    if type in obj.__mro__:
        raise ValueError("callable {!r} is not supported by signature".format(obj))
    if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
        return sigcls.from_callable(object)
    raise ValueError("no signature found for builtin type {!r}".format(obj))


# ---- signatures: making them ---------------------------------------------------------------------

def _signature_from_function(cls, func, skip_bound_arg=True, globals=None, locals=None,
                             eval_str=False):
    is_duck_function = not isfunction(func)
    if is_duck_function and not _signature_is_functionlike(func):
        raise TypeError(f"{func!r} is not a Python function")
    text = getattr(func, "__text_signature__", None)
    if text:
        return _signature_fromstr(cls, func, text, skip_bound_arg)
    code = func.__code__
    count, posonly = code.co_argcount, code.co_posonlyargcount
    names = code.co_varnames
    annotations = get_annotations(func, globals=globals, locals=locals, eval_str=eval_str)
    defaults = func.__defaults__ or ()
    kwdefaults = func.__kwdefaults__ or {}
    Parameter = cls._parameter_cls

    def make(name, kind, default=_empty):
        return Parameter(name, kind, annotation=annotations.get(name, _empty), default=default)

    without_default = count - len(defaults)
    params = []
    for i, name in enumerate(names[:count]):
        kind = _POSITIONAL_ONLY if i < posonly else _POSITIONAL_OR_KEYWORD
        params.append(make(name, kind, _empty if i < without_default
                           else defaults[i - without_default]))
    at = count + code.co_kwonlyargcount
    keyword_only = names[count:at]
    if code.co_flags & CO_VARARGS:
        params.append(make(names[at], _VAR_POSITIONAL))
        at += 1
    for name in keyword_only:
        params.append(make(name, _KEYWORD_ONLY, kwdefaults.get(name, _empty)))
    if code.co_flags & CO_VARKEYWORDS:
        params.append(make(names[at], _VAR_KEYWORD))
    return cls(params, return_annotation=annotations.get("return", _empty),
               __validate_parameters__=is_duck_function)


def _signature_from_builtin(cls, func, skip_bound_arg=True):
    text = getattr(func, "__text_signature__", None)
    if not text:
        raise ValueError("no signature found for builtin {!r}".format(func))
    return _signature_fromstr(cls, func, text, skip_bound_arg)


def _signature_fromstr(cls, obj, s, skip_bound_arg=True):
    """The signature that a builtin's __text_signature__ tells; $ marks its self."""
    import ast
    try:
        function, = ast.parse(f"def foo{s.replace('$', '', 1)}: pass").body
    except SyntaxError:
        raise ValueError(f"{obj!r} builtin has invalid signature") from None
    arguments = function.args
    module_name = (getattr(obj, "__module__", None)
                   or getattr(getattr(obj, "__objclass__", None), "__module__", None))
    module_dict = vars(sys.modules[module_name]) if module_name in sys.modules else {}

    class Namespace(dict):
        def __missing__(self, name):
            if name in module_dict:
                return module_dict[name]
            if name == "os": # os.SEEK_SET; nothing need have imported it
                import os
                return os
            return sys.modules[name]

    def value_of(node):
        try:
            return ast.literal_eval(node)
        except ValueError:
            pass
        try:
            value = eval(compile(ast.Expression(node), "<signature>", "eval"),
                         {"__builtins__": vars(builtins)}, Namespace())
        except Exception:
            raise ValueError from None
        if ismodule(value):
            raise ValueError(f"{obj!r} builtin has invalid signature")
        return value

    Parameter = cls._parameter_cls
    params = []

    def add(node, kind, default=None):
        value = _empty if default is None else value_of(default)
        params.append(Parameter(node.arg, kind, default=value))

    positional = arguments.posonlyargs + arguments.args
    plain = len(positional) - len(arguments.defaults)
    for i, node in enumerate(positional):
        kind = _POSITIONAL_ONLY if i < len(arguments.posonlyargs) else _POSITIONAL_OR_KEYWORD
        add(node, kind, arguments.defaults[i - plain] if i >= plain else None)
    if arguments.vararg:
        add(arguments.vararg, _VAR_POSITIONAL)
    for node, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        add(node, _KEYWORD_ONLY, default)
    if arguments.kwarg:
        add(arguments.kwarg, _VAR_KEYWORD)
    if "$" in s:
        bound_to = getattr(obj, "__self__", None)
        if bound_to is not None and (ismodule(bound_to) or skip_bound_arg):
            params.pop(0)
        elif params:
            params[0] = params[0].replace(kind=_POSITIONAL_ONLY)
    return cls(params, return_annotation=cls.empty)


class _empty:
    """Marker object for Signature.empty and Parameter.empty."""


class _ParameterKind(enum.IntEnum):
    """The ways to give an argument, in the order in which parameters must stand."""

    def __new__(cls, description):
        member = int.__new__(cls, len(cls.__members__))
        member._value_, member.description = int(member), description
        return member

    def __str__(self):
        return self.name

    POSITIONAL_ONLY = "positional-only"
    POSITIONAL_OR_KEYWORD = "positional or keyword"
    VAR_POSITIONAL = "variadic positional"
    KEYWORD_ONLY = "keyword-only"
    VAR_KEYWORD = "variadic keyword"


(_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY,
 _VAR_KEYWORD) = _ParameterKind
_BY_POSITION = (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD)
_VARIADIC = (_VAR_POSITIONAL, _VAR_KEYWORD)


def _read_only(*names):
    """Properties that give the attributes with _ before the names."""
    return [property(attrgetter("_" + name)) for name in names]


class Parameter:
    """One parameter of a Signature: name, kind, and default and annotation, which may be empty."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")

    (POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY,
     VAR_KEYWORD) = _ParameterKind
    empty = _empty
    name, kind, default, annotation = _read_only("name", "kind", "default", "annotation")

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind")
        if default is not _empty and kind in _VARIADIC:
            raise ValueError(f"{kind.description} parameters cannot have default values")
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if name[:1] == "." and name[1:].isdigit():
            # the iterable of a comprehension, whose parameter is called .0
            if kind is not _POSITIONAL_OR_KEYWORD:
                raise ValueError("implicit arguments must be passed as positional or keyword "
                                 f"arguments, not {kind.description}")
            name, kind = f"implicit{name[1:]}", _POSITIONAL_ONLY
        is_keyword = iskeyword(name) and kind is not _POSITIONAL_ONLY
        if is_keyword or not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name, self._kind, self._default, self._annotation = name, kind, default, annotation

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        """The parameter with something changed."""
        return type(self)(self._name if name is _void else name,
                          self._kind if kind is _void else kind,
                          default=self._default if default is _void else default,
                          annotation=self._annotation if annotation is _void else annotation)

    __replace__ = replace

    def __str__(self):
        text = self._name
        equals = "="
        if self._annotation is not _empty:
            text += f": {formatannotation(self._annotation)}"
            equals = " = "
        if self._default is not _empty:
            text += f"{equals}{self._default!r}"
        return {_VAR_POSITIONAL: "*", _VAR_KEYWORD: "**"}.get(self._kind, "") + text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def _key(self):
        return self._name, self._kind, self._annotation, self._default

    def __hash__(self):
        return hash(self._key())

    def __eq__(self, other):
        if self is other:
            return True
        return self._key() == other._key() if isinstance(other, Parameter) else NotImplemented

    def __reduce__(self):
        state = {"_default": self._default, "_annotation": self._annotation}
        return type(self), (self._name, self._kind), state

    def __setstate__(self, state):
        self._default, self._annotation = state["_default"], state["_annotation"]


class BoundArguments:
    """What Signature.bind() gives: in `arguments`, the value of each parameter that got one."""

    __slots__ = ("arguments", "_signature", "__weakref__")

    signature, = _read_only("signature")

    def __init__(self, signature, arguments):
        self.arguments, self._signature = arguments, signature

    def _split(self):
        """The parameters that got a value: those that are given by position, and the others."""
        params = self._signature.parameters
        by_position = 0
        for name, param in params.items():
            if param.kind in (_KEYWORD_ONLY, _VAR_KEYWORD) or name not in self.arguments:
                break
            by_position += 1
        given = [param for param in params.values() if param.name in self.arguments]
        return given[:by_position], given[by_position:]

    @property
    def args(self):
        args = []
        for param in self._split()[0]:
            value = self.arguments[param.name]
            args += value if param.kind is _VAR_POSITIONAL else (value,)
        return tuple(args)

    @property
    def kwargs(self):
        kwargs = {}
        for param in self._split()[1]:
            value = self.arguments[param.name]
            kwargs.update(value if param.kind is _VAR_KEYWORD else {param.name: value})
        return kwargs

    def apply_defaults(self):
        """Gives parameters without a value their default: () and {} for *args and **kwargs."""
        filled = {}
        for name, param in self._signature.parameters.items():
            default = {_VAR_POSITIONAL: (), _VAR_KEYWORD: {}}.get(param.kind, param.default)
            value = self.arguments.get(name, default)
            if value is not _empty:
                filled[name] = value
        self.arguments = filled

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __getstate__(self):
        return {"_signature": self._signature, "arguments": self.arguments}

    def __setstate__(self, state):
        self._signature, self.arguments = state["_signature"], state["arguments"]

    def __repr__(self):
        shown = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"<{type(self).__name__} ({shown})>"


class Signature:
    """The parameters of a callable, by name and in order, and the annotation of its result."""

    __slots__ = ("_return_annotation", "_parameters")

    _parameter_cls = Parameter
    _bound_arguments_cls = BoundArguments
    empty = _empty
    parameters, return_annotation = _read_only("parameters", "return_annotation")

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        parameters = list(parameters or ())
        if __validate_parameters__:
            self._check(parameters)
        self._parameters = types.MappingProxyType(
            OrderedDict((param.name, param) for param in parameters))
        self._return_annotation = return_annotation

    @staticmethod
    def _check(parameters):
        """ValueError unless the parameters could stand so in a def statement."""
        names = set()
        previous, seen_default = _POSITIONAL_ONLY, False
        for param in parameters:
            kind = param.kind
            if kind < previous:
                raise ValueError(f"wrong parameter order: {previous.description} parameter before "
                                 f"{kind.description} parameter")
            if kind in _BY_POSITION:
                if param.default is _empty and seen_default:
                    raise ValueError("non-default argument follows default argument")
                seen_default |= param.default is not _empty
            if param.name in names:
                raise ValueError(f"duplicate parameter name: {param.name!r}")
            names.add(param.name)
            previous = kind

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        """The signature of a callable object."""
        return _signature_from_callable(obj, sigcls=cls, follow_wrapper_chains=follow_wrapped,
                                        globals=globals, locals=locals, eval_str=eval_str)

    def replace(self, *, parameters=_void, return_annotation=_void):
        """The signature with something changed."""
        return type(self)(
            self._parameters.values() if parameters is _void else parameters,
            return_annotation=(self._return_annotation if return_annotation is _void
                               else return_annotation))

    __replace__ = replace

    def _key(self):
        """What decides about equality: keyword-only parameters have no order."""
        params = self._parameters.values()
        return (tuple(p for p in params if p.kind is not _KEYWORD_ONLY),
                {p.name: p for p in params if p.kind is _KEYWORD_ONLY}, self._return_annotation)

    def __hash__(self):
        params, keyword_only, return_annotation = self._key()
        return hash((params, frozenset(keyword_only.values()), return_annotation))

    def __eq__(self, other):
        if self is other:
            return True
        return self._key() == other._key() if isinstance(other, Signature) else NotImplemented

    def _bind(self, args, kwargs, *, partial=False):
        """Gives each argument to its parameter."""
        arguments, kwargs = {}, dict(kwargs)
        params = list(self._parameters.values())
        filled = self._fill_by_position(params, args, kwargs, arguments)
        variadic, misplaced = None, []
        is_next = not filled or params[filled - 1].kind is not _VAR_POSITIONAL
        for param in params[filled:]:
            name, kind = param.name, param.kind
            if kind is _POSITIONAL_ONLY and name in kwargs:
                misplaced.append(name)
                continue
            if kind is _VAR_KEYWORD:
                variadic = param
            elif kind is not _VAR_POSITIONAL and name in kwargs:
                arguments[name] = kwargs.pop(name)
            elif kind is not _VAR_POSITIONAL and param.default is _empty and not partial:
                # the one that would come next by position is told to be no such
                how = " keyword-only" if is_next and kind is _KEYWORD_ONLY else ""
                raise TypeError(f"missing a required{how} argument: {name!r}")
            is_next = False
        if kwargs and variadic is not None:
            arguments[variadic.name] = kwargs
        elif kwargs and misplaced:
            raise TypeError("got some positional-only arguments passed as keyword arguments: "
                            f"{', '.join(misplaced)!r}")
        elif kwargs:
            raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        return self._bound_arguments_cls(self, arguments)

    @staticmethod
    def _fill_by_position(params, args, kwargs, arguments):
        """Gives the positional arguments to the first parameters; returns how many these are."""
        for count, param in enumerate(params):
            if count == len(args):
                return count
            if param.kind is _VAR_POSITIONAL:
                arguments[param.name] = tuple(args[count:])
                return count + 1
            if param.kind not in _BY_POSITION:
                break
            if param.name in kwargs and param.kind is not _POSITIONAL_ONLY:
                raise TypeError(f"multiple values for argument {param.name!r}")
            arguments[param.name] = args[count]
        else:
            if len(args) == len(params):
                return len(params)
        raise TypeError("too many positional arguments")

    def bind(self, /, *args, **kwargs):
        """The BoundArguments of a call with these arguments; TypeError if they do not fit."""
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        """As bind(), but parameters may stay without a value."""
        return self._bind(args, kwargs, partial=True)

    def __reduce__(self):
        state = {"_return_annotation": self._return_annotation}
        return type(self), (tuple(self._parameters.values()),), state

    def __setstate__(self, state):
        self._return_annotation = state["_return_annotation"]

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None):
        """The signature as it would stand behind the name in a def statement.

        With a max_width that it does not fit into, each parameter has its line.
        """
        shown = []
        previous = None
        for param in [*self._parameters.values(), None]:
            kind = param and param.kind
            if previous is _POSITIONAL_ONLY and kind is not _POSITIONAL_ONLY:
                shown.append("/")
            if kind is _KEYWORD_ONLY and previous not in (_KEYWORD_ONLY, _VAR_POSITIONAL):
                shown.append("*")
            if param is not None:
                shown.append(str(param))
            previous = kind
        text = f"({', '.join(shown)})"
        if max_width is not None and len(text) > max_width:
            text = "(\n    " + ",\n    ".join(shown) + "\n)"
        if self._return_annotation is not _empty:
            text += f" -> {formatannotation(self._return_annotation)}"
        return text


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """The signature of a callable object."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals,
                                   locals=locals, eval_str=eval_str)
