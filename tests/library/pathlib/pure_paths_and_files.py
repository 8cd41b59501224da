# Names of paths on both systems, and files.
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
import tempfile

p = PurePosixPath("/usr/lib//python3.13/./os.tar.gz")
print(p, p.parts, p.name, p.stem, p.suffix, p.suffixes, p.parent, list(p.parents)[-1])  # expect: /usr/lib/python3.13/os.tar.gz ('/', 'usr', 'lib', 'python3.13', 'os.tar.gz') os.tar.gz os.tar .gz ['.tar', '.gz'] /usr/lib/python3.13 /
print(p.with_name("a"), p.with_suffix(".x"), p.with_stem("s"), p.relative_to("/usr"), p / "../b", "a" / PurePath("b"))  # expect: /usr/lib/python3.13/a /usr/lib/python3.13/os.tar.x /usr/lib/python3.13/s.gz lib/python3.13/os.tar.gz /usr/lib/python3.13/os.tar.gz/../b a/b
print(p.match("*.gz"), p.full_match("/usr/**/*.gz"), p.is_absolute(), repr(p))  # expect: True True True PurePosixPath('/usr/lib/python3.13/os.tar.gz')
w = PureWindowsPath("C:/Users\\x.TXT")
print(w, w.drive, w.root, w.anchor, w.parts, w == PureWindowsPath("c:\\users\\X.txt"), w.as_posix(), repr(w))  # expect: C:\Users\x.TXT C: \ C:\ ('C:\\', 'Users', 'x.TXT') True C:/Users/x.TXT PureWindowsPath('C:/Users/x.TXT')
print(PurePosixPath("a") < PurePosixPath("b"), {PurePath("x"): 1}[PurePath("./x")], PurePath("a/b").is_relative_to("a"))  # expect: True 1 True
for bad in (lambda: p.relative_to("/var"), lambda: PurePath("/").with_name("x"), lambda: p.with_suffix("gz"), lambda: PurePath(b"a"),
            lambda: p < 1, lambda: list(Path(".").glob(""))):
    try:
        print(bad())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)  # expect: ValueError '/usr/lib/python3.13/os.tar.gz' is not in the subpath of '/var'
                                            # expect: ValueError PurePosixPath('/') has an empty name
                                            # expect: ValueError Invalid suffix 'gz'
                                            # expect: TypeError argument should be a str or an os.PathLike object where __fspath__ returns a str, not 'bytes'
                                            # expect: TypeError '<' not supported between instances of 'PurePosixPath' and 'int'
                                            # expect: ValueError Unacceptable pattern: PosixPath('.')
with tempfile.TemporaryDirectory() as folder:
    root = Path(folder)
    (root / "a" / "b").mkdir(parents=True)
    print((root / "a" / "f.txt").write_text("text\n"), (root / "a" / "f.txt").read_text(), (root / "a/f.txt").stat().st_size)  # expect: 5 text
                                                                                                                               # expect:  5
    (root / "a" / "b" / "g.py").touch()
    print(sorted(str(f.relative_to(root)) for f in root.rglob("*")))  # expect: ['a', 'a/b', 'a/b/g.py', 'a/f.txt']
    print(sorted(f.name for f in root.glob("**/*.py")), sorted(f.name for f in root.iterdir()))  # expect: ['g.py'] ['a']
    print([(q.name == root.name or q.name, d, f) for q, d, f in root.walk()])  # expect: [(True, ['a'], []), ('a', ['b'], ['f.txt']), ('b', [], ['g.py'])]
    (root / "link").symlink_to("a")
    print((root / "link").is_symlink(), (root / "link").readlink(), (root / "link" / "f.txt").exists())  # expect: True a True
    (root / "a" / "f.txt").rename(root / "h").unlink()
    print((root / "h").exists(), (root / "none").is_file())  # expect: False False
    try:
        (root / "a").rmdir()
    except OSError as error:
        print(error.strerror)  # expect: Directory not empty
