# Whole buffers, streams in pieces, raw and gzip forms, dictionaries; errors of the library.
import zlib

data = b'the quick brown fox ' * 50
packed = zlib.compress(data, 9)
print(packed.hex())  # expect: 78da2bc94855282ccd4cce56482aca2fcf5348cbaf502819151b151b151b56620085746e46
print(zlib.decompress(packed) == data)  # expect: True
print(zlib.crc32(data), zlib.adler32(data), zlib.crc32(b'', 7), zlib.crc32(b'a', zlib.crc32(b'b')))  # expect: 2757563177 2239000134 7 749160980

compressor = zlib.compressobj(6, zlib.DEFLATED, -15)
raw = compressor.compress(data[:100]) + compressor.flush(zlib.Z_SYNC_FLUSH)
twin = compressor.copy()
print(compressor.flush() == twin.flush())  # expect: True
raw += zlib.compressobj(wbits=-15).flush()
print(zlib.decompress(raw, -15) == data[:100])  # expect: True

reader = zlib.decompressobj()
print(reader.decompress(packed + b'rest', 30), len(reader.unconsumed_tail), reader.eof)  # expect: b'the quick brown fox the quick ' 15 False
print(len(reader.decompress(reader.unconsumed_tail)), reader.unused_data, reader.eof)  # expect: 970 b'rest' True

words = zlib.compressobj(zdict=b'quick fox brown')
text = words.compress(b'quick brown') + words.flush()
print(text.hex())  # expect: 78bb2e5705d32b0473c14c001a490466
print(zlib.decompressobj(zdict=b'quick fox brown').decompress(text))  # expect: b'quick brown'


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


print(attempt(zlib.decompress, packed[:-4]))  # expect: error: Error -5 while decompressing data: incomplete or truncated stream
print(attempt(zlib.decompress, b'nonsense'))  # expect: error: Error -3 while decompressing data: incorrect header check
print(attempt(zlib.decompress, text))  # expect: error: Error 2 while decompressing data
print(attempt(zlib.compress, b'', 12))  # expect: error: Bad compression level
print(attempt(zlib.compressobj, 1, zlib.DEFLATED, 0))  # expect: ValueError: Invalid initialization option
print(attempt(reader.decompress, b'', -1))  # expect: ValueError: max_length must be non-negative
print(attempt(zlib.compress, 'text'))  # expect: TypeError: a bytes-like object is required, not 'str'
