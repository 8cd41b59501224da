# The same bytes as everywhere, for each protocol; objects by reduction, hooks, buffers, errors.
import collections
import datetime
import io
import pickle


class Point:
    def __init__(self, x):
        self.x = x


class Slotted:
    __slots__ = ('a', 'b')


nested = [1, 'a', None, True, 2.5, (1, 2), {'k': b'v'}, {3}, 2**70, -1, 70000]
for protocol in range(6):
    print(pickle.dumps(nested, protocol))  # expect: b'(lp0\nI1\naVa\np1\naNaI01\naF2.5\na(I1\nI2\ntp2\na(dp3\nVk\np4\nc_codecs\nencode\np5\n(Vv\np6\nVlatin1\np7\ntp8\nRp9\nsac__builtin__\nset\np10\n((lp11\nI3\natp12\nRp13\naL1180591620717411303424L\naI-1\naI70000\na.'
                                           # expect: b']q\x00(K\x01X\x01\x00\x00\x00aq\x01NI01\nG@\x04\x00\x00\x00\x00\x00\x00(K\x01K\x02tq\x02}q\x03X\x01\x00\x00\x00kq\x04c_codecs\nencode\nq\x05(X\x01\x00\x00\x00vq\x06X\x06\x00\x00\x00latin1q\x07tq\x08Rq\tsc__builtin__\nset\nq\n(]q\x0bK\x03atq\x0cRq\rL1180591620717411303424L\nJ\xff\xff\xff\xffJp\x11\x01\x00e.'
                                           # expect: b'\x80\x02]q\x00(K\x01X\x01\x00\x00\x00aq\x01N\x88G@\x04\x00\x00\x00\x00\x00\x00K\x01K\x02\x86q\x02}q\x03X\x01\x00\x00\x00kq\x04c_codecs\nencode\nq\x05X\x01\x00\x00\x00vq\x06X\x06\x00\x00\x00latin1q\x07\x86q\x08Rq\tsc__builtin__\nset\nq\n]q\x0bK\x03a\x85q\x0cRq\r\x8a\t\x00\x00\x00\x00\x00\x00\x00\x00@J\xff\xff\xff\xffJp\x11\x01\x00e.'
                                           # expect: b'\x80\x03]q\x00(K\x01X\x01\x00\x00\x00aq\x01N\x88G@\x04\x00\x00\x00\x00\x00\x00K\x01K\x02\x86q\x02}q\x03X\x01\x00\x00\x00kq\x04C\x01vq\x05scbuiltins\nset\nq\x06]q\x07K\x03a\x85q\x08Rq\t\x8a\t\x00\x00\x00\x00\x00\x00\x00\x00@J\xff\xff\xff\xffJp\x11\x01\x00e.'
                                           # expect: b'\x80\x04\x95B\x00\x00\x00\x00\x00\x00\x00]\x94(K\x01\x8c\x01a\x94N\x88G@\x04\x00\x00\x00\x00\x00\x00K\x01K\x02\x86\x94}\x94\x8c\x01k\x94C\x01v\x94s\x8f\x94(K\x03\x90\x8a\t\x00\x00\x00\x00\x00\x00\x00\x00@J\xff\xff\xff\xffJp\x11\x01\x00e.'
                                           # expect: b'\x80\x05\x95B\x00\x00\x00\x00\x00\x00\x00]\x94(K\x01\x8c\x01a\x94N\x88G@\x04\x00\x00\x00\x00\x00\x00K\x01K\x02\x86\x94}\x94\x8c\x01k\x94C\x01v\x94s\x8f\x94(K\x03\x90\x8a\t\x00\x00\x00\x00\x00\x00\x00\x00@J\xff\xff\xff\xffJp\x11\x01\x00e.'
    assert pickle.loads(pickle.dumps(nested, protocol)) == nested
