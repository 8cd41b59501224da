"""Comparing files and folders: cmp(), cmpfiles() and dircmp."""

import os
import stat
from os.path import join
from types import GenericAlias

__all__ = ["clear_cache", "cmp", "dircmp", "cmpfiles", "DEFAULT_IGNORES"]

DEFAULT_IGNORES = "RCS CVS tags .git .hg .bzr _darcs __pycache__".split()
BUFSIZE = 8192

_cache = {}  # (name, name, signature, signature) -> are they equal?


def clear_cache():
    """Forget the results of earlier comparisons."""
    _cache.clear()


def cmp(f1, f2, shallow=True):
    """Are the two files equal?

    With shallow they are if size and time are, without a look at what is in them. Results are
    remembered as long as these stay.
    """
    signatures = _signature(f1), _signature(f2)
    (kind1, size1, _), (kind2, size2, _) = signatures
    if not (stat.S_ISREG(kind1) and stat.S_ISREG(kind2)):
        return False
    if shallow and signatures[0] == signatures[1]:
        return True
    if size1 != size2:
        return False
    key = f1, f2, *signatures
    if key not in _cache:
        equal = _have_same_content(f1, f2)
        if len(_cache) > 100:
            clear_cache()
        _cache[key] = equal
    return _cache[key]


def _signature(file):
    status = os.stat(file)
    return stat.S_IFMT(status.st_mode), status.st_size, status.st_mtime


def _have_same_content(f1, f2):
    with open(f1, "rb") as file1, open(f2, "rb") as file2:
        while (piece := file1.read(BUFSIZE)) == file2.read(BUFSIZE):
            if not piece:
                return True
    return False


class dircmp:
    """Compares two folders: its attributes are found when they are first asked for.

    left_list, right_list: the names in them, without those in ignore and hide;
    common, left_only, right_only: names; common_dirs, common_files, common_funny: of which kind;
    same_files, diff_files, funny_files: what comparing the common files gave;
    subdirs: a dircmp for each common folder.
    """

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, a, b, ignore=None, hide=None, *, shallow=True):
        self.left, self.right, self.shallow = a, b, shallow
        self.ignore = DEFAULT_IGNORES if ignore is None else ignore
        self.hide = [os.curdir, os.pardir] if hide is None else hide

    def phase0(self):
        """Read the folders."""
        unwanted = {*self.hide, *self.ignore}
        self.left_list, self.right_list = (
            sorted(name for name in os.listdir(folder) if name not in unwanted)
            for folder in (self.left, self.right))

    def phase1(self):
        """Compare the names, as the system does."""
        left, right = ({os.path.normcase(name): name for name in names}
                       for names in (self.left_list, self.right_list))
        self.common = [name for key, name in left.items() if key in right]
        self.left_only = [name for key, name in left.items() if key not in right]
        self.right_only = [name for key, name in right.items() if key not in left]

    def phase2(self):
        """Tell folders, files, and what is neither, or not the same on both sides."""
        self.common_dirs, self.common_files, self.common_funny = [], [], []
        places = {stat.S_IFDIR: self.common_dirs, stat.S_IFREG: self.common_files}
        for name in self.common:
            kind = _kind(join(self.left, name))
            same = kind == _kind(join(self.right, name))
            places.get(kind if same else None, self.common_funny).append(name)

    def phase3(self):
        """Compare the files."""
        self.same_files, self.diff_files, self.funny_files = cmpfiles(
            self.left, self.right, self.common_files, self.shallow)

    def phase4(self):
        """Prepare comparing the folders in them."""
        self.subdirs = {
            name: type(self)(join(self.left, name), join(self.right, name), self.ignore, self.hide,
                             shallow=self.shallow)
            for name in self.common_dirs}

    def phase4_closure(self):
        """The same for all folders below."""
        self.phase4()
        for below in self.subdirs.values():
            below.phase4_closure()

    # attribute -> what finds it
    methodmap = {name: phase for phase, names in (
        (phase0, "left_list right_list"), (phase1, "common left_only right_only"),
        (phase2, "common_dirs common_files common_funny"),
        (phase3, "same_files diff_files funny_files"), (phase4, "subdirs"))
        for name in names.split()}

    def __getattr__(self, attr):
        if attr not in self.methodmap:
            raise AttributeError(attr)
        self.methodmap[attr](self)
        return getattr(self, attr)

    def report(self):
        """Print what is different, and what is not."""
        print("diff", self.left, self.right)
        for title, names in ((f"Only in {self.left}", self.left_only),
                             (f"Only in {self.right}", self.right_only),
                             ("Identical files", self.same_files),
                             ("Differing files", self.diff_files),
                             ("Trouble with common files", self.funny_files),
                             ("Common subdirectories", self.common_dirs),
                             ("Common funny cases", self.common_funny)):
            if names:
                names.sort()
                print(title, ":", names)

    def report_partial_closure(self):
        """Print the same also for the folders in them."""
        self._report_with(dircmp.report)

    def report_full_closure(self):
        """Print the same also for all folders below."""
        self._report_with(dircmp.report_full_closure)

    def _report_with(self, report_below):
        self.report()
        for below in self.subdirs.values():
            print()
            report_below(below)


def _kind(path):
    try:
        return stat.S_IFMT(os.stat(path).st_mode)
    except (OSError, ValueError):
        return None


def cmpfiles(a, b, common, shallow=True):
    """Compare files of the same names in two folders: lists of those that are equal, those that
    are not, and those that could not be compared."""
    equal, different, failed = [], [], []
    for name in common:
        try:
            outcome = equal if cmp(join(a, name), join(b, name), shallow) else different
        except (OSError, ValueError):
            outcome = failed
        outcome.append(name)
    return equal, different, failed


def demo():
    """python -m filecmp [-r] FOLDER FOLDER"""
    import getopt
    import sys
    options, folders = getopt.getopt(sys.argv[1:], "r")
    if len(folders) != 2:
        raise getopt.GetoptError("need exactly two args", None)
    compared = dircmp(*folders)
    if options:
        compared.report_full_closure()
    else:
        compared.report()


if __name__ == "__main__":
    demo()
