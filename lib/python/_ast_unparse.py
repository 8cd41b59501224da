"""ast.unparse: text from trees.

Expressions are written with their precedence known: a node asks for parentheses when it stands
where a stronger binding is wanted. Statements are lines with the current indentation before them.
"""

import sys
from ast import *
from contextlib import contextmanager, nullcontext
from enum import IntEnum

_INFSTR = "1e" + repr(sys.float_info.max_10_exp + 1)
_SINGLE_QUOTES = ("'", '"')
_MULTI_QUOTES = ('"""', "'''")
_ALL_QUOTES = (*_SINGLE_QUOTES, *_MULTI_QUOTES)


class _Precedence(IntEnum):
    """From the weakest binding to the strongest."""
    NAMED_EXPR, TUPLE, YIELD, TEST, OR, AND, NOT, CMP, BOR, BXOR, BAND, SHIFT, ARITH, TERM, \
        FACTOR, POWER, AWAIT, ATOM = range(1, 19)
    EXPR = BOR

    def next(self):
        return _Precedence(min(self + 1, _Precedence.ATOM))


_BINARY = {
    "Add": ("+", _Precedence.ARITH), "Sub": ("-", _Precedence.ARITH),
    "Mult": ("*", _Precedence.TERM), "MatMult": ("@", _Precedence.TERM),
    "Div": ("/", _Precedence.TERM), "Mod": ("%", _Precedence.TERM),
    "FloorDiv": ("//", _Precedence.TERM), "LShift": ("<<", _Precedence.SHIFT),
    "RShift": (">>", _Precedence.SHIFT), "BitOr": ("|", _Precedence.BOR),
    "BitXor": ("^", _Precedence.BXOR), "BitAnd": ("&", _Precedence.BAND),
    "Pow": ("**", _Precedence.POWER),
}
_UNARY = {"Invert": ("~", _Precedence.FACTOR), "Not": ("not", _Precedence.NOT),
          "UAdd": ("+", _Precedence.FACTOR), "USub": ("-", _Precedence.FACTOR)}
_COMPARE = {"Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=",
            "Is": "is", "IsNot": "is not", "In": "in", "NotIn": "not in"}
_BOOLEAN = {"And": ("and", _Precedence.AND), "Or": ("or", _Precedence.OR)}


