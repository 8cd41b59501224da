"""Files compressed by gzip: one or more members, each a header, compressed bytes, sum and size."""

import builtins
import io
import os
import struct
import sys
import time
import weakref
import zlib

import _compression

__all__ = ['BadGzipFile', 'GzipFile', 'open', 'compress', 'decompress']

READ, WRITE = 'rb', 'wb'
FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = 1, 2, 4, 8, 16
_COMPRESS_LEVEL_FAST, _COMPRESS_LEVEL_TRADEOFF, _COMPRESS_LEVEL_BEST = 1, 6, 9
_MAGIC = b'\x1f\x8b'
_DEFLATED = 8

READ_BUFFER_SIZE = 128 * 1024
_WRITE_BUFFER_SIZE = 4 * io.DEFAULT_BUFFER_SIZE
_TOO_SHORT = 'Compressed file ended before the end-of-stream marker was reached'


class BadGzipFile(OSError):
    """What is no gzip file, or a broken one."""


def open(filename, mode='rb', compresslevel=_COMPRESS_LEVEL_BEST, encoding=None, errors=None,
         newline=None):
    """Opens a gzip file, given by its name or as a file object; "t" in the mode means text."""
    _compression.check_text_arguments(mode, encoding, errors, newline)
    is_path = isinstance(filename, (str, bytes, os.PathLike))
    if not is_path and not hasattr(filename, 'read') and not hasattr(filename, 'write'):
        raise TypeError('filename must be a str or bytes object, or a file')
    path, fileobj = (filename, None) if is_path else (None, filename)
    file = GzipFile(path, mode.replace('t', ''), compresslevel, fileobj)
    return _compression.open_text(file, mode, encoding, errors, newline)


# ---- headers and trailers ----

def _read_exact(fp, n):
    """So many bytes of a file, which may give them in pieces."""
    data = fp.read(n)
    while len(data) < n:
        more = fp.read(n - len(data))
        if not more:
            raise EOFError(_TOO_SHORT)
        data += more
    return data


def _read_gzip_header(fp):
    """Reads the header of a member; its time of modification, None at the end of the file."""
    magic = fp.read(2)
    if not magic:
        return None
    if magic != _MAGIC:
        raise BadGzipFile(f'Not a gzipped file ({magic!r})')
    method, flags, mtime = struct.unpack('<BBIxx', _read_exact(fp, 8))
    if method != _DEFLATED:
        raise BadGzipFile('Unknown compression method')
    if flags & FEXTRA:
        _read_exact(fp, int.from_bytes(_read_exact(fp, 2), 'little'))
    for text in FNAME, FCOMMENT:
        if flags & text:
            while fp.read(1) not in (b'', b'\0'):
                pass
    if flags & FHCRC:
        _read_exact(fp, 2)
    return mtime


def _header(name, mtime, compresslevel):
    """The header of a member."""
    speed = {_COMPRESS_LEVEL_BEST: 2, _COMPRESS_LEVEL_FAST: 4}.get(compresslevel, 0)
    mtime = int(time.time() if mtime is None else mtime)
    unknown_system = 255
    start = _MAGIC + struct.pack('<BBIBB', _DEFLATED, FNAME if name else 0, mtime, speed,
                                 unknown_system)
    return start + name + b'\0' if name else start


def _name_in_header(name):
    """A file's name without folders and .gz as latin-1, nothing if it cannot be written so."""
    try:
        name = os.path.basename(name)
        name = name if isinstance(name, bytes) else name.encode('latin-1')
    except UnicodeEncodeError:
        return b''
    return name.removesuffix(b'.gz')


def _trailer(crc, size):
    return struct.pack('<II', crc, size & 0xffffffff)


# ---- files ----

