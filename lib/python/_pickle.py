"""What module pickle takes from here: PickleBuffer, and its own classes once they are made."""

from _pickle_buffer import PickleBuffer

_OWN = {"Pickler": "_Pickler", "Unpickler": "_Unpickler", "dump": "_dump", "dumps": "_dumps",
        "load": "_load", "loads": "_loads", "PickleError": "PickleError",
        "PicklingError": "PicklingError", "UnpicklingError": "UnpicklingError"}


def __getattr__(name):
    # While pickle is being imported it asks for these: by then it has defined them.
    if name in _OWN:
        import pickle
        return vars(pickle)[_OWN[name]]
    raise AttributeError("module '_pickle' has no attribute %r" % name)
