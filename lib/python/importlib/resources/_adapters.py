"""Resources of loaders that have no files(): a Traversable over their older interface."""

import io

from . import abc


class _Orphan(abc.Traversable):
    """What no reader knows of; `parts` are its names below the package."""

    def __init__(self, *parts):
        if not parts:
            raise ValueError("Need at least one path part to construct a path")
        self._parts = parts

    @property
    def name(self):
        return self._parts[-1]

    def is_file(self):
        return False

    def is_dir(self):
        return False

    def iterdir(self):
        return iter(())

    def joinpath(self, other):
        return _Orphan(*self._parts, other)

    def open(self, mode="r", *args, **kwargs):
        raise FileNotFoundError("Can't open orphan path")


class _Resource(_Orphan):
    """What a reader of the older kind knows of: what is directly in the package."""

    def __init__(self, reader, name):
        super().__init__(name)
        self._reader = reader

    def is_file(self):
        return self._reader.is_resource(self.name)

    def is_dir(self):
        return not self.is_file()

    def open(self, mode="r", *args, **kwargs):
        return self._open(self.name, mode, *args, **kwargs)

    def _open(self, resource, mode, *args, **kwargs):
        binary = self._reader.open_resource(resource)
        match mode:
            case "rb":
                return binary
            case "r":
                return io.TextIOWrapper(binary, *args, **kwargs)
        raise ValueError(f"Invalid mode value '{mode}', only 'r' and 'rb' are supported")


class _Package(_Resource):
    """The package itself, whose reader may be missing."""

    is_file = is_dir = lambda self: False

    def iterdir(self):
        return map(self.joinpath, self._reader.contents() if self._reader else ())

    def joinpath(self, other):
        return _Resource(self._reader, other) if self._reader else _Orphan(other)

    def open(self, mode="r", *args, **kwargs):
        return self._open(None, mode, *args, **kwargs)


class CompatibilityFiles:
    """The reader of a package's loader, with files(), also where there is none."""

    OrphanPath = _Orphan

    def __init__(self, spec):
        self.spec = spec

    @property
    def _reader(self):
        try:
            return self.spec.loader.get_resource_reader(self.spec.name)
        except AttributeError:
            return None

    def files(self):
        return _Package(self._reader, self.spec.name)

    def __getattr__(self, name):
        return getattr(self._reader, name)


class _SpecWithFiles:
    """A spec that is its own loader: one whose readers have files()."""

    def __init__(self, spec):
        self._spec = spec

    @property
    def loader(self):
        return self

    def get_resource_reader(self, name):
        adapted = CompatibilityFiles(self._spec)
        reader = adapted._reader
        return reader if hasattr(reader, "files") else adapted

    def __getattr__(self, name):
        return getattr(self._spec, name)


def wrap_spec(package):
    """The package's spec, with a loader whose reader has files()."""
    return _SpecWithFiles(package.__spec__)
