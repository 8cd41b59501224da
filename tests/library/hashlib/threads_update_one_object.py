# Long updates of one object let other threads run; none of them is lost.
import hashlib
import threading

piece = b"abcdefgh" * 20000
hasher = hashlib.sha1()


def feed(size):
    for start in range(0, len(piece), size):
        hasher.update(piece[start:start + size])


threads = [threading.Thread(target=feed, args=(len(piece) // 10 ** i,)) for i in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(hasher.hexdigest() == hashlib.sha1(piece * 4).hexdigest())  # expect: True
