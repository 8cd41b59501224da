# What is put out without a write: files that grow, shared mappings, databases, sockets.
import limits
import mmap
import os
import socket
import sqlite3

FILE = "file"


def descriptor():
    return os.open(FILE, os.O_RDWR | os.O_CREAT)


def shared_map(**how):
    os.system(f"head -c 8192 /dev/zero >{FILE}")
    return mmap.mmap(descriptor(), 0, **how)


def grow_twice():
    fd = descriptor()
    for size in 900, 0, 900:
        os.ftruncate(fd, size)


def truncate_path():
    os.close(descriptor())
    os.truncate(FILE, 2000)


def truncate_file():
    with open(FILE, "wb") as file:
        file.truncate(1025)


def write_with_vfs(name):
    database = sqlite3.connect(f"file:{FILE}{name}", uri=True)
    try:
        database.execute("create table numbers(n)")
    finally:
        database.close()


def send(method, *chunks):
    one, other = socket.socketpair()
    for chunk in chunks:
        getattr(one, method)(chunk)


def fail():
    reader, writer = os.pipe()
    os.close(reader)
    for write, data in ((os.write, bytes(1000)), (os.writev, [bytes(1000)])) * 3:
        try:
            write(writer, data)
        except BrokenPipeError:
            pass


def only_read():
    readable = shared_map()
    readable[:], readable.read(), readable.find(b"x")
    memoryview(shared_map(access=mmap.ACCESS_READ))
    memoryview(shared_map(access=mmap.ACCESS_COPY))[0] = 1
    memoryview(mmap.mmap(-1, 8192))[0] = 1


WAYS = {
    "ftruncate": grow_twice,  # expect: ftruncate ends
    "truncate": truncate_path,  # expect: truncate ends
    "file.truncate": truncate_file,  # expect: file.truncate ends
    "posix_fallocate": lambda: os.posix_fallocate(descriptor(), 1000, 25),  # expect: posix_fallocate ends
    "mmap[:]": lambda: shared_map().__setitem__(slice(1025), bytes(1025)),  # expect: mmap[:] ends
    "mmap.write": lambda: shared_map().write(bytes(1025)),  # expect: mmap.write ends
    "mmap.move": lambda: shared_map().move(0, 2000, 1025),  # expect: mmap.move ends
    "mmap.resize": lambda: shared_map().resize(16384),  # expect: mmap.resize ends
    "memoryview(mmap)": lambda: memoryview(shared_map()),  # expect: memoryview(mmap) ends
    "sqlite3": lambda: write_with_vfs(""),  # expect: sqlite3 ends
    "sqlite3, unix-none": lambda: write_with_vfs("?vfs=unix-none"),  # expect: sqlite3, unix-none ends
    "send": lambda: send("send", bytes(1000), bytes(1000), b"x"),  # expect: send ends
    "sendall": lambda: send("sendall", bytes(1025)),  # expect: sendall ends
    "sendmsg": lambda: send("sendmsg", [bytes(1000), bytes(25)]),  # expect: sendmsg ends
    # these put nothing out
    "read": only_read,  # expect: read goes
    "failed": fail,  # expect: failed goes
    "in memory": lambda: write_with_vfs("?vfs=memdb"),  # expect: in memory goes
}
for name, way in WAYS.items():
    try:
        limits.run(way, output=1024)
        print(name, "goes")
    except limits.LimitReached as error:
        print(name, "ends")
    if os.path.exists(FILE):
        os.unlink(FILE)

# A transaction that the limit ends is undone.
with sqlite3.connect(FILE) as database:
    database.execute("create table numbers(n)")
    database.executemany("insert into numbers values (?)", [(i,) for i in range(1000)])
try:
    limits.run(database.execute, ("update numbers set n = n + 1",), output=10_000)
except limits.LimitReached:
    print("ended")  # expect: ended
database.close()
database = sqlite3.connect(FILE)
print(database.execute("select sum(n) from numbers").fetchone())  # expect: (499500,)
print(database.execute("pragma integrity_check").fetchone())  # expect: ('ok',)
