"""N queens: all solutions counted with bit sets, the first ones drawn, and found by generators."""
import sys
from itertools import islice, permutations


def count(n):
    """The number of solutions, by backtracking over bit sets."""
    full = (1 << n) - 1

    def place(columns, left, right):
        if columns == full:
            return 1
        total = 0
        free = full & ~(columns | left | right)
        while free:
            bit = free & -free
            free ^= bit
            total += place(columns | bit, (left | bit) << 1, (right | bit) >> 1)
        return total

    return place(0, 0, 0)


def solutions(n, board=()):
    """Every solution as a tuple of columns, lazily."""
    row = len(board)
    if row == n:
        yield board
        return
    for column in range(n):
        if all(column != c and abs(column - c) != row - r for r, c in enumerate(board)):
            yield from solutions(n, board + (column,))


def draw(board):
    n = len(board)
    edge = "+" + "-" * (2 * n + 1) + "+"
    lines = [edge]
    for column in board:
        cells = ["."] * n
        cells[column] = "Q"
        lines.append("| " + " ".join(cells) + " |")
    lines.append(edge)
    return "\n".join(lines)


def symmetries(board):
    """The eight rotations and reflections of a solution."""
    n = len(board)
    current = list(board)
    for _ in range(4):
        turned = [0] * n
        for row, column in enumerate(current):
            turned[column] = n - 1 - row
        current = turned
        yield tuple(current)
        yield tuple(reversed(current))


def fundamental(n):
    """Solutions that are not turned or mirrored forms of earlier ones."""
    seen = set()
    for board in solutions(n):
        if board not in seen:
            yield board
            seen.update(symmetries(board))


def by_permutations(n):
    """The same count in the shortest way: permutations without a shared diagonal."""
    columns = range(n)
    return sum(len({board[i] + i for i in columns}) == n == len({board[i] - i for i in columns})
               for board in permutations(columns))


class Annealer:
    """Min-conflicts for large boards: moves queens to the least attacked column of their row."""

    def __init__(self, n, seed):
        self.n = n
        self.state = seed
        self.columns = list(range(n))
        self.moves = 0

    def random(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        return (self.state >> 33) % bound

    def conflicts(self, row, column):
        return sum(1 for r, c in enumerate(self.columns)
                   if r != row and (c == column or abs(c - column) == abs(r - row)))

    def solve(self, limit=20000):
        while self.moves < limit:
            attacked = [r for r in range(self.n) if self.conflicts(r, self.columns[r])]
            if not attacked:
                return tuple(self.columns)
            row = attacked[self.random(len(attacked))]
            scores = [self.conflicts(row, c) for c in range(self.n)]
            least = min(scores)
            choices = [c for c, score in enumerate(scores) if score == least]
            self.columns[row] = choices[self.random(len(choices))]
            self.moves += 1
        return None


def main():
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    for n in range(1, largest + 1):
        print(f"{n:2} queens: {count(n):5} solutions")
    for board in islice(solutions(8), 2):
        print(draw(board), board)
    print("fundamental for 6:", list(fundamental(6)))
    print("fundamental for 8:", sum(1 for _ in fundamental(8)))
    print("by permutations for 7:", by_permutations(7))
    annealer = Annealer(16, 7)
    board = annealer.solve()
    print("min-conflicts for 16:", "found" if board else "not found", "after", annealer.moves)
    assert board is None or len(set(board)) == 16


main()
