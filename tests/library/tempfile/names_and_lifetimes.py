# Names in str and bytes, what is removed when, and files in memory that roll over.
import os
import tempfile
import warnings

print(tempfile.gettempprefix(), tempfile.gettempprefixb())  # expect: tmp b'tmp'
with tempfile.TemporaryDirectory(prefix="a", suffix="z") as folder:
    name = os.path.basename(folder)
    print(name[0], name[-1], len(name), oct(os.stat(folder).st_mode & 0o777))  # expect: a z 10 0o700
    fd, path = tempfile.mkstemp(dir=os.fsencode(folder))
    os.close(fd)
    print(type(path).__name__, oct(os.stat(path).st_mode & 0o777))  # expect: bytes 0o600
    try:
        tempfile.mkstemp(dir=folder, suffix=b"x")
    except TypeError as e:
        print(e)  # expect: Can't mix bytes and non-bytes in path components.
    with tempfile.NamedTemporaryFile("w+", dir=folder) as file:
        file.write("text")
        file.seek(0)
        print(file.read(), os.path.exists(file.name))  # expect: text True
    print(os.path.exists(file.name))  # expect: False
    with tempfile.NamedTemporaryFile(dir=folder, delete_on_close=False) as file:
        file.close()
        print(os.path.exists(file.name))  # expect: True
    print(os.path.exists(file.name))  # expect: False
    file = tempfile.NamedTemporaryFile(dir=folder, delete=False)
    file.close()
    print(os.path.exists(file.name))  # expect: True
    try:
        tempfile.NamedTemporaryFile("bad", dir=folder)
    except ValueError:
        print(len(os.listdir(folder)))  # expect: 2
    with tempfile.TemporaryFile(dir=folder) as file:
        print(file.write(b"x"), isinstance(file.name, int), len(os.listdir(folder)))  # expect: 1 True 2
    os.mkdir(os.path.join(folder, "closed"), 0)
    try:
        os.symlink("nowhere", link := os.path.join(folder, "link"))
        os.chmod(link, 0o600, follow_symlinks=False)
    except NotImplementedError as e:
        print(e)  # expect: chmod: follow_symlinks unavailable on this platform
print(os.path.exists(folder))  # expect: False

with tempfile.SpooledTemporaryFile(max_size=4, mode="w+") as file:
    file.write("abc")
    print(file._rolled, file.name, file.mode, file.tell())  # expect: False None w+ 3
    file.writelines(["de\n", "f"])
    file.seek(0)
    print(file._rolled, file.readlines())  # expect: True ['abcde\n', 'f']
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    tempfile.TemporaryDirectory()
    print(str(caught[0].message)[:47])  # expect: Implicitly cleaning up <TemporaryDirectory '/tm
print(len(next(tempfile._get_candidate_names())))  # expect: 8
