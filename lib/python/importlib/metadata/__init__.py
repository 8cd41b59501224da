"""What installed distributions say of themselves: the folders NAME.dist-info and NAME.egg-info.

Found on sys.path, in folders and in zip files. The texts of METADATA are read by a small parser of
headers here, so that asking for a version needs no other module.
"""

import collections
import functools
import itertools
import os
import pathlib
import re
import sys
from importlib import import_module

__all__ = ["Distribution", "DistributionFinder", "PackageMetadata", "PackageNotFoundError",
           "SimplePath", "distribution", "distributions", "entry_points", "files", "metadata",
           "packages_distributions", "requires", "version"]


class PackageNotFoundError(ModuleNotFoundError):
    """No distribution has that name."""

    def __str__(self):
        return f"No package metadata was found for {self.name}"

    @property
    def name(self):
        name, = self.args
        return name


def _redent(value):
    """A value of several lines without the spaces that tell them from other headers."""
    if "\n" not in value:
        return value
    import textwrap
    return textwrap.dedent(" " * 8 + value)


class PackageMetadata:
    """The headers of METADATA: several may have one name."""

    def __init__(self, text=""):
        self._headers = []
        self._body = ""
        lines = iter(text.splitlines())
        for line in lines:
            if not line.strip():
                self._body = "\n".join(lines)
                break
            if line[0] in " \t" and self._headers:
                name, value = self._headers[-1]
                self._headers[-1] = name, value + "\n" + line
            else:
                name, _, value = line.partition(":")
                self._headers.append((name.strip(), value.strip()))
        self._headers = [(name, _redent(value)) for name, value in self._headers]
        if self._body and "Description" not in self:
            self._headers.append(("Description", self._body))

    def __len__(self):
        return len(self._headers)

    def __contains__(self, item):
        return any(name.lower() == item.lower() for name, _ in self._headers)

    def __getitem__(self, key):
        return self.get(key)

    def __setitem__(self, name, value):
        """One more header."""
        self._headers.append((name, value))

    def __delitem__(self, name):
        self._headers = [(key, value) for key, value in self._headers
                         if key.lower() != name.lower()]

    def __iter__(self):
        return iter(self.keys())

    def get(self, name, failobj=None):
        return next(iter(self.get_all(name, [])), failobj)

    def get_all(self, name, failobj=None):
        found = [value for key, value in self._headers if key.lower() == name.lower()]
        return found or failobj

    def keys(self):
        return [name for name, _ in self._headers]

    def values(self):
        return [value for _, value in self._headers]

    def items(self):
        return list(self._headers)

    def get_payload(self):
        return self._body

    @property
    def json(self):
        """All of it with names and lists as in PEP 566."""
        multiple = {"classifier", "obsoletes_dist", "platform", "project_url", "provides_dist",
                    "provides_extra", "requires_dist", "requires_external", "supported_platform",
                    "dynamic", "license_file"}

        def item_of(key):
            name = key.lower().replace("-", "_")
            value = self.get_all(key) if name in multiple else self[key]
            return name, re.split(r"\s+", value) if name == "keywords" else value
        return dict(item_of(key) for key in dict.fromkeys(self.keys()))


class SimplePath:
    """What a path of a distribution must be able to do."""


class EntryPoint(collections.namedtuple("EntryPointBase", "name value group")):
    """Something a distribution offers to others: a name in a group, and the object it is,
    MODULE:ATTRIBUTE.
    """

    pattern = re.compile(r"(?P<module>[\w.]+)\s*(:\s*(?P<attr>[\w.]+)\s*)?((?P<extras>\[.*\])\s*)?$")
    dist = None

    def load(self):
        """The object."""
        module = import_module(self.module)
        attrs = filter(None, (self.attr or "").split("."))
        return functools.reduce(getattr, attrs, module)

    @property
    def module(self):
        return self.pattern.match(self.value).group("module")

    @property
    def attr(self):
        return self.pattern.match(self.value).group("attr")

    @property
    def extras(self):
        return re.findall(r"\w+", self.pattern.match(self.value).group("extras") or "")

    def _for(self, dist):
        self.dist = dist
        return self

    def matches(self, **params):
        """Has this entry point these attributes?"""
        return all(getattr(self, name) == value for name, value in params.items())

    def __repr__(self):
        return f"EntryPoint(name={self.name!r}, value={self.value!r}, group={self.group!r})"

    def __setattr__(self, name, value):
        if name != "dist":
            raise AttributeError("EntryPoint objects are immutable.")
        object.__setattr__(self, name, value)

    def __hash__(self):
        return hash(tuple(self))


