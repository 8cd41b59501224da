# At exit the finalizers alive are called, the latest first, those made meanwhile too.
import weakref


class Thing:
    pass


thing = Thing()


def call(name):
    print('called', name)
    if name == 2:
        weakref.finalize(thing, call, 'made at exit')
        weakref.finalize(thing, call, 'never').atexit = False


for number in range(4):
    weakref.finalize(thing, call, number)
other = Thing()
first = weakref.finalize(other, print, 'not called')
print(first.alive, first.atexit, first.peek()[2:])  # expect: True True (('not called',), {})
first.atexit = 0
print(first.atexit, first.detach()[2:], first.detach(), first.peek())  # expect: False (('not called',), {}) None None
print(first.alive, first.atexit, first(), repr(first).split()[-1])  # expect: False False None dead>
second = weakref.finalize(other, call, 'by death')
del other  # expect: called by death
print(second.alive)  # expect: False
# expect: called 3
# expect: called 2
# expect: called made at exit
# expect: called 1
# expect: called 0
