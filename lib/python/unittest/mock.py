"""Objects that take the place of others in tests, and remember how they were used."""

# Every mock has a class of its own, so that special methods and properties can be set on single
# instances. A mock's children note their calls in it too: its method_calls and mock_calls hold the
# calls of what it gave. A mock made by create_autospec for a function is behind a real function,
# which is then its delegate: the function's attributes hold the record, the mock reads them there.

__all__ = ("Mock", "MagicMock", "patch", "sentinel", "DEFAULT", "ANY", "call", "create_autospec",
           "AsyncMock", "ThreadingMock", "FILTER_DIR", "NonCallableMock",
           "NonCallableMagicMock", "mock_open", "PropertyMock", "seal")

import inspect
import threading
from dataclasses import fields, is_dataclass
from functools import partial
from inspect import iscoroutinefunction
from types import FunctionType, MethodType, NoneType

from unittest._mock_calls import (ANY, DEFAULT, _Call, _CallList, call, call_parts, format_call,
                                  is_among, not_among, sentinel)
from unittest._mock_magics import (_all_magics, _all_sync_magics, _as_method, _async_magics,
                                   _async_method_magics, _is_magic, _magics, _set_default_result,
                                   _unsupported_magics)
from unittest.util import safe_repr


class InvalidSpecError(Exception):
    """A value that cannot be a spec."""


FILTER_DIR = True
FunctionTypes = (FunctionType, MethodType)
_deleted = sentinel.DELETED

# what a mock notes while it is used, and what makes the empty values
_CALL_RECORD = {"called": bool, "call_count": int, "call_args": NoneType,
                "call_args_list": _CallList, "mock_calls": _CallList}
_AWAIT_RECORD = {"await_count": int, "await_args": NoneType, "await_args_list": _CallList}

# attributes set by the mock itself, whatever its spec says
_own_names = {"return_value", "side_effect", "_mock_return_value", "_mock_side_effect",
              "_mock_parent", "_mock_new_parent", "_mock_name", "_mock_new_name",
              *_CALL_RECORD, *_AWAIT_RECORD}


# ---- finding out about objects -------------------------------------------------------------------

def _is_instance_mock(obj):
    # not isinstance(): mocks say that they are of other classes
    return issubclass(type(obj), NonCallableMock)


def _is_async_obj(obj):
    if _is_instance_mock(obj) and not isinstance(obj, AsyncMock):
        return False
    obj = getattr(obj, "__func__", obj)
    return iscoroutinefunction(obj) or inspect.isawaitable(obj)


def _is_async_func(obj):
    return getattr(obj, "__code__", None) is not None and iscoroutinefunction(obj)


def _is_async_attribute(spec, name):
    value = inspect.getattr_static(spec, name, None)
    try:
        value = inspect.unwrap(value)
    except ValueError:
        pass  # it wraps itself
    return iscoroutinefunction(value)


def _is_exception(obj):
    return isinstance(obj, BaseException) or isinstance(obj, type) and issubclass(obj,
                                                                                  BaseException)


def _callable(obj):
    if isinstance(obj, (staticmethod, classmethod, MethodType)):
        return _callable(obj.__func__)
    return isinstance(obj, type) or getattr(obj, "__call__", None) is not None


def _instance_callable(obj):
    """Are instances of the class callable, or is the object?"""
    if isinstance(obj, type):
        return any(vars(base).get("__call__") is not None for base in obj.__mro__)
    return getattr(obj, "__call__", None) is not None


def _is_list(obj):
    return type(obj) in (list, tuple)


def _behind(obj):
    """The mock behind a function that autospec made; other objects themselves."""
    return getattr(obj, "mock", obj) if isinstance(obj, FunctionTypes) else obj


def _signature_of(spec, as_instance, eat_self):
    """(function, signature) of calling an instance or a class; None if there is no signature."""
    if isinstance(spec, type) and not as_instance:
        spec, eat_self = spec.__init__, True
    elif isinstance(spec, (classmethod, staticmethod)):
        spec, eat_self = spec.__func__, eat_self or isinstance(spec, classmethod)
    elif not isinstance(spec, FunctionTypes):
        spec = getattr(spec, "__call__", None)
        if spec is None:
            return None
    try:
        return spec, inspect.signature(partial(spec, None) if eat_self else spec)
    except ValueError:
        return None


