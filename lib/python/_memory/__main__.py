"""folio mem [option] ... SCRIPT [argument] ...
folio mem diff BEFORE.json AFTER.json

Run a program and show the memory that it leaves.
--map          a mark per block, instead of one per pool
--by line      tables by allocation line as well (the program runs slower)
--why          what holds each arena
--stats        the allocator's numbers, per size class
-o FILE        write the map to a .txt, .json or .html file"""

import sys


class Usage(Exception):
    pass


def _run(script, arguments):
    """Runs the program as __main__; what it leaves behind is its namespace, the value."""
    sys.argv = [script, *arguments]
    with open(script, "rb") as file:
        code = compile(file.read(), script, "exec")
    module = type(sys)("__main__")
    module.__file__ = script
    sys.modules["__main__"] = module
    try:
        exec(code, module.__dict__)
    except SystemExit as ending:
        return module, ending.code
    return module, 0


def _by_line():
    import tracemalloc
    lines = ["", f"{'allocated at':60} {'blocks':>7} {'bytes':>10}"]
    for statistic in tracemalloc.take_snapshot().statistics("lineno")[:20]:
        lines.append(f"{str(statistic.traceback)[-60:]:60} {statistic.count:7} {statistic.size:10}")
    return "\n".join(lines)


def _show(options):
    import _memory
    heap = _memory.map()
    if "output" in options:
        heap.save(options["output"])
    else:
        print(heap.text() if "map" in options else heap)
    if "line" in options:
        print(_by_line())
    if "why" in options:
        for arena in _memory.arenas():
            print(f"\narena {arena.address:#x}: held by\n{_memory.why(arena)}", end="")
    if "stats" in options:
        import _heap
        print("\n" + _heap.stats_text(), end="")


def _options(arguments):
    """The options, and the rest of the arguments."""
    arguments, options = list(arguments), {}
    while arguments and arguments[0].startswith("-"):
        match arguments.pop(0):
            case "--map" | "--why" | "--stats" as flag:
                options[flag[2:]] = True
            case "--by" if arguments and arguments[0] in ("line", "type"):
                options[arguments.pop(0)] = True
            case "-o" if arguments:
                options["output"] = arguments.pop(0)
            case _:
                raise Usage
    return options, arguments


def main(arguments):
    if arguments[:1] == ["diff"] and len(arguments) == 3:
        from _memory import diff
        print(diff(*arguments[1:]), end="")
        return 0
    options, rest = _options(arguments)
    if not rest:
        raise Usage
    if "line" in options:
        import tracemalloc
        tracemalloc.start()
    module, status = _run(rest[0], rest[1:])
    _show(options)
    return status


def run():
    try:
        status = main(sys.argv[1:])
    except Usage:
        print(__doc__, file=sys.stderr)
        status = 2
    except (OSError, ValueError) as error:
        print(f"memory: {error}", file=sys.stderr)
        status = 1
    sys.exit(status)


if __name__ == "__main__":
    run()
