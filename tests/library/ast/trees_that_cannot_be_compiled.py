"""A tree made by hand is checked before it is compiled: every kind of node, in every place."""
import ast

WHOLE = '''
@d
def f[T: int, *U, **P](a, /, b: int = 1, *c, e=2, **g) -> int:
    global z
    return a
@d
class C[T](B, metaclass=M):
    x: int = 1
    del x, y[0], z.w
async def h():
    async for i in j: await k
    async with m as n, o: pass
    return [p async for p in q]
def g():
    x = y = 1
    (x, [y, *z]), w.v, u[t] = 1
    x += 1
    for i in j:
        if i: break
        elif k: continue
        else: pass
    else: pass
    while i: yield i
    else: yield from j
    with a as b, c: raise d from e
    try: assert a, b
    except (A, B) as c: raise
    except: pass
    else: import a.b as c, d
    finally: from . import e as f, g
    try: pass
    except* A: pass
    def inner():
        nonlocal x
    lambda a, *b, c=1, **d: (a, b)
    return a if b else (yield), {**c, 1: 2}, {3, *d}, f'{e!r:>{w}}', x[1:2:3, ...], not -a ** b, a < b in c, (m := 5), b"x", 1.5, 2j
type X[T] = list[T]
match a:
    case 1 | "x" | None | -1 | 1+2j: pass
    case [a, *_] if b: pass
    case {"k": v, **rest}: pass
    case C(1, x=2) as y: pass
    case A.b: pass
    case _: pass
'''
compile(ast.parse(WHOLE), "", "exec")
print("compiled")  # expect: compiled


def message(node, **changes):
    for name, value in changes.items():
        setattr(node, name, value)
    tree = ast.Module([node if isinstance(node, ast.stmt) else ast.Expr(node)], [])
    try:
        compile(ast.fix_missing_locations(tree), "", "exec")
    except (TypeError, ValueError, SyntaxError) as error:
        return f"{type(error).__name__}: {error}"
    return "compiled"


def statement(text):
    return ast.parse(text).body[0]


def expression(text):
    return ast.parse(text, mode="eval").body


name, stored = ast.Name("a", ast.Load()), ast.Name("a", ast.Store())
for text in ("def f(): pass", "class C: pass", "for a in b: pass", "while a: pass", "if a: pass",
             "with a: pass", "async def f(): pass", "try: pass\nfinally: pass"):
    print(text.split("\n")[0], message(statement(text), body=[]))
    # expect: def f(): pass ValueError: empty body on FunctionDef
    # expect: class C: pass ValueError: empty body on ClassDef
    # expect: for a in b: pass ValueError: empty body on For
    # expect: while a: pass ValueError: empty body on While
    # expect: if a: pass ValueError: empty body on If
    # expect: with a: pass ValueError: empty body on With
    # expect: async def f(): pass ValueError: empty body on AsyncFunctionDef
    # expect: try: pass ValueError: empty body on Try
for text, changes in [
        ("del a", {"targets": []}), ("del a", {"targets": [name]}), ("a = b", {"targets": []}),
        ("a = b", {"targets": [name]}), ("a = b", {"value": stored}), ("a += b", {"target": name}),
        ("a: b", {"target": name}), ("a: b = c", {"simple": 1, "target": expression("a.b")}),
        ("for a in b: pass", {"target": name}), ("with a: pass", {"items": []}), ("raise a", {"exc": None, "cause": name}),
        ("try: pass\nfinally: pass", {"finalbody": []}), ("try: pass\nexcept: pass", {"handlers": [], "orelse": [ast.Pass()]}),
        ("import a", {"names": []}), ("from a import b", {"names": []}), ("from a import b", {"level": -1}),
        ("global a", {"names": []}), ("def f(): pass", {"decorator_list": [stored]}), ("return", {"value": stored}),
        ("match a:\n case 1: pass", {"cases": []}), ("match a:\n case 1: pass", {"subject": stored})]:
    print(text.split("\n")[0], "/", *changes, "/", message(statement(text), **changes))
    # expect: del a / targets / ValueError: empty targets on Delete
    # expect: del a / targets / ValueError: expression must have Del context but has Load instead
    # expect: a = b / targets / ValueError: empty targets on Assign
    # expect: a = b / targets / ValueError: expression must have Store context but has Load instead
    # expect: a = b / value / ValueError: expression must have Load context but has Store instead
    # expect: a += b / target / ValueError: expression must have Store context but has Load instead
    # expect: a: b / target / ValueError: expression must have Store context but has Load instead
    # expect: a: b = c / simple target / TypeError: AnnAssign with simple non-Name target
    # expect: for a in b: pass / target / ValueError: expression must have Store context but has Load instead
    # expect: with a: pass / items / ValueError: empty items on With
    # expect: raise a / exc cause / ValueError: Raise with cause but no exception
    # expect: try: pass / finalbody / ValueError: Try has neither except handlers nor finalbody
    # expect: try: pass / handlers orelse / ValueError: Try has neither except handlers nor finalbody
    # expect: import a / names / ValueError: empty names on Import
    # expect: from a import b / names / ValueError: empty names on ImportFrom
    # expect: from a import b / level / ValueError: Negative ImportFrom level
    # expect: global a / names / ValueError: empty names on Global
    # expect: def f(): pass / decorator_list / ValueError: expression must have Load context but has Store instead
    # expect: return / value / ValueError: expression must have Load context but has Store instead
    # expect: match a: / cases / ValueError: empty cases on Match
    # expect: match a: / subject / ValueError: expression must have Load context but has Store instead