def _copy_details(func, copy):
    for name in ("__name__", "__doc__", "__text_signature__", "__module__", "__defaults__",
                 "__kwdefaults__"):
        if hasattr(func, name):
            setattr(copy, name, getattr(func, name))


def _check_calls_of(mock, spec, eat_self, as_instance=False):
    """From now on the mock can only be called as `spec` can."""
    found = _signature_of(spec, as_instance, eat_self)
    if found is None:
        return
    func, signature = found

    def check(self, /, *args, **kwargs):
        signature.bind(*args, **kwargs)
    _copy_details(func, check)
    type(mock)._mock_check_sig = check
    type(mock).__signature__ = signature


def _as_effect(value):
    """A side effect as it is used: what can be iterated over is, from now on."""
    if value is None or _is_exception(value) or _callable(value):
        return value
    try:
        return iter(value)
    except TypeError:
        return value


def _effect_result(effect, args, kwargs):
    """What the side effect makes of a call; DEFAULT leaves it to the return value."""
    if effect is None:
        return DEFAULT
    if _callable(effect) and not _is_exception(effect):
        return effect(*args, **kwargs)
    result = effect if _is_exception(effect) else next(effect)
    if _is_exception(result):
        raise result
    return result


def _failure_in(keys):
    """The exception among comparison keys: a call that the signature does not allow."""
    return next((key for key in keys if isinstance(key, Exception)), None)


def _joined(name, rest):
    return f"{name}{rest}" if rest.startswith("()") else f"{name}.{rest}"


# ---- the mocks -----------------------------------------------------------------------------------

def _has_record(record):
    """Decorates a class: the record's fields are the delegate's if the mock has one."""
    def field(name):
        hidden = "_mock_" + name

        def get(self):
            delegate = self._mock_delegate
            return self.__dict__[hidden] if delegate is None else getattr(delegate, name)

        def set(self, value):
            delegate = self._mock_delegate
            if delegate is None:
                self.__dict__[hidden] = value
            else:
                setattr(delegate, name, value)
        return property(get, set)

    def decorate(cls):
        for name in record:
            setattr(cls, name, field(name))
        return cls
    return decorate


def _new_record(record):
    return {f"_mock_{name}": empty() for name, empty in record.items()}


def _adopt(parent, value, name, new_name):
    """Makes a mock that has no parent the child of one; tells whether it did."""
    child = _behind(value)
    if (not _is_instance_mock(child) or child._mock_name or child._mock_new_name
            or child._mock_parent is not None or child._mock_new_parent is not None):
        return False
    ancestor = parent
    while ancestor is not None:
        if ancestor is child:
            return False  # a circle, as of m.a = m
        ancestor = ancestor._mock_new_parent
    if new_name:
        child._mock_new_parent, child._mock_new_name = parent, new_name
    if name:
        child._mock_parent, child._mock_name = parent, name
    return True


class Base:
    _mock_return_value = DEFAULT
    _mock_side_effect = None

    def __init__(self, /, *args, **kwargs):
        pass


