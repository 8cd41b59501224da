import io
import os
import tarfile

os.mkdir("folder")
with open("folder/file.txt", "w") as file:
    file.write("content")
os.symlink("file.txt", "folder/link")
os.link("folder/file.txt", "folder/same")

for mode in "w", "w:gz", "w:bz2", "w:xz", "w|gz":
    with tarfile.open("a.tar", mode) as archive:
        archive.add("folder")
        member = tarfile.TarInfo("däta/" + "long" * 40)
        member.size, member.mtime = 3, 1.5
        archive.addfile(member, io.BytesIO(b"abc"))
    with tarfile.open("a.tar") as archive:
        print(len(archive.getnames()), archive.extractfile("folder/link").read(),
              archive.extractfile(member.name).read(), archive.getmember(member.name).mtime)
        # expect: 5 b'content' b'abc' 1.5
        # expect: 5 b'content' b'abc' 1.5
        # expect: 5 b'content' b'abc' 1.5
        # expect: 5 b'content' b'abc' 1.5
        # expect: 5 b'content' b'abc' 1.5
with tarfile.open("a.tar", "r|*") as archive:
    archive.extractall("out", filter="data")
print(open("out/folder/file.txt").read(), os.readlink("out/folder/link"))  # expect: content file.txt
print(os.path.samefile("out/folder/file.txt", "out/folder/same"))          # expect: True

for format in tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT:
    big = tarfile.TarInfo("n" * 120)
    big.size = 8**12
    try:
        buffer = big.tobuf(format)
        print(len(buffer), tarfile.TarInfo.frombuf(buffer[-512:], "utf-8", "strict").size)
    except ValueError as error:
        print(error)           # expect: name is too long
                               # expect: 1536 68719476736
                               # expect: 1536 0

for name, link in ("../outside", ""), ("/absolute", ""), ("link", "../../outside"), ("fifo", ""):
    member = tarfile.TarInfo(name)
    if link:
        member.type, member.linkname = tarfile.SYMTYPE, link
    if name == "fifo":
        member.type = tarfile.FIFOTYPE
    try:
        print(tarfile.data_filter(member, "out").name)
    except tarfile.FilterError as error:
        print(type(error).__name__)    # expect: OutsideDestinationError
                                       # expect: absolute
                                       # expect: LinkOutsideDestinationError
                                       # expect: SpecialFileError
for data in b"", b"no archive" * 100:
    try:
        tarfile.open(fileobj=io.BytesIO(data), mode="r:")
    except tarfile.ReadError as error:
        print(error)                   # expect: empty file
                                       # expect: invalid header
print(tarfile.is_tarfile("a.tar"), tarfile.is_tarfile("folder/file.txt"))  # expect: True False
