"""Patterns of paths: whether a path fits one, and which files do.

A search goes through the parts of a pattern from left to right. It works on texts, and asks the
store of files through three methods, which FileSearch answers fast for the file system.
"""

import os

_matchers = {}


def is_case_sensitive(parser):
    """Does the parser tell "A" from "a"?"""
    return parser.normcase("Aa") == "Aa"


def compile_pattern(pattern, sep, case_sensitive, recursive=False):
    """The match method of a pattern of names, or with recursive of paths that may have **."""
    key = pattern, sep, case_sensitive, recursive
    match = _matchers.get(key)
    if match is None:
        import glob
        import re
        text = glob.translate(pattern, recursive=recursive, include_hidden=True, seps=sep)
        match = re.compile(text, re.NOFLAG if case_sensitive else re.IGNORECASE).match
        if len(_matchers) > 500:
            _matchers.clear()
        _matchers[key] = match
    return match


class Search:
    """Finds the files of any store, whose paths `make_path` makes from texts."""

    def __init__(self, parser, make_path, case_sensitive, recurse_symlinks):
        usual = is_case_sensitive(parser)
        self.sep = parser.sep
        self.make_path = make_path
        self.case_sensitive = usual if case_sensitive is None else case_sensitive
        self.must_compare = self.case_sensitive != usual  # looking a name up would not do
        self.recurse_symlinks = recurse_symlinks

    # -- asking the store

    def exists(self, path):
        return self.make_path(path).exists(follow_symlinks=False)

    def is_folder(self, path):
        return self.make_path(path).is_dir()

    def entries(self, folder):
        """What is in the folder: each has a name and is_dir()."""
        try:
            return list(self.make_path(folder).iterdir())
        except OSError:
            return []

    # -- searching

    def run(self, parts, root):
        """The paths of the files that the parts name, seen from the folder `root`."""
        found = self._select(parts, root, False)
        return found if parts.count("**") < 2 else self._once(found)

    @staticmethod
    def _once(paths):
        seen = set()
        for path in paths:
            if path not in seen:
                seen.add(path)
                yield path

    def _select(self, parts, path, exists):
        if not parts:
            return iter([path] if exists or self.exists(path) else ())
        part, *rest = parts
        if part == "**":
            while rest[:1] == ["**"]:
                del rest[0]
            return self._everywhere(rest, path)
        if part == "":  # the pattern ends in a slash
            return self._select(rest, self._as_folder(path), False)
        if part == "..":
            return self._select(rest, self._as_folder(path) + part, exists)
        if self._is_pattern(part):
            return self._matching(part, rest, self._as_folder(path))
        return self._select(rest, self._as_folder(path) + part, False)

    def _is_pattern(self, part):
        return self.must_compare or any(special in part for special in "*?[")

    def _matcher(self, part):
        """Does a name fit the part? None: all do."""
        return None if part == "*" else compile_pattern(part, self.sep, self.case_sensitive)

    def _as_folder(self, path):
        return path if not path or path.endswith(self.sep) else path + self.sep

    def _matching(self, part, rest, folder):
        """In the folder, the names that the part describes."""
        match = self._matcher(part)
        for entry in self.entries(folder):
            if (match is None or match(entry.name)) and (not rest or self._is_dir(entry, True)):
                yield from self._select(rest, folder + entry.name, True)

    def _everywhere(self, rest, path):
        """In the folder and those below it, what the rest names; without a rest, all that is."""
        if path and not self.is_folder(path):
            return
        top = self._as_folder(path)
        if not rest:
            yield top
        # One part that describes names is compared while the folder is listed anyway.
        is_listed = not rest or len(rest) == 1 and rest[0] != ".." and self._is_pattern(rest[0])
        match = self._matcher(rest[0]) if rest and is_listed else None
        pending = [top]
        while pending:
            folder = pending.pop()
            if not is_listed:
                yield from self._select(rest, folder, True)
            below = []
            for entry in self.entries(folder):
                if is_listed and (match is None or match(entry.name)):
                    yield folder + entry.name
                if self._is_dir(entry, self.recurse_symlinks):
                    below.append(folder + entry.name + self.sep)
            pending.extend(reversed(below))

    @staticmethod
    def _is_dir(entry, follow_symlinks):
        try:
            return entry.is_dir(follow_symlinks=follow_symlinks)
        except OSError:
            return False


class FileSearch(Search):
    """Finds files of the file system."""

    def exists(self, path):
        return os.path.lexists(path or ".")

    def is_folder(self, path):
        return os.path.isdir(path)

    def entries(self, folder):
        try:
            with os.scandir(folder or ".") as entries:
                return list(entries)
        except OSError:
            return []
