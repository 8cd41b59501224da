# BufferedReader.read() takes any raw object; one without readall() is read() until its end.
import io


class Raw:
    closed = False

    def __init__(self, *pieces):
        self.pieces = list(pieces)

    def readable(self):
        return True

    def flush(self):
        pass

    def close(self):
        self.closed = True

    def read(self, *size):
        print("read", size)
        return self.pieces.pop(0)


print(io.BufferedReader(Raw(b"a", b"b", b"")).read())  # expect: read ()
                                                       # expect: read ()
                                                       # expect: read ()
                                                       # expect: b'ab'
print(io.BufferedReader(Raw(None)).read())  # expect: read ()
                                            # expect: None
print(io.BufferedReader(Raw(b"x", None)).read())  # expect: read ()
                                                  # expect: read ()
                                                  # expect: b'x'
try:
    io.BufferedReader(Raw("x")).read()  # expect: read ()
except TypeError as error:
    print(error)  # expect: read() should return bytes

# open() is one function under both names.
print(io.open is open)  # expect: True
