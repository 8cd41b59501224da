"""
Read and write ZIP files.

An archive is a row of members, each behind a header of its own, and a directory of them at the
end. Archives and members above 4 GiB (ZIP64) are read and written; encrypted members are only read.
"""

import binascii
import io
import os
import shutil
import stat
import struct
import sys
import time
import warnings
from _thread import allocate_lock
from _zipfile_compression import (ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, check_compression,
                                  compressor, compressor_names)
from zipfile._reader import BadZipFile, ZipExtFile

__all__ = ['BadZipFile', 'BadZipfile', 'error', 'ZIP_STORED', 'ZIP_DEFLATED', 'ZIP_BZIP2',
           'ZIP_LZMA', 'is_zipfile', 'ZipInfo', 'ZipFile', 'PyZipFile', 'LargeZipFile', 'Path']

ZIP64_LIMIT = (1 << 31) - 1
ZIP_FILECOUNT_LIMIT = (1 << 16) - 1
ZIP_MAX_COMMENT = (1 << 16) - 1
DEFAULT_VERSION, ZIP64_VERSION, BZIP2_VERSION, LZMA_VERSION, MAX_EXTRACT_VERSION = \
    20, 45, 46, 63, 63

_MEMBER = struct.Struct('<4s2B4HL2L2H')             # the header before a member
_ENTRY = struct.Struct('<4s4B4HL2L5H2L')            # its entry in the directory
_END = struct.Struct('<4s4H2LH')                    # behind the directory
_END64 = struct.Struct('<4sQ2H2L4Q')
_LOCATOR64 = struct.Struct('<4sLQL')
sizeEndCentDir, sizeCentralDir, sizeFileHeader = _END.size, _ENTRY.size, _MEMBER.size
sizeEndCentDir64, sizeEndCentDir64Locator = _END64.size, _LOCATOR64.size
_EXTRA_ZIP64, _EXTRA_UNICODE_PATH = 1, 0x7075
_MASK_ENCRYPTED, _MASK_USE_DATA_DESCRIPTOR, _MASK_UTF_FILENAME = 0x1, 0x8, 0x800


class LargeZipFile(Exception):
    """
    Raised when writing a zipfile, the zipfile requires ZIP64 extensions
    and those extensions are disabled.
    """


error = BadZipfile = BadZipFile             # older names


# ---- members ----

class _Extra:
    """The fields behind a member's name: each a number of two bytes, a size and data."""

    @staticmethod
    def split(data):
        """(number, the whole field); what is too short for another one has None for a number"""
        while len(data) >= 4:
            kind, size = struct.unpack('<HH', data[:4])
            yield kind, data[:size + 4]
            data = data[size + 4:]
        if data:
            yield None, data

    @classmethod
    def strip(cls, data, kinds):
        """Without the fields of these numbers."""
        return b''.join(field for kind, field in cls.split(data) if kind not in kinds)


