"""What mocks note down: calls, and the values that stand for none or any."""

# A call is a tuple (name, args, kwargs), or (args, kwargs) where the mock's own name goes without
# saying. A tuple that lacks some of them equals the call that has them empty. `call` makes calls
# to compare with: attributes of it, and calls of them, add to the name and know their parent.

__all__ = ("sentinel", "DEFAULT", "ANY", "call")


class _SentinelObject:
    "A unique, named, sentinel object."

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"sentinel.{self.name}"

    __reduce__ = __repr__  # pickled and copied by name


class _Sentinel:
    """Makes a unique object for each attribute that it is asked for."""

    def __getattr__(self, name):
        if name == "__bases__":
            raise AttributeError  # inspect takes what has bases for a class
        return self.__dict__.setdefault(name, _SentinelObject(name))

    def __reduce__(self):
        return "sentinel"


sentinel = _Sentinel()
DEFAULT = sentinel.DEFAULT


class _ANY:
    "A helper object that compares equal to everything."

    __eq__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __repr__ = lambda self: "<ANY>"


ANY = _ANY()


def format_call(name, args, kwargs):
    parts = [*map(repr, args), *(f"{key}={value!r}" for key, value in kwargs.items())]
    return f"{name}({', '.join(parts)})"


def call_parts(value, name=""):
    """(name, args, kwargs) of a tuple in which any of them may be missing."""
    parts = list(value)
    if len(parts) == 3 or parts and isinstance(parts[0], str):
        name = parts.pop(0)
    if len(parts) == 2:
        return name, *parts
    args, kwargs = (), {}
    for part in parts:
        if isinstance(part, tuple):
            args = part
        else:
            kwargs = part
    return name, args, kwargs


class _Call(tuple):
    """A call, (name, args, kwargs) or (args, kwargs); shorter tuples are equal to it when what
    they lack is empty, and without a name it equals calls of any name."""

    def __new__(cls, value=(), name="", parent=None, two=False, from_kall=True):
        parts = call_parts(value, name)
        return tuple.__new__(cls, parts[1:] if two else parts)

    def __init__(self, value=(), name=None, parent=None, two=False, from_kall=True):
        self._mock_name = name
        self._mock_parent = parent
        self._mock_from_kall = from_kall  # a call, not only a name that could be called

    def __eq__(self, other):
        try:
            if len(other) > 3:
                return False
        except TypeError:
            return NotImplemented
        parents = (getattr(self, "_mock_parent", None), getattr(other, "_mock_parent", None))
        if all(parents) and parents[0] != parents[1]:
            return False
        name, *mine = call_parts(self)
        other_name, *others = call_parts(other)
        # the other's come first: ANY in them has the say
        return (not name or name == other_name) and others == mine

    __ne__ = object.__ne__

    def __call__(self, /, *args, **kwargs):
        if self._mock_name is None:
            return _Call(("", args, kwargs), name="()")
        return _Call((self._mock_name, args, kwargs), name=self._mock_name + "()", parent=self)

    def __getattr__(self, attr):
        if self._mock_name is None:
            return _Call(name=attr, from_kall=False)
        return _Call(name=f"{self._mock_name}.{attr}", parent=self, from_kall=False)

    def __getattribute__(self, attr):
        if attr in _TUPLE_NAMES:
            raise AttributeError  # call.count and call.index are names like others
        return tuple.__getattribute__(self, attr)

    args = property(lambda self: self[-2])
    kwargs = property(lambda self: self[-1])

    def __repr__(self):
        if not self._mock_from_kall:
            name = self._mock_name or "call"
            return "call" + name if name.startswith("()") else name
        name, args, kwargs = call_parts(self)
        if name:
            name = name if name.startswith("()") else "." + name
        return format_call("call" + name, args, kwargs)

    def call_list(self):
        """The calls that the expression consists of, this one the last."""
        calls, step = [], self
        while step is not None:
            if step._mock_from_kall:
                calls.insert(0, step)
            step = step._mock_parent
        return _CallList(calls)


_TUPLE_NAMES = frozenset(vars(tuple))
call = _Call(from_kall=False)


class _CallList(list):
    """Calls; a list is in it when its calls follow each other there."""

    def __contains__(self, value):
        if not isinstance(value, list):
            return list.__contains__(self, value)
        size = len(value)
        return any(self[i:i + size] == value for i in range(len(self) - size + 1))

    def __repr__(self):
        import pprint
        return pprint.pformat(list(self))


def is_among(expected, calls):
    """Is the call in the list? Part by part, the expected one's on the left for ANY's sake."""
    return any(len(expected) == len(made) and all(e == m for e, m in zip(expected, made))
               for made in calls)


def not_among(expected, calls):
    """Those of the expected calls that are not, each found one being used up."""
    calls = list(calls)
    missing = []
    for wanted in expected:
        try:
            calls.remove(wanted)
        except ValueError:
            missing.append(wanted)
    return missing, calls