class _WriteBufferStream(io.RawIOBase):
    """What is below the buffer of a GzipFile that is written."""

    def __init__(self, gzip_file):
        self.gzip_file = weakref.ref(gzip_file)

    def writable(self):
        return True

    def write(self, data):
        owner = self.gzip_file()
        if owner is None:
            raise RuntimeError('lost gzip_file')
        return owner._write_raw(data)


class GzipFile(_compression.BaseStream):
    """A binary file that is compressed: of a name, or of another file object."""

    myfileobj = None                # the one that it opened itself

    def __init__(self, filename=None, mode=None, compresslevel=_COMPRESS_LEVEL_BEST, fileobj=None,
                 mtime=None):
        if mode and ('t' in mode or 'U' in mode):
            raise ValueError(f'Invalid mode: {mode!r}')
        mode_is_said = mode is not None
        if mode and 'b' not in mode:
            mode += 'b'
        try:
            if fileobj is None:
                fileobj = self.myfileobj = builtins.open(filename, mode or READ)
            self.name = self._name(filename, fileobj)
            mode = mode if mode_is_said else getattr(fileobj, 'mode', READ)
            if mode[:1] not in ('r', 'w', 'a', 'x'):
                raise ValueError(f'Invalid mode: {mode!r}')
            self.fileobj = fileobj
            if mode[0] == 'r':
                self.mode = READ
                self._buffer = io.BufferedReader(_GzipReader(fileobj))
            else:
                if not mode_is_said:
                    self._warn_of_writing()
                self.mode = WRITE
                self._begin_writing(compresslevel, mtime)
        except:
            self._close()
            raise

    @staticmethod
    def _name(filename, fileobj):
        if filename is not None:
            return os.fspath(filename)
        name = getattr(fileobj, 'name', '')
        return name if isinstance(name, (str, bytes)) else ''

    @staticmethod
    def _warn_of_writing():
        import warnings
        warnings.warn('GzipFile was opened for writing, but this will change in future Python '
                      'releases.  Specify the mode argument for opening it for writing.',
                      FutureWarning, stacklevel=3)

    @property
    def mtime(self):
        """The time in the header that was read last, or None."""
        return self._buffer.raw._last_mtime

    def __repr__(self):
        return f'<gzip {repr(self.fileobj)[1:-1]} {id(self):#x}>'

    def _require(self, mode, what):
        self._check_not_closed()
        if self.mode != mode:
            import errno
            other = 'write-only' if self.mode == WRITE else 'read-only'
            raise OSError(errno.EBADF, f'{what}() on {other} GzipFile object')

    # ---- writing ----

    def _begin_writing(self, compresslevel, mtime):
        self.compress = zlib.compressobj(compresslevel, zlib.DEFLATED, -zlib.MAX_WBITS,
                                         zlib.DEF_MEM_LEVEL, 0)
        self.crc, self.size = zlib.crc32(b''), 0
        self.offset = 0             # where seek() and tell() think it is
        self._buffer_size = _WRITE_BUFFER_SIZE
        self._buffer = io.BufferedWriter(_WriteBufferStream(self), buffer_size=self._buffer_size)
        self.fileobj.write(_header(_name_in_header(self.name), mtime, compresslevel))

    def write(self, data):
        self._require(WRITE, 'write')
        return self._buffer.write(data)

    def _write_raw(self, data):
        with memoryview(data) as view:
            length = view.nbytes
        if length:
            self.fileobj.write(self.compress.compress(data))
            self.crc = zlib.crc32(data, self.crc)
            self.size += length
            self.offset += length
        return length

    def flush(self, zlib_mode=zlib.Z_SYNC_FLUSH):
        self._check_not_closed()
        if self.mode == WRITE:
            self._buffer.flush()
            self.fileobj.write(self.compress.flush(zlib_mode))
            self.fileobj.flush()

    # ---- reading ----

    def read(self, size=-1):
        self._require(READ, 'read')
        return self._buffer.read(size)

    def read1(self, size=-1):
        """Reads no more than is there; a buffer's worth if size is negative."""
        self._require(READ, 'read1')
        return self._buffer.read1(io.DEFAULT_BUFFER_SIZE if size < 0 else size)

    def peek(self, n):
        self._require(READ, 'peek')
        return self._buffer.peek(n)

    def readline(self, size=-1):
        self._check_not_closed()
        return self._buffer.readline(size)

    # ---- the file ----

    @property
    def closed(self):
        return self.fileobj is None

    def readable(self):
        return self.mode == READ

    def writable(self):
        return self.mode == WRITE

    def seekable(self):
        return True

    def fileno(self):
        """That of the file below, if it has one."""
        return self.fileobj.fileno()

    def tell(self):
        self._check_not_closed()
        if self.mode == READ:
            return self._buffer.tell()
        self._buffer.flush()
        return self.offset

    def rewind(self):
        """Back to the beginning."""
        if self.mode != READ:
            raise OSError("Can't rewind in write mode")
        self._buffer.seek(0)

    def seek(self, offset, whence=io.SEEK_SET):
        self._check_not_closed()
        if self.mode == READ:
            return self._buffer.seek(offset, whence)
        # Forward by writing zeros.
        self._buffer.flush()
        if whence not in (io.SEEK_SET, io.SEEK_CUR):
            raise ValueError('Seek from end not supported')
        missing = offset if whence == io.SEEK_CUR else offset - self.offset
        if missing < 0:
            raise OSError('Negative seek in write mode')
        while missing:
            size = min(missing, self._buffer_size)
            self.write(bytes(size))
            missing -= size
        return self.offset

    def close(self):
        if self.fileobj is None or self._buffer.closed:
            return
        try:
            if self.mode == READ:
                self._buffer.close()
            else:
                self._buffer.flush()
                self.fileobj.write(self.compress.flush())
                self.fileobj.write(_trailer(self.crc, self.size))
        finally:
            self._close()

    def _close(self):
        own, self.myfileobj = self.myfileobj, None
        self.fileobj = None
        if own is not None:
            own.close()

    def __del__(self):
        if not self.closed and self.mode == WRITE:
            import warnings
            warnings.warn('unclosed GzipFile', ResourceWarning, source=self, stacklevel=2)
        super().__del__()


