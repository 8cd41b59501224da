"""ast.unparse: text from trees.

An expression gives its text and how strongly it binds, and is put into parentheses where more is
wanted. A statement gives lines, not yet indented: the block around it does that, so a line may
hold newlines that belong to a string. The methods are named after what they write: expr_BinOp,
stmt_If, part_alias.
"""

import sys
from ast import *
from enum import IntEnum


class _Precedence(IntEnum):
    """From the weakest binding to the strongest."""
    NAMED_EXPR, TUPLE, YIELD, TEST, OR, AND, NOT, CMP, BOR, BXOR, BAND, SHIFT, ARITH, TERM, \
        FACTOR, POWER, AWAIT, ATOM = range(1, 19)
    EXPR = BOR

    def next(self):
        return _Precedence(min(self + 1, _Precedence.ATOM))


# What a node is written as, for the rest of the file.
_P = _Precedence
_ALWAYS_IN_PARENTHESES = 0
_ABOVE_TEST = _P.TEST.next()

_BINARY = {
    'Add': ('+', _P.ARITH), 'Sub': ('-', _P.ARITH), 'Mult': ('*', _P.TERM),
    'MatMult': ('@', _P.TERM), 'Div': ('/', _P.TERM), 'Mod': ('%', _P.TERM),
    'FloorDiv': ('//', _P.TERM), 'LShift': ('<<', _P.SHIFT), 'RShift': ('>>', _P.SHIFT),
    'BitOr': ('|', _P.BOR), 'BitXor': ('^', _P.BXOR), 'BitAnd': ('&', _P.BAND),
    'Pow': ('**', _P.POWER),
}
_UNARY = {'Invert': ('~', _P.FACTOR), 'UAdd': ('+', _P.FACTOR), 'USub': ('-', _P.FACTOR),
          'Not': ('not ', _P.NOT)}
_BOOLEAN = {'And': (' and ', _P.AND), 'Or': (' or ', _P.OR)}
_COMPARE = {'Eq': '==', 'NotEq': '!=', 'Lt': '<', 'LtE': '<=', 'Gt': '>', 'GtE': '>=',
            'Is': 'is', 'IsNot': 'is not', 'In': 'in', 'NotIn': 'not in'}

# ---- literals ------------------------------------------------------------------------------------

_INFINITY = f'1e{sys.float_info.max_10_exp + 1}'     # too large for a float, so it reads as inf
_TRIPLE_QUOTES = '"""', "'''"
_QUOTES = "'", '"', *_TRIPLE_QUOTES


def _literal(value):
    text = repr(value)
    if isinstance(value, (float, complex)):
        text = text.replace('inf', _INFINITY).replace('nan', f'({_INFINITY}-{_INFINITY})')
    return text


def _inside(string, quotes, plain=''):
    """The inside of a string literal and those of the quotes that fit it, the best first.

    What cannot be printed is escaped, but not the characters in `plain`.
    """
    text = ''.join(c if c in plain or c.isprintable() and c != '\\'
                   else c.encode('unicode_escape').decode('ascii') for c in string)
    fitting = [quote for quote in quotes
               if quote not in text and ('\n' not in text or quote in _TRIPLE_QUOTES)]
    if not fitting:                         # repr() knows how, with backslashes
        text = repr(string)
        return text[1:-1], [next((quote for quote in quotes if text[0] in quote), text[0])]
    fitting.sort(key=lambda quote: text.endswith(quote[0]))
    if text.endswith(fitting[0][0]):        # all do: the last character is not to end the literal
        text = f'{text[:-1]}\\{text[-1]}'
    return text, fitting


def _listed(items):
    """The items of a tuple: one alone has a comma behind it."""
    return f'{items[0]},' if len(items) == 1 else ', '.join(items)


def _indented(lines):
    return ['    ' + line if line else line for line in lines]


