"""This module contains functions that can read and write Python values in
a binary format. The format is specific to Python, but independent of
machine architecture issues.

Values are in CPython's format, version 4; code objects in Folio's own.
"""

# A value is a letter and what belongs to it; the letter's high bit says that the value gets a number,
# by which `r` refers to it later. Containers under way wait on a stack of our own: their nesting is
# bound by _MAX_DEPTH, not by the interpreter's recursion limit.

import _code_bytes
from struct import pack, unpack_from
from sys import _is_interned, audit, intern

version = 4

_MAX_DEPTH = 2000
_FLAG_REF = 0x80


class _Null:
    """Stands for the letter 0, which ends a dict."""


_CONSTANTS = {"N": None, "T": True, "F": False, ".": ..., "S": StopIteration, "0": _Null}


# ---- writing -------------------------------------------------------------------------------------

class _Writer:
    def __init__(self, version, allow_code):
        self.version = version
        self.allow_code = allow_code
        self.parts = []
        self.refs = {}
        self.kept = []

    def dump(self, value):
        waiting = [iter((value,))]      # what is left of the containers under way
        while waiting:
            for item in waiting[-1]:
                if len(waiting) > _MAX_DEPTH and item is not _Null:
                    raise ValueError("object too deeply nested to marshal")
                inside = self.put(item)
                if inside is not None:
                    waiting.append(iter(inside))
                    break
            else:
                waiting.pop()

    def put(self, value):
        """Writes a value, of a container only the head: its items are returned."""
        for letter, constant in _CONSTANTS.items():
            if value is constant:
                return self.letter(letter, 0)
        flag = self.ref(value)
        if flag is not None:
            return _PUT.get(type(value), _Writer.put_buffer)(self, value, flag)

    def ref(self, value):
        """None if the value was written before and is only referred to; else its letter's flag."""
        if self.version < 3:
            return 0
        number = self.refs.get(id(value))
        if number is not None:
            self.parts.append(pack("<cI", b"r", number))
            return None
        self.refs[id(value)] = len(self.refs)
        self.kept.append(value)
        return _FLAG_REF

    def letter(self, letter, flag):
        self.parts.append(bytes((ord(letter) | flag,)))

    def sized(self, letter, flag, data):
        self.counted(letter, flag, data)
        self.parts.append(data)

    def counted(self, letter, flag, items):
        self.letter(letter, flag)
        self.parts.append(pack("<I", len(items)))

    def short(self, data):
        self.parts.append(bytes((len(data),)))
        self.parts.append(data)

    def put_int(self, value, flag):
        if -0x80000000 <= value <= 0x7fffffff:
            self.letter("i", flag)
            self.parts.append(pack("<i", value))
            return
        digits, rest = [], abs(value)
        while rest:
            digits.append(rest & 0x7fff)
            rest >>= 15
        self.letter("l", flag)
        self.parts.append(pack("<i", -len(digits) if value < 0 else len(digits)))
        self.parts.append(pack(f"<{len(digits)}H", *digits))

    def put_float(self, value, flag):
        self.put_reals("g", "f", flag, value)

    def put_complex(self, value, flag):
        self.put_reals("y", "x", flag, value.real, value.imag)

    def put_reals(self, binary, decimal, flag, *reals):
        if self.version > 1:
            self.letter(binary, flag)
            self.parts.append(pack(f"<{len(reals)}d", *reals))
            return
        self.letter(decimal, flag)
        for real in reals:
            self.short(repr(real).encode())

    def put_str(self, value, flag):
        interned = _is_interned(value)
        if self.version >= 4 and value.isascii():
            data = value.encode("ascii")
            if len(data) < 256:
                self.letter("Z" if interned else "z", flag)
                self.short(data)
            else:
                self.sized("A" if interned else "a", flag, data)
            return
        letter = "t" if interned and self.version >= 3 else "u"
        self.sized(letter, flag, value.encode("utf-8", "surrogatepass"))

    def put_bytes(self, value, flag):
        self.sized("s", flag, value)

    def put_buffer(self, value, flag):
        try:
            view = memoryview(value)
        except TypeError:
            raise ValueError("unmarshallable object") from None
        self.sized("s", flag, view.tobytes())

    def put_code(self, value, flag):
        if not self.allow_code:
            raise ValueError("marshalling code objects is disallowed")
        self.sized("c", flag, _code_bytes.dumps(value))

    def put_tuple(self, value, flag):
        if self.version >= 4 and len(value) < 256:
            self.letter(")", flag)
            self.parts.append(bytes((len(value),)))
        else:
            self.counted("(", flag, value)
        return value

    def put_list(self, value, flag):
        self.counted("[", flag, value)
        return value

    def put_dict(self, value, flag):
        self.letter("{", flag)
        return [part for pair in value.items() for part in pair] + [_Null]

    def put_set(self, value, flag):
        self.counted("<" if type(value) is set else ">", flag, value)
        return self.in_order(value)

    def in_order(self, value):
        """Sets are written in an order that does not depend on their history."""
        return sorted(value, key=lambda item: _written(item, self.version, True))


