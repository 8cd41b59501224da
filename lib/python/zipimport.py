"""Importing from zip files: an entry of sys.path may be one, or a folder in one.

Only stored and deflated members are read. Nothing is imported here that would have to be found on
sys.path: this module runs while an entry of it is asked for.
"""

import _frozen_importlib as _bootstrap
import _frozen_importlib_external as _bootstrap_external
import _imp
import _warnings
import sys
import time

__all__ = ["ZipImportError", "zipimporter"]

path_sep = "/"

_zip_directory_cache = {}  # archive -> its members by name; see _read_directory()

_zip_searchorder = (  # what a module's name is followed by, if it is compiled, if it is a package
    ("/__init__.pyc", True, True),
    ("/__init__.py", False, True),
    (".pyc", True, False),
    (".py", False, False),
)


class ZipImportError(ImportError):
    pass


# ---- reading archives -----------------------------------------------------------------------


def _number(data, at, size):
    return int.from_bytes(data[at:at + size], "little")


_END_SIZE, _LOCATOR64_SIZE, _END64_SIZE, _ENTRY_SIZE = 22, 20, 56, 46
_MAX_COMMENT = (1 << 16) - 1
_ZIP64_EXTRA = 1


def _open(archive):
    import _io
    try:
        return _io.open_code(archive)
    except OSError:
        raise ZipImportError(f"can't open Zip file: {archive!r}", path=archive) from None


def _read_directory(archive):
    """The members by name: (path, method, compressed size, size, offset, time, date, crc)."""
    with _open(archive) as file:
        try:
            start, size, count = _find_directory(file, archive)
            file.seek(start[1])
            data = file.read(size)
        except OSError:
            raise ZipImportError(f"can't read Zip file: {archive!r}", path=archive) from None
    if len(data) != size:
        raise ZipImportError(f"can't read Zip file: {archive!r}", path=archive)
    files, at = {}, 0
    while at + _ENTRY_SIZE <= size and data[at:at + 4] == b"PK\1\2":
        name, entry, at = _read_entry(data, at, archive, start)
        files[name] = entry
    _bootstrap._verbose_message("zipimport: found {} names in {!r}", count, archive)
    return files


def _find_directory(file, archive):
    """((where the directory says it is, where it is), its size, the number of members)."""
    end_of_file = file.seek(0, 2)
    file.seek(max(end_of_file - _MAX_COMMENT - _END_SIZE, 0))
    begin = file.tell()
    tail = file.read()
    end = tail.rfind(b"PK\5\6")
    if end < 0 or len(tail) - end < _END_SIZE:
        raise ZipImportError(f"not a Zip file: {archive!r}", path=archive)
    count, size, offset = (_number(tail, end + 10, 2), _number(tail, end + 12, 4),
                           _number(tail, end + 16, 4))
    behind = begin + end  # where what follows the directory begins
    locator = tail[max(end - _LOCATOR64_SIZE, 0):end]
    if locator[:4] == b"PK\6\7":
        file.seek(max(behind - _LOCATOR64_SIZE - _END64_SIZE, 0))
        record = file.read(_END64_SIZE)
        if record[:4] == b"PK\6\6":
            count, size, offset = (_number(record, 32, 8), _number(record, 40, 8),
                                   _number(record, 48, 8))
            behind -= _LOCATOR64_SIZE + _END64_SIZE
    if behind < size:
        raise ZipImportError(f"bad central directory size: {archive!r}", path=archive)
    if behind < offset:
        raise ZipImportError(f"bad central directory offset: {archive!r}", path=archive)
    start = behind - size
    if start < offset:
        raise ZipImportError(f"bad central directory size or offset: {archive!r}", path=archive)
    return (offset, start), size, count


def _read_entry(data, at, archive, start):
    """A member's name and entry, and where the next one is."""
    flags, method, modified_time, modified_date = (_number(data, at + i, 2) for i in (8, 10, 12, 14))
    crc, compressed, size, offset = (_number(data, at + i, 4) for i in (16, 20, 24, 42))
    name_size, extra_size, comment_size = (_number(data, at + i, 2) for i in (28, 30, 32))
    end = at + _ENTRY_SIZE + name_size + extra_size + comment_size
    if end > len(data):
        raise ZipImportError(f"can't read Zip file: {archive!r}", path=archive)
    extra = at + _ENTRY_SIZE + name_size
    if 0xFFFFFFFF in (compressed, size, offset):
        size, compressed, offset = _read_zip64(data[extra:extra + extra_size],
                                               (size, compressed, offset))
    if offset > start[0]:
        raise ZipImportError(f"bad local header offset: {archive!r}", path=archive)
    name = _decode_name(data[at + _ENTRY_SIZE:extra], flags)
    entry = (_bootstrap_external._path_join(archive, name), method, compressed, size,
             offset + start[1] - start[0], modified_time, modified_date, crc)
    return name, entry, end


def _decode_name(name, flags):
    if flags & 0x800 or name.isascii():
        return name.decode()
    return name.decode("cp437")


