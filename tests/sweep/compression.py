import zlib, _bz2, _lzma
data = b"some bytes, some more bytes, " * 20
packed = zlib.compress(data); print(len(packed) < len(data), zlib.decompress(packed) == data, zlib.crc32(data), zlib.adler32(b"x"))
c = zlib.compressobj(9); parts = c.compress(data[:100]) + c.compress(data[100:]) + c.flush()
d = zlib.decompressobj(); print(d.decompress(parts, 50) == data[:50], d.decompress(d.unconsumed_tail) + d.flush() == data[50:], d.eof)
b = _bz2.BZ2Compressor(); packed = b.compress(data) + b.flush(); d = _bz2.BZ2Decompressor(); print(d.decompress(packed + b"tail") == data, d.unused_data, d.eof)
x = _lzma.LZMACompressor(); packed = x.compress(data) + x.flush(); d = _lzma.LZMADecompressor(); print(d.decompress(packed, max_length=10) == data[:10], d.needs_input, d.check)
for broken in zlib.decompress, _bz2.BZ2Decompressor().decompress, _lzma.LZMADecompressor().decompress:
    try:
        broken(b"no such format at all....")
    except (zlib.error, OSError, _lzma.LZMAError) as error:
        print(type(error).__name__)
