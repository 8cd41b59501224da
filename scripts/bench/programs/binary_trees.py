"""Trees of tuples, made and dropped: allocation."""


def tree(depth):
    return (tree(depth - 1), tree(depth - 1)) if depth else None


def count(node):
    return 1 + count(node[0]) + count(node[1]) if node else 1


long_lived = tree(13)
total = 0
for depth in range(4, 13, 4):
    for _ in range(1 << (12 - depth)):
        total += count(tree(depth))
print(total, count(long_lived))
