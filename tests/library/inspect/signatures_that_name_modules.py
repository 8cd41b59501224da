# A default in a builtin's signature may be a name of another module; members have their docs.
import inspect
import io

print(inspect.signature(io.TextIOWrapper.seek))  # expect: (self, cookie, whence=0, /)
print(inspect.signature(io.IOBase.seek))  # expect: (self, offset, whence=0, /)
print(AttributeError.name.__doc__, AttributeError.obj.__doc__, NameError.name.__doc__, StopIteration.value.__doc__, SystemExit.code.__doc__, sep=", ")  # expect: attribute name, object, name, generator return value, exception code
