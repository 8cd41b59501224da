"""Abstract base classes: classes that say what a subclass must define."""

from _abc import (get_cache_token, _abc_init, _abc_register, _abc_instancecheck,
                  _abc_subclasscheck, _get_dump, _reset_registry, _reset_caches)


def abstractmethod(funcobj):
    """Mark a method as abstract: a class with one left cannot be instantiated.

    The class must have the metaclass ABCMeta or one derived from it.
    """
    funcobj.__isabstractmethod__ = True
    return funcobj


def _abstract_kind(name, base):
    """A descriptor that makes the function in it abstract; older than stacking decorators."""
    def __init__(self, callable):
        base.__init__(self, abstractmethod(callable))

    return type(name, (base,), {
        '__doc__': f'An abstract {base.__name__}; better: @{base.__name__} above @abstractmethod.',
        '__module__': __name__, '__isabstractmethod__': True, '__init__': __init__})


abstractclassmethod = _abstract_kind('abstractclassmethod', classmethod)
abstractstaticmethod = _abstract_kind('abstractstaticmethod', staticmethod)


class abstractproperty(property):
    """An abstract property; better: @property above @abstractmethod."""

    __isabstractmethod__ = True


class ABCMeta(type):
    """Metaclass of classes that may have abstract methods and be asked to accept other classes.

    Such a class takes registered classes for its subclasses: issubclass() and isinstance() say so,
    though it does not stand in their method resolution order.
    """

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        _abc_init(cls)
        return cls

    def __subclasscheck__(cls, subclass):
        """What issubclass() asks."""
        return _abc_subclasscheck(cls, subclass)

    def __instancecheck__(cls, instance):
        """What isinstance() asks."""
        return _abc_instancecheck(cls, instance)

    def register(cls, subclass):
        """Register a virtual subclass of an ABC; returns it, so this is a decorator too."""
        return _abc_register(cls, subclass)

    # ---- for tests and debugging

    def _abc_caches_clear(cls):
        _reset_caches(cls)

    def _abc_registry_clear(cls):
        _reset_registry(cls)

    def _dump_registry(cls, file=None):
        state = _get_dump(cls)
        names = ('_abc_registry', '_abc_cache', '_abc_negative_cache',
                 '_abc_negative_cache_version')
        print(f'Class: {cls.__module__}.{cls.__qualname__}', f'Inv. counter: {get_cache_token()}',
              *(f'{name}: {value!r}' for name, value in zip(names, state)), sep='\n', file=file)


def update_abstractmethods(cls):
    """Work out anew which methods of an ABC are abstract, after methods were added to it.

    To be called before the class is subclassed or used; returns the class.
    """
    if not hasattr(cls, '__abstractmethods__'):
        return cls
    names = {name for base in cls.__bases__ for name in getattr(base, '__abstractmethods__', ())
             if getattr(getattr(cls, name, None), '__isabstractmethod__', False)}
    names.update(name for name, value in cls.__dict__.items()
                 if getattr(value, '__isabstractmethod__', False))
    cls.__abstractmethods__ = frozenset(names)
    return cls


class ABC(metaclass=ABCMeta):
    """Helper class: inheriting from it makes a class an ABC."""

    __slots__ = ()
