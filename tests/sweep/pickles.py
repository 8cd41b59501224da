# preload: pickle, copyreg
import copyreg, io, pickle
class Thing:
    def __init__(self, x): self.x = x
class Slotted:
    __slots__ = "a", "b"
class Made:
    def __reduce__(self): return Made, (), {"state": 1}
class Kept(list):
    def __getnewargs__(self): return ()
shared = [1, 2]; s = Slotted(); s.a = 5; k = Kept([3]); k.more = shared
value = [None, True, 1, 1 << 70, -2.5, "ä", b"b", bytearray(b"c"), (1,), (1, 2, 3, 4), {"k": shared}, {1, 2}, frozenset([3]), shared, Thing(shared), Thing(s), Made(), k, Thing, len, 1j, range(3)]
value.append(value)
for protocol in range(6):
    if protocol < 2: value[15].x = None  # slots need protocol 2
    else: value[15].x = s
    data = pickle.dumps(value, protocol); back = pickle.loads(data)
    print(protocol, len(back), back[13] is back[10]["k"], back[14].x is back[13], back[15].x and back[15].x.a, back[17].more is back[13], back[-1] is back, back[16].state)
class Persistent(pickle.Pickler):
    def persistent_id(self, value): return "me" if isinstance(value, Thing) else None
class Loading(pickle.Unpickler):
    def persistent_load(self, name): return name.upper()
out = io.BytesIO(); p = Persistent(out, 5, buffer_callback=None); p.dump([Thing(1), "x"]); print(Loading(io.BytesIO(out.getvalue())).load(), pickle.loads(pickle.dumps(pickle.PickleBuffer(b"raw"), 5)))
for bad in b"", b"\x80\x05N", b"cno_module\nx\n.":
    try:
        pickle.loads(bad)
    except (EOFError, pickle.UnpicklingError, ImportError) as error:
        print(type(error).__name__)
try:
    pickle.dumps(lambda: 0)
except (pickle.PicklingError, AttributeError) as error:
    print(type(error).__name__)
