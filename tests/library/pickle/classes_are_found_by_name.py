# Unpickler.find_class: names of old, dotted ones, and what cannot be found.
import io
import pickle

unpickler = pickle.Unpickler(io.BytesIO())
plain = pickle.Unpickler(io.BytesIO(), fix_imports=False)


def attempt(unpickler, module, name):
    try:
        return unpickler.find_class(module, name)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(attempt(unpickler, "__builtin__", "unicode"))  # expect: <class 'str'>
print(attempt(plain, "__builtin__", "unicode"))  # expect: ModuleNotFoundError: No module named '__builtin__'
print(attempt(unpickler, "", "log"))  # expect: ValueError: Empty module name
try:
    __import__("")
except ValueError as error:
    print(error)  # expect: Empty module name