def _read_zip64(extra, values):
    """The values with those replaced that stand in the extra field, because they are large."""
    at = 0
    while at + 4 <= len(extra):
        tag, size = _number(extra, at, 2), _number(extra, at + 2, 2)
        if tag == _ZIP64_EXTRA:
            larger = [_number(extra, at + 4 + i, 8) for i in range(0, size, 8)]
            if values.count(0xFFFFFFFF) != len(larger):
                raise ZipImportError(f"can't read header extra: {extra!r}")
            return [larger.pop(0) if value == 0xFFFFFFFF else value for value in values]
        at += 4 + size
    raise ZipImportError(f"can't read header extra: {extra!r}")


def _get_data(archive, entry):
    """The bytes of a member."""
    path, method, compressed, _, offset, *_ = entry
    if compressed < 0:
        raise ZipImportError("negative data size")
    with _open(archive) as file:
        file.seek(offset)
        header = file.read(30)
        if len(header) != 30:
            raise EOFError("EOF read where not expected")
        if header[:4] != b"PK\3\4":
            raise ZipImportError(f"bad local file header: {archive!r}", path=archive)
        file.seek(offset + 30 + _number(header, 26, 2) + _number(header, 28, 2))
        data = file.read(compressed)
    if len(data) != compressed:
        raise OSError("zipimport: can't read data")
    return data if method == 0 else _decompress(data)


def _decompress(data):
    try:
        from zlib import decompress
    except ImportError:
        raise ZipImportError("can't decompress data; zlib not available") from None
    return decompress(data, -15)


def _bytes_of(path):
    """The bytes of what lies under the path in one of the archives read before; or None."""
    for archive, files in _zip_directory_cache.items():
        name = path[len(archive) + 1:]
        if path.startswith(archive + path_sep) and name in files:
            return _get_data(archive, files[name])
    return None


# ---- the importer ---------------------------------------------------------------------------


def _split(path):
    """(archive, folder in it with a slash at its end) of a path that leads into an archive."""
    if not isinstance(path, str):
        raise TypeError(f"expected str, not {type(path)!r}")
    if not path:
        raise ZipImportError("archive path is empty", path=path)
    archive, inside = path, []
    while True:
        try:
            status = _bootstrap_external._path_stat(archive)
        except (OSError, ValueError):
            shorter, last = _bootstrap_external._path_split(archive)
            if shorter == archive or not shorter:
                break
            archive = shorter
            inside.append(last)
        else:
            if status.st_mode & 0o170000 == 0o100000:
                folder = "/".join(reversed(inside))
                return archive, folder and folder.rstrip("/") + "/"
            break
    raise ZipImportError(f"not a Zip file: {path!r}", path=path)


