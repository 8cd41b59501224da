"""A Sudoku solver: candidates as bit sets, naked singles, then search on the smallest cell."""
import sys

ALL = 0x1FF


def make_units():
    rows = [[r * 9 + c for c in range(9)] for r in range(9)]
    columns = [[r * 9 + c for r in range(9)] for c in range(9)]
    boxes = [[(br * 3 + r) * 9 + bc * 3 + c for r in range(3) for c in range(3)]
             for br in range(3) for bc in range(3)]
    return rows + columns + boxes


UNITS = make_units()
UNITS_OF = [[unit for unit in UNITS if cell in unit] for cell in range(81)]
PEERS = [sorted({other for unit in UNITS_OF[cell] for other in unit} - {cell})
         for cell in range(81)]


class Contradiction(Exception):
    pass


class Board:
    __slots__ = ("candidates", "steps")

    def __init__(self, candidates=None, steps=None):
        self.candidates = candidates or [ALL] * 81
        self.steps = steps if steps is not None else [0]

    @classmethod
    def parse(cls, text):
        if len(text) != 81:
            raise ValueError(f"a puzzle has 81 cells, not {len(text)}")
        board = cls()
        for cell, character in enumerate(text):
            if character in "123456789":
                board.assign(cell, 1 << (int(character) - 1))
            elif character not in ".0":
                raise ValueError(f"bad cell {character!r}")
        return board

    def copy(self):
        return Board(self.candidates[:], self.steps)

    def assign(self, cell, bit):
        rest = self.candidates[cell] & ~bit
        if not self.candidates[cell] & bit:
            raise Contradiction
        while rest:
            lowest = rest & -rest
            self.eliminate(cell, lowest)
            rest ^= lowest

    def eliminate(self, cell, bit):
        if not self.candidates[cell] & bit:
            return
        self.steps[0] += 1
        self.candidates[cell] &= ~bit
        left = self.candidates[cell]
        if left == 0:
            raise Contradiction
        if left & (left - 1) == 0:
            for peer in PEERS[cell]:
                self.eliminate(peer, left)
        for unit in UNITS_OF[cell]:
            places = [c for c in unit if self.candidates[c] & bit]
            if not places:
                raise Contradiction
            if len(places) == 1:
                place = places[0]
                if self.candidates[place] != bit:
                    self.assign(place, bit)

    def solve(self):
        best = None
        for cell, bits in enumerate(self.candidates):
            count = bits.bit_count()
            if count > 1 and (best is None or count < best[0]):
                best = (count, cell)
        if best is None:
            return self
        cell = best[1]
        bits = self.candidates[cell]
        while bits:
            bit = bits & -bits
            bits ^= bit
            attempt = self.copy()
            try:
                attempt.assign(cell, bit)
                if solved := attempt.solve():
                    return solved
            except Contradiction:
                pass
        return None

    def __str__(self):
        lines = []
        for row in range(9):
            digits = [str(self.candidates[row * 9 + c].bit_length()) for c in range(9)]
            lines.append(" ".join(digits[:3]) + " | " + " ".join(digits[3:6]) + " | " +
                         " ".join(digits[6:]))
            if row in (2, 5):
                lines.append("------+-------+------")
        return "\n".join(lines)


def main():
    for number, line in enumerate(sys.stdin, 1):
        text = line.strip()
        if not text:
            continue
        try:
            board = Board.parse(text)
            solution = board.solve()
        except ValueError as error:
            print(f"puzzle {number}: {error}\n")
            continue
        except Contradiction:
            solution = None
        if solution is None:
            print(f"puzzle {number}: no solution\n")
        else:
            print(f"puzzle {number}: solved, {board.steps[0]} eliminations")
            print(solution, end="\n\n")


main()
