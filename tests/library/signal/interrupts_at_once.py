# Ctrl-C ends, within some milliseconds, what takes long in C: big numbers, sorting, searching,
# waiting; and the VM goes on.
import re
import signal
import threading
import time

big = 3 ** 1_000_000
floats = [i * 7919 % 1_000_003 / 7 for i in range(300_000)]
text = "ab" * 3_000_000
locked = threading.Lock()
locked.acquire()
thread = threading.Thread(target=time.sleep, args=(0.9,))
thread.start()


def sort():
    while True:
        sorted(floats)


def multiply():
    while True:
        big * big


def find():
    while True:
        re.findall("b", text)


def scan():
    while True:
        re.search("[c-z]a", text)


for work in (lambda: 3 ** 3_000_000_000, multiply, lambda: pow(3, big, big + 2), sort, find, scan,
             lambda: re.match("(a|ab|b)*c", text), lambda: sum(range(10 ** 12)), locked.acquire,
             thread.join, lambda: time.sleep(9)):
    sent = time.perf_counter() + 0.03
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.03)
    try:
        work()
    except KeyboardInterrupt:
        late = time.perf_counter() - sent
        if late > 10: # it ran to its end; about 0.002 on an idle machine
            print("late", work, late)
print(len(sorted(floats)), pow(big, 2, 1000), re.findall("b", "aba"))  # expect: 300000 1 ['b']
