"""Processes with the interface of threading, and what passes between them.

The module's functions are the methods of a context: of the default one, which starts processes by
fork unless set_start_method() says otherwise. process.py has Process, popen.py the ways to start
one; connection.py, queues.py, synchronize.py and sharedctypes.py what two processes share; pool.py
and managers.py stand on these.
"""

import sys

from . import context, process

__all__ = [name for name in dir(context._default_context) if not name.startswith("_")]
globals().update((name, getattr(context._default_context, name)) for name in __all__)

SUBDEBUG, SUBWARNING = 5, 25

# A program that is run by spawn is imported under this name.
if "__main__" in sys.modules:
    sys.modules["__mp_main__"] = sys.modules["__main__"]
