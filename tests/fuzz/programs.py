"""Makes programs at random, from a grammar: they end, print the same at every run, and go wrong now
and then (most operations do not ask what they are given).

    Generator(random.Random(1)).program() -> text

Every name has a usual kind of value (int, str, ...), and three of four expressions are made to be of the
kind that their place wants, so that programs get far before they fail. What is at the top is guarded
statement by statement, and tells its exceptions.
"""

import re

KINDS = {"a": "int", "b": "int", "c": "float", "d": "str", "e": "str", "f": "list", "g": "dict"}
NAMES = tuple(KINDS)
TYPED = {
    "int": ("{int} + {int}", "{int} - {int}", "{int} * {int}", "{int} // {int}", "{int} % {int}", "-{int}",
            "{int} & {int}", "{int} ^ {int}", "{int} | {int}", "~{int}", "len({str})", "len({list})", "sum({ints})",
            "max({ints}, default=7)", "{str}.find({str})", "{str}.count({str})", "int({float})", "{int} >> 2",
            "{int} << 5", "abs({int})", "{list}.count({any})", "hash(int({int})) % 1000", "({int}).bit_length()",
            "{int} if {bool} else {int}", "ord(({str} + 'z')[0])", "{bool} + 0", "pow({int}, 3, 1009)"),
    "float": ("{float} + {int}", "{float} * {float}", "{int} / ({int} or 3)", "-{float}", "round({float}, 2)",
              "float({int})", "{float} ** 2", "{float} // 3", "{float} % 3.5", "abs({float})", "min({float}, {int})"),
    "str": ("{str} + {str}", "{str} * 2", "str({any})", "repr({any})", "{str}.upper()", "{str}.replace({str}, {str})",
            "{str}.strip()", "','.join(map(str, {list}))", "{str}[1:]", "{str}[::-1]", "{str}.title()",
            "f'{{any}!r:>9}'", "f'{{int}:08,d}'", "f'{{float}:.3f}'", "'%s-%r' % ({any}, {any})",
            "'{:>5}{}'.format({str}, {any})", "{str}.center(9, '*')", "{str}.zfill(4)", "{str} or {str}",
            "hex({int})", "type({any}).__name__", "{str}.expandtabs()", "format({float}, 'g')"),
    "list": ("[{any}, {any}]", "{list} + [{any}]", "{list} * 2", "{list}[1:]", "{list}[::-1]", "list({str})",
             "sorted({ints})", "sorted({list}, key=repr)", "[x for x in {list}]", "[x * 2 for x in {ints} if x % 2]",
             "list({dict})", "list({dict}.items())", "{str}.split()", "list(zip({list}, {str}))", "{list}.copy()",
             "list(enumerate({str}))", "[*{list}, {any}]", "[y for x in ({list}, {str}) for y in x]"),
    "dict": ("{'k': {any}, {int}: {any}}", "{dict} | {dict}", "{**{dict}, 'm': {any}}", "dict(k={any}, l={any})",
             "{x: {any} for x in {str}}", "dict.fromkeys({str}, {int})", "{dict}.copy()"),
    "bool": ("{int} < {int}", "{str} == {str}", "{any} in {list}", "not {any}", "{list} == {list}", "{int} <= {int} < {int}",
             "{str} in {str}", "isinstance({any}, int)", "all({list})", "{any} is None", "{str} < {str}",
             "{any} != {any}", "any({list})", "{str}.isdigit()", "{bool} and {bool}", "callable({any})"),
    "ints": ("range({int} % 7)", "[{int}, {int}]", "(len(x) for x in {str})", "map(int, [{float}, {int}])",
             "range({int} % 9, 0, -2)", "[x for x in {list} if isinstance(x, int)]", "(i * i for i in range(4))"),
}
CONSTANTS = {
    "int": ("0", "1", "2", "3", "-1", "10", "255", "2**31", "2**62", "2**63", "-2**64"),
    "float": ("0.5", "-1.25", "1e10", "0.1", "1e300", "-0.0", "2.5"),
    "str": ("''", "'a'", "'ab cd'", "'12'", "'k'", "'\u00e9\u4e2d'", "'A-b\\n'", "'{}'", "'%s'"),
    "list": ("[]", "[1, 2, 3]", "['a', 2.5]", "[[1], None]"),
    "dict": ("{}", "{'k': 1}", "{1: 'x', 'k': []}"),
    "bool": ("True", "False"),
    "ints": ("[]", "[3, 1, 2]", "(5,)", "range(4)"),
}
HOLE = re.compile(r"\{(\w+)\}")
ATTRIBUTES = "x", "y", "name"
EXCEPTIONS = "ValueError", "KeyError", "TypeError", "IndexError", "ZeroDivisionError", "LookupError"
BINARY = "+ - * // % / & | ^ @ == != < <= > >= in is and or".split()
METHODS = ("upper() lower() title() strip() split() splitlines() isdigit() swapcase() casefold() "
           "count({0}) index({0}) find({0}) replace({0},{1}) startswith({0}) partition({0}) rjust(9) "
           "center(8,'*') zfill(6) encode() decode() hex() join({0}) append({0}) extend({0}) pop() "
           "pop({0}) insert(1,{0}) remove({0}) reverse() sort() copy() clear() keys() values() items() "
           "get({0}) setdefault({0},{1}) update({0}) add({0}) discard({0}) union({0}) "
           "intersection({0}) symmetric_difference({0}) issubset({0}) bit_length() conjugate() "
           "as_integer_ratio() is_integer() to_bytes(3,'big') removeprefix({0}) expandtabs() "
           "translate({0}) format({0},a={1}) isidentifier() bit_count() __add__({0}) __len__()").split()
