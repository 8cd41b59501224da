"""Callbacks run last in, first out; what they unregister does not run, nor what they register."""
import atexit


def tell(text):
    print(text, flush=True)


def changes():
    atexit.register(tell, "never")
    atexit.unregister(dropped)
    print(atexit._ncallbacks())


def dropped():
    tell("never either")


atexit.register(tell, "last")
atexit.register(dropped)
atexit.register(changes)
atexit.register(tell, "first")
print(atexit._ncallbacks())
# expect: 4
# expect: first
# expect: 5
# expect: last
