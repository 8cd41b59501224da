"""Uses of the modules for files, archives and processes; `# module NAME` opens each."""

# module os
import os
os.makedirs("a/b")
open("a/b/f.txt", "w").close()
print(sorted(os.walk("a")), os.path.join("x", "y"), [entry.name for entry in os.scandir("a/b")])
os.environ["FOLIO_USE"] = "1"
print(os.getenv("FOLIO_USE"), os.stat("a/b/f.txt").st_size, os.fspath("p"), os.sep)

# module posixpath
import posixpath
print(posixpath.normpath("/a/./b/../c//d"), posixpath.splitext("x.tar.gz"), posixpath.relpath("/a/b", "/a/c"))
print(posixpath.commonpath(["/a/b/c", "/a/b/d"]), posixpath.isabs("x"), posixpath.expandvars("$NOPE/x"))

# module ntpath
import ntpath
print(ntpath.splitdrive("C:\\dir\\f.txt"), ntpath.join("C:\\a", "..\\b"), ntpath.normpath("C:/a/../b"))
print(ntpath.relpath("C:\\a\\b", "C:\\a\\c"), ntpath.isabs("C:/x"), ntpath.splitroot("\\\\host\\share\\x"))

# module nturl2path
import nturl2path
print(nturl2path.url2pathname("///C:/foo/bar"), nturl2path.pathname2url("C:\\foo\\a b"))

# module genericpath
import genericpath
open("f", "w").close()
print(genericpath.exists("f"), genericpath.getsize("f"), genericpath.isdir("f"), genericpath.commonprefix(["ab", "ac"]))

# module stat
import stat
print(stat.filemode(0o100755), stat.S_ISDIR(0o040000), stat.S_IMODE(0o100644))

# module pathlib
from pathlib import Path, PurePath, PureWindowsPath
Path("d/e").mkdir(parents=True)
Path("d/e/f.txt").write_text("hello\n")
print(sorted(Path("d").rglob("*")), Path("d/e/f.txt").read_text(), PurePath("a/b.tar.gz").suffixes)
print(PureWindowsPath("c:/x").drive, Path("x").with_suffix(".py"), PurePath("/a/b").relative_to("/a"))
print(PurePath("a/b/c.py").full_match("a/**/*.py"), Path("d").is_dir(), PurePath("a").as_posix())

# module glob
import glob
import os
os.mkdir("sub")
for name in "a.py", "b.txt", ".hidden.py", "sub/c.py":
    open(name, "w").close()
print(sorted(glob.glob("*.py")), sorted(glob.glob("**/*.py", recursive=True)), glob.escape("[x]"))
print(glob.translate("a/**/*.py", recursive=True, seps="/"))

# module shutil
import os
import shutil
os.makedirs("source/inner")
open("source/inner/f", "w").write("x" * 10)
shutil.copytree("source", "copy")
shutil.copy2("copy/inner/f", "g")
shutil.move("g", "h")
print(shutil.make_archive("pack", "zip", "source"), os.path.getsize("h"), shutil.which("sh") is not None)
shutil.unpack_archive("pack.zip", "unpacked")
shutil.rmtree("source")
print(sorted(os.listdir()), sorted(name for name, _ in shutil.get_archive_formats()))

# module tempfile
import os
import tempfile
with tempfile.TemporaryDirectory(prefix="use") as folder, tempfile.NamedTemporaryFile("w+", dir=folder) as file:
    file.write("x")
    file.flush()
    print(os.path.getsize(file.name), os.path.dirname(file.name) == folder)
print(os.path.exists(folder), tempfile.SpooledTemporaryFile(10).write(b"abc"))

# module filecmp
import filecmp
import os
for folder, text in ("left", "x"), ("right", "y"):
    os.mkdir(folder)
    open(folder + "/same", "w").write("s")
    open(folder + "/differs", "w").write(text * (2 if text == "y" else 1))
filecmp.dircmp("left", "right").report()
print(filecmp.cmp("left/same", "right/same"), filecmp.cmpfiles("left", "right", ["same", "differs", "no"]))

# module fileinput
import fileinput
open("a", "w").write("1\n2\n")
open("b", "w").write("3\n")
with fileinput.input(["a", "b"]) as lines:
    for line in lines:
        print(lines.filename(), lines.filelineno(), lines.lineno(), line.rstrip())
for line in fileinput.input("a", inplace=True):
    print(line.strip() * 2)
print(open("a").read())

# module linecache
import linecache
open("text", "w").write("one\ntwo\n")
print(repr(linecache.getline("text", 2)), repr(linecache.getline("text", 9)), linecache.getlines("text"))

# module io
import io
buffer = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\r\n")
buffer.write("é\nb")
buffer.flush()
print(buffer.buffer.getvalue(), io.StringIO("a\nb").readlines(), io.BufferedReader(io.BytesIO(b"xyz")).peek(1))
print(issubclass(io.FileIO, io.RawIOBase), io.open is open, io.IncrementalNewlineDecoder(None, True).decode("a\r\n"))

# module _pyio
import _pyio
with _pyio.open("f", "w", encoding="utf-8") as file:
    file.write("line é\nnext\n")
with _pyio.open("f", encoding="utf-8") as file:
    print(file.readline(), file.tell(), file.read())
print(_pyio.BytesIO(b"abc").read(2), _pyio.StringIO("x\ny").readlines())

# module zipfile
import io
import zipfile
data = io.BytesIO()
with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("a/x.txt", "hello " * 50)
    archive.writestr(zipfile.ZipInfo("b.txt", (2020, 1, 2, 3, 4, 6)), b"b")
with zipfile.ZipFile(data) as archive:
    print(archive.namelist(), archive.read("b.txt"), archive.testzip(), archive.getinfo("a/x.txt").file_size)
    print([path.name for path in zipfile.Path(archive).iterdir()], archive.infolist()[1].date_time)

