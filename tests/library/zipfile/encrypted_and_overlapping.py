# Encrypted members, members that overlap, names in extra fields, modes, and the command line.
import io
import os
import subprocess
import sys
import zipfile



def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def encrypt(password, data):
    """With the keys that the decryption has, used the other way round."""
    import binascii

    def step(crc, byte):
        return (binascii.crc32(bytes([byte]), crc ^ 0xffffffff) ^ 0xffffffff) & 0xffffffff

    keys = [0x12345678, 0x23456789, 0x34567890]

    def stir(byte):
        keys[0] = step(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xff)) * 134775813 + 1) & 0xffffffff
        keys[2] = step(keys[2], keys[1] >> 24)

    for byte in password:
        stir(byte)
    result = bytearray()
    for byte in bytes(11) + bytes([binascii.crc32(data) >> 24]) + data:
        key = keys[2] | 2
        result.append(byte ^ (key * (key ^ 1) >> 8 & 0xff))
        stir(byte)
    return bytes(result)


def archive_with_password(password, data):
    import binascii
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a"), data)
    raw = bytearray(plain.getvalue())
    start = raw.index(b"a") + 1
    raw[start:start + len(data)] = encrypt(password, data)
    directory = raw.index(b"PK\1\2")
    for place in 6, directory + 8:
        raw[place] |= 1
    for place in 18, directory + 20:
        raw[place:place + 4] = (len(data) + 12).to_bytes(4, "little")
    end = raw.index(b"PK\5\6")
    raw[end + 16:end + 20] = directory.to_bytes(4, "little")
    return io.BytesIO(raw)


with zipfile.ZipFile(archive_with_password(b"secret", b"hello, hello")) as archive:
    print(archive.read("a", pwd=b"secret"))  # expect: b'hello, hello'
    print(attempt(archive.read, "a"))  # expect: RuntimeError: File 'a' is encrypted, password required for extraction
    print(attempt(archive.read, "a", b"wrong"))  # expect: RuntimeError: Bad password for file 'a'
    print(attempt(archive.read, "a", "secret"))  # expect: TypeError: pwd: expected bytes, got str
    archive.setpassword(b"secret")
    with archive.open("a") as member:
        print(member.mode, member, member.seek(7), member.read())  # expect: rb <zipfile.ZipExtFile name='a'> 7 b'hello'
    print(member, attempt(member.readable))  # expect: <zipfile.ZipExtFile [closed]> ValueError: I/O operation on closed file.

two = io.BytesIO()
with zipfile.ZipFile(two, "w") as archive:
    archive.writestr("a", b"x" * 10)
    archive.writestr("b", b"y")
    archive.getinfo("a").compress_size = archive.getinfo("a").file_size = 30
with zipfile.ZipFile(two) as archive:
    print(attempt(archive.read, "a"))  # expect: BadZipFile: Overlapped entries: 'a' (possible zip bomb)
    print(archive.read("b"))  # expect: b'y'

print(attempt(zipfile.ZipFile, io.BytesIO(), "w", metadata_encoding="cp437"))  # expect: ValueError: metadata_encoding is only supported for reading files

os.mkdir("package")
for name in "__init__", "module":
    with open(f"package/{name}.py", "w") as file:
        file.write("x = 1\n")
with zipfile.PyZipFile("library.zip", "w") as library:
    library.writepy("package")
    print(sorted(library.namelist()))  # expect: ['package/__init__.pyc', 'package/module.pyc']


def run(*args):
    done = subprocess.run([sys.executable, "-m", "zipfile", *args], capture_output=True, text=True)
    print(done.returncode, (done.stdout + done.stderr).splitlines()[:1])


run("-c", "new.zip", "package/module.py")  # expect: 0 []
run("-t", "new.zip")  # expect: 0 ['Done testing']
run("-l", "new.zip")  # expect: 0 ['File Name                                             Modified             Size']
run("-e", "new.zip", "out")  # expect: 0 []
print(os.listdir("out"))  # expect: ['module.py']
