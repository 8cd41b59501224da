"""patch(): attributes and dictionaries changed for the time of a test."""

# A patcher is a context manager; a decorator of functions, coroutine functions and classes (there
# of the methods whose names begin with patch.TEST_PREFIX); and it can be started and stopped.

import builtins
import contextlib
import pkgutil
import sys
from functools import partial, wraps
from inspect import iscoroutinefunction
from types import ModuleType

from unittest._mock_calls import DEFAULT
from unittest._mock_autospec import _refuse_misspelled, create_autospec
from unittest.mock import (AsyncMock, InvalidSpecError, MagicMock, NonCallableMagicMock,
                           NonCallableMock, _instance_callable, _is_async_obj, _is_instance_mock,
                           _is_list)

_builtin_names = frozenset(name for name in dir(builtins) if name[0] != "_")
# attributes that every function or class has: deleting them does not bring the old value back
_never_missing = ("__doc__", "__module__", "__defaults__", "__annotations__", "__kwdefaults__")


def _decorated(func, around):
    """A function that calls `func` within around(itself, args, kwargs), with the arguments that
    this context manager gives."""
    if iscoroutinefunction(func):
        @wraps(func)
        async def patched(*args, **kwargs):
            with around(patched, args, kwargs) as (args, kwargs):
                return await func(*args, **kwargs)
    else:
        @wraps(func)
        def patched(*args, **kwargs):
            with around(patched, args, kwargs) as (args, kwargs):
                return func(*args, **kwargs)
    return patched


class _Patcher:
    _active_patches = []

    def __call__(self, func):
        return self.decorate_class(func) if isinstance(func, type) else self.decorate_callable(func)

    def decorate_class(self, klass):
        for name in dir(klass):
            if name.startswith(patch.TEST_PREFIX):
                value = getattr(klass, name)
                if hasattr(value, "__call__"):
                    setattr(klass, name, self.copy()(value))
        return klass

    def start(self):
        """Begin the patch; what __enter__ gives."""
        result = self.__enter__()
        self._active_patches.append(self)
        return result

    def stop(self):
        """End a patch that was started."""
        try:
            self._active_patches.remove(self)
        except ValueError:
            return None
        return self.__exit__(None, None, None)


def _given(value):
    return None if value is False else value