class EntryPoints(tuple):
    """Entry points, which can be selected from."""

    __slots__ = ()

    def __getitem__(self, name):
        try:
            return next(iter(self.select(name=name)))
        except StopIteration:
            raise KeyError(name)

    def __repr__(self):
        return "%s(%r)" % (self.__class__.__name__, tuple(self))

    def select(self, **params):
        """Those that have these attributes."""
        return EntryPoints(ep for ep in self if ep.matches(**params))

    @property
    def names(self):
        return {ep.name for ep in self}

    @property
    def groups(self):
        return {ep.group for ep in self}

    @classmethod
    def _from_text_for(cls, text, dist):
        group, found = None, []
        for line in map(str.strip, (text or "").splitlines()):
            if not line or line.startswith("#"):
                continue
            if line.startswith("[") and line.endswith("]"):
                group = line[1:-1]
            elif group is not None:
                name, _, value = line.partition("=")
                found.append(EntryPoint(name.strip(), value.strip(), group)._for(dist))
        return cls(found)


class PackagePath(pathlib.PurePosixPath):
    """The path of a file of a distribution, as its list of files has it."""

    hash = size = dist = None

    def read_text(self, encoding="utf-8"):
        return self.locate().read_text(encoding=encoding)

    def read_binary(self):
        return self.locate().read_bytes()

    def locate(self):
        """Where the file is."""
        return self.dist.locate_file(self)


class FileHash:
    def __init__(self, spec):
        self.mode, _, self.value = spec.partition("=")

    def __repr__(self):
        return f"<FileHash mode: {self.mode} value: {self.value}>"


class Distribution:
    """What is installed under one name."""

    def read_text(self, filename):
        """The text of a file of the metadata, or None."""
        raise NotImplementedError

    def locate_file(self, path):
        """The path of a file of the distribution."""
        raise NotImplementedError

    @classmethod
    def from_name(cls, name):
        """The distribution of that name."""
        if not name:
            raise ValueError("A distribution name is required.")
        try:
            return next(iter(cls.discover(name=name)))
        except StopIteration:
            raise PackageNotFoundError(name)

    @classmethod
    def discover(cls, *, context=None, **kwargs):
        """All distributions, or those that fit the context."""
        if context and kwargs:
            raise ValueError("cannot accept context and kwargs")
        context = context or DistributionFinder.Context(**kwargs)
        finders = [finder.find_distributions for finder in sys.meta_path
                   if getattr(finder, "find_distributions", None) is not None]
        return itertools.chain.from_iterable(find(context) for find in finders)

    @staticmethod
    def at(path):
        """The distribution whose metadata is in that folder."""
        return PathDistribution(pathlib.Path(path))

    @property
    def metadata(self):
        """The headers of its METADATA."""
        for name in ("METADATA", "PKG-INFO", ""):
            text = self.read_text(name)
            if text is not None:
                return PackageMetadata(text)
        return PackageMetadata()

    @property
    def name(self):
        """The name it says of itself."""
        return self.metadata["Name"]

    @property
    def _normalized_name(self):
        return Prepared.normalize(self.name)

    @property
    def version(self):
        """The version it says of itself."""
        return self.metadata["Version"]

    @property
    def entry_points(self):
        """What it offers."""
        return EntryPoints._from_text_for(self.read_text("entry_points.txt"), self)

    @property
    def files(self):
        """Files in this distribution: a list of PackagePath, or None if nobody wrote it down."""
        def make(name, hash=None, size_str=None):
            result = PackagePath(name)
            result.hash = FileHash(hash) if hash else None
            result.size = int(size_str) if size_str else None
            result.dist = self
            return result

        lines = self._record() or self._installed_files() or self._sources()
        if lines is None:
            return None
        import csv
        found = itertools.starmap(make, csv.reader(lines))
        return [path for path in found if path.locate().exists()]

    def _record(self):
        text = self.read_text("RECORD")
        return text and text.splitlines()

    def _installed_files(self):
        """What pip wrote down for an egg: names relative to its folder of metadata."""
        text = self.read_text("installed-files.txt")
        folder = getattr(self, "_path", None)
        if not text or not folder:
            return None
        root = self.locate_file("").resolve()
        return [f'"{(folder / name).resolve().relative_to(root, walk_up=True).as_posix()}"'
                for name in text.splitlines()]

    def _sources(self):
        """What setuptools made an egg of, which is not always all there."""
        text = self.read_text("SOURCES.txt")
        return text and [f'"{name}"' for name in text.splitlines()]

    @property
    def requires(self):
        """What it needs: a list of requirements, or None."""
        reqs = self.metadata.get_all("Requires-Dist")
        if reqs is not None:
            return reqs
        text = self.read_text("requires.txt")
        return None if text is None else list(self._deps_from_requires_text(text))

    @staticmethod
    def _deps_from_requires_text(text):
        section = ""
        for line in filter(None, map(str.strip, text.splitlines())):
            if line.startswith("["):
                section = line[1:-1]
                continue
            extra, _, markers = section.partition(":")
            if extra and markers:
                markers = f"({markers})"
            conditions = list(filter(None, [markers, extra and f'extra == "{extra}"']))
            space = " " if "@" in line else ""  # behind a URL
            yield line + space + ("; " + " and ".join(conditions) if conditions else "")

    @property
    def origin(self):
        text = self.read_text("direct_url.json")
        import json
        return text and json.loads(text, object_hook=lambda data: _Namespace(**data))


