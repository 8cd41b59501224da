# While a thread waits in poll(), others may register and unregister; two may not wait at once.
import os
import select
import threading
import time

reader, writer = os.pipe()
poll = select.poll()
copies = [os.dup(reader) for _ in range(20)]
for copy in copies:
    poll.register(copy, select.POLLIN)
found = []


def wait():
    while not found:
        try:
            found.extend(poll.poll(60000))
        except RuntimeError:
            pass


thread = threading.Thread(target=wait)
thread.start()
while True:
    try:
        poll.poll(0)
    except RuntimeError as error:
        print(error)  # expect: concurrent poll() invocation
        break
    time.sleep(0.001)
for copy in copies:
    poll.unregister(copy)
poll.register(writer, select.POLLOUT)
os.write(writer, b"!")
thread.join()
print(sorted(descriptor for descriptor, _ in found) == copies)  # expect: True
print(poll.poll(0) == [(writer, select.POLLOUT)])  # expect: True
