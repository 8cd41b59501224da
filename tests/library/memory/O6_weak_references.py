# What can be referred to weakly, and the order of things when the last count goes.
import weakref

for value in [], {}, 1, "text", ():
    try:
        weakref.ref(value)
    except TypeError as error:
        print(error)
# expect: cannot create weak reference to 'list' object
# expect: cannot create weak reference to 'dict' object
# expect: cannot create weak reference to 'int' object
# expect: cannot create weak reference to 'str' object
# expect: cannot create weak reference to 'tuple' object


class Thing:
    def __del__(self):
        print("finalizer")


thing = Thing()
reference = weakref.ref(thing, lambda gone: print("callback", gone() is None))
del thing                              # expect: finalizer
                                       # expect: callback True
print(reference())                     # expect: None


class SubList(list):
    pass


print(weakref.ref(SubList()) is not None)   # expect: True
