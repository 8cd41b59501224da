"""Archives of tar: reading, writing and extracting them.

    with tarfile.open("archive.tar.gz") as archive:
        archive.extractall("folder", filter="data")

The headers are in _tar_format, files in _tar_files, filters in _tar_filters. As a program:
tarfile -l ARCHIVE | -e ARCHIVE [FOLDER] | -c ARCHIVE FILE ... | -t ARCHIVE, also -v, --filter."""

import copy
import os
import stat
import sys
import time
from builtins import open as _open_file

from _tar_files import ExFileObject, Stream, copyfileobj, safe_print
from _tar_filters import (
    NAMED_FILTERS as _NAMED_FILTERS, AbsoluteLinkError, AbsolutePathError, FilterError,
    LinkOutsideDestinationError, OutsideDestinationError, SpecialFileError, data_filter,
    fully_trusted_filter, tar_filter)
from _tar_format import *
from _tar_format import round_up

try:
    import grp
    import pwd
except ImportError:
    grp = pwd = None

__all__ = ["TarFile", "TarInfo", "is_tarfile", "TarError", "ReadError", "CompressionError",
           "StreamError", "ExtractError", "HeaderError", "ENCODING", "USTAR_FORMAT",
           "GNU_FORMAT", "PAX_FORMAT", "DEFAULT_FORMAT", "open", "fully_trusted_filter",
           "data_filter", "tar_filter", "FilterError", "AbsoluteLinkError",
           "OutsideDestinationError", "SpecialFileError", "AbsolutePathError",
           "LinkOutsideDestinationError"]

version = "0.9.0"
RECORDSIZE = BLOCKSIZE * 20
symlink_exception = (AttributeError, NotImplementedError, OSError)

_FILE_MODES = {"r": "rb", "a": "r+b", "w": "wb", "x": "xb"}
_TYPE_OF_FORMAT = {stat.S_IFREG: REGTYPE, stat.S_IFDIR: DIRTYPE, stat.S_IFIFO: FIFOTYPE,
                   stat.S_IFLNK: SYMTYPE, stat.S_IFCHR: CHRTYPE, stat.S_IFBLK: BLKTYPE}
_FORMAT_OF_TYPE = {kind: format for format, kind in _TYPE_OF_FORMAT.items()}
_PERMISSIONS_OF_DEVICES = 0o600


