# Pickler.memo and Unpickler.memo are given to others, copied and emptied.
import io
import pickle

shared = ["kept"]
file = io.BytesIO()
pickler = pickle.Pickler(file, 4)
pickler.dump(shared)
first = file.tell()
pickler.dump([shared])
print(file.getvalue()[first:])  # expect: b'\x80\x04\x95\x06\x00\x00\x00\x00\x00\x00\x00]\x94h\x00a.'
print(sorted(pickler.memo.copy().values(), key=lambda pair: pair[0])[:2])  # expect: [(0, ['kept']), (1, 'kept')]

again = io.BytesIO()
primed = pickle.Pickler(again, 4)
primed.memo = pickler.memo
primed.dump(shared)
print(again.getvalue())  # expect: b'\x80\x04h\x00.'
primed.memo.clear()
primed.dump(shared)
print(len(again.getvalue()), len(primed.memo.copy()))  # expect: 27 2
primed.memo = {id(shared): (7, shared)}
primed.dump(shared)
print(again.getvalue()[-5:])  # expect: b'\x80\x04h\x07.'

file.seek(0)
unpickler = pickle.Unpickler(file)
print(unpickler.load(), unpickler.memo.copy())  # expect: ['kept'] {0: ['kept'], 1: 'kept'}
reader = pickle.Unpickler(io.BytesIO(b"\x80\x04h\x01."))
reader.memo = unpickler.memo
print(reader.load(), unpickler.memo.__reduce__())  # expect: kept (<class 'dict'>, ({0: ['kept'], 1: 'kept'},))
unpickler.memo.clear()
print(unpickler.memo.copy())  # expect: {}
for bad in {-1: None}, {"a": None}, [1]:
    try:
        unpickler.memo = bad
    except (TypeError, ValueError) as error:
        print(error)
# expect: memo key must be positive integers.
# expect: memo key must be integers
# expect: 'memo' attribute must be an UnpicklerMemoProxy object or dict, not list
for bad in {1: 2}, {1: (None, 2)}, 3:
    try:
        pickler.memo = bad
    except TypeError as error:
        print(type(error).__name__)
# expect: TypeError
# expect: TypeError
# expect: TypeError


class Overridden(pickle.Pickler):
    pass


overridden = Overridden(io.BytesIO())
overridden.reducer_override = None
try:
    overridden.dump(object())
except TypeError as error:
    print(error)  # expect: 'NoneType' object is not callable
try:
    pickle.loads(b"c\nlog\n.")
except pickle.UnpicklingError as error:
    print(error)  # expect: pickle data was truncated
