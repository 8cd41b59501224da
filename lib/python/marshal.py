"""This module contains functions that can read and write Python values in
a binary format. The format is specific to Python, but independent of
machine architecture issues.

Values are in CPython's format, version 4; code objects in Folio's own.
"""

import _code_bytes
from struct import pack, unpack_from
from sys import intern

version = 4

_MAX_DEPTH = 2000
_FLAG_REF = 0x80


class _Writer:
    def __init__(self, version, allow_code):
        self.version = version
        self.allow_code = allow_code
        self.parts = []
        self.refs = {}
        self.kept = []

    def ref(self, value):
        """Whether the value was written before; else the flag for its type byte."""
        if self.version < 3 or value is None:
            return 0
        number = self.refs.get(id(value))
        if number is not None:
            self.parts.append(pack("<cI", b"r", number))
            return None
        self.refs[id(value)] = len(self.refs)
        self.kept.append(value)
        return _FLAG_REF

    def code(self, letter, flag):
        self.parts.append(bytes((ord(letter) | flag,)))

    def sized(self, letter, flag, data):
        self.code(letter, flag)
        self.parts.append(pack("<I", len(data)))
        self.parts.append(data)

    def dump(self, value, depth=0):
        if depth > _MAX_DEPTH:
            raise ValueError("object too deeply nested to marshal")
        cls = type(value)
        if value is None:
            return self.code("N", 0)
        if value is True:
            return self.code("T", 0)
        if value is False:
            return self.code("F", 0)
        if value is ...:
            return self.code(".", 0)
        if value is StopIteration:
            return self.code("S", 0)
        flag = self.ref(value)
        if flag is None:
            return
        if cls is int:
            self.dump_int(value, flag)
        elif cls is float:
            if self.version > 1:
                self.code("g", flag)
                self.parts.append(pack("<d", value))
            else:
                self.code("f", flag)
                self.short(repr(value).encode())
        elif cls is complex:
            if self.version > 1:
                self.code("y", flag)
                self.parts.append(pack("<dd", value.real, value.imag))
            else:
                self.code("x", flag)
                self.short(repr(value.real).encode())
                self.short(repr(value.imag).encode())
        elif cls is bytes:
            self.sized("s", flag, value)
        elif cls is str:
            self.dump_str(value, flag)
        elif cls is tuple:
            if self.version >= 4 and len(value) < 256:
                self.code(")", flag)
                self.parts.append(bytes((len(value),)))
            else:
                self.code("(", flag)
                self.parts.append(pack("<I", len(value)))
            for item in value:
                self.dump(item, depth + 1)
        elif cls is list:
            self.code("[", flag)
            self.parts.append(pack("<I", len(value)))
            for item in value:
                self.dump(item, depth + 1)
        elif cls is dict:
            self.code("{", flag)
            for key, item in value.items():
                self.dump(key, depth + 1)
                self.dump(item, depth + 1)
            self.code("0", 0)
        elif cls is set or cls is frozenset:
            self.code("<" if cls is set else ">", flag)
            self.parts.append(pack("<I", len(value)))
            for _, item in self.in_order(value):
                self.dump(item, depth + 1)
        elif cls is type(_Writer.dump.__code__):
            if not self.allow_code:
                raise ValueError("marshalling code objects is disallowed")
            self.sized("c", flag, _code_bytes.dumps(value))
        else:
            try:
                view = memoryview(value)
            except TypeError:
                raise ValueError("unmarshallable object") from None
            self.sized("s", flag, view.tobytes())

    def in_order(self, value):
        """Sets are written in an order that does not depend on their history."""
        pairs = [(dumps(item, self.version), item) for item in value]
        pairs.sort(key=lambda pair: pair[0])
        return pairs

    def short(self, data):
        self.parts.append(bytes((len(data),)))
        self.parts.append(data)

    def dump_int(self, value, flag):
        if -0x80000000 <= value <= 0x7fffffff:
            self.code("i", flag)
            self.parts.append(pack("<i", value))
            return
        digits, rest = [], abs(value)
        while rest:
            digits.append(rest & 0x7fff)
            rest >>= 15
        self.code("l", flag)
        self.parts.append(pack("<i", -len(digits) if value < 0 else len(digits)))
        self.parts.append(pack(f"<{len(digits)}H", *digits))

    def dump_str(self, value, flag):
        if self.version >= 4 and value.isascii():
            data = value.encode("ascii")
            if len(data) < 256:
                self.code("z", flag)
                self.short(data)
            else:
                self.sized("a", flag, data)
            return
        self.sized("u", flag, value.encode("utf-8", "surrogatepass"))


class _Null:
    pass


