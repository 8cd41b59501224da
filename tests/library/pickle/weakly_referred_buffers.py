# A PickleBuffer can be referred to weakly, and a cycle through it is collected.
import gc
import pickle
import weakref


class Bytes(bytearray):
    pass


data = Bytes(b"abc")
data.buffer = pickle.PickleBuffer(data)
found = weakref.ref(data.buffer)
del data
gc.collect()
print(found())  # expect: None
