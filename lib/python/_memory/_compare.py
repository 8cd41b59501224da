"""Comparing two maps that were written as JSON (memory/snapshot_diff.c does it for live ones)."""

import json


def load(source):
    """The parsed map: of a Map, a file's name, or already parsed."""
    if isinstance(source, dict):
        return source
    if hasattr(source, "json"):
        return json.loads(source.json())
    with open(source, encoding="utf-8") as file:
        return json.load(file)


def _blocks(heap):
    """address -> (group, size) of every allocated block; the group is type and line."""
    blocks = {}
    for arena in heap["arenas"]:
        for pool in arena["pool_list"]:
            for block in pool.get("blocks", ()):
                if block["state"] == "allocated":
                    blocks[block["block"]] = _group(block, pool["kind"]), pool["size"]
    for block in heap["large"]:
        blocks[block["block"]] = _group(block, block["kind"]), block["size"]
    return blocks


def _group(block, kind):
    where = block.get("where")
    return block.get("ob_type", kind), tuple(where) if where else ("", 0)


def _changes(before, after):
    """group -> [blocks, bytes] gained."""
    gained = {}
    for blocks, others, sign in ((before, after, -1), (after, before, 1)):
        for address, (group, size) in blocks.items():
            if others.get(address) != (group, size):
                numbers = gained.setdefault(group, [0, 0])
                numbers[0] += sign
                numbers[1] += sign * size
    return gained


def _state(pool):
    if pool["state"] in ("used", "full"):
        return f"{pool['state']} {pool['kind']} {pool['size']}"
    return pool["state"]


def _pools(arena):
    return {pool["address"]: _state(pool) for pool in arena["pool_list"]}


def _compare_arenas(before, after):
    old = {arena["address"]: arena for arena in before["arenas"]}
    new = {arena["address"]: arena for arena in after["arenas"]}
    for address in old:
        if address not in new:
            yield f"arena {address} unmapped"
    for address, arena in new.items():
        if address not in old:
            yield f"arena {address} mapped"
            continue
        were, are = _pools(old[address]), _pools(arena)
        for pool in sorted(were | are, key=lambda text: int(text, 16)):
            was, now = were.get(pool, "untouched"), are.get(pool, "untouched")
            if was != now:
                yield f"pool {pool}: {was} -> {now}"


def compare(before, after):
    """The report; a group that lost as many blocks as it got is left out."""
    lines = []
    for (name, (file, line)), (count, size) in sorted(_changes(_blocks(before),
                                                               _blocks(after)).items()):
        if count:
            place = f" {file}:{line}" if file else ""
            lines.append(f"{count:+d} {name}{place} ({size:+d} bytes)")
    if not lines:
        lines.append("no blocks gained or lost")
    lines += _compare_arenas(before, after)
    return "\n".join(lines) + "\n"
