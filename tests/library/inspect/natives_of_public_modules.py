# What functions in C say of themselves, as help() and pickle see them.
import asyncio
import hashlib
import inspect
import io
import operator
import pickle
import queue
import re
import threading
import types

for function in re.compile, re.sub, re.escape, io.open, open:
    print(function.__module__, function.__qualname__)
# expect: re compile
# expect: re sub
# expect: re escape
# expect: _io open
# expect: _io open
print(pickle.loads(pickle.dumps([re.compile, open])) == [re.compile, open])     # expect: True
print(pickle.dumps(re.escape, 0))                       # expect: b'cre\nescape\np0\n.'
for thing in (operator.call, queue.SimpleQueue, threading.Lock, threading.local, asyncio.Future,
              asyncio.Task, types.FunctionType, hashlib.blake2s):
    print(inspect.signature(thing))
# expect: (obj, /, *args, **kwargs)
# expect: ()
# expect: ()
# expect: ()
# expect: (*, loop=None)
# expect: (coro, *, loop=None, name=None, context=None, eager_start=False)
# expect: (code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)
# expect: (data=b'', /, *, digest_size=32, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True)
