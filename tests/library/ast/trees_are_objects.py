import _ast

tree = compile("x = 1 + y", "f", "exec", _ast.PyCF_ONLY_AST)
print(type(tree).__name__, tree.body[0].targets[0].id)  # expect: Module x
print(tree.body[0].value.op.__class__.__name__)  # expect: Add
print(tree.body[0].lineno, tree.body[0].end_col_offset)  # expect: 1 9
namespace = {"y": 4}
tree.body[0].value.left = _ast.Constant(10, lineno=1, col_offset=0)
exec(compile(tree, "f", "exec"), namespace)
print(namespace["x"])  # expect: 14
tree.body[0].targets = []
try:
    compile(tree, "f", "exec")
except ValueError as error:
    print(error)  # expect: empty targets on Assign
folded = compile("1 + 2", "f", "eval", _ast.PyCF_OPTIMIZED_AST)
print(folded.body.value)  # expect: 3
print(_ast.Name._fields, _ast.Name("a").ctx.__class__.__name__)  # expect: ('id', 'ctx') Load
