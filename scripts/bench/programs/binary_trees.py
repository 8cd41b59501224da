"""Trees of tuples, made and dropped: allocation."""


def tree(depth):
    return (tree(depth - 1), tree(depth - 1)) if depth else None


def count(node):
    return 1 + count(node[0]) + count(node[1]) if node else 1


long_lived = tree(17)
total = 0
for depth in range(4, 17, 2):
    for _ in range(1 << (16 - depth)):
        total += count(tree(depth))
print(total, count(long_lived))
