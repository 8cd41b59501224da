# The three containers, filters, files; errors.
import io
import lzma

data = b'hello ' * 200
packed = lzma.compress(data, check=lzma.CHECK_CRC32)
print(lzma.decompress(packed + packed) == data * 2, lzma.is_check_supported(lzma.CHECK_CRC64))  # expect: True True
old = lzma.compress(data, format=lzma.FORMAT_ALONE, preset=1)
print(lzma.decompress(old) == data)  # expect: True
filters = [{'id': lzma.FILTER_DELTA, 'dist': 2}, {'id': lzma.FILTER_LZMA2, 'preset': 3}]
raw = lzma.compress(data, format=lzma.FORMAT_RAW, filters=filters)
print(lzma.decompress(raw, format=lzma.FORMAT_RAW, filters=filters) == data)  # expect: True
reader = lzma.LZMADecompressor()
print(reader.decompress(packed + b'rest', 12), reader.check == lzma.CHECK_CRC32, reader.eof)  # expect: b'hello hello ' True False
print(len(reader.decompress(b'')), reader.unused_data, reader.eof)  # expect: 1188 b'rest' True
with lzma.open(io.BytesIO(packed), 'rt') as file:
    print(file.read(5))  # expect: hello


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


print(attempt(lzma.decompress, b'nonsense'))  # expect: LZMAError: Input format not supported by decoder
print(attempt(lzma.decompress, packed[:-1]))  # expect: LZMAError: Compressed data ended before the end-of-stream marker was reached
print(attempt(lzma.compress, b'', format=7))  # expect: ValueError: Invalid container format: 7
print(attempt(lzma.compress, b'', preset=100))  # expect: LZMAError: Invalid or unsupported options
print(attempt(lzma.LZMAFile, 'x', 'q'))  # expect: ValueError: Invalid mode: 'q'