@_has_record(_CALL_RECORD)
class NonCallableMock(Base):
    """A `Mock` that cannot be called."""

    _lock = threading.RLock()

    def __new__(cls, spec=None, wraps=None, name=None, spec_set=None, parent=None,
                _spec_state=None, _new_name="", _new_parent=None, _spec_as_instance=False,
                _eat_self=None, unsafe=False, **kwargs):
        bases = (cls,)
        if not issubclass(cls, AsyncMockMixin) and _is_async_obj(spec_set or spec):
            bases = (AsyncMockMixin, cls)
        return super().__new__(type(cls.__name__, bases, {"__doc__": cls.__doc__}))

    def __init__(self, spec=None, wraps=None, name=None, spec_set=None, parent=None,
                 _spec_state=None, _new_name="", _new_parent=None, _spec_as_instance=False,
                 _eat_self=None, unsafe=False, **kwargs):
        self.__dict__.update(
            _mock_parent=parent, _mock_name=name, _mock_new_name=_new_name,
            _mock_new_parent=parent if _new_parent is None else _new_parent,
            _mock_sealed=False, _mock_unsafe=unsafe, _mock_children={}, _mock_wraps=wraps,
            _mock_delegate=None, method_calls=_CallList(), **_new_record(_CALL_RECORD))
        strict = spec_set is not None
        self._mock_add_spec(spec_set if strict else spec, strict, _spec_as_instance,
                            parent is not None if _eat_self is None else _eat_self)
        if kwargs:
            self.configure_mock(**kwargs)
        super().__init__()

    def attach_mock(self, mock, attribute):
        """Make `mock` an attribute of this one, which notes its calls from now on."""
        inner = _behind(mock)
        inner._mock_parent = inner._mock_new_parent = inner._mock_new_name = None
        inner._mock_name = ""
        setattr(self, attribute, mock)

    def mock_add_spec(self, spec, spec_set=False):
        """Allow only the attributes of `spec`, an object or a list of names, to be read;
        with `spec_set` only they can be set, too."""
        self._mock_add_spec(spec, spec_set)

    def _mock_add_spec(self, spec, spec_set, _spec_as_instance=False, _eat_self=False):
        if _is_instance_mock(spec):
            raise InvalidSpecError(f"Cannot spec a Mock object. [object={spec!r}]")
        names, spec_class, found, asyncs = spec, None, None, []
        if spec is not None and not _is_list(spec):
            names = dir(spec)
            spec_class = spec if isinstance(spec, type) else type(spec)
            found = _signature_of(spec, _spec_as_instance, _eat_self)
            asyncs = [name for name in names if _is_async_attribute(spec, name)]
            if is_dataclass(spec):
                names += [field.name for field in fields(spec)]
        self.__dict__.update(_spec_class=spec_class, _spec_set=spec_set, _mock_methods=names,
                             _spec_signature=found and found[1], _spec_asyncs=asyncs)

    @property
    def return_value(self):
        """The value to be returned when the mock is called."""
        delegate = self._mock_delegate
        value = self._mock_return_value if delegate is None else delegate.return_value
        if value is DEFAULT and self._mock_wraps is None:
            self.return_value = value = self._get_child_mock(_new_parent=self, _new_name="()")
        return value

    @return_value.setter
    def return_value(self, value):
        if self._mock_delegate is not None:
            self._mock_delegate.return_value = value
        else:
            self._mock_return_value = value
            _adopt(self, value, None, "()")

    @property
    def side_effect(self):
        delegate = self._mock_delegate
        if delegate is None:
            return self._mock_side_effect
        delegate.side_effect = effect = _as_effect(delegate.side_effect)
        return effect

    @side_effect.setter
    def side_effect(self, value):
        if self._mock_delegate is None:
            self._mock_side_effect = _as_effect(value)
        else:
            self._mock_delegate.side_effect = _as_effect(value)

    @property
    def __class__(self):
        return type(self) if self._spec_class is None else self._spec_class

    def _reset_record(self, record):
        for name, empty in record.items():
            setattr(self, name, empty())

    def reset_mock(self, visited=None, *, return_value=False, side_effect=False):
        "Restore the mock object to its initial state."
        visited = [] if visited is None else visited
        if id(self) in visited:
            return
        visited.append(id(self))
        self._reset_record(_CALL_RECORD)
        self.method_calls = _CallList()
        if return_value:
            self._mock_return_value = DEFAULT
        if side_effect:
            self._mock_side_effect = None
        for child in self._mock_children.values():
            if child is not _deleted and not isinstance(child, _SpecState):
                child.reset_mock(visited, return_value=return_value, side_effect=side_effect)
        result = self._mock_return_value
        if _is_instance_mock(result) and result is not self:
            result.reset_mock(visited)

    def configure_mock(self, /, **kwargs):
        """Set attributes; dotted names (in an unpacked dictionary) are those of children."""
        for path, value in sorted(kwargs.items(), key=lambda item: item[0].count(".")):
            *parents, name = path.split(".")
            owner = self
            for parent in parents:
                owner = getattr(owner, parent)
            setattr(owner, name, value)

    # -- attributes

    def __getattr__(self, name):
        if name in ("_mock_methods", "_mock_unsafe"):
            raise AttributeError(name)  # not initialized yet
        allowed = self._mock_methods
        if allowed is None:
            if _is_magic(name):
                raise AttributeError(name)
        elif name not in allowed or name in _all_magics:
            raise AttributeError(f"Mock object has no attribute {name!r}")
        if not self._mock_unsafe and name not in (allowed or ()) and _is_misspelled(name):
            raise AttributeError(f"{name!r} is not a valid assertion. Use a spec for the mock if "
                                 f"{name!r} is meant to be an attribute.")
        with NonCallableMock._lock:
            child = self._mock_children.get(name)
            if child is _deleted:
                raise AttributeError(name)
            if child is None:
                wrapped = self._mock_wraps
                child = self._get_child_mock(
                    parent=self, name=name, _new_name=name, _new_parent=self,
                    wraps=None if wrapped is None else getattr(wrapped, name))
            elif isinstance(child, _SpecState):
                child = self._child_for(child, name)
            self._mock_children[name] = child
        return child

    def _child_for(self, state, name):
        try:
            return create_autospec(state.spec, state.spec_set, state.instance, state.parent,
                                   state.name)
        except InvalidSpecError:
            owner = self.__dict__["_mock_name"] or self
            raise InvalidSpecError(
                f"Cannot autospec attr {name!r} from target {owner!r} as it has already been "
                f"mocked out. [target={self!r}, attr={state.spec!r}]")

    def __setattr__(self, name, value):
        if name in _own_names:
            return object.__setattr__(self, name, value)
        allowed = self._mock_methods
        if allowed is not None and name not in allowed and (
                name in _all_magics or self._spec_set and name not in self.__dict__):
            raise AttributeError(f"Mock object has no attribute '{name}'")
        if name in _unsupported_magics:
            raise AttributeError(f"Attempting to set unsupported magic method {name!r}.")
        if name == "__class__":
            self.__dict__["_spec_class"] = value
            return
        if name in _all_magics:
            value = self._set_magic(name, value)
        elif _adopt(self, value, name, name):
            self._mock_children[name] = value
        if self._mock_sealed and not hasattr(self, name):
            raise AttributeError(f"Cannot set {self._extract_mock_name()}.{name}")
        if isinstance(value, PropertyMock):
            self.__dict__[name] = value  # on the class it would be asked
        else:
            object.__setattr__(self, name, value)

    def _set_magic(self, name, value):
        """Puts a special method on the class, where it is looked for; what the mock has of it."""
        if _is_instance_mock(value):
            _adopt(self, value, None, name)
            setattr(type(self), name, value)
            self._mock_children[name] = value
            return value
        setattr(type(self), name, _as_method(name, value))
        return lambda *args, **kwargs: value(self, *args, **kwargs)

    def __delattr__(self, name):
        if name in _all_magics and name in type(self).__dict__:
            delattr(type(self), name)
            if name not in self.__dict__:
                return
        if name in self.__dict__:
            object.__delattr__(self, name)
        elif self._mock_children.get(name) is _deleted:
            raise AttributeError(name)
        self._mock_children[name] = _deleted

    def __dir__(self):
        """The useful names, unless FILTER_DIR is false."""
        if not FILTER_DIR:
            return object.__dir__(self)
        names = set(self._mock_methods or ())
        names.update(name for name in dir(type(self)) if name[:1] != "_")
        names.update(name for name in self.__dict__ if name[:1] != "_" or _is_magic(name))
        names.update(name for name, child in self._mock_children.items() if child is not _deleted)
        return sorted(names)

    def _get_child_mock(self, /, **kw):
        """Make the mock for an attribute or the return value. It is of the parent's type, unless
        that cannot be called; subclasses may have other ideas."""
        if self._mock_sealed:
            raise AttributeError(self._extract_mock_name()
                                 + (f".{kw['name']}" if "name" in kw else "()"))
        return self._child_class(kw.get("_new_name"))(**kw)

    def _child_class(self, name):
        own = type(self)
        if name in self.__dict__["_spec_asyncs"]:
            return AsyncMock
        if issubclass(own, MagicMock) and name in _async_method_magics:
            return AsyncMock
        if issubclass(own, AsyncMockMixin):
            sync = name in _all_sync_magics or name in (self._mock_methods or ())
            return MagicMock if sync else AsyncMock
        if issubclass(own, CallableMixin):
            return own.__mro__[1]
        return MagicMock if issubclass(own, NonCallableMagicMock) else Mock

    # -- names and signatures

    def _extract_mock_name(self):
        path, mock = None, self
        while mock._mock_new_parent is not None:
            name = mock._mock_new_name
            path = name if path is None else _joined(name, path)
            mock = mock._mock_new_parent
        name = mock._mock_name or "mock"
        return name if path is None else _joined(name, path)

    def __repr__(self):
        name = self._extract_mock_name()
        described = "" if name in ("mock", "mock.") else f" name={name!r}"
        if self._spec_class is not None:
            kind = "spec_set" if self._spec_set else "spec"
            described += f" {kind}={self._spec_class.__name__!r}"
        return f"<{type(self).__name__}{described} id='{id(self)}'>"

    def _format_mock_call_signature(self, args, kwargs):
        return format_call(self._mock_name or "mock", args, kwargs)

    def _signature_for(self, name):
        """The signature that calls of a child, by its dotted name, are compared with."""
        if not name:
            return self._spec_signature
        signature, mock = None, self
        for part in name.replace("()", "").split("."):
            mock = _behind(mock._mock_children.get(part))
            if mock is None or isinstance(mock, _SpecState):
                break
            signature = mock._spec_signature
        return signature

    def _call_matcher(self, _call):
        """What stands for a call in comparisons: with a signature, how the arguments are bound,
        or the error that binding them raised."""
        named = isinstance(_call, tuple) and len(_call) > 2
        signature = self._signature_for(_call[0]) if named else self._spec_signature
        if signature is None:
            return _call
        name, args, kwargs = call_parts(_call)
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError as error:
            return error.with_traceback(None)
        return call(name, bound.args, bound.kwargs)

    def _match(self, args, kwargs):
        """The comparison key of a wanted call, and the error if it is none."""
        key = self._call_matcher(_Call((args, kwargs), two=True))
        return key, _failure_in([key])

    # -- assertions

    def _check_last(self, kind, last, args, kwargs):
        expected, cause = self._match(args, kwargs)
        if self._call_matcher(last) != expected:
            raise AssertionError(
                f"expected {kind} not found.\n"
                f"Expected: {self._format_mock_call_signature(args, kwargs)}\n"
                f"  Actual: {self._format_mock_call_signature(*last)}") from cause

    def _check_any(self, kind, made, args, kwargs):
        expected, cause = self._match(args, kwargs)
        if cause or not is_among(expected, [self._call_matcher(c) for c in made]):
            raise AssertionError(f"{self._format_mock_call_signature(args, kwargs)} {kind} "
                                 "not found") from cause

    def _check_several(self, kind, made, calls, any_order):
        expected = [self._call_matcher(c) for c in calls]
        cause = _failure_in(expected)
        keys = _CallList(self._call_matcher(c) for c in made)
        if any_order:
            missing, others = not_among(expected, keys)
            if missing:
                raise AssertionError(self._text_of_missing(kind, tuple(missing), others)) from cause
        elif expected not in keys:
            problem = f"{kind.title()}s not found."
            if cause is not None:
                errors = [key if isinstance(key, Exception) else None for key in expected]
                problem = f"Error processing expected {kind}s.\nErrors: {errors}"
            actual = f"  Actual: {safe_repr(made)}" if kind == "call" else f"Actual: {made}"
            raise AssertionError(f"{problem}\nExpected: {_CallList(calls)}\n{actual}") from cause

    def _text_of_missing(self, kind, missing, others):
        if kind == "await":
            return f"{missing!r} not all found in await list"
        return (f"{self._mock_name or 'mock'!r} does not contain all of {missing!r} in its call "
                f"list, found {others!r} instead")

    def _check_call_count(self, wanted, expectation):
        if self.call_count != wanted:
            calls = f"\nCalls: {safe_repr(self.mock_calls)}." if self.mock_calls else ""
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to {expectation}. "
                                 f"Called {self.call_count} times.{calls}")

    def assert_not_called(self):
        """Fail if the mock was called."""
        self._check_call_count(0, "not have been called")

    def assert_called(self):
        """Fail unless the mock was called."""
        if self.call_count == 0:
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to have been called.")

    def assert_called_once(self):
        """Fail unless the mock was called exactly once."""
        self._check_call_count(1, "have been called once")

    def assert_called_with(self, /, *args, **kwargs):
        """Fail unless the last call had these arguments."""
        if self.call_args is None:
            expected = self._format_mock_call_signature(args, kwargs)
            raise AssertionError("expected call not found.\n"
                                 f"Expected: {expected}\n  Actual: not called.")
        self._check_last("call", self.call_args, args, kwargs)

    def assert_called_once_with(self, /, *args, **kwargs):
        """Fail unless the mock was called exactly once, with these arguments."""
        self._check_call_count(1, "be called once")
        self.assert_called_with(*args, **kwargs)

    def assert_any_call(self, /, *args, **kwargs):
        """Fail unless some call had these arguments."""
        self._check_any("call", self.call_args_list, args, kwargs)

    def assert_has_calls(self, calls, any_order=False):
        """Fail unless the calls are in mock_calls: one after the other, or in any order."""
        self._check_several("call", self.mock_calls, calls, any_order)


