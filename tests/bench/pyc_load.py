"""How long it takes to load compiled modules, per instruction: run it with both interpreters.

    folio tests/bench/pyc_load.py FILE.py... ;  python3.13 tests/bench/pyc_load.py FILE.py...
    tests/bench/pyc_load.py --compare FOLIO PYTHON FILE.py...      (prints the ratios)

Folio's time is that of reading a .pyc file: checksum, the module's own code verified, the codes within
begun. CPython's is that of marshal.loads, which checks nothing and makes all code objects. The second
number is what it takes to go to every code object after that, which for Folio reads and verifies them:
a program that imports a module pays it for the functions that it calls.
"""

import dis
import sys
import time

ROUNDS = 15


def count(code):
    """The instructions of a code object and those within."""
    own = sum(1 for _ in dis.get_instructions(code))
    return own + sum(count(item) for item in code.co_consts if hasattr(item, "co_code"))


def loader(code):
    """A function that loads what the interpreter would find on disk."""
    if sys.implementation.name == "folio" or "Folio" in sys.version:
        import _bytecode
        import _imp
        data = bytes(_imp._pyc_bytes(code, 0, 0, 0, 0))
        return lambda: _bytecode.read_pyc(data)
    import marshal
    data = marshal.dumps(code)
    return lambda: marshal.loads(data)


def go_to_all(code):
    for item in code.co_consts:
        if hasattr(item, "co_code"):
            go_to_all(item)


def measure(paths):
    """(instructions, best seconds for loading all files once, and for going to all their codes)."""
    codes = []
    for path in paths:
        with open(path, "rb") as file:
            codes.append(compile(file.read(), path, "exec"))
    instructions = sum(map(count, codes))
    loaders = [loader(code) for code in codes]
    loading = going = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        loaded = [load() for load in loaders]
        middle = time.process_time()
        for code in loaded:
            go_to_all(code)
        going = min(going, time.process_time() - middle)
        loading = min(loading, middle - start)
    return instructions, loading, going


def compare(folio, python, paths):
    import subprocess
    times = []
    for interpreter in (folio, python, folio, python):  # interleaved: a machine's speed varies
        output = subprocess.run([interpreter, __file__, *paths], capture_output=True, text=True,
                                check=True).stdout
        words = output.split()
        times.append((float(words[0]), float(words[0]) + float(words[6])))
        print(f"{interpreter}: {output.strip()}")
    for what, i in ("loading", 0), ("with every code object", 1):
        ratio = min(times[1][i], times[3][i]) / min(times[0][i], times[2][i])
        print(f"CPython's time / Folio's, {what}: {ratio:.2f}")


if __name__ == "__main__":
    if sys.argv[1] == "--compare":
        compare(sys.argv[2], sys.argv[3], sys.argv[4:])
    else:
        total, loading, going = measure(sys.argv[1:])
        print(f"{loading / total * 1e9:.1f} ns per instruction to load, {going / total * 1e9:.1f} ns to go "
              f"to every code object, {total} instructions")
