"""frame.clear() warns of a coroutine that nobody awaited; who hears of that may start it."""
import threading
import warnings


class Later:
    def __await__(self):
        yield "waits"
        return "done"


async def body():
    text = "local"
    entered.set()
    cleared.wait()
    return text, await Later()


def show(*args, **kwargs):
    print("warned")                     # expect: warned
    thread.start()
    entered.wait()


entered, cleared = threading.Event(), threading.Event()
coroutine = body()
thread = threading.Thread(target=lambda: print(coroutine.send(None)))
warnings.simplefilter("always")
warnings.showwarning = show
coroutine.cr_frame.clear()
cleared.set()
thread.join()                           # expect: waits
try:
    coroutine.send(None)
except StopIteration as stop:
    print(stop.value)                   # expect: ('local', 'done')
