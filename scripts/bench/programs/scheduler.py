"""Generators as tasks, thousands of them: send, yield from, try/finally."""
from collections import deque

finished = 0


def countdown(n, step):
    global finished
    try:
        while n > 0:
            n -= yield n
    finally:
        finished += 1
    return step


def task(number):
    total = 0
    for step in range(1, 4):
        total += yield from countdown(number % 10 + 8, step)
    return total


queue = deque((task(i), None) for i in range(12000))
results = steps = 0
while queue:
    running, value = queue.popleft()
    try:
        running.send(value)
        steps += 1
        queue.append((running, 1))
    except StopIteration as end:
        results += end.value
print(results, steps, finished)