class Unparser(NodeVisitor):
    def __init__(self):
        self._source = []
        self._precedences = {}
        self._type_ignores = {}
        self._indent = 0
        self._in_try_star = False

    # -- writing

    def visit(self, node):
        """The text of a whole tree."""
        self._source = []
        self.traverse(node)
        return "".join(self._source)

    def traverse(self, node):
        if isinstance(node, list):
            for item in node:
                self.traverse(item)
        else:
            super().visit(node)

    def write(self, *text):
        self._source.extend(text)

    def fill(self, text=""):
        """Begins a line."""
        if self._source:
            self.write("\n")
        self.write("    " * self._indent + text)

    def interleave(self, separator, function, items):
        for i, item in enumerate(items):
            if i:
                self.write(separator)
            function(item)

    def items_view(self, function, items):
        """Items of a tuple, where one alone has a comma behind it."""
        if len(items) == 1:
            function(items[0])
            self.write(",")
        else:
            self.interleave(", ", function, items)

    @contextmanager
    def block(self, *, extra=None):
        self.write(":")
        if extra:
            self.write(extra)
        self._indent += 1
        yield
        self._indent -= 1

    @contextmanager
    def delimit(self, start, end):
        self.write(start)
        yield
        self.write(end)

    def delimit_if(self, start, end, condition):
        return self.delimit(start, end) if condition else nullcontext()

    def require_parens(self, precedence, node):
        return self.delimit_if("(", ")", self.precedence(node) > precedence)

    def precedence(self, node):
        return self._precedences.get(node, _Precedence.TEST)

    def set_precedence(self, precedence, *nodes):
        for node in nodes:
            self._precedences[node] = precedence

    def type_comment(self, node):
        comment = self._type_ignores.get(node.lineno) or node.type_comment
        return f" # type: {comment}" if comment is not None else None

    def docstring_of(self, node):
        """The statement that is the docstring, or None."""
        if not isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)) or not node.body:
            return None
        first = node.body[0]
        if isinstance(first, Expr) and isinstance(first.value, Constant) \
                and isinstance(first.value.value, str):
            return first.value
        return None

    def body_with_docstring(self, node):
        docstring = self.docstring_of(node)
        if docstring is None:
            self.traverse(node.body)
            return
        self.fill()
        if docstring.kind == "u":
            self.write("u")
        text, quotes = self.str_and_quotes(docstring.value, quote_types=_MULTI_QUOTES)
        self.write(f"{quotes}{text}{quotes}")
        self.traverse(node.body[1:])

    # -- modules and statements

    def visit_Module(self, node):
        self._type_ignores = {ignore.lineno: f"ignore{ignore.tag}" for ignore in node.type_ignores}
        self.body_with_docstring(node)
        self._type_ignores.clear()

    def visit_FunctionType(self, node):
        with self.delimit("(", ")"):
            self.interleave(", ", self.traverse, node.argtypes)
        self.write(" -> ")
        self.traverse(node.returns)

    def visit_Expr(self, node):
        self.fill()
        self.set_precedence(_Precedence.YIELD, node.value)
        self.traverse(node.value)

    def visit_NamedExpr(self, node):
        with self.require_parens(_Precedence.NAMED_EXPR, node):
            self.set_precedence(_Precedence.ATOM, node.target, node.value)
            self.traverse(node.target)
            self.write(" := ")
            self.traverse(node.value)

    def visit_Import(self, node):
        self.fill("import ")
        self.interleave(", ", self.traverse, node.names)

    def visit_ImportFrom(self, node):
        self.fill("from ")
        self.write("." * (node.level or 0))
        if node.module:
            self.write(node.module)
        self.write(" import ")
        self.interleave(", ", self.traverse, node.names)

    def visit_alias(self, node):
        self.write(node.name)
        if node.asname:
            self.write(" as " + node.asname)

    def visit_Assign(self, node):
        self.fill()
        for target in node.targets:
            self.set_precedence(_Precedence.TUPLE, target)
            self.traverse(target)
            self.write(" = ")
        self.traverse(node.value)
        if comment := self.type_comment(node):
            self.write(comment)

    def visit_AugAssign(self, node):
        self.fill()
        self.traverse(node.target)
        self.write(" " + _BINARY[node.op.__class__.__name__][0] + "= ")
        self.traverse(node.value)

    def visit_AnnAssign(self, node):
        self.fill()
        with self.delimit_if("(", ")", not node.simple and isinstance(node.target, Name)):
            self.traverse(node.target)
        self.write(": ")
        self.traverse(node.annotation)
        if node.value:
            self.write(" = ")
            self.traverse(node.value)

    def visit_Return(self, node):
        self.fill("return")
        if node.value:
            self.write(" ")
            self.traverse(node.value)

    def visit_Pass(self, node):
        self.fill("pass")

    def visit_Break(self, node):
        self.fill("break")

    def visit_Continue(self, node):
        self.fill("continue")

    def visit_Delete(self, node):
        self.fill("del ")
        self.interleave(", ", self.traverse, node.targets)

    def visit_Assert(self, node):
        self.fill("assert ")
        self.traverse(node.test)
        if node.msg:
            self.write(", ")
            self.traverse(node.msg)

    def visit_Global(self, node):
        self.fill("global ")
        self.interleave(", ", self.write, node.names)

    def visit_Nonlocal(self, node):
        self.fill("nonlocal ")
        self.interleave(", ", self.write, node.names)

    def visit_Await(self, node):
        with self.require_parens(_Precedence.AWAIT, node):
            self.write("await")
            if node.value:
                self.write(" ")
                self.set_precedence(_Precedence.ATOM, node.value)
                self.traverse(node.value)

    def visit_Yield(self, node):
        with self.require_parens(_Precedence.YIELD, node):
            self.write("yield")
            if node.value:
                self.write(" ")
                self.set_precedence(_Precedence.ATOM, node.value)
                self.traverse(node.value)

    def visit_YieldFrom(self, node):
        with self.require_parens(_Precedence.YIELD, node):
            self.write("yield from ")
            if not node.value:
                raise ValueError("Node can't be used without a value attribute.")
            self.set_precedence(_Precedence.ATOM, node.value)
            self.traverse(node.value)

    def visit_Raise(self, node):
        self.fill("raise")
        if not node.exc:
            if node.cause:
                raise ValueError("Node can't use cause without an exception.")
            return
        self.write(" ")
        self.traverse(node.exc)
        if node.cause:
            self.write(" from ")
            self.traverse(node.cause)

    def _try(self, node, is_star):
        outer, self._in_try_star = self._in_try_star, is_star
        self.fill("try")
        with self.block():
            self.traverse(node.body)
        for handler in node.handlers:
            self.traverse(handler)
        self._else(node.orelse)
        if node.finalbody:
            self.fill("finally")
            with self.block():
                self.traverse(node.finalbody)
        self._in_try_star = outer

    def visit_Try(self, node):
        self._try(node, False)

    def visit_TryStar(self, node):
        self._try(node, True)

    def visit_ExceptHandler(self, node):
        self.fill("except*" if self._in_try_star else "except")
        if node.type:
            self.write(" ")
            self.traverse(node.type)
        if node.name:
            self.write(" as " + node.name)
        with self.block():
            self.traverse(node.body)

    def _else(self, body):
        if body:
            self.fill("else")
            with self.block():
                self.traverse(body)

    def visit_ClassDef(self, node):
        self._decorators(node)
        self.fill("class " + node.name)
        self._type_params(node)
        with self.delimit_if("(", ")", node.bases or node.keywords):
            self.interleave(", ", self.traverse, node.bases + node.keywords)
        with self.block():
            self.body_with_docstring(node)

    def _decorators(self, node):
        for decorator in node.decorator_list:
            self.fill("@")
            self.traverse(decorator)

    def _type_params(self, node):
        if getattr(node, "type_params", None):
            with self.delimit("[", "]"):
                self.interleave(", ", self.traverse, node.type_params)

    def visit_FunctionDef(self, node):
        self._function(node, "def")

    def visit_AsyncFunctionDef(self, node):
        self._function(node, "async def")

    def _function(self, node, keyword):
        self._decorators(node)
        self.fill(keyword + " " + node.name)
        self._type_params(node)
        with self.delimit("(", ")"):
            self.traverse(node.args)
        if node.returns:
            self.write(" -> ")
            self.traverse(node.returns)
        with self.block(extra=self.type_comment(node)):
            self.body_with_docstring(node)

    def _type_param(self, node, prefix, bound=None):
        self.write(prefix + node.name)
        if bound:
            self.write(": ")
            self.traverse(bound)
        if node.default_value:
            self.write(" = ")
            self.traverse(node.default_value)

    def visit_TypeVar(self, node):
        self._type_param(node, "", node.bound)

    def visit_TypeVarTuple(self, node):
        self._type_param(node, "*")

    def visit_ParamSpec(self, node):
        self._type_param(node, "**")

    def visit_TypeAlias(self, node):
        self.fill("type ")
        self.traverse(node.name)
        self._type_params(node)
        self.write(" = ")
        self.traverse(node.value)

    def visit_For(self, node):
        self._for("for ", node)

    def visit_AsyncFor(self, node):
        self._for("async for ", node)

    def _for(self, keyword, node):
        self.fill(keyword)
        self.set_precedence(_Precedence.TUPLE, node.target)
        self.traverse(node.target)
        self.write(" in ")
        self.traverse(node.iter)
        with self.block(extra=self.type_comment(node)):
            self.traverse(node.body)
        self._else(node.orelse)

    def visit_If(self, node):
        keyword = "if "
        while True:
            self.fill(keyword)
            self.traverse(node.test)
            with self.block():
                self.traverse(node.body)
            if not (len(node.orelse) == 1 and isinstance(node.orelse[0], If)):
                break
            node, keyword = node.orelse[0], "elif "
        self._else(node.orelse)

    def visit_While(self, node):
        self.fill("while ")
        self.traverse(node.test)
        with self.block():
            self.traverse(node.body)
        self._else(node.orelse)

    def visit_With(self, node):
        self._with("with ", node)

    def visit_AsyncWith(self, node):
        self._with("async with ", node)

    def _with(self, keyword, node):
        self.fill(keyword)
        self.interleave(", ", self.traverse, node.items)
        with self.block(extra=self.type_comment(node)):
            self.traverse(node.body)

    def visit_withitem(self, node):
        self.traverse(node.context_expr)
        if node.optional_vars:
            self.write(" as ")
            self.traverse(node.optional_vars)

    def visit_Match(self, node):
        self.fill("match ")
        self.traverse(node.subject)
        with self.block():
            self.traverse(node.cases)

    def visit_match_case(self, node):
        self.fill("case ")
        self.traverse(node.pattern)
        if node.guard:
            self.write(" if ")
            self.traverse(node.guard)
        with self.block():
            self.traverse(node.body)

    # -- strings

    def str_and_quotes(self, string, *, quote_types=_ALL_QUOTES, escape_special_whitespace=False):
        """The inside of a literal, and quotes that fit it."""
        def escape(c):
            if not escape_special_whitespace and c in "\n\t":
                return c
            if c == "\\" or not c.isprintable():
                return c.encode("unicode_escape").decode("ascii")
            return c

        escaped = "".join(map(escape, string))
        possible = quote_types
        if "\n" in escaped:
            possible = [q for q in possible if q in _MULTI_QUOTES]
        possible = [q for q in possible if q not in escaped]
        if not possible:
            # nothing fits: repr knows how, and puts backslashes
            text = repr(string)
            quote = next((q for q in quote_types if text[0] in q), text[0])
            return text[1:-1], quote
        if escaped:
            # a literal must not end in its own quote
            possible.sort(key=lambda q: q[0] == escaped[-1])
            if possible[0][0] == escaped[-1]:
                assert len(possible[0]) == 3
                escaped = escaped[:-1] + "\\" + escaped[-1]
        return escaped, possible[0]

    def write_str_avoiding_backslashes(self, string, *, quote_types=_ALL_QUOTES):
        text, quote = self.str_and_quotes(string, quote_types=quote_types)
        self.write(f"{quote}{text}{quote}")

    def visit_FormattedValue(self, node):
        self.write("f")
        text, quotes = self._fstring_quotes(self._fstring_parts([node]))
        self.write(f"{quotes}{text}{quotes}")

    def visit_JoinedStr(self, node):
        self.write("f")
        text, quotes = self._fstring_quotes(self._fstring_parts(node.values))
        self.write(f"{quotes}{text}{quotes}")

    def _fstring_parts(self, values, *, in_spec=False):
        """(text, is it literal?) for each part."""
        parts = []
        for value in values:
            if isinstance(value, JoinedStr):
                parts.extend(self._fstring_parts(value.values, in_spec=in_spec))
            elif isinstance(value, Constant) and isinstance(value.value, str):
                parts.append((value.value.replace("{", "{{").replace("}", "}}"), True))
            elif isinstance(value, FormattedValue):
                parts.append((self._replacement_field(value), False))
            else:
                raise ValueError(f"Unexpected node inside JoinedStr, {value!r}")
        return parts

    def _replacement_field(self, node):
        inner = type(self)()
        inner.set_precedence(_Precedence.TEST.next(), node.value)
        expression = inner.visit(node.value)
        text = "{ " if expression.startswith("{") else "{"
        text += expression
        if node.conversion != -1:
            text += f"!{chr(node.conversion)}"
        if node.format_spec:
            spec = node.format_spec
            values = spec.values if isinstance(spec, JoinedStr) else [spec]
            text += ":" + "".join(
                self._escape_spec(part) if literal else part
                for part, literal in self._fstring_parts(values, in_spec=True))
        return text + "}"

    @staticmethod
    def _escape_spec(text):
        return "".join(c if c.isprintable() and c != "\\" or c == " "
                       else c.encode("unicode_escape").decode("ascii") for c in text)

    def _fstring_quotes(self, parts):
        """The inside of an f-string and its quotes: expressions may hold any quotes (PEP 701), but
        where some do not occur in them those are taken."""
        quote_types = list(_ALL_QUOTES)
        fallback_to_repr = False
        texts = []
        for value, is_constant in parts:
            if is_constant:
                text, possible = self._literal_and_quotes(value, quote_types)
                fitting = [q for q in quote_types if q in possible]
                if not fitting:
                    fallback_to_repr = True
                    break
                quote_types = fitting
            else:
                text = value
                if "\n" in value:
                    quote_types = [q for q in quote_types if q in _MULTI_QUOTES] or quote_types
                fitting = [q for q in quote_types if q not in value]
                quote_types = fitting or quote_types
            texts.append(text)
        if fallback_to_repr:
            quote_types = ["'''"]
            texts = []
            for value, is_constant in parts:
                if is_constant:
                    text = repr('"' + value)  # single quotes, so that what is inside is escaped
                    assert text.startswith("'\"")
                    value = text[2:-1]
                texts.append(value)
        return "".join(texts), quote_types[0]

    @staticmethod
    def _literal_and_quotes(string, quote_types):
        escaped = "".join(
            c if c in "\n\t" or (c.isprintable() and c != "\\")
            else c.encode("unicode_escape").decode("ascii") for c in string)
        possible = list(quote_types)
        if "\n" in escaped:
            possible = [q for q in possible if q in _MULTI_QUOTES]
        possible = [q for q in possible if q not in escaped]
        if escaped and possible:
            possible.sort(key=lambda q: q[0] == escaped[-1])
            if possible[0][0] == escaped[-1]:
                escaped = escaped[:-1] + "\\" + escaped[-1]
            else:
                possible = [q for q in possible if q[0] != escaped[-1]]
        return escaped, possible

    # -- expressions

    def visit_Name(self, node):
        self.write(node.id)

    def _write_constant(self, value):
        if isinstance(value, (float, complex)):
            # infinity has no literal, but a number too large reads as it
            self.write(repr(value).replace("inf", _INFSTR)
                       .replace("nan", f"({_INFSTR}-{_INFSTR})"))
        else:
            self.write(repr(value))

    def visit_Constant(self, node):
        value = node.value
        if isinstance(value, tuple):
            with self.delimit("(", ")"):
                self.items_view(self._write_constant, value)
        elif value is ...:
            self.write("...")
        else:
            if node.kind == "u":
                self.write("u")
            self._write_constant(value)

    def visit_List(self, node):
        with self.delimit("[", "]"):
            self.interleave(", ", self.traverse, node.elts)

    def _comprehension(self, brackets, node):
        with self.delimit(*brackets):
            self.traverse(node.elt)
            for generator in node.generators:
                self.traverse(generator)

    def visit_ListComp(self, node):
        self._comprehension("[]", node)

    def visit_GeneratorExp(self, node):
        self._comprehension("()", node)

    def visit_SetComp(self, node):
        self._comprehension("{}", node)

    def visit_DictComp(self, node):
        with self.delimit("{", "}"):
            self.traverse(node.key)
            self.write(": ")
            self.traverse(node.value)
            for generator in node.generators:
                self.traverse(generator)

    def visit_comprehension(self, node):
        self.write(" async for " if node.is_async else " for ")
        self.set_precedence(_Precedence.TUPLE, node.target)
        self.traverse(node.target)
        self.write(" in ")
        self.set_precedence(_Precedence.TEST.next(), node.iter, *node.ifs)
        self.traverse(node.iter)
        for condition in node.ifs:
            self.write(" if ")
            self.traverse(condition)

    def visit_IfExp(self, node):
        with self.require_parens(_Precedence.TEST, node):
            self.set_precedence(_Precedence.TEST.next(), node.body, node.test)
            self.traverse(node.body)
            self.write(" if ")
            self.traverse(node.test)
            self.write(" else ")
            self.set_precedence(_Precedence.TEST, node.orelse)
            self.traverse(node.orelse)

    def visit_Set(self, node):
        if node.elts:
            with self.delimit("{", "}"):
                self.interleave(", ", self.traverse, node.elts)
        else:
            self.write("{*()}")  # {} is a dict, and set may be another thing

    def visit_Dict(self, node):
        def item(pair):
            key, value = pair
            if key is None:
                self.write("**")
                self.set_precedence(_Precedence.EXPR, value)
            else:
                self.traverse(key)
                self.write(": ")
            self.traverse(value)

        with self.delimit("{", "}"):
            self.interleave(", ", item, list(zip(node.keys, node.values)))

    def visit_Tuple(self, node):
        with self.delimit_if("(", ")", len(node.elts) == 0
                             or self.precedence(node) > _Precedence.TUPLE):
            self.items_view(self.traverse, node.elts)

    def visit_UnaryOp(self, node):
        operator, precedence = _UNARY[node.op.__class__.__name__]
        with self.require_parens(precedence, node):
            self.write(operator)
            if precedence is not _Precedence.FACTOR:
                self.write(" ")
            self.set_precedence(precedence, node.operand)
            self.traverse(node.operand)

    def visit_BinOp(self, node):
        operator, precedence = _BINARY[node.op.__class__.__name__]
        with self.require_parens(precedence, node):
            left, right = precedence, precedence.next()
            if operator == "**":  # the one that binds to the right
                left, right = right, left
            self.set_precedence(left, node.left)
            self.traverse(node.left)
            self.write(f" {operator} ")
            self.set_precedence(right, node.right)
            self.traverse(node.right)

    def visit_Compare(self, node):
        with self.require_parens(_Precedence.CMP, node):
            self.set_precedence(_Precedence.CMP.next(), node.left, *node.comparators)
            self.traverse(node.left)
            for operator, operand in zip(node.ops, node.comparators):
                self.write(f" {_COMPARE[operator.__class__.__name__]} ")
                self.traverse(operand)

    def visit_BoolOp(self, node):
        operator, precedence = _BOOLEAN[node.op.__class__.__name__]
        with self.require_parens(precedence, node):
            for i, value in enumerate(node.values):
                if i:
                    self.write(f" {operator} ")
                precedence = precedence.next()
                self.set_precedence(precedence, value)
                self.traverse(value)

    def visit_Attribute(self, node):
        self.set_precedence(_Precedence.ATOM, node.value)
        self.traverse(node.value)
        if isinstance(node.value, Constant) and isinstance(node.value.value, int):
            self.write(" ")  # 3.real would be a float
        self.write("." + node.attr)

    def visit_Call(self, node):
        self.set_precedence(_Precedence.ATOM, node.func)
        self.traverse(node.func)
        with self.delimit("(", ")"):
            self.interleave(", ", self.traverse, node.args + node.keywords)

    def visit_Subscript(self, node):
        self.set_precedence(_Precedence.ATOM, node.value)
        self.traverse(node.value)
        with self.delimit("[", "]"):
            if isinstance(node.slice, Tuple) and node.slice.elts:
                self.items_view(self.traverse, node.slice.elts)
            else:
                self.traverse(node.slice)

    def visit_Starred(self, node):
        self.write("*")
        self.set_precedence(_Precedence.EXPR, node.value)
        self.traverse(node.value)

    def visit_Slice(self, node):
        if node.lower:
            self.traverse(node.lower)
        self.write(":")
        if node.upper:
            self.traverse(node.upper)
        if node.step:
            self.write(":")
            self.traverse(node.step)

    def visit_arg(self, node):
        self.write(node.arg)
        if node.annotation:
            self.write(": ")
            self.traverse(node.annotation)

    def visit_arguments(self, node):
        positional = node.posonlyargs + node.args
        defaults = [None] * (len(positional) - len(node.defaults)) + node.defaults
        parts = []
        for i, (arg, default) in enumerate(zip(positional, defaults), 1):
            parts.append(("", arg, default))
            if i == len(node.posonlyargs):
                parts.append(("/", None, None))
        if node.vararg or node.kwonlyargs:
            parts.append(("*", node.vararg, None))
        parts += [("", arg, default) for arg, default in zip(node.kwonlyargs, node.kw_defaults)]
        if node.kwarg:
            parts.append(("**", node.kwarg, None))

        def part(item):
            prefix, arg, default = item
            self.write(prefix)
            if arg:
                self.traverse(arg)
            if default:
                self.write("=")
                self.traverse(default)
        self.interleave(", ", part, parts)

    def visit_keyword(self, node):
        self.write("**" if node.arg is None else node.arg + "=")
        self.traverse(node.value)

    def visit_Lambda(self, node):
        with self.require_parens(_Precedence.TEST, node):
            inner = type(self)()
            arguments = inner.visit(node.args)
            self.write("lambda " + arguments if arguments else "lambda", ": ")
            self.set_precedence(_Precedence.TEST, node.body)
            self.traverse(node.body)

    # -- patterns

    def visit_MatchValue(self, node):
        self.traverse(node.value)

    def visit_MatchSingleton(self, node):
        self._write_constant(node.value)

    def visit_MatchSequence(self, node):
        with self.delimit("[", "]"):
            self.interleave(", ", self.traverse, node.patterns)

    def visit_MatchStar(self, node):
        self.write(f"*{'_' if node.name is None else node.name}")

    def visit_MatchMapping(self, node):
        def pair(item):
            self.traverse(item[0])
            self.write(": ")
            self.traverse(item[1])

        with self.delimit("{", "}"):
            self.interleave(", ", pair, list(zip(node.keys, node.patterns)))
            if node.rest is not None:
                if node.keys:
                    self.write(", ")
                self.write("**" + node.rest)

    def visit_MatchClass(self, node):
        def keyword(item):
            self.write(item[0] + "=")
            self.traverse(item[1])

        self.set_precedence(_Precedence.ATOM, node.cls)
        self.traverse(node.cls)
        with self.delimit("(", ")"):
            self.interleave(", ", self.traverse, node.patterns)
            if node.patterns and node.kwd_attrs:
                self.write(", ")
            self.interleave(", ", keyword, list(zip(node.kwd_attrs, node.kwd_patterns)))

    def visit_MatchAs(self, node):
        if node.name is None:
            self.write("_")
        elif node.pattern is None:
            self.write(node.name)
        else:
            with self.require_parens(_Precedence.TEST, node):
                self.set_precedence(_Precedence.BOR, node.pattern)
                self.traverse(node.pattern)
                self.write(" as " + node.name)

    def visit_MatchOr(self, node):
        with self.require_parens(_Precedence.BOR, node):
            self.set_precedence(_Precedence.BOR.next(), *node.patterns)
            self.interleave(" | ", self.traverse, node.patterns)