_PUT = {int: _Writer.put_int, float: _Writer.put_float, complex: _Writer.put_complex,
        str: _Writer.put_str, bytes: _Writer.put_bytes, tuple: _Writer.put_tuple,
        list: _Writer.put_list, dict: _Writer.put_dict, set: _Writer.put_set,
        frozenset: _Writer.put_set, type(_Writer.put.__code__): _Writer.put_code}


def _written(value, version, allow_code):
    writer = _Writer(version, allow_code)
    writer.dump(value)
    return b"".join(writer.parts)


def dumps(value, version=version, /, *, allow_code=True):
    """Return the bytes object that would be written to a file by dump(value, file)."""
    audit("marshal.dumps", value, version)
    return _written(value, version, allow_code)


def dump(value, file, version=version, /, *, allow_code=True):
    """Write the value on the open file."""
    return file.write(dumps(value, version, allow_code=allow_code))


# ---- reading -------------------------------------------------------------------------------------

_MORE = object()    # a container is not whole yet


class _Items:
    """A container of so many items; `target` is filled, `kind` is what becomes of it."""

    def __init__(self, kind, count, target):
        self.kind = kind
        self.left = count
        self.target = target
        self.is_kept = type(target) is kind     # items may refer to it
        self.add = target.add if kind is set else target.append

    def take(self, value):
        """_MORE, or the container."""
        if value is _Null:
            name = "set" if self.kind is frozenset else self.kind.__name__
            raise TypeError(f"NULL object in marshal data for {name}")
        self.add(value)
        self.left -= 1
        return _MORE if self.left else self.whole()

    def whole(self):
        return self.target if self.is_kept else self.kind(self.target)


class _Pairs:
    """A dict, ended by _Null."""

    left = 1
    is_kept = True

    def __init__(self):
        self.target = {}
        self.key = _Null

    def take(self, value):
        if value is _Null:
            return self.target
        if self.key is _Null:
            self.key = value
        else:
            self.target[self.key] = value
            self.key = _Null
        return _MORE


class _Reader:
    def __init__(self, data, allow_code):
        self.data = data
        self.position = 0
        self.refs = []
        self.allow_code = allow_code

    def load(self):
        waiting = []    # (container, its place among the references)
        while True:
            value = self.begin(waiting)
            while value is not _MORE and waiting:
                container, place = waiting[-1]
                value = container.take(value)
                if value is not _MORE:
                    waiting.pop()
                    self.keep(place, value)
            if value is not _MORE:
                break
        if value is _Null:
            raise TypeError("NULL object in marshal data for object")
        return value

    def begin(self, waiting):
        """The next value; _MORE if it is a container that now waits for its items."""
        if len(waiting) >= _MAX_DEPTH:
            raise ValueError("recursion limit exceeded")
        code = self.first_byte()
        letter = chr(code & 0x7f)
        if letter == "r":
            return self.get_reference()
        if letter in _CONSTANTS:
            return _CONSTANTS[letter]
        get = _GET.get(letter)
        if get is None:
            raise ValueError("bad marshal data (unknown type code)")
        place = None
        if code & _FLAG_REF:
            place = len(self.refs)
            self.refs.append(_Null)
        value = get(self)
        if not isinstance(value, (_Items, _Pairs)):
            return self.keep(place, value)
        if not value.left:
            return self.keep(place, value.whole())
        if value.is_kept:
            self.keep(place, value.target)
        waiting.append((value, place))
        return _MORE

    def keep(self, place, value):
        if place is not None:
            self.refs[place] = value
        return value

    def first_byte(self):
        if self.position >= len(self.data):
            raise EOFError("EOF read where object expected")
        return self.take(1)[0]

    def take(self, size):
        data = self.data[self.position:self.position + size]
        if len(data) < size:
            raise EOFError("marshal data too short")
        self.position += size
        return data

    def take_short(self):
        return self.take(self.take(1)[0])

    def take_sized(self, what):
        return self.take(self.size(what))

    def size(self, what):
        size = self.get_int()
        if size < 0:
            raise ValueError(f"bad marshal data ({what} size out of range)")
        return size

    def get_reference(self):
        number = self.get_int()
        if not 0 <= number < len(self.refs) or self.refs[number] is _Null:
            raise ValueError("bad marshal data (invalid reference)")
        return self.refs[number]

    def get_int(self):
        return int.from_bytes(self.take(4), "little", signed=True)

    def get_int64(self):
        return int.from_bytes(self.take(8), "little", signed=True)

    def get_large_int(self):
        count = self.get_int()
        digits = unpack_from(f"<{abs(count)}H", self.take(2 * abs(count)))
        if any(digit > 0x7fff for digit in digits):
            raise ValueError("bad marshal data (digit out of range in long)")
        if digits and not digits[-1]:
            raise ValueError("bad marshal data (unnormalized long data)")
        value = 0
        for digit in reversed(digits):
            value = value << 15 | digit
        return -value if count < 0 else value

    def get_code(self):
        if not self.allow_code:
            raise ValueError("unmarshalling code objects is disallowed")
        return _code_bytes.loads(self.take_sized("code object"))


