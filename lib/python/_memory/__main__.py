"""folio -m memory diff BEFORE.json AFTER.json
folio -m memory map FILE.{txt,json,html} SCRIPT [ARGUMENT...]"""

import sys


def _diff(arguments):
    from _memory import diff
    print(diff(*arguments), end="")


def _map(arguments):
    """Runs the script as __main__, then writes the map of what it left."""
    from _memory import map
    target, script, *_ = arguments
    sys.argv = arguments[1:]
    with open(script, "rb") as file:
        code = compile(file.read(), script, "exec")
    namespace = {"__name__": "__main__", "__file__": script}
    exec(code, namespace)
    map().save(target)


def main(arguments):
    match arguments:
        case ["diff", _, _]:
            _diff(arguments[1:])
        case ["map", _, _, *_]:
            _map(arguments[1:])
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


def run():
    try:
        status = main(sys.argv[1:])
    except (OSError, ValueError) as error:
        print(f"memory: {error}", file=sys.stderr)
        status = 1
    sys.exit(status)


if __name__ == "__main__":
    run()
