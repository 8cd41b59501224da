"""A maze dug and solved: deque, sets of tuples, random."""
import random
from collections import deque

random.seed(11)
SIZE = 101


def dig():
    passages, stack = {(1, 1)}, [(1, 1)]
    while stack:
        x, y = stack[-1]
        ways = [(dx, dy) for dx, dy in ((2, 0), (-2, 0), (0, 2), (0, -2))
                if 0 < x + dx < SIZE and 0 < y + dy < SIZE and (x + dx, y + dy) not in passages]
        if not ways:
            stack.pop()
            continue
        dx, dy = random.choice(ways)
        passages |= {(x + dx // 2, y + dy // 2), (x + dx, y + dy)}
        stack.append((x + dx, y + dy))
    return passages


def solve(passages, goal):
    queue, seen = deque([((1, 1), 0)]), {(1, 1)}
    while queue:
        (x, y), steps = queue.popleft()
        if (x, y) == goal:
            return steps
        for place in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if place in passages and place not in seen:
                seen.add(place)
                queue.append((place, steps + 1))


for _ in range(10):
    passages = dig()
    print(len(passages), solve(passages, (SIZE - 2, SIZE - 2)))
