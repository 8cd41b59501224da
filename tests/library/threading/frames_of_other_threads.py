# sys._current_frames() shows where other threads are; what runs there cannot be cleared.
import sys
import threading
import traceback

entered, go_on = threading.Semaphore(0), threading.Event()


def generate():
    secret = "inside"
    entered.release()
    go_on.wait()
    yield secret


def work():
    try:
        raise LookupError("handled")
    except LookupError:
        list(generate())


thread = threading.Thread(target=work)
thread.start()
entered.acquire()
frame = sys._current_frames()[thread.ident]
while frame.f_code is not generate.__code__:
    frame = frame.f_back
print(frame.f_locals, frame.f_back.f_code.co_name)  # expect: {'secret': 'inside'} work
print(repr(sys._current_exceptions()[thread.ident]))  # expect: LookupError('handled')
for running in frame, frame.f_back:
    try:
        running.clear()
    except RuntimeError as error:
        print(error)
# expect: cannot clear an executing frame
# expect: cannot clear an executing frame
print([entry.name for entry in traceback.extract_stack(frame)][-2:])  # expect: ['work', 'generate']
go_on.set()
thread.join()
print(frame.f_locals, frame.f_back is None)  # expect: {'secret': 'inside'} False
