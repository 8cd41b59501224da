# Written, read, appended to, extracted; all compressions; what is damaged.
import io
import os
import zipfile

stream = io.BytesIO()
with zipfile.ZipFile(stream, 'w', zipfile.ZIP_DEFLATED) as archive:
    info = zipfile.ZipInfo('a.txt', (2020, 1, 2, 3, 4, 6))
    archive.writestr(info, 'hello' * 50, zipfile.ZIP_DEFLATED)
    archive.writestr('d/\u00e9.bin', b'\0\1\2', zipfile.ZIP_STORED)
    archive.writestr('b.bz2', b'x' * 500, zipfile.ZIP_BZIP2)
    archive.writestr('l.xz', b'y' * 500, zipfile.ZIP_LZMA)
    archive.comment = b'note'
    with archive.open('stream', 'w') as member:
        member.write(b'piece ')
        member.write(b'by piece')
    archive.mkdir('folder')
with zipfile.ZipFile(stream) as archive:
    print(archive.namelist(), archive.comment, archive.testzip())  # expect: ['a.txt', 'd/é.bin', 'b.bz2', 'l.xz', 'stream', 'folder/'] b'note' None
    print(archive.getinfo('a.txt'), archive.getinfo('a.txt').date_time)  # expect: <ZipInfo filename='a.txt' compress_type=deflate filemode='?rw-------' file_size=250 compress_size=10> (2020, 1, 2, 3, 4, 6)
    print(len(archive.read('a.txt')), archive.read('d/\u00e9.bin'), len(archive.read('b.bz2')), len(archive.read('l.xz')), archive.read('stream'))  # expect: 250 b'\x00\x01\x02' 500 500 b'piece by piece'
    with archive.open('a.txt') as member:
        print(member.read(7), member.tell(), member.seek(-3, 2), member.read(), member.seek(1), member.peek(2)[:2])  # expect: b'hellohe' 7 247 b'llo' 1 b'el'
    archive.extractall('out', ['a.txt', 'd/\u00e9.bin', 'folder/'])
    print(sorted(os.listdir('out')))  # expect: ['a.txt', 'd', 'folder']
with zipfile.ZipFile(stream, 'a') as archive:
    archive.write('out/a.txt', 'again.txt')
with zipfile.ZipFile(io.BytesIO(b'front' + stream.getvalue())) as archive:
    print(archive.namelist()[-1], len(archive.read('again.txt')), archive.getinfo('folder/').is_dir())  # expect: again.txt 250 True
print(zipfile.is_zipfile(stream), zipfile.is_zipfile(io.BytesIO(b'no')))  # expect: True False


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


damaged = bytearray(stream.getvalue())
damaged[damaged.index(b'\0\1\2')] = 9
with zipfile.ZipFile(io.BytesIO(damaged)) as archive:
    print(attempt(archive.read, 'd/\u00e9.bin'), archive.testzip() == 'd/\u00e9.bin')  # expect: BadZipFile: Bad CRC-32 for file 'd/é.bin' True
    print(attempt(archive.read, 'missing'))  # expect: KeyError: "There is no item named 'missing' in the archive"
    print(attempt(archive.writestr, 'x', b''))  # expect: ValueError: write() requires mode 'w', 'x', or 'a'
print(attempt(archive.read, 'a.txt'))  # expect: ValueError: Attempt to use ZIP archive that was already closed
print(attempt(zipfile.ZipFile, io.BytesIO(b'nothing')))  # expect: BadZipFile: File is not a zip file
print(attempt(zipfile.ZipFile, 'x', 'q'))  # expect: ValueError: ZipFile requires mode 'r', 'w', 'x', or 'a'
