# Members in a row, text, seeking, what is damaged.
import gzip
import io

data = b'some text\nmore\n' * 20
packed = gzip.compress(data, mtime=0)
print(packed[:10].hex(), gzip.decompress(packed + packed) == data * 2)  # expect: 1f8b08000000000002ff True
stream = io.BytesIO()
with gzip.GzipFile('name.gz', 'wb', fileobj=stream, mtime=7) as file:
    print(file.write(data), file.tell())  # expect: 300 300
print(stream.getvalue()[:15])  # expect: b'\x1f\x8b\x08\x08\x07\x00\x00\x00\x02\xffname\x00'
with gzip.open(io.BytesIO(stream.getvalue()), 'rt') as file:
    print(repr(file.readline()), file.buffer.mtime)  # expect: 'some text\n' 7
with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
    print(file.seek(10), file.read(4), file.seek(-5, 2), file.read(), file.seekable())  # expect: 10 b'more' 295 b'more\n' True


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


print(attempt(gzip.decompress, b'nonsense'))  # expect: BadGzipFile: Not a gzipped file (b'no')
print(attempt(gzip.decompress, packed[:-3]))  # expect: EOFError: Compressed file ended before the end-of-stream marker was reached
print(attempt(gzip.decompress, packed[:-8] + bytes(8)))  # expect: BadGzipFile: CRC check failed
print(attempt(gzip.open, 'x', 'rtb'))  # expect: ValueError: Invalid mode: 'rtb'
