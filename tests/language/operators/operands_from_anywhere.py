# An operator means the same wherever its operands come from (temporaries, variables, constants) and
# wherever its result goes: every combination is compared with the function of module operator.
import operator

ARITHMETIC = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
              "//": operator.floordiv, "%": operator.mod, "&": operator.and_, "|": operator.or_,
              "^": operator.xor, "<<": operator.lshift, ">>": operator.rshift}
COMPARISONS = {"<": operator.lt, "<=": operator.le, "==": operator.eq, "!=": operator.ne,
               ">": operator.gt, ">=": operator.ge}
BORDER = 2 ** 62
OPERANDS = [(6, 3), (3, 6), (6, 6), (-7, 2), (1, 70), (5, 0), (5, -1), (-BORDER, -1), (BORDER - 1, BORDER - 1),
            (1.5, 0.25), (0.25, 1.5), (1.5, 1.5), (1.5, 0.0), (1.5, 2), (2, 1.5), (BORDER, BORDER + 1),
            (2 ** 70, 2 ** 70), (2 ** 71, 3), (7, True), ("ab", 3), ("b", "a"), ("a", "b"), ("%d", 1),
            (1, "a"), (1.5, "a"), (None, 1)]
SHAPES = ["same(a) {} same(b)", "+a {} +b", "+a {} same(b)", "same(a) {} +b", "+a {} b", "same(a) {} b", "+a {} y",
          "same(a) {} y", "a {} b", "a {} y", "x {} b"]
shared = 0.125  # a float with another owner, which must keep its value
DESTINATIONS = ["None", "7", "shared", "+shared"]


def same(value):
    return value


def result(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return type(error), str(error)


def functions(symbol, x, y, body):
    """The same operation with its operands in every place; constants are x and y."""
    for shape in SHAPES:
        if "+" in shape and not isinstance(x, (int, float)):
            continue
        if "+b" in shape and not isinstance(y, (int, float)):
            continue
        expression = shape.format(symbol).replace("x", repr(x)).replace("y", repr(y))
        for text in body(expression):
            namespace = {"same": same, "shared": shared}
            exec("def function(a, b):\n " + text.replace("\n", "\n "), namespace)
            yield text, namespace["function"]


def pushed_or_stored(expression):
    yield f"return {expression}"
    for old in DESTINATIONS:
        yield f"c = {old}\nc = {expression}\nreturn c"
    yield f"c = {expression}\nreturn c"


def branched_on(expression):
    yield f"if {expression}:\n return True\nreturn False"
    yield f"if not ({expression}):\n return False\nreturn True"
    yield f"return True if same(0) or {expression} else False"
    yield f"if {expression} or same(0):\n return True\nreturn False"
    yield f"while {expression}:\n return True\nreturn False"
    yield f"return {expression}"


def check(operators, body):
    count = 0
    for symbol, meaning in operators.items():
        for x, y in OPERANDS:
            expected = result(meaning, x, y)
            for text, function in functions(symbol, x, y, body):
                count += 1
                for _ in range(2):
                    actual = result(function, x, y)
                    if actual != expected or type(actual) is not type(expected):
                        print(text, x, y, actual, expected)
    return count


print(check(ARITHMETIC, pushed_or_stored) > 15000)  # expect: True
print(check(COMPARISONS, branched_on) > 8000)       # expect: True
print(shared)                                       # expect: 0.125
