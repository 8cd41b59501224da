# unparse, dump, literal_eval, visitors.
import ast

for source in ("x = (1, 2)", "def f(a, /, b: int=1, *c, d, **e) -> str:\n    'doc'\n    return -a ** b",
               "if a:\n    pass\nelif b and (c or d):\n    x += 1\nelse:\n    del y[1:2, ::3]",
               "f'{a!r:>{width}} {b=}'", "(yield x)", "lambda *a, b=1: (a, b)", "a if b else (c if d else e)",
               "match x:\n    case {'a': 1, **rest} if rest:\n        pass\n    case [P(y=2), *_] | None:\n        pass",
               "try:\n    pass\nexcept* E as e:\n    raise X from e\nfinally:\n    pass", "class A[T: int](B, metaclass=M):\n    x: int = 1",
               "[a async for b in c if d if e]", "with a as b, c:\n    pass", "not (a in b)", "(a := 3)", "1 .real"):
    print(ast.unparse(ast.parse(source)))  # expect: x = (1, 2)
                                           # expect: def f(a, /, b: int=1, *c, d, **e) -> str:
                                           # expect:     """doc"""
                                           # expect:     return -a ** b
                                           # expect: if a:
                                           # expect:     pass
                                           # expect: elif b and (c or d):
                                           # expect:     x += 1
                                           # expect: else:
                                           # expect:     del y[1:2, ::3]
                                           # expect: f'{a!r:>{width}} b={b!r}'
                                           # expect: yield x
                                           # expect: lambda *a, b=1: (a, b)
                                           # expect: a if b else c if d else e
                                           # expect: match x:
                                           # expect:     case {'a': 1, **rest} if rest:
                                           # expect:         pass
                                           # expect:     case [P(y=2), *_] | None:
                                           # expect:         pass
                                           # expect: try:
                                           # expect:     pass
                                           # expect: except* E as e:
                                           # expect:     raise X from e
                                           # expect: finally:
                                           # expect:     pass
                                           # expect: class A[T: int](B, metaclass=M):
                                           # expect:     x: int = 1
                                           # expect: [a async for b in c if d if e]
                                           # expect: with a as b, c:
                                           # expect:     pass
                                           # expect: not a in b
                                           # expect: (a := 3)
                                           # expect: 1 .real
print(ast.dump(ast.parse("a.b(1, *c)", mode="eval")))  # expect: Expression(body=Call(func=Attribute(value=Name(id='a', ctx=Load()), attr='b', ctx=Load()), args=[Constant(value=1), Starred(value=Name(id='c', ctx=Load()), ctx=Load())]))
print(ast.dump(ast.parse("if x: y = 2"), indent=2))  # expect: Module(
                                                     # expect:   body=[
                                                     # expect:     If(
                                                     # expect:       test=Name(id='x', ctx=Load()),
                                                     # expect:       body=[
                                                     # expect:         Assign(
                                                     # expect:           targets=[
                                                     # expect:             Name(id='y', ctx=Store())],
                                                     # expect:           value=Constant(value=2))])])
for text in ("[1, -2, 3+4j, {'a': (b'x', None)}, {1}, set()]", "f(1)", "1 + 2", "__import__('os')"):
    try:
        print(ast.literal_eval(text))  # expect: [1, -2, (3+4j), {'a': (b'x', None)}, {1}, set()]
    except ValueError as error:
        print(str(error).split(" at ")[0])  # expect: malformed node or string on line 1: <ast.Call object
                                            # expect: malformed node or string on line 1: <ast.BinOp object
                                            # expect: malformed node or string on line 1: <ast.Call object


class Doubler(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value * 2), node)

    def visit_Pass(self, node):
        return None


print(ast.unparse(Doubler().visit(ast.parse("x = 21\npass"))))  # expect: x = 42
source = "def g():\n    return (1 +\n            2)\n"
print(repr(ast.get_source_segment(source, ast.parse(source).body[0].body[0].value)))  # expect: '1 +\n            2'
print(sorted({type(n).__name__ for n in ast.walk(ast.parse(source))}))  # expect: ['Add', 'BinOp', 'Constant', 'FunctionDef', 'Module', 'Return', 'arguments']

# Definitions have an empty line before them; f-strings nest with any quotes.
print(ast.unparse(ast.parse("x = 1\ndef f(a, /, b=(1,), *c, d: int = 2, **e) -> int:\n 'doc'\n class A[T: int](B, k=1): pass\n")))
# expect: x = 1
# expect: 
# expect: def f(a, /, b=(1,), *c, d: int=2, **e) -> int:
# expect:     """doc"""
# expect: 
# expect:     class A[T: int](B, k=1):
# expect:         pass
for source in ("f'-{f'*{x!r:>{w}}*'}-'", '''f"{a['b']} it's"''', "(yield (a, b))", "-(-a) ** -b", "(a := 1,)", "not (a and b or c)",
               "lambda *, a: (yield)", "{**a, 'b': 1}[1:2, ...]", "3 .real + 1e999j", "(await a)(b, *c, d=1, **e)"):
    print(ast.unparse(ast.parse(source)))
# expect: f'-{f'*{x!r:>{w}}*'}-'
# expect: f"{a['b']} it's"
# expect: yield (a, b)
# expect: -(-a) ** (-b)
# expect: ((a := 1),)
# expect: not (a and b or c)
# expect: lambda *, a: (yield)
# expect: {**a, 'b': 1}[1:2, ...]
# expect: 3 .real + 1e309j
# expect: (await a)(b, *c, d=1, **e)
print(ast.unparse(ast.parse("match a:\n case [1, *_] | {'b': c, **d} | E(f, g=h) as i if j: pass\n case _: raise k from l")))
# expect: match a:
# expect:     case [1, *_] | {'b': c, **d} | E(f, g=h) as i if j:
# expect:         pass
# expect:     case _:
# expect:         raise k from l
for node in (ast.YieldFrom(value=None), ast.Raise(exc=None, cause=ast.Name('a')), ast.JoinedStr(values=[ast.Name('a')])):
    try:
        ast.unparse(node)
    except ValueError as error:
        print(str(error).split('<')[0])
# expect: Node can't be used without a value attribute.
# expect: Node can't use cause without an exception.
# expect: Unexpected node inside JoinedStr, 
