"""Resources of loaders that have no files(): a Traversable over their older interface."""

import contextlib
import io

from . import abc


class SpecLoaderAdapter:
    """A spec whose loader is another one."""

    def __init__(self, spec, adapter=lambda spec: spec.loader):
        self.spec = spec
        self.loader = adapter(spec)

    def __getattr__(self, name):
        return getattr(self.spec, name)


class TraversableResourcesLoader:
    """A loader whose reader has files()."""

    def __init__(self, spec):
        self.spec = spec

    def get_resource_reader(self, name):
        return CompatibilityFiles(self.spec)._native()


def _as_mode(file, mode="r", *args, **kwargs):
    if mode == "r":
        return io.TextIOWrapper(file, *args, **kwargs)
    if mode == "rb":
        return file
    raise ValueError(f"Invalid mode value '{mode}', only 'r' and 'rb' are supported")


class CompatibilityFiles:
    """files() for a reader that may be of the older kind, or missing."""

    class SpecPath(abc.Traversable):
        """The package itself."""

        def __init__(self, spec, reader):
            self._spec = spec
            self._reader = reader

        def iterdir(self):
            if not self._reader:
                return iter(())
            return iter(CompatibilityFiles.ChildPath(self._reader, path)
                        for path in self._reader.contents())

        def is_file(self):
            return False

        is_dir = is_file

        def joinpath(self, other):
            if not self._reader:
                return CompatibilityFiles.OrphanPath(other)
            return CompatibilityFiles.ChildPath(self._reader, other)

        @property
        def name(self):
            return self._spec.name

        def open(self, mode="r", *args, **kwargs):
            return _as_mode(self._reader.open_resource(None), mode, *args, **kwargs)

    class ChildPath(abc.Traversable):
        """A resource of the package."""

        def __init__(self, reader, name):
            self._reader = reader
            self._name = name

        def iterdir(self):
            return iter(())

        def is_file(self):
            return self._reader.is_resource(self.name)

        def is_dir(self):
            return not self.is_file()

        def joinpath(self, other):
            return CompatibilityFiles.OrphanPath(self.name, other)

        @property
        def name(self):
            return self._name

        def open(self, mode="r", *args, **kwargs):
            return _as_mode(self._reader.open_resource(self.name), mode, *args, **kwargs)

    class OrphanPath(abc.Traversable):
        """What the reader cannot know of: what is in a resource."""

        def __init__(self, *path_parts):
            if not path_parts:
                raise ValueError("Need at least one path part to construct a path")
            self._path = path_parts

        def iterdir(self):
            return iter(())

        def is_file(self):
            return False

        is_dir = is_file

        def joinpath(self, other):
            return CompatibilityFiles.OrphanPath(*self._path, other)

        @property
        def name(self):
            return self._path[-1]

        def open(self, mode="r", *args, **kwargs):
            raise FileNotFoundError("Can't open orphan path")

    def __init__(self, spec):
        self.spec = spec

    @property
    def _reader(self):
        with contextlib.suppress(AttributeError):
            return self.spec.loader.get_resource_reader(self.spec.name)

    def _native(self):
        """The reader itself, if it is of the newer kind."""
        reader = self._reader
        return reader if hasattr(reader, "files") else self

    def __getattr__(self, name):
        return getattr(self._reader, name)

    def files(self):
        return CompatibilityFiles.SpecPath(self.spec, self._reader)


def wrap_spec(package):
    """The package's spec, with a loader whose reader has files()."""
    return SpecLoaderAdapter(package.__spec__, TraversableResourcesLoader)
