"""Runs mutated code: what the verifier lets through must not harm the interpreter.

    folio -X mem-limit=500000000 tests/fuzz/run_mutants.py COUNT SEED FILE.py...

Each mutant is one of the files, compiled and changed in one of these ways: bytes of its serialized
code; the same in a file whose functions are read when they are called; what marshal writes; fields
of one of its code objects, by replace() or by types.CodeType(). Those that are not refused are run in
a child process, with harmless builtins, for at most a second. A child that dies of anything but the
clock is reported with the number of its mutant, which makes it again:

    folio tests/fuzz/run_mutants.py --only NUMBER SEED FILE.py...

Best with an ASan build."""

import marshal
import os
import random
import signal
import sys
import types
import warnings

import _bytecode
import _code_bytes
import importlib.util

from harmless import use

BATCH = 40
PYC_HEADER = importlib.util.MAGIC_NUMBER + bytes(12)
NUMBERS = ("argcount", "posonlyargcount", "kwonlyargcount", "nlocals", "stacksize", "flags",
           "firstlineno")
NAMES = ("names", "varnames", "freevars", "cellvars")
BYTES = ("code", "linetable", "exceptiontable")
CODE_FIELDS = ("argcount posonlyargcount kwonlyargcount nlocals stacksize flags code consts names "
               "varnames filename name qualname firstlineno linetable exceptiontable freevars "
               "cellvars").split()


# ---- mutants --------------------------------------------------------------------------------


def mutate(data, random):
    data = bytearray(data or b"\0")
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        at = random.randrange(len(data))
        kind = random.randrange(5)
        if kind == 0:
            data[at] = random.randrange(256)
        elif kind == 1:
            data[at] ^= 1 << random.randrange(8)
        elif kind == 2:
            data[at] = (data[at] + random.choice((-1, 1))) & 255
        elif kind == 3:
            count = random.randrange(1, 9)
            start = random.randrange(len(data))
            data[at:at + count] = data[start:start + count]
        else:
            data[at] = random.choice((0, 1, 2, 3, 127, 128, 255))
    return bytes(data)


def marshalled_file(code, random):
    data = mutate(_code_bytes.dumps(code), random)
    return PYC_HEADER + b"c" + len(data).to_bytes(4, "little") + data


def mutate_items(items, random):
    """A tuple with an item fewer, doubled, moved or replaced."""
    items = list(items)
    at = random.randrange(len(items) + 1)
    kind = random.randrange(4)
    if kind == 0 and items:
        del items[at - 1]
    elif kind == 1 and items:
        items.insert(at, random.choice(items))
    elif kind == 2:
        random.shuffle(items)
    else:
        items[at:at + 1] = [random.choice(("x", "", "self", ".0"))]
    return tuple(items)


def changed_fields(code, random):
    changes = {}
    for _ in range(random.choice((1, 1, 2))):
        name = random.choice(NUMBERS + NAMES + BYTES + ("code",) * 4 + ("consts",) * 2)
        old = getattr(code, "co_" + name)
        if name in NUMBERS:
            changes[name] = max(0, random.choice((old - 1, old + 1, old ^ 1 << random.randrange(9))))
        elif name in BYTES:
            changes[name] = mutate(old, random)
        elif name in NAMES:
            changes[name] = mutate_items(old, random)
        else:
            constants = list(mutate_items(old, random))
            constants.append(random.choice((None, 1, (), "x", frozenset(), code)))
            changes[name] = tuple(constants[:-1] if random.randrange(4) else constants)
    return changes


def by_replace(code, changes, random):
    return code.replace(**{"co_" + name: value for name, value in changes.items()})


def by_constructor(code, changes, random):
    return types.CodeType(*(changes.get(name, getattr(code, "co_" + name))
                            for name in CODE_FIELDS))


def change_within(code, random, make):
    """The code with one of the code objects in it, or itself, made anew."""
    inner = [i for i, value in enumerate(code.co_consts) if hasattr(value, "co_code")]
    if not inner or not random.randrange(3):
        return make(code, changed_fields(code, random), random)
    constants = list(code.co_consts)
    chosen = random.choice(inner)
    constants[chosen] = change_within(constants[chosen], random, make)
    return code.replace(co_consts=tuple(constants))


ROUTES = {
    "bytes": lambda code, random: _code_bytes.loads(mutate(_code_bytes.dumps(code), random)),
    "begun": lambda code, random: _bytecode.read_pyc(marshalled_file(code, random)),
    "marshal": lambda code, random: marshal.loads(mutate(marshal.dumps(code), random)),
    "replace": lambda code, random: change_within(code, random, by_replace),
    "CodeType": lambda code, random: change_within(code, random, by_constructor),
}


def make_mutant(number, seed, originals):
    """(route, code), code being None if it was refused at once."""
    chance = random.Random(seed * 1_000_003 + number)
    route = chance.choice(list(ROUTES))
    try:
        code = ROUTES[route](chance.choice(originals), chance)
    except (ValueError, TypeError, EOFError, MemoryError, ImportError, SystemError, OverflowError,
            RecursionError):
        return route, None
    return route, code if hasattr(code, "co_code") else None


# ---- running --------------------------------------------------------------------------------


def run_child(mutants, progress):
    """In the child: all mutants, telling the number of each before it runs."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.setrecursionlimit(200)
    for number, code in mutants:
        os.write(progress, number.to_bytes(4, "little"))
        signal.alarm(1)
        use(code)
    os._exit(0)


def run_batch(mutants):
    """Numbers of the mutants that killed their process, and how."""
    harmful, timeouts = [], 0
    while mutants:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            run_child(mutants, writer)
        os.close(writer)
        told = b""
        while part := os.read(reader, 4096):
            told += part
        os.close(reader)
        status = os.waitpid(child, 0)[1]
        if status == 0:
            break
        last = int.from_bytes(told[-4:], "little")
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
            timeouts += 1
        else:
            harmful.append((last, status))
        mutants = [(number, code) for number, code in mutants if number > last]
    return harmful, timeouts


def compiled(paths):
    codes = []
    for path in paths:
        with open(path, "rb") as file:
            codes.append(compile(file.read(), path, "exec"))
    return codes


def main(count, seed, paths):
    originals = compiled(paths)
    routes, made, timeouts, harm = {}, 0, 0, 0
    batch = []
    for number in range(count):
        routes[number % BATCH], code = make_mutant(number, seed, originals)
        if code is not None:
            batch.append((number, code))
            made += 1
        if number % BATCH == BATCH - 1 or number == count - 1:
            harmful, late = run_batch(batch)
            timeouts += late
            harm += len(harmful)
            for which, status in harmful:
                print(f"mutant {which} of seed {seed}, by {routes[which % BATCH]}: status {status}",
                      flush=True)
            batch = []
    print(f"{count} mutants, {made} accepted and run, {timeouts} stopped by the clock, "
          f"{harm} harmful")
    return harm != 0


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if sys.argv[1] == "--only":
        route, code = make_mutant(int(sys.argv[2]), int(sys.argv[3]), compiled(sys.argv[4:]))
        print(route, code)
        if code is not None:
            use(code)
    else:
        sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
