"""create_autospec(): mocks with the attributes and signatures of what they stand for."""

# Attributes that are no functions are described by a _SpecState, and specced when first asked for.
# In the place of a function there is a function; its attributes hold the mock's record, and the
# mock, of which it is the delegate, reads them there.

import inspect
from functools import partial
from inspect import iscoroutinefunction

from unittest._mock_calls import DEFAULT, _CallList
from unittest.mock import (_ASSERTIONS, _AWAIT_ASSERTIONS, _AWAIT_RECORD, _CALL_RECORD, AsyncMock,
                           FunctionTypes, InvalidSpecError, MagicMock, NonCallableMagicMock,
                           _callable, _check_calls_of, _instance_callable, _is_async_func,
                           _is_instance_mock, _is_list, _is_magic, _signature_of)


class _SpecState:
    """An attribute that gets its mock when it is first asked for."""

    def __init__(self, spec, spec_set=False, parent=None, name=None, ids=None, instance=False):
        self.__dict__.update(spec=spec, ids=ids, spec_set=spec_set, parent=parent, name=name,
                             instance=instance)


def _refuse_misspelled(kwargs):
    for name in ("autospect", "auto_spec", "set_spec"):
        if name in kwargs:
            raise RuntimeError(f"{name!r} might be a typo; use unsafe=True if this is intended")


def _autospec_class(spec, instance, is_async):
    if is_async:
        if instance:
            raise RuntimeError("Instance can not be True when create_autospec is mocking an async "
                               "function")
        return AsyncMock
    if not _callable(spec) or (instance and isinstance(spec, type)
                               and not _instance_callable(spec)):
        return NonCallableMagicMock
    return MagicMock


def create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, *,
                    unsafe=False, **kwargs):
    """Make a mock that has the attributes of `spec`, whose attributes have those of the spec's, and
    so on; functions and methods must be called as their originals. The result of calling a mocked
    class is like an instance, and so is the mock itself with `instance`. With `spec_set` no other
    attributes can be set. Other keyword arguments are for the mock."""
    if _is_list(spec):
        spec = type(spec)  # a list is not a list of names here
    if _is_instance_mock(spec):
        raise InvalidSpecError(f"Cannot autospec a Mock object. [object={spec!r}]")
    if not unsafe:
        _refuse_misspelled(kwargs)
    is_type = isinstance(spec, type)
    is_async = _is_async_func(spec)
    name = kwargs.pop("name", _name)
    if inspect.isdatadescriptor(spec):
        factory, options = MagicMock, {}  # what it gives is not known
    else:
        factory = _autospec_class(spec, instance, is_async)
        options = {} if spec is None else {"spec_set" if spec_set else "spec": spec}
        if options and instance:
            options["_spec_as_instance"] = True
        options.update(kwargs)
    mock = factory(parent=_parent, _new_parent=_parent, name=name,
                   _new_name="" if _parent is None else name, **options)
    if isinstance(spec, FunctionTypes):
        mock = _function_for(mock, spec, is_async)
    else:
        _check_calls_of(mock, spec, is_type, instance)
    if _parent is not None and not instance:
        _parent._mock_children[name] = mock
    wrapped = kwargs.pop("wraps", None)
    if is_type and not instance and "return_value" not in kwargs:
        mock.return_value = create_autospec(spec, spec_set, instance=True, _name="()",
                                            _parent=mock, wraps=wrapped)
    for attribute in dir(spec):
        if not _is_magic(attribute):
            _autospec_attribute(mock, spec, attribute, spec_set, instance, wrapped)
    if kwargs and _is_instance_mock(mock):
        mock.configure_mock(**kwargs)  # again, where there are children now
    return mock


def _autospec_attribute(mock, spec, name, spec_set, instance, wrapped):
    try:
        original = getattr(spec, name)
    except AttributeError:
        return
    if not isinstance(original, FunctionTypes):
        mock._mock_children[name] = _SpecState(original, spec_set, mock, name, instance)
        return
    options = {"spec_set" if spec_set else "spec": original}
    if wrapped and not spec_set and hasattr(wrapped, name):
        options["wraps"] = original
    parent = mock.mock if isinstance(spec, FunctionTypes) else mock
    eat_self = _must_skip(spec, name, isinstance(spec, type))
    factory = AsyncMock if iscoroutinefunction(original) else MagicMock
    child = factory(parent=parent, name=name, _new_name=name, _new_parent=parent,
                    _eat_self=eat_self, **options)
    mock._mock_children[name] = child
    child.return_value = factory()
    _check_calls_of(child, original, eat_self)
    setattr(mock, name, child)


def _must_skip(spec, entry, is_type):
    """Has the function that the spec has by this name a first argument that callers do not see?"""
    if not isinstance(spec, type):
        if entry in getattr(spec, "__dict__", {}):
            return False  # of the instance
        spec = spec.__class__
    for klass in spec.__mro__:
        found = vars(klass).get(entry, DEFAULT)
        if found is not DEFAULT:
            return is_type and isinstance(found, FunctionTypes)
    return is_type


def _function_for(mock, original, is_async):
    """A function with the mock's behaviour and the signature of `original`."""
    found = _signature_of(original, False, isinstance(original, type))
    if found is None:
        return mock
    _, signature = found
    if is_async:
        async def funcopy(*args, **kwargs):
            signature.bind(*args, **kwargs)
            return await mock(*args, **kwargs)
    else:
        def funcopy(*args, **kwargs):
            signature.bind(*args, **kwargs)
            return mock(*args, **kwargs)
    name = original.__name__
    funcopy.__name__ = funcopy.__qualname__ = name if name.isidentifier() else "funcopy"
    _make_delegate(funcopy, mock, signature)
    if is_async:
        _add_awaits(funcopy)
    return funcopy


def _make_delegate(func, mock, signature):
    def assertion(name):
        def method(*args, **kwargs):
            return getattr(mock, name)(*args, **kwargs)
        method.__name__ = name
        return method

    def reset_mock():
        func.method_calls = _CallList()
        func.mock_calls = _CallList()
        mock.reset_mock()
        result = func.return_value
        if _is_instance_mock(result) and result is not mock:
            result.reset_mock()

    vars(func).update(
        {name: empty() for name, empty in _CALL_RECORD.items()},
        mock=mock, method_calls=_CallList(), return_value=mock.return_value,
        side_effect=mock.side_effect, _mock_children=mock._mock_children, reset_mock=reset_mock,
        __signature__=signature, **{name: assertion(name) for name in _ASSERTIONS})
    mock._mock_delegate = func


def _add_awaits(func):
    def assertion(name, /, *args, **kwargs):
        return getattr(func.mock, name)(*args, **kwargs)

    vars(func).update({name: empty() for name, empty in _AWAIT_RECORD.items()},
                      _is_coroutine=True,
                      **{name: partial(assertion, name) for name in _AWAIT_ASSERTIONS})
