"""Files of tar archives: streams that cannot seek, and members as files."""

import io
import os
import struct
import sys
import time

from _tar_format import BLOCKSIZE, NUL, CompressionError, ReadError, StreamError

_GZIP_FLAGS = (4, 8, 16, 2)  # extra field, name, comment, checksum


def copyfileobj(src, dst, length=None, exception=OSError, bufsize=None):
    """Copy so many bytes, or all, from one file to another."""
    bufsize = bufsize or 16 * 1024
    while length is None or length > 0:
        wanted = bufsize if length is None else min(bufsize, length)
        data = src.read(wanted)
        if length is None:
            if not data:
                return
        else:
            if len(data) < wanted:
                raise exception("unexpected end of data")
            length -= wanted
        dst.write(data)


class LowLevelFile:
    """A file without a buffer, for devices such as tape drives."""

    def __init__(self, name, mode):
        flags = {"r": os.O_RDONLY, "w": os.O_WRONLY | os.O_CREAT | os.O_TRUNC}[mode]
        self.fd = os.open(name, flags, 0o666)

    def close(self):
        os.close(self.fd)

    def read(self, size):
        return os.read(self.fd, size)

    def write(self, s):
        os.write(self.fd, s)


class _Peeked:
    """A file whose first block was read to find out how it is compressed."""

    def __init__(self, file):
        self.first, self.file = file.read(BLOCKSIZE), file

    def read(self, size):
        first, self.first = self.first, b""
        return first or self.file.read(size)

    def close(self):
        self.file.close()

    def compression(self):
        start = self.first
        if start.startswith(b"\x1f\x8b\x08"):
            return "gz"
        if start.startswith(b"BZh") and start[4:10] == b"1AY&SY":
            return "bz2"
        return "xz" if start.startswith((b"\x5d\x00\x00\x80", b"\xfd7zXZ")) else "tar"


class Stream:
    """An archive that is read or written from start to end in blocks of bufsize, e.g. through a
    pipe; compression '*' is found out."""

    def __init__(self, name, mode, comptype, fileobj, bufsize, compresslevel):
        self._own, self.closed = fileobj is None, True
        if fileobj is None:
            fileobj = LowLevelFile(name, mode)
        self.closed = False
        if comptype == "*":
            fileobj = _Peeked(fileobj)
            comptype = fileobj.compression()
        self.name, self.mode, self.comptype = name or "", mode, comptype
        self.fileobj, self.bufsize = fileobj, bufsize
        self.pos = 0
        self._raw = self._plain = b""  # what is not written yet, or not decompressed; or not read
        try:
            self._open(compresslevel)
        except:
            if self._own:
                fileobj.close()
            self.closed = True
            raise

    def _open(self, level):
        module = {"gz": "zlib", "bz2": "bz2", "xz": "lzma"}.get(self.comptype)
        if module is None:
            if self.comptype != "tar":
                raise CompressionError(f"unknown compression type {self.comptype!r}")
            return
        try:
            library = __import__(module)
        except ImportError:
            raise CompressionError(f"{module} module is not available") from None
        reading = self.mode == "r"
        if self.comptype == "gz":
            self._crc32, self.crc = library.crc32, library.crc32(b"")
            self.exception = library.error
            if reading:
                self.cmp = library.decompressobj(-library.MAX_WBITS)
                self._read_gzip_header()
            else:
                self.cmp = library.compressobj(level, library.DEFLATED, -library.MAX_WBITS,
                                               library.DEF_MEM_LEVEL, 0)
                self._write_gzip_header()
        elif self.comptype == "bz2":
            self.exception = OSError
            self.cmp = library.BZ2Decompressor() if reading else library.BZ2Compressor(level)
        else:
            self.exception = library.LZMAError
            self.cmp = library.LZMADecompressor() if reading else library.LZMACompressor()

    def _write_gzip_header(self):
        name = os.path.basename(self.name.removesuffix(".gz"))
        self._write_raw(b"\x1f\x8b\x08\x08" + struct.pack("<L", int(time.time())) + b"\x02\xff"
                        + name.encode("iso-8859-1", "replace") + NUL)

    def _read_gzip_header(self):
        if self._read_raw(2) != b"\x1f\x8b":
            raise ReadError("not a gzip file")
        if self._read_raw(1) != b"\x08":
            raise CompressionError("unsupported compression method")
        flags = self._read_raw(1)[0]
        self._read_raw(6)
        extra, name, comment, checksum = (flags & bit for bit in _GZIP_FLAGS)
        if extra:
            self._read_raw(int.from_bytes(self._read_raw(2), "little"))
        for text in name, comment:
            while text and self._read_raw(1) not in (b"", NUL):
                pass
        if checksum:
            self._read_raw(2)

    def __del__(self):
        if not self.closed:
            self.close()

    def write(self, s):
        if self.comptype == "gz":
            self.crc = self._crc32(s, self.crc)
        self.pos += len(s)
        self._write_raw(s if self.comptype == "tar" else self.cmp.compress(s))

    def _write_raw(self, data):
        data = self._raw + data
        whole = max(len(data) - 1, 0) // self.bufsize * self.bufsize
        for start in range(0, whole, self.bufsize):
            self.fileobj.write(data[start : start + self.bufsize])
        self._raw = data[whole:]

    def close(self):
        if self.closed:
            return
        self.closed = True
        try:
            if self.mode == "w":
                if self.comptype != "tar":
                    self._raw += self.cmp.flush()
                if self.comptype == "gz":
                    self._raw += struct.pack("<2L", self.crc, self.pos & 0xFFFFFFFF)
                if self._raw:
                    self.fileobj.write(self._raw)
                    self._raw = b""
        finally:
            if self._own:
                self.fileobj.close()

    def tell(self):
        return self.pos

    def seek(self, pos=0):
        """Pass what is before pos."""
        if pos < self.pos:
            raise StreamError("seeking backwards is not allowed")
        while self.pos < pos and self.read(min(self.bufsize, pos - self.pos)):
            pass
        return self.pos

    def read(self, size):
        assert size is not None
        data = self._read_raw(size) if self.comptype == "tar" else self._read_plain(size)
        self.pos += len(data)
        return data

    def _read_raw(self, size):
        parts, count = [self._raw], len(self._raw)
        while count < size and (block := self.fileobj.read(self.bufsize)):
            parts.append(block)
            count += len(block)
        data = b"".join(parts)
        self._raw = data[size:]
        return data[:size]

    def _read_plain(self, size):
        parts, count = [self._plain], len(self._plain)
        while count < size:
            block, self._raw = self._raw or self.fileobj.read(self.bufsize), b""
            if not block:
                break
            try:
                parts.append(self.cmp.decompress(block))
            except self.exception as error:
                raise ReadError("invalid compressed data") from error
            count += len(parts[-1])
        data = b"".join(parts)
        self._plain = data[size:]
        return data[:size]


