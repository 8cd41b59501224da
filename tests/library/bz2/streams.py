# In one call, in pieces, files; errors.
import bz2
import io

data = b'hello ' * 200
packed = bz2.compress(data)
print(len(packed), bz2.decompress(packed + packed) == data * 2)  # expect: 50 True
reader = bz2.BZ2Decompressor()
print(reader.decompress(packed + b'rest', 12), reader.needs_input, reader.eof)  # expect: b'hello hello ' False False
print(len(reader.decompress(b'')), reader.unused_data, reader.eof)  # expect: 1188 b'rest' True
with bz2.open(io.BytesIO(packed)) as file:
    print(file.read(5), file.seek(-3, 2), file.read(), file.peek(1))  # expect: b'hello' 1197 b'lo ' b''


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


print(attempt(bz2.decompress, b'nonsense'))  # expect: OSError: Invalid data stream
print(attempt(bz2.decompress, packed[:-1]))  # expect: ValueError: Compressed data ended before the end-of-stream marker was reached
print(attempt(bz2.compress, b'', 10))  # expect: ValueError: compresslevel must be between 1 and 9
print(attempt(reader.decompress, b''))  # expect: EOFError: End of stream already reached
