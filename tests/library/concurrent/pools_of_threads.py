# Thread and process pools.
from concurrent import futures


def square(x):
    return x * x


def fails():
    raise ValueError("inside")


with futures.ThreadPoolExecutor(2) as pool:
    print(list(pool.map(square, range(5))), pool.submit(square, 3).result())  # expect: [0, 1, 4, 9, 16] 9
    future = pool.submit(fails)
    print(type(future.exception()).__name__, future.done(), future.cancelled())  # expect: ValueError True False
    done, rest = futures.wait([pool.submit(square, i) for i in range(3)])
    print(sorted(f.result() for f in done), rest)  # expect: [0, 1, 4] set()
    print(sorted(f.result() for f in futures.as_completed([pool.submit(square, i) for i in range(3)])))  # expect: [0, 1, 4]
try:
    pool.submit(square, 1)
except RuntimeError as error:
    print(error)  # expect: cannot schedule new futures after shutdown
f = futures.Future()
print(f.cancel(), f.cancelled(), f.cancel())  # expect: True True True
try:
    f.result()
except futures.CancelledError:
    print("cancelled")  # expect: cancelled
