"""Shortest paths on a grid with weights: heapq, dicts, tuples."""
import heapq

SIZE = 110


def weight(x, y):
    return (x * 73856093 ^ y * 19349663) % 9 + 1


def shortest(start, goal):
    known, queue = {start: 0}, [(0, start)]
    while queue:
        cost, place = heapq.heappop(queue)
        if place == goal:
            return cost
        if cost > known[place]:
            continue
        x, y = place
        for nx, ny in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if 0 <= nx < SIZE and 0 <= ny < SIZE:
                total = cost + weight(nx, ny)
                if total < known.get((nx, ny), 1 << 60):
                    known[nx, ny] = total
                    heapq.heappush(queue, (total, (nx, ny)))


print([shortest((0, i), (SIZE - 1, SIZE - 1 - i)) for i in range(5)])
