"""Syntax trees: parsing source into them, looking at them, changing them, writing them as source.

The classes of nodes are the native module _ast. parse() gives a tree, compile() takes one;
NodeVisitor and NodeTransformer go through one.
"""

import sys
from _ast import *
from _ast import AST, Load, Store

PyCF_ONLY_AST = 0x400
PyCF_TYPE_COMMENTS = 0x1000
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
PyCF_OPTIMIZED_AST = 0x8400


def parse(source, filename="<unknown>", mode="exec", *, type_comments=False, feature_version=None,
          optimize=-1):
    """The tree of the source: compile() with PyCF_ONLY_AST.

    With type_comments the tree has them; feature_version is (3, n) for the syntax of that version.
    """
    flags = PyCF_ONLY_AST | (PyCF_OPTIMIZED_AST if optimize > 0 else 0) \
        | (PyCF_TYPE_COMMENTS if type_comments else 0)
    if isinstance(feature_version, tuple):
        major, feature_version = feature_version
        if major != 3:
            raise ValueError(f"Unsupported major version: {major}")
    elif feature_version is None:
        feature_version = -1
    return compile(source, filename, mode, flags, optimize=optimize,
                   _feature_version=feature_version)


def literal_eval(node_or_string):
    """The value of a literal, given as source or as a tree.

    Literals are strings, bytes, numbers, True, False, None, and tuples, lists, dicts and sets of
    literals. No names are looked up and no code runs.
    """
    if isinstance(node_or_string, str):
        node_or_string = parse(node_or_string.lstrip(" \t"), mode="eval")
    if isinstance(node_or_string, Expression):
        node_or_string = node_or_string.body
    return _literal(node_or_string)


def _malformed(node):
    message = "malformed node or string"
    if lineno := getattr(node, "lineno", None):
        message += f" on line {lineno}"
    raise ValueError(message + f": {node!r}")


def _number(node):
    if not isinstance(node, Constant) or type(node.value) not in (int, float, complex):
        _malformed(node)
    return node.value


def _signed_number(node):
    if isinstance(node, UnaryOp) and isinstance(node.op, (UAdd, USub)):
        operand = _number(node.operand)
        return +operand if isinstance(node.op, UAdd) else -operand
    return _number(node)


def _literal(node):
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Tuple):
        return tuple(map(_literal, node.elts))
    if isinstance(node, List):
        return list(map(_literal, node.elts))
    if isinstance(node, Set):
        return set(map(_literal, node.elts))
    if (isinstance(node, Call) and isinstance(node.func, Name) and node.func.id == "set"
            and node.args == node.keywords == []):
        return set()
    if isinstance(node, Dict):
        if len(node.keys) != len(node.values):
            _malformed(node)
        return dict(zip(map(_literal, node.keys), map(_literal, node.values)))
    if isinstance(node, BinOp) and isinstance(node.op, (Add, Sub)):
        left, right = _signed_number(node.left), _number(node.right)
        if isinstance(left, (int, float)) and isinstance(right, complex):
            return left + right if isinstance(node.op, Add) else left - right
    return _signed_number(node)


_missing = object()


def _shown_attribute(node, name):
    """The value of a field or attribute; _missing also if it is None and that says nothing."""
    value = getattr(node, name, _missing)
    says_nothing = value is None and getattr(type(node), name, ...) is None
    return _missing if says_nothing else value


def _is_list_field(node, name):
    return getattr(type(node)._field_types.get(name), "__origin__", None) is list


