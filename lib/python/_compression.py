"""What gzip, bz2 and lzma share: a file that decompresses while it is read."""

import io
import sys

BUFFER_SIZE = io.DEFAULT_BUFFER_SIZE


class BaseStream(io.BufferedIOBase):
    """A file that says so when it cannot do what is asked."""

    def _check_not_closed(self):
        if self.closed:
            raise ValueError('I/O operation on closed file')

    def _check_can_read(self):
        if not self.readable():
            raise io.UnsupportedOperation('File not open for reading')

    def _check_can_write(self):
        if not self.writable():
            raise io.UnsupportedOperation('File not open for writing')

    def _check_can_seek(self):
        if not self.readable():
            raise io.UnsupportedOperation('Seeking is only supported on files open for reading')
        if not self.seekable():
            raise io.UnsupportedOperation('The underlying file object does not support seeking')


class DecompressReader(io.RawIOBase):
    """What is decompressed, as a raw file; several streams in a row are one."""

    def readable(self):
        return True

    def __init__(self, fp, decomp_factory, trailing_error=(), **decomp_args):
        self._fp = fp
        self._make_decompressor = lambda: decomp_factory(**decomp_args)
        # What may come behind the last stream without being one.
        self._trailing_error = trailing_error
        self._size = -1             # of the decompressed text, once its end was seen
        self._restart()

    def _restart(self):
        self._decompressor = self._make_decompressor()
        self._pos = 0               # in the decompressed text
        self._eof = False

    def close(self):
        self._decompressor = None
        return super().close()

    def seekable(self):
        return self._fp.seekable()

    def readinto(self, b):
        with memoryview(b) as view, view.cast('B') as bytes_view:
            data = self.read(len(bytes_view))
            bytes_view[:len(data)] = data
        return len(data)

    def read(self, size=-1):
        if size < 0:
            return self.readall()
        data = b''
        while size and not data and not self._eof:
            decompress = self._next_stream if self._decompressor.eof else self._same_stream
            data = decompress(size)
        self._pos += len(data)
        return data

    def _same_stream(self, size):
        raw = b''
        if self._decompressor.needs_input:
            raw = self._fp.read(BUFFER_SIZE)
            if not raw:
                raise EOFError('Compressed file ended before the end-of-stream marker was reached')
        return self._decompressor.decompress(raw, size)

    def _next_stream(self, size):
        raw = self._decompressor.unused_data or self._fp.read(BUFFER_SIZE)
        if raw:
            self._decompressor = self._make_decompressor()
            try:
                return self._decompressor.decompress(raw, size)
            except self._trailing_error:
                pass
        self._eof, self._size = True, self._pos
        return b''

    def readall(self):
        return b''.join(iter(lambda: self.read(sys.maxsize), b''))

    def seek(self, offset, whence=io.SEEK_SET):
        if whence not in (io.SEEK_SET, io.SEEK_CUR, io.SEEK_END):
            raise ValueError(f'Invalid value for whence: {whence}')
        if whence == io.SEEK_CUR:
            offset += self._pos
        elif whence == io.SEEK_END:
            while self._size < 0:
                self.read(io.DEFAULT_BUFFER_SIZE)
            offset += self._size
        # Forward by reading on, backward from the beginning.
        if offset < self._pos:
            self._fp.seek(0)
            self._restart()
        while self._pos < offset and self.read(min(io.DEFAULT_BUFFER_SIZE, offset - self._pos)):
            pass
        return self._pos

    def tell(self):
        """The position in what is decompressed."""
        return self._pos


