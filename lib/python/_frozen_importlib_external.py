"""The part of importlib that deals with files: loaders, finders, names of cache files."""

import _imp
import sys
from _imp import NamespaceLoader, PathFinder, SourceFileLoader, SourcelessFileLoader

try:
    import _frozen_importlib as _bootstrap
except ImportError:  # this is importlib._bootstrap_external
    from importlib import _bootstrap

path_separators = ["/"]
path_sep = "/"
path_sep_tuple = ("/",)

SOURCE_SUFFIXES = [".py"]
BYTECODE_SUFFIXES = [".pyc"]
DEBUG_BYTECODE_SUFFIXES = OPTIMIZED_BYTECODE_SUFFIXES = BYTECODE_SUFFIXES
EXTENSION_SUFFIXES = _imp.extension_suffixes()
MAGIC_NUMBER = _imp._magic_number
_RAW_MAGIC_NUMBER = int.from_bytes(MAGIC_NUMBER, "little")
_PYCACHE = "__pycache__"
_OPT = "opt-"


def _pack_uint32(x):
    return (int(x) & 0xFFFFFFFF).to_bytes(4, "little")


def _unpack_uint32(data):
    assert len(data) == 4
    return int.from_bytes(data, "little")


def _unpack_uint64(data):
    assert len(data) == 8
    return int.from_bytes(data, "little")


def _unpack_uint16(data):
    assert len(data) == 2
    return int.from_bytes(data, "little")


def _path_join(*parts):
    return "/".join(part.rstrip("/") or part for part in parts if part)


def _path_split(path):
    head, _, tail = path.rpartition("/")
    return head, tail


def _os():
    import posix
    return posix


def _path_stat(path):
    return _os().stat(path)


def _path_is_mode_type(path, mode):
    try:
        return _path_stat(path).st_mode & 0o170000 == mode
    except OSError:
        return False


def _path_isfile(path):
    return _path_is_mode_type(path, 0o100000)


def _path_isdir(path):
    return _path_is_mode_type(path or _os().getcwd(), 0o040000)


def _path_isabs(path):
    return path.startswith("/")


def _path_abspath(path):
    return path if _path_isabs(path) else _path_join(_os().getcwd(), path)


# ---- cache files ----------------------------------------------------------------------------


def cache_from_source(path, debug_override=None, *, optimization=None):
    """The name of the .pyc file of a source file."""
    if debug_override is not None:
        if optimization is not None:
            raise TypeError("debug_override or optimization must be set to None")
        optimization = "" if debug_override else 1
    path = _fspath(path)
    head, tail = _path_split(path)
    base, dot, rest = tail.rpartition(".")
    tag = sys.implementation.cache_tag
    if tag is None:
        raise NotImplementedError("sys.implementation.cache_tag is None")
    name = (base if base else rest) + dot + tag
    if optimization is None:
        optimization = "" if sys.flags.optimize == 0 else sys.flags.optimize
    optimization = str(optimization)
    if optimization != "":
        if not optimization.isalnum():
            raise ValueError(f"{optimization!r} is not alphanumeric")
        name = f"{name}.{_OPT}{optimization}"
    name += ".pyc"
    if sys.pycache_prefix is not None:
        return _path_join(sys.pycache_prefix, _path_abspath(head).lstrip("/"), name)
    return _path_join(head, _PYCACHE, name)


def source_from_cache(path):
    """The name of the source file of a .pyc file."""
    if sys.implementation.cache_tag is None:
        raise NotImplementedError("sys.implementation.cache_tag is None")
    path = _fspath(path)
    head, name = _path_split(path)
    prefix = sys.pycache_prefix and sys.pycache_prefix.rstrip("/")
    if prefix and head.startswith(prefix + "/"):
        head = head[len(prefix):]
    else:
        head, folder = _path_split(head)
        if folder != _PYCACHE:
            raise ValueError(f"{_PYCACHE} not bottom-level directory in {path!r}")
    dots = name.count(".")
    if dots not in (2, 3):
        raise ValueError(f"expected only 2 or 3 dots in {name!r}")
    if dots == 3:
        optimization = name.rsplit(".", 2)[-2]
        if not optimization.startswith(_OPT):
            raise ValueError("optimization portion of filename does not start with "
                             f"{_OPT!r}")
        if not optimization[len(_OPT):].isalnum():
            raise ValueError(f"optimization level {optimization!r} is not an alphanumeric value")
    return _path_join(head, name.partition(".")[0] + SOURCE_SUFFIXES[0])


