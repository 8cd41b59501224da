# Passwords of the wrong type, files where folders should be, names without a part, a member read
# while another is written, readers in several threads, packages that do not compile.
import contextlib
import io
import os
import threading
import zipfile


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


data = io.BytesIO()
with zipfile.ZipFile(data, 'w') as archive:
    archive.writestr('folder/file', 'new' * 10000)
    archive.writestr('other', 'old' * 10000)
    archive.writestr('../', '')
    info = zipfile.ZipInfo('..')
    archive.writestr(info, 'above')

archive = zipfile.ZipFile(data)
print(attempt(archive.read, 'other', 'text') == b'old' * 10000)   # not needed, not looked at  # expect: True
print(attempt(archive.setpassword, 'text'))  # expect: TypeError: pwd: expected bytes, got str
info = archive.getinfo('other')
info.flag_bits |= 1
print(attempt(archive.read, 'other', 'text'))  # expect: TypeError: pwd: expected bytes, got str
archive.pwd = 'text'
print(attempt(archive.open, 'other'))  # expect: TypeError: pwd: expected bytes, got str
print(attempt(archive.extract, 'other', pwd='text'))  # expect: TypeError: pwd: expected bytes, got str
info.flag_bits &= ~1

with open('folder', 'w') as file:
    file.write('in the way')
print(attempt(archive.extract, 'folder/file')[:40])  # expect: NotADirectoryError: [Errno 20] Not a dir
os.remove('folder')
print(archive.extract('folder/file') == os.path.join(os.getcwd(), 'folder', 'file'))  # expect: True
print(attempt(archive.extract, '..'))  # expect: ValueError: Empty filename.

found = []


def read(name, piece):
    with archive.open(name) as member:
        if b''.join(iter(lambda: member.read(7), b'')) != piece * 10000:
            found.append(name)


threads = [threading.Thread(target=read, args=args)
           for args in [('folder/file', b'new'), ('other', b'old')] * 4]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(found)  # expect: []
archive.close()

with zipfile.ZipFile(data, 'a') as archive:
    member = archive.open('other')
    print(member.read(6))  # expect: b'oldold'
    with archive.open('late', 'w') as target:
        target.write(b'late')
        print(attempt(archive.read, 'other'))
        # expect: ValueError: Can't read from the ZIP file while there is an open writing handle on it. Close the writing handle before trying to read.
    print(member.read(6))  # expect: b'oldold'
    print(archive.read('late'))  # expect: b'late'

os.mkdir('package')
with open('package/wrong.py', 'w') as file:
    file.write('no Python\n')
with zipfile.PyZipFile(io.BytesIO(), 'w') as archive:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        archive.writepy('package')
    print(said.getvalue().splitlines()[0::3])  # expect: ['  File "package/wrong.py", line 1', 'SyntaxError: invalid syntax']
    print(archive.namelist())  # expect: ['wrong.py']
