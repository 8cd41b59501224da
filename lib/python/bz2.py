"""Compression by bzip2: files, and bytes at once or bit by bit."""

import _compression
from _bz2 import BZ2Compressor, BZ2Decompressor

__all__ = ['BZ2File', 'BZ2Compressor', 'BZ2Decompressor', 'open', 'compress', 'decompress']


class BZ2File(_compression.CompressedFile):
    """A binary file that is compressed by bzip2, by its name or in another file."""

    def __init__(self, filename, mode='r', *, compresslevel=9):
        """Open a file by its name, or one that is open, in the mode r, w, x or a.

        compresslevel is from 1 to 9, the smallest. What is read may be several streams in a row.
        """
        self._fp = None
        if not 1 <= compresslevel <= 9:
            raise ValueError('compresslevel must be between 1 and 9')
        if mode not in ('', 'r', 'rb', 'w', 'wb', 'x', 'xb', 'a', 'ab'):
            raise ValueError('Invalid mode: %r' % (mode,))
        mode = mode[:1] or 'r'
        compressor = None if mode == 'r' else BZ2Compressor(compresslevel)
        self._open(filename, mode, 'filename must be a str, bytes, file or PathLike object')
        if mode == 'r':
            self._start(_compression.DecompressReader(self._fp, BZ2Decompressor,
                                                      trailing_error=OSError))
        else:
            self._start(compressor=compressor)

    def writelines(self, seq):
        """Write bytes after bytes, with nothing in between."""
        return _compression.BaseStream.writelines(self, seq)


def open(filename, mode='rb', compresslevel=9, encoding=None, errors=None, newline=None):
    """Open a BZ2File, or with t in the mode a text file around one.

    The file is given by its name or as one that is open; the other arguments are those of open().
    """
    _compression.check_text_arguments(mode, encoding, errors, newline)
    file = BZ2File(filename, mode.replace('t', ''), compresslevel=compresslevel)
    return _compression.open_text(file, mode, encoding, errors, newline)


def compress(data, compresslevel=9):
    """Bytes compressed; compresslevel is from 1 to 9, the smallest."""
    compressor = BZ2Compressor(compresslevel)
    return compressor.compress(data) + compressor.flush()


def decompress(data):
    """Bytes decompressed, of all streams in a row."""
    results = []
    while data:
        decompressor = BZ2Decompressor()
        try:
            result = decompressor.decompress(data)
        except OSError:
            if results:
                break               # behind the last stream
            raise
        results.append(result)
        if not decompressor.eof:
            raise ValueError('Compressed data ended before the end-of-stream marker was reached')
        data = decompressor.unused_data
    return b''.join(results)