# ---- reading members ----

class _PaddedFile:
    """A file that what was read too much of can be given back to."""

    def __init__(self, file):
        self.file = file
        self._buffer, self._start = b'', 0      # what was given back, and how much of it was read

    def read(self, size):
        data = self._buffer[self._start:self._start + size]
        self._start += len(data)
        if len(data) == size:
            return data
        self._buffer, self._start = b'', 0
        return data + self.file.read(size - len(data))

    def prepend(self, data=b''):
        """Gives back what was read last."""
        if self._start >= len(data):
            self._start -= len(data)
        else:
            self._buffer, self._start = data + self._buffer[self._start:], 0

    def seek(self, off):
        self._buffer, self._start = b'', 0
        return self.file.seek(off)

    def seekable(self):
        return True


class _GzipReader(_compression.DecompressReader):
    """The decompressed text of all members, one after the other."""

    def __init__(self, fp):
        super().__init__(_PaddedFile(fp), zlib._ZlibDecompressor, wbits=-zlib.MAX_WBITS)
        self._last_mtime = None

    def read(self, size=-1):
        if size < 0:
            return self.readall()
        while size:
            if self._decompressor.eof:
                self._finish_member()
            if self._new_member and not self._begin_member():
                self._size = self._pos
                break
            data = self._decompress(size)
            if data:
                self._crc = zlib.crc32(data, self._crc)
                self._stream_size += len(data)
                self._pos += len(data)
                return data
        return b''

    def _decompress(self, size):
        raw = b''
        if self._decompressor.needs_input:
            raw = self._fp.read(READ_BUFFER_SIZE)
            at_end = not raw
        else:
            at_end = False
        data = self._decompressor.decompress(raw, size)
        if self._decompressor.unused_data:
            self._fp.prepend(self._decompressor.unused_data)
        if at_end and not data:
            raise EOFError(_TOO_SHORT)
        return data

    def _begin_member(self):
        """Reads a header; whether there was one."""
        mtime = _read_gzip_header(self._fp)
        if mtime is None:
            return False
        self._last_mtime = mtime
        self._crc, self._stream_size = zlib.crc32(b''), 0
        self._new_member = False
        return True

    def _finish_member(self):
        crc, size = struct.unpack('<II', _read_exact(self._fp, 8))
        if crc != self._crc:
            raise BadGzipFile(f'CRC check failed {crc:#x} != {self._crc:#x}')
        if size != self._stream_size & 0xffffffff:
            raise BadGzipFile('Incorrect length of data produced')
        while (byte := self._fp.read(1)) == b'\0':
            pass                    # zeros may follow
        self._fp.prepend(byte)
        self._new_member = True
        self._decompressor = self._make_decompressor()

    def _restart(self):
        super()._restart()
        self._new_member = True


