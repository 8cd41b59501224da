"""Coroutines that pass values through queues of a small event loop: await, send, StopIteration."""
from collections import deque


class Channel:
    def __init__(self):
        self.items, self.readers = deque(), deque()

    async def get(self):
        while not self.items:
            await Wait(self)
        return self.items.popleft()

    def put(self, item):
        self.items.append(item)
        if self.readers:
            ready.append(self.readers.popleft())


class Wait:
    def __init__(self, channel):
        self.channel = channel

    def __await__(self):
        yield self.channel


async def player(inbox, outbox, rounds):
    total = 0
    for _ in range(rounds):
        value = await inbox.get()
        total += value
        outbox.put(value + 1)
    return total


def run(tasks):
    results = []
    ready.extend(tasks)
    while ready:
        task = ready.popleft()
        try:
            task.send(None).readers.append(task)
        except StopIteration as end:
            results.append(end.value)
    return results


ready = deque()
tasks = []
for pair in range(20):
    left, right = Channel(), Channel()
    left.put(pair)
    tasks += [player(left, right, 8000), player(right, left, 8000)]
print(sum(run(tasks)))
