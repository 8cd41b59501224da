"""The ways in which members of a ZIP file are compressed.

The modules of the compressions are loaded when one is used. A stream of LZMA in an archive is a raw
one behind its properties.
"""

import struct

ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA = 0, 8, 12, 14

compressor_names = {0: 'store', 8: 'deflate', 12: 'bzip2', 14: 'lzma'}


def compressor(kind, level):
    if kind == ZIP_DEFLATED:
        import zlib
        return zlib.compressobj(-1 if level is None else level, zlib.DEFLATED, -15)
    if kind == ZIP_BZIP2:
        import bz2
        return bz2.BZ2Compressor(9 if level is None else level)
    if kind == ZIP_LZMA:
        return _LZMACompressor()
    return None


def decompressor(kind):
    if kind == ZIP_DEFLATED:
        import zlib
        return zlib.decompressobj(-15)
    if kind == ZIP_BZIP2:
        import bz2
        return bz2.BZ2Decompressor()
    if kind == ZIP_LZMA:
        return _LZMADecompressor()
    if kind == ZIP_STORED:
        return None
    name = compressor_names.get(kind)
    raise NotImplementedError('compression type %d%s' % (kind, f' ({name})' if name else ''))


def check_compression(kind):
    if kind not in (ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA):
        raise NotImplementedError('That compression method is not supported')


class _LZMACompressor:
    """A raw stream behind its properties: the defaults, five bytes."""

    _PROPERTIES = struct.pack('<BBHBL', 9, 4, 5, 0x5d, 1 << 23)

    def __init__(self):
        import lzma
        filters = [{'id': lzma.FILTER_LZMA1, 'dict_size': 1 << 23}]
        self._inner = lzma.LZMACompressor(lzma.FORMAT_RAW, filters=filters)
        self._header = self._PROPERTIES

    def compress(self, data):
        header, self._header = self._header, b''
        return header + self._inner.compress(data)

    def flush(self):
        header, self._header = self._header, b''
        return header + self._inner.flush()


class _LZMADecompressor:
    def __init__(self):
        self._inner = None
        self._waiting = b''
        self.eof = False

    def decompress(self, data):
        import lzma
        if self._inner is None:
            self._waiting += data
            if len(self._waiting) < 9:
                return b''
            size, = struct.unpack('<H', self._waiting[2:4])
            rest, size, dict_size = divmod(self._waiting[4], 9), size, \
                struct.unpack('<L', self._waiting[5:9])[0]
            pb_lp, lc = rest
            pb, lp = divmod(pb_lp, 5)
            self._inner = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[
                {'id': lzma.FILTER_LZMA1, 'dict_size': dict_size, 'lc': lc, 'lp': lp, 'pb': pb}])
            data = self._waiting[4 + size:]
        result = self._inner.decompress(data)
        self.eof = self._inner.eof
        return result