class _patch(_Patcher):
    attribute_name = None  # the keyword of patch.multiple
    is_started = False

    def __init__(self, getter, attribute, new, spec, create, spec_set, autospec, new_callable,
                 kwargs, *, unsafe=False):
        if new_callable is not None:
            for name, clashes in (("new", new is not DEFAULT), ("autospec", autospec is not None)):
                if clashes:
                    raise ValueError(f"Cannot use '{name}' and 'new_callable' together")
        if not unsafe:
            _refuse_misspelled(kwargs)
        for name, what, value in (("spec", "spec", spec), ("spec_set", "spec_set target",
                                                           spec_set)):
            if _is_instance_mock(value):
                raise InvalidSpecError(f"Cannot spec attr {attribute!r} as the {what} has already "
                                       f"been mocked out. [{name}={value!r}]")
        self.__dict__.update(getter=getter, attribute=attribute, new=new, spec=spec, create=create,
                             spec_set=spec_set, autospec=autospec, new_callable=new_callable,
                             kwargs=kwargs, additional_patchers=[])

    def copy(self):
        twin = object.__new__(_patch)
        twin.__dict__.update(self.__dict__, is_started=False,
                             additional_patchers=[p.copy() for p in self.additional_patchers])
        return twin

    def decorate_callable(self, func):
        if not hasattr(func, "patchings"):
            func = _decorated(func, self.decoration_helper)
            func.patchings = []
        func.patchings.append(self)
        return func

    @contextlib.contextmanager
    def decoration_helper(self, patched, args, keywargs):
        with contextlib.ExitStack() as stack:
            for patching in patched.patchings:
                made = stack.enter_context(patching)
                if patching.attribute_name is not None:
                    keywargs.update(made)
                elif patching.new is DEFAULT:
                    args += (made,)
            yield args, keywargs

    def get_original(self):
        """What is patched (DEFAULT if nothing), and whether the target itself has it."""
        target, name = self.getter(), self.attribute
        if name in _builtin_names and isinstance(target, ModuleType):
            self.create = True
        try:
            return target.__dict__[name], True
        except (AttributeError, KeyError):
            original = getattr(target, name, DEFAULT)
        if original is DEFAULT and not self.create:
            raise AttributeError(f"{target} does not have the attribute {name!r}")
        return original, False

    def __enter__(self):
        """Perform the patch."""
        if self.is_started:
            raise RuntimeError("Patch is already started")
        self.target = self.getter()
        spec, spec_set, autospec = map(_given, (self.spec, self.spec_set, self.autospec))
        if spec is not None and autospec is not None:
            raise TypeError("Can't specify spec and autospec")
        if (spec is not None or autospec is not None) and spec_set not in (True, None):
            raise TypeError("Can't provide explicit spec_set *and* spec or autospec")
        original, local = self.get_original()
        if autospec is not None:
            new = self._new_autospec(original, autospec, bool(spec_set))
        elif self.new is DEFAULT:
            new = self._new_mock(original, spec, spec_set)
        elif self.kwargs:
            raise TypeError("Can't pass kwargs to a mock we aren't creating")
        else:
            new = self.new
        self.temp_original, self.is_local = original, local
        self._exit_stack = contextlib.ExitStack()
        self.is_started = True
        try:
            setattr(self.target, self.attribute, new)
            return new if self.attribute_name is None else self._enter_others(new)
        except:
            if not self.__exit__(*sys.exc_info()):
                raise

    def _enter_others(self, new):
        """Does the rest of patch.multiple; all mocks that were made, by name."""
        made = {self.attribute_name: new} if self.new is DEFAULT else {}
        for patching in self.additional_patchers:
            more = self._exit_stack.enter_context(patching)
            if patching.new is DEFAULT:
                made.update(more)
        return made

    def _mock_class(self, original, spec):
        if self.new_callable is not None:
            return self.new_callable
        if _is_async_obj(original if spec is None else spec):
            return AsyncMock
        if spec is None:
            return MagicMock
        has_call = "__call__" in spec if _is_list(spec) else callable(spec)
        return MagicMock if has_call else NonCallableMagicMock

    def _new_mock(self, original, spec, spec_set):
        # True asks for the spec of what is patched
        if spec is True:
            spec = original
        if spec_set is True:
            spec, spec_set = None, original if spec is None else spec
        options = {name: value for name, value in (("spec", spec), ("spec_set", spec_set))
                   if value is not None}
        the_spec = next(iter(options.values()), None)
        if options and original is DEFAULT:
            raise TypeError("Can't use 'spec' with create=True")
        factory = self._mock_class(original, the_spec)
        if self.attribute and isinstance(factory, type) and issubclass(factory, NonCallableMock):
            options["name"] = self.attribute
        options.update(self.kwargs)
        new = factory(**options)
        if the_spec is not None and isinstance(original, type) and _is_instance_mock(new):
            # the result of calling the class is to be like an instance
            if not _is_list(the_spec) and not _instance_callable(the_spec):
                factory = NonCallableMagicMock
            del options["name"]
            new.return_value = factory(_new_parent=new, _new_name="()", **options)
        return new

    def _new_autospec(self, original, autospec, spec_set):
        if self.new is not DEFAULT:
            raise TypeError("autospec creates the mock for you. Can't specify autospec and new.")
        if original is DEFAULT:
            raise TypeError("Can't use 'autospec' with create=True")
        if autospec is True:
            autospec = original
        name = self.attribute
        if _is_instance_mock(self.target):
            problem = f"attr {name!r} as the patch target has already been mocked out."
        elif _is_instance_mock(autospec):
            owner = getattr(self.target, "__name__", self.target)
            problem = f"attr {name!r} from target {owner!r} as it has already been mocked out."
        else:
            return create_autospec(autospec, spec_set=spec_set, _name=name, **self.kwargs)
        raise InvalidSpecError(f"Cannot autospec {problem} "
                               f"[target={self.target!r}, attr={autospec!r}]")

    def __exit__(self, *exc_info):
        """Undo the patch."""
        if not self.is_started:
            return
        target, name, stack = self.target, self.attribute, self._exit_stack
        if self.is_local and self.temp_original is not DEFAULT:
            setattr(target, name, self.temp_original)
        else:
            delattr(target, name)
            if not self.create and (not hasattr(target, name) or name in _never_missing):
                setattr(target, name, self.temp_original)
        del self.temp_original, self.is_local, self.target, self._exit_stack
        self.is_started = False
        return stack.__exit__(*exc_info)


