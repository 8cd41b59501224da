"""Each method of a closed buffered file says what was tried."""
import io


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except ValueError as error:
        return str(error)


def closed(stream):
    stream.close()
    return stream


with open("file", "wb") as file:
    file.write(b"text")
reader, writer, both = closed(open("file", "rb")), closed(open("file", "wb")), closed(open("file", "r+b"))
pair = closed(io.BufferedRWPair(io.BytesIO(b"text"), io.BytesIO()))
calls = ("read",), ("read", 1), ("read1",), ("readinto", bytearray(1)), ("readline",), ("peek",), ("seek", 0), ("truncate",), ("tell",)
for_reader = [attempt(getattr(reader, name), *arguments) for name, *arguments in calls]
print(*for_reader, attempt(next, reader), attempt(list, reader), attempt(reader.fileno), attempt(reader.__enter__), sep="\n")
# expect: read of closed file
# expect: read of closed file
# expect: read of closed file
# expect: readinto of closed file
# expect: readline of closed file
# expect: peek of closed file
# expect: seek of closed file
# expect: truncate of closed file
# expect: I/O operation on closed file
# expect: readline of closed file
# expect: I/O operation on closed file.
# expect: I/O operation on closed file
# expect: I/O operation on closed file.
for_both = [attempt(getattr(both, name), *arguments) for name, *arguments in calls]
print(*for_both, attempt(both.write, b"x"), attempt(both.flush), attempt(both.writelines, [b"x"]), sep="\n")
# expect: read of closed file
# expect: read of closed file
# expect: read of closed file
# expect: readinto of closed file
# expect: readline of closed file
# expect: peek of closed file
# expect: seek of closed file
# expect: truncate of closed file
# expect: I/O operation on closed file
# expect: write to closed file
# expect: flush of closed file
# expect: I/O operation on closed file.
print(attempt(writer.write, b"x"), attempt(writer.flush), attempt(writer.seek, 0), attempt(writer.tell), attempt(writer.truncate), attempt(writer.writelines, [b"x"]), sep="\n")
# expect: write to closed file
# expect: flush of closed file
# expect: seek of closed file
# expect: I/O operation on closed file
# expect: truncate of closed file
# expect: I/O operation on closed file.
print(attempt(pair.read), attempt(pair.write, b"x"), attempt(pair.flush), attempt(pair.peek), sep="\n")
# expect: read of closed file
# expect: write to closed file
# expect: flush of closed file
# expect: peek of closed file
text = closed(open("file"))
print(attempt(text.read), attempt(text.readline), attempt(text.write, "x"), attempt(text.seek, 0), attempt(text.tell), attempt(next, text), sep="\n")
# expect: I/O operation on closed file.
# expect: I/O operation on closed file.
# expect: I/O operation on closed file.
# expect: I/O operation on closed file.
# expect: I/O operation on closed file.
# expect: I/O operation on closed file.
