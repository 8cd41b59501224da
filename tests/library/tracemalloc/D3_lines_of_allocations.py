import os
import tracemalloc

print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit(), tracemalloc.get_traced_memory())
# expect: False 1 (0, 0)
try:
    tracemalloc.take_snapshot()
except RuntimeError as error:
    print(error)
# expect: the tracemalloc module must be tracing memory allocations to take a snapshot
for bad in 0, -1, 70000:
    try:
        tracemalloc.start(bad)
    except ValueError as error:
        print(error)
# expect: the number of frames must be in range [1; 65535]
# expect: the number of frames must be in range [1; 65535]
# expect: the number of frames must be in range [1; 65535]


def make(size):
    return bytearray(size)


tracemalloc.start(2)
before = tracemalloc.take_snapshot()
kept = [make(10_000) for _ in range(5)]
traceback = tracemalloc.get_object_traceback(kept[0])
print([os.path.basename(str(frame)) for frame in traceback])
# expect: ['D3_lines_of_allocations.py:27', 'D3_lines_of_allocations.py:22']
print(traceback.total_nframe)                                      # expect: None
after = tracemalloc.take_snapshot()
change = after.compare_to(before, "lineno")[0]
print(change.traceback[0].lineno, change.count_diff, change.size_diff > 50_000)
# expect: 22 10 True
print(after.traces[0].traceback.total_nframe >= 1)                 # expect: True
current, peak = tracemalloc.get_traced_memory()
print(50_000 < current <= peak)                                    # expect: True
kept.clear()
print(tracemalloc.get_traced_memory()[0] < current - 40_000)       # expect: True
tracemalloc.reset_peak()
print(tracemalloc.get_traced_memory()[1] < peak)                   # expect: True
own = after.filter_traces([tracemalloc.Filter(True, "*allocations.py", 22)])
print(len(own.traces))                                             # expect: 10
tracemalloc.clear_traces()
print(tracemalloc.get_object_traceback(change))                    # expect: None
tracemalloc.stop()
print(tracemalloc.get_traced_memory())
# expect: (0, 0)