loop = []
loop.append(loop)
slotted = Slotted()
slotted.b = 7
for value in (Point(3), collections.OrderedDict(a=1), datetime.date(2020, 2, 3), collections.deque([1], 2), loop, int, len, ..., 'é\U0001f600', bytearray(b'x')):
    print(pickle.dumps(value, 4))  # expect: b'\x80\x04\x95#\x00\x00\x00\x00\x00\x00\x00\x8c\x08__main__\x94\x8c\x05Point\x94\x93\x94)\x81\x94}\x94\x8c\x01x\x94K\x03sb.'
                                   # expect: b'\x80\x04\x95)\x00\x00\x00\x00\x00\x00\x00\x8c\x0bcollections\x94\x8c\x0bOrderedDict\x94\x93\x94)R\x94\x8c\x01a\x94K\x01s.'
                                   # expect: b'\x80\x04\x95 \x00\x00\x00\x00\x00\x00\x00\x8c\x08datetime\x94\x8c\x04date\x94\x93\x94C\x04\x07\xe4\x02\x03\x94\x85\x94R\x94.'
                                   # expect: b'\x80\x04\x95#\x00\x00\x00\x00\x00\x00\x00\x8c\x0bcollections\x94\x8c\x05deque\x94\x93\x94)K\x02\x86\x94R\x94K\x01a.'
                                   # expect: b'\x80\x04\x95\x06\x00\x00\x00\x00\x00\x00\x00]\x94h\x00a.'
                                   # expect: b'\x80\x04\x95\x14\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\x03int\x94\x93\x94.'
                                   # expect: b'\x80\x04\x95\x14\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\x03len\x94\x93\x94.'
                                   # expect: b'\x80\x04\x95\x19\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\x08Ellipsis\x94\x93\x94.'
                                   # expect: b'\x80\x04\x95\n\x00\x00\x00\x00\x00\x00\x00\x8c\x06\xc3\xa9\xf0\x9f\x98\x80\x94.'
                                   # expect: b'\x80\x04\x95"\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\tbytearray\x94\x93\x94C\x01x\x94\x85\x94R\x94.'
print(pickle.loads(pickle.dumps(slotted)).b, pickle.loads(pickle.dumps(loop))[0].__class__)  # expect: 7 <class 'list'>
print([len(pickle.loads(pickle.dumps(list(range(size)), 2))) for size in (0, 1, 1000, 1001, 2500)])  # expect: [0, 1, 1000, 1001, 2500]


class Naming(pickle.Pickler):
    def persistent_id(self, value):
        return 'seven' if value == 7 else None

    def reducer_override(self, value):
        return (str, ('point',)) if isinstance(value, Point) else NotImplemented


class Finding(pickle.Unpickler):
    def persistent_load(self, identity):
        return [identity]

    def find_class(self, module, name):
        found.append((module, name))
        return super().find_class(module, name)


found = []
stream = io.BytesIO()
Naming(stream, 2).dump([7, Point(1)])
stream.seek(0)
loaded = Finding(stream).load()
print(loaded, found)  # expect: [['seven'], 'point'] [('__builtin__', 'unicode')]
buffers = []
data = pickle.dumps(pickle.PickleBuffer(b'outside'), 5, buffer_callback=buffers.append)
print(data, bytes(buffers[0].raw()), pickle.loads(data, buffers=[b'outside']))  # expect: b'\x80\x05\x97\x98.' b'outside' b'outside'


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


print(attempt(pickle.loads, b''))  # expect: EOFError: Ran out of input
print(attempt(pickle.loads, b'\x80\x04'))  # expect: EOFError: Ran out of input
print(attempt(pickle.loads, b'X\x05\x00\x00\x00abc'))  # expect: UnpicklingError: pickle data was truncated
print(attempt(pickle.loads, b'\xff'))  # expect: UnpicklingError: invalid load key, '\xff'.
print(attempt(pickle.loads, b'0.'))  # expect: UnpicklingError: unpickling stack underflow
print(attempt(pickle.loads, b'h\x05.'))  # expect: UnpicklingError: Memo value not found at index 5
print(attempt(pickle.loads, b'\x80\x09.'))  # expect: ValueError: unsupported pickle protocol: 9
print(attempt(pickle.dumps, 1, 9))  # expect: ValueError: pickle protocol must be <= 5
print(attempt(pickle.dumps, pickle))  # expect: TypeError: cannot pickle 'module' object