_GET = {
    "i": _Reader.get_int,
    "I": _Reader.get_int64,
    "l": _Reader.get_large_int,
    "g": lambda reader: unpack_from("<d", reader.take(8))[0],
    "f": lambda reader: float(reader.take_short()),
    "y": lambda reader: complex(*unpack_from("<dd", reader.take(16))),
    "x": lambda reader: complex(float(reader.take_short()), float(reader.take_short())),
    "s": lambda reader: bytes(reader.take_sized("bytes object")),
    "z": lambda reader: reader.take_short().decode("ascii"),
    "Z": lambda reader: intern(reader.take_short().decode("ascii")),
    "a": lambda reader: reader.take_sized("string").decode("latin-1"),
    "A": lambda reader: intern(reader.take_sized("string").decode("latin-1")),
    "u": lambda reader: reader.take_sized("string").decode("utf-8", "surrogatepass"),
    "t": lambda reader: intern(reader.take_sized("string").decode("utf-8", "surrogatepass")),
    "c": _Reader.get_code,
    ")": lambda reader: _Items(tuple, reader.take(1)[0], []),
    "(": lambda reader: _Items(tuple, reader.size("tuple"), []),
    "[": lambda reader: _Items(list, reader.size("list"), []),
    "<": lambda reader: _Items(set, reader.size("set"), set()),
    ">": lambda reader: _Items(frozenset, reader.size("set"), []),
    "{": lambda reader: _Pairs(),
}


def loads(bytes, /, *, allow_code=True):
    """Convert the bytes-like object to a value."""
    data = memoryview(bytes).tobytes()
    audit("marshal.loads", data)
    return _Reader(data, allow_code).load()


class _FileReader(_Reader):
    """Not a byte more than the value is read from the file."""

    def __init__(self, file, allow_code):
        super().__init__(None, allow_code)
        probe = file.read(0)
        if not isinstance(probe, bytes):
            raise TypeError(f"file.read() returned not bytes but {type(probe).__name__}")
        self.file = file

    def first_byte(self):
        data = self.read(1)
        if not data:
            raise EOFError("EOF read where object expected")
        return data[0]

    def take(self, size):
        data = self.read(size)
        if len(data) < size:
            raise EOFError("EOF read where not expected")
        return data

    def read(self, size):
        if hasattr(self.file, "readinto"):
            buffer = bytearray(size)
            count = self.file.readinto(buffer)
            data = bytes(buffer[:count])
        else:
            data = self.file.read(size)
            count = len(data)
        if count > size:
            raise ValueError(f"read() returned too much data: {size} bytes requested, "
                             f"{count} returned")
        return data


def load(file, /, *, allow_code=True):
    """Read one value from the open file and return it."""
    audit("marshal.load")
    return _FileReader(file, allow_code).load()