for text, changes in [
        ("a and b", {"values": [name]}), ("a + b", {"left": stored}), ("-a", {"operand": stored}),
        ("lambda: a", {"body": stored}), ("a if b else c", {"test": stored}), ("{a: b}", {"values": []}),
        ("{a}", {"elts": [stored]}), ("[a for a in b]", {"generators": []}), ("[a for a in b]", {"elt": stored}),
        ("{a: b for a in c}", {"generators": []}), ("a < b", {"comparators": []}), ("a < b", {"ops": []}),
        ("f(a)", {"func": stored}), ("f(a)", {"args": [stored]}), ("f(b=a)", {"keywords": [ast.keyword("k", stored)]}),
        ("a.b", {"value": stored}), ("a[b]", {"slice": stored}), ("[a]", {"elts": [None]}), ("(a, b)", {"ctx": ast.Store()}),
        ("f'{a}'", {"values": [stored]}), ("1", {"value": []}), ("1", {"value": object}),
        ("1", {"value": (1, frozenset({2, (3,)}))}), ("a", {"id": "None"}), ("a", {"id": "True", "ctx": ast.Load()}),
        ("lambda a: b", {"args": ast.arguments([], [], None, [], [], None, [name])}),
        ("lambda a: b", {"args": ast.arguments([], [], None, [ast.arg("k")], [], None, [])})]:
    print(text, "/", *changes, "/", message(expression(text), **changes))
    # expect: a and b / values / ValueError: BoolOp with less than 2 values
    # expect: a + b / left / ValueError: expression must have Load context but has Store instead
    # expect: -a / operand / ValueError: expression must have Load context but has Store instead
    # expect: lambda: a / body / ValueError: expression must have Load context but has Store instead
    # expect: a if b else c / test / ValueError: expression must have Load context but has Store instead
    # expect: {a: b} / values / ValueError: Dict doesn't have the same number of keys as values
    # expect: {a} / elts / ValueError: expression must have Load context but has Store instead
    # expect: [a for a in b] / generators / ValueError: comprehension with no generators
    # expect: [a for a in b] / elt / ValueError: expression must have Load context but has Store instead
    # expect: {a: b for a in c} / generators / ValueError: comprehension with no generators
    # expect: a < b / comparators / ValueError: Compare with no comparators
    # expect: a < b / ops / ValueError: Compare has a different number of comparators and operands
    # expect: f(a) / func / ValueError: expression must have Load context but has Store instead
    # expect: f(a) / args / ValueError: expression must have Load context but has Store instead
    # expect: f(b=a) / keywords / ValueError: expression must have Load context but has Store instead
    # expect: a.b / value / ValueError: expression must have Load context but has Store instead
    # expect: a[b] / slice / ValueError: expression must have Load context but has Store instead
    # expect: [a] / elts / ValueError: None disallowed in expression list
    # expect: (a, b) / ctx / ValueError: expression must have Load context but has Store instead
    # expect: f'{a}' / values / ValueError: expression must have Load context but has Store instead
    # expect: 1 / value / TypeError: got an invalid type in Constant: list
    # expect: 1 / value / TypeError: got an invalid type in Constant: type
    # expect: 1 / value / compiled
    # expect: a / id / ValueError: identifier field can't represent 'None' constant
    # expect: a / id ctx / ValueError: identifier field can't represent 'True' constant
    # expect: lambda a: b / args / ValueError: more positional defaults than args on arguments
    # expect: lambda a: b / args / ValueError: length of kwonlyargs is not the same as kw_defaults on arguments
for case, pattern in [
        ("value", ast.MatchValue(name)), ("constant", ast.MatchSingleton(5)), ("capture", ast.MatchAs(None, "_")),
        ("pattern without name", ast.MatchAs(ast.MatchAs(), None)), ("or of one", ast.MatchOr([ast.MatchAs()])),
        ("mapping", ast.MatchMapping([ast.Constant(1)], [])), ("rest", ast.MatchMapping([], [], "_")),
        ("class", ast.MatchClass(ast.Constant(1), [], [], [])), ("keywords", ast.MatchClass(name, [], ["a"], [])),
        ("star", ast.MatchStar("a")), ("sequence", ast.MatchSequence([ast.MatchStar(None)])),
        ("f-string", ast.MatchValue(expression("f'{a}'")))]:
    tree = statement("match a:\n case 1: pass")
    tree.cases[0].pattern = pattern
    print(case, "/", message(tree))
    # expect: value / ValueError: patterns may only match literals and attribute lookups
    # expect: constant / ValueError: MatchSingleton can only contain True, False and None
    # expect: capture / ValueError: can't capture name '_' in patterns
    # expect: pattern without name / ValueError: MatchAs must specify a target name if a pattern is given
    # expect: or of one / ValueError: MatchOr requires at least 2 patterns
    # expect: mapping / ValueError: MatchMapping doesn't have the same number of keys as patterns
    # expect: rest / ValueError: can't capture name '_' in patterns
    # expect: class / ValueError: MatchClass cls field can only contain Name or Attribute nodes.
    # expect: keywords / ValueError: MatchClass doesn't have the same number of keyword attributes as patterns
    # expect: star / ValueError: can't use MatchStar here
    # expect: sequence / compiled
    # expect: f-string / SyntaxError: patterns may only match literals and attribute lookups (, line 1)