def dump(node, annotate_fields=True, include_attributes=False, *, indent=None, show_empty=False):
    """The tree as text, for debugging.

    annotate_fields: with the names of fields, also where they are clear without;
    include_attributes: with line numbers and such; indent: on lines of their own, so far to the
    right; show_empty: with empty lists.
    """
    if not isinstance(node, AST):
        raise TypeError(f"expected AST, got {type(node).__name__!r}")
    if indent is not None and not isinstance(indent, str):
        indent = " " * indent

    def shown_fields(node):
        """Names and values of what is to be shown; "" for names that are not."""
        with_names, held_back = annotate_fields, []
        for name in node._fields:
            value = _shown_attribute(node, name)
            if value is _missing:
                with_names = True  # the places of those behind it tell no more what they are
            elif not show_empty and value == [] and _is_list_field(node, name):
                if not with_names:
                    held_back.append(("", value))
            else:
                if not with_names:
                    yield from held_back
                    held_back = []
                yield name if with_names else "", value
        for name in node._attributes if include_attributes else ():
            value = _shown_attribute(node, name)
            if value is not _missing:
                yield name, value

    def show(value, level=1):
        """The text, and whether it is so simple that its node may stand on one line."""
        if isinstance(value, list):
            texts = [show(item, level + 1)[0] for item in value]
            return (in_brackets("[", texts, "]", level), False) if value else ("[]", True)
        if not isinstance(value, AST):
            return repr(value), True
        texts, simple = [], True
        for name, field in shown_fields(value):
            text, is_simple = show(field, level + 1)
            texts.append(f"{name}={text}" if name else text)
            simple = simple and is_simple
        opening = type(value).__name__ + "("
        if simple and len(texts) <= 3:
            return f"{opening}{', '.join(texts)})", not texts
        return in_brackets(opening, texts, ")", level), False

    def in_brackets(opening, texts, closing, level):
        line = "" if indent is None else "\n" + indent * level
        return opening + line + f",{line or ' '}".join(texts) + closing

    return show(node)[0]


_PLACE = {"lineno": 1, "col_offset": 0, "end_lineno": 1, "end_col_offset": 0}  # of a whole file


def copy_location(new_node, old_node):
    """Gives the new node the place of the old one, and returns it."""
    for name in _PLACE:
        if name in old_node._attributes and name in new_node._attributes:
            value = getattr(old_node, name, _missing)
            # the end may be missing; the start is not set to nothing
            if value is not _missing and (value is not None or name.startswith("end_")):
                setattr(new_node, name, value)
    return new_node


def fix_missing_locations(node):
    """Gives every node that has no place that of its parent; compile() wants them all to have one.
    """
    def fix(node, inherited):
        inherited = dict(inherited)
        for name in inherited:
            if name not in node._attributes:
                continue
            value = getattr(node, name, _missing)
            if value is _missing or value is None and name.startswith("end_"):
                setattr(node, name, inherited[name])
            else:
                inherited[name] = value
        for child in iter_child_nodes(node):
            fix(child, inherited)

    fix(node, _PLACE)
    return node


def increment_lineno(node, n=1):
    """Moves the whole tree n lines down."""
    for each in walk(node):
        for name in "lineno", "end_lineno":
            has_it = name in each._attributes or name == "lineno" and isinstance(each, TypeIgnore)
            line = getattr(each, name, 0)
            if has_it and line is not None:
                setattr(each, name, line + n)
    return node


def iter_fields(node):
    """(name, value) of each field that the node has."""
    for name in node._fields:
        value = getattr(node, name, _missing)
        if value is not _missing:
            yield name, value


def iter_child_nodes(node):
    """The nodes directly below the node."""
    for _, value in iter_fields(node):
        for child in value if isinstance(value, list) else (value,):
            if isinstance(child, AST):
                yield child


def get_docstring(node, clean=True):
    """The docstring of a function, class or module, without indentation; None if it has none."""
    if not isinstance(node, (FunctionDef, AsyncFunctionDef, ClassDef, Module)):
        raise TypeError(f"{type(node).__name__!r} can't have docstrings")
    match node.body:
        case [Expr(value=Constant(value=str(text))), *_]:
            from inspect import cleandoc
            return cleandoc(text) if clean else text
    return None


def _splitlines_no_ff(source, maxlines=None):
    """The lines as the lexer sees them: form feeds and the like end none."""
    lines, start, at, size = [], 0, 0, len(source)
    while at < size:
        if maxlines is not None and len(lines) + 1 > maxlines:
            return lines
        if source[at] == "\r":
            at += 2 if source[at + 1:at + 2] == "\n" else 1
        elif source[at] == "\n":
            at += 1
        else:
            at += 1
            continue
        lines.append(source[start:at])
        start = at
    if start < size and (maxlines is None or len(lines) < maxlines):
        lines.append(source[start:])
    return lines


