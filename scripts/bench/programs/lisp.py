"""A small Lisp: tokens, recursion, environments as chained dicts, closures."""


def read(tokens):
    token = tokens.pop(0)
    if token == "(":
        form = []
        while tokens[0] != ")":
            form.append(read(tokens))
        tokens.pop(0)
        return form
    return int(token) if token.lstrip("-").isdigit() else token


class Environment(dict):
    def __init__(self, names, values, outer):
        self.update(zip(names, values))
        self.outer = outer

    def find(self, name):
        scope = self
        while name not in scope:
            scope = scope.outer
        return scope


def evaluate(form, scope):
    if isinstance(form, str):
        return scope.find(form)[form]
    if not isinstance(form, list):
        return form
    head = form[0]
    if head == "if":
        return evaluate(form[2] if evaluate(form[1], scope) else form[3], scope)
    if head == "define":
        scope[form[1]] = evaluate(form[2], scope)
        return None
    if head == "lambda":
        return lambda *values: evaluate(form[2], Environment(form[1], values, scope))
    function, *values = [evaluate(part, scope) for part in form]
    return function(*values)


top = Environment((), (), None)
top.update({"+": lambda a, b: a + b, "-": lambda a, b: a - b, "<": lambda a, b: a < b, "*": lambda a, b: a * b})
source = """(define fib (lambda (n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))))
            (define fact (lambda (n) (if (< n 1) 1 (* n (fact (- n 1))))))"""
tokens = source.replace("(", " ( ").replace(")", " ) ").split()
while tokens:
    evaluate(read(tokens), top)
print(evaluate(["fib", 22], top), evaluate(["fact", 60], top))
