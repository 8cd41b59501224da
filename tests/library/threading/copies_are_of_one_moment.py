# Copies of containers that other threads change are whole, also while signals arrive.
import collections
import signal
import threading
import time

SIZE = 200_000
numbers = dict.fromkeys(range(SIZE), 0)
members = set(range(SIZE))
queue = collections.deque(range(SIZE))
items = list(range(SIZE))
problems = []
done = threading.Event()


def change():
    turn = 0
    while not done.is_set():
        turn += 1
        numbers[-turn] = turn  # one more and one less: the size stays even after both
        del numbers[-turn]
        members.add(-turn)
        members.remove(-turn)
        queue.rotate(1)
        items.append(turn)
        items.pop()


def copy():
    while not done.is_set():
        try:
            for made in numbers.copy(), dict(numbers), {} | numbers, set(members), members | set():
                if len(made) not in (SIZE, SIZE + 1):
                    problems.append(len(made))
            {}.update(numbers)
            if len(queue.copy()) != SIZE or len(list(items)) not in (SIZE, SIZE + 1):
                problems.append("sequence")
        except RuntimeError as error:
            problems.append(error)


threads = [threading.Thread(target=function) for function in (change, copy, copy)]
signal.signal(signal.SIGALRM, lambda *_: None)
signal.setitimer(signal.ITIMER_REAL, 0.002, 0.002)
for thread in threads:
    thread.start()
end = time.monotonic() + 1
while time.monotonic() < end:
    {}.update(numbers.copy())
signal.setitimer(signal.ITIMER_REAL, 0)
done.set()
for thread in threads:
    thread.join()
print(problems)  # expect: []