_ASSERTIONS = tuple(sorted(name for name in dir(NonCallableMock) if name.startswith("assert_")))
_MISSPELLINGS = frozenset(name.removeprefix("assert_") for name in _ASSERTIONS)


def _is_misspelled(name):
    """Does the name look like an assertion's? As an attribute it would never fail."""
    return (name.startswith(("assert", "assret", "asert", "aseert", "assrt"))
            or name in _MISSPELLINGS)


class CallableMixin(Base):
    def __init__(self, spec=None, side_effect=None, return_value=DEFAULT, wraps=None, name=None,
                 spec_set=None, parent=None, _spec_state=None, _new_name="", _new_parent=None,
                 **kwargs):
        self.__dict__["_mock_return_value"] = return_value
        super().__init__(spec, wraps, name, spec_set, parent, _spec_state, _new_name, _new_parent,
                         **kwargs)
        self.side_effect = side_effect

    def _mock_check_sig(self, /, *args, **kwargs):
        pass  # replaced where there is a signature

    def __call__(self, /, *args, **kwargs):
        self._mock_check_sig(*args, **kwargs)
        self._increment_mock_call(*args, **kwargs)
        return self._mock_call(*args, **kwargs)

    def _mock_call(self, /, *args, **kwargs):
        return self._execute_mock_call(*args, **kwargs)

    def _increment_mock_call(self, /, *args, **kwargs):
        self.called = True
        made = _Call((args, kwargs), two=True)
        with NonCallableMock._lock:
            self.call_count += 1
            self.call_args = made
            self.call_args_list.append(made)
        self.mock_calls.append(_Call(("", args, kwargs)))
        # every ancestor notes the call under the name by which it is reached from there
        method_name = self._mock_name if self._mock_parent is not None else None
        name = self._mock_new_name
        mock = self._mock_new_parent
        while mock is not None:
            if method_name is not None:
                mock.method_calls.append(_Call((method_name, args, kwargs)))
                method_name = (None if mock._mock_parent is None
                               else f"{mock._mock_name}.{method_name}")
            mock.mock_calls.append(_Call((name, args, kwargs)))
            if mock._mock_new_name:
                name = _joined(mock._mock_new_name, name)
            mock = mock._mock_new_parent

    def _execute_mock_call(self, /, *args, **kwargs):
        result = _effect_result(self.side_effect, args, kwargs)
        if result is not DEFAULT:
            return result
        if self._mock_return_value is DEFAULT:
            if self._mock_delegate and self._mock_delegate.return_value is not DEFAULT:
                return self._mock_delegate.return_value
            if self._mock_wraps is not None:
                return self._mock_wraps(*args, **kwargs)
        return self.return_value