class _Namespace:
    def __init__(self, **data):
        self.__dict__.update(data)


class DistributionFinder:
    """A finder that finds distributions, too."""

    class Context:
        """What is looked for: a name, or everything; and where."""

        name = None

        def __init__(self, **kwargs):
            vars(self).update(kwargs)

        @property
        def path(self):
            return vars(self).get("path", sys.path)


class Prepared:
    """A name that is looked for, in the forms that names of folders have."""

    normalized = legacy_normalized = None

    def __init__(self, name):
        self.name = name
        if name is not None:
            self.normalized = self.normalize(name)
            self.legacy_normalized = name.lower().replace("-", "_")

    @staticmethod
    def normalize(name):
        """The name in lower case, with one underscore for each run of - _ and dots."""
        return re.sub(r"[-_.]+", "-", name).lower().replace("-", "_")

    def __bool__(self):
        return bool(self.name)


class MetadataPathFinder(DistributionFinder):
    @classmethod
    def find_distributions(cls, context=DistributionFinder.Context()):
        """The distributions that fit the context."""
        wanted = Prepared(context.name)
        return (PathDistribution(path) for root in context.path
                for path in cls._search(root, wanted))

    @classmethod
    def invalidate_caches(cls):
        pass

    @staticmethod
    def _search(root, wanted):
        root = pathlib.Path(root or ".")
        try:
            names = os.listdir(root)
        except OSError:
            if not root.is_file():
                return
            import zipfile
            if not zipfile.is_zipfile(root):
                return
            root = zipfile.Path(os.fspath(root))
            names = [child.name for child in root.iterdir()]
        for name in sorted(names):
            lower = name.lower()
            if lower == "egg-info" and root.name.lower().endswith(".egg"):
                lower = root.name.lower()  # the folder of an egg names it
            elif not lower.endswith((".dist-info", ".egg-info")):
                continue
            if wanted:
                stem = lower.rpartition(".")[0].partition("-")[0]
                if Prepared.normalize(stem) != wanted.normalized \
                        and stem != wanted.legacy_normalized:
                    continue
            yield root / name


class PathDistribution(Distribution):
    def __init__(self, path):
        self._path = path

    def read_text(self, filename):
        try:
            return self._path.joinpath(filename).read_text(encoding="utf-8")
        except (FileNotFoundError, IsADirectoryError, KeyError, NotADirectoryError,
                PermissionError):
            return None

    def locate_file(self, path):
        return self._path.parent / path

    @property
    def _normalized_name(self):
        stem = os.path.splitext(self._path.name)[0].partition("-")[0]
        return Prepared.normalize(stem) if stem else super()._normalized_name


def distribution(distribution_name):
    """The distribution of that name."""
    return Distribution.from_name(distribution_name)


def distributions(**kwargs):
    """All distributions, or those that fit the context."""
    return Distribution.discover(**kwargs)


def metadata(distribution_name):
    """The headers of the METADATA of the distribution of that name."""
    return Distribution.from_name(distribution_name).metadata


def version(distribution_name):
    """The version of the distribution of that name."""
    return distribution(distribution_name).version


def entry_points(**params):
    """The entry points of all distributions, or those that have these attributes."""
    found = itertools.chain.from_iterable(
        dist.entry_points for dist in _unique(distributions()))
    return EntryPoints(found).select(**params)


def _unique(dists):
    """The first distribution of each name."""
    seen = set()
    for dist in dists:
        name = dist._normalized_name
        if name not in seen:
            seen.add(name)
            yield dist


def files(distribution_name):
    """The files of the distribution of that name: a list of PackagePath, or None."""
    return distribution(distribution_name).files


def requires(distribution_name):
    """What the distribution of that name needs: a list of requirements, or None."""
    return distribution(distribution_name).requires


def packages_distributions():
    """The names of the distributions that have each top-level package."""
    found = collections.defaultdict(list)
    for dist in distributions():
        for name in _declared_names(dist) or _inferred_names(dist):
            found[name].append(dist.metadata["Name"])
    return dict(found)


def _declared_names(dist):
    return (dist.read_text("top_level.txt") or "").split()


def _inferred_names(dist):
    """The names that can be imported of the distribution's files."""
    import inspect
    names = {file.parts[0] if len(file.parts) > 1 else inspect.getmodulename(file) or str(file)
             for file in dist.files or ()}
    return [name for name in names if "." not in name]
