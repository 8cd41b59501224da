"""The part of importlib that deals with files: loaders, finders, names of cache files."""

import _imp
import sys
import _warnings
from _imp import PathFinder, SourceFileLoader, SourcelessFileLoader

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
        _warnings.warn("the debug_override parameter is deprecated; use 'optimization' instead",
                       DeprecationWarning)
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
    if not bytecode_path.lower().endswith(".pyc"):
        return bytecode_path
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
    return _pyc(0, _pack_uint32(mtime) + _pack_uint32(source_size), code)


def _pyc(flags, source, code):
    import marshal
    return bytearray(MAGIC_NUMBER + _pack_uint32(flags) + source + marshal.dumps(code))


def _code_to_hash_pyc(code, source_hash, checked=True):
    """The bytes of a .pyc file that is valid for a source with that hash."""
    return _pyc(3 if checked else 1, source_hash, code)


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
    return spec


# ---- loaders --------------------------------------------------------------------------------


class _LoaderBasics:
    """What loaders of code share."""

    def is_package(self, fullname):
        name = _path_split(self.get_filename(fullname))[1]
        return name.rsplit(".", 1)[0] == "__init__" and fullname.rpartition(".")[2] != "__init__"

    def create_module(self, spec):
        """Use default semantics for module creation."""

    def exec_module(self, module):
        """Execute the module."""
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f"cannot load module {module.__name__!r} when get_code() returns None")
        _bootstrap._call_with_frames_removed(exec, code, module.__dict__)

    def load_module(self, fullname):
        """This method is deprecated."""
        return _bootstrap._load_module_shim(self, fullname)


def _compile_bytecode(data, name=None, bytecode_path=None, source_path=None):
    """The code of a .pyc file's bytes, all of them."""
    code = _imp._pyc_code(data, name, bytecode_path)
    _bootstrap._verbose_message("code object from {!r}", bytecode_path)
    return code if source_path is None else code.replace(co_filename=source_path)


class SourceLoader(_LoaderBasics):
    """Loads from source text that get_data() gives, or from its cache file."""

    def path_mtime(self, path):
        """When the path was modified last, as seconds; OSError if it cannot be found."""
        raise OSError

    def path_stats(self, path):
        """{"mtime": seconds} of the path and, if known, its "size"."""
        return {"mtime": self.path_mtime(path)}

    def _cache_bytecode(self, source_path, cache_path, data):
        return self.set_data(cache_path, data)

    def set_data(self, path, data):
        """Writes bytes to the path, if the loader can."""

    def get_source(self, fullname):
        """The source text of the module."""
        path = self.get_filename(fullname)
        try:
            source = self.get_data(path)
        except OSError as error:
            raise ImportError("source not available through get_data()", name=fullname) from error
        return decode_source(source)

    def source_to_code(self, data, path, *, _optimize=-1):
        """The code of source text or of a tree."""
        return _bootstrap._call_with_frames_removed(compile, data, path, "exec", dont_inherit=True,
                                                    optimize=_optimize)

    def get_code(self, fullname):
        """The code of the module, from its cache file if that is still good; else that is made."""
        path = self.get_filename(fullname)
        cache = _CacheFile(self, fullname, path)
        code = cache.read()
        if code is None:
            source = cache.source or self.get_data(path)
            code = self.source_to_code(source, path)
            cache.write(code, source)
        return code


class _CacheFile:
    """The .pyc file that belongs to a source."""

    def __init__(self, loader, fullname, source_path):
        self.loader = loader
        self.fullname = fullname
        self.source_path = source_path
        self.source = self.mtime = self.size = self.flags = self.hash = None
        try:
            self.path = cache_from_source(source_path)
        except NotImplementedError:
            self.path = None

    def read(self):
        """The code, or None if there is no file, or not of this source."""
        if self.path is None:
            return None
        try:
            stats = self.loader.path_stats(self.source_path)
        except OSError:
            return None
        self.mtime, self.size = int(stats["mtime"]), stats.get("size")
        try:
            data = self.loader.get_data(self.path)
        except OSError:
            return None
        try:
            self._validate(data)
        except (ImportError, EOFError):
            return None
        _bootstrap._verbose_message("{} matches {}", self.path, self.source_path)
        return _compile_bytecode(data, self.fullname, self.path, self.source_path)

    def _validate(self, data):
        details = {"name": self.fullname, "path": self.path}
        flags = _classify_pyc(data, self.fullname, details)
        if not flags & 1:
            _validate_timestamp_pyc(data, self.mtime, self.size, self.fullname, details)
            return
        self.flags = flags
        checks = _imp.check_hash_based_pycs
        if checks != "never" and (flags & 2 or checks == "always"):
            self.source = self.loader.get_data(self.source_path)
            self.hash = _imp.source_hash(_RAW_MAGIC_NUMBER, self.source)
            _validate_hash_pyc(data, self.hash, self.fullname, details)

    def write(self, code, source):
        """Writes the file, or the loader does."""
        if sys.dont_write_bytecode or self.path is None or self.mtime is None:
            return
        if self.flags:
            if self.hash is None:
                self.hash = _imp.source_hash(_RAW_MAGIC_NUMBER, source)
            data = _code_to_hash_pyc(code, self.hash, self.flags & 2)
        else:
            data = _code_to_timestamp_pyc(code, self.mtime, len(source))
        try:
            self.loader._cache_bytecode(self.source_path, self.path, data)
        except NotImplementedError:
            pass


