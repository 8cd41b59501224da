# FIFO, LIFO and priority queues; limits, timeouts, shutdown, threads.
import queue
import threading

for kind in (queue.Queue, queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue):
    q = kind()
    for item in (3, 1, 2):
        q.put(item)
    print(kind.__name__, q.qsize(), [q.get() for _ in range(3)], q.empty())  # expect: Queue 3 [3, 1, 2] True
                                                                             # expect: LifoQueue 3 [2, 1, 3] True
                                                                             # expect: PriorityQueue 3 [1, 2, 3] True
                                                                             # expect: SimpleQueue 3 [3, 1, 2] True
q = queue.Queue(1)
q.put("a")
for action in (lambda: q.put("b", block=False), lambda: q.put("b", timeout=0.01),
               lambda: (q.get(), q.get_nowait()), lambda: q.get(timeout=-1), lambda: (q.task_done(), q.task_done())):
    try:
        print(action())
    except (queue.Full, queue.Empty, ValueError) as error:
        print(type(error).__name__, error)  # expect: Full 
                                            # expect: Full 
                                            # expect: Empty 
                                            # expect: ValueError 'timeout' must be a non-negative number
                                            # expect: ValueError task_done() called too many times
results = []


def worker():
    while (item := work.get()) is not None:
        results.append(item * 2)
        work.task_done()


work = queue.Queue()
thread = threading.Thread(target=worker)
thread.start()
for i in range(5):
    work.put(i)
work.join()
work.put(None)
thread.join()
print(results)  # expect: [0, 2, 4, 6, 8]
q.shutdown()
try:
    q.put(1)
except queue.ShutDown as error:
    print(repr(error))  # expect: ShutDown()
