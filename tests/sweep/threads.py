import threading, contextvars, queue
q = queue.Queue(); lock = threading.Lock(); local = threading.local(); var = contextvars.ContextVar("v", default=1)
def work(n):
    local.x = n
    with lock:
        q.put(n * n)
ts = [threading.Thread(target=work, args=(i,)) for i in range(2)]
started = []
try:
    for t in ts:
        t.start()
        started.append(t)
finally:
    for t in started:
        t.join()
print(sorted(q.get_nowait() for _ in ts), var.get(), contextvars.copy_context().run(lambda: var.set(5) and var.get()))
e = threading.Event(); e.set(); print(e.wait(1), threading.current_thread().name, threading.active_count())