class Mock(CallableMixin, NonCallableMock):
    """An object that can be called and has any attribute; it remembers its calls, and attributes
    and results are mocks again.

    spec: an object or a list of names; other attributes cannot be read.
    spec_set: the same, and other attributes cannot be set.
    return_value: what calls return.
    side_effect: a function called with the arguments of calls, its result is theirs (unless
        DEFAULT); an exception to raise; or an iterable of what calls return or raise.
    wraps: the object that calls are passed on to.
    name: shown in the repr of the mock.
    unsafe: allow attributes that look like misspelled assertions.

    Other keyword arguments are attributes to set."""


# ---- special methods of mocks --------------------------------------------------------------------

class MagicProxy(Base):
    """Stands on the class till the special method is first used; then a mock takes its place."""

    def __init__(self, name, parent):
        self.name = name
        self.parent = parent

    def create_mock(self):
        name, parent = self.name, self.parent
        mock = parent._get_child_mock(name=name, _new_name=name, _new_parent=parent)
        setattr(parent, name, mock)
        _set_default_result(parent, mock, name)
        return mock

    def __get__(self, obj, _type=None):
        return self.create_mock()


class MagicMixin(Base):
    def __init__(self, /, *args, **kw):
        self._mock_set_magics()  # before the rest, which may look at them
        super().__init__(*args, **kw)
        self._mock_set_magics()  # again, as the spec is known now

    def _mock_set_magics(self):
        own = type(self)
        wanted = possible = _magics | _async_magics
        if getattr(self, "_mock_methods", None) is not None:
            wanted = possible.intersection(self._mock_methods)
            for name in (possible - wanted).intersection(own.__dict__):
                delattr(self, name)
        for name in wanted.difference(own.__dict__):
            setattr(own, name, MagicProxy(name, self))


