"""sys.exit(): its argument, or a tuple of arguments, is SystemExit's."""
import sys


def code(*args):
    try:
        sys.exit(*args)
    except SystemExit as error:
        return error.code, error.args


print(code(), code(42), code((42,)), code((1, 2)), code("text"), code(()), code(None))
# expect: (None, ()) (42, (42,)) (42, (42,)) ((1, 2), (1, 2)) ('text', ('text',)) (None, ()) (None, ())
