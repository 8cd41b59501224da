"""Importing from zip files: an entry of sys.path may be one, or a folder in one."""

import sys

__all__ = ["ZipImportError", "zipimporter"]

_directories = {}  # archive -> {name in it: (method, compressed size, size, offset)}


class ZipImportError(ImportError):
    pass


def _number(data, at, size):
    return int.from_bytes(data[at:at + size], "little")


def _read_directory(archive):
    """The files of an archive by name, read from its central directory."""
    try:
        with open(archive, "rb") as file:
            data = file.read()
    except OSError:
        raise ZipImportError(f"can't open Zip file: {archive!r}", path=archive)
    end = data.rfind(b"PK\5\6")
    if end < 0 or end + 22 > len(data):
        raise ZipImportError(f"not a Zip file: {archive!r}", path=archive)
    size, start = _number(data, end + 12, 4), _number(data, end + 16, 4)
    shift = end - size - start  # what stands in front of the archive, a #! line for instance
    at, files = start + shift, {}
    for _ in range(_number(data, end + 10, 2)):
        if data[at:at + 4] != b"PK\1\2":
            raise ZipImportError(f"can't read Zip file: {archive!r}", path=archive)
        lengths = [_number(data, at + field, 2) for field in (28, 30, 32)]
        name = data[at + 46:at + 46 + lengths[0]].decode("utf-8", "replace")
        files[name] = (_number(data, at + 10, 2), _number(data, at + 20, 4),
                       _number(data, at + 24, 4), _number(data, at + 42, 4) + shift)
        at += 46 + sum(lengths)
    return files


def _read_file(archive, entry):
    method, compressed_size, _, offset = entry
    with open(archive, "rb") as file:
        file.seek(offset)
        header = file.read(30)
        if header[:4] != b"PK\3\4":
            raise ZipImportError(f"bad local file header: {archive!r}", path=archive)
        file.seek(offset + 30 + _number(header, 26, 2) + _number(header, 28, 2))
        data = file.read(compressed_size)
    if method == 0:
        return data
    if method != 8:
        raise ZipImportError(f"can't decompress data: method {method}", path=archive)
    try:
        import zlib
    except ImportError:
        raise ZipImportError("can't decompress data; zlib not available") from None
    return zlib.decompress(data, -15)


def _split(path):
    """(archive, folder in it with a slash at its end) of a path into an archive; or None."""
    archive, inside = path, ""
    while archive:
        try:
            with open(archive, "rb"):
                return archive, inside
        except IsADirectoryError:
            return None
        except OSError:
            archive, slash, last = archive.rpartition("/")
            inside = last + "/" + inside
    return None


class zipimporter:
    """zipimporter(archivepath): the modules in a zip file, or in a folder of one."""

    def __init__(self, path):
        parts = _split(path) if isinstance(path, str) else None
        if parts is None:
            raise ZipImportError(f"not a Zip file: {path!r}", path=path)
        self.archive, self.prefix = parts
        if self.archive not in _directories:
            _directories[self.archive] = _read_directory(self.archive)
        self._files = _directories[self.archive]

    def __repr__(self):
        return f'<zipimporter object "{self.archive}/{self.prefix}">'

    def _find(self, fullname):
        """(name in the archive, whether it is a package), or None."""
        base = self.prefix + fullname.rpartition(".")[2]
        for name, is_package in ((base + "/__init__.py", True), (base + ".py", False)):
            if name in self._files:
                return name, is_package
        return None

    def _get(self, fullname):
        found = self._find(fullname)
        if found is None:
            raise ZipImportError(f"can't find module {fullname!r}", name=fullname)
        return found

    def find_spec(self, fullname, target=None):
        found = self._find(fullname)
        if found is None:
            return None
        from importlib.machinery import ModuleSpec
        name, is_package = found
        origin = self.archive + "/" + name
        spec = ModuleSpec(fullname, self, origin=origin, is_package=is_package)
        spec.has_location = True
        if is_package:
            spec.submodule_search_locations = [origin.rpartition("/")[0]]
        return spec

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self.get_code(module.__name__), module.__dict__)

    def get_data(self, pathname):
        name = pathname.removeprefix(self.archive + "/")
        try:
            return _read_file(self.archive, self._files[name])
        except KeyError:
            raise OSError(0, "", name)

    def get_source(self, fullname):
        from importlib.util import decode_source
        return decode_source(_read_file(self.archive, self._files[self._get(fullname)[0]]))

    def get_filename(self, fullname):
        return self.archive + "/" + self._get(fullname)[0]

    def get_code(self, fullname):
        name = self._get(fullname)[0]
        return compile(_read_file(self.archive, self._files[name]), self.archive + "/" + name,
                       "exec", dont_inherit=True)

    def is_package(self, fullname):
        return self._get(fullname)[1]

    def invalidate_caches(self):
        _directories[self.archive] = self._files = _read_directory(self.archive)


def _find_spec(fullname, path):
    """The spec of a module in one of the path's archives; what the import statement asks last."""
    for entry in path:
        try:
            spec = zipimporter(entry).find_spec(fullname)
        except ZipImportError:
            continue
        if spec is not None:
            return spec
    return None


class _MainArchiveFinder:
    """Looks into the archive that is the program, whatever its name ends in."""

    @staticmethod
    def find_spec(fullname, path=None, target=None):
        return _find_spec(fullname, sys.path[:1] if path is None else path)


def _run_main(archive, namespace):
    """Runs __main__ of an archive in the namespace; False if there is none."""
    importer = zipimporter(archive)
    if importer._find("__main__") is None:
        return False
    sys.meta_path.insert(0, _MainArchiveFinder)
    spec = importer.find_spec("__main__")
    namespace.update(__spec__=spec, __loader__=importer, __package__="", __file__=spec.origin,
                     __cached__=None)
    exec(importer.get_code("__main__"), namespace)