def _get_sourcefile(bytecode_path):
    if not bytecode_path:
        return None
    try:
        source = source_from_cache(bytecode_path)
    except (NotImplementedError, ValueError):
        source = bytecode_path[:-1]
    return source if _path_isfile(source) else bytecode_path


def _get_cached(filename):
    if filename.endswith(".py"):
        try:
            return cache_from_source(filename)
        except NotImplementedError:
            return None
    return filename if filename.endswith(".pyc") else None


def _calc_mode(path):
    """The mode of a source's cache file."""
    try:
        mode = _path_stat(path).st_mode
    except OSError:
        mode = 0o666
    return mode | 0o200


def _write_atomic(path, data, mode=0o666):
    """Writes a file as a whole: into a temporary one that is renamed."""
    os = _os()
    temporary = f"{path}.{id(path)}"
    descriptor = os.open(temporary, os.O_EXCL | os.O_CREAT | os.O_WRONLY, mode & 0o666)
    try:
        import io
        with io.FileIO(descriptor, "wb") as file:
            if file.write(data) != len(data):
                raise OSError("os.write() didn't write the full pyc file")
        os.replace(temporary, path)
    except OSError:
        try:
            os.unlink(temporary)
        except OSError:
            pass
        raise


def _code_to_timestamp_pyc(code, mtime=0, source_size=0):
    """The bytes of a .pyc file that is valid for a source of that time and size."""
    return bytearray(_imp._pyc_bytes(code, 0, int(mtime * 1_000_000_000), source_size, 0))


def _code_to_hash_pyc(code, source_hash, checked=True):
    """The bytes of a .pyc file that is valid for a source with that hash."""
    return bytearray(_imp._pyc_bytes(code, 3 if checked else 1, 0, 0,
                                     int.from_bytes(source_hash, "little")))


def _classify_pyc(data, name, exc_details):
    """The flags of a .pyc file's bytes; ImportError and EOFError if they do not begin like one."""
    magic = data[:4]
    if magic != _imp._magic_number:
        raise ImportError(f"bad magic number in {name!r}: {bytes(magic)!r}", **exc_details)
    if len(data) < 16:
        raise EOFError(f"reached EOF while reading pyc header of {name!r}")
    flags = _unpack_uint32(data[4:8])
    if flags & ~0b11:
        raise ImportError(f"invalid flags {flags!r} in {name!r}", **exc_details)
    return flags


def _validate_timestamp_pyc(data, source_mtime, source_size, name, exc_details):
    """ImportError if the .pyc file was made from a source of another time or size."""
    stale = _unpack_uint32(data[8:12]) != source_mtime & 0xffffffff
    if stale or source_size is not None and _unpack_uint32(data[12:16]) != source_size & 0xffffffff:
        raise ImportError(f"bytecode is stale for {name!r}", **exc_details)


def _validate_hash_pyc(data, source_hash, name, exc_details):
    """ImportError if the .pyc file was made from a source with another hash."""
    if data[8:16] != source_hash:
        raise ImportError(f"hash in bytecode doesn't match hash of source {name!r}", **exc_details)


def _fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    return type(path).__fspath__(path)


def decode_source(source_bytes):
    """The text of a source file, by its coding line, with universal newlines."""
    import io
    import tokenize
    encoding = tokenize.detect_encoding(io.BytesIO(source_bytes).readline)
    newline_decoder = io.IncrementalNewlineDecoder(None, True)
    return newline_decoder.decode(source_bytes.decode(encoding[0]))


# ---- specs ----------------------------------------------------------------------------------

_POPULATE = object()


def spec_from_file_location(name, location=None, *, loader=None,
                            submodule_search_locations=_POPULATE):
    """A spec for a file: the loader follows from its suffix."""
    if location is None:
        location = "<unknown>"
        if hasattr(loader, "get_filename"):
            try:
                location = loader.get_filename(name)
            except ImportError:
                pass
    else:
        location = _fspath(location)
        try:
            location = _path_abspath(location)
        except OSError:
            pass
    spec = _bootstrap.ModuleSpec(name, loader, origin=location)
    spec._set_fileattr = True
    if loader is None:
        for loader_class, suffixes in _get_supported_file_loaders():
            if location.endswith(tuple(suffixes)):
                loader = loader_class(name, location)
                spec.loader = loader
                break
        else:
            return None
    if submodule_search_locations is _POPULATE:
        if hasattr(loader, "is_package"):
            try:
                is_package = loader.is_package(name)
            except ImportError:
                pass
            else:
                if is_package:
                    spec.submodule_search_locations = []
    else:
        spec.submodule_search_locations = submodule_search_locations
    if spec.submodule_search_locations == []:
        if location:
            spec.submodule_search_locations.append(_path_split(location)[0])
    spec.cached = _get_cached(location)
    return spec