class _Reader:
    def __init__(self, data, allow_code):
        self.data = data
        self.position = 0
        self.refs = []
        self.allow_code = allow_code

    def take(self, size):
        data = self.data[self.position:self.position + size]
        if len(data) < size:
            raise EOFError("marshal data too short")
        self.position += size
        return data

    def long(self):
        return int.from_bytes(self.take(4), "little", signed=True)

    def size(self, what):
        size = self.long()
        if size < 0:
            raise ValueError(f"bad marshal data ({what} size out of range)")
        return size

    def load(self, depth=0):
        if depth > _MAX_DEPTH:
            raise ValueError("recursion limit exceeded")
        code = self.take(1)[0] if self.position < len(self.data) else None
        if code is None:
            raise EOFError("EOF read where object expected")
        flag, letter = code & _FLAG_REF, chr(code & 0x7f)
        if letter == "r":
            number = self.long()
            if not 0 <= number < len(self.refs) or self.refs[number] is _Null:
                raise ValueError("bad marshal data (invalid reference)")
            return self.refs[number]
        place = None
        if flag:
            place = len(self.refs)
            self.refs.append(_Null)
        value = self.load_value(letter, depth, place)
        if place is not None:
            self.refs[place] = value
        return value

    def item(self, depth, what):
        value = self.load(depth + 1)
        if value is _Null:
            raise TypeError(f"NULL object in marshal data for {what}")
        return value

    def keep(self, place, value):
        if place is not None:
            self.refs[place] = value
        return value

    def load_value(self, letter, depth, place):
        if letter == "N":
            return None
        if letter == "T":
            return True
        if letter == "F":
            return False
        if letter == ".":
            return ...
        if letter == "S":
            return StopIteration
        if letter == "0":
            return _Null
        if letter == "i":
            return self.long()
        if letter == "I":
            return int.from_bytes(self.take(8), "little", signed=True)
        if letter == "l":
            return self.load_int()
        if letter == "g":
            return unpack_from("<d", self.take(8))[0]
        if letter == "f":
            return float(self.take(self.take(1)[0]))
        if letter == "y":
            return complex(*unpack_from("<dd", self.take(16)))
        if letter == "x":
            real = float(self.take(self.take(1)[0]))
            return complex(real, float(self.take(self.take(1)[0])))
        if letter == "s":
            return bytes(self.take(self.size("bytes object")))
        if letter in "zZ":
            text = self.take(self.take(1)[0]).decode("ascii")
            return intern(text) if letter == "Z" else text
        if letter in "aA":
            text = self.take(self.size("string")).decode("latin-1")
            return intern(text) if letter == "A" else text
        if letter in "ut":
            text = self.take(self.size("string")).decode("utf-8", "surrogatepass")
            return intern(text) if letter == "t" else text
        if letter == ")":
            return tuple(self.item(depth, "tuple") for _ in range(self.take(1)[0]))
        if letter == "(":
            return tuple(self.item(depth, "tuple") for _ in range(self.size("tuple")))
        if letter == "[":
            size = self.size("list")
            value = self.keep(place, [])
            for _ in range(size):
                value.append(self.item(depth, "list"))
            return value
        if letter == "{":
            value = self.keep(place, {})
            while (key := self.load(depth + 1)) is not _Null:
                item = self.load(depth + 1)
                if item is _Null:
                    break
                value[key] = item
            return value
        if letter == "<":
            size = self.size("set")
            value = self.keep(place, set())
            for _ in range(size):
                value.add(self.item(depth, "set"))
            return value
        if letter == ">":
            return frozenset([self.item(depth, "set") for _ in range(self.size("set"))])
        if letter == "c":
            if not self.allow_code:
                raise ValueError("unmarshalling code objects is disallowed")
            return _code_bytes.loads(self.take(self.size("code object")))
        raise ValueError("bad marshal data (unknown type code)")

    def load_int(self):
        count = self.long()
        digits = unpack_from(f"<{abs(count)}H", self.take(2 * abs(count)))
        if any(digit > 0x7fff for digit in digits):
            raise ValueError("bad marshal data (digit out of range in long)")
        if digits and not digits[-1]:
            raise ValueError("bad marshal data (unnormalized long data)")
        value = 0
        for digit in reversed(digits):
            value = value << 15 | digit
        return -value if count < 0 else value


def dumps(value, version=version, /, *, allow_code=True):
    """Return the bytes object that would be written to a file by dump(value, file)."""
    writer = _Writer(version, allow_code)
    try:
        writer.dump(value)
    except RecursionError:
        raise ValueError("object too deeply nested to marshal") from None
    return b"".join(writer.parts)


def dump(value, file, version=version, /, *, allow_code=True):
    """Write the value on the open file."""
    return file.write(dumps(value, version, allow_code=allow_code))


def loads(bytes, /, *, allow_code=True):
    """Convert the bytes-like object to a value."""
    try:
        value = _Reader(memoryview(bytes).tobytes(), allow_code).load()
    except RecursionError:
        raise ValueError("recursion limit exceeded") from None
    if value is _Null:
        raise TypeError("NULL object in marshal data for object")
    return value


class _FileReader(_Reader):
    def __init__(self, file, allow_code):
        self.file = file
        self.position = 0
        self.refs = []
        self.allow_code = allow_code
        self.data = range(1 << 62)

    def take(self, size):
        data = self.file.read(size)
        if not isinstance(data, bytes):
            raise TypeError(f"file.read() returned not bytes but {type(data).__name__}")
        if len(data) > size:
            raise ValueError(f"read() returned too much data: {size} bytes requested, "
                             f"{len(data)} returned")
        if len(data) < size:
            raise EOFError("EOF read where not expected" if data or size > 1
                           else "EOF read where object expected")
        return data


def load(file, /, *, allow_code=True):
    """Read one value from the open file and return it."""
    value = _FileReader(file, allow_code).load()
    if value is _Null:
        raise TypeError("NULL object in marshal data for object")
    return value
