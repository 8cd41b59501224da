# Walking through folders by descriptor, and running programs.
import os
import tempfile

with tempfile.TemporaryDirectory() as top:
    os.makedirs(top + "/a/b/c")
    open(top + "/a/f", "w").close()
    os.symlink("a", top + "/link")
    for root, dirs, files, fd in os.fwalk(top):
        dirs.sort()
        print(os.path.relpath(root, top), dirs, files, sorted(os.listdir(fd)) == sorted(dirs + files))
    # expect: . ['a', 'link'] [] True
    # expect: a ['b'] ['f'] True
    # expect: a/b ['c'] [] True
    # expect: a/b/c [] [] True
    fd = os.open(top, os.O_RDONLY)
    print([root for root, *_ in os.fwalk(b"a", topdown=False, dir_fd=fd)])  # expect: [b'a/b/c', b'a/b', b'a']
    os.close(fd)
    print([os.path.basename(root) for root, *_ in os.walk(top + "/a", topdown=False)])  # expect: ['c', 'b', 'a']
    os.renames(top + "/a/b/c", top + "/x/y")
    print(sorted(os.listdir(top)), os.listdir(top + "/a"))  # expect: ['a', 'link', 'x'] ['f']

print(os.spawnle(os.P_WAIT, "/bin/sh", "sh", "-c", "exit $N", {"N": "3"}))  # expect: 3
print(os.spawnlp(os.P_WAIT, "true", "true"), os.spawnlpe.__name__)  # expect: 0 spawnlpe
for call in (lambda: os.execv("/bin/true", []), lambda: os.execve("/bin/true", [""], {}),
             lambda: os.execve("/bin/true", ["true"], {"a=b": "c"}),
             lambda: os.get_exec_path({"PATH": "", b"PATH": b""})):
    try:
        call()
    except ValueError as error:
        print(error)
# expect: execv() arg 2 must not be empty
# expect: execve: argv first element cannot be empty
# expect: illegal environment variable name
# expect: env cannot contain 'PATH' and b'PATH' keys
print({"a": "b"} | os.environ == {**os.environ, "a": "b"}, repr(os.environ)[:9])  # expect: True environ({
