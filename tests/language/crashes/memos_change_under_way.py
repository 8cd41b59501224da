# Picklers and unpicklers whose memo, state or input changes while they work, and memos that are given
# while they change themselves.
import gc
import io
import pickle
from pickle import PicklingError, UnpicklingError


class Gone:
    def __init__(self, act):
        self.act = act

    def __del__(self):
        self.act()


def outcome(function, *args):
    try:
        function(*args)
    except (TypeError, ValueError, RuntimeError, UnpicklingError, PicklingError, EOFError, AttributeError) as error:
        return type(error).__name__
    return "done"


# What an unpickler's memo held changes the dict that replaces it.
memo = {number: object() for number in range(20)}
unpickler = pickle.Unpickler(io.BytesIO(b"N."))
unpickler.memo = {number: Gone(memo.clear) for number in range(5)}
print(outcome(setattr, unpickler, "memo", memo), len(unpickler.memo.copy()), len(memo))  # expect: done 20 0

pickler = pickle.Pickler(io.BytesIO())
pickler.memo = {1: (7, [])}
print([number for number, item in pickler.memo.copy().values()])  # expect: [7]

# Assignments the other way round, and what is no memo.
unpickler.memo = unpickler.memo
print(len(unpickler.memo.copy()))  # expect: 20
for wrong in {1: 2}, {1: (1,)}, {1: (None, 1)}, [], pickler.memo:
    print(outcome(setattr, pickler, "memo", wrong), outcome(setattr, unpickler, "memo", wrong))
    # expect: TypeError done
    # expect: TypeError done
    # expect: TypeError done
    # expect: TypeError TypeError
    # expect: done TypeError
for wrong in {-1: 1}, {"a": 1}:
    print(outcome(setattr, unpickler, "memo", wrong))
    # expect: ValueError
    # expect: TypeError


# Callbacks of a pickler under way.
class Restless(pickle.Pickler):
    def persistent_id(self, item):
        if self.left:
            self.left -= 1
            self.act()

    def reducer_override(self, item):
        self.persistent_id(item)
        return NotImplemented


def nested(depth):
    return [nested(depth - 1), {"a": (depth,)}, bytearray(b"x"), {depth}] if depth else Gone


for act in (
    lambda: pickler.clear_memo(),
    lambda: pickler.memo.clear(),
    lambda: setattr(pickler, "memo", {}),
    lambda: setattr(pickler, "memo", {number: (number, str(number)) for number in range(300)}),
    lambda: outcome(pickler.dump, [1, 2]),
    lambda: outcome(pickler.__init__, io.BytesIO()),
    lambda: data[0].clear(),
    gc.collect,
):
    for protocol in range(6):
        data = nested(5)
        pickler = Restless(io.BytesIO(), protocol)
        pickler.left, pickler.act = 20, act
        outcome(pickler.dump, data)


# Callbacks of an unpickler under way.
class Curious(pickle.Unpickler):
    def find_class(self, module, name):
        self.act()
        return super().find_class(module, name)

    def persistent_load(self, key):
        self.act()
        return [key]


class Asked(pickle.Pickler):
    def persistent_id(self, item):
        return item if isinstance(item, bytearray) else None


def raising():
    raise ValueError


for act in (
    lambda: unpickler.memo.clear(),
    lambda: setattr(unpickler, "memo", {}),
    lambda: outcome(unpickler.load),
    lambda: outcome(unpickler.__init__, io.BytesIO(text)),
    lambda: setattr(unpickler, "memo", {number: number for number in range(300)}),
    raising,
    gc.collect,
):
    for protocol in range(1, 5):
        file = io.BytesIO()
        Asked(file, protocol).dump(nested(5))
        text = file.getvalue()
        unpickler = Curious(io.BytesIO(text))
        calls = []
        unpickler.act = lambda: len(calls) < 20 and (calls.append(1), act())
        outcome(unpickler.load)
print("whole")  # expect: whole