class Unparser:
    def __init__(self):
        self._type_ignores = {}         # line -> the text behind `# type: `

    def visit(self, nodes):
        """The text of a tree, or of a list of them."""
        result = ''
        for node in nodes if isinstance(nodes, list) else [nodes]:
            write = getattr(self, f'stmt_{type(node).__name__}', None)
            if write is None:
                result += self.text(node)
            else:
                lines = write(node)
                if not result and lines[:1] == ['']:
                    del lines[0]
                result += '\n' * bool(result) + '\n'.join(lines)
        return result

    def text(self, node, needed=_P.TEST):
        """The text of anything but a statement, in parentheses if it binds less than needed."""
        name = type(node).__name__
        write = getattr(self, f'expr_{name}', None)
        if write is not None:
            text, strength = write(node)
            return f'({text})' if strength < needed else text
        write = getattr(self, f'part_{name}', None)
        return write(node) if write else self.visit(list(iter_child_nodes(node)))

    def texts(self, nodes, needed=_P.TEST):
        return [self.text(node, needed) for node in nodes]

    def joined(self, nodes):
        return ', '.join(self.texts(nodes))

    def optional(self, before, node):
        """The text of a node that may be missing, with something before it."""
        return before + self.text(node) if node else ''

    # ---- blocks

    def lines(self, statements):
        return [line for statement in statements
                for line in getattr(self, f'stmt_{type(statement).__name__}')(statement)]

    def block(self, head, body):
        return [head, *_indented(self.lines(body))]

    def documented(self, node):
        """The lines of a body that may begin with a docstring, which is written as one."""
        if get_docstring(node, clean=False) is None:
            return self.lines(node.body)
        constant = node.body[0].value
        text, (quote, *_) = _inside(constant.value, _TRIPLE_QUOTES, '\n\t')
        prefix = 'u' if constant.kind == 'u' else ''
        return [f'{prefix}{quote}{text}{quote}', *self.lines(node.body[1:])]

    def type_comment(self, node):
        comment = self._type_ignores.get(node.lineno) or node.type_comment
        return '' if comment is None else f' # type: {comment}'

    def else_(self, node):
        return self.block('else:', node.orelse) if node.orelse else []

    def part_Module(self, node):
        self._type_ignores = {ignore.lineno: f'ignore{ignore.tag}' for ignore in node.type_ignores}
        lines = self.documented(node)
        self._type_ignores = {}
        return '\n'.join(lines[1:] if lines[:1] == [''] else lines)

    def part_FunctionType(self, node):
        return f'({self.joined(node.argtypes)}) -> {self.text(node.returns)}'

    # ---- definitions

    def type_params(self, node):
        params = getattr(node, 'type_params', None)
        return f'[{self.joined(params)}]' if params else ''

    def decorated(self, node, head):
        """The lines of a definition: an empty one, the decorators, what is given, the body."""
        return ['', *(f'@{self.text(decorator)}' for decorator in node.decorator_list), head,
                *_indented(self.documented(node))]

    def stmt_ClassDef(self, node):
        arguments = self.joined(node.bases + node.keywords)
        bases = f'({arguments})' if node.bases or node.keywords else ''
        return self.decorated(node, f'class {node.name}{self.type_params(node)}{bases}:')

    def stmt_FunctionDef(self, node, keyword='def'):
        return self.decorated(node, f'{keyword} {node.name}{self.type_params(node)}'
                                    f'({self.part_arguments(node.args)})'
                                    f'{self.optional(" -> ", node.returns)}:'
                                    f'{self.type_comment(node)}')

    def stmt_AsyncFunctionDef(self, node):
        return self.stmt_FunctionDef(node, 'async def')

    def part_arguments(self, node):
        positional = node.posonlyargs + node.args
        defaults = [None] * (len(positional) - len(node.defaults)) + node.defaults
        parts = [self.with_default(arg, default) for arg, default in zip(positional, defaults)]
        if node.posonlyargs:
            parts.insert(len(node.posonlyargs), '/')
        if node.vararg or node.kwonlyargs:
            parts.append(self.optional('*', node.vararg) or '*')
        parts += map(self.with_default, node.kwonlyargs, node.kw_defaults)
        if node.kwarg:
            parts.append(self.optional('**', node.kwarg))
        return ', '.join(parts)

    def with_default(self, arg, default):
        return self.text(arg) + self.optional('=', default)

    def part_arg(self, node):
        return node.arg + self.optional(': ', node.annotation)

    def part_TypeVar(self, node):
        return node.name + self.optional(': ', node.bound) + self.optional(' = ',
                                                                           node.default_value)

    def part_TypeVarTuple(self, node):
        return f'*{node.name}' + self.optional(' = ', node.default_value)

    def part_ParamSpec(self, node):
        return f'**{node.name}' + self.optional(' = ', node.default_value)

    # ---- statements of several lines

    def stmt_If(self, node):
        lines = self.block(f'if {self.text(node.test)}:', node.body)
        while len(node.orelse) == 1 and isinstance(node.orelse[0], If):
            node = node.orelse[0]
            lines += self.block(f'elif {self.text(node.test)}:', node.body)
        return lines + self.else_(node)

    def stmt_While(self, node):
        return self.block(f'while {self.text(node.test)}:', node.body) + self.else_(node)

    def stmt_For(self, node, keyword='for'):
        head = f'{keyword} {self.text(node.target, _P.TUPLE)} in {self.text(node.iter)}:'
        return self.block(head + self.type_comment(node), node.body) + self.else_(node)

    def stmt_AsyncFor(self, node):
        return self.stmt_For(node, 'async for')

    def stmt_With(self, node, keyword='with'):
        return self.block(f'{keyword} {self.joined(node.items)}:{self.type_comment(node)}',
                          node.body)

    def stmt_AsyncWith(self, node):
        return self.stmt_With(node, 'async with')

    def part_withitem(self, node):
        return self.text(node.context_expr) + self.optional(' as ', node.optional_vars)

    def stmt_Try(self, node, keyword='except'):
        lines = self.block('try:', node.body)
        for handler in node.handlers:
            lines += self.stmt_ExceptHandler(handler, keyword)
        lines += self.else_(node)
        return lines + (self.block('finally:', node.finalbody) if node.finalbody else [])

    def stmt_TryStar(self, node):
        return self.stmt_Try(node, 'except*')

    def stmt_ExceptHandler(self, node, keyword='except'):
        name = f' as {node.name}' if node.name else ''
        return self.block(f'{keyword}{self.optional(" ", node.type)}{name}:', node.body)

    def stmt_Match(self, node):
        return self.block(f'match {self.text(node.subject)}:', node.cases)

    def stmt_match_case(self, node):
        return self.block(f'case {self.text(node.pattern)}{self.optional(" if ", node.guard)}:',
                          node.body)

    # ---- statements of one line

    def stmt_Expr(self, node):
        return [self.text(node.value, _P.YIELD)]

    def stmt_Assign(self, node):
        targets = [f'{target} = ' for target in self.texts(node.targets, _P.TUPLE)]
        return [''.join(targets) + self.text(node.value) + self.type_comment(node)]

    def stmt_AugAssign(self, node):
        sign, _ = _BINARY[type(node.op).__name__]
        return [f'{self.text(node.target)} {sign}= {self.text(node.value)}']

    def stmt_AnnAssign(self, node):
        target = self.text(node.target)
        if isinstance(node.target, Name) and not node.simple:
            target = f'({target})'
        return [f'{target}: {self.text(node.annotation)}{self.optional(" = ", node.value)}']

    def stmt_TypeAlias(self, node):
        return [f'type {self.text(node.name)}{self.type_params(node)} = {self.text(node.value)}']

    def stmt_Import(self, node):
        return [f'import {self.joined(node.names)}']

    def stmt_ImportFrom(self, node):
        return [f'from {"." * (node.level or 0)}{node.module or ""} import '
                f'{self.joined(node.names)}']

    def part_alias(self, node):
        return f'{node.name} as {node.asname}' if node.asname else node.name

    def stmt_Raise(self, node):
        if node.cause and not node.exc:
            raise ValueError("Node can't use cause without an exception.")
        return [f'raise{self.optional(" ", node.exc)}{self.optional(" from ", node.cause)}']

    def stmt_Assert(self, node):
        return [f'assert {self.text(node.test)}{self.optional(", ", node.msg)}']

    def stmt_Return(self, node):
        return [f'return{self.optional(" ", node.value)}']

    def stmt_Delete(self, node):
        return [f'del {self.joined(node.targets)}']

    def stmt_Global(self, node):
        return [f'global {", ".join(node.names)}']

    def stmt_Nonlocal(self, node):
        return [f'nonlocal {", ".join(node.names)}']

    def stmt_Pass(self, node):
        return ['pass']

    def stmt_Break(self, node):
        return ['break']

    def stmt_Continue(self, node):
        return ['continue']

    # ---- operators

    def expr_NamedExpr(self, node):
        target, value = self.texts((node.target, node.value), _P.ATOM)
        return f'{target} := {value}', _P.NAMED_EXPR

    def expr_BoolOp(self, node):
        sign, strength = _BOOLEAN[type(node.op).__name__]
        return sign.join(self.text(value, min(needed, _P.ATOM))
                         for needed, value in enumerate(node.values, strength + 1)), strength

    def expr_BinOp(self, node):
        sign, strength = _BINARY[type(node.op).__name__]
        left, right = strength, strength + 1
        if sign == '**':        # the one that binds to the right
            left, right = right, left
        return f'{self.text(node.left, left)} {sign} {self.text(node.right, right)}', strength

    def expr_UnaryOp(self, node):
        sign, strength = _UNARY[type(node.op).__name__]
        return sign + self.text(node.operand, strength), strength

    def expr_Compare(self, node):
        left, *others = self.texts((node.left, *node.comparators), _P.CMP.next())
        signs = [_COMPARE[type(op).__name__] for op in node.ops]
        return left + ''.join(f' {sign} {other}' for sign, other in zip(signs, others)), _P.CMP

    def expr_IfExp(self, node):
        body, test = self.texts((node.body, node.test), _ABOVE_TEST)
        return f'{body} if {test} else {self.text(node.orelse)}', _P.TEST

    def expr_Lambda(self, node):
        arguments = self.part_arguments(node.args)
        return f'lambda{arguments and " " + arguments}: {self.text(node.body)}', _P.TEST

    def _before_atom(self, keyword, value):
        return keyword + (' ' + self.text(value, _P.ATOM) if value else '')

    def expr_Await(self, node):
        return self._before_atom('await', node.value), _P.AWAIT

    def expr_Yield(self, node):
        return self._before_atom('yield', node.value), _P.YIELD

    def expr_YieldFrom(self, node):
        if not node.value:
            raise ValueError("Node can't be used without a value attribute.")
        return self._before_atom('yield from', node.value), _P.YIELD

    def expr_Starred(self, node):
        return f'*{self.text(node.value, _P.EXPR)}', _P.ATOM

    # ---- what is reached from another value

    def expr_Attribute(self, node):
        value = self.text(node.value, _P.ATOM)
        if isinstance(node.value, Constant) and isinstance(node.value.value, int):
            value += ' '        # 3.real would be a float
        return f'{value}.{node.attr}', _P.ATOM

    def expr_Call(self, node):
        return f'{self.text(node.func, _P.ATOM)}({self.joined(node.args + node.keywords)})', _P.ATOM

    def part_keyword(self, node):
        return ('**' if node.arg is None else f'{node.arg}=') + self.text(node.value)

    def expr_Subscript(self, node):
        if isinstance(node.slice, Tuple) and node.slice.elts:
            inside = _listed(self.texts(node.slice.elts))
        else:
            inside = self.text(node.slice)
        return f'{self.text(node.value, _P.ATOM)}[{inside}]', _P.ATOM

    def expr_Slice(self, node):
        lower, upper = self.optional('', node.lower), self.optional('', node.upper)
        return f'{lower}:{upper}{self.optional(":", node.step)}', _P.ATOM

    # ---- displays and comprehensions

    def expr_Name(self, node):
        return node.id, _P.ATOM

    def expr_List(self, node):
        return f'[{self.joined(node.elts)}]', _P.ATOM

    def expr_Tuple(self, node):
        if not node.elts:
            return '', _ALWAYS_IN_PARENTHESES
        return _listed(self.texts(node.elts)), _P.TUPLE

    def expr_Set(self, node):
        # {} is a dict, and set may be another thing
        return f'{{{self.joined(node.elts) or "*()"}}}', _P.ATOM

    def expr_Dict(self, node):
        items = [self._item(key, value) if key else f'**{self.text(value, _P.EXPR)}'
                 for key, value in zip(node.keys, node.values)]
        return f'{{{", ".join(items)}}}', _P.ATOM

    def _item(self, key, value):
        return f'{self.text(key)}: {self.text(value)}'

    def expr_ListComp(self, node):
        return f'[{self._comprehension(node)}]', _P.ATOM

    def expr_SetComp(self, node):
        return f'{{{self._comprehension(node)}}}', _P.ATOM

    def expr_GeneratorExp(self, node):
        return f'({self._comprehension(node)})', _P.ATOM

    def expr_DictComp(self, node):
        item = self._item(node.key, node.value)
        return f'{{{item}{"".join(self.texts(node.generators))}}}', _P.ATOM

    def _comprehension(self, node):
        return self.text(node.elt) + ''.join(self.texts(node.generators))

    def part_comprehension(self, node):
        iterable, *conditions = self.texts((node.iter, *node.ifs), _ABOVE_TEST)
        return ''.join((' async for ' if node.is_async else ' for ',
                        self.text(node.target, _P.TUPLE), ' in ', iterable,
                        *(f' if {condition}' for condition in conditions)))

    # ---- constants and f-strings

    def expr_Constant(self, node):
        value = node.value
        if isinstance(value, tuple):
            return f'({_listed([_literal(item) for item in value])})', _P.ATOM
        text = '...' if value is ... else _literal(value)
        return ('u' if node.kind == 'u' else '') + text, _P.ATOM

    def expr_JoinedStr(self, node):
        parts = [(self._fstring_part(value), isinstance(value, Constant)) for value in node.values]
        texts, quotes = [], _QUOTES
        for text, is_literal in parts:
            if is_literal:
                text, fitting = _inside(text, quotes)
                if not set(fitting) & set(quotes):
                    return self._with_backslashes(parts), _P.ATOM
                quotes = fitting
            elif '\n' in text:
                quotes = [quote for quote in quotes if quote in _TRIPLE_QUOTES]
            texts.append(text)
        return f'f{quotes[0]}{"".join(texts)}{quotes[0]}', _P.ATOM

    @staticmethod
    def _with_backslashes(parts):
        """An f-string that no quotes fit: behind a " repr() takes single ones and escapes them."""
        texts = [repr('"' + text)[2:-1] if is_literal else text for text, is_literal in parts]
        return f"f'''{''.join(texts)}'''"

    def _fstring_part(self, node, in_format=False):
        if isinstance(node, JoinedStr):
            return ''.join(self._fstring_part(value, in_format) for value in node.values)
        if isinstance(node, FormattedValue):
            return self.expr_FormattedValue(node)[0]
        if not (isinstance(node, Constant) and isinstance(node.value, str)):
            raise ValueError(f'Unexpected node inside JoinedStr, {node!r}')
        text = node.value.replace('{', '{{').replace('}', '}}')
        if in_format:
            for character, escape in ('\\', '\\\\'), ("'", "\\'"), ('"', '\\"'), ('\n', '\\n'):
                text = text.replace(character, escape)
        return text

    def expr_FormattedValue(self, node):
        value = self.text(node.value, _ABOVE_TEST)
        if value.startswith('{'):
            value = ' ' + value         # {{ would be a brace
        conversion = f'!{chr(node.conversion)}' if node.conversion != -1 else ''
        spec = ':' + self._fstring_part(node.format_spec, True) if node.format_spec else ''
        return f'{{{value}{conversion}{spec}}}', _P.ATOM

    # ---- patterns

    def expr_MatchValue(self, node):
        return self.text(node.value), _P.ATOM

    def expr_MatchSingleton(self, node):
        return _literal(node.value), _P.ATOM

    def expr_MatchStar(self, node):
        return f'*{node.name or "_"}', _P.ATOM

    def expr_MatchSequence(self, node):
        return f'[{self.joined(node.patterns)}]', _P.ATOM

    def expr_MatchMapping(self, node):
        items = list(map(self._item, node.keys, node.patterns))
        if node.rest is not None:
            items.append(f'**{node.rest}')
        return f'{{{", ".join(items)}}}', _P.ATOM

    def expr_MatchClass(self, node):
        keywords = [f'{name}={self.text(pattern)}'
                    for name, pattern in zip(node.kwd_attrs, node.kwd_patterns)]
        arguments = ', '.join(self.texts(node.patterns) + keywords)
        return f'{self.text(node.cls, _P.ATOM)}({arguments})', _P.ATOM

    def expr_MatchAs(self, node):
        if node.pattern is None or node.name is None:
            return node.name or '_', _P.ATOM
        return f'{self.text(node.pattern, _P.BOR)} as {node.name}', _P.TEST

    def expr_MatchOr(self, node):
        return ' | '.join(self.texts(node.patterns, _P.BOR.next())), _P.BOR
