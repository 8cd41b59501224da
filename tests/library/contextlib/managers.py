# Managers from generators, stacks, and the small ones.
import contextlib
from contextlib import *
@contextmanager
def cm(x):
    print('in',x)
    try: yield x
    except ValueError as e: print('caught',e)
    finally: print('out',x)
with cm(1) as v: print(v)  # expect: in 1
# expect: 1
# expect: out 1
with cm(2): raise ValueError('v')  # expect: in 2
# expect: caught v
# expect: out 2
try:
    with cm(3): raise KeyError('k')
except KeyError as e: print('K',e)  # expect: in 3
# expect: out 3
# expect: K 'k'
@cm(4)
def f(): print('f')
f(); f()  # expect: in 4
# expect: f
# expect: out 4
# expect: in 4
# expect: f
# expect: out 4
with ExitStack() as st:
    print(st.enter_context(cm(5))); st.callback(print,'cb',1); st.push(lambda *a: print('push',a[0]))  # expect: in 5
# expect: 5
# expect: push None
# expect: cb 1
# expect: out 5
try:
    with ExitStack() as st:
        st.push(lambda *a: True); st.callback(lambda:1/0); raise KeyError
    print('suppressed')
except Exception as e: print('E',type(e))  # expect: suppressed
with suppress(KeyError, ValueError): raise KeyError
class O:
    def close(s): print('closed')
with closing(O()) as o: print(type(o))  # expect: <class '__main__.O'>
# expect: closed
with nullcontext(5) as n: print(n)  # expect: 5
@contextmanager
def bad():
    if 0: yield
try:
    with bad(): pass
except RuntimeError as e: print(e)  # expect: generator didn't yield
@contextmanager
def bad2():
    yield 1
    yield 2
try:
    with bad2(): pass
except RuntimeError as e: print(e)  # expect: generator didn't stop
try: ExitStack().enter_context(5)
except TypeError as e: print(e)  # expect: 'builtins.int' object does not support the context manager protocol
print(isinstance(closing(1),AbstractContextManager), issubclass(O,AbstractContextManager))  # expect: True False