CALLS = ("len({0})", "abs({0})", "repr({0})", "str({0})", "int({0})", "float({0})", "bool({0})",
         "list({0})", "tuple({0})", "sorted({0})", "sorted({0}, key=repr)", "set({0}) == {1}",
         "dict({0})", "sum({0})", "min({0})", "max({0}, default={1})", "any({0})", "all({0})",
         "list(reversed({0}))", "list(enumerate({0}))", "list(zip({0}, {1}))", "divmod({0}, {1})",
         "round({0}, 2)", "hash({0}) == hash({1})", "isinstance({0}, (int, str))", "type({0}).__name__",
         "bytes({0})", "bytearray({0})", "chr({0})", "ord({0})", "hex({0})", "bin({0})", "pow({0}, 2)",
         "pow({0}, {1}, 7)", "list(map(repr, {0}))", "list(filter(None, {0}))", "complex({0})",
         "slice({0}, {1})", "range({0})", "ascii({0})", "callable({0})", "format({0}, '>8')",
         "next(iter({0}), {1})", "frozenset({0}) == {1}", "memoryview({0}).tolist()", "iter({0}) is {1}",
         "str({0}, 'ascii')", "int({0}, 16)", "getattr({0}, 'x', {1})", "hasattr({0}, 'name')")
SPECS = ">8", "<6", "^9", "05", ".2f", "x", "e", ",", "s", "r", "+d", "#o", "%", ".3"
PATTERNS = ("{c}", "[{n}, *_]", "[{n}, {m}]", "({n}, {m}, *_)", "{{'k': {n}}}", "{{'k': {n}, **{m}}}",
            "int()", "str({n})", "int(real={n})", "{c} | {c}", "[int() | str() as {n}]", "None", "Thing(x={n})",
            "{n} if {e}")


