# pdb.set_trace() in an example stops at its own line and talks to where output went before.
# input: p x
# input: next
# input: continue
import doctest
import sys


def example():
    """
    >>> x = 42
    >>> def stops():
    ...     import pdb; pdb.set_trace()
    ...     print("collected")
    >>> stops()
    collected
    >>> x + 1
    43
    """


print(doctest.testmod(sys.modules["__main__"]))
# expect: > <doctest __main__.example[1]>(2)stops()
# expect: -> import pdb; pdb.set_trace()
# expect: (Pdb) 42
# expect: (Pdb) > <doctest __main__.example[1]>(3)stops()
# expect: -> print("collected")
# expect: (Pdb) TestResults(failed=0, attempted=4)