class ZipInfo:
    """Class with attributes describing each file in the ZIP archive."""

    __slots__ = ('orig_filename', 'filename', 'date_time', 'compress_type', 'compress_level',
                 'comment', 'extra', 'create_system', 'create_version', 'extract_version',
                 'reserved', 'flag_bits', 'volume', 'internal_attr', 'external_attr',
                 'header_offset', 'CRC', 'compress_size', 'file_size', '_raw_time',
                 '_end_offset')

    def __init__(self, filename='NoName', date_time=(1980, 1, 1, 0, 0, 0)):
        self.orig_filename = filename
        filename = filename.split('\0', 1)[0]
        if os.sep != '/' and os.sep in filename:
            filename = filename.replace(os.sep, '/')
        self.filename = filename
        self.date_time = date_time
        if date_time[0] < 1980:
            raise ValueError('ZIP does not support timestamps before 1980')
        self.compress_type = ZIP_STORED
        self.compress_level = None
        self.comment = self.extra = b''
        self.create_system = 3              # Unix
        self.create_version = self.extract_version = DEFAULT_VERSION
        self.reserved = self.flag_bits = self.volume = 0
        self.internal_attr = self.external_attr = 0
        self.header_offset = self.CRC = self.compress_size = self.file_size = 0
        self._raw_time = 0
        self._end_offset = None             # where the next member begins

    @property
    def _compresslevel(self):               # its name before 3.13
        return self.compress_level

    @_compresslevel.setter
    def _compresslevel(self, level):
        self.compress_level = level

    def __repr__(self):
        result = ['<%s filename=%r' % (self.__class__.__name__, self.filename)]
        if self.compress_type != ZIP_STORED:
            result.append(' compress_type=%s' % compressor_names.get(self.compress_type,
                                                                     self.compress_type))
        mode, low = self.external_attr >> 16, self.external_attr & 0xffff
        if mode:
            result.append(' filemode=%r' % stat.filemode(mode))
        if low:
            result.append(' external_attr=%#x' % low)
        if not self.is_dir() or self.file_size:
            result.append(' file_size=%r' % self.file_size)
        if ((not self.is_dir() or self.compress_size)
                and (self.compress_type != ZIP_STORED or self.file_size != self.compress_size)):
            result.append(' compress_size=%r' % self.compress_size)
        return ''.join(result) + '>'

    @classmethod
    def from_file(cls, filename, arcname=None, *, strict_timestamps=True):
        """Construct an appropriate ZipInfo for a file on the filesystem."""
        if isinstance(filename, os.PathLike):
            filename = os.fspath(filename)
        status = os.stat(filename)
        date_time = time.localtime(status.st_mtime)[:6]
        if not strict_timestamps:
            date_time = min(max(date_time, (1980, 1, 1, 0, 0, 0)), (2107, 12, 31, 23, 59, 59))
        arcname = os.path.normpath(os.path.splitdrive(arcname or filename)[1]).lstrip('/')
        is_folder = stat.S_ISDIR(status.st_mode)
        info = cls(arcname + '/' if is_folder else arcname, date_time)
        info.external_attr = (status.st_mode & 0xffff) << 16
        if is_folder:
            info.external_attr |= 0x10      # as MS-DOS marks it
        else:
            info.file_size = status.st_size
        return info

    def is_dir(self):
        """Return True if this archive member is a directory."""
        return self.filename.endswith('/')

    # ---- on disk ----

    def _encoded_name(self):
        try:
            return self.filename.encode('ascii'), self.flag_bits & ~_MASK_UTF_FILENAME
        except UnicodeEncodeError:
            return self.filename.encode('utf-8'), self.flag_bits | _MASK_UTF_FILENAME

    def _dos_time(self):
        year, month, day, hour, minute, second = self.date_time[:6]
        return (hour << 11 | minute << 5 | second // 2), ((year - 1980) << 9 | month << 5 | day)

    def _version(self, zip64):
        least = {ZIP_BZIP2: BZIP2_VERSION, ZIP_LZMA: LZMA_VERSION}.get(self.compress_type, 0)
        return max(self.extract_version, least, ZIP64_VERSION if zip64 else 0)

    def FileHeader(self, zip64=None):
        """Return the per-file header as a bytes object."""
        name, flags = self._encoded_name()
        dos_time, dos_date = self._dos_time()
        if flags & _MASK_USE_DATA_DESCRIPTOR:
            crc = size = compressed = 0
        else:
            crc, size, compressed = self.CRC, self.file_size, self.compress_size
        if zip64 is None:
            zip64 = size > ZIP64_LIMIT or compressed > ZIP64_LIMIT
        extra = self.extra
        if zip64:
            extra += struct.pack('<HHQQ', 1, 16, size, compressed)
            size = compressed = 0xffffffff
        self.extract_version = self._version(zip64)
        self.create_version = max(self.create_version, self.extract_version)
        return _MEMBER.pack(b'PK\003\004', self.extract_version, self.reserved, flags,
                            self.compress_type, dos_time, dos_date, crc, compressed, size,
                            len(name), len(extra)) + name + extra

    def _entry(self):
        """Its entry in the directory."""
        name, flags = self._encoded_name()
        dos_time, dos_date = self._dos_time()
        large = []
        numbers = [self.file_size, self.compress_size, self.header_offset]
        if numbers[0] > ZIP64_LIMIT or numbers[1] > ZIP64_LIMIT:
            large += numbers[:2]
            numbers[:2] = [0xffffffff] * 2
        if numbers[2] > ZIP64_LIMIT:
            large.append(numbers[2])
            numbers[2] = 0xffffffff
        extra = self.extra
        if large:
            extra = (struct.pack('<HH' + 'Q' * len(large), _EXTRA_ZIP64, 8 * len(large), *large)
                     + _Extra.strip(extra, (_EXTRA_ZIP64,)))
        version = self._version(bool(large))
        return _ENTRY.pack(b'PK\001\002', max(self.create_version, version), self.create_system,
                           version, self.reserved, flags, self.compress_type, dos_time, dos_date,
                           self.CRC, numbers[1], numbers[0], len(name), len(extra),
                           len(self.comment), 0, self.internal_attr, self.external_attr,
                           numbers[2]) + name + extra + self.comment

    def _read_extra(self, name_crc):
        """What did not fit the entry is in fields of its own."""
        for kind, field in _Extra.split(self.extra):
            if kind is None:
                continue
            size = int.from_bytes(field[2:4], 'little')
            if size + 4 > len(field):
                raise BadZipFile('Corrupt extra field %04x (size=%d)' % (kind, size))
            if kind == _EXTRA_ZIP64:
                self._read_large_numbers(field[4:])
            elif kind == _EXTRA_UNICODE_PATH:
                self._read_unicode_path(field[4:], name_crc)

    def _read_large_numbers(self, data):
        numbers = iter(struct.unpack_from('<%dQ' % (len(data) // 8), data))
        try:
            for field in ('file_size', 'compress_size', 'header_offset'):
                if getattr(self, field) == 0xffffffff:
                    setattr(self, field, next(numbers))
        except StopIteration:
            shown = field.replace('_', ' ').capitalize()
            raise BadZipFile(f'Corrupt zip64 extra field. {shown} not found.') from None

    def _read_unicode_path(self, data, name_crc):
        """The name in UTF-8, if it belongs to the name in the entry."""
        try:
            version, crc = struct.unpack('<BL', data[:5])
            name = data[5:].decode('utf-8')
        except struct.error as error:
            raise BadZipFile('Corrupt unicode path extra field (0x7075)') from error
        except UnicodeDecodeError as error:
            raise BadZipFile('Corrupt unicode path extra field (0x7075): invalid utf-8 bytes') \
                from error
        if version != 1 or crc != name_crc:
            return
        if name:
            self.filename = name.split('\0', 1)[0]
        else:
            warnings.warn('Empty unicode path extra field (0x7075)', stacklevel=5)


# ---- the end of an archive ----

def _find_end(file):
    """(entries, size and offset of the directory, comment, where the end is); None if it is none"""
    file.seek(0, 2)
    size = file.tell()
    start = max(size - ZIP_MAX_COMMENT - _END.size, 0)
    file.seek(start)
    data = file.read()
    place = data.rfind(b'PK\005\006')
    if place < 0 or len(data) - place < _END.size:
        return None
    fields = _END.unpack_from(data, place)
    comment_size = fields[7]
    comment = data[place + _END.size:place + _END.size + comment_size]
    place += start
    count, directory_size, offset = fields[4], fields[5], fields[6]
    if place >= _LOCATOR64.size:
        file.seek(place - _LOCATOR64.size)
        locator = file.read(_LOCATOR64.size)
        if locator[:4] == b'PK\006\007':
            end64 = place - _LOCATOR64.size - _END64.size
            file.seek(max(end64, 0))
            data = file.read(_END64.size)
            if len(data) == _END64.size and data[:4] == b'PK\006\006':
                fields = _END64.unpack(data)
                return fields[7], fields[8], fields[9], comment, end64
    return count, directory_size, offset, comment, place


def is_zipfile(filename):
    """Quickly see if a file is a ZIP file by checking the magic number.

    The filename argument may be a file or file-like object too.
    """
    try:
        if hasattr(filename, 'read'):
            place = filename.tell()
            found = _find_end(filename)
            filename.seek(place)
            return found is not None
        with open(filename, 'rb') as file:
            return _find_end(file) is not None
    except (OSError, BadZipFile):
        return False


# ---- reading and writing a member ----

class _ZipWriteFile(io.BufferedIOBase):
    """Compresses what is written to it; at the end its header is put right."""

    def __init__(self, archive, info, zip64):
        self._archive = archive
        self._info = info
        self._zip64 = zip64
        self._compressor = compressor(info.compress_type, info.compress_level)
        self._size = self._written = self._crc = 0
        self.name = info.filename
        self.mode = 'wb'

    def writable(self):
        return True

    def write(self, data):
        if self.closed:
            raise ValueError('I/O operation on closed file.')
        if not isinstance(data, (bytes, bytearray)):
            data = bytes(memoryview(data))
        self._size += len(data)
        self._crc = binascii.crc32(data, self._crc)
        size = len(data)
        if self._compressor is not None:
            data = self._compressor.compress(data)
        self._written += len(data)
        self._archive.fp.write(data)
        return size

    def close(self):
        if self.closed:
            return
        super().close()
        archive, info = self._archive, self._info
        try:
            if self._compressor is not None:
                data = self._compressor.flush()
                self._written += len(data)
                archive.fp.write(data)
            info.compress_size, info.file_size, info.CRC = self._written, self._size, self._crc
            if not self._zip64 and max(self._size, self._written) > ZIP64_LIMIT:
                raise RuntimeError('File size too large, try using force_zip64')
            if info.flag_bits & _MASK_USE_DATA_DESCRIPTOR:
                archive.fp.write(struct.pack('<4sLQQ' if self._zip64 else '<4sLLL', b'PK\007\010',
                                             info.CRC, info.compress_size, info.file_size))
                archive.start_dir = archive.fp.tell()
            else:
                archive.start_dir = archive.fp.tell()
                archive.fp.seek(info.header_offset)
                archive.fp.write(info.FileHeader(self._zip64))
                archive.fp.seek(archive.start_dir)
            archive.filelist.append(info)
            archive.NameToInfo[info.filename] = info
        finally:
            archive._writing = False


# ---- archives ----

def _check_password(pwd):
    if pwd and not isinstance(pwd, bytes):
        raise TypeError('pwd: expected bytes, got %s' % type(pwd).__name__)


class ZipFile:
    """Class with methods to open, read, write, close, list zip files.

    file: Either the path to the file, or a file-like object.
    mode: The mode can be either read 'r', write 'w', exclusive create 'x', or append 'a'.
    compression: ZIP_STORED (no compression), ZIP_DEFLATED, ZIP_BZIP2 or ZIP_LZMA.
    allowZip64: if True ZipFile will create files with ZIP64 extensions when needed.
    compresslevel: None (default for the given compression type) or an integer.
    """

    fp = None

    def __init__(self, file, mode='r', compression=ZIP_STORED, allowZip64=True,
                 compresslevel=None, *, strict_timestamps=True, metadata_encoding=None):
        if mode not in ('r', 'w', 'x', 'a'):
            raise ValueError("ZipFile requires mode 'r', 'w', 'x', or 'a'")
        if metadata_encoding and mode != 'r':
            raise ValueError('metadata_encoding is only supported for reading files')
        check_compression(compression)
        self._allowZip64 = allowZip64
        self.debug = 0
        self.NameToInfo = {}
        self.filelist = []
        self.compression = compression
        self.compresslevel = compresslevel
        self.mode = mode
        self.pwd = None
        self._comment = b''
        self._strict_timestamps = strict_timestamps
        self.metadata_encoding = metadata_encoding
        self._readers = 0                   # members that are open
        self._lock = allocate_lock()        # held while the file is moved and read
        self._writing = False
        self._changed = False
        self._seekable = True
        if isinstance(file, (str, bytes, os.PathLike)):
            file = os.fspath(file)
            self.filename = file
            self.fp = self._open_path(file, mode)
            self._owns = True
        else:
            self.filename = getattr(file, 'name', None)
            self.fp = file
            self._owns = False
        try:
            self._begin(mode)
        except:
            fp, self.fp = self.fp, None
            if self._owns:
                fp.close()
            raise

    @staticmethod
    def _open_path(path, mode):
        if mode == 'a':
            try:
                return io.open(path, 'r+b')
            except FileNotFoundError:
                mode = 'w'
        return io.open(path, {'r': 'rb', 'w': 'w+b', 'x': 'x+b'}[mode])

    def _begin(self, mode):
        if mode == 'r':
            self._read_directory()
        elif mode == 'a':
            try:
                self._read_directory()
                self.fp.seek(self.start_dir)
            except BadZipFile:              # behind something else
                self.fp.seek(0, 2)
                self.start_dir = self.fp.tell()
                self._changed = True
        else:
            self._changed = True
            try:
                self.start_dir = self.fp.tell()
                self.fp.seek(self.start_dir)
            except (AttributeError, OSError):
                self.start_dir = 0
                self._seekable = False
                self.fp = _Counting(self.fp)

    def _read_directory(self):
        try:
            found = _find_end(self.fp)
        except OSError:
            raise BadZipFile('File is not a zip file')
        if not found:
            raise BadZipFile('File is not a zip file')
        count, size, offset, self._comment, end = found
        # What stands before the archive moves everything.
        shift = end - size - offset
        if offset + shift < 0:
            raise BadZipFile('Bad offset for central directory')
        self.start_dir = offset + shift
        self.fp.seek(self.start_dir)
        data = self.fp.read(size)
        place = 0
        while place < size:
            if len(data) - place < _ENTRY.size:
                raise BadZipFile('Truncated central directory')
            fields = _ENTRY.unpack_from(data, place)
            if fields[0] != b'PK\001\002':
                raise BadZipFile('Bad magic number for central directory')
            place = self._read_entry(fields, data, place + _ENTRY.size, shift)
        self._find_ends()

    def _find_ends(self):
        """Where each member must end at the latest: at the next one, or at the directory."""
        starts = sorted({info.header_offset for info in self.filelist})
        end_of = dict(zip(starts, [*starts[1:], self.start_dir]))
        for info in self.filelist:
            info._end_offset = end_of[info.header_offset]

    def _read_entry(self, fields, data, place, shift):
        (_magic, create_version, create_system, extract_version, reserved, flags, kind, dos_time,
         dos_date, crc, compressed, size, name_size, extra_size, comment_size, volume, internal,
         external, offset) = fields
        if extract_version > MAX_EXTRACT_VERSION:
            raise NotImplementedError('zip file version %.1f' % (extract_version / 10))
        name = data[place:place + name_size]
        name_crc = binascii.crc32(name)
        place += name_size
        if flags & _MASK_UTF_FILENAME:
            name = name.decode('utf-8')
        else:
            name = name.decode(self.metadata_encoding or 'cp437')
        info = ZipInfo(name)
        info.extra = data[place:place + extra_size]
        place += extra_size
        info.comment = data[place:place + comment_size]
        info.create_version, info.create_system = create_version, create_system
        info.extract_version, info.reserved, info.flag_bits = extract_version, reserved, flags
        info.compress_type, info.CRC, info.volume = kind, crc, volume
        info.compress_size, info.file_size, info.header_offset = compressed, size, offset
        info.internal_attr, info.external_attr = internal, external
        info.date_time = ((dos_date >> 9) + 1980, dos_date >> 5 & 15, dos_date & 31,
                          dos_time >> 11, dos_time >> 5 & 63, (dos_time & 31) * 2)
        info._raw_time = dos_time
        info._read_extra(name_crc)
        info.header_offset += shift
        self.filelist.append(info)
        self.NameToInfo[info.filename] = info
        return place + comment_size

    # ---- what there is ----

    def namelist(self):
        """Return a list of file names in the archive."""
        return [info.filename for info in self.filelist]

    def infolist(self):
        """Return a list of class ZipInfo instances for files in the
        archive."""
        return self.filelist

    def printdir(self, file=None):
        """Print a table of contents for the zip file."""
        print('%-46s %19s %12s' % ('File Name', 'Modified    ', 'Size'), file=file)
        for info in self.filelist:
            date = '%d-%02d-%02d %02d:%02d:%02d' % info.date_time[:6]
            print('%-46s %s %12d' % (info.filename, date, info.file_size), file=file)

    def getinfo(self, name):
        """Return the instance of ZipInfo given 'name'."""
        info = self.NameToInfo.get(name)
        if info is None:
            raise KeyError('There is no item named %r in the archive' % name)
        return info

    def testzip(self):
        """Read all the files and check the CRC.

        Return None if all files could be read successfully, or the name
        of the offending file otherwise."""
        for info in self.filelist:
            try:
                with self.open(info.filename) as file:
                    while file.read(1 << 20):
                        pass
            except BadZipFile:
                return info.filename
        return None

    @property
    def comment(self):
        """The comment text associated with the ZIP file."""
        return self._comment

    @comment.setter
    def comment(self, comment):
        if not isinstance(comment, bytes):
            raise TypeError('comment: expected bytes, got %s' % type(comment).__name__)
        if len(comment) > ZIP_MAX_COMMENT:
            warnings.warn('Archive comment is too long; truncating to %d bytes' % ZIP_MAX_COMMENT,
                          stacklevel=2)
            comment = comment[:ZIP_MAX_COMMENT]
        self._comment = comment
        self._changed = True

    def setpassword(self, pwd):
        """Set default password for encrypted files."""
        _check_password(pwd)
        self.pwd = pwd or None

    # ---- reading ----

    def _read_at(self, place, size):
        self._check_no_writer()
        with self._lock:
            file = self.fp or self._file
            file.seek(place)
            return file.read(size)

    def _check_no_writer(self):
        if self._writing:
            raise ValueError("Can't read from the ZIP file while there is an open writing handle "
                             "on it. Close the writing handle before trying to read.")

    def read(self, name, pwd=None):
        """Return file bytes for name."""
        with self.open(name, 'r', pwd) as file:
            return file.read()

    def open(self, name, mode='r', pwd=None, *, force_zip64=False):
        """Return file-like object for 'name'.

        name is a string for the file name within the ZIP file, or a ZipInfo
        object.

        mode should be 'r' to read a file already in the ZIP file, or 'w' to
        write to a file newly added to the archive.
        """
        if mode not in {'r', 'w'}:
            raise ValueError('open() requires mode "r" or "w"')
        if pwd and mode == 'w':
            raise ValueError('pwd is only supported for reading files')
        if not self.fp:
            raise ValueError('Attempt to use ZIP archive that was already closed')
        if mode == 'w':
            info = name if isinstance(name, ZipInfo) else ZipInfo(name,
                                                                  time.localtime()[:6])
            if info is not name:
                info.compress_type, info.compress_level = self.compression, self.compresslevel
            return self._open_to_write(info, force_zip64)
        info = name if isinstance(name, ZipInfo) else self.getinfo(name)
        header = self._read_at(info.header_offset, _MEMBER.size)
        if len(header) != _MEMBER.size:
            raise BadZipFile('Truncated file header')
        fields = _MEMBER.unpack(header)
        if fields[0] != b'PK\003\004':
            raise BadZipFile('Bad magic number for file header')
        found = self._read_at(info.header_offset + _MEMBER.size, fields[10])
        encoding = 'utf-8' if fields[3] & _MASK_UTF_FILENAME else self.metadata_encoding or 'cp437'
        if found.decode(encoding) != info.orig_filename:
            raise BadZipFile('File name in directory %r and header %r differ.'
                             % (info.orig_filename, found))
        start = info.header_offset + _MEMBER.size + fields[10] + fields[11]
        if info._end_offset is not None and start + info.compress_size > info._end_offset:
            raise BadZipFile(f'Overlapped entries: {info.orig_filename!r} (possible zip bomb)')
        return ZipExtFile(self, info, start, self._password_for(info, pwd))

    def _password_for(self, info, pwd):
        """None if the member is not encrypted."""
        if not info.flag_bits & _MASK_ENCRYPTED:
            return None
        pwd = pwd or self.pwd
        _check_password(pwd)
        if not pwd:
            raise RuntimeError('File %r is encrypted, password required for extraction'
                               % info.filename)
        return pwd

    def _reader_closed(self):
        self._readers -= 1
        if self._readers == 0 and self.fp is None and self._owns:
            self._file.close()

    def extract(self, member, path=None, pwd=None):
        """Extract a member from the archive to the current working directory,
        using its full name. Its file information is extracted as accurately
        as possible. `member' may be a filename or a ZipInfo object. You can
        specify a different directory using `path'.
        """
        info = member if isinstance(member, ZipInfo) else self.getinfo(member)
        folder = os.getcwd() if path is None else os.fspath(path)
        # Never above the folder, nor at the root.
        parts = [part for part in info.filename.replace('/', os.sep).split(os.sep)
                 if part not in ('', os.curdir, os.pardir)]
        if not parts and not info.is_dir():
            raise ValueError('Empty filename.')
        target = os.path.normpath(os.path.join(folder, *parts))
        if info.is_dir():
            os.makedirs(target, exist_ok=True)
            return target
        above = os.path.dirname(target)
        if not os.path.exists(above):       # a file in its place is what opening complains of
            os.makedirs(above, exist_ok=True)
        with self.open(info, pwd=pwd) as source, io.open(target, 'wb') as file:
            shutil.copyfileobj(source, file)
        return target

    def extractall(self, path=None, members=None, pwd=None):
        """Extract all members from the archive to the current working
           directory. `path' specifies a different directory to extract to.
           `members' is optional and must be a subset of the list returned
           by namelist().
        """
        for member in self.namelist() if members is None else members:
            self.extract(member, path, pwd)

    # ---- writing ----

    def _check_writable(self, info):
        if self.mode not in ('w', 'x', 'a'):
            raise ValueError("write() requires mode 'w', 'x', or 'a'")
        if not self.fp:
            raise ValueError('Attempt to write ZIP archive that was already closed')
        if self._writing:
            raise ValueError("Can't write to the ZIP file while there is another write handle "
                             "open on it. Close the first handle before opening another.")
        if info.filename in self.NameToInfo:
            warnings.warn('Duplicate name: %r' % info.filename, stacklevel=4)
        check_compression(info.compress_type)
        if not self._allowZip64 and (len(self.filelist) >= ZIP_FILECOUNT_LIMIT
                                     or info.file_size > ZIP64_LIMIT
                                     or self.start_dir > ZIP64_LIMIT):
            raise LargeZipFile('Zipfile size would require ZIP64 extensions')

    def _open_to_write(self, info, force_zip64=False):
        zip64 = force_zip64 or info.file_size * 1.05 > ZIP64_LIMIT
        self._check_writable(info)
        info.compress_size = info.CRC = 0
        info.flag_bits = 0x02 if info.compress_type == ZIP_LZMA else 0
        if not self._seekable:
            info.flag_bits |= _MASK_USE_DATA_DESCRIPTOR
        if not info.external_attr:
            info.external_attr = 0o600 << 16
        if self._seekable:
            self.fp.seek(self.start_dir)
        info.header_offset = self.fp.tell()
        header = info.FileHeader(zip64)
        self._changed = True
        self.fp.write(header)
        self._writing = True
        return _ZipWriteFile(self, info, zip64)

    def write(self, filename, arcname=None, compress_type=None, compresslevel=None):
        """Put the bytes from filename into the archive under the name
        arcname."""
        info = ZipInfo.from_file(filename, arcname, strict_timestamps=self._strict_timestamps)
        if info.is_dir():
            info.external_attr |= 0x10
            with self._open_to_write(info):
                return
        info.compress_type = self.compression if compress_type is None else compress_type
        info.compress_level = self.compresslevel if compresslevel is None else compresslevel
        with io.open(filename, 'rb') as source, self._open_to_write(info) as target:
            shutil.copyfileobj(source, target, 1024 * 8)

    def writestr(self, zinfo_or_arcname, data, compress_type=None, compresslevel=None):
        """Write a file into the archive.  The contents is 'data', which
        may be either a 'str' or a 'bytes' instance; if it is a 'str',
        it is encoded as UTF-8 first.
        'zinfo_or_arcname' is either a ZipInfo instance or
        the name of the file in the archive."""
        if isinstance(data, str):
            data = data.encode('utf-8')
        if isinstance(zinfo_or_arcname, ZipInfo):
            info = zinfo_or_arcname
        else:
            info = ZipInfo(zinfo_or_arcname, time.localtime()[:6])
            info.compress_type, info.compress_level = self.compression, self.compresslevel
            info.external_attr = 0o40775 << 16 | 0x10 if info.is_dir() else 0o600 << 16
        if compress_type is not None:
            info.compress_type = compress_type
        if compresslevel is not None:
            info.compress_level = compresslevel
        info.file_size = len(data)
        with self._open_to_write(info) as target:
            target.write(data)

    def mkdir(self, zinfo_or_directory_name, mode=511):
        """Creates a directory inside the zip archive."""
        if isinstance(zinfo_or_directory_name, ZipInfo):
            info = zinfo_or_directory_name
            if not info.is_dir():
                raise ValueError('The given ZipInfo does not describe a directory')
        elif isinstance(zinfo_or_directory_name, str):
            info = ZipInfo(zinfo_or_directory_name.rstrip('/') + '/')
            info.external_attr = (0o40000 | mode) << 16 | 0x10
        else:
            raise TypeError('Expected type str or ZipInfo')
        with self._open_to_write(info):
            pass

    # ---- the end ----

    def _write_directory(self):
        entries = [info._entry() for info in self.filelist]
        start = self.start_dir
        if self._seekable:
            self.fp.seek(start)
        size = sum(map(len, entries))
        for entry in entries:
            self.fp.write(entry)
        count = len(entries)
        if count > ZIP_FILECOUNT_LIMIT or start > ZIP64_LIMIT or size > ZIP64_LIMIT:
            if not self._allowZip64:
                raise LargeZipFile('Zipfile size would require ZIP64 extensions')
            self.fp.write(_END64.pack(b'PK\006\006', _END64.size - 12, 45, 45, 0, 0, count, count,
                                      size, start))
            self.fp.write(_LOCATOR64.pack(b'PK\006\007', 0, start + size, 1))
            count, size, start = min(count, 0xffff), min(size, 0xffffffff), min(start, 0xffffffff)
        self.fp.write(_END.pack(b'PK\005\006', 0, 0, count, count, size, start,
                                len(self._comment)))
        self.fp.write(self._comment)
        if self.mode == 'a':
            self.fp.truncate()
        self.fp.flush()

    def close(self):
        """Close the file, and for mode 'w', 'x' and 'a' write the ending
        records."""
        if self.fp is None:
            return
        if self._writing:
            raise ValueError("Can't close the ZIP file while there is an open writing handle on "
                             "it. Close the writing handle before closing the zip.")
        try:
            if self.mode in ('w', 'x', 'a') and self._changed:
                self._write_directory()
        finally:
            file, self.fp = self.fp, None
            if self._owns and self._readers == 0:
                file.close()
            elif self._readers:
                self._file = file           # members that are open still read it

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.close()

    def __del__(self):
        self.close()

    def __repr__(self):
        result = ['<%s.%s' % (self.__class__.__module__, self.__class__.__qualname__)]
        if self.fp is not None:
            if not self._owns:
                result.append(' file=%r' % self.fp)
            elif self.filename is not None:
                result.append(' filename=%r' % self.filename)
            result.append(' mode=%r' % self.mode)
        else:
            result.append(' [closed]')
        return ''.join(result) + '>'


class _Counting:
    """A stream that cannot seek, with a position."""

    def __init__(self, fp):
        self.fp = fp
        self.offset = 0

    def write(self, data):
        written = self.fp.write(data)
        self.offset += written
        return written

    def tell(self):
        return self.offset

    def flush(self):
        self.fp.flush()

    def close(self):
        self.fp.close()


_LAZY = {'Path': 'zipfile._path', 'CompleteDirs': 'zipfile._path', 'PyZipFile': 'zipfile._pyzip',
         'main': 'zipfile.__main__'}


def __getattr__(name):
    """What few need is in modules of its own."""
    from importlib import import_module
    if name == '_path':
        return import_module('zipfile._path')
    if name not in _LAZY:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    return globals().setdefault(name, getattr(import_module(_LAZY[name]), name))
