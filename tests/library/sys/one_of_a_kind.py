# There is one sys.version_info and one sys.flags; other tables can be made.
import sys

for value in sys.version_info, sys.flags, sys.float_info:
    kind = type(value)
    try:
        print(kind(value) == value)
    except TypeError as error:
        print(error)
    try:
        kind.__new__(kind, value)
    except TypeError:
        print("nor so")
# expect: cannot create 'sys.version_info' instances
# expect: nor so
# expect: cannot create 'sys.flags' instances
# expect: nor so
# expect: True
