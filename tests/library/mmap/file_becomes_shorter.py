# What is mapped behind the end of its file is an error, not the end of the process.
import hashlib
import mmap
import os

PAGE = mmap.PAGESIZE


def shortened(**how):
    with open("file", "w+b") as file:
        file.write(b"a" * 4 * PAGE)
        file.flush()
        mapping = mmap.mmap(file.fileno(), 0, **how)
        file.truncate(PAGE)
    return mapping


def attempt(name, operation, **how):
    mapping = shortened(**how)
    try:
        print(name, operation(mapping))
    except OSError as error:
        print(name, error)
    mapping.close()


attempt("there", lambda m: m[:3])                           # expect: there b'aaa'
attempt("item", lambda m: m[PAGE])                          # expect: item the mapped file has become shorter
attempt("slice", lambda m: m[1:-1:7])                       # expect: slice the mapped file has become shorter
attempt("read", lambda m: m.read())                         # expect: read the mapped file has become shorter
attempt("readline", lambda m: m.readline())                 # expect: readline the mapped file has become shorter
attempt("find", lambda m: m.find(b"x"))                     # expect: find the mapped file has become shorter
attempt("list", list)                                       # expect: list the mapped file has become shorter
attempt("set", lambda m: m.__setitem__(-1, 1))              # expect: set the mapped file has become shorter
attempt("write", lambda m: m.write(bytes(2 * PAGE)))        # expect: write the mapped file has become shorter
attempt("move", lambda m: m.move(0, 2 * PAGE, 9))           # expect: move the mapped file has become shorter
attempt("read-only", lambda m: m[-1], access=mmap.ACCESS_READ)  # expect: read-only the mapped file has become shorter
attempt("copy", lambda m: m[-1], access=mmap.ACCESS_COPY)   # expect: copy the mapped file has become shorter

# Through a buffer there are zeros; the mapping knows afterwards.
mapping = shortened()
view = memoryview(mapping)
print(view[0], view[PAGE], view[-1])                        # expect: 97 0 0
hashlib.sha256(view)
view.release()
try:
    mapping[0]
except OSError as error:
    print(error)                                            # expect: the mapped file has become shorter

# The next one that lies there is whole.
mapping.close()
os.truncate("file", 4 * PAGE)
with open("file", "r+b") as file, mmap.mmap(file.fileno(), 0) as mapping:
    print(mapping[0], mapping[-1])                          # expect: 97 0