class TarFile:
    """An archive. Iterating gives its members, TarInfos; offset is where the next header is."""

    debug = 0               # 0 (silent) to 3
    dereference = False     # add what symbolic links are to
    ignore_zeros = False    # pass what is no header
    errorlevel = 1          # 0: no errors when extracting, 1: fatal ones, 2: all
    format = DEFAULT_FORMAT
    encoding = ENCODING
    errors = None
    tarinfo = TarInfo
    fileobject = ExFileObject
    extraction_filter = None

    def __init__(self, name=None, mode="r", fileobj=None, format=None, tarinfo=None,
                 dereference=None, ignore_zeros=None, encoding=None, errors="surrogateescape",
                 pax_headers=None, debug=None, errorlevel=None, copybufsize=None, stream=False):
        if mode not in _FILE_MODES:
            raise ValueError("mode must be 'r', 'a', 'w' or 'x'")
        options = {"format": format, "tarinfo": tarinfo, "dereference": dereference,
                   "ignore_zeros": ignore_zeros, "encoding": encoding, "debug": debug,
                   "errorlevel": errorlevel}
        self.__dict__.update((key, value) for key, value in options.items() if value is not None)
        self.errors, self.copybufsize, self.stream = errors, copybufsize, stream
        self._open(name, mode, fileobj)
        self.pax_headers = (pax_headers if pax_headers is not None
                            and self.format == PAX_FORMAT else {})
        self.closed = self._loaded = False
        self.members, self.inodes, self.firstmember = [], {}, None
        self.offset = self.fileobj.tell()
        try:
            self._start()
        except:
            if not self._extfileobj:
                self.fileobj.close()
            self.closed = True
            raise

    def _open(self, name, mode, file):
        self._extfileobj = bool(file)
        self.mode, self._mode = mode, _FILE_MODES[mode]
        if file:
            if name is None and isinstance(getattr(file, "name", None), (str, bytes)):
                name = file.name
            self._mode = getattr(file, "mode", self._mode)
        else:
            if mode == "a" and not os.path.exists(name):
                self.mode, self._mode = "w", "wb"
            file = _open_file(name, self._mode)
        self.name = os.path.abspath(name) if name else None
        self.fileobj = file

    def _start(self):
        """Read the first member, go to the end of an archive to append to, or write headers."""
        if self.mode == "r":
            self.firstmember = self.next()
            return
        if self.mode == "a":
            self._go_to_end()
        self._loaded = True
        if self.pax_headers:
            self._write(self.tarinfo.create_pax_global_header(self.pax_headers.copy()))

    def _go_to_end(self):
        while True:
            self.fileobj.seek(self.offset)
            try:
                self.members.append(self.tarinfo.fromtarfile(self))
            except EOFHeaderError:
                self.fileobj.seek(self.offset)
                return
            except HeaderError as error:
                raise ReadError(str(error)) from None

    def _write(self, data):
        self.fileobj.write(data)
        self.offset += len(data)

    # -- opening

    OPEN_METH = {"tar": "taropen", "gz": "gzopen", "bz2": "bz2open", "xz": "xzopen"}

    @classmethod
    def open(cls, name=None, mode="r", fileobj=None, bufsize=RECORDSIZE, **kwargs):
        """Open an archive. mode is r, w, x or a, with ':' and a compression (gz, bz2, xz) or, for
        streams, '|' and it; 'r' and 'r:*' find out the compression."""
        if not name and not fileobj:
            raise ValueError("nothing to open")
        if mode in ("r", "r:*"):
            return cls._open_any(name, fileobj, kwargs)
        if ":" in mode:
            mode, _, compression = mode.partition(":")
            method = cls.OPEN_METH.get(compression or "tar")
            if method is None:
                raise CompressionError(f"unknown compression type {compression!r}")
            return getattr(cls, method)(name, mode or "r", fileobj, **kwargs)
        if "|" in mode:
            mode, _, compression = mode.partition("|")
            return cls._open_stream(name, mode or "r", compression or "tar", fileobj, bufsize,
                                    kwargs)
        if mode in ("a", "w", "x"):
            return cls.taropen(name, mode, fileobj, **kwargs)
        raise ValueError("undiscernible mode")

    @classmethod
    def _open_any(cls, name, file, options):
        start = None if file is None else file.tell()
        problems = []
        # What is not compressed last, as its reader takes most.
        for kind in sorted(cls.OPEN_METH, key=lambda kind: cls.OPEN_METH[kind] == "taropen"):
            try:
                return getattr(cls, cls.OPEN_METH[kind])(name, "r", file, **options)
            except (ReadError, CompressionError) as error:
                problems.append(f"- method {kind}: {error!r}")
                if file is not None:
                    file.seek(start)
        raise ReadError("\n".join(["file could not be opened successfully:", *problems]))

    @classmethod
    def _open_stream(cls, name, mode, compression, file, bufsize, options):
        if mode not in ("r", "w"):
            raise ValueError("mode must be 'r' or 'w'")
        level = options.pop("compresslevel", 9)
        stream = Stream(name, mode, compression, file, bufsize, level)
        try:
            archive = cls(name, mode, stream, **options)
        except:
            stream.close()
            raise
        archive._extfileobj = False
        return archive

    @classmethod
    def taropen(cls, name, mode="r", fileobj=None, **kwargs):
        """Open an archive that is not compressed."""
        if mode not in _FILE_MODES:
            raise ValueError("mode must be 'r', 'a', 'w' or 'x'")
        return cls(name, mode, fileobj, **kwargs)

    @classmethod
    def gzopen(cls, name, mode="r", fileobj=None, compresslevel=9, **kwargs):
        """Open an archive that gzip compressed."""
        def opener(gzip):
            return gzip.GzipFile(name, mode + "b", compresslevel, fileobj)
        return cls._open_compressed("gzip", "gzip", opener, name, mode, kwargs,
                                    lambda gzip: OSError)

    @classmethod
    def bz2open(cls, name, mode="r", fileobj=None, compresslevel=9, **kwargs):
        """Open an archive that bzip2 compressed."""
        def opener(bz2):
            return bz2.BZ2File(fileobj or name, mode, compresslevel=compresslevel)
        return cls._open_compressed("bz2", "bzip2", opener, name, mode, kwargs,
                                    lambda bz2: (OSError, EOFError))

    @classmethod
    def xzopen(cls, name, mode="r", fileobj=None, preset=None, **kwargs):
        """Open an archive that xz compressed."""
        def opener(lzma):
            return lzma.LZMAFile(fileobj or name, mode, preset=preset)
        return cls._open_compressed("lzma", "lzma", opener, name, mode, kwargs,
                                    lambda lzma: (lzma.LZMAError, EOFError))

    @classmethod
    def _open_compressed(cls, module_name, program, opener, name, mode, options, errors_of):
        if mode not in ("r", "w", "x"):
            raise ValueError("mode must be 'r', 'w' or 'x'")
        try:
            module = __import__(module_name)
        except ImportError:
            raise CompressionError(f"{module_name} module is not available") from None
        file = opener(module)
        try:
            archive = cls.taropen(name, mode, file, **options)
        except BaseException as error:
            file.close()
            if mode == "r" and isinstance(error, errors_of(module)):
                article = "an" if program == "lzma" else "a"
                raise ReadError(f"not {article} {program} file") from error
            raise
        archive._extfileobj = False
        return archive

    def close(self):
        """Write the end of the archive, two empty blocks in a whole record, and close it."""
        if self.closed:
            return
        self.closed = True
        try:
            if self.mode != "r":
                self._write(NUL * (BLOCKSIZE * 2))
                self._write(NUL * (-self.offset % RECORDSIZE))
        finally:
            if not self._extfileobj:
                self.fileobj.close()

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, type, value, traceback):
        if type is None:
            self.close()
            return
        if not self._extfileobj:
            self.fileobj.close()
        self.closed = True

    def _check(self, mode=None):
        if self.closed:
            raise OSError(f"{type(self).__name__} is closed")
        if mode is not None and self.mode not in mode:
            raise OSError(f"bad operation for mode {self.mode!r}")

    def _dbg(self, level, msg):
        if level <= self.debug:
            print(msg, file=sys.stderr)

    # -- members

    def next(self):
        """The next member, None behind the last."""
        self._check("ra")
        if self.firstmember is not None:
            member, self.firstmember = self.firstmember, None
            return member
        if self.offset != self.fileobj.tell():
            if self.offset == 0:
                return None
            self.fileobj.seek(self.offset - 1)
            if not self.fileobj.read(1):
                raise ReadError("unexpected end of data")
        member = self._read_member()
        if member is None:
            self._loaded = True
        elif not self.stream:
            self.members.append(member)
        return member

    def _read_member(self):
        while True:
            try:
                return self.tarinfo.fromtarfile(self)
            except SubsequentHeaderError as error:
                raise ReadError(str(error)) from None
            except HeaderError as error:
                passable = isinstance(error, (EOFHeaderError, InvalidHeaderError))
                if not (self.ignore_zeros and passable):
                    if self.offset == 0 and not isinstance(error, EOFHeaderError):
                        empty = isinstance(error, EmptyHeaderError)
                        raise ReadError("empty file" if empty else str(error)) from None
                    return None
                self._dbg(2, f"0x{self.offset:X}: {error}")
                self.offset += BLOCKSIZE
            except Exception as error:
                zlib = sys.modules.get("zlib")
                if zlib and isinstance(error, zlib.error):
                    raise ReadError(f"zlib error: {error}") from None
                raise

    def __iter__(self):
        if self._loaded:
            yield from self.members
            return
        index = 0
        if self.firstmember is not None:
            index = 1
            yield self.next()
        while True:
            if index < len(self.members):
                member = self.members[index]
            elif self._loaded:
                return
            else:
                member = self.next()
                if not member:
                    self._loaded = True
                    return
            index += 1
            yield member

    def _load(self):
        if not self.stream:
            while self.next() is not None:
                pass
            self._loaded = True

    def getmembers(self):
        """A list of all members."""
        self._check()
        if not self._loaded:
            self._load()
        return self.members

    def getnames(self):
        """A list of the names of all members."""
        return [member.name for member in self.getmembers()]

    def getmember(self, name):
        """The last member with this name."""
        member = self._getmember(name.rstrip("/"))
        if member is None:
            raise KeyError(f"filename {name!r} not found")
        return member

    def _getmember(self, name, tarinfo=None, normalize=False):
        """The last member with this name, or None; tarinfo is a member that must be behind it."""
        members = self.getmembers()
        if tarinfo is not None:
            for index, member in enumerate(members):
                if member is tarinfo or member.offset == tarinfo.offset:
                    members = members[:index]
                    break
            else:
                raise ValueError(tarinfo)
        normal = os.path.normpath if normalize else lambda path: path
        name = normal(name)
        return next((member for member in reversed(members) if normal(member.name) == name),
                    None)

    def _find_link_target(self, tarinfo):
        """The member that a link is to."""
        if tarinfo.issym():
            name = "/".join(filter(None, (os.path.dirname(tarinfo.name), tarinfo.linkname)))
            member = self._getmember(name, normalize=True)
        else:
            name = tarinfo.linkname
            member = self._getmember(name, tarinfo, normalize=True)
        if member is None:
            raise KeyError(f"linkname {name!r} not found")
        return member

    def list(self, verbose=True, *, members=None):
        """Print the members as `ls -l` would, or just their names."""
        self._check()
        for member in self if members is None else members:
            if verbose:
                self._print_details(member)
            safe_print(member.name + ("/" if member.isdir() else ""))
            if verbose and (member.issym() or member.islnk()):
                safe_print(("-> " if member.issym() else "link to ") + member.linkname)
            print()

    def _print_details(self, member):
        safe_print("??????????" if member.mode is None else
                   stat.filemode(_FORMAT_OF_TYPE.get(member.type, 0) | member.mode))
        safe_print(f"{member.uname or member.uid}/{member.gname or member.gid}")
        if member.ischr() or member.isblk():
            safe_print(f"{f'{member.devmajor},{member.devminor}':>10}")
        else:
            safe_print(f"{member.size:10}")
        safe_print("????-??-?? ??:??:??" if member.mtime is None else
                   time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(member.mtime)))

    # -- adding

    def gettarinfo(self, name=None, arcname=None, fileobj=None):
        """A TarInfo of a path or an open file, None for what cannot be in an archive; arcname is
        the name in the archive."""
        self._check("awx")
        if fileobj is not None:
            name = fileobj.name
        arcname = os.path.splitdrive(name if arcname is None else arcname)[1]
        arcname = arcname.replace(os.sep, "/").lstrip("/")
        if fileobj is not None:
            found = os.fstat(fileobj.fileno())
        else:
            found = (os.stat if self.dereference else os.lstat)(name)
        kind = _TYPE_OF_FORMAT.get(stat.S_IFMT(found.st_mode))
        if kind is None:
            return None
        member = self.tarinfo()
        member._tarfile, member.name, member.type = self, arcname, kind
        member.mode, member.mtime = found.st_mode, found.st_mtime
        member.uid, member.gid = found.st_uid, found.st_gid
        if kind == REGTYPE:
            self._set_content(member, found)
        elif kind == SYMTYPE:
            member.linkname = os.readlink(name)
        elif kind in (CHRTYPE, BLKTYPE):
            member.devmajor, member.devminor = os.major(found.st_rdev), os.minor(found.st_rdev)
        member.uname = _name_of(pwd and pwd.getpwuid, member.uid)
        member.gname = _name_of(grp and grp.getgrgid, member.gid)
        return member

    def _set_content(self, member, found):
        """Another name of a file that is in the archive is a link to it."""
        inode = found.st_ino, found.st_dev
        known = self.inodes.get(inode)
        if (not self.dereference and found.st_nlink > 1
                and known is not None and known != member.name):
            member.type, member.linkname = LNKTYPE, known
            return
        if found.st_ino:
            self.inodes[inode] = member.name
        member.size = found.st_size

    def add(self, name, arcname=None, recursive=True, *, filter=None):
        """Add a file or a folder (and what is in it) as arcname. filter(TarInfo) gives the TarInfo
        to be used, or None to leave it out."""
        self._check("awx")
        arcname = name if arcname is None else arcname
        if self.name is not None and os.path.abspath(name) == self.name:
            self._dbg(2, f"tarfile: Skipped {name!r}")
            return
        self._dbg(1, name)
        member = self.gettarinfo(name, arcname)
        if member is None:
            self._dbg(1, f"tarfile: Unsupported type {name!r}")
            return
        if filter is not None:
            member = filter(member)
            if member is None:
                self._dbg(2, f"tarfile: Excluded {name!r}")
                return
        if member.isreg():
            with _open_file(name, "rb") as file:
                self.addfile(member, file)
            return
        self.addfile(member)
        if member.isdir() and recursive:
            for entry in sorted(os.listdir(name)):
                self.add(os.path.join(name, entry), os.path.join(arcname, entry), recursive,
                         filter=filter)

    def addfile(self, tarinfo, fileobj=None):
        """Add a member with the content of a binary file."""
        self._check("awx")
        if fileobj is None and tarinfo.isreg() and tarinfo.size != 0:
            raise ValueError("fileobj not provided for non zero-size regular file")
        tarinfo = copy.copy(tarinfo)
        self._write(tarinfo.tobuf(self.format, self.encoding, self.errors))
        if fileobj is not None:
            copyfileobj(fileobj, self.fileobj, tarinfo.size, bufsize=self.copybufsize)
            self.offset += tarinfo.size
            self._write(NUL * (round_up(tarinfo.size) - tarinfo.size))
        self.members.append(tarinfo)

    # -- extracting

    def _get_filter_function(self, filter):
        if filter is None:
            filter = self.extraction_filter
            if filter is None:
                import warnings
                warnings.warn(
                    "Python 3.14 will, by default, filter extracted tar archives and reject "
                    "files or modify their metadata. Use the filter argument to control this "
                    "behavior.", DeprecationWarning, stacklevel=3)
                return fully_trusted_filter
            if isinstance(filter, str):
                raise TypeError("String names are not supported for TarFile.extraction_filter. "
                                "Use a function such as tarfile.data_filter directly.")
            return filter
        if callable(filter):
            return filter
        try:
            return _NAMED_FILTERS[filter]
        except KeyError:
            raise ValueError(f"filter {filter!r} not found") from None

    def extractall(self, path=".", members=None, *, numeric_owner=False, filter=None):
        """Extract all members, or these, into a folder. filter is 'data', 'tar', 'fully_trusted'
        or a function."""
        folders = []
        function = self._get_filter_function(filter)
        for member in self if members is None else members:
            tarinfo = self._get_extract_tarinfo(member, function, path)
            if tarinfo is None:
                continue
            if tarinfo.isdir():
                folders.append(tarinfo)
            self._extract_one(tarinfo, path, not tarinfo.isdir(), numeric_owner)
        # Attributes of folders last: they may forbid to write, and writing changes their times.
        for tarinfo in sorted(folders, key=lambda member: member.name, reverse=True):
            try:
                self._set_attributes(tarinfo, os.path.join(path, tarinfo.name), numeric_owner)
            except ExtractError as error:
                self._handle_nonfatal_error(error)

    def extract(self, member, path="", set_attrs=True, *, numeric_owner=False, filter=None):
        """Extract one member, a TarInfo or a name, into a folder."""
        function = self._get_filter_function(filter)
        tarinfo = self._get_extract_tarinfo(member, function, path)
        if tarinfo is not None:
            self._extract_one(tarinfo, path, set_attrs, numeric_owner)

    def extractfile(self, member):
        """The content of a member as a binary file, None if it has none."""
        self._check("r")
        tarinfo = self.getmember(member) if isinstance(member, str) else member
        if tarinfo.isreg() or tarinfo.type not in SUPPORTED_TYPES:
            return self.fileobject(self, tarinfo)
        if not (tarinfo.islnk() or tarinfo.issym()):
            return None
        if isinstance(self.fileobj, Stream):
            raise StreamError("cannot extract (sym)link as file object")
        return self.extractfile(self._find_link_target(tarinfo))

    def _get_extract_tarinfo(self, member, filter_function, path):
        """What to extract for a member, None if it is left out."""
        original = self.getmember(member) if isinstance(member, str) else member
        tarinfo = original
        try:
            tarinfo = filter_function(original, path)
        except (OSError, FilterError) as error:
            self._handle_fatal_error(error)
        except ExtractError as error:
            self._handle_nonfatal_error(error)
        if tarinfo is None:
            self._dbg(2, f"tarfile: Excluded {original.name!r}")
            return None
        if tarinfo.islnk():
            tarinfo = copy.copy(tarinfo)
            tarinfo._link_target = os.path.join(path, tarinfo.linkname)
        return tarinfo

    def _extract_one(self, tarinfo, path, set_attrs, numeric_owner):
        self._check("r")
        try:
            self._extract_member(tarinfo, os.path.join(path, tarinfo.name), set_attrs=set_attrs,
                                 numeric_owner=numeric_owner)
        except OSError as error:
            self._handle_fatal_error(error)
        except ExtractError as error:
            self._handle_nonfatal_error(error)

    def _handle_nonfatal_error(self, e):
        if self.errorlevel > 1:
            raise
        self._dbg(1, f"tarfile: {e}")

    def _handle_fatal_error(self, e):
        if self.errorlevel > 0:
            raise
        if not isinstance(e, OSError):
            self._dbg(1, f"tarfile: {type(e).__name__} {e}")
        elif e.filename is None:
            self._dbg(1, f"tarfile: {e.strerror}")
        else:
            self._dbg(1, f"tarfile: {e.strerror} {e.filename!r}")

    def _extract_member(self, tarinfo, targetpath, set_attrs=True, numeric_owner=False):
        targetpath = targetpath.rstrip("/").replace("/", os.sep)
        folder = os.path.dirname(targetpath)
        if folder and not os.path.exists(folder):
            os.makedirs(folder, exist_ok=True)
        is_link = tarinfo.islnk() or tarinfo.issym()
        self._dbg(1, f"{tarinfo.name} -> {tarinfo.linkname}" if is_link else tarinfo.name)
        if is_link:
            self.makelink(tarinfo, targetpath)
        elif tarinfo.isdir():
            self.makedir(tarinfo, targetpath)
        elif tarinfo.isfifo():
            self.makefifo(tarinfo, targetpath)
        elif tarinfo.ischr() or tarinfo.isblk():
            self.makedev(tarinfo, targetpath)
        elif tarinfo.type in SUPPORTED_TYPES:
            self.makefile(tarinfo, targetpath)
        else:
            self.makeunknown(tarinfo, targetpath)
        if set_attrs:
            self._set_attributes(tarinfo, targetpath, numeric_owner)

    def _set_attributes(self, tarinfo, targetpath, numeric_owner):
        self.chown(tarinfo, targetpath, numeric_owner)
        if not tarinfo.issym():
            self.chmod(tarinfo, targetpath)
            self.utime(tarinfo, targetpath)

    def makedir(self, tarinfo, targetpath):
        """Make a folder, for the time being for the user only."""
        try:
            os.mkdir(targetpath, 0o777 if tarinfo.mode is None else 0o700)
        except FileExistsError:
            if not os.path.isdir(targetpath):
                raise

    def makefile(self, tarinfo, targetpath):
        """Make a file."""
        source, size = self.fileobj, self.copybufsize
        source.seek(tarinfo.offset_data)
        with _open_file(targetpath, "wb") as target:
            if tarinfo.sparse is None:
                copyfileobj(source, target, tarinfo.size, ReadError, size)
                return
            for offset, length in tarinfo.sparse:
                target.seek(offset)
                copyfileobj(source, target, length, ReadError, size)
            target.seek(tarinfo.size)
            target.truncate()

    def makeunknown(self, tarinfo, targetpath):
        """Make a file of something else."""
        self.makefile(tarinfo, targetpath)
        self._dbg(1, f"tarfile: Unknown file type {tarinfo.type!r}, extracted as regular file.")

    def makefifo(self, tarinfo, targetpath):
        """Make a FIFO."""
        if not hasattr(os, "mkfifo"):
            raise ExtractError("fifo not supported by system")
        os.mkfifo(targetpath)

    def makedev(self, tarinfo, targetpath):
        """Make a device."""
        if not hasattr(os, "mknod"):
            raise ExtractError("special devices not supported by system")
        mode = _PERMISSIONS_OF_DEVICES if tarinfo.mode is None else tarinfo.mode
        os.mknod(targetpath, mode | _FORMAT_OF_TYPE[tarinfo.type],
                 os.makedev(tarinfo.devmajor, tarinfo.devminor))

    def makelink(self, tarinfo, targetpath):
        """Make a link or, where that cannot be, a copy."""
        try:
            if tarinfo.issym():
                if os.path.lexists(targetpath):
                    os.unlink(targetpath)
                os.symlink(tarinfo.linkname, targetpath)
                return
            if os.path.exists(tarinfo._link_target):
                os.link(tarinfo._link_target, targetpath)
                return
            self._extract_member(self._find_link_target(tarinfo), targetpath)
        except symlink_exception:
            try:
                self._extract_member(self._find_link_target(tarinfo), targetpath)
            except KeyError:
                raise ExtractError("unable to resolve link inside archive") from None

    def chown(self, tarinfo, targetpath, numeric_owner):
        """Set owner and group, if root extracts; by their names if they are known here."""
        if not hasattr(os, "geteuid") or os.geteuid() != 0:
            return
        user, group = tarinfo.uid, tarinfo.gid
        if not numeric_owner:
            user = _number_of(pwd and pwd.getpwnam, tarinfo.uname, user)
            group = _number_of(grp and grp.getgrnam, tarinfo.gname, group)
        change = os.lchown if tarinfo.issym() else os.chown
        try:
            change(targetpath, *(-1 if number is None else number for number in (user, group)))
        except (OSError, OverflowError) as error:
            raise ExtractError("could not change owner") from error

    def chmod(self, tarinfo, targetpath):
        """Set the permissions."""
        if tarinfo.mode is not None:
            try:
                os.chmod(targetpath, tarinfo.mode)
            except OSError as error:
                raise ExtractError("could not change mode") from error

    def utime(self, tarinfo, targetpath):
        """Set the times."""
        if tarinfo.mtime is not None:
            try:
                os.utime(targetpath, (tarinfo.mtime, tarinfo.mtime))
            except OSError as error:
                raise ExtractError("could not change modification time") from error


