# normpath of every short path of a few characters, narrow, Latin and wide.
import hashlib
import itertools
import os.path
import pathlib

for alphabet in ("/.a", "/.é", "/.a\u4e2d"):
    paths = ["".join(some) for n in range(6) for some in itertools.product(alphabet, repeat=n)]
    normal = repr([os.path.normpath(path) for path in paths])
    print(len(paths), hashlib.sha1(normal.encode()).hexdigest())
# expect: 364 c95c46e33ced7843411751a2f9e4b7dc93e853fc
# expect: 364 01c2eff5b36c5702eb8d522bd4909374fd827bc0
# expect: 1365 542cb4e26d588a350d9df643ec5fe01b3116b11d
print(os.path.normpath(b"//a/../b/./c//"), os.path.normpath(pathlib.PurePath("a/..")))  # expect: b'//b/c' .
print(repr(os.path.normpath("a\0b/../c")), os.path.normpath("x" * 300 + "/../y"))  # expect: 'c' y
print(repr(os.path.normpath("\udc80/./\ud800\u4e2d")))  # expect: '\udc80/\ud800中'
