"""Objects as text, laid out in lines that are not too long.

pprint() and pp() print, pformat() returns the text; saferepr() is repr() for objects that contain
themselves, isreadable() tells whether eval() could read it, isrecursive() whether it does."""

# What fits in a line is written as PrettyPrinter.format() has it. What does not is laid out by the
# method that is registered for the __repr__ of its type: line breaks between items, each of which
# is written the same way. `indent` is the column where the object begins, `allowance` the number of
# columns needed behind its end.

import re
import sys
import types
from collections import (ChainMap, Counter, OrderedDict, UserDict, UserList, UserString,
                         defaultdict, deque)
from functools import wraps
from io import StringIO
from itertools import chain

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    """Print an object to a stream, sys.stdout if none is given. See PrettyPrinter."""
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
            underscore_numbers=False):
    """The text that pprint() prints."""
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """Print an object; dictionaries keep their order."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    """The repr() of an object, which may contain itself."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[0]


def isreadable(object):
    """Can eval() read the object's saferepr()?"""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[1]


def isrecursive(object):
    """Does the object contain itself?"""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[2]


class _Key:
    """Sorts what cannot be compared by type and address."""

    __slots__ = ["obj"]

    def __init__(self, obj):
        self.obj = obj

    def __lt__(self, other):
        try:
            return self.obj < other.obj
        except TypeError:
            return self._fallback() < other._fallback()

    def _fallback(self):
        return str(type(self.obj)), id(self.obj)


def _item_key(item):
    return _Key(item[0]), _Key(item[1])


def _recursion(object):
    return f"<Recursion on {type(object).__name__} with id={id(object)}>"


def _filled(parts, width, allowance):
    """The reprs of the parts, as many of them put together as fit."""
    line = parts[0][:0]
    for i, part in enumerate(parts):
        if i == len(parts) - 1:
            width -= allowance
        if line and len(repr(line + part)) > width:
            yield repr(line)
            line = part
        else:
            line += part
    yield repr(line)


def _str_lines(text, width, allowance):
    """The reprs of the lines; those too long are broken behind spaces."""
    lines = text.splitlines(True)
    for i, line in enumerate(lines):
        behind = allowance if i == len(lines) - 1 else 0
        if len(repr(line)) <= width - behind:
            yield repr(line)
        else:
            yield from _filled(re.findall(r"\S+\s*|\s+", line), width, behind)


def _bytes_lines(data, width, allowance):
    parts = [data[i:i + 4] for i in range(0, len(data), 4)]
    # whole groups fill the last line to its end
    return _filled(parts, width, allowance if len(data) % 4 else 0)


_atoms = frozenset({str, bytes, bytearray, float, complex, bool, type(None)})
_containers = {  # how __repr__ tells a container: brackets, and what it is when it is empty
    dict.__repr__: ("{%s}", "{}"), list.__repr__: ("[%s]", "[]"), tuple.__repr__: ("(%s)", "()")}
_layouts = {}  # __repr__ of a type: the method that lays out such objects


def _lays_out(*kinds, empty=True):
    """Registers a method; unless it can do so itself, objects without items are not laid out."""
    def register(method):
        @wraps(method)
        def of_items(self, object, stream, *rest):
            if len(object):
                method(self, object, stream, *rest)
            else:
                stream.write(repr(object))
        for kind in kinds:
            _layouts[kind.__repr__] = method if empty else of_items
        return method
    return register


