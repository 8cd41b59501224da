"""Look into Folio's memory: arenas, pools, blocks, and who holds what.

    >>> import memory
    >>> memory.map()                 # a mark per pool; .text() has one per block, .html() draws
    >>> memory.block([1, 2, 3])      # where an object lies
    >>> memory.owners(x)             # who refers to it
    >>> memory.why(memory.arena(x))  # what keeps an arena from going back to the system
    >>> before = memory.map(); ...; memory.diff(before, memory.map())

Addresses are ints. Looking changes nothing: maps are written down outside of what they show. A
module of your own named memory hides this one, which stays reachable as _memory.
"""

import _heap

from ._owners import name_of_owner
from ._records import Record, Records, Text

__all__ = [
    "Block", "Map", "arena", "arenas", "block", "block_at", "check", "diff", "geometry", "limit",
    "malloc", "map", "objects", "owners", "pool", "snapshot", "stats", "trim", "why",
]

_IMMORTAL = 0xFFFFFFFF


class Map:
    """All arenas, pools and blocks, as they were when it was made."""

    __slots__ = ("_snapshot",)

    def __init__(self):
        self._snapshot = _heap.snapshot()

    def __repr__(self):
        return self._snapshot.overview().rstrip("\n")

    def text(self):
        """A line per pool, a mark per block, 80 columns wide."""
        return Text(self._snapshot.text())

    def json(self):
        """Everything, as JSON text; its keys are described in memory/map_json.c."""
        return self._snapshot.json()

    def html(self):
        """One page that draws it, without scripts or network."""
        return self._snapshot.html()

    def save(self, path):
        """Write it to a file: text, JSON or a page, by the name's ending."""
        for ending, form in ((".txt", self.text), (".json", self.json), (".html", self.html)):
            if str(path).endswith(ending):
                with open(path, "w", encoding="utf-8") as file:
                    file.write(form())
                return
        raise ValueError("the name must end in .txt, .json or .html")


class Block:
    """A block straight from the pools, for watching what they do."""

    __slots__ = ("_handle", "address", "size", "index", "requested")

    def __init__(self, size):
        self._handle = _heap.malloc(size)
        self.address = self._handle.address
        self.requested = size
        place = _heap.block_at(self.address)
        self.size, self.index = place["size"], place["index"]

    def __repr__(self):
        state = "" if self._handle.address else ", freed"
        return f"<block {self.address:#x}: {self.size} bytes, number {self.index}{state}>"

    def free(self):
        """Give it back: the next block of this size is this one again."""
        self._handle.free()


def map():
    """A Map of all memory."""
    return Map()


snapshot = map


def malloc(size):
    """A Block of at least `size` bytes, past the caches of ready blocks."""
    return Block(size)


def geometry():
    """Sizes of arenas, pools and classes."""
    return Record(_heap.geometry())


def stats():
    """The books. mapped == headers + allocated + free + untouched + tails + unused_pools."""
    return Record(_heap.stats())


def block(x):
    """Where an object lies. Immediate integers and static objects have no block."""
    record = Record(_heap.block(x))
    if record["ob_refcnt"] != _IMMORTAL:
        record["ob_refcnt"] -= 2  # the parameter here, the argument of the call above
    return record


def block_at(address):
    """The block that an address lies in; None if it is in none."""
    record = _heap.block_at(address)
    return record and Record(record)


def _address_of(x):
    """Of a Block, a record, an object's block, or an int that is an address."""
    if isinstance(x, int):
        return x
    if isinstance(x, Block):
        return x.address
    if isinstance(x, Record):
        return x.get("block") or x["address"]
    return _heap.block(x)["block"]


def pool(x):
    """The pool around a block, an object or an address; None if it is in none."""
    address = _address_of(x)
    record = _heap.pool_at(address) if address else None
    return record and Record(record)


def _arena_record(record):
    pools = _heap.pools_at(record["address"])
    empty = [pool for pool in pools if pool["state"] == "empty"]
    empty.sort(key=lambda pool: pool["place"])
    record["freepools"] = [pool["address"] for pool in empty]
    return Record(record)


def arenas():
    """All arenas by rising address; `place` is that in usable_arenas (0: not usable)."""
    return Records(_arena_record(record) for record in _heap.arenas())


def arena(x):
    """The arena around a block, an object or an address; None if it is in none."""
    address = _address_of(x)
    size = _heap.geometry()["arena"]
    for record in _heap.arenas():
        if address and record["address"] <= address < record["address"] + size:
            return _arena_record(record)
    return None


def objects(type):
    """All objects of a type that anything refers to."""
    return _heap.objects(type)


def owners(x):
    """Names of everything that refers to x: as many as sys.getrefcount(x) - 1."""
    count, found = _heap.owners(x, 1)
    if count == _IMMORTAL:
        return ["immortal: nobody counts"]
    named = {}
    names = [name_of_owner(owner, x, named) for owner in found]
    # The count includes the parameter here and the argument of the call above.
    names += ["a value under way in the interpreter"] * (count - 2 - len(names))
    return names


def why(arena):
    """What keeps an arena mapped: its blocks by type and line, each with the shortest chain of
    references from a root, or "reserve"."""
    text = _heap.explain(_address_of(arena))
    if text is None:
        raise ValueError("that is no arena")
    return Text(text)


def _is_of_a_map(line):
    """Does a diff's line tell of one map, which the one after it has found?"""
    what = line.partition(" (")[0].split(" ", 2)
    return (what[0] in ("+1", "-1") and what[1] in ("Map", "_heap.Snapshot")
            and (len(what) == 2 or what[2].startswith("<frozen _memory>:")))


def _without_maps(text):
    lines = [line for line in text.splitlines(True) if not _is_of_a_map(line)]
    if text[0] in "+-" and (not lines or lines[0][0] not in "+-"):
        lines.insert(0, "no blocks gained or lost\n")
    return "".join(lines)


def diff(before, after):
    """What changed between two maps: blocks born less blocks died, by type and line; pools that
    changed; arenas mapped and unmapped; all that but the maps themselves. Maps may also be parsed
    JSON, or files of it."""
    if isinstance(before, Map) and isinstance(after, Map):
        return Text(_without_maps(before._snapshot.diff(after._snapshot)))
    from ._compare import compare, load
    return Text(_without_maps(compare(load(before), load(after))))


def check():
    """Raise an AssertionError if any structure breaks a promise."""
    wrong = _heap.check()
    if wrong is not None:
        raise AssertionError(wrong)


def trim():
    """Give everything idle back to the system; the number of bytes."""
    return _heap.trim()


def limit(bytes):
    """Cap arenas, large blocks and raw memory together: beyond it, MemoryError. 0: no cap."""
    _heap.limit(bytes)
