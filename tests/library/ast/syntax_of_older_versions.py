"""feature_version: what came later than it is refused."""
import ast

SAMPLES = {
    "(x := 0)": 8,
    "def f(x, /): ...": 8,
    "lambda x=1, /: ...": 8,
    "try: ...\nexcept* E: ...": 11,
    "match x:\n case 1: ...": 10,
    "type X = int": 12,
    "class X[T]: ...": 12,
    "def f[**P=int](): ...": 13,
    "x: int": 6,
}
for source, minor in SAMPLES.items():
    ast.parse(source, feature_version=(3, minor))
    try:
        ast.parse(source, feature_version=(3, minor - 1))
    except SyntaxError as error:
        print(error.msg)
# expect: Assignment expressions are only supported in Python 3.8 and greater
                          # expect: Positional-only parameters are only supported in Python 3.8 and greater
                          # expect: Positional-only parameters are only supported in Python 3.8 and greater
                          # expect: Exception groups are only supported in Python 3.11 and greater
                          # expect: Pattern matching is only supported in Python 3.10 and greater
                          # expect: Type statement is only supported in Python 3.12 and greater
                          # expect: Type parameter lists are only supported in Python 3.12 and greater
                          # expect: Type parameter defaults are only supported in Python 3.13 and greater
                          # expect: Variable annotation syntax is only supported in Python 3.6 and greater
