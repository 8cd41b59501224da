"""An expression tree: class hierarchy, visitors by name, simplification."""


class Node:
    def accept(self, visitor):
        return getattr(visitor, "visit_" + type(self).__name__.lower())(self)


class Number(Node):
    def __init__(self, value):
        self.value = value


class Name(Node):
    def __init__(self, name):
        self.name = name


class Binary(Node):
    def __init__(self, operator, left, right):
        self.operator, self.left, self.right = operator, left, right


class Evaluate:
    def __init__(self, names):
        self.names = names

    def visit_number(self, node):
        return node.value

    def visit_name(self, node):
        return self.names[node.name]

    def visit_binary(self, node):
        left, right = node.left.accept(self), node.right.accept(self)
        return left + right if node.operator == "+" else left * right % 1000003


class Simplify:
    def visit_number(self, node):
        return node

    visit_name = visit_number

    def visit_binary(self, node):
        left, right = node.left.accept(self), node.right.accept(self)
        if isinstance(left, Number) and isinstance(right, Number):
            return Number(left.value + right.value if node.operator == "+" else left.value * right.value % 1000003)
        return Binary(node.operator, left, right)


def build(depth, seed):
    if depth == 0:
        return Number(seed % 100) if seed % 3 else Name("xyz"[seed % 7 % 3])
    return Binary("+*"[seed % 2], build(depth - 1, seed * 5 + 1), build(depth - 1, seed * 7 + 3))


tree, total = build(11, 1), 0
for x in range(60):
    total += tree.accept(Evaluate({"x": x, "y": x + 1, "z": 3}))
    total += tree.accept(Simplify()).accept(Evaluate({"x": x, "y": 2, "z": 1}))
print(total)