class CompressedFile(BaseStream):
    """BZ2File and LZMAFile: a decompressing reader, or a compressor before a file."""

    _READS, _WRITES = 1, 3

    def _open(self, filename, mode, name):
        """Opens the file, if it is a path, in the mode that was normalised."""
        import os
        self._fp = None
        self._closefp = False
        self._mode = None
        if isinstance(filename, (str, bytes, os.PathLike)):
            self._fp = io.open(filename, mode + 'b')
            self._closefp = True
        elif hasattr(filename, 'read') or hasattr(filename, 'write'):
            self._fp = filename
        else:
            raise TypeError(name)

    def _start(self, reader=None, compressor=None):
        if reader is not None:
            self._mode = self._READS
            self._buffer = io.BufferedReader(reader)
        else:
            self._mode = self._WRITES
            self._compressor = compressor
            self._pos = 0

    def close(self):
        if self.closed:
            return
        try:
            if self._mode == self._READS:
                self._buffer.close()
                self._buffer = None
            elif self._mode == self._WRITES:
                self._fp.write(self._compressor.flush())
                self._compressor = None
        finally:
            try:
                if self._closefp:
                    self._fp.close()
            finally:
                self._fp = None
                self._closefp = False

    @property
    def closed(self):
        """Whether it is closed."""
        return self._fp is None

    @property
    def name(self):
        self._check_not_closed()
        return self._fp.name

    @property
    def mode(self):
        return 'wb' if self._mode == self._WRITES else 'rb'

    def fileno(self):
        """The descriptor of the compressed file."""
        self._check_not_closed()
        return self._fp.fileno()

    def seekable(self):
        """Whether seek() works."""
        return self.readable() and self._buffer.seekable()

    def readable(self):
        """Whether it was opened for reading."""
        self._check_not_closed()
        return self._mode == self._READS

    def writable(self):
        """Whether it was opened for writing."""
        self._check_not_closed()
        return self._mode == self._WRITES

    def peek(self, n=0):
        """Some bytes, which will be read again."""
        self._check_can_read()
        return self._buffer.peek(n)

    def read(self, size=-1):
        """Read up to size uncompressed bytes; all if it is negative or omitted."""
        self._check_can_read()
        return self._buffer.read(size)

    def read1(self, size=-1):
        """Read up to size uncompressed bytes with as few reads as possible."""
        self._check_can_read()
        if size < 0:
            size = io.DEFAULT_BUFFER_SIZE
        return self._buffer.read1(size)

    def readinto(self, b):
        """Read bytes into b."""
        self._check_can_read()
        return self._buffer.readinto(b)

    def readline(self, size=-1):
        """Read a line."""
        if not isinstance(size, int):
            if not hasattr(size, '__index__'):
                raise TypeError('Integer argument expected')
            size = size.__index__()
        self._check_can_read()
        return self._buffer.readline(size)

    def __iter__(self):
        self._check_can_read()
        return self._buffer.__iter__()

    def readlines(self, size=-1):
        """Read lines, about size bytes of them."""
        if not isinstance(size, int):
            if not hasattr(size, '__index__'):
                raise TypeError('Integer argument expected')
            size = size.__index__()
        self._check_can_read()
        return self._buffer.readlines(size)

    def write(self, data):
        """Write bytes; what is in the file is up to date once it is closed."""
        self._check_can_write()
        if isinstance(data, (bytes, bytearray)):
            length = len(data)
        else:
            data = memoryview(data)
            length = data.nbytes
        self._fp.write(self._compressor.compress(data))
        self._pos += length
        return length

    def seek(self, offset, whence=io.SEEK_SET):
        """Change the file position; as it is emulated, this may be slow."""
        self._check_can_seek()
        return self._buffer.seek(offset, whence)

    def tell(self):
        """The position in what is not compressed."""
        self._check_not_closed()
        return self._buffer.tell() if self._mode == self._READS else self._pos


def open_text(binary_file, mode, encoding, errors, newline):
    """The file itself, or wrapped for text."""
    if 't' in mode:
        encoding = io.text_encoding(encoding)
        return io.TextIOWrapper(binary_file, encoding, errors, newline)
    return binary_file


def check_text_arguments(mode, encoding, errors, newline):
    if 't' in mode:
        if 'b' in mode:
            raise ValueError('Invalid mode: %r' % (mode,))
        return
    for name, value in (('encoding', encoding), ('errors', errors), ('newline', newline)):
        if value is not None:
            raise ValueError(f"Argument '{name}' not supported in binary mode")