class _MagicSpec:
    def mock_add_spec(self, spec, spec_set=False):
        """Allow only the attributes and special methods of `spec`."""
        self._mock_add_spec(spec, spec_set)
        self._mock_set_magics()


class NonCallableMagicMock(_MagicSpec, MagicMixin, NonCallableMock):
    """A `MagicMock` that cannot be called."""


class AsyncMagicMixin(MagicMixin):
    pass


class MagicMock(_MagicSpec, MagicMixin, Mock):
    """A `Mock` with special methods; with a spec, those that are in it. Its attributes and results
    are of this type, too."""

    def reset_mock(self, /, *args, return_value=False, **kwargs):
        # what special methods return by default stays
        magic = self._mock_name and _is_magic(self._mock_name)
        super().reset_mock(*args, return_value=return_value and not magic, **kwargs)


# ---- asynchronous mocks --------------------------------------------------------------------------

async def _shape(*args, **kwargs):
    """Its code is what inspect finds in an AsyncMock."""


@_has_record(_AWAIT_RECORD)
class AsyncMockMixin(Base):
    def __init__(self, /, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.__dict__.update(_is_coroutine=True, __code__=_shape.__code__, __name__="AsyncMock",
                             __defaults__=(), __kwdefaults__={}, __annotations__=None,
                             **_new_record(_AWAIT_RECORD))

    async def _execute_mock_call(self, /, *args, **kwargs):
        made = _Call((args, kwargs), two=True)
        self.await_count += 1
        self.await_args = made
        self.await_args_list.append(made)
        effect = self.side_effect
        try:
            result = _effect_result(effect, args, kwargs)
        except StopIteration:
            if not hasattr(effect, "__next__"):
                raise
            raise StopAsyncIteration  # the other cannot leave a coroutine
        if iscoroutinefunction(effect):
            result = await result
        if result is not DEFAULT:
            return result
        wrapped = self._mock_wraps
        if self._mock_return_value is not DEFAULT or wrapped is None:
            return self.return_value
        result = wrapped(*args, **kwargs)
        return await result if iscoroutinefunction(wrapped) else result

    def _check_await_count(self, fine, expectation):
        if not fine:
            raise AssertionError(f"Expected {self._mock_name or 'mock'} to {expectation}.")

    def assert_awaited(self):
        """Fail unless the mock was awaited."""
        self._check_await_count(self.await_count > 0, "have been awaited")

    def assert_awaited_once(self):
        """Fail unless the mock was awaited exactly once."""
        self._check_await_count(self.await_count == 1, "have been awaited once. "
                                f"Awaited {self.await_count} times")

    def assert_not_awaited(self):
        """Fail if the mock was awaited."""
        self._check_await_count(self.await_count == 0, "not have been awaited. "
                                f"Awaited {self.await_count} times")

    def assert_awaited_with(self, /, *args, **kwargs):
        """Fail unless the last await had these arguments."""
        if self.await_args is None:
            expected = self._format_mock_call_signature(args, kwargs)
            raise AssertionError(f"Expected await: {expected}\nNot awaited")
        self._check_last("await", self.await_args, args, kwargs)

    def assert_awaited_once_with(self, /, *args, **kwargs):
        """Fail unless the mock was awaited exactly once, with these arguments."""
        self.assert_awaited_once()
        self.assert_awaited_with(*args, **kwargs)

    def assert_any_await(self, /, *args, **kwargs):
        """Fail unless some await had these arguments."""
        self._check_any("await", self.await_args_list, args, kwargs)

    def assert_has_awaits(self, calls, any_order=False):
        """Fail unless the awaits were made: one after the other, or in any order."""
        self._check_several("await", self.await_args_list, calls, any_order)

    def reset_mock(self, /, *args, **kwargs):
        """Restore the initial state, that of the awaits too."""
        super().reset_mock(*args, **kwargs)
        self._reset_record(_AWAIT_RECORD)


_AWAIT_ASSERTIONS = tuple(sorted(name for name in vars(AsyncMockMixin)
                                 if name.startswith("assert_")))


class AsyncMock(AsyncMockMixin, AsyncMagicMixin, Mock):
    """A mock of a coroutine function: calls give awaitables, whose result is made as that of a
    `Mock` from side_effect (may be a coroutine function) and return_value. It remembers which
    calls were awaited."""


# ---- properties, seals ---------------------------------------------------------------------------

class PropertyMock(Mock):
    """A mock for the class attribute of a property: reading the property calls it, and setting it
    calls it with the value."""

    def _get_child_mock(self, /, **kwargs):
        return MagicMock(**kwargs)

    def __get__(self, obj, obj_type=None):
        return self()

    def __set__(self, obj, val):
        self(val)


def seal(mock):
    """Let the mock, and those that it made, make no more children: attributes that were not asked
    for yet are missing from now on."""
    mock._mock_sealed = True
    for name in dir(mock):
        try:
            child = getattr(mock, name)
        except AttributeError:
            continue
        if (isinstance(child, NonCallableMock) and child._mock_new_parent is mock
                and not isinstance(child._mock_children.get(name), _SpecState)):
            seal(child)


# what needs the classes above
from unittest._mock_autospec import _must_skip, _SpecState, create_autospec  # noqa: E402
from unittest._mock_open import mock_open  # noqa: E402
from unittest._mock_threading import ThreadingMixin, ThreadingMock  # noqa: E402
from unittest._mock_patch import _get_target, _patch, _patch_dict, patch  # noqa: E402
