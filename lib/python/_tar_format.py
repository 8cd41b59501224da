"""The format of tar archives: numbers and texts in headers, a member's header in both directions.

A header is a block of 512 bytes; the content follows, filled up to whole blocks. What does not fit
is in further headers before it: GNU's for long names (L, K) and sparse files (S), POSIX's pax
headers (x, g), which are lines `LENGTH KEYWORD=VALUE`."""

import copy
import re
import struct
import sys
import warnings

ENCODING = sys.getfilesystemencoding()
NUL = b"\0"
BLOCKSIZE = 512
GNU_MAGIC, POSIX_MAGIC = b"ustar  \0", b"ustar\x0000"
LENGTH_NAME, LENGTH_LINK, LENGTH_PREFIX = 100, 100, 155

AREGTYPE, REGTYPE, LNKTYPE, SYMTYPE = b"\0", b"0", b"1", b"2"
CHRTYPE, BLKTYPE, DIRTYPE, FIFOTYPE, CONTTYPE = b"3", b"4", b"5", b"6", b"7"
GNUTYPE_LONGNAME, GNUTYPE_LONGLINK, GNUTYPE_SPARSE = b"L", b"K", b"S"
XHDTYPE, XGLTYPE, SOLARIS_XHDTYPE = b"x", b"g", b"X"

USTAR_FORMAT, GNU_FORMAT, PAX_FORMAT = range(3)
DEFAULT_FORMAT = PAX_FORMAT

GNU_TYPES = (GNUTYPE_LONGNAME, GNUTYPE_LONGLINK, GNUTYPE_SPARSE)
REGULAR_TYPES = (REGTYPE, AREGTYPE, CONTTYPE, GNUTYPE_SPARSE)
SUPPORTED_TYPES = (REGTYPE, AREGTYPE, LNKTYPE, SYMTYPE, CHRTYPE, BLKTYPE, DIRTYPE, FIFOTYPE,
                   CONTTYPE) + GNU_TYPES

PAX_FIELDS = ("path", "linkpath", "size", "mtime", "uid", "gid", "uname", "gname")
PAX_NAME_FIELDS = {"path", "linkpath", "uname", "gname"}
PAX_NUMBER_FIELDS = {"atime": float, "ctime": float, "mtime": float,
                     "uid": int, "gid": int, "size": int}

# name mode uid gid size mtime checksum type linkname magic uname gname major minor prefix
_HEADER = struct.Struct("100s 8s 8s 8s 12s 12s 8s c 100s 8s 32s 32s 8s 8s 155s 12x".replace(
    " ", ""))
_CHECKSUM = slice(148, 156)
_SPARSE = struct.Struct("12s12s")


class TarError(Exception):
    """Anything wrong with an archive."""


def _errors(base, **meanings):
    for name, meaning in meanings.items():
        globals()[name] = type(name, (base,), {"__doc__": meaning, "__module__": "tarfile"})


TarError.__module__ = "tarfile"
_errors(TarError,
        ExtractError="Something about a file that is extracted.",
        ReadError="The archive cannot be read.",
        CompressionError="The compression is not known here.",
        StreamError="A stream cannot do this.",
        HeaderError="A header is not valid.")
_errors(HeaderError,
        EmptyHeaderError="The archive ends where a header should be.",
        TruncatedHeaderError="The archive ends within a header.",
        EOFHeaderError="The end of the archive.",
        InvalidHeaderError="There is something else where a header should be.",
        SubsequentHeaderError="The header behind an extended header is missing or not valid.")


# -- texts and numbers

def stn(s, length, encoding, errors):
    """Text as a field of this length."""
    if s is None:
        raise ValueError("metadata cannot contain None")
    return s.encode(encoding, errors)[:length].ljust(length, NUL)


def nts(s, encoding, errors):
    """The text of a field."""
    return s.partition(NUL)[0].decode(encoding, errors)


def nti(s):
    """The number of a field: octal digits or, behind a byte 0x80 or 0xff, binary."""
    if s[0] == 0o200:
        return int.from_bytes(s[1:])
    if s[0] == 0o377:
        return int.from_bytes(s, signed=True)
    try:
        return int(nts(s, "ascii", "strict").strip() or "0", 8)
    except ValueError:
        raise InvalidHeaderError("invalid header")


def itn(n, digits=8, format=DEFAULT_FORMAT):
    """A number as a field of so many bytes."""
    n = int(n)
    if 0 <= n < 8 ** (digits - 1):
        return b"%0*o\0" % (digits - 1, n)
    if format == GNU_FORMAT and -(256 ** (digits - 1)) <= n < 256 ** (digits - 1):
        mark = b"\200" if n >= 0 else b"\377"
        return mark + (n % 256 ** (digits - 1)).to_bytes(digits - 1)
    raise ValueError("overflow in number field")


