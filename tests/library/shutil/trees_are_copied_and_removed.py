# copy, copytree, move, rmtree, which; glob and tempfile.
import glob
import os
import shutil
import tempfile

with tempfile.TemporaryDirectory(prefix="x") as folder:
    os.chdir(folder)
    os.makedirs("a/b")
    for name in ("a/1.txt", "a/b/2.txt", "a/b/.h", "a/3.py"):
        with open(name, "w") as f:
            f.write(name)
    print(sorted(glob.glob("**/*.txt", recursive=True)), glob.glob("a/?.py"), glob.glob("a/b/*"), glob.escape("[x]*"))  # expect: ['a/1.txt', 'a/b/2.txt'] ['a/3.py'] ['a/b/2.txt'] [[]x][*]
    shutil.copytree("a", "c", ignore=shutil.ignore_patterns("*.py"))
    print(sorted(os.listdir("c")), shutil.copy("a/3.py", "c"), shutil.move("c", "d"), open("d/b/2.txt").read())  # expect: ['1.txt', 'b'] c/3.py d a/b/2.txt
    for bad in (lambda: shutil.copyfile("a/1.txt", "a/1.txt"), lambda: shutil.copytree("a", "d"), lambda: shutil.rmtree("none"),
                lambda: shutil.make_archive("x", "nope")):
        try:
            print(bad())
        except (OSError, ValueError) as error:
            print(type(error).__name__, error)  # expect: SameFileError 'a/1.txt' and 'a/1.txt' are the same file
                                                # expect: FileExistsError [Errno 17] File exists: 'd'
                                                # expect: FileNotFoundError [Errno 2] No such file or directory: 'none'
                                                # expect: ValueError unknown archive format 'nope'
    shutil.rmtree("d")
    print(os.path.exists("d"), shutil.which("none-such"), bool(shutil.which("sh")))  # expect: False None True
    with tempfile.NamedTemporaryFile("w+", suffix=".t", dir=".") as f:
        f.write("abc")
        f.seek(0)
        print(f.read(), os.path.exists(f.name), f.name.endswith(".t"))  # expect: abc True True
    print(os.path.exists(f.name))  # expect: False
    with tempfile.SpooledTemporaryFile(4) as s:
        s.write(b"12345")
        print(s._rolled, s.tell())  # expect: True 5
    os.chdir("/")
