# Items of one thread leave a deque and a queue in the order in which they came, each once.
import collections
import queue

from _hammer import THREADS, hammer

shared, channel = collections.deque(), queue.SimpleQueue()
last = collections.deque(maxlen=5)
taken, received = [[] for _ in range(THREADS)], [[] for _ in range(THREADS)]


def work(number, turn):
    shared.append((number, turn))
    channel.put((number, turn))
    last.append(turn)
    taken[number].append(shared.popleft())
    received[number].append(channel.get())
    return turn


turns = hammer(work)
for lists in taken, received:
    everything = [item for items in lists for item in items]
    print(len(everything) == sum(turns) == len(set(everything)))  # expect: True
                                                                  # expect: True
    for items in lists:
        for wanted in range(THREADS):
            order = [turn for number, turn in items if number == wanted]
            assert order == sorted(order)
print(len(last))  # expect: 5