# module zipfile._path
import zipfile
with zipfile.ZipFile("z.zip", "w") as archive:
    archive.writestr("d/a.txt", "A")
    archive.writestr("d/e/b.py", "B")
root = zipfile.Path("z.zip")
print(sorted(str(path) for path in root.glob("**/*.py")), (root / "d" / "a.txt").read_text(), (root / "d").is_dir())

# module zipimport
import sys
import zipfile
import zipimport
with zipfile.ZipFile("code.zip", "w") as archive:
    archive.writestr("inside.py", "value = 42\n")
sys.path.insert(0, "code.zip")
import inside
print(inside.value, inside.__file__, zipimport.zipimporter("code.zip").get_source("inside"))

# module zipapp
import os
import subprocess
import sys
import zipapp
os.mkdir("app")
open("app/__main__.py", "w").write("print('from the archive')\n")
zipapp.create_archive("app", "app.pyz", interpreter="/usr/bin/env python3")
print(zipapp.get_interpreter("app.pyz"), open("app.pyz", "rb").readline())

# module tarfile
import io
import tarfile
data = io.BytesIO()
with tarfile.open(fileobj=data, mode="w:gz") as archive:
    member = tarfile.TarInfo("dir/name.txt")
    member.size = 5
    archive.addfile(member, io.BytesIO(b"hello"))
data.seek(0)
with tarfile.open(fileobj=data) as archive:
    print(archive.getnames(), archive.extractfile("dir/name.txt").read(), archive.getmembers()[0].size)
    archive.extractall("out", filter="data")
print(open("out/dir/name.txt").read())

# module gzip
import gzip
packed = gzip.compress(b"data " * 100, mtime=0)
with gzip.open("f.gz", "wt") as file:
    file.write("line\n" * 3)
print(gzip.decompress(packed) == b"data " * 100, gzip.open("f.gz", "rt").readlines())

# module bz2
import bz2
packed = bz2.compress(b"data " * 100)
print(len(packed), bz2.decompress(packed)[:5], bz2.BZ2Decompressor().decompress(packed)[-5:])
with bz2.open("f.bz2", "wt") as file:
    file.write("x\ny\n")
print(list(bz2.open("f.bz2", "rt")))

# module lzma
import lzma
packed = lzma.compress(b"data " * 100)
print(lzma.decompress(packed)[:5], lzma.is_check_supported(lzma.CHECK_CRC64))
with lzma.open("f.xz", "wb") as file:
    file.write(b"x\ny\n")
print(lzma.open("f.xz").readlines())

# module zlib
import zlib
print(zlib.decompress(zlib.compress(b"abc" * 9)), zlib.crc32(b"abc"), zlib.adler32(b"abc"))

# module _compression
import _compression
print(_compression.BUFFER_SIZE, _compression.BaseStream.__mro__[1].__name__)

# module subprocess
import subprocess
done = subprocess.run(["sh", "-c", "cat; echo err >&2; exit 3"], input="in", capture_output=True, text=True)
print(done, subprocess.check_output("echo $((1+2))", shell=True))
try:
    subprocess.run(["false"], check=True)
except subprocess.CalledProcessError as error:
    print(error)
with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
    print(process.communicate(b"piped"), process.returncode)

# module pty
import os
import pty
pid, terminal = pty.fork()
if pid == 0:
    os.write(1, b"on a terminal" if os.isatty(1) else b"no")
    os._exit(0)
print(os.read(terminal, 100), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

# module tty
import os
import pty
import termios
import tty
master, slave = pty.openpty()
before = tty.setraw(slave)
print(bool(before[3] & termios.ECHO), bool(termios.tcgetattr(slave)[3] & termios.ECHO), tty.LFLAG)

# module getpass
import getpass
import os
os.environ["LOGNAME"] = "somebody"
print(getpass.getuser(), issubclass(getpass.GetPassWarning, UserWarning))

# module signal
import os
import signal
signal.signal(signal.SIGUSR1, lambda number, frame: print("got", signal.Signals(number).name))
os.kill(os.getpid(), signal.SIGUSR1)
print(signal.getsignal(signal.SIGINT), signal.strsignal(15), signal.alarm(0))

# module platform
import platform
print(platform.system(), platform.python_version_tuple()[:2], bool(platform.machine()), bool(platform.platform()))

# module sysconfig
import sysconfig
print("purelib" in sysconfig.get_path_names(), "posix_prefix" in sysconfig.get_scheme_names())
print(sysconfig.get_python_version(), bool(sysconfig.get_path("purelib")))

# module site
import site
print(callable(site.addsitedir), isinstance(site.getsitepackages(), list), bool(site.getuserbase()))

# module mailbox
import email.message
import mailbox
message = email.message.EmailMessage()
message["Subject"] = "kept"
message.set_content("body\n")
for kind in mailbox.mbox, mailbox.Maildir, mailbox.MH, mailbox.Babyl, mailbox.MMDF:
    box = kind(kind.__name__)
    key = box.add(message)
    box.flush()
    print(kind.__name__, len(box), box[key]["subject"], box.get_message(key).get_payload())

# module wave
import io
import wave
data = io.BytesIO()
with wave.open(data, "wb") as sound:
    sound.setnchannels(2)
    sound.setsampwidth(2)
    sound.setframerate(8000)
    sound.writeframes(bytes(range(16)))
data.seek(0)
with wave.open(data) as sound:
    print(sound.getparams(), sound.readframes(2))

# module mimetypes
import mimetypes
print(mimetypes.guess_type("a.tar.gz"), mimetypes.guess_extension("text/html"), mimetypes.guess_file_type("x.png"))
