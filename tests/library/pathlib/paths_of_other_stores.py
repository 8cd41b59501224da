# A class derived from PathBase needs stat(), open() and iterdir() only.
import errno
import io
import posixpath
import stat
from os import stat_result
from pathlib import Path, UnsupportedOperation
from pathlib._abc import PathBase

FILES = {"/a/b.txt": b"text", "/a/c/d.py": b"code"}
FOLDERS = {"/": ["a"], "/a": ["b.txt", "c"], "/a/c": ["d.py", "back"]}
LINKS = {"/a/c/back": "../..", "/loop": "loop"}


class StoredPath(PathBase):
    parser = posixpath

    def stat(self, *, follow_symlinks=True):
        path = str(self.resolve(strict=True) if follow_symlinks
                   else self.parent.resolve(strict=True) / self.name)
        for names, mode in ((FILES, stat.S_IFREG), (FOLDERS, stat.S_IFDIR), (LINKS, stat.S_IFLNK)):
            if path in names:
                return stat_result((mode, *[0] * 9))
        raise FileNotFoundError(errno.ENOENT, "Not found", path)

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        data = io.BytesIO(FILES[str(self.resolve())])
        return data if "b" in mode else io.TextIOWrapper(data)

    def iterdir(self):
        return (self / name for name in FOLDERS[str(self.resolve())])

    def readlink(self):
        return self.with_segments(LINKS[str(self)])


root = StoredPath("/")
print((root / "a/b.txt").read_text(), (root / "a").is_dir(), (root / "x").exists())  # expect: text True False
print([str(p) for p in root.glob("a/*.txt")])  # expect: ['/a/b.txt']
print([str(p) for p in root.rglob("*.py", recurse_symlinks=False)])  # expect: ['/a/c/d.py']
print([(str(p), folders, files) for p, folders, files in StoredPath("/a").walk()])
# expect: [('/a', ['c'], ['b.txt']), ('/a/c', [], ['d.py', 'back'])]
print(StoredPath("/a/c/back/a/./b.txt").resolve())  # expect: /a/b.txt
print(StoredPath("a/b/c").relative_to("a/x", walk_up=True), StoredPath("/a/b").parts)  # expect: ../b/c ('/', 'a', 'b')
print(StoredPath("/a/b.tar.gz").with_suffix(".xz"), StoredPath("/a/b").match("a/*"))  # expect: /a/b.tar.xz True
try:
    StoredPath("/loop").resolve(strict=True)
except OSError as error:
    print(error)  # expect: [Errno 40] Too many symbolic links in path: '/loop'
try:
    root.unlink()
except UnsupportedOperation as error:
    print(error)  # expect: StoredPath.unlink() is unsupported
print(Path.unlink.__doc__ == PathBase.unlink.__doc__, Path("a").exists.__doc__ is not None)  # expect: True True
