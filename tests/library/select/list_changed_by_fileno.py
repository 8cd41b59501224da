"""select() asks each object once for its descriptor and looks at what the list holds then."""
import os
import select

reader, writer = os.pipe()
objects = []


class Shrinking:
    def fileno(self):
        del objects[-1]
        return writer


objects[:] = [Shrinking()] * 10
ready = select.select([], objects, [])
print(ready == ([], objects[:5], []))  # expect: True
print(select.select([reader], [writer], [], 0) == ([], [writer], []))  # expect: True
try:
    select.select(1, [], [])
except TypeError as error:
    print(error)  # expect: arguments 1-3 must be sequences
os.close(reader)
os.close(writer)
