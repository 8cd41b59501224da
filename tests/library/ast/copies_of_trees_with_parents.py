"""Trees that refer to themselves can be copied; classes tell the types of their fields."""
import ast
import copy

tree = ast.parse("f(x, [y])\nwhile a:\n    b = -c")
for node in ast.walk(tree):
    for child in ast.iter_child_nodes(node):
        child.parent = node
made = copy.deepcopy(tree)
print(ast.dump(made) == ast.dump(tree), made.body[0].parent is made, made.body[0].value.parent.parent is made)
# expect: True True True
print(copy.copy(tree.body[1]).test is tree.body[1].test)  # expect: True
print(ast.arguments().__annotations__["args"], ast.Name.__annotations__["id"])
# expect: list[ast.arg] <class 'str'>
print([int(p) for p in (ast._Precedence.NAMED_EXPR, ast._Precedence.ATOM)])  # expect: [1, 18]