def _name_of(lookup, number):
    try:
        return lookup(number)[0] if lookup else ""
    except KeyError:
        return ""


def _number_of(lookup, name, number):
    try:
        return lookup(name)[2] if lookup and name else number
    except KeyError:
        return number


def is_tarfile(name):
    """Is a path, or an open file, an archive that can be read?"""
    try:
        if hasattr(name, "read"):
            start = name.tell()
            archive = open(fileobj=name)
            name.seek(start)
        else:
            archive = open(name)
        archive.close()
        return True
    except TarError:
        return False


open = TarFile.open


# -- as a program

_COMPRESSIONS = {".gz": "gz", ".tgz": "gz", ".xz": "xz", ".txz": "xz", ".bz2": "bz2",
                 ".tbz": "bz2", ".tbz2": "bz2", ".tb2": "bz2"}


def main():
    import argparse
    parser = argparse.ArgumentParser(
        description="A simple command-line interface for tarfile module.")
    parser.add_argument("-v", "--verbose", action="store_true", default=False,
                        help="Verbose output")
    parser.add_argument("--filter", metavar="<filtername>", choices=_NAMED_FILTERS,
                        help="Filter for extraction")
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("-l", "--list", metavar="<tarfile>", help="Show listing of a tarfile")
    action.add_argument("-e", "--extract", nargs="+", metavar=("<tarfile>", "<output_dir>"),
                        help="Extract tarfile into target dir")
    action.add_argument("-c", "--create", nargs="+", metavar=("<name>", "<file>"),
                        help="Create tarfile from sources")
    action.add_argument("-t", "--test", metavar="<tarfile>", help="Test if a tarfile is valid")
    args = parser.parse_args()
    if args.filter and args.extract is None:
        parser.exit(1, "--filter is only valid for extraction\n")
    if args.create is not None:
        _create(args)
        return
    if args.extract is not None and len(args.extract) > 2:
        parser.exit(1, parser.format_help())
    source = args.extract[0] if args.extract else args.test or args.list
    if not is_tarfile(source):
        parser.exit(1, f"{source!r} is not a tar archive.\n")
    with TarFile.open(source, "r:*") as archive:
        if args.test is not None:
            print(archive.getmembers(), file=sys.stderr)
            message = f"{source!r} is a tar archive."
        elif args.list is not None:
            archive.list(verbose=args.verbose)
            return
        else:
            target = args.extract[1] if len(args.extract) == 2 else os.curdir
            archive.extractall(path=target, filter=args.filter)
            message = f"{source!r} file is extracted."
            if target != os.curdir:
                message = f"{source!r} file is extracted into {target!r} directory."
    if args.verbose:
        print(message)


def _create(args):
    name, *files = args.create
    compression = _COMPRESSIONS.get(os.path.splitext(name)[1])
    with TarFile.open(name, f"w:{compression}" if compression else "w") as archive:
        for file in files:
            archive.add(file)
    if args.verbose:
        print(f"{name!r} file created.")


if __name__ == "__main__":
    main()
