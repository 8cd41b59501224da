# What closes files, what is said of those nobody closed, and which error is the one that is seen.
import gc
import io
import sys
import warnings


class Noisy(io.RawIOBase):
    def flush(self):
        print("flush")

    def close(self):
        print("close")
        super().close()


Noisy()
# expect: close
# expect: flush


class WithDel(Noisy):
    def __del__(self):
        print("del")
        super().__del__()


WithDel()
# expect: del
# expect: close
# expect: flush


class Cycle(io.BytesIO):
    pass


cycle = Cycle()
cycle.itself = cycle
del cycle
print(gc.collect() > 0)                   # expect: True

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    open(__file__)
    open(__file__, "rb")
    open(__file__, "rb", buffering=0)
for warning in seen:
    print(warning.category.__name__, str(warning.message).split(" name")[0])
# expect: ResourceWarning unclosed file <_io.TextIOWrapper
# expect: ResourceWarning unclosed file <_io.BufferedReader
# expect: ResourceWarning unclosed file <_io.FileIO


class Bad(io.RawIOBase):
    def writable(self):
        return True

    def close(self):
        super().close()
        raise OSError("closing")


class BadFlush(io.BufferedWriter):
    def flush(self):
        raise OSError("flushing")


file = BadFlush(Bad())
try:
    file.close()
except OSError as e:
    print(e, "after", e.__context__)      # expect: closing after flushing
print(file.closed)                        # expect: True

sys.unraisablehook = lambda args: print("ignored:", args.exc_value)
file = io.BufferedWriter(Bad())
del file                                  # expect: ignored: closing