# ---- all at once ----

def compress(data, compresslevel=_COMPRESS_LEVEL_BEST, *, mtime=None):
    """The data as one member; mtime is the time in the header, now by default."""
    raw = zlib.compress(data, level=compresslevel, wbits=-zlib.MAX_WBITS)
    return b''.join([_header(b'', mtime, compresslevel), raw,
                     _trailer(zlib.crc32(data), len(data))])


def decompress(data):
    """The text of all members."""
    texts = []
    while True:
        stream = io.BytesIO(data)
        if _read_gzip_header(stream) is None:
            return b''.join(texts)
        member = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        text = member.decompress(stream.read())
        if not member.eof or len(member.unused_data) < 8:
            raise EOFError(_TOO_SHORT)
        crc, size = struct.unpack_from('<II', member.unused_data)
        if crc != zlib.crc32(text):
            raise BadGzipFile('CRC check failed')
        if size != len(text) & 0xffffffff:
            raise BadGzipFile('Incorrect length of data produced')
        texts.append(text)
        data = member.unused_data[8:].lstrip(b'\0')


def main():
    from argparse import ArgumentParser
    parser = ArgumentParser(description='A simple command line interface for the gzip module: act '
                                        'like gzip, but do not delete the input file.')
    group = parser.add_mutually_exclusive_group()
    group.add_argument('--fast', action='store_true', help='compress faster')
    group.add_argument('--best', action='store_true', help='compress better')
    group.add_argument('-d', '--decompress', action='store_true',
                       help='act like gunzip instead of gzip')
    parser.add_argument('args', nargs='*', default=['-'], metavar='file')
    args = parser.parse_args()

    level = _COMPRESS_LEVEL_TRADEOFF
    if args.fast:
        level = _COMPRESS_LEVEL_FAST
    elif args.best:
        level = _COMPRESS_LEVEL_BEST
    for name in args.args:
        if args.decompress:
            if name == '-':
                source = GzipFile(filename='', mode='rb', fileobj=sys.stdin.buffer)
                target = sys.stdout.buffer
            else:
                if not name.endswith('.gz'):
                    sys.exit(f'filename doesn\'t end in .gz: {name!r}')
                source = open(name, 'rb')
                target = builtins.open(name[:-3], 'wb')
        elif name == '-':
            source = sys.stdin.buffer
            target = GzipFile(filename='', mode='wb', fileobj=sys.stdout.buffer,
                              compresslevel=level)
        else:
            source = builtins.open(name, 'rb')
            target = open(name + '.gz', 'wb')
        while chunk := source.read(READ_BUFFER_SIZE):
            target.write(chunk)
        if target is not sys.stdout.buffer:
            target.close()
        if source is not sys.stdin.buffer:
            source.close()


if __name__ == '__main__':
    main()