class Generator:
    def __init__(self, random):
        self.random = random
        self.functions = []  # (name, least arguments, most)
        self.loops = self.comprehensions = 0

    def pick(self, choices):
        return choices[self.random.randrange(len(choices))]

    def chance(self, percent):
        return self.random.randrange(100) < percent

    # ---- expressions ----------------------------------------------------------------------------

    def constant(self):
        kind = self.random.randrange(10)
        if kind < 3:
            return str(self.pick((0, 1, 2, 3, -1, 7, 10, 255, 2**31, 2**63, -2**64)))
        if kind == 3:
            return self.pick(("0.5", "-1.25", "1e10", "0.1", "1e300", "-0.0", "2.5", "3j"))
        if kind < 7:
            return repr(self.pick(("", "a", "ab cd", "12", "k", "\u00e9\u4e2d", "A-b\n", "{}", "%s")))
        if kind == 7:
            return self.pick(("b''", "b'ab'", "b'\\xff0'", "bytearray(b'xyz')"))
        return self.pick(("None", "True", "False", "()", "[]", "{}", "...", "set()", "range(4)"))

    def items(self, depth, most=3):
        parts = []
        for _ in range(self.random.randrange(most + 1)):
            parts.append(("*" if self.chance(8) else "") + self.expression(depth))
        return ", ".join(parts)

    def display(self, depth):
        kind = self.random.randrange(5)
        if kind == 0:
            return f"[{self.items(depth)}]"
        if kind == 1:
            return f"({self.expression(depth)}, {self.items(depth)})"
        if kind == 2:
            pairs = (f"{self.constant()}: {self.expression(depth)}" for _ in range(self.random.randrange(3)))
            return "{" + ", ".join(pairs) + "}"
        if kind == 3:
            return f"sorted({{{self.constant()}, {self.expression(depth)}}}, key=repr)"
        return "{'k': %s, **%s}" % (self.expression(depth), self.expression(depth))

    def comprehension(self, depth):
        self.comprehensions += 1
        name, source = self.pick(NAMES), self.iterable(depth)
        value = self.expression(depth)
        condition = f" if {self.expression(depth)}" if self.chance(30) else ""
        second = f" for {self.pick(NAMES)} in {self.iterable(depth)}" if self.chance(15) else ""
        form = self.pick(("[{} for {} in {}]", "list({} for {} in {})", "{{'v': {} for {} in {}}}",
                          "[*({} for {} in {})]"))
        self.comprehensions -= 1
        return form.format(value, name, source + second + condition)

    def iterable(self, depth):
        if self.chance(60):
            return self.pick(("range(3)", "'abc'", "[1, 'b', 2.5]", "{'k': 1, 'l': 2}", "range(5, 0, -2)",
                              "enumerate('xy')", "zip('ab', [1, 2])", "{'a': (1, 2)}.items()"))
        return self.expression(depth)

    def f_string(self, depth):
        inner = self.expression(depth)
        spec = self.pick(("", "!r", "!s", "!a", "=", ":" + self.pick(SPECS), "!r:" + self.pick(SPECS)))
        return f'f"""<{{({inner}){spec}}}>"""'

    def subscript(self, depth):
        index = self.pick(("0", "-1", "1", "'k'", "::-1", "1:", ":-1", "::2", "1:2", self.expression(depth)))
        return f"({self.expression(depth)})[{index}]"

    def call(self, depth):
        if not self.functions or self.chance(60):
            form = self.pick(CALLS)
            return form.format(self.expression(depth), self.expression(depth))
        name, least, most = self.pick(self.functions)
        count = self.random.randint(max(0, least - self.chance(10)), most + self.chance(10))
        arguments = [self.expression(depth) for _ in range(count)]
        if self.chance(15):
            arguments.append(f"*{self.expression(depth)}")
        if self.chance(15):
            arguments.append(f"{self.pick(NAMES)}={self.expression(depth)}")
        return f"{name}({', '.join(arguments)})"

    def typed(self, kind, depth):
        """An expression that is of the kind, if nothing has gone wrong."""
        if kind == "any":
            return self.expression(depth)
        if depth <= 0 or self.chance(20):
            names = [name for name in NAMES if KINDS[name] == kind]
            return self.pick(names) if names and self.chance(65) else self.pick(CONSTANTS[kind])
        return HOLE.sub(lambda hole: f"({self.typed(hole[1], depth - 1)})", self.pick(TYPED[kind]))

    def expression(self, depth=3):
        if depth > 0 and self.chance(75):
            return self.typed(self.pick(tuple(TYPED)[:-1]), depth)
        if depth <= 0 or self.chance(18):
            return self.pick(NAMES) if self.chance(65) else self.constant()
        depth -= 1
        kind = self.random.randrange(14)
        if kind < 4:
            return f"({self.expression(depth)} {self.pick(BINARY)} {self.expression(depth)})"
        if kind == 4:
            return f"({self.pick(('-', 'not ', '~', '+'))}{self.expression(depth)})"
        if kind == 5:
            return self.display(depth)
        if kind == 6:
            return self.comprehension(depth)
        if kind == 7:
            return self.f_string(depth)
        if kind == 8:
            return self.subscript(depth)
        if kind == 9:
            method = self.pick(METHODS).format(self.expression(depth), self.expression(depth))
            return f"({self.expression(depth)}).{method}"
        if kind == 10:
            return f"({self.expression(depth)} if {self.expression(depth)} else {self.expression(depth)})"
        if kind == 11:
            return f"(lambda {self.pick(NAMES)}, *r: {self.expression(depth)})({self.expression(depth)})"
        if kind == 12 and not self.comprehensions:
            return f"({self.pick(NAMES)} := {self.expression(depth)})"
        return self.call(depth)

    # ---- statements -----------------------------------------------------------------------------

    def target(self):
        kind = self.random.randrange(8)
        if kind == 0:
            return f"{self.pick(NAMES)}, {self.pick(NAMES)}"
        if kind == 1:
            return f"{self.pick(NAMES)}, *{self.pick(NAMES)}"
        if kind == 2:
            return f"{self.pick(NAMES)}[{self.pick(('0', '-1', '1:', repr('k')))}]"
        if kind == 3:
            return f"thing.{self.pick(ATTRIBUTES)}"
        return self.pick(NAMES)

    def block(self, depth, in_function, in_loop, count=3):
        lines = []
        for _ in range(self.random.randint(1, count)):
            lines += self.statement(depth, in_function, in_loop)
        return ["    " + line for line in lines]

    def loop(self, depth, in_function):
        self.loops += 1
        if self.chance(60):
            lines = [f"for {self.pick(NAMES)} in {self.iterable(2)}:"]
        else:
            counter = f"n{self.loops}"
            lines = [f"{counter} = 0", f"while {counter} < 3 and {self.expression(2)}:", f"    {counter} += 1"]
        lines += self.block(depth, in_function, True)
        if self.chance(25):
            lines += ["else:", *self.block(depth, in_function, False, 1)]
        self.loops -= 1
        return lines

    def attempt(self, depth, in_function, in_loop):
        lines = ["try:", *self.block(depth, in_function, in_loop)]
        if self.chance(25):
            return [*lines, "finally:", *self.block(depth, in_function, False, 1)]
        caught = self.pick((*EXCEPTIONS, "Exception", "(TypeError, ValueError)"))
        lines += [f"except {caught} as error:", "    print(type(error).__name__, error)",
                  *self.block(depth, in_function, in_loop, 1)]
        if self.chance(20):
            lines += ["else:", *self.block(depth, in_function, in_loop, 1)]
        if self.chance(20):
            lines += ["finally:", *self.block(depth, in_function, False, 1)]
        return lines

    def match(self, depth, in_function, in_loop):
        lines = [f"match {self.expression(2)}:"]
        for _ in range(self.random.randint(1, 3)):
            first, second = self.random.sample(NAMES, 2)
            pattern = self.pick(PATTERNS).format(
                n=first, m=second, c=self.pick(("0", "1", "'a'", "-1", "None", "b'ab'", "True")), e=self.expression(1))
            lines.append(f"    case {pattern}:")
            lines += ["    " + line for line in self.block(depth, in_function, in_loop, 2)]
        return lines

    def statement(self, depth, in_function=False, in_loop=False):
        kind = self.random.randrange(20)
        if depth > 0 and kind < 6:
            depth -= 1
            if kind < 2 and self.loops < 2:
                return self.loop(depth, in_function)
            if kind == 2:
                return self.match(depth, in_function, in_loop)
            if kind == 3:
                return self.attempt(depth, in_function, in_loop)
            if kind == 4:
                return [f"with Context({self.constant()}) as {self.pick(NAMES)}:",
                        *self.block(depth, in_function, in_loop)]
            lines = [f"if {self.expression()}:", *self.block(depth, in_function, in_loop)]
            return [*lines, "else:", *self.block(depth, in_function, in_loop)] if self.chance(50) else lines
        if kind == 6 and in_loop:
            return [f"if {self.expression(1)}: {self.pick(('break', 'continue'))}"]
        if kind == 7 and in_function:
            return [f"if {self.expression(1)}: return {self.expression()}"]
        if kind == 8:
            return [f"{self.pick(NAMES)} {self.pick(('+', '-', '*', '|', '//', '%'))}= {self.expression(2)}"]
        if kind == 9 and self.chance(40):
            return [f"raise {self.pick(EXCEPTIONS)}({self.expression(1)})"]
        if kind == 10 and self.chance(50):
            return [f"assert {self.expression(2)}, {self.constant()}"]
        if kind == 11 and self.chance(50):
            return [f"del {self.pick((self.pick(NAMES), self.pick(NAMES) + '[0]', 'thing.x'))}"]
        if kind < 14:
            return [f"print({self.items(2)})"]
        if self.chance(75):
            name = self.pick(NAMES)
            return [f"{name} = {self.typed(KINDS[name], 3)}"]
        return [f"{self.target()} = {self.expression()}"]

    # ---- definitions ----------------------------------------------------------------------------

    def parameters(self):
        names = self.random.sample(NAMES, 3)
        least = self.random.randrange(3)
        most = self.random.randint(least, 3)
        parts = names[:least] + [f"{name}={self.constant()}" for name in names[least:most]]
        if self.chance(25):
            return least, 5, ", ".join([*parts, "*rest", "**named"])
        return least, most, ", ".join(parts)

    def function(self):
        name = f"f{len(self.functions)}"
        least, most, parameters = self.parameters()
        body = self.block(2, True, False, 5)
        if self.chance(30):
            body.insert(0, f"    yield {self.expression(2)}")
            body.append(f"    yield from {self.iterable(1)}")
        elif self.chance(30):
            first, second = self.random.sample(NAMES, 2)
            body.append(f"    def inner({first}={self.constant()}):")
            body.append(f"        return {self.expression(2)}, {second}")
            body.append("    return inner()")
        else:
            body.append(f"    return {self.expression()}")
        self.functions.append((name, least, most))
        return [f"def {name}({parameters}):", *body]

    def class_statement(self):
        method = self.pick(("__add__", "__eq__", "__lt__", "__getitem__", "__contains__", "__call__",
                            "__getattr__", "__mul__", "__radd__", "__format__"))
        parameters = "self, other='', *rest"
        unary = self.pick(("__len__", "__bool__", "__iter__", "__neg__", "__index__", "__str__", "__hash__"))
        return ["class Special(Thing):", f"    def {method}({parameters}):",
                *["    " + line for line in self.block(1, True, False, 2)],
                f"        return {self.expression(2)}",
                f"    def {unary}(self):", f"        return {self.expression(2)}",
                f"{self.pick(NAMES)} = Special({self.constant()})"]

    def program(self):
        lines = PRELUDE.splitlines()
        lines += [f"{name} = {self.pick(CONSTANTS[kind])}" for name, kind in KINDS.items()]
        for _ in range(self.random.randrange(4)):
            lines += self.function()
        if self.chance(35):
            lines += self.class_statement()
        for _ in range(self.random.randint(5, 25)):
            lines += ["try:", *self.block(3, False, False, 1), "except Exception as error:", "    tell(error)"]
        lines.append(f"print({', '.join(NAMES)})")
        return "\n".join(lines) + "\n"


PRELUDE = '''\
class Thing:
    def __init__(self, x=0):
        self.x = x
    def __repr__(self):
        return f"Thing({self.x!r})"
class Context(Thing):
    def __enter__(self):
        return self.x
    def __exit__(self, kind, value, traceback):
        print("leaving", kind and kind.__name__)
        return self.x == "a"
def tell(error):
    print("!", type(error).__name__, error)
thing = Thing(1)
'''