def calc_chksums(buf):
    """The checksums of a header, of its bytes and (some old programs) of them as signed."""
    field = buf[_CHECKSUM]
    unsigned = sum(buf) - sum(field) + 8 * ord(" ")
    high = sum(byte > 127 for byte in buf[:BLOCKSIZE]) - sum(byte > 127 for byte in field)
    return unsigned, unsigned - 256 * high


def round_up(count):
    """The size of the blocks for so many bytes."""
    return -(-count // BLOCKSIZE) * BLOCKSIZE


def _filled(payload):
    return payload.ljust(round_up(len(payload)), NUL)


def _warn_tarfile():
    warnings.warn('The undocumented "tarfile" attribute of TarInfo objects is deprecated and '
                  "will be removed in Python 3.16", DeprecationWarning, stacklevel=3)


_KEEP = object()
_record_length = re.compile(rb"([0-9]{1,20}) ")


class TarInfo:
    """A member of an archive: its name and what else its header has."""

    __slots__ = {
        "name": "Name in the archive.",
        "mode": "Permission bits.",
        "uid": "Number of the owner.",
        "gid": "Number of the group.",
        "size": "Size in bytes.",
        "mtime": "Time of the last change.",
        "chksum": "Checksum of the header.",
        "type": "Kind of file, one of REGTYPE, AREGTYPE, LNKTYPE, SYMTYPE, DIRTYPE, FIFOTYPE, "
                "CONTTYPE, CHRTYPE, BLKTYPE and GNUTYPE_SPARSE.",
        "linkname": "What a link is to.",
        "uname": "Name of the owner.",
        "gname": "Name of the group.",
        "devmajor": "Major number of a device.",
        "devminor": "Minor number of a device.",
        "offset": "Where the header is.",
        "offset_data": "Where the content is.",
        "pax_headers": "Dictionary of the pax headers.",
        "sparse": "List of (offset, size) of what is not empty in a sparse file.",
        "_tarfile": None, "_sparse_structs": None, "_link_target": None,
    }

    def __init__(self, name=""):
        self.name, self.linkname, self.uname, self.gname = name, "", "", ""
        self.mode, self.type = 0o644, REGTYPE
        self.uid = self.gid = self.size = self.mtime = self.chksum = 0
        self.devmajor = self.devminor = self.offset = self.offset_data = 0
        self.sparse, self.pax_headers = None, {}

    def __repr__(self):
        return f"<{type(self).__name__} {self.name!r} at {id(self):#x}>"

    @property
    def tarfile(self):
        _warn_tarfile()
        return self._tarfile

    @tarfile.setter
    def tarfile(self, tarfile):
        _warn_tarfile()
        self._tarfile = tarfile

    path = property(lambda self: self.name, lambda self, value: setattr(self, "name", value),
                    doc="In pax headers, \"name\" is called \"path\".")
    linkpath = property(lambda self: self.linkname,
                        lambda self, value: setattr(self, "linkname", value),
                        doc="In pax headers, \"linkname\" is called \"linkpath\".")

    def replace(self, *, name=_KEEP, mtime=_KEEP, mode=_KEEP, linkname=_KEEP, uid=_KEEP,
                gid=_KEEP, uname=_KEEP, gname=_KEEP, deep=True, _KEEP=_KEEP):
        """A copy with other values."""
        changes = {"name": name, "mtime": mtime, "mode": mode, "linkname": linkname, "uid": uid,
                   "gid": gid, "uname": uname, "gname": gname}
        result = copy.deepcopy(self) if deep else copy.copy(self)
        for attribute, value in changes.items():
            if value is not _KEEP:
                setattr(result, attribute, value)
        return result

    # -- kinds

    def isreg(self):
        """Is it a regular file?"""
        return self.type in REGULAR_TYPES

    isfile = isreg

    def isdir(self):
        """Is it a folder?"""
        return self.type == DIRTYPE

    def issym(self):
        """Is it a symbolic link?"""
        return self.type == SYMTYPE

    def islnk(self):
        """Is it another name of a file (a hard link)?"""
        return self.type == LNKTYPE

    def ischr(self):
        """Is it a character device?"""
        return self.type == CHRTYPE

    def isblk(self):
        """Is it a block device?"""
        return self.type == BLKTYPE

    def isfifo(self):
        """Is it a FIFO?"""
        return self.type == FIFOTYPE

    def isdev(self):
        """Is it a device or a FIFO?"""
        return self.type in (CHRTYPE, BLKTYPE, FIFOTYPE)

    def issparse(self):
        """Is it a sparse file?"""
        return self.sparse is not None

    # -- writing

    def get_info(self):
        """A dictionary of what goes into the header."""
        info = {field: getattr(self, field) for field in
                ("name", "mode", "uid", "gid", "size", "mtime", "chksum", "type", "linkname",
                 "uname", "gname", "devmajor", "devminor")}
        if self.mode is not None:
            info["mode"] &= 0o7777
        if self.type == DIRTYPE and not self.name.endswith("/"):
            info["name"] += "/"
        return info

    def tobuf(self, format=DEFAULT_FORMAT, encoding=ENCODING, errors="surrogateescape"):
        """The header as bytes, with those before it that it needs."""
        info = self.get_info()
        for field, value in info.items():
            if value is None:
                raise ValueError(f"{field} may not be None")
        match format:
            case 0:
                return self.create_ustar_header(info, encoding, errors)
            case 1:
                return self.create_gnu_header(info, encoding, errors)
            case 2:
                return self.create_pax_header(info, encoding)
        raise ValueError("invalid format")

    def create_ustar_header(self, info, encoding, errors):
        """The header as POSIX.1-1988 has it."""
        if len(info["linkname"].encode(encoding, errors)) > LENGTH_LINK:
            raise ValueError("linkname is too long")
        prefix = ""
        if len(info["name"].encode(encoding, errors)) > LENGTH_NAME:
            prefix, name = self._posix_split_name(info["name"], encoding, errors)
            info = info | {"name": name}
        return _header(info, USTAR_FORMAT, encoding, errors, prefix=prefix)

    def create_gnu_header(self, info, encoding, errors):
        """The header as GNU tar has it."""
        buffer = b""
        for field, limit, kind in (("linkname", LENGTH_LINK, GNUTYPE_LONGLINK),
                                   ("name", LENGTH_NAME, GNUTYPE_LONGNAME)):
            text = info[field].encode(encoding, errors)
            if len(text) > limit:
                buffer += _extension("././@LongLink", kind, text + NUL, GNU_MAGIC)
        return buffer + _header(info, GNU_FORMAT, encoding, errors, GNU_MAGIC)

    def create_pax_header(self, info, encoding):
        """The header as POSIX.1-2001 has it."""
        extended = self.pax_headers.copy()
        for field, keyword, limit in (("name", "path", LENGTH_NAME),
                                      ("linkname", "linkpath", LENGTH_LINK),
                                      ("uname", "uname", 32), ("gname", "gname", 32)):
            if not info[field].isascii() or len(info[field]) > limit:
                extended.setdefault(keyword, info[field])
        for field, digits in (("uid", 8), ("gid", 8), ("size", 12), ("mtime", 12)):
            value = info[field]
            whole = round(value)
            fits = 0 <= whole < 8 ** (digits - 1)
            if not fits or isinstance(value, float):
                info[field] = whole if fits else 0
                extended.setdefault(field, str(value))
        before = self._create_pax_generic_header(extended, XHDTYPE, encoding) if extended else b""
        return before + _header(info, USTAR_FORMAT, "ascii", "replace")

    @classmethod
    def create_pax_global_header(cls, pax_headers):
        """The header whose values are for all members behind it."""
        return cls._create_pax_generic_header(pax_headers, XGLTYPE, "utf-8")

    def _posix_split_name(self, name, encoding, errors):
        """The name as prefix and name, between which there is a slash."""
        for slash in re.finditer("/", name):
            prefix, rest = name[: slash.start()], name[slash.end() :]
            if (len(prefix.encode(encoding, errors)) <= LENGTH_PREFIX
                    and len(rest.encode(encoding, errors)) <= LENGTH_NAME):
                return prefix, rest
        raise ValueError("name is too long")

    @classmethod
    def _create_pax_generic_header(cls, pax_headers, type, encoding):
        records = b""
        try:
            encoded = [value.encode("utf-8") for value in pax_headers.values()]
        except UnicodeEncodeError:
            encoded = [value.encode(encoding, "surrogateescape")
                       for value in pax_headers.values()]
            records = b"21 hdrcharset=BINARY\n"
        for keyword, value in zip(pax_headers, encoded):
            rest = b" %b=%b\n" % (keyword.encode("utf-8"), value)
            size = len(rest)
            while size != len(rest) + len(str(size)):  # its digits are a part of the size
                size = len(rest) + len(str(size))
            records += b"%d%b" % (size, rest)
        return _extension("././@PaxHeader", type, records, POSIX_MAGIC)

    # -- reading

    @classmethod
    def frombuf(cls, buf, encoding, errors):
        """The member of a header."""
        if len(buf) == 0:
            raise EmptyHeaderError("empty header")
        if len(buf) != BLOCKSIZE:
            raise TruncatedHeaderError("truncated header")
        if not any(buf):
            raise EOFHeaderError("end of file header")
        (name, mode, uid, gid, size, mtime, checksum, kind, linkname, _, uname, gname, major,
         minor, prefix) = _HEADER.unpack(buf)
        checksum = nti(checksum)
        if checksum not in calc_chksums(buf):
            raise InvalidHeaderError("bad checksum")
        self = cls()
        self.name, self.linkname, self.uname, self.gname = (
            nts(field, encoding, errors) for field in (name, linkname, uname, gname))
        self.mode, self.uid, self.gid, self.size, self.mtime = map(
            nti, (mode, uid, gid, size, mtime))
        self.devmajor, self.devminor = nti(major), nti(minor)
        self.chksum, self.type = checksum, kind
        if kind == AREGTYPE and self.name.endswith("/"):
            self.type = DIRTYPE  # of the time before there was that type
        if kind == GNUTYPE_SPARSE:
            self._sparse_structs = (_sparse_map(buf, 386, 4), bool(buf[482]), nti(buf[483:495]))
        if self.isdir():
            self.name = self.name.rstrip("/")
        prefix = nts(prefix, encoding, errors)
        if prefix and kind not in GNU_TYPES:
            self.name = f"{prefix}/{self.name}"
        return self

    @classmethod
    def fromtarfile(cls, tarfile):
        """The member whose header the archive's file is at, and which others may extend."""
        file = tarfile.fileobj
        self = cls.frombuf(file.read(BLOCKSIZE), tarfile.encoding, tarfile.errors)
        self.offset = file.tell() - BLOCKSIZE
        return self._proc_member(tarfile)

    def _proc_member(self, tarfile):
        if self.type in (GNUTYPE_LONGNAME, GNUTYPE_LONGLINK):
            return self._read_long_name(tarfile)
        if self.type in (XHDTYPE, XGLTYPE, SOLARIS_XHDTYPE):
            return self._read_pax(tarfile)
        if self.type == GNUTYPE_SPARSE:
            return self._read_sparse(tarfile)
        self.offset_data = tarfile.fileobj.tell()
        tarfile.offset = self._end()
        self._apply_pax_info(tarfile.pax_headers)
        if self.isdir():
            self.name = self.name.rstrip("/")
        return self

    def _end(self):
        """Where the next header is."""
        has_content = self.isreg() or self.type not in SUPPORTED_TYPES
        return self.offset_data + (round_up(self.size) if has_content else 0)

    def _following(self, tarfile):
        """The member that this header is about."""
        try:
            member = type(self).fromtarfile(tarfile)
        except HeaderError as error:
            raise SubsequentHeaderError(str(error)) from None
        if self.type != XGLTYPE:
            member.offset = self.offset
        return member

    def _read_long_name(self, tarfile):
        data = tarfile.fileobj.read(round_up(self.size))
        member = self._following(tarfile)
        attribute = "name" if self.type == GNUTYPE_LONGNAME else "linkname"
        setattr(member, attribute, nts(data, tarfile.encoding, tarfile.errors))
        if member.isdir():
            member.name = member.name.removesuffix("/")
        return member

    def _read_sparse(self, tarfile):
        structs, more, size = self._sparse_structs
        del self._sparse_structs
        while more:
            block = tarfile.fileobj.read(BLOCKSIZE)
            structs += (pair for pair in _sparse_map(block, 0, 21) if all(pair))
            more = bool(block[504])
        self.sparse = structs
        self.offset_data = tarfile.fileobj.tell()
        tarfile.offset = self.offset_data + round_up(self.size)
        self.size = size
        return self

    def _read_pax(self, tarfile):
        records = list(_pax_records(tarfile.fileobj.read(round_up(self.size))))
        headers = tarfile.pax_headers if self.type == XGLTYPE else tarfile.pax_headers.copy()
        charset = next((value for keyword, value in records if keyword == b"hdrcharset"), b"")
        encoding = tarfile.encoding if charset == b"BINARY" else "utf-8"
        for keyword, value in records:
            keyword = _decode(keyword, "utf-8", "utf-8", tarfile.errors)
            if keyword in PAX_NAME_FIELDS:
                value = _decode(value, encoding, tarfile.encoding, tarfile.errors)
            else:
                value = _decode(value, "utf-8", "utf-8", tarfile.errors)
            headers[keyword] = value
        member = self._following(tarfile)
        member._read_pax_sparse(headers, records, tarfile)
        if self.type != XGLTYPE:
            member._apply_pax_info(headers)
            if "size" in headers:
                tarfile.offset = member._end()
        return member

    def _read_pax_sparse(self, headers, records, tarfile):
        """The map of a sparse file, which three versions of GNU tar write differently."""
        try:
            if "GNU.sparse.map" in headers:
                numbers = list(map(int, headers["GNU.sparse.map"].split(",")))
            elif "GNU.sparse.size" in headers:
                numbers = [int(value) for keyword, value in records
                           if keyword in (b"GNU.sparse.offset", b"GNU.sparse.numbytes")]
            elif (headers.get("GNU.sparse.major"), headers.get("GNU.sparse.minor")) == ("1", "0"):
                numbers = _read_number_lines(tarfile.fileobj)
                self.offset_data = tarfile.fileobj.tell()
            else:
                return
        except ValueError:
            raise InvalidHeaderError("invalid header")
        self.sparse = list(zip(numbers[::2], numbers[1::2]))

    def _apply_pax_info(self, pax_headers):
        for keyword, value in pax_headers.items():
            if keyword == "GNU.sparse.name":
                self.path = value
            elif keyword in ("GNU.sparse.size", "GNU.sparse.realsize"):
                self.size = int(value)
            elif keyword in PAX_FIELDS:
                if keyword in PAX_NUMBER_FIELDS:
                    try:
                        value = PAX_NUMBER_FIELDS[keyword](value)
                    except ValueError:
                        value = 0
                elif keyword == "path":
                    value = value.rstrip("/")
                setattr(self, keyword, value)
        self.pax_headers = pax_headers.copy()


def _header(info, format, encoding, errors, magic=POSIX_MAGIC, prefix=""):
    """A block of a dictionary as get_info() gives it."""
    if info["type"] is None:
        raise ValueError("TarInfo.type must not be None")
    numbers = [itn(info.get(field, 0), digits, format) for field, digits in
               (("mode", 8), ("uid", 8), ("gid", 8), ("size", 12), ("mtime", 12))]
    device = (NUL * 8, NUL * 8)
    if info["type"] in (CHRTYPE, BLKTYPE):
        device = [itn(info.get(field, 0), 8, format) for field in ("devmajor", "devminor")]
    block = _HEADER.pack(
        stn(info.get("name", ""), 100, encoding, errors), *numbers, b" " * 8, info["type"],
        stn(info.get("linkname", ""), 100, encoding, errors), magic,
        stn(info.get("uname", ""), 32, encoding, errors),
        stn(info.get("gname", ""), 32, encoding, errors), *device,
        stn(prefix, 155, encoding, errors))
    return block[:148] + b"%06o\0 " % sum(block) + block[156:]


def _extension(name, kind, payload, magic):
    """A header that extends the next one, with its content."""
    info = {"name": name, "type": kind, "size": len(payload)}
    return _header(info, USTAR_FORMAT, "ascii", "replace", magic) + _filled(payload)


def _sparse_map(block, start, count):
    pairs = []
    for i in range(count):
        try:
            pairs.append(tuple(map(nti, _SPARSE.unpack_from(block, start + _SPARSE.size * i))))
        except (IndexError, struct.error, HeaderError):
            break
    return pairs


def _pax_records(data):
    """Pairs of keyword and value."""
    start = 0
    while start < len(data) and data[start]:
        length = _record_length.match(data, start)
        end = start + int(length[1]) if length else 0
        if not length or end - start < 5 or end > len(data) or data[end - 1 : end] != b"\n":
            raise InvalidHeaderError("invalid header")
        keyword, equals, value = data[length.end() : end - 1].partition(b"=")
        if not keyword or not equals:
            raise InvalidHeaderError("invalid header")
        yield keyword, value
        start = end


def _decode(value, encoding, fallback, errors):
    try:
        return value.decode(encoding)
    except UnicodeDecodeError:
        return value.decode(fallback, errors)


def _read_number_lines(file):
    """Numbers in lines of their own, the first tells how many pairs, in whole blocks."""
    count, _, rest = file.read(BLOCKSIZE).partition(b"\n")
    numbers = []
    while len(numbers) < 2 * int(count):
        while b"\n" not in rest:
            block = file.read(BLOCKSIZE)
            if not block:
                raise InvalidHeaderError("invalid header")
            rest += block
        number, _, rest = rest.partition(b"\n")
        numbers.append(int(number))
    return numbers


TarInfo.__module__ = "tarfile"
