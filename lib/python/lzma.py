"""Files compressed by xz or lzma, and what compresses and decompresses at one go."""

import _compression
from _lzma import *
from _lzma import _decode_filter_properties, _encode_filter_properties

__all__ = [
    'CHECK_NONE', 'CHECK_CRC32', 'CHECK_CRC64', 'CHECK_SHA256',
    'CHECK_ID_MAX', 'CHECK_UNKNOWN',
    'FILTER_LZMA1', 'FILTER_LZMA2', 'FILTER_DELTA', 'FILTER_X86', 'FILTER_IA64',
    'FILTER_ARM', 'FILTER_ARMTHUMB', 'FILTER_POWERPC', 'FILTER_SPARC',
    'FORMAT_AUTO', 'FORMAT_XZ', 'FORMAT_ALONE', 'FORMAT_RAW',
    'MF_HC3', 'MF_HC4', 'MF_BT2', 'MF_BT3', 'MF_BT4',
    'MODE_FAST', 'MODE_NORMAL', 'PRESET_DEFAULT', 'PRESET_EXTREME',

    'LZMACompressor', 'LZMADecompressor', 'LZMAFile', 'LZMAError',
    'open', 'compress', 'decompress', 'is_check_supported',
]


class LZMAFile(_compression.CompressedFile):
    """A binary file that is compressed: of a name, or of another file object."""

    def __init__(self, filename=None, mode='r', *, format=None, check=-1, preset=None,
                 filters=None):
        """The mode is one of r, w, x, a; format, check, preset and filters are those of
        LZMADecompressor or LZMACompressor. What is read may be several streams, one after the
        other.
        """
        self._fp = None
        compressor = None
        if mode in ('r', 'rb'):
            if check != -1:
                raise ValueError('Cannot specify an integrity check when opening a file for '
                                 'reading')
            if preset is not None:
                raise ValueError('Cannot specify a preset compression level when opening a file '
                                 'for reading')
            if format is None:
                format = FORMAT_AUTO
        elif mode in ('w', 'wb', 'a', 'ab', 'x', 'xb'):
            if format is None:
                format = FORMAT_XZ
            compressor = LZMACompressor(format=format, check=check, preset=preset,
                                        filters=filters)
        else:
            raise ValueError('Invalid mode: {!r}'.format(mode))
        self._open(filename, mode[0], 'filename must be a str, bytes, file or PathLike object')
        if compressor is None:
            self._start(_compression.DecompressReader(self._fp, LZMADecompressor,
                                                      trailing_error=LZMAError, format=format,
                                                      filters=filters))
        else:
            self._start(compressor=compressor)


def open(filename, mode='rb', *, format=None, check=-1, preset=None, filters=None, encoding=None,
         errors=None, newline=None):
    """Opens a compressed file, given by its name or as a file object; "t" in the mode means
    text."""
    _compression.check_text_arguments(mode, encoding, errors, newline)
    file = LZMAFile(filename, mode.replace('t', ''), format=format, check=check, preset=preset,
                    filters=filters)
    return _compression.open_text(file, mode, encoding, errors, newline)


def compress(data, format=FORMAT_XZ, check=-1, preset=None, filters=None):
    """The data as one stream; the arguments are those of LZMACompressor."""
    compressor = LZMACompressor(format, check, preset, filters)
    return compressor.compress(data) + compressor.flush()


def decompress(data, format=FORMAT_AUTO, memlimit=None, filters=None):
    """The text of all streams; the arguments are those of LZMADecompressor."""
    results = []
    while True:
        decompressor = LZMADecompressor(format, memlimit, filters)
        try:
            result = decompressor.decompress(data)
        except LZMAError:
            if results:
                break               # behind the last stream
            raise
        results.append(result)
        if not decompressor.eof:
            raise LZMAError('Compressed data ended before the end-of-stream marker was reached')
        data = decompressor.unused_data
        if not data:
            break
    return b''.join(results)
