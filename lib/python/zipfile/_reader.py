"""Members that are read: decrypted, decompressed and checked while they are."""

import binascii
import io
import os
import sys
from _zipfile_compression import ZIP_STORED, compressor_names, decompressor
from zipfile._decryption import ENCRYPTION_HEADER_SIZE, decrypter


class BadZipFile(Exception):
    pass


class ZipExtFile(io.BufferedIOBase):
    """File-like object for reading an archive member.
       Is returned by ZipFile.open().
    """

    MIN_READ_SIZE = 1 << 16                 # bytes of the archive read at once
    MAX_SEEK_READ = 1 << 24                 # bytes of the member read at once to get further
    mode = 'rb'

    def __init__(self, archive, info, start, password=None):
        self._archive = archive
        self._info = info
        self._start = start
        self._password = password
        self.name = info.filename
        self.newlines = None
        archive._readers += 1
        self._rewind()

    def _rewind(self):
        self._decompressor = decompressor(self._info.compress_type)
        self._place = self._start
        self._left = self._info.compress_size
        self._missing = self._info.file_size
        self._buffer = b''
        self._position = 0
        self._crc = 0
        self._decrypt = None if self._password is None else self._start_decryption()

    def _start_decryption(self):
        """Reads the twelve random bytes in front; the last one tells if the password is right."""
        decrypt = decrypter(self._password)
        head = decrypt(self._archive._read_at(self._place, ENCRYPTION_HEADER_SIZE))
        self._place += ENCRYPTION_HEADER_SIZE
        self._left -= ENCRYPTION_HEADER_SIZE
        info = self._info
        with_descriptor = info.flag_bits & 0x8
        wanted = info._raw_time >> 8 & 0xff if with_descriptor else info.CRC >> 24 & 0xff
        if head[-1:] != bytes([wanted]):
            raise RuntimeError('Bad password for file %r' % info.orig_filename)
        return decrypt

    def __repr__(self):
        result = ['<%s.%s' % (self.__class__.__module__, self.__class__.__qualname__)]
        if self.closed:
            result.append(' [closed]')
        else:
            result.append(' name=%r' % self.name)
            if self._info.compress_type != ZIP_STORED:
                result.append(' compress_type=%s' % compressor_names.get(self._info.compress_type))
        return ''.join(result) + '>'

    def readable(self):
        self._check_open()
        return True

    def seekable(self):
        self._check_open()
        return self._archive._seekable

    def _check_open(self):
        if self.closed:
            raise ValueError('I/O operation on closed file.')

    def _fill(self):
        """More of the member in the buffer; False at its end."""
        while self._missing > 0:
            data = self._archive._read_at(self._place, min(self._left, self.MIN_READ_SIZE))
            if not data and self._left > 0:
                raise EOFError
            self._place += len(data)
            self._left -= len(data)
            if self._decrypt is not None:
                data = self._decrypt(data)
            if self._decompressor is not None:
                ended = not data
                data = self._decompressor.decompress(data)
                if ended and not data and hasattr(self._decompressor, 'flush'):
                    data = self._decompressor.flush()
                if ended and not data:
                    raise EOFError
            data = data[:self._missing]
            self._missing -= len(data)
            self._crc = binascii.crc32(data, self._crc)
            self._buffer += data
            if self._missing == 0 and self._crc != self._info.CRC:
                raise BadZipFile('Bad CRC-32 for file %r' % self.name)
            if data:
                return True
        if self._info.file_size == 0 and self._info.CRC != 0:
            raise BadZipFile('Bad CRC-32 for file %r' % self.name)
        return False

    def read(self, n=-1):
        """Read and return up to n bytes.
        If the argument is omitted, None, or negative, data is read and returned until EOF is
        reached.
        """
        if self.closed:
            raise ValueError('read from closed file.')
        if n is None or n < 0:
            n = sys.maxsize
        chunks = []
        while n > 0 and (self._buffer or self._fill()):
            chunk, self._buffer = self._buffer[:n], self._buffer[n:]
            chunks.append(chunk)
            n -= len(chunk)
        data = b''.join(chunks)
        self._position += len(data)
        return data

    def read1(self, n=-1):
        """Read up to n bytes with at most one read() system call."""
        if not self._buffer and not self._fill():
            return b''
        return self.read(len(self._buffer) if n is None or n < 0 else min(n, len(self._buffer)))

    def peek(self, n=1):
        """Returns buffered bytes without advancing the position."""
        while len(self._buffer) < n and self._fill():
            pass
        return self._buffer[:512]

    def readinto(self, b):
        data = self.read(len(b))
        b[:len(data)] = data
        return len(data)

    def seek(self, offset, whence=os.SEEK_SET):
        if self.closed:
            raise ValueError('seek on closed file.')
        if not self.seekable():
            raise io.UnsupportedOperation('underlying stream is not seekable')
        if whence == os.SEEK_CUR:
            offset += self._position
        elif whence == os.SEEK_END:
            offset += self._info.file_size
        elif whence != os.SEEK_SET:
            raise ValueError('whence must be os.SEEK_SET (0), os.SEEK_CUR (1), or os.SEEK_END (2)')
        offset = min(max(offset, 0), self._info.file_size)
        if offset < self._position:
            self._rewind()
        while self._position < offset and self.read(
                min(offset - self._position, self.MAX_SEEK_READ)):
            pass
        return self._position

    def tell(self):
        if self.closed:
            raise ValueError('tell on closed file.')
        return self._position

    def close(self):
        if not self.closed:
            self._archive._reader_closed()
        super().close()


ZipExtFile.__module__ = BadZipFile.__module__ = 'zipfile'
