import ast, dis, tokenize, io
source = "def f(x, *y):\n    'doc'\n    return [i for i in y if x] + [lambda: x]\nclass C(object):\n    a: int = 5\n"
tree = ast.parse(source); print(ast.dump(tree)[:200], len(list(ast.walk(tree))))
code = compile(tree, "<made>", "exec"); ns = {}; exec(code, ns); print(ns["f"](1, 2)[0], ns["C"].__annotations__, code.co_names)
print([i.opname for i in dis.get_instructions(ns["f"])][:5])
print([t.string for t in tokenize.generate_tokens(io.StringIO("a = 1 + b").readline)], ast.literal_eval("{'k': (1, -2.5)}"))
for bad in "a b", "def f(:", "x = (", "return", "f'{'", "1 = x", "  indented":
    try:
        compile(bad, "bad", "exec")
    except SyntaxError as error:
        print(error.msg)