def get_source_segment(source, node, *, padded=False):
    """The part of the source that the node was made from; None if its place is not known.

    With padded, the first of several lines has white space for what stands before the node.
    """
    try:
        if node.end_lineno is None or node.end_col_offset is None:
            return None
        first, last = node.lineno - 1, node.end_lineno - 1
        start, end = node.col_offset, node.end_col_offset
    except AttributeError:
        return None
    lines = _splitlines_no_ff(source, maxlines=last + 1)
    if first == last:
        return lines[first].encode()[start:end].decode()
    padding = ""
    if padded:
        before = lines[first].encode()[:start].decode()
        padding = "".join(c if c in "\f\t" else " " for c in before)
    head = padding + lines[first].encode()[start:].decode()
    tail = lines[last].encode()[:end].decode()
    return "".join([head, *lines[first + 1:last], tail])


def walk(node):
    """The node and all below it; the caller may change those it has got."""
    from collections import deque
    waiting = deque([node])
    while waiting:
        found = waiting.popleft()
        waiting.extend(iter_child_nodes(found))
        yield found


def compare(a, b, /, *, compare_attributes=False):
    """Are the two trees equal? With compare_attributes their places must be so too."""
    def same(a, b):
        if type(a) is not type(b):
            return False
        if isinstance(a, list):
            return len(a) == len(b) and all(map(same, a, b))
        if not isinstance(a, AST):
            return a == b
        return same_named(a, b, "_fields") and (
            not compare_attributes or same_named(a, b, "_attributes"))

    def same_named(a, b, kind):
        names = getattr(a, kind)
        return names == getattr(b, kind) and all(
            same(getattr(a, name, _missing), getattr(b, name, _missing)) for name in names)

    return same(a, b)


class NodeVisitor:
    """Goes through a tree: visit() calls visit_NAME() for a node of that class.

    A class without such a method has generic_visit(), which visits the nodes below.
    """

    def visit(self, node):
        """Visits a node; what its method returns."""
        return getattr(self, f"visit_{type(node).__name__}", self.generic_visit)(node)

    def generic_visit(self, node):
        """Visits the nodes below the node."""
        for child in iter_child_nodes(node):
            self.visit(child)

    def visit_Constant(self, node):
        # a method for the class that the value had in old versions is still called
        for kind in type(node.value).__mro__:
            old_name = _const_node_type_names.get(kind)
            method = getattr(self, f"visit_{old_name}", None) if old_name else None
            if method is not None:
                import warnings
                warnings.warn(f"visit_{old_name} is deprecated; add visit_Constant",
                              DeprecationWarning, 2)
                return method(node)
        return self.generic_visit(node)


_const_node_type_names = {bool: "NameConstant", type(None): "NameConstant", int: "Num",
                          float: "Num", complex: "Num", str: "Str", bytes: "Bytes",
                          type(...): "Ellipsis"}


class NodeTransformer(NodeVisitor):
    """A visitor that puts what its methods return in the place of the nodes.

    None removes the node; in a list of nodes, a list stands for several. A method that wants the
    nodes below to be visited calls generic_visit() itself.
    """

    def generic_visit(self, node):
        for name, value in iter_fields(node):
            if isinstance(value, list):
                value[:] = [new for item in value for new in self._replacements(item)]
            elif isinstance(value, AST):
                new = self.visit(value)
                if new is None:
                    delattr(node, name)
                else:
                    setattr(node, name, new)
        return node

    def _replacements(self, item):
        """What an item of a list becomes, as several."""
        if not isinstance(item, AST):
            return (item,)
        new = self.visit(item)
        if new is None:
            return ()
        return (new,) if isinstance(new, AST) else new


def unparse(ast_obj):
    """Source text that parses to the given tree."""
    from _ast_unparse import Unparser
    return Unparser().visit(ast_obj)


# ---- names of old versions -----------------------------------------------------------------------

class slice(AST):
    """A class of old versions: subscripts have the index itself."""


class Index(slice):
    """A class of old versions: gives the value."""
    def __new__(cls, value, **kwargs):
        return value


class ExtSlice(slice):
    """A class of old versions: gives a Tuple."""
    def __new__(cls, dims=(), **kwargs):
        return Tuple(list(dims), Load(), **kwargs)


class Suite(mod):
    """A class of old versions, of which no node is made."""