# ---- loaders --------------------------------------------------------------------------------


class _LoaderBasics:
    """What loaders of code share."""

    def is_package(self, fullname):
        name = _path_split(self.get_filename(fullname))[1]
        return name.rsplit(".", 1)[0] == "__init__" and fullname.rpartition(".")[2] != "__init__"

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f"cannot load module {module.__name__!r} when get_code() returns None")
        exec(code, module.__dict__)

    def load_module(self, fullname):
        return _bootstrap._load_module_shim(self, fullname)


class SourceLoader(_LoaderBasics):
    """Loads from source text that get_data() gives."""

    def path_mtime(self, path):
        raise OSError

    def path_stats(self, path):
        return {"mtime": self.path_mtime(path)}

    def _cache_bytecode(self, source_path, cache_path, data):
        return self.set_data(cache_path, data)

    def set_data(self, path, data):
        pass

    def get_source(self, fullname):
        path = self.get_filename(fullname)
        try:
            source = self.get_data(path)
        except OSError as error:
            raise ImportError("source not available through get_data()", name=fullname) from error
        return decode_source(source)

    def source_to_code(self, data, path, *, _optimize=-1):
        return compile(data, path, "exec", dont_inherit=True, optimize=_optimize)

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


class FileLoader:
    """Knows its file."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def load_module(self, fullname=None):
        return super().load_module(fullname)

    def get_filename(self, fullname=None):
        return self.path

    def get_data(self, path):
        import io
        with io.open_code(str(path)) as file:
            return file.read()


class ExtensionFileLoader(FileLoader, _LoaderBasics):
    """Extension modules of CPython cannot be loaded."""

    def create_module(self, spec):
        raise ImportError("extension modules cannot be loaded", name=spec.name, path=self.path)

    def exec_module(self, module):
        pass

    def is_package(self, fullname):
        return False

    def get_code(self, fullname):
        return None

    def get_source(self, fullname):
        return None


class AppleFrameworkLoader(ExtensionFileLoader):
    pass


class WindowsRegistryFinder:
    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None


_NamespaceLoader = NamespaceLoader


class FileFinder:
    """The modules of one folder."""

    def __init__(self, path, *loader_details):
        self._loaders = [(suffix, loader) for loader, suffixes in loader_details
                         for suffix in suffixes]
        self.path = path if path and path != "." else _os().getcwd()
        if not _path_isabs(self.path):
            self.path = _path_join(_os().getcwd(), self.path)

    def invalidate_caches(self):
        pass

    def _get_spec(self, loader_class, fullname, path, locations, target):
        return spec_from_file_location(fullname, path, loader=loader_class(fullname, path),
                                       submodule_search_locations=locations)

    def find_spec(self, fullname, target=None):
        tail = fullname.rpartition(".")[2]
        base = _path_join(self.path, tail)
        is_folder = _path_isdir(base)
        if is_folder:
            for suffix, loader_class in self._loaders:
                full = _path_join(base, "__init__" + suffix)
                if _path_isfile(full):
                    return self._get_spec(loader_class, fullname, full, [base], target)
        for suffix, loader_class in self._loaders:
            full = base + suffix
            if _path_isfile(full):
                return self._get_spec(loader_class, fullname, full, None, target)
        if is_folder:
            spec = _bootstrap.ModuleSpec(fullname, None)
            spec.submodule_search_locations = [base]
            return spec
        return None

    @classmethod
    def path_hook(cls, *loader_details):
        def path_hook_for_FileFinder(path):
            if not _path_isdir(path):
                raise ImportError("only directories are supported", path=path)
            return cls(path, *loader_details)

        return path_hook_for_FileFinder

    def __repr__(self):
        return f"FileFinder({self.path!r})"


def _get_supported_file_loaders():
    return [(SourceFileLoader, SOURCE_SUFFIXES), (SourcelessFileLoader, BYTECODE_SUFFIXES)]


def _fix_up_module(namespace, name, pathname, cpathname=None):
    loader = namespace.get("__loader__")
    spec = namespace.get("__spec__")
    if not loader:
        loader = spec.loader if spec else SourceFileLoader(name, pathname)
    if not spec:
        spec = spec_from_file_location(name, pathname, loader=loader)
        if cpathname:
            spec.cached = _path_abspath(cpathname)
    namespace["__spec__"] = spec
    namespace["__loader__"] = loader
    namespace["__file__"] = pathname
    namespace["__cached__"] = cpathname


if not sys.path_hooks:
    sys.path_hooks.append(FileFinder.path_hook(*_get_supported_file_loaders()))
