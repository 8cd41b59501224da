"""Basic blocks: runs of instructions that are entered at the top and left at the bottom.

A block also ends where the handler that covers it changes, so each has at most one exception edge.
"""

from . import stack


class Block:
    """`edges` are (kind, block number): next, jump, loop (a jump back) and exception."""

    def __init__(self, number, rows):
        self.number = number
        self.rows = rows
        self.edges = []

    @property
    def start(self):
        return self.rows[0].start

    @property
    def reached(self):
        return self.rows[0].before is not None


def _covering(view, row):
    for entry in view.handlers:
        if entry.start <= row.offset < entry.end:
            return entry
    return None


def split(view):
    targets = {row.target for row in view.rows if row.target is not None}
    targets.update(entry.target for entry in view.handlers)
    blocks, rows, previous = [], [], None
    for row in view.rows:
        covering = _covering(view, row)
        if rows and (row.start in targets or covering is not previous
                     or rows[-1].target is not None or stack.ends_path(rows[-1].opcode)):
            blocks.append(Block(len(blocks), rows))
            rows = []
        rows.append(row)
        previous = covering
    blocks.append(Block(len(blocks), rows))
    _connect(view, blocks)
    return blocks


def _connect(view, blocks):
    number = {block.start: block.number for block in blocks}
    for block in blocks:
        last = block.rows[-1]
        if not stack.ends_path(last.opcode) and block.number + 1 < len(blocks):
            block.edges.append(("next", block.number + 1))
        if last.target is not None:
            target = number[last.target]
            block.edges.append(("loop" if target <= block.number else "jump", target))
        covering = _covering(view, last)
        if covering:
            block.edges.append(("exception", number[covering.target]))
