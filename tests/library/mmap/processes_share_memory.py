# An anonymous mapping is the same memory in a forked child, a private one its own.
import mmap
import os

shared = mmap.mmap(-1, mmap.PAGESIZE)
private = mmap.mmap(-1, mmap.PAGESIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
child = os.fork()
if child == 0:
    shared.write(b"from the child")
    private.write(b"from the child")
    os._exit(0)
os.waitpid(child, 0)
print(shared[:14], private[:4])  # expect: b'from the child' b'\x00\x00\x00\x00'
