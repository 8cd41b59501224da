"""Naming who refers to an object."""

import sys
import types


def _module_of(namespace):
    for name, module in list(sys.modules.items()):
        if getattr(module, "__dict__", None) is namespace:
            return name
    return None


def _entry_of(mapping, x, skip):
    """The key under which a dict holds x, the one after `skip` others."""
    for key, value in dict.items(mapping):
        for part, held in ((f"[{key!r}]", value), (f" key {key!r}", key)):
            if held is x:
                if skip == 0:
                    return part, key
                skip -= 1
    return "", None


def _place_of(sequence, x, skip):
    for index, item in enumerate(sequence):
        if item is x:
            if skip == 0:
                return f"[{index}]"
            skip -= 1
    return ""


def _name_in_dict(owner, x, skip):
    part, key = _entry_of(owner, x, skip)
    module = _module_of(owner)
    if module and isinstance(key, str) and part.startswith("["):
        return f"{module}.{key}"
    return f"a dict{part}"


def _attribute_of(owner, x):
    slots = [name for kind in type(owner).__mro__ for name in vars(kind).get("__slots__", ())]
    for name in [*getattr(owner, "__match_args__", ()), *slots]:
        if isinstance(name, str) and getattr(owner, name, None) is x:
            return f".{name}"
    return ""


def _instance_attribute(owner, x):
    """Without asking for __dict__, which would change how the instance keeps its attributes."""
    for name in object.__dir__(owner):
        if not name.startswith("__"):
            try:
                if object.__getattribute__(owner, name) is x:
                    return f".{name}"
            except AttributeError:
                pass
    return _attribute_of(owner, x)


def name_of_owner(owner, x, named):
    """A name; `named` counts how often an owner was named before, as it may hold x many times."""
    if type(owner) is tuple and len(owner) == 2 and x is not owner[0] and x is not owner[1]:
        return f"{owner[1]} in {owner[0]}()"
    skip = named.get(id(owner), 0)
    named[id(owner)] = skip + 1
    if isinstance(owner, dict):
        return _name_in_dict(owner, x, skip)
    if isinstance(owner, (list, tuple)):
        return f"a {type(owner).__name__}{_place_of(owner, x, skip)}"
    if isinstance(owner, (set, frozenset)):
        return f"a {type(owner).__name__}"
    if isinstance(owner, types.CellType):
        return "a closure's cell"
    if isinstance(owner, types.FunctionType):
        return f"function {owner.__qualname__}"
    if isinstance(owner, types.CodeType):
        return f"constant of {owner.co_qualname}"
    if isinstance(owner, type):
        return f"class {owner.__qualname__}"
    if isinstance(owner, types.ModuleType):
        return f"module {owner.__name__}"
    return f"{type(owner).__qualname__}{_instance_attribute(owner, x)}"
