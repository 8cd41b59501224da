"""Conway's Game of Life on a set of cells, with patterns read from standard input."""
import sys
from collections import Counter
from itertools import product

NEIGHBOURS = [(dx, dy) for dx, dy in product((-1, 0, 1), repeat=2) if (dx, dy) != (0, 0)]


class Life:
    """A generation is a frozenset of (x, y); the world has no borders."""

    def __init__(self, cells=()):
        self.cells = frozenset(cells)
        self.generation = 0

    @classmethod
    def from_text(cls, text):
        return cls((x, y) for y, line in enumerate(text.splitlines())
                   for x, c in enumerate(line) if c == "#")

    def step(self):
        counts = Counter((x + dx, y + dy) for x, y in self.cells for dx, dy in NEIGHBOURS)
        self.cells = frozenset(cell for cell, n in counts.items()
                               if n == 3 or (n == 2 and cell in self.cells))
        self.generation += 1

    def bounds(self):
        if not self.cells:
            return 0, 0, 0, 0
        xs = [x for x, _ in self.cells]
        ys = [y for _, y in self.cells]
        return min(xs), min(ys), max(xs), max(ys)

    def normalized(self):
        x0, y0, _, _ = self.bounds()
        return frozenset((x - x0, y - y0) for x, y in self.cells)

    def __str__(self):
        x0, y0, x1, y1 = self.bounds()
        return "\n".join("".join("#" if (x, y) in self.cells else "." for x in range(x0, x1 + 1))
                         for y in range(y0, y1 + 1))

    def __len__(self):
        return len(self.cells)


def classify(life, limit=120):
    """Follow a pattern until it repeats: (what it is, period, movement)."""
    seen = {}
    for _ in range(limit):
        shape = life.normalized()
        corner = life.bounds()[:2]
        if not shape:
            return "dies out", life.generation, None
        if shape in seen:
            generation, before = seen[shape]
            period = life.generation - generation
            moved = (corner[0] - before[0], corner[1] - before[1])
            if moved != (0, 0):
                return "spaceship", period, moved
            return ("still life" if period == 1 else "oscillator"), period, None
        seen[shape] = (life.generation, corner)
        life.step()
    return "still growing", None, None


def read_patterns(stream):
    """Blocks of '!name' followed by rows."""
    name, rows = None, []
    for line in stream:
        line = line.rstrip("\n")
        if line.startswith("!"):
            if name:
                yield name, "\n".join(rows)
            name, rows = line[1:].strip(), []
        elif line:
            rows.append(line)
    if name:
        yield name, "\n".join(rows)


def dense(width, height, steps):
    """The same rules on a torus of lists, for comparison of ways: the population after steps."""
    grid = [[(x * 7 + y * 13 + x * y) % 5 == 0 for x in range(width)] for y in range(height)]
    for _ in range(steps):
        new = []
        for y in range(height):
            above, here, below = grid[y - 1], grid[y], grid[(y + 1) % height]
            row = []
            for x in range(width):
                right = (x + 1) % width
                n = (above[x - 1] + above[x] + above[right] + here[x - 1] + here[right] +
                     below[x - 1] + below[x] + below[right])
                row.append(n == 3 or (n == 2 and here[x]))
            new.append(row)
        grid = new
    return sum(map(sum, grid))


def main():
    for name, text in read_patterns(sys.stdin):
        life = Life.from_text(text)
        start = len(life)
        kind, period, moved = classify(life)
        words = [f"{name}: {start} cells, {kind}"]
        if period is not None:
            words.append(f"after {period}" if kind == "dies out" else f"period {period}")
        if moved:
            words.append(f"moves by {moved}")
        print(", ".join(words))
    glider = Life.from_text(".#.\n..#\n###")
    for _ in range(5):
        print(f"generation {glider.generation}")
        print(glider)
        glider.step()
    acorn = Life.from_text(".#.....\n...#...\n##..###")
    for _ in range(100):
        acorn.step()
    print("acorn after 100:", len(acorn), "cells in", acorn.bounds())
    print("torus:", dense(48, 40, 30))


main()
