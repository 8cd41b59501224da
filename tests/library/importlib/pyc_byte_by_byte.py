# A .pyc file read as compiler/README.md specifies it, without Folio's own reader.
import _imp
import dis
import importlib.machinery
import importlib.util
import marshal
import os
import py_compile
import struct

PROGRAM = r'''
"""doc"""
import os.path as p
class A[T](list):
    x: int = -3
    def m(self, a, /, b=2, *c, d, **e):
        def inner():
            return self, a, 1 << 70, -(1 << 70), 2.5, -0.0, 3j, b"\xff", ..., {"\ud800": 1}
        return [inner for i in c if i in {1, "y", None}]
    z = [w for w in x]
def g(k):
    try:
        yield (1, (2, True, False))
    except KeyError as error:
        raise
'''
KINDS = ["NONE", "TRUE", "FALSE", "ELLIPSIS", "INT", "BIG_INT", "FLOAT", "COMPLEX", "STR", "BYTES",
         "TUPLE", "FROZENSET", "CODE"]
LOCAL, CELL, FREE = 0x20, 0x40, 0x80


class Reader:
    def __init__(self, body):
        self.body, self.place = body, 0
        self.texts = [self.take(self.number()) for _ in range(self.number())]

    def take(self, size):
        self.place += size
        assert self.place <= len(self.body)
        return self.body[self.place - size:self.place]

    def number(self):
        result = shift = 0
        while True:
            byte, = self.take(1)
            result |= (byte & 0x7f) << shift
            shift += 7
            if not byte & 0x80:
                return result

    def signed(self):
        n = self.number()
        return n >> 1 ^ -(n & 1)

    def bytes_text(self):
        return self.texts[self.number()]

    def text(self):
        return self.bytes_text().decode("utf-8", "surrogatepass")

    def constants(self, expected):
        assert self.number() == len(expected)
        for value in expected:
            self.constant(value)

    def constant(self, value):
        kind = KINDS[self.take(1)[0]]
        kinds.add(kind)
        if kind in ("NONE", "TRUE", "FALSE", "ELLIPSIS"):
            found = {"NONE": None, "TRUE": True, "FALSE": False, "ELLIPSIS": ...}[kind]
        elif kind == "INT":
            found = self.signed()
        elif kind == "BIG_INT":
            found = int(self.text(), 16)
        elif kind == "FLOAT":
            found, = struct.unpack("<d", self.take(8))
        elif kind == "COMPLEX":
            found = complex(*struct.unpack("<dd", self.take(16)))
        elif kind == "STR":
            found = self.text()
        elif kind == "BYTES":
            found = self.bytes_text()
        elif kind == "TUPLE":
            return self.constants(value)
        elif kind == "FROZENSET":
            for _ in range(self.number()):
                self.constant(None if None in value and self.body[self.place] == 0 else ANY)
            return
        else:
            end = int.from_bytes(self.take(4), "little") + self.place
            self.code(value)
            assert self.place == end
            return
        if value is not ANY:
            assert repr(found) == repr(value), (found, value)

    def code(self, code):
        global codes
        codes += 1
        head = [self.number() for _ in range(8)]
        assert head[:5] == [code.co_flags, code.co_argcount, code.co_posonlyargcount,
                            code.co_kwonlyargcount, code.co_stacksize]
        assert head[5] == code.co_nlocals and head[7] == len(code.co_freevars)
        assert self.signed() == code.co_firstlineno
        assert [self.text() for _ in range(3)] == [code.co_name, code.co_qualname, code.co_filename]
        slots = [(self.text(), self.take(1)[0]) for _ in range(sum(head[5:]))]
        for names, kind in ((code.co_varnames, LOCAL), (code.co_cellvars, CELL),
                            (code.co_freevars, FREE)):
            assert tuple(name for name, bits in slots if bits & kind) == names
        assert tuple(self.text() for _ in range(self.number())) == code.co_names
        self.constants(code.co_consts)
        assert self.take(2 * self.number()) == code.co_code
        handlers = [[self.number() for _ in range(4)] for _ in range(self.number())]
        assert handlers == [[e.start // 2, (e.end - e.start) // 2, e.target // 2,
                             e.depth << 1 | e.lasti] for e in dis._parse_exception_table(code)]
        assert self.take(self.number()) == code.co_linetable


ANY = object()
kinds, codes = set(), 0


def sip(key, data):
    return int.from_bytes(_imp.source_hash(key - (key >> 63 << 64), data), "little")


def check(path, code, flags):
    with open(path, "rb") as file:
        data = file.read()
    assert data[:4] == importlib.util.MAGIC_NUMBER and data[2:4] == b"\r\n"
    assert struct.unpack_from("<I", data, 4) == (flags,)
    status = os.stat("program.py")
    if flags:
        magic = int.from_bytes(data[:4], "little")
        nanoseconds = 0
        assert struct.unpack_from("<Q", data, 8) == (sip(magic, PROGRAM.encode()),)
    else:
        seconds, nanoseconds = divmod(status.st_mtime_ns, 10**9)
        assert struct.unpack_from("<II", data, 8) == (seconds, status.st_size)
    body = data[21:-12]
    assert struct.unpack_from("<cI", data, 16) == (b"c", len(body))
    assert struct.unpack_from("<IQ", data, 21 + len(body)) == (nanoseconds, sip(1, data[:-8]))
    assert marshal.loads(data[16:-12]) == code
    reader = Reader(body)
    reader.code(code)
    assert reader.place == len(body)


with open("program.py", "w") as file:
    file.write(PROGRAM)
code = compile(PROGRAM, "program.py", "exec")
Mode = py_compile.PycInvalidationMode
for mode, flags in (Mode.TIMESTAMP, 0), (Mode.UNCHECKED_HASH, 1), (Mode.CHECKED_HASH, 3):
    check(py_compile.compile("program.py", invalidation_mode=mode), code, flags)
print(codes, sorted(set(KINDS) - kinds))  # expect: 18 []

with open("alone.pyc", "wb") as file:   # as programs write them that make such files themselves
    file.write(importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(code))
loader = importlib.machinery.SourcelessFileLoader("alone", "alone.pyc")
print(loader.get_code("alone") == code)  # expect: True
