"""Type comments of parameters."""
import _ast

PyCF_TYPE_COMMENTS = 0x1000


def comments(source):
    try:
        tree = compile(source, "f", "exec", _ast.PyCF_ONLY_AST | PyCF_TYPE_COMMENTS)
    except SyntaxError as error:
        return error.msg
    args = tree.body[0].args
    return [arg and arg.type_comment for arg in [*args.args, args.vararg, *args.kwonlyargs, args.kwarg]]


print(comments("def f(\n a, # type: int\n *, # type: int\n b, # type: str\n): pass"))
# expect: bare * has associated type comment
print(comments("def f(\n a, # type: int\n *b, # type: str\n **c # type: float\n): pass"))
# expect: ['int', 'str', 'float']
