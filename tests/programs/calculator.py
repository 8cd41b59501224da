"""A calculator: tokenizer, recursive-descent parser, variables and functions.

Reads one expression or assignment per line from standard input and prints its value.
"""
import math
import sys
from collections import namedtuple

Token = namedtuple("Token", "kind text column")


class CalculatorError(Exception):
    def __init__(self, message, column):
        super().__init__(message)
        self.column = column


def tokenize(line):
    """Split a line into tokens; raises CalculatorError on a character that starts none."""
    i = 0
    while i < len(line):
        c = line[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            start = i
            while i < len(line) and (line[i].isdigit() or line[i] in ".eE" or
                                     (line[i] in "+-" and line[i - 1] in "eE")):
                i += 1
            yield Token("number", line[start:i], start)
        elif c.isalpha() or c == "_":
            start = i
            while i < len(line) and (line[i].isalnum() or line[i] == "_"):
                i += 1
            yield Token("name", line[start:i], start)
        elif line[i:i + 2] in ("**", "//", "<=", ">=", "==", "!="):
            yield Token("operator", line[i:i + 2], i)
            i += 2
        elif c in "+-*/%()=,<>!":
            yield Token("operator", c, i)
            i += 1
        else:
            raise CalculatorError(f"unexpected character {c!r}", i)
    yield Token("end", "", len(line))


class Parser:
    """comparison > sum > product > unary > power > atom"""

    functions = {
        "sqrt": math.sqrt, "abs": abs, "min": min, "max": max, "floor": math.floor,
        "ceil": math.ceil, "gcd": math.gcd, "factorial": math.factorial, "round": round,
    }

    def __init__(self, variables):
        self.variables = variables
        self.tokens = []
        self.position = 0

    def run(self, line):
        self.tokens = list(tokenize(line))
        self.position = 0
        if (self.peek().kind == "name" and len(self.tokens) > 2 and
                self.tokens[1].text == "="):
            name = self.advance().text
            self.advance()
            value = self.comparison()
            self.variables[name] = value
        else:
            value = self.comparison()
        if self.peek().kind != "end":
            raise CalculatorError(f"unexpected {self.peek().text!r}", self.peek().column)
        return value

    def peek(self):
        return self.tokens[self.position]

    def advance(self):
        token = self.tokens[self.position]
        self.position += 1
        return token

    def accept(self, *texts):
        if self.peek().kind == "operator" and self.peek().text in texts:
            return self.advance().text
        return None

    def expect(self, text):
        if not self.accept(text):
            raise CalculatorError(f"expected {text!r}", self.peek().column)

    def comparison(self):
        left = self.sum()
        while op := self.accept("<", ">", "<=", ">=", "==", "!="):
            right = self.sum()
            left = {"<": left < right, ">": left > right, "<=": left <= right,
                    ">=": left >= right, "==": left == right, "!=": left != right}[op]
        return left

    def sum(self):
        value = self.product()
        while op := self.accept("+", "-"):
            value = value + self.product() if op == "+" else value - self.product()
        return value

    def product(self):
        value = self.unary()
        while op := self.accept("*", "/", "//", "%"):
            right = self.unary()
            match op:
                case "*":
                    value *= right
                case "/":
                    value /= right
                case "//":
                    value //= right
                case "%":
                    value %= right
        return value

    def unary(self):
        if self.accept("-"):
            return -self.unary()
        if self.accept("+"):
            return self.unary()
        return self.power()

    def power(self):
        base = self.atom()
        while self.accept("!"):
            base = math.factorial(base)
        if self.accept("**"):
            return base ** self.unary()
        return base

    def atom(self):
        token = self.advance()
        if token.kind == "number":
            try:
                return int(token.text)
            except ValueError:
                pass
            try:
                return float(token.text)
            except ValueError:
                raise CalculatorError(f"bad number {token.text!r}", token.column) from None
        if token.kind == "name":
            if self.accept("("):
                return self.call(token)
            if token.text in self.variables:
                return self.variables[token.text]
            raise CalculatorError(f"unknown name {token.text!r}", token.column)
        if token.text == "(":
            value = self.comparison()
            self.expect(")")
            return value
        raise CalculatorError("expected a value", token.column)

    def call(self, name):
        arguments = []
        if not self.accept(")"):
            arguments.append(self.comparison())
            while self.accept(","):
                arguments.append(self.comparison())
            self.expect(")")
        function = self.functions.get(name.text)
        if function is None:
            raise CalculatorError(f"unknown function {name.text!r}", name.column)
        return function(*arguments)


def main():
    variables = {"pi": math.pi, "e": math.e}
    parser = Parser(variables)
    for number, line in enumerate(sys.stdin, 1):
        line = line.rstrip("\n")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            print(f"{line} -> {parser.run(line)}")
        except CalculatorError as error:
            print(line)
            print(" " * error.column + "^")
            print(f"line {number}: {error}")
        except (ArithmeticError, ValueError, TypeError) as error:
            print(f"{line} -> {type(error).__name__}: {error}")
    print(f"{len(variables)} variables: {', '.join(sorted(variables))}")


main()