class AugLoad(expr_context):
    """A class of old versions, of which no node is made."""


class AugStore(expr_context):
    """A class of old versions, of which no node is made."""


class Param(expr_context):
    """A class of old versions, of which no node is made."""


def _dims_getter(self):
    """An older name of elts."""
    return self.elts


def _dims_setter(self, value):
    self.elts = value


Tuple.dims = property(_dims_getter, _dims_setter)

_OLD_CONSTANTS = {"Num": ((int, float, complex), "n"), "Str": ((str,), "s"),
                  "Bytes": ((bytes,), "s"), "NameConstant": ((type(None), bool), "value"),
                  "Ellipsis": ((type(...),), None)}


def _old_attribute(name):
    def warn():
        import warnings
        message = ("Attribute " + name + " is deprecated and will be removed in Python {remove}; "
                   "use value instead")
        warnings._deprecated("ast.Constant." + name, message=message, remove=(3, 14))

    def getter(self):
        """An older name of value. Deprecated."""
        warn()
        return self.value

    def setter(self, value):
        warn()
        self.value = value
    return property(getter, setter)


Constant.n = _old_attribute("n")
Constant.s = _old_attribute("s")


class _ABC(type):
    def __instancecheck__(cls, inst):
        name = cls.__name__
        if name not in _OLD_CONSTANTS:
            return type.__instancecheck__(cls, inst)
        import warnings
        warnings._deprecated(f"ast.{name}", message=_OLD_MESSAGE, remove=(3, 14))
        if not isinstance(inst, Constant):
            return False
        kinds = _OLD_CONSTANTS[name][0]
        if name == "Num" and isinstance(inst.value, bool):
            return False
        return isinstance(inst.value, kinds)


_OLD_MESSAGE = ("{name} is deprecated and will be removed in Python {remove}; use ast.Constant "
                "instead")


def _make_old_constant(name):
    field = _OLD_CONSTANTS[name][1]

    def __new__(cls, *args, **kwargs):
        if args and field in kwargs:
            raise TypeError(f"{name} got multiple values for argument {field!r}")
        if cls is not made:
            return Constant.__new__(cls)
        import warnings
        warnings._deprecated(f"ast.{name}", message=_OLD_MESSAGE, remove=(3, 14))
        if field is None:
            return Constant(..., *args, **kwargs)
        if field in kwargs:
            kwargs["value"] = kwargs.pop(field)
        return Constant(*args, **kwargs)

    members = {"__new__": __new__, "__module__": __name__,
               "__doc__": "The class of some constants in old versions: now all are Constant."}
    if field != "value":
        members["_fields"] = (field,) if field else ()
    made = _ABC(name, (Constant,), members)
    return made


def __getattr__(name):
    if name in ("_Precedence", "_Unparser"):
        import _ast_unparse
        return getattr(_ast_unparse, name if name == "_Precedence" else "Unparser")
    if name in _OLD_CONSTANTS:
        import warnings
        cls = globals()[name] = _make_old_constant(name)
        warnings._deprecated(f"ast.{name}", message=_OLD_MESSAGE, remove=(3, 14))
        return cls
    raise AttributeError(f"module 'ast' has no attribute '{name}'")


def main():
    """python -m ast [FILE]: shows the tree of a file."""
    import argparse

    parser = argparse.ArgumentParser(prog="python -m ast")
    add = parser.add_argument
    add("infile", nargs="?", default="-", help="the file to parse; standard input by default")
    add("-m", "--mode", default="exec", choices=("exec", "single", "eval", "func_type"),
        help="what kind of source it is")
    add("--no-type-comments", default=True, action="store_false", help="leave type comments out")
    add("-a", "--include-attributes", action="store_true", help="show line numbers and columns")
    add("-i", "--indent", type=int, default=3, help="how far nodes stand to the right")
    options = parser.parse_args()
    name, file = "<stdin>", sys.stdin.buffer
    if options.infile != "-":
        name, file = options.infile, open(options.infile, "rb")
    with file:
        tree = parse(file.read(), name, options.mode, type_comments=options.no_type_comments)
    print(dump(tree, include_attributes=options.include_attributes, indent=options.indent))


if __name__ == "__main__":
    main()
