# mmap: a file as bytes that change in place; its limits; buffers hold it where it is.
import mmap
import os


def attempt(action):
    try:
        print(action())
    except (ValueError, TypeError, IndexError, OSError, BufferError, OverflowError) as error:
        print(f"{type(error).__name__}: {error}")


with open("data", "wb") as file:
    file.write(b"one\ntwo\nthree" + bytes(8192))
with open("data", "r+b") as file, mmap.mmap(file.fileno(), 0) as map:
    print(len(map), map.size(), map.readline(), map.readline(), map.tell())  # expect: 8205 8205 b'one\n' b'two\n' 8
    print(map.read(5), map.find(b"o"), map.find(b"o", 0), map.rfind(b"o", 0), map.seek(-3, 2))  # expect: b'three' -1 0 6 8202
    map[0:3] = b"ONE"
    map[4] = ord("T")
    print(map[:8], map[7::-2], map[-1], next(iter(map)), b"N" in map, 78 in map)  # expect: b'ONE\nTwo\n' b'\nw\nN' 0 b'O' True False
    map.seek(8)
    print(map.write(b"THREE"), map.tell(), map.write_byte(33))  # expect: 5 13 None
    map.move(0, 4, 3)
    print(map[:14], map.flush(), map.flush(4096, 10))  # expect: b'Two\nTwo\nTHREE!' None None
    map.resize(4096)
    print(len(map), os.path.getsize("data"), map)  # expect: 4096 4096 <mmap.mmap closed=False, access=ACCESS_DEFAULT, length=4096, pos=14, offset=0>
    with memoryview(map) as view:
        view[0] = 33
        print(map[:3], view.readonly, view.nbytes)  # expect: b'!wo' False 4096
        attempt(map.close)  # expect: BufferError: cannot close exported pointers exist
        attempt(lambda: map.resize(1))  # expect: BufferError: mmap can't resize with extant buffers exported.
    attempt(lambda: map[5000])  # expect: IndexError: mmap index out of range
    attempt(lambda: map["a"])  # expect: TypeError: mmap indices must be integers
    attempt(lambda: map.__setitem__(0, 256))  # expect: ValueError: mmap item value must be in range(0, 256)
    attempt(lambda: map.__setitem__(slice(0, 2), b"a"))  # expect: IndexError: mmap slice assignment is wrong size
    attempt(lambda: map.__delitem__(0))  # expect: TypeError: mmap doesn't support item deletion
    attempt(lambda: map.seek(5000))  # expect: ValueError: seek out of range
    attempt(lambda: map.write(bytes(5000)))  # expect: ValueError: data out of range
    attempt(lambda: map.move(0, 4000, 100))  # expect: ValueError: source, destination, or count out of range
    attempt(lambda: map.madvise(mmap.MADV_RANDOM, 4096))  # expect: ValueError: madvise start out of bounds
    print(map.madvise(mmap.MADV_WILLNEED), map.madvise(mmap.MADV_NORMAL, 0, 10))  # expect: None None
print(map.closed, map)  # expect: True <mmap.mmap closed=True>
attempt(lambda: len(map))  # expect: ValueError: mmap closed or invalid
attempt(lambda: map.find(b"a"))  # expect: ValueError: mmap closed or invalid

with open("data", "rb") as file:
    reader = mmap.mmap(file.fileno(), 10, access=mmap.ACCESS_READ)
    attempt(lambda: reader.__setitem__(0, 1))  # expect: TypeError: mmap can't modify a readonly memory map.
    attempt(lambda: reader.resize(1))  # expect: TypeError: mmap can't resize a readonly or copy-on-write memory map.
    copy = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    copy[0:2] = b"??"
    print(copy[:4], reader[:4])  # expect: b'??o\n' b'!wo\n'
    attempt(lambda: mmap.mmap(file.fileno(), 9999))  # expect: ValueError: mmap length is greater than file size
    attempt(lambda: mmap.mmap(file.fileno(), 10))  # expect: PermissionError: [Errno 13] Permission denied
    attempt(lambda: mmap.mmap(file.fileno(), 0, access=1, offset=4096))  # expect: ValueError: mmap offset is greater than file size
    attempt(lambda: mmap.mmap(file.fileno(), 1, access=1, prot=1))  # expect: ValueError: mmap can't specify both access and flags, prot.
    untracked = mmap.mmap(file.fileno(), 0, access=1, trackfd=False)
    attempt(untracked.size)  # expect: OSError: [Errno 9] Bad file descriptor
attempt(lambda: mmap.mmap(-1, -1))  # expect: OverflowError: memory mapped length must be positive


class Closing:
    def __init__(self, map):
        self.map = map

    def __index__(self):
        self.map.close()
        return 0


for use in lambda map: map[Closing(map)], lambda map: map[Closing(map):], lambda map: map.read(Closing(map)):
    attempt(lambda: use(mmap.mmap(-1, 10)))
# expect: ValueError: mmap closed or invalid
# expect: ValueError: mmap closed or invalid
# expect: ValueError: mmap closed or invalid