class zipimporter(_bootstrap_external._LoaderBasics):
    """zipimporter(archivepath) -> zipimporter object

    Create a new zipimporter instance. 'archivepath' must be a path to
    a zipfile, or to a specific path inside a zipfile. For example, it can be
    '/tmp/myimport.zip', or '/tmp/myimport.zip/mydirectory', if mydirectory is a
    valid directory inside the archive.

    'ZipImportError is raised if 'archivepath' doesn't point to a valid Zip
    archive.

    The 'archive' attribute of zipimporter objects contains the name of the
    zipfile targeted.
    """

    def __init__(self, path):
        self.archive, self.prefix = _split(path)
        if self.archive not in _zip_directory_cache:
            _zip_directory_cache[self.archive] = _read_directory(self.archive)

    def __repr__(self):
        return f'<zipimporter object "{self.archive}{path_sep}{self.prefix}">'

    def _get_files(self):
        """The members by name; none if the archive is gone."""
        try:
            return _zip_directory_cache[self.archive]
        except KeyError:
            pass
        try:
            files = _zip_directory_cache[self.archive] = _read_directory(self.archive)
        except ZipImportError:
            files = {}
        return files

    def _path_of(self, fullname):
        return self.prefix + fullname.rpartition(".")[2]

    def _find(self, fullname):
        """(name in the archive, is it compiled, is it a package), or None."""
        base, files = self._path_of(fullname), self._get_files()
        for suffix, is_bytecode, is_package in _zip_searchorder:
            _bootstrap._verbose_message("trying {}{}{}", self.archive, path_sep, base + suffix,
                                        verbosity=2)
            if base + suffix in files:
                return base + suffix, is_bytecode, is_package
        return None

    def _get(self, fullname):
        found = self._find(fullname)
        if found is None:
            raise ZipImportError(f"can't find module {fullname!r}", name=fullname)
        return found

    def find_spec(self, fullname, target=None):
        """Create a ModuleSpec for the specified module.

        Returns None if the module cannot be found.
        """
        found = self._find(fullname)
        if found is not None:
            return _bootstrap.spec_from_loader(fullname, self, is_package=found[2])
        folder = self._path_of(fullname)
        if folder + path_sep not in self._get_files():
            return None
        spec = _bootstrap.ModuleSpec(fullname, None, is_package=True)
        spec.submodule_search_locations.append(f"{self.archive}{path_sep}{folder}")
        return spec

    def get_code(self, fullname):
        """get_code(fullname) -> code object.

        Return the code object for the specified module. Raise ZipImportError
        if the module couldn't be imported.
        """
        return self._load(fullname)[0]

    def _load(self, fullname):
        """(code, name in the archive) of a module: the first that is there and good."""
        base, files, error = self._path_of(fullname), self._get_files(), None
        for suffix, is_bytecode, _ in _zip_searchorder:
            entry = files.get(base + suffix)
            if entry is None:
                continue
            data = _get_data(self.archive, entry)
            if not is_bytecode:
                return compile(data, entry[0], "exec", dont_inherit=True), entry[0]
            try:
                self._check_bytecode(data, entry[0], base + suffix[:-1], fullname)
                return _imp._pyc_code(data, fullname, entry[0]), entry[0]
            except (ImportError, EOFError) as e:
                error = e
        if error is not None:
            raise ZipImportError(f"module load failed: {error}", name=fullname) from error
        raise ZipImportError(f"can't find module {fullname!r}", name=fullname)

    def _check_bytecode(self, data, path, source_name, fullname):
        """ImportError if a .pyc file is not of the source beside it."""
        details = {"name": fullname, "path": path}
        flags = _bootstrap_external._classify_pyc(data, fullname, details)
        source = self._get_files().get(source_name)
        if source is None:
            return
        if flags & 1:
            if _imp.check_hash_based_pycs != "never" and (
                    flags & 2 or _imp.check_hash_based_pycs == "always"):
                found = _imp.source_hash(_bootstrap_external._RAW_MAGIC_NUMBER,
                                         _get_data(self.archive, source))
                _bootstrap_external._validate_hash_pyc(data, found, fullname, details)
            return
        # the archive knows times to two seconds only
        seconds = _number(data, 8, 4) - _parse_dostime(source[6], source[5])
        if abs(seconds) > 1 or _number(data, 12, 4) != source[3] & 0xFFFFFFFF:
            raise ImportError(f"bytecode is stale for {fullname!r}", **details)

    def get_data(self, pathname):
        """get_data(pathname) -> string with file data.

        Return the data associated with 'pathname'. Raise OSError if
        the file wasn't found.
        """
        name = pathname
        if pathname.startswith(self.archive + path_sep):
            name = pathname[len(self.archive + path_sep):]
        entry = self._get_files().get(name)
        if entry is None:
            raise OSError(0, "", name)
        return _get_data(self.archive, entry)

    def get_filename(self, fullname):
        """get_filename(fullname) -> filename string.

        Return the filename for the specified module or raise ZipImportError
        if it couldn't be imported.
        """
        return self._load(fullname)[1]

    def get_source(self, fullname):
        """get_source(fullname) -> source string.

        Return the source code for the specified module. Raise ZipImportError
        if the module couldn't be found, return None if the archive does
        contain the module, but has no source for it.
        """
        name, is_bytecode, _ = self._get(fullname)
        entry = self._get_files().get(name[:-1] if is_bytecode else name)
        return None if entry is None else _get_data(self.archive, entry).decode()

    def is_package(self, fullname):
        """is_package(fullname) -> bool.

        Return True if the module specified by fullname is a package.
        Raise ZipImportError if the module couldn't be found.
        """
        return self._get(fullname)[2]

    def load_module(self, fullname):
        """load_module(fullname) -> module.

        Load the module specified by 'fullname'. 'fullname' must be the
        fully qualified (dotted) module name. It returns the imported
        module, or raises ZipImportError if it could not be imported.

        Deprecated since Python 3.10. Use exec_module() instead.
        """
        _warnings.warn("zipimport.zipimporter.load_module() is deprecated and slated for removal "
                       "in Python 3.12; use exec_module() instead", DeprecationWarning)
        code, path = self._load(fullname)
        module = sys.modules.get(fullname)
        if not isinstance(module, type(sys)):
            module = sys.modules[fullname] = type(sys)(fullname)
        module.__loader__ = self
        try:
            if self.is_package(fullname):
                module.__path__ = [f"{self.archive}{path_sep}{self._path_of(fullname)}"]
            vars(module).setdefault("__builtins__", __builtins__)
            _bootstrap_external._fix_up_module(vars(module), fullname, path)
            exec(code, vars(module))
        except:
            del sys.modules[fullname]
            raise
        try:
            return sys.modules[fullname]
        except KeyError:
            raise ImportError(f"Loaded module {fullname!r} not found in sys.modules")

    def get_resource_reader(self, fullname):
        """Return the ResourceReader for a module in a zip file."""
        from importlib.readers import ZipReader
        return ZipReader(self, fullname)

    def invalidate_caches(self):
        """Invalidates the cache of file data of the archive path."""
        _zip_directory_cache.pop(self.archive, None)


def _parse_dostime(date, clock):
    """Seconds since 1970 of a date and time of day as archives have them."""
    return time.mktime(((date >> 9) + 1980, date >> 5 & 0xF, date & 0x1F,
                        clock >> 11, clock >> 5 & 0x3F, (clock & 0x1F) * 2, -1, -1, -1))