class _patch_dict(_Patcher):
    """Change a dictionary (or an object like one, or what is found by a dotted name), and give it
    its old content back. `values` is a mapping or pairs; `clear` removes what is there before."""

    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self.in_dict = in_dict
        self.values = {**dict(values), **kwargs}
        self.clear = clear
        self._original = None

    def copy(self):
        return _patch_dict(self.in_dict, self.values, self.clear)

    def decorate_callable(self, func):
        @contextlib.contextmanager
        def around(patched, args, kwargs):
            with self:
                yield args, kwargs
        return _decorated(func, around)

    def __enter__(self):
        """Patch the dict."""
        if isinstance(self.in_dict, str):
            self.in_dict = pkgutil.resolve_name(self.in_dict)
        try:
            self._original = self.in_dict.copy()
        except AttributeError:
            self._original = {key: self.in_dict[key] for key in self.in_dict}
        self._put(self.values, self.clear)
        return self.in_dict

    def _put(self, content, clear):
        """Stores the content, with no more methods than what is like a dictionary must have."""
        target = self.in_dict
        if clear:
            try:
                target.clear()
            except AttributeError:
                for key in list(target):
                    del target[key]
        try:
            target.update(content)
        except AttributeError:
            for key in content:
                target[key] = content[key]

    def __exit__(self, *args):
        """Unpatch the dict."""
        if self._original is not None:
            self._put(self._original, True)
            self._original = None
        return False


def _resolver(name):
    return partial(pkgutil.resolve_name, name)


def _get_target(target):
    try:
        owner, attribute = target.rsplit(".", 1)
    except (TypeError, ValueError, AttributeError):
        raise TypeError(f"Need a valid target to patch. You supplied: {target!r}")
    return _resolver(owner), attribute


def patch(target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None,
          new_callable=None, *, unsafe=False, **kwargs):
    """Put `new` in the place of an object for the time of a with statement or of a function or
    class that is decorated.

    target: the object's name with its module, as 'package.module.Class'.
    new: by default an AsyncMock for a coroutine function and a MagicMock for the rest; it is
        given to the decorated function as an extra argument, and is the with statement's value.
    spec, spec_set, kwargs: for that mock; True means the object that is replaced.
    autospec: make it by create_autospec().
    new_callable: what makes it.
    create: the attribute may be missing."""
    getter, attribute = _get_target(target)
    return _patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs,
                  unsafe=unsafe)


def _patch_object(target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None,
                  autospec=None, new_callable=None, *, unsafe=False, **kwargs):
    """patch() for the attribute of an object."""
    if type(target) is str:
        raise TypeError(f"{target!r} must be the actual object to be patched, not a str")
    return _patch(lambda: target, attribute, new, spec, create, spec_set, autospec, new_callable,
                  kwargs, unsafe=unsafe)


def _patch_multiple(target, spec=None, create=False, spec_set=None, autospec=None,
                    new_callable=None, **kwargs):
    """patch() for several attributes of an object or of what has the name `target`; the keywords
    are their new values. Where the value is DEFAULT a mock is made, and given by keyword."""
    if not kwargs:
        raise ValueError("Must supply at least one keyword argument with patch.multiple")
    getter = _resolver(target) if type(target) is str else lambda: target
    patchers = []
    for attribute, new in kwargs.items():
        patcher = _patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, {})
        patcher.attribute_name = attribute
        patchers.append(patcher)
    first, *first.additional_patchers = patchers
    return first


def _patch_stopall():
    """End all patches that were started, the last one first."""
    for patcher in reversed(_Patcher._active_patches):
        patcher.stop()


patch.object = _patch_object
patch.dict = _patch_dict
patch.multiple = _patch_multiple
patch.stopall = _patch_stopall
patch.TEST_PREFIX = "test"
