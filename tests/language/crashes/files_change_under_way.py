# Files whose parts change them while they are at work: a raw file that resizes what it fills, makes
# its buffer anew or lets it go; decoders, encoders and text over such files.
import codecs
import io


def outcome(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__


class Raw(io.RawIOBase):
    def __init__(self, answer):
        self.answer = answer

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return True

    def readinto(self, buffer):
        return self.answer(buffer)

    def write(self, data):
        return self.answer(data)

    def seek(self, *args):
        return 0


def resize(view):
    owner = view.obj
    view.release()
    owner.clear()
    return 5


print(outcome(io.BufferedReader(Raw(resize), 8).read, 5))  # expect: BufferError

# The file is made anew, or let go, in the middle of a read or a write of the raw file.
for method in "__init__", "detach":
    def act(buffer):
        print(outcome(getattr(file, method), *([Raw(len)] if method == "__init__" else [])))
        return 3

    file = io.BufferedWriter(Raw(act), 16)
    file.write(b"123")
    file.flush()
    file = io.BufferedReader(Raw(act), 16)
    print(file.read1(3) == bytes(3))
# expect: RuntimeError
# expect: RuntimeError
# expect: True
# expect: RuntimeError
# expect: RuntimeError
# expect: True


# ---- text


class Reflected(bytes):
    def __radd__(self, other):
        return 5


class HalfACharacter(io.BytesIO):
    def read1(self, size=-1):
        return Reflected(super().read1(1))


text = io.TextIOWrapper(HalfACharacter("é".encode()), "utf-8")
print(ascii(text.read(1)), text.tell())  # expect: '\xe9' 2


class Decoder:
    """Takes every byte for an x, after what `act` does to the file."""

    def __init__(self, errors):
        pass

    def decode(self, data, final=False):
        act()
        return "x" * len(data)

    def getstate(self):
        return b"", 0

    def setstate(self, state):
        pass

    def reset(self):
        pass


def find(name):
    if name == "acting":
        return codecs.CodecInfo(None, None, name=name, incrementaldecoder=Decoder,
                                incrementalencoder=codecs.lookup("latin-1").incrementalencoder)


codecs.register(find)
deeds = [lambda: text.detach(), lambda: text.__init__(io.BytesIO(), "utf-8"),
         lambda: text.__init__(io.BytesIO(b"other"), "latin-1"), lambda: text.seek(0), lambda: text.read(1),
         lambda: text.close(), lambda: setattr(text, "_CHUNK_SIZE", 1), lambda: text.reconfigure(encoding="ascii")]
uses = [lambda: text.read(), lambda: text.read(3), lambda: text.readline(), lambda: next(text), lambda: text.tell(),
        lambda: text.seek(2), lambda: text.seek(2**128 + 2**96 + 1), lambda: text.write("y"), lambda: text.detach()]
tried = 0
for deed in deeds:
    for use in uses:
        act = int
        text = io.TextIOWrapper(io.BytesIO(b"some\ntext"), "acting")
        text.read(2)
        left = 3

        def act():
            global left
            left -= 1
            if left >= 0:
                outcome(deed)

        outcome(use)
        outcome(text.tell)
        tried += 1
print(tried)  # expect: 72


# An error handler changes the handler.
def handle(error):
    text.reconfigure(errors="ignore")
    return "?", error.end


codecs.register_error("changing", handle)
text = io.TextIOWrapper(io.BytesIO(), "ascii", "changing")
text.write("a\xe9\xe8b")
text.flush()
print(text.buffer.getvalue(), text.errors)  # expect: b'a?b' ignore

# What waits to be written, and another size of chunks.
text = io.TextIOWrapper(io.BytesIO(), "utf-8")
text._CHUNK_SIZE = 4
text.write("ab")
text.flush()
text.__init__(io.BytesIO(), "utf-8")
text.write("z" * 5000)
text.flush()
print(len(text.buffer.getvalue()))  # expect: 5000


class WritesMore(io.RawIOBase):
    times = 3

    def writable(self):
        return True

    def write(self, data):
        self.times -= 1
        if self.times > 0:
            text.write("more")
        return len(data)


text = io.TextIOWrapper(WritesMore(), "utf-8")
text.write("x" * 100)
try:
    text._CHUNK_SIZE = 2
except RuntimeError as error:
    print(error)  # expect: reentrant call inside _io.TextIOWrapper
text.write("q" * 20)
