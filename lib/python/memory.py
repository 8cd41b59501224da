"""Look into Folio's memory: see module _memory, which this is when nobody else is."""

import _memory
from _memory import *

__doc__ = _memory.__doc__
__all__ = _memory.__all__

if __name__ == "__main__":
    from _memory.__main__ import run
    run()