class FileLoader:
    """Knows its file."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def _check_name(self, name):
        if name is not None and name != self.name:
            raise ImportError(f"loader for {self.name} cannot handle {name}", name=name)
        return self.name

    def load_module(self, fullname=None):
        """Load a module from a file. This method is deprecated."""
        return super().load_module(self._check_name(fullname))

    def get_filename(self, fullname=None):
        """The path to the source file."""
        self._check_name(fullname)
        return self.path

    def get_data(self, path):
        """The bytes of a file."""
        import io
        with io.open_code(str(path)) as file:
            return file.read()

    def get_resource_reader(self, module=None):
        self._check_name(module)
        return _resource_reader(self)


class ExtensionFileLoader(FileLoader, _LoaderBasics):
    """Extension modules of CPython cannot be loaded."""

    def create_module(self, spec):
        raise ImportError("extension modules cannot be loaded", name=spec.name, path=self.path)

    def exec_module(self, module):
        """There is nothing to be executed."""

    def is_package(self, fullname):
        name = _path_split(self.path)[1]
        return any(name == "__init__" + suffix for suffix in EXTENSION_SUFFIXES)

    def get_code(self, fullname):
        """Extension modules have no code."""

    def get_source(self, fullname):
        """Extension modules have no source."""


class AppleFrameworkLoader(ExtensionFileLoader):
    pass


# What SourceFileLoader and SourcelessFileLoader, which are native, leave to Python.


def _resource_reader(loader):
    from importlib.readers import FileReader
    return FileReader(loader)


def _write_data(path, data, mode=0o666):
    """Writes a file whose folder need not be there yet; if that fails nobody minds."""
    folder, missing = _path_split(path)[0], []
    while folder and not _path_isdir(folder):
        folder, name = _path_split(folder)
        missing.append(name)
    for name in reversed(missing):
        folder = _path_join(folder, name)
        try:
            _os().mkdir(folder)
        except FileExistsError:
            continue
        except OSError as error:
            _bootstrap._verbose_message("could not create {!r}: {!r}", folder, error)
            return
    try:
        _write_atomic(path, data, mode)
        _bootstrap._verbose_message("created {!r}", path)
    except OSError as error:
        _bootstrap._verbose_message("could not create {!r}: {!r}", path, error)


# ---- namespace packages ---------------------------------------------------------------------


class _NamespacePath:
    """The folders of a namespace package: found anew when the path around it has changed."""

    _epoch = 0  # counts what invalidates them all

    def __init__(self, name, path, path_finder):
        self._name = name
        self._path = path
        self._path_finder = path_finder
        self._last_parent_path = tuple(self._get_parent_path())
        self._last_epoch = self._epoch

    def _find_parent_path_names(self):
        parent = self._name.rpartition(".")[0]
        return (parent, "__path__") if parent else ("sys", "path")

    def _get_parent_path(self):
        module, name = self._find_parent_path_names()
        return getattr(sys.modules[module], name)

    def _recalculate(self):
        parent_path = tuple(self._get_parent_path())
        if parent_path != self._last_parent_path or self._epoch != self._last_epoch:
            spec = self._path_finder(self._name, parent_path)
            if spec is not None and spec.loader is None and spec.submodule_search_locations:
                self._path = list(spec.submodule_search_locations)
            self._last_parent_path = parent_path
            self._last_epoch = self._epoch
        return self._path

    def __iter__(self):
        return iter(self._recalculate())

    def __getitem__(self, index):
        return self._recalculate()[index]

    def __setitem__(self, index, path):
        self._path[index] = path

    def __len__(self):
        return len(self._recalculate())

    def __repr__(self):
        return f"_NamespacePath({self._path!r})"

    def __contains__(self, item):
        return item in self._recalculate()

    def append(self, item):
        self._path.append(item)


def _namespace_spec(name, locations):
    """What PathFinder gives for folders without __init__.py."""
    spec = _bootstrap.ModuleSpec(name, None)
    spec.submodule_search_locations = _NamespacePath(name, locations, PathFinder.find_spec)
    return spec


class NamespaceLoader:
    def __init__(self, name, path, path_finder):
        self._path = _NamespacePath(name, path, path_finder)

    @classmethod
    def _of(cls, path):
        """The loader of a namespace package that has a path already."""
        loader = cls.__new__(cls)
        loader._path = path
        return loader

    def is_package(self, fullname):
        return True

    def get_source(self, fullname):
        return ""

    def get_code(self, fullname):
        return compile("", "<string>", "exec", dont_inherit=True)

    def create_module(self, spec):
        """Use default semantics for module creation."""

    def exec_module(self, module):
        pass

    def load_module(self, fullname):
        """Load a namespace module. This method is deprecated."""
        _bootstrap._verbose_message("namespace module loaded with path {!r}", self._path)
        return _bootstrap._load_module_shim(self, fullname)

    def get_resource_reader(self, module):
        from importlib.readers import NamespaceReader
        return NamespaceReader(self._path)


_NamespaceLoader = NamespaceLoader


# ---- finders --------------------------------------------------------------------------------


class WindowsRegistryFinder:
    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None


def _invalidate_path_caches():
    """PathFinder.invalidate_caches()"""
    for name, finder in list(sys.path_importer_cache.items()):
        if finder is None or not _path_isabs(name):
            del sys.path_importer_cache[name]
        elif hasattr(finder, "invalidate_caches"):
            finder.invalidate_caches()
    _NamespacePath._epoch += 1
    from importlib.metadata import MetadataPathFinder
    MetadataPathFinder.invalidate_caches()


class FileFinder:
    """The modules of one folder. It asks the file system each time: what _path_mtime says about
    caches is only there for those who look at it."""

    def __init__(self, path, *loader_details):
        self._loaders = [(suffix, loader) for loader, suffixes in loader_details
                         for suffix in suffixes]
        self.path = path if path and path != "." else _os().getcwd()
        if not _path_isabs(self.path):
            self.path = _path_join(_os().getcwd(), self.path)
        self._path_mtime = -1

    def invalidate_caches(self):
        """Invalidate the directory mtime."""
        self._path_mtime = -1

    def _get_spec(self, loader_class, fullname, path, locations, target):
        return spec_from_file_location(fullname, path, loader=loader_class(fullname, path),
                                       submodule_search_locations=locations)

    def find_spec(self, fullname, target=None):
        """The spec of a module in the folder, or None."""
        tail = fullname.rpartition(".")[2]
        base = _path_join(self.path, tail)
        is_folder = _path_isdir(base)
        if is_folder:
            for suffix, loader_class in self._loaders:
                full = _path_join(base, "__init__" + suffix)
                if _path_isfile(full):
                    return self._get_spec(loader_class, fullname, full, [base], target)
        for suffix, loader_class in self._loaders:
            try:
                full = base + suffix
            except ValueError:
                return None
            _bootstrap._verbose_message("trying {}", full, verbosity=2)
            if _path_isfile(full):
                return self._get_spec(loader_class, fullname, full, None, target)
        if is_folder:
            _bootstrap._verbose_message("possible namespace for {}", base)
            spec = _bootstrap.ModuleSpec(fullname, None)
            spec.submodule_search_locations = [base]
            return spec
        return None

    @classmethod
    def path_hook(cls, *loader_details):
        """A hook for sys.path_hooks that makes finders of folders, with those loaders."""
        def path_hook_for_FileFinder(path):
            """Path hook for importlib.machinery.FileFinder."""
            if not _path_isdir(path):
                raise ImportError("only directories are supported", path=path)
            return cls(path, *loader_details)

        return path_hook_for_FileFinder

    def __repr__(self):
        return f"FileFinder({self.path!r})"


def _get_supported_file_loaders():
    return [(SourceFileLoader, SOURCE_SUFFIXES), (SourcelessFileLoader, BYTECODE_SUFFIXES)]


_default_path_hook = FileFinder.path_hook(*_get_supported_file_loaders())


# ---- modules that were not imported ---------------------------------------------------------


def _fix_up_module(namespace, name, pathname, cpathname=None):
    loader = namespace.get("__loader__")
    spec = namespace.get("__spec__")
    if not loader:
        if spec:
            loader = spec.loader
        elif pathname == cpathname:
            loader = SourcelessFileLoader(name, pathname)
        else:
            loader = SourceFileLoader(name, pathname)
    if not spec:
        spec = spec_from_file_location(name, pathname, loader=loader)
        if cpathname:
            spec.cached = _path_abspath(cpathname)
    namespace["__spec__"] = spec
    namespace["__loader__"] = loader
    namespace["__file__"] = pathname
    namespace["__cached__"] = cpathname


def _bless_my_loader(module_globals):
    """The loader of a module's globals, of __loader__ and __spec__.loader; they should agree."""
    if not isinstance(module_globals, dict):
        return None
    missing = object()
    loader = module_globals.get("__loader__")
    spec = module_globals.get("__spec__", missing)
    if loader is None:
        if spec is missing:
            return None
        if spec is None:
            raise ValueError("Module globals is missing a __spec__.loader")
    spec_loader = getattr(spec, "loader", missing)
    if spec_loader in (missing, None):
        if loader is None:
            error = AttributeError if spec_loader is missing else ValueError
            raise error("Module globals is missing a __spec__.loader")
        _warnings.warn("Module globals is missing a __spec__.loader", DeprecationWarning)
        spec_loader = loader
    if loader is not None and loader != spec_loader:
        _warnings.warn("Module globals; __loader__ != __spec__.loader", DeprecationWarning)
        return loader
    return spec_loader


def _install(bootstrap_module):
    """Makes the finders of files part of the import system, as they are from the start."""
    sys.path_hooks.append(_default_path_hook)
    sys.meta_path.append(PathFinder)