class PrettyPrinter:
    """Prints objects to a stream.

    indent: how many columns each level is indented.
    width: how long lines may be, as far as that can be.
    depth: of how many levels the items are shown.
    stream: where to print, sys.stdout if not given.
    compact: several items may stand in a line.
    sort_dicts: by the keys; otherwise they keep their order.
    underscore_numbers: the digits of integers in groups."""

    _dispatch = _layouts

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False,
                 sort_dicts=True, underscore_numbers=False):
        indent, width = int(indent), int(width)
        for name, limit, fine in (("indent", ">= 0", indent >= 0),
                                  ("depth", "> 0", depth is None or depth > 0),
                                  ("width", "!= 0", width != 0)):
            if not fine:
                raise ValueError(f"{name} must be {limit}")
        self._stream = sys.stdout if stream is None else stream
        self._indent_per_level, self._width, self._depth = indent, width, depth
        self._compact, self._sort_dicts = bool(compact), sort_dicts
        self._underscore_numbers = underscore_numbers

    def pprint(self, object):
        if self._stream is not None:
            self._format(object, self._stream, 0, 0, {}, 0)
            self._stream.write("\n")

    def pformat(self, object):
        text = StringIO()
        self._format(object, text, 0, 0, {}, 0)
        return text.getvalue()

    def isrecursive(self, object):
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        """(text, can eval() read it?, does it contain itself?) of an object in one line. The
        keys of context are the ids of the objects around it."""
        return self._safe_repr(object, context, maxlevels, level)

    def _repr(self, object, context, level):
        return self.format(object, context.copy(), self._depth, level)[0]

    def _format(self, object, stream, indent, allowance, context, level):
        if id(object) in context:
            stream.write(_recursion(object))
            return
        text = self._repr(object, context, level)
        lay_out = None
        if len(text) > self._width - indent - allowance:
            lay_out = self._dispatch.get(type(object).__repr__)
            if lay_out is None and self._has_dataclass_repr(object):
                lay_out = type(self)._lay_out_dataclass
        if lay_out is None:
            stream.write(text)
        else:
            context[id(object)] = 1
            lay_out(self, object, stream, indent, allowance, context, level + 1)
            del context[id(object)]

    @staticmethod
    def _has_dataclass_repr(object):
        options = getattr(type(object), "__dataclass_params__", None)
        return (options is not None and not isinstance(object, type) and options.repr
                and hasattr(object.__repr__, "__wrapped__"))

    # -- items, one after the other

    @staticmethod
    def _each(items, stream, indent, allowance):
        """Gives every item with the columns needed behind it, and breaks the line after it."""
        items = list(items)
        last = len(items) - 1
        for i, item in enumerate(items):
            yield item, allowance if i == last else 1
            if i < last:
                stream.write(",\n" + " " * indent)

    def _open_level(self, stream):
        if self._indent_per_level > 1:
            stream.write((self._indent_per_level - 1) * " ")

    def _format_items(self, items, stream, indent, allowance, context, level):
        self._open_level(stream)
        indent += self._indent_per_level
        if self._compact:
            self._fill_items(list(items), stream, indent, allowance, context, level)
            return
        for item, behind in self._each(items, stream, indent, allowance):
            self._format(item, stream, indent, behind, context, level)

    def _fill_items(self, items, stream, indent, allowance, context, level):
        """As many of the items in a line as fit."""
        line_break = ",\n" + " " * indent
        separator, behind = "", 1
        room = whole_line = self._width - indent + 1
        for i, item in enumerate(items):
            if i == len(items) - 1:
                behind = allowance
                room -= allowance
                whole_line -= allowance
            text = self._repr(item, context, level)
            size = len(text) + 2
            if size > room:
                room = whole_line
                separator = separator and line_break
            stream.write(separator)
            if size <= room:
                room -= size
                separator = ", "
                stream.write(text)
            else:
                separator = line_break
                self._format(item, stream, indent, behind, context, level)

    def _format_dict_items(self, items, stream, indent, allowance, context, level):
        indent += self._indent_per_level
        for (key, value), behind in self._each(items, stream, indent, allowance):
            text = self._repr(key, context, level) + ": "
            stream.write(text)
            self._format(value, stream, indent + len(text), behind, context, level)

    def _format_namespace(self, name, items, stream, indent, allowance, context, level):
        stream.write(f"{name}(")
        indent += len(name) + 1
        for (attribute, value), behind in self._each(items, stream, indent, allowance):
            stream.write(f"{attribute}=")
            if id(value) in context:
                stream.write("...")
            else:
                self._format(value, stream, indent + len(attribute) + 1, behind, context, level)
        stream.write(")")

    def _format_call(self, name, argument, stream, indent, allowance, context, level):
        stream.write(f"{name}(")
        self._format(argument, stream, indent + len(name) + 1, allowance + 1, context, level)
        stream.write(")")

    def _sorted_items(self, mapping):
        return sorted(mapping.items(), key=_item_key) if self._sort_dicts else mapping.items()

    # -- types

    @_lays_out(dict)
    def _lay_out_dict(self, object, stream, indent, allowance, context, level):
        stream.write("{")
        self._open_level(stream)
        self._format_dict_items(self._sorted_items(object), stream, indent, allowance + 1, context,
                                level)
        stream.write("}")

    @_lays_out(list)
    def _lay_out_list(self, object, stream, indent, allowance, context, level):
        stream.write("[")
        self._format_items(object, stream, indent, allowance + 1, context, level)
        stream.write("]")

    @_lays_out(tuple)
    def _lay_out_tuple(self, object, stream, indent, allowance, context, level):
        end = ",)" if len(object) == 1 else ")"
        stream.write("(")
        self._format_items(object, stream, indent, allowance + len(end), context, level)
        stream.write(end)

    @_lays_out(set, frozenset, empty=False)
    def _lay_out_set(self, object, stream, indent, allowance, context, level):
        begin, end = "{", "}"
        if type(object) is not set:
            begin, end = f"{type(object).__name__}({{", "})"
        stream.write(begin)
        self._format_items(sorted(object, key=_Key), stream, indent + len(begin) - 1,
                           allowance + len(end), context, level)
        stream.write(end)

    @_lays_out(deque, empty=False)
    def _lay_out_deque(self, object, stream, indent, allowance, context, level):
        begin = f"{type(object).__name__}("
        indent += len(begin)
        end = "])"
        if object.maxlen is not None:
            end = f"],\n{' ' * indent}maxlen={self._repr(object.maxlen, context, level)})"
            allowance = 0
        stream.write(begin + "[")
        self._format_items(object, stream, indent, allowance + 2, context, level)
        stream.write(end)

    @_lays_out(OrderedDict, empty=False)
    def _lay_out_ordered_dict(self, object, *rest):
        self._format_call(type(object).__name__, list(object.items()), *rest)

    @_lays_out(types.MappingProxyType)
    def _lay_out_mapping_proxy(self, object, *rest):
        self._format_call("mappingproxy", object.copy(), *rest)

    @_lays_out(defaultdict, empty=False)
    def _lay_out_default_dict(self, object, stream, indent, allowance, context, level):
        name = type(object).__name__
        indent += len(name) + 1
        factory = self._repr(object.default_factory, context, level)
        stream.write(f"{name}({factory},\n{' ' * indent}")
        self._lay_out_dict(object, stream, indent, allowance + 1, context, level)
        stream.write(")")

    @_lays_out(Counter, empty=False)
    def _lay_out_counter(self, object, stream, indent, allowance, context, level):
        name = type(object).__name__
        stream.write(f"{name}({{")
        self._open_level(stream)
        self._format_dict_items(object.most_common(), stream, indent + len(name) + 1,
                                allowance + 2, context, level)
        stream.write("})")

    @_lays_out(ChainMap)
    def _lay_out_chain_map(self, object, stream, indent, allowance, context, level):
        name = type(object).__name__
        stream.write(f"{name}(")
        indent += len(name) + 1
        for mapping, behind in self._each(object.maps, stream, indent, allowance + 1):
            self._format(mapping, stream, indent, behind, context, level)
        stream.write(")")

    @_lays_out(types.SimpleNamespace)
    def _lay_out_namespace(self, object, *rest):
        kind = type(object)
        name = "namespace" if kind is types.SimpleNamespace else kind.__name__
        self._format_namespace(name, object.__dict__.items(), *rest)

    def _lay_out_dataclass(self, object, *rest):
        from dataclasses import fields
        items = [(field.name, getattr(object, field.name)) for field in fields(object)
                 if field.repr]
        self._format_namespace(type(object).__name__, items, *rest)

    @_lays_out(UserDict, UserList, UserString)
    def _lay_out_user(self, object, stream, indent, allowance, context, level):
        self._format(object.data, stream, indent, allowance, context, level - 1)

    @_lays_out(str, empty=False)
    def _lay_out_str(self, object, stream, indent, allowance, context, level):
        self._write_lines(_str_lines, object, stream, indent, allowance, level == 1)

    @_lays_out(bytes)
    def _lay_out_bytes(self, object, stream, indent, allowance, context, level):
        if len(object) <= 4:
            stream.write(repr(object))
        else:
            self._write_lines(_bytes_lines, object, stream, indent, allowance, level == 1, True)

    @_lays_out(bytearray)
    def _lay_out_bytearray(self, object, stream, indent, allowance, context, level):
        stream.write("bytearray(")
        self._lay_out_bytes(bytes(object), stream, indent + 10, allowance + 1, context, level + 1)
        stream.write(")")

    def _write_lines(self, split, object, stream, indent, allowance, outermost, always=False):
        """Lines of literals that eval() puts together again; outermost they need parentheses."""
        if outermost:
            indent += 1
            allowance += 1
        lines = list(split(object, self._width - indent, allowance))
        text = f"\n{' ' * indent}".join(lines)
        stream.write(f"({text})" if outermost and (always or len(lines) > 1) else text)

    # -- one line

    def _safe_repr(self, object, context, maxlevels, level):
        kind = type(object)
        if kind in _atoms:
            return repr(object), True, False
        how = getattr(kind, "__repr__", None)
        if how is int.__repr__ and issubclass(kind, int):
            return f"{object:_d}" if self._underscore_numbers else repr(object), True, False
        form, empty = _containers.get(how, (None, None))
        if form is not None and issubclass(kind, (dict, list, tuple)):
            if not object:
                return empty, True, False
            return self._container_repr(object, form, context, maxlevels, level)
        text = repr(object)
        return text, bool(text and not text.startswith("<")), False

    def _container_repr(self, object, form, context, maxlevels, level):
        if form == "(%s)" and len(object) == 1:
            form = "(%s,)"
        if maxlevels and level >= maxlevels:
            return form % "...", False, id(object) in context
        if id(object) in context:
            return _recursion(object), False, True
        context[id(object)] = 1
        is_dict = form == "{%s}"
        parts = chain.from_iterable(self._sorted_items(object)) if is_dict else object
        texts = []
        readable, recursive = True, False
        for part in parts:
            text, can_read, recurs = self.format(part, context, maxlevels, level + 1)
            texts.append(text)
            readable = readable and can_read
            recursive = recursive or recurs
        if is_dict:
            texts = map("%s: %s".__mod__, zip(texts[::2], texts[1::2]))
        del context[id(object)]
        return form % ", ".join(texts), readable, recursive
