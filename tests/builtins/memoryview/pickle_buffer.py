# PickleBuffer: a buffer beside the stream of pickle.
from _pickle import PickleBuffer


def error(function):
    try:
        print(function())
    except (ValueError, TypeError, BufferError) as e:
        print(type(e).__name__, e)


data = bytearray(b"foobar")
buffer = PickleBuffer(data)
print(bytes(buffer.raw()), memoryview(buffer).obj is data, buffer.raw().readonly)  # expect: b'foobar' True False
error(lambda: data.append(1))        # expect: BufferError Existing exports of data: object cannot be re-sized
buffer.release()
data.append(33)
print(data)                          # expect: bytearray(b'foobar!')
error(buffer.raw)                    # expect: ValueError operation forbidden on released PickleBuffer object
error(lambda: memoryview(buffer))    # expect: ValueError operation forbidden on released PickleBuffer object
error(lambda: PickleBuffer(5))       # expect: TypeError a bytes-like object is required, not 'int'
error(lambda: PickleBuffer(memoryview(b"abcdef")[::2]).raw())
# expect: BufferError cannot extract raw buffer from non-contiguous buffer
words = PickleBuffer(memoryview(bytes(8)).cast("I"))
print(memoryview(words).format, words.raw().format, words.raw().nbytes)            # expect: I B 8
