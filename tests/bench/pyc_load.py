"""How long it takes to load compiled modules, per instruction: run it with both interpreters.

    folio tests/bench/pyc_load.py FILE.py... ;  python3.13 tests/bench/pyc_load.py FILE.py...
    tests/bench/pyc_load.py --compare FOLIO PYTHON FILE.py...      (prints the ratio)

Folio's time is that of reading a whole .pyc file: checksum, verifying, code objects. CPython's is that
of marshal.loads, which checks nothing.
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


def measure(paths):
    """(instructions, best seconds for loading all files once)."""
    codes = []
    for path in paths:
        with open(path, "rb") as file:
            codes.append(compile(file.read(), path, "exec"))
    instructions = sum(map(count, codes))
    loaders = [loader(code) for code in codes]
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for load in loaders:
            load()
        best = min(best, time.process_time() - start)
    return instructions, best


def compare(folio, python, paths):
    import subprocess
    times = []
    for interpreter in (folio, python, folio, python):  # interleaved: a machine's speed varies
        output = subprocess.run([interpreter, __file__, *paths], capture_output=True, text=True,
                                check=True).stdout
        times.append(float(output.split()[0]))
        print(f"{interpreter}: {output.strip()}")
    print(f"CPython's time / Folio's: {min(times[1], times[3]) / min(times[0], times[2]):.2f}")


if __name__ == "__main__":
    if sys.argv[1] == "--compare":
        compare(sys.argv[2], sys.argv[3], sys.argv[4:])
    else:
        total, seconds = measure(sys.argv[1:])
        print(f"{seconds / total * 1e9:.1f} ns per instruction, {total} instructions")
