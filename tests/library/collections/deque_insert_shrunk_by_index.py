from collections import deque


class Index:
    def __index__(self):
        items.clear()
        return 1


items = deque([1, 2, 3])
items.insert(Index(), "x")
print(items)  # expect: deque(['x'])