class MemberFile:
    """The content of a member, a part of the archive's file; of a sparse one, holes are zeros."""

    mode = "rb"
    closed = False

    def __init__(self, archive, offset, size, name, sparse=None):
        self.archive, self.name, self.size = archive, name, size
        self.position = 0
        # (start, end, place in the archive; None in a hole), all of the size without gaps
        self.parts, end, place = [], 0, offset
        for start, length in [(0, size)] if sparse is None else sparse:
            if start > end:
                self.parts.append((end, start, None))
            self.parts.append((start, start + length, place))
            end, place = start + length, place + length
        if end < size:
            self.parts.append((end, size, None))

    def readable(self):
        return True

    def writable(self):
        return False

    def flush(self):
        """Nothing; for BufferedReader."""

    def close(self):
        self.closed = True

    def seekable(self):
        return self.archive.seekable()

    def tell(self):
        return self.position

    def seek(self, position, whence=io.SEEK_SET):
        if whence not in (io.SEEK_SET, io.SEEK_CUR, io.SEEK_END):
            raise ValueError("Invalid argument")
        start = (0, self.position, self.size)[whence]
        self.position = max(min(start + position, self.size), 0)
        return self.position

    def read(self, size=None):
        left = self.size - self.position
        return self._read(left if size is None or size < 0 else min(size, left))

    def _read(self, size):
        pieces = []
        for start, end, place in self.parts:
            if size <= 0:
                break
            if start <= self.position < end:
                count = min(size, end - self.position)
                pieces.append(self._piece(place, self.position - start, count))
                size -= count
                self.position += count
        return b"".join(pieces)

    def _piece(self, place, offset, count):
        if place is None:
            return NUL * count
        self.archive.seek(place + offset)
        data = self.archive.read(count)
        if len(data) != count:
            raise ReadError("unexpected end of data")
        return data

    def readinto(self, b):
        data = self.read(len(b))
        b[: len(data)] = data
        return len(data)


class ExFileObject(io.BufferedReader):
    """A member of an archive as a file."""

    def __init__(self, tarfile, tarinfo):
        super().__init__(MemberFile(tarfile.fileobj, tarinfo.offset_data, tarinfo.size,
                                    tarinfo.name, tarinfo.sparse))


ExFileObject.__module__ = "tarfile"


def safe_print(text):
    """Print the text, what the output cannot encode as escapes."""
    encoding = getattr(sys.stdout, "encoding", None)
    if encoding is not None:
        text = text.encode(encoding, "backslashreplace").decode(encoding)
    print(text, end=" ")
