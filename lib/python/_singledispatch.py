"""Functions that are chosen by the class of their first argument: the part of functools that is.

The implementation for a class is that of the first class in its mro that has one. Abstract classes
that accept the class without being bases of it are put into the mro where they would stand if they
were bases, next to the first class that they accept.
"""

from abc import get_cache_token
from functools import update_wrapper
from itertools import chain
from types import GenericAlias, MappingProxyType, UnionType

__name__ = 'functools'


# ---- the mro with abstract classes ---------------------------------------------------------------

def _c3_merge(sequences):
    """Merges linear orders into one that agrees with all, as the mro does."""
    result = []
    while True:
        sequences = [sequence for sequence in sequences if sequence]
        if not sequences:
            return result
        for sequence in sequences:
            candidate = sequence[0]
            if not any(candidate in other[1:] for other in sequences):
                break
        else:
            raise RuntimeError('Inconsistent hierarchy')
        result.append(candidate)
        for sequence in sequences:
            if sequence[0] == candidate:
                del sequence[0]


def _c3_mro(cls, abcs=None):
    """The mro of a class with the abstract classes put in where they first hold.

    `abcs` must not contain two of which one is a subclass of the other but explicitly so.
    """
    bases = list(cls.__bases__)
    # The new ones come behind the last base that is abstract itself.
    place = max((at for at, base in enumerate(bases, 1) if hasattr(base, '__abstractmethods__')),
                default=0)
    added, inherited = [], []
    for abstract in abcs or ():
        here = issubclass(cls, abstract) and not any(issubclass(base, abstract) for base in bases)
        (added if here else inherited).append(abstract)
    groups = bases[:place], added, bases[place:]
    return _c3_merge([[cls], *(_c3_mro(base, inherited) for base in chain(*groups)), *groups])


def _compose_mro(cls, types):
    """The mro of a class with those of the types that accept it without being its bases."""
    bases = set(cls.__mro__)
    accepting = [typ for typ in types
                 if typ not in bases and hasattr(typ, '__mro__')
                 and not isinstance(typ, GenericAlias) and issubclass(cls, typ)]
    # The base of another one comes into the mro by it.
    accepting = [typ for typ in accepting
                 if not any(typ is not other and typ in other.__mro__ for other in accepting)]
    order = {}
    for typ in accepting:
        # Nearer than the type are its subclasses that accept the class too, the longest mro first.
        paths = [[step for step in nearer.__mro__ if step in accepting]
                 for nearer in typ.__subclasses__()
                 if nearer not in bases and issubclass(cls, nearer)]
        paths.sort(key=len, reverse=True)
        order.update(dict.fromkeys(chain(*paths) if paths else [typ]))
    return _c3_mro(cls, abcs=order)


def _find_impl(cls, registry):
    """The implementation for a class: that of the first class of its composed mro."""
    mro = _compose_mro(cls, registry.keys())
    for match, rival in zip(mro, [*mro[1:], None]):
        if match not in registry:
            continue
        if rival in registry and not issubclass(match, rival) and not (
                match in cls.__mro__ or rival in cls.__mro__):
            raise RuntimeError(f'Ambiguous dispatch: {match} or {rival}')
        return registry[match]
    return None


# ---- what may be registered ----------------------------------------------------------------------

def _is_union(kind):
    if isinstance(kind, UnionType):
        return True
    if type(kind).__module__ != 'typing':
        return False
    from typing import get_origin, Union
    return get_origin(kind) is Union


def _classes_of(kind):
    """The classes that a class, or a union of classes, stands for; None for anything else."""
    if isinstance(kind, type):
        return kind,
    if _is_union(kind) and all(isinstance(part, type) for part in kind.__args__):
        return kind.__args__
    return None


def _annotated_classes(function):
    """The classes that the annotation of the first parameter stands for."""
    annotations = getattr(function, '__annotations__', None)
    if not annotations:
        raise TypeError(f'Invalid first argument to `register()`: {function!r}. '
                        f'Use either `@register(some_class)` or plain `@register` '
                        f'on an annotated function.')
    parameter, kind = next(iter(annotations.items()))
    if isinstance(kind, str):
        from typing import get_type_hints
        parameter, kind = next(iter(get_type_hints(function).items()))
    classes = _classes_of(type(None) if kind is None else kind)
    if classes is None:
        fault = 'not all arguments are classes' if _is_union(kind) else 'is not a class'
        raise TypeError(f'Invalid annotation for {parameter!r}. {kind!r} {fault}.')
    return classes


class _Dispatcher:
    """The implementations by class, and which of them was found for other classes."""

    def __init__(self, default):
        import weakref
        self.registry = {object: default}
        self.found = weakref.WeakKeyDictionary()
        self.token = None       # once an abstract class is registered: of what `found` is valid for

    def dispatch(self, cls):
        """The implementation that is the best for the class."""
        if self.token is not None and self.token != get_cache_token():
            self.token = get_cache_token()
            self.found.clear()
        try:
            return self.found[cls]
        except KeyError:
            pass
        function = self.registry[cls] if cls in self.registry else _find_impl(cls, self.registry)
        self.found[cls] = function
        return function

    def register(self, cls, func=None):
        """Register an implementation for a class, a union, or what the function is annotated with.

        Without the function, returns a decorator.
        """
        classes = _classes_of(cls)
        if classes is None:
            if func is not None:
                raise TypeError(f'Invalid first argument to `register()`. '
                                f'{cls!r} is not a class or union type.')
            classes, func = _annotated_classes(cls), cls
        elif func is None:
            return lambda function: self.register(cls, function)
        for kind in classes:
            self.registry[kind] = func
            if self.token is None and hasattr(kind, '__abstractmethods__'):
                self.token = get_cache_token()
        self.found.clear()
        return func


# ---- the decorators ------------------------------------------------------------------------------

def _raise_no_argument(function, kind):
    name = getattr(function, '__name__', kind)
    raise TypeError(f'{name} requires at least 1 positional argument')


def singledispatch(func):
    """Make a function generic: others are registered for the classes of the first argument.

    The decorated function is the default; its method register() adds others, dispatch() tells
    which one would be called.
    """
    dispatcher = _Dispatcher(func)
    dispatch = dispatcher.dispatch

    def wrapper(*args, **kw):
        if not args:
            _raise_no_argument(func, 'singledispatch function')
        return dispatch(args[0].__class__)(*args, **kw)

    wrapper.dispatch = dispatch
    wrapper.register = dispatcher.register
    wrapper.registry = MappingProxyType(dispatcher.registry)
    wrapper._clear_cache = dispatcher.found.clear
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    """As singledispatch, for methods of any kind: the class of the argument after self decides."""

    def __init__(self, func):
        if not (callable(func) or hasattr(func, '__get__')):
            raise TypeError(f'{func!r} is not callable or a descriptor')
        self.func = func
        self.dispatcher = singledispatch(func)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)

    def register(self, cls, method=None):
        """As register() of a generic function."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        func, dispatch = self.func, self.dispatcher.dispatch

        def method(*args, **kwargs):
            if not args:
                _raise_no_argument(func, 'singledispatchmethod method')
            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        method.register = self.register
        method.__isabstractmethod__ = self.__isabstractmethod__
        return update_wrapper(method, func)
